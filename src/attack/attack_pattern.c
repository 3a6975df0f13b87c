#include "attack/attack_pattern.h"

enum {
    PAIRS = 28 * 28, /* of a-z, other, and the space around a value */
    PATTERNS_MOST = 200,
    PATTERN_BITS = 24, /* of one pattern at most */
    PATTERN_LEAST = 3,
    PAIRS_TRIED = 48,
    DEPTH_MOST = 12,
    PART_LEAST = 30,   /* encodings in a part that is still looked into */
    GAP_PER_1000 = 10, /* between the most frequent pair and the next */
};

/* Sets of encodings, and of rows, as bits. */
struct part {
    uint64_t *encodings, *rows;
    int depth;
};

struct mining {
    const struct clk_set *set;
    size_t n_rows, n_tokens;
    size_t encoding_words, row_words;
    uint64_t *of_bit;   /* which encodings have it: bit * encoding_words */
    uint64_t *of_token; /* which rows have it: token * row_words */
    bool *is_known;     /* tokens that have a pattern */
    bool *is_taken;     /* bits that a pattern has */
    struct pattern {
        size_t token;
        uint32_t bit[PATTERN_BITS];
        size_t n;
    } pattern[PATTERNS_MOST];
    size_t n_patterns;
};

static size_t count(const uint64_t *a, const uint64_t *b, size_t words)
{
    size_t n = 0;
    for (size_t i = 0; i < words; i++)
        n += (size_t)__builtin_popcountll(b ? a[i] & b[i] : a[i]);
    return n;
}

static void set_bit(uint64_t *set, size_t i)
{
    set[i / 64] |= UINT64_C(1) << i % 64;
}

static bool has_bit(const uint64_t *set, size_t i)
{
    return set[i / 64] >> i % 64 & 1;
}

/* --- what is counted --- */

static unsigned letter_of(struct str v, size_t i)
{
    if (i == 0 || i > v.n) return 27; /* around the value */
    unsigned char c = (unsigned char)v.p[i - 1];
    if (c >= 'a' && c <= 'z') return c - 'a';
    if (c >= 'A' && c <= 'Z') return c - 'A';
    return c >= '0' && c <= '9' ? (unsigned)(c - '0') : 26;
}

static void count_tokens(struct mining *m, const struct attack_people *p,
                         uint32_t fields)
{
    for (size_t i = 0; i < p->n; i++)
        for (size_t f = 0; f < p->n_fields; f++) {
            struct str v = p->value[i * p->n_fields + f];
            if (!(fields >> f & 1) || !v.n) continue;
            for (size_t k = 0; k <= v.n; k++) {
                size_t token = f * PAIRS + letter_of(v, k) * 28 + letter_of(v, k + 1);
                set_bit(m->of_token + token * m->row_words, i);
            }
        }
}

static void turn_bits(struct mining *m)
{
    for (size_t i = 0; i < m->set->n; i++) {
        const uint8_t *row = (const uint8_t *)clk_set_row(m->set, i);
        for (uint32_t bit = 0; bit < m->set->bits; bit++)
            if (row[bit / 8] >> (7 - bit % 8) & 1)
                set_bit(m->of_bit + bit * m->encoding_words, i);
    }
}

/* --- one part --- */

/* The most frequent pair that has no pattern yet, and how often the next one comes. */
static size_t most_frequent(const struct mining *m, const struct part *part,
                            size_t *n_out, size_t *next_out)
{
    size_t best = m->n_tokens;
    *n_out = *next_out = 0;
    for (size_t t = 0; t < m->n_tokens; t++) {
        if (m->is_known[t]) continue;
        size_t n = count(m->of_token + t * m->row_words, part->rows, m->row_words);
        if (n > *n_out) {
            *next_out = *n_out;
            *n_out = n;
            best = t;
        } else if (n > *next_out) {
            *next_out = n;
        }
    }
    return best;
}

/* Two free bits, and how often they come together. */
struct two_bits {
    uint32_t bit[2];
    size_t n;
};

/* The PAIRS_TRIED that come together most often, at most `most` and at least `least`
 * times; how many there are. */
static size_t find_pairs(const struct mining *m, const uint64_t *encodings,
                         size_t least, size_t most, struct two_bits out[PAIRS_TRIED])
{
    uint32_t *candidate = mem_array(m->set->bits, sizeof *candidate);
    size_t n = 0, n_out = 0, words = m->encoding_words;
    uint64_t *both = mem_array(words, sizeof *both);
    for (uint32_t b = 0; b < m->set->bits; b++) {
        size_t has = count(m->of_bit + b * words, encodings, words);
        if (!m->is_taken[b] && has >= least && has <= 2 * most) candidate[n++] = b;
    }
    for (size_t i = 0; i < n; i++) {
        for (size_t w = 0; w < words; w++)
            both[w] = m->of_bit[candidate[i] * words + w] & encodings[w];
        for (size_t j = i + 1; j < n; j++) {
            struct two_bits t = {{candidate[i], candidate[j]}, 0};
            t.n = count(m->of_bit + candidate[j] * words, both, words);
            if (t.n < least || t.n > most) continue;
            size_t k = n_out < PAIRS_TRIED ? n_out++ : PAIRS_TRIED;
            for (; k > 0 && out[k - 1].n < t.n; k--)
                if (k < PAIRS_TRIED) out[k] = out[k - 1];
            if (k < PAIRS_TRIED) out[k] = t;
        }
    }
    free(candidate);
    free(both);
    return n_out;
}

/* Bits that come with the two nearly always; `with` is left with who has them all. */
static void grow_pattern(const struct mining *m, struct pattern *p, uint64_t *with,
                         const uint64_t *encodings)
{
    size_t words = m->encoding_words, part = count(encodings, NULL, words);
    for (size_t w = 0; w < words; w++)
        with[w] = encodings[w] & m->of_bit[p->bit[0] * words + w] &
                  m->of_bit[p->bit[1] * words + w];
    size_t support = count(with, NULL, words);
    for (uint32_t b = 0; b < m->set->bits && p->n < PATTERN_BITS; b++) {
        if (b == p->bit[0] || b == p->bit[1]) continue;
        size_t has = count(m->of_bit + b * words, with, words);
        size_t all = count(m->of_bit + b * words, encodings, words);
        /* a bit that nearly all have says nothing */
        if (100 * has < 97 * support || 100 * all > 95 * part) continue;
        p->bit[p->n++] = b;
        for (size_t w = 0; w < words; w++)
            with[w] &= m->of_bit[b * words + w];
        support = count(with, NULL, words);
    }
}

/* Of the patterns that fit the pair's frequency, the one with most bits: a pair of
 * letters has all of its own, what comes together by chance has not. */
static bool find_pattern(const struct mining *m, struct pattern *p, uint64_t *with,
                         const uint64_t *encodings, size_t least, size_t most)
{
    struct two_bits two[PAIRS_TRIED];
    struct pattern best = {.n = 0};
    size_t n = find_pairs(m, encodings, least, most, two);
    for (size_t i = 0; i < n; i++) {
        struct pattern t = {.token = p->token, .n = 2};
        memcpy(t.bit, two[i].bit, sizeof two[i].bit);
        grow_pattern(m, &t, with, encodings);
        if (t.n > best.n) best = t;
    }
    if (best.n < PATTERN_LEAST) return false;
    *p = best;
    p->n = 2;
    grow_pattern(m, p, with, encodings);
    return true;
}

static void mine(struct mining *m, const struct part *part)
{
    size_t words = m->encoding_words, n_first, n_next;
    size_t n_encodings = count(part->encodings, NULL, words);
    size_t n_rows = count(part->rows, NULL, m->row_words);
    if (n_encodings < PART_LEAST || n_rows < PART_LEAST || part->depth > DEPTH_MOST ||
        m->n_patterns == PATTERNS_MOST)
        return;
    size_t token = most_frequent(m, part, &n_first, &n_next);
    if (token == m->n_tokens || 1000 * (n_first - n_next) < GAP_PER_1000 * n_rows)
        return;
    /* as often as the pair, by its share of the rows; less than that is the next */
    double scale = (double)n_encodings / (double)n_rows;
    size_t least = (size_t)((double)(n_first + n_next) / 2 * scale);
    size_t most = (size_t)((double)n_first * scale * 1.1) + 1;
    if (least < 3) return;
    struct pattern *p = &m->pattern[m->n_patterns];
    *p = (struct pattern){.token = token};
    struct part with = {.encodings = mem_array(words, sizeof(uint64_t)),
                        .rows = mem_array(m->row_words, sizeof(uint64_t)),
                        .depth = part->depth + 1};
    struct part without = {.encodings = mem_array(words, sizeof(uint64_t)),
                           .rows = mem_array(m->row_words, sizeof(uint64_t)),
                           .depth = part->depth + 1};
    if (find_pattern(m, p, with.encodings, part->encodings, least, most)) {
        m->n_patterns++;
        m->is_known[token] = true;
        for (size_t i = 0; i < p->n; i++)
            m->is_taken[p->bit[i]] = true;
        for (size_t w = 0; w < words; w++)
            without.encodings[w] = part->encodings[w] & ~with.encodings[w];
        for (size_t w = 0; w < m->row_words; w++) {
            with.rows[w] = part->rows[w] & m->of_token[token * m->row_words + w];
            without.rows[w] = part->rows[w] & ~with.rows[w];
        }
        mine(m, &without);
        mine(m, &with);
    }
    free(with.encodings);
    free(with.rows);
    free(without.encodings);
    free(without.rows);
}

/* --- who it is --- */

/* Nine in ten of its bits: noise takes some away. */
static bool encoding_has(const struct mining *m, const struct pattern *p, size_t i)
{
    size_t n = 0;
    for (size_t k = 0; k < p->n; k++)
        n += has_bit(m->of_bit + p->bit[k] * m->encoding_words, i);
    return 10 * n >= 9 * p->n;
}

static bool same_values(const struct attack_people *p, uint32_t fields, size_t a,
                        size_t b)
{
    for (size_t f = 0; f < p->n_fields; f++)
        if ((fields >> f & 1) &&
            !str_eq(p->value[a * p->n_fields + f], p->value[b * p->n_fields + f]))
            return false;
    return true;
}

static void guess_all(const struct mining *m, int32_t *guess,
                      const struct attack_people *people, uint32_t fields)
{
    bool *has = mem_array(m->n_patterns ? m->n_patterns : 1, sizeof *has);
    for (size_t i = 0; i < m->set->n; i++) {
        size_t n_has = 0;
        bool is_clear = true;
        guess[i] = ATTACK_NONE;
        for (size_t k = 0; k < m->n_patterns; k++)
            n_has += has[k] = encoding_has(m, &m->pattern[k], i);
        if (n_has < 2) continue;
        for (size_t r = 0; r < people->n && is_clear; r++) {
            bool fits = true;
            for (size_t k = 0; k < m->n_patterns && fits; k++)
                fits = has_bit(m->of_token + m->pattern[k].token * m->row_words, r) ==
                       has[k];
            if (!fits) continue;
            if (guess[i] == ATTACK_NONE)
                guess[i] = (int32_t)r;
            else
                is_clear = same_values(people, fields, (size_t)guess[i], r);
        }
        if (!is_clear) guess[i] = ATTACK_NONE;
    }
    free(has);
}

void attack_pattern(int32_t *guess, struct attack_pattern_facts *facts,
                    const struct clk_set *encodings, const struct attack_people *people,
                    uint32_t fields)
{
    struct mining *m = mem_alloc(sizeof *m);
    struct part all = {0};
    m->set = encodings;
    m->n_rows = people->n;
    m->n_tokens = people->n_fields * PAIRS;
    m->encoding_words = (encodings->n + 63) / 64;
    m->row_words = (people->n + 63) / 64;
    m->of_bit = mem_array(encodings->bits * m->encoding_words, sizeof *m->of_bit);
    m->of_token = mem_array(m->n_tokens * m->row_words, sizeof *m->of_token);
    m->is_known = mem_array(m->n_tokens, sizeof *m->is_known);
    m->is_taken = mem_array(encodings->bits, sizeof *m->is_taken);
    all.encodings = mem_array(m->encoding_words, sizeof *all.encodings);
    all.rows = mem_array(m->row_words, sizeof *all.rows);
    count_tokens(m, people, fields);
    turn_bits(m);
    for (size_t i = 0; i < encodings->n; i++)
        set_bit(all.encodings, i);
    for (size_t i = 0; i < people->n; i++)
        set_bit(all.rows, i);
    mine(m, &all);
    guess_all(m, guess, people, fields);
    if (facts) facts->n_pairs = m->n_patterns;
    free(all.encodings);
    free(all.rows);
    free(m->of_bit);
    free(m->of_token);
    free(m->is_known);
    free(m->is_taken);
    free(m);
}
