/* A form or a query as it comes over the wire: what is accepted is text without control
 * characters, trimmed, within its limits, and is the same when it is sent again. */
#include "base/limits.h"
#include "base/url.h"
#include "base/utf8.h"
#include "web/form_body.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

static void check_text(struct str s)
{
    require(utf8_is_valid(s) && str_eq(s, str_trim(s)));
    for (size_t i = 0; i < s.n; i++)
        require((unsigned char)s.p[i] >= 0x20 || s.p[i] == '\n' || s.p[i] == '\t');
    require(!s.n || !memchr(s.p, 0x7f, s.n));
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    struct arena a = {0};
    struct buf again = {0};
    struct named_value *v, *w;
    size_t n_v = 0, n_w = 0;
    struct err e = {0};
    enum err_code rc =
        form_body_read(&v, &n_v, &a, (struct str){(const char *)bytes, n}, &e);
    if (rc != OK) {
        require((rc == ERR_USAGE || rc == ERR_TOO_LARGE) && e.message[0]);
        require(utf8_is_valid(str_of(e.message)));
    } else {
        bool has_names = true;
        require(n_v <= LIMIT_REQUEST_VALUES);
        for (size_t i = 0; i < n_v; i++) {
            check_text(v[i].name);
            check_text(v[i].value);
            has_names = has_names && v[i].name.n;
            if (i) buf_add_c(&again, "&");
            url_text(&again, v[i].name);
            buf_add_c(&again, "=");
            url_text(&again, v[i].value);
        }
        /* a name of spaces only is none when it comes back */
        if (has_names) {
            require(form_body_read(&w, &n_w, &a, buf_str(&again), NULL) == OK);
            require(n_v == n_w);
            for (size_t i = 0; i < n_v; i++)
                require(str_eq(v[i].name, w[i].name) && str_eq(v[i].value, w[i].value));
        }
    }
    buf_dispose(&again);
    arena_dispose(&a);
    return 0;
}
