/* Everything that happened with a person (/personen/UUID/tijdlijn): by kind, without
 * script, with what was corrected; and taking back what is wrong. */
#include "act/record_acts.h"
#include "web/closed_parts.h"
#include "web/field_parts.h"
#include "web/person_tabs.h"
#include "web/timeline_items.h"

enum { ITEMS_ON_PAGE = 100 };

/* The kind that is asked for; N_TIMELINE_KINDS: all. */
static enum timeline_kind kind_asked(const struct request *q)
{
    struct str word = request_text(q, "soort");
    unsigned k = 0;
    while (k < N_TIMELINE_KINDS &&
           !str_eq_c(word, timeline_kind_word((enum timeline_kind)k)))
        k++;
    return (enum timeline_kind)k;
}

static size_t keep_kind(struct timeline_item *items, size_t n, enum timeline_kind kind)
{
    size_t kept = 0;
    for (size_t i = 0; i < n; i++)
        if (kind == N_TIMELINE_KINDS || items[i].kind == kind) items[kept++] = items[i];
    return kept;
}

static void filter_html(struct buf *out, const struct frame *f, const struct request *q,
                        const struct timeline_item *items, size_t n,
                        enum timeline_kind asked)
{
    struct arena *a = q->asking.arena;
    const char *path = person_tab_path(a, request_person(q), TAB_TIMELINE);
    bool has[N_TIMELINE_KINDS] = {false};
    for (size_t i = 0; i < n; i++)
        has[items[i].kind] = true;
    html_f(out, "<nav class=\"filter\" aria-label=\"%s\">\n<ul>\n",
           tr(f->tongue, "Toon alleen"));
    html_f(out, "<li><a href=\"%s\"", path);
    if (asked == N_TIMELINE_KINDS) html_f(out, " aria-current=\"true\"");
    html_f(out, ">%s</a></li>\n", tr(f->tongue, "Alles"));
    for (unsigned k = 0; k < N_TIMELINE_KINDS; k++) {
        if (!has[k]) continue;
        html_f(out, "<li><a href=\"%s?soort=%s\"", path,
               timeline_kind_word((enum timeline_kind)k));
        if (asked == k) html_f(out, " aria-current=\"true\"");
        html_f(out, ">%s</a></li>\n",
               tr_later(f->tongue, timeline_kind_label((enum timeline_kind)k)));
    }
    html_f(out, "</ul>\n</nav>\n");
}

static size_t first_asked(const struct request *q, size_t n)
{
    struct str text = request_text(q, "vanaf");
    size_t from = 0;
    for (size_t i = 0; i < text.n && i < 6; i++) {
        if (text.p[i] < '0' || text.p[i] > '9') return 0;
        from = from * 10 + (size_t)(text.p[i] - '0');
    }
    return from < n ? from : 0;
}

static const char *piece_path(const struct request *q, enum timeline_kind kind,
                              size_t from)
{
    struct arena *a = q->asking.arena;
    const char *path = person_tab_path(a, request_person(q), TAB_TIMELINE);
    if (kind == N_TIMELINE_KINDS) return arena_format(a, "%s?vanaf=%zu", path, from);
    return arena_format(a, "%s?soort=%s&vanaf=%zu", path, timeline_kind_word(kind),
                        from);
}

static void items_html(struct buf *out, const struct frame *f, const struct request *q,
                       const struct dossier_view *file,
                       const struct timeline_item *items, size_t n,
                       enum timeline_kind kind)
{
    size_t from = first_asked(q, n), to = MIN_OF(n, from + ITEMS_ON_PAGE);
    bool may_write =
        gate_opens(&file->gate, CATEGORY_COUNTABLE, true, q->asking.visitor.worker,
                   q->asking.visitor.organisation);
    if (!n) {
        html_f(out, "<p>%s</p>\n", tr(f->tongue, "Nog niets genoteerd."));
        return;
    }
    timeline_begin(out);
    for (size_t i = from; i < to; i++)
        timeline_item_html(out, f, q, file, &items[i], may_write);
    timeline_end(out);
    pager(out, f,
          from ? piece_path(q, kind, from > ITEMS_ON_PAGE ? from - ITEMS_ON_PAGE : 0)
               : NULL,
          to < n ? piece_path(q, kind, to) : NULL);
}

static enum err_code show_timeline(struct reply *r, struct request *q, struct err *e)
{
    struct frame f = frame_of(q, tr(q->tongue, "Tijdlijn"));
    struct dossier_view file = {0};
    enum timeline_kind kind = kind_asked(q);
    size_t n;
    enum err_code rc;
    f.nav = NAV_FILES;
    TRY(dossier_open(&file, &q->asking, request_person(q), DOSSIER_ALL | DOSSIER_PAST,
                     "timeline", e));
    TRY(dossier_attended(&file, &q->asking, e));
    struct timeline_item *items = timeline_items(&n, q->asking.arena, &file);
    person_page_begin(&r->body, &f, q, &file, TAB_TIMELINE);
    filter_html(&r->body, &f, q, items, n, kind);
    n = keep_kind(items, n, kind);
    items_html(&r->body, &f, q, &file, items, n, kind);
    closed_parts_html(&r->body, &f, q->asking.arena, &file);
    page_end(&r->body, &f);
out:
    dossier_wipe(&file.dossier);
    return rc;
}

/* --- taking back --- */

static enum err_code item_find(struct timeline_item *out, struct dossier_view *file,
                               const struct request *q, struct err *e)
{
    struct uuid id = request_id(q, "fact");
    size_t n;
    enum err_code rc;
    TRY(dossier_open(file, &q->asking, request_person(q), DOSSIER_ALL, "correction",
                     e));
    struct timeline_item *items = timeline_items(&n, q->asking.arena, file);
    for (size_t i = 0; i < n; i++)
        if (uuid_eq(items[i].id, id)) {
            *out = items[i];
            return OK;
        }
    rc = err_set(e, ERR_NOT_FOUND, "the file has no such fact");
out:
    return rc;
}

static enum err_code show_wrong(struct reply *r, struct request *q, struct err *e)
{
    struct frame f = frame_of(q, tr(q->tongue, "Klopt dit niet?"));
    struct arena *a = q->asking.arena;
    struct buf *out = &r->body;
    struct dossier_view file = {0};
    struct timeline_item item;
    enum err_code rc;
    f.nav = NAV_FILES;
    TRY(item_find(&item, &file, q, e));
    person_form_begin(out, &f, q, &file, TAB_TIMELINE);
    timeline_begin(out);
    timeline_item_html(out, &f, q, &file, &item, false);
    timeline_end(out);
    html_f(out, "<p>%s</p>\n",
           tr(f.tongue, "Haal je dit weg, dan telt het niet meer mee. In de tijdlijn "
                        "blijft staan dat het verbeterd is. Noteer daarna opnieuw hoe "
                        "het wel was."));
    form_begin(out, &f, str_to_c(a, q->path), uuid7_new());
    button(out, "warning", tr(f.tongue, "Haal weg"), NULL, NULL);
    form_end(out);
    html_f(out, "<p><a href=\"%s\">%s</a></p>\n",
           person_tab_path(a, request_person(q), TAB_TIMELINE),
           tr(f.tongue, "Laat staan"));
    page_end(out, &f);
out:
    dossier_wipe(&file.dossier);
    return rc;
}

static enum err_code take_back(struct reply *r, struct request *q, struct err *e)
{
    struct dossier_view file = {0};
    struct timeline_item item;
    enum err_code rc;
    TRY(item_find(&item, &file, q, e));
    field_lead(q, person_tab_path(q->asking.arena, request_person(q), TAB_TIMELINE),
               "verwijderd");
    TRY(fact_take_back(&q->asking, request_person(q), item.noun, item.id, e));
    field_follow(r, q);
out:
    dossier_wipe(&file.dossier);
    return rc;
}

static const struct route_value timeline_values[] = {
    {"soort", VALUE_TEXT, 0, false, "one kind alone: contact, nota, plan, fase ..."},
    {"vanaf", VALUE_NUMBER, 0, false, "how many to pass over"},
    {0},
};

const struct route timeline_routes[] = {
    {"GET", "/personen/:person/tijdlijn", PERMISSION_PERSON_READ, timeline_values,
     "everything that happened with a person", show_timeline},
    {"GET", "/personen/:person/tijdlijn/:fact/klopt-niet", PERMISSION_DOSSIER_WRITE,
     NULL, "something that was recorded by mistake", show_wrong},
    {"POST", "/personen/:person/tijdlijn/:fact/klopt-niet", PERMISSION_DOSSIER_WRITE,
     NULL, "take back what was recorded by mistake", take_back},
    {0},
};
