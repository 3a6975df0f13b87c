/* The data owner's commands: identifiers to a request, an answer to pseudonyms. */
#include <unistd.h>

#include "cli/command.h"
#include "cli/own_files.h"

#include "act/link_blind.h"
#include "base/file.h"
#include "base/parse.h"
#include "blind/key_holder.h"

enum { PUBLIC_MAX = 4096, THREADS_MOST = 64 };

static enum err_code threads_of(unsigned *out, const struct call *c, struct err *e)
{
    const char *text = option_text(&c->options, "--threads");
    long here = sysconf(_SC_NPROCESSORS_ONLN);
    int64_t n = here < 1 ? 1 : MIN_OF(here, THREADS_MOST);
    if (text) {
        enum err_code rc = parse_int(&n, str_of(text), 1, THREADS_MOST, "--threads", e);
        if (rc != OK) return rc;
    }
    *out = (unsigned)n;
    return OK;
}

static enum err_code needed(const char **out, const struct call *c, const char *option,
                            const char *what, struct err *e)
{
    *out = option_text(&c->options, option);
    if (*out && **out) return OK;
    enum err_code rc = err_set(e, ERR_USAGE, "%s needs %s", c->command->name, option);
    err_hint(e, "%s %s", option, what);
    return rc;
}

/* --- blind --- */

static enum err_code read_kinds(unsigned *out, const char *text, struct err *e)
{
    *out = 0;
    if (!text) return OK;
    for (struct str piece, rest = str_of(text); str_split(&piece, &rest, ',');) {
        enum blind_key_kind kind = blind_key_named(piece);
        if (kind == N_BLIND_KEYS) {
            enum err_code rc = err_set(e, ERR_USAGE, "there is no kind of key \"%.*s\"",
                                       (int)MIN_OF(piece.n, 40), piece.p);
            err_hint(e, "insz, name-date-1, name-date-2, name-date-3, name-date-4");
            return rc;
        }
        *out |= 1u << kind;
    }
    return OK;
}

static enum err_code read_public(struct blind_order *o, struct call *c, struct err *e)
{
    const char *path = option_text(&c->options, "--public");
    const char *project = option_text(&c->options, "--project");
    struct key_holder_public pub;
    struct str text;
    enum err_code rc;
    TRY(needed(&path, c, "--public", "is the file that the key holder gave", e));
    TRY(file_read(&text, c->arena, path, PUBLIC_MAX, e));
    TRY(key_holder_public_read(&pub, text, e));
    memcpy(o->head.project, pub.project, sizeof pub.project);
    o->head.pub = pub.pub;
    if (project && strcmp(project, pub.project) != 0) {
        rc = err_set(e, ERR_INVALID, "expected project %.64s, the public file is of %s",
                     project, pub.project);
        err_hint(e, "ask the key holder for the public file of your project");
    }
out:
    return rc;
}

static enum err_code read_suite(struct blind_order *o, struct call *c, struct err *e)
{
    const char *suite = option_text(&c->options, "--suite");
    const char *project = NULL;
    enum err_code rc;
    if (!suite || strcmp(suite, blind_suite_name(BLIND_RISTRETTO255)) == 0)
        return read_public(o, c, e);
    if (strcmp(suite, blind_suite_name(BLIND_EHEALTH_P521)) != 0) {
        rc = err_set(e, ERR_USAGE, "there is no suite \"%.40s\"", suite);
        err_hint(e, "ristretto255-SHA512 (without --suite), or ehealth-p521");
        goto out;
    }
    if (option_text(&c->options, "--public")) {
        rc =
            err_set(e, ERR_USAGE, "ehealth-p521 has no public key: leave --public out");
        goto out;
    }
    TRY(needed(&project, c, "--project", "names the linkage project", e));
    TRY(blind_name_read(o->head.project, str_of(project), "--project", e));
    o->head.suite = BLIND_EHEALTH_P521;
out:
    return rc;
}

static enum err_code read_order(struct blind_order *o, struct call *c, struct err *e)
{
    const char *requester;
    enum err_code rc;
    *o = (struct blind_order){.path = c->args[0]};
    o->columns = str_of(option_text(&c->options, "--columns"));
    TRY(read_suite(o, c, e));
    TRY(needed(&requester, c, "--requester", "names your organisation", e));
    TRY(blind_name_read(o->head.requester, str_of(requester), "--requester", e));
    TRY(needed(&o->request_path, c, "--out", "is the request to write", e));
    TRY(needed(&o->private_path, c, "--private", "is the file to keep to yourself", e));
    if (strcmp(o->request_path, o->private_path) == 0) {
        rc = err_set(e, ERR_USAGE, "--out and --private are the same file");
        err_hint(e, "the request is handed over, the private file never");
        goto out;
    }
    TRY(read_kinds(&o->kinds, option_text(&c->options, "--kinds"), e));
    TRY(threads_of(&o->threads, c, e));
out:
    return rc;
}

static void tell_blinded(struct call *c, const struct blind_order *o,
                         const struct blind_count *n)
{
    fprintf(c->out, "rows %lld\nelements %llu\n", (long long)n->n_rows,
            (unsigned long long)n->n_elements);
    for (int k = 0; k < N_BLIND_KEYS; k++)
        if (n->n_of_kind[k])
            fprintf(c->out, "%s %lld\n", blind_key_name((enum blind_key_kind)k),
                    (long long)n->n_of_kind[k]);
    fprintf(c->out,
            "rows_without_key %lld\ninsz_not_valid %lld\nbirth_not_a_date %lld\n",
            (long long)n->n_without_key, (long long)n->n_bad_insz,
            (long long)n->n_bad_birth);
    fprintf(c->words,
            "Hand over %s. Keep %s to yourself: it joins persons to pseudonyms; link "
            "unblind removes it.\n",
            o->request_path, o->private_path);
    if (o->head.suite == BLIND_EHEALTH_P521)
        fputs("Warning: ehealth-p521 is reversible. Whoever may ask the platform to "
              "identify gets the\nnational number back from a pseudonym. For linkage "
              "use the suite ristretto255-SHA512.\n",
              c->words);
}

static enum err_code run_blind(struct call *c, struct err *e)
{
    struct blind_order o;
    struct blind_count n;
    enum err_code rc;
    TRY(read_order(&o, c, e));
    TRY(link_blind(&n, &o, e));
    tell_blinded(c, &o, &n);
out:
    return rc;
}

static const struct option_row blind_options[] = {
    {"--public", "FILE", "the key holder's public file of the project"},
    {"--requester", "NAME", "your organisation, as the key holder knows it"},
    {"--out", "FILE", "the request, to hand over"},
    {"--private", "FILE", "what you keep; needed to unblind"},
    {"--kinds", "LIST", "insz,name-date-1 ...; default all"},
    {"--columns", "LIST", "header=role,...: number, family_name, given_name ..."},
    {"--suite", "NAME", "ehealth-p521: reversible, see below"},
    {"--project", "NAME", "the linkage project"},
    {"--threads", "N", "default: one for each processor"},
    {0},
};

const struct command cmd_link_blind = {
    .name = "link blind",
    .args = "CSV --public FILE --out REQUEST --private FILE",
    .summary = "national numbers and name-date keys, hidden for the key holder",
    .help =
        "Makes a request that the key holder can evaluate without learning anybody's\n"
        "number or name. The CSV has a row of column names, such as record, insz,\n"
        "family_name, given_name, birth_date; others are told by --columns.\n"
        "Kinds of keys: insz (check digits are verified; BIS numbers too) and\n"
        "name-date-1 to -4, which forgive different errors. Every key counts against\n"
        "your limit of the day. The private file names persons: mode 0600.\n"
        "\n"
        "--suite ehealth-p521 makes points for the eHealth platform instead, with\n"
        "--project NAME in place of --public. That is reversible by whoever may ask\n"
        "the platform to identify.\n"
        "\n"
        "Example:\n"
        "  vindplaats link blind persons.csv --public toeleiding-2026.public \\\n"
        "    --requester oc-gent --out request.txt --private private.txt\n",
    .min_args = 1,
    .max_args = 1,
    .options = blind_options,
    .fn = run_blind,
};

/* --- unblind --- */

static enum err_code run_unblind(struct call *c, struct err *e)
{
    struct unblind_order o = {.answer_path = c->args[0],
                              .keeps_private =
                                  option_flag(&c->options, "--keep-private")};
    struct blind_head head;
    enum err_code rc;
    TRY(needed(&o.private_path, c, "--private", "is the file that link blind wrote",
               e));
    TRY(needed(&o.out_path, c, "--out", "is the CSV to write", e));
    TRY(threads_of(&o.threads, c, e));
    TRY(link_unblind(&head, &o, e));
    fprintf(c->out, "project %s\nelements %llu\n", head.project,
            (unsigned long long)head.n_elements);
    if (head.suite == BLIND_RISTRETTO255) {
        char chain[2 * LEDGER_CHAIN + 1];
        sodium_bin2hex(chain, sizeof chain, head.receipt.chain, LEDGER_CHAIN);
        fprintf(c->out, "ledger_entry %llu\nledger_chain %s\n",
                (unsigned long long)head.receipt.number, chain);
        fputs("Every proof holds: one key was used, the one that was published.\n",
              c->words);
    } else {
        fputs("Warning: these pseudonyms are reversible by whoever may ask the eHealth "
              "platform to identify,\nand nothing proves which key was used.\n",
              c->words);
    }
    fprintf(c->words,
            o.keeps_private ? "%s is still there: remove it.\n" : "%s is removed.\n",
            o.private_path);
out:
    return rc;
}

static const struct option_row unblind_options[] = {
    {"--private", "FILE", "the private file of the request"},
    {"--out", "FILE", "CSV: record, kind, pseudonym, pseudonym_project"},
    {"--keep-private", NULL, "do not remove the private file"},
    {"--threads", "N", "default: one for each processor"},
    {0},
};

const struct command cmd_link_unblind = {
    .name = "link unblind",
    .args = "ANSWER --private FILE --out CSV",
    .summary = "the key holder's answer to pseudonyms of the project",
    .help =
        "Verifies the proof of every block against the public key that was pinned "
        "when\n"
        "the request was made, takes the blinds off and writes one row for each key.\n"
        "Nothing is written when a proof or a checksum does not hold. The same key of "
        "a\n"
        "person has the same pseudonym at every organisation of the project, and\n"
        "another one in every other project. The private file is removed at the end.\n"
        "Keep ledger_entry and ledger_chain: with them the key holder's ledger can be\n"
        "held to account.\n"
        "\n"
        "Example:\n"
        "  vindplaats link unblind answer.txt --private private.txt --out "
        "pseudonyms.csv\n",
    .min_args = 1,
    .max_args = 1,
    .options = unblind_options,
    .fn = run_unblind,
};
