/* Documents and assets of a person. A document's kind is told by its content, never by
 * what was claimed; photographs lose where they were taken. */
#ifndef ACT_DOCUMENT_ACTS_H
#define ACT_DOCUMENT_ACTS_H

#include "act/dossier_acts.h"
#include "exchange/document_kind.h"
#include "store/care_store.h"

struct document_entry {
    struct str title;
    uint8_t kind;            /* document_kind */
    uint8_t confidentiality; /* confidentiality */
    struct str content;
};
/* *media_out tells what it is, also when it is refused: ERR_INVALID for a kind that is
 * not welcome, ERR_TOO_LARGE, ERR_DENIED. */
nodiscard enum err_code document_keep(const struct asking *a, struct person_id person,
                                      const struct document_entry *entry,
                                      enum document_media *media_out, struct err *e);
/* Its content, after the look was logged. ERR_NOT_FOUND also when its class is closed
 * for the visitor. `file_name_out`: "document-2026-05-12.pdf", in the arena; neither
 * title nor person is in it. */
nodiscard enum err_code document_fetch(struct document_fact *out,
                                       struct str *content_out,
                                       const char **file_name_out,
                                       const struct asking *a, struct person_id person,
                                       struct uuid id, struct err *e);
/* Withdrawn: nobody opens it any more. By who may write documents of its class. */
nodiscard enum err_code document_withdraw(const struct asking *a,
                                          struct person_id person, struct uuid id,
                                          struct err *e);
/* A name as somebody's device sent it, fit to be a first title: without folders,
 * control characters and ending; "" when nothing is left. In the arena. */
struct str document_title_from(struct arena *a, struct str file_name);

/* --- strengths, competences, diplomas, languages, wishes --- */

struct asset_entry {
    uint8_t kind; /* competence_kind */
    struct day on;
    struct str words;
};
nodiscard enum err_code asset_note(const struct asking *a, struct person_id person,
                                   const struct asset_entry *entry, struct err *e);
nodiscard enum err_code asset_withdraw(const struct asking *a, struct person_id person,
                                       struct uuid id, struct err *e);

#endif
