#include "act/known_names.h"

#include <sodium.h>

#include "act/search_index.h"
#include "encode/fold.h"
#include "store/sketch_store.h"
#include "store/within_reach.h"

enum { WORDS_OF_A_NAME = 3, LETTERS_LEAST = 3, LETTERS_OF_PART = 4 };

struct known {
    struct person_sketch *sketches;
    size_t n;
};

static enum err_code read_known(struct known *out, const struct asking *a,
                                struct err *e)
{
    struct person_id *persons;
    bool *is_open;
    size_t n;
    enum err_code rc;
    TRY(persons_accompanied(&persons, &n, a->arena, a->house->db, a->visitor.worker,
                            a->visitor.organisation, a->today, e));
    is_open = arena_new_array(a->arena, bool, n + 1);
    out->sketches = arena_new_array(a->arena, struct person_sketch, n + 1);
    TRY(persons_gate(is_open, a, persons, n, PERMISSION_PERSON_READ, CATEGORY_IDENTITY,
                     e));
    for (size_t i = 0; i < n; i++)
        if (is_open[i])
            TRY(sketch_read(&out->sketches[out->n++], a->house->db, persons[i], e));
out:
    return rc;
}

/* --- words --- */

static bool is_between(char c)
{
    return (unsigned char)c < 0x80 && !(c >= 'a' && c <= 'z') &&
           !(c >= 'A' && c <= 'Z') && c != '-' && c != '\'';
}

static bool next_word(struct str *out, struct str words, size_t *at)
{
    while (*at < words.n && is_between(words.p[*at]))
        ++*at;
    size_t from = *at;
    while (*at < words.n && !is_between(words.p[*at]))
        ++*at;
    *out = (struct str){words.p + from, *at - from};
    return out->n > 0;
}

static size_t letters_of(struct str word)
{
    struct buf folded = {0};
    size_t n = 0;
    text_fold(&folded, word, FOLD_UMLAUT_KEEP);
    for (size_t i = 0; i < folded.n; i++)
        n += folded.p[i] != ' ';
    if (folded.p) sodium_memzero(folded.p, folded.n);
    buf_dispose(&folded);
    return n;
}

/* --- is it one of theirs? --- */

static bool holds(const uint8_t part[SKETCH_PART_BYTES],
                  const uint8_t word[SKETCH_PART_BYTES])
{
    for (size_t i = 0; i < SKETCH_PART_BYTES; i++)
        if (word[i] & ~part[i]) return false;
    return true;
}

static bool is_known(const struct known *k, const uint8_t word[SKETCH_PART_BYTES],
                     bool may_be_part)
{
    static const enum sketch_part names[] = {SKETCH_GIVEN_NAME, SKETCH_FAMILY_NAME,
                                             SKETCH_BIRTH_NAME};
    for (size_t i = 0; i < k->n; i++)
        for (size_t p = 0; p < ARRAY_LEN(names); p++) {
            const uint8_t *part = k->sketches[i].part[names[p]];
            if (memcmp(part, word, SKETCH_PART_BYTES) == 0 ||
                (may_be_part && holds(part, word)))
                return true;
        }
    return false;
}

/* From `first` on, one word and then more of them. */
static enum err_code look_from(bool *found_out, struct str *out, const struct known *k,
                               struct sketcher *sketcher, struct str words,
                               struct str first, struct err *e)
{
    uint8_t bits[SKETCH_PART_BYTES];
    size_t from = (size_t)(first.p - words.p), at = from + first.n;
    struct str name = first, next;
    enum err_code rc = OK;
    *found_out = false;
    for (size_t i = 0; i < WORDS_OF_A_NAME; i++) {
        size_t n = letters_of(name);
        if (n >= LETTERS_LEAST) {
            TRY(sketch_part(bits, sketcher, SKETCH_GIVEN_NAME, name, e));
            *found_out = is_known(k, bits, i == 0 && n >= LETTERS_OF_PART);
            if (*found_out) break;
        }
        if (!next_word(&next, words, &at)) break;
        name = (struct str){words.p + from, at - from};
    }
    *out = name;
out:
    sodium_memzero(bits, sizeof bits);
    return rc;
}

enum err_code known_name_in(struct str *out, const struct asking *a, struct str words,
                            struct err *e)
{
    struct known known = {.n = 0};
    struct sketcher *sketcher = NULL;
    struct str word;
    size_t at = 0;
    bool found = false;
    enum err_code rc;
    *out = STR_NONE;
    TRY(read_known(&known, a, e));
    if (!known.n) goto out;
    TRY(search_sketcher_take(&sketcher, a->house, e));
    while (!found && next_word(&word, words, &at))
        TRY(look_from(&found, out, &known, sketcher, words, word, e));
    if (!found) *out = STR_NONE;
out:
    search_sketcher_give(a->house, sketcher);
    return rc;
}
