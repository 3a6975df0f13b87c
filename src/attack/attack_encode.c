#include <sodium.h>

#include "attack/attack.h"

#include "encode/clk_encoder.h"

enum { YEARS = 256 };

/* An encoder for each birth year that occurs, made when it is first needed. */
struct salted_encoders {
    const struct linkage_schema *schema;
    const struct attack_setup *setup;
    struct clk_encoder *of_year[YEARS];
};

static enum err_code encoder_of_year(struct clk_encoder **out,
                                     struct salted_encoders *s, struct str date,
                                     struct err *e)
{
    char text[96];
    unsigned year = 0;
    for (size_t i = 0; i < 4 && i < date.n; i++)
        if (date.p[i] >= '0' && date.p[i] <= '9')
            year = year * 10 + (unsigned)(date.p[i] - '0');
    struct clk_encoder **slot = &s->of_year[year % YEARS];
    enum err_code rc = OK;
    if (!*slot) {
        snprintf(text, sizeof text, "%.*s year %u", STR_ARG(s->setup->secret),
                 year % YEARS);
        rc = clk_encoder_new(slot, s->schema, str_of(text), e);
    }
    *out = *slot;
    return rc;
}

static void schema_make(struct linkage_schema *s, struct linkage_feature *features,
                        const struct attack_setup *setup)
{
    *s = (struct linkage_schema){.bits = setup->bits,
                                 .key_bytes = 64,
                                 .features = features,
                                 .n_features = setup->n_fields};
    for (unsigned f = 0; f < setup->n_fields; f++)
        features[f] = (struct linkage_feature){
            .identifier = S("field"),
            .tokens = setup->exact[f] ? TOKEN_EXACT : TOKEN_NGRAM,
            .ngram = 2,
            .hash = HASH_BLAKE,
            .bits_per_feature = setup->per_field[f],
            .bits_per_token = setup->per_field[f] ? 0 : setup->per_token,
        };
}

/* Fields under the key of the year are encoded alone and added. */
static enum err_code encode_one(uint8_t *out, struct clk_encoder *plain,
                                struct salted_encoders *salted, const struct str *row,
                                struct err *e)
{
    const struct attack_setup *u = salted->setup;
    bool salts = u->plan.birth_year_salt && u->year_field >= 0;
    uint8_t one[CLK_BITS_MAX / 8];
    enum err_code rc = OK;
    memset(out, 0, u->bits / 8);
    for (unsigned f = 0; f < u->n_fields; f++) {
        struct clk_encoder *c = plain;
        if (salts && (u->salted >> f & 1))
            TRY(encoder_of_year(&c, salted, row[u->year_field], e));
        TRY(clk_encode_feature(one, c, f, row[u->field[f]], e));
        for (uint32_t i = 0; i < u->bits / 8; i++)
            out[i] |= one[i];
    }
out:
    return rc;
}

enum err_code attack_encode(struct clk_set *out, const struct attack_people *people,
                            const struct attack_setup *setup, struct err *e)
{
    struct linkage_feature features[ATTACK_FIELDS_MOST];
    struct linkage_schema schema;
    struct salted_encoders salted = {.schema = &schema, .setup = setup};
    struct clk_encoder *plain = NULL;
    struct hardener *h = NULL;
    struct harden_key key;
    uint8_t raw[CLK_BITS_MAX / 8], hard[CLK_BITS_MAX / 8];
    enum err_code rc;
    require(setup->n_fields <= ATTACK_FIELDS_MOST && setup->bits <= CLK_BITS_MAX);
    *out = (struct clk_set){0};
    schema_make(&schema, features, setup);
    crypto_generichash(key.b, sizeof key.b, (const uint8_t *)setup->secret.p,
                       setup->secret.n, NULL, 0);
    TRY(clk_encoder_new(&plain, &schema, setup->secret, e));
    TRY(hardener_new(&h, &setup->plan, setup->bits, &key, e));
    clk_set_init(out, people->n, hardener_bits(h));
    for (size_t i = 0; i < people->n; i++) {
        TRY(encode_one(raw, plain, &salted, people->value + i * people->n_fields, e));
        harden(hard, h, raw);
        clk_set_put(out, i, hard);
    }
out:
    if (rc != OK) clk_set_dispose(out);
    clk_encoder_free(plain);
    for (int i = 0; i < YEARS; i++)
        clk_encoder_free(salted.of_year[i]);
    hardener_free(h);
    return rc;
}

/* --- counting --- */

struct attack_score attack_score_of(const int32_t *guess, size_t n,
                                    const uint64_t *id_of_encoding,
                                    const uint64_t *id_of_row)
{
    struct attack_score s = {.n_encodings = n};
    for (size_t i = 0; i < n; i++) {
        if (guess[i] == ATTACK_NONE) continue;
        s.n_guessed++;
        s.n_right += id_of_encoding[i] && id_of_encoding[i] == id_of_row[guess[i]];
    }
    return s;
}

void attack_value_ids(uint64_t *out, const struct attack_people *p, unsigned field)
{
    for (size_t i = 0; i < p->n; i++) {
        struct str v = p->value[i * p->n_fields + field];
        out[i] = v.n ? str_hash(v) | 1 : 0;
    }
}

double attack_share(struct attack_score s)
{
    return s.n_encodings ? (double)s.n_right / (double)s.n_encodings : 0;
}

double attack_precision(struct attack_score s)
{
    return s.n_guessed ? (double)s.n_right / (double)s.n_guessed : 0;
}
