/* Conditions, instruments, competences, documents and appointments: writing them, and
 * what is read apart from a whole file. Errors as in dossier_store.h. */
#ifndef STORE_CARE_STORE_H
#define STORE_CARE_STORE_H

#include "domain/dossier_facts.h"
#include "store/write.h"

/* Names under which words are sealed with the person's key (subject_seal), each with
 * the id of its row: for readers of the same tables. */
#define SEALED_CONDITION_WORK   "condition_work"
#define SEALED_COMPETENCE       "competence"
#define SEALED_DOCUMENT_TITLE   "document_title"
#define SEALED_DOCUMENT_CONTENT "document_content"
#define SEALED_APPOINTMENT      "appointment"

nodiscard enum err_code instrument_add(struct write *w, const struct instrument_fact *f,
                                       struct err *e);
nodiscard enum err_code instrument_item_add(struct write *w,
                                            const struct instrument_item_fact *f,
                                            struct err *e);
struct instrument_with_items {
    struct instrument_fact instrument;
    bool is_ended; /* no longer offered; its scores stay readable */
    struct instrument_item_fact *items; /* in order of number */
    size_t n_items;
};
/* All there ever were, those in use first, then by title. */
nodiscard enum err_code instrument_list(struct instrument_with_items **out,
                                        size_t *n_out, struct arena *a, struct db *db,
                                        struct err *e);
/* ERR_INVALID for a score outside the scale of its instrument. */
nodiscard enum err_code assessment_add(struct write *w, const struct assessment_fact *f,
                                       struct err *e);
nodiscard enum err_code condition_work_add(struct write *w,
                                           const struct condition_work_fact *f,
                                           struct err *e);
nodiscard enum err_code competence_add(struct write *w, const struct competence_fact *f,
                                       struct err *e);
/* ERR_TOO_LARGE beyond LIMIT_DOCUMENT_BYTES; n_bytes is taken from the content. */
nodiscard enum err_code document_add(struct write *w, const struct document_fact *f,
                                     struct str content, struct err *e);
/* ERR_NOT_FOUND, also when it was withdrawn; ERR_ERASED. */
nodiscard enum err_code document_read(struct document_fact *out,
                                      struct str *content_out, struct arena *a,
                                      struct db *db, struct person_id person,
                                      struct uuid id, struct err *e);
/* A first version has sequence 0; the next the one that follows the last on record
 * (ERR_EXISTS otherwise: somebody else changed it). */
nodiscard enum err_code appointment_add(struct write *w,
                                        const struct appointment_fact *f,
                                        struct err *e);
/* The last version of each of a worker's appointments in [from_ms, to_ms), in order of
 * time, without words. */
nodiscard enum err_code appointment_list_of(struct appointment_fact **out,
                                            size_t *n_out, struct arena *a,
                                            struct db *db, struct uuid worker,
                                            int64_t from_ms, int64_t to_ms,
                                            struct err *e);

#endif
