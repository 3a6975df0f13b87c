/* JSON (RFC 8259). Documents from outside are read into a jansson tree, within limits;
 * what we write goes straight to a text, because a table of a million cells should not
 * become a million little allocations first. */
#ifndef BASE_JSON_H
#define BASE_JSON_H

#include <jansson.h>

#include "base/buf.h"

/* Any JSON value. The caller owns `*out` (json_decref). Refused with line and column:
 * a name twice in one object, text that is not UTF-8, anything after the value, numbers
 * that do not fit (ERR_SYNTAX); more than LIMIT_JSON_BYTES, LIMIT_JSON_DEPTH nested or
 * LIMIT_JSON_VALUES values (ERR_TOO_LARGE). The error never repeats the text. */
nodiscard enum err_code json_read(json_t **out, struct str text, struct err *e);

/* A writer without white space. In an object each value follows a json_key; wrong
 * nesting is a defect. Texts are escaped so that the outcome may also stand inside an
 * HTML script element: < > & and U+2028 U+2029 as \uXXXX. Nesting at most
 * LIMIT_JSON_DEPTH. */
struct json_writer {
    struct buf *out;
    uint64_t is_object, has_values; /* one bit for each open level */
    int depth;
    bool key_written, bad_text, done;
};
void json_begin(struct json_writer *w, struct buf *out);
/* One whole value was written: ERR_INVALID when a text was not UTF-8 (bytes became
 * U+FFFD), ERR_TOO_LARGE when the buffer overflowed. */
nodiscard enum err_code json_finish(struct json_writer *w, struct err *e);

void json_begin_object(struct json_writer *w);
void json_end_object(struct json_writer *w);
void json_begin_array(struct json_writer *w);
void json_end_array(struct json_writer *w);
void json_key(struct json_writer *w, const char *name);
void json_put_text(struct json_writer *w, struct str text);
void json_put_c(struct json_writer *w, const char *text); /* NULL writes null */
void json_put_int(struct json_writer *w, int64_t value);
/* The shortest digits that read back as the same double; must be finite. */
void json_put_number(struct json_writer *w, double value);
void json_put_bool(struct json_writer *w, bool value);
void json_put_null(struct json_writer *w);

#endif
