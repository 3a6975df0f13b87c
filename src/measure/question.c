#include "measure/question.h"

#include "measure/parse_state.h"

static const struct unit_row units[N_UNITS] = {
#define X(id, name_, singular, relation_, event_, nl, fr, en)                          \
    [id] = {.name = name_,                                                             \
            .relation = relation_,                                                     \
            .event_kind = event_,                                                      \
            .label = {nl, fr, en}},
#include "measure/question_unit.def"
#undef X
};

static const struct selection_row selection_rows[N_SELECTION_KINDS] = {
#define X(id, event_, date_, result_, list_, nl, fr, en)                               \
    [id] = {.event_kind = event_,                                                      \
            .date = date_,                                                             \
            .is_result = result_,                                                      \
            .list = list_,                                                             \
            .label = {nl, fr, en}},
#include "measure/selection.def"
#undef X
};

const struct unit_row *unit_at(enum unit u)
{
    require(u < N_UNITS);
    return &units[u];
}

const struct selection_row *selection_at(enum selection_kind k)
{
    require(k < N_SELECTION_KINDS);
    return &selection_rows[k];
}

bool selection_is_event(const struct selection *s)
{
    const struct selection_row *row = selection_at(s->kind);
    return row->event_kind >= 0 || row->date >= 0;
}

bool selection_is_spell_set(const struct selection *s)
{
    return s->kind == SELECT_OF_LABOUR || s->kind == SELECT_OF_BENEFIT ||
           s->kind == SELECT_OF_REGISTRATION;
}

const struct selection *population_event(const struct population *p)
{
    for (size_t i = p->n_selections; i-- > 0;)
        if (!p->selections[i].without && selection_is_event(&p->selections[i]))
            return &p->selections[i];
    return NULL;
}
