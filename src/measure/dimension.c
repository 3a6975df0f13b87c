#include "measure/dimension.h"

#include "domain/facts.h"

#define ATTRIBUTE  DIMENSION_ATTRIBUTE
#define OVERLAPS   DIMENSION_OVERLAPS
#define OPEN       DIMENSION_OPEN
#define NUMBER     DIMENSION_NUMBER
#define MOVES      DIMENSION_MOVES
#define EVENT_DATE DIMENSION_EVENT_DATE
#define RESULT     DIMENSION_RESULT
#define OUTFLOW    DIMENSION_OUTFLOW
#define P          RELATION_P
#define J          RELATION_J
#define N          RELATION_N
#define B          RELATION_B
#define LABOUR     RELATION_LABOUR
#define BENEFITS   RELATION_BENEFIT
#define REGISTERS  RELATION_REGISTRATION
#define SPELLS     RELATION_SPELLS
#define A          RELATION_A
#define R          RELATION_R
#define L          RELATION_L
#define C          RELATION_C
#define S_         RELATION_S
#define H          RELATION_H

static const struct dimension dimensions[N_DIMENSIONS] = {
#define X(id_, name_, words_, list_, flags_, relations_, event_, nl, fr, en)           \
    [id_] = {.id = id_,                                                                \
             .name = name_,                                                            \
             .words = words_,                                                          \
             .list = list_,                                                            \
             .flags = flags_,                                                          \
             .relations = relations_,                                                  \
             .event_kind = event_,                                                     \
             .label = {nl, fr, en}},
#include "measure/dimension.def"
#undef X
};

const struct dimension *dimension_at(enum dimension_id id)
{
    require(id < N_DIMENSIONS);
    return &dimensions[id];
}

static char plain(char c)
{
    if (c >= 'A' && c <= 'Z') return (char)(c + ('a' - 'A'));
    return c == '_' || c == '-' ? ' ' : c;
}

bool name_same(struct str a, struct str b)
{
    if (a.n != b.n) return false;
    for (size_t i = 0; i < a.n; i++)
        if (plain(a.p[i]) != plain(b.p[i])) return false;
    return true;
}

static bool is_called(const struct dimension *d, struct str name)
{
    if (name_same(name, str_of(d->name))) return true;
    struct str rest = str_of(d->words), word;
    while (str_split(&word, &rest, '|'))
        if (word.n && name_same(name, word)) return true;
    return false;
}

const struct dimension *dimension_named_in(struct str name, unsigned relation)
{
    const struct dimension *any = NULL;
    for (size_t i = 0; i < N_DIMENSIONS; i++) {
        const struct dimension *d = &dimensions[i];
        if (!is_called(d, name)) continue;
        if (d->relations & relation) return d;
        if (!any) any = d;
    }
    return any;
}

const struct dimension *dimension_named(struct str name)
{
    return dimension_named_in(name, 0);
}

bool dimension_divides_base(const struct dimension *d)
{
    return d->event_kind < 0 && !(d->flags & DIMENSION_OUTFLOW);
}

void name_nearer(const char **best, int *best_distance, struct str typed,
                 const char *name)
{
    /* a third of the letters may be wrong, at most three of them */
    int limit = MIN_OF(3, (int)MIN_OF(typed.n, (size_t)64) / 3 + 1);
    if (typed.n > 64) return;
    int d = str_distance(typed, str_of(name), limit);
    if (d > limit || d >= *best_distance) return;
    *best = name;
    *best_distance = d;
}

const char *dimension_nearest(struct str name)
{
    const char *best = NULL;
    int distance = NAME_FAR;
    for (size_t i = 0; i < N_DIMENSIONS; i++)
        name_nearer(&best, &distance, name, dimensions[i].name);
    return best;
}

const struct code_list *dimension_list(const struct dimension *d)
{
    return d->list ? code_list_named(str_of(d->list)) : NULL;
}
