#include "act/double_acts.h"

#include "act/field_gate.h"
#include "act/link_review_acts.h"
#include "act/link_weighed.h"
#include "store/organisation_read.h"

/* A page looks through the queue in pieces, and no further than so many pairs. */
enum { PIECE = 100, LOOKED_AT_MOST = 2000 };

enum double_likeness double_likeness_of(struct str level)
{
    if (!level.n || str_eq_c(level, "missing")) return DOUBLE_UNKNOWN;
    if (str_eq_c(level, "equal")) return DOUBLE_EQUAL;
    return str_eq_c(level, "different") ? DOUBLE_DIFFERENT : DOUBLE_ALIKE;
}

void double_counts_of(struct double_counts *out, struct str levels)
{
    struct level_part part;
    *out = (struct double_counts){{0}};
    while (level_part_next(&part, &levels))
        if (part.level.n) out->n[double_likeness_of(part.level)]++;
}

/* --- which pairs are there for the visitor --- */

/* is_open has a flag for each pair: the visitor may see who one of the two is. */
static enum err_code pairs_open(bool *is_open, const struct asking *a,
                                const struct person_id *both, size_t n_pairs,
                                struct err *e)
{
    bool *each = arena_new_array(a->arena, bool, 2 * n_pairs + 1);
    enum err_code rc = persons_gate(each, a, both, 2 * n_pairs, PERMISSION_PERSON_READ,
                                    CATEGORY_IDENTITY, e);
    for (size_t i = 0; rc == OK && i < n_pairs; i++)
        is_open[i] = each[2 * i] || each[2 * i + 1];
    return rc;
}

static enum err_code is_known_pair(bool *out, const struct asking *a,
                                   struct person_id one, struct person_id two,
                                   struct err *e)
{
    struct link_pair_fact pair;
    struct pair_verdict *verdicts;
    size_t n = 0;
    enum err_code rc;
    TRY(link_pair_find(&pair, out, a->arena, a->house->db, one, two, e));
    if (!*out)
        TRY(pair_verdicts_of(&verdicts, &n, a->arena, a->house->db, one, two, e));
    *out = *out || n > 0;
out:
    return rc;
}

enum err_code double_gate(const struct asking *a, struct person_id one,
                          struct person_id two, struct err *e)
{
    const struct person_id both[2] = {one, two};
    bool is_open[2] = {false}, is_known = false;
    enum err_code rc;
    TRY(field_gate(a, PERMISSION_DOUBLES, e));
    TRY(persons_gate(is_open, a, both, 2, PERMISSION_PERSON_READ, CATEGORY_IDENTITY,
                     e));
    if (is_open[0] || is_open[1]) TRY(is_known_pair(&is_known, a, one, two, e));
    bool is_there = (is_open[0] && is_open[1]) || is_known;
    if (!is_there || uuid_eq(one.u, two.u))
        rc = err_set(e, ERR_NOT_FOUND, "no person with this id");
out:
    return rc;
}

/* --- the queue --- */

static enum err_code keep_open(struct double_page *out, const struct asking *a,
                               const struct link_pair_fact *pairs, size_t n,
                               struct err *e)
{
    struct person_id *both = arena_new_array(a->arena, struct person_id, 2 * n + 1);
    bool *is_open = arena_new_array(a->arena, bool, n + 1);
    for (size_t i = 0; i < n; i++) {
        both[2 * i] = pairs[i].person;
        both[2 * i + 1] = pairs[i].other;
    }
    enum err_code rc = pairs_open(is_open, a, both, n, e);
    for (size_t i = 0; rc == OK && i < n; i++) {
        if (is_open[i] && out->n == DOUBLES_A_PAGE) {
            out->is_more = true;
            break;
        }
        out->last = (struct pair_place){true, pairs[i].millibits, pairs[i].person,
                                        pairs[i].other};
        if (is_open[i]) out->lines[out->n++].pair = pairs[i];
    }
    return rc;
}

static enum err_code name_lines(struct double_page *out, const struct asking *a,
                                struct err *e)
{
    struct person_id *both =
        arena_new_array(a->arena, struct person_id, 2 * out->n + 1);
    struct person_name *names;
    for (size_t i = 0; i < out->n; i++) {
        both[2 * i] = out->lines[i].pair.person;
        both[2 * i + 1] = out->lines[i].pair.other;
    }
    enum err_code rc =
        person_names_open(&names, a, both, 2 * out->n, "list of doubles", e);
    for (size_t i = 0; rc == OK && i < out->n; i++) {
        out->lines[i].name[0] = names[2 * i];
        out->lines[i].name[1] = names[2 * i + 1];
        double_counts_of(&out->lines[i].counts, out->lines[i].pair.levels);
    }
    return rc;
}

enum err_code doubles_list(struct double_page *out, const struct asking *a,
                           const struct pair_place *after, bool is_unsure,
                           struct err *e)
{
    struct link_pair_fact *piece;
    size_t n = PIECE, n_looked = 0;
    enum err_code rc;
    *out = (struct double_page){.last = *after};
    TRY(field_gate(a, PERMISSION_DOUBLES, e));
    out->lines = arena_new_array(a->arena, struct double_line, DOUBLES_A_PAGE);
    TRY(pairs_compared_at(&out->compared_at, a->house->db, e));
    while (n == PIECE && !out->is_more) {
        if (n_looked == LOOKED_AT_MOST) {
            out->is_more = true;
            break;
        }
        TRY(pair_queue_read(&piece, &n, a->arena, a->house->db, &out->last, is_unsure,
                            PIECE, e));
        TRY(keep_open(out, a, piece, n, e));
        n_looked += n;
    }
    rc = name_lines(out, a, e);
out:
    return rc;
}

enum err_code doubles_of(struct double_page *out, const struct asking *a,
                         struct person_id person, struct err *e)
{
    struct link_pair_fact *pairs;
    struct gate gate;
    size_t n;
    enum err_code rc;
    *out = (struct double_page){.n = 0};
    TRY(field_gate(a, PERMISSION_DOUBLES, e));
    TRY(person_gate(&gate, a, person, PERMISSION_PERSON_READ, e));
    out->lines = arena_new_array(a->arena, struct double_line, DOUBLES_A_PAGE);
    TRY(pairs_compared_at(&out->compared_at, a->house->db, e));
    TRY(pair_queue_of(&pairs, &n, a->arena, a->house->db, person, e));
    TRY(keep_open(out, a, pairs, n, e));
    out->is_more = false; /* they are not turned over */
    rc = name_lines(out, a, e);
out:
    return rc;
}

void double_page_wipe(struct double_page *page)
{
    for (size_t i = 0; i < page->n; i++)
        person_names_wipe(page->lines[i].name, 2);
}

enum err_code doubles_wait(bool *out, const struct asking *a,
                           const struct person_id *persons, size_t n, struct err *e)
{
    struct link_pair_fact *pairs;
    size_t n_pairs;
    enum err_code rc = OK;
    for (size_t i = 0; i < n; i++)
        out[i] = false;
    if (!role_has(a->visitor.role, PERMISSION_DOUBLES)) return OK;
    for (size_t i = 0; i < n; i++) {
        TRY(pair_queue_of(&pairs, &n_pairs, a->arena, a->house->db, persons[i], e));
        out[i] = n_pairs > 0;
    }
out:
    return rc;
}

enum err_code linked_files(struct person_id *out, size_t *n_out, size_t most,
                           const struct asking *a, struct person_id person,
                           struct err *e)
{
    struct person_link_fact link, *files;
    struct person_id *persons;
    bool found, *is_open;
    size_t n;
    enum err_code rc;
    *n_out = 0;
    TRY(link_of_person(&link, &found, a->house->db, person, e));
    if (!found) goto out;
    TRY(link_files_of_human(&files, &n, a->arena, a->house->db, link.human, e));
    persons = arena_new_array(a->arena, struct person_id, n + 1);
    is_open = arena_new_array(a->arena, bool, n + 1);
    for (size_t i = 0; i < n; i++)
        persons[i] = files[i].person;
    TRY(persons_gate(is_open, a, persons, n, PERMISSION_PERSON_READ, CATEGORY_COUNTABLE,
                     e));
    for (size_t i = 0; i < n && *n_out < most; i++)
        if (is_open[i] && !uuid_eq(persons[i].u, person.u))
            out[(*n_out)++] = persons[i];
out:
    return rc;
}

/* --- deciding --- */

static enum err_code decide(const struct asking *a, struct write *w,
                            struct person_id one, struct person_id two,
                            enum double_answer answer, const char *reason,
                            struct err *e)
{
    struct uuid id = uuid_is_nil(a->form) ? uuid7_new() : a->form;
    struct link_act act;
    if (answer != DOUBLE_NOT_SURE)
        return link_decide_in(&act, w, id, one, two,
                              answer == DOUBLE_SAME ? LINK_DECISION_SAME
                                                    : LINK_DECISION_DIFFERENT,
                              reason, e);
    link_pair_order(&one, &two);
    return link_unsure_add(
        w, &(struct link_unsure_fact){id, one, two, a->visitor.worker, reason}, e);
}

enum err_code double_decide(const struct asking *a, struct person_id one,
                            struct person_id two, enum double_answer answer,
                            const char *reason, struct err *e)
{
    struct write *w = NULL;
    enum err_code rc;
    TRY(double_gate(a, one, two, e));
    TRY(work_begin(&w, a, "decide on two files", reason, e));
    TRY(decide(a, w, one, two, answer, reason, e));
    rc = work_commit(&w, a, e);
out:
    write_abandon(&w);
    return rc;
}

enum err_code double_undo(const struct asking *a, struct uuid run, struct err *e)
{
    struct uuid id = uuid_is_nil(a->form) ? uuid7_new() : a->form;
    struct pair_verdict *list;
    struct link_act act;
    struct write *w = NULL;
    size_t n;
    enum err_code rc;
    TRY(field_gate(a, PERMISSION_DOUBLES, e));
    TRY(pair_verdicts_of_run(&list, &n, a->arena, a->house->db, run, e));
    if (!n) {
        rc = err_set(e, ERR_NOT_FOUND, "no decision of this act holds");
        goto out;
    }
    for (size_t i = 0; i < n; i++)
        TRY(double_gate(a, list[i].person, list[i].other, e));
    TRY(work_begin(&w, a, "undo a decision", "", e));
    TRY(link_undo_in(&act, w, id, run, "undone", e));
    rc = work_commit(&w, a, e);
out:
    write_abandon(&w);
    return rc;
}

/* --- what was decided --- */

static enum err_code keep_stories(struct double_history *out, const struct asking *a,
                                  const struct pair_verdict *list, size_t n,
                                  struct err *e)
{
    struct person_id *both = arena_new_array(a->arena, struct person_id, 2 * n + 1);
    bool *is_open = arena_new_array(a->arena, bool, n + 1);
    for (size_t i = 0; i < n; i++) {
        both[2 * i] = list[i].person;
        both[2 * i + 1] = list[i].other;
    }
    enum err_code rc = pairs_open(is_open, a, both, n, e);
    for (size_t i = 0; rc == OK && i < n; i++) {
        if (is_open[i] && out->n == DOUBLES_A_PAGE) {
            out->is_more = true;
            break;
        }
        out->last_ms = list[i].recorded_at;
        if (is_open[i]) out->lines[out->n++].verdict = list[i];
    }
    return rc;
}

static enum err_code name_stories(struct double_history *out, const struct asking *a,
                                  struct err *e)
{
    struct person_id *both =
        arena_new_array(a->arena, struct person_id, 2 * out->n + 1);
    struct person_name *names;
    enum err_code rc;
    for (size_t i = 0; i < out->n; i++) {
        both[2 * i] = out->lines[i].verdict.person;
        both[2 * i + 1] = out->lines[i].verdict.other;
    }
    TRY(person_names_open(&names, a, both, 2 * out->n, "list of doubles", e));
    for (size_t i = 0; i < out->n; i++) {
        struct double_story *s = &out->lines[i];
        s->name[0] = names[2 * i];
        s->name[1] = names[2 * i + 1];
        TRY(worker_name_of(s->worker_name, sizeof s->worker_name, a->house->db,
                           s->verdict.worker, e));
    }
out:
    return rc;
}

enum err_code doubles_history(struct double_history *out, const struct asking *a,
                              int64_t before_ms, int64_t since_ms, struct err *e)
{
    struct pair_verdict *piece;
    size_t n = PIECE, n_looked = 0;
    bool is_old = false;
    enum err_code rc;
    *out = (struct double_history){.last_ms = before_ms};
    TRY(field_gate(a, PERMISSION_DOUBLES, e));
    out->lines = arena_new_array(a->arena, struct double_story, DOUBLES_A_PAGE);
    while (n == PIECE && !out->is_more && !is_old) {
        if (n_looked == LOOKED_AT_MOST) {
            out->is_more = true;
            break;
        }
        TRY(pair_verdicts_read(&piece, &n, a->arena, a->house->db, out->last_ms, PIECE,
                               e));
        n_looked += n;
        size_t n_new = n;
        while (n_new && piece[n_new - 1].recorded_at < since_ms)
            n_new--;
        is_old = n_new < n;
        TRY(keep_stories(out, a, piece, n_new, e));
    }
    rc = name_stories(out, a, e);
out:
    return rc;
}

void double_history_wipe(struct double_history *history)
{
    for (size_t i = 0; i < history->n; i++)
        person_names_wipe(history->lines[i].name, 2);
}
