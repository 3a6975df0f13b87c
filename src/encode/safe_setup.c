#include "encode/safe_setup.h"

static double bits_of(const struct linkage_feature *f)
{
    /* a token that sets k bits: a name has about eight tokens */
    return f->bits_per_feature ? f->bits_per_feature : 8.0 * f->bits_per_token;
}

enum err_code safe_schema_check(const struct linkage_schema *s, struct err *e)
{
    size_t n = 0;
    double total = 0, most = 0;
    for (size_t i = 0; i < s->n_features; i++) {
        const struct linkage_feature *f = &s->features[i];
        if (f->tokens == TOKEN_IGNORED || bits_of(f) <= 0) continue;
        n++;
        total += bits_of(f);
        most = MAX_OF(most, bits_of(f));
    }
    if (n < SAFE_FIELDS_LEAST) {
        enum err_code rc = err_set(
            e, ERR_DENIED, "expected a schema of at least %d encoded fields, found %zu",
            SAFE_FIELDS_LEAST, n);
        err_hint(e, "encodings of one or two fields are read back by counting how "
                    "often each occurs; add fields");
        return rc;
    }
    if (most * 1000 <= total * SAFE_SHARE_MOST_PER_1000) return OK;
    enum err_code rc =
        err_set(e, ERR_DENIED, "one field sets more than %d %% of the bits of a record",
                SAFE_SHARE_MOST_PER_1000 / 10);
    err_hint(e, "that is an encoding of one field in disguise; share the bits out");
    return rc;
}

enum err_code safe_fill_check(uint32_t fill_per_1000, struct err *e)
{
    if (fill_per_1000 <= SAFE_FILL_MOST_PER_1000) return OK;
    enum err_code rc =
        err_set(e, ERR_DENIED,
                "expected encodings of which at most %d %% of the bits are set, "
                "found %u %%",
                SAFE_FILL_MOST_PER_1000 / 10, fill_per_1000 / 10);
    err_hint(e,
             "unrelated people look alike in full encodings; lower bitsPerFeature in "
             "the schema (35 to 50 %% is good), or take more bits");
    return rc;
}

enum err_code safe_records_check(size_t n, struct err *e)
{
    if (n >= SAFE_RECORDS_LEAST) return OK;
    enum err_code rc =
        err_set(e, ERR_DENIED, "expected at least %d records of people, found %zu",
                SAFE_RECORDS_LEAST, n);
    err_hint(e, "a file of so few gives away who is in it by being in it; wait until "
                "there are more, or deliver together with another organisation");
    return rc;
}
