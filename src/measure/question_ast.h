/* A question as read: what question.h hides from those who only ask. Everything lives
 * in the arena of question_parse. Places are kept where an error may still be found
 * when the question meets the records. */
#ifndef MEASURE_QUESTION_AST_H
#define MEASURE_QUESTION_AST_H

#include "base/day.h"
#include "base/limits.h"
#include "domain/facts.h"
#include "measure/dimension.h"
#include "measure/lex.h"

struct period {
    struct day from, to;
    bool given;
};

/* A value of a dimension, as written and as understood. */
struct value {
    struct str text;
    struct place at;
    int code;       /* index in the code list; -1 when the records must tell */
    int64_t number; /* of a dimension with DIMENSION_NUMBER */
};

enum compare { COMPARE_EQ, COMPARE_NE, COMPARE_LT, COMPARE_LE, COMPARE_GT, COMPARE_GE };

/* The days that a participation has, and that a condition may bound. */
enum date_of { DATE_REACHED, DATE_STARTED, DATE_ENDED, DATE_JUDGED, N_DATES_OF };

enum condition_kind {
    CONDITION_VALUES, /* dimension is (EQ) or is not (NE) one of the values */
    CONDITION_NUMBER, /* dimension compared with values[0].number */
    CONDITION_DATE,   /* date within the period */
    CONDITION_AND,
    CONDITION_OR,
    CONDITION_NOT, /* of left */
};

struct condition {
    enum condition_kind kind;
    struct place at;
    const struct dimension *dimension;
    enum compare compare;
    struct value *values;
    size_t n_values;
    enum date_of date;
    struct period period;
    struct condition *left, *right;
};

enum selection_kind {
#define X(id, ...) id,
#include "measure/selection.def"
#undef X
    N_SELECTION_KINDS
};

enum { ANSWERED_ANY = -1, ANSWERED_NO = 0, ANSWERED_YES = 1 };

struct selection {
    enum selection_kind kind;
    struct place at;
    bool without;
    struct value *values; /* any one of them will do; none: any code */
    size_t n_values;
    struct value *states; /* condition: its last state is one of these; none: any */
    size_t n_states;
    int answered;  /* of an observation: ANSWERED_* */
    struct day on; /* labour status: on this day; DAY_NONE: the as-of day */
    int months;    /* labour status: so many months after `after`; -1: not so */
    enum date_of after;
    bool unbroken; /* labour status: on every day of those months, not the last only */
    bool each;     /* SELECT_OF_*: leaving or entering each code, not all together */
};

enum unit {
#define X(id, ...) id,
#include "measure/question_unit.def"
#undef X
    N_UNITS
};

enum measure { MEASURED_COUNT, MEASURED_SUM, MEASURED_DURATION, MEASURED_NOTHING };

/* A moment of a trajectory: a day it has, or its first or last event of a kind; or of a
 * handover: its first event of a kind. */
struct point {
    struct place at;
    int date;             /* enum date_of; -1: an event */
    int event_kind;       /* of the event; -1: a day */
    bool last;            /* the last such event; otherwise the first */
    struct value *values; /* any one of these codes; none: any code */
    size_t n_values;
    struct value *states; /* of a condition: any one of these states; none: any */
    size_t n_states;
    int handover_event; /* of a handover, and then neither; else -1 */
};

enum statistic { STATISTIC_MEAN, STATISTIC_MEDIAN, STATISTIC_QUANTILE };

/* median days from reached to started */
struct duration {
    enum statistic statistic;
    double share; /* of the quantile; 0.5 for the median */
    struct point from, to;
};

/* What each cell of a table is a share of: a total of the same table. */
enum share_of { SHARE_NONE, SHARE_OF_ROW, SHARE_OF_COLUMN, SHARE_OF_TOTAL };

/* A unit with what must hold for it: what is counted, or what a rate divides by. */
struct population {
    enum unit unit;
    struct place at;
    struct selection *selections;
    size_t n_selections;
    struct condition *where; /* NULL: all */
};

struct dimension_use {
    const struct dimension *dimension;
    struct place at;
};

struct moments {
    struct day as_of; /* DAY_NONE: not said */
    struct day borders_of;
    int64_t known_at_ms;
    bool known_at_given;
    bool without_links;                 /* every file is a person */
    struct place as_of_at, known_at_at; /* where they were said */
};

struct statement {
    struct place at;
    struct str text;   /* from the first word of the measure to the last clause */
    const char *title; /* NULL: none given */
    enum measure measure;
    struct population counted;
    uint8_t amount_kind_given;
    struct value amount_kind;  /* sum: which amounts */
    struct duration *duration; /* NULL: none */
    struct period during;
    struct place during_at;
    struct dimension_use rows[LIMIT_QUESTION_DIMS], columns[LIMIT_QUESTION_DIMS];
    unsigned n_rows, n_columns;
    struct dimension_use each[N_DIMENSIONS];
    unsigned n_each;
    struct population *rate_of; /* NULL: no rate */
    enum share_of share_of;
    bool rate_of_target;        /* divided by what was promised */
    const char *target_measure; /* of the promise; NULL: the one there is */
    struct place rate_at;       /* of rate of or share of */
    struct moments moments;
    const char *compare_figure, *compare_measure; /* NULL: not asked */
    struct place compare_at;
    const char *protect; /* NULL: not asked; as written */
    const char *unavailable;
    const char **notes;
    size_t n_notes;
};

struct question_part {
    const char *label, *title; /* label "" for a bare statement */
    const char **notes;
    size_t n_notes;
    const char *unavailable;
    struct statement **statements;
    size_t n_statements;
};

struct question {
    const char *number, *title, *asked_by, *asked_to, *source;
    struct day asked_on;
    struct moments moments;
    struct question_part **parts;
    size_t n_parts;
    size_t n_tables; /* over all parts, `each` counted out */
};

/* What a unit is: question_unit.def. */
struct unit_row {
    const char *name;  /* "persons" */
    unsigned relation; /* enum relation_flag, 0 when no such records are kept */
    int event_kind;    /* unit is an event: its kind; else -1 */
    const char *label[N_LANGS];
};
const struct unit_row *unit_at(enum unit u);

/* What a selection is: selection.def. */
struct selection_row {
    int event_kind;   /* an event of this kind is meant; -1 otherwise */
    int date;         /* enum date_of whose day it is; -1 when it has none */
    bool is_result;   /* partners may report it after the fact */
    const char *list; /* of its values, or NULL */
    const char *label[N_LANGS];
};
const struct selection_row *selection_at(enum selection_kind k);
/* It has a day that `during`, `year` and `month` can use. */
bool selection_is_event(const struct selection *s);
/* The set of statuses that outflows, inflows and stock are of. */
bool selection_is_spell_set(const struct selection *s);
/* The last selection of a population that is an event and not negated; NULL: none. */
const struct selection *population_event(const struct population *p);
/* There is a day that `during`, `year` and `month` speak of. */
bool population_has_day(const struct population *p);

#endif
