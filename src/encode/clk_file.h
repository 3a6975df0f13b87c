/* Encodings as a file between organisations: what leaves a data owner, and all that the
 * linkage unit sees.
 *
 *     {"format":"vindplaats-clk","version":1,"project":...}      one line of JSON
 *     3f..e1,BASE64                                              one line a record
 *     3f..f7,BASE64,HEX,HEX                                      (with exact keys)
 *     {"records":2,"blake2b":"..."}                              of all bytes before
 *
 * A record is known by a random token, made for this file alone: no row number, no id
 * of the owner, nothing that is derived from them. Rows stand in order of their tokens,
 * so their order says nothing. Which token is whose stands in another file, which the
 * owner keeps. An empty BASE64 is a record without an encoding (it has an exact key),
 * an empty HEX one without that key. Exact keys are outputs of the oblivious function
 * of blind/, cut to CLK_KEY_BYTES.
 *
 * Files of other tools are read as well: clkhash's JSON {"clks":["..."]} and raw rows
 * of a fixed number of bytes. Their records are known by their number, from 0. */
#ifndef ENCODE_CLK_FILE_H
#define ENCODE_CLK_FILE_H

#include "encode/clk_set.h"
#include "encode/harden.h"

enum {
    CLK_FILE_VERSION = 1,
    CLK_TOKEN_BYTES = 16,
    CLK_KEY_BYTES = 16,
    CLK_KEYS_MAX = 8,
    CLK_NAME_MAX = 64, /* project, party, name of a key: a-z, 0-9, - and _ */
    CLK_TOKEN_TEXT = 2 * CLK_TOKEN_BYTES,
};

enum clk_file_kind { CLK_FILE_OURS, CLK_FILE_CLKHASH, CLK_FILE_RAW };

struct clk_file_head {
    enum clk_file_kind kind; /* of others' files only bits and n are known */
    char project[CLK_NAME_MAX + 1];
    char party[CLK_NAME_MAX + 1];
    char values[CLK_NAME_MAX + 1];  /* "folded-1", "as-is": before encoding */
    char encoder[CLK_NAME_MAX + 1]; /* program and version; not read back */
    uint8_t schema[32];             /* digest of the linkage schema's text */
    uint8_t secret_check[16]; /* equal for files of one secret; tells nothing of it */
    struct harden_plan hardening;
    uint32_t bits;
    size_t n;
    size_t n_keys;
    char key_name[CLK_KEYS_MAX][CLK_NAME_MAX + 1];
    /* bits set per 1000: the mean before hardening, and of what is in the file */
    uint32_t raw_fill_per_1000, fill_per_1000, fill_least_per_1000, fill_most_per_1000;
};

struct clk_token {
    uint8_t b[CLK_TOKEN_BYTES];
};
struct clk_key {
    uint8_t b[CLK_KEY_BYTES]; /* all zero: this record has none */
};

struct clk_file {
    struct clk_file_head head;
    struct clk_set set;      /* a row of zeros: no encoding */
    struct clk_token *token; /* one a record */
    struct clk_key *key;     /* key k of record i: key[i * n_keys + k] */
};

void clk_file_init(struct clk_file *f, size_t n, uint32_t bits, size_t n_keys);
void clk_file_dispose(struct clk_file *f);
bool clk_key_is_none(const struct clk_key *k);

/* A name that may stand in a head: 1 to CLK_NAME_MAX of a-z, 0-9, - and _. */
bool clk_name_is_valid(struct str name);

/* Rows in order of their tokens, whatever order they have in `f`; a file that is there
 * is never replaced (ERR_EXISTS). Fills of what is in the file are computed. Two equal
 * tokens: ERR_INVALID. */
nodiscard enum err_code clk_file_write(const char *path, struct clk_file *f,
                                       struct err *e);

/* Which file this is, by its first bytes; false when it is none of them. Raw bytes
 * cannot be recognised: only a name that ends in .bin says so. Never fails: a file that
 * cannot be opened is none. */
bool clk_file_is(enum clk_file_kind *out, const char *path);
/* `raw_bits`: length of a record in a raw file, 0 for 1024. Refused, with the line:
 * cut off, longer than said, altered (checksum), of another version, beyond limits. */
nodiscard enum err_code clk_file_read(struct clk_file *out, const char *path,
                                      uint32_t raw_bits, struct err *e);
/* The same, of a stream that can seek. */
nodiscard enum err_code clk_file_read_from(struct clk_file *out, FILE *in,
                                           enum clk_file_kind kind, uint32_t raw_bits,
                                           struct err *e);

/* ERR_INVALID when two files cannot be compared, saying what differs and the cure:
 * project, schema, secret, hardening, folding of values, bits. */
nodiscard enum err_code clk_heads_agree(const struct clk_file_head *a,
                                        const struct clk_file_head *b, struct err *e);

#endif
