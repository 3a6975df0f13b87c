#include "web/signal_parts.h"

#include "base/limits.h"
#include "domain/geography.h"
#include "web/about_nobody.h"
#include "web/field_parts.h"

void signal_status_html(struct buf *out, const struct frame *f,
                        enum code_of_signal_status status)
{
    html_f(out, "<span class=\"tag%s\">",
           status == SIGNAL_STATUS_ANSWERED || status == SIGNAL_STATUS_ACTED_UPON
               ? " good"
               : "");
    label_html(out, f->tongue, LIST_SIGNAL_STATUS, (uint8_t)status);
    html_f(out, "</span>");
}

static void dot(struct buf *out, bool *is_first)
{
    if (!*is_first) html_f(out, " · ");
    *is_first = false;
}

void signal_about_html(struct buf *out, const struct frame *f, struct arena *a,
                       const struct signal_view *s)
{
    const struct signal_fact *x = &s->fact;
    bool is_first = true;
    html_f(out, "<span class=\"quiet\">");
    dot(out, &is_first);
    label_html(out, f->tongue, LIST_SIGNAL_FREQUENCY, x->frequency);
    if (x->municipality[0]) {
        dot(out, &is_first);
        municipality_html(out, f, x->municipality);
    }
    if (x->target_group != CODE_MISSING) {
        dot(out, &is_first);
        label_html(out, f->tongue, LIST_TARGET_GROUP, x->target_group);
    }
    dot(out, &is_first);
    html_f(out, "%s", day_words(a, f->tongue, x->noticed_on, f->today));
    dot(out, &is_first);
    html_f(out, "<bdi dir=\"auto\">%s</bdi></span>", s->organisation_name);
}

void signal_line(struct buf *out, const struct frame *f, struct arena *a,
                 const struct signal_view *s)
{
    html_f(out, "<li><a href=\"%s\">", id_path(a, "/signalen/", s->fact.id, ""));
    label_html(out, f->tongue, LIST_STRUCTURAL_BARRIER, s->fact.barrier);
    html_f(out, "</a>\n");
    signal_status_html(out, f, s->status);
    html_f(out, "\n");
    signal_about_html(out, f, a, s);
    html_f(out, "</li>\n");
}

void signal_steps_html(struct buf *out, const struct frame *f, struct arena *a,
                       const struct step_view *steps, size_t n)
{
    if (!n) {
        html_f(out, "<p>%s</p>\n", tr(f->tongue, "Nog niets: het wacht op overleg."));
        return;
    }
    timeline_begin(out);
    for (size_t i = 0; i < n; i++) {
        const struct signal_step_fact *s = &steps[i].fact;
        timeline_open(out, day_words(a, f->tongue, s->on, f->today), "signal",
                      code_label(code_list_at(LIST_SIGNAL_STATUS), s->status,
                                 tongue_facts(f->tongue)->lang));
        if (s->level != CODE_MISSING) {
            html_f(out, "<p>%s: ", tr(f->tongue, "Aan"));
            label_html(out, f->tongue, LIST_RESPONSIBLE_LEVEL, s->level);
            html_f(out, "</p>\n");
        }
        if (s->words.n) {
            html_f(out, "<p>");
            words_html(out, s->words);
            html_f(out, "</p>\n");
        }
        html_f(out, "<p class=\"quiet\"><bdi dir=\"auto\">%s</bdi></p>\n",
               steps[i].worker_name);
        timeline_close(out);
    }
    timeline_end(out);
}

/* --- a step --- */

void signal_step_fields(struct buf *out, const struct frame *f, const struct request *q,
                        bool is_bundle, const struct form_errors *errors)
{
    enum tongue t = f->tongue;
    struct arena *a = q->asking.arena;
    struct choice fitting[N_SIGNAL_STATUS];
    size_t n, n_fitting = 0;
    struct choice *all = code_choices(&n, a, f, LIST_SIGNAL_STATUS);
    const struct code_list *codes = code_list_at(LIST_SIGNAL_STATUS);
    for (size_t i = 0; i < n; i++) {
        int code = code_index(codes, str_of(all[i].value));
        if (code >= 0 &&
            signal_step_is_for((enum code_of_signal_status)code, is_bundle))
            fitting[n_fitting++] = all[i];
    }
    field_choice(out, f,
                 &(struct field){.name = "stand",
                                 .label = tr(t, "Wat gebeurde er?"),
                                 .value = request_text(q, "stand")},
                 fitting, n_fitting, false, errors);
    if (is_bundle) {
        struct choice *levels = code_choices(&n, a, f, LIST_RESPONSIBLE_LEVEL);
        field_select(out, f,
                     &(struct field){.name = "niveau",
                                     .label = tr(t, "Aan welk niveau?"),
                                     .hint = tr(t, "Als het werd doorgegeven."),
                                     .value = request_text(q, "niveau"),
                                     .may_be_empty = true},
                     levels, n, errors);
    }
    field_day(out, f,
              &(struct field){.name = "dag",
                              .label = tr(t, "Wanneer?"),
                              .value = request_has(q, "dag") ? request_text(q, "dag")
                                                             : day_value(a, f->today)},
              errors);
    field_area(
        out, f,
        &(struct field){.name = "woorden",
                        .label = tr(t, "Wat is er gezegd, beslist of veranderd?"),
                        .hint = tr(t, "Wie het signaal gaf, leest dit."),
                        .value = request_text(q, "woorden"),
                        .may_be_empty = true,
                        .rows = 5,
                        .most = LIMIT_NOTE_BYTES},
        errors);
    about_nobody_question(out, f, q, errors);
}

enum err_code signal_step_read(struct signal_step_fact *out, const struct request *q,
                               struct form_errors *errors, struct err *e)
{
    enum tongue t = q->tongue;
    *out = (struct signal_step_fact){.level = CODE_MISSING};
    form_code(&out->status, q, "stand", LIST_SIGNAL_STATUS, false,
              tr(t, "Kies wat er gebeurde."), errors);
    form_code(&out->level, q, "niveau", LIST_RESPONSIBLE_LEVEL, true,
              tr(t, "Kies een niveau uit de lijst."), errors);
    form_day(&out->on, q, "dag", false, errors);
    form_text(&out->words, q, "woorden", LIMIT_NOTE_BYTES, true, "", errors);
    return about_nobody_check(errors, q, "woorden", out->words, e);
}

void signal_step_fault_error(struct form_errors *errors, enum tongue t,
                             enum signal_step_fault fault)
{
    switch (fault) {
    case SIGNAL_STEP_FITS:
        return;
    case SIGNAL_STEP_NO_STATUS:
        form_error(errors, "stand", tr(t, "Kies wat er gebeurde."));
        return;
    case SIGNAL_STEP_NO_WORDS:
        form_error(errors, "woorden",
                   tr(t, "Schrijf wat er gezegd, beslist of veranderd is."));
        return;
    case SIGNAL_STEP_NO_LEVEL:
        form_error(errors, "niveau", tr(t, "Kies aan welk niveau het is doorgegeven."));
        return;
    case SIGNAL_STEP_DAY_TO_COME:
        form_error(errors, "dag", tr(t, "Kies vandaag of een dag die al voorbij is."));
        return;
    }
}
