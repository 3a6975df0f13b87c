/* Sorting by list is counting; within a list rows mostly stand in order already.
 *
 * What comes before and after a spell takes a look at its neighbours only, as long as
 * no two spells of the person in this list share a day; where some do, all spells of
 * that person and list are compared with each other. */
#include "measure/panel_spells.h"

static int32_t left_day(const struct panel_spell_row *r)
{
    return r->to == INT32_MAX ? INT32_MAX : r->to + 1;
}

/* Rows of one list in the order of the panel: a key of what they are sorted by. */
struct place {
    uint32_t person, row;
    int32_t from;
};

static int compare_places(const void *left, const void *right)
{
    const struct place *a = left, *b = right;
    if (a->person != b->person) return a->person < b->person ? -1 : 1;
    if (a->from != b->from) return a->from < b->from ? -1 : 1;
    return (a->row > b->row) - (a->row < b->row);
}

static void sort_list(uint32_t *order, size_t n, const struct panel_spell_row *rows)
{
    bool is_ordered = true;
    for (size_t i = 1; i < n && is_ordered; i++) {
        const struct panel_spell_row *a = &rows[order[i - 1]], *b = &rows[order[i]];
        is_ordered =
            a->person < b->person || (a->person == b->person && a->from <= b->from);
    }
    if (is_ordered) return;
    struct place *places = mem_array(n, sizeof *places);
    for (size_t i = 0; i < n; i++)
        places[i] =
            (struct place){rows[order[i]].person, order[i], rows[order[i]].from};
    qsort(places, n, sizeof *places, compare_places);
    for (size_t i = 0; i < n; i++)
        order[i] = places[i].row;
    free(places);
}

static uint32_t *order_of(struct panel_spells *s, const struct panel_spell_row *rows,
                          size_t n)
{
    uint32_t *order = mem_array(n + 1, sizeof *order);
    size_t next[N_SPELL_LISTS];
    memset(s->list_first, 0, sizeof s->list_first);
    for (size_t i = 0; i < n; i++)
        s->list_first[rows[i].list + 1]++;
    for (size_t k = 0; k < N_SPELL_LISTS; k++) {
        s->list_first[k + 1] += s->list_first[k];
        next[k] = s->list_first[k];
    }
    for (size_t i = 0; i < n; i++)
        order[next[rows[i].list]++] = (uint32_t)i;
    for (size_t k = 0; k < N_SPELL_LISTS; k++)
        sort_list(order + s->list_first[k], s->list_first[k + 1] - s->list_first[k],
                  rows);
    return order;
}

static void put_row(struct panel_spells *s, size_t i, const struct panel_spell_row *r)
{
    uint32_t from = panel_spell_day((struct day){r->from});
    uint32_t left = r->to == INT32_MAX ? PANEL_SPELL_NEVER
                                       : panel_spell_day((struct day){left_day(r)});
    s->profile[i] = r->profile;
    s->began[i] = (uint16_t)(from / 32);
    s->began_on[i] = (uint8_t)(from % 32);
    s->left[i] = (uint16_t)(left / 32);
    s->left_on[i] = (uint8_t)(left % 32);
    s->code[i] = r->code;
    s->exit[i] = r->exit == CODE_MISSING ? (uint8_t)PANEL_UNKNOWN : r->exit;
    s->body[i] = r->body == CODE_MISSING ? (uint8_t)PANEL_UNKNOWN : r->body;
    s->before[i] = s->after[i] = 0;
    s->next[i] = PANEL_NONE;
}

static uint16_t bit_of(const struct panel_spell_row *r)
{
    return (uint16_t)(1u << r->code);
}

/* Rows first..end-1 of the panel are one person's in one list, none sharing a day. */
static void join_apart(struct panel_spells *s, size_t first, size_t end,
                       const struct panel_spell_row *rows, const uint32_t *order)
{
    for (size_t i = first; i + 1 < end; i++) {
        const struct panel_spell_row *a = &rows[order[i]], *b = &rows[order[i + 1]];
        if (b->from != left_day(a)) continue;
        s->after[i] = bit_of(b);
        s->next[i] = b->code;
        s->before[i + 1] = bit_of(a);
    }
}

static bool holds_on(const struct panel_spell_row *r, int32_t day)
{
    return r->from <= day && day <= r->to;
}

static void join_shared(struct panel_spells *s, size_t first, size_t end,
                        const struct panel_spell_row *rows, const uint32_t *order)
{
    for (size_t i = first; i < end; i++) {
        const struct panel_spell_row *a = &rows[order[i]];
        for (size_t k = first; k < end; k++) {
            const struct panel_spell_row *b = &rows[order[k]];
            if (a->from > INT32_MIN && holds_on(b, a->from - 1))
                s->before[i] |= bit_of(b);
            if (k < i && b->from == a->from) s->before[i] |= bit_of(b);
            if (a->to == INT32_MAX) continue;
            if (k > i && b->to == a->to) s->after[i] |= bit_of(b);
            if (!holds_on(b, left_day(a))) continue;
            s->after[i] |= bit_of(b);
            s->next[i] = b->code; /* in order of first day: the last stays */
        }
    }
}

static bool share_days(size_t first, size_t end, const struct panel_spell_row *rows,
                       const uint32_t *order)
{
    for (size_t i = first; i + 1 < end; i++)
        if (rows[order[i + 1]].from <= rows[order[i]].to) return true;
    return false;
}

void panel_spells_make(struct panel *p, const struct panel_spell_row *rows, size_t n)
{
    struct panel_spells *s = &p->spells;
    uint32_t *order = order_of(s, rows, n);
    s->n = n;
#define SPELL(type, name) s->name = n ? mem_array(n, sizeof(type)) : NULL;
#include "measure/panel_columns.def"
    for (size_t i = 0; i < n; i++)
        put_row(s, i, &rows[order[i]]);
    for (size_t k = 0; k < N_SPELL_LISTS; k++)
        for (size_t first = s->list_first[k], end; first < s->list_first[k + 1];
             first = end) {
            uint32_t person = rows[order[first]].person;
            for (end = first + 1; end < s->list_first[k + 1]; end++)
                if (rows[order[end]].person != person) break;
            bool shared = share_days(first, end, rows, order);
            s->overlaps[k] |= shared;
            if (shared)
                join_shared(s, first, end, rows, order);
            else
                join_apart(s, first, end, rows, order);
        }
    free(order);
}
