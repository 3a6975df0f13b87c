/* What a question can be broken down by: the table dimension.def with its names. */
#ifndef MEASURE_DIMENSION_H
#define MEASURE_DIMENSION_H

#include "domain/code_list.h"

enum dimension_id {
#define X(id, ...) id,
#include "measure/dimension.def"
#undef X
    N_DIMENSIONS
};

enum dimension_flag {
    DIMENSION_ATTRIBUTE = 1, /* of the person, as it was at entry */
    DIMENSION_OVERLAPS = 2,  /* one unit may be at several values */
    DIMENSION_OPEN = 4,      /* only values that occur are shown */
    DIMENSION_NUMBER = 8,    /* values are numbers: < <= > >= are allowed */
    DIMENSION_MOVES = 16,    /* a person with two participations may be at two values */
    DIMENSION_EVENT_DATE = 32, /* taken from the day of the event that is counted */
    DIMENSION_RESULT = 64,     /* partners may report it after the fact */
    DIMENSION_OUTFLOW = 128, /* of leaving a status: where it led to, what came next */
};

enum relation_flag {
    RELATION_P = 1, /* participations, and the events and spells in them */
    RELATION_J = 2, /* projects */
    RELATION_N = 4, /* partnerships */
    RELATION_B = 8, /* budget lines */
    /* spells of status, each list by itself */
    RELATION_LABOUR = 256,
    RELATION_BENEFIT = 512,
    RELATION_REGISTRATION = 1024,
    RELATION_SPELLS = RELATION_LABOUR | RELATION_BENEFIT | RELATION_REGISTRATION,
    /* what is counted without a trajectory */
    RELATION_A = 1 << 12, /* outreach actions */
    RELATION_R = 1 << 13, /* reach: who was met in them */
    RELATION_L = 1 << 14, /* places */
    RELATION_C = 1 << 15, /* municipalities that partnerships cover */
    RELATION_S = 1 << 16, /* signals */
    RELATION_H = 1 << 17, /* warm handovers */
};

struct dimension {
    enum dimension_id id;
    const char *name;  /* "age_class": the stable name in results */
    const char *words; /* other names, separated by | */
    const char *list;  /* code list, or NULL */
    unsigned flags, relations;
    int event_kind; /* enum event_kind, or -1 */
    const char *label[N_LANGS];
};

const struct dimension *dimension_at(enum dimension_id id);
/* By name or other word, any case, with `_`, `-` and space alike; NULL when none. */
const struct dimension *dimension_named(struct str name);
/* Likewise, of those that a relation has; when it has none of this name, any. A name
 * may mean another thing elsewhere: the status of a trajectory is not that of a spell.
 */
const struct dimension *dimension_named_in(struct str name, unsigned relation);
/* A denominator is broken down by it: false for what happened in the numerator only. */
bool dimension_divides_base(const struct dimension *d);
/* The name nearest to a mistyped one, or NULL. */
const char *dimension_nearest(struct str name);
/* The list of a dimension that has one. */
const struct code_list *dimension_list(const struct dimension *d);

/* True when two names are equal but for case and for `_`, `-` and space. */
bool name_same(struct str a, struct str b);
/* Tells whether `name` is within the distance at which it is worth offering; keeps the
 * best so far in *best and *best_distance (start with NULL and NAME_FAR). */
enum { NAME_FAR = 1000 };
void name_nearer(const char **best, int *best_distance, struct str typed,
                 const char *name);

#endif
