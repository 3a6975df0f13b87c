#include "act/open.h"
#include "cli/command.h"

static enum err_code upgrade(struct call *c, struct err *e)
{
    struct db *db;
    enum err_code rc = db_upgrade(&db, c->db_url, e);
    if (rc != OK) return rc;
    db_close(db);
    fprintf(c->words, "the database %s is of this version now\n", c->db_url);
    return OK;
}

static enum err_code run_init(struct call *c, struct err *e)
{
    if (option_flag(&c->options, "--upgrade")) return upgrade(c, e);
    enum err_code rc = house_create(c->db_url, c->key_path, e);
    if (rc != OK) return rc;
    fprintf(c->words,
            "made the database %s\n"
            "made its key %s (mode 0600)\n"
            "Keep a copy of the key somewhere else than the database and its backups:\n"
            "without it no name can be read, and with it every name can.\n",
            c->db_url, c->key_path);
    return OK;
}

static const struct option_row init_options[] = {
    {"--upgrade", NULL, "bring an existing database to this version instead"},
    {0},
};

const struct command cmd_init = {
    .name = "init",
    .args = "",
    .summary = "make a new database and its key",
    .help =
        "Makes the database and, beside it, the key that seals who people are. Never\n"
        "replaces a file. The key is not in the database nor in its backups.\n"
        "\n"
        "Example:\n"
        "  vindplaats init --db sqlite:region.db --key region.key\n",
    .options = init_options,
    .fn = run_init,
};
