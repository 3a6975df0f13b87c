#include "domain/programmes.h"

struct programme_row {
    const char *code, *name;
    uint8_t kind;
    const char *predecessor, *launched, *from, *to, *reports_until;
    uint8_t target_kind;
    int32_t target;
    const char *target_unit, *source;
};

static const struct programme_row rows[] = {
#define X(code, name, kind, predecessor, launched, from, to, reports, target_kind,     \
          target, unit, source)                                                        \
    {code, name,    CALL_KIND_##kind,          predecessor, launched, from,            \
     to,   reports, TARGET_KIND_##target_kind, target,      unit,     source},
#include "domain/programmes.def"
#undef X
};

static struct day day_or_none(const char *iso)
{
    struct day d;
    if (*iso == '\0') return DAY_NONE;
    if (day_parse(&d, str_of(iso), NULL) != OK)
        bug("a programme has a day that is none");
    return d;
}

static void put_text(char *out, size_t size, const char *text)
{
    require(strlen(text) < size);
    memcpy(out, text, strlen(text) + 1);
}

size_t programme_count(void)
{
    return ARRAY_LEN(rows);
}

struct programme programme_at(size_t i)
{
    require(i < ARRAY_LEN(rows));
    const struct programme_row *r = &rows[i];
    struct programme p = {
        .target_kind = r->target_kind,
        .target = r->target,
        .target_unit = r->target_unit,
        .source = r->source,
    };
    put_text(p.call.code, sizeof p.call.code, r->code);
    put_text(p.call.name, sizeof p.call.name, r->name);
    put_text(p.call.predecessor, sizeof p.call.predecessor, r->predecessor);
    p.call.kind = r->kind;
    p.call.launched_on = day_or_none(r->launched);
    p.call.from = day_or_none(r->from);
    p.call.to = day_or_none(r->to);
    p.call.reports_until = day_or_none(r->reports_until);
    return p;
}

bool programme_named(struct programme *out, struct str code)
{
    for (size_t i = 0; i < ARRAY_LEN(rows); i++)
        if (str_eq_c(code, rows[i].code)) {
            *out = programme_at(i);
            return true;
        }
    return false;
}
