/* What stands in the address of a link for a guest. The first byte says what the rest
 * is: text as it came, or changes to a good token. Only the token as it was made opens,
 * and only its own door. */
#include "trust/guest_token.h"

#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

static struct vault *vault;
static char good[GUEST_TOKEN_TEXT + 1];
static const struct uuid link_id = {{1, 2, 3}};
static const int64_t ends = INT64_C(1795305600000);

static void start(void)
{
    char folder[] = "/tmp/fuzz_guest_token_XXXXXX", path[64];
    struct err e;
    require(mkdtemp(folder));
    snprintf(path, sizeof path, "%s/key", folder);
    require(vault_create(path, &e) == OK && vault_open(&vault, path, &e) == OK);
    require(unlink(path) == 0 && rmdir(folder) == 0);
    guest_token_make(good, vault, GUEST_DOOR_HANDOVER, link_id, ends);
}

static void check(struct str text)
{
    struct uuid link;
    int64_t expires_at;
    bool is_good = str_eq_c(text, good);
    require(guest_token_read(&link, &expires_at, vault, GUEST_DOOR_HANDOVER, text) ==
            is_good);
    require(uuid_eq(link, link_id) == is_good);
    require((expires_at == ends) == is_good);
    require(!guest_token_read(&link, &expires_at, vault, GUEST_DOOR_CHECK_IN, text));
    require(uuid_is_nil(link) && expires_at == 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    char altered[GUEST_TOKEN_TEXT];
    uint8_t hash[VAULT_HASH_BYTES];
    if (!vault) start();
    if (n == 0 || n > 4096) return 0;
    struct str rest = {(const char *)bytes + 1, n - 1};
    if (bytes[0] % 2) {
        check(rest);
    } else {
        memcpy(altered, good, sizeof altered);
        for (size_t i = 1; i + 1 < n; i += 2)
            altered[bytes[i] % sizeof altered] ^= (char)bytes[i + 1];
        check((struct str){altered, sizeof altered});
    }
    guest_code_hash(hash, vault, link_id, rest);
    guest_browser_hash(hash, vault, link_id, rest);
    return 0;
}
