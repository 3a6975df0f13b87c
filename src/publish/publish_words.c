#include "publish/publish_words.h"

static const char *const words[N_WORDS][N_LANGS] = {
#define X(id, nl, fr, en) [id] = {nl, fr, en},
#include "publish/publish_words.def"
#undef X
};

struct status_row {
    const char *word, *symbol, *label[N_LANGS];
};
static const struct status_row statuses[N_CELL_STATUSES] = {
#define X(id, word, symbol, nl, fr, en) [id] = {word, symbol, {nl, fr, en}},
#include "publish/cell_statuses.def"
#undef X
};

static int known_lang(int lang)
{
    return lang >= 0 && lang < N_LANGS ? lang : LANG_NL;
}

const char *word_in(enum word word, int lang)
{
    require(word < N_WORDS);
    return words[word][known_lang(lang)];
}

void word_fill(struct buf *out, enum word word, int lang, const char *const *values,
               size_t n)
{
    for (const char *p = word_in(word, lang); *p; p++) {
        if (p[0] == '{' && p[1] >= '1' && p[1] <= '9' && p[2] == '}') {
            size_t i = (size_t)(p[1] - '1');
            if (i < n && values[i]) buf_add_c(out, values[i]);
            p += 2;
        } else {
            buf_add_char(out, *p);
        }
    }
}

void word_fill_1(struct buf *out, enum word word, int lang, const char *value)
{
    word_fill(out, word, lang, &value, 1);
}

const char *status_symbol(enum cell_status status)
{
    require(status < N_CELL_STATUSES);
    return statuses[status].symbol;
}

const char *status_word(enum cell_status status)
{
    require(status < N_CELL_STATUSES);
    return statuses[status].word;
}

const char *status_label(enum cell_status status, int lang)
{
    require(status < N_CELL_STATUSES);
    return statuses[status].label[known_lang(lang)];
}

const char *measure_word(enum measure_kind kind)
{
    static const char *const names[] = {"count", "euro", "rate", "days"};
    require((size_t)kind < ARRAY_LEN(names));
    return names[kind];
}

const char *published_word(enum published_state state)
{
    static const char *const names[] = {"none", "equal", "blank", "differs"};
    require((size_t)state < ARRAY_LEN(names));
    return names[state];
}

const char *lang_code(int lang)
{
    static const char *const codes[N_LANGS] = {"nl", "fr", "en"};
    return codes[known_lang(lang)];
}

enum cell_status cell_shown_status(const struct table *t, const struct cell *c)
{
    bool is_number = c->status == CELL_VALUE || c->status == CELL_ZERO;
    if (!is_number) return c->status;
    if (t->kind == MEASURE_RATE && c->base <= 0) return CELL_CANNOT_OCCUR;
    /* a statistic of nobody does not exist; one of zero days is no zero count */
    if (t->kind == MEASURE_DAYS) return c->n > 0 ? CELL_VALUE : CELL_CANNOT_OCCUR;
    return c->status;
}

enum published_state cell_shown_comparison(const struct cell *c)
{
    return c->status == CELL_HIDDEN ? PUBLISHED_NONE : c->published_state;
}
