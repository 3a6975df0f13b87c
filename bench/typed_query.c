#include "typed_query.h"

#include "base/buf.h"

static void must(enum err_code rc, const struct err *e)
{
    if (rc == OK) return;
    fprintf(stderr, "%s %s\n", e->message, e->detail);
    exit(err_exit_status(rc));
}

size_t person_field_place(const char *name)
{
    for (size_t i = 0; i < PERSON_FIELDS; i++)
        if (strcmp(person_fields[i], name) == 0) return i;
    bug("no such field of invented persons");
}

/* One slip of the hand: a letter left out, put in, another one, or two exchanged. */
static void type_wrongly(char *out, size_t room, struct str value, struct rng *rng)
{
    size_t n = MIN_OF(value.n, room - 2);
    memcpy(out, value.p, n);
    out[n] = '\0';
    if (n < 2) return;
    size_t at = rng_below(rng, (uint32_t)(n - 1));
    char letter = (char)('a' + rng_below(rng, 26));
    switch (rng_below(rng, 4)) {
    case 0:
        memmove(out + at, out + at + 1, n - at);
        break;
    case 1:
        memmove(out + at + 1, out + at, n - at + 1);
        out[at] = letter;
        break;
    case 2:
        out[at] = letter;
        break;
    default:
        letter = out[at];
        out[at] = out[at + 1];
        out[at + 1] = letter;
    }
}

/* "19850730" with what people do to it. */
static void date_wrongly(char *out, struct str value, struct rng *rng)
{
    char digits[9] = "";
    memcpy(digits, value.p, MIN_OF(value.n, (size_t)8));
    unsigned what = rng_below(rng, 10);
    if (what < 2) digits[rng_below(rng, 8)] = (char)('0' + rng_below(rng, 10));
    snprintf(out, 12, "%.4s-%.2s-%.2s", digits, digits + 4, digits + 6);
    if (what == 2) snprintf(out, 12, "%.4s-%.2s-%.2s", digits, digits + 6, digits + 4);
    if (what == 3) snprintf(out, 12, "%.4s", digits);
    if (what == 4) out[0] = '\0';
}

void typed_query(struct sketch_query *q, struct sketcher *s, const struct persons *p,
                 size_t i, struct rng *rng)
{
    char given[80], family[80], born[12], name[170];
    struct err e;
    type_wrongly(given, sizeof given, p->values[i][person_field_place("given_name")],
                 rng);
    type_wrongly(family, sizeof family, p->values[i][person_field_place("surname")],
                 rng);
    date_wrongly(born, p->values[i][person_field_place("date_of_birth")], rng);
    bool swapped = rng_chance(rng, 0.5);
    snprintf(name, sizeof name, "%s %s", swapped ? family : given,
             swapped ? given : family);
    *q = (struct sketch_query){.has_name = true, .has_date = born[0] != '\0'};
    must(sketch_name(q->name, s, str_of(name), &e), &e);
    must(sketch_date(q->date, s, str_of(born), &e), &e);
    must(sketch_date_swapped(q->swapped, &q->has_swapped, s, str_of(born), &e), &e);
}

void sketch_person(struct person_sketch *out, struct sketcher *s,
                   const struct persons *p, size_t i)
{
    const struct str *v = p->values[i];
    struct err e;
    *out = (struct person_sketch){{{0}}};
    must(sketch_name(out->part[SKETCH_GIVEN_NAME], s,
                     v[person_field_place("given_name")], &e),
         &e);
    must(sketch_name(out->part[SKETCH_FAMILY_NAME], s, v[person_field_place("surname")],
                     &e),
         &e);
    must(sketch_date(out->part[SKETCH_BIRTH_DATE], s,
                     v[person_field_place("date_of_birth")], &e),
         &e);
}
