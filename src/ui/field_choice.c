#include "domain/lists.h"
#include "ui/field.h"
#include "ui/newer_values.h"

/* The first choice has the id that the error summary points at. */
static void choice_id(struct buf *out, const struct field *d, size_t i)
{
    html_f(out, FIELD_ID "%s", d->name);
    if (i) html_f(out, "-%zu", i + 1);
}

static void open_group(struct buf *out, const struct frame *f, const struct field *d,
                       const char *error)
{
    html_f(out, "<fieldset class=\"field%s\"", error ? " wrong" : "");
    /* a group is not marked as wrong itself: its error is among its words */
    if (d->hint && error)
        html_f(out, " aria-describedby=\"" FIELD_ID "%s-hint " FIELD_ID "%s-fout\"",
               d->name, d->name);
    else if (d->hint)
        html_f(out, " aria-describedby=\"" FIELD_ID "%s-hint\"", d->name);
    else if (error)
        html_f(out, " aria-describedby=\"" FIELD_ID "%s-fout\"", d->name);
    html_f(out, ">\n<legend>");
    field_label_words(out, f, d);
    html_f(out, "</legend>\n");
    field_notes(out, f, d, error);
}

static void choice_label(struct buf *out, const struct choice *c)
{
    if (c->label_is_dutch)
        html_f(out, "<span lang=\"nl\" dir=\"ltr\">%s</span>", c->label);
    else
        html_f(out, "%s", c->label);
}

static void one_choice(struct buf *out, const struct field *d, const struct choice *c,
                       size_t i, const char *type, bool is_chosen)
{
    html_f(out, "<div class=\"choice\"><input type=\"%s\" id=\"", type);
    choice_id(out, d, i);
    html_f(out, "\" name=\"%s\" value=\"%s\"", d->name, c->value);
    if (is_chosen) html_f(out, " checked");
    if (c->hint) {
        html_f(out, " aria-describedby=\"");
        choice_id(out, d, i);
        html_f(out, "-uitleg\"");
    }
    html_f(out, "><label for=\"");
    choice_id(out, d, i);
    html_f(out, "\">");
    choice_label(out, c);
    html_f(out, "</label>");
    if (c->hint) {
        html_f(out, "<span class=\"hint\" id=\"");
        choice_id(out, d, i);
        html_f(out, "-uitleg\">%s</span>", c->hint);
    }
    html_f(out, "</div>\n");
}

void field_choice(struct buf *out, const struct frame *f, const struct field *d,
                  const struct choice *choices, size_t n, bool is_chips,
                  const struct form_errors *errors)
{
    open_group(out, f, d, form_error_of(errors, d->name));
    newer_value(out, f, d, choices, n);
    html_f(out, "<div class=\"%s\">\n", is_chips ? "chips" : "choices");
    for (size_t i = 0; i < n; i++)
        one_choice(
            out, d, &choices[i], i, "radio",
            kept_chosen(f, d, choices[i].value, str_eq_c(d->value, choices[i].value)));
    html_f(out, "</div>\n</fieldset>\n");
}

static bool is_among(struct str values, const char *value)
{
    struct str one;
    while (str_split(&one, &values, ','))
        if (str_eq_c(str_trim(one), value)) return true;
    return false;
}

void field_checks(struct buf *out, const struct frame *f, const struct field *d,
                  const struct choice *choices, size_t n,
                  const struct form_errors *errors)
{
    open_group(out, f, d, form_error_of(errors, d->name));
    newer_value(out, f, d, choices, n);
    html_f(out, "<div class=\"choices\">\n");
    for (size_t i = 0; i < n; i++)
        one_choice(
            out, d, &choices[i], i, "checkbox",
            kept_chosen(f, d, choices[i].value, is_among(d->value, choices[i].value)));
    html_f(out, "</div>\n</fieldset>\n");
}

void field_select(struct buf *out, const struct frame *f, const struct field *d,
                  const struct choice *choices, size_t n,
                  const struct form_errors *errors)
{
    const char *error = form_error_of(errors, d->name);
    html_f(out, "<div class=\"field%s\">\n<label for=\"" FIELD_ID "%s\">",
           error ? " wrong" : "", d->name);
    field_label_words(out, f, d);
    html_f(out, "</label>\n");
    field_notes(out, f, d, error);
    newer_value(out, f, d, choices, n);
    html_f(out, "<select id=\"" FIELD_ID "%s\" name=\"%s\"", d->name, d->name);
    field_described(out, d, error);
    html_f(out, ">\n");
    if (!n || choices[0].value[0])
        html_f(out, "<option value=\"\">%s</option>\n", tr(f->tongue, "Kies ..."));
    for (size_t i = 0; i < n; i++) {
        html_f(out, "<option value=\"%s\"", choices[i].value);
        if (choices[i].label_is_dutch) html_f(out, " lang=\"nl\"");
        if (kept_chosen(f, d, choices[i].value, str_eq_c(d->value, choices[i].value)))
            html_f(out, " selected");
        html_f(out, ">%s</option>\n", choices[i].label);
    }
    html_f(out, "</select>\n</div>\n");
}

struct choice *code_choices(size_t *n_out, struct arena *a, const struct frame *f,
                            size_t list)
{
    const struct code_list *codes = code_list_at(list);
    const struct tongue_facts *tongue = tongue_facts(f->tongue);
    struct choice *choices = arena_new_array(a, struct choice, codes->n);
    size_t n = 0;
    for (int i = 0; i < codes->n; i++) {
        if (!code_in_use(codes, i, f->today)) continue;
        choices[n++] = (struct choice){.value = codes->codes[i].code,
                                       .label = code_label(codes, i, tongue->lang),
                                       .label_is_dutch = tongue->labels_differ};
    }
    *n_out = n;
    return choices;
}
