/* What is measured: count, sum, or a statistic of days between two points. */
#include "measure/parse_state.h"

#include "measure/resolve.h"

#include "base/parse.h"

bool parse_is_statement(const struct parser *p)
{
    return parse_is(p, "count") || parse_is(p, "sum") || parse_is(p, "mean") ||
           parse_is(p, "median") || parse_is(p, "quantile");
}

/* sum euro [allocated|committed|paid] */
static enum err_code parse_sum(struct statement *s, struct parser *p)
{
    enum err_code rc;
    s->measure = MEASURED_SUM;
    s->counted = (struct population){.unit = UNIT_EURO, .at = parse_next(p)->at};
    s->counted.selections = arena_new(p->a, struct selection);
    if (!parse_accept(p, "euro") && !parse_accept(p, "euros"))
        return parse_expected(p, (const char *const[]){"euro", NULL}, "euro");
    if (parse_is_boundary(p)) return OK;
    TRY(parse_value(&s->amount_kind, p, "allocated, committed or paid"));
    TRY(resolve_list_value(&s->amount_kind, "amount_kind", p->e));
    s->amount_kind_given = 1;
out:
    return rc;
}

/* A day that a trajectory has at most once. */
static bool accept_date(struct point *out, struct parser *p)
{
    static const struct {
        const char *word;
        int date; /* enum date_of */
    } dates[] = {{"reached", DATE_REACHED},
                 {"started", DATE_STARTED},
                 {"ended", DATE_ENDED},
                 {"judged", DATE_JUDGED}};
    for (size_t i = 0; i < ARRAY_LEN(dates); i++) {
        if (!parse_accept(p, dates[i].word)) continue;
        out->date = dates[i].date;
        return true;
    }
    return false;
}

/* [first|last] KIND [CODE ...] */
static enum err_code parse_event_point(struct point *out, bool *took, struct parser *p)
{
    static const struct {
        const char *word;
        int kind; /* enum event_kind */
        const char *list;
    } kinds[] = {{"outcome", EVENT_OUTCOME, "outcome"},
                 {"contact", EVENT_CONTACT, "contact_mode"},
                 {"action", EVENT_ACTION, "action_kind"},
                 {"phase", EVENT_PHASE, "phase"},
                 {"referral", EVENT_REFERRAL, "organisation_kind"},
                 {"condition", EVENT_CONDITION, "context_condition"}};
    static const char *const names[] = {"outcome",  "contact",   "action", "phase",
                                        "referral", "condition", NULL};
    bool first = parse_accept(p, "first");
    out->last = !first && parse_accept(p, "last");
    *took = true;
    for (size_t i = 0; i < ARRAY_LEN(kinds); i++) {
        if (!parse_accept(p, kinds[i].word)) continue;
        out->event_kind = kinds[i].kind;
        bool is_condition = kinds[i].kind == EVENT_CONDITION;
        bool any = parse_accept(p, "any") || parse_is(p, "to") || parse_is(p, "for") ||
                   (is_condition && parse_is(p, "as")) || parse_is_boundary(p);
        enum err_code rc =
            any ? OK
                : parse_list_values(&out->values, &out->n_values, p, kinds[i].list);
        if (rc == OK && is_condition && !parse_is(p, "as of") && parse_accept(p, "as"))
            rc = parse_list_values(&out->states, &out->n_states, p,
                                   "context_condition_state");
        return rc;
    }
    if (first || out->last)
        return parse_expected(p, names,
                              "outcome, contact, action, phase, referral or condition");
    *took = false;
    return OK;
}

/* A step of a handover; "offered" is when it was sent. That it started is a day that a
 * trajectory has too: which of the two is meant, the unit tells. */
static bool accept_handover_event(struct point *out, struct parser *p)
{
    const struct code_list *list = code_list_named(S("handover_event"));
    if (parse_accept(p, "offered")) {
        out->handover_event = code_index(list, S("sent"));
        return true;
    }
    for (int i = 0; i < list->n; i++) {
        if (!parse_accept(p, list->codes[i].code)) continue;
        out->handover_event = i;
        return true;
    }
    return false;
}

/* Days of handovers run between their steps. */
static void read_as_handover(struct duration *d)
{
    struct point *points[] = {&d->from, &d->to};
    for (size_t i = 0; i < ARRAY_LEN(points); i++) {
        if (points[i]->date != DATE_STARTED) continue;
        points[i]->date = -1;
        points[i]->handover_event =
            code_index(code_list_named(S("handover_event")), S("started"));
    }
}

static enum err_code parse_point(struct point *out, struct parser *p)
{
    static const char *const names[] = {
        "reached", "started", "ended",    "judged",    "referred", "outcome", "contact",
        "action",  "phase",   "referral", "condition", "first",    "last",    NULL};
    bool took;
    enum err_code rc;
    *out = (struct point){
        .at = parse_next(p)->at, .date = -1, .event_kind = -1, .handover_event = -1};
    if (accept_date(out, p)) return OK;
    if (parse_accept(p, "referred")) {
        out->event_kind = EVENT_REFERRAL;
        return OK;
    }
    if (accept_handover_event(out, p)) return OK;
    TRY(parse_event_point(out, &took, p));
    if (!took)
        rc = parse_expected(p, names,
                            "reached, started, ended, judged, or first or last and "
                            "outcome, contact, action, phase, referral or condition");
out:
    return rc;
}

static enum err_code parse_statistic(struct duration *out, struct parser *p)
{
    if (parse_accept(p, "mean")) {
        out->statistic = STATISTIC_MEAN;
        return OK;
    }
    out->statistic = STATISTIC_MEDIAN;
    out->share = 0.5;
    if (parse_accept(p, "median")) return OK;
    out->statistic = STATISTIC_QUANTILE;
    p->at++; /* quantile */
    const struct token *t = parse_next(p);
    if (t->kind != TOKEN_WORD ||
        parse_decimal(&out->share, t->text, "share", NULL) != OK || out->share <= 0 ||
        out->share >= 1)
        return parse_expected(p, NULL, "a share between 0 and 1, such as 0.9");
    p->at++;
    return OK;
}

/* median|mean|quantile 0.9 days from POINT to POINT [for UNIT SELECTION ...] */
static enum err_code parse_duration(struct statement *s, struct parser *p)
{
    struct duration *d = s->duration = arena_new(p->a, struct duration);
    enum err_code rc;
    s->measure = MEASURED_DURATION;
    TRY(parse_statistic(d, p));
    if (!parse_accept(p, "days from")) return parse_expected(p, NULL, "\"days from\"");
    TRY(parse_point(&d->from, p));
    if (!parse_accept(p, "to")) return parse_expected(p, NULL, "\"to\" and a moment");
    TRY(parse_point(&d->to, p));
    enum unit unit = d->from.handover_event >= 0 || d->to.handover_event >= 0
                         ? UNIT_HANDOVERS
                         : UNIT_TRAJECTORIES;
    s->counted = (struct population){.unit = unit, .at = s->at};
    s->counted.selections = arena_new(p->a, struct selection);
    if (parse_accept(p, "for")) TRY(parse_population(&s->counted, p, unit, true));
    if (s->counted.unit == UNIT_HANDOVERS) read_as_handover(d);
out:
    return rc;
}

enum err_code parse_measure(struct statement *s, struct parser *p)
{
    static const char *const names[] = {"count", "sum",   "median", "mean", "quantile",
                                        "part",  "table", "note",   NULL};
    if (parse_accept(p, "count"))
        return parse_population(&s->counted, p, UNIT_PERSONS, true);
    if (parse_accept(p, "sum")) return parse_sum(s, p);
    if (parse_is_statement(p)) return parse_duration(s, p);
    return parse_expected(p, names, "a measure: count, sum, median, mean or quantile");
}
