#include "link/name_alike.h"

#include "link/text_alike.h"

enum alike text_alike(struct str a, struct str b)
{
    if (str_eq(a, b)) return ALIKE_EQUAL;
    double score = text_jaro_winkler(a, b);
    return score >= 0.92   ? ALIKE_NEAR
           : score >= 0.85 ? ALIKE_SOME
           : score >= 0.70 ? ALIKE_LITTLE
                           : ALIKE_NOT;
}

static bool holds_word(const struct folded_name *name, struct str word)
{
    for (unsigned i = 0; i < name->n_words; i++)
        if (str_eq(name->word[i], word)) return true;
    return false;
}

bool name_has_word_of(const struct folded_name *whole, const struct folded_name *part)
{
    for (unsigned i = 0; i < part->n_words; i++)
        if (part->word[i].n >= 3 && holds_word(whole, part->word[i])) return true;
    return false;
}

static bool holds_all_words(const struct folded_name *name,
                            const struct folded_name *part)
{
    for (unsigned i = 0; i < part->n_words; i++)
        if (!holds_word(name, part->word[i])) return false;
    return true;
}

static bool is_initial(const struct folded_name *a, const struct folded_name *b)
{
    struct str x = a->word[0], y = b->word[0];
    return (x.n == 1 || y.n == 1) && x.p[0] == y.p[0];
}

/* Names of several words: what the words say beside the whole. */
static enum alike words_alike(const struct folded_name *a, const struct folded_name *b)
{
    const struct folded_name *more = a->n_words >= b->n_words ? a : b;
    const struct folded_name *fewer = more == a ? b : a;
    if (fewer->joined.n >= 2 && holds_all_words(more, fewer)) return ALIKE_NEAR;
    if (is_initial(a, b)) return ALIKE_LITTLE;
    if (text_jaro_winkler(a->word[0], b->word[0]) >= 0.92) return ALIKE_SOME;
    return name_has_word_of(more, fewer) ? ALIKE_SOME : ALIKE_NOT;
}

enum alike name_alike(const struct folded_name *a, const struct folded_name *b)
{
    if (str_eq(a->whole, b->whole)) return ALIKE_EQUAL;
    if (!a->n_words || !b->n_words) return ALIKE_NOT;
    if (str_eq(a->joined, b->joined)) return ALIKE_NEAR;
    if (a->joined.n == 1 || b->joined.n == 1)
        return is_initial(a, b) ? ALIKE_LITTLE : ALIKE_NOT;
    enum alike whole = text_alike(a->joined, b->joined), words = ALIKE_NOT;
    if (a->n_words > 1 || b->n_words > 1) words = words_alike(a, b);
    return MAX_OF(whole, words);
}
