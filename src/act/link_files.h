/* CSV files of persons in the clear, matched: one file for doubles within it, two files
 * one to one. What is written names files, rows and ids; never a value of a person. */
#ifndef ACT_LINK_FILES_H
#define ACT_LINK_FILES_H

#include "act/person_file.h"
#include "base/buf.h"
#include "link/link_error.h"
#include "link/link_quality.h"
#include "link/match.h"

enum { LINK_FILES_MAX = 2 };

struct link_files_wanted {
    const char *const *paths;
    size_t n;
    struct str columns; /* what is told of them; see column_roles.h */
    const char *truth;  /* header of the column that tells who is who, or NULL */
    bool have_doubles;  /* two files, but each may hold a person twice */
    struct match_options match;
    void (*tell)(void *to, const char *line); /* what was recognised, what it costs */
    void *to;
};

struct linked_files {
    struct arena arena;
    struct person_file file[LINK_FILES_MAX];
    size_t n_files;
    size_t first_row[LINK_FILES_MAX + 1]; /* of each file in the table */
    struct person_table table;
    struct match_result result;
    struct link_expected expected; /* to be wrong, by the evidence itself */
    struct link_quality quality;   /* when wanted.truth */
};

/* Beside what reading and matching refuse: ERR_USAGE for a truth column that is not
 * there. */
nodiscard enum err_code link_files(struct linked_files *out,
                                   const struct link_files_wanted *w, struct err *e);
void linked_files_dispose(struct linked_files *l);

/* CSV: file, row, id, person. Rows count from 1 below the header; persons from 1 in
 * order of their first row. */
void linked_files_write_rows(struct buf *out, const struct linked_files *l);
/* CSV: file, row and id of both, linked or review, evidence in bits, and the level of
 * every field, of all pairs that are linked or for a person to look at. */
void linked_files_write_pairs(struct buf *out, const struct linked_files *l);
/* The evidence of one pair, field by field; a place is "ROW" or "FILE:ROW". */
nodiscard enum err_code linked_files_explain(struct buf *out,
                                             const struct linked_files *l,
                                             struct str place_a, struct str place_b,
                                             struct err *e);

#endif
