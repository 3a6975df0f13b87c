/* Key and public files. The work itself is in key_holder_evaluate.c. */
#include <sys/stat.h>

#include "blind/key_holder.h"

#include "base/file.h"
#include "base/parse.h"

enum { KDF_PROJECTS = 1, KDF_LEDGER = 2, TEXT_MAX = 4096 };

static void subkey(uint8_t out[32], const uint8_t master[32], uint64_t which)
{
    crypto_kdf_derive_from_key(out, 32, which, "vpblind1", master);
}

static void derive(struct key_holder *h)
{
    static const char label[] = "vindplaats blind master";
    uint8_t hash[32], seed[32];
    crypto_generichash(hash, sizeof hash, (const uint8_t *)label, sizeof label - 1,
                       h->master, sizeof h->master);
    memcpy(h->ledger.holder, hash, LEDGER_HOLDER);
    subkey(seed, h->master, KDF_LEDGER);
    crypto_sign_seed_keypair(h->ledger.verify, h->ledger.secret, seed);
    sodium_memzero(seed, sizeof seed);
}

enum err_code key_holder_create(const char *path, int64_t elements_per_day,
                                struct err *e)
{
    struct key_holder h = {0};
    char id[2 * LEDGER_HOLDER + 1], master[65], text[TEXT_MAX];
    require(elements_per_day > 0 && elements_per_day <= LIMIT_BLIND_ELEMENTS);
    randombytes_buf(h.master, sizeof h.master);
    derive(&h);
    sodium_bin2hex(id, sizeof id, h.ledger.holder, LEDGER_HOLDER);
    sodium_bin2hex(master, sizeof master, h.master, sizeof h.master);
    int n =
        snprintf(text, sizeof text,
                 "vindplaats blind key 1\nid %s\nmaster %s\nelements_per_day %lld\n",
                 id, master, (long long)elements_per_day);
    enum err_code rc = file_create(path, (struct str){text, (size_t)n}, 0600, e);
    key_holder_forget(&h);
    sodium_memzero(master, sizeof master);
    sodium_memzero(text, sizeof text);
    return rc;
}

/* The value of the line "NAME VALUE" that `rest` begins with. */
static bool line_value(struct str *out, struct str *rest, const char *name)
{
    struct str line;
    size_t n = strlen(name);
    if (!str_split(&line, rest, '\n') || line.n <= n + 1 ||
        memcmp(line.p, name, n) != 0 || line.p[n] != ' ')
        return false;
    *out = (struct str){line.p + n + 1, line.n - n - 1};
    return true;
}

static bool key_text_read(struct key_holder *out, struct str text)
{
    uint8_t id[LEDGER_HOLDER];
    struct str version, value;
    return line_value(&version, &text, "vindplaats blind key") &&
           str_eq_c(version, "1") && line_value(&value, &text, "id") &&
           blind_hex_read(id, sizeof id, value) &&
           line_value(&value, &text, "master") &&
           blind_hex_read(out->master, sizeof out->master, value) &&
           line_value(&value, &text, "elements_per_day") &&
           parse_int(&out->elements_per_day, value, 1, LIMIT_BLIND_ELEMENTS, "",
                     NULL) == OK &&
           text.n == 0 && (derive(out), true) &&
           memcmp(out->ledger.holder, id, sizeof id) == 0;
}

enum err_code key_holder_open(struct key_holder *out, const char *path, struct err *e)
{
    struct arena a = {0};
    struct str text;
    struct stat found;
    struct err why = {0};
    enum err_code rc = OK;
    *out = (struct key_holder){0};
    if (file_read(&text, &a, path, TEXT_MAX, &why) != OK) {
        rc = err_set(e, ERR_KEY, "%.300s", why.message);
        err_hint(e, "`vindplaats link key FILE --new --ledger LEDGER` makes a key");
        goto out;
    }
    if (stat(path, &found) == 0 && (found.st_mode & 077)) {
        rc = err_set(e, ERR_KEY, "the key file %.200s has mode 0%o; others may read it",
                     path, (unsigned)found.st_mode & 0777);
        err_hint(e, "chmod 600 it, and ask who has read it");
    } else if (!key_text_read(out, text)) {
        rc = err_set(e, ERR_KEY,
                     "the key file %.200s is damaged, or not that of a key holder",
                     path);
        err_hint(e, "four lines are expected: kind, id, master, elements_per_day; put "
                    "back a copy");
    }
    sodium_memzero((char *)(uintptr_t)text.p, text.n);
out:
    if (rc != OK) key_holder_forget(out);
    arena_dispose(&a);
    return rc;
}

void key_holder_forget(struct key_holder *h)
{
    sodium_memzero(h, sizeof *h);
}

enum err_code key_holder_project(struct oprf_key *key_out, struct oprf_public *pub_out,
                                 const struct key_holder *h, const char *project,
                                 struct err *e)
{
    char name[BLIND_NAME_MAX + 1], label[32 + BLIND_NAME_MAX];
    uint8_t seed[32];
    enum err_code rc = blind_name_read(name, str_of(project), "project", e);
    if (rc != OK) return rc;
    snprintf(label, sizeof label, "vindplaats project %s", name);
    subkey(seed, h->master, KDF_PROJECTS);
    rc = oprf_key_derive(key_out, pub_out, OPRF_VERIFIABLE, seed, str_of(label), e);
    sodium_memzero(seed, sizeof seed);
    return rc;
}

/* --- what everybody may know --- */

enum err_code key_holder_publish(struct buf *out, const struct key_holder *h,
                                 const char *project, struct err *e)
{
    char id[2 * BLIND_KEY_ID + 1], pub_hex[65], holder[2 * LEDGER_HOLDER + 1];
    char verify[2 * LEDGER_VERIFY + 1];
    struct oprf_key key;
    struct oprf_public pub;
    enum err_code rc = key_holder_project(&key, &pub, h, project, e);
    if (rc != OK) return rc;
    oprf_key_forget(&key);
    blind_key_id(id, &pub);
    sodium_bin2hex(pub_hex, sizeof pub_hex, pub.element, OPRF_ELEMENT);
    sodium_bin2hex(holder, sizeof holder, h->ledger.holder, LEDGER_HOLDER);
    sodium_bin2hex(verify, sizeof verify, h->ledger.verify, LEDGER_VERIFY);
    buf_format(out,
               "vindplaats blind public 1\nproject %s\nsuite %s\nmode verifiable\n"
               "key %s\npublic %s\nholder %s\nledger %s\n",
               project, blind_suite_name(BLIND_RISTRETTO255), id, pub_hex, holder,
               verify);
    return OK;
}

enum err_code key_holder_public_read(struct key_holder_public *out, struct str text,
                                     struct err *e)
{
    char id[2 * BLIND_KEY_ID + 1];
    struct str value, key = STR_NONE, rest = text;
    int line = 1;
    const char *expected = "\"vindplaats blind public 1\"";
    *out = (struct key_holder_public){0};
    if (!line_value(&value, &rest, "vindplaats blind public") || !str_eq_c(value, "1"))
        goto bad;
    line++, expected = "\"project\" and its name";
    if (!line_value(&value, &rest, "project") ||
        blind_name_read(out->project, value, "project", NULL) != OK)
        goto bad;
    line++, expected = "suite ristretto255-SHA512";
    if (!line_value(&value, &rest, "suite") ||
        !str_eq_c(value, blind_suite_name(BLIND_RISTRETTO255)))
        goto bad;
    line++, expected = "mode verifiable";
    if (!line_value(&value, &rest, "mode") || !str_eq_c(value, "verifiable")) goto bad;
    line++, expected = "\"key\" and 16 hex digits";
    if (!line_value(&key, &rest, "key")) goto bad;
    line++, expected = "the public key that the line before it names";
    if (!line_value(&value, &rest, "public") ||
        !blind_hex_read(out->pub.element, OPRF_ELEMENT, value) ||
        !oprf_element_is_valid(out->pub.element))
        goto bad;
    blind_key_id(id, &out->pub);
    if (!str_eq_c(key, id)) goto bad;
    line++, expected = "\"holder\" and 16 hex digits";
    if (!line_value(&value, &rest, "holder") ||
        !blind_hex_read(out->ledger.holder, LEDGER_HOLDER, value))
        goto bad;
    line++, expected = "\"ledger\" and 64 hex digits";
    if (line_value(&value, &rest, "ledger") &&
        blind_hex_read(out->ledger.verify, LEDGER_VERIFY, value) && rest.n == 0)
        return OK;
bad:
    err_set_at(e, ERR_SYNTAX, line, 0, "the public file: expected %s", expected);
    err_hint(e, "ask the key holder for it: `vindplaats link key FILE --project NAME`");
    return ERR_SYNTAX;
}
