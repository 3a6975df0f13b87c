/* Exact keys of an owner's records, as they come from `link unblind`: a CSV file with
 * the owner's id in its first column and one column for each key, named by it; in the
 * cells hexadecimal digits of which CLK_KEY_BYTES are taken, or nothing. */
#ifndef ACT_LINK_KEYS_H
#define ACT_LINK_KEYS_H

#include "encode/clk_file.h"

struct link_keys {
    size_t n_names;
    char name[CLK_KEYS_MAX][CLK_NAME_MAX + 1];
    struct clk_key **row; /* of each of `n` records: n_names keys; NULL: it has none */
};

/* `path` NULL: nobody has keys. `ids` of the `n` records of the owner's file. An id
 * that is in no record is ERR_INVALID: the files do not belong together. */
nodiscard enum err_code link_keys_read(struct link_keys *out, struct arena *a,
                                       const char *path, const struct str *ids,
                                       size_t n, struct err *e);

#endif
