/* Who sees what of a person: per organisation, since when, what for, on which ground,
 * until when; and stopping it. */
#include "domain/lists.h"
#include "web/consent_parts.h"
#include "web/file_form.h"

/* --- in common --- */

const char *category_contains(enum tongue t, uint8_t category)
{
    switch (category) {
    case CATEGORY_COUNTABLE:
        return tr(t, "Dat er een dossier is, en in welke fase.");
    case CATEGORY_IDENTITY:
        return tr(t, "Naam, adres, telefoon en geboortedatum.");
    case CATEGORY_GOAL:
        return tr(t, "Wat je wil bereiken, de stappen daarnaartoe en de afspraken.");
    case CATEGORY_CONDITION:
        return tr(t, "Wat in de weg staat, zoals kinderopvang, vervoer, geld of wonen. "
                     "Ook de metingen.");
    case CATEGORY_NOTE:
        return tr(t, "Gewone notities en documenten. Nooit de notities die alleen voor "
                     "de eigen organisatie zijn.");
    case CATEGORY_HEALTH:
        return tr(t,
                  "Wat over gezondheid gaat. Alleen wie je daar zelf begeleidt, ziet "
                  "het.");
    default:
        return tr(t, "Welk werk je doet, en hoe het daar gaat.");
    }
}

const char *category_contains_for(enum tongue t, uint8_t category, uint8_t purpose)
{
    if (purpose != SHARING_PURPOSE_EMPLOYER) return category_contains(t, category);
    switch (category) {
    case CATEGORY_IDENTITY:
        return tr(t, "Alleen de naam die je koos.");
    case CATEGORY_GOAL:
        return tr(t, "Wat je wil bereiken, en de stappen die niet over een drempel "
                     "gaan.");
    default:
        return tr(t, "Je eerste werkdag.");
    }
}

const char *category_label(enum tongue t, uint8_t category)
{
    return code_label(code_list_at(LIST_SHARING_CATEGORY), category,
                      tongue_facts(t)->lang);
}

const char *consent_path(const struct request *q, const char *rest)
{
    struct arena *a = q->asking.arena;
    const char *tab = person_tab_path(a, request_person(q), TAB_CONSENT);
    return rest[0] ? arena_format(a, "%s/%s", tab, rest) : tab;
}

enum err_code consent_page_open(struct consent_page *out, struct reply *r,
                                struct request *q, const char *title,
                                struct form_errors *errors, struct err *e)
{
    *out = (struct consent_page){.q = q,
                                 .a = q->asking.arena,
                                 .f = frame_of(q, title),
                                 .out = &r->body,
                                 .errors = errors};
    enum err_code rc = consents_show(&out->v, &q->asking, request_person(q), e);
    if (rc != OK) return rc;
    out->f.nav = NAV_FILES;
    out->f.has_errors = errors && errors->n;
    struct str name = dossier_call_name(&out->v.file.dossier);
    out->name = name.n ? str_to_c(out->a, name) : tr(q->tongue, "de persoon");
    return OK;
}

void consent_page_close(struct consent_page *p)
{
    page_end(p->out, &p->f);
    dossier_wipe(&p->v.file.dossier);
}

static void say(struct consent_page *p, const char *class, const char *translated)
{
    html_f(p->out, "<p class=\"%s\">%s</p>\n", class, translated);
}

/* --- what stands --- */

static bool is_open(const struct consent_view *v)
{
    return v->state == CONSENT_IN_FORCE || v->state == CONSENT_TO_COME;
}

static const char *until_words(struct consent_page *p, const struct consent_fact *f)
{
    enum tongue t = p->f.tongue;
    if (!day_is_none(f->to))
        return arena_format(p->a, "%s %s", tr(t, "tot en met"),
                            day_words(p->a, t, f->to, p->f.today));
    return f->ground == SHARING_GROUND_CONSENT ? tr(t, "tot je het stopt")
                                               : tr(t, "tot het niet meer nodig is");
}

static void write_how(struct consent_page *p, const struct consent_view *v)
{
    enum tongue t = p->f.tongue;
    const struct consent_fact *f = &v->fact;
    html_f(p->out, "<br><span class=\"quiet\">");
    tr_html(p->out, t, "Sinds {0}, {1}.", day_words(p->a, t, f->from, p->f.today),
            until_words(p, f));
    html_f(p->out, " ");
    label_html(p->out, t, LIST_SHARING_GROUND, f->ground);
    if (f->ground == SHARING_GROUND_CONSENT) {
        html_f(p->out, ", ");
        label_html(p->out, t, LIST_CONSENT_FORM, f->form);
    }
    if (f->language != CODE_MISSING) {
        html_f(p->out, " (");
        label_html(p->out, t, LIST_LANGUAGE, f->language);
        html_f(p->out, ")");
    }
    html_f(p->out, ".");
    if (v->worker_name[0] && p->v.is_keeper) {
        html_f(p->out, " ");
        tr_html(p->out, t, "Opgeschreven door {0}.", v->worker_name);
    }
    html_f(p->out, "</span>");
    if (f->words.n) {
        html_f(p->out, "<br>");
        words_html(p->out, f->words);
    }
}

/* Was it one answer about several things? It is then told once. */
static bool is_same_answer(const struct consent_view *a, const struct consent_view *b)
{
    const struct consent_fact *x = &a->fact, *y = &b->fact;
    return x->purpose == y->purpose && x->ground == y->ground && x->form == y->form &&
           x->language == y->language && x->from.v == y->from.v && x->to.v == y->to.v &&
           uuid_eq(x->worker, y->worker) && str_eq(x->words, y->words);
}

/* `next`: the row after it that stands too; NULL: none. */
static void write_open_row(struct consent_page *p, const struct consent_view *v,
                           const struct consent_view *next)
{
    enum tongue t = p->f.tongue;
    html_f(p->out, "<li><strong>");
    label_html(p->out, t, LIST_SHARING_CATEGORY, v->fact.category);
    html_f(p->out, "</strong>, ");
    label_html(p->out, t, LIST_SHARING_PURPOSE, v->fact.purpose);
    if (v->state == CONSENT_TO_COME)
        html_f(p->out, " <span class=\"tag\">%s</span>", tr(t, "begint later"));
    html_f(p->out, "<br>%s",
           category_contains_for(t, v->fact.category, v->fact.purpose));
    if (!next || !is_same_answer(v, next)) write_how(p, v);
    html_f(p->out, "</li>\n");
}

static void write_receiver(struct consent_page *p, size_t first, size_t end)
{
    enum tongue t = p->f.tongue;
    const struct consent_view *rows = p->v.rows;
    char id[UUID_TEXT + 1];
    uuid_text(id, rows[first].fact.receiver.u);
    html_f(p->out, "<section class=\"card\">\n<h2><bdi>%s</bdi></h2>\n<p>%s</p>\n",
           rows[first].receiver_name, tr(t, "ziet:"));
    html_f(p->out, "<ul class=\"list\">\n");
    for (size_t i = first, k; i < end; i = k) {
        for (k = i + 1; k < end && !is_open(&rows[k]);)
            k++;
        if (is_open(&rows[i])) write_open_row(p, &rows[i], k < end ? &rows[k] : NULL);
    }
    html_f(p->out, "</ul>\n");
    if (p->v.may_withdraw)
        button_link(p->out, "secondary",
                    consent_path(p->q, arena_format(p->a, "%s/intrekken", id)),
                    p->v.is_keeper ? tr(t, "Stop of verander dit")
                                   : tr(t, "Wij hebben dit niet meer nodig"));
    html_f(p->out, "</section>\n");
}

static size_t receiver_end(const struct consents_view *v, size_t first)
{
    size_t end = first + 1;
    while (end < v->n_rows &&
           uuid_eq(v->rows[end].fact.receiver.u, v->rows[first].fact.receiver.u))
        end++;
    return end;
}

static void write_open(struct consent_page *p)
{
    bool any = false;
    for (size_t i = 0, end; i < p->v.n_rows; i = end) {
        bool has_open = false;
        end = receiver_end(&p->v, i);
        for (size_t k = i; k < end; k++)
            has_open = has_open || is_open(&p->v.rows[k]);
        if (!has_open) continue;
        write_receiver(p, i, end);
        any = true;
    }
    if (any)
        say(p, "quiet",
            tr(p->f.tongue, "Wie iets mag zien, ziet ook dat er een dossier is en in "
                            "welke fase."));
    else if (p->v.is_keeper)
        say(p, "inset",
            tr(p->f.tongue, "Geen andere organisatie ziet iets van dit dossier."));
}

static void write_past_row(struct consent_page *p, const struct consent_view *v)
{
    enum tongue t = p->f.tongue;
    const struct consent_withdrawal_fact *w = &v->withdrawal;
    html_f(p->out, "<li><bdi>%s</bdi>: ", v->receiver_name);
    label_html(p->out, t, LIST_SHARING_CATEGORY, v->fact.category);
    html_f(p->out, ", ");
    label_html(p->out, t, LIST_SHARING_PURPOSE, v->fact.purpose);
    html_f(p->out, "<br><span class=\"quiet\">");
    const char *from = day_words(p->a, t, v->fact.from, p->f.today);
    if (v->state == CONSENT_REFUSED)
        tr_html(p->out, t, "Nee gezegd: {0}.", from);
    else if (v->state == CONSENT_OVER)
        tr_html(p->out, t, "Van {0} tot en met {1}.", from,
                day_words(p->a, t, v->fact.to, p->f.today));
    else {
        tr_html(p->out, t, "Van {0}, gestopt op {1}.", from,
                day_words(p->a, t, w->on, p->f.today));
        html_f(p->out, " ");
        label_html(p->out, t, LIST_WITHDRAWAL_PARTY, w->party);
    }
    html_f(p->out, "</span>");
    if (w->words.n) {
        html_f(p->out, "<br>");
        words_html(p->out, w->words);
    }
    html_f(p->out, "</li>\n");
}

static void write_past(struct consent_page *p)
{
    size_t n_past = 0;
    for (size_t i = 0; i < p->v.n_rows; i++)
        n_past += !is_open(&p->v.rows[i]);
    if (!n_past) return;
    fold_begin(p->out, false, tr(p->f.tongue, "Nee gezegd, gestopt of voorbij"));
    html_f(p->out, "<ul class=\"list\">\n");
    for (size_t i = 0; i < p->v.n_rows; i++)
        if (!is_open(&p->v.rows[i])) write_past_row(p, &p->v.rows[i]);
    html_f(p->out, "</ul>\n");
    fold_end(p->out);
}

static void write_request(struct consent_page *p, const struct consent_request_view *r)
{
    enum tongue t = p->f.tongue;
    char id[UUID_TEXT + 1];
    uuid_text(id, r->fact.id);
    html_f(p->out, "<li>");
    tr_html(p->out, t, "{0} ({1}) vraagt om dit te mogen zien:", r->organisation_name,
            r->worker_name);
    html_f(p->out, " <strong>");
    label_html(p->out, t, LIST_SHARING_CATEGORY, r->fact.category);
    html_f(p->out, "</strong>, ");
    label_html(p->out, t, LIST_SHARING_PURPOSE, r->fact.purpose);
    html_f(p->out, " <span class=\"quiet\"><bdi>%s</bdi></span>",
           day_words(p->a, t, r->fact.on, p->f.today));
    if (r->fact.words.n) {
        html_f(p->out, "<br>");
        words_html(p->out, r->fact.words);
    }
    if (p->v.may_record)
        button_link(p->out, "primary",
                    consent_path(p->q, arena_format(p->a, "antwoord/%s", id)),
                    tr(t, "Bespreek en antwoord"));
    html_f(p->out, "</li>\n");
}

static void write_requests(struct consent_page *p)
{
    if (!p->v.n_requests) return;
    html_f(p->out, "<section>\n<h2>%s</h2>\n<ul class=\"list\">\n",
           p->v.is_keeper ? tr(p->f.tongue, "Er wacht een vraag")
                          : tr(p->f.tongue, "Wat wij vroegen"));
    for (size_t i = 0; i < p->v.n_requests; i++)
        write_request(p, &p->v.requests[i]);
    html_f(p->out, "</ul>\n</section>\n");
}

static void write_keepers(struct consent_page *p)
{
    enum tongue t = p->f.tongue;
    if (!p->v.n_keepers) return;
    html_f(p->out, "<section>\n<h2>%s</h2>\n<ul class=\"list\">\n",
           tr(t, "Wie dit dossier bijhoudt"));
    for (size_t i = 0; i < p->v.n_keepers; i++) {
        const struct file_keeper *k = &p->v.keepers[i];
        html_f(p->out, "<li><bdi>%s</bdi>", k->name);
        if (!day_is_none(k->since)) {
            html_f(p->out, " <span class=\"quiet\">");
            tr_html(p->out, t, "sinds {0}", day_words(p->a, t, k->since, p->f.today));
            html_f(p->out, "</span>");
        }
        if (k->only_counts)
            html_f(p->out, "<br>%s",
                   tr(t, "Telt het traject mee voor het project, zonder naam."));
        html_f(p->out, "</li>\n");
    }
    html_f(p->out, "</ul>\n");
    if (role_has(p->q->asking.visitor.role, PERMISSION_READ_LOG))
        html_f(p->out, "<p><a href=\"%s\">%s</a></p>\n",
               person_path(p->a, request_person(p->q), "logboek"),
               tr(t, "Wie keek in dit dossier?"));
    html_f(p->out, "</section>\n");
}

static enum err_code show_consents(struct reply *r, struct request *q, struct err *e)
{
    struct consent_page p;
    enum err_code rc =
        consent_page_open(&p, r, q, tr(q->tongue, "Toestemming"), NULL, e);
    if (rc != OK) return rc;
    person_page_begin(p.out, &p.f, q, &p.v.file, TAB_CONSENT);
    html_f(p.out, "<p>");
    if (p.v.is_keeper)
        tr_html(
            p.out, q->tongue,
            "Dit mogen andere organisaties zien, zolang {0} het wil. Dat kan altijd "
            "veranderen.",
            p.name);
    else
        text_html(p.out, q->tongue,
                  "Dit mag jouw organisatie zien. De persoon kan dit "
                  "altijd veranderen.");
    html_f(p.out, "</p>\n");
    write_requests(&p);
    if (p.v.may_record)
        button_link(p.out, p.v.n_requests ? "secondary" : "primary",
                    consent_path(q, "nieuw"), tr(q->tongue, "Leg een antwoord vast"));
    else if (!p.v.is_keeper)
        button_link(p.out, "secondary", consent_path(q, "vraag"),
                    tr(q->tongue, "Vraag toestemming"));
    write_open(&p);
    write_past(&p);
    write_keepers(&p);
    consent_page_close(&p);
    return OK;
}

/* --- stopping --- */

static struct choice stop_choice(struct consent_page *p, const struct consent_view *v)
{
    enum tongue t = p->f.tongue;
    char id[UUID_TEXT + 1];
    uuid_text(id, v->fact.id);
    return (struct choice){.value = arena_format(p->a, "%s", id),
                           .label = arena_format(p->a, "%s %s", tr(t, "Alleen:"),
                                                 category_label(t, v->fact.category)),
                           .hint = code_label(code_list_at(LIST_SHARING_PURPOSE),
                                              v->fact.purpose, tongue_facts(t)->lang)};
}

static size_t stop_choices(struct choice *out, struct consent_page *p,
                           struct uuid receiver, const char **name_out)
{
    size_t n = 0;
    *name_out = NULL;
    out[n++] =
        (struct choice){.value = "alles", .label = tr(p->f.tongue, "Alles stopt")};
    for (size_t i = 0; i < p->v.n_rows; i++) {
        const struct consent_view *v = &p->v.rows[i];
        if (!uuid_eq(v->fact.receiver.u, receiver)) continue;
        *name_out = v->receiver_name;
        if (is_open(v)) out[n++] = stop_choice(p, v);
    }
    return n;
}

static void write_stop_fields(struct consent_page *p, const struct choice *choices,
                              size_t n)
{
    enum tongue t = p->f.tongue;
    const struct choice parties[] = {
        {.value = "person", .label = tr(t, "De persoon zelf")},
        {.value = "worker", .label = tr(t, "De begeleider, na een gesprek")}};
    field_choice(p->out, &p->f,
                 &(struct field){.name = "wat",
                                 .label = tr(t, "Wat stopt er?"),
                                 .value = form_value(p->q, "wat", "alles")},
                 choices, n, false, p->errors);
    if (p->v.is_keeper)
        field_choice(p->out, &p->f,
                     &(struct field){.name = "wie",
                                     .label = tr(t, "Wie wil dat het stopt?"),
                                     .value = form_value(p->q, "wie", "person")},
                     parties, ARRAY_LEN(parties), false, p->errors);
    field_area(p->out, &p->f,
               &(struct field){.name = "woorden",
                               .label = tr(t, "Wil je er iets bij zeggen?"),
                               .value = form_value(p->q, "woorden", ""),
                               .may_be_empty = true,
                               .rows = 3,
                               .most = LIMIT_NOTE_BYTES},
               p->errors);
}

static enum err_code stop_form(struct reply *r, struct request *q,
                               struct form_errors *errors, struct err *e)
{
    struct consent_page p;
    const char *name;
    enum err_code rc =
        consent_page_open(&p, r, q, tr(q->tongue, "Stop met delen"), errors, e);
    if (rc != OK) return rc;
    struct choice *choices = arena_new_array(p.a, struct choice, p.v.n_rows + 1);
    size_t n = stop_choices(choices, &p, request_id(q, "receiver"), &name);
    if (!name) {
        dossier_wipe(&p.v.file.dossier);
        return err_set(e, ERR_NOT_FOUND, "this organisation has no consent here");
    }
    if (errors->n) reply_invalid(r);
    person_form_begin(p.out, &p.f, q, &p.v.file, TAB_CONSENT);
    error_summary(p.out, &p.f, errors);
    html_f(p.out, "<p><strong><bdi>%s</bdi></strong>. ", name);
    text_html(p.out, q->tongue,
              "Vanaf het ogenblik dat je dit bewaart, ziet deze "
              "organisatie het niet meer. Wat ze al weet, kan je niet "
              "terugnemen.");
    html_f(p.out, "</p>\n");
    form_begin(p.out, &p.f, str_to_c(p.a, q->path),
               uuid_is_nil(q->asking.form) ? uuid7_new() : q->asking.form);
    write_stop_fields(&p, choices, n);
    button(p.out, "warning", tr(q->tongue, "Stop met delen"), NULL, NULL);
    form_end(p.out);
    consent_page_close(&p);
    return OK;
}

static enum err_code show_stop(struct reply *r, struct request *q, struct err *e)
{
    return stop_form(r, q, &(struct form_errors){.n = 0}, e);
}

static enum err_code save_stop(struct reply *r, struct request *q, struct err *e)
{
    struct form_errors errors = {.n = 0};
    struct str what = request_text(q, "wat");
    struct consent_ending ending = {.receiver.u = request_id(q, "receiver"),
                                    .purpose = CODE_MISSING,
                                    .party = str_eq_c(request_text(q, "wie"), "worker")
                                                 ? WITHDRAWAL_PARTY_WORKER
                                                 : WITHDRAWAL_PARTY_PERSON};
    read_words(&ending.words, q, "woorden", true, &errors);
    if (!str_eq_c(what, "alles"))
        form_id(&ending.consent, q, "wat", false, tr(q->tongue, "Kies wat er stopt."),
                &errors);
    if (errors.n) return stop_form(r, q, &errors, e);
    if (uuid_eq(ending.receiver.u, q->asking.visitor.organisation.u))
        ending.party = WITHDRAWAL_PARTY_RECEIVER;
    const char *back =
        ending.party == WITHDRAWAL_PARTY_RECEIVER ? "/dossiers" : consent_path(q, "");
    field_lead(q, back, "gestopt-met-delen");
    enum err_code rc = consent_withdraw(&q->asking, request_person(q), &ending, e);
    if (rc == OK) field_follow(r, q);
    return rc;
}

static const struct route_value stop_values[] = {
    {"wat", VALUE_TEXT, 0, true, "alles, or the id of one consent"},
    {"wie", VALUE_CODE, LIST_WITHDRAWAL_PARTY, false, "who wants it to stop"},
    {"woorden", VALUE_WORDS, 0, false, "what was said"},
    {0},
};

const struct route consent_routes[] = {
    {"GET", "/personen/:person/toestemming", PERMISSION_PERSON_READ, NULL,
     "what other organisations may see of the person", show_consents},
    {"GET", "/personen/:person/toestemming/:receiver/intrekken",
     PERMISSION_CONSENT_WRITE, NULL, "form to stop sharing with an organisation",
     show_stop},
    {"POST", "/personen/:person/toestemming/:receiver/intrekken",
     PERMISSION_CONSENT_WRITE, stop_values, "stop sharing with an organisation",
     save_stop},
    {0},
};
