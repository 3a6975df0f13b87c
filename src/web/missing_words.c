#include "web/missing_words.h"

#include "ui/form.h"
#include "web/person_tabs.h"

const char *need_label(enum tongue t, size_t need)
{
    switch (need) {
    case NEED_START:
        return tr(t, "eerste dag van het traject");
    case NEED_EXIT:
        return tr(t, "waarheen de persoon ging na het traject");
    case NEED_RESULT:
        return tr(t, "het werk waarmee het traject eindigde");
    default:
        return code_label(code_list_at(LIST_ATTRIBUTE_KIND),
                          participant_attribute(need), tongue_facts(t)->lang);
    }
}

const char *need_path(struct arena *a, const struct participant_view *v, size_t need)
{
    char trajectory[UUID_TEXT + 1];
    const struct code_list *kinds = code_list_at(LIST_ATTRIBUTE_KIND);
    uuid_text(trajectory, v->trajectory.u);
    switch (need) {
    case NEED_START:
        return person_path(a, v->person,
                           arena_format(a, "traject/%s/start", trajectory));
    case NEED_EXIT:
        return person_path(a, v->person, "fasen");
    case NEED_RESULT:
        return person_path(a, v->person, "werk/nieuw");
    default:
        return arena_format(a, "%s?kenmerk=%s#" FIELD_ID "waarde",
                            person_path(a, v->person, "gegevens/wijzig"),
                            kinds->codes[participant_attribute(need)].code);
    }
}

void participant_html(struct buf *out, const struct frame *f,
                      const struct participant *p)
{
    if (p->name.n)
        html_f(out, "<bdi dir=\"auto\">%.*s</bdi>", STR_ARG(p->name));
    else if (p->is_open)
        tr_html(out, f->tongue, "Deelnemer {0}", p->case_number);
    else
        text_html(out, f->tongue, "Dossier van een andere organisatie");
}

void missing_line_html(struct buf *out, const struct frame *f, struct arena *a,
                       const struct missing_line *line)
{
    const char *label = need_label(f->tongue, line->need);
    bool is_dutch =
        line->need < PARTICIPANT_ATTRIBUTES && tongue_facts(f->tongue)->labels_differ;
    html_f(out, "<li>");
    if (line->may_write)
        html_f(out, "<a href=\"%s\">",
               need_path(a, &line->participant.view, line->need));
    if (is_dutch)
        html_f(out, "<span lang=\"nl\" dir=\"ltr\">%s</span>", label);
    else
        html_f(out, "<span>%s</span>", label);
    if (line->may_write) html_f(out, "</a>");
    html_f(out, "\n<span class=\"quiet\">");
    participant_html(out, f, &line->participant);
    if (!line->may_write) {
        html_f(out, " · ");
        text_html(out, f->tongue, "vraag het aan wie de persoon begeleidt");
    }
    html_f(out, "</span></li>\n");
}
