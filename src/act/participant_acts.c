#include "act/participant_acts.h"

#include <sodium.h>

#include "act/person_edit.h"
#include "domain/programme_rules.h"
#include "store/identity_bulk.h"

enum { REFERENCE_DAYS = 28 };

enum participant_state participant_state_of(const struct participant_facts *p,
                                            struct day on)
{
    if (!day_is_none(p->ended) && p->ended.v <= on.v) return PARTICIPANTS_ENDED;
    if (!day_is_none(p->started) && p->started.v <= on.v) return PARTICIPANTS_RUNNING;
    return PARTICIPANTS_REACHED;
}

/* --- who they are --- */

struct naming {
    const struct asking *a;
    struct participant **row; /* those who are named */
    struct person_id *persons;
    struct sealed_identity *sealed;
    size_t n;
};

static enum err_code take_name(void *to, size_t at, const struct identity *identity,
                               struct err *e)
{
    struct naming *s = to;
    struct str call = identity->value[IDENTITY_CALL_NAME];
    struct str given = identity->value[IDENTITY_GIVEN_NAME];
    (void)e;
    s->row[at]->name = str_trim(
        str_of(arena_format(s->a->arena, "%.*s %.*s", STR_ARG(call.n ? call : given),
                            STR_ARG(identity->value[IDENTITY_FAMILY_NAME]))));
    return OK;
}

static void number_of(char out[8], struct trajectory_id t)
{
    const uint8_t *b = t.u.b + sizeof t.u.b - 3; /* of its random end */
    snprintf(out, 8, "%02X%02X%02X", b[0], b[1], b[2]);
}

/* What of each row may be shown, and who it is where that is open: logged, then opened.
 */
static enum err_code open_rows(struct participant **rows, size_t n,
                               const struct asking *a, const char *reason,
                               struct err *e)
{
    enum {
        FIELDS = 1 << IDENTITY_CALL_NAME | 1 << IDENTITY_GIVEN_NAME |
                 1 << IDENTITY_FAMILY_NAME
    };
    struct arena *arena = a->arena;
    struct person_id *all = arena_new_array(arena, struct person_id, n + 1);
    bool *is_open = arena_new_array(arena, bool, n + 1);
    bool *is_named = arena_new_array(arena, bool, n + 1);
    struct naming s = {.a = a,
                       .row = arena_new_array(arena, struct participant *, n + 1),
                       .persons = arena_new_array(arena, struct person_id, n + 1),
                       .sealed = arena_new_array(arena, struct sealed_identity, n + 1)};
    enum err_code rc;
    for (size_t i = 0; i < n; i++)
        all[i] = rows[i]->view.person;
    TRY(persons_gate(is_open, a, all, n, PERMISSION_PERSON_READ, CATEGORY_COUNTABLE,
                     e));
    TRY(persons_gate(is_named, a, all, n, PERMISSION_PERSON_READ, CATEGORY_IDENTITY,
                     e));
    for (size_t i = 0; i < n; i++) {
        rows[i]->is_open = is_open[i];
        number_of(rows[i]->case_number, rows[i]->view.trajectory);
        if (!is_named[i]) continue;
        s.row[s.n] = rows[i];
        s.persons[s.n++] = all[i];
    }
    TRY(identities_fetch(s.sealed, arena, a->house->db, s.persons, s.n, FIELDS, e));
    TRY(look_log(a, s.persons, s.n, reason, e));
    rc = identities_open_fetched(s.sealed, a->house->db, s.persons, s.n, take_name, &s,
                                 e);
out:
    return rc;
}

void participant_wipe(struct participant *p)
{
    if (p->name.n) sodium_memzero((char *)(uintptr_t)p->name.p, p->name.n);
    p->name = STR_NONE;
}

enum err_code participants_show(struct participant_page *out, const struct asking *a,
                                struct project_id project, enum participant_state state,
                                size_t first, struct err *e)
{
    struct participant_view *all;
    struct participant *rows[PARTICIPANT_PAGE_ROWS];
    size_t n, passed = 0;
    enum err_code rc;
    *out = (struct participant_page){.n = 0};
    TRY(project_gate(&out->gate, a, a->house->db, project, e));
    out->is_nobody = sees_all_projects(a);
    TRY(participant_list(&all, &n, a->arena, a->house->db, project, e));
    out->rows = arena_new_array(a->arena, struct participant, PARTICIPANT_PAGE_ROWS);
    for (size_t i = 0; i < n; i++) {
        enum participant_state is = participant_state_of(&all[i].facts, a->today);
        out->n_by_state[PARTICIPANTS_ALL]++;
        out->n_by_state[is]++;
        if (out->is_nobody || (state != PARTICIPANTS_ALL && is != state)) continue;
        if (passed++ < first) continue;
        out->is_more = out->n == PARTICIPANT_PAGE_ROWS;
        if (out->is_more) continue;
        out->rows[out->n] = (struct participant){.view = all[i]};
        rows[out->n] = &out->rows[out->n];
        out->n++;
    }
    rc = open_rows(rows, out->n, a, "participants of a project", e);
out:
    return rc;
}

/* --- completeness --- */

/* A line while it waits for its place. */
struct waiting_line {
    size_t at; /* of the participant */
    uint8_t need;
    int weight, n_missing;
};

static int compare_lines(const void *a, const void *b)
{
    const struct waiting_line *x = a, *y = b;
    if (x->weight != y->weight) return y->weight - x->weight;
    if (x->n_missing != y->n_missing) return x->n_missing - y->n_missing;
    if (x->at != y->at) return x->at < y->at ? -1 : 1;
    return x->need - y->need;
}

static bool touches(const struct participant_facts *p, struct day from, struct day to)
{
    if (!day_is_none(to) && p->reached.v > to.v) return false;
    return day_is_none(from) || day_is_none(p->ended) || p->ended.v >= from.v;
}

static int reference_days(const struct project_view *p, struct day on)
{
    return programme_rule_value("esf_reference_days", str_of(p->fact.call), ANY_KIND,
                                on, REFERENCE_DAYS);
}

/* All that is missing, what helps most first: in the arena. */
static struct waiting_line *gather_lines(struct completeness_page *out,
                                         const struct participant_view *all, size_t n,
                                         const struct asking *a, struct day from,
                                         struct day to)
{
    struct waiting_line *lines =
        arena_new_array(a->arena, struct waiting_line, n * N_PARTICIPANT_NEEDS + 1);
    int days = reference_days(&out->gate.project, a->today);
    for (size_t i = 0; i < n; i++) {
        const struct participant_facts *p = &all[i].facts;
        if (!touches(p, from, to)) continue;
        uint32_t missing = participant_missing(p, a->today, days);
        completeness_add(&out->all, participant_asked(p, a->today, days), missing);
        for (uint8_t k = 0; k < N_PARTICIPANT_NEEDS; k++)
            if (missing >> k & 1)
                lines[out->n_lines++] =
                    (struct waiting_line){.at = i,
                                          .need = k,
                                          .weight = participant_weight(k),
                                          .n_missing = __builtin_popcount(missing)};
    }
    if (out->n_lines) qsort(lines, out->n_lines, sizeof *lines, compare_lines);
    return lines;
}

static enum err_code may_fill_in(struct missing_line *line, const struct asking *a,
                                 struct err *e)
{
    bool is_attribute = line->need < PARTICIPANT_ATTRIBUTES;
    static const struct uuid nobody;
    static const struct organisation_id nowhere;
    struct err why = {0};
    struct gate g;
    enum permission permission = is_attribute ? PERMISSION_PERSON_WRITE
                                 : line->need == NEED_RESULT
                                     ? PERMISSION_DOSSIER_WRITE
                                     : PERMISSION_TRAJECTORY_WRITE;
    enum err_code rc =
        person_gate(&g, a, line->participant.view.person, permission, &why);
    if (rc == ERR_DENIED || rc == ERR_NOT_FOUND) return OK;
    if (rc != OK) {
        if (e) *e = why;
        return rc;
    }
    enum record_category category =
        is_attribute ? attribute_category(participant_attribute(line->need))
                     : CATEGORY_COUNTABLE;
    line->may_write = gate_opens(&g, category, true, nobody, nowhere);
    return OK;
}

enum err_code completeness_show(struct completeness_page *out, const struct asking *a,
                                struct project_id project, struct day from,
                                struct day to, size_t first, struct err *e)
{
    struct participant_view *all;
    struct participant *rows[PARTICIPANT_PAGE_ROWS];
    size_t n;
    enum err_code rc;
    *out = (struct completeness_page){.n = 0};
    TRY(project_gate(&out->gate, a, a->house->db, project, e));
    out->is_nobody = sees_all_projects(a);
    TRY(participant_list(&all, &n, a->arena, a->house->db, project, e));
    struct waiting_line *lines = gather_lines(out, all, n, a, from, to);
    if (out->is_nobody || first >= out->n_lines) goto out;
    out->n = MIN_OF(out->n_lines - first, (size_t)PARTICIPANT_PAGE_ROWS);
    out->is_more = out->n_lines - first > out->n;
    out->lines = arena_new_array(a->arena, struct missing_line, out->n);
    for (size_t i = 0; i < out->n; i++) {
        const struct waiting_line *w = &lines[first + i];
        out->lines[i] =
            (struct missing_line){.participant.view = all[w->at], .need = w->need};
        rows[i] = &out->lines[i].participant;
        TRY(may_fill_in(&out->lines[i], a, e));
    }
    rc = open_rows(rows, out->n, a, "participants of a project", e);
out:
    return rc;
}
