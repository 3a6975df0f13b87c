#include "act/link_resolve.h"
#include "cli/command.h"

static enum err_code run_resolve(struct call *c, struct err *e)
{
    const char *secret = option_text(&c->options, "--secret");
    const char *folder = option_text(&c->options, "--out");
    struct link_resolve_result r;
    enum err_code rc;
    if (!secret || !folder) {
        rc = err_set(e, ERR_USAGE, "pseudonyms need the unit's secret and a folder");
        err_hint(e, "add --secret FILE and --out FOLDER");
        return rc;
    }
    rc = link_resolve_run(&r, c->arena, c->args[0], secret, folder, e);
    if (rc != OK) return rc;
    fprintf(c->words, "%zu pseudonyms of project %s\n", r.n_pseudonyms, r.project);
    for (size_t p = 0; p < r.n_parties; p++)
        fprintf(c->words, "written: %s/%s.pseudonyms.csv, %zu records, for %s alone\n",
                folder, r.party[p].name, r.party[p].n, r.party[p].name);
    fputs("When the owners have them, delete the encodings and the groups.\n",
          c->words);
    return OK;
}

static const struct option_row resolve_options[] = {
    {"--secret", "FILE", "the linkage unit's secret of this project"},
    {"--out", "FOLDER", "a folder that is there; one file for each data owner"},
    {0},
};

const struct command cmd_link_resolve = {
    .name = "link resolve",
    .args = "GROUPS --secret FILE --out FOLDER",
    .summary = "groups as pseudonyms, a file for each data owner",
    .help =
        "For the linkage unit. Every record of every owner gets a pseudonym of the\n"
        "project, records of one group the same. An owner's file has his tokens and\n"
        "pseudonyms in order of token: no scores, no group, not who else knows that\n"
        "person, and nothing of the other owners. Decoys are among them, because the\n"
        "unit cannot tell them; the owner leaves them out with vindplaats link join.\n"
        "\n"
        "Example:\n"
        "  vindplaats link resolve groups.csv --secret unit.secret --out to-owners\n",
    .min_args = 1,
    .max_args = 1,
    .options = resolve_options,
    .fn = run_resolve,
};

static enum err_code run_join(struct call *c, struct err *e)
{
    const char *map = option_text(&c->options, "--map");
    const char *path = option_text(&c->options, "--out");
    struct link_join_result r;
    enum err_code rc;
    if (!map || !path) {
        rc = err_set(e, ERR_USAGE, "joining needs your map and a file to write");
        err_hint(e, "add --map FILE and --out FILE");
        return rc;
    }
    rc = link_join_run(&r, c->arena, c->args[0], map, path, e);
    if (rc != OK) return rc;
    fprintf(c->words, "%zu records with their pseudonyms; %zu decoys left out\n",
            r.n_people, r.n_decoys);
    if (r.n_distinct < r.n_people)
        fprintf(c->words, "%zu of them are people who stand in your file twice\n",
                r.n_people - r.n_distinct);
    fprintf(c->words, "written: %s (mode 0600)\nThe map has served: delete it.\n",
            path);
    return OK;
}

static const struct option_row join_options[] = {
    {"--map", "FILE", "what link encode wrote beside the encodings"},
    {"--out", "FILE", "id, pseudonym and project, for your own records"},
    {0},
};

const struct command cmd_link_join = {
    .name = "link join",
    .args = "PSEUDONYMS --map FILE --out FILE",
    .summary = "pseudonyms from the linkage unit joined to your own ids",
    .help =
        "For a data owner. Puts the pseudonyms that came back beside your own ids and\n"
        "leaves your decoys out. The columns are those that a delivery of "
        "participants\n"
        "takes, so that people whom several organisations know are counted once.\n"
        "\n"
        "Example:\n"
        "  vindplaats link join ocmw-gent.pseudonyms.csv --map ocmw-gent.map \\\n"
        "    --out ocmw-gent-pseudonyms.csv\n",
    .min_args = 1,
    .max_args = 1,
    .options = join_options,
    .fn = run_join,
};
