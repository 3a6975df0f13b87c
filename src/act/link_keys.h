/* Exact keys of an owner's records, as `link unblind` writes them: CSV with the columns
 * record (the owner's id), kind, pseudonym and pseudonym_project, a row for each key.
 */
#ifndef ACT_LINK_KEYS_H
#define ACT_LINK_KEYS_H

#include "encode/clk_file.h"

struct link_keys {
    size_t n_names; /* kinds that occur, in order of their names */
    char name[CLK_KEYS_MAX][CLK_NAME_MAX + 1];
    struct clk_key **row; /* of each of `n` records: n_names keys; NULL: it has none */
};

/* `path` NULL: nobody has keys. `ids` of the `n` records of the owner's file.
 * ERR_INVALID for a key of an id that is in no record, or of another project: the files
 * do not belong together. Lives in the arena. */
nodiscard enum err_code link_keys_read(struct link_keys *out, struct arena *a,
                                       const char *path, struct str project,
                                       const struct str *ids, size_t n, struct err *e);

#endif
