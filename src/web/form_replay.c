#include "web/form_replay.h"

#include <sodium.h>

#include "store/account_store.h"
#include "web/route.h"

static void add_text(crypto_generichash_state *h, struct str s)
{
    uint64_t n = s.n;
    crypto_generichash_update(h, (const uint8_t *)&n, sizeof n);
    crypto_generichash_update(h, (const uint8_t *)s.p, s.n);
}

void replay_digest(uint8_t out[32], const struct request *q)
{
    crypto_generichash_state h;
    crypto_generichash_init(&h, NULL, 0, 32);
    add_text(&h, q->path);
    for (size_t i = 0; i < q->n_values; i++) {
        if (str_eq(q->values[i].name, S("csrf"))) continue;
        add_text(&h, q->values[i].name);
        add_text(&h, q->values[i].value);
    }
    for (size_t i = 0; i < q->n_uploads; i++) {
        add_text(&h, q->uploads[i].name);
        add_text(&h, q->uploads[i].file_name);
        add_text(&h, q->uploads[i].content);
    }
    crypto_generichash_final(&h, out, 32);
}

enum err_code replay_find(bool *answered_out, struct reply *r, const struct request *q,
                          struct err *e)
{
    const struct asking *a = &q->asking;
    struct form_reply known;
    bool found = false;
    enum err_code rc = OK;
    *answered_out = false;
    if (uuid_is_nil(a->form)) return OK;
    TRY(form_reply_find(&known, &found, a->arena, a->house->db, a->form, e));
    if (!found) return OK;
    if (!uuid_eq(known.worker, a->visitor.worker) ||
        sodium_memcmp(known.digest, a->digest, sizeof known.digest) != 0)
        return err_set(e, ERR_EXISTS, "the form was sent before with other contents");
    buf_clear(&r->body);
    r->status = 303;
    r->location = known.location;
    *answered_out = true;
out:
    return rc;
}
