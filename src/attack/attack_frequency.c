#include "attack/attack_frequency.h"

/* Things with an id, gathered: how many there are of each. */
struct tally {
    uint64_t id;
    uint32_t first; /* the first thing that has it */
    size_t n;
};

static int by_id(const void *a, const void *b)
{
    const struct tally *x = a, *y = b;
    if (x->id != y->id) return x->id < y->id ? -1 : 1;
    return x->first < y->first ? -1 : x->first > y->first;
}

static int by_count(const void *a, const void *b)
{
    const struct tally *x = a, *y = b;
    if (x->n != y->n) return x->n > y->n ? -1 : 1;
    return x->first < y->first ? -1 : x->first > y->first;
}

/* Sorted by falling count; *n_out of them. To be freed. */
static struct tally *tally_of(size_t *n_out, const uint64_t *id, size_t n)
{
    struct tally *t = mem_array(n, sizeof *t);
    size_t n_kinds = 0;
    for (size_t i = 0; i < n; i++)
        t[i] = (struct tally){id[i], (uint32_t)i, 1};
    qsort(t, n, sizeof *t, by_id);
    for (size_t i = 0; i < n; i++) {
        if (n_kinds && t[n_kinds - 1].id == t[i].id)
            t[n_kinds - 1].n++;
        else
            t[n_kinds++] = t[i];
    }
    qsort(t, n_kinds, sizeof *t, by_count);
    *n_out = n_kinds;
    return t;
}

void attack_frequency(int32_t *guess, const struct clk_set *encodings,
                      const struct attack_people *people, unsigned field, size_t least)
{
    uint64_t *bits = mem_array(encodings->n, sizeof *bits);
    uint64_t *value = mem_array(people->n, sizeof *value);
    size_t n_bits, n_values;
    for (size_t i = 0; i < encodings->n; i++)
        bits[i] = str_hash((struct str){(const char *)clk_set_row(encodings, i),
                                        encodings->words * sizeof(uint64_t)});
    attack_value_ids(value, people, field);
    struct tally *of_bits = tally_of(&n_bits, bits, encodings->n);
    struct tally *of_values = tally_of(&n_values, value, people->n);
    for (size_t i = 0; i < encodings->n; i++) {
        guess[i] = ATTACK_NONE;
        for (size_t k = 0; k < n_bits && k < n_values; k++) {
            if (of_bits[k].n < least || of_values[k].n < least) break;
            if (of_bits[k].id != bits[i]) continue;
            guess[i] = (int32_t)of_values[k].first;
            break;
        }
    }
    free(of_bits);
    free(of_values);
    free(bits);
    free(value);
}
