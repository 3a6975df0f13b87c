#include "act/link_graph.h"

#include "domain/lists.h"
#include "link/cluster_update.h"

_Static_assert(N_LINK_CHANGE <= ARRAY_LEN(((struct link_changes *)0)->n_of),
               "a count for each kind of change");

void link_graph_init(struct link_graph *g, const struct person_id *files, size_t n)
{
    *g = (struct link_graph){.n_files = n};
    require(n < UINT32_MAX);
    g->file = mem_array(n, sizeof *g->file);
    g->link = mem_array(n, sizeof *g->link);
    if (n) memcpy(g->file, files, n * sizeof *g->file);
}

void link_graph_dispose(struct link_graph *g)
{
    free(g->file);
    free(g->link);
    free(g->edge);
    free(g->same);
    free(g->different);
    free(g->number_of);
    decided_clusters_dispose(&g->clusters);
    *g = (struct link_graph){0};
}

static int compare_persons(const void *x, const void *y)
{
    const struct person_id *a = x, *b = y;
    return uuid_compare(a->u, b->u);
}

bool link_graph_place(uint32_t *out, const struct link_graph *g,
                      struct person_id person)
{
    if (g->n_files == 0) return false;
    const struct person_id *found =
        bsearch(&person, g->file, g->n_files, sizeof *g->file, compare_persons);
    if (found) *out = (uint32_t)(found - g->file);
    return found != NULL;
}

void link_graph_add_edge(struct link_graph *g, struct link_edge edge)
{
    mem_push_room(g->edge, g->n_edges, g->edge_cap);
    g->edge[g->n_edges++] = edge;
}

static struct compared_pair ordered(uint32_t a, uint32_t b)
{
    return (struct compared_pair){MIN_OF(a, b), MAX_OF(a, b)};
}

void link_graph_same(struct link_graph *g, uint32_t a, uint32_t b, uint8_t basis)
{
    mem_push_room(g->same, g->n_same, g->same_cap);
    g->same[g->n_same++] = (struct link_tie){ordered(a, b), basis};
}

void link_graph_different(struct link_graph *g, uint32_t a, uint32_t b)
{
    mem_push_room(g->different, g->n_different, g->different_cap);
    g->different[g->n_different++] =
        (struct link_tie){ordered(a, b), LINK_BASIS_DECISION};
}

void link_graph_take_links(struct link_graph *g, const struct person_link_fact *links,
                           size_t n)
{
    uint32_t at;
    for (size_t i = 0; i < n; i++)
        if (link_graph_place(&at, g, links[i].person)) g->link[at] = links[i];
}

/* --- to clusters --- */

static int compare_pairs(const void *x, const void *y)
{
    const struct compared_pair *a = x, *b = y;
    if (a->a != b->a) return a->a < b->a ? -1 : 1;
    return (a->b > b->b) - (a->b < b->b);
}

static struct compared_pair *pairs_of(const struct link_tie *ties, size_t n)
{
    struct compared_pair *pairs = mem_array(n, sizeof *pairs);
    for (size_t i = 0; i < n; i++)
        pairs[i] = ties[i].pair;
    if (n) qsort(pairs, n, sizeof *pairs, compare_pairs);
    return pairs;
}

static int compare_ties(const void *x, const void *y)
{
    const struct link_tie *a = x, *b = y;
    return compare_pairs(&a->pair, &b->pair);
}

void link_graph_drop_untied(struct link_graph *g)
{
    size_t n = 0;
    if (g->n_different == 0) return;
    qsort(g->different, g->n_different, sizeof *g->different, compare_ties);
    for (size_t i = 0; i < g->n_same; i++)
        if (g->same[i].basis == LINK_BASIS_DECISION ||
            !bsearch(&g->same[i], g->different, g->n_different, sizeof *g->different,
                     compare_ties))
            g->same[n++] = g->same[i];
    g->n_same = n;
}

void link_graph_solve(struct link_graph *g)
{
    struct compared_pair *pairs = mem_array(g->n_edges, sizeof *pairs);
    double *bits = mem_array(g->n_edges, sizeof *bits);
    size_t n = 0;
    for (size_t i = 0; i < g->n_edges; i++) {
        const struct link_edge *edge = &g->edge[i];
        if (edge->basis == LINK_BASIS_CONFLICT) continue;
        pairs[n] = (struct compared_pair){edge->a, edge->b};
        bits[n++] = (double)edge->millibits / 1000;
    }
    struct compared_pair *always = pairs_of(g->same, g->n_same);
    struct compared_pair *never = pairs_of(g->different, g->n_different);
    const struct decided_records r = {
        .n_rows = g->n_files,
        .pairs = pairs,
        .bits = bits,
        .n_pairs = n,
        .never = never,
        .n_never = g->n_different,
        .number_of = g->number_of,
        .rules = {.link_bits = g->link_bits,
                  .support_per_1000 = LINK_SUPPORT_PER_1000,
                  .always = always,
                  .n_always = g->n_same}};
    decided_clusters_dispose(&g->clusters);
    clusters_decide(&g->clusters, &r);
    free(always);
    free(never);
    free(pairs);
    free(bits);
}

size_t link_graph_humans(const struct link_graph *g)
{
    size_t n = 0;
    for (size_t i = 0; i < g->n_files; i++)
        n += g->clusters.cluster_of[i] == i;
    return n;
}

/* --- to rows --- */

static int compare_humans(const void *x, const void *y)
{
    const struct human_id *a = x, *b = y;
    return uuid_compare(a->u, b->u);
}

struct writing {
    struct link_graph *g;
    struct write *w;
    struct uuid run;
    struct uuid_stock ids;
    struct human_id *human; /* those there were, the oldest first; then new ones */
    size_t n_before, n_humans;
    uint32_t *before, *stable; /* of each file */
    uint8_t *basis;            /* of each file */
    struct link_changes *changes;
};

/* An id is made of the moment, so that order of id is order of age. */
static void number_humans(struct writing *x)
{
    const struct link_graph *g = x->g;
    size_t n = 0;
    for (size_t i = 0; i < g->n_files; i++)
        if (!uuid_is_nil(g->link[i].id)) x->human[n++] = g->link[i].human;
    if (n) qsort(x->human, n, sizeof *x->human, compare_humans);
    for (size_t i = 0; i < n; i++)
        if (i == 0 || !uuid_eq(x->human[i].u, x->human[x->n_before - 1].u))
            x->human[x->n_before++] = x->human[i];
    for (size_t i = 0; i < g->n_files; i++) {
        x->before[i] = CLUSTER_NONE;
        if (uuid_is_nil(g->link[i].id)) continue;
        const struct human_id *found = bsearch(&g->link[i].human, x->human, x->n_before,
                                               sizeof *x->human, compare_humans);
        x->before[i] = (uint32_t)(found - x->human);
    }
    x->n_humans = x->n_before;
}

/* The strongest ground: a decision, then a number, then a pseudonym. */
static void find_basis(struct writing *x)
{
    static const uint8_t strongest[] = {LINK_BASIS_PSEUDONYM, LINK_BASIS_NUMBER,
                                        LINK_BASIS_DECISION};
    const struct link_graph *g = x->g;
    memset(x->basis, LINK_BASIS_EVIDENCE, g->n_files);
    for (size_t k = 0; k < ARRAY_LEN(strongest); k++)
        for (size_t i = 0; i < g->n_same; i++) {
            struct compared_pair p = g->same[i].pair;
            if (g->same[i].basis != strongest[k]) continue;
            if (g->clusters.cluster_of[p.a] != g->clusters.cluster_of[p.b]) continue;
            x->basis[p.a] = x->basis[p.b] = strongest[k];
        }
}

static enum err_code write_links(struct writing *x, struct err *e)
{
    enum err_code rc = OK;
    for (size_t i = 0; i < x->g->n_files; i++) {
        if (x->stable[i] == x->before[i]) continue;
        if (x->before[i] != CLUSTER_NONE) {
            TRY(fact_retract(x->w, NOUN_PERSON_LINK, x->g->file[i], x->g->link[i].id,
                             e));
            x->changes->n_unlinked++;
        }
        if (x->stable[i] == CLUSTER_NONE) continue;
        const struct person_link_fact f = {.id = uuid7_from(&x->ids),
                                           .person = x->g->file[i],
                                           .human = x->human[x->stable[i]],
                                           .run = x->run,
                                           .basis = x->basis[i]};
        TRY(person_link_add(x->w, &f, e));
        x->changes->n_linked++;
    }
out:
    return rc;
}

static enum err_code write_change(struct writing *x, const struct cluster_change *c,
                                  struct err *e)
{
    static const uint8_t kinds[] = {[CLUSTER_MADE] = LINK_CHANGE_MADE,
                                    [CLUSTER_JOINED] = LINK_CHANGE_JOINED,
                                    [CLUSTER_GREW] = LINK_CHANGE_GREW,
                                    [CLUSTER_SPLIT] = LINK_CHANGE_SPLIT,
                                    [CLUSTER_ENDED] = LINK_CHANGE_ENDED};
    struct link_change_fact f = {.id = uuid7_from(&x->ids),
                                 .run = x->run,
                                 .kind = kinds[c->kind],
                                 .human = x->human[c->cluster],
                                 .n_files = c->n_records};
    if (c->other != CLUSTER_NONE) f.other = x->human[c->other];
    x->changes->n_of[f.kind]++;
    return link_change_add(x->w, &f, e);
}

/* Ids of human beings that are new. */
static void make_humans(struct writing *x)
{
    for (size_t i = 0; i < x->g->n_files; i++)
        if (x->stable[i] != CLUSTER_NONE && x->stable[i] >= x->n_humans)
            x->human[x->n_humans++] = (struct human_id){uuid7_from(&x->ids)};
}

enum err_code link_graph_write(struct link_changes *out, struct write *w,
                               struct link_graph *g, struct uuid run, struct err *e)
{
    struct cluster_change *change = NULL;
    size_t n_changes = 0;
    enum err_code rc;
    struct writing x = {.g = g, .w = w, .run = run, .changes = out};
    memset(out, 0, sizeof *out);
    /* each file has at most one link, and each new human being a file of its own */
    x.human = mem_array(2 * g->n_files, sizeof *x.human);
    x.before = mem_array(g->n_files, sizeof *x.before);
    x.stable = mem_array(g->n_files, sizeof *x.stable);
    x.basis = mem_array(g->n_files, sizeof *x.basis);
    number_humans(&x);
    find_basis(&x);
    cluster_update(x.stable, &change, &n_changes, x.before, g->clusters.cluster_of,
                   g->n_files, (uint32_t)x.n_before);
    make_humans(&x);
    TRY(write_links(&x, e));
    for (size_t i = 0; i < n_changes; i++)
        TRY(write_change(&x, &change[i], e));
out:
    free(change);
    free(x.human);
    free(x.before);
    free(x.stable);
    free(x.basis);
    return rc;
}
