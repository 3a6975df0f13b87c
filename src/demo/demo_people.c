/* Invented people: who they are goes sealed into the vault, what is countable
 * of them becomes dated attributes, every one of them asked. Proportions are
 * invented too; they only have to look like the groups that outreach meets. */
#include "demo/demo_int.h"

#include "base/buf.h"
#include "domain/geography.h"
#include "store/person_store.h"

struct culture {
    const char *name, *country, *language;
    unsigned weight;
    const char *women, *men, *families;
};
static const struct culture cultures[] = {
#define CULTURE(name, country, language, weight, women, men, families)                 \
    {#name, country, language, weight, women, men, families},
#include "demo/names.def"
#undef CULTURE
};

/* One person while it is being cast. */
struct role {
    const struct culture *culture;
    bool is_migrant, born_abroad, lives_abroad;
    uint8_t sex, education, household, group;
    struct partial_date born;
    int municipality;
    struct day on; /* when the attributes were asked */
};

/* The n-th piece of a list separated by `|`. */
static struct str piece(struct demo *d, const char *list)
{
    unsigned n = 1;
    for (const char *p = list; *p; p++)
        n += *p == '|';
    unsigned wanted = rng_below(&d->rng, n);
    struct str rest = str_of(list), found = STR_NONE;
    for (unsigned i = 0; i <= wanted; i++)
        if (!str_split(&found, &rest, '|')) bug("a list of names is empty");
    return found;
}

void demo_people_pools(struct demo *d)
{
    struct day today = d->options->today;
    for (int i = 0; i < N_MUNICIPALITY; i++) {
        if (!geo_municipality_exists(i, today) ||
            !geo_municipality_exists(i, day_of(2019, 1, 1)))
            continue;
        int province = geo_province(i, today);
        if (province < 0 || province != geo_province(i, day_of(2019, 1, 1))) continue;
        if (province == PROVINCE_OTHER && geo_municipality_refnis(i)[0] != '5' &&
            geo_municipality_refnis(i)[0] != '6')
            continue; /* Hainaut and Liège only */
        if (d->n_pool[province] < MAX_POOL)
            d->pool[province][d->n_pool[province]++] = (uint16_t)i;
    }
    for (int province = 0; province < N_PROVINCE; province++)
        require(d->n_pool[province] > 0);
}

static const struct culture *pick_culture(struct demo *d, bool migrant)
{
    if (!migrant) return &cultures[0];
    unsigned weights[ARRAY_LEN(cultures)];
    for (size_t i = 0; i < ARRAY_LEN(cultures); i++)
        weights[i] = cultures[i].weight;
    return &cultures[rng_weighted(&d->rng, weights, ARRAY_LEN(cultures))];
}

static uint8_t pick_education(struct demo *d, bool born_abroad)
{
    static const uint8_t levels[] = {
        EDUCATION_NO_DIPLOMA,
        EDUCATION_PRIMARY,
        EDUCATION_SECONDARY_1,
        EDUCATION_PART_TIME_VOCATIONAL,
        EDUCATION_SECONDARY_2,
        EDUCATION_SECONDARY_3_BSO,
        EDUCATION_SECONDARY_3_TSO_KSO,
        EDUCATION_SECONDARY_3_ASO,
        EDUCATION_POST_SECONDARY,
        EDUCATION_HBO5,
        EDUCATION_BACHELOR,
        EDUCATION_MASTER,
        EDUCATION_FOREIGN_NOT_RECOGNISED,
    };
    static const unsigned here[] = {6, 10, 14, 7, 17, 17, 9, 5, 2, 3, 6, 3, 0};
    static const unsigned abroad[] = {12, 14, 11, 1, 10, 6, 4, 8, 1, 1, 4, 3, 25};
    return levels[rng_weighted(&d->rng, born_abroad ? abroad : here,
                               ARRAY_LEN(levels))];
}

static void pick_role(struct role *r, struct demo *d, const struct cast *cast,
                      struct day seen_on)
{
    *r = (struct role){.on = seen_on};
    r->sex = cast->sex >= 0 ? (uint8_t)cast->sex
                            : (uint8_t)(rng_chance(&d->rng, 0.49) ? SEX_F : SEX_M);
    r->is_migrant = cast->migrant >= 0 ? cast->migrant : rng_chance(&d->rng, 0.46);
    r->culture = pick_culture(d, r->is_migrant);
    r->born_abroad = r->is_migrant && rng_chance(&d->rng, 0.72);
    r->education = pick_education(d, r->born_abroad);

    int age = rng_between(&d->rng, cast->low_age, cast->high_age);
    struct day birthday =
        demo_after(day_add_months(seen_on, -12 * age), -(int)rng_below(&d->rng, 365));
    int year, month, day;
    day_split(&year, &month, &day, birthday);
    r->born = (struct partial_date){(int16_t)year, (uint8_t)month, (uint8_t)day};

    static const unsigned by_province[N_PROVINCE] = {
        [PROVINCE_OTHER] = 1,
        [PROVINCE_ANTWERPEN] = 32,
        [PROVINCE_BRUSSELS] = 7,
        [PROVINCE_LIMBURG] = 18,
        [PROVINCE_OOST_VLAANDEREN] = 21,
        [PROVINCE_VLAAMS_BRABANT] = 9,
        [PROVINCE_WEST_VLAANDEREN] = 12,
    };
    size_t province = cast->province >= 0
                          ? (size_t)cast->province
                          : rng_weighted(&d->rng, by_province, N_PROVINCE);
    r->municipality = cast->municipality >= 0
                          ? cast->municipality
                          : d->pool[province][rng_below(&d->rng, d->n_pool[province])];
    r->lives_abroad = province == PROVINCE_OTHER && cast->municipality < 0 &&
                      rng_chance(&d->rng, 0.4);
    static const unsigned households[] = {30, 18, 12, 24, 10, 4, 2};
    r->household = cast->household >= 0
                       ? (uint8_t)cast->household
                       : (uint8_t)rng_weighted(&d->rng, households, N_HOUSEHOLD);
    static const uint8_t groups[] = {
        TARGET_GROUP_LIVING_WAGE, TARGET_GROUP_LONG_TERM_SICK, TARGET_GROUP_HOMEMAKER,
        TARGET_GROUP_NEET_YOUTH,  TARGET_GROUP_SOCIAL_TENANT,  TARGET_GROUP_CARER,
        TARGET_GROUP_OTHER,
    };
    static const unsigned weights[] = {30, 20, 14, 12, 10, 6, 8};
    r->group = cast->target_group >= 0
                   ? (uint8_t)cast->target_group
                   : groups[rng_weighted(&d->rng, weights, ARRAY_LEN(weights))];
}

static enum err_code put(struct demo *d, struct person_id person, const struct role *r,
                         uint8_t kind, enum answer_state state, const char *value,
                         struct err *e)
{
    struct attribute_fact f = {.id = demo_uuid(d, r->on),
                               .person = person,
                               .kind = kind,
                               .state = (uint8_t)state,
                               .source = ATTRIBUTE_SOURCE_SELF,
                               .valid_from = r->on,
                               .valid_to = DAY_NONE};
    if (state == ANSWER_KNOWN) snprintf(f.value, sizeof f.value, "%s", value);
    return attribute_add(d->w, &f, e);
}

static const char *code_of(enum list_number list, unsigned index)
{
    return code_list_at(list)->codes[index].code;
}

static enum err_code put_origin(struct demo *d, struct person_id person,
                                const struct role *r, struct err *e)
{
    enum err_code rc = OK;
    const char *there = r->culture->country;
    bool naturalised =
        r->is_migrant && rng_chance(&d->rng, r->born_abroad ? 0.3 : 0.85);
    const char *first =
        r->is_migrant && (r->born_abroad || rng_chance(&d->rng, 0.5)) ? there : "BE";
    const char *now = naturalised || !r->is_migrant ? "BE" : first;
    bool one_parent = r->is_migrant && !r->born_abroad && rng_chance(&d->rng, 0.2);
    const char *father = r->is_migrant ? there : "BE";
    const char *mother = r->is_migrant && !one_parent ? there : "BE";
    /* one in a hundred would rather not say where the parents came from */
    enum answer_state parents =
        rng_chance(&d->rng, 0.01) ? ANSWER_REFUSED : ANSWER_KNOWN;
    bool non_eu = r->is_migrant && !strstr("PL RO BG NL GR BE", there);
    TRY(put(d, person, r, ATTRIBUTE_KIND_NATIONALITY, ANSWER_KNOWN, now, e));
    TRY(put(d, person, r, ATTRIBUTE_KIND_FIRST_NATIONALITY, ANSWER_KNOWN, first, e));
    TRY(put(d, person, r, ATTRIBUTE_KIND_BIRTH_COUNTRY, ANSWER_KNOWN,
            r->born_abroad ? there : "BE", e));
    TRY(put(d, person, r, ATTRIBUTE_KIND_FATHER_FIRST_NATIONALITY, parents, father, e));
    TRY(put(d, person, r, ATTRIBUTE_KIND_MOTHER_FIRST_NATIONALITY, parents, mother, e));
    TRY(put(d, person, r, ATTRIBUTE_KIND_FATHER_BIRTH_COUNTRY, parents, father, e));
    TRY(put(d, person, r, ATTRIBUTE_KIND_MOTHER_BIRTH_COUNTRY, parents, mother, e));
    TRY(put(d, person, r, ATTRIBUTE_KIND_NATIONALITY_HISTORY_NON_EU, parents,
            non_eu ? "yes" : "no", e));
    const char *language = r->is_migrant ? r->culture->language : "nl";
    if (code_index(code_list_at(LIST_LANGUAGE), str_of(language)) < 0)
        language = "other";
    rc = put(d, person, r, ATTRIBUTE_KIND_LANGUAGE, ANSWER_KNOWN, language, e);
out:
    return rc;
}

static enum err_code put_groups(struct demo *d, struct person_id person,
                                const struct role *r, struct err *e)
{
    enum err_code rc = OK;
    int age = age_on(r->born, r->on);
    uint8_t groups[6];
    size_t n = 0;
    groups[n++] = r->group;
    if (r->is_migrant) groups[n++] = TARGET_GROUP_MIGRATION_BACKGROUND;
    if (r->education <= EDUCATION_SECONDARY_2) groups[n++] = TARGET_GROUP_LOW_EDUCATED;
    if (age >= 55) groups[n++] = TARGET_GROUP_OVER_55;
    if (r->household == HOUSEHOLD_SINGLE_PARENT)
        groups[n++] = TARGET_GROUP_SINGLE_PARENT;
    for (size_t i = 0; i < n; i++) {
        if (i && groups[i] == groups[0]) continue;
        TRY(put(d, person, r, ATTRIBUTE_KIND_TARGET_GROUP, ANSWER_KNOWN,
                code_of(LIST_TARGET_GROUP, groups[i]), e));
    }
    TRY(put(d, person, r, ATTRIBUTE_KIND_HOUSEHOLD, ANSWER_KNOWN,
            code_of(LIST_HOUSEHOLD, r->household), e));
    rc = put(d, person, r, ATTRIBUTE_KIND_WORK_DISABILITY,
             rng_chance(&d->rng, 0.03) ? ANSWER_REFUSED : ANSWER_KNOWN,
             rng_chance(&d->rng, 0.2) ? "yes" : "no", e);
out:
    return rc;
}

/* The two questions of figure 1 and what stands behind them: the segment
 * follows. */
static enum err_code put_segment(struct demo *d, struct person_id person,
                                 const struct role *r, struct err *e)
{
    enum err_code rc = OK;
    static const unsigned registered[] = {38, 20, 30, 12};
    unsigned status = (unsigned)rng_weighted(&d->rng, registered, 4);
    bool in = status == REGISTRATION_STATUS_VOLUNTARY ||
              status == REGISTRATION_STATUS_COMPULSORY;
    bool elsewhere = rng_chance(&d->rng, r->group == TARGET_GROUP_LIVING_WAGE ||
                                                 r->group == TARGET_GROUP_LONG_TERM_SICK
                                             ? 0.95
                                             : 0.35);
    TRY(put(d, person, r, ATTRIBUTE_KIND_WILLING_TO_WORK, ANSWER_KNOWN,
            rng_chance(&d->rng, 0.96) ? "yes" : "no", e));
    TRY(put(d, person, r, ATTRIBUTE_KIND_AVAILABILITY_CONDITION, ANSWER_KNOWN,
            rng_chance(&d->rng, 0.2) ? "yes" : "no", e));
    TRY(put(d, person, r, ATTRIBUTE_KIND_REGISTERED_VDAB, ANSWER_KNOWN,
            code_of(LIST_REGISTRATION_STATUS, status), e));
    TRY(put(d, person, r, ATTRIBUTE_KIND_REGISTERED_ELSEWHERE, ANSWER_KNOWN,
            elsewhere ? "yes" : "no", e));
    TRY(put(d, person, r, ATTRIBUTE_KIND_REACHED_LAST_2_YEARS, ANSWER_KNOWN,
            in && rng_chance(&d->rng, 0.45) ? "yes" : "no", e));
    rc = put(d, person, r, ATTRIBUTE_KIND_OFFER_SUFFICIENT_LAST_2_YEARS, ANSWER_KNOWN,
             in && rng_chance(&d->rng, 0.3) ? "yes" : "no", e);
out:
    return rc;
}

/* The one that had the place on that day: of several that merged since, the
 * first in order of code. Nothing is drawn, so that what follows stays as it
 * was. */
static int municipality_then(const struct demo *d, int municipality, struct day on)
{
    int then = geo_municipality_on(municipality, on);
    for (int i = 0; then == GEO_UNKNOWN && i < N_MUNICIPALITY; i++)
        if (geo_municipality_exists(i, on) &&
            geo_municipality_on(i, d->options->today) == municipality)
            then = i;
    require(then != GEO_UNKNOWN);
    return then;
}

static enum err_code put_attributes(struct demo *d, struct person_id person,
                                    const struct role *r, struct err *e)
{
    enum err_code rc = OK;
    char number[8];
    TRY(put(d, person, r, ATTRIBUTE_KIND_SEX, ANSWER_KNOWN, code_of(LIST_SEX, r->sex),
            e));
    snprintf(number, sizeof number, "%d", r->born.year);
    TRY(put(d, person, r, ATTRIBUTE_KIND_BIRTH_YEAR, ANSWER_KNOWN, number, e));
    TRY(put(d, person, r, ATTRIBUTE_KIND_COUNTRY_OF_RESIDENCE, ANSWER_KNOWN,
            r->lives_abroad ? "NL" : "BE", e));
    if (!r->lives_abroad)
        TRY(put(d, person, r, ATTRIBUTE_KIND_MUNICIPALITY, ANSWER_KNOWN,
                geo_municipality_refnis(municipality_then(d, r->municipality, r->on)),
                e));
    TRY(put(d, person, r, ATTRIBUTE_KIND_EDUCATION,
            rng_chance(&d->rng, 0.006) ? ANSWER_UNKNOWN : ANSWER_KNOWN,
            code_of(LIST_EDUCATION, r->education), e));
    TRY(put_origin(d, person, r, e));
    TRY(put_groups(d, person, r, e));
    TRY(put_segment(d, person, r, e));
out:
    return rc;
}

/* A number of the right form with right check digits, in the series for people
 * who are not in the national register (month + 40). */
static void invent_insz(char out[16], struct demo *d, const struct role *r)
{
    unsigned serial = rng_below(&d->rng, 498) * 2 + (r->sex == SEX_F ? 2 : 1);
    unsigned long nine = (unsigned long)(r->born.year % 100) * 10000000ul +
                         (unsigned long)(r->born.month + 40) * 100000ul +
                         (unsigned long)r->born.day * 1000ul + serial;
    unsigned long checked = r->born.year >= 2000 ? nine + 2000000000ul : nine;
    snprintf(out, 16, "%09lu%02lu", nine, 97 - checked % 97);
}

/* Of a million invented telephones, each once before any comes again. */
static void invent_phone(char out[24], struct demo *d)
{
    enum { TELEPHONES = 1000000, STEP = 619387 }; /* without a common divisor */
    uint64_t n = ((uint64_t)d->n_persons + 1) * STEP % TELEPHONES;
    for (int i = 0; i < 3; i++)
        (void)rng_below(&d->rng, 100); /* what follows stays as it was */
    snprintf(out, 24, "+32 4%02u 00 %02u %02u", (unsigned)(n / 10000),
             (unsigned)(n / 100 % 100), (unsigned)(n % 100));
}

static enum err_code add_person(struct demo *d, struct person_id id,
                                const struct role *r, struct err *e)
{
    struct person_fact f = {id, r->on};
    char day[DAY_TEXT + 1], insz[16], phone[24], address[160];
    day_text(day, day_of(r->born.year, r->born.month, r->born.day));
    invent_insz(insz, d, r);
    invent_phone(phone, d);
    snprintf(address, sizeof address, "Demostraat %u, %s", 1 + rng_below(&d->rng, 240),
             r->lives_abroad ? "Nederland"
                             : geo_municipality_name(r->municipality, LANG_NL));
    struct identity identity = {0};
    identity.value[IDENTITY_GIVEN_NAME] =
        piece(d, r->sex == SEX_F ? r->culture->women : r->culture->men);
    identity.value[IDENTITY_FAMILY_NAME] = piece(d, r->culture->families);
    identity.value[IDENTITY_BIRTH_DATE] = str_of(day);
    if (rng_chance(&d->rng, 0.7)) identity.value[IDENTITY_INSZ] = str_of(insz);
    if (rng_chance(&d->rng, 0.8)) identity.value[IDENTITY_PHONE] = str_of(phone);
    identity.value[IDENTITY_ADDRESS] = str_of(address);
    return person_add(d->w, &f, &identity, e);
}

enum err_code demo_person(struct demo_person *out, struct demo *d,
                          const struct cast *cast, struct day seen_on, struct err *e)
{
    enum err_code rc = OK;
    struct role r;
    pick_role(&r, d, cast, seen_on);
    *out = (struct demo_person){.id = {demo_uuid(d, seen_on)},
                                .born = r.born,
                                .sex = r.sex,
                                .culture = (int)(r.culture - cultures)};
    demo_record_moment(d, seen_on);
    TRY(add_person(d, out->id, &r, e));
    TRY(put_attributes(d, out->id, &r, e));
    d->n_persons++;
out:
    return rc;
}
