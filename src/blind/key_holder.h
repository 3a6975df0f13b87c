/* The key holder: one master key, from it one key for each project and one that signs
 * the ledger; who may have how much evaluated in a day; a proof with every answer.
 *
 * He sees blinded elements, which tell him nothing, and who asks how much. What he must
 * prevent is a requester who tries all national numbers: there are some 36 million, so
 * at 50,000 a day that takes two years, and stands in the ledger every day of them.
 *
 * Key file, mode 0600, and public file:
 *
 *     vindplaats blind key 1              vindplaats blind public 1
 *     id 16 hex                           project NAME
 *     master 64 hex                       suite ristretto255-SHA512
 *     elements_per_day 50000              mode verifiable
 *                                         key 16 hex
 *                                         public 64 hex
 *                                         holder 16 hex
 *                                         ledger 64 hex
 *
 * Keys: DeriveKeyPair of RFC 9497 with the KDF's subkey 1 of the master as seed and
 * "vindplaats project NAME" as info; the ledger's Ed25519 seed is subkey 2 (libsodium's
 * KDF, context "vpblind1"). The same identifier gives unlinkable pseudonyms in two
 * projects, and a project's key gives away neither the master nor another's. */
#ifndef BLIND_KEY_HOLDER_H
#define BLIND_KEY_HOLDER_H

#include "blind/ledger.h"

enum { KEY_HOLDER_DAY = 50000 };

struct key_holder {
    uint8_t master[32];
    struct ledger_key ledger;
    int64_t elements_per_day; /* for each requester, all projects together */
};

struct key_holder_public {
    char project[BLIND_NAME_MAX + 1];
    struct oprf_public pub;
    struct ledger_key ledger; /* its secret is zero */
};

/* ERR_EXISTS when there is a file. `elements_per_day` 1 to LIMIT_BLIND_ELEMENTS. */
nodiscard enum err_code key_holder_create(const char *path, int64_t elements_per_day,
                                          struct err *e);
/* ERR_KEY when missing, damaged, or readable by group or others. */
nodiscard enum err_code key_holder_open(struct key_holder *out, const char *path,
                                        struct err *e);
void key_holder_forget(struct key_holder *h);
nodiscard enum err_code key_holder_project(struct oprf_key *key_out,
                                           struct oprf_public *pub_out,
                                           const struct key_holder *h,
                                           const char *project, struct err *e);

/* The public file of a project, as text, and read back: ERR_SYNTAX, with the line. */
nodiscard enum err_code key_holder_publish(struct buf *out, const struct key_holder *h,
                                           const char *project, struct err *e);
nodiscard enum err_code key_holder_public_read(struct key_holder_public *out,
                                               struct str text, struct err *e);

struct evaluation {
    const char *request_path, *answer_path, *ledger_path;
    const char *requester; /* as the key holder knows who handed it over */
    int64_t now_ms;
    unsigned threads;
    /* what became of it */
    struct blind_head head;
    int64_t n_today; /* of this requester, with this request */
};

/* Evaluates a request and makes the answer. In this order: head against key and limit;
 * every element; the checksum; the entry in the ledger, synced; only then does the
 * answer get its name. ERR_DENIED beyond the limit (the refusal stands in the ledger
 * too), and when the requester is not who the request says; what the readers say. */
nodiscard enum err_code key_holder_evaluate(struct evaluation *o,
                                            const struct key_holder *h, struct err *e);

#endif
