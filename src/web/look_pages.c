/* Who looked at which file: of one person, in words that the person could be shown; and
 * of an organisation, by id, for who watches over it. */
#include "act/behalf.h"
#include "base/parse.h"
#include "store/read_log_store.h"
#include "web/person_tabs.h"

enum { A_PAGE = 50 };

/* Looks before this moment: from ?voor=, or all. */
static int64_t before_of(const struct request *q)
{
    int64_t before = INT64_MAX;
    struct str text = request_text(q, "voor");
    if (text.n && parse_int(&before, text, 1, INT64_MAX, "moment", NULL) != OK)
        before = INT64_MAX;
    return before;
}

static const char *next_piece(const struct request *q, const char *path,
                              const struct look *list, size_t n)
{
    if (n < A_PAGE) return NULL;
    return arena_format(q->asking.arena, "%s?voor=%lld", path,
                        (long long)list[n - 1].happened_at);
}

static void reason_html(struct buf *out, enum tongue t, const char *reason)
{
    static const struct {
        const char *reason, *text;
    } known[] = {
#define L(reason, text) {reason, text},
#include "web/look_reasons.def"
#undef L
    };
    for (size_t i = 0; i < ARRAY_LEN(known); i++)
        if (strcmp(known[i].reason, reason) == 0) {
            text_html_write(out, t, known[i].text);
            return;
        }
    html_f(out, "<bdi>%s</bdi>", reason);
}

static void looker_html(struct buf *out, const struct request *q, const struct look *l)
{
    enum tongue t = q->tongue;
    if (l->worker_name[0]) {
        html_f(out, "<strong><bdi>%s</bdi></strong>", l->worker_name);
        if (l->organisations[0]) html_f(out, ", <bdi>%s</bdi>", l->organisations);
    } else {
        html_f(out, "<strong>");
        text_html(out, t, "een programma van de beheerder");
        html_f(out, "</strong>");
    }
}

static enum err_code show_person_looks(struct reply *r, struct request *q,
                                       struct err *e)
{
    enum tongue t = q->tongue;
    const struct asking *a = &q->asking;
    struct person_id person = {request_id(q, "person")};
    struct buf *out = &r->body;
    struct look *list;
    struct gate gate;
    size_t n;
    enum err_code rc;
    TRY(person_gate(&gate, a, person, PERMISSION_READ_LOG, e));
    /* who else is involved is not the receiver's to know: a doctor tells too much */
    bool is_receiver = gate.relation == RELATION_RECEIVER;
    if (is_receiver)
        TRY(look_list_by(&list, &n, a->arena, a->house->db, person,
                         a->visitor.organisation, before_of(q), A_PAGE, e));
    else
        TRY(look_list(&list, &n, a->arena, a->house->db, person, before_of(q), A_PAGE,
                      e));
    struct frame f = frame_of(q, tr(t, "Wie keek in dit dossier?"));
    f.nav = NAV_FILES;
    page_begin(out, &f);
    page_back(out, &f, person_path(a->arena, person, ""),
              tr(t, "Terug naar het dossier"));
    page_heading(out, &f, f.title);
    html_f(out, "<p>");
    if (is_receiver)
        text_html(out, t,
                  "Elke keer dat iemand van jouw organisatie dit dossier opent, staat "
                  "het hier. De hele lijst is bij wie het dossier bijhoudt.");
    else
        text_html(out, t,
                  "Elke keer dat iemand dit dossier opent, staat het hier. Je mag deze "
                  "lijst aan de persoon tonen.");
    html_f(out, "</p>\n");
    if (!n) inset(out, "note", tr(t, "Nog niemand."));
    html_f(out, "<ol class=\"list\">\n");
    for (size_t i = 0; i < n; i++) {
        html_f(out, "<li>");
        looker_html(out, q, &list[i]);
        html_f(out, "<br><span class=\"quiet\">%s: ",
               moment_words(a->arena, t, list[i].happened_at, a->today));
        reason_html(out, t, list[i].reason);
        html_f(out, "</span></li>\n");
    }
    html_f(out, "</ol>\n");
    pager(out, &f, NULL,
          next_piece(q, person_path(a->arena, person, "logboek"), list, n));
    page_end(out, &f);
out:
    return rc;
}

enum { HEAD_WHEN, HEAD_WHO, HEAD_REASON, HEAD_FILE, N_HEADS };
static const char *const heads[N_HEADS] = {
    [HEAD_WHEN] = TR("Wanneer"),
    [HEAD_WHO] = TR("Wie"),
    [HEAD_REASON] = TR("Waarvoor"),
    [HEAD_FILE] = TR("Dossier"),
};

static void cell(struct buf *out, enum tongue t, size_t head)
{
    html_f(out, "<td role=\"cell\" data-head=\"%s\">", tr_later(t, heads[head]));
}

static enum err_code show_all_looks(struct reply *r, struct request *q, struct err *e)
{
    enum tongue t = q->tongue;
    const struct asking *a = &q->asking;
    struct buf *out = &r->body;
    struct look *list;
    size_t n;
    char id[UUID_TEXT + 1];
    enum err_code rc;
    TRY(look_list_all(&list, &n, a->arena, a->house->db, a->visitor.organisation,
                      before_of(q), A_PAGE, e));
    struct frame f = frame_of(q, tr(t, "Logboek: wie keek in welk dossier"));
    f.nav = NAV_MORE;
    page_begin(out, &f);
    page_heading(out, &f, f.title);
    html_f(out, "<p>");
    tr_html(out, t,
            "Van wie voor {0} werkt. Dossiers staan hier met hun nummer, zonder naam.",
            a->visitor.organisation_name);
    html_f(out, "</p>\n");
    if (!n) {
        inset(out, "note", tr(t, "Nog niemand."));
    } else {
        html_f(out,
               "<div class=\"scroll\" role=\"region\" tabindex=\"0\" "
               "aria-label=\"%s\">\n<table class=\"stacked\" role=\"table\">\n"
               "<thead role=\"rowgroup\"><tr role=\"row\">",
               f.title);
        for (size_t i = 0; i < N_HEADS; i++)
            html_f(out, "<th scope=\"col\" role=\"columnheader\">%s</th>",
                   tr_later(t, heads[i]));
        html_f(out, "</tr></thead>\n<tbody role=\"rowgroup\">\n");
        for (size_t i = 0; i < n; i++) {
            uuid_text(id, list[i].person.u);
            html_f(out, "<tr role=\"row\">");
            cell(out, t, HEAD_WHEN);
            html_f(out, "<bdi>%s</bdi></td>",
                   moment_words(a->arena, t, list[i].happened_at, a->today));
            cell(out, t, HEAD_WHO);
            looker_html(out, q, &list[i]);
            html_f(out, "</td>");
            cell(out, t, HEAD_REASON);
            reason_html(out, t, list[i].reason);
            html_f(out, "</td>");
            cell(out, t, HEAD_FILE);
            html_f(out, "<code>%s</code></td></tr>\n", id);
        }
        html_f(out, "</tbody>\n</table>\n</div>\n");
    }
    pager(out, &f, NULL, next_piece(q, "/beheer/logboek", list, n));
    page_end(out, &f);
out:
    return rc;
}

static const struct route_value piece_values[] = {
    {"voor", VALUE_NUMBER, 0, false, "only looks before this moment, in Unix ms"}, {0}};

const struct route look_routes[] = {
    {"GET", "/personen/:person/logboek", PERMISSION_READ_LOG, piece_values,
     "who looked at this file, and what for", show_person_looks},
    {"GET", "/beheer/logboek", PERMISSION_LOGS, piece_values,
     "who of the organisation looked at which files", show_all_looks},
    {0},
};
