#include <unistd.h>

#include "act/link_encode.h"
#include "base/parse.h"
#include "cli/command.h"
#include "encode/project_secret.h"

enum { MAX_THREADS = 64 };

/* --- link secret --- */

static enum err_code run_secret(struct call *c, struct err *e)
{
    const char *project = option_text(&c->options, "--project");
    const char *path = option_text(&c->options, "--out");
    bool is_unit = option_flag(&c->options, "--unit");
    enum err_code rc;
    if (!project || !path) {
        rc = err_set(e, ERR_USAGE, "a secret needs a project and a file");
        err_hint(e, "add --project NAME and --out FILE");
        return rc;
    }
    rc = project_secret_create(path, str_of(project),
                               is_unit ? SECRET_OF_UNIT : SECRET_OF_OWNERS, e);
    if (rc != OK) return rc;
    fprintf(c->words, "made the secret %s of project %s (mode 0600)\n", path, project);
    if (is_unit)
        fputs("It is the linkage unit's: pseudonyms are made with it. Keep it, or the\n"
              "same people get other pseudonyms next time.\n",
              c->words);
    else
        fputs(
            "Give it to the other data owners by a safe way, and never to the linkage\n"
            "unit: who has it and the encodings can guess who is in them.\n",
            c->words);
    return OK;
}

static const struct option_row secret_options[] = {
    {"--project", "NAME", "the linkage project: a-z, 0-9, - and _"},
    {"--out", "FILE", "where to write it; a file that is there is not replaced"},
    {"--unit", NULL, "the secret of the linkage unit, not that of the data owners"},
    {0},
};

const struct command cmd_link_secret = {
    .name = "link secret",
    .args = "--project NAME --out FILE [--unit]",
    .summary = "make the secret of a linkage project",
    .help =
        "256 random bits in a file of mode 0600. One data owner makes the secret of a\n"
        "project and shares it with the other data owners; the linkage unit makes one\n"
        "of its own with --unit. A project has its own secret: a secret in the file "
        "of\n"
        "another project is refused, and encodings of two projects have nothing in\n"
        "common.\n"
        "\n"
        "Example:\n"
        "  vindplaats link secret --project wijkwerk-2026 --out wijkwerk.secret\n",
    .options = secret_options,
    .fn = run_secret,
};

/* --- link encode --- */

static struct str text_of(const struct call *c, const char *option)
{
    return str_of(option_text(&c->options, option));
}

static enum err_code number_of(unsigned *out, const struct call *c, const char *option,
                               int64_t most, const char *what, struct err *e)
{
    int64_t number = *out;
    const char *text = option_text(&c->options, option);
    if (!text) return OK;
    enum err_code rc = parse_int(&number, str_of(text), 0, most, what, e);
    *out = (unsigned)number;
    return rc;
}

static enum err_code order_of(struct link_encode_order *out, struct call *c,
                              struct err *e)
{
    enum err_code rc;
    *out = (struct link_encode_order){
        .in = c->args[0],
        .out = option_text(&c->options, "--out"),
        .map = option_text(&c->options, "--map"),
        .secret = option_text(&c->options, "--secret"),
        .schema = option_text(&c->options, "--schema"),
        .keys = option_text(&c->options, "--keys"),
        .party = text_of(c, "--party"),
        .id_column = text_of(c, "--id"),
        .columns = text_of(c, "--columns"),
        .without = text_of(c, "--without"),
        .as_is = option_flag(&c->options, "--as-is"),
        .level = HARDEN_STANDARD,
        .decoys_percent = DECOYS_DEFAULT_PERCENT,
        .threads = 1,
    };
    if (!out->out || !out->map || !out->secret || !out->party.n) {
        rc = err_set(e, ERR_USAGE, "encoding needs a party, a secret and two files");
        err_hint(e, "add --party NAME --secret FILE --out FILE --map FILE");
        return rc;
    }
    struct str level = text_of(c, "--hardening");
    if (level.p && !harden_level_named(&out->level, level)) {
        rc = err_set(e, ERR_USAGE, "no such hardening: %.*s", STR_ARG(level));
        err_hint(e, "none, standard or high");
        return rc;
    }
    TRY(number_of(&out->decoys_percent, c, "--decoys", DECOYS_MOST_PERCENT,
                  "decoys per 100 people", e));
    TRY(number_of(&out->threads, c, "--threads", MAX_THREADS, "number of threads", e));
out:
    return rc;
}

static void fields_print(const struct call *c, const struct link_encode_result *r)
{
    for (size_t f = 0; f < r->n_fields; f++) {
        if (r->column[f].n)
            fprintf(c->words, "  %.*s, from the column %.*s: known of %zu\n",
                    STR_ARG(r->field[f]), STR_ARG(r->column[f]), r->n_known[f]);
        else
            fprintf(c->words, "  %.*s: no column\n", STR_ARG(r->field[f]));
    }
}

static enum err_code run_encode(struct call *c, struct err *e)
{
    struct link_encode_order order;
    struct link_encode_result r;
    enum err_code rc;
    TRY(order_of(&order, c, e));
    TRY(link_encode_run(&r, c->arena, &order, e));
    fprintf(c->words, "%zu people and %zu decoys encoded for project %s\n", r.n_people,
            r.n_decoys, r.project);
    fields_print(c, &r);
    if (order.keys) fprintf(c->words, "  exact keys: %zu people\n", r.n_with_key);
    fprintf(c->words,
            "%u bits; %u.%u %% set before hardening, %u.%u %% in the file\n"
            "written: %s, for the linkage unit\n"
            "written: %s, which stays with you (mode 0600)\n",
            r.bits, r.raw_fill_per_1000 / 10, r.raw_fill_per_1000 % 10,
            r.fill_per_1000 / 10, r.fill_per_1000 % 10, order.out, order.map);
    if (order.level == HARDEN_NONE)
        fputs("warning: without hardening encodings are easier to attack; agree on it "
              "only for partners whose tools have none\n",
              c->words);
    if (order.decoys_percent == 0)
        fputs("warning: without decoys people can be found by whom they resemble\n",
              c->words);
out:
    return rc;
}

static const struct option_row encode_options[] = {
    {"--party", "NAME", "this data owner's name in the project"},
    {"--secret", "FILE", "the secret that the data owners of the project share"},
    {"--out", "FILE", "the encodings, for the linkage unit"},
    {"--map", "FILE", "which token is whose; stays with you"},
    {"--id", "COLUMN", "the column that numbers the records"},
    {"--columns", "LIST", "which column is what: \"HEADER=birth_date,HEADER=sex\""},
    {"--without", "LIST", "fields of the schema that you do not have: \"place,sex\""},
    {"--keys", "FILE", "exact keys by id, from vindplaats link unblind"},
    {"--schema", "FILE", "the linkage schema, default that for Flanders"},
    {"--as-is", NULL, "encode values unfolded, as partners with clkhash do"},
    {"--hardening", "LEVEL", "none, standard (default) or high"},
    {"--decoys", "PERCENT", "decoys per 100 people, default 15"},
    {"--threads", "N", "default 1"},
    {0},
};

const struct command cmd_link_encode = {
    .name = "link encode",
    .args = "FILE --party NAME --secret FILE --out FILE --map FILE",
    .summary = "a data owner's people as encodings for the linkage unit",
    .help =
        "Reads CSV with one person a row; columns are found by their names (nl, fr,\n"
        "en, de) or told with --columns. Values are folded, encoded under the\n"
        "project's secret and hardened. The rows get random tokens and stand in their\n"
        "order; some are decoys, which only the map tells apart. No name, date,\n"
        "number or id of yours is in the file of encodings.\n"
        "\n"
        "Refused, without a way around it: fewer than 3 fields, encodings of which\n"
        "more than 60 % of the bits are set, fewer than 20 people, a secret that was\n"
        "not made by vindplaats link secret or belongs to another project.\n"
        "\n"
        "Example:\n"
        "  vindplaats link encode clients.csv --party ocmw-gent \\\n"
        "    --secret wijkwerk.secret --out ocmw-gent.clk --map ocmw-gent.map\n",
    .min_args = 1,
    .max_args = 1,
    .options = encode_options,
    .fn = run_encode,
};
