/* What every output says of a table beside its cells: the clocks it was made by, how it
 * compares with published figures, and the number a reader cites it by. */
#ifndef PUBLISH_TABLE_FACTS_H
#define PUBLISH_TABLE_FACTS_H

#include "base/buf.h"
#include "measure/table.h"

struct clocks {
    struct day as_of;
    int64_t known_at_ms;
    bool as_of_shown, known_shown; /* false: there is none, or told before */
    bool has_others;               /* some table has another day or moment */
};

struct clocks clocks_of_table(const struct table *t);
/* The day and moment that most tables of the answer have (the first of equals), told
 * once at its head; the others tell their own. Nothing shown when no table has cells to
 * tell it of. */
struct clocks clocks_shared(const struct answer *a);
/* Leaves out of `c` what `told` has said already. */
void clocks_forget_shared(struct clocks *c, const struct clocks *told);
/* "Stand op 30 september 2022 · Zoals bekend op 14 oktober 2022", and "tenzij anders
 * vermeld" when some table has others. */
void clocks_text(struct buf *out, const struct clocks *c, int lang);

bool table_has_cells(const struct table *t);
/* Some cell has a figure published for it, be it blank. */
bool table_is_compared(const struct table *t);
/* "24 of 24 cells equal the published figure; 3 were published blank" */
void comparison_text(struct buf *out, const struct table *t, int lang);

/* "= 21 of 22 cells equal ...": the mark, and in `out` its meaning with how many cells
 * have it; NULL when none has. */
const char *mark_text(struct buf *out, const struct table *t,
                      enum published_state state, int lang);

/* "Vraag 63 van 14 oktober 2022"; nothing without a number. */
void question_text(struct buf *out, const struct answer *a);
/* "personen" is said by "personen, bereikt, waarbij oproep = 490". */
bool label_is_said(const char *label, const char *population);

/* "2.1": label of the part and place in it, owned by the arena. The same in CSV, JSON
 * and xlsx. A part without label is called by its place. */
const char *table_number(struct arena *arena, const struct answer *a, size_t part,
                         size_t table);
const char *part_number(struct arena *arena, const struct answer *a, size_t part);

#endif
