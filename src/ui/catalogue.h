/* A compiled catalogue of gettext (.mo, GNU gettext manual section 10.3), little end
 * first, embedded: texts sorted by their bytes, found by halving. */
#ifndef UI_CATALOGUE_H
#define UI_CATALOGUE_H

#include "base/embedded.h"
#include "base/str.h"

extern const struct embedded ui_catalogues[]; /* ar.mo, en.mo, fr.mo */
extern const size_t ui_catalogues_count;

/* Is it one: magic number, revision 0, every offset inside, every text ended by NUL? */
bool catalogue_is_sound(struct str file);
uint32_t catalogue_count(struct str file);
/* What stands for a text: its forms, one after another, each ended by NUL; NULL when
 * the text is not there. For a text with plurals the key is the singular. *n_out: bytes
 * without the last NUL. */
const char *catalogue_find(size_t *n_out, struct str file, const char *text);
/* The form with this number; NULL beyond the last. */
const char *catalogue_form(const char *forms, size_t n, unsigned number);

#endif
