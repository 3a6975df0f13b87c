#include "web/file_form.h"

#include "base/uuid.h"

/* `shown`: NULL: always; else only when somebody else wrote meanwhile, and whether. */
static enum err_code show(struct reply *r, struct request *q,
                          const struct file_form_kind *kind, struct form_errors *errors,
                          bool *shown, struct err *e)
{
    struct kept_value now[FORM_NOW_MOST];
    struct form_version version = {.mark = NULL};
    struct file_form form = {.q = q,
                             .a = q->asking.arena,
                             .f = frame_of(q, tr_later(q->tongue, kind->title)),
                             .out = &r->body,
                             .errors = errors};
    enum err_code rc;
    form.f.nav = NAV_FILES;
    form.f.has_errors = errors->n > 0;
    TRY(dossier_open(&form.file, &q->asking, request_person(q),
                     DOSSIER_IDENTITY | kind->parts, "dossier", e));
    if (kind->is_there && !kind->is_there(&form)) {
        rc = err_set(e, ERR_NOT_FOUND, "there is no such record in this file");
        goto out;
    }
    if (kind->now) form_version_read(&version, q, now, kind->now(now, &form));
    if (shown) {
        *shown = version.is_stale;
        if (!version.is_stale) goto out;
        reply_invalid(r);
    }
    form_version_frame(&form.f, &version);
    person_form_begin(form.out, &form.f, q, &form.file, kind->tab);
    error_summary(form.out, &form.f, errors);
    form_begin_kept(form.out, &form.f, str_to_c(form.a, q->path), uuid7_new());
    if (kind->now) form_version_hidden(form.out, &version);
    kind->fields(&form);
    button(form.out, "primary", tr_later(q->tongue, kind->submit), NULL, NULL);
    form_end(form.out);
    page_end(form.out, &form.f);
    if (errors->n) reply_invalid(r);
out:
    dossier_wipe(&form.file.dossier);
    return rc;
}

enum err_code file_form_show(struct reply *r, struct request *q,
                             const struct file_form_kind *kind,
                             struct form_errors *errors, struct err *e)
{
    return show(r, q, kind, errors, NULL, e);
}

enum err_code file_form_compare(bool *shown_out, struct reply *r, struct request *q,
                                const struct file_form_kind *kind, struct err *e)
{
    struct form_errors none = {.n = 0};
    *shown_out = false;
    return show(r, q, kind, &none, shown_out, e);
}

void file_lead(struct request *q, const char *rest, const char *done)
{
    field_lead(q, person_path(q->asking.arena, request_person(q), rest), done);
}

enum err_code file_follow(struct reply *r, struct request *q,
                          const struct file_form_kind *kind, enum err_code rc,
                          struct err *e)
{
    struct form_errors errors = {0};
    if (rc == OK) {
        field_follow(r, q);
        return OK;
    }
    if (rc != ERR_INVALID) return rc;
    *e = (struct err){0};
    form_error(&errors, "",
               tr(q->tongue, "Dit past niet bij wat er al staat. Kijk de dagen na, en "
                             "of er een traject loopt."));
    return file_form_show(r, q, kind, &errors, e);
}

/* --- asking --- */

struct str form_value(const struct request *q, const char *name, const char *first)
{
    return request_has(q, name) ? request_text(q, name) : str_of(first);
}

const char *typed_day(struct arena *a, struct day d)
{
    char text[DAY_TEXT + 1];
    day_text(text, d);
    return arena_format(a, "%s", text);
}

const char *typed_today(const struct request *q)
{
    return typed_day(q->asking.arena, q->asking.today);
}

void ask_day(struct file_form *form, const char *name, const char *label,
             const char *hint, const char *first, bool may_be_empty)
{
    field_day(form->out, &form->f,
              &(struct field){.name = name,
                              .label = label,
                              .hint = hint,
                              .value = form_value(form->q, name, first),
                              .may_be_empty = may_be_empty},
              form->errors);
}

void ask_code(struct file_form *form, const char *name, const char *label,
              enum list_number list, const char *first, bool is_chips,
              bool may_be_empty)
{
    size_t n;
    struct choice *choices = code_choices(&n, form->a, &form->f, list);
    field_choice(form->out, &form->f,
                 &(struct field){.name = name,
                                 .label = label,
                                 .value = form_value(form->q, name, first),
                                 .may_be_empty = may_be_empty},
                 choices, n, is_chips, form->errors);
}

void ask_code_listed(struct file_form *form, const char *name, const char *label,
                     enum list_number list, bool may_be_empty)
{
    size_t n;
    struct choice *choices = code_choices(&n, form->a, &form->f, list);
    field_select(form->out, &form->f,
                 &(struct field){.name = name,
                                 .label = label,
                                 .value = form_value(form->q, name, ""),
                                 .may_be_empty = may_be_empty},
                 choices, n, form->errors);
}

void ask_words(struct file_form *form, const char *name, const char *label,
               const char *hint, const char *first, bool may_be_empty)
{
    field_area(form->out, &form->f,
               &(struct field){.name = name,
                               .label = label,
                               .hint = hint,
                               .value = form_value(form->q, name, first),
                               .may_be_empty = may_be_empty,
                               .rows = 4,
                               .most = LIMIT_NOTE_BYTES},
               form->errors);
}

void ask_yes_no(struct file_form *form, const char *name, const char *label,
                const char *hint, const char *first)
{
    enum tongue t = form->f.tongue;
    const struct choice choices[] = {
        {.value = "ja", .label = tr(t, "Ja")},
        {.value = "nee", .label = tr(t, "Nee")},
        {.value = "onbekend", .label = tr(t, "Niet besproken")},
    };
    field_choice(form->out, &form->f,
                 &(struct field){.name = name,
                                 .label = label,
                                 .hint = hint,
                                 .value = form_value(form->q, name, first)},
                 choices, ARRAY_LEN(choices), true, form->errors);
}

void ask_number(struct file_form *form, const char *name, const char *label,
                const char *hint, const char *first, bool may_be_empty)
{
    field_text(form->out, &form->f,
               &(struct field){.name = name,
                               .label = label,
                               .hint = hint,
                               .value = form_value(form->q, name, first),
                               .input_mode = "numeric",
                               .is_ltr = true,
                               .may_be_empty = may_be_empty,
                               .most = 8},
               form->errors);
}

/* --- reading --- */

bool read_past_day(struct day *out, const struct request *q, const char *name,
                   bool may_be_empty, struct form_errors *errors)
{
    if (!form_day(out, q, name, may_be_empty, errors)) return false;
    if (day_is_none(*out) || out->v <= q->asking.today.v) return true;
    form_error(errors, name, tr(q->tongue, "Kies een dag tot en met vandaag"));
    return false;
}

bool read_code(uint8_t *out, const struct request *q, const char *name,
               enum list_number list, bool may_be_empty, struct form_errors *errors)
{
    return form_code(out, q, name, list, may_be_empty,
                     tr(q->tongue, "Kies één antwoord"), errors);
}

bool read_words(struct str *out, const struct request *q, const char *name,
                bool may_be_empty, struct form_errors *errors)
{
    struct str words = request_text(q, name);
    const char *message = words.n ? tr(q->tongue, "Maak de tekst korter")
                                  : tr(q->tongue, "Schrijf het in enkele woorden");
    return form_text(out, q, name, LIMIT_NOTE_BYTES, may_be_empty, message, errors);
}

uint8_t read_yes_no(const struct request *q, const char *name)
{
    struct str v = request_text(q, name);
    return str_eq_c(v, "ja") ? 1 : str_eq_c(v, "nee") ? 0 : CODE_MISSING;
}

struct uuid read_id(const struct request *q, const char *name)
{
    struct uuid id;
    if (uuid_parse(&id, request_text(q, name), NULL) != OK) return (struct uuid){{0}};
    return id;
}
