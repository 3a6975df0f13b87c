/* Populations and reasons in words. */
#include "measure/answer_table.h"

#include "base/buf.h"
#include "domain/number_text.h"
#include "measure/dimension_values.h"
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

static void add_states(struct buf *b, const struct value *states, size_t n,
                       enum lang lang)
{
    for (size_t i = 0; i < n; i++)
        buf_format(b, " %s %s", i ? word_text(WORD_OR, lang) : "=",
                   code_label(code_list_named(S("context_condition_state")),
                              states[i].code, lang));
}

static void add_selection(struct buf *b, const struct selection *s, enum lang lang)
{
    const struct selection_row *row = selection_at(s->kind);
    bool with = s->n_values || s->answered != ANSWERED_ANY || s->without ||
                row->event_kind >= 0 || s->kind == SELECT_OUTREACH;
    if (selection_is_spell_set(s)) {
        buf_format(b, ": %s", row->label[lang]);
        if (s->each) buf_format(b, ", %s", word_text(WORD_EACH, lang));
        if (!s->each && s->n_values == 0)
            buf_format(b, ", %s", word_text(WORD_ANY, lang));
        add_values(b, s, lang);
        return;
    }
    if (s->kind == SELECT_TO) {
        buf_format(b, " %s", row->label[lang]);
        add_values(b, s, lang);
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
    add_states(b, s->states, s->n_states, lang);
    if (s->answered != ANSWERED_ANY)
        buf_format(b, " (%s)",
                   word_text(s->answered == ANSWERED_YES ? WORD_YES : WORD_NO, lang));
    if (!day_is_none(s->on)) add_day(b, WORD_ON, s->on, lang);
    if (s->months >= 0) {
        static const enum selection_kind after[] = {[DATE_REACHED] = SELECT_REACHED,
                                                    [DATE_STARTED] = SELECT_STARTED,
                                                    [DATE_ENDED] = SELECT_ENDED};
        buf_format(b, " %d %s %s", s->months,
                   word_text(s->unbroken ? WORD_UNBROKEN : WORD_MONTHS_AFTER, lang),
                   selection_at(after[s->after])->label[lang]);
    }
}

static void add_value(struct buf *b, const struct condition *c, const struct value *v,
                      enum lang lang)
{
    const struct code_list *list = dimension_list(c->dimension);
    if (v->code >= 0 && value_is_missing((uint16_t)v->code))
        buf_add_c(b, missing_label((uint16_t)v->code, lang));
    else if (list && v->code >= 0 && v->code < list->n)
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

static void add_point(struct buf *b, const struct point *p, enum lang lang)
{
    static const enum word_id dates[] = {[DATE_REACHED] = WORD_POINT_REACHED,
                                         [DATE_STARTED] = WORD_POINT_STARTED,
                                         [DATE_ENDED] = WORD_POINT_ENDED,
                                         [DATE_JUDGED] = WORD_POINT_JUDGED};
    static const struct {
        int event_kind;
        enum selection_kind selection;
        enum word_id first, last; /* of the gender of the word in French */
    } events[] = {
        {EVENT_OUTCOME, SELECT_OUTCOME, WORD_FIRST, WORD_LAST},
        {EVENT_CONTACT, SELECT_CONTACT, WORD_FIRST, WORD_LAST},
        {EVENT_ACTION, SELECT_ACTION, WORD_FIRST_F, WORD_LAST_F},
        {EVENT_PHASE, SELECT_PHASE, WORD_FIRST_F, WORD_LAST_F},
        {EVENT_REFERRAL, SELECT_REFERRED, WORD_FIRST_F, WORD_LAST_F},
        {EVENT_CONDITION, SELECT_CONDITION, WORD_FIRST_F, WORD_LAST_F},
    };
    if (p->date >= 0) {
        buf_add_c(b, word_text(dates[p->date], lang));
        return;
    }
    if (p->handover_event >= 0) {
        buf_add_c(b, code_label(code_list_named(S("handover_event")), p->handover_event,
                                lang));
        return;
    }
    for (size_t i = 0; i < ARRAY_LEN(events); i++) {
        if (events[i].event_kind != p->event_kind) continue;
        struct selection as = {
            .kind = events[i].selection, .values = p->values, .n_values = p->n_values};
        enum word_id which = p->last ? events[i].last : events[i].first;
        const char *what = p->event_kind == EVENT_REFERRAL
                               ? word_text(WORD_POINT_REFERRAL, lang)
                               : selection_at(as.kind)->label[lang];
        buf_format(b, "%s %s", word_text(which, lang), what);
        add_values(b, &as, lang);
        add_states(b, p->states, p->n_states, lang);
    }
}

char *answer_duration(struct arena *a, const struct duration *d, enum lang lang)
{
    struct buf from, to;
    buf_init(&from, 0);
    buf_init(&to, 0);
    add_point(&from, &d->from, lang);
    add_point(&to, &d->to, lang);
    char *out = WORD_FORMAT(a, WORD_DAYS_FROM_TO, lang, arena_copy(a, from.p, from.n),
                            arena_copy(a, to.p, to.n));
    buf_dispose(&from);
    buf_dispose(&to);
    return out;
}

const char *answer_statistic(struct arena *a, const struct duration *d, enum lang lang)
{
    if (d->statistic == STATISTIC_MEAN) return word_text(WORD_MEAN, lang);
    if (d->statistic == STATISTIC_MEDIAN) return word_text(WORD_MEDIAN, lang);
    char *percent = arena_format(a, "%.6g", d->share * 100);
    char *point = lang == LANG_EN ? NULL : strchr(percent, '.');
    if (point) *point = ',';
    return WORD_FORMAT(a, WORD_QUANTILE, lang, percent);
}

const char *answer_unavailable(struct arena *a, const struct statement *s,
                               enum lang lang)
{
    if (s->unavailable) return s->unavailable;
    if (s->protect && !str_eq_c(str_of(s->protect), "none"))
        return WORD_FORMAT(a, REASON_PROTECT, lang, s->protect);
    return NULL;
}
