/* Particles of names in Flanders and of those who came to it. A family name is written
 * apart (Van den Berghe), in one (Vandenberghe), without (Berghe) or turned round
 * (Berghe, Van den): the core is what stays, `joined` what the first two share. */
#include "encode/fold.h"

static const char *const particles[] = {
    "van",   "vanden", "vander", "vande", "vd",  "de",  "der", "den",  "ter", "ten",
    "te",    "tot",    "op",     "in",    "aan", "uit", "t",   "s",    "d",   "l",
    "la",    "le",     "les",    "du",    "des", "da",  "das", "do",   "dos", "del",
    "della", "delle",  "dello",  "degli", "di",  "lo",  "y",   "von",  "vom", "zu",
    "zum",   "zur",    "el",     "al",    "ul",  "ben", "bin", "bint", "ibn", "abu",
    "abou",  "ould",   "oulad",  "ait",   "mc",  "mac", "o",   "af",   "av",
};
/* Written in one with the core, longest first. */
static const char *const glued[] = {"vanden", "vander", "vande", "van"};
/* Begin like a particle and are given names. */
static const char *const not_glued[] = {"vanessa", "vanesa", "vania",
                                        "vanya",   "vanina", "vanity",
                                        "vander",  "vanda",  "vandana"};
static const char *const titles[] = {
    "dr",  "drs",  "prof", "ir", "ing",      "mr",     "mw",   "mevr", "mevrouw", "dhr",
    "mme", "mlle", "mrs",  "ms", "monsieur", "madame", "hadj", "haji", "sir"};
static const char *const last_titles[] = {"jr", "sr", "junior", "senior", "phd", "msc"};

static bool is_one_of(struct str word, const char *const *list, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (str_eq_c(word, list[i])) return true;
    return false;
}
#define IS_ONE_OF(word, list) is_one_of((word), (list), ARRAY_LEN(list))

static struct str first_word(struct str s)
{
    const char *space = s.n ? memchr(s.p, ' ', s.n) : NULL;
    return space ? (struct str){s.p, (size_t)(space - s.p)} : s;
}

static struct str last_word(struct str s)
{
    size_t n = 0;
    while (n < s.n && s.p[s.n - 1 - n] != ' ')
        n++;
    return (struct str){s.p + s.n - n, n};
}

static struct str without_first(struct str s, size_t n)
{
    n = MIN_OF(n, s.n);
    while (n < s.n && s.p[n] == ' ')
        n++;
    return (struct str){s.p + n, s.n - n};
}

static struct str without_last(struct str s, size_t n)
{
    n = s.n - MIN_OF(n, s.n);
    while (n > 0 && s.p[n - 1] == ' ')
        n--;
    return (struct str){s.p, n};
}

static bool has_more_words(struct str s)
{
    return s.n && memchr(s.p, ' ', s.n);
}

/* "vandenberghe" but not "vanessa", and nothing that leaves less than three letters. */
static size_t glued_length(struct str core)
{
    struct str word = first_word(core);
    if (IS_ONE_OF(word, not_glued)) return 0;
    for (size_t i = 0; i < ARRAY_LEN(glued); i++) {
        struct str g = str_of(glued[i]);
        if (str_starts(word, g) && word.n >= g.n + 3) return g.n;
    }
    return 0;
}

static void add_letters(char *out, size_t *n, struct str s)
{
    for (size_t i = 0; i < s.n; i++)
        if (s.p[i] != ' ') out[(*n)++] = s.p[i];
}

void name_parts_of(struct name_parts *out, struct arena *a, struct str folded)
{
    struct str s = folded;
    *out = (struct name_parts){.whole = folded};
    while (has_more_words(s) && IS_ONE_OF(first_word(s), titles))
        s = without_first(s, first_word(s).n);
    while (has_more_words(s) && IS_ONE_OF(last_word(s), last_titles))
        s = without_last(s, last_word(s).n);
    struct str core = s;
    while (has_more_words(core) && IS_ONE_OF(first_word(core), particles))
        core = without_first(core, first_word(core).n);
    out->particles = str_trim((struct str){s.p, s.n - core.n});
    if (!out->particles.n) {
        /* a single letter behind a name is an initial */
        while (has_more_words(core) && last_word(core).n > 1 &&
               IS_ONE_OF(last_word(core), particles))
            core = without_last(core, last_word(core).n);
        out->particles = str_trim((struct str){s.p + core.n, s.n - core.n});
    }
    size_t n = out->particles.n ? 0 : glued_length(core);
    if (n) {
        out->particles = (struct str){core.p, n};
        core = without_first(core, n);
    }
    out->core = core;
    char *joined = arena_alloc(a, s.n + 1);
    size_t length = 0;
    add_letters(joined, &length, out->particles);
    add_letters(joined, &length, core);
    out->joined = (struct str){joined, length};
}
