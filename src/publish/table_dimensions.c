#include "publish/table_dimensions.h"

#include <string.h>

const char *const csv_columns_before[10] = {
    "part",      "part_title", "table",      "table_title", "measure",
    "statistic", "unit",       "unit_label", "base_label",  "base_kind"};
const char *const csv_columns_after[12] = {
    "value",  "base",   "rate",      "low",        "high",  "members",
    "status", "reason", "published", "comparison", "as_of", "known_at"};

size_t table_dimensions(struct table_dimension *out, const struct table *t)
{
    const struct axis *axes[] = {&t->rows, &t->columns};
    size_t n = 0;
    for (size_t i = 0; i < ARRAY_LEN(axes); i++) {
        for (unsigned level = 0; level < axes[i]->n_levels; level++, n++) {
            out[n] =
                (struct table_dimension){axes[i]->level_name[level], 1, axes[i], level};
            for (size_t k = 0; k < n; k++)
                out[n].turn += strcmp(out[k].name, out[n].name) == 0;
        }
    }
    return n;
}

static bool is_among(const char *name, const char *const *names, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (strcmp(name, names[i]) == 0) return true;
    return false;
}

static bool is_fixed(const char *name)
{
    return is_among(name, csv_columns_before, ARRAY_LEN(csv_columns_before)) ||
           is_among(name, csv_columns_after, ARRAY_LEN(csv_columns_after));
}

const char *dimension_id(struct arena *a, const char *name, unsigned turn)
{
    const char *prefix = is_fixed(name) ? "dimension_" : "";
    if (turn > 1) return arena_format(a, "%s%s_%u", prefix, name, turn);
    return *prefix ? arena_format(a, "%s%s", prefix, name) : name;
}

bool dimension_is_time(const char *name)
{
    static const char *const times[] = {"year", "quarter", "month", "start_year",
                                        "end_year"};
    return is_among(name, times, ARRAY_LEN(times));
}

bool dimension_is_place(const char *name)
{
    static const char *const places[] = {"province", "region", "municipality", "place"};
    return is_among(name, places, ARRAY_LEN(places));
}

const char *entry_code(const struct axis_entry *e, unsigned level)
{
    if (level >= e->depth) return DIMENSION_TOTAL;
    return e->code[level] ? e->code[level] : "";
}
