/* Notes that stand at more than one table of an answer: told once, at the end, under a
 * number that every such table refers to. */
#ifndef PUBLISH_SHARED_NOTES_H
#define PUBLISH_SHARED_NOTES_H

#include "measure/table.h"

struct shared_notes {
    const char **text; /* in order of first use; those used once are not in it */
    size_t n;
};

/* Owned by the arena; the texts stay the answer's. */
void shared_notes_collect(struct shared_notes *out, struct arena *a,
                          const struct answer *answer);
/* 1-based number of a note, 0 when it is not shared. */
size_t shared_note_number(const struct shared_notes *s, const char *note);

#endif
