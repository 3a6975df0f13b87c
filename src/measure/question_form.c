#include "measure/question_form.h"

#include "measure/question.h"

static const struct {
    const char *text, *label[N_LANGS];
} measures[] = {
#define M(text, nl, fr, en) {text, {nl, fr, en}},
#include "measure/question_measure.def"
#undef M
};

static const char *const compare_words[] = {
    [COMPARE_EQ] = "=",  [COMPARE_NE] = "!=", [COMPARE_LT] = "<",
    [COMPARE_LE] = "<=", [COMPARE_GT] = ">",  [COMPARE_GE] = ">="};

/* The selection that a denominator is made of. */
static const char *const share_words[N_FORM_SHOWS] = {[SHOW_OF_REACHED] = "reached",
                                                      [SHOW_OF_STARTED] = "started",
                                                      [SHOW_OF_ENDED] = "ended"};
static const enum selection_kind share_kinds[N_FORM_SHOWS] = {
    [SHOW_OF_REACHED] = SELECT_REACHED,
    [SHOW_OF_STARTED] = SELECT_STARTED,
    [SHOW_OF_ENDED] = SELECT_ENDED};

size_t form_measure_count(void)
{
    return ARRAY_LEN(measures);
}

const char *form_measure_text(size_t measure)
{
    require(measure < ARRAY_LEN(measures));
    return measures[measure].text;
}

const char *form_measure_label(size_t measure, enum lang lang)
{
    require(measure < ARRAY_LEN(measures));
    return measures[measure].label[lang];
}

/* --- text --- */

static void put_quoted(struct buf *out, struct str text)
{
    buf_add_char(out, '"');
    for (size_t i = 0; i < text.n; i++) {
        if (text.p[i] == '"' || text.p[i] == '\\') buf_add_char(out, '\\');
        buf_add_char(out, text.p[i]);
    }
    buf_add_char(out, '"');
}

static bool is_word(struct str text)
{
    for (size_t i = 0; i < text.n; i++) {
        unsigned char c = (unsigned char)text.p[i];
        if (!((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
              (c >= '0' && c <= '9') || c == '_' || c == '-' || c >= 0x80))
            return false;
    }
    return text.n > 0;
}

static void put_value(struct buf *out, struct str text)
{
    if (is_word(text))
        buf_add(out, text);
    else
        put_quoted(out, text);
}

static void put_filter(struct buf *out, const struct form_filter *f)
{
    buf_add_c(out, f->dimension->name);
    if (f->n_values == 1) {
        buf_format(out, " %s ", compare_words[f->compare]);
        put_value(out, f->values[0]);
        return;
    }
    buf_add_c(out, f->compare == COMPARE_NE ? " not in (" : " in (");
    for (size_t i = 0; i < f->n_values; i++) {
        if (i) buf_add_c(out, ", ");
        put_value(out, f->values[i]);
    }
    buf_add_char(out, ')');
}

static void put_dimensions(struct buf *out, const char *clause,
                           const struct dimension *const *dimensions, size_t n)
{
    for (size_t i = 0; i < n; i++)
        buf_format(out, "%s%s", i ? ", " : clause, dimensions[i]->name);
}

/* The shortest way to write a day that begins (or ends) a period. */
static size_t period_letters(struct period p)
{
    int year, first_month, first_day, next_month, next_day;
    day_split(&year, &first_month, &first_day, p.from);
    day_split(&year, &next_month, &next_day, (struct day){p.to.v + 1});
    if (first_day != 1 || next_day != 1) return DAY_TEXT;
    return first_month == 1 && next_month == 1 ? 4 : 7;
}

static void put_period(struct buf *out, struct period p)
{
    char from[DAY_TEXT + 1], to[DAY_TEXT + 1];
    int n = (int)period_letters(p);
    day_text(from, p.from);
    day_text(to, p.to);
    buf_format(out, " during %.*s", n, from);
    if (strncmp(from, to, (size_t)n) != 0) buf_format(out, " .. %.*s", n, to);
}

void question_form_text(struct buf *out, const struct question_form *f)
{
    char as_of[DAY_TEXT + 1];
    buf_format(out, "count %s", form_measure_text(f->measure));
    for (size_t i = 0; i < f->n_filters; i++) {
        buf_add_c(out, i ? " and " : " where ");
        put_filter(out, &f->filters[i]);
    }
    if (f->during.given) put_period(out, f->during);
    put_dimensions(out, " rows ", f->rows, f->n_rows);
    put_dimensions(out, " columns ", f->columns, f->n_columns);
    if (f->show == SHOW_OF_ROW) buf_add_c(out, " share of row");
    if (f->show == SHOW_OF_COLUMN) buf_add_c(out, " share of column");
    if (f->show == SHOW_OF_TOTAL) buf_add_c(out, " share of total");
    if (share_words[f->show]) buf_format(out, " rate of %s", share_words[f->show]);
    if (day_is_none(f->as_of)) return;
    day_text(as_of, f->as_of);
    buf_format(out, " as of %s", as_of);
}

/* --- form --- */

static bool values_same(const struct value *a, size_t n_a, const struct value *b,
                        size_t n_b)
{
    if (n_a != n_b) return false;
    for (size_t i = 0; i < n_a; i++)
        if (a[i].code != b[i].code || (a[i].code < 0 && !str_eq(a[i].text, b[i].text)))
            return false;
    return true;
}

static bool selections_same(const struct selection *a, const struct selection *b)
{
    return a->kind == b->kind && a->without == b->without &&
           a->answered == b->answered && a->on.v == b->on.v && a->months == b->months &&
           a->after == b->after && a->unbroken == b->unbroken && a->each == b->each &&
           values_same(a->values, a->n_values, b->values, b->n_values) &&
           values_same(a->states, a->n_states, b->states, b->n_states);
}

/* Is what is counted the same, filters left aside? */
static bool populations_same(const struct population *a, const struct population *b)
{
    if (a->unit != b->unit || a->n_selections != b->n_selections) return false;
    for (size_t i = 0; i < a->n_selections; i++)
        if (!selections_same(&a->selections[i], &b->selections[i])) return false;
    return true;
}

static bool read_measure(size_t *out, struct arena *a, const struct population *p)
{
    for (size_t i = 0; i < ARRAY_LEN(measures); i++) {
        struct question *q;
        struct err ignored = {0};
        struct str text = str_of(arena_format(a, "count %s", measures[i].text));
        if (question_parse_statement(&q, a, text, &ignored) != OK) continue;
        if (!populations_same(p, &q->parts[0]->statements[0]->counted)) continue;
        *out = i;
        return true;
    }
    return false;
}

static struct str value_text(const struct dimension *d, const struct value *v)
{
    const struct code_list *list = d->list ? dimension_list(d) : NULL;
    if (list && v->code >= 0 && v->code < list->n)
        return str_of(list->codes[v->code].code);
    return v->text;
}

static bool read_filters(struct question_form *f, const struct condition *c)
{
    if (!c) return true;
    if (c->kind == CONDITION_AND)
        return read_filters(f, c->left) && read_filters(f, c->right);
    if (c->kind != CONDITION_VALUES && c->kind != CONDITION_NUMBER) return false;
    if (f->n_filters == FORM_FILTERS || c->n_values > FORM_VALUES || !c->n_values)
        return false;
    struct form_filter *to = &f->filters[f->n_filters++];
    *to = (struct form_filter){.dimension = c->dimension, .compare = c->compare};
    for (size_t i = 0; i < c->n_values; i++)
        to->values[to->n_values++] = value_text(c->dimension, &c->values[i]);
    return true;
}

static bool read_dimensions(const struct dimension **out, size_t *n_out, size_t most,
                            const struct dimension_use *uses, size_t n)
{
    if (n > most) return false;
    for (size_t i = 0; i < n; i++)
        out[i] = uses[i].dimension;
    *n_out = n;
    return true;
}

static bool read_show(struct question_form *f, const struct statement *s)
{
    const struct population *base = s->rate_of;
    if (s->rate_of_target) return false;
    if (!base) {
        f->show = s->share_of == SHARE_OF_ROW      ? SHOW_OF_ROW
                  : s->share_of == SHARE_OF_COLUMN ? SHOW_OF_COLUMN
                  : s->share_of == SHARE_OF_TOTAL  ? SHOW_OF_TOTAL
                                                   : SHOW_COUNT;
        return true;
    }
    if (base->unit != s->counted.unit || base->n_selections != 1 || base->where ||
        base->selections[0].without)
        return false;
    for (int i = SHOW_OF_REACHED; i < N_FORM_SHOWS; i++)
        if (base->selections[0].kind == share_kinds[i]) f->show = (enum form_show)i;
    return f->show != SHOW_COUNT;
}

bool question_form_of(struct question_form *out, struct arena *a,
                      const struct question *q)
{
    struct question_form f = {.as_of = DAY_NONE};
    if (q->n_parts != 1 || q->parts[0]->n_statements != 1 || q->parts[0]->unavailable)
        return false;
    const struct statement *s = q->parts[0]->statements[0];
    const struct moments *m = &s->moments;
    if (s->measure != MEASURED_COUNT || s->amount_kind_given || s->duration ||
        s->n_each || m->known_at_given || m->without_links ||
        !day_is_none(m->borders_of) || s->compare_figure || s->protect ||
        s->unavailable || s->n_notes)
        return false;
    if (!read_measure(&f.measure, a, &s->counted) ||
        !read_filters(&f, s->counted.where) || !read_show(&f, s) ||
        !read_dimensions(f.rows, &f.n_rows, FORM_ROWS, s->rows, s->n_rows) ||
        !read_dimensions(f.columns, &f.n_columns, FORM_COLUMNS, s->columns,
                         s->n_columns))
        return false;
    f.during = s->during;
    f.as_of = m->as_of;
    *out = f;
    return true;
}

/* --- one line --- */

enum err_code question_one_line(struct str *out, struct arena *a, struct str text,
                                struct err *e)
{
    struct token *tokens;
    struct buf line = {0};
    size_t n;
    bool opened = true;
    enum err_code rc = lex_text(&tokens, &n, a, text, e);
    for (size_t i = 0; rc == OK && i < n && tokens[i].kind != TOKEN_END; i++) {
        const struct token *t = &tokens[i];
        bool is_symbol = t->kind == TOKEN_SYMBOL;
        bool hugs = is_symbol && (str_eq(t->text, S(",")) || str_eq(t->text, S(")")));
        if (!opened && !hugs) buf_add_char(&line, ' ');
        if (t->kind == TOKEN_STRING)
            put_quoted(&line, t->text);
        else
            buf_add(&line, t->text);
        opened = is_symbol && str_eq(t->text, S("("));
    }
    if (rc == OK) rc = buf_check(&line, e);
    if (rc == OK) *out = str_copy(a, buf_str(&line));
    buf_dispose(&line);
    return rc;
}
