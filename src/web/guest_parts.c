#include "web/guest_parts.h"

#include "base/url.h"

void guest_closed_page(struct reply *r, const struct request *q, enum guest_entry entry)
{
    struct frame f = frame_of(q, tr(q->tongue, "Deze link werkt niet meer"));
    struct buf *out = &r->body;
    buf_clear(out);
    r->location = NULL;
    r->status = entry == GUEST_OVER ? 410 : entry == GUEST_WAITS ? 429 : 404;
    page_begin(out, &f);
    page_heading(out, &f, f.title);
    html_f(out, "<p>");
    text_html(
        out, f.tongue,
        "Een link werkt enkele dagen en opent één ding. Misschien is hij voorbij, "
        "stopgezet, of niet helemaal overgenomen.");
    html_f(out, "</p>\n<p>");
    text_html(out, f.tongue,
              "Bel wie je de link stuurde. Die maakt in een minuut een nieuwe.");
    html_f(out, "</p>\n");
    page_end(out, &f);
}

const char *guest_path(const struct request *q, const struct guest_link_fact *f)
{
    return arena_format(q->asking.arena, "%s%s",
                        f->kind == GUEST_LINK_KIND_CHECK_IN ? "/werkgever/opvolging/"
                                                            : "/gast/",
                        guest_token_text(&q->asking, f));
}

const char *guest_url(const struct request *q, const struct guest_link_fact *f)
{
    return arena_format(q->asking.arena, "%s%s", q->site, guest_path(q, f));
}

static void moment_line(struct buf *out, const struct frame *f, struct arena *a,
                        const char *translated, int64_t at)
{
    html_f(out, "<br>%s <bdi>%s</bdi>", translated,
           moment_words(a, f->tongue, at, f->today));
}

void guest_link_words_html(struct buf *out, const struct frame *f,
                           const struct request *q, const struct guest_link_view *v)
{
    enum tongue t = f->tongue;
    struct arena *a = q->asking.arena;
    html_f(out, "<span class=\"quiet\">");
    tr_html(out, t, "gemaakt door {0}", v->worker_name);
    moment_line(out, f, a,
                q->asking.now_ms < v->fact.expires_at ? tr(t, "werkt tot")
                                                      : tr(t, "werkte tot"),
                v->fact.expires_at);
    if (v->opened_at) moment_line(out, f, a, tr(t, "geopend"), v->opened_at);
    if (v->answered_at) moment_line(out, f, a, tr(t, "beantwoord"), v->answered_at);
    if (v->ended_at) moment_line(out, f, a, tr(t, "stopgezet"), v->ended_at);
    html_f(out, "</span>");
    if (!v->opened_at && guest_link_stands(v, q->asking.now_ms))
        html_f(out, " <span class=\"tag\">%s</span>", tr(t, "nog niet geopend"));
    if (v->elsewhere_at)
        html_f(out, " <span class=\"tag warning\">%s</span>",
               tr(t, "ook elders geopend, niets getoond"));
    if (v->n_wrong_codes >= GUEST_CODES_MOST)
        html_f(out, " <span class=\"tag warning\">%s</span>",
               tr(t, "gestopt na vijf verkeerde codes"));
}

void guest_send_html(struct buf *out, const struct frame *f, const struct request *q,
                     const char *subject, const char *text)
{
    struct buf mail = {0}, message = {0};
    struct arena *a = q->asking.arena;
    url_f(&mail, "mailto:?subject=%s&body=%s", subject, text);
    url_f(&message, "sms:?body=%s", text);
    html_f(out, "<div class=\"buttons\">\n");
    button_link(out, "secondary", arena_copy(a, mail.p, mail.n),
                tr(f->tongue, "Zet in een mail"));
    button_link(out, "secondary", arena_copy(a, message.p, message.n),
                tr(f->tongue, "Zet in een sms"));
    html_f(out, "</div>\n");
    buf_dispose(&mail);
    buf_dispose(&message);
}
