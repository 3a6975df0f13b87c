#include "act/person_find.h"
#include "cli/command.h"

static enum err_code run_rebuild(struct call *c, struct err *e)
{
    struct sketch_rebuild r;
    struct house h = {0};
    enum err_code rc;
    TRY(house_open(&h, c->db_url, c->key_path, DB_WRITE, e));
    TRY(person_search_rebuild(&r, &h, e));
    fprintf(c->out, "sketches_before %lld\npersons_opened %lld\nsketches %lld\n",
            (long long)r.n_before, (long long)r.n_opened, (long long)r.n_made);
out:
    house_close(&h);
    return rc;
}

const struct command cmd_rebuild = {
    .name = "rebuild",
    .args = "",
    .summary = "make again what is derived from facts: the sketches to find persons by",
    .help =
        "Drops the keyed sketches of names and dates of birth and makes them again\n"
        "from the sealed fields; afterwards they are what they were, and those that\n"
        "an older program did not make are there too. Everybody whose name is read\n"
        "for it sees so in the log of reads.\n"
        "\n"
        "Example:\n"
        "  vindplaats rebuild\n",
    .fn = run_rebuild,
};
