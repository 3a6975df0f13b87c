#include "act/person_find.h"

#include <sodium.h>

#include "domain/insz.h"
#include "encode/fold.h"
#include "store/programme_store.h"

static const struct actor command_line = {"cli"};
enum { DEFAULT_LIMIT = 10 };
static const double default_least = 0.5;

struct searching {
    const struct person_search *q;
    struct house *house;
    struct arena *a;
    bool is_bounded;        /* to the files of one organisation: */
    struct person_id *ours; /* in order of id */
    size_t n_ours, limit;
    double least;
    struct person_search_result *out;
};

/* --- what is asked --- */

static enum err_code check_name(const struct person_search *q, struct err *e)
{
    struct buf folded;
    buf_init(&folded, 0);
    text_fold(&folded, q->name, FOLD_UMLAUT_KEEP);
    bool is_short = folded.n < 2;
    if (folded.p) sodium_memzero(folded.p, folded.n);
    buf_dispose(&folded);
    if (!is_short) return OK;
    err_set(e, ERR_INVALID, "expected a name of at least two letters");
    err_hint(e, "part of a name will do; the order does not matter");
    return ERR_INVALID;
}

static enum err_code check(const struct person_search *q, struct err *e)
{
    if (!q->name.n && !q->birth_date.n && !q->insz.n) {
        err_set(e, ERR_INVALID, "expected a name, a date of birth or an INSZ number");
        err_hint(e, "for example: --name 'Voor Naam' --birth-date 1985-07-30");
        return ERR_INVALID;
    }
    if (q->birth_date.n && date_guess(q->birth_date).year == 0) {
        err_set(e, ERR_INVALID, "expected a date of birth, or its year");
        err_hint(e, "write 1985-07-30, 1985-07 or 1985");
        return ERR_INVALID;
    }
    if (q->with_identity && (!q->reason || !q->reason[0]))
        return err_set(e, ERR_INVALID, "expected a reason for reading who persons are");
    if (q->limit > SKETCH_FINDINGS_MAX)
        return err_set(e, ERR_INVALID, "expected at most %d findings",
                       SKETCH_FINDINGS_MAX);
    struct insz insz;
    if (q->insz.n && insz_parse(&insz, q->insz, NULL) != OK) {
        err_set(e, ERR_INVALID, "expected an INSZ number: its check digits do not fit");
        err_hint(e, "leave it out to search by name and date of birth");
        return ERR_INVALID;
    }
    return q->name.n ? check_name(q, e) : OK;
}

static enum err_code make_query(struct sketch_query *out, struct searching *s,
                                struct err *e)
{
    struct sketcher *sketcher = NULL;
    const struct person_search *q = s->q;
    enum err_code rc;
    *out = (struct sketch_query){.has_name = q->name.n > 0,
                                 .has_date = q->birth_date.n > 0};
    TRY(sketcher_of_db(&sketcher, s->house->db, e));
    TRY(sketch_part(out->name, sketcher, SKETCH_GIVEN_NAME, q->name, e));
    TRY(sketch_date(out->date, sketcher, q->birth_date, e));
    rc = sketch_date_swapped(out->swapped, &out->has_swapped, sketcher, q->birth_date,
                             e);
out:
    sketcher_free(sketcher);
    return rc;
}

/* --- what is found --- */

static int compare_persons(const void *a, const void *b)
{
    return uuid_compare(((const struct person_id *)a)->u,
                        ((const struct person_id *)b)->u);
}

/* Those of another organisation are counted, not named. */
static void keep(struct searching *s, const struct person_found *f)
{
    for (size_t i = 0; i < s->out->n; i++)
        if (uuid_eq(s->out->found[i].person.u, f->person.u)) return;
    if (s->is_bounded &&
        !bsearch(&f->person, s->ours, s->n_ours, sizeof f->person, compare_persons))
        s->out->n_elsewhere++;
    else if (s->out->n < s->limit)
        s->out->found[s->out->n++] = *f;
}

static enum err_code find_number(struct searching *s, struct err *e)
{
    struct person_found f = {.likeness = 1, .by_number = true};
    bool found = false;
    if (!s->q->insz.n) return OK;
    enum err_code rc = person_find_insz(&f.person, &found, s->house->db, s->q->insz, e);
    if (rc == OK && found) keep(s, &f);
    return rc;
}

static enum err_code find_alike(struct searching *s, struct err *e)
{
    struct sketch_list list = {0};
    struct sketch_query query;
    struct sketch_finding *findings = NULL;
    enum err_code rc;
    if (!s->q->name.n && !s->q->birth_date.n) return OK;
    TRY(make_query(&query, s, e));
    TRY(sketches_read(&list, s->house->db, e));
    s->out->n_compared = list.n;
    if (list.n == 0)
        TRY(sketches_are_missing(&s->out->lacks_sketches, s->house->db, e));
    findings = mem_array(SKETCH_FINDINGS_MAX, sizeof *findings);
    /* more than are shown: of some it is only counted that they are elsewhere */
    size_t n = sketch_search(findings, SKETCH_FINDINGS_MAX, list.sketch, list.n, &query,
                             s->least, SKETCH_KERNEL_BEST);
    for (size_t i = 0; i < n; i++) {
        struct person_found f = {.person = list.person[findings[i].row],
                                 .likeness = findings[i].likeness};
        if (s->out->n == s->limit && !s->is_bounded) break;
        memcpy(f.agrees, findings[i].agrees, sizeof f.agrees);
        keep(s, &f);
    }
out:
    sodium_memzero(&query, sizeof query);
    free(findings);
    sketch_list_dispose(&list);
    return rc;
}

static enum err_code log_search(const struct searching *s, struct err *e)
{
    const struct person_search *q = s->q;
    struct write *w = NULL;
    char what[400];
    enum err_code rc;
    snprintf(what, sizeof what, "by%s%s%s, %zu found, %zu elsewhere%s%.200s",
             q->name.n ? " name" : "", q->birth_date.n ? " birth_date" : "",
             q->insz.n ? " insz" : "", s->out->n, s->out->n_elsewhere,
             q->reason && q->reason[0] ? "; " : "", q->reason ? q->reason : "");
    TRY(write_begin(&w, s->house->db, &command_line, "search for a person", what, e));
    rc = write_commit(&w, e);
out:
    write_abandon(&w);
    return rc;
}

static enum err_code open_found(struct searching *s, struct err *e)
{
    enum err_code rc = OK;
    for (size_t i = 0; i < s->out->n && s->q->with_identity; i++) {
        struct person_found *f = &s->out->found[i];
        TRY(identity_read(&f->identity, s->a, s->house->db, &command_line, s->q->reason,
                          f->person, e));
    }
out:
    return rc;
}

static enum err_code find_organisation(struct searching *s, struct err *e)
{
    struct organisation_fact f;
    bool found = false;
    if (!s->q->organisation) return OK;
    enum err_code rc =
        organisation_find(&f, &found, s->house->db, str_of(s->q->organisation), e);
    if (rc != OK) return rc;
    if (!found)
        return err_set(e, ERR_NOT_FOUND, "there is no organisation with code \"%.30s\"",
                       s->q->organisation);
    s->is_bounded = true;
    return persons_of_organisation(&s->ours, &s->n_ours, s->a, s->house->db, f.id, e);
}

enum err_code person_search(struct person_search_result *out, struct arena *a,
                            struct house *h, const struct person_search *q,
                            struct err *e)
{
    struct searching s = {.q = q,
                          .house = h,
                          .a = a,
                          .out = out,
                          .limit = q->limit ? q->limit : DEFAULT_LIMIT,
                          .least = q->least > 0 ? q->least : default_least};
    enum err_code rc;
    *out = (struct person_search_result){0};
    TRY(check(q, e));
    TRY(find_organisation(&s, e));
    out->found = arena_new_array(a, struct person_found, s.limit);
    TRY(find_number(&s, e));
    TRY(find_alike(&s, e));
    TRY(log_search(&s, e));
    rc = open_found(&s, e);
out:
    if (rc != OK) *out = (struct person_search_result){0};
    return rc;
}

void person_search_wipe(struct person_search_result *r)
{
    for (size_t k = 0; k < r->n; k++)
        for (unsigned i = 0; i < N_IDENTITY_FIELDS; i++) {
            struct str v = r->found[k].identity.value[i];
            if (v.n) sodium_memzero((char *)(uintptr_t)v.p, v.n);
        }
}

enum err_code person_search_rebuild(struct sketch_rebuild *out, struct house *h,
                                    struct err *e)
{
    return sketches_rebuild(out, h->db, &command_line, e);
}
