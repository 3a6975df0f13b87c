/* People who are met again and whose name nobody needs (/gesprekken): what was said
 * before, a nickname, and the way to a file of their own when they want one. They are
 * seen by their own organisation only, and there is no list to take along. */
#include "act/chat_acts.h"
#include "act/field_gate.h"
#include "base/limits.h"
#include "web/field_parts.h"
#include "web/person_tabs.h"
#include "web/route.h"

enum { THREADS_A_PAGE = 50 };

static enum err_code show_threads(struct reply *r, struct request *q, struct err *e)
{
    struct frame f = frame_of(q, tr(q->tongue, "Mensen die ik wil terugzien"));
    struct arena *a = q->asking.arena;
    struct buf *out = &r->body;
    struct thread_view *threads;
    bool is_all = str_eq(request_text(q, "van"), S("allen"));
    int64_t from = 0;
    size_t n;
    enum err_code rc;
    f.nav = NAV_TODAY;
    f.is_field = true;
    if (request_text(q, "vanaf").n &&
        !form_number(&from, q, "vanaf", 0, 100000, "", &(struct form_errors){0}))
        from = 0;
    TRY(field_gate(&q->asking, PERMISSION_CHAT_WRITE, e));
    TRY(thread_list(&threads, &n, a, q->asking.house->db,
                    q->asking.visitor.organisation,
                    is_all ? (struct uuid){{0}} : q->asking.visitor.worker,
                    (size_t)from, THREADS_A_PAGE + 1, e));
    page_begin(out, &f);
    page_back(out, &f, "/veld", tr(f.tongue, "Terug naar vandaag"));
    page_heading(out, &f, f.title);
    tabs(out, &f, tr(f.tongue, "Van wie"),
         (const struct tab[]){{.path = "/gesprekken",
                               .label = tr(f.tongue, "Van mij"),
                               .is_current = !is_all},
                              {.path = "/gesprekken?van=allen",
                               .label = tr(f.tongue, "Van mijn organisatie"),
                               .is_current = is_all}},
         2);
    if (!n)
        html_f(out, "<p>%s</p>\n",
               tr(f.tongue, "Nog niemand. Kies bij een nieuw contact 'Iemand die ik "
                            "wil terugzien'."));
    if (n) html_f(out, "<ul class=\"list\">\n");
    for (size_t i = 0; i < MIN_OF(n, (size_t)THREADS_A_PAGE); i++) {
        const struct thread_view *t = &threads[i];
        const char *count = arena_format(a, "%lld", (long long)t->n_chats);
        html_f(out, "<li><a href=\"%s\"><bdi dir=\"auto\">%s</bdi></a>\n",
               id_path(a, "/gesprekken/", t->fact.id, ""), thread_words(a, &f, t));
        html_f(out, "<p class=\"quiet\">");
        tr_fill(out, tr_n(f.tongue, "{0} gesprek", "{0} gesprekken", t->n_chats),
                (const char *const[]){count, NULL});
        if (t->last_at)
            html_f(out, " · %s", moment_words(a, f.tongue, t->last_at, f.today));
        if (t->place_name[0]) html_f(out, " · <bdi>%s</bdi>", t->place_name);
        if (is_all) html_f(out, " · <bdi>%s</bdi>", t->worker_name);
        html_f(out, "</p></li>\n");
    }
    if (n) html_f(out, "</ul>\n");
    const char *where = is_all ? "/gesprekken?van=allen&vanaf=" : "/gesprekken?vanaf=";
    pager(out, &f,
          from > 0 ? arena_format(a, "%s%lld", where,
                                  (long long)MAX_OF(from - THREADS_A_PAGE, INT64_C(0)))
                   : NULL,
          n > THREADS_A_PAGE
              ? arena_format(a, "%s%lld", where, (long long)from + THREADS_A_PAGE)
              : NULL);
    page_end(out, &f);
out:
    return rc;
}

static void show_story(struct buf *out, const struct frame *f, struct arena *a,
                       const struct thread_story *s)
{
    timeline_begin(out);
    for (size_t i = 0; i < s->n_chats; i++) {
        const struct chat_view *c = &s->chats[i];
        timeline_open(out, moment_words(a, f->tongue, c->fact.happened_at, f->today),
                      "contact", c->place_name[0] ? c->place_name : "");
        html_f(out, "<p class=\"quiet\">");
        chat_words_html(out, f, a, c);
        html_f(out, " · <bdi>%s</bdi></p>\n", c->worker_name);
        if (c->fact.words.n) {
            html_f(out, "<p>");
            words_html(out, c->fact.words);
            html_f(out, "</p>\n");
        }
        timeline_close(out);
    }
    timeline_end(out);
}

static void nickname_form(struct buf *out, const struct frame *f, struct arena *a,
                          const struct thread_view *t, struct str value,
                          const struct form_errors *errors)
{
    form_begin(out, f, id_path(a, "/gesprekken/", t->fact.id, "/bijnaam"), uuid7_new());
    field_text(out, f,
               &(struct field){.name = "bijnaam",
                               .label = tr(f->tongue, "Bijnaam"),
                               .hint = tr(f->tongue,
                                          "Waaraan jij deze persoon herkent. Een naam "
                                          "hoeft niet."),
                               .value = value,
                               .may_be_empty = true},
               errors);
    button(out, "secondary", tr(f->tongue, "Bewaar de bijnaam"), NULL, NULL);
    form_end(out);
}

static enum err_code thread_page(struct reply *r, struct request *q, struct str *typed,
                                 const struct form_errors *errors, struct err *e)
{
    struct frame f = frame_of(q, tr(q->tongue, "Gesprekken met iemand zonder naam"));
    struct arena *a = q->asking.arena;
    struct buf *out = &r->body;
    struct uuid id = request_id(q, "thread");
    struct thread_story s;
    enum err_code rc;
    f.nav = NAV_TODAY;
    f.is_field = true;
    f.has_errors = errors->n > 0;
    TRY(thread_show(&s, &q->asking, id, e));
    if (!uuid_is_nil(s.thread.person.u)) {
        reply_redirect(r, q, person_path(a, s.thread.person, ""), NULL);
        goto out;
    }
    page_begin(out, &f);
    page_back(out, &f, "/gesprekken",
              tr(f.tongue, "Terug naar mensen die ik wil terugzien"));
    error_summary(out, &f, errors);
    html_f(out, "<h1><bdi dir=\"auto\">%s</bdi></h1>\n",
           thread_words(a, &f, &s.thread));
    button_link(out, "primary", id_path(a, "/contact/nieuw?gesprek=", id, ""),
                tr(f.tongue, "Noteer een gesprek"));
    show_story(out, &f, a, &s);
    nickname_form(out, &f, a, &s.thread, typed ? *typed : s.thread.fact.nickname,
                  errors);
    if (role_has(q->asking.visitor.role, PERMISSION_PERSON_CREATE)) {
        html_f(out, "<h2>%s</h2>\n<p>%s</p>\n", tr(f.tongue, "Wordt een dossier"),
               tr(f.tongue, "Doe dit alleen als de persoon het zelf wil. De gesprekken "
                            "gaan mee naar het dossier."));
        button_link(out, "secondary", id_path(a, "/personen/zoek?gesprek=", id, ""),
                    tr(f.tongue, "Maak er een dossier van"));
    }
    page_end(out, &f);
    thread_story_wipe(&s);
out:
    return rc;
}

static enum err_code show_thread(struct reply *r, struct request *q, struct err *e)
{
    return thread_page(r, q, NULL, &(struct form_errors){0}, e);
}

static enum err_code save_nickname(struct reply *r, struct request *q, struct err *e)
{
    struct uuid id = request_id(q, "thread");
    struct form_errors errors = {0};
    struct str nickname;
    if (!form_text(&nickname, q, "bijnaam", LIMIT_NAME_BYTES, true,
                   tr(q->tongue, "Maak de bijnaam korter"), &errors)) {
        struct str typed = request_text(q, "bijnaam");
        reply_invalid(r);
        return thread_page(r, q, &typed, &errors, e);
    }
    field_lead(q, id_path(q->asking.arena, "/gesprekken/", id, ""), "bewaard");
    enum err_code rc = thread_name(&q->asking, id, nickname, e);
    if (rc == OK) field_follow(r, q);
    return rc;
}

static const struct route_value thread_query[] = {
    {"van", VALUE_TEXT, 0, false, "'allen': of all workers of the organisation"},
    {"vanaf", VALUE_NUMBER, 0, false, "how many to pass over"},
    {0},
};
static const struct route_value nickname_values[] = {
    {"bijnaam", VALUE_TEXT, 0, false, "nickname; empty: none"},
    {0},
};

const struct route thread_routes[] = {
    {"GET", "/gesprekken", PERMISSION_CHAT_WRITE, thread_query,
     "anonymous threads of one's own organisation", show_threads},
    {"GET", "/gesprekken/:thread", PERMISSION_CHAT_WRITE, NULL,
     "the conversations of one thread", show_thread},
    {"POST", "/gesprekken/:thread/bijnaam", PERMISSION_CHAT_WRITE, nickname_values,
     "give a thread a nickname", save_nickname},
    {0},
};
