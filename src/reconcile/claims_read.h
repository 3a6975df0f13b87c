/* Files of others as claims. Which kind a file is, is seen from its first bytes:
 *
 * figures      CSV with the columns figure, publication, cell, measure, unit, text,
 *              number, as_of, as demo/published/figures.csv has them, in any order; and
 *              these, which may be left out:
 *                role         figure, statement, target, annex or asked; when it is
 *                             empty a measure with the word "target" is a target, and
 *                             one that ends in "according to the questioner" a
 * statement denominator  the measure that a share is of base         the number of that
 * denominator period       reference period: 2018, 2019/2023, /2022-12-31 exclusive yes
 * or no: whether categories exclude each other geography    what a place is the place
 * of: residence, project, workplace policy       how small numbers are protected note
 * title or sentence that stands beside the figure cross table  CSV as printed in
 * answers: "Rijlabels;M;V;Eindtotaal", a row for each label, a total row and column
 * recognised in nl, fr and en. An empty line begins another table tidy         the CSV
 * that `answer --format csv` writes json         the JSON that it writes question
 * anything else: a question, to be answered before it can be checked
 *
 * CSV is UTF-8, separated by `,` or `;`, at most LIMIT_FILE_BYTES. Errors have line
 * and, where it is known, column. */
#ifndef RECONCILE_CLAIMS_READ_H
#define RECONCILE_CLAIMS_READ_H

#include "reconcile/claim.h"

enum claims_kind {
    CLAIMS_FIGURES,
    CLAIMS_CROSS_TABLE,
    CLAIMS_TIDY,
    CLAIMS_JSON,
    CLAIMS_QUESTION,
};
enum claims_kind claims_kind_of(struct str text, const char *file);

/* Adds the claims of a file to `out`; texts are copied into the arena. Of a kind other
 * than CLAIMS_QUESTION. ERR_SYNTAX, ERR_INVALID, ERR_TOO_LARGE. */
nodiscard enum err_code claims_read(struct claims *out, struct arena *a,
                                    const char *file, struct str text, struct err *e);

/* Inside reconcile/: one for each kind. */
nodiscard enum err_code claims_read_figures(struct claims *out, struct arena *a,
                                            const char *file, struct str text,
                                            struct err *e);
nodiscard enum err_code claims_read_cross(struct claims *out, struct arena *a,
                                          const char *file, struct str text,
                                          struct err *e);
nodiscard enum err_code claims_read_tidy(struct claims *out, struct arena *a,
                                         const char *file, struct str text,
                                         struct err *e);
nodiscard enum err_code claims_read_json(struct claims *out, struct arena *a,
                                         const char *file, struct str text,
                                         struct err *e);
/* The separator of a CSV text, by its first line. */
char csv_separator_of(struct str text);
/* Place of a column name in a header, SIZE_MAX when it is not there. */
size_t csv_column(const struct str *cells, size_t n, const char *name);
/* A claim with nothing said. */
struct claim claim_empty(const char *file, int line);
/* What a statement of the publication about a cell of ours was, when it differs. */
nodiscard enum err_code claims_add_published(struct claims *out, struct arena *a,
                                             const struct claim *ours,
                                             struct str published, struct err *e);

#endif
