/* Any bytes as a file of encodings, of each kind: refused with words, or read so that
 * weights are what the bits say. The first byte tells the kind. */
#include "encode/clk_file.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    struct clk_file f;
    struct err e = {0};
    if (n < 2) return 0;
    enum clk_file_kind kind = bytes[0] == '{'    ? CLK_FILE_OURS
                              : bytes[0] == '\n' ? CLK_FILE_CLKHASH
                                                 : CLK_FILE_RAW;
    FILE *in = fmemopen((void *)(uintptr_t)bytes, n, "rb");
    if (!in) return 0;
    enum err_code rc = clk_file_read_from(&f, in, kind, 64, &e);
    fclose(in);
    if (rc != OK) {
        require(e.message[0]);
        return 0;
    }
    for (size_t i = 0; i < f.set.n; i++) {
        uint32_t weight = 0;
        for (uint32_t w = 0; w < f.set.words; w++)
            weight += (uint32_t)__builtin_popcountll(clk_set_row(&f.set, i)[w]);
        require(weight == f.set.weight[i] && weight <= f.set.bits);
    }
    clk_file_dispose(&f);
    return 0;
}
