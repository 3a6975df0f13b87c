#include "web/consultation_parts.h"

#include "web/field_parts.h"

void table_members_html(struct buf *out, const struct member_view *members, size_t n)
{
    html_f(out, "<ul>\n");
    for (size_t i = 0; i < n; i++) {
        const struct member_view *m = &members[i];
        html_f(out, "<li><bdi dir=\"auto\">%s</bdi>", m->organisation_name);
        if (m->worker_name[0])
            html_f(out, ": <bdi dir=\"auto\">%s</bdi>", m->worker_name);
        html_f(out, "</li>\n");
    }
    html_f(out, "</ul>\n");
}

/* Whoever promised it, or a colleague, says what became of it. */
static bool may_mark(const struct request *q, const struct outcome_view *o)
{
    return uuid_is_nil(o->fact.organisation.u) ||
           uuid_eq(o->fact.organisation.u, q->asking.visitor.organisation.u);
}

static void state_html(struct buf *out, const struct frame *f, const struct request *q,
                       const struct outcome_view *o)
{
    static const uint8_t next[] = {AGREED_STATE_BUSY, AGREED_STATE_DONE,
                                   AGREED_STATE_DROPPED};
    enum tongue t = f->tongue;
    const char *const words[] = {tr(t, "Ik ben ermee bezig"), tr(t, "Het is gedaan"),
                                 tr(t, "We laten het los")};
    const struct code_list *states = code_list_at(LIST_AGREED_STATE);
    if (o->fact.kind != CONSULTATION_OUTCOME_AGREEMENT || !may_mark(q, o) ||
        o->state == AGREED_STATE_DONE || o->state == AGREED_STATE_DROPPED)
        return;
    form_begin(out, f, id_path(q->asking.arena, PROMISES_PATH "/", o->fact.id, ""),
               uuid7_new());
    html_f(out, "<div class=\"buttons\">\n");
    for (size_t i = 0; i < ARRAY_LEN(next); i++)
        if (next[i] != o->state)
            button(out, "secondary", words[i], "stand", states->codes[next[i]].code);
    html_f(out, "</div>\n");
    form_end(out);
}

static void outcome_html(struct buf *out, const struct frame *f,
                         const struct request *q, const struct outcome_view *o,
                         unsigned shown)
{
    enum tongue t = f->tongue;
    struct arena *a = q->asking.arena;
    html_f(out, "<li><span class=\"tag\">");
    label_html(out, t, LIST_CONSULTATION_OUTCOME, o->fact.kind);
    html_f(out, "</span>");
    if (o->state != CODE_MISSING) {
        html_f(out, " <span class=\"tag%s\">",
               o->state == AGREED_STATE_DONE ? " good" : "");
        label_html(out, t, LIST_AGREED_STATE, o->state);
        html_f(out, "</span>");
    } else if (!day_is_none(o->fact.due_on) && o->fact.due_on.v < f->today.v) {
        html_f(out, " <span class=\"tag warning\">%s</span>",
               tr(t, "de dag is voorbij"));
    }
    html_f(out, "\n<p>");
    words_html(out, o->fact.words);
    html_f(out, "</p>\n<p class=\"quiet\">");
    if (o->worker_name[0]) html_f(out, "<bdi dir=\"auto\">%s</bdi>, ", o->worker_name);
    if (o->organisation_name[0])
        html_f(out, "<bdi dir=\"auto\">%s</bdi>", o->organisation_name);
    if (!day_is_none(o->fact.due_on)) {
        html_f(out, " · ");
        tr_html(out, t, "tegen {0}", day_words(a, t, o->fact.due_on, f->today));
    }
    html_f(out, "</p>\n");
    if (shown & OUTCOME_WITH_MEETING)
        html_f(out,
               "<p class=\"quiet\"><a href=\"%s\"><bdi dir=\"auto\">%s</bdi></a> · "
               "<bdi>%s</bdi></p>\n",
               id_path(a, CONSULTATIONS_PATH "/", o->fact.consultation, ""), o->title,
               day_words(a, t, o->on, f->today));
    if (shown & OUTCOME_WITH_STATE) state_html(out, f, q, o);
    html_f(out, "</li>\n");
}

void outcomes_html(struct buf *out, const struct frame *f, const struct request *q,
                   const struct outcome_view *list, size_t n, unsigned shown)
{
    if (!n) return;
    html_f(out, "<ul class=\"list\">\n");
    for (size_t i = 0; i < n; i++)
        outcome_html(out, f, q, &list[i], shown);
    html_f(out, "</ul>\n");
}
