/* Calls 457 and 490, Outreach & Activering, as counted for question 63 of 2022.
 *
 * The reading chosen where the published figures contradict each other (the
 * inconsistencies are described in demo/README.md):
 * (1) All 921 participants of call 490 were prolonged from a project of call 457, so
 *     12,954 is both the reach of 457 and the number of unique persons of both calls.
 *     Their 457 trajectory ends, carried out, on the day that of 490 begins.
 * (2) The outcomes of ended trajectories exclude each other: 79 + 67 + 13 + 14 = 173 of
 *     372, and 199 ended without an outcome.
 * (3) The 342 (and 95) who "additionally" started in temporary work experience are
 * among the running trajectories; among the ended ones they would not fit. (4) Some
 * running participants were at work by the end of September 2022, in aftercare, but
 * this was recorded after the answer was given: known now, not known then.
 */
#include "demo/demo_int.h"

enum fate {
    FATE_EMPLOYED,
    FATE_EDUCATION,
    FATE_JOB_SEEKING,
    FATE_QUALIFICATION,
    FATE_NO_OUTCOME,
    FATE_TWE,
    FATE_LATE_JOB,
    FATE_RUNNING,
    N_FATES
};

struct member {
    uint8_t province, sex, fate;
};

/* Figure 1 and 2: reached and, of these, ended and at work. */
static const struct {
    uint8_t province, sex;
    uint16_t reached, employed;
} margins_490[] = {
    {PROVINCE_OTHER, SEX_M, 4, 0},
    {PROVINCE_ANTWERPEN, SEX_M, 190, 12},
    {PROVINCE_ANTWERPEN, SEX_F, 127, 8},
    {PROVINCE_BRUSSELS, SEX_M, 20, 2},
    {PROVINCE_BRUSSELS, SEX_F, 44, 2},
    {PROVINCE_LIMBURG, SEX_M, 232, 22},
    {PROVINCE_LIMBURG, SEX_F, 71, 9},
    {PROVINCE_OOST_VLAANDEREN, SEX_M, 61, 7},
    {PROVINCE_OOST_VLAANDEREN, SEX_F, 59, 6},
    {PROVINCE_VLAAMS_BRABANT, SEX_M, 63, 8},
    {PROVINCE_WEST_VLAANDEREN, SEX_M, 25, 1},
    {PROVINCE_WEST_VLAANDEREN, SEX_F, 25, 2},
};

enum {
    N_490 = 921,
    N_457_ONLY = 12954 - 921,
    N_PROJECTS_457 = 68,
    N_PROJECTS_490 = 22
};

static const uint16_t fates_490[N_FATES] = {
    [FATE_EMPLOYED] = 79,      [FATE_EDUCATION] = 67,   [FATE_JOB_SEEKING] = 13,
    [FATE_QUALIFICATION] = 14, [FATE_NO_OUTCOME] = 199, [FATE_TWE] = 342,
    [FATE_LATE_JOB] = 31,      [FATE_RUNNING] = 176,
};

/* 6,866 ended in call 457: 921 of them went on in call 490, the others are here. */
static const uint16_t fates_457[N_FATES] = {
    [FATE_EMPLOYED] = 2593,     [FATE_EDUCATION] = 642,   [FATE_JOB_SEEKING] = 74,
    [FATE_QUALIFICATION] = 125, [FATE_NO_OUTCOME] = 2511, [FATE_TWE] = 95,
    [FATE_LATE_JOB] = 212,      [FATE_RUNNING] = 5781,
};

struct projects {
    struct project_id id[N_PROJECTS_457 + N_PROJECTS_490];
};

static struct day cut_off(void)
{
    return day_of(2022, 9, 30);
}

static enum err_code make_projects(struct projects *out, struct demo *d, struct err *e)
{
    enum err_code rc = OK;
    static const uint8_t groups[] = {
        TARGET_GROUP_LONG_TERM_SICK, TARGET_GROUP_NEET_YOUTH,
        TARGET_GROUP_LIVING_WAGE,    TARGET_GROUP_CIVIC_INTEGRATION_NEWCOMER,
        TARGET_GROUP_SINGLE_PARENT,  TARGET_GROUP_HOMEMAKER,
        TARGET_GROUP_SOCIAL_TENANT,  CODE_MISSING,
    };
    for (unsigned i = 0; i < N_PROJECTS_457 + N_PROJECTS_490; i++) {
        bool bis = i >= N_PROJECTS_457;
        unsigned number = bis ? i - N_PROJECTS_457 + 1 : i + 1;
        struct project_fact f = {.kind = PROJECT_KIND_OUTREACH};
        snprintf(f.code, sizeof f.code, "%s-%02u", bis ? "490" : "457", number);
        snprintf(f.call, sizeof f.call, "%s", bis ? "490" : "457");
        snprintf(f.title, sizeof f.title, "Outreach & Activering%s, project %u",
                 bis ? " II" : "", number);
        f.target_group = groups[i % ARRAY_LEN(groups)];
        f.from = bis ? day_of(2021, 1, 1) : day_of(2019, 10, 1);
        f.to = day_of(2023, 12, 31);
        if (bis) f.extension_of = out->id[i - N_PROJECTS_457];
        char code[24], name[64];
        snprintf(code, sizeof code, "ORG-457-%02u",
                 bis ? i - N_PROJECTS_457 + 1 : i + 1);
        snprintf(name, sizeof name, "Promotor %s", code + 4);
        if (!bis)
            TRY(demo_organisation(&f.promotor, d, code, name,
                                  i % 3 ? ORGANISATION_KIND_NGO_PROMOTOR
                                        : ORGANISATION_KIND_OCMW,
                                  CODE_MISSING, -1, e));
        TRY(demo_project(&out->id[i], d, &f, e));
    }
out:
    return rc;
}

/* What a fate means for the days up to 30 September 2022, and for what came after. */
static void course_of_fate(struct course *c, struct demo *d, enum fate fate)
{
    static const uint8_t outcomes[] = {
        [FATE_EMPLOYED] = OUTCOME_EMPLOYED,
        [FATE_EDUCATION] = OUTCOME_EDUCATION_TRAINING,
        [FATE_JOB_SEEKING] = OUTCOME_INACTIVE_TO_JOBSEEKING,
        [FATE_QUALIFICATION] = OUTCOME_QUALIFICATION,
    };
    struct day end = cut_off();
    c->started_on = c->reached_on;
    if (fate <= FATE_QUALIFICATION) {
        c->ended_on = demo_day(d, demo_after(c->reached_on, 35), end);
        c->outcome = outcomes[fate];
        c->outcome_on = demo_day(d, demo_after(c->reached_on, 21), c->ended_on);
        c->end_kind = END_KIND_CARRIED_OUT;
        c->exit_reason = demo_exit_of_outcome(c->outcome);
    } else if (fate == FATE_NO_OUTCOME) {
        c->ended_on = demo_day(d, demo_after(c->reached_on, 14), end);
        c->end_kind =
            rng_chance(&d->rng, 0.7) ? END_KIND_STOPPED : END_KIND_CARRIED_OUT;
        c->exit_reason = demo_exit_without_result(d);
    } else {
        c->ended_on = demo_day(d, day_of(2022, 10, 15), day_of(2023, 12, 29));
        c->end_kind = END_KIND_CARRIED_OUT;
        c->exit_reason = demo_exit_without_result(d);
        if (fate == FATE_TWE)
            c->twe_on = demo_day(d, demo_after(c->reached_on, 7), end);
        if (fate == FATE_LATE_JOB) {
            c->outcome = OUTCOME_EMPLOYED;
            c->outcome_on = demo_day(d, demo_after(c->reached_on, 14), end);
            c->results_recorded_ms =
                day_to_moment(demo_day(d, day_of(2022, 11, 2), day_of(2023, 1, 31)));
            c->exit_reason = EXIT_REASON_JOB;
        } else if (rng_chance(&d->rng, 0.35)) {
            c->outcome = OUTCOME_EMPLOYED;
            c->outcome_on = demo_day(d, day_of(2022, 10, 3), c->ended_on);
            c->exit_reason = EXIT_REASON_JOB;
        }
    }
    if (c->outcome == OUTCOME_EMPLOYED) c->sector = demo_sector(d);
}

static bool fate_ended(enum fate fate)
{
    return fate <= FATE_NO_OUTCOME;
}

/* One of the 921: first in a project of 457, then in the one that prolongs it. */
static enum err_code prolonged(struct demo *d, const struct projects *projects,
                               const struct member *m, struct err *e)
{
    enum err_code rc = OK;
    struct cast cast = CAST_ANY;
    cast.province = m->province;
    cast.sex = m->sex;
    unsigned project = rng_below(&d->rng, N_PROJECTS_490);
    struct day first = demo_day(d, day_of(2019, 10, 1), day_of(2021, 10, 29));
    struct day latest = fate_ended(m->fate) ? day_of(2022, 7, 29) : day_of(2022, 8, 31);
    struct day second = demo_after(first, 45);
    if (second.v < day_of(2021, 1, 4).v) second = day_of(2021, 1, 4);
    second = demo_day(d, second, latest);

    struct demo_person p;
    TRY(demo_person(&p, d, &cast, first, e));
    struct course before = COURSE_NONE;
    before.project = projects->id[project];
    before.channel = INTAKE_CHANNEL_DIRECT_OUTREACH;
    before.is_voluntary = 1;
    before.reached_on = before.started_on = first;
    before.ended_on = second;
    before.end_kind = END_KIND_CARRIED_OUT;
    before.exit_reason = EXIT_REASON_PROJECT_ENDED;
    struct trajectory_id t;
    TRY(demo_course(&t, d, &p, &before, e));

    struct course c = COURSE_NONE;
    c.project = projects->id[N_PROJECTS_457 + project];
    c.channel = INTAKE_CHANNEL_DIRECT_OUTREACH;
    c.is_voluntary = 1;
    c.reached_on = second;
    c.n_conditions = 2;
    course_of_fate(&c, d, m->fate);
    TRY(demo_course(&t, d, &p, &c, e));
out:
    return rc;
}

static enum err_code only_457(struct demo *d, const struct projects *projects,
                              enum fate fate, struct err *e)
{
    enum err_code rc = OK;
    static const uint8_t channels[] = {
        INTAKE_CHANNEL_DIRECT_OUTREACH,        INTAKE_CHANNEL_REFERRAL_OCMW,
        INTAKE_CHANNEL_REFERRAL_VDAB,          INTAKE_CHANNEL_WORD_OF_MOUTH_PARTICIPANT,
        INTAKE_CHANNEL_REFERRAL_OTHER_SERVICE, INTAKE_CHANNEL_SELF,
    };
    static const unsigned weights[] = {40, 18, 16, 14, 8, 4};
    struct cast cast = CAST_ANY;
    struct day latest = fate_ended(fate) ? day_of(2022, 7, 29) : day_of(2022, 9, 9);
    struct course c = COURSE_NONE;
    unsigned project = rng_below(&d->rng, N_PROJECTS_457);
    c.project = projects->id[project];
    c.n_conditions = project % 3 == 0 ? 2 : 0; /* one project in three looked at them */
    c.channel = channels[rng_weighted(&d->rng, weights, ARRAY_LEN(weights))];
    c.is_voluntary = 1;
    c.reached_on = demo_day(d, day_of(2019, 10, 1), latest);
    course_of_fate(&c, d, fate);
    struct demo_person p;
    struct trajectory_id t;
    TRY(demo_person(&p, d, &cast, c.reached_on, e));
    TRY(demo_course(&t, d, &p, &c, e));
out:
    return rc;
}

/* The 921 with their cells; who does not end at work gets another fate at random. */
static void cast_490(struct member members[N_490], struct demo *d)
{
    uint8_t fates[N_490];
    size_t n_fates = 0;
    for (int fate = FATE_EDUCATION; fate < N_FATES; fate++)
        for (unsigned i = 0; i < fates_490[fate]; i++)
            fates[n_fates++] = (uint8_t)fate;
    rng_shuffle(&d->rng, fates, n_fates, sizeof fates[0]);
    size_t n = 0, used = 0;
    for (size_t cell = 0; cell < ARRAY_LEN(margins_490); cell++)
        for (unsigned i = 0; i < margins_490[cell].reached; i++)
            members[n++] =
                (struct member){margins_490[cell].province, margins_490[cell].sex,
                                i < margins_490[cell].employed ? (uint8_t)FATE_EMPLOYED
                                                               : fates[used++]};
    require(n == N_490 && used == n_fates);
    rng_shuffle(&d->rng, members, n, sizeof members[0]);
}

enum err_code demo_outreach_calls(struct demo *d, struct err *e)
{
    enum err_code rc = OK;
    struct projects *projects = mem_alloc(sizeof *projects);
    struct member *members = mem_array(N_490, sizeof *members);
    uint8_t *fates = mem_array(N_457_ONLY, 1);
    TRY(demo_batch(d, "projecten", e));
    TRY(make_projects(projects, d, e));

    cast_490(members, d);
    for (size_t i = 0; i < N_490; i++) {
        TRY(demo_batch(d, "oproep 490", e));
        TRY(prolonged(d, projects, &members[i], e));
    }

    size_t n = 0;
    for (int fate = 0; fate < N_FATES; fate++)
        for (unsigned i = 0; i < fates_457[fate]; i++)
            fates[n++] = (uint8_t)fate;
    require(n == N_457_ONLY);
    rng_shuffle(&d->rng, fates, n, 1);
    for (size_t i = 0; i < n; i++) {
        TRY(demo_batch(d, "oproep 457", e));
        TRY(only_457(d, projects, fates[i], e));
    }
    TRY(demo_commit(d, e));
out:
    free(projects);
    free(members);
    free(fates);
    return rc;
}
