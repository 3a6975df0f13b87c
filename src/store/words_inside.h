/* Free text about somebody on its way into a row and back: for the store's own files.
 * Words are sealed under the name of their noun ("goal", "document_content" for what is
 * beside it) and the id of their row; both never change. */
#ifndef STORE_WORDS_INSIDE_H
#define STORE_WORDS_INSIDE_H

#include "store/subject_store.h"
#include "store/write_inside.h"

/* Into w->sealed, which is emptied first: left empty for no words. ERR_INVALID for
 * words that are not UTF-8, or for none when they are needed; ERR_TOO_LARGE beyond
 * LIMIT_NOTE_BYTES; ERR_ERASED. */
nodiscard enum err_code words_seal(struct write *w, const char *field,
                                   struct uuid subject, const struct uuid *row,
                                   struct str words, bool is_needed, struct err *e);
/* Opens in place what words_seal wrote. Words whose key is gone go away. */
nodiscard enum err_code words_open(struct str *words, struct arena *a, struct db *db,
                                   struct uuid subject, const char *field,
                                   const struct uuid *row, struct err *e);
/* What words_seal left, as the next column. */
void row_words(struct row *r);

#endif
