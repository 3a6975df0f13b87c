/* For the test that kills the program while it writes: after each commit it says which
 * person is durable. Hidden; it writes an invented person with facts in several tables,
 * so that half a write would show. */
#include "act/debug_write.h"
#include "base/parse.h"
#include "cli/command.h"

static void acknowledge(void *to, struct person_id person)
{
    char id[UUID_TEXT + 1];
    uuid_text(id, person.u);
    fprintf(to, "%s\n", id);
    fflush(to); /* the reader may count on it from here on */
}

static enum err_code run_debug_write(struct call *c, struct err *e)
{
    int64_t n;
    enum err_code rc =
        parse_int(&n, str_of(c->args[0]), 1, 10000000, "number of writes", e);
    if (rc != OK) return rc;
    return debug_write(c->db_url, c->key_path, option_text(&c->options, "--names"), n,
                       acknowledge, c->out, e);
}

static const struct option_row debug_options[] = {
    {"--names", "FILE", "identities to use, one a line, fields separated by tabs"},
    {0},
};

const struct command cmd_debug_write = {
    .name = "debug write",
    .args = "N",
    .summary = "write N invented persons, one transaction each",
    .help = "Prints the id of each person after its commit.\n"
            "\n"
            "Example:\n"
            "  vindplaats debug write 10\n",
    .min_args = 1,
    .max_args = 1,
    .options = debug_options,
    .is_hidden = true,
    .fn = run_debug_write,
};
