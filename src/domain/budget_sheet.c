#include "domain/budget_sheet.h"

/* Amounts of a file of a partner have no bound: what does not fit stays at the edge. */
static void add_cents(struct budget_sheet *s, int64_t *to, int64_t cents)
{
    if (!__builtin_add_overflow(*to, cents, to)) return;
    *to = cents > 0 ? INT64_MAX : INT64_MIN;
    s->is_too_large = true;
}

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
        add_cents(out, &out->of_kind[f->amount_kind], f->cents);
        out->has_kind[f->amount_kind] = true;
        if (f->source >= N_FUNDING_SOURCE) {
            out->n_unsorted++;
            continue;
        }
        add_cents(out, &out->cents[f->source][f->amount_kind], f->cents);
        out->has[f->source][f->amount_kind] = true;
    }
    for (size_t k = 0; k < N_AMOUNT_KIND; k++) {
        int64_t sum = 0;
        for (size_t s = 0; s < N_FUNDING_SOURCE; s++)
            add_cents(out, &sum, out->cents[s][k]);
        out->is_exact &= sum == out->of_kind[k];
    }
    out->is_exact &= !out->is_too_large;
}

static int64_t amount(const struct budget_sheet *s, size_t source, size_t kind)
{
    return source < N_FUNDING_SOURCE ? s->cents[source][kind] : s->of_kind[kind];
}

static bool is_said(const struct budget_sheet *s, size_t source, size_t kind)
{
    return source < N_FUNDING_SOURCE ? s->has[source][kind] : s->has_kind[kind];
}

static int64_t difference(int64_t more, int64_t less)
{
    int64_t cents;
    return __builtin_sub_overflow(more, less, &cents) ? INT64_MAX : cents;
}

enum budget_remark budget_remark_of(int64_t *cents_out, const struct budget_sheet *s,
                                    size_t source)
{
    int64_t allocated = amount(s, source, AMOUNT_KIND_ALLOCATED);
    int64_t committed = amount(s, source, AMOUNT_KIND_COMMITTED);
    int64_t paid = amount(s, source, AMOUNT_KIND_PAID);
    *cents_out = 0;
    if (committed > allocated) {
        *cents_out = difference(committed, allocated);
        return BUDGET_COMMITTED_OVER;
    }
    if (paid <= committed) return BUDGET_FINE;
    *cents_out = difference(paid, committed);
    return is_said(s, source, AMOUNT_KIND_COMMITTED) ? BUDGET_PAID_OVER
                                                     : BUDGET_PAID_UNBOUND;
}
