#include "web/check_in_parts.h"

#include "base/limits.h"
#include "web/field_parts.h"
#include "web/guest_parts.h"
#include "web/person_tabs.h"

const char *check_in_left_words(struct arena *a, enum tongue t, int days_left)
{
    struct buf out = {0};
    int n = days_left < 0 ? -days_left : days_left;
    const char *number = arena_format(a, "%d", n);
    if (!days_left) return tr(t, "vandaag nog");
    tr_fill(&out,
            days_left > 0 ? tr_n(t, "nog {0} werkdag", "nog {0} werkdagen", n)
                          : tr_n(t, "{0} werkdag te laat", "{0} werkdagen te laat", n),
            (const char *const[]){number, NULL});
    const char *kept = arena_copy(a, out.p, out.n);
    buf_dispose(&out);
    return kept;
}

void check_in_answer_html(struct buf *out, const struct frame *f, uint8_t answer)
{
    html_f(out, "<span class=\"tag%s\">", check_in_asks(answer) ? " warning" : "");
    label_html(out, f->tongue, LIST_CHECK_IN_ANSWER, answer);
    html_f(out, "</span>");
}

void check_ins_waiting_html(struct buf *out, const struct frame *f,
                            const struct request *q,
                            const struct waiting_check_in *list, size_t n)
{
    struct arena *a = q->asking.arena;
    enum tongue t = f->tongue;
    if (!n) return;
    html_f(out, "<h2>%s</h2>\n<ul class=\"list\">\n",
           tr(t, "Werkgevers die je antwoord verwachten"));
    for (size_t i = 0; i < n; i++) {
        const struct waiting_check_in *w = &list[i];
        html_f(out, "<li><a href=\"%s#werkgever\"><span>",
               person_tab_path(a, w->answer.fact.person, TAB_WORK));
        if (w->name.n)
            words_html(out, w->name);
        else
            text_html(out, t, "Iemand zonder naam");
        html_f(out, "</span></a> ");
        check_in_answer_html(out, f, w->answer.fact.answer);
        html_f(out, "<p class=\"quiet\">");
        tr_html(out, t, "gezegd {0}, bel ten laatste {1}",
                day_words(a, t, w->answer.fact.on, f->today),
                day_words(a, t, w->due_on, f->today));
        html_f(out, " · <strong>%s</strong></p></li>\n",
               check_in_left_words(a, t, w->days_left));
    }
    html_f(out, "</ul>\n");
}

/* --- on the job --- */

static void reply_html(struct buf *out, const struct frame *f, const struct request *q,
                       const struct check_in_view *v, bool may_write)
{
    struct arena *a = q->asking.arena;
    enum tongue t = f->tongue;
    if (!uuid_is_nil(v->reply.id)) {
        html_f(out, "<p class=\"quiet\">");
        tr_html(out, t, "opgevolgd door {0}, {1}", v->reply_name,
                day_words(a, t, v->reply.on, f->today));
        html_f(out, "</p>\n");
        if (!v->reply.words.n) return;
        html_f(out, "<p>");
        words_html(out, v->reply.words);
        html_f(out, "</p>\n");
        return;
    }
    if (!check_in_asks(v->fact.answer)) return;
    html_f(out, "<p><strong>%s</strong> <span class=\"quiet\">",
           check_in_left_words(a, t, check_in_days_left(v->fact.on, f->today)));
    tr_html(out, t, "bel ten laatste {0}",
            day_words(a, t, check_in_due(v->fact.on), f->today));
    html_f(out, "</span></p>\n");
    if (may_write)
        button_link(
            out, "primary",
            person_path(a, v->fact.person, id_path(a, "antwoord/", v->fact.id, "")),
            tr(t, "Ik belde: schrijf op wat is afgesproken"));
}

static void answer_html(struct buf *out, const struct frame *f, const struct request *q,
                        const struct check_in_view *v, bool may_write)
{
    html_f(out, "<li>");
    check_in_answer_html(out, f, v->fact.answer);
    html_f(out, " <span class=\"quiet\"><bdi>%s</bdi></span>\n",
           day_words(q->asking.arena, f->tongue, v->fact.on, f->today));
    if (v->fact.words.n) {
        html_f(out, "<blockquote>");
        words_html(out, v->fact.words);
        html_f(out, "</blockquote>\n");
    }
    reply_html(out, f, q, v, may_write);
    html_f(out, "</li>\n");
}

static enum err_code link_line(struct buf *out, const struct frame *f,
                               const struct request *q, const struct guest_link_view *v,
                               bool may_write, struct err *e)
{
    struct arena *a = q->asking.arena;
    char name[160];
    enum err_code rc =
        check_in_employer_name(name, sizeof name, &q->asking, &v->fact, e);
    if (rc != OK) return rc;
    html_f(out, "<li>");
    if (may_write && guest_link_stands(v, q->asking.now_ms) && !v->answered_at)
        html_f(out, "<a href=\"%s\"><bdi dir=\"auto\">%s</bdi></a> ",
               person_path(a, v->fact.person,
                           id_path(a, "werkgeverslink/", v->fact.id, "")),
               name[0] ? name : tr(f->tongue, "een werkgever"));
    else
        html_f(out, "<bdi dir=\"auto\">%s</bdi> ",
               name[0] ? name : tr(f->tongue, "een werkgever"));
    guest_link_words_html(out, f, q, v);
    html_f(out, "</li>\n");
    return OK;
}

enum err_code check_in_section(struct buf *out, const struct frame *f,
                               const struct request *q, struct person_id person,
                               bool may_write, struct err *e)
{
    struct check_in_story s;
    enum err_code rc;
    TRY(check_ins_show(&s, &q->asking, person, e));
    html_f(out, "<h2 id=\"werkgever\">%s</h2>\n",
           tr(f->tongue, "Wat de werkgever liet weten"));
    if (!s.n_answers)
        html_f(out, "<p>%s</p>\n",
               tr(f->tongue, "Nog geen antwoord van een werkgever."));
    if (s.n_answers) html_f(out, "<ul class=\"list\">\n");
    for (size_t i = 0; i < s.n_answers; i++)
        answer_html(out, f, q, &s.answers[i], may_write);
    if (s.n_answers) html_f(out, "</ul>\n");
    if (!s.n_links) goto out;
    fold_begin(out, false, tr(f->tongue, "Links die werkgevers kregen"));
    html_f(out, "<ul class=\"list\">\n");
    for (size_t i = 0; i < s.n_links; i++)
        TRY(link_line(out, f, q, &s.links[i], may_write, e));
    html_f(out, "</ul>\n");
    fold_end(out);
out:
    return rc;
}
