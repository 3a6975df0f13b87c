#include "act/open.h"
#include "cli/command.h"
#include "store/verify.h"

static enum err_code run_backup(struct call *c, struct err *e)
{
    struct house h;
    struct verify_report r;
    enum err_code rc;
    TRY(house_open(&h, c->db_url, c->key_path, DB_READ, e));
    TRY(store_backup(&r, h.db, c->args[0], e));
    fprintf(
        c->words,
        "wrote and verified %s: %lld facts, %lld audit rows, head %s\n"
        "The key %s is not in it: keep a copy of the key, and not beside the backup.\n",
        c->args[0], (long long)r.n_facts, (long long)r.n_audit, r.head, c->key_path);
out:
    house_close(&h);
    return rc;
}

const struct command cmd_backup = {
    .name = "backup",
    .args = "FILE",
    .summary = "a verified copy, while others go on working",
    .help =
        "Writes a compact copy of the database to a new file, syncs it to disk and\n"
        "verifies it. The key is not copied. Persons erased later are still in this\n"
        "copy: destroy backups on the schedule of your retention policy.\n"
        "\n"
        "Example:\n"
        "  vindplaats backup backups/region-2026-01-31.db\n",
    .min_args = 1,
    .max_args = 1,
    .fn = run_backup,
};
