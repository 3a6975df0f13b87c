#include "web/aftercare_words.h"

const char *aftercare_after_words(struct arena *a, enum tongue t, int months)
{
    struct buf out;
    char number[16];
    const char *words;
    if (!months) return tr(t, "na 2 weken");
    snprintf(number, sizeof number, "%d", months);
    buf_init(&out, 0);
    tr_fill(&out, tr_n(t, "na {0} maand", "na {0} maanden", months),
            (const char *const[]){number, NULL});
    words = arena_copy(a, out.p, out.n);
    buf_dispose(&out);
    return words;
}

static void state_tag(struct buf *out, enum tongue t, const struct aftercare_moment *m)
{
    switch (m->state) {
    case AFTERCARE_HELD:
        html_f(out, " <span class=\"tag good\">%s</span>", tr(t, "gesproken"));
        break;
    case AFTERCARE_DUE:
        html_f(out, " <span class=\"tag warning\">%s</span>", tr(t, "nu te doen"));
        break;
    case AFTERCARE_LATE:
        html_f(out, " <span class=\"tag warning\">%s</span>", tr(t, "wacht al even"));
        break;
    case AFTERCARE_PASSED:
        html_f(out, " <span class=\"tag\">%s</span>", tr(t, "voorbij"));
        break;
    default:
        break;
    }
}

void aftercare_moment_html(struct buf *out, const struct frame *f, struct arena *a,
                           const struct aftercare_moment *m)
{
    enum tongue t = f->tongue;
    char n[16];
    html_f(out, "%s, <span class=\"quiet\"><bdi>%s</bdi></span>",
           aftercare_after_words(a, t, m->months),
           day_words(a, t, m->due_on, f->today));
    state_tag(out, t, m);
    if (m->is_optional && m->state != AFTERCARE_HELD)
        html_f(out, " <span class=\"tag\">%s</span>", tr(t, "mag"));
    if (!m->n_tried) return;
    snprintf(n, sizeof n, "%u", m->n_tried);
    html_f(out, " <span class=\"quiet\">");
    tr_fill(out, tr_n(t, "{0} keer geprobeerd", "{0} keer geprobeerd", m->n_tried),
            (const char *const[]){n, NULL});
    html_f(out, "</span>");
}
