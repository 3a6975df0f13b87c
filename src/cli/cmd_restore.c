#include "cli/command.h"
#include "store/verify.h"
#include "trust/vault.h"

static enum err_code run_restore(struct call *c, struct err *e)
{
    struct vault *vault = NULL;
    struct verify_report r;
    enum err_code rc;
    TRY(vault_open(&vault, c->key_path, e));
    TRY(store_restore(&r, c->db_url, c->args[0], vault, e));
    fprintf(c->words, "restored %s from %s: %lld facts, %lld audit rows, head %s\n",
            c->db_url, c->args[0], (long long)r.n_facts, (long long)r.n_audit, r.head);
out:
    vault_close(vault);
    return rc;
}

const struct command cmd_restore = {
    .name = "restore",
    .args = "FILE",
    .summary = "put a backup in the place of a database that is gone",
    .help = "Verifies the backup with the key, then puts it where --db says, all or\n"
            "nothing. Never replaces a database: move the old one away first.\n"
            "\n"
            "Example:\n"
            "  vindplaats restore backups/region-2026-01-31.db --db sqlite:region.db\n",
    .min_args = 1,
    .max_args = 1,
    .fn = run_restore,
};
