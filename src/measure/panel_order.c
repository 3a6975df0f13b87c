#include "measure/panel_order.h"

/* A sort key of a row: a group, then a day, then the row's old place. */
struct place {
    uint32_t group;
    int32_t day;
    uint32_t row;
};

static int compare_places(const void *left, const void *right)
{
    const struct place *a = left, *b = right;
    if (a->group != b->group) return a->group < b->group ? -1 : 1;
    if (a->day != b->day) return a->day < b->day ? -1 : 1;
    return (a->row > b->row) - (a->row < b->row);
}

static bool is_ordered(const uint32_t *group, const int32_t *day, size_t n)
{
    for (size_t i = 1; i < n; i++)
        if (group[i - 1] > group[i] ||
            (group[i - 1] == group[i] && day[i - 1] > day[i]))
            return false;
    return true;
}

/* Old rows in their new order; NULL when they stand well. */
static uint32_t *order_of(const uint32_t *group, const int32_t *day, size_t n)
{
    if (is_ordered(group, day, n)) return NULL;
    struct place *places = mem_array(n, sizeof *places);
    for (size_t i = 0; i < n; i++)
        places[i] = (struct place){group[i], day[i], (uint32_t)i};
    qsort(places, n, sizeof *places, compare_places);
    uint32_t *order = mem_array(n, sizeof *order);
    for (size_t i = 0; i < n; i++)
        order[i] = places[i].row;
    free(places);
    return order;
}

/* A column in a new order, in memory that is just large enough. */
static void *column_ordered(void *column, const uint32_t *order, size_t n, size_t size)
{
    if (!order) return n ? mem_grow(column, n, size) : column;
    char *from = column, *to = mem_array(n, size);
    for (size_t i = 0; i < n; i++)
        memcpy(to + i * size, from + order[i] * size, size);
    free(column);
    return to;
}

static void order_participations(struct panel *p)
{
    struct panel_participations *c = &p->participations;
    uint32_t *order = order_of(c->person, c->reached_on, c->n);
    if (order) {
        uint32_t *new_number = mem_array(c->n, sizeof *new_number);
        for (size_t i = 0; i < c->n; i++)
            new_number[order[i]] = (uint32_t)i;
        for (size_t i = 0; i < p->events.n; i++)
            p->events.participation[i] = new_number[p->events.participation[i]];
        free(new_number);
    }
#define PARTICIPATION(type, name)                                                      \
    c->name = column_ordered(c->name, order, c->n, sizeof(type));
#include "measure/panel_columns.def"
    free(order);
    for (size_t i = 0; i < c->n; i++)
        c->person_first[i] = i == 0 || c->person[i] != c->person[i - 1];
}

void panel_order(struct panel *p)
{
    order_participations(p);
    struct panel_events *v = &p->events;
    uint32_t *order = order_of(v->participation, v->on, v->n);
#define EVENT(type, name) v->name = column_ordered(v->name, order, v->n, sizeof(type));
#include "measure/panel_columns.def"
    free(order);
    struct panel_spells *s = &p->spells;
    order = order_of(s->person, s->from, s->n);
#define SPELL(type, name) s->name = column_ordered(s->name, order, s->n, sizeof(type));
#include "measure/panel_columns.def"
    free(order);
}
