#include "ui/field.h"

#include "base/limits.h"
#include "ui/newer_values.h"

void field_label_words(struct buf *out, const struct frame *f, const struct field *d)
{
    html_f(out, "%s", d->label);
    if (!d->may_be_empty) return;
    html_f(out, " <span class=\"may-be-empty\">");
    text_html(out, f->tongue, "(mag leeg blijven)");
    html_f(out, "</span>");
}

void field_notes(struct buf *out, const struct frame *f, const struct field *d,
                 const char *error)
{
    if (d->hint)
        html_f(out, "<p class=\"hint\" id=\"" FIELD_ID "%s-hint\">%s</p>\n", d->name,
               d->hint);
    if (error) {
        html_f(out,
               "<p class=\"error\" id=\"" FIELD_ID "%s-fout\"><span class=\"unseen\">",
               d->name);
        text_html(out, f->tongue, "Fout:");
        html_f(out, " </span>%s</p>\n", error);
    }
}

void field_described(struct buf *out, const struct field *d, const char *error)
{
    if (d->hint && error)
        html_f(out,
               " aria-describedby=\"" FIELD_ID "%s-hint " FIELD_ID "%s-fout\""
               " aria-invalid=\"true\"",
               d->name, d->name);
    else if (d->hint)
        html_f(out, " aria-describedby=\"" FIELD_ID "%s-hint\"", d->name);
    else if (error)
        html_f(out, " aria-describedby=\"" FIELD_ID "%s-fout\" aria-invalid=\"true\"",
               d->name);
}

static void open_field(struct buf *out, const struct frame *f, const struct field *d,
                       const char *error)
{
    html_f(out, "<div class=\"field%s\">\n<label for=\"" FIELD_ID "%s\">",
           error ? " wrong" : "", d->name);
    field_label_words(out, f, d);
    html_f(out, "</label>\n");
    field_notes(out, f, d, error);
    newer_value(out, f, d, NULL, 0);
}

static void close_field(struct buf *out)
{
    html_f(out, "</div>\n");
}

static void input(struct buf *out, const struct field *d, const char *type,
                  const char *class, const char *error)
{
    html_f(out,
           "<input class=\"%s\" id=\"" FIELD_ID "%s\" name=\"%s\" type=\"%s\""
           " dir=\"%s\" autocomplete=\"%s\" maxlength=\"%zu\"",
           class, d->name, d->name, type, d->is_ltr ? "ltr" : "auto",
           d->autocomplete ? d->autocomplete : "off",
           d->most ? d->most : (size_t)LIMIT_NAME_BYTES);
    if (d->input_mode) html_f(out, " inputmode=\"%s\"", d->input_mode);
    if (d->is_ltr) html_f(out, " spellcheck=\"false\"");
    field_described(out, d, error);
    html_f(out, " value=\"%.*s\">\n", STR_ARG(d->value));
}

void field_text(struct buf *out, const struct frame *f, const struct field *d,
                const struct form_errors *errors)
{
    const char *error = form_error_of(errors, d->name);
    struct field as = kept_field(f, d);
    open_field(out, f, d, error);
    input(out, &as, d->type ? d->type : "text", "text", error);
    close_field(out);
}

void field_area(struct buf *out, const struct frame *f, const struct field *d,
                const struct form_errors *errors)
{
    const char *error = form_error_of(errors, d->name);
    struct field as = kept_field(f, d);
    open_field(out, f, d, error);
    html_f(out,
           "<textarea id=\"" FIELD_ID "%s\" name=\"%s\" rows=\"%d\" dir=\"auto\" "
           "maxlength=\"%zu\"",
           d->name, d->name, d->rows ? d->rows : 3,
           d->most ? d->most : (size_t)LIMIT_NOTE_BYTES);
    field_described(out, d, error);
    /* a browser drops one line break right after the tag */
    html_f(out, ">\n%.*s</textarea>\n", STR_ARG(as.value));
    close_field(out);
}

/* Does the value fit the browser's own field? What does not would be thrown away by it.
 */
static bool has_shape(struct str value, const char *shape)
{
    if (!value.n) return true;
    if (value.n != strlen(shape)) return false;
    for (size_t i = 0; i < value.n; i++) {
        bool is_digit = value.p[i] >= '0' && value.p[i] <= '9';
        if (shape[i] == '0' ? !is_digit : value.p[i] != shape[i]) return false;
    }
    return true;
}

static void shaped(struct buf *out, const struct frame *f, const struct field *d,
                   const char *type, const char *shape,
                   const struct form_errors *errors)
{
    const char *error = form_error_of(errors, d->name);
    struct field as = kept_field(f, d);
    as.is_ltr = true;
    open_field(out, f, &as, error);
    input(out, &as, has_shape(as.value, shape) ? type : "text", type, error);
    close_field(out);
}

void field_day(struct buf *out, const struct frame *f, const struct field *d,
               const struct form_errors *errors)
{
    shaped(out, f, d, "date", "0000-00-00", errors);
}

void field_time(struct buf *out, const struct frame *f, const struct field *d,
                const struct form_errors *errors)
{
    shaped(out, f, d, "time", "00:00", errors);
}

void field_file(struct buf *out, const struct frame *f, const struct field *d,
                const char *accept, const struct form_errors *errors)
{
    const char *error = form_error_of(errors, d->name);
    open_field(out, f, d, error);
    html_f(out, "<input class=\"file\" id=\"" FIELD_ID "%s\" name=\"%s\" type=\"file\"",
           d->name, d->name);
    if (accept) html_f(out, " accept=\"%s\"", accept);
    field_described(out, d, error);
    html_f(out, ">\n");
    close_field(out);
}
