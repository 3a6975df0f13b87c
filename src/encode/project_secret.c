#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <sodium.h>

#include "base/file.h"
#include "encode/clk_text.h"
#include "encode/project_secret.h"

enum { TEXT_MAX = 512, DIFFERENT_LEAST = 8 };

static const char first_line[] = "vindplaats secret 1";
static const char *const roles[] = {"owners", "unit"};

/* HMAC-SHA256 twice: extract with a salt of zeros, expand one block. */
void secret_derive(uint8_t out[32], const struct project_secret *s, struct str use)
{
    crypto_auth_hmacsha256_state hmac;
    uint8_t none[32] = {0}, extracted[32];
    const uint8_t zero = 0, one = 1;
    crypto_auth_hmacsha256_init(&hmac, none, sizeof none);
    crypto_auth_hmacsha256_update(&hmac, s->b, s->n);
    crypto_auth_hmacsha256_final(&hmac, extracted);
    crypto_auth_hmacsha256_init(&hmac, extracted, sizeof extracted);
    /* info: the project, a zero byte (no name has one), the role, the use */
    crypto_auth_hmacsha256_update(&hmac, (const uint8_t *)s->project,
                                  strlen(s->project));
    crypto_auth_hmacsha256_update(&hmac, &zero, 1);
    crypto_auth_hmacsha256_update(&hmac, (const uint8_t *)roles[s->role],
                                  strlen(roles[s->role]));
    crypto_auth_hmacsha256_update(&hmac, &zero, 1);
    crypto_auth_hmacsha256_update(&hmac, (const uint8_t *)use.p, use.n);
    crypto_auth_hmacsha256_update(&hmac, &one, 1);
    crypto_auth_hmacsha256_final(&hmac, out);
    sodium_memzero(extracted, sizeof extracted);
    sodium_memzero(&hmac, sizeof hmac);
}

static void derive_text(char out[DERIVED_TEXT + 1], const struct project_secret *s,
                        struct str use)
{
    uint8_t key[32];
    secret_derive(key, s, use);
    sodium_bin2hex(out, DERIVED_TEXT + 1, key, sizeof key);
    sodium_memzero(key, sizeof key);
}

void secret_encoder_text(char out[DERIVED_TEXT + 1], const struct project_secret *s)
{
    derive_text(out, s, S("encoder"));
}

void secret_year_text(char out[DERIVED_TEXT + 1], const struct project_secret *s,
                      int year)
{
    char use[32];
    snprintf(use, sizeof use, "encoder of %04d", year);
    derive_text(out, s, str_of(use));
}

struct harden_key secret_harden_key(const struct project_secret *s)
{
    struct harden_key k;
    secret_derive(k.b, s, S("hardening"));
    return k;
}

void secret_check(uint8_t out[16], const struct project_secret *s)
{
    uint8_t key[32];
    secret_derive(key, s, S("check"));
    memcpy(out, key, 16);
    sodium_memzero(key, sizeof key);
}

void project_secret_forget(struct project_secret *s)
{
    sodium_memzero(s, sizeof *s);
}

/* --- the file --- */

enum err_code project_secret_create(const char *path, struct str project,
                                    enum secret_role role, struct err *e)
{
    struct project_secret s = {.role = role, .n = SECRET_BYTES};
    uint8_t check[16];
    struct buf text;
    enum err_code rc;
    if (sodium_init() < 0) bug("libsodium does not start");
    if (!clk_name_is_valid(project)) {
        rc = err_set(e, ERR_INVALID, "no name for a project");
        err_hint(e, "1 to %d of a-z, 0-9, - and _, as wijkwerk-2026", CLK_NAME_MAX);
        return rc;
    }
    buf_init(&text, TEXT_MAX);
    memcpy(s.project, project.p, project.n);
    randombytes_buf(s.b, s.n);
    secret_check(check, &s);
    buf_format(&text, "%s\nproject %s\nof %s\nsecret ", first_line, s.project,
               roles[role]);
    hex_add(&text, s.b, s.n);
    buf_add_c(&text, "\ncheck ");
    hex_add(&text, check, sizeof check);
    buf_add_char(&text, '\n');
    rc = file_create(path, buf_str(&text), 0600, e);
    sodium_memzero(text.p, text.cap);
    buf_dispose(&text);
    project_secret_forget(&s);
    return rc;
}

static enum err_code no_secret(const char *path, struct err *e, const char *why)
{
    enum err_code rc = err_set(e, ERR_KEY, "secret file %.200s %s", path, why);
    err_hint(e, "one data owner makes it with vindplaats link secret, and gives it to "
                "the others, never to the linkage unit");
    return rc;
}

static enum err_code text_read(char out[TEXT_MAX], size_t *n_out, const char *path,
                               struct err *e)
{
    struct stat s;
    size_t n = 0;
    enum err_code rc = OK;
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
    if (fd < 0) {
        rc = err_set(e, ERR_KEY, "cannot open secret file %.200s: %s", path,
                     strerrordesc_np(errno));
        err_hint(e, "vindplaats link secret makes one for a project; the data owners "
                    "of a project share it");
        return rc;
    }
    if (fstat(fd, &s) < 0 || !S_ISREG(s.st_mode)) {
        rc = no_secret(path, e, "is not a file");
    } else if (s.st_mode & 077) {
        rc = err_set(e, ERR_KEY, "secret file %.200s may be read by others: mode %04o",
                     path, (unsigned)(s.st_mode & 07777));
        err_hint(e,
                 "chmod 600 %.200s; who has read it can guess names behind "
                 "encodings: if that may have happened, make a new one",
                 path);
    }
    while (rc == OK && n < TEXT_MAX) {
        ssize_t got = read(fd, out + n, TEXT_MAX - n);
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) rc = no_secret(path, e, "cannot be read");
        if (got <= 0) break;
        n += (size_t)got;
    }
    close(fd);
    *n_out = n;
    return rc;
}

/* The value of the next line, which begins with this word. */
static bool line_of(struct str *out, struct str *rest, const char *word)
{
    struct str line, name = str_of(word);
    if (!str_split(&line, rest, '\n') || !str_starts(line, name)) return false;
    *out = (struct str){line.p + name.n, line.n - name.n};
    return true;
}

static bool is_random(const struct project_secret *s)
{
    bool seen[256] = {false};
    unsigned different = 0;
    for (size_t i = 0; i < s->n; i++)
        if (!seen[s->b[i]]) {
            seen[s->b[i]] = true;
            different++;
        }
    return different >= DIFFERENT_LEAST;
}

static enum err_code secret_take(struct project_secret *out, struct str text,
                                 const char *path, struct err *e)
{
    struct str line, project, of, secret, check;
    uint8_t said[16], found[16];
    if (!line_of(&line, &text, first_line) || line.n ||
        !line_of(&project, &text, "project ") || !line_of(&of, &text, "of ") ||
        !line_of(&secret, &text, "secret ") || !line_of(&check, &text, "check ") ||
        text.n || !clk_name_is_valid(project) || !hex_read(said, sizeof said, check) ||
        (!str_eq_c(of, roles[0]) && !str_eq_c(of, roles[1])))
        return no_secret(path, e,
                         "is not one of vindplaats link secret, or is damaged");
    memcpy(out->project, project.p, project.n);
    out->role = str_eq_c(of, roles[SECRET_OF_UNIT]) ? SECRET_OF_UNIT : SECRET_OF_OWNERS;
    out->n = secret.n / 2;
    if (out->n < SECRET_LEAST_BYTES)
        return no_secret(path, e, "holds less than 128 bits");
    if (out->n > sizeof out->b || !hex_read(out->b, out->n, secret))
        return no_secret(path, e, "holds no hexadecimal digits, or too many");
    if (!is_random(out)) return no_secret(path, e, "was not drawn at random");
    secret_check(found, out);
    if (sodium_memcmp(found, said, sizeof found) != 0)
        return no_secret(path, e,
                         "is damaged, or its secret was made for another project");
    return OK;
}

enum err_code project_secret_read(struct project_secret *out, const char *path,
                                  enum secret_role role, struct err *e)
{
    char text[TEXT_MAX] = {0};
    size_t n = 0;
    enum err_code rc;
    *out = (struct project_secret){0};
    if (sodium_init() < 0) bug("libsodium does not start");
    TRY(text_read(text, &n, path, e));
    TRY(secret_take(out, (struct str){text, n}, path, e));
    if (out->role != role) {
        rc = err_set(e, ERR_DENIED, "secret file %.200s is that of the %s", path,
                     out->role == SECRET_OF_UNIT ? "linkage unit" : "data owners");
        err_hint(e, role == SECRET_OF_UNIT
                        ? "the linkage unit never has the secret of the owners: make "
                          "its own with vindplaats link secret --unit"
                        : "data owners encode with the secret they share");
    }
out:
    if (rc != OK) project_secret_forget(out);
    sodium_memzero(text, sizeof text);
    return rc;
}
