/* One record to its bits, as clkhash defines them (linkage schema v3): byte for byte
 * the same, so that partners with other tools can take part. Sources: data61/clkhash,
 * its documentation of the linkage schema; RFC 5869 (keys), RFC 7693 (BLAKE2b), RFC
 * 2104 (HMAC); docs/methods/encoding.md has the rules.
 *
 * An encoder remembers the bits of tokens and values it has seen, per field, up to
 * LIMIT_CLK_MEMO_BYTES: values repeat, and hashing is what costs. What it remembers
 * never changes what it answers. It is for one thread; make one for each. */
#ifndef ENCODE_CLK_ENCODER_H
#define ENCODE_CLK_ENCODER_H

#include "encode/clk_set.h"
#include "encode/linkage_schema.h"

struct clk_encoder;

/* The schema must live as long as the encoder. ERR_INVALID for a schema that cannot be
 * encoded (see linkage_schema_check), naming the feature, and for an empty secret. */
nodiscard enum err_code clk_encoder_new(struct clk_encoder **out,
                                        const struct linkage_schema *schema,
                                        struct str secret, struct err *e);
void clk_encoder_free(struct clk_encoder *c); /* wipes keys; NULL is fine */

uint32_t clk_encoder_bits(const struct clk_encoder *c); /* after folding */

/* `values`: one per feature of the schema, in order, as the sender wrote them (UTF-8);
 * those of ignored features are not looked at. `out`: bits / 8 bytes. ERR_INVALID when
 * a value does not fit its feature's format, naming the feature and never the value.
 *
 * An empty value (also STR_NONE) gives no bits where the format allows it: text without
 * a least length or pattern does, an integer or date only with "" as its sentinel. */
nodiscard enum err_code clk_encode(uint8_t *out, struct clk_encoder *c,
                                   const struct str *values, struct err *e);
/* The bits of one feature alone. With folds, the exclusive or of two features' bits is
 * not that of the record. */
nodiscard enum err_code clk_encode_feature(uint8_t *out, struct clk_encoder *c,
                                           size_t feature, struct str value,
                                           struct err *e);

/* Rows to encode. `row` gives the values of row i, one for each feature; what they
 * point to must live until that worker asks again. It is called from `threads` threads
 * at once, for each row once; `worker` is 0 to threads - 1. */
enum { CLK_ROWS_OF_THREAD = 1000 }; /* below that a thread is not worth it */
struct clk_rows {
    size_t n;
    enum err_code (*row)(struct str *values, void *self, size_t i, unsigned worker,
                         struct err *e);
    void *self;
};

/* All rows into `out`, which it makes (clk_set_dispose); the same bits on any number of
 * threads (0 and 1: one). When rows fail, the error is that of the first of them, its
 * number goes to `*failed_out` (may be NULL), and `out` is empty. */
nodiscard enum err_code clk_encode_many(struct clk_set *out, size_t *failed_out,
                                        const struct linkage_schema *schema,
                                        struct str secret, const struct clk_rows *rows,
                                        unsigned threads, struct err *e);

#endif
