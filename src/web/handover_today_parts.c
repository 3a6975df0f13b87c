#include "web/handover_today_parts.h"

#include "web/field_parts.h"
#include "web/handover_parts.h"

enum { SHOWN_MOST = 6 };

/* What happened, with who it is about left out: {0} is the other organisation. */
static const char *what_of(const struct request *q, const struct called_handover *c)
{
    enum tongue t = q->tongue;
    switch (c->call) {
    case HANDOVER_CALL_MEETING:
        return c->is_sender ? tr(t, "Eerste gesprek bij {0}")
                            : tr(t, "Eerste gesprek, overdracht van {0}");
    case HANDOVER_CALL_REFUSED:
        return tr(t, "{0} zegt nee op je overdracht");
    case HANDOVER_CALL_OTHER:
        return tr(t, "{0} stelt iets anders voor");
    case HANDOVER_CALL_RETURNED:
        return tr(t, "De persoon is terug van {0}");
    case HANDOVER_CALL_INVITE:
    case HANDOVER_CALL_BEGIN:
    case HANDOVER_CALL_TELL:
        return tr(t, "Overdracht van {0}");
    default:
        return tr(t, "{0} liet weten hoe het gaat");
    }
}

/* Whose turn it is. */
static const char *turn_of(const struct request *q, const struct called_handover *c)
{
    enum tongue t = q->tongue;
    switch (c->call) {
    case HANDOVER_CALL_MEETING:
        return c->is_sender && c->v.fact.is_guide_present == 1 ? tr(t, "Jij gaat mee.")
               : c->is_sender ? tr(t, "De ontvanger ontvangt de persoon.")
                              : tr(t, "Jullie ontvangen de persoon.");
    case HANDOVER_CALL_REFUSED:
    case HANDOVER_CALL_OTHER:
        return tr(t, "Nu jij: kies met de persoon hoe het verder gaat.");
    case HANDOVER_CALL_RETURNED:
        return tr(t, "Nu jij: neem de draad weer op.");
    case HANDOVER_CALL_INVITE:
        return tr(t, "Nu jullie: nodig uit voor het eerste gesprek.");
    case HANDOVER_CALL_BEGIN:
        return tr(t, "Nu jullie: begin met de begeleiding.");
    case HANDOVER_CALL_TELL:
        return tr(t, "Nu jullie: laat de toeleider weten hoe het gaat.");
    default:
        return tr(t, "Lees het bericht. Verder hoef je niets te doen.");
    }
}

static void asked_line(struct buf *out, const struct frame *f, struct arena *a,
                       const struct handovers_asked *asked)
{
    const char *n =
        arena_format(a, asked->is_more ? "%lld+" : "%lld", (long long)asked->n);
    if (!asked->n) return;
    html_f(out, "<li><a href=\"/overdrachten\">");
    tr_fill(out,
            tr_n(f->tongue, "{0} overdracht wacht op het antwoord van jouw organisatie",
                 "{0} overdrachten wachten op het antwoord van jouw organisatie",
                 asked->n),
            (const char *const[]){n, NULL});
    html_f(out, "</a><p class=\"quiet\">");
    tr_html(out, f->tongue, "de oudste kwam {0}",
            day_words(a, f->tongue, asked->since, f->today));
    html_f(out, "</p></li>\n");
}

static void call_line(struct buf *out, const struct frame *f, const struct request *q,
                      const struct called_handover *c)
{
    struct arena *a = q->asking.arena;
    enum tongue t = f->tongue;
    const char *other = c->is_sender ? c->v.to_name : c->v.from_name;
    html_f(out, "<li><a href=\"%s\"><span>", handover_path(q, c->v.fact.id, ""));
    tr_fill(out, what_of(q, c), (const char *const[]){other, NULL});
    html_f(out, "</span></a><p>%s</p>\n<p class=\"quiet\">", turn_of(q, c));
    if (c->call == HANDOVER_CALL_MEETING)
        html_f(out, "<bdi>%s</bdi>", moment_words(a, t, c->meeting_at, f->today));
    else
        tr_html(out, t, "sinds {0}",
                day_words(a, t,
                          c->call == HANDOVER_CALL_WORD ? c->v.course.feedback_on
                                                        : c->v.course.state_on,
                          f->today));
    if (c->call == HANDOVER_CALL_REFUSED && c->v.course.reason != CODE_MISSING) {
        html_f(out, " · ");
        label_html(out, t, LIST_HANDOVER_REASON, c->v.course.reason);
    }
    html_f(out, "</p></li>\n");
}

void handovers_today_html(struct buf *out, const struct frame *f,
                          const struct request *q, const struct handovers_today *d)
{
    if (!d->n && !d->asked.n) return;
    html_f(out, "<h2>%s</h2>\n<ul class=\"list\">\n", tr(f->tongue, "Overdrachten"));
    asked_line(out, f, q->asking.arena, &d->asked);
    for (size_t i = 0; i < d->n && i < SHOWN_MOST; i++)
        call_line(out, f, q, &d->at[i]);
    html_f(out, "</ul>\n");
    if (d->n > SHOWN_MOST)
        html_f(out, "<p><a href=\"/overdrachten?kant=uit\">%s</a></p>\n",
               tr(f->tongue, "Alle overdrachten"));
}
