/* A name in Arabic letters, read aloud in Latin ones. What is written leaves short
 * vowels out, so that "khld" of the letters is "khalid" of a passport; files of people
 * are written both ways. Common names as people here spell them (arabic_names.def), all
 * others by rule: a vowel is put where no syllable can do without, i after a long a
 * (Khalid, Salih), otherwise a. A guess, good enough to search with, never to show. */
#ifndef ENCODE_ARABIC_READ_H
#define ENCODE_ARABIC_READ_H

#include "base/buf.h"

/* "ou" and "ch" as in French, or "u" and "sh" as in English. */
enum arabic_spelling { ARABIC_FRENCH, ARABIC_ENGLISH };
/* Appends the words read, single spaces between them. False, with nothing appended,
 * when no letter is Arabic. Words in other letters stay as they are. Never fails. */
bool arabic_read(struct buf *out, struct str raw, enum arabic_spelling spelling);

/* Appends a folded name (fold.h) in Latin letters as arabic_read gives it, in French
 * spelling, when it stands in a file in Arabic letters: "muhammad alhasan" is "mohamed
 * el hasen". Never fails. */
void arabic_spell(struct buf *out, struct str folded);

#endif
