#include "publish/text_cell.h"

#include "domain/number_text.h"
#include "publish/text_wrap.h"
#include "publish/publish_words.h"

void text_cell_main(struct buf *out, const struct table *t, const struct cell *c,
                    const struct reasons *reasons, int lang)
{
    enum cell_status status = cell_shown_status(t, c);
    if (status != CELL_VALUE && status != CELL_ZERO) {
        buf_add_c(out, status_symbol(status));
        buf_add_c(out, reasons_mark(reasons, status, c->reason));
    } else if (t->kind == MEASURE_RATE) {
        number_percent(out, c->rate, lang);
    } else if (t->kind == MEASURE_EURO) {
        number_euro(out, c->n, lang);
    } else if (t->kind == MEASURE_DAYS) {
        number_days(out, c->value, lang);
    } else {
        number_count(out, c->n, lang);
    }
}

static void add_rate(struct buf *out, const struct table *t, const struct cell *c,
                     int lang)
{
    buf_add_char(out, '(');
    number_count(out, c->n, lang);
    buf_add_c(out, " / ");
    number_count(out, c->base, lang);
    if (!t->base_is_target) {
        buf_add_c(out, "; ");
        number_percent_bare(out, c->low, lang);
        buf_add_char(out, '-');
        number_percent_bare(out, c->high, lang);
    }
    buf_add_char(out, ')');
}

void text_cell_members(struct buf *out, const struct table *t, const struct cell *c,
                       int lang)
{
    if (t->kind == MEASURE_RATE) {
        add_rate(out, t, c, lang);
    } else if (t->kind == MEASURE_DAYS) {
        buf_add_c(out, "(n ");
        number_count(out, c->n, lang);
        buf_add_char(out, ')');
    }
}

void text_cell_tail(struct buf *out, struct arena *a, const struct table *t,
                    const struct cell *c, int lang)
{
    enum cell_status status = cell_shown_status(t, c);
    bool has_members = t->kind == MEASURE_RATE || t->kind == MEASURE_DAYS;
    if (has_members && (status == CELL_VALUE || status == CELL_ZERO)) {
        buf_add_char(out, ' ');
        text_cell_members(out, t, c, lang);
    }
    switch (cell_shown_comparison(c)) {
    case PUBLISHED_NONE:
        break;
    case PUBLISHED_EQUAL:
        buf_add_c(out, " =");
        break;
    case PUBLISHED_BLANK:
        buf_add_c(out, " ( )");
        break;
    case PUBLISHED_DIFFERS:
        buf_add_c(out, " \xe2\x89\xa0 ");
        buf_add(out, text_clean(a, c->published));
        break;
    }
}

const char *figure_head(struct arena *a, const struct table *t, int lang)
{
    if (t->kind == MEASURE_RATE) return word_in(WORD_RATE_HEAD, lang);
    if (t->kind != MEASURE_DAYS) return t->unit_label ? t->unit_label : t->unit;
    struct buf head;
    buf_init(&head, 0);
    word_fill_1(&head, WORD_DAYS_HEAD, lang, t->statistic ? t->statistic : t->unit);
    char *text = arena_copy(a, head.p, head.n);
    buf_dispose(&head);
    return text;
}

const char *axis_label(const struct axis *axis, size_t entry, unsigned level)
{
    const struct axis_entry *e = &axis->entries[entry];
    if (level > e->depth || !e->path[level]) return "";
    return e->path[level];
}

bool axis_same_group(const struct axis *axis, size_t a, size_t b, unsigned level)
{
    const struct axis_entry *x = &axis->entries[a], *y = &axis->entries[b];
    if (x->depth <= level || y->depth <= level) return false;
    for (unsigned i = 0; i <= level; i++) {
        const char *p = x->code[i] ? x->code[i] : "", *q = y->code[i] ? y->code[i] : "";
        if (strcmp(p, q) != 0 || strcmp(x->path[i], y->path[i]) != 0) return false;
    }
    return true;
}
