/* The form of a cross table: choices that become a statement, and a statement that
 * becomes choices. */
#ifndef WEB_CROSS_FORM_H
#define WEB_CROSS_FORM_H

#include "measure/question_form.h"
#include "web/request.h"

/* The values of the fields, as they were sent or as a form has them. */
struct cross_values {
    struct str measure, show, from, to, as_of;
    struct str rows[FORM_ROWS], columns[FORM_COLUMNS];
    struct {
        struct str dimension, compare, values; /* values with commas */
    } filters[FORM_FILTERS];
};
struct cross_values cross_values_sent(const struct request *q);
struct cross_values cross_values_of(struct arena *a, const struct question_form *form);
/* The form of what was sent; complaints go to their fields. */
bool cross_form_read(struct question_form *out, const struct request *q,
                     const struct cross_values *v, struct form_errors *errors);
/* Fields and button. `action` takes the form (POST). */
void cross_form_html(struct buf *out, const struct frame *f, const struct request *q,
                     const struct cross_values *v, const struct form_errors *errors);

#endif
