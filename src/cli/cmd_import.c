/* Reading the order, showing what became of the rows. Everything is decided in
 * act/import.h. */
#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include "cli/command.h"
#include "cli/own_files.h"

#include "act/import.h"
#include "base/clock.h"
#include "base/parse.h"
#include "exchange/layout_text.h"

enum { SHOWN = 20, GROUPS = 40, MAX_JUMP = 50, BAR = 30 };

/* What goes wrong in the same way, counted. */
struct fault_group {
    const char *name; /* of the column; NULL: the row */
    char expected[200];
    int64_t n;
};

struct telling {
    FILE *words;
    FILE *report; /* NULL: none */
    struct buf line;
    int64_t n_told, n_ungrouped;
    struct fault_group groups[GROUPS];
    size_t n_groups;
    bool shows_bar, bar_stands;
};

static enum err_code kind_of(const struct layout **out, const char *word, struct err *e)
{
    *out = layout_named(str_of(word));
    if (*out) return OK;
    err_set(e, ERR_NOT_FOUND, "there is no kind of file \"%.60s\"", word);
    const struct layout *nearest = layout_nearest(str_of(word));
    if (nearest)
        err_hint(e, "did you mean %s?", nearest->name);
    else
        err_hint(e, "`vindplaats import --layouts` describes them all");
    return ERR_NOT_FOUND;
}

static enum err_code describe(struct call *c, struct err *e)
{
    const char *csvw = option_text(&c->options, "--csvw");
    const struct layout *layout = NULL;
    struct buf out;
    buf_init(&out, 0);
    enum err_code rc = OK;
    if (csvw) {
        TRY(kind_of(&layout, csvw, e));
        TRY(layout_csvw(&out, layout, e));
        buf_add_char(&out, '\n');
    } else {
        if (c->n_args) TRY(kind_of(&layout, c->args[0], e));
        layouts_describe(&out, layout);
    }
    TRY(buf_check(&out, e));
    fwrite(out.p, 1, out.n, c->out);
out:
    buf_dispose(&out);
    return rc;
}

/* --- verdicts --- */

static void clear_bar(struct telling *t)
{
    if (t->bar_stands) fputs("\r\033[K", t->words);
    t->bar_stands = false;
}

static void count_fault(struct telling *t, const struct verdict *v)
{
    for (size_t i = 0; i < t->n_groups; i++) {
        struct fault_group *g = &t->groups[i];
        if (g->name != v->name || strcmp(g->expected, v->expected) != 0) continue;
        g->n++;
        return;
    }
    if (t->n_groups == GROUPS) {
        t->n_ungrouped++;
        return;
    }
    struct fault_group *g = &t->groups[t->n_groups++];
    g->name = v->name;
    g->n = 1;
    memcpy(g->expected, v->expected, sizeof g->expected);
}

static void tell(void *to, const struct verdict *v)
{
    struct telling *t = to;
    if (t->report) {
        struct csv_writer w;
        buf_clear(&t->line);
        csv_init(&w, &t->line, ',');
        verdict_csv(&w, v);
        fwrite(t->line.p, 1, t->line.n, t->report);
    }
    if (v->fate != ROW_REFUSED) return;
    count_fault(t, v);
    if (t->n_told++ >= SHOWN) return;
    clear_bar(t);
    buf_clear(&t->line);
    verdict_text(&t->line, v);
    fprintf(t->words, "%.*s\n", STR_ARG(buf_str(&t->line)));
}

static void tell_counts(struct telling *t)
{
    if (t->n_told <= SHOWN) return;
    fprintf(t->words, "... and %lld more. What was expected, and how often:\n",
            (long long)(t->n_told - SHOWN));
    for (size_t i = 0; i < t->n_groups; i++)
        fprintf(t->words, "  %8lld x %s: %s\n", (long long)t->groups[i].n,
                t->groups[i].name ? t->groups[i].name : "row", t->groups[i].expected);
    if (t->n_ungrouped)
        fprintf(t->words, "  %8lld x other\n", (long long)t->n_ungrouped);
}

static void show_progress(void *to, int64_t n_rows, int64_t n_bytes, int64_t size)
{
    struct telling *t = to;
    char bar[BAR + 1];
    if (!t->shows_bar) return;
    t->bar_stands = true;
    if (size <= 0) {
        fprintf(t->words, "\r%lld rows", (long long)n_rows);
        return;
    }
    int done = (int)(MIN_OF(n_bytes, size) * BAR / size);
    for (int i = 0; i < BAR; i++)
        bar[i] = i < done ? '#' : '.';
    bar[BAR] = '\0';
    fprintf(t->words, "\r[%s] %lld rows", bar, (long long)n_rows);
}

/* --- the report --- */

static enum err_code open_report(struct telling *t, const char *path, struct err *e)
{
    struct csv_writer w;
    int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    t->report = fd < 0 ? NULL : fdopen(fd, "w");
    if (!t->report) return err_set(e, ERR_IO, "%s: %s", path, strerrordesc_np(errno));
    csv_init(&w, &t->line, ',');
    verdict_csv_head(&w);
    fwrite(t->line.p, 1, t->line.n, t->report);
    return OK;
}

static enum err_code close_report(struct telling *t, const char *path, struct err *e)
{
    if (!t->report) return OK;
    bool bad = ferror(t->report) != 0;
    errno = 0;
    bad |= fclose(t->report) != 0;
    t->report = NULL;
    if (!bad) return OK;
    return err_set(e, errno == ENOSPC ? ERR_DISK_FULL : ERR_IO,
                   "%s could not be written", path);
}

/* --- the order --- */

static enum err_code read_order(struct import_order *o, struct call *c, struct err *e)
{
    const char *received = option_text(&c->options, "--received");
    const char *jump = option_text(&c->options, "--max-jump");
    int64_t percent = MAX_JUMP;
    enum err_code rc;
    *o = (struct import_order){
        .path = c->args[1],
        .sender = option_text(&c->options, "--sender"),
        .received = clock_today(),
        .dry_run = option_flag(&c->options, "--dry-run"),
        .keep_good = option_flag(&c->options, "--keep-good"),
        .accept_jump = option_flag(&c->options, "--accept-jump"),
        .tell_all = option_text(&c->options, "--report") != NULL,
    };
    TRY(kind_of(&o->layout, c->args[0], e));
    struct err not_a_day = {0};
    if (received && day_parse(&o->received, str_of(received), &not_a_day) != OK) {
        rc = err_set(e, ERR_INVALID, "--received: expected a day that exists");
        err_hint(e, "write it as year-month-day: 2022-09-30");
        goto out;
    }
    if (received && o->received.v > clock_today().v) {
        rc = err_set(e, ERR_INVALID, "--received lies in the future");
        goto out;
    }
    if (jump) TRY(parse_int(&percent, str_of(jump), 0, 1000000, "--max-jump", e));
    o->max_jump = (int)percent;
out:
    return rc;
}

/* --- what became of it --- */

static void tell_file(struct call *c, const struct import_order *o,
                      const struct file_facts *f)
{
    const char *separator = f->separator == '\t'  ? "tab"
                            : f->separator == ';' ? ";"
                                                  : ",";
    fprintf(c->words, "%s from %s: %s%s, separator %s%s%s%s\n", o->layout->name,
            o->path, text_encoding_name(f->encoding),
            f->had_mark ? " with a byte order mark" : "", separator,
            f->separator == ';' ? ", decimal comma" : "", f->days ? ", days as " : "",
            f->days ? f->days : "");
}

static void print_counts(struct call *c, const struct import_order *o,
                         const struct import_result *r)
{
    fprintf(c->out,
            "rows %lld\nadded %lld\nchanged %lld\nunchanged %lld\nrefused %lld\n",
            (long long)r->n_rows, (long long)r->n_added, (long long)r->n_changed,
            (long long)r->n_same, (long long)r->n_refused);
    if (layout_number_of(o->layout) == LAYOUT_PARTICIPANTS)
        fprintf(c->out, "persons_new %lld\npersons_found_by_insz %lld\n",
                (long long)r->n_persons_new, (long long)r->n_persons_by_insz);
    if (layout_number_of(o->layout) == LAYOUT_BUDGETS)
        fprintf(c->out, "total_euro %lld.%02d\n", (long long)(r->total / 100),
                (int)(r->total % 100));
    else if (r->has_total)
        fprintf(c->out, "total_people %lld\n", (long long)r->total);
}

static void tell_end(struct call *c, const struct import_order *o,
                     const struct import_result *r)
{
    if (o->dry_run)
        fputs("dry run: decided as above, nothing was written\n", c->words);
    else if (!r->was_written)
        fputs("nothing new: nothing was written, not even the delivery\n", c->words);
    else if (r->n_refused)
        fprintf(c->words, "the good rows are written; %lld refused rows are not\n",
                (long long)r->n_refused);
}

static enum err_code import_file(struct call *c, struct err *e)
{
    const char *report = option_text(&c->options, "--report");
    struct telling t = {.words = c->words, .shows_bar = isatty(STDERR_FILENO) == 1};
    struct import_order order;
    struct import_result result = {0};
    struct err report_error;
    struct house h = {0};
    enum err_code rc;
    buf_init(&t.line, 0);
    TRY(read_order(&order, c, e));
    order.tell = tell;
    order.progress = show_progress;
    order.to = &t;
    TRY(house_open(&h, c->db_url, c->key_path, DB_WRITE, e));
    if (report)
        TRY(own_files_refuse(c, report, "--report", order.path, "file to import", e));
    if (report) TRY(open_report(&t, report, e));
    rc = import_run(&result, &h, &order, e);
    clear_bar(&t);
    tell_counts(&t);
    if (result.n_rows || rc == OK) {
        tell_file(c, &order, &result.file);
        print_counts(c, &order, &result);
    }
    if (rc == OK) tell_end(c, &order, &result);
    enum err_code report_rc = close_report(&t, report, &report_error);
    if (rc == OK && report_rc != OK) {
        rc = report_rc;
        *e = report_error;
    }
out:
    if (t.report) fclose(t.report);
    buf_dispose(&t.line);
    house_close(&h);
    return rc;
}

static enum err_code run_import(struct call *c, struct err *e)
{
    if (option_flag(&c->options, "--layouts") || option_text(&c->options, "--csvw"))
        return describe(c, e);
    if (c->n_args == 2) return import_file(c, e);
    enum err_code rc = err_set(e, ERR_USAGE, "too few arguments: expected KIND FILE");
    err_hint(e, "`vindplaats import --layouts` describes the kinds of files");
    return rc;
}

static const struct option_row import_options[] = {
    {"--sender", "CODE", "organisation the file is from; its keys are its own"},
    {"--received", "DATE", "day it was received, default today"},
    {"--dry-run", NULL, "decide everything, write nothing"},
    {"--keep-good", NULL, "write the good rows though others are refused"},
    {"--report", "FILE", "the verdict of every row, as CSV"},
    {"--max-jump", "PERCENT", "most that rows or total may change, default 50"},
    {"--accept-jump", NULL, "however much they change"},
    {"--layouts", NULL, "describe the files of every kind, or of KIND"},
    {"--csvw", "KIND", "the same of one kind for programs (CSVW, JSON)"},
    {0},
};

const struct command cmd_import = {
    .name = "import",
    .args = "KIND FILE",
    .summary = "a partner's file, with a verdict for every row",
    .help =
        "Reads a CSV file (FILE or - for standard input) of one kind: participants,\n"
        "contacts, spells, ...; --layouts describes them. Everything is written or\n"
        "nothing. The same file again changes nothing; a row that says something else\n"
        "than before corrects it. Keys belong to their sender.\n"
        "\n"
        "Refused are: unknown codes, days before birth, keys that stand twice or lead\n"
        "nowhere, and whole files whose rows or totals jump against the last "
        "delivery.\n"
        "\n"
        "Example:\n"
        "  vindplaats import participants participants.csv --sender ocmw-gent "
        "--dry-run\n",
    .max_args = 2,
    .options = import_options,
    .fn = run_import,
};
