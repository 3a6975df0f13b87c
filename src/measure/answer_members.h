/* Who stands in one cell of a table: the way from a figure to its members.
 *
 * A member is a file whose own records put it in the cell: persons are not joined for
 * this, so that what another file of the same human being says puts nobody anywhere.
 * Nothing is said of how many persons the cell counts; see docs/decisions/0021. */
#ifndef MEASURE_ANSWER_MEMBERS_H
#define MEASURE_ANSWER_MEMBERS_H

#include "domain/access.h"
#include "measure/answer.h"

/* A cell by the codes of its row and column, level by level with | between them; ""
 * where it is a total: "antwerpen|f". */
struct cell_address {
    size_t table; /* of the statement, which has several with each */
    struct str row, column;
};
/* Where it stands in a table that is shown; false: nowhere. */
bool cell_find(size_t *row_out, size_t *column_out, const struct table *t,
               const struct cell_address *at);
/* "antwerpen|f" of an entry, in the arena. */
const char *cell_path_of(struct arena *a, const struct axis_entry *entry);

/* Does the statement count what belongs to a trajectory of a person? Only then do its
 * cells have members. */
bool question_has_members(const struct question *q);
/* The categories of data that being in a cell tells something of: a bit for each
 * (1 << record_category). Who may not see one of them may not be shown the member. */
unsigned question_categories(const struct question *q);

struct cell_members {
    struct person_id *files;
    size_t n;
};
/* The files in the cell of the first statement of a question with members; none when
 * there is no such cell. Protection of small cells does not hold here: the caller shows
 * each member only to who may open the file, and no other number. */
nodiscard enum err_code answer_members(struct cell_members *out, struct arena *a,
                                       const struct question *q,
                                       const struct answer_context *ctx,
                                       const struct cell_address *at, struct err *e);

#endif
