/* What makes encodings harder to attack, each with its cost in accuracy
 * (docs/linkage.md). Without a key (fold, rule 90) it is obscurity; what carries the
 * proof is the secret, who sees what, and how much of two files overlaps.
 *
 * Sources: balance, fold and rule 90 as in ul-mds/pprl; BLIP after Alaggan, Gambs and
 * Kermarrec 2012, seeded so that it does not average out; diffusion after Armknecht,
 * Heng and Schnell, PoPETs 2023. */
#ifndef ENCODE_HARDEN_H
#define ENCODE_HARDEN_H

#include "base/err.h"
#include "base/str.h"
#include "encode/clk_set.h"

enum harden_level { HARDEN_NONE, HARDEN_STANDARD, HARDEN_HIGH };
enum { HARDEN_TAPS_MAX = 8, HARDEN_FOLDS_MAX = 3 };

struct harden_key {
    uint8_t b[32]; /* derived from the project's secret */
};

/* Single steps, on one encoding of `bits` bits (1 to CLK_BITS_MAX), numbered as in
 * clk_set.h; bits of the last byte beyond `bits` are read as zero and written as zero.
 * `out` and `in` are apart. */
void harden_permute(uint8_t *out, const uint8_t *in, uint32_t bits,
                    const struct harden_key *k);
/* Each bit is the exclusive or of its two neighbours, in a ring. */
void harden_rule_90(uint8_t *out, const uint8_t *in, uint32_t bits);
/* Exclusive or of both halves: (bits + 1) / 2 bits; an odd length is padded by 0. */
void harden_fold(uint8_t *out, const uint8_t *in, uint32_t bits);
/* The complement behind it: 2 * bits bits, of which half are set. */
void harden_balance(uint8_t *out, const uint8_t *in, uint32_t bits);
/* Each bit is drawn anew with probability per_1000 / 1000, from a stream of the key and
 * the record's own encoding: the same record always gives the same bits, so that many
 * deliveries of one record do not add up to what it was. */
void harden_blip(uint8_t *bytes, uint32_t bits, const struct harden_key *k,
                 unsigned per_1000);
/* Each bit out is the exclusive or of `taps` different bits in, chosen by the key; each
 * bit in is used `taps` times. At most HARDEN_TAPS_MAX, and bits >= 8 * taps. */
void harden_diffuse(uint8_t *out, const uint8_t *in, uint32_t bits, unsigned taps,
                    const struct harden_key *k);

/* All of it, in the order in which it is applied. Two parties must have the same. */
struct harden_plan {
    bool birth_year_salt; /* before encoding: names are encoded under a key of the year
                           */
    bool permute;
    bool rule_90;
    unsigned taps;  /* diffusion; 0: none */
    unsigned folds; /* halves the bits, 0 to HARDEN_FOLDS_MAX times */
    unsigned blip_per_1000;
    bool balance; /* doubles the bits */
};
/* NONE: nothing. STANDARD: keyed order, then rule 90 (its neighbours are then drawn by
 * the key), and 5 % noise. HIGH: diffusion with 3 taps, 5 % noise, and the birth year
 * in the key. Measured costs: docs/linkage.md. */
struct harden_plan harden_plan_of(enum harden_level level);
const char *harden_level_name(enum harden_level level); /* "none", "standard", "high" */
bool harden_level_named(enum harden_level *out, struct str name);
bool harden_plan_same(const struct harden_plan *a, const struct harden_plan *b);
/* ERR_INVALID for what cannot be applied to encodings of `bits` bits. */
nodiscard enum err_code harden_plan_check(const struct harden_plan *p, uint32_t bits,
                                          struct err *e);

/* A plan made ready for many records: the same as its single steps, one after another,
 * and faster. For one thread. */
struct hardener;
nodiscard enum err_code hardener_new(struct hardener **out, const struct harden_plan *p,
                                     uint32_t bits, const struct harden_key *k,
                                     struct err *e);
void hardener_free(struct hardener *h);           /* wipes; NULL is fine */
uint32_t hardener_bits(const struct hardener *h); /* of what comes out */
void harden(uint8_t *out, struct hardener *h, const uint8_t *in);

#endif
