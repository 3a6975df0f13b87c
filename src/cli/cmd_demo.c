#include "cli/command.h"

#include "act/open.h"
#include "base/clock.h"
#include "base/file.h"
#include "base/parse.h"
#include "demo/demo.h"
#include "demo/demo_logins.h"
#include "domain/lists.h"

#include <unistd.h>

static void show_progress(void *user, const char *what, unsigned done, unsigned of)
{
    (void)of;
    fprintf(user, "\r%-28s %u people", what, done);
    fflush(user);
}

static enum err_code read_options(struct demo_options *out, const struct call *c,
                                  struct err *e)
{
    enum err_code rc = OK;
    int64_t seed = 1, scale = 1;
    const char *text = option_text(&c->options, "--seed");
    out->today = clock_today();
    if (text) TRY(parse_int(&seed, str_of(text), 0, INT32_MAX, "--seed", e));
    if ((text = option_text(&c->options, "--scale")))
        TRY(parse_int(&scale, str_of(text), 1, 1000, "--scale", e));
    if ((text = option_text(&c->options, "--today")))
        TRY(day_parse(&out->today, str_of(text), e));
    out->seed = (uint64_t)seed;
    out->scale = (unsigned)scale;
    if (isatty(fileno(c->words))) {
        out->progress = show_progress;
        out->user = c->words;
    }
out:
    return rc;
}

static void add_logins(struct buf *out)
{
    const struct code_list *roles = code_list_at(LIST_WORKER_ROLE);
    buf_format(out,
               "Logins of the demonstration, all with the password %s (never for real "
               "records):\n",
               DEMO_PASSWORD);
    for (size_t i = 0; i < demo_login_count; i++)
        buf_format(out, "  %-20s %-12s %s\n", demo_login_list[i].login,
                   demo_login_list[i].organisation,
                   code_label(roles, demo_login_list[i].role, LANG_NL));
}

static void print_logins(FILE *out)
{
    struct buf text = {0};
    add_logins(&text);
    fwrite(text.p, 1, text.n, out);
    buf_dispose(&text);
}

static enum err_code write_logins(const char *path, struct err *e)
{
    struct buf text = {0};
    add_logins(&text);
    enum err_code rc = file_write(path, buf_str(&text), 0600, e);
    buf_dispose(&text);
    return rc;
}

static enum err_code run_demo(struct call *c, struct err *e)
{
    enum err_code rc = OK;
    struct house house = {0};
    struct demo_options options = {0};
    const char *path = db_url_path(c->db_url);
    TRY(read_options(&options, c, e));
    if (path && !file_exists(path) && !file_exists(c->key_path)) {
        TRY(house_create(c->db_url, c->key_path, e));
        fprintf(c->words, "made %s and its key %s\n", path, c->key_path);
    }
    TRY(house_open(&house, c->db_url, c->key_path, DB_WRITE, e));
    double start = clock_seconds();
    rc = demo_make(house.db, &options, e);
    if (options.progress) fprintf(c->words, "\r%60s\r", "");
    if (rc != OK) goto out;
    fprintf(c->words,
            "the demonstration region is ready (%.1f s); every person in it is "
            "invented\n",
            clock_seconds() - start);
    print_logins(c->out);
    if ((path = option_text(&c->options, "--logins"))) TRY(write_logins(path, e));
out:
    house_close(&house);
    return rc;
}

static const struct option_row demo_options[] = {
    {"--seed", "N", "another region with the same figures (default 1)"},
    {"--scale", "N", "the living year N times as large (default 1)"},
    {"--today", "DATE", "last day of the living year (default: the clock's)"},
    {"--logins", "FILE", "write the logins to this file as well"},
    {0},
};

const struct command cmd_demo = {
    .name = "demo",
    .args = "",
    .summary = "fill a new database with the demonstration region",
    .help =
        "Makes invented people whose records reproduce the published figures of the\n"
        "source documents (demo/published/figures.csv), a living year of forty-four "
        "local\n"
        "partnerships, and a register of job seekers of 2019 to 2023. A database and "
        "key\n"
        "that do not exist yet are made; a database that holds records is refused.\n"
        "\n"
        "Example:\n"
        "  vindplaats demo --db sqlite:demo.db\n",
    .options = demo_options,
    .fn = run_demo,
};
