/* Measurements with the instrument of every house and with one that the organisation
 * made itself, at the beginning and now; strengths, diplomas, languages and wishes. */
#include "demo/demo_files.h"
#include "domain/default_instrument.h"
#include "store/care_store.h"

enum { FIRST_AFTER_DAYS = 5, AGAIN_AFTER_DAYS = 75, LEAST_BETWEEN_DAYS = 30 };

/* --- instruments --- */

/* The organisation's own: from 0 to 10, its steps equally far apart. */
static const struct {
    const char *title;
    uint8_t condition;
} own_items[] = {
    {"Hoe zeker voel je je in een gesprek?", CONTEXT_CONDITION_SELF_IMAGE},
    {"Hoe goed lukt het om op tijd te zijn?", CONTEXT_CONDITION_WORK_ATTITUDES},
    {"Hoe goed weet je welk werk je wil?", CODE_MISSING},
    {"Hoeveel steun heb je van mensen om je heen?", CONTEXT_CONDITION_SOCIAL_ISOLATION},
};
enum { OWN_ITEMS = ARRAY_LEN(own_items) };

static enum err_code add_own_instrument(struct uuid items[OWN_ITEMS],
                                        struct demo_files *f, struct day on,
                                        struct err *e)
{
    struct demo *d = f->d;
    struct instrument_fact own = {.id = demo_uuid(d, on),
                                  .organisation = f->home,
                                  .is_interval = true,
                                  .lowest = 0,
                                  .highest = 10};
    enum err_code rc;
    snprintf(own.code, sizeof own.code, "werk-in-zicht");
    snprintf(own.title, sizeof own.title, "Werk in zicht");
    snprintf(own.lowest_words, sizeof own.lowest_words, "helemaal niet");
    snprintf(own.highest_words, sizeof own.highest_words, "heel goed");
    recorded_on(d, on, 9 * 60);
    TRY(instrument_add(d->w, &own, e));
    for (size_t i = 0; i < OWN_ITEMS; i++) {
        struct instrument_item_fact item = {.id = demo_uuid(d, on),
                                            .instrument = own.id,
                                            .number = (int32_t)i + 1,
                                            .condition = own_items[i].condition};
        items[i] = item.id;
        snprintf(item.title, sizeof item.title, "%s", own_items[i].title);
        TRY(instrument_item_add(d->w, &item, e));
    }
out:
    return rc;
}

static enum err_code add_default_instrument(struct demo_files *f, struct day on,
                                            struct err *e)
{
    struct instrument_fact house = default_instrument();
    enum err_code rc;
    recorded_on(f->d, on, 9 * 60);
    TRY(instrument_add(f->d->w, &house, e));
    for (enum default_item i = 0; i < N_DEFAULT_ITEMS; i++) {
        struct instrument_item_fact item = default_instrument_item(i);
        TRY(instrument_item_add(f->d->w, &item, e));
    }
out:
    return rc;
}

/* --- scores --- */

/* How often out of a hundred a question goes up, stays, goes down by the next time. */
static int next_score(struct rng *rng, int score, int most_up)
{
    static const unsigned weights[] = {52, 34, 14};
    switch (rng_weighted(rng, weights, ARRAY_LEN(weights))) {
    case 0:
        return score + rng_between(rng, 1, most_up);
    case 1:
        return score;
    default:
        return score - 1;
    }
}

static enum err_code add_score(struct demo_files *f, size_t i, struct uuid item,
                               struct day on, uint8_t moment, int score, bool is_said,
                               struct err *e)
{
    struct demo *d = f->d;
    struct assessment_fact a = {.id = demo_uuid(d, on),
                                .item = item,
                                .person = f->file[i].person.id,
                                .on = on,
                                .moment = moment,
                                .assessed_by = (uint8_t)(i % N_ASSESSED_BY),
                                .has_score = is_said,
                                .score = is_said ? score : 0};
    recorded_on(d, on, 16 * 60);
    return assessment_add(d->w, &a, e);
}

/* Every third question of the instrument of the house from the i-th on; twice when
 * there was time enough. One in fourteen answers is: would rather not say. */
static enum err_code measure_file(struct demo_files *f, size_t i, struct day first,
                                  struct day again, uint8_t again_moment,
                                  const struct uuid own[OWN_ITEMS], struct err *e)
{
    struct rng *rng = &f->d->rng;
    enum err_code rc = OK;
    bool is_again = !day_is_none(again);
    for (size_t k = i % 3; k < N_DEFAULT_ITEMS; k += i < 6 ? 1 : 3) {
        struct uuid item = default_instrument_item((enum default_item)k).id;
        int score = rng_between(rng, 1, 4), later = next_score(rng, score, 2);
        TRY(add_score(f, i, item, first, OBSERVATION_MOMENT_BASELINE, score,
                      !rng_chance(rng, 0.07), e));
        if (is_again)
            TRY(add_score(f, i, item, again, again_moment, MAX_OF(1, MIN_OF(5, later)),
                          !rng_chance(rng, 0.07), e));
    }
    for (size_t k = 0; own && k < OWN_ITEMS; k++) {
        int score = rng_between(rng, 1, 7), later = next_score(rng, score, 3);
        TRY(add_score(f, i, own[k], first, OBSERVATION_MOMENT_BASELINE, score,
                      !rng_chance(rng, 0.07), e));
        if (is_again)
            TRY(add_score(f, i, own[k], again, again_moment,
                          MAX_OF(0, MIN_OF(10, later)), !rng_chance(rng, 0.07), e));
    }
out:
    return rc;
}

enum err_code fill_measures(struct demo_files *f, struct err *e)
{
    struct demo *d = f->d;
    struct day last = demo_after(d->options->today, -1);
    struct day from = demo_after(d->options->today, -366);
    struct uuid own[OWN_ITEMS];
    enum err_code rc = OK;
    if (!f->has_instruments) {
        TRY(add_default_instrument(f, from, e));
        TRY(add_own_instrument(own, f, from, e));
    }
    for (size_t i = 0; i < f->n; i++) {
        struct day started = file_day_of(&f->file[i], EVENT_STARTED);
        struct day ended = file_day_of(&f->file[i], EVENT_ENDED);
        /* one in six was never measured, one in six only once */
        if (day_is_none(started) || i % 6 == 5) continue;
        struct day first = day_before_today(d, started, FIRST_AFTER_DAYS);
        struct day until = day_is_none(ended) ? last : ended;
        struct day again = day_before_today(d, first, AGAIN_AFTER_DAYS);
        if (again.v > until.v) again = until;
        if (again.v - first.v < LEAST_BETWEEN_DAYS || i % 6 == 4) again = DAY_NONE;
        TRY(measure_file(f, i, first, again,
                         day_is_none(ended) ? OBSERVATION_MOMENT_INTERIM
                                            : OBSERVATION_MOMENT_END,
                         i % 2 == 0 && !f->has_instruments ? own : NULL, e));
    }
out:
    return rc;
}

/* --- strengths, diplomas, languages, wishes --- */

static const struct {
    uint8_t kind;
    const char *words;
} assets[] = {
    {COMPETENCE_KIND_STRENGTH, "Blijft rustig als het druk wordt"},
    {COMPETENCE_KIND_COMPETENCE, "Kookt voor grote groepen"},
    {COMPETENCE_KIND_DIPLOMA, "Getuigschrift lager secundair onderwijs"},
    {COMPETENCE_KIND_LANGUAGE, "Spreekt Arabisch en Frans, Nederlands groeit"},
    {COMPETENCE_KIND_EXPERIENCE, "Twee zomers in de fruitpluk"},
    {COMPETENCE_KIND_WISH, "Wil graag met kinderen werken"},
    {COMPETENCE_KIND_NOT, "Geen nachtwerk: de kinderen zijn dan alleen"},
    {COMPETENCE_KIND_STRENGTH, "Legt makkelijk contact"},
    {COMPETENCE_KIND_WISH, "Wil een opleiding voor zorgkundige volgen"},
    {COMPETENCE_KIND_COMPETENCE, "Herstelt fietsen"},
    {COMPETENCE_KIND_DIPLOMA, "Attest hygiëne in de keuken"},
    {COMPETENCE_KIND_WISH, "Wil buiten werken, in het groen"},
    {COMPETENCE_KIND_EXPERIENCE, "Zorgde jaren voor een zieke ouder"},
    {COMPETENCE_KIND_NOT, "Kan niet zwaar tillen"},
};

enum err_code fill_assets(struct demo_files *f, struct err *e)
{
    struct demo *d = f->d;
    enum err_code rc = OK;
    for (size_t i = 0; i < f->n; i++) {
        struct day from = file_trajectory(&f->file[i])->reached_on;
        size_t n = i < 3 ? 7 : 1 + i % 4;
        for (size_t k = 0; k < n; k++) {
            size_t which = (i * 5 + k) % ARRAY_LEN(assets);
            struct competence_fact c = {.on = day_before_today(d, from, 8 + 5 * (int)k),
                                        .person = f->file[i].person.id,
                                        .kind = assets[which].kind,
                                        .words = str_of(assets[which].words)};
            c.id = demo_uuid(d, c.on);
            recorded_on(d, c.on, 14 * 60);
            TRY(competence_add(d->w, &c, e));
        }
    }
out:
    return rc;
}
