/* A form with files. The first line of the input is the Content-Type, the rest the
 * body: what is accepted lies inside the body, within its limits; nothing that is cut
 * off is accepted. */
#include "base/limits.h"
#include "base/utf8.h"
#include "web/multipart.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

static void check(const struct multipart *m, struct str body)
{
    size_t total = 0;
    require(m->n_values + m->n_uploads <= LIMIT_REQUEST_VALUES);
    for (size_t i = 0; i < m->n_values; i++) {
        require(utf8_is_valid(m->values[i].name) && m->values[i].name.n < body.n);
        require(utf8_is_valid(m->values[i].value));
        total += m->values[i].value.n;
    }
    for (size_t i = 0; i < m->n_uploads; i++) {
        struct str c = m->uploads[i].content;
        require(utf8_is_valid(m->uploads[i].file_name));
        require(utf8_is_valid(m->uploads[i].media_type) || m->uploads[i].media_type.n);
        require(c.n <= LIMIT_DOCUMENT_BYTES);
        require(c.p >= body.p && c.p + c.n <= body.p + body.n);
        total += c.n;
    }
    require(total <= body.n);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    struct arena a = {0};
    struct multipart m;
    struct str rest = {(const char *)bytes, n}, type, boundary;
    struct err e = {0};
    if (!n || !str_split(&type, &rest, '\n')) return 0;
    if (multipart_boundary(&boundary, type)) {
        require(boundary.n >= 1 && boundary.n <= 70);
        enum err_code rc = multipart_read(&m, &a, rest, boundary, &e);
        require(rc == OK || rc == ERR_USAGE || rc == ERR_TOO_LARGE);
        if (rc == OK) {
            check(&m, rest);
            /* without its last letters (a line end may be one of them) */
            rest.n -= MIN_OF(rest.n, (size_t)3);
            require(multipart_read(&m, &a, rest, boundary, NULL) != OK);
        }
    }
    arena_dispose(&a);
    return 0;
}
