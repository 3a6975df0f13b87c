#include "population.h"

void population_init(struct population *p, size_t n_trajectories)
{
    *p = (struct population){.n_trajectories = n_trajectories,
                             .clock_ms = day_to_moment(day_of(2019, 1, 1))};
    rng_init(&p->rng, 490);
}

void population_call(struct call_fact *out, unsigned i)
{
    *out = (struct call_fact){.kind = CALL_KIND_ESF_OUTREACH,
                              .launched_on = DAY_NONE,
                              .from = day_of(2019, 1, 1),
                              .to = DAY_NONE,
                              .reports_until = DAY_NONE};
    snprintf(out->code, sizeof out->code, "%u", 490 + i);
    snprintf(out->name, sizeof out->name, "Oproep %u", 490 + i);
}

static struct uuid project_uuid(unsigned i)
{
    return (struct uuid){
        {1, 0x90, 0, 0, 0, 0, 0x70, 0, 0x80, 0, 0, 0, 0, 0, 0, (uint8_t)(i + 1)}};
}

void population_project(struct project_fact *out, unsigned i)
{
    *out = (struct project_fact){.id = {project_uuid(i)},
                                 .kind = PROJECT_KIND_OUTREACH,
                                 .target_group = CODE_MISSING,
                                 .from = day_of(2019, 1, 1),
                                 .to = DAY_NONE};
    snprintf(out->code, sizeof out->code, "P%u", i + 1);
    snprintf(out->title, sizeof out->title, "Project %u", i + 1);
    snprintf(out->call, sizeof out->call, "%u", 490 + i % POPULATION_CALLS);
}

static void attribute(struct population_person *out, struct population *p, size_t i,
                      uint8_t kind, const char *value)
{
    struct attribute_fact *f = &out->attributes[i];
    *f = (struct attribute_fact){.id = uuid7_at(p->clock_ms, &p->rng),
                                 .person = out->person.id,
                                 .kind = kind,
                                 .state = ANSWER_KNOWN,
                                 .valid_from = out->person.first_seen_on,
                                 .valid_to = DAY_NONE};
    snprintf(f->value, sizeof f->value, "%s", value);
}

static void attributes(struct population_person *out, struct population *p)
{
    static const char *const places[] = {"11002", "21004", "71016", "44021", "24062",
                                         "31005", "71022", "12025", "46021", "62063"};
    static const char *const countries[] = {"BE", "MA", "TR", "PL", "SY", "BE"};
    const char *country = countries[rng_below(&p->rng, ARRAY_LEN(countries))];
    const struct code_list *education = code_list_at(LIST_EDUCATION);
    char year[8];
    snprintf(year, sizeof year, "%d", rng_between(&p->rng, 1958, 2001));
    attribute(out, p, 0, ATTRIBUTE_KIND_SEX, rng_chance(&p->rng, 0.5) ? "f" : "m");
    attribute(out, p, 1, ATTRIBUTE_KIND_BIRTH_YEAR, year);
    attribute(out, p, 2, ATTRIBUTE_KIND_MUNICIPALITY,
              places[rng_below(&p->rng, ARRAY_LEN(places))]);
    attribute(out, p, 3, ATTRIBUTE_KIND_EDUCATION,
              education->codes[rng_below(&p->rng, education->n)].code);
    attribute(out, p, 4, ATTRIBUTE_KIND_NATIONALITY, country);
    attribute(out, p, 5, ATTRIBUTE_KIND_FIRST_NATIONALITY, country);
    attribute(out, p, 6, ATTRIBUTE_KIND_FATHER_FIRST_NATIONALITY, country);
    attribute(out, p, 7, ATTRIBUTE_KIND_MOTHER_FIRST_NATIONALITY, country);
    attribute(out, p, 8, ATTRIBUTE_KIND_NATIONALITY_HISTORY_NON_EU,
              strstr("MA TR SY", country) ? "yes" : "no");
}

static void event(struct population_person *out, struct population *p, size_t t,
                  uint8_t kind, uint8_t code, uint8_t detail, int days)
{
    const struct trajectory_fact *of = &out->trajectories[t];
    out->events[t][out->n_events[t]++] =
        (struct event_fact){.id = uuid7_at(p->clock_ms, &p->rng),
                            .trajectory = of->id,
                            .person = of->person,
                            .kind = kind,
                            .code = code,
                            .detail = detail,
                            .on = {of->reached_on.v + days}};
}

bool population_next(struct population_person *out, struct population *p)
{
    if (p->made >= p->n_trajectories) return false;
    memset(out, 0, sizeof *out);
    p->clock_ms++;
    out->person.id.u = uuid7_at(p->clock_ms, &p->rng);
    out->person.first_seen_on = day_of(2019, 1, 1);
    attributes(out, p);
    static const unsigned repeats[] = {38, 22, 14, 10, 8, 5, 3}; /* 2.5 on average */
    size_t times = rng_weighted(&p->rng, repeats, 7) + 1;
    out->n_trajectories = MIN_OF(times, p->n_trajectories - p->made);
    struct day on = {day_of(2019, 1, 1).v + (int)rng_below(&p->rng, 400)};
    for (size_t t = 0; t < out->n_trajectories; t++) {
        out->trajectories[t] = (struct trajectory_fact){
            .id = {uuid7_at(p->clock_ms, &p->rng)},
            .person = out->person.id,
            .project = {project_uuid(rng_below(&p->rng, POPULATION_PROJECTS))},
            .reached_on = on,
            .entry_age = -1,
            .channel = INTAKE_CHANNEL_DIRECT_OUTREACH,
            .is_voluntary = 1};
        event(out, p, t, EVENT_STARTED, CODE_MISSING, CODE_MISSING, 5);
        if (rng_chance(&p->rng, 0.3))
            event(out, p, t, EVENT_OUTCOME, OUTCOME_EMPLOYED, CODE_MISSING, 60);
        if (rng_chance(&p->rng, 0.6))
            event(out, p, t, EVENT_ENDED, END_KIND_CARRIED_OUT, EXIT_REASON_JOB, 90);
        for (int days = 10; days < 50 && rng_chance(&p->rng, 0.45); days += 20)
            event(out, p, t, EVENT_ACTION, (uint8_t)rng_below(&p->rng, N_ACTION_KIND),
                  CODE_MISSING, days);
        on.v += 100 + (int)rng_below(&p->rng, 100);
    }
    p->made += out->n_trajectories;
    return true;
}
