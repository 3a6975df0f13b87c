/* One value of a record as its feature wants it, before it is cut into tokens: checked
 * against the format of a linkage schema and brought to the form that is hashed. */
#ifndef ENCODE_FIELD_VALUE_H
#define ENCODE_FIELD_VALUE_H

#include "base/buf.h"
#include "encode/linkage_schema.h"

/* A regular expression, compiled. NULL where a feature has none. */
struct value_pattern;

/* Patterns are ICU's, which agrees with Python's where both read them; a set that holds
 * "[", "&&" or "--" without a backslash means different things to the two and is
 * refused. ERR_INVALID names `at`. */
nodiscard enum err_code value_pattern_new(struct value_pattern **out, struct str source,
                                          const char *at, struct err *e);
void value_pattern_free(struct value_pattern *p);

/* What a value gives, with the text in `scratch` or in the feature or value itself:
 *   missing value   the replacement, else the sentinel; nothing is checked
 *   string          the value unchanged: nothing trimmed, folded or normalised
 *   integer         Python's int(): blanks around, a sign, single "_" between digits
 *                   and decimal digits of any script are read; leading zeros go
 *   date            year, month and day as digits (%Y%m%d). A year before 1000 has no
 *                   leading zeros, as in the C library of Linux that clkhash asks;
 * newer Pythons and other systems write four digits enum            one of the values,
 * unchanged ERR_INVALID names the feature, what was expected, never the value;
 * ERR_TOO_LARGE above LIMIT_CLK_VALUE_BYTES. An empty string needs no sentinel: it is
 * text. */
nodiscard enum err_code field_value_text(struct str *out, struct buf *scratch,
                                         const struct linkage_feature *f,
                                         const struct value_pattern *pattern,
                                         struct str value, struct err *e);

/* Decimal digits as Python's int() reads them, appended in one form: "-" and digits
 * without leading zeros. False when it is not such a number. */
bool integer_text(struct buf *out, struct str value);
/* Python's float(); false when it is not a finite number. */
bool float_read(double *out, struct str value);

#endif
