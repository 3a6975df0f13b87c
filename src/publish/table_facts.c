#include "publish/table_facts.h"

#include "publish/number_text.h"
#include "publish/publish_words.h"

struct clocks clocks_of_table(const struct table *t)
{
    return (struct clocks){.as_of = t->as_of,
                           .known_at_ms = t->known_at_ms,
                           .as_of_shown = !day_is_none(t->as_of),
                           .known_shown = true};
}

struct clocks clocks_shared(const struct answer *a)
{
    struct clocks shared = {.as_of = DAY_NONE};
    bool first = true;
    for (size_t p = 0; p < a->n_parts; p++) {
        for (size_t i = 0; i < a->parts[p]->n_tables; i++) {
            const struct table *t = a->parts[p]->tables[i];
            if (t->unavailable) continue;
            if (first) shared = clocks_of_table(t);
            first = false;
            if (t->as_of.v != shared.as_of.v) shared.as_of_shown = false;
            if (t->known_at_ms != shared.known_at_ms) shared.known_shown = false;
        }
    }
    return shared;
}

void clocks_forget_shared(struct clocks *c, const struct clocks *told)
{
    if (told->as_of_shown) c->as_of_shown = false;
    if (told->known_shown) c->known_shown = false;
}

void clocks_text(struct buf *out, const struct clocks *c, int lang)
{
    if (c->as_of_shown) {
        buf_format(out, "%s ", word_in(WORD_AS_OF, lang));
        number_day(out, c->as_of, lang);
    }
    if (!c->known_shown) return;
    if (c->as_of_shown) buf_add_c(out, " \xc2\xb7 ");
    if (c->known_at_ms == INT64_MAX) {
        buf_add_c(out, word_in(WORD_KNOWN_ALL, lang));
    } else {
        buf_format(out, "%s ", word_in(WORD_KNOWN_AT, lang));
        number_moment(out, c->known_at_ms, lang);
    }
}

bool table_has_cells(const struct table *t)
{
    return !t->unavailable && t->cells && t->rows.n > 0 && t->columns.n > 0;
}

bool table_is_compared(const struct table *t)
{
    return t->n_published_equal + t->n_published_blank + t->n_published_differs > 0;
}

static void add_clause(struct buf *out, enum word word, size_t n, int lang)
{
    if (!n) return;
    char number[24];
    snprintf(number, sizeof number, "%zu", n);
    buf_add_c(out, "; ");
    word_fill_1(out, word, lang, number);
}

void comparison_text(struct buf *out, const struct table *t, int lang)
{
    char equal[24], all[24];
    snprintf(equal, sizeof equal, "%zu", t->n_published_equal);
    snprintf(all, sizeof all, "%zu", t->n_published_equal + t->n_published_differs);
    word_fill(out, WORD_COMPARED, lang, (const char *const[]){equal, all}, 2);
    add_clause(out, WORD_COMPARED_BLANK, t->n_published_blank, lang);
    add_clause(out, WORD_COMPARED_DIFFERS, t->n_published_differs, lang);
}

const char *part_number(struct arena *arena, const struct answer *a, size_t part)
{
    const char *label = a->parts[part]->label;
    return label && *label ? label : arena_format(arena, "%zu", part + 1);
}

const char *table_number(struct arena *arena, const struct answer *a, size_t part,
                         size_t table)
{
    return arena_format(arena, "%s.%zu", part_number(arena, a, part), table + 1);
}
