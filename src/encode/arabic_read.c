#include "encode/arabic_read.h"

#include "base/utf8.h"

enum { WORD_LETTERS = 40 };

static const struct {
    const char *arabic, *latin;
} names[] = {
#define N(arabic_, latin_) {arabic_, latin_},
#include "encode/arabic_names.def"
#undef N
};

/* What a letter sounds as: consonants in capitals of our own where Latin needs two. */
static char sound_of(uint32_t c)
{
    static const struct {
        uint32_t letter;
        char sound;
    } sounds[] = {
        {0x0621, 0},   {0x0622, 'a'}, {0x0623, 'a'}, {0x0624, 'o'}, {0x0625, 'i'},
        {0x0626, 'i'}, {0x0627, 'a'}, {0x0628, 'b'}, {0x0629, 'a'}, {0x062a, 't'},
        {0x062b, 'T'}, {0x062c, 'j'}, {0x062d, 'h'}, {0x062e, 'K'}, {0x062f, 'd'},
        {0x0630, 'd'}, {0x0631, 'r'}, {0x0632, 'z'}, {0x0633, 's'}, {0x0634, 'S'},
        {0x0635, 's'}, {0x0636, 'd'}, {0x0637, 't'}, {0x0638, 'z'}, {0x0639, 'E'},
        {0x063a, 'G'}, {0x0641, 'f'}, {0x0642, 'k'}, {0x0643, 'k'}, {0x0644, 'l'},
        {0x0645, 'm'}, {0x0646, 'n'}, {0x0647, 'h'}, {0x0648, 'W'}, {0x0649, 'a'},
        {0x064a, 'Y'}, {0x0671, 'a'}, {0x067e, 'p'}, {0x0686, 'C'}, {0x0698, 'j'},
        {0x06a4, 'v'}, {0x06a9, 'k'}, {0x06af, 'g'}, {0x06cc, 'Y'}, {0x06c1, 'h'},
        {0x06be, 'h'}, {0x06d5, 'a'}, {0x0679, 't'}, {0x0688, 'd'}, {0x0691, 'r'},
    };
    for (size_t i = 0; i < ARRAY_LEN(sounds); i++)
        if (sounds[i].letter == c) return sounds[i].sound;
    return 0;
}

static bool is_arabic(uint32_t c)
{
    return (c >= 0x0620 && c <= 0x064a) || (c >= 0x0671 && c <= 0x06d5);
}

static bool is_vowel(char c)
{
    return c == 'a' || c == 'i' || c == 'o' || c == 'u';
}

/* Half vowels are vowels between consonants and at the end; ayn is the vowel that is
 * heard beside it. */
static size_t settle(char out[WORD_LETTERS], const char *in, size_t n)
{
    size_t m = 0;
    for (size_t i = 0; i < n; i++) {
        bool after_vowel = m > 0 && is_vowel(out[m - 1]);
        bool before_vowel = i + 1 < n && is_vowel(in[i + 1]);
        char c = in[i];
        if (c == 'W') c = i == 0 || after_vowel || before_vowel ? 'w' : 'u';
        if (c == 'Y') c = i == 0 || (after_vowel && i + 1 < n) ? 'y' : 'i';
        if (c == 'E') c = 'a';
        if (is_vowel(c) && m > 0 && out[m - 1] == c) continue;
        out[m++] = c;
    }
    return m;
}

static void add_sound(struct buf *out, char c, enum arabic_spelling spelling)
{
    bool is_french = spelling == ARABIC_FRENCH;
    switch (c) {
    case 'S':
        buf_add_c(out, is_french ? "ch" : "sh");
        break;
    case 'C':
        buf_add_c(out, is_french ? "tch" : "ch");
        break;
    case 'K':
        buf_add_c(out, "kh");
        break;
    case 'G':
        buf_add_c(out, "gh");
        break;
    case 'T':
        buf_add_c(out, "th");
        break;
    case 'u':
        buf_add_c(out, is_french ? "ou" : "u");
        break;
    default:
        buf_add_char(out, c);
    }
}

/* Is a vowel heard behind consonant `k` of the `n` that stand together? Where one
 * syllable cannot have them: two at the begin or the end of a word, three between. */
static bool has_vowel_behind(size_t k, size_t n, bool is_begin, bool is_end)
{
    if (k + 1 == n) return false;
    if (is_begin && k == 0) return true;
    if (is_end && k + 2 == n) return true;
    return !is_begin && !is_end && n >= 3 && k == 1;
}

static void add_by_rule(struct buf *out, const char *in, size_t n,
                        enum arabic_spelling spelling)
{
    char s[WORD_LETTERS];
    size_t m = settle(s, in, n);
    for (size_t i = 0; i < m;) {
        size_t run = 0;
        while (i + run < m && !is_vowel(s[i + run]))
            run++;
        for (size_t k = 0; k < run; k++) {
            bool is_end = i + run == m;
            add_sound(out, s[i + k], spelling);
            if (!has_vowel_behind(k, run, i == 0, is_end)) continue;
            bool after_long_a = i > 0 && s[i - 1] == 'a';
            bool is_last = is_end && k + 2 == run;
            buf_add_char(out, !is_last                    ? 'a'
                              : after_long_a              ? 'i'
                              : spelling == ARABIC_FRENCH ? 'e'
                                                          : 'a');
        }
        i += run;
        if (i < m) add_sound(out, s[i++], spelling);
    }
}

struct word {
    char sounds[WORD_LETTERS];
    char plain[4 * WORD_LETTERS]; /* as in the table: without signs, alef as alef */
    size_t n, n_plain;
    bool has_article;
};

static void word_add(struct word *w, uint32_t c)
{
    char sound = sound_of(c);
    uint32_t plain = c == 0x0622 || c == 0x0623 || c == 0x0625 || c == 0x0671 ? 0x0627
                     : c == 0x06cc                                            ? 0x064a
                     : c == 0x06a9                                            ? 0x0643
                                                                              : c;
    if (w->n_plain + 2 < sizeof w->plain) {
        w->plain[w->n_plain++] = (char)(0xc0 | plain >> 6);
        w->plain[w->n_plain++] = (char)(0x80 | (plain & 0x3f));
    }
    if (sound && w->n < WORD_LETTERS) w->sounds[w->n++] = sound;
}

static void word_end(struct buf *out, size_t start, struct word *w,
                     enum arabic_spelling spelling)
{
    struct str plain = {w->plain, w->n_plain};
    if (w->n_plain == 0) return;
    if (out->n > start && out->p[out->n - 1] != ' ') buf_add_char(out, ' ');
    for (size_t i = 0; i < ARRAY_LEN(names); i++)
        if (str_eq_c(plain, names[i].arabic)) {
            buf_add_c(out, names[i].latin);
            *w = (struct word){.n = 0};
            return;
        }
    bool has_article = w->n > 3 && w->sounds[0] == 'a' && w->sounds[1] == 'l' &&
                       (uint8_t)w->plain[1] == 0xa7;
    if (has_article) buf_add_c(out, spelling == ARABIC_FRENCH ? "el " : "al ");
    add_by_rule(out, w->sounds + 2 * has_article, w->n - 2 * has_article, spelling);
    *w = (struct word){.n = 0};
}

bool arabic_read(struct buf *out, struct str raw, enum arabic_spelling spelling)
{
    size_t start = out->n;
    struct str rest = raw;
    struct word w = {.n = 0};
    bool found = false;
    while (rest.n) {
        struct str before = rest;
        uint32_t c = utf8_next(&rest);
        if (is_arabic(c)) {
            found = true;
            if (c != 0x0640) word_add(&w, c); /* a line that only stretches */
            continue;
        }
        if (c >= 0x064b && c <= 0x065f) continue; /* vowels that were written */
        word_end(out, start, &w, spelling);
        buf_add(out, (struct str){before.p, before.n - rest.n});
    }
    word_end(out, start, &w, spelling);
    if (!found) {
        out->n = start;
        if (out->p) out->p[start] = '\0';
    }
    return found;
}

/* --- Latin letters, as if they had been Arabic ones --- */

/* The sounds that Arabic letters would keep: no short vowels, but at the begin, and a
 * at the end. */
static size_t sounds_of(char out[WORD_LETTERS], struct str word)
{
    static const struct {
        const char *letters;
        char sound;
    } pairs[] = {{"sch", 'S'}, {"tch", 'C'}, {"ch", 'S'}, {"sh", 'S'}, {"kh", 'K'},
                 {"gh", 'G'},  {"th", 'T'},  {"dj", 'j'}, {"dh", 'd'}, {"ph", 'f'},
                 {"ou", 'u'},  {"oo", 'u'},  {"ee", 'i'}, {"ai", 'i'}, {"ay", 'i'},
                 {"ei", 'i'},  {"ij", 'i'},  {"q", 'k'},  {"c", 'k'}};
    size_t n = 0;
    for (size_t i = 0; i < word.n && n + 1 < WORD_LETTERS;) {
        char c = word.p[i];
        size_t used = 1;
        for (size_t k = 0; k < ARRAY_LEN(pairs); k++) {
            size_t m = strlen(pairs[k].letters);
            if (i + m > word.n || memcmp(word.p + i, pairs[k].letters, m) != 0)
                continue;
            c = pairs[k].sound;
            used = m;
            break;
        }
        bool is_end = i + used >= word.n;
        bool is_short = c == 'a' || c == 'e' || c == 'o' || (c == 'u' && used == 1);
        if (c == 'e' || c == 'o') c = 'a';
        i += used;
        if (is_short && n > 0 && !(is_end && c == 'a')) continue;
        if (n > 0 && out[n - 1] == c) continue;
        if (c == 'y' && n > 0) c = 'i';
        out[n++] = c;
    }
    return n;
}

static char first_of(char c)
{
    return c == 'u' ? 'o' : c == 'e' ? 'i' : c;
}

/* A word of the table that is spelled otherwise; STR_NONE when there is none. */
static struct str spelled_in_table(struct str word)
{
    char asked[WORD_LETTERS], known[WORD_LETTERS];
    size_t n = sounds_of(asked, word);
    for (size_t i = 0; i < ARRAY_LEN(names); i++) {
        struct str latin = str_of(names[i].latin);
        if (first_of(latin.p[0]) != first_of(word.p[0])) continue;
        if (sounds_of(known, latin) == n && memcmp(asked, known, n) == 0) return latin;
    }
    return STR_NONE;
}

void arabic_spell(struct buf *out, struct str folded)
{
    struct str piece, rest = folded;
    size_t start = out->n;
    while (str_split(&piece, &rest, ' ')) {
        char sounds[WORD_LETTERS];
        bool is_article = str_eq(piece, S("al")) || str_eq(piece, S("el"));
        if (piece.n > 5 &&
            (memcmp(piece.p, "al", 2) == 0 || memcmp(piece.p, "el", 2) == 0) &&
            !spelled_in_table(piece).n) {
            buf_add_c(out, out->n > start ? " el" : "el");
            piece = (struct str){piece.p + 2, piece.n - 2};
        }
        if (!piece.n) continue;
        if (out->n > start) buf_add_char(out, ' ');
        struct str known = is_article ? S("el") : spelled_in_table(piece);
        if (known.n)
            buf_add(out, known);
        else
            add_by_rule(out, sounds, sounds_of(sounds, piece), ARABIC_FRENCH);
    }
}
