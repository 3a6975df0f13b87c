/* What a comparison of all files begins with: which files there are, what is countable
 * of them, and which have an exact number or pseudonym in common. Opens nothing. */
#ifndef STORE_LINK_INPUT_STORE_H
#define STORE_LINK_INPUT_STORE_H

#include "store/link_store.h"

/* Open attributes, the last one known; "" and 0: not known. */
struct link_file {
    struct person_id person;
    bool has_key, is_erased; /* neither: nobody recorded who it is */
    char sex[8], municipality[8];
    int birth_year, birth_month;
};
/* All persons, in order of id. */
nodiscard enum err_code link_files_read(struct link_file **out, size_t *n_out,
                                        struct arena *a, struct db *db, struct err *e);

/* Files that have a keyed hash: those of one group have the same. Groups are numbered
 * from 0; rows are in order of group, then person. */
struct link_exact {
    struct person_id person;
    uint32_t group;
    bool is_number; /* national number; otherwise a pseudonym of some project */
};
nodiscard enum err_code link_exact_read(struct link_exact **out, size_t *n_out,
                                        struct arena *a, struct db *db, struct err *e);

/* Was anything written after this audit row that a comparison could depend on? */
nodiscard enum err_code link_inputs_changed(bool *out, struct db *db, int64_t audit,
                                            struct err *e);

#endif
