/* A folder of CSV files in the layouts of layouts.h: a file a layout, what the columns
 * mean for programs (csv-metadata.json, CSVW) and for people (README.txt).
 *
 * (1) All or nothing: the folder is made beside its place under another name, and gets
 * its name when everything is on the disk. (2) Rows about persons stand in order of a
 * key that the caller gives, and within it in order of their bytes, whatever the order
 * in which they were given. (3) Rows wait in 256
 * files, one for each first byte of the key, which are sorted one by one; only one is
 * in memory. Keys are hashes, so that the files are alike. */
#ifndef EXCHANGE_FACT_FOLDER_H
#define EXCHANGE_FACT_FOLDER_H

#include "base/buf.h"
#include "exchange/layouts.h"

enum { FACT_KEY_BYTES = 16 };

/* Which columns of a layout are written, as bits; 0: the layout is left out. In a
 * coarse folder days of layouts about persons are months, and of participants
 * birth_year is age_class and municipality is province: such files cannot be imported.
 */
struct fact_columns {
    uint64_t of[N_LAYOUTS];
    bool is_coarse;
};
/* The name above a column. */
const char *fact_column_name(const struct fact_columns *columns,
                             enum layout_number layout, size_t column);

struct fact_folder;

/* A `path` that ends in .zip gets one file with the same files in it. ERR_EXISTS when
 * something is at `path`; ERR_NOT_FOUND when its folder is not there.
 */
nodiscard enum err_code fact_folder_begin(struct fact_folder **out, const char *path,
                                          const struct fact_columns *columns,
                                          struct err *e);
/* A row of a layout without persons, written at once, in the order given. `cells` has
 * an entry for each column of the layout; NULL is empty. Columns that are not written
 * are not looked at. */
nodiscard enum err_code fact_folder_row(struct fact_folder *f,
                                        enum layout_number layout,
                                        const char *const *cells, struct err *e);
/* A row about a person. */
nodiscard enum err_code fact_folder_add(struct fact_folder *f,
                                        enum layout_number layout,
                                        const uint8_t key[FACT_KEY_BYTES],
                                        const char *const *cells, struct err *e);
/* Sorts, writes metadata and `readme`, and syncs; the folder does not have its name
 * yet. */
nodiscard enum err_code fact_folder_finish(struct fact_folder *f, struct str readme,
                                           struct err *e);
int64_t fact_folder_rows(const struct fact_folder *f, enum layout_number layout);
/* Gives it its name; ERR_EXISTS when something has come there meanwhile. */
nodiscard enum err_code fact_folder_publish(struct fact_folder *f, struct err *e);
/* Frees; removes what was not published. NULL is fine. */
void fact_folder_close(struct fact_folder *f);

#endif
