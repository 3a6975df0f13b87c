/* What outflows, inflows and stock are of. */
#include "measure/parse_state.h"

static const char *const set_word[N_UNITS] = {
    [UNIT_OUTFLOWS] = "from", [UNIT_INFLOWS] = "to", [UNIT_STOCK] = "of"};

static bool accept_list(enum selection_kind *out, struct parser *p)
{
    static const struct {
        const char *words;
        enum selection_kind kind;
    } lists[] = {
        {"labour status", SELECT_OF_LABOUR},
        {"labor status", SELECT_OF_LABOUR},
        {"benefit", SELECT_OF_BENEFIT},
        {"registration status", SELECT_OF_REGISTRATION},
        {"registration", SELECT_OF_REGISTRATION},
    };
    for (size_t i = 0; i < ARRAY_LEN(lists); i++) {
        if (!parse_accept(p, lists[i].words)) continue;
        *out = lists[i].kind;
        return true;
    }
    return false;
}

static void selection_begin(struct selection *s, enum selection_kind kind,
                            struct place at)
{
    *s = (struct selection){
        .kind = kind, .at = at, .answered = ANSWERED_ANY, .on = DAY_NONE, .months = -1};
}

/* [each|any] LIST [CODE ...]: codes may be left out after each and any. */
static enum err_code parse_set(struct selection *s, struct parser *p)
{
    static const char *const names[] = {"labour", "benefit", "registration", NULL};
    struct place at = parse_next(p)->at;
    enum selection_kind kind;
    bool each = parse_accept(p, "each"), any = !each && parse_accept(p, "any");
    if (!accept_list(&kind, p))
        return parse_expected(p, names, "labour status, benefit or registration");
    selection_begin(s, kind, at);
    s->each = each;
    if (any || (each && (parse_is_boundary(p) || parse_is(p, "to")))) return OK;
    return parse_list_values(&s->values, &s->n_values, p, selection_at(kind)->list);
}

enum err_code parse_spell_set(struct population *out, struct parser *p)
{
    const char *word = set_word[out->unit];
    const char *const names[] = {word, NULL};
    enum err_code rc;
    if (!parse_accept(p, word))
        return parse_expected(p, names, "\"%s\" and a status", word);
    out->selections = arena_new_array(p->a, struct selection, 3);
    TRY(parse_set(&out->selections[out->n_selections++], p));
    struct place at = parse_next(p)->at;
    if (out->unit == UNIT_OUTFLOWS && parse_accept(p, "to")) {
        struct selection *to = &out->selections[out->n_selections++];
        selection_begin(to, SELECT_TO, at);
        TRY(parse_list_values(&to->values, &to->n_values, p, "exit_reason"));
    }
    if (!parse_is_boundary(p) && !parse_is_symbol(p, ")"))
        rc =
            parse_expected(p, NULL,
                           out->unit == UNIT_OUTFLOWS
                               ? "a comma, \"to\" or a clause (where, during, rows ...)"
                               : "a comma or a clause (where, during, rows ...)");
out:
    return rc;
}
