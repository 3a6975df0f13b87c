/* One list of head lines serves reading and writing. Numbers in a head have a fixed
 * width, so that it can be written last, over itself, when they are known. */
#include <errno.h>
#include <inttypes.h>
#include <unistd.h>

#include "blind/blind_file.h"

#include "base/parse.h"

enum { READ_STEP = 64 << 10, NUMBER_WIDTH = 12, VERSION = 1 };

static const char *const kind_names[] = {"request", "answer", "private"};
static const char *const suite_names[] = {"ristretto255-SHA512", "ehealth-p521"};
static const char *const mode_names[] = {"verifiable", "without-proof"};

const char *blind_suite_name(enum blind_suite suite)
{
    return suite_names[suite];
}

void blind_key_id(char out[2 * BLIND_KEY_ID + 1], const struct oprf_public *pub)
{
    uint8_t hash[32];
    crypto_generichash(hash, sizeof hash, pub->element, OPRF_ELEMENT, NULL, 0);
    sodium_bin2hex(out, 2 * BLIND_KEY_ID + 1, hash, BLIND_KEY_ID);
}

static bool is_name_char(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           c == '.' || c == '_' || c == '-';
}

enum err_code blind_name_read(char out[BLIND_NAME_MAX + 1], struct str text,
                              const char *what, struct err *e)
{
    bool good = text.n > 0 && text.n <= BLIND_NAME_MAX;
    for (size_t i = 0; good && i < text.n; i++)
        good = is_name_char(text.p[i]);
    if (!good) {
        enum err_code rc = err_set(e, ERR_INVALID,
                                   "%s: expected 1 to %d of A-Z a-z 0-9 . _ -, found "
                                   "%zu characters that are not that",
                                   what, BLIND_NAME_MAX, text.n);
        err_hint(e, "for example: toeleiding-2026");
        return rc;
    }
    memcpy(out, text.p, text.n);
    out[text.n] = '\0';
    return OK;
}

bool blind_hex_read(uint8_t *out, size_t n_bytes, struct str text)
{
    size_t n = 0;
    if (text.n != 2 * n_bytes) return false;
    for (size_t i = 0; i < text.n; i++)
        if (text.p[i] >= 'A' && text.p[i] <= 'F') return false;
    return sodium_hex2bin(out, n_bytes, text.p, text.n, NULL, &n, NULL) == 0 &&
           n == n_bytes;
}

/* --- the head as text --- */

static void head_text(struct buf *out, const struct blind_head *h)
{
    bool proves = h->suite == BLIND_RISTRETTO255;
    char key[2 * BLIND_KEY_ID + 1] = "-", pub[2 * OPRF_ELEMENT + 1] = "-";
    char request[2 * BLIND_REQUEST_ID + 1];
    if (proves) {
        blind_key_id(key, &h->pub);
        sodium_bin2hex(pub, sizeof pub, h->pub.element, OPRF_ELEMENT);
    }
    sodium_bin2hex(request, sizeof request, h->request, BLIND_REQUEST_ID);
    buf_format(out,
               "vindplaats blind %s %d\nproject %s\nsuite %s\nmode %s\nkey %s\n"
               "public %s\nrequester %s\nrequest %s\nblock %" PRIu32
               "\nelements %0*" PRIu64 "\n",
               kind_names[h->kind], VERSION, h->project, suite_names[h->suite],
               mode_names[!proves], key, pub, h->requester, request, h->block,
               NUMBER_WIDTH, h->n_elements);
    if (h->kind != BLIND_ANSWER) return;
    char chain[2 * LEDGER_CHAIN + 1], signature[2 * LEDGER_SIGNATURE + 1];
    sodium_bin2hex(chain, sizeof chain, h->receipt.chain, LEDGER_CHAIN);
    sodium_bin2hex(signature, sizeof signature, h->receipt.signature, LEDGER_SIGNATURE);
    buf_format(out, "ledger %0*" PRIu64 " %s %s\n", NUMBER_WIDTH, h->receipt.number,
               chain, signature);
}

enum err_code blind_head_same(const struct blind_head *found,
                              const struct blind_head *expected, struct err *e)
{
    char key[2 * BLIND_KEY_ID + 1], expected_key[2 * BLIND_KEY_ID + 1];
    enum err_code rc = OK;
    blind_key_id(key, &found->pub);
    blind_key_id(expected_key, &expected->pub);
    if (strcmp(found->project, expected->project) != 0)
        rc = err_set_at(e, ERR_INVALID, 2, 0, "expected project %s, found %s",
                        expected->project, found->project);
    else if (found->suite != expected->suite)
        rc = err_set_at(e, ERR_INVALID, 3, 0, "expected suite %s, found %s",
                        suite_names[expected->suite], suite_names[found->suite]);
    else if (memcmp(&found->pub, &expected->pub, sizeof found->pub) != 0)
        rc = err_set_at(e, ERR_INVALID, 5, 0, "expected key %s, found %s", expected_key,
                        key);
    else if (strcmp(found->requester, expected->requester) != 0)
        rc = err_set_at(e, ERR_INVALID, 7, 0, "expected requester %s, found %s",
                        expected->requester, found->requester);
    else if (memcmp(found->request, expected->request, BLIND_REQUEST_ID) != 0)
        rc = err_set_at(e, ERR_INVALID, 8, 0, "this is the answer to another request");
    if (rc != OK)
        err_hint(e, "the files do not belong together: take those of one request");
    return rc;
}

/* --- reading --- */

static enum err_code cut_off(struct err *e, const struct blind_reader *r)
{
    enum err_code rc = err_set_at(e, ERR_SYNTAX, r->line, 0,
                                  "the file ends here, but its head says that %" PRIu64
                                  " more lines follow",
                                  r->n_lines_left + 1);
    err_hint(e, "it was cut off on its way: hand it over again");
    return rc;
}

/* The next line without its end; *there_out false at the end of the file. */
static enum err_code line_next(struct str *out, bool *there_out, struct blind_reader *r,
                               struct err *e)
{
    enum err_code rc = OK;
    for (;;) {
        char *from = r->text + r->at, *end = memchr(from, '\n', r->n - r->at);
        if (end) {
            *out = (struct str){from, (size_t)(end - from)};
            r->at += out->n + 1;
            break;
        }
        memmove(r->text, from, r->n - r->at);
        r->n -= r->at;
        r->at = 0;
        if (r->n > LIMIT_BLIND_LINE_BYTES) goto too_long;
        size_t got = fread(r->text + r->n, 1, READ_STEP, r->f);
        if (got == 0 && ferror(r->f))
            return err_set(e, ERR_IO, "a file could not be read: %s",
                           strerrordesc_np(errno));
        if (got == 0 && r->n == 0) {
            *there_out = false;
            return OK;
        }
        if (got == 0) {
            rc = err_set_at(e, ERR_SYNTAX, r->line + 1, 0,
                            "the file ends in the middle of a line");
            err_hint(e, "it was cut off on its way: hand it over again");
            return rc;
        }
        r->n += got;
    }
    r->line++;
    *there_out = true;
    if (out->n <= LIMIT_BLIND_LINE_BYTES) return OK;
too_long:
    rc = err_set_at(e, ERR_TOO_LARGE, r->line, 0, "a line is longer than %d bytes",
                    LIMIT_BLIND_LINE_BYTES);
    err_hint(e, "this is not a file of `vindplaats link`, or it was altered");
    return rc;
}

static enum err_code line_bad(struct err *e, const struct blind_reader *r,
                              const char *expected, struct str found)
{
    enum err_code rc;
    if (found.n && found.p[found.n - 1] == '\r')
        rc = err_set_at(e, ERR_SYNTAX, r->line, (int)found.n,
                        "expected lines that end in LF, found CR LF");
    else
        rc = err_set_at(e, ERR_SYNTAX, r->line, 0,
                        "expected %s, found %zu characters that are not that", expected,
                        found.n);
    err_hint(e, "the file was altered on its way: hand it over again, as it was made");
    return rc;
}

/* The value of a line of the head: "NAME VALUE". */
static enum err_code head_line(struct str *value_out, struct blind_reader *r,
                               const char *name, struct err *e)
{
    size_t n = strlen(name);
    char expected[80];
    struct str line;
    bool there;
    enum err_code rc = line_next(&line, &there, r, e);
    if (rc != OK) return rc;
    snprintf(expected, sizeof expected, "\"%s\" and its value", name);
    if (!there) {
        rc = err_set_at(e, ERR_SYNTAX, r->line + 1, 0,
                        "expected %s, found the end of the file", expected);
        err_hint(e, "it was cut off on its way: hand it over again");
        return rc;
    }
    if (line.n <= n + 1 || memcmp(line.p, name, n) != 0 || line.p[n] != ' ' ||
        line.p[line.n - 1] == '\r')
        return line_bad(e, r, expected, line);
    *value_out = (struct str){line.p + n + 1, line.n - n - 1};
    if (strcmp(name, "checksum") != 0)
        crypto_generichash_update(&r->top, (const uint8_t *)line.p, line.n + 1);
    return OK;
}

static enum err_code first_line(struct blind_reader *r, enum blind_file_kind kind,
                                struct err *e)
{
    struct str value, word, rest;
    int64_t version = 0;
    enum err_code rc = head_line(&value, r, "vindplaats blind", e);
    if (rc != OK) {
        if (rc == ERR_SYNTAX || rc == ERR_TOO_LARGE) {
            rc = err_set_at(e, ERR_SYNTAX, 1, 0,
                            "expected a blind %s, found something else",
                            kind_names[kind]);
            err_hint(e, "its first line is \"vindplaats blind %s %d\"",
                     kind_names[kind], VERSION);
        }
        return rc;
    }
    rest = value;
    if (!str_split(&word, &rest, ' ')) word = value;
    if (!str_eq_c(word, kind_names[kind])) {
        const char *found = "another kind of file";
        for (size_t i = 0; i < ARRAY_LEN(kind_names); i++)
            if (str_eq_c(word, kind_names[i])) found = kind_names[i];
        rc = err_set_at(e, ERR_INVALID, 1, 0, "expected a blind %s, found %s",
                        kind_names[kind], found);
        err_hint(e, "owner to key holder: request; back: answer; kept: private");
        return rc;
    }
    if (parse_int(&version, rest, 0, 9999, "version", NULL) == OK && version == VERSION)
        return OK;
    rc =
        err_set_at(e, ERR_INVALID, 1, 0, "expected version %d, found another", VERSION);
    err_hint(e, "both sides need a program that knows the version of the file");
    return rc;
}

static enum err_code read_word(size_t *which_out, struct blind_reader *r,
                               const char *name, const char *const *words, size_t n,
                               struct err *e)
{
    struct str value;
    enum err_code rc = head_line(&value, r, name, e);
    if (rc != OK) return rc;
    for (*which_out = 0; *which_out < n; (*which_out)++)
        if (str_eq_c(value, words[*which_out])) return OK;
    rc = err_set_at(e, ERR_INVALID, r->line, 0, "expected %s %s or %s, found another",
                    name, words[0], words[1]);
    err_hint(e, "both sides need a program that knows this %s", name);
    return rc;
}

static enum err_code read_name(char out[BLIND_NAME_MAX + 1], struct blind_reader *r,
                               const char *name, struct err *e)
{
    struct str value;
    enum err_code rc = head_line(&value, r, name, e);
    if (rc != OK) return rc;
    rc = blind_name_read(out, value, name, e);
    if (rc != OK && e) e->line = r->line;
    return rc;
}

static enum err_code read_public(struct blind_reader *r, struct err *e)
{
    struct blind_head *h = &r->head;
    char key[2 * BLIND_KEY_ID + 1], expected[2 * BLIND_KEY_ID + 1];
    struct str value;
    enum err_code rc;
    TRY(head_line(&value, r, "key", e));
    snprintf(key, sizeof key, "%.*s", STR_ARG(value));
    bool has_key = !str_eq_c(value, "-");
    TRY(head_line(&value, r, "public", e));
    if (h->suite == BLIND_EHEALTH_P521) {
        if (has_key || !str_eq_c(value, "-"))
            rc = line_bad(e, r, "- for a suite without a public key", value);
        goto out;
    }
    if (!blind_hex_read(h->pub.element, OPRF_ELEMENT, value) ||
        !oprf_element_is_valid(h->pub.element)) {
        rc = line_bad(e, r, "a public key of ristretto255 in 64 hex digits", value);
        goto out;
    }
    blind_key_id(expected, &h->pub);
    if (strcmp(key, expected) != 0)
        rc = line_bad(e, r, "the public key that the line before it names", value);
out:
    return rc;
}

static enum err_code read_number(uint64_t *out, struct blind_reader *r,
                                 const char *name, int64_t most, struct err *e)
{
    struct str value;
    int64_t number = 0;
    enum err_code rc = head_line(&value, r, name, e);
    if (rc != OK) return rc;
    rc = parse_int(&number, value, 0, INT64_MAX, name, e);
    if (rc == OK && number > most) {
        rc = err_set_at(e, ERR_TOO_LARGE, r->line, 0,
                        "expected at most %" PRId64 " %s, found more", most, name);
        err_hint(e, "split the file");
    } else if (rc != OK && e) {
        e->line = r->line;
    }
    *out = (uint64_t)number;
    return rc;
}

static enum err_code read_receipt(struct blind_reader *r, struct err *e)
{
    struct ledger_receipt *t = &r->head.receipt;
    struct str value, number, chain, rest;
    int64_t n = 0;
    enum err_code rc = head_line(&value, r, "ledger", e);
    if (rc != OK) return rc;
    rest = value;
    if (!str_split(&number, &rest, ' ') || number.n != NUMBER_WIDTH ||
        parse_int(&n, number, 1, INT64_MAX, "entry", NULL) != OK ||
        !str_split(&chain, &rest, ' ') ||
        !blind_hex_read(t->chain, LEDGER_CHAIN, chain) ||
        !blind_hex_read(t->signature, LEDGER_SIGNATURE, rest))
        return line_bad(e, r, "number, chain and signature of an entry", value);
    t->number = (uint64_t)n;
    return OK;
}

static enum err_code read_head(struct blind_reader *r, enum blind_file_kind kind,
                               struct err *e)
{
    struct blind_head *h = &r->head;
    size_t suite = 0, mode = 0;
    uint64_t block = 0;
    struct str value;
    enum err_code rc;
    h->kind = kind;
    TRY(first_line(r, kind, e));
    TRY(read_name(h->project, r, "project", e));
    TRY(read_word(&suite, r, "suite", suite_names, ARRAY_LEN(suite_names), e));
    h->suite = (enum blind_suite)suite;
    TRY(read_word(&mode, r, "mode", mode_names, ARRAY_LEN(mode_names), e));
    if (mode != suite) {
        rc = err_set_at(e, ERR_INVALID, r->line, 0, "expected mode %s for suite %s",
                        mode_names[suite], suite_names[suite]);
        goto out;
    }
    TRY(read_public(r, e));
    TRY(read_name(h->requester, r, "requester", e));
    TRY(head_line(&value, r, "request", e));
    if (!blind_hex_read(h->request, BLIND_REQUEST_ID, value)) {
        rc = line_bad(e, r, "32 hex digits", value);
        goto out;
    }
    TRY(read_number(&block, r, "block", BLIND_BLOCK_MAX, e));
    h->block = (uint32_t)block;
    TRY(read_number(&h->n_elements, r, "elements", LIMIT_BLIND_ELEMENTS, e));
    if (block == 0 || h->n_elements == 0) {
        rc = err_set_at(e, ERR_INVALID, r->line, 0, "expected elements, found none");
        goto out;
    }
    if (kind == BLIND_ANSWER) TRY(read_receipt(r, e));
    TRY(head_line(&value, r, "checksum", e));
    if (!blind_hex_read(r->expected, sizeof r->expected, value))
        rc = line_bad(e, r, "64 hex digits", value);
out:
    return rc;
}

enum err_code blind_reader_begin(struct blind_reader *r, FILE *f,
                                 enum blind_file_kind kind, struct err *e)
{
    *r = (struct blind_reader){.f = f};
    r->text = mem_alloc(READ_STEP + LIMIT_BLIND_LINE_BYTES + 1);
    crypto_generichash_init(&r->top, NULL, 0, 32);
    crypto_generichash_init(&r->body, NULL, 0, 32);
    enum err_code rc = read_head(r, kind, e);
    const struct blind_head *h = &r->head;
    if (rc != OK && e && !e->hint[0])
        err_hint(e,
                 "the file was altered on its way: hand it over again, as it was made");
    if (rc != OK) return rc;
    r->n_lines_left = h->n_elements;
    if (kind == BLIND_ANSWER && h->suite == BLIND_RISTRETTO255)
        r->n_lines_left += (h->n_elements + h->block - 1) / h->block;
    return OK;
}

enum err_code blind_reader_open(struct blind_reader *r, const char *path,
                                enum blind_file_kind kind, struct err *e)
{
    bool is_input = strcmp(path, "-") == 0;
    *r = (struct blind_reader){0};
    FILE *f = is_input ? stdin : fopen(path, "re");
    if (!f) {
        int number = errno;
        enum err_code rc =
            err_set(e,
                    number == ENOENT   ? ERR_NOT_FOUND
                    : number == EACCES ? ERR_DENIED
                                       : ERR_IO,
                    "cannot open file %.200s: %s", path, strerrordesc_np(number));
        err_hint(e, "check the path, and the folder you are in");
        return rc;
    }
    enum err_code rc = blind_reader_begin(r, f, kind, e);
    r->is_own = !is_input;
    if (rc != OK) err_detail(e, "in %.300s", path);
    return rc;
}

enum err_code blind_reader_line(struct str *out, struct blind_reader *r, struct err *e)
{
    bool there;
    require(r->n_lines_left > 0);
    r->n_lines_left--;
    enum err_code rc = line_next(out, &there, r, e);
    if (rc != OK) return rc;
    if (!there) return cut_off(e, r);
    crypto_generichash_update(&r->body, (const uint8_t *)out->p, out->n + 1);
    return OK;
}

enum err_code blind_reader_element(uint8_t out[OPRF_ELEMENT], struct blind_reader *r,
                                   struct err *e)
{
    struct str line;
    enum err_code rc = blind_reader_line(&line, r, e);
    if (rc == OK && !blind_hex_read(out, OPRF_ELEMENT, line))
        rc = line_bad(e, r, "an element in 64 hex digits", line);
    return rc;
}

enum err_code blind_reader_proof(uint8_t out[OPRF_PROOF], struct blind_reader *r,
                                 struct err *e)
{
    struct str line;
    enum err_code rc = blind_reader_line(&line, r, e);
    if (rc != OK) return rc;
    if (!str_starts(line, S("proof ")) ||
        !blind_hex_read(out, OPRF_PROOF, (struct str){line.p + 6, line.n - 6}))
        rc = line_bad(e, r, "\"proof\" and 128 hex digits", line);
    return rc;
}

enum err_code blind_reader_finish(struct blind_reader *r, struct err *e)
{
    uint8_t hash[32];
    struct str line;
    bool there = false;
    enum err_code rc = line_next(&line, &there, r, e);
    if (rc != OK) return rc;
    require(r->n_lines_left == 0);
    if (there) {
        rc = err_set_at(e, ERR_SYNTAX, r->line, 0,
                        "expected the end of the file after %" PRIu64 " elements",
                        r->head.n_elements);
        err_hint(e, "something was added to it: hand it over again, as it was made");
        return rc;
    }
    crypto_generichash_final(&r->body, hash, sizeof hash);
    crypto_generichash_update(&r->top, hash, sizeof hash);
    crypto_generichash_final(&r->top, hash, sizeof hash);
    if (sodium_memcmp(hash, r->expected, sizeof hash) == 0) return OK;
    rc = err_set(e, ERR_SYNTAX, "the checksum does not fit what the file holds");
    err_hint(e, "it was altered on its way: hand it over again, as it was made");
    return rc;
}

void blind_reader_close(struct blind_reader *r)
{
    if (r->text) sodium_memzero(r->text, READ_STEP + LIMIT_BLIND_LINE_BYTES + 1);
    free(r->text);
    if (r->is_own && r->f) fclose(r->f);
    *r = (struct blind_reader){0};
}

/* --- writing --- */

static void write_head(struct blind_writer *w, const uint8_t checksum[32])
{
    char hex[65];
    struct buf text;
    buf_init(&text, 0);
    head_text(&text, &w->head);
    sodium_bin2hex(hex, sizeof hex, checksum, 32);
    buf_format(&text, "checksum %s\n", hex);
    fwrite(text.p, 1, text.n, w->file.f);
    buf_dispose(&text);
}

enum err_code blind_writer_open(struct blind_writer *w, const char *path,
                                const struct blind_head *head, struct err *e)
{
    static const uint8_t none[32];
    *w = (struct blind_writer){.head = *head};
    require(head->block > 0 && head->block <= BLIND_BLOCK_MAX);
    enum err_code rc =
        beside_file_open(&w->file, path, head->kind == BLIND_PRIVATE ? 0600 : 0666, e);
    if (rc != OK) return rc;
    crypto_generichash_init(&w->body, NULL, 0, 32);
    write_head(w, none);
    return OK;
}

void blind_writer_line(struct blind_writer *w, struct str line)
{
    require(line.n <= LIMIT_BLIND_LINE_BYTES);
    fwrite(line.p, 1, line.n, w->file.f);
    putc('\n', w->file.f);
    crypto_generichash_update(&w->body, (const uint8_t *)line.p, line.n);
    crypto_generichash_update(&w->body, (const uint8_t *)"\n", 1);
}

void blind_writer_element(struct blind_writer *w, const uint8_t element[OPRF_ELEMENT])
{
    char hex[2 * OPRF_ELEMENT + 1];
    sodium_bin2hex(hex, sizeof hex, element, OPRF_ELEMENT);
    blind_writer_line(w, (struct str){hex, sizeof hex - 1});
}

void blind_writer_proof(struct blind_writer *w, const uint8_t proof[OPRF_PROOF])
{
    char line[6 + 2 * OPRF_PROOF + 1] = "proof ";
    sodium_bin2hex(line + 6, sizeof line - 6, proof, OPRF_PROOF);
    blind_writer_line(w, (struct str){line, sizeof line - 1});
}

enum err_code blind_writer_seal(struct blind_writer *w, struct err *e)
{
    crypto_generichash_state top;
    uint8_t hash[32];
    struct buf text;
    buf_init(&text, 0);
    head_text(&text, &w->head);
    crypto_generichash_final(&w->body, hash, sizeof hash);
    crypto_generichash_init(&top, NULL, 0, 32);
    crypto_generichash_update(&top, (const uint8_t *)text.p, text.n);
    crypto_generichash_update(&top, hash, sizeof hash);
    crypto_generichash_final(&top, hash, sizeof hash);
    buf_dispose(&text);
    errno = 0;
    bool good = fseek(w->file.f, 0, SEEK_SET) == 0;
    if (good) write_head(w, hash);
    good = good && fflush(w->file.f) == 0 && !ferror(w->file.f) &&
           fsync(fileno(w->file.f)) == 0;
    if (good) return OK;
    return err_set(e, errno == ENOSPC ? ERR_DISK_FULL : ERR_IO,
                   "file %.200s could not be written", w->file.path);
}

enum err_code blind_writer_finish(struct blind_writer *w, struct err *e)
{
    return beside_file_finish(&w->file, e);
}

void blind_writer_drop(struct blind_writer *w)
{
    beside_file_drop(&w->file);
}
