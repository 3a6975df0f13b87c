/* The data owner's side: identifiers become a request and a private file; answer and
 * private file become pseudonyms. */
#ifndef BLIND_BLIND_OWNER_H
#define BLIND_BLIND_OWNER_H

#include "blind/blind_file.h"

enum { BLIND_KIND_MAX = 24, BLIND_INPUT_MAX = 400, BLIND_RECORD_MAX = 400 };

struct blinding;

/* What stands in `head`: suite, project, requester, and the public key for
 * ristretto255; the rest is drawn or counted. ERR_EXISTS when one of the files is
 * there. */
nodiscard enum err_code blinding_begin(struct blinding **out,
                                       const struct blind_head *head,
                                       const char *request_path,
                                       const char *private_path, unsigned threads,
                                       struct err *e);
/* `kind` names the kind of key, `record` the owner's record; what is blinded is
 * `input` alone. Neither may hold a control character (ERR_INVALID) or be longer than
 * the maxima above. ERR_TOO_LARGE beyond LIMIT_BLIND_ELEMENTS. */
nodiscard enum err_code blinding_add(struct blinding *b, struct str kind,
                                     struct str input, struct str record,
                                     struct err *e);
/* Both files get their names, the private one first. ERR_INVALID when nothing was
 * added. Without it, nothing is left behind. */
nodiscard enum err_code blinding_finish(uint64_t *n_out, struct blinding *b,
                                        struct err *e);
void blinding_free(struct blinding *b); /* wipes; NULL is fine */

struct unblinding {
    const char *answer_path, *private_path;
    unsigned threads;
    /* `output` has OPRF_OUTPUT bytes; for ehealth-p521 it is SHA-512 of the point as
     * ehealth_text writes it, and `point` is that text (else empty). ERR_... of it ends
     * the work. */
    enum err_code (*give)(void *to, struct str kind, struct str record,
                          const uint8_t *output, struct str point, struct err *e);
    void *to;
    /* what became of it */
    struct blind_head head;
};

/* Elements are given block by block, each block only after its proof held against the
 * public key that the private file names; the checksums of both files are known at the
 * end only: what was given counts when this says OK, not before. ERR_DENIED for a proof
 * that does not hold; ERR_INVALID for files that do not belong together; what the
 * readers say. ERR_KEY when others may read the private file. */
nodiscard enum err_code unblinding_run(struct unblinding *u, struct err *e);

#endif
