/* A directory of services of somebody else, in the forms of Open Referral's HSDS 3:
 * full objects (JSON: one, an array, a page with `contents`, or an object of tables)
 * and tables (CSV). Out of both come the same records (domain/directory.h): what is
 * nested in a full object becomes a record that belongs to it.
 *
 * Strict: ids are UUIDs, values are of their column's kind, what is needed is there,
 * one id says one thing. What breaks a rule is told as a verdict and left out.
 * Properties that the standard does not have are kept, and their names are counted. An
 * object with nothing but an id is a reference. */
#ifndef EXCHANGE_HSDS_READ_H
#define EXCHANGE_HSDS_READ_H

#include "domain/directory.h"
#include "exchange/verdict.h"

enum { HSDS_NAMES_KEPT = 8 };

struct hsds_item {
    struct directory_record record;
    int64_t line; /* of the table; in JSON the number of the outermost object */
};
struct hsds_reader {
    struct arena *arena;
    struct day borders; /* municipalities as on this day */
    void (*tell)(void *to, const struct verdict *v);
    void *to;
    struct hsds_item *items; /* in the order in which they came */
    size_t n;
    int64_t n_refused;
    int64_t n_shared;  /* said to belong to two of one kind: the first counts */
    int64_t n_unknown; /* properties that the standard does not have */
    char unknown[HSDS_NAMES_KEPT][40];
    size_t n_unknown_names;
    /* private */
    size_t cap;
    uint32_t *slots; /* open addressing: index + 1 */
    size_t n_slots;
};
void hsds_reader_init(struct hsds_reader *r, struct arena *a, struct day borders);
void hsds_reader_dispose(struct hsds_reader *r);

/* ERR_SYNTAX when it is no JSON, or not a directory at all; ERR_TOO_LARGE, also for
 * more records than LIMIT_DIRECTORY_RECORDS. */
nodiscard enum err_code hsds_read_json(struct hsds_reader *r, struct str text,
                                       struct err *e);
/* One table with its header; a byte order mark is passed over. ERR_SYNTAX when it is no
 * CSV or has no column id. */
nodiscard enum err_code hsds_read_table(struct hsds_reader *r, enum directory_kind kind,
                                        struct str text, struct err *e);

#endif
