#include "act/handover_payload.h"

#include "act/appointment_acts.h"
#include "act/work_acts.h"
#include "base/json.h"
#include "base/limits.h"
#include "domain/condition_course.h"

enum { NOTES_MOST = 10 };
#define BIT(c) (1u << SHARING_CATEGORY_##c)

unsigned handover_categories(uint8_t receiver_kind)
{
    if (receiver_kind == RECEIVER_KIND_EMPLOYER)
        return BIT(IDENTITY) | BIT(GOAL) | BIT(WORK);
    return BIT(COUNTABLE) | BIT(IDENTITY) | BIT(GOAL) | BIT(CONDITION) | BIT(NOTE) |
           BIT(WORK);
}

/* --- values; what is not there is left out --- */

static void put_text(struct json_writer *w, const char *key, struct str text)
{
    if (!text.n) return;
    json_key(w, key);
    json_put_text(w, text);
}

static void put_code(struct json_writer *w, const char *key, enum list_number list,
                     uint8_t code)
{
    const struct code_list *l = code_list_at(list);
    if (code < l->n) put_text(w, key, str_of(l->codes[code].code));
}

static void put_day(struct json_writer *w, const char *key, struct day d)
{
    char text[DAY_TEXT + 1];
    day_text(text, d);
    put_text(w, key, str_of(text));
}

/* --- parts --- */

/* An employer is told one name, which the person chose: nothing to find or to sort
 * somebody by. */
static void put_name(struct json_writer *w, struct str name)
{
    json_key(w, "person");
    json_begin_object(w);
    put_text(w, identity_field_name(IDENTITY_GIVEN_NAME), name);
    json_end_object(w);
}

static void put_person(struct json_writer *w, const struct dossier *d)
{
    static const enum identity_field fields[] = {
        IDENTITY_CALL_NAME,   IDENTITY_GIVEN_NAME,   IDENTITY_FAMILY_NAME,
        IDENTITY_BIRTH_DATE,  IDENTITY_PHONE,        IDENTITY_MAIL,
        IDENTITY_BEST_MOMENT, IDENTITY_SAFE_TO_CALL, IDENTITY_INTERPRETER};
    json_key(w, "person");
    json_begin_object(w);
    for (size_t i = 0; i < ARRAY_LEN(fields); i++)
        put_text(w, identity_field_name(fields[i]), d->identity.value[fields[i]]);
    json_end_object(w);
}

static void put_course(struct json_writer *w, const struct dossier *d)
{
    json_key(w, "course");
    json_begin_array(w);
    for (size_t i = 0; i < d->n_events; i++) {
        const struct event_fact *x = &d->events[i].fact;
        if (x->kind != EVENT_PHASE || d->events[i].written.retracted_at) continue;
        json_begin_object(w);
        put_code(w, "phase", LIST_PHASE, x->code);
        put_day(w, "from", x->on);
        put_day(w, "to", d->events[i].particulars.to);
        json_end_object(w);
    }
    json_end_array(w);
}

static uint8_t state_of_step(const struct dossier *d, struct uuid step)
{
    uint8_t state = STEP_STATE_OPEN;
    for (size_t i = 0; i < d->n_step_states; i++) /* in order of day */
        if (uuid_eq(d->step_states[i].step, step) &&
            !d->step_states[i].written.retracted_at)
            state = d->step_states[i].state;
    return state;
}

/* An employer is told no step that works on a barrier: it would name the barrier. */
static void put_goal(struct json_writer *w, const struct dossier *d, bool is_employer)
{
    const struct goal_fact *last = NULL;
    for (size_t i = 0; i < d->n_goals; i++)
        if (!d->goals[i].written.retracted_at) last = &d->goals[i];
    if (last) put_text(w, "goal", last->words);
    json_key(w, "steps");
    json_begin_array(w);
    for (size_t i = 0; i < d->n_steps; i++) {
        const struct step_fact *s = &d->steps[i];
        uint8_t state = state_of_step(d, s->id);
        if (s->written.retracted_at || condition_is_health(s->condition) ||
            (is_employer && s->condition != CODE_MISSING) || state == STEP_STATE_DONE ||
            state == STEP_STATE_DROPPED)
            continue;
        json_begin_object(w);
        put_text(w, "words", s->words);
        put_code(w, "owner", LIST_STEP_OWNER, s->owner);
        put_code(w, "state", LIST_STEP_STATE, state);
        put_day(w, "due", s->due_on);
        json_end_object(w);
    }
    json_end_array(w);
}

static const struct condition_work_fact *work_on(const struct dossier *d,
                                                 struct uuid event)
{
    for (size_t i = 0; i < d->n_condition_works; i++)
        if (uuid_eq(d->condition_works[i].id, event)) return &d->condition_works[i];
    return NULL;
}

/* The last assessment of each condition, when something is still to be done. */
static void put_conditions(struct json_writer *w, const struct dossier *d)
{
    json_key(w, "conditions");
    json_begin_array(w);
    for (unsigned c = 0; c < N_CONTEXT_CONDITION; c++) {
        const struct event_fact *last = NULL;
        if (condition_is_health((uint8_t)c)) continue;
        for (size_t i = 0; i < d->n_events; i++) {
            const struct event_fact *x = &d->events[i].fact;
            if (x->kind == EVENT_CONDITION && x->code == c &&
                !d->events[i].written.retracted_at)
                last = x;
        }
        if (!last || (last->detail != CONTEXT_CONDITION_STATE_OPEN &&
                      last->detail != CONTEXT_CONDITION_STATE_IN_PROGRESS))
            continue;
        const struct condition_work_fact *work = work_on(d, last->id);
        json_begin_object(w);
        put_code(w, "condition", LIST_CONTEXT_CONDITION, last->code);
        put_code(w, "state", LIST_CONTEXT_CONDITION_STATE, last->detail);
        put_day(w, "on", last->on);
        if (work) put_code(w, "owner", LIST_STEP_OWNER, work->owner);
        if (work) put_text(w, "words", work->words);
        json_end_object(w);
    }
    json_end_array(w);
}

static void put_notes(struct json_writer *w, const struct dossier *d)
{
    size_t n = 0;
    json_key(w, "notes");
    json_begin_array(w);
    for (size_t i = d->n_notes; i-- > 0 && n < NOTES_MOST;) {
        const struct note_fact *x = &d->notes[i];
        if (x->confidentiality != CONFIDENTIALITY_ORDINARY || x->written.retracted_at)
            continue;
        json_begin_object(w);
        put_day(w, "on", x->on);
        put_text(w, "words", x->words);
        json_end_object(w);
        n++;
    }
    json_end_array(w);
}

/* An employer is told jobs and training with their days, without words about them. */
static void put_work(struct json_writer *w, const struct dossier *d, bool is_employer)
{
    json_key(w, "work");
    json_begin_array(w);
    for (size_t i = 0; i < d->n_events; i++) {
        const struct event_fact *x = &d->events[i].fact;
        if (x->kind != EVENT_OUTCOME || d->events[i].written.retracted_at ||
            (is_employer && !outcome_is_followed(x->code)))
            continue;
        json_begin_object(w);
        put_code(w, "outcome", LIST_OUTCOME, x->code);
        put_day(w, "from", x->on);
        put_day(w, "to", d->events[i].particulars.to);
        for (size_t j = 0; j < d->n_jobs && !is_employer; j++)
            if (uuid_eq(d->jobs[j].id, x->id)) put_text(w, "words", d->jobs[j].words);
        json_end_object(w);
    }
    json_end_array(w);
}

static void put_meeting(struct json_writer *w, const struct dossier *d,
                        const struct handover_view *v)
{
    const struct appointment_fact *x = appointment_now(d, v->fact.appointment);
    json_key(w, "first_meeting");
    json_begin_object(w);
    if (v->fact.is_guide_present <= 1) {
        json_key(w, "guide_present");
        json_put_bool(w, v->fact.is_guide_present == 1);
    }
    if (x && x->state == APPOINTMENT_STATE_PLANNED) {
        json_key(w, "starts_at");
        json_put_int(w, x->starts_at);
        json_key(w, "minutes");
        json_put_int(w, x->minutes);
        put_text(w, "place", appointment_place(x->words));
    }
    json_end_object(w);
}

static void put_all(struct json_writer *w, const struct dossier *d,
                    const struct handover_view *v, unsigned categories)
{
    bool is_employer = v->fact.receiver_kind == RECEIVER_KIND_EMPLOYER;
    json_begin_object(w);
    put_text(w, "format", S("vindplaats-handover-1"));
    put_text(w, "from", str_of(v->from_name));
    put_text(w, "worker", str_of(v->worker_name));
    put_text(w, "to", str_of(v->to_name));
    put_text(w, "wish", v->fact.words);
    put_code(w, "moment", LIST_HANDOVER_MOMENT, v->fact.moment);
    put_text(w, "sender_keeps", v->words[HANDOVER_WORDS_SENDER_KEEPS]);
    put_text(w, "receiver_takes", v->words[HANDOVER_WORDS_RECEIVER_TAKES]);
    put_meeting(w, d, v);
    if (categories & BIT(IDENTITY)) {
        if (is_employer)
            put_name(w, dossier_call_name(d));
        else
            put_person(w, d);
    }
    if (categories & BIT(GOAL)) put_goal(w, d, is_employer);
    if (categories & BIT(CONDITION)) put_conditions(w, d);
    if (categories & BIT(COUNTABLE)) put_course(w, d);
    if (categories & BIT(WORK)) put_work(w, d, is_employer);
    if (categories & BIT(NOTE)) put_notes(w, d);
    json_end_object(w);
}

enum err_code payload_make(struct str *out, struct arena *a, const struct dossier *d,
                           const struct handover_view *handover, unsigned categories,
                           struct err *e)
{
    struct json_writer w;
    struct buf text;
    enum err_code rc;
    *out = STR_NONE;
    buf_init(&text, LIMIT_PAYLOAD_BYTES);
    json_begin(&w, &text);
    put_all(&w, d, handover,
            categories & handover_categories(handover->fact.receiver_kind));
    rc = json_finish(&w, e);
    if (rc == OK) *out = str_copy(a, buf_str(&text));
    buf_dispose(&text);
    return rc;
}

/* --- beside a question how it goes --- */

static void put_card(struct json_writer *w, const struct dossier *d, struct str name,
                     struct uuid job, unsigned categories)
{
    const struct dossier_event *ev = dossier_event_of(d, job);
    json_begin_object(w);
    put_text(w, "format", S("vindplaats-employer-1"));
    if (categories & BIT(IDENTITY)) put_name(w, name);
    if (categories & BIT(WORK) && ev) put_day(w, "started_on", ev->fact.on);
    if (categories & BIT(GOAL)) put_goal(w, d, true);
    json_end_object(w);
}

enum err_code employer_card_make(struct str *out, struct arena *a,
                                 const struct dossier *d, struct str name,
                                 struct uuid job, unsigned categories, struct err *e)
{
    struct json_writer w;
    struct buf text;
    enum err_code rc;
    *out = STR_NONE;
    buf_init(&text, LIMIT_PAYLOAD_BYTES);
    json_begin(&w, &text);
    put_card(&w, d, name, job,
             categories & handover_categories(RECEIVER_KIND_EMPLOYER));
    rc = json_finish(&w, e);
    if (rc == OK) *out = str_copy(a, buf_str(&text));
    buf_dispose(&text);
    return rc;
}
