#include "domain/budget_sheet.h"

void budget_sheet_make(struct budget_sheet *out, const struct budget_fact *lines,
                       size_t n)
{
    *out = (struct budget_sheet){.is_exact = true};
    for (size_t i = 0; i < n; i++) {
        const struct budget_fact *f = &lines[i];
        if (f->amount_kind >= N_AMOUNT_KIND) {
            out->n_unsorted++;
            continue;
        }
        out->of_kind[f->amount_kind] += f->cents;
        out->has_kind[f->amount_kind] = true;
        if (f->source >= N_FUNDING_SOURCE) {
            out->n_unsorted++;
            continue;
        }
        out->cents[f->source][f->amount_kind] += f->cents;
        out->has[f->source][f->amount_kind] = true;
    }
    for (size_t k = 0; k < N_AMOUNT_KIND; k++) {
        int64_t sum = 0;
        for (size_t s = 0; s < N_FUNDING_SOURCE; s++)
            sum += out->cents[s][k];
        out->is_exact &= sum == out->of_kind[k];
    }
}

static int64_t amount(const struct budget_sheet *s, size_t source, size_t kind)
{
    return source < N_FUNDING_SOURCE ? s->cents[source][kind] : s->of_kind[kind];
}

static bool is_said(const struct budget_sheet *s, size_t source, size_t kind)
{
    return source < N_FUNDING_SOURCE ? s->has[source][kind] : s->has_kind[kind];
}

enum budget_remark budget_remark_of(int64_t *cents_out, const struct budget_sheet *s,
                                    size_t source)
{
    int64_t allocated = amount(s, source, AMOUNT_KIND_ALLOCATED);
    int64_t committed = amount(s, source, AMOUNT_KIND_COMMITTED);
    int64_t paid = amount(s, source, AMOUNT_KIND_PAID);
    *cents_out = 0;
    if (committed > allocated) {
        *cents_out = committed - allocated;
        return BUDGET_COMMITTED_OVER;
    }
    if (paid <= committed) return BUDGET_FINE;
    *cents_out = paid - committed;
    return is_said(s, source, AMOUNT_KIND_COMMITTED) ? BUDGET_PAID_OVER
                                                     : BUDGET_PAID_UNBOUND;
}
