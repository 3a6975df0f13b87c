/* Answers as they were handed over. A release holds, for each format, the bytes that
 * left the house, packed, with their digest: they are kept and never made again, so
 * that another program or changed records give the same file for ever.
 *
 * A release is never removed and never replaced. Who withdraws it closes it, with a
 * reason; its name is not given again, and its bytes can still be opened. */
#ifndef STORE_RELEASE_STORE_H
#define STORE_RELEASE_STORE_H

#include "base/day.h"
#include "domain/ids.h"
#include "store/write.h"

enum { RELEASE_NAME_TEXT = 64, RELEASE_FORMAT_TEXT = 15, RELEASE_DIGEST_BYTES = 32 };

struct release_fact {
    struct uuid id;
    struct uuid question;             /* nil: the question was not kept */
    char name[RELEASE_NAME_TEXT + 1]; /* release_name_check */
    char program[32];                 /* version of the program that made it */
    char language[4];                 /* "nl" */
    int64_t known_at_ms; /* everything recorded until then was counted, and the answer
                            says that it was made then */
    struct day as_of;    /* DAY_NONE: its tables have different days */
};

/* A release on record, with the two audit rows that tell about it. */
struct release_record {
    struct release_fact release;
    int64_t made_ms;                          /* when it was written */
    int64_t withdrawn_ms;                     /* 0: it stands */
    const char *made_by, *made_for;           /* actor and reason; "" for no reason */
    const char *withdrawn_by, *withdrawn_for; /* NULL: it stands */
    const char *title, *number;               /* of its question; "" unknown */
};

struct release_form {
    char format[RELEASE_FORMAT_TEXT + 1];
    int64_t n_bytes, n_packed;
    uint8_t digest[RELEASE_DIGEST_BYTES]; /* BLAKE2b-256 of the bytes */
};

/* 1 to 64 lower-case letters, digits, points and hyphens, of which the first is a
 * letter or digit, and nothing that reads as an INSZ. ERR_INVALID. */
nodiscard enum err_code release_name_check(struct str name, struct err *e);

/* A moment after which nothing can be recorded that was known before it: no write was
 * open then, and the clock has gone on since. Waits for a writer, as write_begin. */
nodiscard enum err_code release_moment(int64_t *out, struct db *db, struct err *e);

/* ERR_EXISTS when a release, withdrawn or not, has this name. */
nodiscard enum err_code release_add(struct write *w, const struct release_fact *f,
                                    struct err *e);
/* Packs and keeps the bytes of one format. ERR_TOO_LARGE above LIMIT_RELEASE_BYTES. */
nodiscard enum err_code release_form_add(struct write *w, struct uuid release,
                                         const char *format, struct str bytes,
                                         struct err *e);
void release_digest(uint8_t out[RELEASE_DIGEST_BYTES], struct str bytes);

/* All of them, oldest first, in the arena. */
nodiscard enum err_code release_list(struct release_record **out, size_t *n_out,
                                     struct arena *a, struct db *db, struct err *e);
/* ERR_NOT_FOUND, with the nearest name as its hint. */
nodiscard enum err_code release_find(struct release_record *out, struct arena *a,
                                     struct db *db, struct str name, struct err *e);
nodiscard enum err_code release_by_id(struct release_record *out, struct arena *a,
                                      struct db *db, struct uuid id, struct err *e);

/* What was done with a release after it was made. */
struct release_step_fact {
    struct uuid id, release, worker;
    uint8_t kind;         /* release_step */
    struct uuid corrects; /* of RELEASE_STEP_CORRECTS: the earlier release; else nil */
    struct str words;     /* about figures: names nobody */
    int64_t at_ms;        /* when it was written; set by reading */
};
nodiscard enum err_code release_step_add(struct write *w,
                                         const struct release_step_fact *f,
                                         struct err *e);
/* The steps of one release (of all when nil), oldest first. */
nodiscard enum err_code release_steps(struct release_step_fact **out, size_t *n_out,
                                      struct arena *a, struct db *db,
                                      struct uuid release, struct err *e);

nodiscard enum err_code release_forms(struct release_form **out, size_t *n_out,
                                      struct arena *a, struct db *db,
                                      struct uuid release, struct err *e);
/* The bytes as handed over, their digest verified: ERR_CORRUPT when they are not.
 * ERR_NOT_FOUND when the release has no such format. */
nodiscard enum err_code release_bytes(struct str *out, struct arena *a, struct db *db,
                                      struct uuid release, const char *format,
                                      struct err *e);
/* The text of the question it answers; ERR_NOT_FOUND when it was not kept. */
nodiscard enum err_code release_question(struct str *out, struct arena *a,
                                         struct db *db, const struct release_fact *f,
                                         struct err *e);

/* Opens every form and compares it with its length and digest: for verify. `found` gets
 * a sentence per defect. */
nodiscard enum err_code releases_check(struct db *db,
                                       void (*found)(void *to, const char *defect),
                                       void *to, struct err *e);

#endif
