/* Text of people made comparable. Raw values are kept beside what is folded; nothing
 * here is shown to anybody. */
#ifndef ENCODE_FOLD_H
#define ENCODE_FOLD_H

#include "base/buf.h"
#include "base/day.h"

/* Appends the folded text: NFC, transliterated to Latin (ICU), lower case, without
 * diacritics, apostrophes and hyphens as one space, only a-z, 0-9 and single spaces,
 * trimmed. `German` umlauts and their spelling (ue, ae, oe, ss) fold to one form when
 * `umlauts` is FOLD_UMLAUT_ONE; FOLD_UMLAUT_KEEP leaves u and ue apart. */
enum fold_umlaut { FOLD_UMLAUT_KEEP, FOLD_UMLAUT_ONE };
void text_fold(struct buf *out, struct str raw, enum fold_umlaut umlauts);

/* A folded personal name in parts. Slices point into the folded text. */
struct name_parts {
    struct str core;      /* without particles and titles: "berg" of "van den berg" */
    struct str particles; /* "van den", or empty */
    struct str whole;     /* all of it */
};
void name_parts_of(struct name_parts *out, struct arena *a, struct str folded);

/* Strict about nothing: the forms people send (2001-05-07, 07/05/2001, 20010507,
 * 7.5.2001, 1953, 2001-05, and what is not a date at all: year 0). `is_plausible` false
 * when day and month may have been swapped or the century is open. */
struct partial_date date_guess(struct str raw);

#endif
