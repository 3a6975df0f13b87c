/* The first byte says what the rest is: a key file; changes to a good key file; or
 * changes to a wrapped key and a sealed field. Only the key file as it was made opens
 * (hexadecimal digits of the key in either case), and whatever is altered stays shut.
 */
#include "trust/vault.h"

#include <ctype.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

enum { KEY_FILE_MAX = 256 };

static struct {
    char path[64];
    int fd;
    char text[KEY_FILE_MAX];
    size_t n;
    struct vault *vault;
    struct subject_key key;
    struct wrapped_key wrapped;
    struct buf sealed;
} good;

static void key_file_write(const char *text, size_t n)
{
    require(ftruncate(good.fd, 0) == 0);
    require(pwrite(good.fd, text, n, 0) == (ssize_t)n);
}

/* A key file that lives in memory, so that nothing is left behind; the key is made by
 * the vault itself. */
static void start(void)
{
    char folder[] = "/tmp/fuzz_vault_XXXXXX", path[64];
    struct subject_key key;
    struct err e;
    require(mkdtemp(folder));
    snprintf(path, sizeof path, "%s/key", folder);
    require(vault_create(path, &e) == OK);
    require(vault_open(&good.vault, path, &e) == OK);
    int made = open(path, O_RDONLY | O_CLOEXEC);
    ssize_t got = read(made, good.text, sizeof good.text);
    require(made >= 0 && got > 0 && got < KEY_FILE_MAX);
    good.n = (size_t)got;
    close(made);
    require(unlink(path) == 0 && rmdir(folder) == 0);
    good.fd = memfd_create("key", MFD_CLOEXEC);
    require(good.fd >= 0 && fchmod(good.fd, 0600) == 0);
    snprintf(good.path, sizeof good.path, "/proc/self/fd/%d", good.fd);
    subject_key_new(&key, &good.wrapped, good.vault, (struct uuid){{7}});
    good.key = key;
    field_seal(&good.sealed, &key, S("given_name"), S("Proefpersoon"));
}

/* Pairs of bytes: a place, and what is to be exclusive-ored there. */
static bool alter(uint8_t *p, size_t n_p, const uint8_t *changes, size_t n)
{
    uint8_t all = 0;
    uint8_t *before = mem_alloc(n_p);
    memcpy(before, p, n_p);
    for (size_t i = 0; i + 1 < n; i += 2)
        p[changes[i] % n_p] ^= changes[i + 1];
    for (size_t i = 0; i < n_p; i++)
        all |= before[i] ^ p[i];
    free(before);
    return all != 0;
}

/* The digits of the key may be written large; everything else is as it was made. */
static bool is_good_key(const char *text, size_t n)
{
    static const char before_digits[] = "vindplaats key 1\nid 0123456789abcdef\nkey ";
    if (n != good.n) return false;
    if (memcmp(text, good.text, strlen(before_digits)) != 0) return false;
    for (size_t i = strlen(before_digits); i < n; i++)
        if (tolower((unsigned char)text[i]) != good.text[i]) return false;
    return true;
}

static void check_key_file(const char *text, size_t n)
{
    struct vault *v;
    struct err e = {0};
    key_file_write(text, n);
    enum err_code rc = vault_open(&v, good.path, &e);
    require((rc == OK) == is_good_key(text, n));
    require((rc == OK) == (v != NULL));
    if (rc == OK)
        require(strcmp(vault_key_id(v), vault_key_id(good.vault)) == 0);
    else
        require(rc == ERR_KEY && e.message[0] && e.hint[0]);
    vault_close(v);
}

static void check_altered_file(const uint8_t *changes, size_t n)
{
    uint8_t text[KEY_FILE_MAX];
    memcpy(text, good.text, good.n);
    alter(text, good.n, changes, n);
    check_key_file((const char *)text, good.n);
}

static void check_altered_seals(const uint8_t *changes, size_t n)
{
    struct arena a = {0};
    struct wrapped_key wrapped = good.wrapped;
    struct subject_key key;
    struct str plain;
    bool altered = alter(wrapped.b, sizeof wrapped.b, changes, n);
    enum err_code rc =
        subject_key_unwrap(&key, good.vault, good.key.subject, &wrapped, NULL);
    require((rc == OK) == !altered && (altered || rc == OK));
    if (rc == OK) require(memcmp(key.b, good.key.b, sizeof key.b) == 0);
    uint8_t *sealed = arena_alloc(&a, good.sealed.n);
    memcpy(sealed, good.sealed.p, good.sealed.n);
    altered = alter(sealed, good.sealed.n, changes, n);
    struct str s = {(const char *)sealed, good.sealed.n};
    rc = field_open(&plain, &a, &good.key, S("given_name"), s, NULL);
    require((rc == OK) == !altered);
    if (rc == OK) require(str_eq(plain, S("Proefpersoon")));
    require(field_open(&plain, &a, &good.key, S("family_name"), s, NULL) == ERR_SEALED);
    /* and bytes that never were a seal */
    s = (struct str){(const char *)changes, n};
    require(field_open(&plain, &a, &good.key, S("given_name"), s, NULL) == ERR_SEALED);
    arena_dispose(&a);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    if (!good.vault) start();
    if (n == 0 || n > 4096) return 0;
    switch (bytes[0] % 3) {
    case 0:
        check_key_file((const char *)bytes + 1, n - 1);
        break;
    case 1:
        check_altered_file(bytes + 1, n - 1);
        break;
    default:
        check_altered_seals(bytes + 1, n - 1);
        break;
    }
    return 0;
}
