#include "publish/reasons.h"

#include "publish/publish_words.h"

static bool same_text(const char *a, const char *b)
{
    return a == b || (a && b && strcmp(a, b) == 0);
}

static struct reason *find(const struct reasons *r, enum cell_status status,
                           const char *text)
{
    for (size_t i = 0; i < r->n; i++)
        if (r->items[i].status == status && same_text(r->items[i].text, text))
            return &r->items[i];
    return NULL;
}

static void write_mark(char mark[REASON_MARK + 1], size_t i)
{
    size_t at = 0;
    if (i >= 26) mark[at++] = (char)('a' + i / 26 - 1);
    mark[at++] = (char)('a' + i % 26);
    mark[at] = '\0';
}

void reasons_collect(struct reasons *out, struct arena *a, const struct table *t)
{
    *out = (struct reasons){.items = arena_new_array(a, struct reason, REASONS_MAX)};
    size_t in_status[N_CELL_STATUSES] = {0};
    for (size_t i = 0; i < t->rows.n * t->columns.n; i++) {
        const struct cell *c = &t->cells[i];
        enum cell_status status = cell_shown_status(t, c);
        out->used[status] = true;
        if (status == CELL_VALUE || status == CELL_ZERO) continue;
        if (out->n == REASONS_MAX || find(out, status, c->reason)) continue;
        out->items[out->n++] = (struct reason){.status = status, .text = c->reason};
        in_status[status]++;
    }
    size_t seen[N_CELL_STATUSES] = {0};
    for (size_t i = 0; i < out->n; i++) {
        struct reason *r = &out->items[i];
        if (in_status[r->status] > 1) write_mark(r->mark, seen[r->status]++);
    }
}

const char *reasons_mark(const struct reasons *r, enum cell_status status,
                         const char *text)
{
    const struct reason *found = find(r, status, text);
    return found ? found->mark : "";
}
