#include "act/person_find.h"
#include "cli/command.h"
#include "store/file_now_store.h"

static const struct actor command_line = {"cli"};

static enum err_code run_rebuild(struct call *c, struct err *e)
{
    struct sketch_rebuild r;
    struct write *w = NULL;
    struct house h = {0};
    int64_t n_files;
    enum err_code rc;
    TRY(house_open(&h, c->db_url, c->key_path, DB_WRITE, e));
    TRY(person_search_rebuild(&r, &h, e));
    TRY(write_begin(&w, h.db, &command_line, "rebuild lists of files", "", e));
    TRY(file_now_rebuild(&n_files, w, e));
    TRY(write_commit(&w, e));
    fprintf(c->out,
            "sketches_before %lld\npersons_opened %lld\nsketches %lld\nfiles %lld\n",
            (long long)r.n_before, (long long)r.n_opened, (long long)r.n_made,
            (long long)n_files);
out:
    write_abandon(&w);
    house_close(&h);
    return rc;
}

const struct command cmd_rebuild = {
    .name = "rebuild",
    .args = "",
    .summary =
        "make again what is derived from facts: sketches of names, lists of files",
    .help =
        "Drops the keyed sketches of names and dates of birth and makes them again\n"
        "from the sealed fields; afterwards they are what they were, and those that\n"
        "an older program did not make are there too. Everybody whose name is read\n"
        "for it sees so in the log of reads. Then makes the lists of files again:\n"
        "where each stands now, for the pages.\n"
        "\n"
        "Example:\n"
        "  vindplaats rebuild\n",
    .fn = run_rebuild,
};
