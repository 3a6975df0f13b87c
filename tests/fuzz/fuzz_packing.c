/* The first two bytes tell a length, the rest is taken for packed bytes; whatever opens
 * packs and opens again to the same. */
#include "base/packing.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    enum { LIMIT = 1 << 15 };
    struct arena a = {0};
    struct buf again;
    struct err e = {0};
    struct str out, back;
    if (n < 2) return 0;
    size_t told = (size_t)bytes[0] | (size_t)bytes[1] << 8;
    struct str packed = {(const char *)bytes + 2, n - 2};
    enum err_code rc = bytes_unpack(&out, &a, packed, told, LIMIT, &e);
    require(rc == OK || rc == ERR_CORRUPT || (rc == ERR_TOO_LARGE && told > LIMIT));
    if (rc == OK) {
        require(out.n == told);
        buf_init(&again, 0);
        bytes_pack(&again, out);
        require(bytes_unpack(&back, &a, buf_str(&again), told, LIMIT, &e) == OK);
        require(str_eq(out, back));
        buf_dispose(&again);
    }
    arena_dispose(&a);
    return 0;
}
