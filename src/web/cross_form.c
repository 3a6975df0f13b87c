#include "web/cross_form.h"

#include "base/limits.h"
#include "web/desk_parts.h"
#include "web/field_parts.h"

enum { CHECKED_CODES = 40 };

static const char *const show_words[N_FORM_SHOWS] = {
    "aantal", "rij", "kolom", "totaal", "bereikt", "gestart", "beeindigd"};
static const char *const show_labels[N_FORM_SHOWS] = {
    TR("aantallen"),
    TR("procent van de rij"),
    TR("procent van de kolom"),
    TR("procent van het totaal"),
    TR("procent van wie bereikt werd"),
    TR("procent van wie startte"),
    TR("procent van wie eindigde")};
static const struct {
    const char *word, *label;
} compares[] = {
    [COMPARE_EQ] = {"is", TR("is een van")},
    [COMPARE_NE] = {"niet", TR("is geen van")},
    [COMPARE_LT] = {"onder", TR("is minder dan")},
    [COMPARE_LE] = {"hoogstens", TR("is hoogstens")},
    [COMPARE_GT] = {"boven", TR("is meer dan")},
    [COMPARE_GE] = {"minstens", TR("is minstens")},
};

/* --- values --- */

static const char *numbered(struct arena *a, const char *name, size_t i)
{
    return arena_format(a, "%s%zu", name, i + 1);
}

struct cross_values cross_values_sent(const struct request *q)
{
    struct arena *a = q->asking.arena;
    struct cross_values v = {.measure = request_text(q, "maat"),
                             .show = request_text(q, "toon"),
                             .from = request_text(q, "van"),
                             .to = request_text(q, "tot"),
                             .as_of = request_text(q, "op")};
    for (size_t i = 0; i < FORM_ROWS; i++)
        v.rows[i] = request_text(q, numbered(a, "rij", i));
    for (size_t i = 0; i < FORM_COLUMNS; i++)
        v.columns[i] = request_text(q, numbered(a, "kolom", i));
    for (size_t i = 0; i < FORM_FILTERS; i++) {
        v.filters[i].dimension = request_text(q, numbered(a, "filter", i));
        v.filters[i].compare = request_text(q, numbered(a, "is", i));
        v.filters[i].values = request_many(q, numbered(a, "waarde", i));
    }
    return v;
}

static struct str filter_values(struct arena *a, const struct form_filter *f)
{
    struct buf out = {0};
    for (size_t i = 0; i < f->n_values; i++) {
        if (i) buf_add_char(&out, ',');
        buf_add(&out, f->values[i]);
    }
    struct str kept = str_copy(a, buf_str(&out));
    buf_dispose(&out);
    return kept;
}

struct cross_values cross_values_of(struct arena *a, const struct question_form *form)
{
    struct cross_values v = {.measure = str_of(form_measure_text(form->measure)),
                             .show = str_of(show_words[form->show])};
    if (form->during.given) {
        v.from = day_value(a, form->during.from);
        v.to = day_value(a, form->during.to);
    }
    if (!day_is_none(form->as_of)) v.as_of = day_value(a, form->as_of);
    for (size_t i = 0; i < form->n_rows; i++)
        v.rows[i] = str_of(form->rows[i]->name);
    for (size_t i = 0; i < form->n_columns; i++)
        v.columns[i] = str_of(form->columns[i]->name);
    for (size_t i = 0; i < form->n_filters; i++) {
        v.filters[i].dimension = str_of(form->filters[i].dimension->name);
        v.filters[i].compare = str_of(compares[form->filters[i].compare].word);
        v.filters[i].values = filter_values(a, &form->filters[i]);
    }
    return v;
}

/* --- reading --- */

/* The dimensions that were chosen, each once. */
static size_t read_dimensions(const struct dimension **out, const struct str *names,
                              size_t n_names, const char *field,
                              const struct request *q, struct form_errors *errors)
{
    size_t n = 0;
    for (size_t i = 0; i < n_names; i++) {
        const struct dimension *d = names[i].n ? dimension_named(names[i]) : NULL;
        if (!names[i].n) continue;
        if (d)
            out[n++] = d;
        else
            form_error(errors, numbered(q->asking.arena, field, i),
                       tr(q->tongue, "Kies een kenmerk uit de lijst."));
    }
    return n;
}

static void read_filter(struct question_form *form, size_t i, const struct request *q,
                        const struct cross_values *v, struct form_errors *errors)
{
    struct arena *a = q->asking.arena;
    struct str name = v->filters[i].dimension, rest = v->filters[i].values, piece;
    const struct dimension *d = name.n ? dimension_named(name) : NULL;
    struct form_filter f = {.dimension = d};
    if (!name.n && !str_trim(rest).n) return;
    if (!d) {
        form_error(errors, numbered(a, "filter", i),
                   tr(q->tongue, "Kies eerst welk kenmerk je wil filteren."));
        return;
    }
    for (size_t k = 0; k < ARRAY_LEN(compares); k++)
        if (str_eq_c(v->filters[i].compare, compares[k].word))
            f.compare = (enum compare)k;
    while (f.n_values < FORM_VALUES && str_split(&piece, &rest, ','))
        if (str_trim(piece).n) f.values[f.n_values++] = str_trim(piece);
    if (!f.n_values) {
        form_error(errors, numbered(a, "waarde", i),
                   tr(q->tongue, "Kies welke waarden meetellen."));
        return;
    }
    form->filters[form->n_filters++] = f;
}

/* "2022", "2022-06" or a day: its first or last day. */
static bool read_edge(struct day *out, bool is_last, struct str text, const char *field,
                      const struct request *q, struct form_errors *errors)
{
    struct day from, to;
    struct err ignored = {0};
    if (period_parse(&from, &to, text, &ignored) == OK) {
        *out = is_last ? to : from;
        return true;
    }
    if (form_day(out, q, field, false, &(struct form_errors){.n = 0})) return true;
    form_error(errors, field,
               tr(q->tongue, "Schrijf een jaar (2022), een maand (2022-06) of een dag "
                             "(30/6/2022)."));
    return false;
}

static void read_period(struct question_form *form, const struct request *q,
                        const struct cross_values *v, struct form_errors *errors)
{
    struct str to = v->to.n ? v->to : v->from;
    struct period p = {.given = true};
    if (!v->from.n && !v->to.n) return;
    if (!v->from.n) {
        form_error(errors, "van",
                   tr(q->tongue, "Schrijf ook wanneer de periode begint."));
        return;
    }
    if (!read_edge(&p.from, false, v->from, "van", q, errors) ||
        !read_edge(&p.to, true, to, v->to.n ? "tot" : "van", q, errors))
        return;
    if (p.to.v < p.from.v)
        form_error(errors, "tot",
                   tr(q->tongue, "De periode eindigt voor ze begint. Draai ze om."));
    else
        form->during = p;
}

bool cross_form_read(struct question_form *out, const struct request *q,
                     const struct cross_values *v, struct form_errors *errors)
{
    struct question_form f = {.as_of = DAY_NONE};
    for (f.measure = 0; f.measure < form_measure_count(); f.measure++)
        if (str_eq_c(v->measure, form_measure_text(f.measure))) break;
    if (f.measure == form_measure_count())
        form_error(errors, "maat", tr(q->tongue, "Kies wat je telt."));
    for (int i = 0; i < N_FORM_SHOWS; i++)
        if (str_eq_c(v->show, show_words[i])) f.show = (enum form_show)i;
    f.n_rows = read_dimensions(f.rows, v->rows, FORM_ROWS, "rij", q, errors);
    f.n_columns =
        read_dimensions(f.columns, v->columns, FORM_COLUMNS, "kolom", q, errors);
    for (size_t i = 0; i < FORM_FILTERS; i++)
        read_filter(&f, i, q, v, errors);
    read_period(&f, q, v, errors);
    if (v->as_of.n) form_day(&f.as_of, q, "op", true, errors);
    *out = f;
    return errors->n == 0;
}

/* --- fields --- */

static bool has_same_name_before(int i)
{
    for (int k = 0; k < i; k++)
        if (strcmp(dimension_at((enum dimension_id)k)->name,
                   dimension_at((enum dimension_id)i)->name) == 0)
            return true;
    return false;
}

/* What every list of the form lets choose from; made once a page. */
struct dimension_choices {
    struct choice *at;
    size_t n;
};

static struct dimension_choices dimension_choices(struct arena *a,
                                                  const struct frame *f)
{
    const struct tongue_facts *t = tongue_facts(f->tongue);
    struct choice *choices = arena_new_array(a, struct choice, N_DIMENSIONS);
    size_t n = 0;
    for (int i = 0; i < N_DIMENSIONS; i++) {
        const struct dimension *d = dimension_at((enum dimension_id)i);
        if (has_same_name_before(i)) continue;
        choices[n++] = (struct choice){.value = d->name,
                                       .label = d->label[t->lang],
                                       .label_is_dutch = t->labels_differ};
    }
    return (struct dimension_choices){choices, n};
}

static void measure_field(struct buf *out, const struct frame *f, struct arena *a,
                          const struct cross_values *v,
                          const struct form_errors *errors)
{
    const struct tongue_facts *t = tongue_facts(f->tongue);
    size_t n = form_measure_count();
    struct choice *choices = arena_new_array(a, struct choice, n);
    for (size_t i = 0; i < n; i++)
        choices[i] = (struct choice){.value = form_measure_text(i),
                                     .label = form_measure_label(i, t->lang),
                                     .label_is_dutch = t->labels_differ};
    field_select(out, f,
                 &(struct field){.name = "maat",
                                 .label = tr(f->tongue, "Wat tel je?"),
                                 .value = v->measure},
                 choices, n, errors);
}

static void show_field(struct buf *out, const struct frame *f,
                       const struct cross_values *v, const struct form_errors *errors)
{
    struct choice choices[N_FORM_SHOWS];
    for (int i = 0; i < N_FORM_SHOWS; i++)
        choices[i] = (struct choice){.value = show_words[i],
                                     .label = tr_later(f->tongue, show_labels[i])};
    field_select(out, f,
                 &(struct field){.name = "toon",
                                 .label = tr(f->tongue, "Toon als"),
                                 .value = v->show.n ? v->show : str_of(show_words[0])},
                 choices, N_FORM_SHOWS, errors);
}

static void axis_fields(struct buf *out, const struct frame *f, struct arena *a,
                        const struct dimension_choices *choices, const char *name,
                        const char *label, const struct str *values, size_t n_fields,
                        const struct form_errors *errors)
{
    for (size_t i = 0; i < n_fields; i++)
        field_select(out, f,
                     &(struct field){.name = numbered(a, name, i),
                                     .label = arena_format(a, "%s %zu", label, i + 1),
                                     .value = values[i],
                                     .may_be_empty = true},
                     choices->at, choices->n, errors);
}

/* Codes of a short list as boxes to tick, once the dimension is known; else words. */
static void filter_value_field(struct buf *out, const struct frame *f, struct arena *a,
                               size_t i, const struct cross_values *v,
                               const struct form_errors *errors)
{
    const struct tongue_facts *t = tongue_facts(f->tongue);
    const struct dimension *d =
        v->filters[i].dimension.n ? dimension_named(v->filters[i].dimension) : NULL;
    const struct code_list *list = d && d->list ? dimension_list(d) : NULL;
    struct field field = {.name = numbered(a, "waarde", i),
                          .label = tr(f->tongue, "Welke waarden"),
                          .hint =
                              tr(f->tongue, "Meer dan een? Met een komma ertussen."),
                          .value = v->filters[i].values,
                          .may_be_empty = true,
                          .most = LIMIT_QUESTION_LINE_BYTES};
    if (!list || list->n > CHECKED_CODES) {
        field_text(out, f, &field, errors);
        return;
    }
    struct choice *choices = arena_new_array(a, struct choice, list->n);
    for (size_t k = 0; k < list->n; k++)
        choices[k] = (struct choice){.value = list->codes[k].code,
                                     .label = code_label(list, (int)k, t->lang),
                                     .label_is_dutch = t->labels_differ};
    field.hint = NULL;
    field_checks(out, f, &field, choices, list->n, errors);
}

static void filter_fields(struct buf *out, const struct frame *f, struct arena *a,
                          const struct dimension_choices *choices, size_t i,
                          const struct cross_values *v,
                          const struct form_errors *errors)
{
    struct choice how[ARRAY_LEN(compares)];
    for (size_t k = 0; k < ARRAY_LEN(compares); k++)
        how[k] = (struct choice){.value = compares[k].word,
                                 .label = tr_later(f->tongue, compares[k].label)};
    html_f(out, "<fieldset class=\"filter-row\"><legend>%s %zu</legend>\n",
           tr(f->tongue, "Filter"), i + 1);
    field_select(out, f,
                 &(struct field){.name = numbered(a, "filter", i),
                                 .label = tr(f->tongue, "Kenmerk"),
                                 .value = v->filters[i].dimension,
                                 .may_be_empty = true},
                 choices->at, choices->n, errors);
    field_select(out, f,
                 &(struct field){.name = numbered(a, "is", i),
                                 .label = tr(f->tongue, "Hoe vergelijk je?"),
                                 .value = v->filters[i].compare.n
                                              ? v->filters[i].compare
                                              : str_of(compares[0].word)},
                 how, ARRAY_LEN(how), errors);
    filter_value_field(out, f, a, i, v, errors);
    html_f(out, "</fieldset>\n");
}

static size_t filters_used(const struct cross_values *v)
{
    size_t n = 0;
    for (size_t i = 0; i < FORM_FILTERS; i++)
        if (v->filters[i].dimension.n || v->filters[i].values.n) n = i + 1;
    return n;
}

static void period_fields(struct buf *out, const struct frame *f,
                          const struct cross_values *v,
                          const struct form_errors *errors)
{
    enum tongue t = f->tongue;
    field_text(
        out, f,
        &(struct field){.name = "van",
                        .label = tr(t, "Periode van"),
                        .hint = tr(t, "Een jaar (2022), maand (2022-06) of dag."),
                        .value = v->from,
                        .is_ltr = true,
                        .may_be_empty = true},
        errors);
    field_text(out, f,
               &(struct field){.name = "tot",
                               .label = tr(t, "Periode tot en met"),
                               .value = v->to,
                               .is_ltr = true,
                               .may_be_empty = true},
               errors);
    field_day(out, f,
              &(struct field){.name = "op",
                              .label = tr(t, "Stand op welke dag?"),
                              .hint = tr(t, "Leeg: vandaag."),
                              .value = v->as_of,
                              .may_be_empty = true},
              errors);
}

void cross_form_html(struct buf *out, const struct frame *f, const struct request *q,
                     const struct cross_values *v, const struct form_errors *errors)
{
    struct arena *a = q->asking.arena;
    struct dimension_choices choices = dimension_choices(a, f);
    size_t n_filters = filters_used(v);
    form_begin(out, f, CROSS_PATH, (struct uuid){{0}});
    html_f(out, "<div class=\"desk-form\">\n");
    measure_field(out, f, a, v, errors);
    show_field(out, f, v, errors);
    axis_fields(out, f, a, &choices, "rij", tr(f->tongue, "Rijen"), v->rows, FORM_ROWS,
                errors);
    axis_fields(out, f, a, &choices, "kolom", tr(f->tongue, "Kolommen"), v->columns,
                FORM_COLUMNS, errors);
    html_f(out, "</div>\n");
    fold_begin(out, n_filters > 0, tr(f->tongue, "Filter"));
    for (size_t i = 0; i < FORM_FILTERS; i++)
        filter_fields(out, f, a, &choices, i, v, errors);
    fold_end(out);
    fold_begin(out, v->from.n || v->to.n || v->as_of.n,
               tr(f->tongue, "Periode en peildatum"));
    html_f(out, "<div class=\"desk-form\">\n");
    period_fields(out, f, v, errors);
    html_f(out, "</div>\n");
    fold_end(out);
    button(out, "primary", tr(f->tongue, "Toon de tabel"), NULL, NULL);
    form_end(out);
}
