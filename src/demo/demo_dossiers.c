/* Six files that a visitor of the demonstration opens: a goal, steps, promises, notes,
 * a job with aftercare. Everything here hangs on what is there already and is of kinds
 * that are never counted, so that no figure changes. Words and people are invented. */
#include "demo/demo_int.h"
#include "demo/demo_logins.h"
#include "store/account_store.h"
#include "store/dossier_read.h"
#include "store/dossier_store.h"
#include "store/programme_store.h"
#include "store/sketch_store.h"

enum { FILES = 6, LOOKED_AT = 40, GOAL_AFTER_DAYS = 7 };

static const struct {
    const char *goal, *promise, *done, *open, *note, *appreciation;
    int8_t scale;
} stories[FILES] = {
    {"Ik wil weer buitenshuis werken, met mensen om me heen.",
     "Ik kom elke dinsdag naar de koffie.", "Samen de bus naar het centrum nemen",
     "Twee crèches bellen over een plaats",
     "Lacht veel, spreekt vlot over de kinderen.", "Je komt terug als je het zegt.", 5},
    {"Ik wil eerst de taal beter spreken. Dan een job in een keuken.",
     "Ik ga naar de les, ook als het regent.", "Inschrijven voor de avondles",
     "Proefdag vragen in de sociale keuken", "Kookte vroeger voor een heel dorp.",
     "Het gaat traag, maar het gaat.", 4},
    {"Ik wil niet meer elke maand schrik hebben voor de post.",
     "Ik breng de brieven mee.", "De brieven samen sorteren",
     "Afspraak bij budgethulp, samen", "Bracht een tas met ongeopende brieven mee.",
     "Eindelijk iemand die meegaat.", 5},
    {"Ik wil werken, maar rustig aan.", "Ik zeg het als het te veel wordt.",
     "Een halve dag meelopen in het atelier", "Praten over halftijds werk",
     "Vroeg om het volgende gesprek buiten te doen.", "Ik mag mijn tempo kiezen.", 4},
    {"Ik wil mijn rijbewijs en dan bij de groendienst werken.",
     "Ik oefen elke zaterdag.", "Theorieboek halen in de bib",
     "Wachtlijst rijschool nakijken", "Kent alle bomen van het park bij naam.",
     "Leuk dat we buiten praatten.", 5},
    {"Ik wil een vaste job, geen interim meer.", "Ik bel als er iets verandert.",
     "Het cv samen nalezen", "Aan de ploegbaas vragen wat nodig is voor een contract",
     "Werkt graag in de vroege ploeg.", "Blijf mij maar bellen.", 3},
};

struct dossiers {
    struct demo *d;
    struct arena arena;
    struct uuid worker;
    struct organisation_id home;
    struct dossier files[FILES];
    size_t n;
};

static const struct event_fact *open_job(const struct dossier *f)
{
    for (size_t i = 0; i < f->n_events; i++)
        if (f->events[i].fact.kind == EVENT_OUTCOME &&
            f->events[i].fact.code == OUTCOME_EMPLOYED &&
            day_is_none(f->events[i].particulars.to))
            return &f->events[i].fact;
    return NULL;
}

static bool has_started(const struct dossier *f)
{
    for (size_t i = 0; i < f->n_events; i++)
        if (f->events[i].fact.kind == EVENT_STARTED) return true;
    return false;
}

/* The first of the guide's people whose guidance has started; those at work first. */
static enum err_code choose(struct dossiers *s, struct err *e)
{
    struct person_id *persons;
    size_t n;
    enum err_code rc;
    TRY(persons_of_organisation(&persons, &n, &s->arena, s->d->db, s->home, e));
    n = MIN_OF(n, LOOKED_AT);
    for (int at_work = 1; at_work >= 0; at_work--)
        for (size_t i = 0; i < n && s->n < (at_work ? FILES / 2 : FILES); i++) {
            struct dossier f;
            TRY(dossier_read(&f, &s->arena, s->d->db, persons[i], DOSSIER_COURSE,
                             s->home, e));
            if (f.is_erased || !f.has_identity || !has_started(&f) ||
                (open_job(&f) != NULL) != (at_work == 1))
                continue;
            s->files[s->n++] = f;
        }
out:
    return rc;
}

static struct day day_within(const struct dossiers *s, struct day from, int days)
{
    struct day on = demo_after(from, days), last = demo_after(s->d->options->today, -1);
    return on.v > last.v ? last : on;
}

static enum err_code add_plan(struct dossiers *s, size_t i, struct day from,
                              struct err *e)
{
    struct demo *d = s->d;
    struct person_id person = s->files[i].person.id;
    struct day on = day_within(s, from, GOAL_AFTER_DAYS);
    struct goal_fact goal = {demo_uuid(d, on),        person,    on,
                             str_of(stories[i].goal), s->worker, {0, {{0}}, 0}};
    struct step_fact done = {.id = demo_uuid(d, on),
                             .person = person,
                             .on = on,
                             .owner = STEP_OWNER_TOGETHER,
                             .condition = CODE_MISSING,
                             .due_on = demo_after(on, 14),
                             .words = str_of(stories[i].done)};
    struct step_fact open = done;
    struct step_state_fact state = {.id = demo_uuid(d, on),
                                    .step = done.id,
                                    .person = person,
                                    .on = day_within(s, on, 10),
                                    .state = STEP_STATE_DONE};
    enum err_code rc;
    open.id = demo_uuid(d, on);
    open.owner = STEP_OWNER_PARTICIPANT;
    open.due_on = demo_after(d->options->today, 7);
    open.words = str_of(stories[i].open);
    demo_record_moment(d, on);
    TRY(goal_add(d->w, &goal, e));
    TRY(step_add(d->w, &done, e));
    TRY(step_add(d->w, &open, e));
    demo_record_moment(d, state.on);
    rc = step_state_add(d->w, &state, e);
out:
    return rc;
}

static enum err_code add_words(struct dossiers *s, size_t i, struct day from,
                               struct err *e)
{
    struct demo *d = s->d;
    const struct dossier *f = &s->files[i];
    struct day on = day_within(s, from, 1);
    struct note_fact note = {.id = demo_uuid(d, on),
                             .person = f->person.id,
                             .on = on,
                             .confidentiality = CONFIDENTIALITY_ORDINARY,
                             .organisation = s->home,
                             .worker = s->worker,
                             .words = str_of(stories[i].note)};
    struct note_fact health = note;
    struct appreciation_fact liked = {.id = demo_uuid(d, on),
                                      .person = f->person.id,
                                      .on = day_within(s, from, 45),
                                      .scale = stories[i].scale,
                                      .words = str_of(stories[i].appreciation)};
    struct engagement_fact promise = {.id = demo_uuid(d, on),
                                      .person = f->person.id,
                                      .trajectory = f->trajectories[0].fact.id,
                                      .on = on,
                                      .party = ENGAGEMENT_PARTY_PARTICIPANT,
                                      .words = str_of(stories[i].promise)};
    enum err_code rc;
    demo_record_moment(d, on);
    TRY(engagement_add(d->w, &promise, e));
    TRY(note_add(d->w, &note, e));
    if (i == 3) {
        health.id = demo_uuid(d, on);
        health.confidentiality = CONFIDENTIALITY_HEALTH;
        health.words = S("Volgt behandeling voor de rug. Halve dagen lukken.");
        TRY(note_add(d->w, &health, e));
    }
    demo_record_moment(d, liked.on);
    rc = appreciation_add(d->w, &liked, e);
out:
    return rc;
}

static enum err_code add_job(struct dossiers *s, size_t i, struct err *e)
{
    struct demo *d = s->d;
    const struct event_fact *outcome = open_job(&s->files[i]);
    if (!outcome) return OK;
    struct job_fact job = {.id = outcome->id,
                           .person = outcome->person,
                           .contract = CONTRACT_KIND_AGENCY,
                           .statute = JOB_STATUTE_WORKER,
                           .is_part_time = 1,
                           .is_direct = 1,
                           .words = S("Vroege ploeg in een bakkerij")};
    struct day on = day_within(s, outcome->on, 15);
    struct aftercare_fact held = {.id = demo_uuid(d, on),
                                  .outcome = outcome->id,
                                  .person = outcome->person,
                                  .side = AFTERCARE_SIDE_PARTICIPANT,
                                  .due_on = demo_after(outcome->on, 14),
                                  .on = on,
                                  .result = AFTERCARE_RESULT_WELL,
                                  .worker = s->worker,
                                  .words = S("Opstaan is zwaar, de ploeg is fijn.")};
    enum err_code rc;
    demo_record_moment(d, on);
    TRY(job_add(d->w, &job, e));
    if (held.due_on.v <= held.on.v) rc = aftercare_add(d->w, &held, e);
out:
    return rc;
}

enum err_code demo_dossiers(struct demo *d, struct err *e)
{
    struct dossiers s = {.d = d};
    struct rng before = d->rng;
    struct project_fact project;
    struct account account;
    bool found;
    enum err_code rc;
    rng_init(&d->rng, d->options->seed + 6);
    TRY(project_find(&project, &found, d->db, S("LP2024-01"), e));
    if (!found) bug("the living year has no first partnership");
    s.home = project.promotor;
    TRY(account_find(&account, &found, NULL, d->db, S("toeleider"), e));
    if (!found) bug("the first login is not there");
    s.worker = account.worker;
    TRY(choose(&s, e));
    TRY(demo_batch(d, "dossiers", e));
    for (size_t i = 0; i < s.n; i++) {
        struct day from = s.files[i].trajectories[0].fact.reached_on;
        TRY(add_plan(&s, i, from, e));
        TRY(add_words(&s, i, from, e));
        TRY(add_job(&s, i, e));
    }
    TRY(demo_commit(d, e));
out:
    d->rng = before;
    arena_dispose(&s.arena);
    return rc;
}
