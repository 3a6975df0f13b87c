/* The result of a question: answers hold parts, parts hold tables, tables hold cells.
 * One array feeds the terminal, CSV, JSON, xlsx and HTML. Everything is owned by the
 * arena the answer was made in; labels are in the language asked for. */
#ifndef MEASURE_TABLE_H
#define MEASURE_TABLE_H

#include "base/arena.h"
#include "base/day.h"
#include "base/limits.h"

/* Blank, zero, unknown, not asked, not yet reported and hidden are different things. */
enum cell_status {
    CELL_VALUE,            /* a number above zero, or a rate with a base */
    CELL_ZERO,             /* counted, and nobody */
    CELL_CANNOT_OCCUR,     /* the combination does not exist */
    CELL_UNKNOWN,          /* there are cases, their value is not known */
    CELL_NOT_ASKED,        /* the attribute was never asked of these cases */
    CELL_NOT_YET_REPORTED, /* partners may still report until a day: `reason` says it */
    CELL_UNAVAILABLE,      /* cannot be answered: `reason` says why */
    CELL_HIDDEN,           /* withheld to protect people */
    N_CELL_STATUSES
};

enum measure_kind {
    MEASURE_COUNT, /* n: whole units */
    MEASURE_EURO,  /* n: cents */
    MEASURE_RATE,  /* n of base, with Wilson's interval unless base_is_target */
    MEASURE_DAYS,  /* value: a statistic in days over n units */
};

/* How a cell compares with the figure published for it. */
enum published_state {
    PUBLISHED_NONE, /* nothing was published for this cell, or no comparison asked */
    PUBLISHED_EQUAL,
    PUBLISHED_BLANK, /* published as a blank; our value stands beside it */
    PUBLISHED_DIFFERS,
};

struct cell {
    enum cell_status status;
    enum published_state published_state;
    int64_t n;
    int64_t base;          /* rate: the denominator, in the unit of the denominator */
    double rate;           /* rate: n / base, 0..1; meaningless when base is 0 */
    double low, high;      /* rate: 95 % interval, 0..1 */
    double value;          /* days: the statistic; 0 when n is 0 */
    const char *reason;    /* for the statuses that have one, else NULL */
    const char *published; /* as printed, when published_state is not NONE */
};

/* One row or column head. `path` holds a label for each level; from `depth` on the
 * entry is a total over the levels below, and path[i] is the word for total. */
struct axis_entry {
    const char *path[LIMIT_QUESTION_DIMS];
    const char *code[LIMIT_QUESTION_DIMS]; /* stable codes; "" for a total */
    unsigned depth;                        /* 0: grand total */
    bool is_missing; /* unknown, not asked or refused: not a value */
};

struct axis {
    unsigned n_levels; /* 0: the axis has the single entry "total" */
    const char *level_title[LIMIT_QUESTION_DIMS];
    const char *level_name[LIMIT_QUESTION_DIMS]; /* dimension names: "age_class" */
    bool
        level_overlaps[LIMIT_QUESTION_DIMS]; /* its values may hold the same unit twice:
                                                the total is counted, never added up */
    struct axis_entry *entries;
    size_t n;
};

struct table {
    const char *title;
    const char *statement;  /* the question text it was made from */
    const char *unit;       /* "persons", "trajectories", "euro": stable names */
    const char *unit_label; /* in the language of the answer */
    const char *population; /* in words: which units were counted */
    const char *base_label; /* rate: what the denominator counts; else NULL */
    const char *statistic;  /* days: "mediaan", "90e percentiel"; else NULL */
    bool base_is_target;    /* rate: of a promised number: no interval, may exceed 1 */
    enum measure_kind kind;
    struct day as_of;
    int64_t known_at_ms; /* INT64_MAX: everything recorded */
    struct day borders_of;
    struct axis rows, columns;
    struct cell *cells; /* rows.n * columns.n, row by row */
    const char **notes; /* definitions, overlaps, what is missing and why */
    size_t n_notes;
    size_t n_published_equal, n_published_blank, n_published_differs;
    const char *unavailable; /* whole table: why; then there are no cells */
};

struct part {
    const char *label; /* "2" or "3b" */
    const char *title;
    struct table **tables;
    size_t n_tables;
    const char **notes; /* narrative that stands beside the figures */
    size_t n_notes;
    const char *unavailable; /* whole part: why */
};

struct answer {
    const char *number, *title, *asked_by, *asked_to, *source; /* NULL when absent */
    struct day asked_on;
    struct part **parts;
    size_t n_parts;
    int lang; /* enum lang */
    int64_t made_at_ms;
};

/* Cell of a row and a column. */
struct cell *table_cell(const struct table *t, size_t row, size_t column);

#endif
