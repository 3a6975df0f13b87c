#include "domain/target_measure.h"

#include <string.h>

static const struct target_measure measures[] = {
#define T(measure, unit, counted, nl, fr, en) {measure, unit, counted, {nl, fr, en}},
#include "domain/target_measure.def"
#undef T
};

size_t target_measure_count(void)
{
    return ARRAY_LEN(measures);
}

const struct target_measure *target_measure_at(size_t i)
{
    return &measures[i];
}

size_t target_measure_of(const struct target_fact *f)
{
    for (size_t i = 0; i < ARRAY_LEN(measures); i++)
        if (strcmp(measures[i].measure, f->measure) == 0 &&
            str_starts(str_of(f->unit), str_of(measures[i].unit)))
            return i;
    return ARRAY_LEN(measures);
}

void counted_statement(struct buf *out, const char *counted, enum target_owner owner,
                       const char *code, struct day from, struct day to,
                       struct day today)
{
    char first[DAY_TEXT + 1], last[DAY_TEXT + 1];
    buf_format(out, "%s where %s = \"%s\"", counted,
               owner == TARGET_OF_CALL ? "call" : "project", code);
    if (day_is_none(from) && day_is_none(to)) return;
    if (day_is_none(from)) from = day_of(1900, 1, 1);
    if (day_is_none(to)) to = today.v < from.v ? from : today;
    day_text(first, from);
    day_text(last, to);
    buf_format(out, " during %s..%s", first, last);
}
