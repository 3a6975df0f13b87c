/* Questions as asked, answers as given, and records as partners sent them. */
#ifndef STORE_QUESTION_STORE_H
#define STORE_QUESTION_STORE_H

#include "domain/facts.h"
#include "store/write.h"

struct question_fact {
    struct uuid id;
    char number[32];
    char title[240];
    char asked_by[160], asked_to[160]; /* people in office */
    struct day asked_on;
    struct str text; /* the question in the question language */
};

/* One answer given: what it was counted from and a digest of what was handed over. */
struct answer_fact {
    struct uuid id;
    struct uuid question; /* nil for a question that was not kept */
    struct str statement; /* what was counted, in the question language */
    int64_t known_at_ms;  /* INT64_MAX: everything recorded then */
    struct day as_of;
    char format[16];    /* "xlsx" */
    uint8_t digest[32]; /* BLAKE2b-256 of the bytes */
};

/* A record as received, sealed as a whole: with the person's key when it is known who
 * it is about, else with a key of its own. */
struct source_record_fact {
    struct uuid id;
    struct organisation_id sender; /* nil unknown */
    struct person_id person;       /* nil unknown */
    char format[24];               /* "esf_participants" */
    char batch[64];                /* one delivery; never a personal name */
    int32_t line;                  /* in that delivery, 1-based; 0 none */
    struct day received_on;
    struct str content;
};

nodiscard enum err_code question_add(struct write *w, const struct question_fact *f,
                                     struct err *e);
/* The question with exactly this text; nil when there is none. */
nodiscard enum err_code question_find(struct uuid *out, struct db *db, struct str text,
                                      struct err *e);
/* All questions, the newest first, at most `most`; their texts too, in the arena. */
nodiscard enum err_code question_list(struct question_fact **out, size_t *n_out,
                                      struct arena *a, struct db *db, size_t most,
                                      struct err *e);
/* ERR_NOT_FOUND when there is none with this id. */
nodiscard enum err_code question_read(struct question_fact *out, struct arena *a,
                                      struct db *db, struct uuid id, struct err *e);
nodiscard enum err_code answer_add(struct write *w, const struct answer_fact *f,
                                   struct err *e);
nodiscard enum err_code source_record_add(struct write *w,
                                          const struct source_record_fact *f,
                                          struct err *e);

#endif
