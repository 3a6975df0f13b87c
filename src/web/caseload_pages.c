/* Who accompanies how many people, and how many was agreed (R49): to share the work,
 * never to judge it. Who does not manage or coordinate sees the own number. */
#include "act/coordination_acts.h"
#include "domain/programme_rules.h"
#include "store/course_read.h"
#include "web/field_parts.h"
#include "web/route.h"

#define CASELOAD_PATH "/dossiers/verdeling"

/* The limit of a programme in which the organisation takes part; 0: none. */
static enum err_code find_limit(int *out, char call[16], struct request *q,
                                struct err *e)
{
    struct programme_choice *list;
    size_t n;
    enum err_code rc;
    *out = 0;
    TRY(programme_choices(&list, &n, q->asking.arena, q->asking.house->db,
                          q->asking.visitor.organisation, q->asking.today, e));
    for (size_t i = 0; i < n; i++) {
        int limit = programme_rule_value("caseload_max", str_of(list[i].call), ANY_KIND,
                                         q->asking.today, 0);
        if (limit <= 0) continue;
        *out = limit;
        snprintf(call, 16, "%s", list[i].call);
    }
out:
    return rc;
}

static const char *const heads[] = {TR("Begeleider"), TR("Lopende dossiers"),
                                    TR("Contact in de laatste 30 dagen"),
                                    TR("Afgesproken, hoogstens")};

static void cell(struct buf *out, const struct frame *f, size_t head)
{
    html_f(out, "<td role=\"cell\" data-head=\"%s\">",
           tr_later(f->tongue, heads[head]));
}

static void write_row(struct buf *out, const struct frame *f,
                      const struct caseload_view *v, int call_limit)
{
    enum tongue t = f->tongue;
    bool is_named = !uuid_is_nil(v->worker);
    int limit = v->limit != CASELOAD_NO_LIMIT ? v->limit : call_limit;
    html_f(out,
           "<tr role=\"row\">\n<th scope=\"row\" role=\"rowheader\"><bdi>%s</bdi></th>",
           is_named ? v->name : tr(t, "Nog niemand aangeduid"));
    cell(out, f, 1);
    html_f(out, "%lld</td>", (long long)v->n);
    cell(out, f, 2);
    html_f(out, "%lld</td>", (long long)v->n_active);
    cell(out, f, 3);
    if (is_named && limit > 0)
        html_f(out, "%d", limit);
    else if (is_named)
        text_html(out, t, "niets afgesproken");
    if (is_named && limit > 0 && v->n > limit)
        html_f(out, " <span class=\"tag warning\">%s</span>",
               v->limit != CASELOAD_NO_LIMIT ? tr(t, "meer dan afgesproken")
                                             : tr(t, "boven het aantal van de oproep"));
    html_f(out, "</td>\n</tr>\n");
}

static void write_table(struct buf *out, const struct frame *f,
                        const struct caseload_page *p, int call_limit)
{
    html_f(out,
           "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"%s\">\n"
           "<table class=\"stacked\" role=\"table\">\n<caption>%s</caption>\n"
           "<thead role=\"rowgroup\"><tr role=\"row\">\n",
           f->title, f->title);
    for (size_t i = 0; i < ARRAY_LEN(heads); i++)
        html_f(out, "<th scope=\"col\" role=\"columnheader\">%s</th>\n",
               tr_later(f->tongue, heads[i]));
    html_f(out, "</tr></thead>\n<tbody role=\"rowgroup\">\n");
    for (size_t i = 0; i < p->n; i++)
        write_row(out, f, &p->rows[i], call_limit);
    html_f(out, "</tbody>\n</table>\n</div>\n");
}

static void write_form(struct buf *out, const struct frame *f, const struct request *q,
                       const struct caseload_page *p, const struct form_errors *errors)
{
    enum tongue t = f->tongue;
    struct choice *who =
        arena_new_array(q->asking.arena, struct choice, p->n_colleagues + 1);
    who[0] =
        (struct choice){.value = "", .label = tr(t, "iedereen van mijn organisatie")};
    for (size_t i = 0; i < p->n_colleagues; i++)
        who[i + 1] = (struct choice){
            .value =
                str_to_c(q->asking.arena, id_str(q->asking.arena, p->colleagues[i].id)),
            .label = p->colleagues[i].name};
    fold_begin(out, errors->n > 0, tr(t, "Spreek een aantal af"));
    form_begin(out, f, CASELOAD_PATH,
               uuid_is_nil(q->asking.form) ? uuid7_new() : q->asking.form);
    field_select(out, f,
                 &(struct field){.name = "wie",
                                 .label = tr(t, "Voor wie?"),
                                 .value = request_text(q, "wie")},
                 who, p->n_colleagues + 1, errors);
    field_text(
        out, f,
        &(struct field){.name = "aantal",
                        .label = tr(t, "Hoogstens hoeveel lopende dossiers?"),
                        .hint = tr(t, "Leeg: er is geen afspraak meer. Het is "
                                      "een teken om te overleggen; niemand wordt "
                                      "tegengehouden."),
                        .value = request_text(q, "aantal"),
                        .input_mode = "numeric",
                        .may_be_empty = true,
                        .is_ltr = true,
                        .most = 5},
        errors);
    button(out, "primary", tr(t, "Bewaar"), NULL, NULL);
    form_end(out);
    fold_end(out);
}

static enum err_code caseload_html(struct reply *r, struct request *q,
                                   const struct form_errors *errors, struct err *e)
{
    struct frame f = frame_of(q, tr(q->tongue, "Wie begeleidt hoeveel mensen"));
    struct caseload_page p;
    struct buf *out = &r->body;
    char call[16] = "", number[16];
    int limit;
    enum err_code rc;
    TRY(caseload_show(&p, &q->asking, e));
    TRY(find_limit(&limit, call, q, e));
    snprintf(number, sizeof number, "%d", limit);
    f.nav = NAV_FILES;
    f.has_errors = errors->n > 0;
    page_begin(out, &f);
    page_back(out, &f, "/dossiers", tr(q->tongue, "Dossiers"));
    error_summary(out, &f, errors);
    page_heading(out, &f, f.title);
    if (limit) {
        html_f(out, "<p>");
        tr_html(out, q->tongue,
                "Oproep {0}: hoogstens {1} mensen voor één casemanager.", call, number);
        html_f(out, "</p>\n");
    }
    if (p.n)
        write_table(out, &f, &p, limit);
    else
        html_f(out, "<p>%s</p>\n",
               p.sees_all ? tr(q->tongue, "Er zijn nog geen dossiers.")
                          : tr(q->tongue, "Je begeleidt nog niemand."));
    if (p.sees_all) write_form(out, &f, q, &p, errors);
    page_end(out, &f);
out:
    return rc;
}

static enum err_code show_caseload(struct reply *r, struct request *q, struct err *e)
{
    struct form_errors none = {.n = 0};
    return caseload_html(r, q, &none, e);
}

static enum err_code take_agreement(struct reply *r, struct request *q, struct err *e)
{
    struct form_errors errors = {.n = 0};
    struct uuid worker;
    int64_t number = CASELOAD_NO_LIMIT;
    enum err_code rc;
    form_id(&worker, q, "wie", true, tr(q->tongue, "Kies een collega uit de lijst."),
            &errors);
    if (request_text(q, "aantal").n)
        form_number(&number, q, "aantal", 0, 1000,
                    tr(q->tongue, "Schrijf een getal van 0 tot 1000."), &errors);
    field_lead(q, CASELOAD_PATH, "bewaard");
    if (!errors.n) {
        rc = caseload_agree(&q->asking, worker, (int)number, e);
        if (rc == OK) field_follow(r, q);
        if (rc != ERR_INVALID) return rc;
        form_error(&errors, "wie", tr(q->tongue, "Kies een collega uit de lijst."));
    }
    reply_invalid(r);
    return caseload_html(r, q, &errors, e);
}

static const struct route_value agreement_values[] = {
    {"wie", VALUE_ID, 0, false, "a colleague; empty: everybody of the organisation"},
    {"aantal", VALUE_NUMBER, 0, false, "files at most; empty: nothing agreed any more"},
    {0},
};

const struct route caseload_routes[] = {
    {"GET", CASELOAD_PATH, PERMISSION_FILES_LIST, NULL,
     "how many people each worker accompanies; for a guide the own number",
     show_caseload},
    {"POST", CASELOAD_PATH, PERMISSION_FILES_LIST, agreement_values,
     "agree on how many people at most; by who manages or coordinates", take_agreement},
    {0},
};
