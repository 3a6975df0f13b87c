/* Four bits a pair of letters: a name of eight letters then sets 36 of 256, so that a
 * name of another takes up about a seventh of them by chance. Eight a digit of a date,
 * which has eight: a fifth of the bits. */
#include "encode/person_sketch.h"

#include <sodium.h>

#include "base/buf.h"
#include "base/limits.h"
#include "encode/arabic_read.h"
#include "encode/clk_encoder.h"
#include "encode/fold.h"

enum { FEATURE_NAME, FEATURE_DATE, N_FEATURES };
enum { BITS_OF_PAIR = 4, BITS_OF_DIGIT = 8 };

struct sketcher {
    struct linkage_feature features[N_FEATURES];
    struct linkage_schema schema;
    struct clk_encoder *encoder;
    struct buf folded;
};

static struct linkage_feature feature_of(struct str name, int n, bool is_positional,
                                         int bits)
{
    struct linkage_feature f = linkage_feature_ngram(name, n, is_positional, 0);
    f.bits_per_feature = 0;
    f.bits_per_token = bits;
    return f;
}

enum err_code sketcher_new(struct sketcher **out, struct str secret, struct err *e)
{
    struct sketcher *s = mem_alloc(sizeof *s);
    s->features[FEATURE_NAME] = feature_of(S("name"), 2, false, BITS_OF_PAIR);
    s->features[FEATURE_DATE] = feature_of(S("date"), 1, true, BITS_OF_DIGIT);
    linkage_schema_init(&s->schema, PERSON_SKETCH_BITS, s->features, N_FEATURES);
    buf_init(&s->folded, 0);
    enum err_code rc = clk_encoder_new(&s->encoder, &s->schema, secret, e);
    if (rc != OK) {
        sketcher_free(s);
        s = NULL;
    }
    *out = s;
    return rc;
}

void sketcher_free(struct sketcher *s)
{
    if (!s) return;
    clk_encoder_free(s->encoder);
    if (s->folded.p) sodium_memzero(s->folded.p, s->folded.n);
    buf_dispose(&s->folded);
    free(s);
}

enum err_code sketch_name(uint8_t out[SKETCH_PART_BYTES], struct sketcher *s,
                          struct str value, struct err *e)
{
    if (s->folded.p) sodium_memzero(s->folded.p, s->folded.n);
    buf_clear(&s->folded);
    text_fold(&s->folded, value, FOLD_UMLAUT_KEEP);
    enum err_code rc = buf_check(&s->folded, e);
    if (rc != OK) return rc;
    return clk_encode_feature(out, s->encoder, FEATURE_NAME, buf_str(&s->folded), e);
}

/* "19850730", "198507", "1985": what is known of it, from the year on. */
static size_t digits_of(char out[9], const struct partial_date *d)
{
    out[0] = '\0';
    if (d->year == 0) return 0;
    if (d->month == 0) return (size_t)snprintf(out, 9, "%04d", d->year);
    if (d->day == 0) return (size_t)snprintf(out, 9, "%04d%02u", d->year, d->month);
    return (size_t)snprintf(out, 9, "%04d%02u%02u", d->year, d->month, d->day);
}

static enum err_code encode_date(uint8_t out[SKETCH_PART_BYTES], struct sketcher *s,
                                 const struct partial_date *date, struct err *e)
{
    char digits[9];
    size_t n = digits_of(digits, date);
    enum err_code rc =
        clk_encode_feature(out, s->encoder, FEATURE_DATE, (struct str){digits, n}, e);
    sodium_memzero(digits, sizeof digits);
    return rc;
}

enum err_code sketch_date(uint8_t out[SKETCH_PART_BYTES], struct sketcher *s,
                          struct str value, struct err *e)
{
    struct partial_date date = date_guess(value);
    return encode_date(out, s, &date, e);
}

enum err_code sketch_date_swapped(uint8_t out[SKETCH_PART_BYTES], bool *is_other_out,
                                  struct sketcher *s, struct str value, struct err *e)
{
    struct partial_date date = date_guess(value);
    struct partial_date swapped = {date.year, date.day, date.month};
    *is_other_out =
        date.year && date.month && date.day && date.day <= 12 && date.day != date.month;
    if (!*is_other_out) return OK;
    return encode_date(out, s, &swapped, e);
}

/* As those who speak the language would write it in Latin letters, which is how most
 * ask for it. */
static enum err_code sketch_read_aloud(uint8_t out[SKETCH_PART_BYTES],
                                       struct sketcher *s, struct str value,
                                       struct err *e)
{
    struct buf latin;
    enum err_code rc;
    buf_init(&latin, 0);
    if (arabic_read(&latin, value, ARABIC_FRENCH)) value = buf_str(&latin);
    TRY(buf_check(&latin, e));
    rc = sketch_name(out, s, value, e);
out:
    if (latin.p) sodium_memzero(latin.p, latin.n);
    buf_dispose(&latin);
    return rc;
}

enum err_code sketch_part(uint8_t out[SKETCH_PART_BYTES], struct sketcher *s,
                          enum sketch_part part, struct str value, struct err *e)
{
    return part == SKETCH_BIRTH_DATE ? sketch_date(out, s, value, e)
                                     : sketch_read_aloud(out, s, value, e);
}

bool sketch_is_empty(const struct person_sketch *s)
{
    return sodium_is_zero(&s->part[0][0], sizeof s->part);
}
