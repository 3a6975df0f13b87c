#include "act/open.h"
#include "cli/command.h"
#include "store/verify.h"

static void print_defect(void *to, const char *defect)
{
    fprintf(to, "%s\n", defect);
}

static enum err_code run_verify(struct call *c, struct err *e)
{
    struct house h;
    struct verify_report r;
    bool deep = option_flag(&c->options, "--deep");
    enum err_code rc;
    TRY(house_open(&h, c->db_url, c->key_path, deep ? DB_WRITE : DB_READ, e));
    TRY(store_verify(&r, h.db, deep, print_defect, c->out, e));
    fprintf(c->out,
            "checks %lld\nfacts %lld\naudit_rows %lld\nsealed_opened %lld\n"
            "defects %lld\nhead %s\n",
            (long long)r.n_checks, (long long)r.n_facts, (long long)r.n_audit,
            (long long)r.n_sealed, (long long)r.n_defects, r.head);
    if (r.n_defects) {
        rc = err_set(e, ERR_CORRUPT, "the database has %lld defects",
                     (long long)r.n_defects);
        err_hint(e, "each is named on standard output; restore the newest backup that "
                    "verifies");
    } else if (deep) {
        rc = db_tidy(h.db, e);
    }
out:
    house_close(&h);
    return rc;
}

static const struct option_row verify_options[] = {
    {"--deep", NULL, "open every sealed field, not a sample, and empty the journal"},
    {0},
};

const struct command cmd_verify = {
    .name = "verify",
    .args = "[--deep]",
    .summary = "check that everything is there, whole and in order",
    .help =
        "Checks the file, the references, the migrations, the chain of audit rows,\n"
        "the count and sum of every table, the order of days, the codes, and that\n"
        "sealed fields open with the key. Prints what it counted, each defect, and\n"
        "the hash of the last audit row: who keeps it elsewhere can see later that\n"
        "nothing before it was rewritten. Fails when there is a defect.\n"
        "\n"
        "Example:\n"
        "  vindplaats verify --db sqlite:region.db --deep\n",
    .options = verify_options,
    .fn = run_verify,
};
