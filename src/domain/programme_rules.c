#include "domain/programme_rules.h"

struct rule_row {
    const char *name, *call;
    int16_t call_kind;
    int32_t value;
    enum rule_unit unit;
    int16_t year;
    uint8_t month, day;
    const char *source;
};

static const struct rule_row rows[] = {
#define X(name, call, kind, value, unit, year, month, day, source)                     \
    {name, call, kind, value, RULE_##unit, year, month, day, source},
#include "domain/programme_rules.def"
#undef X
};

static struct day from_of(const struct rule_row *r)
{
    return r->year == 0 ? DAY_NONE : day_of(r->year, r->month, r->day);
}

struct programme_rule programme_rule_at(size_t i)
{
    require(i < ARRAY_LEN(rows));
    const struct rule_row *r = &rows[i];
    return (struct programme_rule){r->name, r->call,    r->call_kind, r->value,
                                   r->unit, from_of(r), r->source};
}

size_t programme_rule_count(void)
{
    return ARRAY_LEN(rows);
}

/* How closely a row fits: 3 the call, 2 its kind, 1 any; 0 not at all. DAY_NONE is the
 * smallest day, so "since before our records" has always begun. */
static int fit(const struct rule_row *r, const char *name, struct str call,
               int call_kind, struct day on)
{
    if (strcmp(r->name, name) != 0 || from_of(r).v > on.v) return 0;
    if (*r->call != '\0') return str_eq_c(call, r->call) ? 3 : 0;
    if (r->call_kind != ANY_KIND) return r->call_kind == call_kind ? 2 : 0;
    return 1;
}

bool programme_rule_on(struct programme_rule *out, const char *name, struct str call,
                       int call_kind, struct day on)
{
    int best = 0;
    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        int f = fit(&rows[i], name, call, call_kind, on);
        if (f == 0 || f < best) continue;
        if (f == best && from_of(&rows[i]).v < out->from.v) continue;
        best = f;
        *out = programme_rule_at(i);
    }
    return best > 0;
}

int programme_rule_value(const char *name, struct str call, int call_kind,
                         struct day on, int otherwise)
{
    struct programme_rule r;
    return programme_rule_on(&r, name, call, call_kind, on) ? r.value : otherwise;
}

const char *rule_unit_name(enum rule_unit unit)
{
    static const char *const names[] = {"days",  "weeks",   "months",  "years",
                                        "hours", "persons", "percent", "yes or no"};
    require(unit < ARRAY_LEN(names));
    return names[unit];
}

struct day evaluation_due_on(struct day started, struct day last, int years)
{
    require(years > 0);
    struct day due = day_add_months(started, 12 * years);
    for (int n = 2; !day_is_none(last) && due.v <= last.v; n++)
        due = day_add_months(started, 12 * years * n);
    return due;
}

int evaluation_sample_size(int n_workers, int percent)
{
    require(n_workers >= 0 && percent >= 0 && percent <= 100);
    return (int)(((int64_t)n_workers * percent + 99) / 100);
}
