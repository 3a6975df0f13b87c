/* The dimensions of a table under the names they have in every form for machines: rows
 * first, then columns. A name is that of the level; the second time in one table it
 * gets `_2` behind it, and one that is called as a fixed column of the CSV gets
 * `dimension_` before it. */
#ifndef PUBLISH_TABLE_DIMENSIONS_H
#define PUBLISH_TABLE_DIMENSIONS_H

#include "measure/table.h"

#define DIMENSION_TOTAL  "_T" /* code of a total, as in SDMX code lists */
#define DIMENSION_ABSENT "_Z" /* the table does not have this dimension */

struct table_dimension {
    const char *name; /* of the level */
    unsigned turn;    /* 1: the first time in its table */
    const struct axis *axis;
    unsigned level;
};

/* Fills `out`, room for 2 * LIMIT_QUESTION_DIMS, and returns how many. */
size_t table_dimensions(struct table_dimension *out, const struct table *t);
/* "province", "language_2", "dimension_status". Owned by the level or the arena. */
const char *dimension_id(struct arena *a, const char *name, unsigned turn);
/* What a level is by, known from its stable name: a period; a place on the map. */
bool dimension_is_time(const char *name);
bool dimension_is_place(const char *name);
/* Code of an entry at a level: DIMENSION_TOTAL where it is a total. */
const char *entry_code(const struct axis_entry *e, unsigned level);

/* The columns of the CSV before and after those of dimensions. */
extern const char *const csv_columns_before[10];
extern const char *const csv_columns_after[12];

#endif
