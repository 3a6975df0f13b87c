#include <unistd.h>

#include "act/export_facts.h"
#include "cli/command.h"

static void show_progress(void *to, int pass, int64_t n_done, int64_t n_persons)
{
    struct call *c = to;
    if (pass == 1)
        fprintf(c->words, "\rcounting: %lld persons", (long long)n_done);
    else
        fprintf(c->words, "\rwriting: %lld of %lld persons", (long long)n_done,
                (long long)n_persons);
    fflush(c->words);
}

static void tell(struct call *c, const struct export_wish *wish,
                 const struct export_report *r)
{
    char known[MOMENT_TEXT + 1];
    moment_text(known, r->known_at_ms);
    fprintf(
        c->words,
        "written: %s, as known at %s\n%lld persons, %lld participations, %lld rows\n",
        wish->path, known, (long long)r->n_persons, (long long)r->n_participations,
        (long long)r->n_rows);
    if (r->n_left_out)
        fprintf(c->words, "left out: %lld persons without a participation\n",
                (long long)r->n_left_out);
    fprintf(
        c->words,
        "warning: %lld combinations of residence, age, sex and diploma belong to one "
        "person\n",
        (long long)r->n_alone);
}

static enum err_code run_export(struct call *c, struct err *e)
{
    struct house h = {0};
    struct export_report report;
    struct export_wish wish = {
        .path = c->args[0],
        .reason = option_text(&c->options, "--reason"),
        .project = option_text(&c->options, "--project"),
        .known_at_ms = INT64_MAX,
        .is_coarse = option_flag(&c->options, "--coarse"),
        .with_sensitive = option_flag(&c->options, "--sensitive"),
        .accepts_unique = option_flag(&c->options, "--accept-unique"),
        .lang = c->lang,
        .to = c};
    const char *known_at = option_text(&c->options, "--known-at");
    bool is_terminal = isatty(fileno(c->words));
    enum err_code rc;
    if (is_terminal) wish.progress = show_progress;
    if (!wish.reason) {
        rc = err_set(e, ERR_USAGE, "an export needs --reason TEXT");
        err_hint(e, "say for whom and what for; it is kept in the audit");
        goto out;
    }
    if (known_at) TRY(moment_parse(&wish.known_at_ms, str_of(known_at), e));
    TRY(house_open(&h, c->db_url, c->key_path, DB_WRITE, e));
    rc = facts_export(&report, &h, &wish, e);
    if (is_terminal) fputs("\r\033[K", c->words);
    if (rc == OK) tell(c, &wish, &report);
out:
    house_close(&h);
    return rc;
}

static const struct option_row export_options[] = {
    {"--reason", "TEXT", "for whom and what for; kept in the audit"},
    {"--project", "NAME", "the same pseudonyms in each export of this project"},
    {"--coarse", NULL, "age class, province and month, not year, municipality and day"},
    {"--sensitive", NULL, "origin, health and benefits too (art. 9 GDPR)"},
    {"--accept-unique", NULL, "write also when many persons stand alone"},
    {"--known-at", "MOMENT", "as known then: 2022-10-14, or with T12:00:00Z"},
    {0},
};

const struct command cmd_export = {
    .name = "export",
    .args = "FOLDER|FILE.zip --reason TEXT",
    .summary = "pseudonymised facts for researchers, as CSV",
    .help =
        "Makes a new folder with a CSV file for each kind of fact, in the layouts "
        "that\n"
        "import reads, a README.txt and CSVW metadata; a name that ends in .zip gets "
        "them\n"
        "in one file. Persons have pseudonyms, of "
        "this\n"
        "export only or of a named research project; there are no names, numbers, "
        "exact\n"
        "birth dates or notes in it. Counts first who stands alone on residence, age,\n"
        "sex and diploma, and refuses when that is more than 5 in a hundred.\n"
        "\n"
        "Example:\n"
        "  vindplaats export facts-2026 --project 'evaluation 490' --coarse \\\n"
        "    --reason 'evaluation of call 490, agreement 2026-12'\n",
    .min_args = 1,
    .max_args = 1,
    .options = export_options,
    .fn = run_export,
};
