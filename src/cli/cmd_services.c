/* Reading the order and showing what became of it; everything is decided in
 * act/directory_exchange.h. */
#include <errno.h>

#include "act/directory_exchange.h"
#include "base/clock.h"
#include "base/parse.h"
#include "cli/command.h"
#include "cli/own_files.h"

enum { SHOWN = 20, MAX_JUMP = 50 };

struct telling {
    FILE *words, *report; /* NULL: none */
    struct buf line;
    int64_t n_told;
};

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
    if (v->fate != ROW_REFUSED || t->n_told++ >= SHOWN) return;
    buf_clear(&t->line);
    verdict_text(&t->line, v);
    fprintf(t->words, "%.*s\n", STR_ARG(buf_str(&t->line)));
}

static enum err_code open_report(struct telling *t, const char *path, struct err *e)
{
    struct csv_writer w;
    t->report = fopen(path, "we");
    if (!t->report) return err_set(e, ERR_IO, "%s: %s", path, strerrordesc_np(errno));
    csv_init(&w, &t->line, ',');
    verdict_csv_head(&w);
    fwrite(t->line.p, 1, t->line.n, t->report);
    return OK;
}

static enum err_code read_order(struct directory_order *o, struct call *c,
                                struct err *e)
{
    const char *received = option_text(&c->options, "--received");
    const char *jump = option_text(&c->options, "--max-jump");
    int64_t percent = MAX_JUMP;
    enum err_code rc = OK;
    *o = (struct directory_order){
        .path = c->args[0],
        .sender = option_text(&c->options, "--sender"),
        .received = clock_today(),
        .dry_run = option_flag(&c->options, "--dry-run"),
        .keep_good = option_flag(&c->options, "--keep-good"),
        .accept_jump = option_flag(&c->options, "--accept-jump"),
        .tell_all = option_text(&c->options, "--report") != NULL,
        .tell = tell,
    };
    if (received) TRY(day_parse(&o->received, str_of(received), e));
    if (o->received.v > clock_today().v) {
        rc = err_set(e, ERR_INVALID, "--received lies in the future");
        goto out;
    }
    if (jump) TRY(parse_int(&percent, str_of(jump), 0, 1000000, "--max-jump", e));
    o->max_jump = (int)percent;
out:
    return rc;
}

static void show_import(struct call *c, const struct directory_order *o,
                        const struct directory_import *r, enum err_code rc,
                        int64_t n_told)
{
    if (n_told > SHOWN)
        fprintf(c->words, "... and %lld more\n", (long long)(n_told - SHOWN));
    if (!r->n_rows && rc != OK) return;
    fprintf(c->out,
            "rows %lld\nadded %lld\nchanged %lld\nunchanged %lld\nrefused %lld\n",
            (long long)r->n_rows, (long long)r->n_added, (long long)r->n_changed,
            (long long)r->n_same, (long long)r->n_refused);
    if (r->n_shared)
        fprintf(c->words,
                "%lld times a record belongs to two of one kind: the first is kept\n",
                (long long)r->n_shared);
    if (r->n_unknown) {
        fprintf(c->words, "kept, though the standard has no such name (%lld):",
                (long long)r->n_unknown);
        for (size_t i = 0; i < r->n_unknown_names; i++)
            fprintf(c->words, " %s", r->unknown[i]);
        fputs("\n", c->words);
    }
    if (rc != OK) return;
    if (o->dry_run)
        fputs("dry run: decided as above, nothing was written\n", c->words);
    else if (!r->was_written)
        fputs("nothing new: nothing was written, not even the delivery\n", c->words);
}

static enum err_code run_import_services(struct call *c, struct err *e)
{
    const char *report = option_text(&c->options, "--report");
    struct telling t = {.words = c->words};
    struct directory_import result = {0};
    struct directory_order order;
    struct house h = {0};
    enum err_code rc;
    TRY(read_order(&order, c, e));
    order.to = &t;
    TRY(house_open(&h, c->db_url, c->key_path, DB_WRITE, e));
    if (report) {
        TRY(own_files_refuse(c, report, "--report", order.path, "file to import", e));
        TRY(open_report(&t, report, e));
    }
    rc = directory_import_run(&result, &h, &order, e);
    show_import(c, &order, &result, rc, t.n_told);
    if (t.report && fclose(t.report) != 0 && rc == OK)
        rc = err_set(e, ERR_IO, "%s could not be written", report);
    t.report = NULL;
out:
    if (t.report) fclose(t.report);
    buf_dispose(&t.line);
    house_close(&h);
    return rc;
}

static enum err_code run_export_services(struct call *c, struct err *e)
{
    struct directory_export result;
    struct house h = {0};
    enum err_code rc;
    TRY(house_open(&h, c->db_url, c->key_path, DB_READ, e));
    TRY(directory_export_run(&result, &h, c->args[0], e));
    fprintf(c->words, "written: %s, %lld services", c->args[0],
            (long long)result.n_services);
    if (result.n_records)
        fprintf(c->words, ", %lld records", (long long)result.n_records);
    fputs("\n", c->words);
    if (result.n_left_out)
        fprintf(c->words,
                "%lld values have names that the tables do not have: a .json file "
                "holds them\n",
                (long long)result.n_left_out);
out:
    house_close(&h);
    return rc;
}

static const struct option_row import_options[] = {
    {"--sender", "CODE", "organisation the file is from; it keeps the new services"},
    {"--received", "DATE", "day it was received, default today"},
    {"--dry-run", NULL, "decide everything, write nothing"},
    {"--keep-good", NULL, "write the good records though others are refused"},
    {"--report", "FILE", "the verdict of every record, as CSV"},
    {"--max-jump", "PERCENT", "most that records may change, default 50"},
    {"--accept-jump", NULL, "however much they change"},
    {0},
};

const struct command cmd_import_services = {
    .name = "import services",
    .args = "FILE|FOLDER|ZIP",
    .summary = "services for the social map, in the forms of HSDS 3",
    .help =
        "Reads a directory of services as Open Referral's HSDS 3 writes it: full\n"
        "objects (JSON), a table (services.csv), or a folder or .zip of tables.\n"
        "Everything is written or nothing. The same file again changes nothing; what\n"
        "it does not speak of stays. Properties that the standard does not have are\n"
        "kept, and named. Records are known by their ids, which are UUIDs.\n"
        "\n"
        "Example:\n"
        "  vindplaats import services sociale-kaart.zip --sender ocmw-gent --dry-run\n",
    .min_args = 1,
    .max_args = 1,
    .options = import_options,
    .fn = run_import_services,
};

const struct command cmd_export_services = {
    .name = "export services",
    .args = "FILE.json|FILE.zip|FOLDER",
    .summary = "the social map, in the forms of HSDS 3",
    .help =
        "Writes the directory of services: a name that ends in .json gets an array of\n"
        "full services; one that ends in .zip, or a new folder, the tables of the\n"
        "standard with datapackage.json. It holds no persons who are accompanied, and\n"
        "nothing of who works where in this house. Tables hold everything but the\n"
        "values under names of others, which are counted; JSON holds what a service\n"
        "leads to.\n"
        "\n"
        "Example:\n"
        "  vindplaats export services sociale-kaart.json\n",
    .min_args = 1,
    .max_args = 1,
    .fn = run_export_services,
};
