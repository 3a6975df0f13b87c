/* A data owner's step: a CSV file of people becomes a file of encodings, which leaves
 * the house, and a map of its tokens, which does not.
 *
 * Set-ups that would give people away are refused (encode/safe_setup.h); there is no
 * way around that. The rows of the file stand in the order of random tokens, and some
 * of them are decoys: records that nobody is, put together from parts of different
 * people, which only the owner can tell from the others. */
#ifndef ACT_LINK_ENCODE_H
#define ACT_LINK_ENCODE_H

#include "encode/clk_file.h"
#include "encode/linkage_schema.h"

enum { DECOYS_DEFAULT_PERCENT = 15, DECOYS_MOST_PERCENT = 50 };

struct link_encode_order {
    const char *in;       /* CSV, columns by name */
    const char *out;      /* the encodings; a file that is there is refused */
    const char *map;      /* token and id of each record, mode 0600 */
    const char *secret;   /* of the owners of this project */
    const char *schema;   /* NULL: the schema for Flanders */
    const char *keys;     /* exact keys by id, from `link unblind`; NULL: none */
    struct str party;     /* name of this owner in the project */
    struct str id_column; /* empty: the first column that numbers records */
    struct str columns;   /* "header=role,..."; empty: found by name */
    struct str without;   /* "place,sex": fields of the schema that it does not have */
    bool as_is;           /* values go to the encoder unfolded, as clkhash does */
    enum harden_level level;
    unsigned decoys_percent; /* of the people; 0: none */
    unsigned threads;
};

struct link_encode_result {
    char project[CLK_NAME_MAX + 1];
    size_t n_people, n_decoys, n_with_key;
    uint32_t bits, raw_fill_per_1000, fill_per_1000;
    size_t n_fields;
    struct str *field;  /* names of the fields that were encoded, in the arena */
    struct str *column; /* and of the columns they came from */
    size_t *n_known;    /* records of which this field is known */
};

/* ERR_DENIED for what is refused, ERR_KEY for the secret, ERR_INVALID for a schema or
 * value, ERR_SYNTAX for the file. No error holds a value. Nothing is written then. */
nodiscard enum err_code link_encode_run(struct link_encode_result *out, struct arena *a,
                                        const struct link_encode_order *order,
                                        struct err *e);

#endif
