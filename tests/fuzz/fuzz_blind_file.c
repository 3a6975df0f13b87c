/* The first byte says which kind of file the rest is taken for: request, answer,
 * private, public or a line of an eHealth point. What is read to its end can be written
 * again and reads the same; anything else is refused with a code of the format. */
#include "blind/blind_file.h"
#include "blind/ehealth.h"
#include "blind/key_holder.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

static void file_kind(enum blind_file_kind kind, const uint8_t *bytes, size_t n)
{
    struct blind_reader r;
    struct err e = {0};
    struct str line;
    uint8_t proof[OPRF_PROOF], element[OPRF_ELEMENT];
    FILE *f = n ? fmemopen((void *)(uintptr_t)bytes, n, "r") : NULL;
    if (!f) return;
    enum err_code rc = blind_reader_begin(&r, f, kind, &e);
    for (uint64_t i = 0; rc == OK && r.n_lines_left; i++) {
        bool proves = kind == BLIND_ANSWER && i % (r.head.block + 1u) == r.head.block;
        if (r.head.suite == BLIND_EHEALTH_P521 || kind == BLIND_PRIVATE)
            rc = blind_reader_line(&line, &r, &e);
        else if (proves || (kind == BLIND_ANSWER && r.n_lines_left == 1))
            rc = blind_reader_proof(proof, &r, &e);
        else
            rc = blind_reader_element(element, &r, &e);
    }
    if (rc == OK) rc = blind_reader_finish(&r, &e);
    require(rc == OK || rc == ERR_SYNTAX || rc == ERR_INVALID || rc == ERR_TOO_LARGE);
    require(rc == OK || (e.message[0] && e.hint[0]));
    require(rc != OK || (r.head.n_elements > 0 && r.head.block <= BLIND_BLOCK_MAX));
    blind_reader_close(&r);
    fclose(f);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    if (n == 0) return 0;
    struct str rest = {(const char *)bytes + 1, n - 1};
    struct err e = {0};
    if (bytes[0] % 5 < 3) {
        file_kind((enum blind_file_kind)(bytes[0] % 5), bytes + 1, n - 1);
    } else if (bytes[0] % 5 == 3) {
        struct key_holder_public pub;
        enum err_code rc = key_holder_public_read(&pub, rest, &e);
        require(rc == OK || (rc == ERR_SYNTAX && e.line > 0));
    } else {
        struct ehealth *h = ehealth_new();
        struct ehealth_point p;
        char text[EHEALTH_TEXT + 1];
        if (ehealth_read(&p, h, rest, &e) == OK) {
            ehealth_text(text, &p);
            require(ehealth_read(&p, h, str_of(text), &e) == OK);
        }
        ehealth_free(h);
    }
    return 0;
}
