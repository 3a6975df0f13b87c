/* What the words and signs of tables mean (/cijfers/definities), each with an address
 * of its own: #maat-persons, #kenmerk-province, #waarde-sex-f, #teken-hidden. */
#include "act/field_gate.h"
#include "publish/publish_words.h"
#include "web/desk_parts.h"
#include "web/route.h"

static const char *const unit_definitions[N_UNITS] = {
#define X(unit, text) [unit] = text,
#include "web/definition_words.def"
#undef X
};

static void dutch_label(struct buf *out, enum tongue t, const char *const *labels)
{
    const struct tongue_facts *facts = tongue_facts(t);
    if (facts->labels_differ)
        html_f(out, "<span lang=\"nl\" dir=\"ltr\">%s</span>", labels[facts->lang]);
    else
        html_f(out, "%s", labels[facts->lang]);
}

static void write_units(struct buf *out, const struct frame *f)
{
    html_f(out, "<h2 id=\"maten\">%s</h2>\n<dl class=\"terms\">\n",
           tr(f->tongue, "Wat je kan tellen"));
    for (int i = 0; i < N_UNITS; i++) {
        const struct unit_row *u = unit_at((enum unit)i);
        if (!unit_definitions[i]) continue;
        html_f(out, "<dt id=\"maat-%s\">", u->name);
        dutch_label(out, f->tongue, u->label);
        html_f(out, " <code dir=\"ltr\">%s</code></dt>\n<dd>", u->name);
        text_html_write(out, f->tongue, unit_definitions[i]);
        html_f(out, "</dd>\n");
    }
    html_f(out, "</dl>\n");
}

static void write_flags(struct buf *out, const struct frame *f,
                        const struct dimension *d)
{
    static const struct {
        unsigned flag;
        const char *words;
    } flags[] = {
        {DIMENSION_ATTRIBUTE, TR("Zoals het was bij de start, niet zoals het nu is.")},
        {DIMENSION_OVERLAPS, TR("Wie geteld wordt kan bij meer dan een waarde horen: "
                                "tel ze niet op.")},
        {DIMENSION_OPEN, TR("Alleen waarden die voorkomen staan in een tabel.")},
        {DIMENSION_RESULT, TR("Partners melden dit soms later.")},
    };
    for (size_t i = 0; i < ARRAY_LEN(flags); i++) {
        if (!(d->flags & flags[i].flag)) continue;
        text_html_write(out, f->tongue, flags[i].words);
        html_f(out, " ");
    }
}

static void write_values(struct buf *out, const struct frame *f,
                         const struct dimension *d)
{
    enum { SHOWN_VALUES = 60 };
    const struct code_list *list = d->list ? dimension_list(d) : NULL;
    if (!list || list->n > SHOWN_VALUES) return;
    html_f(out, "<ul class=\"values\">\n");
    for (size_t i = 0; i < list->n; i++) {
        html_f(out, "<li><code dir=\"ltr\">%s</code> ", list->codes[i].code);
        dutch_label(out, f->tongue, list->codes[i].label);
        html_f(out, "</li>\n");
    }
    html_f(out, "</ul>\n");
}

static bool is_named_before(int i)
{
    for (int k = 0; k < i; k++)
        if (strcmp(dimension_at((enum dimension_id)k)->name,
                   dimension_at((enum dimension_id)i)->name) == 0)
            return true;
    return false;
}

static void write_dimensions(struct buf *out, const struct frame *f)
{
    html_f(out, "<h2 id=\"kenmerken\">%s</h2>\n<dl class=\"terms\">\n",
           tr(f->tongue, "Kenmerken voor rijen, kolommen en filters"));
    for (int i = 0; i < N_DIMENSIONS; i++) {
        const struct dimension *d = dimension_at((enum dimension_id)i);
        if (is_named_before(i))
            html_f(out, "<dt>");
        else
            html_f(out, "<dt id=\"kenmerk-%s\">", d->name);
        dutch_label(out, f->tongue, d->label);
        html_f(out, " <code dir=\"ltr\">%s</code></dt>\n<dd>", d->name);
        write_flags(out, f, d);
        write_values(out, f, d);
        html_f(out, "</dd>\n");
    }
    html_f(out, "</dl>\n");
}

static void write_signs(struct buf *out, const struct frame *f)
{
    const struct tongue_facts *t = tongue_facts(f->tongue);
    html_f(out, "<h2 id=\"tekens\">%s</h2>\n<dl class=\"terms signs\">\n",
           tr(f->tongue, "Tekens in een tabel"));
    for (int s = CELL_ZERO; s < N_CELL_STATUSES; s++) {
        enum cell_status status = (enum cell_status)s;
        html_f(out, "<dt id=\"teken-%s\"><code dir=\"ltr\">%s</code></dt>\n<dd",
               status_word(status), status_symbol(status));
        if (t->labels_differ) html_f(out, " lang=\"nl\" dir=\"ltr\"");
        html_f(out, ">%s</dd>\n", status_label(status, t->lang));
    }
    html_f(out, "</dl>\n");
}

static enum err_code show_definitions(struct reply *r, struct request *q, struct err *e)
{
    struct frame f = frame_of(q, tr(q->tongue, "Definities"));
    struct buf *out = &r->body;
    enum err_code rc = field_gate(&q->asking, PERMISSION_QUESTION_ASK, e);
    if (rc != OK) return rc;
    f.nav = NAV_MORE;
    page_begin(out, &f);
    page_back(out, &f, DESK_PATH, tr(f.tongue, "Terug naar cijfers"));
    page_heading(out, &f, f.title);
    html_f(out, "<ul>\n<li><a href=\"#tekens\">%s</a></li>\n",
           tr(f.tongue, "Tekens in een tabel"));
    html_f(out, "<li><a href=\"#maten\">%s</a></li>\n",
           tr(f.tongue, "Wat je kan tellen"));
    html_f(out, "<li><a href=\"#kenmerken\">%s</a></li>\n</ul>\n",
           tr(f.tongue, "Kenmerken voor rijen, kolommen en filters"));
    write_signs(out, &f);
    write_units(out, &f);
    write_dimensions(out, &f);
    page_end(out, &f);
    return OK;
}

const struct route definition_routes[] = {
    {"GET", DEFINITION_PATH, PERMISSION_QUESTION_ASK, NULL,
     "what words and signs of tables mean", show_definitions},
    {0},
};
