#include "trust/vault.h"

#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"

enum {
    SEAL_VERSION = 1,
    NONCE_BYTES = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES,
    TAG_BYTES = crypto_aead_xchacha20poly1305_ietf_ABYTES,
    PAD_BYTES = 32,
    AD_BYTES = 128,
};
_Static_assert((int)VAULT_KEY_BYTES == crypto_aead_xchacha20poly1305_ietf_KEYBYTES &&
                   (int)VAULT_KEY_BYTES == crypto_kdf_KEYBYTES &&
                   (int)VAULT_WRAPPED_BYTES ==
                       NONCE_BYTES + VAULT_KEY_BYTES + TAG_BYTES,
               "sizes of libsodium");

static const char first_line[] = "vindplaats key 1\n";
enum {
    KEY_FILE_BYTES =
        sizeof first_line - 1 + 3 + VAULT_KEY_ID_TEXT + 1 + 4 + 2 * VAULT_KEY_BYTES + 1
};

/* The three uses of the installation key. The numbers never change. */
enum subkey { SUBKEY_WRAP = 1, SUBKEY_HASH = 2, SUBKEY_ID = 3 };

struct vault {
    uint8_t wrap[VAULT_KEY_BYTES], hash[VAULT_KEY_BYTES];
    char id[VAULT_KEY_ID_TEXT + 1];
};

static void start(void)
{
    if (sodium_init() < 0) bug("libsodium does not start");
}

static void derive(uint8_t out[VAULT_KEY_BYTES], enum subkey which,
                   const uint8_t key[VAULT_KEY_BYTES])
{
    crypto_kdf_derive_from_key(out, VAULT_KEY_BYTES, which, "vindkeys", key);
}

static void key_id_text(char out[VAULT_KEY_ID_TEXT + 1],
                        const uint8_t key[VAULT_KEY_BYTES])
{
    uint8_t id[VAULT_KEY_BYTES];
    derive(id, SUBKEY_ID, key);
    sodium_bin2hex(out, VAULT_KEY_ID_TEXT + 1, id, VAULT_KEY_ID_TEXT / 2);
    sodium_memzero(id, sizeof id);
}

/* --- the key file --- */

enum err_code vault_create(const char *path, struct err *e)
{
    uint8_t key[VAULT_KEY_BYTES];
    char id[VAULT_KEY_ID_TEXT + 1], hex[2 * VAULT_KEY_BYTES + 1];
    char text[KEY_FILE_BYTES + 1];
    start();
    crypto_kdf_keygen(key);
    key_id_text(id, key);
    sodium_bin2hex(hex, sizeof hex, key, sizeof key);
    int n = snprintf(text, sizeof text, "%sid %s\nkey %s\n", first_line, id, hex);
    require(n == KEY_FILE_BYTES);
    enum err_code rc = file_create(path, (struct str){text, (size_t)n}, 0600, e);
    sodium_memzero(key, sizeof key);
    sodium_memzero(hex, sizeof hex);
    sodium_memzero(text, sizeof text);
    return rc;
}

static enum err_code cannot_open(const char *path, int number, struct err *e)
{
    enum err_code rc = err_set(e, ERR_KEY, "cannot open key file %.200s: %s", path,
                               strerrordesc_np(number));
    if (number == ENOENT)
        err_hint(e, "give the key of this database with --key FILE; without it no name "
                    "can ever be read again, so look for it where it is kept safe");
    else
        err_hint(e, "run as the owner of the key file");
    return rc;
}

/* The bytes of the file, after looking at who may read it. */
static enum err_code read_key_file(char text[KEY_FILE_BYTES + 1], size_t *n_out,
                                   const char *path, struct err *e)
{
    struct stat s;
    enum err_code rc = OK;
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
    if (fd < 0) return cannot_open(path, errno, e);
    if (fstat(fd, &s) < 0) {
        rc = cannot_open(path, errno, e);
    } else if (!S_ISREG(s.st_mode)) {
        rc = err_set(e, ERR_KEY, "key file %.200s is not a file", path);
        err_hint(e, "give the key of this database with --key FILE");
    } else if (s.st_mode & 077) {
        rc = err_set(e, ERR_KEY, "key file %.200s may be read by others: mode %04o",
                     path, (unsigned)(s.st_mode & 07777));
        err_hint(e, "chmod 600 %.200s; who has read it can open every sealed name",
                 path);
    }
    size_t n = 0;
    while (rc == OK && n <= KEY_FILE_BYTES) {
        ssize_t got = read(fd, text + n, KEY_FILE_BYTES + 1 - n);
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) rc = cannot_open(path, errno, e);
        if (got <= 0) break;
        n += (size_t)got;
    }
    close(fd);
    *n_out = n;
    return rc;
}

/* False when the text is not exactly a key file whose id fits its key. */
static bool parse_key_file(uint8_t key[VAULT_KEY_BYTES], char id[VAULT_KEY_ID_TEXT + 1],
                           const char *text, size_t n)
{
    const char *p = text + sizeof first_line - 1;
    size_t n_bin = 0;
    if (n != KEY_FILE_BYTES || memcmp(text, first_line, sizeof first_line - 1) != 0)
        return false;
    const char *id_text = p + 3, *key_line = id_text + VAULT_KEY_ID_TEXT + 1;
    if (memcmp(p, "id ", 3) != 0 || key_line[-1] != '\n' ||
        memcmp(key_line, "key ", 4) != 0 || text[n - 1] != '\n')
        return false;
    if (sodium_hex2bin(key, VAULT_KEY_BYTES, key_line + 4, 2 * VAULT_KEY_BYTES, NULL,
                       &n_bin, NULL) != 0 ||
        n_bin != VAULT_KEY_BYTES)
        return false;
    key_id_text(id, key);
    return memcmp(id, id_text, VAULT_KEY_ID_TEXT) == 0;
}

enum err_code vault_open(struct vault **out, const char *path, struct err *e)
{
    char text[KEY_FILE_BYTES + 1];
    uint8_t key[VAULT_KEY_BYTES];
    size_t n = 0;
    *out = NULL;
    start();
    enum err_code rc = read_key_file(text, &n, path, e);
    if (rc != OK) goto out;
    struct vault *v = sodium_malloc(sizeof *v);
    require(v); /* no memory left */
    if (parse_key_file(key, v->id, text, n)) {
        derive(v->wrap, SUBKEY_WRAP, key);
        derive(v->hash, SUBKEY_HASH, key);
        sodium_mprotect_readonly(v);
        *out = v;
    } else {
        sodium_free(v);
        rc = err_set(e, ERR_KEY, "file %.200s is not a vindplaats key, or is damaged",
                     path);
        err_hint(e, "give the key of this database with --key FILE, or restore the key "
                    "file from where it is kept safe");
    }
out:
    sodium_memzero(text, sizeof text);
    sodium_memzero(key, sizeof key);
    return rc;
}

void vault_close(struct vault *v)
{
    sodium_free(v); /* wipes; NULL is fine */
}

const char *vault_key_id(const struct vault *v)
{
    return v->id;
}

/* --- keys of subjects --- */

/* "key" or "field", a zero byte, the subject, and what else is bound. */
static size_t associated(uint8_t out[AD_BYTES], const char *use, struct uuid subject,
                         struct str bound)
{
    size_t n = strlen(use) + 1;
    require(n + sizeof subject.b + bound.n <= AD_BYTES);
    memcpy(out, use, n);
    memcpy(out + n, subject.b, sizeof subject.b);
    n += sizeof subject.b;
    memcpy(out + n, bound.p, bound.n);
    return n + bound.n;
}

void subject_key_new(struct subject_key *out, struct wrapped_key *wrapped_out,
                     const struct vault *v, struct uuid subject)
{
    uint8_t ad[AD_BYTES];
    size_t n_ad = associated(ad, "key", subject, str_of(v->id));
    out->subject = subject;
    crypto_aead_xchacha20poly1305_ietf_keygen(out->b);
    randombytes_buf(wrapped_out->b, NONCE_BYTES);
    crypto_aead_xchacha20poly1305_ietf_encrypt(wrapped_out->b + NONCE_BYTES, NULL,
                                               out->b, sizeof out->b, ad, n_ad, NULL,
                                               wrapped_out->b, v->wrap);
}

enum err_code subject_key_unwrap(struct subject_key *out, const struct vault *v,
                                 struct uuid subject, const struct wrapped_key *wrapped,
                                 struct err *e)
{
    uint8_t ad[AD_BYTES];
    size_t n_ad = associated(ad, "key", subject, str_of(v->id));
    *out = (struct subject_key){0};
    if (crypto_aead_xchacha20poly1305_ietf_decrypt(
            out->b, NULL, NULL, wrapped->b + NONCE_BYTES,
            VAULT_WRAPPED_BYTES - NONCE_BYTES, ad, n_ad, wrapped->b, v->wrap) != 0) {
        subject_key_forget(out);
        enum err_code rc = err_set(e, ERR_SEALED, "a person's key cannot be opened");
        err_hint(e, "the database is damaged or was altered: run vindplaats verify "
                    "--deep");
        return rc;
    }
    out->subject = subject;
    return OK;
}

void subject_key_forget(struct subject_key *k)
{
    sodium_memzero(k, sizeof *k);
}

/* --- fields --- */

void field_seal(struct buf *out, const struct subject_key *k, struct str field,
                struct str plain)
{
    uint8_t ad[AD_BYTES];
    size_t n_ad = associated(ad, "field", k->subject, field);
    size_t n_padded = 0, room = plain.n / PAD_BYTES * PAD_BYTES + PAD_BYTES;
    uint8_t *sealed = (uint8_t *)buf_room(out, 1 + NONCE_BYTES + room + TAG_BYTES);
    if (!sealed) return; /* the buf tells */
    uint8_t *padded = sealed + 1 + NONCE_BYTES;
    if (plain.n) memcpy(padded, plain.p, plain.n);
    if (sodium_pad(&n_padded, padded, plain.n, PAD_BYTES, room) != 0 ||
        n_padded != room)
        bug("padding does not fit");
    sealed[0] = SEAL_VERSION;
    randombytes_buf(sealed + 1, NONCE_BYTES);
    /* where it stands, so that no copy in the clear is left */
    crypto_aead_xchacha20poly1305_ietf_encrypt(padded, NULL, padded, n_padded, ad, n_ad,
                                               NULL, sealed + 1, k->b);
}

enum err_code field_open(struct str *out, struct arena *a, const struct subject_key *k,
                         struct str field, struct str sealed, struct err *e)
{
    uint8_t ad[AD_BYTES];
    size_t n_ad = associated(ad, "field", k->subject, field), n = 0;
    const uint8_t *p = (const uint8_t *)sealed.p;
    *out = STR_NONE;
    if (sealed.n < 1 + NONCE_BYTES + TAG_BYTES + PAD_BYTES || p[0] != SEAL_VERSION)
        goto cannot;
    size_t n_padded = sealed.n - 1 - NONCE_BYTES - TAG_BYTES;
    char *plain = arena_alloc(a, n_padded + 1);
    if (crypto_aead_xchacha20poly1305_ietf_decrypt(
            (uint8_t *)plain, NULL, NULL, p + 1 + NONCE_BYTES, n_padded + TAG_BYTES, ad,
            n_ad, p + 1, k->b) != 0 ||
        sodium_unpad(&n, (uint8_t *)plain, n_padded, PAD_BYTES) != 0)
        goto cannot;
    sodium_memzero(plain + n, n_padded - n);
    *out = (struct str){plain, n};
    return OK;
cannot:
    err_set(e, ERR_SEALED, "a sealed field cannot be opened: %.*s", STR_ARG(field));
    err_hint(e, "the database is damaged or was altered: run vindplaats verify --deep");
    return ERR_SEALED;
}

void vault_hash(uint8_t out[VAULT_HASH_BYTES], const struct vault *v, struct str kind,
                struct str value)
{
    crypto_generichash_state s;
    uint8_t n = (uint8_t)kind.n;
    require(kind.n && kind.n < 256);
    crypto_generichash_init(&s, v->hash, sizeof v->hash, VAULT_HASH_BYTES);
    crypto_generichash_update(&s, &n, 1);
    crypto_generichash_update(&s, (const uint8_t *)kind.p, kind.n);
    crypto_generichash_update(&s, (const uint8_t *)value.p, value.n);
    crypto_generichash_final(&s, out, VAULT_HASH_BYTES);
    sodium_memzero(&s, sizeof s);
}

void vault_derive(uint8_t out[VAULT_HASH_BYTES], const struct vault *v,
                  struct str purpose)
{
    vault_hash(out, v, S("a secret for one purpose"), purpose);
}
