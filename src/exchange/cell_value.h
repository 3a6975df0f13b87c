/* One cell of a partner's file as a typed value, or what was expected and the cure. */
#ifndef EXCHANGE_CELL_VALUE_H
#define EXCHANGE_CELL_VALUE_H

#include "domain/facts.h"
#include "exchange/verdict.h"

enum {
    CELL_VALUES_MAX = 600
}; /* several in one cell: a partnership's municipalities */

struct value {
    bool is_given;   /* the cell was not empty */
    uint8_t state;   /* attribute: enum answer_state */
    uint16_t n_many; /* several: how many of `many` */
    uint16_t first;  /* several: place of the first in cell_style.many */
    int64_t number;  /* index in the list, day, whole number, cents, yes 1 or no 0 */
    double decimal;
    struct str text; /* as it stands, trimmed */
};

/* The day of a cell; DAY_NONE when it was empty. */
static inline struct day value_day(const struct value *v)
{
    struct day day = DAY_NONE;
    if (v->is_given) day.v = (int32_t)v->number;
    return day;
}

/* How a file writes what can be written in two ways. The first day decides. */
struct cell_style {
    bool decimal_comma;
    enum { DAYS_UNSEEN, DAYS_ISO, DAYS_SLASHED } days;
    int64_t days_line;
    int64_t line; /* of the row at hand */
    uint16_t many[CELL_VALUES_MAX];
    size_t n_many; /* 0 at the beginning of a row */
};

/* False: the verdict holds what was expected and the cure. A municipality is read to
 * its code or name; whether it exists on the row's day is for row_rules.h. */
bool cell_read(struct value *out, const struct column *column, struct str cell,
               struct cell_style *style, struct verdict *v);
/* Appends the value so that two writings of one value are the same bytes. */
void cell_canonical(struct buf *out, const struct column *column,
                    const struct value *value, const struct cell_style *style);

#endif
