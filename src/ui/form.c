#include "ui/form.h"

#include "ui/kept_values.h"

void form_error(struct form_errors *errors, const char *field, const char *message)
{
    if (errors->n == FORM_ERRORS_MAX) return;
    errors->at[errors->n].field = field;
    errors->at[errors->n].message = message;
    errors->n++;
}

const char *form_error_of(const struct form_errors *errors, const char *field)
{
    for (size_t i = 0; errors && i < errors->n; i++)
        if (str_eq_c(str_of(errors->at[i].field), field)) return errors->at[i].message;
    return NULL;
}

void error_summary(struct buf *out, const struct frame *f,
                   const struct form_errors *errors)
{
    if (!errors || !errors->n) return;
    html_f(out, "<div class=\"errors\" role=\"alert\" tabindex=\"-1\" "
                "aria-labelledby=\"fouten\">\n<h2 id=\"fouten\">");
    text_html(out, f->tongue, "Er is iets niet in orde");
    html_f(out, "</h2>\n<ul>\n");
    for (size_t i = 0; i < errors->n; i++) {
        const char *field = errors->at[i].field, *message = errors->at[i].message;
        if (field[0])
            html_f(out, "<li><a href=\"#" FIELD_ID "%s\">%s</a></li>\n", field,
                   message);
        else
            html_f(out, "<li>%s</li>\n", message);
    }
    html_f(out, "</ul>\n</div>\n");
}

static bool stands_at(const struct frame *f, const char *action)
{
    size_t n = strcspn(f->page, "?");
    return strlen(action) == n && memcmp(action, f->page, n) == 0 && !f->page[n];
}

static void begin_rest(struct buf *out, const struct frame *f, const char *action,
                       struct uuid form)
{
    if (f->csrf && f->csrf[0]) hidden(out, FORM_CSRF, str_of(f->csrf));
    if (f->page && !stands_at(f, action)) hidden(out, FORM_PAGE, str_of(f->page));
    kept_form_begin(out, f, action);
    if (uuid_is_nil(form)) return;
    char id[UUID_TEXT + 1];
    uuid_text(id, form);
    hidden(out, FORM_ID, str_of(id));
}

void form_begin(struct buf *out, const struct frame *f, const char *action,
                struct uuid form)
{
    html_f(out, "<form method=\"post\" action=\"%s\" novalidate>\n", action);
    begin_rest(out, f, action, form);
}

void form_begin_kept(struct buf *out, const struct frame *f, const char *action,
                     struct uuid form)
{
    html_f(out, "<form method=\"post\" action=\"%s\" novalidate data-unsent=\"%s\">\n",
           action,
           tr(f->tongue,
              "Geen verbinding: dit is nog niet verstuurd. Wat je schreef staat "
              "er nog. Probeer het zo nog eens."));
    begin_rest(out, f, action, form);
}

void form_begin_upload(struct buf *out, const struct frame *f, const char *action,
                       struct uuid form)
{
    html_f(out,
           "<form method=\"post\" action=\"%s\" enctype=\"multipart/form-data\" "
           "novalidate>\n",
           action);
    begin_rest(out, f, action, form);
}

void form_begin_get(struct buf *out, const struct frame *f, const char *action)
{
    kept_form_begin(out, f, NULL);
    html_f(out, "<form method=\"get\" action=\"%s\" novalidate>\n", action);
}

void form_begin_live(struct buf *out, const struct frame *f, const char *action,
                     const char *outcome_id)
{
    kept_form_begin(out, f, NULL);
    html_f(out,
           "<form method=\"get\" action=\"%s\" novalidate data-hx-get=\"%s\" "
           "data-hx-target=\"#%s\" data-hx-select=\"#%s\" data-hx-swap=\"outerHTML\" "
           "data-hx-trigger=\"input delay:400ms, change, submit\" "
           "data-hx-sync=\"this:replace\">\n",
           action, action, outcome_id, outcome_id);
}

void form_end(struct buf *out)
{
    html_f(out, "</form>\n");
}

void hidden(struct buf *out, const char *name, struct str value)
{
    html_f(out, "<input type=\"hidden\" name=\"%s\" value=\"%.*s\">\n", name,
           STR_ARG(value));
}

void button_of_enter(struct buf *out)
{
    html_f(out, "<button class=\"unseen\" type=\"submit\" tabindex=\"-1\" "
                "aria-hidden=\"true\"></button>\n");
}

void button_at(struct buf *out, const char *kind, const char *translated,
               const char *name, const char *value, const char *path)
{
    html_f(out, "<button class=\"button %s\" type=\"submit\"", kind);
    if (path) html_f(out, " formaction=\"%s\"", path);
    if (name) html_f(out, " name=\"%s\"", name);
    if (value) html_f(out, " value=\"%s\"", value);
    html_f(out, ">%s</button>\n", translated);
}

void button(struct buf *out, const char *kind, const char *translated, const char *name,
            const char *value)
{
    button_at(out, kind, translated, name, value, NULL);
}
