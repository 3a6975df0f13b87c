/* Keeping `file_now` in step with the facts: for write.c and row.c alone. */
#ifndef STORE_FILE_NOW_INSIDE_H
#define STORE_FILE_NOW_INSIDE_H

#include "store/write_inside.h"

/* A fact of this noun came or went; nothing unless the noun moves a file in a list. */
void file_now_moved(struct write *w, enum noun noun, struct person_id person);
/* Makes the rows of everybody who moved again, before the write is committed. */
nodiscard enum err_code file_now_settle(struct write *w, struct err *e);

#endif
