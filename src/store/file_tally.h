/* How many rows of `file_now` are alike in what lists count without days (organisation,
 * worker, phase, status, last day): for file_now_make.c alone, which moves the counts
 * in the transaction that moves the rows. */
#ifndef STORE_FILE_TALLY_H
#define STORE_FILE_TALLY_H

#include "store/db.h"

struct file_place {
    struct organisation_id organisation;
    struct uuid worker; /* nil: nobody named */
    int64_t valid_to;
    char phase[40], status[40];
};
struct file_places {
    struct file_place *at; /* in order of organisation */
    size_t n, cap;
};
#define FILE_PLACE_COLUMNS "organisation, worker, phase, status, valid_to"
/* From a row of these columns. */
void file_place_of(struct file_place *out, struct statement *st);
/* The rows of one person in file_now were `before` and are `after`. */
nodiscard enum err_code file_tally_move(struct db *db, const struct file_places *before,
                                        const struct file_places *after, struct err *e);
/* Before all rows are made again. */
nodiscard enum err_code file_tally_clear(struct db *db, struct err *e);

#endif
