#include "cli/asking.h"

#include <sys/ioctl.h>
#include <unistd.h>

#include "act/open.h"
#include "base/clock.h"
#include "base/parse.h"
#include "publish/publish_format.h"

enum { MAX_WIDTH = 1000, MAX_THREADS = 64 };

const struct option_row asking_options[] = {
    {"--format", "FORMAT", "text, csv, json or xlsx (default: by the name of --out)"},
    {"--out", "PATH", "write to this file instead of standard output"},
    {"--separator", "CHAR", "csv: `,` or `;` between cells (default ,)"},
    {"--bom", NULL, "csv: begin with a byte order mark, for spreadsheets"},
    {"--width", "N", "text: columns (default: the terminal's, else 100)"},
    {"--explain", NULL, "show the plan and count nothing"},
    {"--threads", "N", "count with this many threads (default 1)"},
    {0},
};

/* What the caller wants to see, and where. */
struct wish {
    enum publish_format format;
    const char *path;
    struct publish_options options;
    unsigned threads;
};

static unsigned terminal_width(FILE *f)
{
    struct winsize size;
    if (!isatty(fileno(f)) || ioctl(fileno(f), TIOCGWINSZ, &size) != 0) return 0;
    return size.ws_col < TEXT_WIDTH_MIN ? 0 : size.ws_col;
}

static enum err_code read_number(unsigned *out, const struct call *c,
                                 const char *option, int64_t low, int64_t high,
                                 struct err *e)
{
    const char *text = option_text(&c->options, option);
    int64_t value;
    if (!text) return OK;
    enum err_code rc = parse_int(&value, str_of(text), low, high, option, e);
    if (rc == OK) *out = (unsigned)value;
    return rc;
}

static enum err_code read_wish(struct wish *out, const struct call *c, struct err *e)
{
    enum err_code rc = OK;
    *out = (struct wish){.format = PUBLISH_TEXT, .threads = 1};
    out->path = option_text(&c->options, "--out");
    const char *text = option_text(&c->options, "--format");
    if (text)
        TRY(publish_format_parse(&out->format, str_of(text), e));
    else if (out->path && !publish_format_of_path(&out->format, out->path)) {
        err_set(e, ERR_USAGE, "the name of --out does not say which format to write");
        err_hint(e, "add --format text, csv, json or xlsx");
        return ERR_USAGE;
    }
    if ((text = option_text(&c->options, "--separator"))) {
        if (strcmp(text, ",") != 0 && strcmp(text, ";") != 0)
            return err_set(e, ERR_USAGE, "--separator is `,` or `;`, found \"%.20s\"",
                           text);
        out->options.csv.separator = text[0];
    }
    out->options.csv.byte_order_mark = option_flag(&c->options, "--bom");
    out->options.text.is_terminal = !out->path && isatty(fileno(c->out));
    out->options.text.width = out->path ? 0 : terminal_width(c->out);
    TRY(read_number(&out->options.text.width, c, "--width", TEXT_WIDTH_MIN, MAX_WIDTH,
                    e));
    TRY(read_number(&out->threads, c, "--threads", 1, MAX_THREADS, e));
out:
    return rc;
}

enum err_code asking_run(struct call *c, struct str text, bool is_file, struct err *e)
{
    enum err_code rc = OK;
    struct house house = {0};
    struct wish wish;
    struct answer *answer;
    struct str plan;
    TRY(read_wish(&wish, c, e));
    TRY(house_open(&house, c->db_url, c->key_path, DB_READ, e));
    const struct asked asked = {.text = text,
                                .is_file = is_file,
                                .lang = c->lang,
                                .today = clock_today(),
                                .now_ms = clock_now_ms(),
                                .threads = wish.threads};
    if (option_flag(&c->options, "--explain")) {
        TRY(explain_question(&plan, c->arena, house.db, &asked, e));
        fwrite(plan.p, 1, plan.n, c->out);
        goto out;
    }
    TRY(answer_question(&answer, c->arena, house.db, &asked, NULL, e));
    TRY(publish_answer(c->out, wish.path, answer, wish.format, &wish.options, e));
    if (wish.path) fprintf(c->words, "written: %s\n", wish.path);
out:
    house_close(&house);
    return rc;
}
