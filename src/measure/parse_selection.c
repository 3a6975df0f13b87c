/* What is counted: a unit and what must hold for it. */
#include "measure/parse_state.h"

#include "measure/resolve.h"

#include "base/parse.h"

static const struct {
    const char *name, *singular;
} unit_names[N_UNITS] = {
#define X(id, name, singular, ...) [id] = {name, singular},
#include "measure/question_unit.def"
#undef X
};

/* Units of two words ("outreach actions") and of one, plural or singular. */
static bool accept_unit(enum unit *out, struct parser *p)
{
    for (size_t i = 0; i < N_UNITS; i++) {
        const struct token *t = parse_next(p);
        const struct token *after = &p->tokens[MIN_OF(p->at + 1, p->n - 1)];
        if (t->kind != TOKEN_WORD) return false;
        const char *const names[] = {unit_names[i].name, unit_names[i].singular};
        for (size_t k = 0; k < ARRAY_LEN(names); k++) {
            struct str name = str_of(names[k]);
            if (name_same(t->text, name)) {
                p->at++;
                *out = (enum unit)i;
                return true;
            }
            if (after->kind != TOKEN_WORD || t->text.n + after->text.n + 1 != name.n)
                continue;
            struct str first = {name.p, t->text.n};
            struct str second = {name.p + t->text.n + 1, after->text.n};
            if (name.p[t->text.n] == '_' && name_same(t->text, first) &&
                name_same(after->text, second)) {
                p->at += 2;
                *out = (enum unit)i;
                return true;
            }
        }
    }
    return false;
}

static enum err_code expected_unit(struct parser *p)
{
    const char *names[N_UNITS + 1] = {NULL};
    for (size_t i = 0; i < N_UNITS; i++)
        names[i] = unit_names[i].name;
    enum err_code rc =
        parse_expected(p, names, "what to count: persons, trajectories, projects ...");
    return rc;
}

/* labour status CODE [on DATE | N months [without a break] after started|ended ...] */
static enum err_code parse_labour(struct selection *s, struct parser *p)
{
    enum err_code rc;
    TRY(parse_list_values(&s->values, &s->n_values, p, "labour_status"));
    if (s->kind == SELECT_LABOUR_EVER) return OK;
    if (parse_accept(p, "on")) return parse_day(&s->on, p);
    const struct token *t = parse_next(p);
    int64_t months;
    if (t->kind != TOKEN_WORD ||
        parse_int(&months, t->text, 0, 600, "number of months", NULL) != OK)
        return OK;
    p->at++;
    s->months = (int)months;
    bool named = parse_accept(p, "months") || parse_accept(p, "month");
    s->unbroken = named && parse_accept(p, "without a break");
    if (!named || !parse_accept(p, "after"))
        return parse_expected(p, NULL,
                              "\"months after\" or \"months without a break after\"");
    if (parse_accept(p, "reached"))
        s->after = DATE_REACHED;
    else if (parse_accept(p, "started"))
        s->after = DATE_STARTED;
    else if (parse_accept(p, "ended"))
        s->after = DATE_ENDED;
    else
        return parse_expected(
            p, (const char *const[]){"reached", "started", "ended", NULL},
            "reached, started or ended");
out:
    return rc;
}

static enum err_code parse_answered(struct selection *s, struct parser *p)
{
    static const char *const names[] = {"yes", "no", NULL};
    if (parse_accept(p, "yes"))
        s->answered = ANSWERED_YES;
    else if (parse_accept(p, "no"))
        s->answered = ANSWERED_NO;
    else
        return parse_expected(p, names, "yes or no");
    return OK;
}

/* baseline INDICATOR [answered yes|no]; `measured` is any observation at that moment.
 */
static enum err_code parse_observed(struct selection *s, struct parser *p)
{
    enum err_code rc;
    s->answered = ANSWERED_YES;
    if (parse_accept(p, "measured")) {
        s->answered = ANSWERED_ANY;
        return OK;
    }
    TRY(parse_list_values(&s->values, &s->n_values, p, "indicator"));
    if (parse_accept(p, "answered")) TRY(parse_answered(s, p));
out:
    return rc;
}

/* Things that may happen in a trajectory, so that "any" of them is a question. */
static bool selection_takes_any(enum selection_kind kind)
{
    return kind == SELECT_OUTCOME || kind == SELECT_ACTION || kind == SELECT_PHASE ||
           kind == SELECT_CONTACT || kind == SELECT_CONDITION;
}

/* condition CODE [as STATE]; any condition [as STATE] */
static enum err_code parse_condition_states(struct selection *s, struct parser *p,
                                            bool any)
{
    enum err_code rc = OK;
    if (!any) TRY(parse_list_values(&s->values, &s->n_values, p, "context_condition"));
    if (!parse_is(p, "as of") && parse_accept(p, "as"))
        TRY(parse_list_values(&s->states, &s->n_states, p, "context_condition_state"));
out:
    return rc;
}

/* What follows `with` or `without`. */
static enum err_code parse_with(struct selection *s, struct parser *p)
{
    static const struct {
        const char *words;
        enum selection_kind kind;
    } table[] = {
        {"outcome", SELECT_OUTCOME},
        {"outcomes", SELECT_OUTCOME},
        {"exit", SELECT_EXIT},
        {"action", SELECT_ACTION},
        {"actions", SELECT_ACTION},
        {"phase", SELECT_PHASE},
        {"contact", SELECT_CONTACT},
        {"condition", SELECT_CONDITION},
        {"context condition", SELECT_CONDITION},
        {"status", SELECT_STATUS},
        {"baseline", SELECT_BASELINE},
        {"end", SELECT_END},
        {"labour status", SELECT_LABOUR},
        {"labor status", SELECT_LABOUR},
    };
    static const char *const names[] = {"outcome", "exit",      "action",   "phase",
                                        "contact", "status",    "baseline", "end",
                                        "labour",  "condition", "links",    NULL};
    bool any = parse_accept(p, "any"); /* outcome, action ...: whatever its code */
    for (size_t i = 0; i < ARRAY_LEN(table); i++) {
        if (any && !selection_takes_any(table[i].kind)) continue;
        if (!parse_accept(p, table[i].words)) continue;
        s->kind = table[i].kind;
        if (s->kind == SELECT_CONDITION) return parse_condition_states(s, p, any);
        if (any) return OK;
        if (s->kind == SELECT_LABOUR) return parse_labour(s, p);
        if (s->kind == SELECT_BASELINE || s->kind == SELECT_END)
            return parse_observed(s, p);
        if (parse_is_boundary(p) && selection_takes_any(s->kind)) {
            enum err_code rc = parse_expected(p, NULL, "a code of %s", table[i].words);
            err_hint(p->e, "whatever its code is %s any %s",
                     s->without ? "without" : "with", table[i].words);
            return rc;
        }
        return parse_list_values(&s->values, &s->n_values, p,
                                 selection_at(s->kind)->list);
    }
    if (any)
        return parse_expected(p, names, "outcome, action, phase, contact or condition");
    return parse_expected(
        p, names,
        "outcome, exit, action, phase, contact, condition, status, baseline, end "
        "or labour status");
}

/* The selections that are one or two fixed words. */
static bool accept_plain(struct selection *s, struct parser *p)
{
    static const struct {
        const char *words;
        enum selection_kind kind;
    } table[] = {
        {"reached", SELECT_REACHED},
        {"started", SELECT_STARTED},
        {"ended", SELECT_ENDED},
        {"carried out", SELECT_CARRIED_OUT},
        {"carried-out", SELECT_CARRIED_OUT},
        {"carried_out", SELECT_CARRIED_OUT},
        {"stopped", SELECT_STOPPED},
        {"running in aftercare", SELECT_AFTERCARE},
        {"running", SELECT_RUNNING},
    };
    for (size_t i = 0; i < ARRAY_LEN(table); i++) {
        if (!parse_accept(p, table[i].words)) continue;
        s->kind = table[i].kind;
        return true;
    }
    return false;
}

/* [without] STATUS ...: of signals what became of them, of handovers which step they
 * have taken. */
static enum err_code parse_network(struct selection *s, struct parser *p, bool signals)
{
    const char *list = signals ? "signal_status" : "handover_event";
    s->kind = signals ? SELECT_SIGNAL : SELECT_HANDOVER;
    s->without = parse_accept(p, "without");
    return parse_list_values(&s->values, &s->n_values, p, list);
}

static enum err_code expected_selection(struct parser *p)
{
    static const char *const names[] = {
        "reached",  "started", "ended",   "carried", "stopped",    "running",
        "referred", "with",    "without", "judged",  "ever",       "where",
        "during",   "rows",    "columns", "each",    "rate",       "as",
        "known",    "borders", "compare", "protect", "note",       "unavailable",
        "answered", "planned", "covered", "refused", "identified", NULL};
    return parse_expected(
        p, names,
        "a selection (reached, started, with outcome ...) or a clause "
        "(where, during, rows ...)");
}

/* Contacts and actions after work began; of persons it is a status. */
static enum err_code parse_aftercare(struct selection *s, struct parser *p,
                                     enum unit unit)
{
    s->kind = SELECT_IN_AFTERCARE;
    if (unit == UNIT_CONTACTS || unit == UNIT_ACTIONS) {
        p->at += 2;
        return OK;
    }
    enum err_code rc = parse_expected(p, NULL, "a selection of this unit");
    err_hint(p->e, "in aftercare belongs to contacts and actions; of others write "
                   "running in aftercare");
    return rc;
}

static enum err_code parse_selection(struct selection *s, struct parser *p,
                                     enum unit unit)
{
    *s = (struct selection){.at = parse_next(p)->at,
                            .answered = ANSWERED_ANY,
                            .on = DAY_NONE,
                            .months = -1};
    bool took;
    enum err_code rc = parse_outreach_selection(s, &took, p, unit);
    if (took) return rc;
    if (unit == UNIT_SIGNALS || unit == UNIT_HANDOVERS)
        return parse_network(s, p, unit == UNIT_SIGNALS);
    if (accept_plain(s, p)) return rc;
    if (parse_is(p, "in aftercare")) return parse_aftercare(s, p, unit);
    bool by = unit == UNIT_REFERRALS && parse_is(p, "by");
    if (by || parse_accept(p, "referred")) {
        s->kind = SELECT_REFERRED;
        if (!parse_accept(p, "by")) return OK;
        return parse_list_values(&s->values, &s->n_values, p, "organisation_kind");
    }
    if (parse_accept(p, "judged")) {
        s->kind = SELECT_JUDGED;
        return parse_list_values(&s->values, &s->n_values, p, "judgement");
    }
    if (parse_accept(p, "answered")) {
        s->kind = SELECT_ANSWERED;
        return parse_answered(s, p);
    }
    if (parse_accept(p, "ever with labour status") ||
        parse_accept(p, "ever with labor status")) {
        s->kind = SELECT_LABOUR_EVER;
        return parse_labour(s, p);
    }
    s->without = parse_is(p, "without");
    if (!parse_accept(p, "with") && !parse_accept(p, "without"))
        return expected_selection(p);
    return parse_with(s, p);
}

enum err_code parse_population(struct population *out, struct parser *p,
                               enum unit unit_if_none, bool unit_required)
{
    struct selection selections[PARSE_SELECTIONS];
    size_t n = 0;
    enum err_code rc = OK;
    *out = (struct population){.unit = unit_if_none, .at = parse_next(p)->at};
    if (!accept_unit(&out->unit, p) && unit_required) return expected_unit(p);
    if (unit_at(out->unit)->relation == RELATION_SPELLS) return parse_spell_set(out, p);
    while (!parse_is_boundary(p) && !parse_is_symbol(p, ")")) {
        if (n && parse_accept(p, "and") && parse_is_boundary(p))
            return expected_selection(p);
        if (n == PARSE_SELECTIONS)
            return parse_fail(p, parse_next(p)->at, ERR_TOO_LARGE,
                              "expected at most %d selections", PARSE_SELECTIONS);
        TRY(parse_selection(&selections[n++], p, out->unit));
    }
    out->selections = arena_new_array(p->a, struct selection, n + 1);
    memcpy(out->selections, selections, n * sizeof *selections);
    out->n_selections = n;
out:
    return rc;
}
