/* Group sessions (/sessies) of one's organisation: the list, and a new one. Who is
 * expected and who was there: attendance_pages.c. */
#include "act/group_session_acts.h"
#include "web/field_parts.h"
#include "web/list_filter.h"
#include "web/route.h"

enum { SESSIONS_A_PAGE = 30, MINUTES_MOST = 24 * 60 };
#define SESSIONS_PATH "/sessies"

/* --- the list --- */

static void counts_html(struct buf *out, const struct frame *f, struct arena *a,
                        const struct group_session_view *s)
{
    bool was_ticked = s->n_present > 0;
    bool is_due = !was_ticked && s->n_listed && s->fact.on.v <= f->today.v;
    if (is_due)
        html_f(out, "<span class=\"tag warning\">%s</span>\n",
               tr(f->tongue, "nog aan te vinken"));
    html_f(out, "<span class=\"quiet\">");
    if (was_ticked)
        tr_html(out, f->tongue, "{0} van {1} aanwezig",
                arena_format(a, "%lld", (long long)s->n_present),
                arena_format(a, "%lld", (long long)s->n_listed));
    else if (s->n_listed)
        tr_html(out, f->tongue, "{0} op de lijst",
                arena_format(a, "%lld", (long long)s->n_listed));
    else
        text_html(out, f->tongue, "nog niemand op de lijst");
    html_f(out, "</span>");
}

static void session_line(struct buf *out, const struct frame *f, struct arena *a,
                         const struct group_session_view *s)
{
    html_f(out, "<li><a href=\"%s\"><bdi dir=\"auto\">%s</bdi></a>\n",
           id_path(a, SESSIONS_PATH "/", s->fact.id, ""), s->fact.title);
    html_f(out, "<span class=\"quiet\">%s · </span>",
           day_words(a, f->tongue, s->fact.on, f->today));
    counts_html(out, f, a, s);
    html_f(out, "\n<span class=\"quiet\">· ");
    label_html(out, f->tongue, LIST_ACTION_KIND, s->fact.kind);
    if (s->owner_name[0]) html_f(out, " · <bdi dir=\"auto\">%s</bdi>", s->owner_name);
    html_f(out, "</span></li>\n");
}

static int64_t first_asked(const struct request *q)
{
    struct form_errors ignored = {.n = 0};
    int64_t from = 0;
    if (!request_text(q, "vanaf").n ||
        !form_number(&from, q, "vanaf", 0, 100000, "", &ignored))
        return 0;
    return from;
}

static enum err_code show_sessions(struct reply *r, struct request *q, struct err *e)
{
    struct frame f = frame_of(q, tr(q->tongue, "Groepssessies"));
    struct buf *out = &r->body;
    struct group_session_view *list;
    int64_t from = first_asked(q);
    size_t n;
    enum err_code rc;
    f.nav = NAV_MORE;
    f.is_field = true;
    TRY(group_sessions_show(&list, &n, &q->asking, (size_t)from, SESSIONS_A_PAGE + 1,
                            e));
    page_begin(out, &f);
    page_heading(out, &f, f.title);
    html_f(out, "<p>");
    text_html(out, f.tongue,
              "Zet wie je verwacht op de lijst, en tik op de dag zelf aan wie er was. "
              "De uren staan dan meteen in elk dossier.");
    html_f(out, "</p>\n");
    button_link(out, "primary", SESSIONS_PATH "/nieuw",
                tr(q->tongue, "Nieuwe groepssessie"));
    if (!n) html_f(out, "<p>%s</p>\n", tr(q->tongue, "Nog geen groepssessies."));
    if (n) html_f(out, "<ul class=\"list\">\n");
    for (size_t i = 0; i < MIN_OF(n, (size_t)SESSIONS_A_PAGE); i++)
        session_line(out, &f, q->asking.arena, &list[i]);
    if (n) html_f(out, "</ul>\n");
    pager(out, &f,
          from > 0 ? filtered_path(q, SESSIONS_PATH,
                                   (size_t)MAX_OF(from - SESSIONS_A_PAGE, INT64_C(0)),
                                   NULL, 0)
                   : NULL,
          n > SESSIONS_A_PAGE
              ? filtered_path(q, SESSIONS_PATH, (size_t)from + SESSIONS_A_PAGE, NULL, 0)
              : NULL);
    page_end(out, &f);
out:
    return rc;
}

/* --- a new one --- */

/* Projects and partnerships of one's organisation, one list: their ids differ. */
static enum err_code owner_choices(struct choice **out, size_t *n_out,
                                   struct session_owner **owners, struct request *q,
                                   struct day on, struct err *e)
{
    const struct asking *a = &q->asking;
    enum err_code rc = session_owners(owners, n_out, a->arena, a->house->db,
                                      a->visitor.organisation, on, e);
    if (rc != OK) return rc;
    *out = arena_new_array(a->arena, struct choice, *n_out + 1);
    for (size_t i = 0; i < *n_out; i++)
        (*out)[i] = (struct choice){.value = id_str(a->arena, (*owners)[i].id).p,
                                    .label = (*owners)[i].name};
    return OK;
}

static struct str sent_or(const struct request *q, const char *name, struct str other)
{
    return request_has(q, name) ? request_text(q, name) : other;
}

static void what_fields(struct buf *out, const struct frame *f, const struct request *q,
                        const struct form_errors *errors)
{
    enum tongue t = f->tongue;
    size_t n;
    struct choice *kinds = code_choices(&n, q->asking.arena, f, LIST_ACTION_KIND);
    field_text(out, f,
               &(struct field){.name = "titel",
                               .label = tr(t, "Hoe heet de sessie?"),
                               .hint = tr(t, "Zonder namen van mensen: ze staat zo in "
                                             "elk dossier."),
                               .value = request_text(q, "titel"),
                               .most = 119},
               errors);
    field_select(out, f,
                 &(struct field){.name = "soort",
                                 .label = tr(t, "Wat voor actie is het?"),
                                 .value = sent_or(q, "soort", S("group_session"))},
                 kinds, n, errors);
}

static void when_fields(struct buf *out, const struct frame *f, const struct request *q,
                        const struct form_errors *errors)
{
    enum tongue t = f->tongue;
    field_day(out, f,
              &(struct field){
                  .name = "dag",
                  .label = tr(t, "Welke dag?"),
                  .value = sent_or(q, "dag", day_value(q->asking.arena, f->today))},
              errors);
    field_text(out, f,
               &(struct field){.name = "minuten",
                               .label = tr(t, "Hoeveel minuten duurt ze?"),
                               .value = sent_or(q, "minuten", S("120")),
                               .input_mode = "numeric",
                               .is_ltr = true,
                               .most = 4},
               errors);
    field_text(out, f,
               &(struct field){.name = "plaats",
                               .label = tr(t, "Waar?"),
                               .value = request_text(q, "plaats"),
                               .may_be_empty = true,
                               .most = 159},
               errors);
}

static enum err_code session_form(struct reply *r, struct request *q,
                                  const struct form_errors *errors, struct err *e)
{
    struct frame f = frame_of(q, tr(q->tongue, "Nieuwe groepssessie"));
    struct buf *out = &r->body;
    struct session_owner *owners;
    struct choice *choices;
    size_t n;
    enum err_code rc;
    f.nav = NAV_MORE;
    f.is_field = true;
    f.has_errors = errors->n > 0;
    TRY(owner_choices(&choices, &n, &owners, q, f.today, e));
    page_begin(out, &f);
    page_back(out, &f, SESSIONS_PATH, tr(q->tongue, "Groepssessies"));
    error_summary(out, &f, errors);
    page_heading(out, &f, f.title);
    form_begin(out, &f, SESSIONS_PATH "/nieuw",
               uuid_is_nil(q->asking.form) ? uuid7_new() : q->asking.form);
    what_fields(out, &f, q, errors);
    when_fields(out, &f, q, errors);
    if (n)
        field_select(out, &f,
                     &(struct field){.name = "van",
                                     .label = tr(f.tongue, "Van welk project of "
                                                           "partnerschap?"),
                                     .value = request_text(q, "van"),
                                     .may_be_empty = true},
                     choices, n, errors);
    button(out, "primary", tr(f.tongue, "Bewaar en kies wie er komt"), NULL, NULL);
    form_end(out);
    page_end(out, &f);
out:
    return rc;
}

static enum err_code show_session_form(struct reply *r, struct request *q,
                                       struct err *e)
{
    struct form_errors none = {.n = 0};
    return session_form(r, q, &none, e);
}

static void read_what(struct group_session_fact *f, const struct request *q,
                      struct form_errors *errors)
{
    enum tongue t = q->tongue;
    struct str text;
    int64_t minutes;
    if (form_text(&text, q, "titel", sizeof f->title - 1, false,
                  tr(t, "Schrijf hoe de sessie heet."), errors))
        snprintf(f->title, sizeof f->title, "%.*s", STR_ARG(text));
    form_code(&f->kind, q, "soort", LIST_ACTION_KIND, false,
              tr(t, "Kies een soort actie uit de lijst."), errors);
    form_day(&f->on, q, "dag", false, errors);
    if (form_number(&minutes, q, "minuten", 1, MINUTES_MOST,
                    tr(t, "Schrijf een aantal minuten van 1 tot 1440."), errors))
        f->minutes = (int32_t)minutes;
    if (form_text(&text, q, "plaats", sizeof f->place - 1, true, "", errors))
        snprintf(f->place, sizeof f->place, "%.*s", STR_ARG(text));
}

/* The act says whether one's organisation has a part in it. */
static enum err_code read_owner(struct group_session_fact *f, struct request *q,
                                struct form_errors *errors, struct err *e)
{
    const char *cure = tr(q->tongue, "Kies een project of partnerschap uit de lijst.");
    struct session_owner *owners;
    struct choice *choices;
    struct uuid id;
    size_t n;
    enum err_code rc = OK;
    if (day_is_none(f->on) || !form_id(&id, q, "van", true, cure, errors)) return OK;
    if (uuid_is_nil(id)) return OK;
    TRY(owner_choices(&choices, &n, &owners, q, f->on, e));
    for (size_t i = 0; i < n; i++) {
        if (!uuid_eq(owners[i].id, id)) continue;
        if (owners[i].is_project)
            f->project.u = id;
        else
            f->partnership.u = id;
        return OK;
    }
    form_error(errors, "van",
               tr(q->tongue, "Dit liep niet op die dag, of je organisatie doet er niet "
                             "aan mee. Kies een ander."));
out:
    return rc;
}

static enum err_code take_session(struct reply *r, struct request *q, struct err *e)
{
    struct form_errors errors = {.n = 0};
    struct group_session_fact f = {.on = DAY_NONE};
    enum session_fault fault;
    enum err_code rc;
    read_what(&f, q, &errors);
    TRY(read_owner(&f, q, &errors, e));
    if (!errors.n) {
        field_lead(
            q,
            id_path(q->asking.arena, SESSIONS_PATH "/", q->asking.form, "/deelnemers"),
            "bewaard");
        rc = group_session_make(&q->asking, &f, &fault, e);
        if (rc == OK) {
            field_follow(r, q);
            return OK;
        }
        if (fault != SESSION_DAY_TOO_FAR) return rc;
        form_error(&errors, "dag", tr(q->tongue, "Kies een dag binnen het jaar."));
    }
    reply_invalid(r);
    rc = session_form(r, q, &errors, e);
out:
    return rc;
}

const struct route group_session_routes[] = {
    {"GET", "/sessies", PERMISSION_SESSION_WRITE,
     (const struct route_value[]){{"vanaf", VALUE_NUMBER, 0, false, "skip this many"},
                                  {0}},
     "group sessions of one's organisation", show_sessions},
    {"GET", "/sessies/nieuw", PERMISSION_SESSION_WRITE, NULL, "plan a group session",
     show_session_form},
    {"POST", "/sessies/nieuw", PERMISSION_SESSION_WRITE,
     (const struct route_value[]){
         {"titel", VALUE_TEXT, 0, true, "what it is called, about nobody"},
         {"soort", VALUE_CODE, LIST_ACTION_KIND, true, "which action it is"},
         {"dag", VALUE_DAY, 0, true, "its day"},
         {"minuten", VALUE_NUMBER, 0, true, "how long, in minutes"},
         {"plaats", VALUE_TEXT, 0, false, "where"},
         {"van", VALUE_ID, 0, false, "project or partnership"},
         {0}},
     "plan a group session", take_session},
    {0},
};
