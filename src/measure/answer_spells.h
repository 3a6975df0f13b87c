/* Tables of outflows, inflows and stock: which days count, and the cubes from spells.
 * Only answer_spells*.c and answer_make.c include this file. */
#ifndef MEASURE_ANSWER_SPELLS_H
#define MEASURE_ANSWER_SPELLS_H

#include "measure/answer_table.h"
#include "measure/spell_column.h"

/* The days of a table. Months are counted as the panel does. */
struct spell_days {
    bool by_month, by_year; /* month or year is a dimension */
    uint32_t from, to;      /* panel_spell_day, both included */
    uint32_t month_first;   /* months to count by, when by_month or by_year */
    uint32_t n_months;
    bool whole_months; /* the period begins and ends with a month */
    bool ends_whole;   /* it ends with a month */
};

/* One population on its way into a cube. */
struct spell_counting {
    struct making *m;
    const struct population *population;
    bool is_base;
    unsigned relation;
    size_t first, n; /* rows of the list */
    uint16_t set;    /* bit per code; all bits when every code of the list counts */
    bool each;
    const uint8_t *mask; /* NULL: every row */
    const struct spell_days *days;
};

bool answer_is_stock(const struct making *m);
/* Values of each dimension and the cubes of count and denominator. */
nodiscard enum err_code answer_spells(struct making *m, struct err *e);

/* Stock where a person may stand in two spells at once, or grows older within one: one
 * row for each person, spell and moment, of which each person counts once. Slower than
 * the difference of two passes, and true of every list. ERR_TOO_LARGE. */
nodiscard enum err_code answer_spells_expand(struct cube **out,
                                             const struct spell_counting *c,
                                             const struct cube_dim *dims,
                                             struct err *e);
/* Slot of the month and year a row of the period is in; -1 when the table has none
 * (a stock by year is of December). */
int spell_date_slot(const struct spell_counting *c, unsigned dim, uint32_t month);
/* A dimension that is month or year. */
bool spell_is_date(const struct dimension *d);

#endif
