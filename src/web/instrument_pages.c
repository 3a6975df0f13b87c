/* The instruments of measurement of an organisation: which there are, making one,
 * ending one. What was measured stays readable. */
#include "act/instrument_acts.h"
#include "base/limits.h"
#include "domain/lists.h"
#include "web/route.h"

#define LIST_PATH "/beheer/meetschalen"

static bool is_mine(const struct request *q, const struct instrument_fact *i)
{
    return uuid_is_nil(i->organisation.u) ||
           uuid_eq(i->organisation.u, q->asking.visitor.organisation.u);
}

static void write_instrument(struct buf *out, const struct frame *f,
                             const struct request *q,
                             const struct instrument_with_items *x)
{
    struct arena *a = q->asking.arena;
    const struct instrument_fact *i = &x->instrument;
    char id[UUID_TEXT + 1];
    uuid_text(id, i->id);
    html_f(out, "<section class=\"card\">\n<h2>%s</h2>\n", i->title);
    if (x->is_ended)
        html_f(out, "<p class=\"tag\">%s</p>\n", tr(f->tongue, "niet meer in gebruik"));
    html_f(out, "<p>");
    tr_html(out, f->tongue, "{0} = {1}, {2} = {3}",
            arena_format(a, "%d", (int)i->lowest), i->lowest_words,
            arena_format(a, "%d", (int)i->highest), i->highest_words);
    html_f(out, "<br><span class=\"quiet\">%s</span></p>\n",
           i->is_interval ? tr(f->tongue, "De stappen zijn even groot: punten mogen "
                                          "opgeteld worden.")
                          : tr(f->tongue, "De stappen hebben alleen een volgorde: "
                                          "punten worden niet opgeteld."));
    html_f(out, "<details><summary>");
    text_html(out, f->tongue, "Vragen");
    html_f(out, "</summary>\n<ol>\n");
    for (size_t k = 0; k < x->n_items; k++) {
        html_f(out, "<li>%s", x->items[k].title);
        if (x->items[k].condition != CODE_MISSING) {
            html_f(out, " <span class=\"quiet\">(");
            label_html(out, f->tongue, LIST_CONTEXT_CONDITION, x->items[k].condition);
            html_f(out, ")</span>");
        }
        html_f(out, "</li>\n");
    }
    html_f(out, "</ol></details>\n");
    if (!x->is_ended && is_mine(q, i))
        html_f(out,
               "<p><a href=\"" LIST_PATH "/%s/stop\">%s<span class=\"unseen\">: %s"
               "</span></a></p>\n",
               id, tr(f->tongue, "Gebruik niet meer"), i->title);
    html_f(out, "</section>\n");
}

static enum err_code show_instruments(struct reply *r, struct request *q, struct err *e)
{
    struct frame f = frame_of(q, tr(q->tongue, "Meetschalen"));
    struct instrument_with_items *list;
    size_t n;
    enum err_code rc = instruments_show(&list, &n, &q->asking, e);
    if (rc != OK) return rc;
    f.nav = NAV_MORE;
    page_begin(&r->body, &f);
    page_heading(&r->body, &f, f.title);
    html_f(&r->body, "<p>");
    text_html(&r->body, f.tongue,
              "Met een meetschaal kijk je samen hoe ver iemand staat, nu en later.");
    html_f(&r->body, "</p>\n");
    button_link(&r->body, "primary", LIST_PATH "/nieuw",
                tr(q->tongue, "Maak een meetschaal"));
    for (size_t i = 0; i < n; i++)
        write_instrument(&r->body, &f, q, &list[i]);
    page_end(&r->body, &f);
    return OK;
}

/* --- making one --- */

static void write_scale(struct buf *out, const struct frame *f, const struct request *q,
                        const struct form_errors *errors)
{
    const struct {
        const char *name, *label, *usual;
        bool is_number;
    } fields[] = {
        {"laagste", tr(f->tongue, "Laagste punt"), "1", true},
        {"laagste_woorden", tr(f->tongue, "Wat betekent het laagste punt?"), "", false},
        {"hoogste", tr(f->tongue, "Hoogste punt"), "5", true},
        {"hoogste_woorden", tr(f->tongue, "Wat betekent het hoogste punt?"), "", false},
    };
    for (size_t i = 0; i < ARRAY_LEN(fields); i++)
        field_text(out, f,
                   &(struct field){.name = fields[i].name,
                                   .label = fields[i].label,
                                   .value = request_has(q, fields[i].name)
                                                ? request_text(q, fields[i].name)
                                                : str_of(fields[i].usual),
                                   .input_mode = fields[i].is_number ? "numeric" : NULL,
                                   .is_ltr = fields[i].is_number,
                                   .most = fields[i].is_number ? 6 : 79},
                   errors);
    struct choice equal[] = {
        {.value = "nee", .label = tr(f->tongue, "Nee, ze hebben alleen een volgorde")},
        {.value = "ja",
         .label = tr(f->tongue, "Ja, en dat is onderzocht"),
         .hint = tr(f->tongue, "Dan mogen punten opgeteld worden.")}};
    struct str chosen = request_text(q, "even_groot");
    field_choice(out, f,
                 &(struct field){.name = "even_groot",
                                 .label = tr(f->tongue, "Zijn de stappen even groot?"),
                                 .value = chosen.n ? chosen : S("nee")},
                 equal, ARRAY_LEN(equal), false, errors);
}

static enum err_code make_form(struct reply *r, struct request *q,
                               const struct form_errors *errors, struct err *e)
{
    struct frame f = frame_of(q, tr(q->tongue, "Maak een meetschaal"));
    (void)e;
    f.nav = NAV_MORE;
    f.has_errors = errors->n > 0;
    page_begin(&r->body, &f);
    page_back(&r->body, &f, LIST_PATH, tr(q->tongue, "Meetschalen"));
    page_heading(&r->body, &f, f.title);
    error_summary(&r->body, &f, errors);
    form_begin(&r->body, &f, LIST_PATH "/nieuw",
               uuid_is_nil(q->asking.form) ? uuid7_new() : q->asking.form);
    field_text(&r->body, &f,
               &(struct field){.name = "naam",
                               .label = tr(q->tongue, "Naam"),
                               .value = request_text(q, "naam"),
                               .most = 159},
               errors);
    write_scale(&r->body, &f, q, errors);
    field_area(&r->body, &f,
               &(struct field){.name = "vragen",
                               .label = tr(q->tongue, "Vragen"),
                               .hint = tr(q->tongue,
                                          "Eén op elke regel, hoogstens 40. Neem geen "
                                          "vragen over van een schaal waarop rechten "
                                          "rusten."),
                               .value = request_text(q, "vragen"),
                               .rows = 8,
                               .most = INSTRUMENT_ITEMS_MOST * 200},
               errors);
    button(&r->body, "primary", tr(q->tongue, "Bewaar"), NULL, NULL);
    form_end(&r->body);
    page_end(&r->body, &f);
    return OK;
}

static enum err_code show_make_form(struct reply *r, struct request *q, struct err *e)
{
    struct form_errors none = {.n = 0};
    return make_form(r, q, &none, e);
}

static void copy_text(char *out, size_t cap, struct str text)
{
    snprintf(out, cap, "%.*s", STR_ARG(text));
}

static void read_questions(struct instrument_entry *entry, const struct request *q,
                           struct form_errors *errors)
{
    struct str text, line;
    if (!form_text(&text, q, "vragen", INSTRUMENT_ITEMS_MOST * 200, false,
                   tr(q->tongue, "Schrijf minstens één vraag."), errors))
        return;
    while (str_split(&line, &text, '\n')) {
        line = str_trim(line);
        if (!line.n) continue;
        if (entry->n_items == INSTRUMENT_ITEMS_MOST ||
            line.n >= sizeof entry->items[0].title) {
            form_error(errors, "vragen",
                       tr(q->tongue, "Hoogstens 40 vragen, elk op één korte regel."));
            return;
        }
        struct instrument_item_fact *item = &entry->items[entry->n_items++];
        copy_text(item->title, sizeof item->title, line);
        item->condition = CODE_MISSING;
    }
}

static void read_instrument(struct instrument_entry *entry, const struct request *q,
                            struct form_errors *errors)
{
    struct instrument_fact *i = &entry->instrument;
    int64_t lowest = 0, highest = 0;
    struct str title, low, high;
    form_text(&title, q, "naam", sizeof i->title - 1, false,
              tr(q->tongue, "Geef de meetschaal een naam."), errors);
    form_text(&low, q, "laagste_woorden", sizeof i->lowest_words - 1, false,
              tr(q->tongue, "Schrijf wat het laagste punt betekent."), errors);
    form_text(&high, q, "hoogste_woorden", sizeof i->highest_words - 1, false,
              tr(q->tongue, "Schrijf wat het hoogste punt betekent."), errors);
    bool numbers = form_number(&lowest, q, "laagste", -100, 100,
                               tr(q->tongue, "Schrijf een getal, zoals 1."), errors) &
                   form_number(&highest, q, "hoogste", -100, 100,
                               tr(q->tongue, "Schrijf een getal, zoals 5."), errors);
    if (numbers && (highest <= lowest || highest - lowest > 100))
        form_error(errors, "hoogste",
                   tr(q->tongue, "Het hoogste punt ligt boven het laagste."));
    i->lowest = (int32_t)lowest;
    i->highest = (int32_t)highest;
    i->is_interval = str_eq(request_text(q, "even_groot"), S("ja"));
    copy_text(i->title, sizeof i->title, title);
    copy_text(i->lowest_words, sizeof i->lowest_words, low);
    copy_text(i->highest_words, sizeof i->highest_words, high);
    read_questions(entry, q, errors);
}

static enum err_code take_instrument(struct reply *r, struct request *q, struct err *e)
{
    struct form_errors errors = {.n = 0};
    struct instrument_entry *entry =
        arena_new(q->asking.arena, struct instrument_entry);
    bool is_taken = false;
    read_instrument(entry, q, &errors);
    q->asking.location = LIST_PATH "?gedaan=bewaard";
    if (!errors.n) {
        enum err_code rc = instrument_make(&q->asking, entry, &is_taken, e);
        if (rc != OK && !is_taken) return rc;
        if (is_taken)
            form_error(&errors, "naam",
                       tr(q->tongue, "Er is al een meetschaal met deze naam. Kies een "
                                     "andere."));
    }
    if (!errors.n) {
        reply_redirect(r, q, LIST_PATH, "bewaard");
        return OK;
    }
    reply_invalid(r);
    return make_form(r, q, &errors, e);
}

/* --- ending one --- */

static enum err_code show_stop_form(struct reply *r, struct request *q, struct err *e)
{
    struct frame f = frame_of(q, tr(q->tongue, "Gebruik deze meetschaal niet meer"));
    struct instrument_with_items *list;
    const struct instrument_fact *i = NULL;
    size_t n;
    char id[UUID_TEXT + 1];
    enum err_code rc = instruments_show(&list, &n, &q->asking, e);
    if (rc != OK) return rc;
    for (size_t k = 0; k < n; k++)
        if (uuid_eq(list[k].instrument.id, request_id(q, "instrument")) &&
            !list[k].is_ended && is_mine(q, &list[k].instrument))
            i = &list[k].instrument;
    if (!i) return err_set(e, ERR_NOT_FOUND, "no instrument in use with this id");
    uuid_text(id, i->id);
    f.nav = NAV_MORE;
    page_begin(&r->body, &f);
    page_back(&r->body, &f, LIST_PATH, tr(q->tongue, "Meetschalen"));
    page_heading(&r->body, &f, f.title);
    html_f(&r->body, "<p><strong>%s</strong></p>\n<p>", i->title);
    text_html(&r->body, f.tongue,
              "Wat ermee gemeten is, blijft leesbaar. Ze wordt niet "
              "meer aangeboden.");
    html_f(&r->body, "</p>\n");
    form_begin(&r->body, &f, arena_format(q->asking.arena, LIST_PATH "/%s/stop", id),
               uuid7_new());
    button(&r->body, "warning", tr(q->tongue, "Gebruik niet meer"), NULL, NULL);
    form_end(&r->body);
    page_end(&r->body, &f);
    return OK;
}

static enum err_code take_stop(struct reply *r, struct request *q, struct err *e)
{
    q->asking.location = LIST_PATH "?gedaan=bewaard";
    enum err_code rc = instrument_stop(&q->asking, request_id(q, "instrument"), e);
    if (rc == OK) reply_redirect(r, q, LIST_PATH, "bewaard");
    return rc;
}

static const struct route_value instrument_values[] = {
    {"naam", VALUE_TEXT, 0, true, "its name"},
    {"laagste", VALUE_NUMBER, 0, true, "lowest point"},
    {"laagste_woorden", VALUE_TEXT, 0, true, "what the lowest point means"},
    {"hoogste", VALUE_NUMBER, 0, true, "highest point"},
    {"hoogste_woorden", VALUE_TEXT, 0, true, "what the highest point means"},
    {"even_groot", VALUE_TEXT, 0, false, "ja when points may be added"},
    {"vragen", VALUE_WORDS, 0, true, "one question a line"},
    {0},
};

const struct route instrument_routes[] = {
    {"GET", LIST_PATH, PERMISSION_INSTRUMENTS, NULL, "the instruments of measurement",
     show_instruments},
    {"GET", LIST_PATH "/nieuw", PERMISSION_INSTRUMENTS, NULL,
     "form to make an instrument", show_make_form},
    {"POST", LIST_PATH "/nieuw", PERMISSION_INSTRUMENTS, instrument_values,
     "make an instrument", take_instrument},
    {"GET", LIST_PATH "/:instrument/stop", PERMISSION_INSTRUMENTS, NULL,
     "form to end an instrument", show_stop_form},
    {"POST", LIST_PATH "/:instrument/stop", PERMISSION_INSTRUMENTS, NULL,
     "end an instrument", take_stop},
    {0},
};
