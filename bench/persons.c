#include "persons.h"

#include "base/rng.h"

enum { VALUE_ROOM = 32 };

const char *const person_fields[PERSON_FIELDS] = {
    "given_name", "surname",  "street_number", "address_1",    "address_2",
    "suburb",     "postcode", "state",         "date_of_birth"};

/* Different values, per 1000 that are empty, words of a value. */
static const struct {
    uint32_t values;
    int empty_per_1000, words;
} shape[PERSON_FIELDS] = {{5000, 20, 1},  {50000, 10, 1}, {1000, 30, 0},
                          {60000, 20, 2}, {90000, 80, 2}, {20000, 10, 1},
                          {2500, 0, 0},   {8, 10, 0},     {40000, 20, 0}};

static size_t add_word(char *out, uint64_t number)
{
    static const char consonants[] = "bcdfghjklmnprstvw", vowels[] = "aeiou";
    size_t n = 0;
    number = number * UINT64_C(0x9e3779b97f4a7c15);
    number ^= number >> 29;
    for (int syllables = 2 + (int)(number % 7 > 2) + (int)(number % 11 > 8); syllables;
         syllables--) {
        out[n++] = consonants[number % 17];
        out[n++] = vowels[number / 17 % 5];
        number /= 85;
        if (number % 3 == 0) out[n++] = consonants[number / 3 % 17];
    }
    return n;
}

/* Value number `rank` of a field: the same text each time. */
static size_t add_value(char *out, int field, uint32_t rank)
{
    static const char *const states[] = {"nsw", "vic", "qld", "wa",
                                         "sa",  "tas", "act", "nt"};
    if (field == 2) return (size_t)snprintf(out, VALUE_ROOM, "%u", rank + 1);
    if (field == 6) return (size_t)snprintf(out, VALUE_ROOM, "%u", 1000 + rank * 3);
    if (field == 7) return (size_t)snprintf(out, VALUE_ROOM, "%s", states[rank]);
    if (field == 8)
        return (size_t)snprintf(out, VALUE_ROOM, "%u%02u%02u", 1905 + rank / 372 % 105,
                                rank / 31 % 12 + 1, rank % 28 + 1);
    size_t n = add_word(out, rank * 16 + (uint32_t)field);
    if (shape[field].words == 2) {
        out[n++] = ' ';
        n += add_word(out + n, rank % 40 + 7);
    }
    return n;
}

void persons_init(struct persons *p, size_t n, uint64_t seed, bool is_fresh)
{
    struct rng r;
    rng_init(&r, seed);
    *p = (struct persons){.n = n};
    p->values = mem_array(n, sizeof *p->values);
    p->text = mem_array(n, (size_t)PERSON_FIELDS * VALUE_ROOM);
    for (size_t i = 0; i < n; i++)
        for (int f = 0; f < PERSON_FIELDS; f++) {
            char *at = p->text + p->text_n;
            double u = (double)(rng_next(&r) >> 11) / 9007199254740992.0;
            /* names are uneven, birth dates are not */
            uint32_t rank =
                (uint32_t)((f == 8 ? u : u * u * u) * (double)shape[f].values);
            size_t length = add_value(at, f, rank);
            if (rng_below(&r, 1000) < (uint32_t)shape[f].empty_per_1000 && f != 6)
                length = 0;
            if (length && f != 7 && rng_below(&r, 10) == 0)
                at[rng_below(&r, (uint32_t)length)] =
                    shape[f].words ? (char)('a' + rng_below(&r, 26))
                                   : (char)('1' + rng_below(&r, 9));
            for (size_t c = 0; is_fresh && shape[f].words && c < length; c++)
                if (at[c] != ' ') at[c] = (char)('a' + rng_below(&r, 26));
            p->values[i][f] = (struct str){at, length};
            p->text_n += length;
        }
}

void persons_dispose(struct persons *p)
{
    free(p->values);
    free(p->text);
    *p = (struct persons){0};
}
