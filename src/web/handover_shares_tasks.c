/* What travels with a handover (task 3), and whether the person wants that (task 4). */
#include "act/handover_payload.h"
#include "base/limits.h"
#include "web/handover_task_parts.h"

static const struct {
    enum code_of_sharing_category category;
    const char *label, *hint;
} shared[] = {
    {SHARING_CATEGORY_IDENTITY, TR("Naam en contact"),
     TR("Naam, telefoon, e-mail, beste moment, tolk.")},
    {SHARING_CATEGORY_GOAL, TR("Doel en stappen"),
     TR("Het doel in eigen woorden en de stappen die nog lopen.")},
    {SHARING_CATEGORY_CONDITION, TR("Drempels die nog open zijn"),
     TR("Wat nog in de weg staat en wie eraan werkt. Niets over gezondheid.")},
    {SHARING_CATEGORY_COUNTABLE, TR("Verloop van het traject"),
     TR("Welke fasen er waren en wanneer.")},
    {SHARING_CATEGORY_WORK, TR("Werk en opleiding"),
     TR("Wat de persoon deed sinds het begin.")},
    {SHARING_CATEGORY_NOTE, TR("Gewone notities"),
     TR("De laatste tien. Nooit wat alleen voor jouw organisatie is.")},
};

static const char *category_code(unsigned c)
{
    return code_list_at(LIST_SHARING_CATEGORY)->codes[c].code;
}

void shares_page(struct task_page *p)
{
    enum tongue t = p->q->tongue;
    struct choice choices[ARRAY_LEN(shared)];
    const char *chosen = "";
    size_t n = 0;
    unsigned now = p->s.v.shares ? p->s.v.shares : 1u << SHARING_CATEGORY_IDENTITY;
    for (size_t i = 0; i < ARRAY_LEN(shared); i++) {
        unsigned c = shared[i].category;
        if (!(p->s.open >> c & 1)) continue;
        choices[n++] = (struct choice){.value = category_code(c),
                                       .label = tr_later(t, shared[i].label),
                                       .hint = tr_later(t, shared[i].hint)};
        if (now >> c & 1)
            chosen = arena_format(p->a, "%s%s%s", chosen, chosen[0] ? "," : "",
                                  category_code(c));
    }
    task_page_top(p);
    task_form(p, "delen");
    field_checks(p->out, &p->f,
                 &(struct field){.name = "deel",
                                 .label = tr(t, "Wat mag de ontvanger weten?"),
                                 .hint = tr(t, "Kies samen met de persoon."),
                                 .value = request_has(p->q, FORM_ID)
                                              ? request_many(p->q, "deel")
                                              : str_of(chosen)},
                 choices, n, p->errors);
    field_area(
        p->out, &p->f,
        &(struct field){.name = "blijf",
                        .label = tr(t, "Wat blijf jij doen?"),
                        .value = task_sent_or(
                            p, "blijf", p->s.v.words[HANDOVER_WORDS_SENDER_KEEPS]),
                        .may_be_empty = true,
                        .rows = 2,
                        .most = LIMIT_NOTE_BYTES},
        p->errors);
    field_area(
        p->out, &p->f,
        &(struct field){.name = "neemt",
                        .label = tr(t, "Wat doet de ontvanger?"),
                        .value = task_sent_or(
                            p, "neemt", p->s.v.words[HANDOVER_WORDS_RECEIVER_TAKES]),
                        .may_be_empty = true,
                        .rows = 2,
                        .most = LIMIT_NOTE_BYTES},
        p->errors);
    button(p->out, "primary", tr(t, "Bewaar en ga verder"), NULL, NULL);
    form_end(p->out);
    html_f(p->out, "<h2>");
    tr_html(p->out, t, "Dit ziet {0}", p->s.v.to_name);
    html_f(p->out, "</h2>\n");
    payload_html(p->out, &p->f, p->a, p->s.payload);
    page_end(p->out, &p->f);
}

void shares_read(struct handover_change *c, const struct request *q,
                 struct form_errors *errors)
{
    struct str list = request_many(q, "deel"), word;
    c->part = HANDOVER_PART_SHARES;
    while (str_split(&word, &list, ',')) {
        int category = code_index(code_list_at(LIST_SHARING_CATEGORY), word);
        if (category >= 0) c->categories |= 1u << category;
    }
    if (!(c->categories >> SHARING_CATEGORY_IDENTITY & 1))
        form_error(errors, "deel", handover_lack_words(q->tongue, HANDOVER_LACKS_NAME));
    form_text(&c->sender_keeps, q, "blijf", LIMIT_NOTE_BYTES, true, "", errors);
    form_text(&c->receiver_takes, q, "neemt", LIMIT_NOTE_BYTES, true, "", errors);
}

/* --- 4: consent --- */

void agreement_page(struct task_page *p)
{
    enum tongue t = p->q->tongue;
    unsigned travels = p->s.v.shares & handover_categories(p->s.v.fact.receiver_kind);
    const struct choice answers[] = {{.value = "ja", .label = tr(t, "Ja, dit mag")},
                                     {.value = "nee", .label = tr(t, "Nee")}};
    const struct choice forms[] = {
        {.value = "spoken", .label = tr(t, "Mondeling")},
        {.value = "tapped", .label = tr(t, "Zelf aangetikt op dit scherm")},
        {.value = "signed", .label = tr(t, "Op papier ondertekend")}};
    size_t n;
    struct choice *languages = code_choices(&n, p->a, &p->f, LIST_LANGUAGE);
    task_page_top(p);
    html_f(p->out, "<p>");
    tr_html(p->out, t, "Mag {0} dit weten, om je te helpen?", p->s.v.to_name);
    html_f(p->out, "</p>\n<ul>\n");
    for (size_t i = 0; i < ARRAY_LEN(shared); i++)
        if (travels >> shared[i].category & 1)
            html_f(p->out, "<li>%s</li>\n", tr_later(t, shared[i].label));
    html_f(p->out, "</ul>\n<p class=\"quiet\">");
    text_html(p->out, t,
              "Je kan dit altijd stoppen. Dan ziet de andere organisatie "
              "niets meer. De begeleiding gaat gewoon door.");
    html_f(p->out, "</p>\n");
    task_form(p, "toestemming");
    field_choice(p->out, &p->f,
                 &(struct field){.name = "antwoord",
                                 .label = tr(t, "Wat zegt de persoon?"),
                                 .value = task_sent_or(p, "antwoord", STR_NONE)},
                 answers, 2, true, p->errors);
    field_choice(p->out, &p->f,
                 &(struct field){.name = "hoe",
                                 .label = tr(t, "Hoe werd het gezegd?"),
                                 .value = task_sent_or(p, "hoe", STR_NONE)},
                 forms, ARRAY_LEN(forms), true, p->errors);
    field_select(p->out, &p->f,
                 &(struct field){.name = "taal",
                                 .label = tr(t, "In welke taal spraken jullie?"),
                                 .value = task_sent_or(p, "taal", STR_NONE),
                                 .may_be_empty = true},
                 languages, n, p->errors);
    task_form_end(p);
}
