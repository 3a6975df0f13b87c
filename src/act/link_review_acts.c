/* An act reads, decides and writes inside one write, so that two workers who decide at
 * the same moment cannot each go by what the other is changing. */
#include "act/link_review_acts.h"

#include "act/link_nearby.h"
#include "domain/lists.h"

static const struct actor command_line = {"cli"};

static enum err_code check_reason(const char *reason, struct err *e)
{
    enum err_code rc = OK;
    if (!reason || !reason[0]) {
        rc = err_set(e, ERR_USAGE, "a decision needs a reason");
        err_hint(e, "for example: --reason 'asked both organisations'");
    } else if (strlen(reason) > LINK_REASON_BYTES) {
        rc = err_set(e, ERR_TOO_LARGE, "the reason is longer than %d bytes",
                     LINK_REASON_BYTES);
    }
    return rc;
}

static enum err_code no_pair(struct err *e)
{
    enum err_code rc = err_set(e, ERR_NOT_FOUND, "no pair with this id");
    err_hint(e,
             "`vindplaats link review` lists pairs; two ids of persons name one too");
    return rc;
}

enum err_code link_pair_named(struct person_id *one, struct person_id *two,
                              struct house *h, struct uuid first,
                              const struct uuid *second, struct err *e)
{
    struct person_counts counts;
    enum err_code rc;
    bool found;
    if (!second) {
        TRY(link_pair_by_id(one, two, &found, h->db, first, e));
        if (!found) rc = no_pair(e);
        goto out;
    }
    one->u = first;
    two->u = *second;
    if (uuid_eq(first, *second)) {
        rc = err_set(e, ERR_INVALID, "expected two files, found the same one twice");
        goto out;
    }
    TRY(person_known(&counts, h->db, *one, e));
    TRY(person_known(&counts, h->db, *two, e));
    link_pair_order(one, two);
out:
    return rc;
}

/* --- an act --- */

struct acting {
    struct link_act *act;
    struct write *w;
    struct db *db; /* as the write sees it */
    struct arena arena;
    uint8_t kind;
    const char *reason;
    struct person_id *person; /* whose links may change */
    size_t n_persons;
};

static void enter(struct acting *x, struct write *w, struct uuid run)
{
    memset(x->act, 0, sizeof *x->act);
    x->act->run = run;
    x->w = w;
    x->db = write_db(w);
}

static enum err_code write_run(struct acting *x, int64_t n_pairs, struct err *e)
{
    const struct link_run_fact run = {.id = x->act->run,
                                      .kind = x->kind,
                                      .settings = "",
                                      .n_files = (int64_t)x->n_persons,
                                      .n_pairs = n_pairs};
    return link_run_add(x->w, &run, e);
}

static enum err_code write_decision(struct acting *x, struct person_id one,
                                    struct person_id two, uint8_t decision,
                                    struct str reason, struct err *e)
{
    link_pair_order(&one, &two);
    const struct link_decision_fact f = {.id = uuid7_new(),
                                         .person = one,
                                         .other = two,
                                         .run = x->act->run,
                                         .decision = decision,
                                         .reason = reason};
    x->act->n_decisions++;
    return link_decision_add(x->w, &f, e);
}

/* Decisions that cannot all be followed are refused, the newest one. */
static enum err_code check_followed(const struct link_graph *g, struct err *e)
{
    for (size_t i = 0; i < g->n_same; i++) {
        struct compared_pair p = g->same[i].pair;
        if (g->same[i].basis != LINK_BASIS_DECISION) continue;
        if (g->clusters.cluster_of[p.a] == g->clusters.cluster_of[p.b]) continue;
        enum err_code rc =
            err_set(e, ERR_EXISTS, "this contradicts what was decided before");
        err_hint(e, "another decision says that files linked to these are the same, or "
                    "different: `vindplaats link history ID` shows it, and `vindplaats "
                    "link undo` takes it back");
        return rc;
    }
    return OK;
}

/* Links follow the decisions that are written now. */
static enum err_code follow(struct acting *x, struct err *e)
{
    struct link_graph g = {0};
    enum err_code rc;
    TRY(link_graph_nearby(&g, x->db, x->person, x->n_persons, e));
    link_graph_solve(&g);
    TRY(check_followed(&g, e));
    rc = link_graph_write(&x->act->changes, x->w, &g, x->act->run, e);
out:
    link_graph_dispose(&g);
    return rc;
}

/* --- same, different --- */

static enum err_code decision_find(struct link_decision_fact *out, bool *found_out,
                                   struct arena *a, struct db *db, struct person_id one,
                                   struct person_id two, struct err *e)
{
    struct link_decision_fact *list;
    size_t n;
    *found_out = false;
    link_pair_order(&one, &two);
    enum err_code rc = link_decisions_of_person(&list, &n, a, db, one, e);
    for (size_t i = 0; rc == OK && i < n; i++)
        if (uuid_eq(list[i].person.u, one.u) && uuid_eq(list[i].other.u, two.u)) {
            *out = list[i];
            *found_out = true;
        }
    return rc;
}

static enum err_code replace_decision(struct acting *x, struct person_id one,
                                      struct person_id two, uint8_t decision,
                                      struct str reason, bool *was_so_out,
                                      struct err *e)
{
    struct link_decision_fact before;
    enum err_code rc;
    bool found;
    *was_so_out = false;
    TRY(decision_find(&before, &found, &x->arena, x->db, one, two, e));
    if (found && before.decision == decision) {
        *was_so_out = true;
        goto out;
    }
    if (found) TRY(fact_retract(x->w, NOUN_LINK_DECISION, before.person, before.id, e));
    rc = write_decision(x, one, two, decision, reason, e);
out:
    return rc;
}

enum err_code link_decide_in(struct link_act *out, struct write *w, struct uuid run,
                             struct person_id one, struct person_id two,
                             uint8_t decision, const char *reason, struct err *e)
{
    struct person_id both[2] = {one, two};
    struct acting x = {
        .act = out, .kind = LINK_RUN_KIND_DECISION, .person = both, .n_persons = 2};
    enum err_code rc;
    bool was_so;
    enter(&x, w, run);
    TRY(check_reason(reason, e));
    TRY(write_run(&x, 1, e));
    TRY(replace_decision(&x, one, two, decision, str_of(reason), &was_so, e));
    if (was_so) {
        rc = err_set(e, ERR_EXISTS, "it was decided so already");
        goto out;
    }
    rc = follow(&x, e);
out:
    arena_dispose(&x.arena);
    return rc;
}

enum err_code link_decide(struct link_act *out, struct house *h, struct person_id one,
                          struct person_id two, uint8_t decision, const char *reason,
                          struct err *e)
{
    struct write *w = NULL;
    enum err_code rc;
    TRY(check_reason(reason, e));
    TRY(write_begin(&w, h->db, &command_line, "decide on two files", "", e));
    TRY(link_decide_in(out, w, uuid7_new(), one, two, decision, reason, e));
    rc = write_commit(&w, e);
out:
    write_abandon(&w);
    return rc;
}

/* --- split --- */

static enum err_code split_from(struct acting *x, const struct person_link_fact *files,
                                size_t n, struct person_id person, struct err *e)
{
    enum err_code rc = OK;
    bool was_so;
    for (size_t i = 0; i < n; i++) {
        x->person[x->n_persons++] = files[i].person;
        if (uuid_eq(files[i].person.u, person.u)) continue;
        TRY(replace_decision(x, person, files[i].person, LINK_DECISION_DIFFERENT,
                             str_of(x->reason), &was_so, e));
    }
out:
    return rc;
}

static enum err_code split_in(struct acting *x, struct person_id person, struct err *e)
{
    struct person_link_fact link, *files;
    struct person_counts counts;
    enum err_code rc;
    bool found;
    size_t n;
    TRY(person_known(&counts, x->db, person, e));
    TRY(link_of_person(&link, &found, x->db, person, e));
    if (!found) {
        rc = err_set(e, ERR_NOT_FOUND, "this file is not linked to another");
        err_hint(e, "vindplaats link history ID shows its links");
        goto out;
    }
    TRY(link_files_of_human(&files, &n, &x->arena, x->db, link.human, e));
    x->person = arena_new_array(&x->arena, struct person_id, n);
    TRY(write_run(x, (int64_t)n - 1, e));
    TRY(split_from(x, files, n, person, e));
    rc = follow(x, e);
out:
    return rc;
}

enum err_code link_split(struct link_act *out, struct house *h, struct person_id person,
                         const char *reason, struct err *e)
{
    struct acting x = {.act = out, .kind = LINK_RUN_KIND_SPLIT, .reason = reason};
    struct write *w = NULL;
    enum err_code rc;
    TRY(check_reason(reason, e));
    TRY(write_begin(&w, h->db, &command_line, "split a file off", "", e));
    enter(&x, w, uuid7_new());
    TRY(split_in(&x, person, e));
    rc = write_commit(&w, e);
out:
    write_abandon(&w);
    arena_dispose(&x.arena);
    return rc;
}

/* --- undo --- */

/* What a decision replaced was closed at the moment it was written: it holds again.
 * What an undo brought back has replaced nothing that should come back. */
static enum err_code restore_replaced(struct acting *x,
                                      const struct link_decision_fact *undone,
                                      struct err *e)
{
    struct link_decision_period *list;
    struct link_run_fact run;
    enum err_code rc;
    bool found;
    size_t n;
    TRY(link_run_find(&run, &found, x->db, undone->run, e));
    if (found && run.kind == LINK_RUN_KIND_UNDO) goto out;
    TRY(link_decision_periods(&list, &n, &x->arena, x->db, undone->person, e));
    for (size_t i = n; i-- > 0;) {
        const struct link_decision_fact *d = &list[i].decision;
        if (!uuid_eq(d->person.u, undone->person.u) ||
            !uuid_eq(d->other.u, undone->other.u) || uuid_eq(d->id, undone->id) ||
            list[i].retracted_at != undone->recorded_at)
            continue;
        rc = write_decision(x, d->person, d->other, d->decision, d->reason, e);
        x->act->n_decisions--;
        break;
    }
out:
    return rc;
}

enum err_code link_undo_in(struct link_act *out, struct write *w, struct uuid run,
                           struct uuid undone, const char *reason, struct err *e)
{
    struct acting x = {.act = out, .kind = LINK_RUN_KIND_UNDO};
    struct link_decision_fact *list;
    enum err_code rc;
    size_t n;
    enter(&x, w, run);
    TRY(check_reason(reason, e));
    TRY(link_decisions_of_run(&list, &n, &x.arena, x.db, undone, e));
    if (n == 0) {
        rc = err_set(e, ERR_NOT_FOUND, "no decision of this act holds");
        err_hint(e, "each decision prints the id of its run, and `vindplaats link "
                    "history` lists them");
        goto out;
    }
    x.person = arena_new_array(&x.arena, struct person_id, 2 * n);
    for (size_t i = 0; i < n; i++) {
        x.person[x.n_persons++] = list[i].person;
        x.person[x.n_persons++] = list[i].other;
    }
    TRY(write_run(&x, (int64_t)n, e));
    for (size_t i = 0; i < n; i++) {
        TRY(fact_retract(x.w, NOUN_LINK_DECISION, list[i].person, list[i].id, e));
        TRY(restore_replaced(&x, &list[i], e));
    }
    out->n_decisions = (int64_t)n;
    rc = follow(&x, e);
out:
    arena_dispose(&x.arena);
    return rc;
}

enum err_code link_undo(struct link_act *out, struct house *h, struct uuid run,
                        const char *reason, struct err *e)
{
    struct write *w = NULL;
    enum err_code rc;
    TRY(check_reason(reason, e));
    TRY(write_begin(&w, h->db, &command_line, "undo a decision", reason, e));
    TRY(link_undo_in(out, w, uuid7_new(), run, reason, e));
    rc = write_commit(&w, e);
out:
    write_abandon(&w);
    return rc;
}

enum err_code link_decision_run(struct uuid *out, struct house *h, struct person_id one,
                                struct person_id two, struct err *e)
{
    struct link_decision_fact decision;
    struct arena a = {0};
    bool found;
    enum err_code rc = decision_find(&decision, &found, &a, h->db, one, two, e);
    if (rc == OK && !found)
        rc = err_set(e, ERR_NOT_FOUND, "nobody decided on these two files");
    if (rc == OK) *out = decision.run;
    arena_dispose(&a);
    return rc;
}

/* --- samples --- */

static const uint8_t strata[3] = {LINK_VERDICT_LINK, LINK_VERDICT_REVIEW,
                                  LINK_VERDICT_BELOW};

/* What a small stratum cannot give goes to the others. */
static void share_out(size_t share[3], size_t n, const int64_t there[3])
{
    size_t left = n;
    share[0] = share[1] = share[2] = 0;
    for (bool gave = true; left && gave;) {
        gave = false;
        for (unsigned s = 0; s < 3 && left; s++)
            if ((int64_t)share[s] < there[s]) {
                share[s]++;
                left--;
                gave = true;
            }
    }
}

static enum err_code write_sample(struct link_draw *out, struct write *w, unsigned s,
                                  const struct link_pair_fact *pairs, size_t n,
                                  struct err *e)
{
    enum err_code rc = OK;
    for (size_t i = 0; i < n; i++) {
        const struct link_sample_fact f = {.id = uuid7_new(),
                                           .person = pairs[i].person,
                                           .other = pairs[i].other,
                                           .run = out->run,
                                           .stratum = strata[s],
                                           .n_stratum = out->n_stratum[s],
                                           .millibits = pairs[i].millibits};
        TRY(link_sample_add(w, &f, e));
        out->n_drawn[s]++;
    }
out:
    return rc;
}

enum err_code link_sample(struct link_draw *out, struct house *h, size_t n,
                          uint64_t seed, struct err *e)
{
    struct link_run_fact run = {.kind = LINK_RUN_KIND_SAMPLE};
    struct link_pair_fact *pairs;
    struct arena a = {0};
    struct write *w = NULL;
    size_t share[3], n_drawn;
    enum err_code rc;
    memset(out, 0, sizeof *out);
    out->run = run.id = uuid7_new();
    TRY(write_begin(&w, h->db, &command_line, "draw a sample of pairs", "", e));
    for (unsigned s = 0; s < 3; s++)
        TRY(link_sample_draw(&pairs, &n_drawn, &out->n_stratum[s], &a, h->db, strata[s],
                             seed, 0, e));
    share_out(share, n, out->n_stratum);
    run.n_pairs = (int64_t)(share[0] + share[1] + share[2]);
    if (run.n_pairs == 0) {
        rc = err_set(e, ERR_NOT_FOUND, "there are no pairs to draw from");
        err_hint(e, "vindplaats link persons compares the files first");
        goto out;
    }
    snprintf(run.settings, sizeof run.settings, "seed %llu", (unsigned long long)seed);
    TRY(link_run_add(w, &run, e));
    for (unsigned s = 0; s < 3; s++) {
        TRY(link_sample_draw(&pairs, &n_drawn, &out->n_stratum[s], &a, h->db, strata[s],
                             seed, share[s], e));
        TRY(write_sample(out, w, s, pairs, n_drawn, e));
    }
    TRY(write_commit(&w, e));
out:
    write_abandon(&w);
    arena_dispose(&a);
    return rc;
}
