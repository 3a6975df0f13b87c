/* The lists of a file that tell how it went: who accompanies, what was agreed, done and
 * noted, work and aftercare. */
#include "store/dossier_inside.h"

#include "store/from_row.h"
#include "store/handover_running.h"

static enum err_code attribute_row(void *out, struct arena *a, struct statement *st,
                                   struct err *e)
{
    (void)a;
    return attribute_from_row(out, st, e);
}

static enum err_code trajectory_row(void *out, struct arena *a, struct statement *st,
                                    struct err *e)
{
    struct dossier_trajectory *t = out;
    enum err_code rc;
    (void)a;
    TRY(trajectory_from_row(&t->fact, st, e));
    text_from_row(t->project_code, sizeof t->project_code, st, 9);
    text_from_row(t->project_title, sizeof t->project_title, st, 10);
    text_from_row(t->call, sizeof t->call, st, 11);
    text_from_row(t->partnership_name, sizeof t->partnership_name, st, 13);
    text_from_row(t->organisation_name, sizeof t->organisation_name, st, 14);
    TRY(code_from_row(&t->call_kind, st, 12, LIST_CALL_KIND, e));
    rc = code_from_row(&t->criterion, st, 15, LIST_CLOSING_CRITERION, e);
out:
    return rc;
}

static enum err_code guidance_row(void *out, struct arena *a, struct statement *st,
                                  struct err *e)
{
    struct guidance_fact *f = out;
    f->person.u = column_uuid(st, 0);
    f->id = column_uuid(st, 1);
    f->organisation.u = column_uuid(st, 2);
    f->worker = column_uuid(st, 3);
    f->keeps_file = column_int(st, 4) != 0;
    f->from = column_day(st, 6);
    f->to = column_day(st, 7);
    f->next_on = column_day(st, 8);
    f->words = sealed_from_row(a, st, 9);
    written_from_row(&f->written, st, 10);
    return code_from_row(&f->domain, st, 5, LIST_GUIDANCE_DOMAIN, e);
}

static enum err_code phase_actor_row(void *out, struct arena *a, struct statement *st,
                                     struct err *e)
{
    struct phase_actor_fact *f = out;
    (void)e;
    f->person.u = column_uuid(st, 0);
    f->id = column_uuid(st, 1);
    f->organisation.u = column_uuid(st, 2);
    f->worker = column_uuid(st, 3);
    f->words = sealed_from_row(a, st, 4);
    return OK;
}

static enum err_code goal_row(void *out, struct arena *a, struct statement *st,
                              struct err *e)
{
    struct goal_fact *f = out;
    (void)e;
    f->person.u = column_uuid(st, 0);
    f->id = column_uuid(st, 1);
    f->on = column_day(st, 2);
    f->words = sealed_from_row(a, st, 3);
    f->worker = column_uuid(st, 4);
    written_from_row(&f->written, st, 5);
    return OK;
}

static enum err_code step_row(void *out, struct arena *a, struct statement *st,
                              struct err *e)
{
    struct step_fact *f = out;
    enum err_code rc;
    f->person.u = column_uuid(st, 0);
    f->id = column_uuid(st, 1);
    f->on = column_day(st, 2);
    f->due_on = column_day(st, 5);
    f->words = sealed_from_row(a, st, 6);
    written_from_row(&f->written, st, 7);
    TRY(code_from_row(&f->owner, st, 3, LIST_STEP_OWNER, e));
    rc = code_from_row(&f->condition, st, 4, LIST_CONTEXT_CONDITION, e);
out:
    return rc;
}

static enum err_code step_state_row(void *out, struct arena *a, struct statement *st,
                                    struct err *e)
{
    struct step_state_fact *f = out;
    (void)a;
    f->person.u = column_uuid(st, 0);
    f->id = column_uuid(st, 1);
    f->step = column_uuid(st, 2);
    f->on = column_day(st, 3);
    written_from_row(&f->written, st, 5);
    return code_from_row(&f->state, st, 4, LIST_STEP_STATE, e);
}

static enum err_code engagement_row(void *out, struct arena *a, struct statement *st,
                                    struct err *e)
{
    struct engagement_fact *f = out;
    f->person.u = column_uuid(st, 0);
    f->id = column_uuid(st, 1);
    f->trajectory.u = column_uuid(st, 2);
    f->on = column_day(st, 3);
    f->words = sealed_from_row(a, st, 5);
    written_from_row(&f->written, st, 6);
    return code_from_row(&f->party, st, 4, LIST_ENGAGEMENT_PARTY, e);
}

static enum err_code note_row(void *out, struct arena *a, struct statement *st,
                              struct err *e)
{
    struct note_fact *f = out;
    f->person.u = column_uuid(st, 0);
    f->id = column_uuid(st, 1);
    f->on = column_day(st, 2);
    f->organisation.u = column_uuid(st, 4);
    f->worker = column_uuid(st, 5);
    f->words = sealed_from_row(a, st, 6);
    written_from_row(&f->written, st, 7);
    return code_from_row(&f->confidentiality, st, 3, LIST_CONFIDENTIALITY, e);
}

static enum err_code job_row(void *out, struct arena *a, struct statement *st,
                             struct err *e)
{
    struct job_fact *f = out;
    enum err_code rc;
    f->person.u = column_uuid(st, 0);
    f->id = column_uuid(st, 1);
    f->is_part_time = answer_from_row(st, 4);
    f->is_direct = answer_from_row(st, 5);
    f->words = sealed_from_row(a, st, 6);
    TRY(code_from_row(&f->contract, st, 2, LIST_CONTRACT_KIND, e));
    rc = code_from_row(&f->statute, st, 3, LIST_JOB_STATUTE, e);
out:
    return rc;
}

static enum err_code aftercare_row(void *out, struct arena *a, struct statement *st,
                                   struct err *e)
{
    struct aftercare_fact *f = out;
    enum err_code rc;
    f->person.u = column_uuid(st, 0);
    f->id = column_uuid(st, 1);
    f->outcome = column_uuid(st, 2);
    f->due_on = column_day(st, 4);
    f->on = column_day(st, 5);
    f->worker = column_uuid(st, 7);
    f->words = sealed_from_row(a, st, 8);
    written_from_row(&f->written, st, 9);
    TRY(code_from_row(&f->side, st, 3, LIST_AFTERCARE_SIDE, e));
    rc = code_from_row(&f->result, st, 6, LIST_AFTERCARE_RESULT, e);
out:
    return rc;
}

static enum err_code appreciation_row(void *out, struct arena *a, struct statement *st,
                                      struct err *e)
{
    struct appreciation_fact *f = out;
    (void)e;
    f->person.u = column_uuid(st, 0);
    f->id = column_uuid(st, 1);
    f->on = column_day(st, 2);
    f->scale = column_is_null(st, 3) ? 0 : (int8_t)column_int(st, 3);
    f->words = sealed_from_row(a, st, 4);
    written_from_row(&f->written, st, 5);
    return OK;
}

static enum err_code closing_row(void *out, struct arena *a, struct statement *st,
                                 struct err *e)
{
    struct closing_fact *f = out;
    f->person.u = column_uuid(st, 0);
    f->id = column_uuid(st, 1);
    f->sustainable_work = answer_from_row(st, 3);
    f->is_manageable = answer_from_row(st, 4);
    f->is_self_reliant = answer_from_row(st, 5);
    f->words = sealed_from_row(a, st, 6);
    return code_from_row(&f->criterion, st, 2, LIST_CLOSING_CRITERION, e);
}

static enum err_code discussed_row(void *out, struct arena *a, struct statement *st,
                                   struct err *e)
{
    struct discussed *f = out;
    (void)e;
    f->person.u = column_uuid(st, 0);
    f->id = column_uuid(st, 1);
    f->consultation = column_uuid(st, 2);
    f->on = column_day(st, 3);
    text_from_row(f->title, sizeof f->title, st, 4);
    f->at_table = str_copy(a, column_text(st, 5));
    f->words = sealed_from_row(a, st, 6);
    written_from_row(&f->written, st, 7);
    return OK;
}

#define BY_DAY "t.happened_on, t.id"

const struct dossier_plan dossier_course_plans[] = {
    {.parts = DOSSIER_COURSE,
     .sql = "SELECT " ATTRIBUTE_COLUMNS " FROM attribute AS t WHERE person = $1 AND "
            "retracted_at IS NULL ORDER BY valid_from, id",
     .read = attribute_row,
     .size = sizeof(struct attribute_fact),
     .at = offsetof(struct dossier, attributes),
     .n_at = offsetof(struct dossier, n_attributes)},
    {.parts = DOSSIER_COURSE,
     .sql =
         "SELECT t.person, t.id, t.project, t.partnership, t.host, t.reached_on, "
         "t.entry_age, t.channel, t.is_voluntary, p.code, p.title, p.call, c.kind, "
         "s.name, o.name, k.criterion FROM trajectory_fact AS t "
         "LEFT JOIN project_fact AS p ON p.id = t.project AND p.retracted_at IS NULL "
         "LEFT JOIN call_fact AS c ON c.code = p.call AND c.retracted_at IS NULL "
         "LEFT JOIN partnership_fact AS s ON s.id = t.partnership "
         "AND s.retracted_at IS NULL "
         "LEFT JOIN organisation_fact AS o ON o.id = p.promotor "
         "AND o.retracted_at IS NULL "
         "LEFT JOIN project_criterion AS k ON k.project = t.project "
         "AND k.retracted_at IS NULL "
         "WHERE t.person = $1 AND t.retracted_at IS NULL "
         "ORDER BY t.reached_on, t.id",
     .read = trajectory_row,
     .size = sizeof(struct dossier_trajectory),
     .at = offsetof(struct dossier, trajectories),
     .n_at = offsetof(struct dossier, n_trajectories)},
    DOSSIER_PLAN(
        DOSSIER_COURSE,
        DOSSIER_SELECT("t.person, t.id, t.organisation, t.worker, t.keeps_file, "
                       "t.domain, t.valid_from, t.valid_to, t.next_on, t.words",
                       "guidance", "t.valid_from, t.id"),
        guidance_row, guidance_fact, guidances, "guidance", words, DOSSIER_GOAL),
    {.parts = DOSSIER_COURSE,
     .sql = HANDOVERS_RUNNING,
     .read = ring_handover_row,
     .size = sizeof(struct ring_handover),
     .at = offsetof(struct dossier, handovers),
     .n_at = offsetof(struct dossier, n_handovers)},
    DOSSIER_PLAN(DOSSIER_COURSE,
                 "SELECT t.person, t.id, t.organisation, t.worker, t.words "
                 "FROM phase_actor AS t WHERE t.person = $1 AND t.retracted_at IS NULL "
                 "ORDER BY t.id",
                 phase_actor_row, phase_actor_fact, phase_actors, "phase_actor", words,
                 DOSSIER_NOTE),
    DOSSIER_PLAN(DOSSIER_GOAL,
                 DOSSIER_SELECT("t.person, t.id, t.happened_on, t.words, t.worker",
                                "goal", BY_DAY),
                 goal_row, goal_fact, goals, "goal", words, DOSSIER_GOAL),
    DOSSIER_PLAN(DOSSIER_GOAL,
                 DOSSIER_SELECT("t.person, t.id, t.happened_on, t.owner, t.condition, "
                                "t.due_on, t.words",
                                "step", BY_DAY),
                 step_row, step_fact, steps, "step", words, DOSSIER_GOAL),
    {.parts = DOSSIER_GOAL,
     .sql = DOSSIER_SELECT("t.person, t.id, t.step, t.happened_on, t.state",
                           "step_state", "t.happened_on, t.recorded_at, t.id"),
     .read = step_state_row,
     .size = sizeof(struct step_state_fact),
     .at = offsetof(struct dossier, step_states),
     .n_at = offsetof(struct dossier, n_step_states)},
    DOSSIER_PLAN(DOSSIER_GOAL,
                 DOSSIER_SELECT("t.person, t.id, t.trajectory, t.happened_on, t.party, "
                                "t.words",
                                "engagement", BY_DAY),
                 engagement_row, engagement_fact, engagements, "engagement", words,
                 DOSSIER_GOAL),
    DOSSIER_PLAN(
        DOSSIER_GOAL,
        "SELECT t.person, t.id, t.consultation, c.happened_on, c.title, "
        "(SELECT group_concat(DISTINCT hex(m.organisation)) "
        "FROM consultation_member AS m WHERE m.consultation = c.id "
        "AND m.retracted_at IS NULL), t.words, t.recorded_at, a.actor, t.retracted_at "
        "FROM consultation_case AS t JOIN consultation AS c ON c.id = t.consultation "
        "AND c.retracted_at IS NULL LEFT JOIN audit AS a ON a.number = t.written_by "
        "WHERE t.person = $1 AND t.retracted_at IS NULL ORDER BY c.happened_on, t.id",
        discussed_row, discussed, discussions, "consultation_case", words,
        DOSSIER_GOAL),
    DOSSIER_PLAN(DOSSIER_NOTE | DOSSIER_NOTE_OWN | DOSSIER_HEALTH,
                 DOSSIER_SELECT("t.person, t.id, t.happened_on, t.confidentiality, "
                                "t.organisation, t.worker, t.words",
                                "note", BY_DAY),
                 note_row, note_fact, notes, "note", words,
                 DOSSIER_NOTE | DOSSIER_NOTE_OWN | DOSSIER_HEALTH),
    DOSSIER_PLAN(DOSSIER_WORK,
                 "SELECT t.person, t.id, t.contract_kind, t.statute, t.is_part_time, "
                 "t.is_direct, t.words FROM job AS t JOIN outcome AS o "
                 "ON o.person = t.person AND o.id = t.id WHERE t.person = $1 "
                 "AND t.retracted_at IS NULL AND o.retracted_at IS NULL "
                 "ORDER BY o.happened_on, t.id",
                 job_row, job_fact, jobs, "job", words, DOSSIER_WORK),
    DOSSIER_PLAN(DOSSIER_WORK,
                 DOSSIER_SELECT("t.person, t.id, t.outcome, t.side, t.due_on, "
                                "t.happened_on, t.result, t.worker, t.words",
                                "aftercare", BY_DAY),
                 aftercare_row, aftercare_fact, aftercares, "aftercare", words,
                 DOSSIER_WORK),
    DOSSIER_PLAN(DOSSIER_WORK,
                 DOSSIER_SELECT("t.person, t.id, t.happened_on, t.scale, t.words",
                                "appreciation", BY_DAY),
                 appreciation_row, appreciation_fact, appreciations, "appreciation",
                 words, DOSSIER_WORK),
    DOSSIER_PLAN(DOSSIER_WORK,
                 "SELECT t.person, t.id, t.criterion, t.sustainable_work, "
                 "t.is_manageable, t.is_self_reliant, t.words FROM closing AS t "
                 "JOIN trajectory_end AS n ON n.person = t.person AND n.id = t.id "
                 "WHERE t.person = $1 AND t.retracted_at IS NULL "
                 "AND n.retracted_at IS NULL ORDER BY n.happened_on, t.id",
                 closing_row, closing_fact, closings, "closing", words, DOSSIER_WORK),
};
const size_t n_dossier_course_plans = ARRAY_LEN(dossier_course_plans);
