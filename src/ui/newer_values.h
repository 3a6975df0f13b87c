/* What somebody else wrote while a form was open, shown beside what was typed. */
#ifndef UI_NEWER_VALUES_H
#define UI_NEWER_VALUES_H

#include "ui/kept_values.h"

struct newer_values {
    const struct kept_value *at;
    size_t n;
};
/* Above the form; nothing when nothing is newer. */
void newer_note(struct buf *out, const struct frame *f);
/* Under the name of a field whose value is another now. `choices` may be NULL. */
void newer_value(struct buf *out, const struct frame *f, const struct field *d,
                 const struct choice *choices, size_t n);

#endif
