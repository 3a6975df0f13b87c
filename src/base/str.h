/* Slices: a pointer and a length, not owned, not NUL-terminated. */
#ifndef BASE_STR_H
#define BASE_STR_H

#include "base/arena.h"

struct str {
    const char *p;
    size_t n;
};

#define S(literal) ((struct str){"" literal, sizeof(literal) - 1})
#define STR_ARG(s) ((int)(s).n), ((s).p ? (s).p : "") /* for "%.*s" */
#define STR_NONE   ((struct str){NULL, 0})

struct str str_of(const char *c_string); /* NULL gives the empty slice */
bool str_eq(struct str a, struct str b);
bool str_eq_c(struct str a, const char *c_string);
bool str_eq_nocase(struct str a, struct str b); /* ASCII letters only */
int str_compare(struct str a, struct str b);    /* bytes, shorter first */
bool str_starts(struct str s, struct str prefix);
bool str_ends(struct str s, struct str suffix);
struct str str_trim(struct str s); /* ASCII white space on both sides */
bool str_contains(struct str s, struct str part);
/* Cut `*rest` at the first `separator`: the piece before it; false at the end. */
bool str_split(struct str *piece, struct str *rest, char separator);
char *str_to_c(struct arena *a, struct str s); /* NUL-terminated copy */
struct str str_copy(struct arena *a, struct str s);
uint64_t str_hash(struct str s); /* FNV-1a; never for secrets */

/* Edit distance (insert, delete, replace, swap of neighbours) between ASCII-lowercased
 * texts, for "did you mean"; anything above `limit` gives limit + 1. */
int str_distance(struct str a, struct str b, int limit);

#endif
