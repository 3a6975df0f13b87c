/* What a comparison found, as rows. A pair that is as it was, to half a bit, writes
 * nothing: the model is learnt anew in each run, and moves a little. */
#include "act/link_persons_int.h"

enum { SAME_MILLIBITS = 500 };

struct old_pair {
    struct person_id person;
    struct uuid id;
};
struct rows {
    struct linking *x;
    bool *is_kept; /* of each found pair */
    struct old_pair *gone;
    size_t n_gone, gone_cap;
};

static struct found_pair *find_pair(const struct linking *x, uint32_t a, uint32_t b)
{
    size_t low = 0, n = x->n_found;
    while (n > 0) {
        size_t half = n / 2;
        struct compared_pair p = x->found[low + half].weighed.pair;
        if (p.a == a && p.b == b) return &x->found[low + half];
        bool is_before = p.a != a ? p.a < a : p.b < b;
        low = is_before ? low + half + 1 : low;
        n = is_before ? n - half - 1 : half;
    }
    return NULL;
}

static bool is_as_it_was(const struct linking *x, const struct found_pair *f,
                         const struct link_pair_fact *old)
{
    char levels[LINK_LEVELS_BYTES + 1];
    double moved = f->weighed.bits * 1000 - (double)old->millibits;
    if (f->verdict != old->verdict || f->basis != old->basis) return false;
    if (moved > SAME_MILLIBITS || moved < -SAME_MILLIBITS) return false;
    levels_write(levels, &x->match.model, &f->weighed);
    return levels_same(str_of(levels), old->levels);
}

/* Pairs of a file that was not compared stay; those of a file that is gone go. */
static enum err_code look_at_old(void *to, const struct link_pair_fact *old,
                                 struct err *e)
{
    struct rows *r = to;
    struct linking *x = r->x;
    uint32_t a, b;
    (void)e;
    bool is_there = link_graph_place(&a, &x->graph, old->person) &&
                    link_graph_place(&b, &x->graph, old->other) && !x->is_gone[a] &&
                    !x->is_gone[b];
    if (is_there && (x->row_of[a] == UINT32_MAX || x->row_of[b] == UINT32_MAX))
        return OK;
    struct found_pair *f = is_there ? find_pair(x, a, b) : NULL;
    if (f && is_as_it_was(x, f, old)) {
        r->is_kept[f - x->found] = true;
        return OK;
    }
    mem_push_room(r->gone, r->n_gone, r->gone_cap);
    r->gone[r->n_gone++] = (struct old_pair){old->person, old->id};
    return OK;
}

static enum err_code add_pair(struct linking *x, struct write *w,
                              struct uuid_stock *ids, const struct found_pair *f,
                              struct err *e)
{
    char levels[LINK_LEVELS_BYTES + 1];
    levels_write(levels, &x->match.model, &f->weighed);
    const struct link_pair_fact fact = {
        .id = uuid7_from(ids),
        .person = x->file[f->weighed.pair.a].person,
        .other = x->file[f->weighed.pair.b].person,
        .run = x->summary->run,
        .verdict = f->verdict,
        .basis = f->basis,
        .millibits =
            (int64_t)(f->weighed.bits * 1000 + (f->weighed.bits < 0 ? -.5 : .5)),
        .levels = str_of(levels)};
    return link_pair_add(w, &fact, e);
}

static enum err_code write_pairs(struct rows *r, struct write *w, struct err *e)
{
    struct linking *x = r->x;
    struct uuid_stock ids = {.n = 0};
    enum err_code rc = OK;
    for (size_t i = 0; i < r->n_gone; i++) {
        TRY(fact_retract(w, NOUN_LINK_PAIR, r->gone[i].person, r->gone[i].id, e));
        x->summary->n_pairs_retracted++;
    }
    for (size_t i = 0; i < x->n_found; i++) {
        if (r->is_kept[i] || x->found[i].verdict == CODE_MISSING) continue;
        TRY(add_pair(x, w, &ids, &x->found[i], e));
        x->summary->n_pairs_added++;
    }
out:
    return rc;
}

static enum err_code write_run(struct linking *x, struct write *w, const char *asked,
                               struct err *e)
{
    const struct link_summary *s = x->summary;
    struct link_run_fact run = {.id = s->run,
                                .kind = LINK_RUN_KIND_COMPARISON,
                                .n_files = s->n_files,
                                .n_left_out = s->n_files - s->n_compared,
                                .n_humans = s->n_humans,
                                .n_pairs = s->n_pairs,
                                .n_linked = s->n_linked,
                                .n_to_review = s->n_to_review,
                                .n_below = s->n_below};
    link_settings_write(run.settings, asked, s);
    return link_run_add(w, &run, e);
}

static enum err_code check_unchanged(struct linking *x, struct err *e)
{
    bool is_changed;
    enum err_code rc = link_inputs_changed(&is_changed, x->h->db, x->audit, true, e);
    if (rc != OK || !is_changed) return rc;
    rc = err_set(e, ERR_BUSY, "files changed while they were compared");
    err_hint(e, "nothing was linked: run it again when nobody imports or reviews");
    return rc;
}

enum err_code linking_write(struct linking *x, const struct actor *who,
                            const char *asked, struct err *e)
{
    struct rows r = {.x = x};
    struct write *w = NULL;
    enum err_code rc;
    r.is_kept = mem_array(x->n_found, sizeof *r.is_kept);
    TRY(write_begin(&w, x->h->db, who, "link persons", "", e));
    TRY(check_unchanged(x, e));
    TRY(link_pairs_read(x->h->db, look_at_old, &r, e));
    x->summary->run = uuid7_new();
    TRY(write_run(x, w, asked, e));
    TRY(write_pairs(&r, w, e));
    TRY(link_graph_write(&x->summary->changes, w, &x->graph, x->summary->run, e));
    TRY(write_commit(&w, e));
out:
    write_abandon(&w);
    if (rc != OK) x->summary->run = (struct uuid){{0}};
    free(r.is_kept);
    free(r.gone);
    return rc;
}
