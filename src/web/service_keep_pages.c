/* What an organisation keeps on the social map: reports that something is not right,
 * what was not looked at for long, and needs for which there is no service. */
#include "web/field_parts.h"
#include "web/route.h"
#include "web/service_parts.h"

enum {
    DOUBTS_SHOWN = 100,
    GAPS_SHOWN = 30,
    GAP_DAYS = 365,
    KEPT_SHOWN = 50,
    SOME_TIMES = 4
};

static void settle_button(struct buf *out, const struct frame *f, struct arena *a,
                          struct uuid doubt, const char *words, const char *outcome)
{
    form_begin(out, f, id_path(a, "/sociale-kaart/melding/", doubt, ""), uuid7_new());
    hidden(out, "gevolg", str_of(outcome));
    button(out, "secondary", words, NULL, NULL);
    form_end(out);
}

static void show_doubts(struct buf *out, const struct frame *f, struct arena *a,
                        const struct directory_doubt_view *doubts, size_t n)
{
    enum tongue t = f->tongue;
    html_f(out, "<h2>%s</h2>\n", tr(t, "Meldingen: iets klopt niet"));
    if (!n) html_f(out, "<p>%s</p>\n", tr(t, "Geen meldingen. Alles is nagekeken."));
    if (n) html_f(out, "<ul class=\"list\">\n");
    for (size_t i = 0; i < n; i++) {
        const struct directory_doubt_fact *d = &doubts[i].fact;
        html_f(out, "<li><a href=\"%s\"><bdi dir=\"auto\">%.*s</bdi></a>\n<p>",
               id_path(a, "/sociale-kaart/", d->service, ""),
               STR_ARG(doubts[i].service_name));
        label_html(out, t, LIST_SERVICE_FAULT, d->fault);
        html_f(
            out,
            " <span class=\"quiet\"><bdi>%s</bdi></span></p>\n<div class=\"buttons\">",
            day_words(a, t, d->on, f->today));
        settle_button(out, f, a, d->id, tr(t, "Het is verbeterd"), "corrected");
        settle_button(out, f, a, d->id, tr(t, "Het klopte toch"), "was_right");
        html_f(out, "</div></li>\n");
    }
    if (n) html_f(out, "</ul>\n");
}

/* A gap told often is a candidate for a signal: its form, filled in with what was told
 * of nobody. */
static void signal_cell(struct buf *out, const struct frame *f,
                        const struct directory_gap_count *gap)
{
    const char *often = gap->n > SOME_TIMES ? "often" : gap->n > 1 ? "some" : "once";
    const struct code_list *groups = code_list_at(LIST_TARGET_GROUP);
    const struct code_list *conditions = code_list_at(LIST_CONTEXT_CONDITION);
    html_f(out,
           "<td><a "
           "href=\"/signaal/nieuw?voorwaarde=%s&amp;gemeente=%s&amp;doelgroep=%s&amp;"
           "hoevaak=%s\">%s</a></td>",
           gap->condition < conditions->n ? conditions->codes[gap->condition].code : "",
           gap->municipality,
           gap->target_group < groups->n ? groups->codes[gap->target_group].code : "",
           often, tr(f->tongue, "Maak er een signaal van"));
}

static void show_gaps(struct buf *out, const struct frame *f, struct arena *a,
                      const struct directory_gap_count *gaps, size_t n)
{
    enum tongue t = f->tongue;
    if (!n) return;
    html_f(out,
           "<h2>%s</h2>\n<div class=\"scroll\" tabindex=\"0\" role=\"region\" "
           "aria-label=\"%s\"><table><thead><tr><th scope=\"col\">%s</th><th "
           "scope=\"col\">%s</th><th scope=\"col\">%s</th><th scope=\"col\" "
           "class=\"number\">%s</th><th scope=\"col\">%s</th></tr></thead>\n<tbody>\n",
           tr(t, "Gemelde tekorten in een jaar"), tr(t, "Gemelde tekorten in een jaar"),
           tr(t, "Drempel"), tr(t, "Gemeente"), tr(t, "Doelgroep"), tr(t, "Aantal"),
           tr(t, "Signaal"));
    for (size_t i = 0; i < n; i++) {
        html_f(out, "<tr><td>");
        label_html(out, t, LIST_CONTEXT_CONDITION, gaps[i].condition);
        html_f(out, "</td><td>");
        if (gaps[i].municipality[0])
            municipality_html(out, f, gaps[i].municipality);
        else
            html_f(out, "-");
        html_f(out, "</td><td>");
        if (gaps[i].target_group != CODE_MISSING)
            label_html(out, t, LIST_TARGET_GROUP, gaps[i].target_group);
        else
            html_f(out, "-");
        html_f(out, "</td><td class=\"number\">%s</td>",
               arena_format(a, "%lld", (long long)gaps[i].n));
        signal_cell(out, f, &gaps[i]);
        html_f(out, "</tr>\n");
    }
    html_f(out, "</tbody></table></div>\n");
}

static void show_kept(struct buf *out, const struct frame *f, const struct request *q,
                      const struct service_view *kept, size_t n)
{
    enum tongue t = f->tongue;
    struct arena *a = q->asking.arena;
    html_f(out, "<h2>%s</h2>\n", tr(t, "Wat jullie bijhouden"));
    if (!n) html_f(out, "<p>%s</p>\n", tr(t, "Nog geen dienst. Voeg de eerste toe."));
    if (n) html_f(out, "<ul class=\"list\">\n");
    for (size_t i = n; i-- > 0;) { /* what was looked at longest ago first */
        html_f(
            out,
            "<li><a href=\"%s\"><bdi dir=\"auto\">%.*s</bdi></a>\n<p class=\"quiet\">",
            id_path(a, "/sociale-kaart/", kept[i].id, ""), STR_ARG(kept[i].name));
        service_state_html(out, f, &kept[i]);
        service_verified_html(out, f, a, &kept[i]);
        html_f(out, "</p></li>\n");
    }
    if (n) html_f(out, "</ul>\n");
}

static enum err_code show_keeping(struct reply *r, struct request *q, struct err *e)
{
    struct frame f = frame_of(q, tr(q->tongue, "De sociale kaart bijhouden"));
    struct arena *a = q->asking.arena;
    struct db *db = q->asking.house->db;
    struct organisation_id own = q->asking.visitor.organisation;
    struct service_filter filter = {.wanted = {.keeper = own, .most = KEPT_SHOWN}};
    struct directory_doubt_view *doubts;
    struct directory_gap_count *gaps;
    struct service_view *kept;
    size_t n_doubts, n_gaps, n_kept;
    int64_t total;
    bool more;
    enum err_code rc;
    f.nav = NAV_MORE;
    TRY(services_find(&kept, &n_kept, &more, &total, &q->asking, &filter, e));
    TRY(directory_doubts(&doubts, &n_doubts, a, db, own, DOUBTS_SHOWN, e));
    TRY(directory_gap_counts(&gaps, &n_gaps, a, db, (struct day){f.today.v - GAP_DAYS},
                             GAPS_SHOWN, e));
    page_begin(&r->body, &f);
    page_back(&r->body, &f, "/sociale-kaart",
              tr(f.tongue, "Terug naar de sociale kaart"));
    page_heading(&r->body, &f, f.title);
    button_link(&r->body, "primary", "/sociale-kaart/nieuw",
                tr(f.tongue, "Voeg een dienst toe"));
    show_doubts(&r->body, &f, a, doubts, n_doubts);
    show_kept(&r->body, &f, q, kept, n_kept);
    show_gaps(&r->body, &f, a, gaps, n_gaps);
    page_end(&r->body, &f);
out:
    return rc;
}

static enum err_code settle(struct reply *r, struct request *q, struct err *e)
{
    struct form_errors errors = {0};
    uint8_t outcome;
    form_code(&outcome, q, "gevolg", LIST_DOUBT_OUTCOME, false, "", &errors);
    field_lead(q, "/sociale-kaart/beheer", "bewaard");
    enum err_code rc = doubt_settle(&q->asking, request_id(q, "doubt"), outcome, e);
    if (rc == OK) field_follow(r, q);
    return rc;
}

static const struct route_value settle_values[] = {
    {"gevolg", VALUE_CODE, LIST_DOUBT_OUTCOME, true, "what came of the report"},
    {0},
};

const struct route service_keep_routes[] = {
    {"GET", "/sociale-kaart/beheer", PERMISSION_SERVICE_WRITE, NULL,
     "services that one's organisation keeps, and reports about them", show_keeping},
    {"POST", "/sociale-kaart/melding/:doubt", PERMISSION_SERVICE_WRITE, settle_values,
     "say what came of a report", settle},
    {0},
};
