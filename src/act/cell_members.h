/* From a figure to the people behind it, for who may see them: the members of one cell
 * of a table of the desk. What it tells, and why not more: docs/decisions/0021. */
#ifndef ACT_CELL_MEMBERS_H
#define ACT_CELL_MEMBERS_H

#include "act/desk_acts.h"

enum { CELL_PAGE_ROWS = 25 };

enum cell_story {
    CELL_LISTED,
    CELL_ROLE_SEES_NOBODY, /* the visitor's role is about figures */
    CELL_OF_NO_PERSONS,    /* projects, places, signals ...: nobody stands in it */
};

struct cell_member {
    struct person_id person;
    struct str name; /* "" nobody knows, or not open */
};

/* In the arena of the asking, but for the names (cell_page_wipe). */
struct cell_page {
    struct str text; /* of the question, on one line */
    enum cell_story story;
    const struct table
        *table;         /* that was asked for; NULL: the question has none such */
    size_t row, column; /* of the cell in it */
    bool is_shown;      /* the table shows a number there: `n`, in units of the table */
    int64_t n;
    size_t n_open;               /* files in the cell that the visitor may open */
    struct cell_member *members; /* of this page */
    size_t n_members;
};

/* Members from `first` on, of those whom the visitor may see in every category of data
 * that the question tells something of. Each on the page is a look in the log. Errors
 * as desk_ask. */
nodiscard enum err_code cell_open(struct cell_page *out, const struct asking *a,
                                  struct str text, enum lang lang,
                                  const struct cell_address *at, size_t first,
                                  struct err *e);
void cell_page_wipe(struct cell_page *p);

#endif
