/* The files of one's organisation, one's own people first: by phase, by status, by the
 * day of the last contact or of what comes next. Pages follow one another by key, so
 * that a list that changes meanwhile skips and repeats nobody. */
#include "base/url.h"
#include "act/file_list.h"
#include "web/person_tabs.h"

struct files_page {
    struct form_errors errors;
    struct file_filter filter;
    struct file_page list;
    struct str who, order, from, to;
    bool is_mine;
};

/* --- what was asked --- */

static struct str code_text(size_t list, uint8_t code)
{
    return code == CODE_MISSING ? STR_NONE
                                : str_of(code_list_at(list)->codes[code].code);
}

static void read_place(struct file_filter *f, struct request *q)
{
    struct form_errors ignored = {.n = 0};
    struct day day;
    if (!form_id(&f->after.person.u, q, "na", true, "", &ignored) ||
        uuid_is_nil(f->after.person.u))
        return;
    if (!form_day(&day, q, "na_dag", true, &ignored)) day = DAY_NONE;
    f->after.last_contact_on = f->after.next_on = day;
}

static void read_filter(struct files_page *p, struct request *q)
{
    struct file_filter *f = &p->filter;
    *f = (struct file_filter){.order = FILES_BY_LAST_CONTACT};
    p->who = request_text(q, "wie");
    p->order = request_text(q, "volgorde");
    p->from = request_text(q, "van");
    p->to = request_text(q, "tot");
    p->is_mine = !str_eq(p->who, S("alle"));
    if (p->is_mine) f->worker = q->asking.visitor.worker;
    if (str_eq(p->order, S("volgende"))) f->order = FILES_BY_NEXT;
    form_code(&f->phase, q, "fase", LIST_PHASE, true,
              tr(q->tongue, "Kies een fase uit de lijst"), &p->errors);
    form_code(&f->status, q, "stand", LIST_TRAJECTORY_STATUS, true,
              tr(q->tongue, "Kies een stand uit de lijst"), &p->errors);
    form_day(&f->from, q, "van", true, &p->errors);
    form_day(&f->to, q, "tot", true, &p->errors);
    bool has_days = !day_is_none(f->from) || !day_is_none(f->to);
    f->by_contact = has_days && f->order == FILES_BY_LAST_CONTACT;
    f->by_next = has_days && f->order == FILES_BY_NEXT;
    read_place(f, q);
}

/* The address of this list with another phase, or from another place on. */
static const char *list_path(struct arena *a, const struct files_page *p, uint8_t phase,
                             const struct file_now *after)
{
    char day[DAY_TEXT + 1] = "", id[UUID_TEXT + 1];
    struct buf out;
    buf_init(&out, 0);
    url_f(&out, "/dossiers?wie=%s&volgorde=%s&van=%.*s&tot=%.*s&fase=%.*s&stand=%.*s",
          p->is_mine ? "mijn" : "alle",
          p->filter.order == FILES_BY_NEXT ? "volgende" : "contact", STR_ARG(p->from),
          STR_ARG(p->to), STR_ARG(code_text(LIST_PHASE, phase)),
          STR_ARG(code_text(LIST_TRAJECTORY_STATUS, p->filter.status)));
    if (after) {
        uuid_text(id, after->person.u);
        day_text(day, p->filter.order == FILES_BY_NEXT ? after->next_on
                                                       : after->last_contact_on);
        url_f(&out, "&na=%s&na_dag=%s", id, day);
    }
    char *path = arena_copy(a, out.p, out.n);
    buf_dispose(&out);
    return path;
}

/* --- the page --- */

static void write_filter(struct buf *out, const struct frame *f, struct arena *a,
                         const struct files_page *p)
{
    size_t n_phases, n_states;
    struct choice *phases = code_choices(&n_phases, a, f, LIST_PHASE);
    struct choice *states = code_choices(&n_states, a, f, LIST_TRAJECTORY_STATUS);
    struct choice who[] = {{.value = "mijn", .label = tr(f->tongue, "Mijn mensen")},
                           {.value = "alle", .label = tr(f->tongue, "Van iedereen")}};
    struct choice orders[] = {
        {.value = "contact", .label = tr(f->tongue, "Laatste contact")},
        {.value = "volgende", .label = tr(f->tongue, "Wat eerst komt")}};
    struct field d[] = {
        {.name = "wie",
         .label = tr(f->tongue, "Van wie?"),
         .value = p->is_mine ? S("mijn") : S("alle")},
        {.name = "fase",
         .label = tr(f->tongue, "Fase"),
         .value = code_text(LIST_PHASE, p->filter.phase),
         .may_be_empty = true},
        {.name = "stand",
         .label = tr(f->tongue, "Stand van het traject"),
         .value = code_text(LIST_TRAJECTORY_STATUS, p->filter.status),
         .may_be_empty = true},
        {.name = "volgorde",
         .label = tr(f->tongue, "Volgorde"),
         .value = p->filter.order == FILES_BY_NEXT ? S("volgende") : S("contact")},
        {.name = "van",
         .label = tr(f->tongue, "Van"),
         .value = p->from,
         .may_be_empty = true},
        {.name = "tot",
         .label = tr(f->tongue, "Tot en met"),
         .value = p->to,
         .may_be_empty = true}};
    html_f(out, "<details class=\"filter\"><summary>");
    text_html(out, f->tongue, "Kies wie je ziet");
    html_f(out, "</summary>\n");
    form_begin_get(out, f, "/dossiers");
    field_choice(out, f, &d[0], who, 2, true, &p->errors);
    field_select(out, f, &d[1], phases, n_phases, &p->errors);
    field_select(out, f, &d[2], states, n_states, &p->errors);
    field_choice(out, f, &d[3], orders, 2, true, &p->errors);
    field_day(out, f, &d[4], &p->errors);
    field_day(out, f, &d[5], &p->errors);
    button(out, "secondary", tr(f->tongue, "Toon"), NULL, NULL);
    form_end(out);
    html_f(out, "</details>\n");
}

static void write_phases(struct buf *out, const struct frame *f, struct arena *a,
                         const struct files_page *p)
{
    struct tab phase[N_PHASE + 1];
    const struct code_list *list = code_list_at(LIST_PHASE);
    int64_t all = 0;
    for (size_t i = 0; i <= N_PHASE; i++)
        all += p->list.by_phase[i];
    phase[0] =
        (struct tab){.path = list_path(a, p, CODE_MISSING, NULL),
                     .label = arena_format(a, "%s (%lld)", tr(f->tongue, "Alle fasen"),
                                           (long long)all),
                     .is_current = p->filter.phase == CODE_MISSING};
    for (uint8_t i = 0; i < N_PHASE; i++)
        phase[i + 1] = (struct tab){
            .path = list_path(a, p, i, NULL),
            .label = arena_format(a, "%s (%lld)",
                                  code_label(list, i, tongue_facts(f->tongue)->lang),
                                  (long long)p->list.by_phase[i]),
            .is_current = p->filter.phase == i};
    tabs(out, f, tr(f->tongue, "Fasen"), phase, N_PHASE + 1);
}

static const char *const heads[] = {
    TR("Persoon"),         TR("Fase"),     TR("Stand van het traject"),
    TR("Laatste contact"), TR("Wat komt"), TR("Begeleider")};

/* A cell; on a phone its head stands before it, because the table is a list there. */
static void open_cell(struct buf *out, const struct frame *f, const char *head)
{
    html_f(out, "<td role=\"cell\" data-head=\"%s\">", tr_later(f->tongue, head));
}

static void day_cell(struct buf *out, const struct frame *f, struct arena *a,
                     const char *head, struct day day)
{
    open_cell(out, f, head);
    if (!day_is_none(day))
        html_f(out, "<bdi>%s</bdi>", day_words(a, f->tongue, day, f->today));
    html_f(out, "</td>\n");
}

static void write_row(struct buf *out, const struct frame *f, struct arena *a,
                      const struct file_row *row)
{
    const struct file_now *now = &row->now;
    html_f(out,
           "<tr role=\"row\">\n<th scope=\"row\" role=\"rowheader\"><a href=\"%s\">",
           person_path(a, now->person, ""));
    if (row->name.n)
        html_f(out, "<bdi dir=\"auto\">%.*s</bdi>", STR_ARG(row->name));
    else
        text_html(out, f->tongue, "Zonder naam");
    html_f(out, "</a></th>\n");
    open_cell(out, f, heads[1]);
    if (now->phase != CODE_MISSING) label_html(out, f->tongue, LIST_PHASE, now->phase);
    html_f(out, "</td>\n");
    open_cell(out, f, heads[2]);
    if (now->status != CODE_MISSING)
        label_html(out, f->tongue, LIST_TRAJECTORY_STATUS, now->status);
    html_f(out, "</td>\n");
    day_cell(out, f, a, heads[3], now->last_contact_on);
    day_cell(out, f, a, heads[4], now->next_on);
    open_cell(out, f, heads[5]);
    html_f(out, "%s</td>\n</tr>\n", row->worker_name);
}

static void write_table(struct buf *out, const struct frame *f, struct arena *a,
                        const struct files_page *p)
{
    html_f(out,
           "<div class=\"scroll\" tabindex=\"0\" role=\"region\" "
           "aria-label=\"%s\">\n<table class=\"stacked\" role=\"table\">\n"
           "<caption>%s</caption>\n<thead role=\"rowgroup\"><tr role=\"row\">\n",
           tr(f->tongue, "Dossiers"),
           p->is_mine ? tr(f->tongue, "Mijn mensen")
                      : tr(f->tongue, "Dossiers van mijn organisatie"));
    for (size_t i = 0; i < ARRAY_LEN(heads); i++)
        html_f(out, "<th scope=\"col\" role=\"columnheader\">%s</th>\n",
               tr_later(f->tongue, heads[i]));
    html_f(out, "</tr></thead>\n<tbody role=\"rowgroup\">\n");
    for (size_t i = 0; i < p->list.n; i++)
        write_row(out, f, a, &p->list.rows[i]);
    html_f(out, "</tbody>\n</table>\n</div>\n");
}

static void write_nobody(struct buf *out, const struct frame *f, struct arena *a,
                         struct files_page *p)
{
    if (!p->is_mine) {
        html_f(out, "<p>%s</p>\n", tr(f->tongue, "Geen dossiers zoals je ze vroeg."));
        return;
    }
    html_f(out, "<p>%s</p>\n",
           tr(f->tongue, "Je begeleidt nog niemand die hierbij past."));
    p->is_mine = false;
    button_link(out, "secondary", list_path(a, p, p->filter.phase, NULL),
                tr(f->tongue, "Toon de mensen van iedereen"));
    p->is_mine = true;
}

static enum err_code show_files(struct reply *r, struct request *q, struct err *e)
{
    struct files_page p = {.is_mine = true};
    struct frame f = frame_of(q, tr(q->tongue, "Dossiers"));
    struct arena *a = q->asking.arena;
    enum err_code rc = OK;
    read_filter(&p, q);
    if (!p.errors.n) TRY(file_list(&p.list, &q->asking, &p.filter, e));
    f.nav = NAV_FILES;
    f.has_errors = p.errors.n > 0;
    page_begin(&r->body, &f);
    error_summary(&r->body, &f, &p.errors);
    page_heading(&r->body, &f, f.title);
    html_f(&r->body, "<p><a href=\"/dossiers/verdeling\">%s</a></p>\n",
           tr(q->tongue, "Hoeveel mensen begeleidt wie?"));
    write_filter(&r->body, &f, a, &p);
    if (!p.errors.n) {
        write_phases(&r->body, &f, a, &p);
        if (p.list.n)
            write_table(&r->body, &f, a, &p);
        else
            write_nobody(&r->body, &f, a, &p);
        if (p.list.n_closed)
            html_f(&r->body, "<p class=\"quiet\">%s</p>\n",
                   tr(q->tongue, "Er zijn ook dossiers die voor jouw rol gesloten "
                                 "zijn."));
        if (p.list.is_more || !uuid_is_nil(p.filter.after.person.u))
            pager(&r->body, &f,
                  uuid_is_nil(p.filter.after.person.u)
                      ? NULL
                      : list_path(a, &p, p.filter.phase, NULL),
                  p.list.is_more ? list_path(a, &p, p.filter.phase, &p.list.last)
                                 : NULL);
    }
    page_end(&r->body, &f);
    if (p.errors.n) reply_invalid(r);
out:
    file_list_wipe(&p.list);
    return rc;
}

static const struct route_value files_values[] = {
    {"wie", VALUE_TEXT, 0, false, "mijn (one's own people, the default) or alle"},
    {"fase", VALUE_CODE, LIST_PHASE, false, "phase at hand"},
    {"stand", VALUE_CODE, LIST_TRAJECTORY_STATUS, false, "status of the trajectory"},
    {"volgorde", VALUE_TEXT, 0, false, "contact (latest first) or volgende"},
    {"van", VALUE_DAY, 0, false, "first day: of the last contact, or of what comes"},
    {"tot", VALUE_DAY, 0, false, "last day"},
    {"na", VALUE_ID, 0, false, "the person to go on after"},
    {"na_dag", VALUE_DAY, 0, false, "and the day of that row"},
    {0},
};

const struct route files_routes[] = {
    {"GET", "/dossiers", PERMISSION_FILES_LIST, files_values,
     "the files of one's organisation, one's own people first", show_files},
    {0},
};
