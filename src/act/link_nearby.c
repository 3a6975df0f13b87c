#include "act/link_nearby.h"

#include <math.h>

#include "act/link_persons.h"
#include "act/link_weighed.h"
#include "domain/lists.h"
#include "store/link_input_store.h"

/* Evidence this far below the threshold supports next to nothing (link/cluster.c), so
 * what is only joined by less cannot come together. */
static const double support_reach_bits = 3;
/* What may speak against a number that two files share; as in a comparison. */
static const double against_bits = 8;

struct nearby {
    struct db *db;
    struct arena arena;
    struct person_id *person;
    size_t n, cap;
    double link_bits;
};

/* Open addressing over ids: which persons are there already. */
struct id_set {
    uint32_t *slot; /* place + 1; 0: free */
    size_t mask;
};

static size_t slot_of(const struct id_set *s, const struct nearby *x,
                      struct person_id person)
{
    uint64_t h = str_hash((struct str){(const char *)person.u.b, sizeof person.u.b});
    size_t i = (size_t)h & s->mask;
    while (s->slot[i] && !uuid_eq(x->person[s->slot[i] - 1].u, person.u))
        i = (i + 1) & s->mask;
    return i;
}

static enum err_code add(struct nearby *x, struct id_set *s, struct person_id person,
                         struct err *e)
{
    size_t i = slot_of(s, x, person);
    if (s->slot[i]) return OK;
    if (x->n == LINK_NEARBY_MOST) {
        enum err_code rc =
            err_set(e, ERR_TOO_LARGE, "more than %d files hang together with these",
                    LINK_NEARBY_MOST);
        err_hint(e, "raise the threshold: vindplaats link persons --link-bits N");
        return rc;
    }
    mem_push_room(x->person, x->n, x->cap);
    x->person[x->n++] = person;
    s->slot[i] = (uint32_t)x->n;
    return OK;
}

static double prior_of(struct str levels)
{
    struct level_part part;
    while (level_part_next(&part, &levels))
        if (str_eq_c(part.field, "prior") && part.has_bits) return part.bits;
    return 0;
}

static bool is_tied(const struct link_pair_fact *p)
{
    if (p->basis != LINK_BASIS_NUMBER && p->basis != LINK_BASIS_PSEUDONYM) return false;
    return (double)p->millibits / 1000 - prior_of(p->levels) >= -against_bits;
}

static bool may_support(const struct nearby *x, const struct link_pair_fact *p)
{
    return is_tied(p) ||
           (double)p->millibits / 1000 >= x->link_bits - support_reach_bits;
}

/* All that hangs together with the file at `at`. */
static enum err_code reach_from(struct nearby *x, struct id_set *s, size_t at,
                                struct err *e)
{
    struct person_id person = x->person[at];
    struct person_link_fact link, *files;
    struct link_pair_fact *pairs;
    struct link_decision_fact *decisions;
    enum err_code rc;
    bool found;
    size_t n;
    TRY(link_of_person(&link, &found, x->db, person, e));
    if (found) {
        TRY(link_files_of_human(&files, &n, &x->arena, x->db, link.human, e));
        for (size_t i = 0; i < n; i++)
            TRY(add(x, s, files[i].person, e));
    }
    TRY(link_pairs_of_person(&pairs, &n, &x->arena, x->db, person, e));
    for (size_t i = 0; i < n; i++)
        if (may_support(x, &pairs[i])) {
            TRY(add(x, s, pairs[i].person, e));
            TRY(add(x, s, pairs[i].other, e));
        }
    TRY(link_decisions_of_person(&decisions, &n, &x->arena, x->db, person, e));
    for (size_t i = 0; i < n; i++)
        if (decisions[i].decision == LINK_DECISION_SAME) {
            TRY(add(x, s, decisions[i].person, e));
            TRY(add(x, s, decisions[i].other, e));
        }
out:
    return rc;
}

static int compare_persons(const void *x, const void *y)
{
    const struct person_id *a = x, *b = y;
    return uuid_compare(a->u, b->u);
}

static enum err_code gather_files(struct nearby *x, const struct person_id *persons,
                                  size_t n, struct err *e)
{
    struct id_set s = {.mask = 4 * (LINK_NEARBY_MOST + 1)};
    enum err_code rc = OK;
    for (size_t bits = 1; s.mask & (s.mask + 1); bits *= 2)
        s.mask |= s.mask >> bits;
    s.slot = mem_array(s.mask + 1, sizeof *s.slot);
    for (size_t i = 0; i < n; i++)
        TRY(add(x, &s, persons[i], e));
    for (size_t i = 0; i < x->n; i++)
        TRY(reach_from(x, &s, i, e));
    if (x->n) qsort(x->person, x->n, sizeof *x->person, compare_persons);
out:
    free(s.slot);
    return rc;
}

/* --- what is known of them --- */

static enum err_code take_pairs(struct link_graph *g, struct nearby *x, uint32_t file,
                                struct err *e)
{
    struct link_pair_fact *pairs;
    uint32_t other;
    size_t n;
    enum err_code rc =
        link_pairs_of_person(&pairs, &n, &x->arena, x->db, g->file[file], e);
    for (size_t i = 0; rc == OK && i < n; i++) {
        const struct link_pair_fact *p = &pairs[i];
        if (!uuid_eq(p->person.u, g->file[file].u)) continue;
        if (!link_graph_place(&other, g, p->other)) continue;
        link_graph_add_edge(g, (struct link_edge){.a = file,
                                                  .b = other,
                                                  .verdict = p->verdict,
                                                  .basis = p->basis,
                                                  .millibits = p->millibits});
        if (is_tied(p)) link_graph_same(g, file, other, p->basis);
    }
    return rc;
}

static enum err_code take_decisions(struct link_graph *g, struct nearby *x,
                                    uint32_t file, struct err *e)
{
    struct link_decision_fact *list;
    uint32_t other;
    size_t n;
    enum err_code rc =
        link_decisions_of_person(&list, &n, &x->arena, x->db, g->file[file], e);
    for (size_t i = 0; rc == OK && i < n; i++) {
        if (!uuid_eq(list[i].person.u, g->file[file].u)) continue;
        if (!link_graph_place(&other, g, list[i].other)) continue;
        if (list[i].decision == LINK_DECISION_SAME)
            link_graph_same(g, file, other, LINK_BASIS_DECISION);
        else
            link_graph_different(g, file, other);
    }
    return rc;
}

struct numbered_file {
    struct link_number number;
    uint32_t file;
};

static int compare_numbers(const void *x, const void *y)
{
    const struct numbered_file *a = x, *b = y;
    return memcmp(a->number.hash, b->number.hash, sizeof a->number.hash);
}

static enum err_code take_numbers(struct link_graph *g, struct db *db, struct err *e)
{
    struct numbered_file *list = mem_array(g->n_files, sizeof *list);
    uint32_t number = 0;
    size_t n = 0;
    enum err_code rc = OK;
    g->number_of = mem_array(g->n_files, sizeof *g->number_of);
    for (uint32_t i = 0; i < g->n_files; i++) {
        list[n].file = i;
        TRY(link_number_read(&list[n].number, db, g->file[i], e));
        n += list[n].number.is_known;
    }
    if (n) qsort(list, n, sizeof *list, compare_numbers);
    for (size_t i = 0; i < n; i++) {
        if (i == 0 || compare_numbers(&list[i - 1], &list[i]) != 0) number++;
        g->number_of[list[i].file] = number;
    }
out:
    free(list);
    return rc;
}

static enum err_code take_link(struct link_graph *g, struct db *db, uint32_t file,
                               struct err *e)
{
    struct person_link_fact link;
    bool found;
    enum err_code rc = link_of_person(&link, &found, db, g->file[file], e);
    if (rc == OK && found) g->link[file] = link;
    return rc;
}

enum err_code link_graph_nearby(struct link_graph *out, struct db *db,
                                const struct person_id *persons, size_t n,
                                struct err *e)
{
    struct nearby x = {.db = db};
    struct link_run_fact run;
    double review_bits;
    enum err_code rc;
    bool found;
    *out = (struct link_graph){0};
    TRY(link_run_last(&run, &found, db, LINK_RUN_KIND_COMPARISON, e));
    if (found) link_settings_read(&x.link_bits, &review_bits, run.settings);
    if (isnan(x.link_bits)) x.link_bits = 0;
    TRY(gather_files(&x, persons, n, e));
    link_graph_init(out, x.person, x.n);
    out->link_bits = x.link_bits;
    for (uint32_t i = 0; i < out->n_files; i++) {
        TRY(take_link(out, db, i, e));
        TRY(take_pairs(out, &x, i, e));
        TRY(take_decisions(out, &x, i, e));
    }
    TRY(take_numbers(out, db, e));
    link_graph_drop_untied(out);
out:
    free(x.person);
    arena_dispose(&x.arena);
    return rc;
}
