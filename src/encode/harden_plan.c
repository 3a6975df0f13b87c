/* Which steps a level has, and what fits together. */
#include "encode/harden.h"

static const struct {
    const char *name;
    struct harden_plan plan;
} levels[] = {
    [HARDEN_NONE] = {"none", {0}},
    [HARDEN_STANDARD] = {"standard",
                         {.permute = true, .rule_90 = true, .blip_per_1000 = 50}},
    [HARDEN_HIGH] = {"high", {.birth_year_salt = true, .taps = 3, .blip_per_1000 = 50}},
};

struct harden_plan harden_plan_of(enum harden_level level)
{
    require((size_t)level < ARRAY_LEN(levels));
    return levels[level].plan;
}

const char *harden_level_name(enum harden_level level)
{
    require((size_t)level < ARRAY_LEN(levels));
    return levels[level].name;
}

bool harden_level_named(enum harden_level *out, struct str name)
{
    for (size_t i = 0; i < ARRAY_LEN(levels); i++)
        if (str_eq_c(name, levels[i].name)) {
            *out = (enum harden_level)i;
            return true;
        }
    return false;
}

bool harden_plan_same(const struct harden_plan *a, const struct harden_plan *b)
{
    return a->birth_year_salt == b->birth_year_salt && a->permute == b->permute &&
           a->rule_90 == b->rule_90 && a->taps == b->taps && a->folds == b->folds &&
           a->blip_per_1000 == b->blip_per_1000 && a->balance == b->balance;
}

enum err_code harden_plan_check(const struct harden_plan *p, uint32_t bits,
                                struct err *e)
{
    if (bits < 64 || bits > CLK_BITS_MAX || bits % 8)
        return err_set(e, ERR_INVALID,
                       "expected encodings of 64 to %d bits, a multiple of 8, found %u",
                       CLK_BITS_MAX, bits);
    if (p->taps > HARDEN_TAPS_MAX || p->taps == 1)
        return err_set(e, ERR_INVALID, "expected 2 to %d taps, found %u",
                       HARDEN_TAPS_MAX, p->taps);
    if (p->blip_per_1000 > 500)
        return err_set(e, ERR_INVALID,
                       "expected noise of at most 500 per 1000 bits, found %u",
                       p->blip_per_1000);
    if (p->folds > HARDEN_FOLDS_MAX || (bits >> p->folds) % 8 ||
        bits >> p->folds << p->folds != bits) {
        enum err_code rc = err_set(e, ERR_INVALID, "%u bits cannot be folded %u times",
                                   bits, p->folds);
        err_hint(e, "what stays must be a multiple of 8; at most %d folds",
                 HARDEN_FOLDS_MAX);
        return rc;
    }
    if (p->balance && bits >> p->folds > CLK_BITS_MAX / 2)
        return err_set(e, ERR_INVALID, "%u bits are too many to balance", bits);
    return OK;
}
