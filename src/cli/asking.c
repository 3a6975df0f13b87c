#include "cli/asking.h"

#include <sys/ioctl.h>
#include <unistd.h>

#include "act/open.h"
#include "base/clock.h"
#include "base/parse.h"
#include "cli/checking.h"
#include "cli/freezing.h"
#include "cli/own_files.h"
#include "publish/publish_format.h"
#include "reconcile/reconcile.h"
#include "store/db.h"

enum { MAX_WIDTH = 1000, MAX_THREADS = 64 };

const struct option_row asking_options[] = {
    {"--format", "FORMAT",
     "text, csv, json, jsonstat, html or xlsx (default: by --out)"},
    {"--out", "PATH", "write to this file instead of standard output"},
    {"--separator", "CHAR",
     "csv: `,` (default) or `;`, which writes decimal commas too"},
    {"--bom", NULL, "csv: begin with a byte order mark, for spreadsheets"},
    {"--width", "N", "text: columns (default: the terminal's, else 100)"},
    {"--explain", NULL, "show the plan and count nothing"},
    {"--threads", "N", "count with this many threads (default 1)"},
    {"--check", NULL, "say after the answer what does not fit in it (see check)"},
    {"--freeze", "NAME", "keep the answer under this name, in every format, for ever"},
    {"--despite", "REASON", "freeze although figures contradict each other (audited)"},
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
                                 const char *option, unsigned low, unsigned high,
                                 struct err *e)
{
    const char *text = option_text(&c->options, option);
    int64_t value;
    if (!text) return OK;
    if (parse_int(&value, str_of(text), low, high, option, e) != OK)
        return err_set(
            e, ERR_USAGE,
            "expected a whole number from %u to %u after %s, found \"%.20s\"", low,
            high, option, text);
    *out = (unsigned)value;
    return OK;
}

/* An option that would change nothing was given by mistake. */
static enum err_code refuse_useless(const struct call *c, enum publish_format format,
                                    struct err *e)
{
    static const struct {
        const char *option;
        enum publish_format format;
    } only[] = {{"--separator", PUBLISH_CSV},
                {"--bom", PUBLISH_CSV},
                {"--width", PUBLISH_TEXT}};
    static const char *const of_answers[] = {"--format", "--out",   "--separator",
                                             "--bom",    "--width", "--check"};
    for (size_t i = 0; i < ARRAY_LEN(only); i++) {
        if (format == only[i].format || !option_text(&c->options, only[i].option))
            continue;
        const char *word = publish_format_word(only[i].format);
        err_set(e, ERR_USAGE, "%s is for the format %s, found %s", only[i].option, word,
                publish_format_word(format));
        err_hint(e, "add --format %s, or leave %s out", word, only[i].option);
        return ERR_USAGE;
    }
    if (option_text(&c->options, "--despite") && !option_text(&c->options, "--freeze"))
        return err_set(e, ERR_USAGE,
                       "--despite is for --freeze, and nothing is frozen");
    if (!option_flag(&c->options, "--explain")) return OK;
    for (size_t i = 0; i < ARRAY_LEN(of_answers); i++) {
        if (!option_text(&c->options, of_answers[i])) continue;
        err_set(e, ERR_USAGE, "%s is for an answer, and --explain gives none",
                of_answers[i]);
        err_hint(e, "leave one of the two out; the plan goes to standard output");
        return ERR_USAGE;
    }
    return OK;
}

static enum err_code read_format(struct wish *out, const struct call *c, struct err *e)
{
    const char *text = option_text(&c->options, "--format");
    out->path = option_text(&c->options, "--out");
    if (out->path && !*out->path) {
        err_set(e, ERR_USAGE, "expected a path after --out, found nothing");
        err_hint(e, "write --out answer.xlsx");
        return ERR_USAGE;
    }
    if (text) return publish_format_parse(&out->format, str_of(text), e);
    if (!out->path || publish_format_of_path(&out->format, out->path)) return OK;
    err_set(e, ERR_USAGE, "the name of --out does not say which format to write");
    err_hint(e,
             "end it in .txt, .csv, .json, .jsonstat, .html or .xlsx, or add --format");
    return ERR_USAGE;
}

static enum err_code read_wish(struct wish *out, const struct call *c, bool is_file,
                               struct err *e)
{
    enum err_code rc = OK;
    *out = (struct wish){.format = PUBLISH_TEXT, .threads = 1};
    TRY(read_format(out, c, e));
    TRY(refuse_useless(c, out->format, e));
    if (out->path)
        TRY(own_files_refuse(c, out->path, "--out", is_file ? c->args[0] : NULL,
                             "question", e));
    const char *text = option_text(&c->options, "--separator");
    if (text && strcmp(text, ",") != 0 && strcmp(text, ";") != 0)
        return err_set(e, ERR_USAGE, "expected --separator `,` or `;`, found \"%.20s\"",
                       text);
    /* a spreadsheet that cuts at semicolons reads numbers with commas */
    out->options.csv.separator = text ? text[0] : ',';
    out->options.csv.decimal_comma = out->options.csv.separator == ';';
    out->options.csv.byte_order_mark = option_flag(&c->options, "--bom");
    out->options.text.is_terminal = !out->path && isatty(fileno(c->out));
    out->options.text.width = out->path ? 0 : terminal_width(c->out);
    TRY(read_number(&out->options.text.width, c, "--width", TEXT_WIDTH_MIN, MAX_WIDTH,
                    e));
    TRY(read_number(&out->threads, c, "--threads", 1, MAX_THREADS, e));
out:
    return rc;
}

/* Who wrote words that cannot be read, and got no better advice, is shown where the
 * language is explained. */
static void hint_language(enum err_code rc, struct str text, struct err *e)
{
    if (rc != ERR_SYNTAX || e->hint[0]) return;
    if (str_trim(text).n == 0)
        err_hint(e, "for example: count persons reached rows province columns sex");
    else
        err_hint(e, "docs/question-language.md has an example of everything");
}

/* Findings go where they disturb nothing: under a text, else to standard error. */
static enum err_code check_answer(struct call *c, const struct answer *answer,
                                  const struct wish *wish, struct err *e)
{
    enum err_code rc = OK;
    struct findings findings = {0};
    const struct check_context ctx = {.lang = c->lang};
    bool under = !wish->path && wish->format == PUBLISH_TEXT;
    unsigned width = wish->options.text.width;
    TRY(answer_check(&findings, c->arena, answer, &ctx, e));
    if (under) fputc('\n', c->out);
    TRY(checking_print(under ? c->out : c->words, &findings, c->lang, "text",
                       width ? width : TEXT_WIDTH_DEFAULT, e));
    rc = checking_verdict(&findings, e);
out:
    findings_dispose(&findings);
    return rc;
}

enum err_code asking_run(struct call *c, struct str text, bool is_file, struct err *e)
{
    enum err_code rc = OK;
    struct house house = {0};
    struct wish wish;
    struct answer *answer;
    struct str plan;
    TRY(read_wish(&wish, c, is_file, e));
    const struct asked asked = {.text = text,
                                .is_file = is_file,
                                .lang = c->lang,
                                .today = clock_today(),
                                .now_ms = clock_now_ms(),
                                .threads = wish.threads};
    if (option_text(&c->options, "--freeze")) {
        rc = freezing_run(c, &asked, wish.format, wish.path, e);
        goto out;
    }
    TRY(house_open(&house, c->db_url, c->key_path, DB_READ, e));
    if (option_flag(&c->options, "--explain")) {
        TRY(explain_question(&plan, c->arena, house.db, &asked, e));
        fwrite(plan.p, 1, plan.n, c->out);
        goto out;
    }
    TRY(answer_question(&answer, c->arena, house.db, &asked, NULL, e));
    TRY(publish_answer(c->out, wish.path, answer, wish.format, &wish.options, e));
    if (wish.path) fprintf(c->words, "written: %s\n", wish.path);
    if (option_flag(&c->options, "--check")) TRY(check_answer(c, answer, &wish, e));
out:
    hint_language(rc, text, e);
    house_close(&house);
    return rc;
}
