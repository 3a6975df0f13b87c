/* From a figure to the files behind it (/cijfers/leden), for who may open them. */
#include "act/cell_members.h"
#include "base/url.h"
#include "web/desk_parts.h"
#include "web/person_tabs.h"
#include "web/route.h"

enum { MOST_MEMBERS = 1 << 22, MOST_TABLES = 200 };

static void one_fact(struct buf *out, const char *term, const char *value)
{
    html_f(out, "<dt>%s</dt><dd><bdi>%s</bdi></dd>\n", term, value);
}

/* "Antwerpen, vrouw"; the word for total where it is one. */
static const char *entry_words(struct arena *a, const struct axis_entry *entry)
{
    const char *words = entry->path[0];
    for (unsigned i = 1; i < entry->depth; i++)
        words = arena_format(a, "%s, %s", words, entry->path[i]);
    return words;
}

static void say_cell(struct buf *out, const struct frame *f, struct arena *a,
                     const struct cell_page *p)
{
    const struct table *t = p->table;
    if (!t) return;
    if (tongue_facts(f->tongue)->labels_differ)
        html_f(out, "<dl class=\"facts\" lang=\"nl\" dir=\"ltr\">\n");
    else
        html_f(out, "<dl class=\"facts\">\n");
    one_fact(out, tr(f->tongue, "Geteld"), t->population);
    if (t->rows.n_levels)
        one_fact(out, tr(f->tongue, "Rij"), entry_words(a, &t->rows.entries[p->row]));
    if (t->columns.n_levels)
        one_fact(out, tr(f->tongue, "Kolom"),
                 entry_words(a, &t->columns.entries[p->column]));
    html_f(out, "</dl>\n");
}

/* How many the table counts, only where it shows a number, and how many are listed. */
static void say_how_many(struct buf *out, const struct frame *f, struct arena *a,
                         const struct cell_page *p)
{
    const char *n = arena_format(a, "%lld", (long long)p->n);
    const char *open = arena_format(a, "%zu", p->n_open);
    html_f(out, "<p>");
    if (p->story != CELL_LISTED && p->is_shown)
        tr_html(out, f->tongue, "De tabel telt er {0}.", n);
    else if (p->story == CELL_LISTED && p->is_shown)
        tr_html(out, f->tongue,
                "De tabel telt er {0}. Jij kan er {1} dossiers van openen.", n, open);
    else if (p->story == CELL_LISTED)
        tr_html(out, f->tongue,
                "De tabel toont hier geen getal, en deze bladzijde evenmin. Van de "
                "dossiers die je ook anders mag openen, horen er {0} hierbij.",
                open);
    html_f(out, "</p>\n");
}

static void say_story(struct buf *out, const struct frame *f, const struct cell_page *p)
{
    if (p->story == CELL_ROLE_SEES_NOBODY)
        inset(out, "note",
              tr(f->tongue,
                 "Met jouw rol zie je cijfers, geen mensen. Wie hier geteld "
                 "is, weten alleen de organisaties die hen begeleiden. Klopt "
                 "een getal volgens jou niet? Vraag het de organisatie of de "
                 "coördinator van de regio, met het adres van de tabel."));
    if (p->story == CELL_OF_NO_PERSONS)
        inset(out, "note",
              tr(f->tongue, "Deze tabel telt geen mensen of trajecten. Daarom staan er "
                            "geen dossiers achter."));
    if (p->story == CELL_LISTED)
        html_f(out, "<p class=\"quiet\">%s</p>\n",
               tr(f->tongue,
                  "Je ziet alleen dossiers die je mag openen, en waarvan je alles mag "
                  "zien wat deze tabel vraagt. Kijken komt in het logboek van wie je "
                  "ziet. Eén mens kan meer dossiers hebben."));
}

static void list_members(struct buf *out, const struct frame *f, struct arena *a,
                         const struct cell_page *p)
{
    if (p->story != CELL_LISTED || !p->n_members) return;
    html_f(out, "<ul class=\"list\">\n");
    for (size_t i = 0; i < p->n_members; i++) {
        const struct cell_member *m = &p->members[i];
        html_f(out, "<li><a href=\"%s\">", person_path(a, m->person, ""));
        if (m->name.n)
            html_f(out, "<bdi dir=\"auto\">%.*s</bdi>", STR_ARG(m->name));
        else
            text_html(out, f->tongue, "Zonder naam");
        html_f(out, "</a></li>\n");
    }
    html_f(out, "</ul>\n");
}

/* The address of this page from member `first` on. */
static const char *page_path(struct arena *a, const struct cell_page *p,
                             const struct cell_address *at, int64_t first)
{
    struct buf rest = {0};
    buf_format(&rest, "&tabel=%zu&rij=", at->table);
    url_text(&rest, at->row);
    buf_add_c(&rest, "&kolom=");
    url_text(&rest, at->column);
    if (first > 0) buf_format(&rest, "&vanaf=%lld", (long long)first);
    const char *path = arena_format(a, "%s%.*s", cross_path(a, MEMBERS_PATH, p->text),
                                    STR_ARG(buf_str(&rest)));
    buf_dispose(&rest);
    return path;
}

static void write_pager(struct buf *out, const struct frame *f, struct arena *a,
                        const struct cell_page *p, const struct cell_address *at,
                        int64_t first)
{
    bool is_more = (uint64_t)first + p->n_members < p->n_open;
    if (p->story != CELL_LISTED || (first == 0 && !is_more)) return;
    pager(out, f,
          first > 0 ? page_path(a, p, at, MAX_OF(first - CELL_PAGE_ROWS, 0)) : NULL,
          is_more ? page_path(a, p, at, first + CELL_PAGE_ROWS) : NULL);
}

static bool number_sent(int64_t *out, const struct request *q, const char *name,
                        int64_t most)
{
    struct form_errors ignored = {.n = 0};
    return !request_text(q, name).n || form_number(out, q, name, 0, most, "", &ignored);
}

static enum err_code show_members(struct reply *r, struct request *q, struct err *e)
{
    struct frame f = frame_of(q, tr(q->tongue, "Wie staat er in deze cel?"));
    struct arena *a = q->asking.arena;
    struct buf *out = &r->body;
    int64_t table = 0, first = 0;
    struct cell_page p;
    if (!number_sent(&table, q, "tabel", MOST_TABLES) ||
        !number_sent(&first, q, "vanaf", MOST_MEMBERS))
        return err_set(e, ERR_NOT_FOUND, "no such cell");
    const struct cell_address at = {.table = (size_t)table,
                                    .row = request_text(q, "rij"),
                                    .column = request_text(q, "kolom")};
    enum err_code rc = cell_open(&p, &q->asking, request_text(q, "vraag"),
                                 tongue_facts(q->tongue)->lang, &at, (size_t)first, e);
    if (rc != OK) return rc;
    f.nav = NAV_MORE;
    f.path = page_path(a, &p, &at, first);
    page_begin(out, &f);
    page_back(out, &f, cross_path(a, CROSS_PATH, p.text),
              tr(f.tongue, "Terug naar de tabel"));
    page_heading(out, &f, f.title);
    say_cell(out, &f, a, &p);
    say_how_many(out, &f, a, &p);
    say_story(out, &f, &p);
    list_members(out, &f, a, &p);
    write_pager(out, &f, a, &p, &at, first);
    page_end(out, &f);
    cell_page_wipe(&p);
    return OK;
}

static const struct route_value members_query[] = {
    {"vraag", VALUE_TEXT, 0, true, "a statement of the question language"},
    {"tabel", VALUE_NUMBER, 0, false, "which of its tables, from 0; that of each"},
    {"rij", VALUE_TEXT, 0, false, "codes of the row, with | between levels"},
    {"kolom", VALUE_TEXT, 0, false, "codes of the column, likewise"},
    {"vanaf", VALUE_NUMBER, 0, false, "how many members to pass over"},
    {0},
};

const struct route members_routes[] = {
    {"GET", MEMBERS_PATH, PERMISSION_QUESTION_ASK, members_query,
     "the files in one cell of a cross table, of those one may open", show_members},
    {0},
};
