#include "ui/kept_values.h"

static const struct kept_value *value_of(const struct frame *f, const char *name)
{
    const struct kept_values *k = f->kept;
    for (size_t i = 0; k && k->is_open && i < k->n; i++)
        if (str_eq_c(k->at[i].name, name)) return &k->at[i];
    return NULL;
}

void kept_form_begin(struct buf *out, const struct frame *f, const char *action)
{
    struct kept_values *k = f->kept;
    const struct kept_value *version;
    if (!k) return;
    k->is_open = action && strcmp(k->action, action) == 0;
    if (!k->is_open) return;
    hidden(out, KEPT_FORM_ID, str_of(k->id));
    version = value_of(f, FORM_VERSION);
    /* the first of two counts: before that of the page */
    if (version) hidden(out, FORM_VERSION, version->value);
}

struct field kept_field(const struct frame *f, const struct field *d)
{
    struct field as = *d;
    const struct kept_value *v = value_of(f, d->name);
    if (v)
        as.value = v->value;
    else if (f->kept && f->kept->is_open)
        as.value = STR_NONE;
    return as;
}

bool kept_chosen(const struct frame *f, const struct field *d, const char *value,
                 bool otherwise)
{
    const struct kept_values *k = f->kept;
    if (!k || !k->is_open) return otherwise;
    for (size_t i = 0; i < k->n; i++)
        if (str_eq_c(k->at[i].name, d->name) && str_eq_c(k->at[i].value, value))
            return true;
    return false;
}

void kept_note(struct buf *out, const struct frame *f)
{
    if (!f->kept) return;
    inset(out, "note",
          tr(f->tongue, "Je was afgemeld toen je dit verstuurde. Wat je invulde staat "
                        "hieronder: kijk het na en verstuur het."));
    if (f->kept->had_file)
        inset(out, "note",
              tr(f->tongue, "Het bestand is niet bewaard. Kies het opnieuw."));
}
