/* Any bytes are a linkage schema or an error; under every schema that is read, values
 * taken from the same bytes are encoded or refused, twice with the same outcome, and by
 * a second encoder too. */
#include "base/arena.h"
#include "encode/clk_encoder.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

enum { RECORDS = 4 };

static void encode(const struct linkage_schema *s, const uint8_t *bytes, size_t n)
{
    struct clk_encoder *one, *two;
    struct err e = {0};
    uint8_t a[CLK_BITS_MAX / 8], b[CLK_BITS_MAX / 8];
    struct str values[LINKAGE_FEATURES_MAX];
    enum err_code rc = clk_encoder_new(&one, s, S("secret"), &e);
    require(rc == OK);
    require(clk_encoder_new(&two, s, S("secret"), &e) == OK);
    require(clk_encoder_bits(one) == s->bits && s->bits % 8 == 0);
    for (size_t r = 0; r < RECORDS; r++) {
        for (size_t f = 0; f < s->n_features; f++) {
            size_t from = (r * 7 + f * 13) % (n + 1);
            size_t length = (r * 5 + f * 3) % 31;
            values[f] =
                (struct str){(const char *)bytes + from, MIN_OF(length, n - from)};
            if (s->features[f].n_values) values[f] = s->features[f].values[0];
            if (f % 3 == 1) values[f] = r % 2 ? S("19800229") : S("1980-02-29");
        }
        rc = clk_encode(a, one, values, &e);
        require(rc == OK || (rc == ERR_INVALID && *e.message));
        for (int again = 0; again < 2; again++)
            require(clk_encode(b, again ? two : one, values, &e) == rc &&
                    (rc != OK || !memcmp(a, b, s->bits / 8)));
        require(clk_encode_feature(b, one, s->n_features - 1, values[s->n_features - 1],
                                   &e) == OK ||
                rc != OK);
    }
    clk_encoder_free(one);
    clk_encoder_free(two);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    struct arena a = {0};
    struct linkage_schema s;
    for (int as_clkhash = 0; as_clkhash < 2; as_clkhash++) {
        struct err e = {0};
        enum err_code rc =
            linkage_schema_read_as(&s, &a, (struct str){(const char *)bytes, n},
                                   as_clkhash ? SCHEMA_AS_CLKHASH : SCHEMA_SAFE, &e);
        require(rc == OK || *e.message);
        if (rc == OK) encode(&s, bytes, n);
    }
    arena_dispose(&a);
    return 0;
}
