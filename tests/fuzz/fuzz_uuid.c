/* An id that is accepted prints back as it was written, in lower case, and 16 bytes of
 * any value survive being written and read. */
#include "base/uuid.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    struct str text = {(const char *)bytes, n};
    struct uuid u, again;
    char back[UUID_TEXT + 1];
    if (uuid_parse(&u, text, NULL) == OK) {
        uuid_text(back, u);
        require(str_eq_nocase(text, str_of(back)));
        require(uuid7_ms(u) >= 0);
    } else {
        require(uuid_is_nil(u));
    }
    if (n < 2 * sizeof u.b) return 0;
    struct uuid other;
    memcpy(u.b, bytes, sizeof u.b);
    memcpy(other.b, bytes + sizeof u.b, sizeof other.b);
    uuid_text(back, u);
    require(uuid_parse(&again, str_of(back), NULL) == OK && uuid_eq(u, again));
    char other_text[UUID_TEXT + 1];
    uuid_text(other_text, other);
    int by_bytes = uuid_compare(u, other), by_text = strcmp(back, other_text);
    require((by_bytes < 0) == (by_text < 0) && (by_bytes > 0) == (by_text > 0));
    return 0;
}
