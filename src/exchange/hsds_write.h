/* Records of the directory as Open Referral's HSDS 3 tells them: full objects with
 * everything nested, objects of lists with only what there is one of, and the rows of
 * its tables with their data package. Where records come from is the caller's. */
#ifndef EXCHANGE_HSDS_WRITE_H
#define EXCHANGE_HSDS_WRITE_H

#include "base/csv.h"
#include "domain/directory.h"

struct hsds_source {
    void *from;
    /* What belongs to `owner` through a slot; anything of other kinds is passed over.
     */
    enum err_code (*belonging)(struct directory_record **out, size_t *n_out, void *from,
                               enum directory_slot slot, struct uuid owner,
                               struct err *e);
    /* One record; *found_out false when there is none. */
    enum err_code (*find)(struct directory_record *out, bool *found_out, void *from,
                          enum directory_kind kind, struct uuid id, struct err *e);
    bool leaves_metadata_out; /* who changed what is not for everybody */
};

/* The outermost object with all that is nested in it. */
nodiscard enum err_code hsds_write_full(struct buf *out, const struct hsds_source *s,
                                        const struct directory_record *r,
                                        struct err *e);
/* As it stands in a list. */
nodiscard enum err_code hsds_write_basic(struct buf *out, const struct hsds_source *s,
                                         const struct directory_record *r,
                                         struct err *e);

/* A table: its header, a row. Values under names that the standard does not have are
 * not in tables: *n_left_out counts them. */
void hsds_table_head(struct csv_writer *w, enum directory_kind kind);
void hsds_table_row(int64_t *n_left_out, struct csv_writer *w,
                    const struct directory_record *r);
/* datapackage.json of the tables that are there (bit 1 << kind). */
nodiscard enum err_code hsds_datapackage(struct buf *out, uint32_t kinds,
                                         struct err *e);
/* A JSON Schema (draft 2020-12) of the full object of a kind, made from directory.def:
 * what every answer of ours must be. */
nodiscard enum err_code hsds_schema(struct buf *out, enum directory_kind kind,
                                    struct err *e);

#endif
