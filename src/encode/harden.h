/* What makes encodings harder to attack, each with its cost in accuracy
 * (docs/linkage.md). Without a key (fold, rule 90) it is obscurity; what carries the
 * proof is the secret, who sees what, and how much of two files overlaps. */
#ifndef ENCODE_HARDEN_H
#define ENCODE_HARDEN_H

#include "base/err.h"
#include "encode/clk_set.h"

enum harden_level { HARDEN_NONE, HARDEN_STANDARD, HARDEN_HIGH };

struct harden_key {
    uint8_t b[32]; /* derived from the project's secret */
};

/* Single steps, on one encoding of `bits` bits, in place or to `out`; all bit numbers
 * as in clk_set.h. */
void harden_permute(uint8_t *out, const uint8_t *in, uint32_t bits,
                    const struct harden_key *k);
void harden_rule_90(uint8_t *out, const uint8_t *in, uint32_t bits);
void harden_fold(uint8_t *out, const uint8_t *in, uint32_t bits);    /* bits / 2 */
void harden_balance(uint8_t *out, const uint8_t *in, uint32_t bits); /* bits * 2 */
/* Each bit is drawn anew with probability per_1000 / 1000, from a stream of the key and
 * the record's own encoding: the same record always gives the same bits. */
void harden_blip(uint8_t *bytes, uint32_t bits, const struct harden_key *k,
                 unsigned per_1000);
/* Each bit out is the exclusive or of `taps` bits in, chosen by the key. */
void harden_diffuse(uint8_t *out, const uint8_t *in, uint32_t bits, unsigned taps,
                    const struct harden_key *k);

#endif
