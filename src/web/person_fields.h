/* The fields that say who a person is, as pages show and ask them. */
#ifndef WEB_PERSON_FIELDS_H
#define WEB_PERSON_FIELDS_H

#include "store/person_store.h"
#include "web/route.h"

struct person_field {
    enum identity_field field;
    const char *label, *hint; /* marked, see tr_later; hint NULL: none */
    const char *input_mode;   /* NULL none */
    bool is_ltr;
    int rows; /* more than one: an area */
};
size_t person_field_count(void);
const struct person_field *person_field_at(size_t i);
const struct person_field *person_field_of(enum identity_field field); /* or NULL */
/* A value as it is shown: "yes" and days in words; "" nothing known. In the arena. */
struct str person_field_words(struct arena *a, const struct frame *f,
                              enum identity_field field, struct str value);

#endif
