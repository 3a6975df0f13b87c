/* Two tasks of a handover: what the person wants (1), and the first meeting (5). */
#include "base/limits.h"
#include "web/handover_task_parts.h"

enum { USUAL_MINUTES = 45 };

/* --- 1: what the person wants --- */

void wish_page(struct task_page *p)
{
    enum tongue t = p->q->tongue;
    size_t n;
    struct choice *moments = code_choices(&n, p->a, &p->f, LIST_HANDOVER_MOMENT);
    task_page_top(p);
    task_form(p, "wens");
    field_area(p->out, &p->f,
               &(struct field){.name = "wens",
                               .label = tr(t, "Wat wil de persoon, in eigen woorden?"),
                               .value = task_sent_or(p, "wens", p->s.v.fact.words),
                               .rows = 3,
                               .most = LIMIT_NOTE_BYTES},
               p->errors);
    field_choice(p->out, &p->f,
                 &(struct field){.name = "moment",
                                 .label = tr(t, "Wie koos het moment?"),
                                 .value = task_sent_or(p, "moment",
                                                       code_value(LIST_HANDOVER_MOMENT,
                                                                  p->s.v.fact.moment))},
                 moments, n, true, p->errors);
    task_form_end(p);
}

void wish_read(struct handover_change *c, const struct request *q,
               struct form_errors *errors)
{
    c->part = HANDOVER_PART_WISH;
    form_text(&c->wish, q, "wens", LIMIT_NOTE_BYTES, false,
              tr(q->tongue, "Schrijf wat de persoon wil."), errors);
    form_code(&c->moment, q, "moment", LIST_HANDOVER_MOMENT, false,
              tr(q->tongue, "Kies wie het moment koos."), errors);
}

/* --- 5: the first meeting --- */

void first_meeting_page(struct task_page *p)
{
    enum tongue t = p->q->tongue;
    const struct choice yes_no[] = {{.value = "ja", .label = tr(t, "Ja")},
                                    {.value = "nee", .label = tr(t, "Nee")}};
    const struct appointment_fact *x = p->s.has_appointment ? &p->s.appointment : NULL;
    uint8_t present = p->s.v.fact.is_guide_present;
    int minute = 0;
    struct day on = x ? brussels_day(x->starts_at, &minute) : DAY_NONE;
    struct str place = x ? x->words : STR_NONE;
    task_page_top(p);
    task_form(p, "gesprek");
    field_choice(p->out, &p->f,
                 &(struct field){.name = "mee",
                                 .label = tr(t, "Ga jij mee?"),
                                 .value = task_sent_or(p, "mee",
                                                       present == 1   ? S("ja")
                                                       : present == 0 ? S("nee")
                                                                      : STR_NONE)},
                 yes_no, 2, true, p->errors);
    field_day(p->out, &p->f,
              &(struct field){.name = "dag",
                              .label = tr(t, "Op welke dag?"),
                              .hint = tr(t, "Leeg: de ontvanger stelt een dag voor."),
                              .value = task_sent_or(p, "dag", day_value(p->a, on)),
                              .may_be_empty = true},
              p->errors);
    field_time(p->out, &p->f,
               &(struct field){.name = "uur",
                               .label = tr(t, "Hoe laat?"),
                               .value = task_sent_or(
                                   p, "uur",
                                   x ? str_of(arena_format(p->a, "%02d:%02d",
                                                           minute / 60, minute % 60))
                                     : STR_NONE),
                               .may_be_empty = true},
               p->errors);
    field_text(
        p->out, &p->f,
        &(struct field){.name = "waar",
                        .label = tr(t, "Waar?"),
                        .hint = tr(t, "Dit komt in het kalenderbestand. Noem een "
                                      "plek, geen dienst: een kalender wordt ook "
                                      "door anderen gezien."),
                        .value = task_sent_or(p, "waar", place),
                        .may_be_empty = true},
        p->errors);
    task_form_end(p);
}

void first_meeting_read(struct handover_change *c, const struct request *q,
                        struct form_errors *errors)
{
    struct str present = request_text(q, "mee");
    c->part = HANDOVER_PART_MEETING;
    c->minutes = USUAL_MINUTES;
    c->is_guide_present = str_eq(present, S("ja"))    ? 1
                          : str_eq(present, S("nee")) ? 0
                                                      : CODE_MISSING;
    if (c->is_guide_present == CODE_MISSING)
        form_error(errors, "mee", tr(q->tongue, "Kies of je meegaat."));
    if (!request_text(q, "dag").n) return;
    form_moment(&c->starts_at, q, "dag", "uur", errors);
    form_text(&c->place, q, "waar", LIMIT_NAME_BYTES, false,
              tr(q->tongue, "Schrijf waar jullie elkaar zien."), errors);
}
