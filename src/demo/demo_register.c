/* The register of job seekers and the re-integration of people who were ill, 2019 to
 * 2023: question 264 of 2024 asked for both, and its answer's annex was never
 * published. So nothing here reproduces a figure; the proportions are only likely ones.
 *
 * What a register knows is countable and no more: nobody in it has a sealed identity.
 * Its rows are recorded when a spell ends, as a yearly delivery would. */
#include "demo/demo_int.h"

#include "domain/geography.h"
#include "store/person_store.h"

enum {
    REGISTERED = 2400,
    MOST_SPELLS = 7,
};

/* --- the register -------------------------------------------------------------------
 */

struct registered {
    struct demo_person person;
    int birth_year;
    struct day first; /* of the first spell */
    bool self_reliant;
};

static enum err_code put(struct demo *d, const struct registered *p, uint8_t kind,
                         const char *value, struct day from, struct day to,
                         struct err *e)
{
    struct attribute_fact f = {.id = demo_uuid(d, p->first),
                               .person = p->person.id,
                               .kind = kind,
                               .state = ANSWER_KNOWN,
                               .source = ATTRIBUTE_SOURCE_VDAB,
                               .valid_from = from,
                               .valid_to = to};
    snprintf(f.value, sizeof f.value, "%s", value);
    return attribute_add(d->w, &f, e);
}

static const char *some_place(struct demo *d)
{
    static const unsigned weights[N_PROVINCE] = {
        [PROVINCE_ANTWERPEN] = 33,       [PROVINCE_LIMBURG] = 13,
        [PROVINCE_OOST_VLAANDEREN] = 22, [PROVINCE_VLAAMS_BRABANT] = 14,
        [PROVINCE_WEST_VLAANDEREN] = 16, [PROVINCE_BRUSSELS] = 2};
    size_t province = rng_weighted(&d->rng, weights, N_PROVINCE);
    return geo_municipality_refnis(
        d->pool[province][rng_below(&d->rng, d->n_pool[province])]);
}

/* One in twelve moves once; the table of the years before stays as it was. */
static enum err_code put_residence(struct demo *d, const struct registered *p,
                                   struct err *e)
{
    enum err_code rc;
    struct day to = DAY_NONE;
    if (rng_chance(&d->rng, 1.0 / 12))
        to = demo_day(d, demo_after(p->first, 90), day_of(2023, 12, 1));
    TRY(put(d, p, ATTRIBUTE_KIND_MUNICIPALITY, some_place(d), p->first, to, e));
    if (!day_is_none(to))
        rc = put(d, p, ATTRIBUTE_KIND_MUNICIPALITY, some_place(d), demo_after(to, 1),
                 DAY_NONE, e);
out:
    return rc;
}

static enum err_code add_registered(struct registered *p, struct demo *d, struct err *e)
{
    static const uint8_t levels[] = {
        EDUCATION_PRIMARY,     EDUCATION_SECONDARY_1,
        EDUCATION_SECONDARY_2, EDUCATION_SECONDARY_3_TSO_KSO,
        EDUCATION_BACHELOR,    EDUCATION_MASTER};
    static const unsigned level_weights[] = {14, 16, 24, 26, 14, 6};
    static const char *const nationalities[] = {"BE", "MA", "NL", "PL", "SY", "TR"};
    static const unsigned nationality_weights[] = {74, 6, 5, 5, 5, 5};
    enum err_code rc;
    char year[8];
    p->first = demo_day(d, day_of(2018, 3, 1), day_of(2023, 11, 30));
    p->person = (struct demo_person){.id = {demo_uuid(d, p->first)}};
    p->birth_year = day_year(p->first) - rng_between(&d->rng, 18, 63);
    p->self_reliant = rng_chance(&d->rng, 0.42);
    struct person_fact f = {p->person.id, p->first};
    demo_record_moment(d, p->first);
    TRY(person_add(d->w, &f, NULL, e));
    snprintf(year, sizeof year, "%d", p->birth_year);
    TRY(put(d, p, ATTRIBUTE_KIND_SEX, rng_chance(&d->rng, 0.47) ? "f" : "m", p->first,
            DAY_NONE, e));
    TRY(put(d, p, ATTRIBUTE_KIND_BIRTH_YEAR, year, p->first, DAY_NONE, e));
    TRY(put(d, p, ATTRIBUTE_KIND_EDUCATION,
            code_list_at(LIST_EDUCATION)
                ->codes[levels[rng_weighted(&d->rng, level_weights, ARRAY_LEN(levels))]]
                .code,
            p->first, DAY_NONE, e));
    TRY(put(d, p, ATTRIBUTE_KIND_NATIONALITY,
            nationalities[rng_weighted(&d->rng, nationality_weights,
                                       ARRAY_LEN(nationalities))],
            p->first, DAY_NONE, e));
    if (rng_chance(&d->rng, 0.94)) /* of some it was never assessed */
        TRY(put(d, p, ATTRIBUTE_KIND_SELF_RELIANT, p->self_reliant ? "yes" : "no",
                p->first, DAY_NONE, e));
    rc = put_residence(d, p, e);
    d->n_persons++;
out:
    return rc;
}

/* Where it led to: the older, the more often to a pension or illness. */
static uint8_t some_exit(struct demo *d, const struct registered *p, struct day on)
{
    static const uint8_t exits[] = {EXIT_REASON_JOB,
                                    EXIT_REASON_SICKNESS_INSURANCE,
                                    EXIT_REASON_PENSION,
                                    EXIT_REASON_DEATH,
                                    EXIT_REASON_MOVED_ABROAD,
                                    EXIT_REASON_OCMW_LIVING_WAGE,
                                    EXIT_REASON_EDUCATION,
                                    EXIT_REASON_TOTAL_INACTIVITY,
                                    CODE_MISSING};
    unsigned age = (unsigned)(day_year(on) - p->birth_year);
    unsigned weights[] = {p->self_reliant ? 78 : 50,
                          age < 45 ? 6 : 14,
                          age < 60   ? 0
                          : age < 64 ? 30
                                     : 200,
                          age < 50 ? 0 : 2,
                          3,
                          p->self_reliant ? 2 : 8,
                          age < 30 ? 12 : 3,
                          9,
                          4};
    return exits[rng_weighted(&d->rng, weights, ARRAY_LEN(exits))];
}

static enum err_code put_spell(struct demo *d, const struct registered *p, uint8_t code,
                               uint8_t exit, struct day from, struct day to,
                               struct err *e)
{
    struct spell_fact f = {.id = demo_uuid(d, from),
                           .person = p->person.id,
                           .list = SPELL_REGISTRATION,
                           .code = code,
                           .body = ORGANISATION_KIND_VDAB,
                           .exit = exit,
                           .from = from,
                           .to = to};
    demo_record_moment(d, day_is_none(to) ? from : to);
    return spell_add(d->w, &f, e);
}

static bool comes_back(struct demo *d, uint8_t exit)
{
    return exit != EXIT_REASON_PENSION && exit != EXIT_REASON_DEATH &&
           rng_chance(&d->rng, exit == EXIT_REASON_JOB ? 0.5 : 0.3);
}

/* Registered, sometimes first of free will and then obliged to, until something else;
 * and often again later. */
static enum err_code put_spells(struct demo *d, const struct registered *p,
                                struct err *e)
{
    const struct day last = day_of(2024, 3, 31); /* the register was delivered up to */
    struct day from = p->first;
    enum err_code rc = OK;
    for (unsigned i = 0; i < MOST_SPELLS && from.v < last.v; i++) {
        int days = 20 + (int)rng_below(&d->rng, p->self_reliant ? 240 : 560);
        uint8_t code = rng_chance(&d->rng, 0.14) ? REGISTRATION_STATUS_VOLUNTARY
                                                 : REGISTRATION_STATUS_COMPULSORY;
        struct day to = demo_after(from, days);
        if (to.v >= last.v)
            return put_spell(d, p, code, CODE_MISSING, from, DAY_NONE, e);
        if (code == REGISTRATION_STATUS_VOLUNTARY && rng_chance(&d->rng, 0.4)) {
            struct day change = demo_after(from, days / 2);
            TRY(put_spell(d, p, code, CODE_MISSING, from, demo_after(change, -1), e));
            code = REGISTRATION_STATUS_COMPULSORY;
            from = change;
        }
        uint8_t exit = some_exit(d, p, to);
        TRY(put_spell(d, p, code, exit, from, to, e));
        if (!comes_back(d, exit)) break;
        from = demo_after(to, 30 + (int)rng_below(&d->rng, 400));
    }
out:
    return rc;
}

static enum err_code register_of_job_seekers(struct demo *d, struct err *e)
{
    enum err_code rc = OK;
    for (unsigned i = 0; i < REGISTERED; i++) {
        struct registered p;
        TRY(demo_batch(d, "register van werkzoekenden", e));
        TRY(add_registered(&p, d, e));
        TRY(put_spells(d, &p, e));
    }
out:
    return rc;
}

/* --- back to work after illness ------------------------------------------------------
 */

/* Of those who started in a year, in hundredths on 31 December 2023: re-integrated,
 * stopped; the others were running. */
static const struct {
    int year;
    unsigned started, reintegrated, stopped;
} cohorts[] = {
    {2019, 84, 49, 46},  {2020, 76, 47, 43}, {2021, 112, 46, 38},
    {2022, 140, 36, 25}, {2023, 172, 11, 8},
};

static void course_of(struct course *c, struct demo *d, int year, unsigned in_hundred,
                      unsigned reintegrated, unsigned stopped)
{
    const struct day counted = day_of(2023, 12, 31);
    *c = COURSE_NONE;
    c->channel = INTAKE_CHANNEL_REFERRAL_HEALTH;
    c->is_voluntary = 1;
    c->started_on = demo_day(d, day_of(year, 1, 10), day_of(year, 12, 10));
    c->reached_on = demo_after(c->started_on, -(int)rng_below(&d->rng, 40));
    bool is_running = in_hundred >= reintegrated + stopped;
    bool is_done = in_hundred < reintegrated || (is_running && in_hundred % 2);
    c->ended_on = is_running ? demo_day(d, day_of(2024, 2, 1), day_of(2025, 1, 20))
                             : demo_day(d, demo_after(c->started_on, 15), counted);
    c->end_kind = is_done ? END_KIND_CARRIED_OUT : END_KIND_STOPPED;
    if (!is_done) {
        c->exit_reason =
            rng_chance(&d->rng, 0.6) ? EXIT_REASON_HEALTH : demo_exit_without_result(d);
        return;
    }
    c->outcome =
        rng_chance(&d->rng, 0.74) ? OUTCOME_EMPLOYED : OUTCOME_EDUCATION_TRAINING;
    c->outcome_on = c->ended_on;
    c->exit_reason = demo_exit_of_outcome(c->outcome);
    if (c->outcome == OUTCOME_EMPLOYED) c->sector = demo_sector(d);
}

static enum err_code reintegration(struct demo *d, struct err *e)
{
    enum err_code rc;
    struct project_fact f = {.kind = PROJECT_KIND_OTHER,
                             .target_group = TARGET_GROUP_LONG_TERM_SICK,
                             .code = "RIZIV-1",
                             .call = "RIZIV",
                             .title = "Re-integratie na ziekte of invaliditeit",
                             .from = day_of(2019, 1, 1),
                             .to = DAY_NONE};
    struct project_id project;
    TRY(demo_batch(d, "re-integratie na ziekte", e));
    TRY(demo_project(&project, d, &f, e));
    for (size_t k = 0; k < ARRAY_LEN(cohorts); k++)
        for (unsigned i = 0; i < cohorts[k].started; i++) {
            struct cast cast = CAST_ANY;
            struct demo_person person;
            struct trajectory_id t;
            struct course c;
            TRY(demo_batch(d, "re-integratie na ziekte", e));
            course_of(&c, d, cohorts[k].year, i * 100 / cohorts[k].started,
                      cohorts[k].reintegrated, cohorts[k].stopped);
            c.project = project;
            cast.target_group = TARGET_GROUP_LONG_TERM_SICK;
            cast.low_age = 25;
            TRY(demo_person(&person, d, &cast, c.reached_on, e));
            TRY(demo_course(&t, d, &person, &c, e));
        }
out:
    return rc;
}

enum err_code demo_register(struct demo *d, struct err *e)
{
    enum err_code rc;
    TRY(register_of_job_seekers(d, e));
    TRY(reintegration(d, e));
    TRY(demo_commit(d, e));
out:
    return rc;
}
