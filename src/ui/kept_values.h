/* A form that comes back filled in, after its session had ended: the fields of the form
 * with its action take what was kept instead of what the page gives them. */
#ifndef UI_KEPT_VALUES_H
#define UI_KEPT_VALUES_H

#include "ui/form.h"

struct kept_value {
    struct str name, value;
};
struct kept_values {
    const char *id;     /* sent along, so that what was sent is kept no longer */
    const char *action; /* of the form */
    const struct kept_value *at;
    size_t n;
    bool had_file; /* a file does not come back */
    bool is_open;  /* the form that is being written now is that one */
};
#define KEPT_FORM_ID "klaar"
/* What a form was rendered from: comes back as it was, so that a change by somebody
 * else in the meantime is still found. */
#define FORM_VERSION "versie"

/* Called by form_begin and its kin; NULL action: another kind of form. */
void kept_form_begin(struct buf *out, const struct frame *f, const char *action);
/* The field as it comes back: the same when nothing was kept. */
struct field kept_field(const struct frame *f, const struct field *d);
/* Was this one of many values of the field chosen? `otherwise` when nothing was kept.
 */
bool kept_chosen(const struct frame *f, const struct field *d, const char *value,
                 bool otherwise);
/* What is said above the form; nothing when nothing was kept. */
void kept_note(struct buf *out, const struct frame *f);

#endif
