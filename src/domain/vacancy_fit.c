#include "domain/vacancy_fit.h"

#include "base/base.h"

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (unsigned char)c >= 0x80;
}

static char small(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

/* The next word of `*rest`, which moves on; false at the end. */
static bool next_word(struct str *out, struct str *rest)
{
    while (rest->n && !is_letter(rest->p[0]))
        *rest = (struct str){rest->p + 1, rest->n - 1};
    *out = (struct str){rest->p, 0};
    while (out->n < rest->n && is_letter(rest->p[out->n]))
        out->n++;
    *rest = (struct str){rest->p + out->n, rest->n - out->n};
    return out->n > 0;
}

/* Is one the other, or its beginning? */
static bool go_together(struct str a, struct str b)
{
    size_t n = a.n < b.n ? a.n : b.n;
    for (size_t i = 0; i < n; i++)
        if (small(a.p[i]) != small(b.p[i])) return false;
    return true;
}

static bool is_empty_word(struct str w)
{
    static const char *const words[] = {
        "werken",   "werkt",  "graag", "leren",  "kunnen",   "willen",
        "moeten",   "dagen",  "halve", "alleen", "mogelijk", "zonder",
        "beginnen", "begint", "samen", "altijd", "iemand",   "mensen"};
    for (size_t i = 0; i < ARRAY_LEN(words); i++) {
        struct str x = str_of(words[i]);
        if (x.n == w.n && go_together(x, w)) return true;
    }
    return false;
}

struct str vacancy_shared_word(struct str vacancy, struct str words)
{
    struct str mine, theirs;
    while (next_word(&mine, &words)) {
        struct str rest = vacancy;
        if (mine.n < FIT_WORD_LEAST || is_empty_word(mine)) continue;
        while (next_word(&theirs, &rest))
            if (theirs.n >= FIT_WORD_LEAST && !is_empty_word(theirs) &&
                go_together(mine, theirs))
                return mine;
    }
    return STR_NONE;
}
