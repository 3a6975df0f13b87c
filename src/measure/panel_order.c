#include "measure/panel_order.h"

#include "measure/panel_network.h"

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
        network_renumber(p, new_number);
        free(new_number);
    }
#define PARTICIPATION(type, name)                                                      \
    c->name = column_ordered(c->name, order, c->n, sizeof(type));
#include "measure/panel_columns.def"
    if (c->file) c->file = column_ordered(c->file, order, c->n, sizeof *c->file);
    free(order);
    for (size_t i = 0; i < c->n; i++)
        c->person_first[i] = i == 0 || c->person[i] != c->person[i - 1];
}

/* Rows in order of kind, those of one kind in the order in which they came. */
static uint32_t *order_of_kinds(size_t *kind_first, const uint8_t *kinds, size_t n)
{
    uint32_t *order = mem_array(n, sizeof *order);
    size_t next[N_PANEL_EVENT_KINDS];
    memset(kind_first, 0, (N_PANEL_EVENT_KINDS + 1) * sizeof *kind_first);
    for (size_t i = 0; i < n; i++)
        kind_first[kinds[i] + 1]++;
    for (size_t k = 0; k < N_PANEL_EVENT_KINDS; k++) {
        kind_first[k + 1] += kind_first[k];
        next[k] = kind_first[k];
    }
    for (size_t i = 0; i < n; i++)
        order[next[kinds[i]]++] = (uint32_t)i;
    return order;
}

/* A stretch of a column in a new order, where it stands. */
static void stretch_ordered(void *stretch, const uint32_t *order, size_t n, size_t size)
{
    char *from = stretch, *to = mem_array(n, size);
    for (size_t i = 0; i < n; i++)
        memcpy(to + i * size, from + order[i] * size, size);
    memcpy(from, to, n * size);
    free(to);
}

static void order_events(struct panel_events *v, const uint8_t *kinds)
{
    uint32_t *order = order_of_kinds(v->kind_first, kinds, v->n);
#define EVENT(type, name) v->name = column_ordered(v->name, order, v->n, sizeof(type));
#include "measure/panel_columns.def"
    free(order);
    for (size_t k = 0; k < N_PANEL_EVENT_KINDS; k++) {
        size_t first = v->kind_first[k], n = v->kind_first[k + 1] - first;
        order = n ? order_of(v->participation + first, v->on + first, n) : NULL;
        if (!order) continue;
#define EVENT(type, name) stretch_ordered(v->name + first, order, n, sizeof(type));
#include "measure/panel_columns.def"
        free(order);
    }
}

void panel_order(struct panel *p, const uint8_t *event_kinds)
{
    order_participations(p);
    order_events(&p->events, event_kinds);
}
