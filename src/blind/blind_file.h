/* What travels between a data owner and a key holder, and what the owner keeps
 * meanwhile, as files of text:
 *
 *     vindplaats blind request 1      kind (request, answer, private) and version
 *     project NAME                    1 to 64 of A-Z a-z 0-9 . _ -
 *     suite ristretto255-SHA512       or ehealth-p521
 *     mode verifiable                 or without-proof (ehealth-p521 only)
 *     key 16 hex                      BLAKE2b-256 of the public key, its first 8 bytes
 *     public 64 hex                   the public key; both are - for ehealth-p521
 *     requester NAME                  as a project
 *     request 32 hex                  drawn for each request; an answer repeats it
 *     block 1024                      elements under one proof
 *     elements 000000005000           12 digits
 *     ledger N C S                    answer only: number (12 digits), chain (64 hex)
 *                                     and signature (128 hex) of the ledger's entry
 *     checksum 64 hex                 BLAKE2b-256 of the lines above, then of the
 *                                     BLAKE2b-256 of the lines below
 *
 * and, behind it, one line for each element: 64 hex digits (ristretto255), or the point
 * in base64url (ehealth-p521); in an answer `proof` and 128 hex digits follow each
 * block and the last, shorter one. Lines of a private file are blind, blinded element
 * (- for ehealth-p521), kind of key, input and record, with a tab between; it names
 * persons, has mode 0600 and is removed when it has served. Lines end in LF.
 *
 * The checksum finds damage, not forgery: a forged answer fails its proof, a forged
 * request gives its maker nothing that he could not ask for. */
#ifndef BLIND_BLIND_FILE_H
#define BLIND_BLIND_FILE_H

#include <sodium.h>

#include "base/limits.h"
#include "base/buf.h"
#include "blind/beside_file.h"
#include "blind/oprf.h"

enum blind_file_kind { BLIND_REQUEST, BLIND_ANSWER, BLIND_PRIVATE };
enum blind_suite { BLIND_RISTRETTO255, BLIND_EHEALTH_P521 };
enum {
    BLIND_NAME_MAX = 64,
    BLIND_REQUEST_ID = 16,
    BLIND_KEY_ID = 8,
    BLIND_BLOCK = 1024,
    BLIND_BLOCK_MAX = 4096,
    LEDGER_CHAIN = 32,
    LEDGER_SIGNATURE = 64,
};

/* What an answer says of its entry in the key holder's ledger: keep it, and nobody can
 * take that entry out again unseen. */
struct ledger_receipt {
    uint64_t number;
    uint8_t chain[LEDGER_CHAIN], signature[LEDGER_SIGNATURE];
};

struct blind_head {
    enum blind_file_kind kind;
    enum blind_suite suite;
    char project[BLIND_NAME_MAX + 1], requester[BLIND_NAME_MAX + 1];
    struct oprf_public pub; /* zero for ehealth-p521 */
    uint8_t request[BLIND_REQUEST_ID];
    uint32_t block;
    uint64_t n_elements;
    struct ledger_receipt receipt;
};

const char *blind_suite_name(enum blind_suite suite);
void blind_key_id(char out[2 * BLIND_KEY_ID + 1], const struct oprf_public *pub);
/* ERR_INVALID unless 1 to 64 of A-Z a-z 0-9 . _ - ; `what` names it in the error. */
nodiscard enum err_code blind_name_read(char out[BLIND_NAME_MAX + 1], struct str text,
                                        const char *what, struct err *e);
/* Exactly 2 * n_bytes hex digits, small letters. */
bool blind_hex_read(uint8_t *out, size_t n_bytes, struct str text);

/* ERR_INVALID, naming line, expectation and cure, when `found` is not of the same
 * project, suite, key, requester and request as `expected`. */
nodiscard enum err_code blind_head_same(const struct blind_head *found,
                                        const struct blind_head *expected,
                                        struct err *e);

/* --- reading --- */

struct blind_reader {
    struct blind_head head;
    FILE *f;
    bool is_own; /* closed with the reader */
    int line;    /* last read, from 1 */
    uint64_t n_lines_left;
    uint8_t expected[32];
    crypto_generichash_state top, body;
    char *text;
    size_t at, n; /* what of `text` is read and there */
};

/* A path, or "-" for standard input. Reads the head. ERR_SYNTAX for what is no such
 * file or does not follow the format, ERR_INVALID for another kind or version,
 * ERR_TOO_LARGE beyond LIMIT_BLIND_ELEMENTS: with line, expectation and cure. */
nodiscard enum err_code blind_reader_open(struct blind_reader *r, const char *path,
                                          enum blind_file_kind kind, struct err *e);
/* The same of an open file, which stays the caller's. */
nodiscard enum err_code blind_reader_begin(struct blind_reader *r, FILE *f,
                                           enum blind_file_kind kind, struct err *e);
/* The next line behind the head, without its end; valid until the next call.
 * ERR_SYNTAX when the file ends before its elements do. */
nodiscard enum err_code blind_reader_line(struct str *out, struct blind_reader *r,
                                          struct err *e);
/* An element, or a proof, of ristretto255. */
nodiscard enum err_code blind_reader_element(uint8_t out[OPRF_ELEMENT],
                                             struct blind_reader *r, struct err *e);
nodiscard enum err_code blind_reader_proof(uint8_t out[OPRF_PROOF],
                                           struct blind_reader *r, struct err *e);
/* Nothing may follow, and the checksum must hold (ERR_SYNTAX): until this said OK,
 * nothing read is to be trusted. */
nodiscard enum err_code blind_reader_finish(struct blind_reader *r, struct err *e);
void blind_reader_close(struct blind_reader *r); /* wipes; a zero one is fine */

/* --- writing --- */

struct blind_writer {
    struct blind_head head; /* receipt and n_elements may be set until the end */
    struct beside_file file;
    crypto_generichash_state body;
};

/* Never over a file that is there (ERR_EXISTS). Private files have mode 0600. */
nodiscard enum err_code blind_writer_open(struct blind_writer *w, const char *path,
                                          const struct blind_head *head, struct err *e);
void blind_writer_line(struct blind_writer *w, struct str line);
void blind_writer_element(struct blind_writer *w, const uint8_t element[OPRF_ELEMENT]);
void blind_writer_proof(struct blind_writer *w, const uint8_t proof[OPRF_PROOF]);
/* Writes the head, as it is now, and its checksum, and everything to the disk; the file
 * has not got its name yet, so that what must be durable first can be made so. */
nodiscard enum err_code blind_writer_seal(struct blind_writer *w, struct err *e);
/* Names it. */
nodiscard enum err_code blind_writer_finish(struct blind_writer *w, struct err *e);
void blind_writer_drop(struct blind_writer *w); /* removes it; a zero one is fine */

#endif
