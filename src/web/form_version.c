#include "web/form_version.h"

#include <sodium.h>

#include "web/route.h"

enum { MARK_BYTES = 16 };

static void add(crypto_generichash_state *h, struct str s)
{
    uint64_t n = s.n;
    crypto_generichash_update(h, (const uint8_t *)&n, sizeof n);
    if (s.n) crypto_generichash_update(h, (const uint8_t *)s.p, s.n);
}

static bool was_sent(const struct request *q)
{
    return strcmp(q->route->method, "POST") == 0;
}

void form_version_read(struct form_version *out, const struct request *q,
                       const struct kept_value *at, size_t n)
{
    uint8_t digest[MARK_BYTES];
    char text[2 * MARK_BYTES + 1];
    crypto_generichash_state h;
    crypto_generichash_init(&h, NULL, 0, sizeof digest);
    for (size_t i = 0; i < n; i++) {
        add(&h, at[i].name);
        add(&h, at[i].value);
    }
    crypto_generichash_final(&h, digest, sizeof digest);
    sodium_bin2hex(text, sizeof text, digest, sizeof digest);
    *out = (struct form_version){.now = {at, n},
                                 .mark = arena_format(q->asking.arena, "%s", text)};
    out->is_stale = was_sent(q) && !str_eq_c(request_text(q, FORM_VERSION), out->mark);
}

void form_version_frame(struct frame *f, const struct form_version *v)
{
    if (v && v->is_stale) f->newer = &v->now;
}

void form_version_hidden(struct buf *out, const struct form_version *v)
{
    if (v) hidden(out, FORM_VERSION, str_of(v->mark));
}
