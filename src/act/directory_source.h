/* Where the records of an answer or an export come from: the store, and for terms of
 * our own the code lists. */
#ifndef ACT_DIRECTORY_SOURCE_H
#define ACT_DIRECTORY_SOURCE_H

#include "exchange/hsds_write.h"
#include "store/directory_search.h"

struct directory_from {
    struct arena *arena;
    struct db *db;
    enum lang lang; /* of the words of our own terms */
    bool is_public; /* verified and changed as we know it; nothing of who changed */
};
struct hsds_source directory_source(struct directory_from *from);
/* The record of a kind; ours too. ERR_NOT_FOUND. */
nodiscard enum err_code directory_get(struct directory_record *out,
                                      struct directory_from *from,
                                      enum directory_kind kind, struct uuid id,
                                      struct err *e);
/* A term or taxonomy of our own as a record. */
void directory_own_term(struct directory_record *out, struct arena *a, int taxonomy,
                        uint8_t code, enum lang lang);
void directory_own_taxonomy(struct directory_record *out, struct arena *a, int taxonomy,
                            enum lang lang);

#endif
