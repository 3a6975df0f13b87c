#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "blind/ledger.h"

#include "base/day.h"
#include "base/file.h"
#include "base/parse.h"

enum { NUMBER_WIDTH = 12, ENTRY_WORDS = 10 };

static const char *const what_words[] = {"evaluated", "refused"};

static void first_line(struct buf *out, const struct ledger_key *k)
{
    char holder[2 * LEDGER_HOLDER + 1], verify[2 * LEDGER_VERIFY + 1];
    sodium_bin2hex(holder, sizeof holder, k->holder, LEDGER_HOLDER);
    sodium_bin2hex(verify, sizeof verify, k->verify, LEDGER_VERIFY);
    buf_format(out, "vindplaats blind ledger 1 %s %s", holder, verify);
}

/* An entry up to its chain, with the space before it. */
static void entry_text(struct buf *out, const struct ledger_entry *t)
{
    char moment[MOMENT_TEXT + 1], request[2 * BLIND_REQUEST_ID + 1];
    moment_text(moment, t->at_ms);
    sodium_bin2hex(request, sizeof request, t->request, BLIND_REQUEST_ID);
    buf_format(out, "%0*" PRIu64 " %s %s %s %s %s %s %" PRIu64 " ", NUMBER_WIDTH,
               t->receipt.number, moment, what_words[t->is_refused], t->requester,
               t->project, t->key, request, t->n_elements);
}

static void chain_next(uint8_t out[LEDGER_CHAIN], const uint8_t *before,
                       struct str text)
{
    crypto_generichash_state h;
    crypto_generichash_init(&h, NULL, 0, LEDGER_CHAIN);
    if (before) crypto_generichash_update(&h, before, LEDGER_CHAIN);
    crypto_generichash_update(&h, (const uint8_t *)text.p, text.n);
    crypto_generichash_final(&h, out, LEDGER_CHAIN);
}

enum err_code ledger_create(const char *path, const struct ledger_key *key,
                            struct err *e)
{
    struct buf text;
    buf_init(&text, 0);
    first_line(&text, key);
    buf_add_char(&text, '\n');
    enum err_code rc = file_create(path, buf_str(&text), 0600, e);
    buf_dispose(&text);
    return rc;
}

static enum err_code altered(struct err *e, uint64_t line, const char *what)
{
    enum err_code rc = err_set_at(e, ERR_CORRUPT, (int)line, 0, "the ledger %s", what);
    err_hint(e, "nothing is evaluated with it; take the last copy that verifies, and "
                "find out who wrote in this one");
    return rc;
}

static bool entry_read(struct ledger_entry *out, struct str line)
{
    struct str word[ENTRY_WORDS], rest = line;
    int64_t number = 0, n_elements = 0;
    size_t n = 0;
    while (n < ENTRY_WORDS && str_split(&word[n], &rest, ' '))
        n++;
    if (n != ENTRY_WORDS || rest.n) return false;
    out->is_refused = str_eq_c(word[2], what_words[1]);
    if (word[0].n != NUMBER_WIDTH || word[5].n >= sizeof out->key ||
        parse_int(&number, word[0], 1, INT64_MAX, "", NULL) != OK ||
        moment_parse(&out->at_ms, word[1], NULL) != OK ||
        !str_eq_c(word[2], what_words[out->is_refused]) ||
        blind_name_read(out->requester, word[3], "", NULL) != OK ||
        blind_name_read(out->project, word[4], "", NULL) != OK ||
        !blind_hex_read(out->request, BLIND_REQUEST_ID, word[6]) ||
        parse_int(&n_elements, word[7], 0, INT64_MAX, "", NULL) != OK ||
        !blind_hex_read(out->receipt.chain, LEDGER_CHAIN, word[8]) ||
        !blind_hex_read(out->receipt.signature, LEDGER_SIGNATURE, word[9]))
        return false;
    memcpy(out->key, word[5].p, word[5].n);
    out->key[word[5].n] = '\0';
    out->receipt.number = (uint64_t)number;
    out->n_elements = (uint64_t)n_elements;
    return true;
}

static bool signature_holds(const struct ledger_receipt *r, const struct ledger_key *k)
{
    return crypto_sign_verify_detached(r->signature, r->chain, LEDGER_CHAIN,
                                       k->verify) == 0;
}

/* A line without its end; *there_out false at the end of the file. */
static enum err_code line_next(char text[LIMIT_BLIND_LINE_BYTES + 2], struct str *out,
                               bool *there_out, FILE *f, uint64_t line, struct err *e)
{
    *there_out = fgets(text, LIMIT_BLIND_LINE_BYTES + 2, f) != NULL;
    if (!*there_out)
        return ferror(f) ? err_set(e, ERR_IO, "the ledger could not be read") : OK;
    const char *end = memchr(text, '\n', LIMIT_BLIND_LINE_BYTES + 2);
    if (end) {
        *out = (struct str){text, (size_t)(end - text)};
        return OK;
    }
    enum err_code rc = altered(e, line,
                               "ends in the middle of a line, or has one that "
                               "is too long");
    if (feof(f))
        err_hint(e, "a program that was killed may have left it so: no answer was "
                    "given for that line; remove it");
    return rc;
}

static enum err_code read_entries(struct ledger *l, bool every_signature,
                                  void (*see)(void *to, const struct ledger_entry *e),
                                  void *to, struct err *e)
{
    char text[LIMIT_BLIND_LINE_BYTES + 2];
    struct ledger_entry t = {0};
    enum err_code rc;
    for (;;) {
        uint64_t number = l->n_entries + 1;
        struct str line = STR_NONE;
        bool there;
        memset(text, 0, sizeof text);
        TRY(line_next(text, &line, &there, l->f, number + 1, e));
        if (!there) break;
        if (number > LIMIT_LEDGER_ENTRIES)
            return err_set(e, ERR_TOO_LARGE, "the ledger has more than %d entries",
                           LIMIT_LEDGER_ENTRIES);
        if (!entry_read(&t, line) || t.receipt.number != number)
            return altered(e, number + 1, "has a line that is not its next entry");
        uint8_t chain[LEDGER_CHAIN];
        size_t tail = 2 * LEDGER_CHAIN + 1 + 2 * LEDGER_SIGNATURE;
        chain_next(chain, l->chain, (struct str){line.p, line.n - tail});
        if (memcmp(chain, t.receipt.chain, sizeof chain) != 0)
            return altered(e, number + 1, "was altered: a chain does not fit");
        if (every_signature && !signature_holds(&t.receipt, &l->key))
            return altered(e, number + 1, "was altered: a signature does not hold");
        memcpy(l->chain, chain, sizeof chain);
        l->n_entries = number;
        l->last_ms = t.at_ms;
        if (see) see(to, &t);
    }
    if (l->n_entries && !signature_holds(&t.receipt, &l->key))
        return altered(e, l->n_entries + 1, "was altered: a signature does not hold");
out:
    return rc;
}

static enum err_code check_first(struct ledger *l, struct err *e)
{
    char text[LIMIT_BLIND_LINE_BYTES + 2] = {0};
    struct buf expected;
    struct str line = STR_NONE;
    bool there;
    buf_init(&expected, 0);
    first_line(&expected, &l->key);
    enum err_code rc = line_next(text, &line, &there, l->f, 1, e);
    if (rc == OK && (!there || !str_starts(line, S("vindplaats blind ledger 1 ")))) {
        rc = err_set_at(e, ERR_SYNTAX, 1, 0, "expected a ledger, found something else");
        err_hint(e, "`vindplaats link key FILE --new --ledger LEDGER` makes one");
    } else if (rc == OK && !str_eq(line, buf_str(&expected))) {
        rc = err_set_at(e, ERR_KEY, 1, 0, "this is the ledger of another key");
        err_hint(e, "give the ledger that was made with this key");
    }
    if (rc == OK) chain_next(l->chain, NULL, line);
    buf_dispose(&expected);
    return rc;
}

enum err_code ledger_open(struct ledger *l, const char *path,
                          const struct ledger_key *key, bool for_writing,
                          bool every_signature,
                          void (*see)(void *to, const struct ledger_entry *e), void *to,
                          struct err *e)
{
    enum err_code rc;
    *l = (struct ledger){.key = *key, .last_ms = INT64_MIN};
    l->f = fopen(path, for_writing ? "r+e" : "re");
    if (!l->f) {
        rc = err_set(e,
                     errno == ENOENT   ? ERR_NOT_FOUND
                     : errno == EACCES ? ERR_DENIED
                                       : ERR_IO,
                     "cannot open ledger %.200s: %s", path, strerrordesc_np(errno));
        if (rc == ERR_NOT_FOUND)
            err_hint(e, "it is made with the key; when it is lost, say so to the "
                        "requesters before you make another");
        goto out;
    }
    if (for_writing && flock(fileno(l->f), LOCK_EX | LOCK_NB) != 0) {
        rc = err_set(e, ERR_BUSY, "another evaluation is writing in ledger %.200s",
                     path);
        err_hint(e, "wait until it is done, and try again");
        goto out;
    }
    TRY(check_first(l, e));
    TRY(read_entries(l, every_signature, see, to, e));
out:
    if (rc != OK) ledger_close(l);
    return rc;
}

enum err_code ledger_prepare(struct ledger_entry *t, const struct ledger *l,
                             struct err *e)
{
    struct buf text;
    t->at_ms -= t->at_ms % 1000; /* as it is written */
    if (t->at_ms < l->last_ms) {
        enum err_code rc = err_set(e, ERR_INVALID,
                                   "the clock stands before the last entry of the "
                                   "ledger");
        err_hint(e, "set the clock of this machine");
        return rc;
    }
    buf_init(&text, 0);
    t->receipt.number = l->n_entries + 1;
    entry_text(&text, t);
    chain_next(t->receipt.chain, l->chain, buf_str(&text));
    crypto_sign_detached(t->receipt.signature, NULL, t->receipt.chain, LEDGER_CHAIN,
                         l->key.secret);
    buf_dispose(&text);
    return OK;
}

enum err_code ledger_append(struct ledger *l, const struct ledger_entry *t,
                            struct err *e)
{
    char chain[2 * LEDGER_CHAIN + 1], signature[2 * LEDGER_SIGNATURE + 1];
    struct buf text;
    buf_init(&text, 0);
    require(t->receipt.number == l->n_entries + 1);
    sodium_bin2hex(chain, sizeof chain, t->receipt.chain, LEDGER_CHAIN);
    sodium_bin2hex(signature, sizeof signature, t->receipt.signature, LEDGER_SIGNATURE);
    entry_text(&text, t);
    buf_format(&text, "%s %s\n", chain, signature);
    errno = 0;
    bool good = fseek(l->f, 0, SEEK_END) == 0 &&
                fwrite(text.p, 1, text.n, l->f) == text.n && fflush(l->f) == 0 &&
                fsync(fileno(l->f)) == 0;
    buf_dispose(&text);
    if (!good)
        return err_set(e, errno == ENOSPC ? ERR_DISK_FULL : ERR_IO,
                       "the ledger could not be written: no answer is given");
    memcpy(l->chain, t->receipt.chain, sizeof l->chain);
    l->n_entries++;
    l->last_ms = t->at_ms;
    return OK;
}

void ledger_close(struct ledger *l)
{
    if (l->f) fclose(l->f);
    sodium_memzero(l, sizeof *l);
}
