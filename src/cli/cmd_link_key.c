/* The key holder's commands: a key, its public part, evaluation, the ledger. */
#include <unistd.h>

#include "cli/command.h"

#include "base/clock.h"
#include "base/file.h"
#include "base/parse.h"
#include "blind/key_holder.h"

enum { PUBLIC_MAX = 4096, THREADS_MOST = 64 };

static enum err_code needed(const char **out, const struct call *c, const char *option,
                            const char *what, struct err *e)
{
    *out = option_text(&c->options, option);
    if (*out && **out) return OK;
    enum err_code rc = err_set(e, ERR_USAGE, "%s needs %s", c->command->name, option);
    err_hint(e, "%s %s", option, what);
    return rc;
}

/* --- key --- */

static enum err_code make_key(struct call *c, struct err *e)
{
    const char *ledger, *limit = option_text(&c->options, "--elements-per-day");
    struct key_holder h = {0};
    int64_t per_day = KEY_HOLDER_DAY;
    enum err_code rc;
    TRY(needed(&ledger, c, "--ledger", "is the ledger to begin", e));
    if (limit)
        TRY(parse_int(&per_day, str_of(limit), 1, LIMIT_BLIND_ELEMENTS,
                      "--elements-per-day", e));
    if (file_exists(ledger)) {
        rc = err_set(e, ERR_EXISTS, "there is a ledger %.200s already", ledger);
        err_hint(e, "choose another name; a ledger belongs to one key");
        goto out;
    }
    TRY(key_holder_create(c->args[0], per_day, e));
    TRY(key_holder_open(&h, c->args[0], e));
    TRY(ledger_create(ledger, &h.ledger, e));
    fprintf(c->words,
            "made %s and the ledger %s: %lld elements a day for each requester.\n"
            "Keep a copy of the key where nobody who may link files can read it. Who "
            "loses it\nmakes no pseudonym of its projects ever again.\n",
            c->args[0], ledger, (long long)per_day);
out:
    key_holder_forget(&h);
    return rc;
}

static enum err_code show_key(struct call *c, struct err *e)
{
    const char *project, *path = option_text(&c->options, "--out");
    struct key_holder h = {0};
    struct buf text;
    enum err_code rc;
    buf_init(&text, 0);
    TRY(needed(&project, c, "--project", "names the linkage project", e));
    TRY(key_holder_open(&h, c->args[0], e));
    TRY(key_holder_publish(&text, &h, project, e));
    if (path)
        TRY(file_create(path, buf_str(&text), 0644, e));
    else
        fwrite(text.p, 1, text.n, c->out);
out:
    key_holder_forget(&h);
    buf_dispose(&text);
    return rc;
}

static enum err_code run_key(struct call *c, struct err *e)
{
    bool makes = option_flag(&c->options, "--new");
    const char *const other[] = {makes ? "--project" : "--ledger",
                                 makes ? "--out" : "--elements-per-day"};
    for (size_t i = 0; i < ARRAY_LEN(other); i++)
        if (option_text(&c->options, other[i])) {
            enum err_code rc = err_set(e, ERR_USAGE, "%s goes with%s --new", other[i],
                                       makes ? "out" : "");
            err_hint(e, "--new --ledger FILE makes a key; --project NAME shows its "
                        "public part");
            return rc;
        }
    return makes ? make_key(c, e) : show_key(c, e);
}

static const struct option_row key_options[] = {
    {"--new", NULL, "make a key, and begin its ledger"},
    {"--ledger", "FILE", "the ledger to begin"},
    {"--elements-per-day", "N", "limit of each requester, default 50000"},
    {"--project", "NAME", "show the public part of a project's key"},
    {"--out", "FILE", "write it to a file"},
    {0},
};

const struct command cmd_link_key = {
    .name = "link key",
    .args = "FILE --new --ledger LEDGER | FILE --project NAME",
    .summary = "make the key of a key holder, or show what is public of it",
    .help =
        "The key holder is an organisation that links nothing and owns no records. "
        "Its\n"
        "one key file (mode 0600) gives every project a key of its own, so pseudonyms\n"
        "of two projects cannot be joined. With --project the public part is shown:\n"
        "hand it to the organisations of the project, and read its key line to them\n"
        "over the telephone. It can be shown again at any time.\n"
        "\n"
        "Example:\n"
        "  vindplaats link key holder.key --new --ledger holder.ledger\n"
        "  vindplaats link key holder.key --project toeleiding-2026 \\\n"
        "    --out toeleiding-2026.public\n",
    .min_args = 1,
    .max_args = 1,
    .options = key_options,
    .fn = run_key,
};

/* --- evaluate --- */

static enum err_code run_evaluate(struct call *c, struct err *e)
{
    struct evaluation o = {.request_path = c->args[0], .now_ms = clock_now_ms()};
    const char *key, *threads = option_text(&c->options, "--threads");
    long here = sysconf(_SC_NPROCESSORS_ONLN);
    int64_t n = here < 1 ? 1 : MIN_OF(here, THREADS_MOST);
    struct key_holder h = {0};
    char id[2 * BLIND_KEY_ID + 1];
    enum err_code rc;
    TRY(needed(&key, c, "--key", "is the key holder's key", e));
    TRY(needed(&o.requester, c, "--requester",
               "is who handed the request over, as you know them", e));
    TRY(needed(&o.answer_path, c, "--out", "is the answer to write", e));
    TRY(needed(&o.ledger_path, c, "--ledger", "is the ledger of the key", e));
    if (threads) TRY(parse_int(&n, str_of(threads), 1, THREADS_MOST, "--threads", e));
    o.threads = (unsigned)n;
    TRY(key_holder_open(&h, key, e));
    TRY(key_holder_evaluate(&o, &h, e));
    blind_key_id(id, &o.head.pub);
    fprintf(c->out,
            "project %s\nrequester %s\nkey %s\nelements %llu\nelements_today %lld\n"
            "elements_per_day %lld\nledger_entry %llu\n",
            o.head.project, o.head.requester, id, (unsigned long long)o.head.n_elements,
            (long long)o.n_today, (long long)h.elements_per_day,
            (unsigned long long)o.head.receipt.number);
out:
    key_holder_forget(&h);
    return rc;
}

static const struct option_row evaluate_options[] = {
    {"--requester", "NAME", "who handed it over, as you know them"},
    {"--out", "FILE", "the answer to write"},
    {"--ledger", "FILE", "the ledger of the key"},
    {"--threads", "N", "default: one for each processor"},
    {0},
};

const struct command cmd_link_evaluate = {
    .name = "link evaluate",
    .args = "REQUEST --key FILE --out ANSWER --ledger LEDGER",
    .summary = "apply a key holder's key to what it cannot read, with proof",
    .help =
        "For the key holder. --key is the key of `link key`, here without a default.\n"
        "Every evaluation is an entry in the ledger: who, how many, for which "
        "project,\n"
        "when; chained and signed, and without any person. Beyond elements_per_day of\n"
        "the key file a requester is refused, which is written down too. The answer\n"
        "gets its name only after the ledger is on the disk.\n"
        "\n"
        "Example:\n"
        "  vindplaats link evaluate request.txt --key holder.key --requester oc-gent "
        "\\\n"
        "    --out answer.txt --ledger holder.ledger\n",
    .min_args = 1,
    .max_args = 1,
    .options = evaluate_options,
    .fn = run_evaluate,
};

/* --- ledger --- */

struct shown {
    FILE *out;
    int64_t n_refused, n_elements;
};

static void show_entry(void *to, const struct ledger_entry *t)
{
    struct shown *s = to;
    char moment[MOMENT_TEXT + 1];
    moment_text(moment, t->at_ms);
    fprintf(s->out, "%llu,%s,%s,%s,%s,%llu\n", (unsigned long long)t->receipt.number,
            moment, t->is_refused ? "refused" : "evaluated", t->requester, t->project,
            (unsigned long long)t->n_elements);
    s->n_refused += t->is_refused;
    if (!t->is_refused) s->n_elements += (int64_t)t->n_elements;
}

static enum err_code run_ledger(struct call *c, struct err *e)
{
    struct shown s = {.out = c->out};
    struct key_holder_public pub;
    struct ledger l = {0};
    char chain[2 * LEDGER_CHAIN + 1];
    const char *path;
    struct str text;
    enum err_code rc;
    TRY(needed(&path, c, "--public", "is a public file of the key holder", e));
    TRY(file_read(&text, c->arena, path, PUBLIC_MAX, e));
    TRY(key_holder_public_read(&pub, text, e));
    fputs("entry,moment,what,requester,project,elements\n", c->out);
    TRY(ledger_open(&l, c->args[0], &pub.ledger, false, true, show_entry, &s, e));
    sodium_bin2hex(chain, sizeof chain, l.chain, LEDGER_CHAIN);
    fprintf(
        c->words,
        "%llu entries, every chain and signature holds; %lld refused, %lld elements "
        "evaluated; last chain %s\n",
        (unsigned long long)l.n_entries, (long long)s.n_refused,
        (long long)s.n_elements, chain);
    ledger_close(&l);
out:
    return rc;
}

static const struct option_row ledger_options[] = {
    {"--public", "FILE", "a public file of the key holder"},
    {0},
};

const struct command cmd_link_ledger = {
    .name = "link ledger",
    .args = "LEDGER --public FILE",
    .summary = "verify a key holder's ledger and show who asked how much",
    .help =
        "Verifies every chain and signature with the key in the public file, which\n"
        "needs no secret: an auditor, or a requester who kept ledger_entry and\n"
        "ledger_chain of an answer, can do it.\n"
        "\n"
        "Example:\n"
        "  vindplaats link ledger holder.ledger --public toeleiding-2026.public\n",
    .min_args = 1,
    .max_args = 1,
    .options = ledger_options,
    .fn = run_ledger,
};
