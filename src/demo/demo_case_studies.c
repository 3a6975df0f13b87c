/* The four cases in the annex of the SERV advice of January 2020: ENAIP Genk, Miriam,
 * the GTB transition trajectories and the job coaches. Where a published percentage
 * needs a denominator that was not published, the one is chosen that makes the sentence
 * true (demo/README.md says which). */
#include "demo/demo_int.h"

#include "domain/geography.h"
#include "store/trajectory_store.h"
#include "store/worker_store.h"

static enum err_code one_project(struct project_id *out, struct demo *d,
                                 const char *call, unsigned number, const char *title,
                                 uint8_t kind, uint8_t group, struct day from,
                                 struct day to, struct err *e)
{
    struct project_fact f = {
        .kind = kind, .target_group = group, .from = from, .to = to};
    snprintf(f.code, sizeof f.code, "%s-%u", call, number);
    snprintf(f.call, sizeof f.call, "%s", call);
    snprintf(f.title, sizeof f.title, "%s", title);
    return demo_project(out, d, &f, e);
}

/* ENAIP, 2018: 170 women reached, 93 started, 43 to work and 4 to vocational training.
 * 34 of the 43 trajectories closed by the end of 2018 had such a result: 79 %; the
 * other 13 results are of trajectories still open, as temporary agency workers stay
 * guided. */
static enum err_code enaip(struct demo *d, struct err *e)
{
    enum err_code rc = OK;
    enum {
        REACHED = 170,
        STARTED = 93,
        WORK = 43,
        RESULTS = 47,
        CLOSED_RESULTS = 34,
        CLOSED_WITHOUT = 9
    };
    struct project_id project;
    TRY(one_project(&project, d, "ENAIP", 1,
                    "Vrouwen met een migratieachtergrond, Genk", PROJECT_KIND_OUTREACH,
                    TARGET_GROUP_MIGRATION_BACKGROUND_WOMEN, day_of(2018, 1, 1),
                    day_of(2019, 12, 31), e));
    struct day year_end = day_of(2018, 12, 21);
    struct cast cast = CAST_ANY;
    cast.sex = SEX_F;
    cast.migrant = 1;
    cast.province = PROVINCE_LIMBURG;
    cast.target_group = TARGET_GROUP_MIGRATION_BACKGROUND_WOMEN;
    for (unsigned i = 0; i < REACHED; i++) {
        TRY(demo_batch(d, "ENAIP Genk", e));
        struct course c = COURSE_NONE;
        c.project = project;
        c.channel =
            i % 3 ? INTAKE_CHANNEL_DIRECT_OUTREACH : INTAKE_CHANNEL_REFERRAL_OCMW;
        c.is_voluntary = 1;
        c.reached_on = demo_day(d, day_of(2018, 1, 8), day_of(2018, 8, 31));
        if (i < STARTED)
            c.started_on = demo_day(d, c.reached_on, demo_after(c.reached_on, 30));
        bool closed =
            i < CLOSED_RESULTS || (i >= RESULTS && i < RESULTS + CLOSED_WITHOUT);
        if (i < RESULTS) {
            c.outcome = i % 12 == 11 ? OUTCOME_EDUCATION_TRAINING : OUTCOME_EMPLOYED;
            if (i == RESULTS - 1) c.outcome = OUTCOME_EDUCATION_TRAINING;
            c.outcome_on = demo_day(d, demo_after(c.started_on, 14), year_end);
            if (c.outcome == OUTCOME_EMPLOYED) c.sector = demo_sector(d);
        }
        if (i < STARTED) {
            c.ended_on = closed ? demo_day(d, i < RESULTS ? c.outcome_on : c.started_on,
                                           year_end)
                                : demo_day(d, day_of(2019, 2, 1), day_of(2019, 12, 20));
            c.end_kind = END_KIND_CARRIED_OUT;
            c.exit_reason = i < RESULTS ? demo_exit_of_outcome(c.outcome)
                                        : demo_exit_without_result(d);
        }
        struct demo_person p;
        struct trajectory_id t;
        TRY(demo_person(&p, d, &cast, c.reached_on, e));
        TRY(demo_course(&t, d, &p, &c, e));
    }
out:
    return rc;
}

static enum err_code observe(struct demo *d, const struct demo_person *p,
                             struct trajectory_id t, uint8_t indicator, uint8_t moment,
                             bool yes, struct day on, struct err *e)
{
    struct event_fact f = {.id = demo_uuid(d, on),
                           .trajectory = t,
                           .person = p->id,
                           .kind = EVENT_OBSERVATION,
                           .code = indicator,
                           .detail = moment,
                           .value = yes,
                           .on = on};
    demo_record_moment(d, on);
    return event_add(d->w, &f, NULL, e);
}

/* Figure 10: of the 57 women who answered at both moments, so many said yes. */
static enum err_code miriam_answers(struct demo *d, const struct demo_person *p,
                                    struct trajectory_id t, unsigned i, struct err *e)
{
    enum err_code rc = OK;
    static const struct {
        uint8_t indicator, baseline, end;
    } yes[] = {
        {INDICATOR_MEASURED, 57, 57},
        {INDICATOR_SIGHT_OF_TRAINING, 6, 19},
        {INDICATOR_PAID_WORK_LAST_3_MONTHS, 3, 14},
        {INDICATOR_JOB_INTERVIEW_LAST_3_MONTHS, 9, 16},
    };
    for (size_t k = 0; k < ARRAY_LEN(yes); k++) {
        /* spread over the women, so that the same ones do not say yes to everything */
        unsigned shifted = k ? (i + (unsigned)k * 19) % 57 : i;
        TRY(observe(d, p, t, yes[k].indicator, OBSERVATION_MOMENT_BASELINE,
                    shifted < yes[k].baseline, day_of(2017, 2, 6), e));
        TRY(observe(d, p, t, yes[k].indicator, OBSERVATION_MOMENT_END,
                    shifted < yes[k].end, day_of(2017, 12, 11), e));
    }
out:
    return rc;
}

/* Miriam 1.0: 72 single mothers at the baseline, 54 left in the group at the end, 57
 * who answered at both moments (three of whom had left the group but answered). */
static enum err_code miriam(struct demo *d, struct err *e)
{
    enum err_code rc = OK;
    enum { GROUP = 72, ANSWERED = 57, LEFT = 18, LEFT_BUT_ANSWERED = 3 };
    static const uint8_t waves[] = {5, 6, 6}; /* OCMWs */
    static const uint8_t caseload[] = {15, 15, 14, 14, 14};
    struct project_id projects[6];
    for (unsigned wave = ARRAY_LEN(waves); wave-- > 0;)
        for (unsigned k = 0; k < waves[wave]; k++) {
            char call[24], title[48];
            snprintf(call, sizeof call, "MIRIAM%u", wave + 1);
            snprintf(title, sizeof title, "Miriam %u.0, OCMW %u", wave + 1, k + 1);
            struct day from = wave == 0   ? day_of(2015, 10, 1)
                              : wave == 1 ? day_of(2018, 8, 30)
                                          : day_of(2020, 1, 1);
            struct day to = wave == 0   ? day_of(2017, 12, 31)
                            : wave == 1 ? day_of(2019, 11, 15)
                                        : day_of(2020, 12, 31);
            TRY(one_project(&projects[k], d, call, k + 1, title, PROJECT_KIND_METHOD,
                            TARGET_GROUP_SINGLE_PARENT, from, to, e));
        }
    struct cast cast = CAST_ANY;
    cast.sex = SEX_F;
    cast.household = HOUSEHOLD_SINGLE_PARENT;
    cast.target_group = TARGET_GROUP_LIVING_WAGE;
    cast.high_age = 48;
    unsigned i = 0;
    for (unsigned k = 0; k < ARRAY_LEN(caseload); k++)
        for (unsigned n = 0; n < caseload[k]; n++, i++) {
            TRY(demo_batch(d, "Miriam", e));
            struct course c = COURSE_NONE;
            c.project = projects[k];
            c.channel = INTAKE_CHANNEL_REFERRAL_OCMW;
            c.is_voluntary = 1;
            c.reached_on = c.started_on =
                demo_day(d, day_of(2016, 9, 5), day_of(2017, 1, 27));
            bool left = i >= GROUP - LEFT - 0u && i < GROUP;
            bool left_but_answered = i >= ANSWERED - LEFT_BUT_ANSWERED && i < ANSWERED;
            c.ended_on = left && !left_but_answered
                             ? demo_day(d, day_of(2017, 3, 6), day_of(2017, 11, 24))
                             : day_of(2017, 12, 29);
            if (left_but_answered) c.ended_on = day_of(2017, 11, 30);
            c.end_kind =
                left || left_but_answered ? END_KIND_STOPPED : END_KIND_CARRIED_OUT;
            c.exit_reason =
                left ? demo_exit_without_result(d) : EXIT_REASON_PROJECT_ENDED;
            struct demo_person p;
            struct trajectory_id t;
            TRY(demo_person(&p, d, &cast, c.reached_on, e));
            TRY(demo_course(&t, d, &p, &c, e));
            if (i < ANSWERED) TRY(miriam_answers(d, &p, t, i, e));
        }
    require(i == GROUP);
out:
    return rc;
}

/* Figure 11: trajectories started a year, and how many of them were at work, or had
 * ever been, by the end of 2019. */
static enum err_code gtb(struct demo *d, struct err *e)
{
    enum err_code rc = OK;
    static const struct {
        int year;
        uint16_t started, at_work, experience;
    } cohorts[] = {{2016, 664, 392, 458},
                   {2017, 719, 403, 568},
                   {2018, 685, 301, 445},
                   {2019, 741, 156, 289}};
    struct project_id project;
    TRY(one_project(&project, d, "GTB-TT", 1, "GTB-transitietrajecten",
                    PROJECT_KIND_TRANSITION, TARGET_GROUP_PUPIL_AT_RISK,
                    day_of(2012, 1, 1), DAY_NONE, e));
    struct cast cast = CAST_ANY;
    cast.low_age = 17;
    cast.high_age = 20;
    cast.household = HOUSEHOLD_WITH_PARENTS;
    cast.target_group = TARGET_GROUP_PUPIL_AT_RISK;
    for (size_t k = 0; k < ARRAY_LEN(cohorts); k++)
        for (unsigned i = 0; i < cohorts[k].started; i++) {
            TRY(demo_batch(d, "GTB-transitietrajecten", e));
            int year = cohorts[k].year;
            struct course c = COURSE_NONE;
            c.project = project;
            c.channel = INTAKE_CHANNEL_REFERRAL_SCHOOL_CLB_PARENTS;
            c.is_voluntary = 1;
            c.n_contacts = 2;
            c.reached_on = c.started_on =
                demo_day(d, day_of(year, 1, 11), day_of(year, 4, 30));
            c.ended_on = demo_day(d, day_of(year, 6, 20), day_of(year, 7, 10));
            c.end_kind = END_KIND_CARRIED_OUT;
            c.exit_reason = EXIT_REASON_OTHER_SERVICE;
            struct demo_person p;
            struct trajectory_id t;
            TRY(demo_person(&p, d, &cast, c.reached_on, e));
            TRY(demo_course(&t, d, &p, &c, e));
            if (i >= cohorts[k].experience) continue;
            bool now = i < cohorts[k].at_work;
            struct day from =
                demo_day(d, demo_after(c.ended_on, 5), day_of(2019, 9, 30));
            struct day to =
                now ? DAY_NONE : demo_day(d, demo_after(from, 20), day_of(2019, 12, 6));
            TRY(demo_spell(d, &p, SPELL_LABOUR, LABOUR_STATUS_EMPLOYED, CODE_MISSING,
                           from, to, e));
        }
out:
    return rc;
}

/* Figure 12: 94 guided; 23 by VDAB (about a quarter), 13 by OCMW and others (14 %) and
 * 58 through the own network (62 %); twenty volunteers trained. */
static enum err_code job_coaches(struct demo *d, struct err *e)
{
    enum err_code rc = OK;
    enum { GUIDED = 94, BY_VDAB = 23, BY_OCMW = 13, VOLUNTEERS = 20 };
    struct project_id project;
    struct organisation_id organisation;
    TRY(demo_organisation(&organisation, d, "JOBCOACH", "Vluchtelingenwerk (demo)",
                          ORGANISATION_KIND_NGO_PROMOTOR, CODE_MISSING, -1, e));
    TRY(one_project(&project, d, "JOBCOACH", 1, "Jobcoaches", PROJECT_KIND_OUTREACH,
                    TARGET_GROUP_REFUGEE, day_of(2018, 1, 1), day_of(2019, 6, 30), e));
    for (unsigned i = 0; i < VOLUNTEERS; i++) {
        struct worker_fact worker = {.id = demo_uuid(d, day_of(2018, 1, 15))};
        snprintf(worker.login, sizeof worker.login, "jobcoach%02u", i + 1);
        snprintf(worker.name, sizeof worker.name, "Jobcoach %02u", i + 1);
        struct membership_fact membership = {.id = demo_uuid(d, day_of(2018, 1, 15)),
                                             .worker = worker.id,
                                             .organisation = organisation,
                                             .role = WORKER_ROLE_JOB_COACH,
                                             .from = day_of(2018, 1, 15),
                                             .to = day_of(2019, 6, 30)};
        demo_record_moment(d, day_of(2018, 1, 15));
        TRY(worker_add(d->w, &worker, e));
        TRY(membership_add(d->w, &membership, e));
    }
    struct cast cast = CAST_ANY;
    cast.migrant = 1;
    cast.target_group = TARGET_GROUP_REFUGEE;
    for (unsigned i = 0; i < GUIDED; i++) {
        TRY(demo_batch(d, "Jobcoaches", e));
        struct course c = COURSE_NONE;
        c.project = project;
        c.channel = i < BY_VDAB             ? INTAKE_CHANNEL_REFERRAL_VDAB
                    : i < BY_VDAB + BY_OCMW ? INTAKE_CHANNEL_REFERRAL_OCMW
                                            : INTAKE_CHANNEL_WORKER_NETWORK;
        c.is_voluntary = 1;
        c.reached_on = c.started_on =
            demo_day(d, day_of(2018, 2, 5), day_of(2019, 1, 31));
        c.ended_on = demo_day(d, demo_after(c.started_on, 60), day_of(2019, 6, 28));
        c.end_kind = END_KIND_CARRIED_OUT;
        c.exit_reason = demo_exit_without_result(d);
        struct demo_person p;
        struct trajectory_id t;
        TRY(demo_person(&p, d, &cast, c.reached_on, e));
        TRY(demo_course(&t, d, &p, &c, e));
    }
out:
    return rc;
}

enum err_code demo_case_studies(struct demo *d, struct err *e)
{
    enum err_code rc = OK;
    TRY(demo_batch(d, "cases", e));
    TRY(enaip(d, e));
    TRY(miriam(d, e));
    TRY(gtb(d, e));
    TRY(job_coaches(d, e));
    TRY(demo_commit(d, e));
out:
    return rc;
}
