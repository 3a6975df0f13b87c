#include "store/dossier_store.h"

#include "store/search_store.h"
#include "store/words_inside.h"

static enum err_code seal(struct write *w, enum noun noun, struct person_id person,
                          const struct uuid *id, struct str words, bool is_needed,
                          struct err *e)
{
    return words_seal(w, noun_name(noun), person.u, id, words, is_needed, e);
}

static void row_open(struct row *r, struct write *w, enum noun noun,
                     const struct person_id *person, const struct uuid *id)
{
    row_begin(r, w, noun);
    row_own_id(r, &person->u);
    row_own_id(r, id);
}

/* 1, 0 or nothing said. */
static void row_answer(struct row *r, uint8_t answer)
{
    if (answer > 1 && answer != CODE_MISSING)
        row_refuse(r, "an answer beyond yes and no");
    row_int_or_null(r, answer, answer != CODE_MISSING);
}

enum err_code guidance_add(struct write *w, const struct guidance_fact *f,
                           struct err *e)
{
    struct row r;
    bool is_outside = uuid_is_nil(f->organisation.u);
    enum err_code rc =
        seal(w, NOUN_GUIDANCE, f->person, &f->id, f->words, is_outside, e);
    if (rc != OK) return rc;
    row_open(&r, w, NOUN_GUIDANCE, &f->person, &f->id);
    row_uuid(&r, &f->organisation.u);
    row_uuid(&r, &f->worker);
    row_bool(&r, f->keeps_file);
    row_code_needed(&r, LIST_GUIDANCE_DOMAIN, f->domain);
    row_day(&r, f->from);
    row_day(&r, f->to);
    row_day(&r, f->next_on);
    row_words(&r);
    if (is_outside && (f->keeps_file || !uuid_is_nil(f->worker)))
        row_refuse(&r, "a worker or a file of an organisation outside the house");
    rc = row_end(&r, e);
    return rc == OK ? person_change_add(w, f->person, e) : rc;
}

enum err_code engagement_add(struct write *w, const struct engagement_fact *f,
                             struct err *e)
{
    struct row r;
    enum err_code rc = seal(w, NOUN_ENGAGEMENT, f->person, &f->id, f->words, true, e);
    if (rc != OK) return rc;
    row_open(&r, w, NOUN_ENGAGEMENT, &f->person, &f->id);
    row_own_id(&r, &f->trajectory.u);
    row_day(&r, f->on);
    row_code_needed(&r, LIST_ENGAGEMENT_PARTY, f->party);
    row_words(&r);
    return row_end(&r, e);
}

enum err_code goal_add(struct write *w, const struct goal_fact *f, struct err *e)
{
    struct row r;
    enum err_code rc = seal(w, NOUN_GOAL, f->person, &f->id, f->words, true, e);
    if (rc != OK) return rc;
    row_open(&r, w, NOUN_GOAL, &f->person, &f->id);
    row_day(&r, f->on);
    row_words(&r);
    row_uuid(&r, &f->worker);
    return row_end(&r, e);
}

enum err_code step_add(struct write *w, const struct step_fact *f, struct err *e)
{
    struct row r;
    enum err_code rc = seal(w, NOUN_STEP, f->person, &f->id, f->words, true, e);
    if (rc != OK) return rc;
    row_open(&r, w, NOUN_STEP, &f->person, &f->id);
    row_day(&r, f->on);
    row_code_needed(&r, LIST_STEP_OWNER, f->owner);
    row_code(&r, LIST_CONTEXT_CONDITION, f->condition);
    row_day(&r, f->due_on);
    row_words(&r);
    return row_end(&r, e);
}

enum err_code step_state_add(struct write *w, const struct step_state_fact *f,
                             struct err *e)
{
    struct row r;
    row_open(&r, w, NOUN_STEP_STATE, &f->person, &f->id);
    row_own_id(&r, &f->step);
    row_day(&r, f->on);
    row_code_needed(&r, LIST_STEP_STATE, f->state);
    return row_end(&r, e);
}

/* A phase has one open row of who did the work. */
static enum err_code phase_actor_is_new(struct write *w,
                                        const struct phase_actor_fact *f, struct err *e)
{
    struct statement *st = NULL;
    enum err_code rc;
    bool row;
    TRY(db_prepare(&st, w->db,
                   "SELECT 1 FROM phase_actor WHERE person = $1 AND id = $2 "
                   "AND retracted_at IS NULL",
                   e));
    bind_uuid(st, 1, &f->person.u);
    bind_uuid(st, 2, &f->id);
    TRY(statement_step(&row, st, e));
    if (row) {
        rc = err_set(e, ERR_EXISTS, "this phase has an actor already");
        err_hint(e, "to correct it, retract it first");
    }
out:
    statement_done(st);
    return write_note(w, rc);
}

enum err_code phase_actor_add(struct write *w, const struct phase_actor_fact *f,
                              struct err *e)
{
    struct row r;
    enum err_code rc = phase_actor_is_new(w, f, e);
    if (rc == OK) rc = seal(w, NOUN_PHASE_ACTOR, f->person, &f->id, f->words, false, e);
    if (rc != OK) return rc;
    row_open(&r, w, NOUN_PHASE_ACTOR, &f->person, &f->id);
    row_uuid(&r, &f->organisation.u);
    row_uuid(&r, &f->worker);
    row_words(&r);
    return row_end(&r, e);
}

enum err_code note_add(struct write *w, const struct note_fact *f, struct err *e)
{
    struct row r;
    enum err_code rc = seal(w, NOUN_NOTE, f->person, &f->id, f->words, true, e);
    if (rc != OK) return rc;
    row_open(&r, w, NOUN_NOTE, &f->person, &f->id);
    row_day(&r, f->on);
    row_code_needed(&r, LIST_CONFIDENTIALITY, f->confidentiality);
    row_own_id(&r, &f->organisation.u);
    row_own_id(&r, &f->worker);
    row_words(&r);
    return row_end(&r, e);
}

enum err_code job_add(struct write *w, const struct job_fact *f, struct err *e)
{
    struct row r;
    enum err_code rc = seal(w, NOUN_JOB, f->person, &f->id, f->words, false, e);
    if (rc != OK) return rc;
    row_open(&r, w, NOUN_JOB, &f->person, &f->id);
    row_code_needed(&r, LIST_CONTRACT_KIND, f->contract);
    row_code(&r, LIST_JOB_STATUTE, f->statute);
    row_answer(&r, f->is_part_time);
    row_answer(&r, f->is_direct);
    row_words(&r);
    return row_end(&r, e);
}

enum err_code aftercare_add(struct write *w, const struct aftercare_fact *f,
                            struct err *e)
{
    struct row r;
    enum err_code rc = seal(w, NOUN_AFTERCARE, f->person, &f->id, f->words, false, e);
    if (rc != OK) return rc;
    row_open(&r, w, NOUN_AFTERCARE, &f->person, &f->id);
    row_own_id(&r, &f->outcome);
    row_code_needed(&r, LIST_AFTERCARE_SIDE, f->side);
    row_day(&r, f->due_on);
    row_day(&r, f->on);
    row_code_needed(&r, LIST_AFTERCARE_RESULT, f->result);
    row_uuid(&r, &f->worker);
    row_words(&r);
    return row_end(&r, e);
}

enum err_code appreciation_add(struct write *w, const struct appreciation_fact *f,
                               struct err *e)
{
    struct row r;
    enum err_code rc =
        seal(w, NOUN_APPRECIATION, f->person, &f->id, f->words, f->scale == 0, e);
    if (rc != OK) return rc;
    row_open(&r, w, NOUN_APPRECIATION, &f->person, &f->id);
    row_day(&r, f->on);
    row_int_or_null(&r, f->scale, f->scale != 0);
    row_words(&r);
    return row_end(&r, e);
}

enum err_code closing_add(struct write *w, const struct closing_fact *f, struct err *e)
{
    struct row r;
    enum err_code rc = seal(w, NOUN_CLOSING, f->person, &f->id, f->words, false, e);
    if (rc != OK) return rc;
    row_open(&r, w, NOUN_CLOSING, &f->person, &f->id);
    row_code(&r, LIST_CLOSING_CRITERION, f->criterion);
    row_answer(&r, f->sustainable_work);
    row_answer(&r, f->is_manageable);
    row_answer(&r, f->is_self_reliant);
    row_words(&r);
    return row_end(&r, e);
}

/* Closes the criterion that a project had, when it had one. */
static enum err_code criterion_retract(struct write *w, struct project_id project,
                                       struct err *e)
{
    struct statement *st = NULL;
    struct uuid id;
    enum err_code rc;
    bool row;
    TRY(db_prepare(&st, w->db,
                   "SELECT id FROM project_criterion WHERE project = $1 "
                   "AND retracted_at IS NULL",
                   e));
    bind_uuid(st, 1, &project.u);
    TRY(statement_step(&row, st, e));
    if (!row) goto out;
    id = column_uuid(st, 0);
    statement_reset(st);
    rc = fact_retract(w, NOUN_PROJECT_CRITERION, (struct person_id){0}, id, e);
out:
    statement_done(st);
    return write_note(w, rc);
}

enum err_code project_criterion_set(struct write *w, struct project_id project,
                                    uint8_t criterion, struct err *e)
{
    struct row r;
    struct uuid id = uuid7_new();
    enum err_code rc = criterion_retract(w, project, e);
    if (rc != OK) return rc;
    row_begin(&r, w, NOUN_PROJECT_CRITERION);
    row_own_id(&r, &id);
    row_own_id(&r, &project.u);
    row_code_needed(&r, LIST_CLOSING_CRITERION, criterion);
    return row_end(&r, e);
}
