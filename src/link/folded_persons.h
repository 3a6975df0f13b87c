/* Records made comparable: every value folded and numbered once, names in their parts,
 * dates as parts, and what several columns say twice said once.
 *
 * 1. All names share one numbering, so that names in each other's place are found.
 * 2. A full name is used for what given and family name do not say: it fills them
 *    where they are missing, and its further words are the second name.
 * 3. A birth name stands in for a family name that is missing.
 * 4. Year, month and day in columns of their own are one date. */
#ifndef LINK_FOLDED_PERSONS_H
#define LINK_FOLDED_PERSONS_H

#include "link/person_table.h"
#include "link/value_numbers.h"

enum { NAME_WORDS_MAX = 8, FOLDED_VALUE_BYTES = 200 };

struct folded_name {
    struct str whole;                /* "anna maria van den berg" */
    struct str joined;               /* its core without spaces: "annamariaberg" */
    struct str word[NAME_WORDS_MAX]; /* of its core */
    unsigned n_words;
};

struct folded_day {
    int16_t year; /* 0: not known; so are month and day */
    uint8_t month, day;
    char digits[8]; /* YYYYMMDD, '0' where not known; as sent when it is no date */
    bool is_known, is_date;
};

struct folded_persons {
    size_t n;
    const struct person_table *table;
    struct arena arena;
    struct value_numbers numbers[N_PERSON_ROLES]; /* of roles that are no names */
    struct value_numbers name_numbers;
    struct folded_name *name; /* by number */
    /* number of each row's value; NULL: no record has this role */
    uint32_t *value[N_PERSON_ROLES];
    struct folded_day *born; /* NULL: no dates */
    bool full_is_further;    /* full names add to given and family names */
};

void folded_persons_init(struct folded_persons *p, const struct person_table *t);
void folded_persons_dispose(struct folded_persons *p);

bool person_role_is_name(enum person_role role);
/* Folded text of the value; empty when not known. */
struct str folded_value(const struct folded_persons *p, enum person_role role,
                        size_t row);

#endif
