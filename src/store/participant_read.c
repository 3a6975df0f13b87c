#include "store/participant_read.h"

#include "store/from_row.h"
#include "store/gather.h"

/* Codes joined by commas, as group_concat gives them, as bits by their index. */
static uint64_t code_bits(struct str codes, enum list_number list)
{
    uint64_t bits = 0;
    struct str code;
    while (str_split(&code, &codes, ',')) {
        int at = code_index(code_list_at(list), code);
        if (at >= 0 && at < 64) bits |= UINT64_C(1) << at;
    }
    return bits;
}

static uint32_t answered_of(uint64_t kinds)
{
    uint32_t answered = 0;
    for (size_t i = 0; i < PARTICIPANT_ATTRIBUTES; i++)
        if (kinds >> participant_attribute(i) & 1) answered |= 1u << i;
    return answered;
}

static bool is_work_or_training(uint64_t outcomes)
{
    static const uint8_t kinds[] = {OUTCOME_EMPLOYED,
                                    OUTCOME_EDUCATION_TRAINING,
                                    OUTCOME_SELF_EMPLOYED,
                                    OUTCOME_FLOW_THROUGH_REGULAR,
                                    OUTCOME_REINTEGRATED_SAME_EMPLOYER,
                                    OUTCOME_REINTEGRATED_OTHER};
    for (size_t i = 0; i < ARRAY_LEN(kinds); i++)
        if (outcomes >> kinds[i] & 1) return true;
    return false;
}

static enum err_code participant_row(void *out, struct arena *a, struct statement *st,
                                     struct err *e)
{
    struct participant_view *v = out;
    enum err_code rc;
    (void)a;
    v->person.u = column_uuid(st, 0);
    v->trajectory.u = column_uuid(st, 1);
    v->facts.reached = column_day(st, 2);
    v->facts.started = column_day(st, 3);
    v->facts.ended = column_day(st, 4);
    TRY(code_from_row(&v->end_kind, st, 5, LIST_END_KIND, e));
    TRY(code_from_row(&v->facts.exit_reason, st, 6, LIST_EXIT_REASON, e));
    TRY(code_from_row(&v->phase, st, 7, LIST_PHASE, e));
    TRY(code_from_row(&v->outcome, st, 8, LIST_OUTCOME, e));
    v->facts.has_outcome =
        is_work_or_training(code_bits(column_text(st, 9), LIST_OUTCOME));
    v->facts.answered =
        answered_of(code_bits(column_text(st, 10), LIST_ATTRIBUTE_KIND));
out:
    return rc;
}

#define OF_IT(t)                                                                       \
    t ".person = t.person AND " t ".trajectory = t.id AND " t ".retracted_at IS NULL"

enum err_code participant_list(struct participant_view **out, size_t *n_out,
                               struct arena *a, struct db *db,
                               struct project_id project, struct err *e)
{
    struct statement *st;
    enum err_code rc = db_prepare(
        &st, db,
        "SELECT t.person, t.id, t.reached_on, "
        "(SELECT min(s.happened_on) FROM trajectory_start AS s WHERE " OF_IT(
            "s") "), "
                 "x.happened_on, x.kind, x.exit_reason, "
                 "(SELECT p.code FROM phase_episode AS p WHERE " OF_IT(
                     "p") " ORDER BY "
                          "p.happened_on DESC, p.id DESC LIMIT 1), "
                          "(SELECT o.kind FROM outcome AS o WHERE " OF_IT(
                              "o") " ORDER BY o.happened_on "
                                   "DESC, o.id DESC LIMIT 1), "
                                   "(SELECT group_concat(DISTINCT o.kind) FROM outcome "
                                   "AS o WHERE " OF_IT(
                                       "o") "), (SELECT group_concat(DISTINCT k.kind) "
                                            "FROM attribute AS k WHERE k.person = "
                                            "t.person AND k.retracted_at IS NULL AND "
                                            "k.state <> $2) "
                                            "FROM trajectory_fact AS t JOIN "
                                            "person_fact AS f ON f.id = t.person AND "
                                            "f.retracted_at IS NULL LEFT JOIN "
                                            "trajectory_end AS x ON " OF_IT(
                                                "x") " WHERE t.project = $1 AND "
                                                     "t.retracted_at IS NULL "
                                                     "ORDER BY t.reached_on DESC, t.id "
                                                     "LIMIT $3",
        e);
    if (rc != OK) return rc;
    bind_uuid(st, 1, &project.u);
    bind_int(st, 2, ANSWER_NOT_ASKED);
    bind_int(st, 3, PARTICIPANTS_MOST);
    return rows_gather(out, n_out, a, participant_row, st, e);
}
