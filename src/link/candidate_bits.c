/* Records to bits for finding candidates, by the encoder of the house. Names are one
 * feature, so that names in each other's place have the same bits; dates, postcodes and
 * numbers are positional digits. How many bits a token gets follows from how many
 * tokens a field has on average, so that about 45 in 100 bits of a record are set
 * whatever columns there are. */
#include "base/buf.h"
#include "base/rng.h"
#include "encode/clk_encoder.h"
#include "link/candidates.h"

enum { FILL_INSERTIONS = 600, BITS_A_TOKEN_MOST = 60, LEAST_SHARE_PER_100 = 60 };

static const struct feature {
    const char *name;
    enum person_role role; /* ROLE_FULL_NAME: given and family name together */
    bool is_positional;
    double share; /* of the bits, against the other features there are */
} features[] = {
    {"names", ROLE_FULL_NAME, false, 4}, {"birth_date", ROLE_BIRTH_DATE, true, 3},
    {"number", ROLE_NUMBER, true, 2},    {"mail", ROLE_MAIL, false, 2},
    {"street", ROLE_STREET, false, 1.5}, {"postcode", ROLE_POSTCODE, true, 1.5},
    {"phone", ROLE_PHONE, true, 1.5},    {"place", ROLE_PLACE, false, 1},
    {"address", ROLE_ADDRESS, false, 1}, {"birth_place", ROLE_BIRTH_PLACE, false, 1},
};

static bool has_feature(const struct folded_persons *p, const struct feature *f)
{
    if (f->role != ROLE_FULL_NAME) return p->value[f->role] != NULL;
    return p->value[ROLE_GIVEN_NAME] || p->value[ROLE_FAMILY_NAME];
}

static void add_name(struct buf *out, const struct folded_persons *p,
                     enum person_role role, size_t row)
{
    uint32_t number = p->value[role] ? p->value[role][row] : 0;
    if (!number) return;
    const struct folded_name *name = &p->name[number];
    for (unsigned i = 0; i < name->n_words; i++) {
        if (out->n) buf_add_char(out, ' ');
        buf_add(out, name->word[i]);
    }
}

static struct str feature_text(struct buf *room, const struct folded_persons *p,
                               const struct feature *f, size_t row)
{
    if (f->role != ROLE_FULL_NAME) return folded_value(p, f->role, row);
    buf_clear(room);
    add_name(room, p, ROLE_GIVEN_NAME, row);
    add_name(room, p, ROLE_FAMILY_NAME, row);
    return buf_str(room);
}

/* Tokens of each feature in a record that has it, from records spread over all. */
static double mean_tokens(const struct folded_persons *p, const struct feature *f,
                          struct buf *room)
{
    size_t step = p->n / 2000 + 1, n = 0, bytes = 0;
    for (size_t i = 0; i < p->n; i += step) {
        size_t length = feature_text(room, p, f, i).n;
        bytes += length ? length + !f->is_positional : 0;
        n += length > 0;
    }
    return n ? (double)bytes / (double)n : 1;
}

static void make_schema(struct linkage_schema *out, struct arena *a,
                        const struct folded_persons *p, struct buf *room)
{
    double shares = 0;
    size_t n = 0;
    *out = (struct linkage_schema){.bits = CANDIDATES_BITS, .key_bytes = 64};
    out->features = arena_new_array(a, struct linkage_feature, ARRAY_LEN(features));
    for (size_t i = 0; i < ARRAY_LEN(features); i++)
        if (has_feature(p, &features[i])) shares += features[i].share;
    for (size_t i = 0; i < ARRAY_LEN(features); i++) {
        if (!has_feature(p, &features[i])) continue;
        double bits = FILL_INSERTIONS * features[i].share / shares /
                      mean_tokens(p, &features[i], room);
        out->features[n++] = (struct linkage_feature){
            .identifier = str_of(features[i].name),
            .tokens = TOKEN_NGRAM,
            .ngram = features[i].is_positional ? 1 : 2,
            .is_positional = features[i].is_positional,
            .hash = HASH_BLAKE,
            .bits_per_token = bits < 1                   ? 1
                              : bits > BITS_A_TOKEN_MOST ? BITS_A_TOKEN_MOST
                                                         : (int)(bits + 0.5),
            .value = VALUE_STRING,
            .encoding = TEXT_UTF8,

            .min_length = 0};
    }
    out->n_features = n;
}

static int by_weight(const void *a, const void *b)
{
    const uint32_t *x = a, *y = b;
    return (*x > *y) - (*x < *y);
}

static uint32_t usual_weight(const struct clk_set *s)
{
    uint32_t *weight = mem_array(s->n + 1, sizeof *weight);
    memcpy(weight, s->weight, s->n * sizeof *weight);
    qsort(weight, s->n, sizeof *weight, by_weight);
    uint32_t usual = weight[s->n / 2];
    free(weight);
    return usual;
}

/* Bits that no other record is likely to share. */
static void add_own_bits(struct clk_set *s)
{
    uint32_t least = usual_weight(s) * LEAST_SHARE_PER_100 / 100;
    uint8_t row[CANDIDATES_BITS / 8];
    for (size_t i = 0; i < s->n; i++) {
        if (s->weight[i] >= least) continue;
        struct rng r;
        uint32_t weight = s->weight[i];
        rng_init(&r, i);
        memcpy(row, clk_set_row(s, i), sizeof row);
        while (weight < least) {
            uint32_t bit = rng_below(&r, CANDIDATES_BITS);
            uint8_t mask = (uint8_t)(1u << (bit % 8));
            weight += !(row[bit / 8] & mask);
            row[bit / 8] |= mask;
        }
        clk_set_put(s, i, row);
    }
}

enum err_code candidates_encode(struct clk_set *out, const struct folded_persons *p,
                                struct err *e)
{
    enum err_code rc = OK;
    struct arena a = {0};
    struct linkage_schema schema;
    struct clk_encoder *encoder = NULL;
    struct str value[ARRAY_LEN(features)];
    uint8_t row[CANDIDATES_BITS / 8];
    struct buf room;
    buf_init(&room, 0);
    clk_set_init(out, p->n, CANDIDATES_BITS);
    make_schema(&schema, &a, p, &room);
    /* nothing leaves the house: the key only spreads the bits */
    TRY(clk_encoder_new(&encoder, &schema, S("candidates of one organisation"), e));
    for (size_t i = 0; i < p->n; i++) {
        size_t n = 0;
        for (size_t f = 0; f < ARRAY_LEN(features); f++)
            if (has_feature(p, &features[f]))
                value[n++] = feature_text(&room, p, &features[f], i);
        TRY(clk_encode(row, encoder, value, e));
        clk_set_put(out, i, row);
    }
    add_own_bits(out);
out:
    clk_encoder_free(encoder);
    buf_dispose(&room);
    arena_dispose(&a);
    if (rc != OK) clk_set_dispose(out);
    return rc;
}
