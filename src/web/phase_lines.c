#include "web/phase_lines.h"

#include "domain/lists.h"

/* The last day of a trajectory; DAY_NONE: still. */
static struct day end_of(const struct dossier *d, struct trajectory_id trajectory)
{
    for (size_t i = 0; i < d->n_events; i++)
        if (d->events[i].fact.kind == EVENT_ENDED &&
            !d->events[i].written.retracted_at &&
            uuid_eq(d->events[i].fact.trajectory.u, trajectory.u))
            return d->events[i].fact.on;
    return DAY_NONE;
}

/* A phase that nobody ended ends with its trajectory; only follow-up goes on after it.
 */
static struct day last_day_of(const struct dossier *d, const struct dossier_event *ev)
{
    struct day to = ev->particulars.to, end;
    if (!day_is_none(to) || ev->fact.code == PHASE_FOLLOW_UP) return to;
    end = end_of(d, ev->fact.trajectory);
    return day_is_none(end) || end.v < ev->fact.on.v ? to : (struct day){end.v};
}

struct phase_days *phase_days_of(size_t *n_out, struct arena *a,
                                 const struct dossier *d,
                                 struct trajectory_id trajectory)
{
    struct phase_days *days = arena_new_array(a, struct phase_days, d->n_events);
    size_t n = 0;
    for (size_t i = 0; i < d->n_events; i++) {
        const struct dossier_event *ev = &d->events[i];
        if (ev->fact.kind == EVENT_PHASE && !ev->written.retracted_at &&
            (uuid_is_nil(trajectory.u) || uuid_eq(ev->fact.trajectory.u, trajectory.u)))
            days[n++] =
                (struct phase_days){ev->fact.code, ev->fact.on, last_day_of(d, ev)};
    }
    *n_out = n;
    return days;
}

/* --- the bar --- */

/* 1000 units from the first day of all to today. */
enum { BAR_WIDTH = 1000, BAR_LEAST = 12 };
struct bar {
    struct day first, last;
};

static int place_of(const struct bar *b, struct day d)
{
    int span = MAX_OF(1, b->last.v - b->first.v);
    return (int)((int64_t)(d.v - b->first.v) * BAR_WIDTH / span);
}

static void bar_html(struct buf *out, const struct bar *b,
                     const struct phase_days *days, size_t n, uint8_t phase)
{
    html_f(out,
           "<svg class=\"phase-bar\" viewBox=\"0 0 %d 10\" "
           "preserveAspectRatio=\"none\" aria-hidden=\"true\" focusable=\"false\">",
           BAR_WIDTH);
    html_f(out, "<rect class=\"rail\" x=\"0\" y=\"4\" width=\"%d\" height=\"2\"/>",
           BAR_WIDTH);
    for (size_t i = 0; i < n; i++) {
        if (days[i].phase != phase || days[i].from.v > b->last.v) continue;
        bool still = day_is_none(days[i].to) || days[i].to.v >= b->last.v;
        int from = MIN_OF(place_of(b, days[i].from), BAR_WIDTH - BAR_LEAST);
        int to = still ? BAR_WIDTH : place_of(b, days[i].to);
        html_f(out, "<rect class=\"%s\" x=\"%d\" y=\"0\" width=\"%d\" height=\"10\"/>",
               still ? "now" : "done", from, MAX_OF(BAR_LEAST, to - from));
    }
    html_f(out, "</svg>\n");
}

/* --- the words --- */

static void days_html(struct buf *out, const struct frame *f, struct arena *a,
                      const struct phase_line *line)
{
    enum tongue t = f->tongue;
    if (line->is_current)
        tr_html(out, t, "sinds {0}", day_words(a, t, line->from, f->today));
    else
        tr_html(out, t, "{0} tot {1}", day_words(a, t, line->from, f->today),
                day_words(a, t, line->to, f->today));
    html_f(out, " · ");
    tr_fill(out, tr_n(t, "{0} dag", "{0} dagen", line->days),
            (const char *const[]){arena_format(a, "%d", line->days), NULL});
}

static void tag(struct buf *out, const char *kind, const char *words)
{
    html_f(out, " <span class=\"tag %s\">%s</span>", kind, words);
}

static void line_html(struct buf *out, const struct frame *f, struct arena *a,
                      const struct phase_line *line, unsigned phase)
{
    enum tongue t = f->tongue;
    html_f(out, "<li class=\"phase%s\">\n<p class=\"phase-name\">",
           line->is_current ? " current" : "");
    label_html(out, t, LIST_PHASE, (uint8_t)phase);
    if (line->is_current) tag(out, "good", tr(t, "bezig"));
    if (line->is_revisited) tag(out, "", tr(t, "opnieuw"));
    if (line->overlaps) tag(out, "", tr(t, "samen met een andere fase"));
    html_f(out, "</p>\n<p class=\"quiet\">");
    if (line->n_episodes)
        days_html(out, f, a, line);
    else if (line->is_skipped)
        text_html(out, t, "overgeslagen, dat mag");
    else
        text_html(out, t, "nog niet begonnen");
    html_f(out, "</p>\n");
}

/* One line a phase: for a page where the phases are one part of many. */
static void short_line_html(struct buf *out, const struct frame *f, struct arena *a,
                            const struct phase_line *line, unsigned phase)
{
    enum tongue t = f->tongue;
    html_f(out, "<li class=\"phase%s\">\n<p class=\"phase-name\">",
           line->is_current ? " current" : "");
    label_html(out, t, LIST_PHASE, (uint8_t)phase);
    html_f(out, "</p>\n<p class=\"quiet\">");
    if (line->is_current) {
        html_f(out, "%s · ", tr(t, "bezig"));
    } else if (line->n_episodes) {
        tr_html(out, t, "tot {0}", day_words(a, t, line->to, f->today));
        html_f(out, " · ");
    } else if (line->is_skipped) {
        text_html(out, t, "overgeslagen, dat mag");
    } else {
        text_html(out, t, "nog niet begonnen");
    }
    if (line->n_episodes)
        tr_fill(out, tr_n(t, "{0} dag", "{0} dagen", line->days),
                (const char *const[]){arena_format(a, "%d", line->days), NULL});
    html_f(out, "</p>\n");
}

static void lines_html(struct buf *out, const struct frame *f, struct arena *a,
                       const struct dossier *d, struct trajectory_id trajectory,
                       bool is_short)
{
    struct phase_line lines[N_PHASE];
    size_t n;
    struct phase_days *days = phase_days_of(&n, a, d, trajectory);
    struct bar b = {f->today, f->today};
    for (size_t i = 0; i < n; i++)
        if (days[i].from.v < b.first.v) b.first = days[i].from;
    phase_course_make(lines, days, n, f->today);
    html_f(out, "<ol class=\"phases%s\">\n", is_short ? " short" : "");
    for (unsigned p = 0; p < N_PHASE; p++) {
        if (is_short)
            short_line_html(out, f, a, &lines[p], p);
        else
            line_html(out, f, a, &lines[p], p);
        if (lines[p].n_episodes) bar_html(out, &b, days, n, (uint8_t)p);
        html_f(out, "</li>\n");
    }
    html_f(out, "</ol>\n");
}

void phase_lines_html(struct buf *out, const struct frame *f, struct arena *a,
                      const struct dossier *d, struct trajectory_id trajectory)
{
    lines_html(out, f, a, d, trajectory, false);
}

void phase_lines_short_html(struct buf *out, const struct frame *f, struct arena *a,
                            const struct dossier *d, struct trajectory_id trajectory)
{
    lines_html(out, f, a, d, trajectory, true);
}
