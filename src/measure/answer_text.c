/* Populations and reasons in words. */
#include "measure/answer_table.h"

#include "base/buf.h"
#include "domain/number_text.h"
#include "measure/words.h"

static void add_values(struct buf *b, const struct selection *s, enum lang lang)
{
    const char *list_name = selection_at(s->kind)->list;
    for (size_t i = 0; i < s->n_values; i++) {
        const struct code_list *list = code_list_named(str_of(list_name));
        buf_format(b, "%s%s", i ? "" : " ", code_label(list, s->values[i].code, lang));
        if (i + 1 < s->n_values) buf_format(b, " %s ", word_text(WORD_OR, lang));
    }
}

static void add_day(struct buf *b, enum word_id word, struct day day, enum lang lang)
{
    buf_format(b, " %s ", word_text(word, lang));
    number_day(b, day, (int)lang);
}

static bool moment_measured(const struct selection *s)
{
    return (s->kind == SELECT_BASELINE || s->kind == SELECT_END) && s->n_values == 0;
}

static void add_selection(struct buf *b, const struct selection *s, enum lang lang)
{
    const struct selection_row *row = selection_at(s->kind);
    bool with = s->n_values || s->answered != ANSWERED_ANY || s->without ||
                row->event_kind >= 0;
    if (s->kind == SELECT_WORD) {
        buf_format(b, ", %.*s", STR_ARG(s->word));
        return;
    }
    buf_format(b, ", ");
    if (with && s->kind != SELECT_JUDGED && s->kind != SELECT_REFERRED)
        buf_format(b, "%s ", word_text(s->without ? WORD_WITHOUT : WORD_WITH, lang));
    buf_add_c(b, row->label[lang]);
    if (s->kind == SELECT_REFERRED && s->n_values)
        buf_format(b, " %s", word_text(WORD_BY, lang));
    if (moment_measured(s)) buf_format(b, " %s", word_text(WORD_MEASURED, lang));
    add_values(b, s, lang);
    if (s->answered != ANSWERED_ANY)
        buf_format(b, " (%s)",
                   word_text(s->answered == ANSWERED_YES ? WORD_YES : WORD_NO, lang));
    if (!day_is_none(s->on)) add_day(b, WORD_ON, s->on, lang);
    if (s->months >= 0) {
        static const enum selection_kind after[] = {[DATE_REACHED] = SELECT_REACHED,
                                                    [DATE_STARTED] = SELECT_STARTED,
                                                    [DATE_ENDED] = SELECT_ENDED};
        buf_format(b, " %d %s %s", s->months, word_text(WORD_MONTHS_AFTER, lang),
                   selection_at(after[s->after])->label[lang]);
    }
}

static void add_value(struct buf *b, const struct condition *c, const struct value *v,
                      enum lang lang)
{
    const struct code_list *list = dimension_list(c->dimension);
    if (list && v->code >= 0 && v->code < list->n)
        buf_add_c(b, code_label(list, v->code, lang));
    else
        buf_add(b, v->text);
}

static void add_comparison(struct buf *b, const struct condition *c, enum lang lang)
{
    static const char *const signs[] = {"=", "≠", "<", "≤", ">", "≥"};
    buf_format(b, "%s %s ", c->dimension->label[lang], signs[c->compare]);
    for (size_t i = 0; i < c->n_values; i++) {
        if (i) buf_format(b, " %s ", word_text(WORD_OR, lang));
        add_value(b, c, &c->values[i], lang);
    }
}

static void add_date(struct buf *b, const struct condition *c, enum lang lang)
{
    static const enum selection_kind of[] = {[DATE_REACHED] = SELECT_REACHED,
                                             [DATE_STARTED] = SELECT_STARTED,
                                             [DATE_ENDED] = SELECT_ENDED,
                                             [DATE_JUDGED] = SELECT_JUDGED};
    buf_format(b, "%s ", selection_at(of[c->date])->label[lang]);
    if (c->period.from.v > INT32_MIN + 1) number_day(b, c->period.from, (int)lang);
    buf_add_c(b, " .. ");
    if (c->period.to.v < INT32_MAX - 1) number_day(b, c->period.to, (int)lang);
}

static void add_condition(struct buf *b, const struct condition *c, enum lang lang)
{
    bool joined = c->kind == CONDITION_AND || c->kind == CONDITION_OR;
    if (joined) {
        bool wrap = c->kind == CONDITION_AND;
        const struct condition *sides[] = {c->left, c->right};
        for (int i = 0; i < 2; i++) {
            bool brackets = wrap && sides[i]->kind == CONDITION_OR;
            if (i) buf_format(b, " %s ", word_text(wrap ? WORD_AND : WORD_OR, lang));
            if (brackets) buf_add_c(b, "(");
            add_condition(b, sides[i], lang);
            if (brackets) buf_add_c(b, ")");
        }
    } else if (c->kind == CONDITION_NOT) {
        buf_format(b, "%s (", word_text(WORD_NOT, lang));
        add_condition(b, c->left, lang);
        buf_add_c(b, ")");
    } else if (c->kind == CONDITION_DATE) {
        add_date(b, c, lang);
    } else {
        add_comparison(b, c, lang);
    }
}

char *answer_population(struct arena *a, const struct population *p, enum lang lang)
{
    struct buf b;
    buf_init(&b, 0);
    buf_add_c(&b, unit_at(p->unit)->label[lang]);
    for (size_t i = 0; i < p->n_selections; i++)
        add_selection(&b, &p->selections[i], lang);
    if (p->where) {
        buf_format(&b, ", %s ", word_text(WORD_WHERE, lang));
        add_condition(&b, p->where, lang);
    }
    char *out = arena_copy(a, b.p ? b.p : "", b.n);
    buf_dispose(&b);
    return out;
}

const char *answer_unavailable(struct arena *a, const struct statement *s,
                               enum lang lang)
{
    if (s->unavailable) return s->unavailable;
    if (s->measure == MEASURED_DURATION) return word_text(REASON_DURATION, lang);
    const struct population *of = &s->counted;
    if (s->rate_of && population_relation(s->rate_of) == 0) of = s->rate_of;
    if (population_relation(of) == 0)
        return WORD_FORMAT(a, REASON_NO_RECORDS, lang, unit_at(of->unit)->label[lang]);
    if (s->protect && !str_eq_c(str_of(s->protect), "none"))
        return WORD_FORMAT(a, REASON_PROTECT, lang, s->protect);
    return NULL;
}
