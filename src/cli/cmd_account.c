#include "act/account_keep.h"
#include "base/clock.h"
#include "base/csv.h"
#include "cli/command.h"
#include "domain/lists.h"

static enum err_code code_option(uint8_t *out, const struct call *c, const char *name,
                                 size_t list, struct err *e)
{
    const char *text = option_text(&c->options, name);
    *out = CODE_MISSING;
    if (!text) return OK;
    int index = code_index(code_list_at(list), str_of(text));
    if (index < 0) {
        enum err_code rc = err_set(e, ERR_INVALID, "%s: no such code", name);
        err_hint(e, "vindplaats codes %s", code_list_at(list)->name);
        return rc;
    }
    *out = (uint8_t)index;
    return OK;
}

static void print_invitation(struct call *c, const char *token)
{
    fprintf(
        c->out,
        "Give this link to that person alone. It works once, for seven days, and is "
        "not shown again.\nPut the address of your server before it:\n"
        "  /uitnodiging?code=%s\n",
        token);
}

/* --- add --- */

static enum err_code read_wish(struct account_wish *out, const struct call *c,
                               struct err *e)
{
    const char *text;
    enum err_code rc;
    *out = (struct account_wish){
        .login = str_of(c->args[0]),
        .name = str_of(option_text(&c->options, "--name")),
        .organisation = str_of(option_text(&c->options, "--organisation")),
        .organisation_name = str_of(option_text(&c->options, "--organisation-name")),
        .from = clock_today(),
        .to = DAY_NONE,
        .without_second_factor = option_flag(&c->options, "--no-second-factor")};
    TRY(code_option(&out->role, c, "--role", LIST_WORKER_ROLE, e));
    TRY(code_option(&out->organisation_kind, c, "--organisation-kind",
                    LIST_ORGANISATION_KIND, e));
    if ((text = option_text(&c->options, "--from")))
        TRY(day_parse(&out->from, str_of(text), e));
    if ((text = option_text(&c->options, "--to")))
        TRY(day_parse(&out->to, str_of(text), e));
    if (!out->organisation.n || out->role == CODE_MISSING)
        rc = err_set(e, ERR_USAGE, "expected --organisation CODE and --role CODE");
    else if (out->organisation_name.n && out->organisation_kind == CODE_MISSING)
        rc = err_set(e, ERR_USAGE, "expected --organisation-kind CODE with its name");
out:
    return rc;
}

static enum err_code run_add(struct call *c, struct err *e)
{
    struct account_wish wish;
    struct house h = {0};
    const char *token;
    enum err_code rc;
    TRY(read_wish(&wish, c, e));
    TRY(house_open(&h, c->db_url, c->key_path, DB_WRITE, e));
    TRY(account_keep_add(&token, c->arena, &h, &wish, clock_now_ms(), e));
    if (token)
        print_invitation(c, token);
    else
        fprintf(c->out, "the worker was there already and has this role now\n");
out:
    house_close(&h);
    return rc;
}

static const struct option_row add_options[] = {
    {"--name", "NAME", "of the worker, as persons may see it"},
    {"--organisation", "CODE", "for which the worker works"},
    {"--role", "CODE", "of the list worker_role"},
    {"--from", "DATE", "first day of the role, default today"},
    {"--to", "DATE", "its last day, default none"},
    {"--organisation-name", "NAME", "make the organisation when it is not there"},
    {"--organisation-kind", "CODE", "of the list organisation_kind"},
    {"--no-second-factor", NULL, "a password is enough: for demonstrations"},
    {0},
};

const struct command cmd_account_add = {
    .name = "account add",
    .args = "LOGIN --name NAME --organisation CODE --role CODE",
    .summary = "give somebody a role and an invitation to log in",
    .help =
        "Makes a worker with a role and prints a link with which that person chooses "
        "a\npassword. For a login that exists, adds the role. The first account of "
        "a new house\nis a system_admin or a manager, who then invites the others "
        "in the browser.\n"
        "\n"
        "Example:\n"
        "  vindplaats account add an.peeters --name 'An Peeters' --role "
        "system_admin \\\n    --organisation OCMW --organisation-name 'OCMW' "
        "--organisation-kind ocmw\n",
    .min_args = 1,
    .max_args = 1,
    .options = add_options,
    .fn = run_add,
};

/* --- list --- */

static const char *account_state(const struct account_row *r, int64_t now_ms)
{
    if (!r->has_account) return "none";
    if (r->is_closed) return "closed";
    if (r->has_password) return "open";
    return r->invited_until > now_ms ? "invited" : "invitation over";
}

static void list_row(struct csv_writer *w, const struct account_row *r,
                     const struct membership_view *m, int64_t now_ms)
{
    char from[DAY_TEXT + 1] = "", to[DAY_TEXT + 1] = "";
    if (m) {
        day_text(from, m->fact.from);
        day_text(to, m->fact.to);
    }
    csv_cell_c(w, r->login);
    csv_cell_c(w, account_state(r, now_ms));
    csv_cell_c(w, r->has_factor ? "yes" : r->needs_factor ? "missing" : "no");
    csv_cell_c(w, m ? m->organisation_code : "");
    csv_cell_c(w, m ? code_list_at(LIST_WORKER_ROLE)->codes[m->fact.role].code : "");
    csv_cell_c(w, from);
    csv_cell_c(w, to);
    csv_end_row(w);
}

static enum err_code run_list(struct call *c, struct err *e)
{
    static const char *const heads[] = {
        "login", "account", "second_factor", "organisation", "role", "from", "to"};
    struct account_row *list;
    struct house h = {0};
    struct buf out;
    struct csv_writer w;
    size_t n;
    const int64_t now_ms = clock_now_ms();
    enum err_code rc;
    buf_init(&out, SIZE_MAX);
    csv_init(&w, &out, ',');
    TRY(house_open(&h, c->db_url, c->key_path, DB_READ, e));
    TRY(account_list(&list, &n, c->arena, h.db, (struct organisation_id){0}, e));
    for (size_t i = 0; i < ARRAY_LEN(heads); i++)
        csv_cell_c(&w, heads[i]);
    csv_end_row(&w);
    for (size_t i = 0; i < n; i++) {
        if (!list[i].has_account && !option_flag(&c->options, "--all")) continue;
        for (size_t k = 0; k < list[i].n_memberships; k++)
            list_row(&w, &list[i], &list[i].memberships[k], now_ms);
        if (!list[i].n_memberships) list_row(&w, &list[i], NULL, now_ms);
    }
    fwrite(out.p, 1, out.n, c->out);
out:
    buf_dispose(&out);
    house_close(&h);
    return rc;
}

static const struct option_row list_options[] = {
    {"--all", NULL, "workers without an account too"},
    {0},
};

const struct command cmd_account_list = {
    .name = "account list",
    .args = "",
    .summary = "who can log in, in which roles",
    .help = "Prints CSV, a row for each role. Never a password or a token.\n"
            "\n"
            "Example:\n"
            "  vindplaats account list\n",
    .options = list_options,
    .fn = run_list,
};

/* --- reset, close, open --- */

static enum err_code run_reset(struct call *c, struct err *e)
{
    struct house h = {0};
    const char *token;
    enum err_code rc;
    TRY(house_open(&h, c->db_url, c->key_path, DB_WRITE, e));
    TRY(account_keep_reset(&token, c->arena, &h, str_of(c->args[0]), clock_now_ms(),
                           e));
    print_invitation(c, token);
out:
    house_close(&h);
    return rc;
}

const struct command cmd_account_reset = {
    .name = "account reset",
    .args = "LOGIN",
    .summary = "a new invitation for who lost password or telephone",
    .help = "Password and second step are forgotten, all sessions end, and a link is "
            "printed.\n"
            "\n"
            "Example:\n"
            "  vindplaats account reset an.peeters\n",
    .min_args = 1,
    .max_args = 1,
    .fn = run_reset,
};

static enum err_code run_close(struct call *c, struct err *e)
{
    struct house h = {0};
    bool is_open = option_flag(&c->options, "--open");
    enum err_code rc;
    TRY(house_open(&h, c->db_url, c->key_path, DB_WRITE, e));
    TRY(account_keep_close(c->arena, &h, str_of(c->args[0]), !is_open, e));
    fprintf(c->words, "the account is %s\n", is_open ? "open again" : "closed");
out:
    house_close(&h);
    return rc;
}

static const struct option_row close_options[] = {
    {"--open", NULL, "open it again"},
    {0},
};

const struct command cmd_account_close = {
    .name = "account close",
    .args = "LOGIN [--open]",
    .summary = "nobody logs in with it any more; its sessions end at once",
    .help = "What the worker wrote stays, with the name. --open opens it again.\n"
            "\n"
            "Example:\n"
            "  vindplaats account close an.peeters\n",
    .min_args = 1,
    .max_args = 1,
    .options = close_options,
    .fn = run_close,
};
