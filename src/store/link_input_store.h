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

/* The keyed hash of a file's national number, for telling whether two have the same. */
struct link_number {
    bool is_known;
    uint8_t hash[32];
};
nodiscard enum err_code link_number_read(struct link_number *out, struct db *db,
                                         struct person_id person, struct err *e);

/* Was anything written after this audit row that a comparison could depend on? With
 * `or_runs` also another run, or the act of a worker. */
nodiscard enum err_code link_inputs_changed(bool *out, struct db *db, int64_t audit,
                                            bool or_runs, struct err *e);
/* The last audit row. */
nodiscard enum err_code link_audit_last(int64_t *out, struct db *db, struct err *e);

#endif
