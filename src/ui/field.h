/* What every field has: a name, what to know, what is wrong. */
#ifndef UI_FIELD_H
#define UI_FIELD_H

#include "ui/form.h"

/* The words of the label, with "(mag leeg blijven)" when it may. */
void field_label_words(struct buf *out, const struct frame *f, const struct field *d);
/* Hint and error, each with an id that aria-describedby names. */
void field_notes(struct buf *out, const struct frame *f, const struct field *d,
                 const char *error);
/* The attributes that point at them; nothing when there are none. */
void field_described(struct buf *out, const struct field *d, const char *error);

#endif
