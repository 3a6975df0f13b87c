/* Goals and steps of several owners, done and late; how trajectories were closed; two
 * versions of one field; somebody who came back. */
#include "demo/demo_files.h"
#include "store/dossier_store.h"
#include "store/proposal_store.h"
#include "store/trajectory_store.h"

enum { OPEN_STEP = 0xff, RETURN_DAYS = 24, STARTED_AFTER_DAYS = 7 };

/* --- who comes in beside, works with somebody whose guidance has begun --- */

static bool has_company(const struct dossier *f)
{
    return f->n_guidances > 1;
}

enum err_code fill_starts(struct demo_files *f, struct err *e)
{
    struct demo *d = f->d;
    enum err_code rc = OK;
    for (size_t i = 0; i < f->n; i++) {
        const struct trajectory_fact *t = file_trajectory(&f->file[i]);
        struct day on = demo_after(t->reached_on, STARTED_AFTER_DAYS);
        if (!has_company(&f->file[i]) || on.v >= d->options->today.v ||
            !day_is_none(file_day_of(&f->file[i], EVENT_STARTED)) ||
            !day_is_none(file_day_of(&f->file[i], EVENT_ENDED)))
            continue;
        struct event_fact started = {.id = demo_uuid(d, on),
                                     .trajectory = t->id,
                                     .person = t->person,
                                     .kind = EVENT_STARTED,
                                     .code = CODE_MISSING,
                                     .detail = CODE_MISSING,
                                     .on = on};
        recorded_on(d, on, 12 * 60);
        TRY(event_add(d->w, &started, NULL, e));
    }
out:
    return rc;
}

/* --- goals and steps --- */

static const char *const goals[] = {
    "Ik wil op eigen benen staan.",
    "Ik wil werken wanneer de kinderen op school zijn.",
    "Ik wil iets doen met mijn diploma.",
    "Ik wil weer onder de mensen komen.",
};

static const struct {
    uint8_t owner, state;
    int8_t due_in; /* days from today, of those still open; from the step otherwise */
    uint8_t condition;
    const char *words;
} steps[] = {
    {STEP_OWNER_PARTICIPANT, STEP_STATE_DONE, 14, CODE_MISSING,
     "Een foto laten maken voor het cv"},
    {STEP_OWNER_GUIDE, OPEN_STEP, -3, CONTEXT_CONDITION_CHILDCARE,
     "Vragen of er plaats is in de buurtcrèche"},
    {STEP_OWNER_SERVICE, OPEN_STEP, 10, CONTEXT_CONDITION_FINANCES_DEBT,
     "Afbetalingsplan voorstellen"},
    {STEP_OWNER_TOGETHER, STEP_STATE_HELP, 7, CONTEXT_CONDITION_LANGUAGE,
     "Oefenen om te bellen in het Nederlands"},
    {STEP_OWNER_PARTICIPANT, STEP_STATE_NOT_NOW, 21, CODE_MISSING,
     "Meegaan naar een bedrijfsbezoek"},
    {STEP_OWNER_PARTICIPANT, OPEN_STEP, 0, CONTEXT_CONDITION_MOBILITY,
     "Een busabonnement aanvragen"},
    {STEP_OWNER_GUIDE, STEP_STATE_DROPPED, 30, CODE_MISSING,
     "Rijschool zoeken die in het weekend lesgeeft"},
};

static enum err_code add_step(struct demo_files *f, size_t i, size_t which,
                              struct day on, struct err *e)
{
    struct demo *d = f->d;
    bool is_open = steps[which].state == OPEN_STEP;
    struct step_fact step = {
        .id = demo_uuid(d, on),
        .person = f->file[i].person.id,
        .on = on,
        .owner = steps[which].owner,
        .condition = steps[which].condition,
        .due_on = demo_after(is_open ? d->options->today : on, steps[which].due_in),
        .words = str_of(steps[which].words)};
    enum err_code rc;
    recorded_on(d, on, 11 * 60);
    TRY(step_add(d->w, &step, e));
    if (is_open) goto out;
    struct step_state_fact state = {.step = step.id,
                                    .person = step.person,
                                    .on = day_before_today(d, on, 9),
                                    .state = steps[which].state};
    state.id = demo_uuid(d, state.on);
    recorded_on(d, state.on, 13 * 60);
    rc = step_state_add(d->w, &state, e);
out:
    return rc;
}

enum err_code fill_plans(struct demo_files *f, struct err *e)
{
    struct demo *d = f->d;
    enum err_code rc = OK;
    for (size_t i = 0; i < f->n; i++) {
        struct day on = day_before_today(d, file_day_of(&f->file[i], EVENT_STARTED),
                                         STARTED_AFTER_DAYS);
        if (day_is_none(on)) continue;
        struct goal_fact goal = {.id = demo_uuid(d, on),
                                 .person = f->file[i].person.id,
                                 .on = on,
                                 .words = str_of(goals[i % ARRAY_LEN(goals)]),
                                 .worker = f->guide};
        /* those of whom a story is told have a goal already */
        if (!f->file[i].n_appreciations) {
            recorded_on(d, on, 10 * 60);
            TRY(goal_add(d->w, &goal, e));
        }
        for (size_t k = 0; k < 2 + i % 3; k++)
            TRY(add_step(f, i, (i + k * 3) % ARRAY_LEN(steps), on, e));
    }
out:
    return rc;
}

/* --- how trajectories were closed --- */

enum err_code fill_closings(struct demo_files *f, struct err *e)
{
    static const struct {
        uint8_t lasting, manageable, self_reliant;
        const char *words;
    } answers[] = {
        {1, 1, 1, "Vast werk in zicht, de opvang is rond."},
        {0, 1, 1, "Nog geen werk; weet de weg naar de werkwinkel."},
        {CODE_MISSING, 1, CODE_MISSING, "Verhuisd, overgedragen aan collega's daar."},
        {0, 0, 1, "Wil nu eerst rust. Mag altijd terugkomen."},
    };
    struct demo *d = f->d;
    size_t n = 0;
    enum err_code rc;
    recorded_on(d, demo_after(d->options->today, -300), 9 * 60);
    TRY(project_criterion_set(d->w, f->project, CLOSING_CRITERION_SUSTAINABLE, e));
    for (size_t i = 0; i < f->n; i++)
        for (size_t k = 0; k < f->file[i].n_events; k++) {
            const struct event_fact *end = &f->file[i].events[k].fact;
            if (end->kind != EVENT_ENDED) continue;
            size_t which = n++ % ARRAY_LEN(answers);
            struct closing_fact closing = {.id = end->id,
                                           .person = end->person,
                                           .criterion = CLOSING_CRITERION_SUSTAINABLE,
                                           .sustainable_work = answers[which].lasting,
                                           .is_manageable = answers[which].manageable,
                                           .is_self_reliant =
                                               answers[which].self_reliant,
                                           .words = str_of(answers[which].words)};
            recorded_on(d, end->on, 16 * 60);
            TRY(closing_add(d->w, &closing, e));
        }
out:
    return rc;
}

/* Of those who took part till the end: what they thought of it. */
enum err_code fill_appreciations(struct demo_files *f, struct err *e)
{
    static const struct {
        int8_t scale;
        const char *words;
    } said[] = {{4, "Ik werd gehoord."},
                {5, "Zonder haar was ik nog thuis."},
                {3, "Het mocht sneller gaan."},
                {0, "Dank voor de koffie en de moed."},
                {2, "Veel formulieren."}};
    struct demo *d = f->d;
    enum err_code rc = OK;
    for (size_t i = 0; i < f->n; i++) {
        struct day started = file_day_of(&f->file[i], EVENT_STARTED);
        if (day_is_none(started) || i % 3 == 1) continue;
        size_t which = i % ARRAY_LEN(said);
        struct appreciation_fact a = {.on = day_before_today(d, started, 60),
                                      .person = f->file[i].person.id,
                                      .scale = said[which].scale,
                                      .words = str_of(said[which].words)};
        a.id = demo_uuid(d, a.on);
        recorded_on(d, a.on, 15 * 60);
        TRY(appreciation_add(d->w, &a, e));
    }
out:
    return rc;
}

/* --- two versions of one field --- */

static enum err_code add_version(struct demo_files *f, const struct guidance_fact *g,
                                 const char *before, const char *words, struct err *e)
{
    struct demo *d = f->d;
    struct field_version version;
    struct proposal_fact p = {.person = g->person,
                              .worker = g->worker,
                              .organisation = g->organisation,
                              .words = str_of(words)};
    enum err_code rc;
    TRY(field_version_read(&version, write_db(d->w), g->person, IDENTITY_PHONE, e));
    if (uuid_is_nil(version.row)) { /* no telephone yet: there are two to choose from */
        recorded_on(d, demo_after(d->options->today, -20), 10 * 60);
        TRY(identity_set(d->w, g->person, IDENTITY_PHONE, str_of(before), e));
        TRY(field_version_read(&version, write_db(d->w), g->person, IDENTITY_PHONE, e));
    }
    p.id = demo_uuid(d, demo_after(d->options->today, -2));
    p.base = version.row;
    snprintf(p.field, sizeof p.field, "%s", identity_field_name(IDENTITY_PHONE));
    recorded_on(d, demo_after(d->options->today, -2), 14 * 60);
    rc = proposal_add(d->w, &p, e);
out:
    return rc;
}

/* Two workers from beside wrote another telephone number than the guide. */
enum err_code fill_versions(struct demo_files *f, struct err *e)
{
    static const char *const numbers[] = {"0470 00 11 22", "0470 00 33 44"};
    static const char *const before[] = {"0470 00 11 12", "0470 00 35 44"};
    size_t n = 0;
    enum err_code rc = OK;
    for (size_t i = 0; i < f->n && n < ARRAY_LEN(numbers); i += 3)
        for (size_t k = 0; k < f->file[i].n_guidances; k++) {
            const struct guidance_fact *g = &f->file[i].guidances[k];
            if (uuid_is_nil(g->worker) || uuid_eq(g->worker, f->guide)) continue;
            TRY(add_version(f, g, before[n], numbers[n], e));
            n++;
            break;
        }
out:
    return rc;
}

/* --- somebody came back --- */

enum err_code fill_returns(struct demo_files *f, struct err *e)
{
    struct demo *d = f->d;
    struct day back = demo_after(d->options->today, -RETURN_DAYS);
    enum err_code rc = OK;
    for (size_t i = 0; i < f->n; i++) {
        struct day ended = file_day_of(&f->file[i], EVENT_ENDED);
        const struct trajectory_fact *first = file_trajectory(&f->file[i]);
        if (day_is_none(ended) || ended.v >= back.v) continue;
        struct trajectory_fact again = *first;
        again.id.u = demo_uuid(d, back);
        again.reached_on = back;
        again.channel = INTAKE_CHANNEL_SELF;
        struct event_fact started = {.id = demo_uuid(d, back),
                                     .trajectory = again.id,
                                     .person = again.person,
                                     .kind = EVENT_STARTED,
                                     .code = CODE_MISSING,
                                     .detail = CODE_MISSING,
                                     .on = demo_after(back, STARTED_AFTER_DAYS)};
        recorded_on(d, back, 12 * 60);
        TRY(trajectory_add(d->w, &again, e));
        recorded_on(d, started.on, 12 * 60);
        rc = event_add(d->w, &started, NULL, e);
        break;
    }
out:
    return rc;
}
