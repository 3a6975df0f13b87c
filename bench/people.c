#include <math.h>

#include "base/rng.h"
#include "people.h"

enum { N_FIELDS = 9, ROOM = 40, FURTHER_PER_100 = 25 };
static const enum person_role roles[N_FIELDS] = {
    ROLE_GIVEN_NAME,   ROLE_FAMILY_NAME, ROLE_BIRTH_DATE, ROLE_SEX,  ROLE_STREET,
    ROLE_HOUSE_NUMBER, ROLE_POSTCODE,    ROLE_PLACE,      ROLE_PHONE};

struct record {
    char field[N_FIELDS][ROOM];
};

/* Rank in a long-tailed list: about as many of rank r as of all ranks r to 2r. */
static uint32_t long_tailed(struct rng *r, double least, double most)
{
    double u = (double)(rng_next(r) >> 11) / 9007199254740992.0;
    return (uint32_t)(least * pow(most / least, u) - least);
}

static void say_word(char out[ROOM], uint32_t rank, uint32_t list)
{
    static const char *const starts[] = {"b", "d",  "g",  "h",  "j", "k",  "l",
                                         "m", "n",  "p",  "r",  "s", "t",  "v",
                                         "w", "st", "br", "kr", "z", "sch"};
    static const char *const vowels[] = {"a",  "e",  "i",  "o",  "u",
                                         "ee", "aa", "ie", "oe", "ei"};
    static const char *const ends[] = {"",    "n", "s",    "r",   "ns", "ck",
                                       "l",   "t", "mans", "ers", "ke", "en",
                                       "man", "m", "rd",   ""};
    uint64_t x = (rank + 1) * UINT64_C(0x9e3779b97f4a7c15) + list;
    x ^= x >> 31;
    x *= UINT64_C(0xbf58476d1ce4e5b9);
    x ^= x >> 29;
    int n = 0, syllables = 1 + (rank > 40) + (rank > 4000) + (int)(x & 1);
    for (int i = 0; i < syllables; i++, x >>= 12)
        n += snprintf(out + n, (size_t)(ROOM - n), "%s%s", starts[x % 20],
                      vowels[(x >> 5) % 10]);
    snprintf(out + n, (size_t)(ROOM - n), "%s", ends[x % 16]);
}

static void make_household(struct record *of, struct rng *r)
{
    uint32_t place = long_tailed(r, 20, 320);
    say_word(of->field[1], long_tailed(r, 30, 120000), 1);
    say_word(of->field[4], place * 211 + rng_below(r, 200), 2);
    snprintf(of->field[5], ROOM, "%u", 1 + long_tailed(r, 30, 330));
    snprintf(of->field[6], ROOM, "%u", 1000 + place * 28);
    say_word(of->field[7], place, 3);
    snprintf(of->field[8], ROOM, "04%08u", rng_below(r, 100000000));
}

static void make_person(struct record *of, struct rng *r)
{
    bool is_woman = rng_below(r, 2);
    say_word(of->field[0], long_tailed(r, 25, 6000), is_woman ? 4 : 5);
    snprintf(of->field[2], ROOM, "%d-%02d-%02d", 1935 + rng_between(r, 0, 72),
             rng_between(r, 1, 12), rng_between(r, 1, 28));
    snprintf(of->field[3], ROOM, "%s", is_woman ? "v" : "m");
}

static void mistype(char *text, struct rng *r, bool is_number)
{
    size_t n = strlen(text);
    if (n < 2) return;
    size_t at = rng_below(r, (uint32_t)n - 1);
    char letter = (char)(is_number ? '0' + rng_below(r, 10) : 'a' + rng_below(r, 26));
    switch (rng_below(r, 4)) {
    case 0: /* another letter */
        text[at] = letter;
        break;
    case 1: /* one left out */
        memmove(text + at, text + at + 1, n - at);
        break;
    case 2: { /* neighbours changed about */
        char c = text[at];
        text[at] = text[at + 1];
        text[at + 1] = c;
        break;
    }
    default: /* one too many */
        if (n + 2 > ROOM) break;
        memmove(text + at + 1, text + at, n - at + 1);
        text[at] = letter;
    }
}

/* A further record: mostly one or two errors, sometimes another address. */
static void record_again(struct record *of, struct rng *r)
{
    static const unsigned weights[N_FIELDS] = {6, 5, 3, 1, 4, 3, 1, 2, 3};
    if (rng_below(r, 5) == 0) {
        struct record moved;
        make_household(&moved, r);
        memcpy(of->field[4], moved.field[4], 4 * (size_t)ROOM);
    }
    if (rng_below(r, 3) == 0) of->field[8][0] = '\0';
    for (uint32_t errors = rng_below(r, 4); errors; errors--) {
        size_t f = rng_weighted(r, weights, N_FIELDS);
        if (rng_below(r, 10) == 0)
            of->field[f][0] = '\0';
        else
            mistype(of->field[f], r, f == 2 || f == 5 || f == 6 || f == 8);
    }
}

static void put_record(struct people *p, size_t row, const struct record *of)
{
    for (size_t f = 0; f < N_FIELDS; f++) {
        size_t n = strlen(of->field[f]);
        if (n)
            p->table.value[roles[f]][row] =
                (struct str){arena_copy(&p->text, of->field[f], n), n};
    }
}

void people_init(struct people *p, size_t n_records, uint64_t seed)
{
    struct rng r;
    rng_init(&r, seed);
    *p = (struct people){.table = {.n = n_records, .n_files = 1}};
    p->person_of = mem_array(n_records + 1, sizeof *p->person_of);
    for (size_t f = 0; f < N_FIELDS; f++)
        p->table.value[roles[f]] =
            mem_array(n_records + 1, sizeof *p->table.value[roles[f]]);
    struct record household = {0};
    uint32_t left = 0;
    for (size_t row = 0; row < n_records; p->n_persons++) {
        if (!left--) {
            make_household(&household, &r);
            left = rng_below(&r, 4);
        }
        make_person(&household, &r);
        put_record(p, row, &household);
        p->person_of[row++] = (uint32_t)p->n_persons;
        for (size_t n = 1; row < n_records && rng_below(&r, 100) < FURTHER_PER_100;
             n++) {
            struct record again = household;
            record_again(&again, &r);
            put_record(p, row, &again);
            p->person_of[row++] = (uint32_t)p->n_persons;
            p->n_true_pairs += (double)n;
        }
    }
}

void people_dispose(struct people *p)
{
    for (size_t f = 0; f < N_FIELDS; f++)
        free(p->table.value[roles[f]]);
    free(p->person_of);
    arena_dispose(&p->text);
    *p = (struct people){0};
}
