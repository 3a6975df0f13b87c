/* What may be asked of what is counted without a trajectory. */
#include "measure/parse_state.h"

/* [with|without] any action | with|without action KIND: of places */
static enum err_code parse_action(struct selection *s, bool *took, struct parser *p)
{
    size_t before = p->at;
    s->without = parse_is(p, "without");
    *took = parse_accept(p, "with") || parse_accept(p, "without");
    bool any = *took && parse_accept(p, "any");
    *took = *took &&
            (parse_accept(p, "action") || parse_accept(p, "actions") ||
             parse_accept(p, "outreach action") || parse_accept(p, "outreach actions"));
    if (!*took) {
        p->at = before;
        s->without = false;
        return OK;
    }
    s->kind = SELECT_OUTREACH;
    if (any) return OK;
    return parse_list_values(&s->values, &s->n_values, p, "outreach_action_kind");
}

static bool accept_word(struct selection *s, struct parser *p, const char *word,
                        enum selection_kind kind)
{
    if (!parse_accept(p, word)) return false;
    s->kind = kind;
    return true;
}

enum err_code parse_outreach_selection(struct selection *s, bool *took,
                                       struct parser *p, enum unit unit)
{
    *took = false;
    if (unit == UNIT_PLACES) return parse_action(s, took, p);
    if (unit == UNIT_OUTREACH_ACTIONS)
        *took = accept_word(s, p, "planned", SELECT_PLANNED);
    else if (unit == UNIT_MUNICIPALITIES)
        *took = accept_word(s, p, "covered", SELECT_COVERED);
    else if (unit == UNIT_PEOPLE_MET)
        *took = accept_word(s, p, "refused", SELECT_REGISTRATION_REFUSED) ||
                accept_word(s, p, "identified", SELECT_IDENTIFIED);
    return OK;
}
