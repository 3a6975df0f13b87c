#include "act/link_weighed.h"

#include "base/parse.h"

/* Appends when it fits; a name is never cut. */
static void append(char out[LINK_LEVELS_BYTES + 1], size_t *n, const char *field,
                   const char *level, double bits)
{
    char part[120];
    int length = snprintf(part, sizeof part, "%s%s%s%s:%.1f", *n ? " " : "", field,
                          level ? "=" : "", level ? level : "", bits);
    if (length < 0 || (size_t)length >= sizeof part) return;
    if (*n + (size_t)length > LINK_LEVELS_BYTES) return;
    memcpy(out + *n, part, (size_t)length + 1);
    *n += (size_t)length;
}

/* "middle of name" would be two parts. */
static const char *level_word(char out[60], const char *name)
{
    size_t n = 0;
    for (; name[n] && n < 59; n++)
        out[n] = name[n] == ' ' || name[n] == ':' || name[n] == '=' ? '_' : name[n];
    out[n] = '\0';
    return out;
}

void levels_write(char out[LINK_LEVELS_BYTES + 1], const struct weight_model *m,
                  const struct weighed_pair *p)
{
    const struct comparison_set *s = p->set;
    const uint8_t *level = s->level + p->at * s->n_fields;
    struct pair_weights w;
    size_t n = 0;
    out[0] = '\0';
    weight_model_pair(&w, m, s, p->at);
    for (size_t f = 0; f < s->n_fields; f++) {
        char field[60], word[60];
        if (level[f] == LEVEL_MISSING) continue;
        append(out, &n, level_word(field, s->field[f].name),
               level_word(word, s->field[f].level_name[level[f]]),
               w.field_bits[f] + w.rarity_bits[f]);
    }
    if (w.shared_bits < 0) append(out, &n, "shared", NULL, w.shared_bits);
    append(out, &n, "prior", NULL, w.prior_bits);
}

static struct str without_bits(struct str part)
{
    for (size_t i = part.n; i-- > 0;)
        if (part.p[i] == ':') return (struct str){part.p, i};
    return part;
}

bool levels_same(struct str a, struct str b)
{
    struct str part_a, part_b;
    for (;;) {
        /* what a household explains follows from the levels, and may round to nothing
         */
        bool more_a = str_split(&part_a, &a, ' ');
        while (more_a && str_eq_c(without_bits(part_a), "shared"))
            more_a = str_split(&part_a, &a, ' ');
        bool more_b = str_split(&part_b, &b, ' ');
        while (more_b && str_eq_c(without_bits(part_b), "shared"))
            more_b = str_split(&part_b, &b, ' ');
        if (more_a != more_b) return false;
        if (!more_a) return true;
        if (!str_eq(without_bits(part_a), without_bits(part_b))) return false;
    }
}

bool level_part_next(struct level_part *out, struct str *rest)
{
    struct str part, level;
    struct err e;
    *out = (struct level_part){.level = STR_NONE};
    if (rest->n == 0 || !str_split(&part, rest, ' ')) return false;
    struct str name = without_bits(part);
    if (name.n < part.n) {
        struct str bits = {part.p + name.n + 1, part.n - name.n - 1};
        out->has_bits = parse_decimal(&out->bits, bits, "bits", &e) == OK;
    }
    level = name;
    str_split(&out->field, &level, '=');
    out->level = out->field.n < name.n ? level : STR_NONE;
    return true;
}
