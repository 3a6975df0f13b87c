/* What the forms of a person's file have in common: the page around the fields, the
 * usual fields, and what is read back from them. A form is shown and sent at one path;
 * what stands in it is what was sent, or what the query says, or a first value. */
#ifndef WEB_FILE_FORM_H
#define WEB_FILE_FORM_H

#include "base/limits.h"
#include "web/field_parts.h"
#include "web/form_version.h"
#include "web/person_tabs.h"

struct file_form {
    struct request *q;
    struct arena *a;
    struct frame f;
    struct buf *out;
    struct dossier_view file;
    struct form_errors *errors;
};
struct file_form_kind {
    const char *title;  /* TR(...) */
    const char *submit; /* TR(...) */
    enum person_tab tab;
    unsigned parts; /* of the file that the fields need, beside DOSSIER_IDENTITY */
    void (*fields)(struct file_form *form);
    /* is what the path names there, in this person's file? NULL: nothing is named.
     * Without it the form is not shown: ERR_NOT_FOUND, as for a person of strangers */
    bool (*is_there)(const struct file_form *form);
    /* what stands there that the form takes the place of, by name of the field: at most
     * FORM_NOW_MOST; gives how many. NULL: it takes the place of nothing */
    size_t (*now)(struct kept_value *out, const struct file_form *form);
};
enum { FORM_NOW_MOST = 8 };
/* For a form with `now`, before its act: *shown_out when somebody else wrote since it
 * was rendered; it is then shown with both. */
nodiscard enum err_code file_form_compare(bool *shown_out, struct reply *r,
                                          struct request *q,
                                          const struct file_form_kind *kind,
                                          struct err *e);
/* With errors it is shown again: 422. */
nodiscard enum err_code file_form_show(struct reply *r, struct request *q,
                                       const struct file_form_kind *kind,
                                       struct form_errors *errors, struct err *e);

/* Where a form leads, told to the act before it. `rest`: behind the person's path. */
void file_lead(struct request *q, const char *rest, const char *done);
/* After the act: to where it leads; or the form again, with a complaint about the
 * whole, for what the act found wrong. */
nodiscard enum err_code file_follow(struct reply *r, struct request *q,
                                    const struct file_form_kind *kind, enum err_code rc,
                                    struct err *e);

/* Labels and hints are translated; a hint may be NULL. */
struct str form_value(const struct request *q, const char *name, const char *first);
const char *typed_today(const struct request *q);
const char *typed_day(struct arena *a, struct day d); /* "2026-05-12"; "" for none */
void ask_day(struct file_form *form, const char *name, const char *label,
             const char *hint, const char *first, bool may_be_empty);
void ask_code(struct file_form *form, const char *name, const char *label,
              enum list_number list, const char *first, bool is_chips,
              bool may_be_empty);
void ask_code_listed(struct file_form *form, const char *name, const char *label,
                     enum list_number list, bool may_be_empty); /* a select */
void ask_words(struct file_form *form, const char *name, const char *label,
               const char *hint, const char *first, bool may_be_empty);
void ask_yes_no(struct file_form *form, const char *name, const char *label,
                const char *hint, const char *first);
void ask_number(struct file_form *form, const char *name, const char *label,
                const char *hint, const char *first, bool may_be_empty);

/* A day up to today. */
bool read_past_day(struct day *out, const struct request *q, const char *name,
                   bool may_be_empty, struct form_errors *errors);
/* A code that was chosen of a list. */
bool read_code(uint8_t *out, const struct request *q, const char *name,
               enum list_number list, bool may_be_empty, struct form_errors *errors);
bool read_words(struct str *out, const struct request *q, const char *name,
                bool may_be_empty, struct form_errors *errors);
/* 1 "ja", 0 "nee", else CODE_MISSING. */
uint8_t read_yes_no(const struct request *q, const char *name);
/* Nil when it is not there or no id. */
struct uuid read_id(const struct request *q, const char *name);

#endif
