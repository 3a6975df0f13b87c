#include "attack/invented_people.h"

#include "base/rng.h"

enum { GIVEN = 300, FAMILY = 1200, PLACES = 60, NAME_ROOM = 24 };

static struct str make_name(struct arena *a, struct rng *r)
{
    static const char *const onset[] = {"b", "br", "d", "f", "g",  "h", "j", "k", "l",
                                        "m", "n",  "p", "r", "st", "t", "v", "w", "z"};
    static const char *const nucleus[] = {"a", "e", "i", "o", "u", "aa", "ie", "oe"};
    static const unsigned nucleus_weight[] = {9, 12, 6, 5, 3, 2, 2, 1};
    static const char *const coda[] = {"", "n", "s", "r", "l", "ns", "rt", "ck"};
    static const unsigned coda_weight[] = {14, 6, 4, 4, 2, 1, 1, 1};
    char text[NAME_ROOM];
    size_t n = 0;
    for (uint32_t k = 2 + rng_below(r, 2); k; k--)
        n += (size_t)snprintf(text + n, sizeof text - n, "%s%s%s",
                              onset[rng_below(r, ARRAY_LEN(onset))],
                              nucleus[rng_weighted(r, nucleus_weight, 8)],
                              coda[rng_weighted(r, coda_weight, 8)]);
    return (struct str){arena_copy(a, text, n), n};
}

static struct invented_names make_names(struct arena *a, size_t n, struct rng *r)
{
    struct str *name = arena_new_array(a, struct str, n);
    unsigned *weight = arena_new_array(a, unsigned, n);
    for (size_t i = 0; i < n; i++) {
        name[i] = make_name(a, r);
        weight[i] = (unsigned)(1000000 / (i + 4));
    }
    return (struct invented_names){name, weight, n};
}

void invented_people_named(struct attack_people *out, struct arena *a, size_t n,
                           uint64_t seed, uint64_t first_who,
                           const struct invented_names *given,
                           const struct invented_names *family)
{
    struct rng names, r;
    rng_init(&names, 1); /* the same names in every population */
    struct invented_names own_given = make_names(a, GIVEN, &names);
    struct invented_names own_family = make_names(a, FAMILY, &names);
    struct invented_names places = make_names(a, PLACES, &names);
    if (!given) given = &own_given;
    if (!family) family = &own_family;
    rng_init(&r, seed);
    *out = (struct attack_people){
        .n = n,
        .n_fields = N_INVENTED_FIELDS,
        .value = arena_new_array(a, struct str, n * N_INVENTED_FIELDS),
        .who = arena_new_array(a, uint64_t, n),
    };
    for (size_t i = 0; i < n; i++) {
        struct str *row = out->value + i * N_INVENTED_FIELDS;
        row[INVENTED_GIVEN] = given->name[rng_weighted(&r, given->weight, given->n)];
        row[INVENTED_FAMILY] =
            family->name[rng_weighted(&r, family->weight, family->n)];
        row[INVENTED_PLACE] = places.name[rng_weighted(&r, places.weight, places.n)];
        row[INVENTED_BIRTH] =
            str_of(arena_format(a, "%04d%02d%02d", rng_between(&r, 1950, 2005),
                                rng_between(&r, 1, 12), rng_between(&r, 1, 28)));
        out->who[i] = first_who + i;
    }
}

void invented_people(struct attack_people *out, struct arena *a, size_t n,
                     uint64_t seed, uint64_t first_who)
{
    invented_people_named(out, a, n, seed, first_who, NULL, NULL);
}

struct attack_people attack_people_slice(const struct attack_people *p, size_t from,
                                         size_t n)
{
    require(from <= p->n && n <= p->n - from);
    return (struct attack_people){.n = n,
                                  .n_fields = p->n_fields,
                                  .value = p->value + from * p->n_fields,
                                  .who = p->who + from};
}

void attack_people_add_decoys(struct attack_people *out, struct arena *a,
                              const struct attack_people *p, size_t n, uint64_t seed)
{
    struct rng r;
    rng_init(&r, seed);
    *out = (struct attack_people){
        .n = p->n + n,
        .n_fields = p->n_fields,
        .value = arena_new_array(a, struct str, (p->n + n) * p->n_fields),
        .who = arena_new_array(a, uint64_t, p->n + n),
    };
    memcpy(out->value, p->value, p->n * p->n_fields * sizeof *p->value);
    memcpy(out->who, p->who, p->n * sizeof *p->who);
    for (size_t i = p->n * p->n_fields; i < out->n * p->n_fields; i++)
        out->value[i] =
            p->value[rng_below(&r, (uint32_t)p->n) * p->n_fields + i % p->n_fields];
}
