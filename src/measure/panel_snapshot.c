#include "measure/panel_snapshot.h"

#include "domain/age.h"
#include "domain/attribute.h"
#include "domain/disadvantage.h"
#include "domain/education.h"
#include "domain/origin.h"
#include "domain/segment.h"

_Static_assert(N_TARGET_GROUP <= 32, "target groups are bits of 32");
_Static_assert((int)N_MUNICIPALITY < (int)GEO_ABROAD, "two-byte municipality codes");

void panel_attributes_dispose(struct panel_attributes *a)
{
    free(a->items);
}

void panel_attributes_clear(struct panel_attributes *a)
{
    a->n = 0;
}

enum err_code panel_attributes_add(struct panel_attributes *a,
                                   const struct attribute_fact *f, struct err *e)
{
    struct panel_attribute new = {.kind = f->kind,
                                  .state = f->state,
                                  .from = f->valid_from.v,
                                  .to = day_is_none(f->valid_to) ? INT32_MAX
                                                                 : f->valid_to.v};
    if (f->kind >= N_ATTRIBUTE_KIND)
        return err_set(e, ERR_CORRUPT, "an attribute is of kind %u, expected below %d",
                       f->kind, N_ATTRIBUTE_KIND);
    if (f->state > ANSWER_REFUSED)
        return err_set(e, ERR_CORRUPT, "an attribute has state %u, expected 0 to %d",
                       f->state, ANSWER_REFUSED);
    if (f->state == ANSWER_KNOWN) {
        int number;
        struct str text = {f->value, strnlen(f->value, sizeof f->value)};
        if (attribute_value_read(&number, f->kind, text, e) != OK) {
            if (e) e->code = ERR_CORRUPT;
            return ERR_CORRUPT;
        }
        new.value = (uint16_t)number;
    }
    mem_push_room(a->items, a->n, a->cap);
    a->items[a->n++] = new;
    return OK;
}

static void add_multiple(struct panel_answers *out, const struct panel_attribute *one)
{
    if (one->state != ANSWER_KNOWN) return;
    if (one->kind == ATTRIBUTE_KIND_TARGET_GROUP)
        out->target_groups |= 1u << one->value;
    if (one->kind == ATTRIBUTE_KIND_BENEFIT && one->value != BENEFIT_NONE)
        out->has_benefit = true;
}

void panel_answers_on(struct panel_answers *out, const struct panel_attributes *a,
                      struct day on)
{
    int32_t began[N_ATTRIBUTE_KIND];
    *out = (struct panel_answers){0};
    for (int kind = 0; kind < N_ATTRIBUTE_KIND; kind++) {
        out->of[kind] = coded_missing(ANSWER_NOT_ASKED);
        began[kind] = INT32_MIN;
    }
    for (size_t i = 0; i < a->n; i++) {
        const struct panel_attribute *one = &a->items[i];
        if (one->from > on.v || one->to < on.v || one->from < began[one->kind])
            continue;
        began[one->kind] = one->from;
        out->of[one->kind] = (struct coded){one->state, one->value};
    }
    for (size_t i = 0; i < a->n; i++)
        if (a->items[i].from <= on.v && a->items[i].to >= on.v)
            add_multiple(out, &a->items[i]);
}

static uint8_t missing_code(enum answer_state state)
{
    if (state == ANSWER_REFUSED) return PANEL_REFUSED;
    return state == ANSWER_UNKNOWN ? PANEL_UNKNOWN : PANEL_NOT_ASKED;
}

static uint8_t code_of(struct coded a)
{
    return a.state == ANSWER_KNOWN ? (uint8_t)a.code : missing_code(a.state);
}

/* Who lives abroad has a country and no municipality. */
static uint16_t municipality_of(const struct panel_answers *a)
{
    struct coded municipality = a->of[ATTRIBUTE_KIND_MUNICIPALITY];
    struct coded country = a->of[ATTRIBUTE_KIND_COUNTRY_OF_RESIDENCE];
    if (municipality.state == ANSWER_KNOWN) return municipality.code;
    if (country.state == ANSWER_KNOWN && country.code != COUNTRY_BE) return GEO_ABROAD;
    return (uint16_t)(0xff00 | missing_code(municipality.state));
}

/* The exact age when the vault knew it, else from the year and month of birth. */
static int age_of(const struct panel_answers *a, int entry_age, struct day on)
{
    if (entry_age >= 0) return entry_age;
    struct coded year = a->of[ATTRIBUTE_KIND_BIRTH_YEAR];
    struct coded month = a->of[ATTRIBUTE_KIND_BIRTH_MONTH];
    if (year.state != ANSWER_KNOWN) return -1;
    struct partial_date born = {.year = (int16_t)year.code};
    if (month.state == ANSWER_KNOWN) born.month = (uint8_t)month.code;
    return age_on(born, on);
}

struct segment_facts panel_segment_facts(const struct panel_answers *a,
                                         struct coded registered)
{
    struct coded at_vdab = a->of[ATTRIBUTE_KIND_REGISTERED_VDAB];
    struct coded elsewhere = a->of[ATTRIBUTE_KIND_REGISTERED_ELSEWHERE];
    if (at_vdab.state == ANSWER_NOT_ASKED) at_vdab = registered;
    return (struct segment_facts){
        .willing_to_work = a->of[ATTRIBUTE_KIND_WILLING_TO_WORK],
        .availability_condition = a->of[ATTRIBUTE_KIND_AVAILABILITY_CONDITION],
        .registered_vdab = segment_registered(at_vdab),
        .known_elsewhere = a->has_benefit ? coded_known(YES_NO_YES) : elsewhere,
        .reached_recently = a->of[ATTRIBUTE_KIND_REACHED_LAST_2_YEARS],
        .offer_was_sufficient = a->of[ATTRIBUTE_KIND_OFFER_SUFFICIENT_LAST_2_YEARS],
    };
}

static uint8_t segment_code(const struct panel_answers *a, struct coded registered)
{
    struct coded willing = a->of[ATTRIBUTE_KIND_WILLING_TO_WORK];
    if (willing.state == ANSWER_NOT_ASKED || willing.state == ANSWER_REFUSED)
        return missing_code(willing.state);
    struct segment_facts f = panel_segment_facts(a, registered);
    return (uint8_t)segment_of(&f).segment;
}

static struct origin_attributes origin_attributes_of(const struct coded *of)
{
    return (struct origin_attributes){
        .nationality = of[ATTRIBUTE_KIND_NATIONALITY],
        .first_nationality = of[ATTRIBUTE_KIND_FIRST_NATIONALITY],
        .father_first_nationality = of[ATTRIBUTE_KIND_FATHER_FIRST_NATIONALITY],
        .mother_first_nationality = of[ATTRIBUTE_KIND_MOTHER_FIRST_NATIONALITY],
        .father_birth_country = of[ATTRIBUTE_KIND_FATHER_BIRTH_COUNTRY],
        .mother_birth_country = of[ATTRIBUTE_KIND_MOTHER_BIRTH_COUNTRY],
        .nationality_history_non_eu = of[ATTRIBUTE_KIND_NATIONALITY_HISTORY_NON_EU],
    };
}

static struct education_facts education_facts_of(const struct coded *of)
{
    return (struct education_facts){
        .diploma = of[ATTRIBUTE_KIND_EDUCATION],
        .recognised = of[ATTRIBUTE_KIND_EDUCATION_RECOGNISED],
        .content = of[ATTRIBUTE_KIND_EDUCATION_ISCED],
    };
}

struct disadvantage_facts panel_disadvantage_facts(const struct panel_answers *a,
                                                   int entry_age, struct day on)
{
    struct origin_attributes origin = origin_attributes_of(a->of);
    struct education_facts education = education_facts_of(a->of);
    int age = age_of(a, entry_age, on);
    return (struct disadvantage_facts){
        .kansengroep = origin_kansengroep(&origin, on),
        .work_disability = a->of[ATTRIBUTE_KIND_WORK_DISABILITY],
        .education_level = education_level_vdab(&education),
        .age = age > AGE_MAX ? -1 : age,
    };
}

void panel_snapshot(struct panel_participations *p, size_t i,
                    const struct panel_answers *a, int entry_age,
                    struct coded registered, struct day on)
{
    const struct coded *of = a->of;
    struct origin_attributes origin = origin_attributes_of(of);
    struct education_facts education = education_facts_of(of);
    struct disadvantage_facts disadvantage = panel_disadvantage_facts(a, entry_age, on);
    int age = disadvantage.age;
    uint8_t no_age = of[ATTRIBUTE_KIND_BIRTH_YEAR].state == ANSWER_KNOWN
                         ? PANEL_UNKNOWN
                         : missing_code(of[ATTRIBUTE_KIND_BIRTH_YEAR].state);
    p->municipality[i] = municipality_of(a);
    p->sex[i] = code_of(of[ATTRIBUTE_KIND_SEX]);
    p->age[i] = age < 0 ? no_age : (uint8_t)age;
    p->age_class[i] = age < 0 ? no_age : (uint8_t)age_class_of(age);
    p->education[i] = code_of(education.diploma);
    p->education_level[i] = code_of(disadvantage.education_level);
    p->origin_herkomst[i] = code_of(origin_herkomst(&origin, on));
    p->origin_kansengroep[i] = code_of(disadvantage.kansengroep);
    p->origin_esf[i] = code_of(origin_esf(&origin));
    p->segment[i] = segment_code(a, registered);
    p->target_groups[i] = a->target_groups | disadvantage_groups(&disadvantage).member;
}

void panel_profile(struct panel_profile *out, uint32_t person,
                   const struct panel_answers *a, struct day on)
{
    const struct coded *of = a->of;
    struct origin_attributes origin = origin_attributes_of(of);
    struct education_facts education = education_facts_of(of);
    struct coded year = of[ATTRIBUTE_KIND_BIRTH_YEAR];
    struct coded month = of[ATTRIBUTE_KIND_BIRTH_MONTH];
    *out = (struct panel_profile){
        .person = person,
        .municipality = municipality_of(a),
        .birth_year = year.state == ANSWER_KNOWN
                          ? year.code
                          : (uint16_t)(0xff00 | missing_code(year.state)),
        .birth_month = month.state == ANSWER_KNOWN ? (uint8_t)month.code : 0,
        .sex = code_of(of[ATTRIBUTE_KIND_SEX]),
        .education = code_of(education.diploma),
        .education_level = code_of(education_level_vdab(&education)),
        .origin_herkomst = code_of(origin_herkomst(&origin, on)),
        .origin_kansengroep = code_of(origin_kansengroep(&origin, on)),
        .origin_esf = code_of(origin_esf(&origin)),
        .self_reliant = code_of(of[ATTRIBUTE_KIND_SELF_RELIANT]),
    };
}
