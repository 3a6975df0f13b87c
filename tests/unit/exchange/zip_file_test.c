/* A zip that zlib's own inflate reads back: heads, lengths and checksums as APPNOTE 6.3
 * has them. Whole programs read it in tests/flow/export_flow.sh (unzip). */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>
#include <zlib.h>

#include "base/arena.h"
#include "exchange/zip_file.h"

static struct err e;

static uint32_t get(const uint8_t *p, int bytes)
{
    uint32_t v = 0;
    for (int i = 0; i < bytes; i++)
        v |= (uint32_t)p[i] << 8 * i;
    return v;
}

static FILE *a_file(const char *text, size_t n)
{
    FILE *f = tmpfile();
    assert_non_null(f);
    assert_int_equal(fwrite(text, 1, n, f), n);
    rewind(f);
    return f;
}

static void two_files_come_back(void **state)
{
    enum { N = 200000 };
    char *large = mem_alloc(N);
    uint8_t *zip = mem_alloc(N), *back = mem_alloc(N);
    (void)state;
    for (size_t i = 0; i < N; i++)
        large[i] = (char)('a' + i * i % 23);
    struct zip_file z = {.out = tmpfile()};
    FILE *a = a_file(large, N), *b = a_file("", 0);
    assert_int_equal(zip_add(&z, "large.csv", a, &e), OK);
    assert_int_equal(zip_add(&z, "empty.csv", b, &e), OK);
    assert_int_equal(zip_finish(&z, &e), OK);
    size_t n = (size_t)ftello(z.out);
    rewind(z.out);
    assert_true(n < N && fread(zip, 1, n, z.out) == n);
    const uint8_t *end = zip + n - 22, *central = zip + get(end + 16, 4);
    assert_int_equal(get(end, 4), 0x06054b50);
    assert_int_equal(get(end + 10, 2), 2);
    assert_int_equal(get(end + 12, 4) + get(end + 16, 4), n - 22);
    assert_int_equal(get(central, 4), 0x02014b50);
    assert_int_equal(get(central + 42, 4), 0);
    assert_memory_equal(central + 46, "large.csv", 9);
    assert_int_equal(get(zip, 4), 0x04034b50);
    assert_memory_equal(zip + 6, central + 8, 20); /* both heads say the same */
    assert_int_equal(get(zip + 14, 4), crc32(0, (uint8_t *)large, N));
    assert_int_equal(get(zip + 22, 4), N);
    z_stream s = {.next_in = zip + 30 + 9,
                  .avail_in = get(zip + 18, 4),
                  .next_out = back,
                  .avail_out = N};
    assert_int_equal(inflateInit2(&s, -MAX_WBITS), Z_OK);
    assert_int_equal(inflate(&s, Z_FINISH), Z_STREAM_END);
    inflateEnd(&s);
    assert_memory_equal(back, large, N);
    fclose(a);
    fclose(b);
    fclose(z.out);
    free(large);
    free(zip);
    free(back);
}

static void a_full_disk_is_told(void **state)
{
    struct zip_file z = {.out = fopen("/dev/full", "w+")};
    FILE *a = a_file("text", 4);
    (void)state;
    assert_non_null(z.out);
    setvbuf(z.out, NULL, _IONBF, 0);
    assert_int_equal(zip_add(&z, "a.csv", a, &e), ERR_DISK_FULL);
    fclose(a);
    fclose(z.out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(two_files_come_back),
        cmocka_unit_test(a_full_disk_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
