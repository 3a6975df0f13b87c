/* Work that was found, of several kinds of contract, and the care after it with the
 * person and with the employer: held, due today, overdue, not reached, not wanted. */
#include "demo/demo_files.h"
#include "domain/aftercare_plan.h"
#include "domain/trajectory_status.h"
#include "store/dossier_store.h"
#include "store/trajectory_store.h"

enum { LEAST_AFTER_START_DAYS = 7, WORKING_WEEK_MINUTES = 2280 };

/* What was done about the moments that have passed. */
enum care { ALL_HELD, LAST_OPEN, EMPLOYER_MISSED, EMPLOYER_NOT_WANTED, TOLD_ENDED };

static const struct {
    int16_t months_ago, days_ago; /* when it began */
    int16_t lasted_days;          /* 0: still */
    uint8_t contract, statute, is_part_time, is_direct, care;
    const char *words, *of_person, *of_employer;
} jobs[] = {
    {0, 14, 0, CONTRACT_KIND_AGENCY, JOB_STATUTE_WORKER, 1, 1, LAST_OPEN,
     "Inpakken in een wasserij", "", ""},
    {1, 0, 0, CONTRACT_KIND_FIXED_TERM, JOB_STATUTE_EMPLOYEE, 1, 0, LAST_OPEN,
     "Onthaal in een dienstencentrum", "Vindt het fijn, zoekt nog opvang op woensdag.",
     "Komt op tijd, vraagt durven we nog."},
    {0, 52, 0, CONTRACT_KIND_DAY, JOB_STATUTE_WORKER, 0, 1, EMPLOYER_MISSED,
     "Fruitpluk, telkens een dag", "Weet pas 's avonds of er morgen werk is.", ""},
    {3, 4, 0, CONTRACT_KIND_PERMANENT, JOB_STATUTE_WORKER, 0, 0, ALL_HELD,
     "Groendienst van een gemeente", "Trots op het eerste loon.",
     "Een vaste kracht in de ploeg."},
    {3, 24, 0, CONTRACT_KIND_FIXED_TERM, JOB_STATUTE_CUSTOM_WORK, 0, 0, LAST_OPEN,
     "Maatwerkbedrijf, verpakking", "Moe, maar blij met de collega's.",
     "Werkt rustig en precies."},
    {0, 75, 40, CONTRACT_KIND_AGENCY, JOB_STATUTE_WORKER, 0, 1, TOLD_ENDED,
     "Bandwerk in een koekfabriek", "De ploeg in de nacht ging niet met de kinderen.",
     "Geen plaats in de dagploeg."},
    {4, 20, 62, CONTRACT_KIND_DAY, JOB_STATUTE_WORKER, 1, 1, TOLD_ENDED,
     "Oogst in een serre", "Na de oogst was het gedaan.",
     "Volgend seizoen graag terug."},
    {0, 38, 0, CONTRACT_KIND_FLEXI, JOB_STATUTE_STUDENT, 1, 1, EMPLOYER_NOT_WANTED,
     "Afwas in een brasserie", "Leuk volk, late uren.", "Belt zelf als het nodig is."},
    {1, 9, 0, CONTRACT_KIND_IBO, JOB_STATUTE_WORKER, 0, 0, ALL_HELD,
     "Opleiding op de werkvloer bij een schrijnwerker", "Leert elke dag iets bij.",
     "Wil na de opleiding houden."},
    {2, 3, 0, CONTRACT_KIND_SELF_EMPLOYED, CODE_MISSING, 1, 1, ALL_HELD,
     "Naaiatelier aan huis", "Drie vaste klanten.", ""},
    {0, 10, 0, CONTRACT_KIND_FIXED_TERM, JOB_STATUTE_PUBLIC, 1, 0, ALL_HELD,
     "Poetsploeg van een school", "", ""},
    {0, 20, 0, CONTRACT_KIND_UNKNOWN, CODE_MISSING, CODE_MISSING, CODE_MISSING,
     LAST_OPEN, "Poetshulp, via een kennis", "", ""},
};

struct job_here {
    struct demo_files *f;
    size_t file, job;
    struct event_fact outcome;
};

static struct day job_from(const struct demo *d, size_t job)
{
    return demo_after(day_add_months(d->options->today, -jobs[job].months_ago),
                      -jobs[job].days_ago);
}

static enum err_code add_work(struct job_here *j, struct err *e)
{
    struct demo *d = j->f->d;
    const struct dossier *file = &j->f->file[j->file];
    struct event_particulars p = event_particulars_none();
    struct day from = job_from(d, j->job);
    uint8_t contract = jobs[j->job].contract;
    struct job_fact job = {.person = file->person.id,
                           .contract = contract,
                           .statute = jobs[j->job].statute,
                           .is_part_time = jobs[j->job].is_part_time,
                           .is_direct = jobs[j->job].is_direct,
                           .words = str_of(jobs[j->job].words)};
    enum err_code rc;
    j->outcome = (struct event_fact){.id = demo_uuid(d, from),
                                     .trajectory = file_trajectory(file)->id,
                                     .person = file->person.id,
                                     .kind = EVENT_OUTCOME,
                                     .code = OUTCOME_EMPLOYED,
                                     .detail = demo_sector(d),
                                     .on = from};
    if (contract == CONTRACT_KIND_SELF_EMPLOYED)
        j->outcome.code = OUTCOME_SELF_EMPLOYED;
    if (jobs[j->job].lasted_days) p.to = demo_after(from, jobs[j->job].lasted_days);
    if (job.is_part_time != CODE_MISSING)
        p.weekly_minutes =
            job.is_part_time ? WORKING_WEEK_MINUTES / 2 : WORKING_WEEK_MINUTES;
    snprintf(p.contract, sizeof p.contract, "%s",
             code_list_at(LIST_CONTRACT_KIND)->codes[contract].code);
    job.id = j->outcome.id;
    struct event_fact phase = {.id = demo_uuid(d, from),
                               .trajectory = j->outcome.trajectory,
                               .person = file->person.id,
                               .kind = EVENT_PHASE,
                               .code = PHASE_FOLLOW_UP,
                               .detail = CODE_MISSING,
                               .on = from};
    recorded_on(d, from, 16 * 60);
    TRY(event_add(d->w, &j->outcome, &p, e));
    TRY(job_add(d->w, &job, e));
    rc = event_add(d->w, &phase, NULL, e);
out:
    return rc;
}

static uint8_t result_of(const struct job_here *j, const struct aftercare_moment *m)
{
    bool is_employer = m->side == AFTERCARE_SIDE_EMPLOYER;
    switch (jobs[j->job].care) {
    case EMPLOYER_MISSED:
        return is_employer ? AFTERCARE_RESULT_NOT_REACHED : AFTERCARE_RESULT_ATTENTION;
    case EMPLOYER_NOT_WANTED:
        return is_employer ? AFTERCARE_RESULT_NOT_WANTED : AFTERCARE_RESULT_WELL;
    case TOLD_ENDED:
        return m->months ? AFTERCARE_RESULT_ENDED : AFTERCARE_RESULT_WRONG;
    default:
        return m->months == 1 ? AFTERCARE_RESULT_ATTENTION : AFTERCARE_RESULT_WELL;
    }
}

static enum err_code add_care(struct job_here *j, const struct aftercare_moment *m,
                              struct err *e)
{
    struct demo *d = j->f->d;
    struct day on = day_before_today(d, m->due_on, (int)(j->file % 4));
    const char *words = m->side == AFTERCARE_SIDE_EMPLOYER ? jobs[j->job].of_employer
                                                           : jobs[j->job].of_person;
    struct aftercare_fact care = {.id = demo_uuid(d, on),
                                  .outcome = j->outcome.id,
                                  .person = j->outcome.person,
                                  .side = m->side,
                                  .due_on = m->due_on,
                                  .on = on,
                                  .result = result_of(j, m),
                                  .worker = j->f->guide,
                                  .words = str_of(words)};
    recorded_on(d, on, 17 * 60);
    return aftercare_add(d->w, &care, e);
}

static enum err_code add_cares(struct job_here *j, struct err *e)
{
    struct aftercare_moment m[N_AFTERCARE_SIDE][AFTERCARE_MOMENTS];
    struct day today = j->f->d->options->today;
    int lasted = jobs[j->job].lasted_days;
    struct aftercare_job days = {.from = j->outcome.on,
                                 .to = lasted ? demo_after(j->outcome.on, lasted)
                                              : DAY_NONE,
                                 .contract = jobs[j->job].contract,
                                 .months_max = AFTERCARE_UNLIMITED};
    enum err_code rc = OK;
    aftercare_plan_make(m, &days, NULL, 0, today);
    for (unsigned side = 0; side < N_AFTERCARE_SIDE; side++)
        for (size_t i = 0; i < AFTERCARE_MOMENTS; i++) {
            const struct aftercare_moment *at = &m[side][i];
            bool is_last =
                i + 1 == AFTERCARE_MOMENTS || m[side][i + 1].due_on.v > today.v;
            if (at->due_on.v >= today.v || at->state == AFTERCARE_DROPPED) continue;
            if (is_last && jobs[j->job].care == LAST_OPEN) continue;
            /* who is self-employed has no employer to ask */
            if (side == AFTERCARE_SIDE_EMPLOYER &&
                jobs[j->job].contract == CONTRACT_KIND_SELF_EMPLOYED)
                continue;
            TRY(add_care(j, at, e));
        }
out:
    return rc;
}

static bool has_other_guide(const struct dossier *f, struct organisation_id home)
{
    for (size_t i = 0; i < f->n_guidances; i++)
        if (!uuid_eq(f->guidances[i].organisation.u, home.u)) return true;
    return false;
}

/* Somebody whose guidance runs and who has no work on record. */
static bool may_work(const struct dossier *f)
{
    return !day_is_none(file_day_of(f, EVENT_STARTED)) &&
           day_is_none(file_day_of(f, EVENT_ENDED)) &&
           day_is_none(file_day_of(f, EVENT_OUTCOME));
}

/* The next in turn that began late enough; the number of jobs when there is none. */
static size_t job_for(const struct demo_files *f, size_t file, const unsigned *used)
{
    struct day started = file_day_of(&f->file[file], EVENT_STARTED);
    size_t best = ARRAY_LEN(jobs);
    for (size_t k = 0; k < ARRAY_LEN(jobs); k++)
        if (job_from(f->d, k).v >= started.v + LEAST_AFTER_START_DAYS &&
            (best == ARRAY_LEN(jobs) || used[k] < used[best]))
            best = k;
    return best;
}

enum err_code fill_jobs(struct demo_files *f, struct err *e)
{
    unsigned used[ARRAY_LEN(jobs)] = {0};
    enum err_code rc = OK;
    for (size_t i = 0; i < f->n; i++) {
        if (!may_work(&f->file[i])) continue;
        if (i % 2 && !has_other_guide(&f->file[i], f->home)) continue;
        struct job_here j = {.f = f, .file = i, .job = job_for(f, i, used)};
        if (j.job == ARRAY_LEN(jobs)) continue;
        used[j.job]++;
        TRY(add_work(&j, e));
        TRY(add_cares(&j, e));
        if (jobs[j.job].contract == CONTRACT_KIND_FIXED_TERM)
            TRY(add_contract_paper(f, i, day_before_today(f->d, j.outcome.on, 2), e));
    }
out:
    return rc;
}
