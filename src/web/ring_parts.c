/* What the ring of a person looks like, wherever it is shown. */
#include "web/ring_parts.h"

#include "domain/lists.h"
#include "web/person_tabs.h"
#include "web/ring_picture.h"

static const char *ring_change_path(const struct request *q, const char *guidance)
{
    struct arena *a = q->asking.arena;
    return arena_format(a, "%s/%s", person_tab_path(a, request_person(q), TAB_RING),
                        guidance);
}

/* The organisation's name, or what the words say first. */
const char *ring_name_of(const struct request *q, const struct ring_view *v,
                         const struct guidance_fact *g)
{
    const char *name = dossier_name_of(&v->file.dossier, g->organisation.u);
    struct str line, rest = g->words;
    if (name[0]) return name;
    if (str_split(&line, &rest, '\n') && line.n)
        return str_to_c(q->asking.arena, str_trim(line));
    return tr(q->tongue, "een andere dienst");
}

static void write_remark(struct buf *out, const struct frame *f,
                         const struct request *q, const struct ring_view *v,
                         const struct ring_remark *r)
{
    const struct guidance_fact *g = &v->ring[r->guidance];
    const char *name = ring_name_of(q, v, g);
    const char *other = ring_name_of(q, v, &v->ring[r->other]);
    const char *domain = code_label(code_list_at(LIST_GUIDANCE_DOMAIN), g->domain,
                                    tongue_facts(f->tongue)->lang);
    html_f(out, "<li>");
    switch (r->kind) {
    case RING_SAME_DOMAIN:
        tr_html(out, f->tongue,
                "{0} en {1} doen tegelijk hetzelfde: {2}. Spreken ze dit samen af?",
                name, other, domain);
        break;
    case RING_HANDED_OVER:
        tr_html(
            out, f->tongue,
            "De overdracht van {0} naar {1} loopt ({2}). Tot ze rond is, begeleiden "
            "ze samen.",
            name, other, domain);
        break;
    case RING_NOBODY:
        tr_html(out, f->tongue, "Bij {0} ({1}) staat nog geen naam.", name, domain);
        break;
    case RING_NO_NEXT:
        tr_html(out, f->tongue, "Bij {0} ({1}) is geen volgende datum bekend.", name,
                domain);
        break;
    default:
        tr_html(out, f->tongue, "{0} stopte met {1}. Neemt iemand het over?", name,
                domain);
        break;
    }
    html_f(out, "</li>\n");
}

void ring_remarks_html(struct buf *out, const struct frame *f, const struct request *q,
                       const struct ring_view *v)
{
    size_t n_running = 0;
    for (size_t i = 0; i < v->n_remarks; i++)
        n_running += v->remarks[i].kind == RING_HANDED_OVER;
    if (v->n_remarks > n_running) {
        html_f(out, "<section class=\"inset warning\"><div><h2>");
        text_html(out, f->tongue, "Kijk hier even naar");
        html_f(out, "</h2>\n<ul>\n");
        for (size_t i = 0; i < v->n_remarks; i++)
            if (v->remarks[i].kind != RING_HANDED_OVER)
                write_remark(out, f, q, v, &v->remarks[i]);
        html_f(out, "</ul></div></section>\n");
    }
    if (!n_running) return;
    html_f(out, "<section class=\"inset note\"><ul>\n");
    for (size_t i = 0; i < v->n_remarks; i++)
        if (v->remarks[i].kind == RING_HANDED_OVER)
            write_remark(out, f, q, v, &v->remarks[i]);
    html_f(out, "</ul></section>\n");
}

enum { HEAD_WHO, HEAD_DOMAIN, HEAD_WORKER, HEAD_FROM, HEAD_NEXT, N_HEADS };
static const char *const heads[N_HEADS] = {
    [HEAD_WHO] = TR("Wie"),
    [HEAD_DOMAIN] = TR("Waarvoor"),
    [HEAD_WORKER] = TR("Begeleider"),
    [HEAD_FROM] = TR("Sinds"),
    [HEAD_NEXT] = TR("Volgende datum"),
};

/* On a phone the row is a list: each cell says what it is. */
static void cell(struct buf *out, const struct frame *f, size_t head)
{
    html_f(out, "<td role=\"cell\" data-head=\"%s\">",
           tr_later(f->tongue, heads[head]));
}

static void write_row(struct buf *out, const struct frame *f, const struct request *q,
                      const struct ring_view *v, const struct guidance_fact *g)
{
    struct arena *a = q->asking.arena;
    const char *worker = dossier_name_of(&v->file.dossier, g->worker);
    char id[UUID_TEXT + 1];
    uuid_text(id, g->id);
    html_f(out, "<tr role=\"row\"><th scope=\"row\" role=\"rowheader\"><bdi>%s</bdi>",
           ring_name_of(q, v, g));
    if (!uuid_is_nil(g->organisation.u) && g->words.n) {
        html_f(out, "<br><span class=\"quiet\">");
        words_html(out, g->words);
        html_f(out, "</span>");
    }
    html_f(out, "</th>");
    cell(out, f, HEAD_DOMAIN);
    label_html(out, f->tongue, LIST_GUIDANCE_DOMAIN, g->domain);
    html_f(out, "</td>");
    cell(out, f, HEAD_WORKER);
    html_f(out, "<bdi>%s</bdi></td>",
           worker[0] || uuid_is_nil(g->organisation.u)
               ? worker
               : tr(f->tongue, "nog geen naam"));
    cell(out, f, HEAD_FROM);
    html_f(out, "<bdi>%s</bdi>", day_words(a, f->tongue, g->from, f->today));
    if (!day_is_none(g->to)) {
        html_f(out, "<br>");
        tr_html(out, f->tongue, "tot {0}", day_words(a, f->tongue, g->to, f->today));
    }
    html_f(out, "</td>");
    cell(out, f, HEAD_NEXT);
    html_f(out, "<bdi>%s</bdi></td><td role=\"cell\" class=\"change\">",
           day_is_none(g->next_on) ? tr(f->tongue, "niet bekend")
                                   : day_words(a, f->tongue, g->next_on, f->today));
    if (v->may_write && (day_is_none(g->to) || g->to.v >= f->today.v))
        html_f(out, "<a href=\"%s\">%s<span class=\"unseen\"> %s</span></a>",
               ring_change_path(q, id), tr(f->tongue, "Wijzig"), ring_name_of(q, v, g));
    html_f(out, "</td></tr>\n");
}

static void ring_table_html(struct buf *out, const struct frame *f,
                            const struct request *q, const struct ring_view *v)
{
    html_f(
        out,
        "<div class=\"scroll\" tabindex=\"0\" role=\"region\" "
        "aria-labelledby=\"ring-tabel-naam\">\n<table id=\"ring-tabel\" "
        "class=\"stacked\" role=\"table\">\n"
        "<caption id=\"ring-tabel-naam\"><span class=\"unseen\">%s</span></caption>\n"
        "<thead role=\"rowgroup\"><tr role=\"row\">",
        tr(f->tongue, "Wie begeleidt, en waarvoor"));
    for (size_t i = 0; i < N_HEADS; i++)
        html_f(out, "<th scope=\"col\" role=\"columnheader\">%s</th>",
               tr_later(f->tongue, heads[i]));
    html_f(out, "<td role=\"cell\"></td></tr></thead>\n<tbody role=\"rowgroup\">\n");
    for (size_t i = 0; i < v->n_ring; i++)
        write_row(out, f, q, v, &v->ring[i]);
    html_f(out, "</tbody></table></div>\n");
}

void ring_html(struct buf *out, const struct frame *f, const struct request *q,
               const struct ring_view *v)
{
    if (v->n_ring) {
        const char **names = arena_array(q->asking.arena, v->n_ring, sizeof *names);
        for (size_t i = 0; i < v->n_ring; i++)
            names[i] = ring_name_of(q, v, &v->ring[i]);
        ring_picture(out, f->tongue, v, names, f->today, "ring-tabel");
        ring_table_html(out, f, q, v);
    } else {
        html_f(out, "<p>");
        text_html(out, f->tongue, "Er staat nog niemand in deze kring.");
        html_f(out, "</p>\n");
    }
    if (v->is_health_closed)
        inset(out, "closed",
              tr(q->tongue, "Wie er rond gezondheid begeleidt, is gesloten voor jou."));
}
