/* What an export tells of a person on a day, and how many persons it singles out. */
#include "act/export_int.h"

#include "domain/age.h"

enum { FIRST_YEAR = 1900, LAST_YEAR = 2040, VALUES_BYTES = 1000 };

/* --- answers --- */

static bool holds_on(const struct attribute_fact *f, struct day on)
{
    return (day_is_none(f->valid_from) || f->valid_from.v <= on.v) &&
           (day_is_none(f->valid_to) || f->valid_to.v >= on.v);
}

static const char *answer_text(struct arena *a, const struct attribute_fact *f)
{
    static const char *const why_not[] = {"", "unknown", "not_asked", "refused"};
    if (f->state != ANSWER_KNOWN) return why_not[f->state & 3];
    return arena_copy(a, f->value, strnlen(f->value, sizeof f->value));
}

static bool has_value(const char *values, const char *value)
{
    struct str rest = str_of(values), piece;
    while (str_split(&piece, &rest, '|'))
        if (str_eq_c(piece, value)) return true;
    return false;
}

/* Attributes come by kind and first day: of several the one that began last holds. */
void export_answers_on(struct export_answers *out, struct exporting *x, struct day on)
{
    *out = (struct export_answers){0};
    for (size_t i = 0; i < x->n_attributes; i++) {
        const struct attribute_fact *f = &x->attribute[i];
        if (f->kind >= N_ATTRIBUTE_KIND || !holds_on(f, on)) continue;
        const char *text = answer_text(&x->arena, f), *before = out->of[f->kind];
        bool adds = before && f->state == ANSWER_KNOWN &&
                    attribute_is_multiple((enum code_of_attribute_kind)f->kind) &&
                    !has_value("unknown|not_asked|refused", before);
        if (adds && has_value(before, text)) continue;
        out->of[f->kind] = adds ? arena_format(&x->arena, "%s|%s", before, text) : text;
    }
}

static int number_of(const struct export_answers *a, enum code_of_attribute_kind kind)
{
    struct err ignored;
    int value;
    if (!a->of[kind]) return -1;
    if (attribute_value_read(&value, kind, str_of(a->of[kind]), &ignored) != OK)
        return -1;
    return value;
}

static const char *why_not(const struct export_answers *a,
                           enum code_of_attribute_kind kind)
{
    const char *text = a->of[kind];
    return text && has_value("unknown|not_asked|refused", text) ? text : NULL;
}

static int age_class(const struct export_answers *a, int entry_age, struct day on)
{
    int year = number_of(a, ATTRIBUTE_KIND_BIRTH_YEAR);
    if (entry_age < 0 && year > 0)
        entry_age = age_on((struct partial_date){.year = (int16_t)year}, on);
    return age_class_of(entry_age);
}

const char *export_age_class(const struct export_answers *a, int entry_age,
                             struct day on)
{
    int class = age_class(a, entry_age, on);
    if (class < 0) return why_not(a, ATTRIBUTE_KIND_BIRTH_YEAR);
    return code_list_at(LIST_AGE_CLASS)->codes[class].code;
}

static int province(const struct export_answers *a, struct day on)
{
    int municipality = number_of(a, ATTRIBUTE_KIND_MUNICIPALITY);
    return municipality < 0 ? -1 : geo_province(municipality, on);
}

const char *export_province(const struct export_answers *a, struct day on)
{
    int index = province(a, on);
    if (index < 0) return why_not(a, ATTRIBUTE_KIND_MUNICIPALITY);
    return code_list_at(LIST_PROVINCE)->codes[index].code;
}

/* --- who stands alone --- */

/* What stands there instead of a value tells people apart too: nothing, unknown, not
 * asked, refused. */
enum { NO_VALUES = 4 };

static size_t n_sexes(void)
{
    return code_list_at(LIST_SEX)->n + (size_t)NO_VALUES;
}

static size_t n_diplomas(void)
{
    return attribute_value_list(ATTRIBUTE_KIND_EDUCATION)->n + (size_t)NO_VALUES;
}

void export_alone_begin(struct exporting *x)
{
    size_t places = x->wish->is_coarse ? N_PROVINCE : N_MUNICIPALITY;
    size_t years = x->wish->is_coarse ? N_AGE_CLASS : LAST_YEAR - FIRST_YEAR + 1;
    x->alone.n = (places + NO_VALUES) * (years + NO_VALUES) * n_sexes() * n_diplomas();
    x->alone.held_by = mem_alloc(x->alone.n);
}

/* `value` of `n`, or below 0 why there is none. */
static size_t next(size_t at, size_t n, int value)
{
    return at * (n + NO_VALUES) +
           (value < 0 ? (size_t)(-1 - value) : (size_t)value + NO_VALUES);
}

/* `value`, or when it is below 0 a number for what the export says instead. */
static int or_why_not(int value, const struct export_answers *a,
                      enum code_of_attribute_kind kind)
{
    const char *text = value < 0 ? why_not(a, kind) : NULL;
    if (!text) return MAX_OF(value, -1);
    return text[0] == 'u' ? -2 : text[0] == 'n' ? -3 : -4;
}

static int answer_of(const struct export_answers *a, enum code_of_attribute_kind kind)
{
    return or_why_not(number_of(a, kind), a, kind);
}

void export_alone_add(struct exporting *x, const struct export_answers *a,
                      int entry_age, struct day on)
{
    size_t at = 0;
    int year = number_of(a, ATTRIBUTE_KIND_BIRTH_YEAR);
    if (x->wish->is_coarse) {
        at = next(at, N_PROVINCE,
                  or_why_not(province(a, on), a, ATTRIBUTE_KIND_MUNICIPALITY));
        at =
            next(at, N_AGE_CLASS,
                 or_why_not(age_class(a, entry_age, on), a, ATTRIBUTE_KIND_BIRTH_YEAR));
    } else {
        year = year < FIRST_YEAR ? -1 : MIN_OF(year, LAST_YEAR) - FIRST_YEAR;
        at = next(at, N_MUNICIPALITY, answer_of(a, ATTRIBUTE_KIND_MUNICIPALITY));
        at = next(at, LAST_YEAR - FIRST_YEAR + 1,
                  or_why_not(year, a, ATTRIBUTE_KIND_BIRTH_YEAR));
    }
    at = next(at, n_sexes() - NO_VALUES, answer_of(a, ATTRIBUTE_KIND_SEX));
    at = next(at, n_diplomas() - NO_VALUES, answer_of(a, ATTRIBUTE_KIND_EDUCATION));
    for (size_t i = 0; i < x->n_combinations; i++)
        if (x->combination[i] == at) return;
    mem_push_room(x->combination, x->n_combinations, x->combination_cap);
    x->combination[x->n_combinations++] = at;
}

void export_alone_end_person(struct exporting *x)
{
    for (size_t i = 0; i < x->n_combinations; i++) {
        uint8_t *held_by = &x->alone.held_by[x->combination[i]];
        if (*held_by < 2) ++*held_by;
    }
    x->n_combinations = 0;
}

int64_t export_alone_count(const struct exporting *x)
{
    int64_t n = 0;
    for (size_t i = 0; i < x->alone.n; i++)
        n += x->alone.held_by[i] == 1;
    return n;
}
