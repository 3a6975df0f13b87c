/* On whose behalf something is done, and under which form. Every act of the pages takes
 * one. Reading: person_gate() first, always. Writing: work_begin ... work_commit, which
 * also keeps the answer to the form, so that the same form sent twice writes once. */
#ifndef ACT_BEHALF_H
#define ACT_BEHALF_H

#include "act/open.h"
#include "domain/access.h"
#include "store/write.h"

struct asking {
    struct arena *arena; /* of the request */
    struct house *house; /* connections of this thread */
    struct visitor visitor;
    struct day today; /* in Brussels */
    int64_t now_ms;
    /* a form that is sent: */
    struct uuid form;     /* its id, and that of the first fact it makes; nil: none */
    uint8_t digest[32];   /* of what was filled in */
    const char *location; /* set before the act: where the answer leads */
    /* of a server: the answer waits until the looks are on disk; NULL: look_log does */
    struct look_wait *looks;
};

/* write_begin on behalf of the visitor. With a form: ERR_EXISTS when it was answered
 * already (the caller then gives that answer, see form_reply_find). */
nodiscard enum err_code work_begin(struct write **out, const struct asking *a,
                                   const char *act, const char *reason, struct err *e);
nodiscard enum err_code work_commit(struct write **w, const struct asking *a,
                                    struct err *e);

/* What the visitor may do with a person. */
struct gate {
    enum relation relation;
    struct standing standing;   /* also what is let through */
    enum permission permission; /* that was asked for */
    struct visitor visitor;
};
/* Decides (domain/access.h) whether the visitor may use this permission with this
 * person at all. ERR_NOT_FOUND, with the same words as for a person that does not
 * exist, when there is no relation; ERR_DENIED, with the reason, otherwise. */
nodiscard enum err_code person_gate(struct gate *out, const struct asking *a,
                                    struct person_id person, enum permission permission,
                                    struct err *e);
/* Of a gate that was passed: is this category open? `writer` and `organisation` of what
 * is read or written (nil: nobody's). Writing under a gate that was passed for reading
 * asks for the permission to write too: a page uses it to offer only what may be done.
 */
bool gate_opens(const struct gate *g, enum record_category category, bool is_writing,
                struct uuid writer, struct organisation_id organisation);
/* Of each of n persons, in their order: would person_gate let the visitor pass, and
 * would that gate open the category for reading, of what is nobody's own? For lists,
 * which show the rest as numbers. */
nodiscard enum err_code persons_gate(bool *is_open, const struct asking *a,
                                     const struct person_id *persons, size_t n,
                                     enum permission permission,
                                     enum record_category category, struct err *e);
/* The same for several categories of the same persons at once. */
nodiscard enum err_code persons_gates(bool *const *is_open, const struct asking *a,
                                      const struct person_id *persons, size_t n,
                                      enum permission permission,
                                      const enum record_category *categories,
                                      size_t n_categories, struct err *e);
/* The category of a note or document. */
enum record_category confidential_category(uint8_t confidentiality);
/* Leaves a row in the log of reads: who looked at this person, and what for ("dossier",
 * "found in a search"). On disk before the answer leaves: before it returns, or when
 * a->looks is over. Several persons at once for a list. */
nodiscard enum err_code look_log(const struct asking *a,
                                 const struct person_id *persons, size_t n,
                                 const char *reason, struct err *e);

#endif
