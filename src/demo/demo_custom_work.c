/* Calls 380 and 432, flow-through from custom work, as counted for the question of
 * early 2019: 380 reports started and stopped trajectories, 432 only referrals by VDAB.
 * What became of them was reported later, and is recorded as known later. */
#include "demo/demo_int.h"

#include "domain/geography.h"

enum { N_CUSTOM_PROVINCES = 5, COMPANIES = 3 };

/* Figure 5 (started, stopped) and figure 6 (referrals); started of 432 came later. */
static const struct {
    uint8_t province;
    const char *name, *municipality;
    uint8_t started_380, stopped_380, succeeded_380, referred_432, started_432,
        stopped_432;
} margins[N_CUSTOM_PROVINCES] = {
    {PROVINCE_ANTWERPEN, "Antwerpen", "11002", 16, 3, 7, 3, 3, 0},
    {PROVINCE_LIMBURG, "Limburg", "71016", 2, 0, 1, 6, 4, 1},
    {PROVINCE_OOST_VLAANDEREN, "Oost-Vlaanderen", "44021", 10, 1, 5, 14, 10, 2},
    {PROVINCE_VLAAMS_BRABANT, "Vlaams-Brabant", "24062", 6, 2, 2, 4, 3, 0},
    {PROVINCE_WEST_VLAANDEREN, "West-Vlaanderen", "34022", 9, 1, 4, 6, 4, 1},
};

struct companies {
    struct organisation_id id[N_CUSTOM_PROVINCES][COMPANIES];
    struct project_id projects[2][N_CUSTOM_PROVINCES]; /* 380, 432 */
};

static enum err_code make_companies(struct companies *out, struct demo *d,
                                    struct err *e)
{
    enum err_code rc = OK;
    static const uint8_t former[COMPANIES] = {FORMER_WORKSHOP_KIND_SHELTERED,
                                              FORMER_WORKSHOP_KIND_SOCIAL,
                                              FORMER_WORKSHOP_KIND_NONE};
    static const char *const kinds[COMPANIES] = {"Maatwerk", "Werkplaats",
                                                 "Buurtdienst"};
    static const char *const calls[] = {"380", "432"};
    for (unsigned i = 0; i < N_CUSTOM_PROVINCES; i++) {
        for (unsigned j = 0; j < COMPANIES; j++) {
            char code[24], name[80];
            snprintf(code, sizeof code, "MW-%u%u", i + 1, j + 1);
            snprintf(name, sizeof name, "%s %s", kinds[j], margins[i].name);
            TRY(demo_organisation(
                &out->id[i][j], d, code, name, ORGANISATION_KIND_SOCIAL_ECONOMY_COMPANY,
                former[j], geo_municipality_index(str_of(margins[i].municipality)), e));
        }
        for (unsigned k = 0; k < ARRAY_LEN(calls); k++) {
            struct project_fact f = {.promotor = out->id[i][0],
                                     .kind = PROJECT_KIND_FLOW_THROUGH,
                                     .target_group = TARGET_GROUP_CUSTOM_WORKER,
                                     .from = day_of(k ? 2018 : 2016, 9, 1),
                                     .to = day_of(k ? 2020 : 2018, 12, 31)};
            snprintf(f.code, sizeof f.code, "%s-%u", calls[k], i + 1);
            snprintf(f.call, sizeof f.call, "%s", calls[k]);
            snprintf(f.title, sizeof f.title, "Doorstroom %s", margins[i].name);
            TRY(demo_project(&out->projects[k][i], d, &f, e));
        }
    }
out:
    return rc;
}

static enum err_code custom_worker(struct demo_person *out, struct demo *d,
                                   uint8_t province, struct day seen_on, struct err *e)
{
    struct cast cast = CAST_ANY;
    cast.province = province;
    cast.low_age = 22;
    cast.high_age = 58;
    cast.target_group = TARGET_GROUP_CUSTOM_WORKER;
    return demo_person(out, d, &cast, seen_on, e);
}

/* A custom worker of a province, and the course of their trajectory. */
static enum err_code enrol(struct demo *d, uint8_t province, const struct course *c,
                           struct err *e)
{
    enum err_code rc = OK;
    struct demo_person p;
    struct trajectory_id t;
    TRY(custom_worker(&p, d, province, c->reached_on, e));
    TRY(demo_course(&t, d, &p, c, e));
out:
    return rc;
}

/* The first ones of a province stopped, the next succeeded, the rest did not flow on.
 */
static void fate_380(struct course *c, struct demo *d, unsigned province,
                     unsigned number)
{
    if (number < margins[province].stopped_380) {
        c->ended_on = demo_day(d, demo_after(c->started_on, 30), day_of(2018, 12, 20));
        c->end_kind = END_KIND_STOPPED;
        c->exit_reason = demo_exit_without_result(d);
        return;
    }
    bool succeeded = number < (unsigned)(margins[province].stopped_380 +
                                         margins[province].succeeded_380);
    c->results_recorded_ms =
        day_to_moment(demo_day(d, day_of(2019, 4, 8), day_of(2019, 6, 14)));
    c->ended_on = demo_day(d, day_of(2018, 10, 1), day_of(2019, 2, 22));
    c->end_kind = END_KIND_CARRIED_OUT;
    c->judged_on = c->ended_on;
    c->judgement = succeeded ? JUDGEMENT_SUCCEEDED : JUDGEMENT_FAILED;
    c->exit_reason = succeeded ? EXIT_REASON_JOB : EXIT_REASON_OTHER;
    if (succeeded) {
        c->outcome = OUTCOME_FLOW_THROUGH_REGULAR;
        c->outcome_on = c->ended_on;
        c->sector = demo_sector(d);
    } else if (number % 3 == 0) {
        c->outcome = OUTCOME_ENCLAVE;
        c->outcome_on = c->ended_on;
    }
}

static enum err_code call_380(struct demo *d, const struct companies *companies,
                              struct err *e)
{
    enum err_code rc = OK;
    for (unsigned i = 0; i < N_CUSTOM_PROVINCES; i++)
        for (unsigned n = 0; n < margins[i].started_380; n++) {
            TRY(demo_batch(d, "oproep 380", e));
            struct course c = COURSE_NONE;
            c.project = companies->projects[0][i];
            c.host = companies->id[i][rng_below(&d->rng, COMPANIES)];
            c.channel = INTAKE_CHANNEL_SELF;
            c.is_voluntary = 1;
            c.reached_on = c.started_on =
                demo_day(d, day_of(2016, 10, 3), day_of(2018, 9, 14));
            fate_380(&c, d, i, n);
            TRY(enrol(d, margins[i].province, &c, e));
        }
out:
    return rc;
}

static enum err_code call_432(struct demo *d, const struct companies *companies,
                              struct err *e)
{
    enum err_code rc = OK;
    for (unsigned i = 0; i < N_CUSTOM_PROVINCES; i++)
        for (unsigned n = 0; n < margins[i].referred_432; n++) {
            TRY(demo_batch(d, "oproep 432", e));
            struct course c = COURSE_NONE;
            c.project = companies->projects[1][i];
            c.host = companies->id[i][rng_below(&d->rng, COMPANIES)];
            c.channel = INTAKE_CHANNEL_REFERRAL_VDAB;
            c.reached_on = demo_day(d, day_of(2018, 10, 1), day_of(2019, 2, 15));
            c.is_voluntary = c.reached_on.v < day_of(2019, 1, 1).v;
            if (n < margins[i].started_432) {
                c.started_on = demo_day(d, day_of(2019, 3, 4), day_of(2019, 6, 28));
                c.ended_on = demo_day(d, day_of(2019, 10, 1), day_of(2020, 11, 30));
                c.end_kind = n < margins[i].stopped_432 ? END_KIND_STOPPED
                                                        : END_KIND_CARRIED_OUT;
                c.exit_reason = demo_exit_without_result(d);
                if (n >= margins[i].stopped_432 && n % 2 == 0) {
                    c.outcome = n % 4 ? OUTCOME_ENCLAVE : OUTCOME_FLOW_THROUGH_REGULAR;
                    c.outcome_on = c.ended_on;
                    c.exit_reason = n % 4 ? EXIT_REASON_OTHER : EXIT_REASON_JOB;
                    if (n % 4 == 0) c.sector = demo_sector(d);
                }
            }
            TRY(enrol(d, margins[i].province, &c, e));
        }
out:
    return rc;
}

enum err_code demo_custom_work(struct demo *d, struct err *e)
{
    enum err_code rc = OK;
    struct companies companies;
    TRY(demo_batch(d, "maatwerkbedrijven", e));
    TRY(make_companies(&companies, d, e));
    TRY(call_380(d, &companies, e));
    TRY(call_432(d, &companies, e));
    TRY(demo_commit(d, e));
out:
    return rc;
}
