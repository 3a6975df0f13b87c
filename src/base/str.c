#include "base/str.h"

struct str str_of(const char *c_string)
{
    return (struct str){c_string, c_string ? strlen(c_string) : 0};
}

bool str_eq(struct str a, struct str b)
{
    return a.n == b.n && (a.n == 0 || memcmp(a.p, b.p, a.n) == 0);
}

bool str_eq_c(struct str a, const char *c_string)
{
    return str_eq(a, str_of(c_string));
}

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

bool str_eq_nocase(struct str a, struct str b)
{
    if (a.n != b.n) return false;
    for (size_t i = 0; i < a.n; i++)
        if (lower(a.p[i]) != lower(b.p[i])) return false;
    return true;
}

int str_compare(struct str a, struct str b)
{
    size_t n = MIN_OF(a.n, b.n);
    int order = n ? memcmp(a.p, b.p, n) : 0;
    if (order) return order;
    return a.n < b.n ? -1 : a.n > b.n;
}

bool str_starts(struct str s, struct str prefix)
{
    return s.n >= prefix.n && str_eq((struct str){s.p, prefix.n}, prefix);
}

bool str_ends(struct str s, struct str suffix)
{
    return s.n >= suffix.n &&
           str_eq((struct str){s.p + s.n - suffix.n, suffix.n}, suffix);
}

static bool is_space(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

struct str str_trim(struct str s)
{
    while (s.n && is_space(s.p[0])) {
        s.p++;
        s.n--;
    }
    while (s.n && is_space(s.p[s.n - 1]))
        s.n--;
    return s;
}

bool str_contains(struct str s, struct str part)
{
    return part.n == 0 || (s.n && memmem(s.p, s.n, part.p, part.n) != NULL);
}

bool str_split(struct str *piece, struct str *rest, char separator)
{
    if (!rest->p) return false;
    const char *cut = rest->n ? memchr(rest->p, separator, rest->n) : NULL;
    if (!cut) {
        *piece = *rest;
        *rest = STR_NONE;
        return true;
    }
    *piece = (struct str){rest->p, (size_t)(cut - rest->p)};
    rest->n -= piece->n + 1;
    rest->p = cut + 1;
    return true;
}

char *str_to_c(struct arena *a, struct str s)
{
    return arena_copy(a, s.p, s.n);
}

struct str str_copy(struct arena *a, struct str s)
{
    return (struct str){arena_copy(a, s.p, s.n), s.n};
}

uint64_t str_hash(struct str s)
{
    uint64_t h = 0xcbf29ce484222325u;
    for (size_t i = 0; i < s.n; i++)
        h = (h ^ (unsigned char)s.p[i]) * 0x100000001b3u;
    return h;
}

int str_distance(struct str a, struct str b, int limit)
{
    enum { WIDEST = 64 };
    if (a.n > WIDEST || b.n > WIDEST) return limit + 1;
    int rows[3][WIDEST + 1];
    int *before = rows[0], *last = rows[1], *now = rows[2];
    for (size_t j = 0; j <= b.n; j++)
        last[j] = (int)j;
    for (size_t i = 1; i <= a.n; i++) {
        now[0] = (int)i;
        for (size_t j = 1; j <= b.n; j++) {
            bool same = lower(a.p[i - 1]) == lower(b.p[j - 1]);
            int best = MIN_OF(last[j] + 1, now[j - 1] + 1);
            best = MIN_OF(best, last[j - 1] + !same);
            if (i > 1 && j > 1 && lower(a.p[i - 1]) == lower(b.p[j - 2]) &&
                lower(a.p[i - 2]) == lower(b.p[j - 1]))
                best = MIN_OF(best, before[j - 2] + 1);
            now[j] = best;
        }
        int *spare = before;
        before = last;
        last = now;
        now = spare;
    }
    return MIN_OF(last[b.n], limit + 1);
}
