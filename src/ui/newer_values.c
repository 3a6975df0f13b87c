#include "ui/newer_values.h"

void newer_note(struct buf *out, const struct frame *f)
{
    if (!f->newer) return;
    inset(out, "warning",
          tr(f->tongue,
             "Iemand anders wijzigde dit terwijl jij schreef. Er is nog niets "
             "bewaard. Bij elk antwoord dat verschilt, lees je wat er nu "
             "staat. Bewaar je, dan geldt wat jij invulde."));
}

static void one_label(struct buf *out, struct str value, const struct choice *choices,
                      size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (str_eq_c(value, choices[i].value)) {
            html_f(out, "%s", choices[i].label);
            return;
        }
    html_f(out, "%.*s", STR_ARG(value));
}

void newer_value(struct buf *out, const struct frame *f, const struct field *d,
                 const struct choice *choices, size_t n)
{
    const struct kept_value *v = NULL;
    struct str one, rest;
    for (size_t i = 0; f->newer && i < f->newer->n && !v; i++)
        if (str_eq_c(f->newer->at[i].name, d->name)) v = &f->newer->at[i];
    if (!v || str_eq(v->value, d->value)) return;
    html_f(out, "<p class=\"newer\">");
    text_html(out, f->tongue, "Nu staat er:");
    html_f(out, " <strong><bdi dir=\"auto\">");
    rest = v->value;
    if (!rest.n) text_html(out, f->tongue, "leeg");
    if (!choices) {
        html_f(out, "%.*s", STR_ARG(rest));
    } else {
        for (bool is_first = true; str_split(&one, &rest, ','); is_first = false) {
            if (!is_first) html_f(out, ", ");
            one_label(out, str_trim(one), choices, n);
        }
    }
    html_f(out, "</bdi></strong></p>\n");
}
