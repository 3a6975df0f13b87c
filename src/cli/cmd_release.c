#include <unistd.h>

#include "act/open.h"
#include "act/release_compare.h"
#include "base/csv.h"
#include "base/file.h"
#include "base/parse.h"
#include "cli/command.h"
#include "store/db.h"

enum { HEX_TEXT = 2 * RELEASE_DIGEST_BYTES, MAX_THREADS = 64 };

static enum err_code open_release(struct release_record *out, struct house *h,
                                  struct call *c, enum db_mode mode, struct err *e)
{
    enum err_code rc;
    TRY(house_open(h, c->db_url, c->key_path, mode, e));
    rc = release_find(out, c->arena, h->db, str_of(c->args[0]), e);
out:
    return rc;
}

static enum err_code print_csv(struct call *c, struct buf *out, struct err *e)
{
    enum err_code rc = buf_check(out, e);
    if (rc == OK && out->n) fwrite(out->p, 1, out->n, c->out);
    return rc;
}

/* --- list --- */

static void list_row(struct csv_writer *w, const struct release_record *r)
{
    char made[MOMENT_TEXT + 1], known[MOMENT_TEXT + 1], day[DAY_TEXT + 1];
    moment_text(made, r->made_ms);
    moment_text(known, r->release.known_at_ms);
    day_text(day, r->release.as_of);
    csv_cell_c(w, r->release.name);
    csv_cell_c(w, made);
    csv_cell_c(w, day);
    csv_cell_c(w, known);
    csv_cell_c(w, r->withdrawn_ms ? "withdrawn" : "stands");
    csv_cell_c(w, r->number);
    csv_cell_c(w, r->title);
    csv_end_row(w);
}

static enum err_code run_list(struct call *c, struct err *e)
{
    static const char *const heads[] = {"release", "made",   "as_of", "known_at",
                                        "state",   "number", "title"};
    struct release_record *list;
    struct house h = {0};
    struct csv_writer w;
    struct buf out;
    size_t n;
    enum err_code rc;
    buf_init(&out, SIZE_MAX / 2);
    csv_init(&w, &out, ',');
    TRY(house_open(&h, c->db_url, c->key_path, DB_READ, e));
    TRY(release_list(&list, &n, c->arena, h.db, e));
    for (size_t i = 0; i < ARRAY_LEN(heads); i++)
        csv_cell_c(&w, heads[i]);
    csv_end_row(&w);
    for (size_t i = 0; i < n; i++)
        list_row(&w, &list[i]);
    rc = print_csv(c, &out, e);
out:
    buf_dispose(&out);
    house_close(&h);
    return rc;
}

const struct command cmd_release_list = {
    .name = "release list",
    .args = "",
    .summary = "answers that were frozen, oldest first",
    .help =
        "Prints CSV: name, when it was made, its day, what was known then, whether\n"
        "it stands or was withdrawn, and the question.\n"
        "\n"
        "Example:\n"
        "  vindplaats release list\n",
    .fn = run_list,
};

/* --- show --- */

static void print_release(struct call *c, const struct release_record *r)
{
    char made[MOMENT_TEXT + 1], known[MOMENT_TEXT + 1], day[DAY_TEXT + 1];
    char withdrawn[MOMENT_TEXT + 1];
    moment_text(made, r->made_ms);
    moment_text(known, r->release.known_at_ms);
    day_text(day, r->release.as_of);
    moment_text(withdrawn, r->withdrawn_ms);
    fprintf(c->out, "release %s\nnumber %s\ntitle %s\nmade %s\nby %s\n",
            r->release.name, r->number, r->title, made, r->made_by);
    if (r->made_for[0]) fprintf(c->out, "despite %s\n", r->made_for);
    fprintf(c->out, "as_of %s\nknown_at %s\nlanguage %s\nprogram %s\n",
            day[0] ? day : "more than one day", known, r->release.language,
            r->release.program);
    if (r->withdrawn_ms)
        fprintf(c->out, "withdrawn %s\nwithdrawn_by %s\nwithdrawn_reason %s\n",
                withdrawn, r->withdrawn_by, r->withdrawn_for);
}

static void print_form(struct call *c, const struct release_form *f)
{
    char hex[HEX_TEXT + 1];
    for (size_t i = 0; i < RELEASE_DIGEST_BYTES; i++)
        snprintf(hex + 2 * i, 3, "%02x", f->digest[i]);
    fprintf(c->out, "form %s bytes %lld blake2b %s\n", f->format, (long long)f->n_bytes,
            hex);
}

static enum err_code run_show(struct call *c, struct err *e)
{
    struct release_record r;
    struct release_form *forms;
    struct house h = {0};
    struct str text;
    size_t n;
    enum err_code rc;
    TRY(open_release(&r, &h, c, DB_READ, e));
    TRY(release_forms(&forms, &n, c->arena, h.db, r.release.id, e));
    print_release(c, &r);
    for (size_t i = 0; i < n; i++)
        print_form(c, &forms[i]);
    if (!option_flag(&c->options, "--question")) goto out;
    TRY(release_question(&text, c->arena, h.db, &r.release, e));
    fputc('\n', c->out);
    fwrite(text.p, 1, text.n, c->out);
out:
    house_close(&h);
    return rc;
}

static const struct option_row show_options[] = {
    {"--question", NULL, "also the question it answers, as it was asked"},
    {0},
};

const struct command cmd_release_show = {
    .name = "release show",
    .args = "NAME",
    .summary = "what was frozen: when, by whom, of which day, with which digests",
    .help =
        "The digests are BLAKE2b with 32 bytes (b2sum -l 256), of the bytes as handed\n"
        "over.\n"
        "\n"
        "Example:\n"
        "  vindplaats release show vraag-63-2022\n",
    .min_args = 1,
    .max_args = 1,
    .options = show_options,
    .fn = run_show,
};

/* --- open --- */

static enum err_code wished_format(const char **out, const struct call *c,
                                   const char *path, struct err *e)
{
    const char *word = option_text(&c->options, "--format");
    enum publish_format format = PUBLISH_TEXT;
    enum err_code rc = OK;
    if (word) {
        TRY(publish_format_parse(&format, str_of(word), e));
    } else if (path && !publish_format_of_path(&format, path)) {
        rc = err_set(e, ERR_USAGE,
                     "the name of --out does not say which format to open");
        err_hint(e, "add --format; vindplaats release show NAME tells which there are");
        goto out;
    }
    *out = publish_format_word(format);
    if (!path && format == PUBLISH_XLSX && isatty(fileno(c->out))) {
        rc = err_set(e, ERR_USAGE, "an xlsx is not for a terminal");
        err_hint(e, "give a file with --out");
    }
out:
    return rc;
}

static enum err_code run_open(struct call *c, struct err *e)
{
    const char *path = option_text(&c->options, "--out"), *format = NULL;
    struct release_record r;
    struct house h = {0};
    struct str bytes;
    enum err_code rc;
    TRY(wished_format(&format, c, path, e));
    TRY(open_release(&r, &h, c, DB_READ, e));
    TRY(release_bytes(&bytes, c->arena, h.db, r.release.id, format, e));
    if (path)
        TRY(file_create(path, bytes, 0666, e));
    else if (bytes.n)
        fwrite(bytes.p, 1, bytes.n, c->out);
    if (path) fprintf(c->words, "written: %s, its digest verified\n", path);
    if (r.withdrawn_ms)
        fprintf(c->words, "warning: this release was withdrawn: %s\n", r.withdrawn_for);
out:
    if (rc == ERR_EXISTS)
        err_hint(e, "a file that is there is not replaced: give another name");
    house_close(&h);
    return rc;
}

static const struct option_row open_options[] = {
    {"--format", "FORMAT", "one it was frozen in (default: by the name of --out)"},
    {"--out", "PATH", "write to this new file instead of standard output"},
    {0},
};

const struct command cmd_release_open = {
    .name = "release open",
    .args = "NAME [--format FORMAT] [--out PATH]",
    .summary = "a frozen answer, byte for byte as it was handed over",
    .help =
        "The bytes were kept, and are not made again: whatever was recorded since,\n"
        "and whatever program opens them, they are the same. Their digest is verified\n"
        "first.\n"
        "\n"
        "Example:\n"
        "  vindplaats release open vraag-63-2022 --out vraag-63.xlsx\n",
    .min_args = 1,
    .max_args = 1,
    .options = open_options,
    .fn = run_open,
};

/* --- withdraw --- */

static enum err_code run_withdraw(struct call *c, struct err *e)
{
    const char *reason = option_text(&c->options, "--reason");
    struct house h = {0};
    enum err_code rc;
    if (!reason || !str_trim(str_of(reason)).n) {
        rc = err_set(e, ERR_USAGE, "withdrawing needs --reason TEXT");
        err_hint(e, "for example: --reason 'two provinces were swapped in part 2'");
        goto out;
    }
    TRY(release_name_check(str_of(c->args[0]), e));
    TRY(house_open(&h, c->db_url, c->key_path, DB_WRITE, e));
    TRY(release_withdraw(&h, str_of(c->args[0]), reason, e));
    fputs("withdrawn: its bytes are kept, and its name is not given again\n", c->words);
out:
    house_close(&h);
    return rc;
}

static const struct option_row withdraw_options[] = {
    {"--reason", "TEXT", "why; kept for ever, names nobody"},
    {0},
};

const struct command cmd_release_withdraw = {
    .name = "release withdraw",
    .args = "NAME --reason TEXT",
    .summary = "say that a frozen answer no longer stands, and why",
    .help = "Nothing is removed: what was handed over can still be opened, with a\n"
            "warning that it was withdrawn.\n"
            "\n"
            "Example:\n"
            "  vindplaats release withdraw vraag-63-2022 \\\n"
            "    --reason 'two provinces were swapped in part 2'\n",
    .min_args = 1,
    .max_args = 1,
    .options = withdraw_options,
    .fn = run_withdraw,
};

/* --- compare --- */

static enum err_code print_differences(struct call *c,
                                       const struct release_comparison *k,
                                       struct err *e)
{
    struct csv_writer w;
    struct buf out;
    buf_init(&out, SIZE_MAX / 2);
    csv_init(&w, &out, ',');
    static const char *const heads[] = {"part",   "table",      "cell",
                                        "frozen", "known_then", "known_now"};
    for (size_t i = 0; i < ARRAY_LEN(heads); i++)
        csv_cell_c(&w, heads[i]);
    csv_end_row(&w);
    for (size_t i = 0; i < k->n_differences; i++) {
        const struct cell_difference *d = &k->differences[i];
        csv_cell_c(&w, d->part);
        csv_cell_c(&w, d->table);
        csv_cell_c(&w, d->place);
        csv_cell_c(&w, d->frozen);
        csv_cell_c(&w, d->known_then);
        csv_cell_c(&w, d->known_now);
        csv_end_row(&w);
    }
    enum err_code rc = print_csv(c, &out, e);
    buf_dispose(&out);
    return rc;
}

static enum err_code not_reproduced(const struct release_comparison *k,
                                    const struct release_record *r, struct err *e)
{
    err_set(e, ERR_INVALID, "as known then, %zu of %zu cells are not what was frozen",
            k->n_differ_then, k->n_cells);
    if (strcmp(r->release.program, VINDPLAATS_VERSION) != 0)
        err_detail(e, "frozen by version %s, asked again by %s", r->release.program,
                   VINDPLAATS_VERSION);
    err_hint(e, "somebody recorded facts with an earlier moment of knowledge, or the "
                "program counts otherwise: vindplaats verify looks for damage");
    return ERR_INVALID;
}

static enum err_code run_compare(struct call *c, struct err *e)
{
    const char *threads = option_text(&c->options, "--threads");
    struct release_comparison k;
    struct release_record r;
    struct house h = {0};
    int64_t n_threads = 1;
    enum err_code rc;
    if (threads)
        TRY(parse_int(&n_threads, str_of(threads), 1, MAX_THREADS, "--threads", e));
    TRY(open_release(&r, &h, c, DB_READ, e));
    TRY(release_compare(&k, c->arena, h.db, &r, (unsigned)n_threads, e));
    TRY(print_differences(c, &k, e));
    fprintf(c->words,
            "cells %zu\nas known then: %zu differ%s\nas known now: %zu differ\n",
            k.n_cells, k.n_differ_then,
            k.is_same_bytes ? ", and every byte of the json is the same" : "",
            k.n_differ_now);
    if (k.n_differ_then) rc = not_reproduced(&k, &r, e);
out:
    house_close(&h);
    return rc;
}

static const struct option_row compare_options[] = {
    {"--threads", "N", "count with this many threads (default 1)"},
    {0},
};

const struct command cmd_release_compare = {
    .name = "release compare",
    .args = "NAME",
    .summary = "ask a frozen question again: as known then, and as known now",
    .help =
        "Prints CSV: each cell that is not what was frozen. As known then there must\n"
        "be none, and the command fails when there is one; as known now there are\n"
        "those that changed because something was recorded or corrected since.\n"
        "\n"
        "Example:\n"
        "  vindplaats release compare vraag-63-2022\n",
    .min_args = 1,
    .max_args = 1,
    .options = compare_options,
    .fn = run_compare,
};
