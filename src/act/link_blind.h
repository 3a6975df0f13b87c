/* A file of persons to a request for the key holder, and his answer to pseudonyms.
 *
 * The file is CSV (UTF-8 or Windows-1252; comma, semicolon or tab) with a row of names.
 * Columns are found by their names as link/column_roles.h knows them, or as told: roles
 * number (the national number), family_name (else birth_name), given_name, birth_date,
 * and the first column that numbers records; without one, a record is its row. */
#ifndef ACT_LINK_BLIND_H
#define ACT_LINK_BLIND_H

#include "act/blind_keys.h"
#include "blind/blind_owner.h"

struct blind_order {
    const char *path;       /* the CSV; "-" is standard input */
    struct str columns;     /* "header=role,...", may be empty */
    unsigned kinds;         /* bit per blind_key_kind; 0: all there are */
    struct blind_head head; /* suite, project, requester, public key */
    const char *request_path, *private_path;
    unsigned threads;
};

struct blind_count {
    int64_t n_rows, n_without_key, n_bad_insz, n_bad_birth;
    int64_t n_of_kind[N_BLIND_KEYS];
    uint64_t n_elements;
};

/* ERR_INVALID, with the cure, for a file without the columns that the kinds need, or
 * without any key; what the readers say. ehealth-p521 takes kind insz only, and blinds
 * the digits alone, as that platform's other users do. */
nodiscard enum err_code link_blind(struct blind_count *out, const struct blind_order *o,
                                   struct err *e);

struct unblind_order {
    const char *answer_path, *private_path;
    const char *out_path; /* CSV: record, kind, pseudonym, pseudonym_project */
    bool keeps_private;   /* else it is removed when all is done */
    unsigned threads;
};

/* The pseudonym: the first 16 bytes of the function's output, as 32 hex digits; for
 * ehealth-p521 the point, in base64url, which is what that platform takes. The CSV gets
 * its name only when every proof and checksum held. */
nodiscard enum err_code link_unblind(struct blind_head *out,
                                     const struct unblind_order *o, struct err *e);

#endif
