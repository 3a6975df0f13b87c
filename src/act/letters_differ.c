#include "act/letters_differ.h"

struct letters {
    size_t start[LETTERS_COMPARED + 1]; /* of each, and the end */
    size_t n;
};

/* Bytes 10xxxxxx go on with the letter before; false: too many. */
static bool part_letters(struct letters *out, struct str s)
{
    out->n = 0;
    for (size_t i = 0; i < s.n; i++) {
        if (i && ((unsigned char)s.p[i] & 0xc0) == 0x80) continue;
        if (out->n == LETTERS_COMPARED) return false;
        out->start[out->n++] = i;
    }
    out->start[out->n] = s.n;
    return true;
}

static bool same_letter(struct str a, const struct letters *la, size_t i, struct str b,
                        const struct letters *lb, size_t k)
{
    size_t n = la->start[i + 1] - la->start[i];
    return n == lb->start[k + 1] - lb->start[k] &&
           memcmp(a.p + la->start[i], b.p + lb->start[k], n) == 0;
}

static void mark(uint8_t *out, const struct letters *l, size_t i)
{
    memset(out + l->start[i], 1, l->start[i + 1] - l->start[i]);
}

void letters_differ(uint8_t *mark_a, uint8_t *mark_b, struct str a, struct str b)
{
    struct letters la, lb;
    bool fits = part_letters(&la, a);
    fits = part_letters(&lb, b) && fits;
    bool is_equal = str_eq(a, b);
    if (a.n) memset(mark_a, !fits && !is_equal, a.n);
    if (b.n) memset(mark_b, !fits && !is_equal, b.n);
    if (!fits || is_equal) return;
    /* longest[i][k]: of what is left of a from i and of b from k */
    size_t width = lb.n + 1;
    uint16_t *longest = mem_array((la.n + 1) * width, sizeof *longest);
    for (size_t i = la.n; i-- > 0;)
        for (size_t k = lb.n; k-- > 0;)
            longest[i * width + k] =
                same_letter(a, &la, i, b, &lb, k)
                    ? (uint16_t)(longest[(i + 1) * width + k + 1] + 1)
                    : MAX_OF(longest[(i + 1) * width + k], longest[i * width + k + 1]);
    size_t i = 0, k = 0;
    while (i < la.n && k < lb.n) {
        if (same_letter(a, &la, i, b, &lb, k)) {
            i++;
            k++;
        } else if (longest[(i + 1) * width + k] >= longest[i * width + k + 1]) {
            mark(mark_a, &la, i++);
        } else {
            mark(mark_b, &lb, k++);
        }
    }
    for (; i < la.n; i++)
        mark(mark_a, &la, i);
    for (; k < lb.n; k++)
        mark(mark_b, &lb, k);
    free(longest);
}
