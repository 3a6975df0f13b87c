/* The social map out of and into files of Open Referral's HSDS 3
 * (exchange/hsds_read.h): JSON, a table, a folder or .zip of tables with their data
 * package.
 *
 * In: every record is decided against what stands there under its id - added, changed,
 * the same, refused - and all becomes durable at once or not at all. The same file
 * again writes nothing. What a file does not speak of stays as it is. A service that
 * comes for the first time is kept by the sender; one that another organisation keeps
 * is refused. Out: everything that is there, in order of id. */
#ifndef ACT_DIRECTORY_EXCHANGE_H
#define ACT_DIRECTORY_EXCHANGE_H

#include "act/open.h"
#include "exchange/hsds_read.h"

struct directory_order {
    const char *path;
    const char *sender; /* code of an organisation; NULL: the house itself */
    struct day received;
    bool dry_run, keep_good, accept_jump, tell_all;
    int max_jump; /* percent between two deliveries of records */
    void (*tell)(void *to, const struct verdict *v);
    void *to;
};
struct directory_import {
    int64_t n_rows, n_added, n_changed, n_same, n_refused, n_shared, n_unknown;
    char unknown[HSDS_NAMES_KEPT][40]; /* names that the standard does not have */
    size_t n_unknown_names;
    bool was_written;
};
/* As import_run (act/import.h). */
nodiscard enum err_code directory_import_run(struct directory_import *out,
                                             struct house *h,
                                             const struct directory_order *order,
                                             struct err *e);

struct directory_export {
    int64_t n_records, n_services;
    int64_t n_left_out; /* values that the tables have no column for */
};
/* A path that ends in .json gets an array of full services; .zip or a folder the tables
 * and datapackage.json. ERR_EXISTS when something is there. */
nodiscard enum err_code directory_export_run(struct directory_export *out,
                                             struct house *h, const char *path,
                                             struct err *e);

#endif
