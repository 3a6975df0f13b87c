/* One row of a noun on its way into its table: columns in the order of nouns.def. What
 * goes wrong is kept and told by row_end, so that a row reads like its table:
 *
 *     row_begin(&r, w, NOUN_BUDGET);
 *     row_uuid(&r, &f->id); ... row_day(&r, f->on);
 *     return row_end(&r, e);
 *
 * Values must stay where they are until row_end. */
#ifndef STORE_ROW_H
#define STORE_ROW_H

#include <sodium.h>

#include "domain/lists.h"
#include "store/write.h"

/* The tagged bytes of a row, hashed: i + 8 bytes, t or b + 4 bytes of length + bytes,
 * r + 8 bytes, n. Integers are little-endian. */
struct row_digest {
    crypto_generichash_state state;
    uint8_t waiting[480];
    size_t n;
    bool is_streaming;
};
enum { ROW_HASH_BYTES = 32 };
void digest_begin(struct row_digest *d, enum noun noun);
void digest_int(struct row_digest *d, int64_t v);
void digest_real(struct row_digest *d, double v);
void digest_bytes(struct row_digest *d, char tag, const void *p, size_t n);
void digest_null(struct row_digest *d);
void digest_end(uint8_t out[ROW_HASH_BYTES], struct row_digest *d);

/* How many rows of a noun there are, and the lane by lane sum of their hashes. */
struct tally {
    int64_t added, total;
    uint64_t lanes[4];
    bool is_loaded;
};
void tally_add(struct tally *t, const uint8_t hash[ROW_HASH_BYTES]);
void tally_sum_bytes(uint8_t out[ROW_HASH_BYTES], const struct tally *t);
/* The last tally of a noun on record; zeros when there is none. */
nodiscard enum err_code tally_last(struct tally *out, struct db *db, enum noun noun,
                                   struct err *e);

struct row {
    struct write *w;
    enum noun noun;
    struct statement *st;
    int n;                   /* columns given */
    struct person_id person; /* in the first column of nouns that hang on one */
    struct row_digest digest;
    enum err_code rc;
    struct err e;
};

void row_begin(struct row *r, struct write *w, enum noun noun);
void row_int(struct row *r, int64_t v);
void row_int_or_null(struct row *r, int64_t v, bool is_there);
void row_real_or_null(struct row *r, double v, bool is_there);
void row_bool(struct row *r, bool v);
void row_text(struct row *r, struct str v);
void row_text_c(struct row *r, const char *v);
void row_text_or_null(struct row *r, const char *v);   /* "" becomes null */
void row_str_or_null(struct row *r, struct str v);     /* empty becomes null */
void row_blob(struct row *r, const void *p, size_t n); /* n 0 becomes null */
void row_uuid(struct row *r, const struct uuid *v);    /* nil becomes null */
void row_own_id(struct row *r, const struct uuid *v);  /* nil is refused */
void row_day(struct row *r, struct day v);             /* DAY_NONE becomes null */
/* The code's word; CODE_MISSING becomes null; another index is refused. */
void row_code(struct row *r, enum list_number list, uint8_t index);
/* As row_code, but the code must be there. */
void row_code_needed(struct row *r, enum list_number list, uint8_t index);
void row_refuse(struct row *r, const char *what); /* ERR_INVALID */
nodiscard enum err_code row_end(struct row *r, struct err *e);

/* Statements made from nouns.def, with a stable address each. */
const char *noun_table(enum noun noun);
const char *noun_select(enum noun noun); /* hashed columns, then retracted_at if any */
bool noun_is_log(enum noun noun);        /* has no retracted_at */

#endif
