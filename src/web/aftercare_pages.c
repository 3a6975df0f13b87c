/* The moments of aftercare that wait, of my people or of my organisation (/nazorg); and
 * when a project calls a trajectory finished (/projecten/criteria). */
#include "act/trajectory_acts.h"
#include "act/work_acts.h"
#include "base/uuid.h"
#include "web/aftercare_words.h"
#include "web/check_in_parts.h"
#include "web/field_parts.h"
#include "web/person_tabs.h"

static const char *record_path(struct arena *a, const struct waiting_moment *m)
{
    char id[UUID_TEXT + 1], due[DAY_TEXT + 1];
    uuid_text(id, m->job.outcome);
    day_text(due, m->moment.due_on);
    return person_path(
        a, m->job.person,
        arena_format(a, "werk/%s/nazorg?met=%s&moment=%s", id,
                     code_list_at(LIST_AFTERCARE_SIDE)->codes[m->moment.side].code,
                     due));
}

static void moment_html(struct buf *out, const struct frame *f, struct arena *a,
                        const struct waiting_moment *m)
{
    html_f(out, "<li><a href=\"%s\">", record_path(a, m));
    if (m->name.n)
        html_f(out, "<bdi>%.*s</bdi>", STR_ARG(m->name));
    else
        html_f(out, "%s", tr(f->tongue, "Iemand zonder naam"));
    html_f(out, "</a> <span class=\"quiet\">");
    label_html(out, f->tongue, LIST_AFTERCARE_SIDE, m->moment.side);
    html_f(out, " · ");
    if (m->job.contract != CODE_MISSING)
        label_html(out, f->tongue, LIST_CONTRACT_KIND, m->job.contract);
    else
        label_html(out, f->tongue, LIST_OUTCOME, m->job.kind);
    html_f(out, "</span><br>");
    aftercare_moment_html(out, f, a, &m->moment);
    html_f(out, "</li>\n");
}

static void list_html(struct buf *out, const struct frame *f, struct arena *a,
                      const struct waiting_moments *w, bool due, const char *empty)
{
    size_t from = due ? 0 : w->n_due, to = due ? w->n_due : w->n;
    if (from == to) {
        html_f(out, "<p>%s</p>\n", empty);
        return;
    }
    html_f(out, "<ul class=\"list\">\n");
    for (size_t i = from; i < to; i++)
        moment_html(out, f, a, &w->at[i]);
    html_f(out, "</ul>\n");
}

enum { WAITING_FARTHEST = 100000 };

static const char *piece_path(struct arena *a, bool everybody, int64_t from)
{
    return arena_format(a, "/nazorg?van=%s&vanaf=%lld",
                        everybody ? "organisatie" : "mij",
                        (long long)(from > 0 ? from : 0));
}

static enum err_code show_waiting(struct reply *r, struct request *q, struct err *e)
{
    struct frame f = frame_of(q, tr(q->tongue, "Nazorg"));
    struct arena *a = q->asking.arena;
    struct buf *out = &r->body;
    bool everybody = str_eq_c(request_text(q, "van"), "organisatie");
    struct form_errors ignored = {.n = 0};
    struct waiting_check_in *answers;
    struct waiting_moments w;
    size_t n_answers;
    int64_t from = 0;
    enum err_code rc;
    f.nav = NAV_TODAY;
    if (!form_number(&from, q, "vanaf", 0, WAITING_FARTHEST, "", &ignored)) from = 0;
    TRY(aftercare_waiting(&w, &q->asking, !everybody, (size_t)from, e));
    TRY(check_ins_waiting(&answers, &n_answers, &q->asking, !everybody, e));
    page_begin(out, &f);
    page_heading(out, &f, f.title);
    html_f(out, "<p>%s <a href=\"/nazorg%s\">%s</a></p>\n",
           everybody ? tr(f.tongue, "Van heel mijn organisatie.")
                     : tr(f.tongue, "Van wie ik begeleid."),
           everybody ? "" : "?van=organisatie",
           everybody ? tr(f.tongue, "Toon alleen van wie ik begeleid")
                     : tr(f.tongue, "Toon van heel mijn organisatie"));
    check_ins_waiting_html(out, &f, q, answers, n_answers);
    html_f(out, "<h2>%s</h2>\n", tr(f.tongue, "Nu te doen"));
    list_html(out, &f, a, &w, true, tr(f.tongue, "Niets wacht. Mooi."));
    html_f(out, "<h2>%s</h2>\n", tr(f.tongue, "De komende week"));
    list_html(out, &f, a, &w, false, tr(f.tongue, "Niets gepland."));
    if (from || w.is_more)
        pager(out, &f, from ? piece_path(a, everybody, from - WAITING_PAGE_ROWS) : NULL,
              w.is_more ? piece_path(a, everybody, from + WAITING_PAGE_ROWS) : NULL);
    page_end(out, &f);
out:
    return rc;
}

/* --- the criterion of a project --- */

static enum err_code own_projects(struct programme_choice **out, size_t *n_out,
                                  const struct asking *a, struct err *e)
{
    size_t n, kept = 0;
    enum err_code rc;
    TRY(programme_choices(out, &n, a->arena, a->house->db, a->visitor.organisation,
                          a->today, e));
    for (size_t i = 0; i < n; i++)
        if ((*out)[i].is_promotor) (*out)[kept++] = (*out)[i];
    *n_out = kept;
out:
    return rc;
}

static const char *criterion_path(struct arena *a, struct project_id project)
{
    return id_path(a, "/projecten/", project.u, "/criterium");
}

static enum err_code show_criteria(struct reply *r, struct request *q, struct err *e)
{
    struct frame f = frame_of(q, tr(q->tongue, "Wanneer is een traject rond?"));
    const struct asking *a = &q->asking;
    struct programme_choice *list;
    struct buf *out = &r->body;
    size_t n;
    enum err_code rc;
    f.nav = NAV_MORE;
    TRY(own_projects(&list, &n, a, e));
    page_begin(out, &f);
    page_heading(out, &f, f.title);
    if (!n)
        html_f(out, "<p>%s</p>\n",
               tr(f.tongue, "Jouw organisatie leidt vandaag geen project."));
    summary_begin(out);
    for (size_t i = 0; i < n; i++) {
        summary_open_row(out, list[i].title);
        if (list[i].criterion == CODE_MISSING)
            text_html(out, f.tongue, "nog niet gekozen");
        else
            label_html(out, f.tongue, LIST_CLOSING_CRITERION, list[i].criterion);
        summary_close_row(out, &f, criterion_path(a->arena, list[i].project),
                          list[i].title);
    }
    summary_end(out);
    page_end(out, &f);
out:
    return rc;
}

static enum err_code criterion_form(struct reply *r, struct request *q,
                                    const struct form_errors *errors, struct err *e)
{
    struct frame f =
        frame_of(q, tr(q->tongue, "Wanneer is een traject rond in dit project?"));
    const struct asking *a = &q->asking;
    struct uuid project = request_id(q, "project");
    struct programme_choice *list;
    struct choice *choices;
    struct buf *out = &r->body;
    size_t n, at = 0, n_choices;
    enum err_code rc;
    f.nav = NAV_MORE;
    f.has_errors = errors->n > 0;
    TRY(own_projects(&list, &n, a, e));
    while (at < n && !uuid_eq(list[at].project.u, project))
        at++;
    if (at == n) {
        rc = err_set(e, ERR_NOT_FOUND, "the organisation leads no such project");
        goto out;
    }
    page_begin(out, &f);
    page_back(out, &f, "/projecten/criteria", tr(f.tongue, "Alle projecten"));
    error_summary(out, &f, errors);
    page_heading(out, &f, f.title);
    html_f(out, "<p><bdi>%s</bdi></p>\n", list[at].title);
    form_begin(out, &f, criterion_path(a->arena, list[at].project), uuid7_new());
    choices = code_choices(&n_choices, a->arena, &f, LIST_CLOSING_CRITERION);
    field_choice(
        out, &f,
        &(struct field){.name = "criterium",
                        .label = tr(f.tongue, "Kies wat jullie rond noemen"),
                        .hint = tr(f.tongue, "Dit kan verschillen van wat de subsidie "
                                             "telt. Er wordt niets door geblokkeerd."),
                        .value = list[at].criterion == CODE_MISSING
                                     ? STR_NONE
                                     : str_of(code_list_at(LIST_CLOSING_CRITERION)
                                                  ->codes[list[at].criterion]
                                                  .code)},
        choices, n_choices, false, errors);
    button(out, "primary", tr(f.tongue, "Bewaar"), NULL, NULL);
    form_end(out);
    page_end(out, &f);
out:
    return rc;
}

static enum err_code show_criterion(struct reply *r, struct request *q, struct err *e)
{
    return criterion_form(r, q, &(struct form_errors){0}, e);
}

static enum err_code save_criterion(struct reply *r, struct request *q, struct err *e)
{
    struct form_errors errors = {0};
    struct project_id project = {request_id(q, "project")};
    uint8_t criterion;
    form_code(&criterion, q, "criterium", LIST_CLOSING_CRITERION, false,
              tr(q->tongue, "Kies één antwoord"), &errors);
    if (errors.n) {
        reply_invalid(r);
        return criterion_form(r, q, &errors, e);
    }
    field_lead(q, "/projecten/criteria", "bewaard");
    enum err_code rc = project_criterion_choose(&q->asking, project, criterion, e);
    if (rc == OK) field_follow(r, q);
    return rc;
}

static const struct route_value waiting_values[] = {
    {"van", VALUE_TEXT, 0, false, "organisatie: of everybody in the organisation"},
    {"vanaf", VALUE_NUMBER, 0, false, "the number of the first one shown, from 0"},
    {0},
};
static const struct route_value criterion_values[] = {
    {"criterium", VALUE_CODE, LIST_CLOSING_CRITERION, true, "when it is finished"},
    {0},
};

const struct route aftercare_routes[] = {
    {"GET", "/nazorg", PERMISSION_FIELD, waiting_values,
     "moments of aftercare that wait", show_waiting},
    {"GET", "/projecten/criteria", PERMISSION_INSTRUMENTS, NULL,
     "when projects call a trajectory finished", show_criteria},
    {"GET", "/projecten/:project/criterium", PERMISSION_INSTRUMENTS, NULL,
     "when a project calls a trajectory finished", show_criterion},
    {"POST", "/projecten/:project/criterium", PERMISSION_INSTRUMENTS, criterion_values,
     "choose when a project calls a trajectory finished", save_criterion},
    {0},
};
