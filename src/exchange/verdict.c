#include <stdarg.h>

#include "exchange/verdict.h"

#include "base/utf8.h"

enum { SHOWN = 40 }; /* characters of a value */

const char *row_fate_name(enum row_fate fate)
{
    static const char *const names[] = {"refused", "added", "changed", "unchanged"};
    return names[fate];
}

void verdict_expect(struct verdict *v, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    vsnprintf(v->expected, sizeof v->expected, format, args);
    va_end(args);
}

void verdict_cure(struct verdict *v, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    vsnprintf(v->cure, sizeof v->cure, format, args);
    va_end(args);
}

/* A row whose cells slipped by one may hold a number or address anywhere. */
static bool looks_identifying(const struct column *column, struct str value)
{
    size_t digits = 0;
    bool at = false;
    for (size_t i = 0; i < value.n; i++) {
        digits += value.p[i] >= '0' && value.p[i] <= '9';
        at |= value.p[i] == '@';
    }
    return at || (digits > 6 && column->type != TYPE_DAY);
}

void verdict_show(struct verdict *v, const struct layout *layout,
                  const struct column *column, struct str value)
{
    struct str head = utf8_take(value, SHOWN);
    if ((column->flags & PRIVATE) ||
        (layout_is_private(layout) && looks_identifying(column, value))) {
        snprintf(v->value, sizeof v->value, "the value");
        return;
    }
    if (head.n >= sizeof v->value) head = utf8_take(value, sizeof v->value / 4 - 1);
    snprintf(v->value, sizeof v->value, "%.*s", STR_ARG(head));
    for (char *p = v->value; *p; p++)
        if ((uint8_t)*p < ' ' || *p == 0x7f) *p = ' ';
}

void verdict_text(struct buf *out, const struct verdict *v)
{
    buf_format(out, "line %lld", (long long)v->line);
    if (v->name && v->column)
        buf_format(out, ", column %zu (%s)", v->column, v->name);
    else if (v->name)
        buf_format(out, " (%s)", v->name);
    buf_format(out, ": expected %s", v->expected);
    if (strcmp(v->value, "the value") == 0)
        buf_add_c(out, "; the value is not shown");
    else if (v->value[0])
        buf_format(out, ", found \"%s\"", v->value);
    if (v->cure[0]) buf_format(out, "; %s", v->cure);
}

void verdict_csv_head(struct csv_writer *w)
{
    static const char *const heads[] = {"line",  "verdict",  "column", "name",
                                        "value", "expected", "cure"};
    for (size_t i = 0; i < ARRAY_LEN(heads); i++)
        csv_cell_c(w, heads[i]);
    csv_end_row(w);
}

void verdict_csv(struct csv_writer *w, const struct verdict *v)
{
    csv_cell_int(w, v->line);
    csv_cell_c(w, row_fate_name(v->fate));
    if (v->column)
        csv_cell_int(w, (int64_t)v->column);
    else
        csv_cell_c(w, "");
    csv_cell_c(w, v->name ? v->name : "");
    csv_cell_c(w, v->value);
    csv_cell_c(w, v->expected);
    csv_cell_c(w, v->cure);
    csv_end_row(w);
}
