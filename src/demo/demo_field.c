/* Four weeks in the field of the guide who can log in: what is known of the places of
 * the first partnership, conversations without a name, and some people met again. As
 * the pages record them (act/chat_acts.h): one presence a day and place, for the
 * project of the guide's organisation, and nothing before these weeks. From a stream of
 * its own.
 */
#include "base/brussels.h"
#include "demo/demo_int.h"
#include "store/account_store.h"
#include "store/field_store.h"
#include "store/outreach_read.h"
#include "store/outreach_store.h"
#include "store/programme_store.h"
#include "store/sketch_store.h"

enum { OWN_STREAM = 7, DAYS = 28, PLACES_KNOWN = 4, MINUTE_MS = 60000 };
enum { BECAME_PERSON = 4 }; /* which of `known` gave a name */

/* What is known of a place, in order of name. */
static const struct {
    const char *sub_kind, *advice, *contact;
    uint8_t weekdays[2];
    int16_t from_minute, to_minute;
    uint8_t groups[2];
} places[PLACES_KNOWN] = {
    {"buurtwerking",
     "Drink eerst een koffie mee. Kom niet aan tafel bij een lopend gesprek.",
     "Vraag aan de toog naar de vrijwilliger van dienst.",
     {2, 4},
     9 * 60,
     12 * 60,
     {TARGET_GROUP_HOMEMAKER, TARGET_GROUP_SINGLE_PARENT}},
    {"plein",
     "Na schooltijd, wanneer ouders blijven napraten. Niet bij regen.",
     "De marktleider kent iedereen; hij staat aan de wafelkraam.",
     {3, 6},
     8 * 60,
     13 * 60,
     {TARGET_GROUP_MIGRATION_BACKGROUND_WOMEN, TARGET_GROUP_CARER}},
    {"sociale winkel",
     "Spreek mensen aan in de wachtruimte, nooit aan de kassa.",
     "De winkelverantwoordelijke, op dinsdag en vrijdag.",
     {2, 5},
     13 * 60,
     17 * 60,
     {TARGET_GROUP_LIVING_WAGE, TARGET_GROUP_SINGLE_PARENT}},
    {"les",
     "Tijdens de pauze. De lesgever stelt je de eerste keer voor.",
     "De lesgever van de avondgroep.",
     {1, 4},
     18 * 60,
     21 * 60,
     {TARGET_GROUP_CIVIC_INTEGRATION_NEWCOMER, TARGET_GROUP_LOW_EDUCATED}},
};

/* Who is met again: on which of the working days, and what was said. */
static const struct {
    const char *nickname, *words[3];
    uint8_t on[3]; /* working day of these weeks, from 1; 0: not again */
    uint8_t language, next_step;
    int8_t next_in; /* days from today */
} known[] = {
    {"rode fiets",
     {"Zoekt iets met uren die passen bij de crèche.",
      "Bracht haar diploma mee: kapster, nog niet erkend.",
      "Wil graag eens meegaan naar de werkwinkel."},
     {2, 7, 11},
     LANGUAGE_AR,
     CHAT_NEXT_STEP_GO_ALONG,
     1},
    {"man van de bakker",
     {"Werkte twintig jaar in een bakkerij.", "", ""},
     {4, 9, 0},
     LANGUAGE_TR,
     CHAT_NEXT_STEP_CALL,
     -1},
    {"moeder van de tweeling",
     {"Vraagt naar opvang in de vakantie.", "", ""},
     {6, 0, 0},
     LANGUAGE_NL,
     CHAT_NEXT_STEP_LOOK_UP,
     0},
    {"",
     {"Spreekt liever Frans. Komt terug als er koffie is.", "", ""},
     {8, 0, 0},
     LANGUAGE_FR,
     CHAT_NEXT_STEP_NONE,
     0},
    {"gele regenjas",
     {"Wil weten of er taallessen in de voormiddag zijn.",
      "Gaf haar naam: we maakten samen een dossier.", ""},
     {1, 3, 0},
     LANGUAGE_NL,
     CHAT_NEXT_STEP_NONE,
     0},
};

struct field_weeks {
    struct demo *d;
    struct arena arena;
    struct organisation_id home;
    struct project_id project;
    struct uuid guide, threads[ARRAY_LEN(known)];
    struct place_view *places;
    size_t n_places;
};

/* --- what is known of the places --- */

static enum err_code describe_place(struct field_weeks *f, size_t i, struct day on,
                                    struct err *e)
{
    struct demo *d = f->d;
    struct uuid place = f->places[i].fact.id;
    struct place_approach_fact approach = {.id = demo_uuid(d, on),
                                           .place = place,
                                           .contact = str_of(places[i].contact),
                                           .organisation = f->home};
    enum err_code rc;
    snprintf(approach.sub_kind, sizeof approach.sub_kind, "%s", places[i].sub_kind);
    snprintf(approach.advice, sizeof approach.advice, "%s", places[i].advice);
    demo_record_moment(d, on);
    TRY(place_approach_add(d->w, &approach, e));
    for (size_t k = 0; k < 2; k++) {
        struct place_hour_fact hours = {demo_uuid(d, on), place, places[i].weekdays[k],
                                        places[i].from_minute, places[i].to_minute};
        struct place_audience_fact audience = {demo_uuid(d, on), place,
                                               places[i].groups[k]};
        TRY(place_hour_add(d->w, &hours, e));
        TRY(place_audience_add(d->w, &audience, e));
    }
out:
    return rc;
}

/* --- a day in the field --- */

static enum err_code add_audience(struct field_weeks *f, struct uuid action,
                                  struct day on, uint8_t group,
                                  struct organisation_id partner, struct err *e)
{
    struct outreach_audience_fact audience = {.id = demo_uuid(f->d, on),
                                              .action = action,
                                              .target_group = group,
                                              .organisation = partner};
    return outreach_audience_add(f->d->w, &audience, e);
}

static enum err_code add_presence(struct uuid *out, struct field_weeks *f, size_t place,
                                  struct day on, struct err *e)
{
    struct demo *d = f->d;
    struct outreach_action_fact action = {.id = demo_uuid(d, on),
                                          .place = f->places[place].fact.id,
                                          .project = f->project,
                                          .mode = CONTACT_MODE_FACE_TO_FACE,
                                          .on = on,
                                          .minutes = -1};
    struct outreach_course_fact course = {.id = demo_uuid(d, on),
                                          .action = action.id,
                                          .kind = OUTREACH_ACTION_KIND_PRESENCE,
                                          .ended_on = DAY_NONE};
    struct organisation_id none = {{{0}}};
    enum err_code rc;
    *out = action.id;
    TRY(outreach_action_add(d->w, &action, e));
    TRY(outreach_course_add(d->w, &course, e));
    for (size_t k = 0; k < 2; k++)
        TRY(add_audience(f, action.id, on, places[place].groups[k], none, e));
    rc = add_audience(f, action.id, on, CODE_MISSING, f->home, e);
out:
    return rc;
}

static enum err_code add_chat(struct field_weeks *f, struct uuid action,
                              struct chat_fact *c, int32_t n, struct err *e)
{
    struct demo *d = f->d;
    struct day on = brussels_day(c->happened_at, NULL);
    struct reach_fact reach = {.id = demo_uuid(d, on),
                               .action = action,
                               .thread = c->thread,
                               .n = n,
                               .refused_registration =
                                   uuid_is_nil(c->thread) && rng_chance(&d->rng, 0.1)};
    enum err_code rc;
    c->id = demo_uuid(d, on);
    c->reach = reach.id;
    c->organisation = f->home;
    c->worker = f->guide;
    write_recorded_at(d->w, c->happened_at + MINUTE_MS);
    TRY(reach_add(d->w, &reach, e));
    rc = chat_add(d->w, c, e);
out:
    return rc;
}

static enum err_code add_passing(struct field_weeks *f, struct uuid action,
                                 size_t place, int64_t at, struct err *e)
{
    static const uint8_t languages[] = {LANGUAGE_NL, LANGUAGE_AR, LANGUAGE_FR,
                                        LANGUAGE_TR, LANGUAGE_UK};
    static const unsigned weights[] = {40, 25, 12, 13, 10};
    struct rng *rng = &f->d->rng;
    struct chat_fact c = {.place = f->places[place].fact.id,
                          .happened_at = at,
                          .topic = (uint8_t)rng_below(rng, N_CHAT_TOPIC),
                          .language =
                              languages[rng_weighted(rng, weights, ARRAY_LEN(weights))],
                          .is_first = rng_chance(rng, 0.6),
                          .next_step = CODE_MISSING,
                          .next_on = DAY_NONE};
    return add_chat(f, action, &c, rng_chance(rng, 0.25) ? 2 : 1, e);
}

/* The k-th time that one of `known` is met; the last time something is agreed. */
static enum err_code add_known(struct field_weeks *f, size_t who, size_t k,
                               struct uuid action, size_t place, int64_t at,
                               struct err *e)
{
    struct demo *d = f->d;
    struct day on = brussels_day(at, NULL);
    struct chat_fact c = {.place = f->places[place].fact.id,
                          .happened_at = at,
                          .topic = CHAT_TOPIC_QUESTION,
                          .language = known[who].language,
                          .is_first = k == 0,
                          .next_step = CODE_MISSING,
                          .next_on = DAY_NONE,
                          .words = str_of(known[who].words[k])};
    enum err_code rc = OK;
    if (k == 0) {
        struct thread_fact thread = {.id = demo_uuid(d, on),
                                     .organisation = f->home,
                                     .worker = f->guide,
                                     .opened_on = on,
                                     .nickname = str_of(known[who].nickname)};
        write_recorded_at(d->w, at + MINUTE_MS);
        TRY(thread_add(d->w, &thread, e));
        f->threads[who] = thread.id;
    }
    bool is_last = k == 2 || !known[who].on[k + 1];
    if (is_last && known[who].next_step != CHAT_NEXT_STEP_NONE) {
        c.next_step = known[who].next_step;
        c.next_on = demo_after(d->options->today, known[who].next_in);
    }
    c.thread = f->threads[who];
    rc = add_chat(f, action, &c, 1, e);
out:
    return rc;
}

static enum err_code add_field_day(struct field_weeks *f, unsigned working_day,
                                   struct day on, struct err *e)
{
    struct demo *d = f->d;
    size_t place = working_day % f->n_places;
    int64_t at = brussels_moment(on, 9 * 60 + rng_between(&d->rng, 0, 60));
    struct uuid action;
    enum err_code rc;
    write_recorded_at(d->w, at + MINUTE_MS);
    TRY(add_presence(&action, f, place, on, e));
    for (int n = rng_between(&d->rng, 3, 7); n > 0; n--) {
        TRY(add_passing(f, action, place, at, e));
        at += rng_between(&d->rng, 5, 25) * (int64_t)MINUTE_MS;
    }
    for (size_t who = 0; who < ARRAY_LEN(known); who++)
        for (size_t k = 0; k < 3; k++)
            if (known[who].on[k] == working_day) {
                TRY(add_known(f, who, k, action, place, at, e));
                at += rng_between(&d->rng, 10, 25) * (int64_t)MINUTE_MS;
            }
out:
    return rc;
}

/* The conversations of a thread become those of the person who was seen last. */
static enum err_code name_thread(struct field_weeks *f, struct err *e)
{
    struct demo *d = f->d;
    struct person_id *persons;
    size_t n;
    enum err_code rc;
    TRY(persons_of_organisation(&persons, &n, &f->arena, d->db, f->home, e));
    if (!n || uuid_is_nil(f->threads[BECAME_PERSON])) goto out;
    struct day on = demo_after(d->options->today, -7);
    struct thread_person_fact fact = {.id = demo_uuid(d, on),
                                      .thread = f->threads[BECAME_PERSON],
                                      .person = persons[n - 1]};
    write_recorded_at(d->w, brussels_moment(on, 11 * 60));
    rc = thread_person_add(d->w, &fact, e);
out:
    return rc;
}

/* --- the whole --- */

static enum err_code find_field(struct field_weeks *f, struct err *e)
{
    struct demo *d = f->d;
    struct project_fact project;
    struct account account;
    bool found;
    struct place_wanted wanted = {.kind = CODE_MISSING,
                                  .target_group = CODE_MISSING,
                                  .today = d->options->today,
                                  .most = PLACES_KNOWN};
    enum err_code rc;
    TRY(project_find(&project, &found, d->db, S("LP2024-01"), e));
    if (!found) bug("the living year has no first partnership");
    TRY(account_find(&account, &found, &f->arena, d->db, S("toeleider"), e));
    if (!found) bug("the demonstration has no guide who can log in");
    f->home = wanted.organisation = project.promotor;
    f->project = project.id;
    f->guide = account.worker;
    TRY(place_list(&f->places, &f->n_places, &f->arena, d->db, &wanted, e));
    if (!f->n_places) bug("the first partnership has no places");
out:
    return rc;
}

enum err_code demo_field(struct demo *d, struct err *e)
{
    struct field_weeks f = {.d = d};
    struct rng before = d->rng;
    struct day first = demo_after(d->options->today, -DAYS);
    unsigned working_day = 0;
    enum err_code rc;
    rng_init(&d->rng, d->options->seed * 1000003u + OWN_STREAM);
    TRY(find_field(&f, e));
    TRY(demo_batch(d, "veldwerk", e));
    for (size_t i = 0; i < f.n_places; i++)
        TRY(describe_place(&f, i, demo_after(first, -1), e));
    for (int i = 0; i < DAYS; i++) {
        struct day on = demo_after(first, i);
        /* 1 January 1970 was a Thursday: Tuesdays, Thursdays and Fridays */
        int weekday = (on.v + 3) % 7 + 1;
        if (weekday == 2 || weekday == 4 || weekday == 5)
            TRY(add_field_day(&f, ++working_day, on, e));
    }
    TRY(name_thread(&f, e));
    TRY(demo_commit(d, e));
out:
    d->rng = before;
    arena_dispose(&f.arena);
    return rc;
}
