/* The lists of a file about care: conditions, assessments, competences, documents,
 * appointments; then conversations of its thread and proposals that wait. */
#include "store/dossier_inside.h"

#include "store/care_store.h"
#include "store/from_row.h"

static enum err_code assessment_row(void *out, struct arena *a, struct statement *st,
                                    struct err *e)
{
    struct assessment_fact *f = out;
    enum err_code rc;
    (void)a;
    f->person.u = column_uuid(st, 0);
    f->id = column_uuid(st, 1);
    f->item = column_uuid(st, 2);
    f->on = column_day(st, 3);
    f->has_score = !column_is_null(st, 6);
    f->score = f->has_score ? (int32_t)column_int(st, 6) : 0;
    written_from_row(&f->written, st, 7);
    TRY(code_from_row(&f->moment, st, 4, LIST_OBSERVATION_MOMENT, e));
    rc = code_from_row(&f->assessed_by, st, 5, LIST_ASSESSED_BY, e);
out:
    return rc;
}

static enum err_code condition_work_row(void *out, struct arena *a,
                                        struct statement *st, struct err *e)
{
    struct condition_work_fact *f = out;
    f->person.u = column_uuid(st, 0);
    f->id = column_uuid(st, 1);
    f->words = sealed_from_row(a, st, 3);
    return code_from_row(&f->owner, st, 2, LIST_STEP_OWNER, e);
}

static enum err_code competence_row(void *out, struct arena *a, struct statement *st,
                                    struct err *e)
{
    struct competence_fact *f = out;
    f->person.u = column_uuid(st, 0);
    f->id = column_uuid(st, 1);
    f->on = column_day(st, 2);
    f->words = sealed_from_row(a, st, 4);
    written_from_row(&f->written, st, 5);
    return code_from_row(&f->kind, st, 3, LIST_COMPETENCE_KIND, e);
}

static enum err_code document_row(void *out, struct arena *a, struct statement *st,
                                  struct err *e)
{
    struct document_fact *f = out;
    enum err_code rc;
    f->person.u = column_uuid(st, 0);
    f->id = column_uuid(st, 1);
    f->on = column_day(st, 2);
    f->organisation.u = column_uuid(st, 5);
    f->worker = column_uuid(st, 6);
    text_from_row(f->media_type, sizeof f->media_type, st, 7);
    f->n_bytes = column_int(st, 8);
    f->title = sealed_from_row(a, st, 9);
    written_from_row(&f->written, st, 10);
    TRY(code_from_row(&f->kind, st, 3, LIST_DOCUMENT_KIND, e));
    rc = code_from_row(&f->confidentiality, st, 4, LIST_CONFIDENTIALITY, e);
out:
    return rc;
}

static enum err_code appointment_row(void *out, struct arena *a, struct statement *st,
                                     struct err *e)
{
    struct appointment_fact *f = out;
    f->person.u = column_uuid(st, 0);
    f->id = column_uuid(st, 1);
    f->sequence = (int32_t)column_int(st, 2);
    f->starts_at = column_int(st, 3);
    f->minutes = (int32_t)column_int(st, 4);
    f->worker = column_uuid(st, 6);
    f->words = sealed_from_row(a, st, 7);
    written_from_row(&f->written, st, 8);
    return code_from_row(&f->state, st, 5, LIST_APPOINTMENT_STATE, e);
}

static enum err_code chat_row(void *out, struct arena *a, struct statement *st,
                              struct err *e)
{
    struct chat_fact *f = out;
    enum err_code rc;
    f->id = column_uuid(st, 0);
    f->reach = column_uuid(st, 1);
    f->thread = column_uuid(st, 2);
    f->organisation.u = column_uuid(st, 3);
    f->worker = column_uuid(st, 4);
    f->place = column_uuid(st, 5);
    f->happened_at = column_int(st, 6);
    f->is_first = answer_from_row(st, 9);
    f->next_on = column_day(st, 11);
    f->words = sealed_from_row(a, st, 12);
    written_from_row(&f->written, st, 13);
    TRY(code_from_row(&f->topic, st, 7, LIST_CHAT_TOPIC, e));
    TRY(code_from_row(&f->language, st, 8, LIST_LANGUAGE, e));
    rc = code_from_row(&f->next_step, st, 10, LIST_CHAT_NEXT_STEP, e);
out:
    return rc;
}

static enum err_code proposal_row(void *out, struct arena *a, struct statement *st,
                                  struct err *e)
{
    struct proposal_fact *f = out;
    (void)e;
    f->person.u = column_uuid(st, 0);
    f->id = column_uuid(st, 1);
    text_from_row(f->field, sizeof f->field, st, 2);
    f->base = column_uuid(st, 3);
    f->worker = column_uuid(st, 4);
    f->organisation.u = column_uuid(st, 5);
    f->words = sealed_from_row(a, st, 6);
    written_from_row(&f->written, st, 7);
    return OK;
}

const struct dossier_plan dossier_care_plans[] = {
    {.parts = DOSSIER_CONDITION,
     .sql = DOSSIER_SELECT("t.person, t.id, t.item, t.happened_on, t.moment, "
                           "t.assessed_by, t.score",
                           "assessment", "t.happened_on, t.id"),
     .read = assessment_row,
     .size = sizeof(struct assessment_fact),
     .at = offsetof(struct dossier, assessments),
     .n_at = offsetof(struct dossier, n_assessments)},
    DOSSIER_PLAN(DOSSIER_CONDITION,
                 "SELECT t.person, t.id, t.owner, t.words FROM condition_work AS t "
                 "JOIN condition AS c ON c.person = t.person AND c.id = t.id "
                 "WHERE t.person = $1 AND t.retracted_at IS NULL "
                 "AND c.retracted_at IS NULL ORDER BY c.happened_on, t.id",
                 condition_work_row, condition_work_fact, condition_works,
                 SEALED_CONDITION_WORK, words, DOSSIER_CONDITION),
    DOSSIER_PLAN(DOSSIER_GOAL,
                 DOSSIER_SELECT("t.person, t.id, t.happened_on, t.kind, t.words",
                                "competence", "t.happened_on, t.id"),
                 competence_row, competence_fact, competences, SEALED_COMPETENCE, words,
                 DOSSIER_GOAL),
    DOSSIER_PLAN(DOSSIER_NOTE | DOSSIER_NOTE_OWN | DOSSIER_HEALTH,
                 DOSSIER_SELECT("t.person, t.id, t.happened_on, t.kind, "
                                "t.confidentiality, t.organisation, t.worker, "
                                "t.media_type, t.n_bytes, t.title",
                                "document", "t.happened_on, t.id"),
                 document_row, document_fact, documents, SEALED_DOCUMENT_TITLE, title,
                 DOSSIER_NOTE | DOSSIER_NOTE_OWN | DOSSIER_HEALTH),
    DOSSIER_PLAN(DOSSIER_GOAL,
                 DOSSIER_SELECT("t.person, t.id, t.sequence, t.starts_at, t.minutes, "
                                "t.state, t.worker, t.words",
                                "appointment", "t.starts_at, t.id, t.sequence"),
                 appointment_row, appointment_fact, appointments, SEALED_APPOINTMENT,
                 words, DOSSIER_GOAL),
    /* sealed with the key of the thread: opened apart */
    {.parts = DOSSIER_CHAT,
     .sql = "SELECT t.id, t.reach, t.thread, t.organisation, t.worker, t.place, "
            "t.happened_at, t.topic, t.language, t.is_first, t.next_step, t.next_on, "
            "t.words, t.recorded_at, a.actor, t.retracted_at "
            "FROM thread_person AS p JOIN chat AS t ON t.thread = p.thread "
            "LEFT JOIN audit AS a ON a.number = t.written_by "
            "WHERE p.person = $1 AND p.retracted_at IS NULL "
            "AND (t.retracted_at IS NULL OR $2 = 1) ORDER BY t.happened_at, t.id",
     .read = chat_row,
     .size = sizeof(struct chat_fact),
     .at = offsetof(struct dossier, chats),
     .n_at = offsetof(struct dossier, n_chats)},
    DOSSIER_PLAN(DOSSIER_IDENTITY,
                 "SELECT t.person, t.id, t.field, t.base, t.worker, t.organisation, "
                 "t.words, t.recorded_at, a.actor, t.retracted_at FROM proposal AS t "
                 "LEFT JOIN audit AS a ON a.number = t.written_by "
                 "WHERE t.person = $1 AND t.retracted_at IS NULL AND NOT EXISTS "
                 "(SELECT 1 FROM proposal_decision AS d WHERE d.person = t.person "
                 "AND d.proposal = t.id AND d.retracted_at IS NULL) ORDER BY t.id",
                 proposal_row, proposal_fact, proposals, "proposal", words,
                 DOSSIER_IDENTITY),
};
const size_t n_dossier_care_plans = ARRAY_LEN(dossier_care_plans);
