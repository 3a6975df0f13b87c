#include "web/next_lines.h"

#include "act/appointment_acts.h"
#include "act/work_acts.h"
#include "base/brussels.h"
#include "web/aftercare_words.h"
#include "web/person_tabs.h"

enum { STEPS_SHOWN = 3, UNTOLD_SHOWN = 2 };

struct next {
    struct buf *out;
    const struct frame *f;
    const struct request *q;
    struct arena *a;
    const struct dossier_view *file;
    size_t n;
};

static void open_line(struct next *x, enum person_tab tab, const char *translated)
{
    html_f(x->out, "<li><a href=\"%s\">%s</a> ",
           person_tab_path(x->a, request_person(x->q), tab), translated);
    x->n++;
}

static void appointment_line(struct next *x, const struct appointment_fact *p)
{
    open_line(x, TAB_APPOINTMENTS, tr(x->f->tongue, "Afspraak"));
    html_f(x->out, "<strong><bdi>%s</bdi></strong>",
           moment_words(x->a, x->f->tongue, p->starts_at, x->f->today));
    if (p->words.n) {
        html_f(x->out, "<br>");
        words_html(x->out, appointment_place(p->words));
    }
    html_f(x->out, "</li>\n");
}

static void untold_line(struct next *x, const struct appointment_fact *p)
{
    open_line(x, TAB_APPOINTMENTS, tr(x->f->tongue, "Hoe liep de afspraak?"));
    html_f(x->out, "<span class=\"quiet\"><bdi>%s</bdi></span></li>\n",
           moment_words(x->a, x->f->tongue, p->starts_at, x->f->today));
}

/* The next one, and the last of those that nobody told the outcome of. */
static void appointment_lines(struct next *x)
{
    size_t n, n_untold = 0;
    const struct appointment_fact **all = appointments_now(&n, x->a, &x->file->dossier);
    int64_t now = x->q->asking.now_ms;
    for (size_t i = n; i-- > 0 && n_untold < UNTOLD_SHOWN;)
        if (all[i]->state == APPOINTMENT_STATE_PLANNED && all[i]->starts_at < now) {
            untold_line(x, all[i]);
            n_untold++;
        }
    for (size_t i = 0; i < n; i++)
        if (all[i]->state == APPOINTMENT_STATE_PLANNED && all[i]->starts_at >= now) {
            appointment_line(x, all[i]);
            break;
        }
}

/* On each side the one to do now, or else the first to come that is asked for. */
static void aftercare_lines(struct next *x)
{
    const struct aftercare_moment *next = NULL;
    size_t n;
    if (!(x->file->parts & DOSSIER_WORK)) return;
    struct job_course *jobs = job_courses(&n, x->a, &x->file->dossier, x->f->today);
    for (size_t i = 0; i < n; i++)
        for (unsigned side = 0; side < N_AFTERCARE_SIDE; side++) {
            const struct aftercare_moment *m = aftercare_next(jobs[i].moments[side]);
            if (!m) continue;
            bool is_now = m->state == AFTERCARE_DUE || m->state == AFTERCARE_LATE;
            if (!is_now && !m->is_optional && (!next || m->due_on.v < next->due_on.v))
                next = m;
            if (!is_now) continue;
            open_line(x, TAB_WORK, tr(x->f->tongue, "Nazorg"));
            aftercare_moment_html(x->out, x->f, x->a, m);
            html_f(x->out, "</li>\n");
            next = m;
        }
    if (!next || next->state == AFTERCARE_DUE || next->state == AFTERCARE_LATE) return;
    open_line(x, TAB_WORK, tr(x->f->tongue, "Nazorg"));
    aftercare_moment_html(x->out, x->f, x->a, next);
    html_f(x->out, "</li>\n");
}

static uint8_t state_of_step(const struct dossier *d, struct uuid step)
{
    uint8_t state = STEP_STATE_OPEN;
    for (size_t i = 0; i < d->n_step_states; i++)
        if (uuid_eq(d->step_states[i].step, step)) state = d->step_states[i].state;
    return state;
}

static void step_line(struct next *x, const struct step_fact *s, uint8_t state)
{
    enum tongue t = x->f->tongue;
    html_f(x->out, "<li>");
    words_html(x->out, s->words);
    html_f(x->out, "<br><span class=\"quiet\">");
    label_html(x->out, t, LIST_STEP_OWNER, s->owner);
    if (!day_is_none(s->due_on))
        html_f(x->out, " · <bdi>%s</bdi>", day_words(x->a, t, s->due_on, x->f->today));
    html_f(x->out, "</span>");
    if (!day_is_none(s->due_on) && s->due_on.v < x->f->today.v)
        html_f(x->out, " <span class=\"tag\">%s</span>", tr(t, "de dag is voorbij"));
    if (state == STEP_STATE_HELP)
        html_f(x->out, " <span class=\"tag warning\">%s</span>", tr(t, "hulp nodig"));
    html_f(x->out, "</li>\n");
    x->n++;
}

static void step_lines(struct next *x)
{
    const struct dossier *d = &x->file->dossier;
    size_t n = 0;
    for (size_t i = 0; i < d->n_steps && n < STEPS_SHOWN; i++) {
        uint8_t state = state_of_step(d, d->steps[i].id);
        if (state != STEP_STATE_OPEN && state != STEP_STATE_HELP) continue;
        step_line(x, &d->steps[i], state);
        n++;
    }
}

void next_lines_html(struct buf *out, const struct frame *f, const struct request *q,
                     const struct dossier_view *file)
{
    struct next x = {out, f, q, q->asking.arena, file, 0};
    html_f(out, "<ul class=\"list\">\n");
    appointment_lines(&x);
    aftercare_lines(&x);
    step_lines(&x);
    if (!x.n) {
        html_f(out, "<li>");
        text_html(out, f->tongue, "Niets gepland. Wat is de volgende stap?");
        html_f(out, "</li>\n");
    }
    html_f(out, "</ul>\n");
}
