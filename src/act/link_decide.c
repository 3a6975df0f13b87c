/* Evidence to verdicts. Pairs are kept that evidence comes near to, that have a number
 * or pseudonym in common, that a worker decided, or whose numbers contradict each other
 * inside what would be one human being. */
#include <math.h>

#include "act/link_wanted.h"
#include "link/folded_persons.h"

enum { BELOW_MOST = 20000 }; /* pairs kept just below review */
/* Kept below review, and what may speak against a number that two files share. */
static const double below_bits = 10, against_bits = 8;

static int compare_found(const void *x, const void *y)
{
    const struct found_pair *a = x, *b = y;
    return compare_wanted(&a->weighed.pair, &b->weighed.pair);
}

/* --- pairs with their evidence --- */

static void keep_found(struct linking *x, struct weighed_pair weighed)
{
    mem_push_room(x->found, x->n_found, x->found_cap);
    x->found[x->n_found++] =
        (struct found_pair){.weighed = weighed, .verdict = CODE_MISSING};
}

static void take_candidates(struct linking *x, struct wanted *w)
{
    const struct comparison_set *s = &x->match.compared;
    const double least = x->match.review_bits - below_bits;
    const uint32_t *file = x->table.file_of_row;
    for (size_t i = 0; i < s->n_pairs; i++) {
        struct compared_pair pair = {file[s->pair[i].a], file[s->pair[i].b]};
        struct wanted_pair *wanted =
            w->n ? bsearch(&pair, w->pair, w->n, sizeof *w->pair, compare_wanted)
                 : NULL;
        if (wanted) wanted->is_seen = true;
        if (wanted || x->match.bits[i] >= least)
            keep_found(x, (struct weighed_pair){pair, x->match.bits[i], s, i});
    }
}

/* Compares pairs that were no candidates. */
static void take_extra(struct linking *x, const struct wanted *w)
{
    struct comparison_set *s = &x->extra[x->n_extra];
    struct folded_persons folded;
    struct compared_pair *pair = mem_array(w->n, sizeof *pair);
    size_t n = 0;
    for (size_t i = 0; i < w->n; i++)
        if (!w->pair[i].is_seen)
            pair[n++] = (struct compared_pair){x->row_of[w->pair[i].pair.a],
                                               x->row_of[w->pair[i].pair.b]};
    if (n == 0) {
        free(pair);
        return;
    }
    folded_persons_init(&folded, &x->table.table);
    comparison_set_make(s, &folded, pair, n, 0, 1);
    folded_persons_dispose(&folded);
    x->n_extra++;
    double *bits = mem_array(n, sizeof *bits);
    weight_model_score(bits, &x->match.model, s);
    for (size_t i = 0; i < n; i++) {
        struct compared_pair files = {x->table.file_of_row[s->pair[i].a],
                                      x->table.file_of_row[s->pair[i].b]};
        keep_found(x, (struct weighed_pair){files, bits[i], s, i});
    }
    free(bits);
}

/* --- what is certain --- */

/* Of each row of x->exact: the place of its file; UINT32_MAX: not there. */
static uint32_t *place_exact(const struct linking *x)
{
    uint32_t *place = mem_array(x->n_exact, sizeof *place);
    for (size_t i = 0; i < x->n_exact; i++)
        if (!link_graph_place(&place[i], &x->graph, x->exact[i].person))
            place[i] = UINT32_MAX;
    return place;
}

/* Pseudonyms of several projects make several groups of a file: any in common counts.
 */
struct groups_of {
    uint32_t *first, *group; /* first[file] .. first[file + 1] in group */
};

static struct groups_of list_groups(const struct linking *x, const uint32_t *place)
{
    struct groups_of g;
    g.first = mem_array(x->n_files + 2, sizeof *g.first);
    g.group = mem_array(x->n_exact, sizeof *g.group);
    for (size_t i = 0; i < x->n_exact; i++)
        if (place[i] != UINT32_MAX && !x->exact[i].is_number) g.first[place[i] + 2]++;
    for (size_t i = 2; i < x->n_files + 2; i++)
        g.first[i] += g.first[i - 1];
    for (size_t i = 0; i < x->n_exact; i++)
        if (place[i] != UINT32_MAX && !x->exact[i].is_number)
            g.group[g.first[place[i] + 1]++] = x->exact[i].group;
    return g;
}

static bool have_pseudonym(const struct groups_of *g, struct compared_pair p)
{
    for (uint32_t i = g->first[p.a]; i < g->first[p.a + 1]; i++)
        for (uint32_t k = g->first[p.b]; k < g->first[p.b + 1]; k++)
            if (g->group[i] == g->group[k]) return true;
    return false;
}

static void find_numbers(struct linking *x, const uint32_t *place)
{
    x->graph.number_of = mem_array(x->n_files, sizeof *x->graph.number_of);
    for (size_t i = 0; i < x->n_exact; i++)
        if (place[i] != UINT32_MAX && x->exact[i].is_number)
            x->graph.number_of[place[i]] = x->exact[i].group + 1;
}

static uint8_t basis_of(const struct linking *x, const struct groups_of *g,
                        struct compared_pair p)
{
    uint32_t a = x->graph.number_of[p.a], b = x->graph.number_of[p.b];
    if (a && b) return a == b ? LINK_BASIS_NUMBER : LINK_BASIS_CONFLICT;
    return have_pseudonym(g, p) ? LINK_BASIS_PSEUDONYM : LINK_BASIS_EVIDENCE;
}

static void tie_found(struct linking *x, const struct groups_of *g, size_t from)
{
    for (size_t i = from; i < x->n_found; i++) {
        struct found_pair *f = &x->found[i];
        f->basis = basis_of(x, g, f->weighed.pair);
        if (f->basis != LINK_BASIS_NUMBER && f->basis != LINK_BASIS_PSEUDONYM) continue;
        f->is_contradicted =
            f->weighed.bits - x->match.model.prior_bits < -against_bits;
        if (!f->is_contradicted)
            link_graph_same(&x->graph, f->weighed.pair.a, f->weighed.pair.b, f->basis);
    }
}

static void tie_decisions(struct linking *x)
{
    uint32_t a, b;
    for (size_t i = 0; i < x->n_decisions; i++) {
        const struct link_decision_fact *d = &x->decision[i];
        if (!link_graph_place(&a, &x->graph, d->person) ||
            !link_graph_place(&b, &x->graph, d->other) || x->is_gone[a] ||
            x->is_gone[b])
            continue;
        if (d->decision == LINK_DECISION_SAME)
            link_graph_same(&x->graph, a, b, LINK_BASIS_DECISION);
        else
            link_graph_different(&x->graph, a, b);
    }
}

/* A file that is not compared any more keeps the pairs it had. */
static enum err_code take_old_pair(void *to, const struct link_pair_fact *f,
                                   struct err *e)
{
    struct linking *x = to;
    uint32_t a, b;
    (void)e;
    if (!link_graph_place(&a, &x->graph, f->person) ||
        !link_graph_place(&b, &x->graph, f->other))
        return OK;
    if (x->is_gone[a] || x->is_gone[b]) return OK;
    if (file_is_compared(x, a) && file_is_compared(x, b)) return OK;
    link_graph_add_edge(&x->graph, (struct link_edge){.a = a,
                                                      .b = b,
                                                      .verdict = f->verdict,
                                                      .basis = f->basis,
                                                      .millibits = f->millibits});
    if (f->verdict == LINK_VERDICT_LINK &&
        (f->basis == LINK_BASIS_NUMBER || f->basis == LINK_BASIS_PSEUDONYM))
        link_graph_same(&x->graph, a, b, f->basis);
    return OK;
}

/* --- verdicts --- */

static void add_edges(struct linking *x)
{
    for (size_t i = 0; i < x->n_found; i++) {
        const struct found_pair *f = &x->found[i];
        if (f->is_contradicted) continue;
        link_graph_add_edge(
            &x->graph, (struct link_edge){.a = f->weighed.pair.a,
                                          .b = f->weighed.pair.b,
                                          .basis = f->basis,
                                          .millibits = millibits_of(f->weighed.bits)});
    }
}

static uint8_t verdict_of(const struct linking *x, const struct found_pair *f)
{
    const uint32_t *cluster = x->graph.clusters.cluster_of;
    double bits = (double)millibits_of(f->weighed.bits) / 1000;
    bool is_together = cluster[f->weighed.pair.a] == cluster[f->weighed.pair.b];
    bool is_tied = f->basis == LINK_BASIS_NUMBER || f->basis == LINK_BASIS_PSEUDONYM;
    if (f->is_contradicted) return LINK_VERDICT_REVIEW;
    if (is_tied) return is_together ? LINK_VERDICT_LINK : LINK_VERDICT_REVIEW;
    if (f->basis == LINK_BASIS_CONFLICT)
        return bits >= x->match.review_bits ? LINK_VERDICT_REVIEW : CODE_MISSING;
    if (bits >= x->match.link_bits)
        return is_together ? LINK_VERDICT_LINK : LINK_VERDICT_REVIEW;
    if (bits >= x->match.review_bits) return LINK_VERDICT_REVIEW;
    return bits >= x->match.review_bits - below_bits ? LINK_VERDICT_BELOW
                                                     : CODE_MISSING;
}

/* What would have been one human being but for two numbers is for a human eye, however
 * little the two have in common themselves. */
static void take_contraries(struct linking *x, const struct groups_of *g)
{
    const struct decided_clusters *c = &x->graph.clusters;
    struct wanted w = {0};
    for (size_t i = 0; i < c->n_contrary; i++)
        wanted_add(&w, x, c->contrary[i].a, c->contrary[i].b);
    wanted_sort(&w);
    for (size_t i = 0; i < w.n; i++) {
        struct found_pair key = {.weighed.pair = w.pair[i].pair};
        w.pair[i].is_seen = x->n_found && bsearch(&key, x->found, x->n_found,
                                                  sizeof key, compare_found);
    }
    size_t from = x->n_found;
    take_extra(x, &w);
    tie_found(x, g, from);
    if (x->n_found) qsort(x->found, x->n_found, sizeof *x->found, compare_found);
    for (size_t i = 0; i < x->n_found; i++)
        x->found[i].verdict = verdict_of(x, &x->found[i]);
    for (size_t i = 0; i < w.n; i++) {
        struct found_pair key = {.weighed.pair = w.pair[i].pair};
        struct found_pair *f =
            bsearch(&key, x->found, x->n_found, sizeof key, compare_found);
        if (f) f->verdict = LINK_VERDICT_REVIEW;
    }
    free(w.pair);
}

static int compare_numbers(const void *x, const void *y)
{
    double a = *(const double *)x, b = *(const double *)y;
    return (a < b) - (a > b);
}

/* Of what lies below review the strongest are kept. */
static void cap_below(struct linking *x)
{
    double *bits = mem_array(x->n_found, sizeof *bits);
    size_t n = 0;
    for (size_t i = 0; i < x->n_found; i++)
        if (x->found[i].verdict == LINK_VERDICT_BELOW)
            bits[n++] = x->found[i].weighed.bits;
    if (n > BELOW_MOST) {
        qsort(bits, n, sizeof *bits, compare_numbers);
        for (size_t i = 0; i < x->n_found; i++)
            if (x->found[i].verdict == LINK_VERDICT_BELOW &&
                x->found[i].weighed.bits <= bits[BELOW_MOST])
                x->found[i].verdict = CODE_MISSING;
    }
    free(bits);
}

static void count_verdicts(struct linking *x)
{
    struct link_summary *s = x->summary;
    for (size_t i = 0; i < x->n_found; i++) {
        const struct found_pair *f = &x->found[i];
        bool is_linked = f->verdict == LINK_VERDICT_LINK;
        s->n_linked += is_linked;
        s->n_by_number += is_linked && f->basis == LINK_BASIS_NUMBER;
        s->n_by_pseudonym += is_linked && f->basis == LINK_BASIS_PSEUDONYM;
        s->n_to_review += f->verdict == LINK_VERDICT_REVIEW;
        s->n_below += f->verdict == LINK_VERDICT_BELOW;
        s->n_conflicts +=
            f->verdict == LINK_VERDICT_REVIEW && f->basis == LINK_BASIS_CONFLICT;
    }
    size_t n_gone = 0;
    for (size_t i = 0; i < x->n_files; i++)
        n_gone += x->is_gone[i];
    s->n_humans = (int64_t)(link_graph_humans(&x->graph) - n_gone);
    s->n_set_aside = (int64_t)x->graph.clusters.n_set_aside;
}

enum err_code linking_decide(struct linking *x, struct err *e)
{
    struct person_id *persons = mem_array(x->n_files, sizeof *persons);
    struct wanted w = {0};
    for (size_t i = 0; i < x->n_files; i++)
        persons[i] = x->file[i].person;
    link_graph_init(&x->graph, persons, x->n_files);
    free(persons);
    link_graph_take_links(&x->graph, x->link, x->n_links);
    x->graph.link_bits = x->match.link_bits;
    uint32_t *place = place_exact(x);
    struct groups_of groups = list_groups(x, place);
    find_numbers(x, place);
    wanted_find(&w, x, place);
    take_candidates(x, &w);
    take_extra(x, &w);
    if (x->n_found) qsort(x->found, x->n_found, sizeof *x->found, compare_found);
    tie_found(x, &groups, 0);
    tie_decisions(x);
    enum err_code rc = link_pairs_read(x->h->db, take_old_pair, x, e);
    if (rc == OK) {
        linking_set_thresholds(x);
        link_graph_drop_untied(&x->graph);
        add_edges(x);
        link_graph_solve(&x->graph);
        take_contraries(x, &groups);
        cap_below(x);
        count_verdicts(x);
    }
    free(w.pair);
    free(place);
    free(groups.first);
    free(groups.group);
    return rc;
}
