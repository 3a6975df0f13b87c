#include <sys/ioctl.h>
#include <unistd.h>

#include "act/check_files.h"
#include "base/clock.h"
#include "base/parse.h"
#include "cli/checking.h"

enum { MAX_WIDTH = 1000, WIDTH_DEFAULT = 88, WIDTH_LEAST = 40 };

static const struct option_row check_options[] = {
    {"--format", "FORMAT", "text (default), csv or json"},
    {"--policy", "TEXT", "how small numbers are protected, or why they are not"},
    {"--records", NULL, "check the records of --db too: entries outside their call"},
    {"--width", "N", "text: columns (default: the terminal's, else 88)"},
    {0},
};

static enum err_code read_width(unsigned *out, const struct call *c, struct err *e)
{
    const char *text = option_text(&c->options, "--width");
    struct winsize size;
    int64_t value;
    *out = WIDTH_DEFAULT;
    if (!text && isatty(fileno(c->out)) &&
        ioctl(fileno(c->out), TIOCGWINSZ, &size) == 0 && size.ws_col >= WIDTH_LEAST)
        *out = size.ws_col;
    if (!text) return OK;
    if (parse_int(&value, str_of(text), WIDTH_LEAST, MAX_WIDTH, "--width", e) != OK)
        return err_set(e, ERR_USAGE,
                       "expected a whole number from %d to %d after --width, found "
                       "\"%.20s\"",
                       WIDTH_LEAST, MAX_WIDTH, text);
    *out = (unsigned)value;
    return OK;
}

enum err_code checking_verdict(const struct findings *f, struct err *e)
{
    size_t n = findings_count(f, SEVERITY_ERROR);
    if (n == 0) return OK;
    err_set(e, ERR_FINDINGS, "%zu finding%s of these figures must be solved first", n,
            n == 1 ? "" : "s");
    err_hint(e,
             "each finding says its cure; docs/methods/checking.md explains the rules");
    return ERR_FINDINGS;
}

enum err_code checking_print(FILE *out, const struct findings *f, enum lang lang,
                             const char *format, unsigned width, struct err *e)
{
    enum err_code rc = OK;
    struct buf b;
    buf_init(&b, 0);
    if (strcmp(format, "json") == 0)
        TRY(findings_json(&b, f, lang, e));
    else if (strcmp(format, "csv") == 0)
        findings_csv(&b, f, ',');
    else
        findings_text(&b, f, lang, width);
    TRY(buf_check(&b, e));
    fwrite(b.p, 1, b.n, out);
out:
    buf_dispose(&b);
    return rc;
}

static enum err_code run_check(struct call *c, struct err *e)
{
    enum err_code rc = OK;
    struct findings findings = {0};
    const char *format = option_text(&c->options, "--format");
    unsigned width;
    if (!format) format = "text";
    if (strcmp(format, "text") != 0 && strcmp(format, "csv") != 0 &&
        strcmp(format, "json") != 0)
        return err_set(e, ERR_USAGE,
                       "expected --format text, csv or json, found \"%.20s\"", format);
    if (strcmp(format, "text") != 0 && option_text(&c->options, "--width"))
        return err_set(e, ERR_USAGE, "--width is for the format text, found %s",
                       format);
    TRY(read_width(&width, c, e));
    const struct check_files wanted = {
        .paths = c->args,
        .n = c->n_args,
        .db_url = c->db_url,
        .key_path = c->key_path,
        .has_records = option_flag(&c->options, "--records"),
        .asked = {.lang = c->lang,
                  .today = clock_today(),
                  .now_ms = clock_now_ms(),
                  .threads = 1},
        .ctx = {.lang = c->lang,
                .disclosure_policy = option_text(&c->options, "--policy")}};
    TRY(check_files(&findings, c->arena, &wanted, e));
    TRY(checking_print(c->out, &findings, c->lang, format, width, e));
    rc = checking_verdict(&findings, e);
out:
    findings_dispose(&findings);
    return rc;
}

const struct command cmd_check = {
    .name = "check",
    .args = "FILE...",
    .summary = "check figures before they are published",
    .help =
        "Reads figures and says what does not fit: sums, parts and wholes, rows, "
        "blanks,\n"
        "units, denominators, percentages, days, small cells, and what was said "
        "before.\n"
        "\n"
        "A file is a CSV of published figures (as demo/published/figures.csv), a "
        "cross\n"
        "table as CSV (\"Rijlabels;M;V;Eindtotaal\"), the CSV or JSON that answer "
        "writes,\n"
        "or a question, which is answered from the database first. Several files are\n"
        "checked together; - is standard input.\n"
        "\n"
        "Each finding names its rule, the places, the arithmetic, what it means and "
        "the\n"
        "cure. Errors must be solved (exit status 65), warnings need a sentence.\n"
        "docs/methods/checking.md explains every rule.\n"
        "\n"
        "Example:\n"
        "  vindplaats check demo/published/figures.csv demo/published/statements.csv\n",
    .min_args = 1,
    .max_args = ARGUMENTS_MAX,
    .options = check_options,
    .fn = run_check,
};
