#include "publish/table_facts.h"

#include "domain/number_text.h"
#include "publish/publish_words.h"

struct clocks clocks_of_table(const struct table *t)
{
    return (struct clocks){.as_of = t->as_of,
                           .known_at_ms = t->known_at_ms,
                           .as_of_shown = !day_is_none(t->as_of),
                           .known_shown = true};
}

static bool same_clocks(const struct clocks *a, const struct clocks *b)
{
    return a->as_of.v == b->as_of.v && a->known_at_ms == b->known_at_ms;
}

/* Tables that are answered and have these clocks. *n_out: all that are answered. */
static size_t count_same(size_t *n_out, const struct answer *a, const struct clocks *c)
{
    size_t n = 0;
    *n_out = 0;
    for (size_t p = 0; p < a->n_parts; p++) {
        for (size_t i = 0; i < a->parts[p]->n_tables; i++) {
            const struct table *t = a->parts[p]->tables[i];
            struct clocks own = clocks_of_table(t);
            if (t->unavailable) continue;
            ++*n_out;
            n += same_clocks(&own, c);
        }
    }
    return n;
}

struct clocks clocks_shared(const struct answer *a)
{
    struct clocks shared = {.as_of = DAY_NONE};
    size_t most = 0;
    for (size_t p = 0; p < a->n_parts; p++) {
        for (size_t i = 0; i < a->parts[p]->n_tables; i++) {
            const struct table *t = a->parts[p]->tables[i];
            struct clocks own = clocks_of_table(t);
            size_t n_tables;
            if (t->unavailable || (most && same_clocks(&own, &shared))) continue;
            size_t n = count_same(&n_tables, a, &own);
            if (n <= most) continue;
            most = n;
            shared = own;
            shared.has_others = n < n_tables;
        }
    }
    return shared;
}

void clocks_forget_shared(struct clocks *c, const struct clocks *told)
{
    if (told->as_of_shown && c->as_of.v == told->as_of.v) c->as_of_shown = false;
    if (told->known_shown && c->known_at_ms == told->known_at_ms)
        c->known_shown = false;
}

void clocks_text(struct buf *out, const struct clocks *c, int lang)
{
    if (c->as_of_shown) {
        buf_format(out, "%s ", word_in(WORD_AS_OF, lang));
        number_day(out, c->as_of, lang);
    }
    if (c->as_of_shown && c->known_shown) buf_add_c(out, " \xc2\xb7 ");
    if (c->known_shown && c->known_at_ms == INT64_MAX) {
        buf_add_c(out, word_in(WORD_KNOWN_ALL, lang));
    } else if (c->known_shown) {
        buf_format(out, "%s ", word_in(WORD_KNOWN_AT, lang));
        number_moment(out, c->known_at_ms, lang);
    }
    if (c->has_others) buf_format(out, " (%s)", word_in(WORD_UNLESS_SAID, lang));
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

const char *mark_text(struct buf *out, const struct table *t,
                      enum published_state state, int lang)
{
    static const char *const marks[] = {[PUBLISHED_EQUAL] = "=",
                                        [PUBLISHED_BLANK] = "( )",
                                        [PUBLISHED_DIFFERS] = "\xe2\x89\xa0"};
    static const enum word words[] = {[PUBLISHED_EQUAL] = WORD_COMPARED,
                                      [PUBLISHED_BLANK] = WORD_COMPARED_BLANK,
                                      [PUBLISHED_DIFFERS] = WORD_MARK_DIFFERS};
    const size_t n_with[] = {[PUBLISHED_EQUAL] = t->n_published_equal,
                             [PUBLISHED_BLANK] = t->n_published_blank,
                             [PUBLISHED_DIFFERS] = t->n_published_differs};
    size_t n_numbers = t->n_published_equal + t->n_published_differs;
    char n[24], all[24];
    require(state != PUBLISHED_NONE);
    if (state == PUBLISHED_EQUAL ? !n_numbers : !n_with[state]) return NULL;
    snprintf(n, sizeof n, "%zu", n_with[state]);
    snprintf(all, sizeof all, "%zu", n_numbers);
    word_fill(out, words[state], lang, (const char *const[]){n, all}, 2);
    return marks[state];
}

void question_text(struct buf *out, const struct answer *a)
{
    struct buf day;
    if (!a->number) return;
    word_fill_1(out, WORD_QUESTION, a->lang, a->number);
    if (day_is_none(a->asked_on)) return;
    buf_init(&day, 0);
    number_day(&day, a->asked_on, a->lang);
    buf_add_char(out, ' ');
    word_fill_1(out, WORD_ASKED_ON, a->lang, day.p);
    buf_dispose(&day);
}

bool label_is_said(const char *label, const char *population)
{
    size_t n = label ? strlen(label) : 0;
    if (!n || !population || strncmp(label, population, n) != 0) return false;
    return !population[n] || population[n] == ',' || population[n] == ' ';
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
