/* What happened to links, and taking it back: link history, link undo, link split. */
#include "act/link_review_acts.h"
#include "act/open.h"
#include "base/csv.h"
#include "cli/command.h"
#include "cli/linking.h"
#include "domain/lists.h"

enum { ROWS_MOST = 100000 };

void link_act_print(struct call *c, const struct link_act *act)
{
    const struct code_list *kinds = code_list_at(LIST_LINK_CHANGE);
    char run[UUID_TEXT + 1];
    uuid_text(run, act->run);
    fprintf(c->out, "run %s\ndecisions %lld\n", run, (long long)act->n_decisions);
    for (unsigned i = 0; i < kinds->n; i++)
        if (act->changes.n_of[i])
            fprintf(c->out, "changed_%s %lld\n", kinds->codes[i].code,
                    (long long)act->changes.n_of[i]);
    fprintf(c->out, "links_added %lld\nlinks_retracted %lld\n",
            (long long)act->changes.n_linked, (long long)act->changes.n_unlinked);
}

static enum err_code need_reason(const char **out, struct call *c, const char *example,
                                 struct err *e)
{
    *out = option_text(&c->options, "--reason");
    if (*out && (*out)[0]) return OK;
    enum err_code rc =
        err_set(e, ERR_USAGE, "%s needs --reason TEXT", c->command->name);
    err_hint(e, "for example: --reason '%s'", example);
    return rc;
}

/* --- undo --- */

/* A run, or the files of a pair. */
static enum err_code find_run(struct uuid *out, struct call *c, struct house *h,
                              struct err *e)
{
    struct person_id one, two;
    struct uuid second;
    enum err_code rc;
    TRY(uuid_parse(out, str_of(c->args[0]), e));
    if (c->n_args == 1) goto out;
    TRY(uuid_parse(&second, str_of(c->args[1]), e));
    TRY(link_pair_named(&one, &two, h, *out, &second, e));
    rc = link_decision_run(out, h, one, two, e);
out:
    return rc;
}

static enum err_code run_undo(struct call *c, struct err *e)
{
    struct house h = {0};
    struct link_act act;
    const char *reason;
    struct uuid run;
    enum err_code rc;
    TRY(need_reason(&reason, c, "wrong pair", e));
    TRY(house_open(&h, c->db_url, c->key_path, DB_WRITE, e));
    TRY(find_run(&run, c, &h, e));
    TRY(link_undo(&act, &h, run, reason, e));
    link_act_print(c, &act);
out:
    house_close(&h);
    return rc;
}

static const struct option_row reason_options[] = {
    {"--reason", "TEXT", "why; kept"},
    {0},
};

const struct command cmd_link_undo = {
    .name = "link undo",
    .args = "RUN|PERSON PERSON --reason TEXT",
    .summary = "take back a decision: what it replaced holds again",
    .help = "RUN is what the decision printed; two persons: the act in which their\n"
            "files were decided on. All decisions of that act that still hold are\n"
            "taken back, and links follow at once.\n"
            "\n"
            "Example:\n"
            "  vindplaats link undo 01900000-0000-7000-8000-000000000001 \\\n"
            "    --reason 'wrong pair'\n",
    .min_args = 1,
    .max_args = 2,
    .options = reason_options,
    .fn = run_undo,
};

/* --- split --- */

static enum err_code run_split(struct call *c, struct err *e)
{
    struct house h = {0};
    struct person_id person;
    struct link_act act;
    const char *reason;
    enum err_code rc;
    TRY(need_reason(&reason, c, "two brothers at one address", e));
    TRY(uuid_parse(&person.u, str_of(c->args[0]), e));
    TRY(house_open(&h, c->db_url, c->key_path, DB_WRITE, e));
    TRY(link_split(&act, &h, person, reason, e));
    link_act_print(c, &act);
out:
    house_close(&h);
    return rc;
}

const struct command cmd_link_split = {
    .name = "link split",
    .args = "PERSON --reason TEXT",
    .summary = "this file is about another human being than those it is linked to",
    .help = "Takes the file apart from all it is linked to; no later run puts it\n"
            "together with them again. `link undo` takes it back.\n"
            "\n"
            "Example:\n"
            "  vindplaats link split 01900000-0000-7000-8000-000000000001 \\\n"
            "    --reason 'two brothers at one address'\n",
    .min_args = 1,
    .max_args = 1,
    .options = reason_options,
    .fn = run_split,
};

/* --- history --- */

struct history_row {
    int64_t at;
    const char *what; /* a code */
    struct uuid run, human, other;
    int64_t n_files; /* 0: not told */
    struct str reason;
};
struct history {
    struct arena *a;
    struct history_row *row;
    size_t n, cap;
};

static void tell(struct history *l, struct history_row row)
{
    mem_push_room(l->row, l->n, l->cap);
    l->row[l->n++] = row;
}

static int compare_rows(const void *x, const void *y)
{
    const struct history_row *a = x, *b = y;
    if (a->at != b->at) return a->at < b->at ? -1 : 1;
    int order = uuid_compare(a->run, b->run);
    return order ? order : strcmp(a->what, b->what);
}

static enum err_code tell_changes(struct history *l, struct db *db,
                                  struct human_id human, struct err *e)
{
    const struct code_list *kinds = code_list_at(LIST_LINK_CHANGE);
    struct link_change_fact *change;
    size_t n;
    enum err_code rc = link_changes_read(&change, &n, l->a, db, human, ROWS_MOST, e);
    for (size_t i = 0; rc == OK && i < n; i++)
        tell(l, (struct history_row){.at = change[i].recorded_at,
                                     .what = kinds->codes[change[i].kind].code,
                                     .run = change[i].run,
                                     .human = change[i].human.u,
                                     .other = change[i].other.u,
                                     .n_files = change[i].n_files});
    return rc;
}

static void tell_period(struct history *l, const struct link_period *p)
{
    tell(l, (struct history_row){.at = p->recorded_at,
                                 .what = "file_linked",
                                 .run = p->run,
                                 .human = p->human.u});
    if (p->retracted_at)
        tell(l, (struct history_row){.at = p->retracted_at,
                                     .what = "file_unlinked",
                                     .run = p->run,
                                     .human = p->human.u});
}

static void tell_decision(struct history *l, const struct link_decision_period *d,
                          struct person_id person)
{
    const struct link_decision_fact *f = &d->decision;
    bool is_first = uuid_eq(f->person.u, person.u);
    const struct history_row row = {.at = f->recorded_at,
                                    .what = f->decision == LINK_DECISION_SAME
                                                ? "decided_same"
                                                : "decided_different",
                                    .run = f->run,
                                    .other = is_first ? f->other.u : f->person.u,
                                    .reason = f->reason};
    tell(l, row);
    if (!d->retracted_at) return;
    struct history_row undone = row;
    undone.at = d->retracted_at;
    undone.what = "decision_undone";
    tell(l, undone);
}

static enum err_code history_of_person(struct history *l, struct db *db,
                                       struct person_id person, struct err *e)
{
    struct link_period *period;
    struct link_decision_period *decision;
    enum err_code rc;
    size_t n;
    TRY(link_periods_of_person(&period, &n, l->a, db, person, e));
    for (size_t i = 0; i < n; i++) {
        bool is_told = false;
        tell_period(l, &period[i]);
        for (size_t k = 0; k < i && !is_told; k++)
            is_told = uuid_eq(period[k].human.u, period[i].human.u);
        if (!is_told) TRY(tell_changes(l, db, period[i].human, e));
    }
    TRY(link_decision_periods(&decision, &n, l->a, db, person, e));
    for (size_t i = 0; i < n; i++)
        tell_decision(l, &decision[i], person);
out:
    return rc;
}

/* Without an id: the runs. */
static enum err_code history_of_runs(struct history *l, struct db *db, struct err *e)
{
    const struct code_list *kinds = code_list_at(LIST_LINK_RUN_KIND);
    struct link_run_fact *run;
    size_t n;
    enum err_code rc = link_runs_read(&run, &n, l->a, db, ROWS_MOST, e);
    for (size_t i = 0; rc == OK && i < n; i++)
        tell(l, (struct history_row){.at = run[i].recorded_at,
                                     .what = kinds->codes[run[i].kind].code,
                                     .run = run[i].id,
                                     .n_files = run[i].n_files,
                                     .reason = str_of(run[i].settings)});
    return rc;
}

static void write_rows(struct call *c, struct history *l)
{
    static const char *const heads[] = {"at",    "what",  "run",   "human",
                                        "other", "files", "reason"};
    struct csv_writer w;
    struct buf out;
    buf_init(&out, SIZE_MAX);
    csv_init(&w, &out, ',');
    if (l->n) qsort(l->row, l->n, sizeof *l->row, compare_rows);
    for (size_t i = 0; i < ARRAY_LEN(heads); i++)
        csv_cell_c(&w, heads[i]);
    csv_end_row(&w);
    for (size_t i = 0; i < l->n; i++) {
        const struct history_row *r = &l->row[i];
        const struct uuid ids[] = {r->run, r->human, r->other};
        char at[MOMENT_TEXT + 1];
        moment_text(at, r->at);
        csv_cell_c(&w, at);
        csv_cell_c(&w, r->what);
        for (size_t k = 0; k < ARRAY_LEN(ids); k++) {
            char text[UUID_TEXT + 1] = "";
            if (!uuid_is_nil(ids[k])) uuid_text(text, ids[k]);
            csv_cell_c(&w, text);
        }
        if (r->n_files)
            csv_cell_int(&w, r->n_files);
        else
            csv_cell_c(&w, "");
        csv_cell(&w, r->reason);
        csv_end_row(&w);
    }
    fwrite(out.p, 1, out.n, c->out);
    buf_dispose(&out);
}

static enum err_code run_history(struct call *c, struct err *e)
{
    struct history l = {.a = c->arena};
    struct house h = {0};
    struct uuid id;
    enum err_code rc;
    if (c->n_args) TRY(uuid_parse(&id, str_of(c->args[0]), e));
    TRY(house_open(&h, c->db_url, c->key_path, DB_READ, e));
    if (c->n_args == 0) {
        TRY(history_of_runs(&l, h.db, e));
    } else {
        TRY(history_of_person(&l, h.db, (struct person_id){id}, e));
        if (l.n == 0) TRY(tell_changes(&l, h.db, (struct human_id){id}, e));
        if (l.n == 0)
            fputs("nothing was linked, unlinked or decided of it\n", c->words);
    }
    write_rows(c, &l);
out:
    free(l.row);
    house_close(&h);
    return rc;
}

const struct command cmd_link_history = {
    .name = "link history",
    .args = "[PERSON|HUMAN]",
    .summary = "what happened to links: runs, a file, or a human being",
    .help = "Prints CSV, oldest first: without an id every run; with the id of a\n"
            "person when its file was linked and unlinked, what was decided and why;\n"
            "with the number of a human being what joined and left it.\n"
            "\n"
            "Example:\n"
            "  vindplaats link history\n",
    .max_args = 1,
    .fn = run_history,
};
