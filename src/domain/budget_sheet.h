/* The money of a call or project: what was allocated, committed and paid, by source, to
 * the cent. Pure. */
#ifndef DOMAIN_BUDGET_SHEET_H
#define DOMAIN_BUDGET_SHEET_H

#include "domain/facts.h"
#include "domain/lists.h"

struct budget_sheet {
    int64_t cents[N_FUNDING_SOURCE][N_AMOUNT_KIND];
    bool has[N_FUNDING_SOURCE][N_AMOUNT_KIND]; /* a line says it; zero is not nothing */
    int64_t of_kind[N_AMOUNT_KIND];            /* the lines of a kind, added up */
    bool has_kind[N_AMOUNT_KIND];
    size_t n_unsorted; /* lines without source or kind: in no cell */
    bool is_too_large; /* a sum stopped at the largest amount there is */
    bool is_exact;     /* cells by source add up to the lines, of every kind */
};
/* Lines of one call or project. */
void budget_sheet_make(struct budget_sheet *out, const struct budget_fact *lines,
                       size_t n);

/* What deserves a look, of one source, or of all when `source` is N_FUNDING_SOURCE. */
enum budget_remark {
    BUDGET_FINE,
    BUDGET_COMMITTED_OVER, /* more committed than allocated */
    BUDGET_PAID_OVER,      /* more paid than committed */
    BUDGET_PAID_UNBOUND,   /* paid, and nothing was committed */
};
/* *cents_out: by how much. The first that holds; committed over allocated goes first.
 */
enum budget_remark budget_remark_of(int64_t *cents_out, const struct budget_sheet *s,
                                    size_t source);

#endif
