/* Text of people made comparable. Raw values are kept beside what is folded; nothing
 * here is shown to anybody. Every function may be called from any thread. */
#ifndef ENCODE_FOLD_H
#define ENCODE_FOLD_H

#include "base/buf.h"
#include "base/day.h"

/* Of these rules: stands in files of encodings, so that two parties know that they
 * folded alike. Changes when a name would fold differently. */
enum { FOLD_VERSION = 1 };

/* Appends the folded text: in Latin letters (ICU: NFKC, Any-Latin, Latin-ASCII), lower
 * case, without diacritics, apostrophes, hyphens and all other signs as one space, only
 * a-z, 0-9 and single spaces, trimmed. Never fails: a byte that is no UTF-8 is read as
 * a letter of Latin-1 (files of older programs), or else as a space.
 *
 * FOLD_UMLAUT_KEEP: u with dots becomes u, and ue stays ue: Dutch needs that (Moens is
 * not Mons). FOLD_UMLAUT_ONE: ae, oe, ue that do not follow a vowel or q become a, o, u
 * as well, so that the three spellings of a German name are one. */
enum fold_umlaut { FOLD_UMLAUT_KEEP, FOLD_UMLAUT_ONE };
void text_fold(struct buf *out, struct str raw, enum fold_umlaut umlauts);

/* A folded personal name in parts. Slices point into the folded text, `joined` into the
 * arena. Titles (dr, ing, mevr ...) are in `whole` only. Nothing is ever left with an
 * empty core unless the name is empty: "de" alone is a core. */
struct name_parts {
    struct str core; /* without particles: "berg" of "van den berg" and "vandenberg" */
    struct str
        particles;     /* "van den", or empty; also when they stand behind the core */
    struct str whole;  /* all of it */
    struct str joined; /* particles and core without spaces: what to compare first,
                          "Van den Berghe", "Vandenberghe" and "Berghe, Van den" are
                          one "vandenberghe" */
};
void name_parts_of(struct name_parts *out, struct arena *a, struct str folded);

/* A date in the forms that people send: 2001-05-07 (a time may follow), 07/05/2001,
 * 7.5.2001, 7-5-01, 20010507, 07052001, 7 mei 2001 (nl, fr, en), 2001-05, 05/2001,
 * 1953, and 00 for what is not known. Day before month, unless only the other order is
 * a date. Year 0: not a date at all, or a year before 1800 or after 2100. */
struct date_doubt {
    bool day_month_open; /* both could be the month, and the form does not tell */
    bool century_open;   /* two digits: 30 to 99 read as 19.., 00 to 29 as 20.. */
    bool day_impossible; /* no such day (30 February): year and month are kept */
};
struct partial_date date_guess(struct str raw);
struct partial_date date_guess_doubt(struct date_doubt *out, struct str raw);

#endif
