/* Forms. Every field has a visible label; what may stay empty says so; no asterisks.
 * A field with an error shows it, keeps what was typed and is linked from the summary
 * at the top. All of it works without script. */
#ifndef UI_FORM_H
#define UI_FORM_H

#include "ui/page.h"

/* Names of the hidden fields of form_begin: the token against forgery, and the form's
 * own id. The id of the element of a field is FIELD_ID and its name. */
#define FORM_CSRF "csrf"
#define FORM_ID   "formulier"
/* The page that a form stands on, when that is another path than where it is sent. */
#define FORM_PAGE "bladzijde"
#define FIELD_ID  "veld-"

enum { FORM_ERRORS_MAX = 32 };
/* Errors of one form, by field; messages name the field and the cure. */
struct form_errors {
    struct {
        const char *field;   /* its name; "" the form as a whole */
        const char *message; /* translated */
    } at[FORM_ERRORS_MAX];
    size_t n;
};
void form_error(struct form_errors *errors, const char *field, const char *message);
const char *form_error_of(const struct form_errors *errors, const char *field);
/* "Er is iets niet in orde", focused, a link to each field. Nothing when n is 0. */
void error_summary(struct buf *out, const struct frame *f,
                   const struct form_errors *errors);

/* The opening tag with its token against forgery and the form's own id (nil: none). */
void form_begin(struct buf *out, const struct frame *f, const char *action,
                struct uuid form);
/* The same for what is written where the network comes and goes: with script the page
 * stays until the server has answered, and says so when nothing was sent. Its act leads
 * to another page (POST, then GET). */
void form_begin_kept(struct buf *out, const struct frame *f, const char *action,
                     struct uuid form);
void form_begin_upload(struct buf *out, const struct frame *f, const char *action,
                       struct uuid form); /* multipart */
/* A search: GET, no token. */
void form_begin_get(struct buf *out, const struct frame *f, const char *action);
/* The same, whose outcome stands in the element with this id: with script that element
 * is renewed while one types. Not for persons: each look at a name leaves a row in the
 * log of looks, and half a name shows people who were not looked for. */
void form_begin_live(struct buf *out, const struct frame *f, const char *action,
                     const char *outcome_id);
void form_end(struct buf *out);
void hidden(struct buf *out, const char *name, struct str value);
/* name/value may be NULL. kind: "primary", "secondary", "warning". */
void button(struct buf *out, const char *kind, const char *translated, const char *name,
            const char *value);
/* The same, sent to another path: with a fragment, the page opens there. */
void button_at(struct buf *out, const char *kind, const char *translated,
               const char *name, const char *value, const char *path);
/* In a form whose first button is not the one to keep it: what Enter in a field does.
 * Not seen, not read aloud, not reached by Tab; the button at the end is the same. */
void button_of_enter(struct buf *out);

struct field {
    const char *name, *label; /* label translated */
    const char *hint;         /* translated; NULL none */
    struct str value;
    const char *autocomplete; /* "off", "username"; NULL: off */
    const char *input_mode;   /* "numeric", "tel"; NULL */
    const char *type;         /* "text", "password", "search", "tel"; NULL: text */
    bool may_be_empty;        /* adds "(mag leeg blijven)" */
    bool is_ltr;              /* numbers, addresses of mail */
    int rows;                 /* of an area */
    size_t most;              /* bytes; 0: LIMIT_NAME_BYTES */
};
void field_text(struct buf *out, const struct frame *f, const struct field *d,
                const struct form_errors *errors);
void field_area(struct buf *out, const struct frame *f, const struct field *d,
                const struct form_errors *errors);
/* A day: value "2026-05-12"; what comes back is read by form_day (web/request.h), also
 * 12/5/2026. */
void field_day(struct buf *out, const struct frame *f, const struct field *d,
               const struct form_errors *errors);
void field_time(struct buf *out, const struct frame *f, const struct field *d,
                const struct form_errors *errors); /* 14:05 */
void field_file(struct buf *out, const struct frame *f, const struct field *d,
                const char *accept, const struct form_errors *errors);

/* One choice out of some. */
struct choice {
    const char *value, *label; /* translated */
    const char *hint;          /* translated; NULL */
    bool label_is_dutch;       /* mark it */
};
/* Radio buttons; with is_chips side by side, large. */
void field_choice(struct buf *out, const struct frame *f, const struct field *d,
                  const struct choice *choices, size_t n, bool is_chips,
                  const struct form_errors *errors);
void field_select(struct buf *out, const struct frame *f, const struct field *d,
                  const struct choice *choices, size_t n,
                  const struct form_errors *errors);
/* Check boxes: value holds the chosen values, separated by commas. */
void field_checks(struct buf *out, const struct frame *f, const struct field *d,
                  const struct choice *choices, size_t n,
                  const struct form_errors *errors);
/* The codes of a list that are in use today, as choices; in the arena. */
struct choice *code_choices(size_t *n_out, struct arena *a, const struct frame *f,
                            size_t list);

#endif
