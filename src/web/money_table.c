/* The money of a call or project as a table, with its check in words. */
#include "web/project_parts.h"

struct str money_statement(struct arena *a, enum target_owner owner, const char *code)
{
    return str_of(
        arena_format(a, "sum euro where %s = \"%s\" rows source columns amount_kind",
                     owner == TARGET_OF_CALL ? "call" : "project", code));
}

/* On a phone the row is a list: each cell says what it is. */
static void amount_cell(struct buf *out, const struct frame *f, struct arena *a,
                        size_t kind, bool is_there, int64_t cents)
{
    html_f(out, "<td role=\"cell\" class=\"number\" data-head=\"%s\">%s</td>",
           code_label(code_list_at(LIST_AMOUNT_KIND), (int)kind,
                      tongue_facts(f->tongue)->lang),
           is_there ? euro_words(a, f, cents) : ":");
}

static bool has_source(const struct budget_sheet *s, size_t source)
{
    for (size_t k = 0; k < N_AMOUNT_KIND; k++)
        if (s->has[source][k]) return true;
    return false;
}

static void table_html(struct buf *out, const struct frame *f, struct arena *a,
                       const struct budget_sheet *s)
{
    enum tongue t = f->tongue;
    html_f(out,
           "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"%s\">\n"
           "<table class=\"stacked\" role=\"table\">\n<thead role=\"rowgroup\">"
           "<tr role=\"row\"><th scope=\"col\" role=\"columnheader\">%s</th>",
           tr(t, "Begroting"), tr(t, "Bron"));
    for (uint8_t k = 0; k < N_AMOUNT_KIND; k++) {
        html_f(out, "<th scope=\"col\" role=\"columnheader\" class=\"number\">");
        label_html(out, t, LIST_AMOUNT_KIND, k);
        html_f(out, "</th>");
    }
    html_f(out, "</tr></thead>\n<tbody role=\"rowgroup\">\n");
    for (uint8_t i = 0; i < N_FUNDING_SOURCE; i++) {
        if (!has_source(s, i)) continue;
        html_f(out, "<tr role=\"row\"><th scope=\"row\" role=\"rowheader\">");
        label_html(out, t, LIST_FUNDING_SOURCE, i);
        html_f(out, "</th>");
        for (size_t k = 0; k < N_AMOUNT_KIND; k++)
            amount_cell(out, f, a, k, s->has[i][k], s->cents[i][k]);
        html_f(out, "</tr>\n");
    }
    html_f(out,
           "</tbody>\n<tfoot role=\"rowgroup\"><tr role=\"row\"><th scope=\"row\" "
           "role=\"rowheader\">%s</th>",
           tr(t, "Totaal"));
    for (size_t k = 0; k < N_AMOUNT_KIND; k++)
        amount_cell(out, f, a, k, s->has_kind[k], s->of_kind[k]);
    html_f(out, "</tr></tfoot>\n</table>\n</div>\n<p class=\"quiet\">%s</p>\n",
           tr(t, "Een dubbelpunt (:) betekent: geen bedrag genoteerd."));
}

static void remark_html(struct buf *out, const struct frame *f, struct arena *a,
                        const struct budget_sheet *s, uint8_t source)
{
    enum tongue t = f->tongue;
    int64_t cents;
    enum budget_remark r = budget_remark_of(&cents, s, source);
    if (r == BUDGET_FINE) return;
    const char *label =
        code_label(code_list_at(LIST_FUNDING_SOURCE), source, tongue_facts(t)->lang);
    const char *amount = euro_words(a, f, cents);
    html_f(out, "<p class=\"inset warning\"><span>");
    if (r == BUDGET_COMMITTED_OVER)
        tr_html(out, t, "{0}: er is {1} meer vastgelegd dan toegewezen.", label,
                amount);
    else if (r == BUDGET_PAID_OVER)
        tr_html(out, t, "{0}: er is {1} meer uitbetaald dan vastgelegd.", label,
                amount);
    else
        tr_html(out, t, "{0}: er is {1} uitbetaald en niets vastgelegd.", label,
                amount);
    html_f(out, "</span></p>\n");
}

void money_html(struct buf *out, const struct frame *f, struct arena *a,
                const struct budget_sheet *s)
{
    enum tongue t = f->tongue;
    bool has_any = false;
    for (size_t k = 0; k < N_AMOUNT_KIND; k++)
        has_any |= s->has_kind[k];
    if (!has_any) {
        html_f(out, "<p>%s</p>\n", tr(t, "Nog geen bedragen."));
        return;
    }
    table_html(out, f, a, s);
    if (s->is_exact)
        html_f(out, "<p class=\"inset note\"><span>%s</span></p>\n",
               tr(t, "De bronnen samen zijn het totaal: klopt tot op de cent."));
    else if (s->is_too_large)
        html_f(out, "<p class=\"inset warning\"><span>%s</span></p>\n",
               tr(t, "Een bedrag is te groot om op te tellen. Kijk de lijnen na."));
    else
        html_f(out, "<p class=\"inset warning\"><span>%s</span></p>\n",
               tr(t, "De bronnen samen zijn niet het totaal: bij een lijn ontbreekt de "
                     "bron."));
    for (uint8_t i = 0; i < N_FUNDING_SOURCE; i++)
        remark_html(out, f, a, s, i);
}
