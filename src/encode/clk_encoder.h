/* One record to its bits, as clkhash defines them (linkage schema v3): byte for byte
 * the same, so that partners with other tools can take part. Sources: data61/clkhash,
 * its documentation of the linkage schema; RFC 5869 (keys), RFC 7693 (BLAKE2b).
 *
 * An encoder remembers the bits of tokens it has seen, per field, up to a limit: values
 * repeat, and hashing is what costs. It is for one thread; make one for each. */
#ifndef ENCODE_CLK_ENCODER_H
#define ENCODE_CLK_ENCODER_H

#include "encode/linkage_schema.h"

struct clk_encoder;

/* The schema must live as long as the encoder. ERR_INVALID for a schema that cannot be
 * encoded (weights that ask for more keys than the KDF gives, l not a power of two with
 * blakeHash ...), naming the feature. */
nodiscard enum err_code clk_encoder_new(struct clk_encoder **out,
                                        const struct linkage_schema *schema,
                                        struct str secret, struct err *e);
void clk_encoder_free(struct clk_encoder *c); /* wipes keys; NULL is fine */

uint32_t clk_encoder_bits(const struct clk_encoder *c); /* after folding */

/* `values`: one per feature of the schema, in order, as the sender wrote them (UTF-8).
 * `out`: bits / 8 bytes. ERR_INVALID when a value does not fit its feature's format,
 * naming the feature and never the value. */
nodiscard enum err_code clk_encode(uint8_t *out, struct clk_encoder *c,
                                   const struct str *values, struct err *e);

#endif
