#include "act/kept_form_acts.h"

#include <sodium.h>

#include "act/session_acts.h"
#include "store/kept_form_store.h"

#define FORM_FIELD S("kept form 1")

/* A key for this worker's forms, which stands nowhere. */
static void key_of(struct subject_key *out, const struct asking *a, struct uuid worker)
{
    uint8_t secret[VAULT_HASH_BYTES];
    vault_derive(secret, a->house->vault, S("kept forms 1"));
    out->subject = worker;
    crypto_generichash(out->b, sizeof out->b, worker.b, sizeof worker.b, secret,
                       sizeof secret);
    sodium_memzero(secret, sizeof secret);
}

enum err_code form_keep(bool *kept_out, const struct asking *a, struct str token,
                        struct str plain, struct err *e)
{
    struct subject_key key = {0};
    struct buf sealed = {0};
    struct uuid worker;
    enum err_code rc = OK;
    *kept_out = false;
    if (plain.n > KEPT_FORM_MOST_BYTES) return OK;
    TRY(session_ended(&worker, a->house, token, a->now_ms, e));
    if (uuid_is_nil(worker)) goto out;
    key_of(&key, a, worker);
    field_seal(&sealed, &key, FORM_FIELD, plain);
    TRY(buf_check(&sealed, e));
    TRY(kept_form_add(a->house->db, uuid7_new(), worker, buf_str(&sealed), a->now_ms,
                      e));
    *kept_out = true;
out:
    subject_key_forget(&key);
    buf_dispose(&sealed);
    return rc;
}

enum err_code form_given_back(struct uuid *id_out, struct str *plain_out,
                              bool *found_out, const struct asking *a,
                              struct uuid worker, struct uuid id, struct err *e)
{
    struct subject_key key = {0};
    struct str sealed;
    enum err_code rc;
    TRY(kept_form_find(id_out, &sealed, found_out, a->arena, a->house->db, worker, id,
                       a->now_ms, e));
    if (!*found_out) goto out;
    key_of(&key, a, worker);
    rc = field_open(plain_out, a->arena, &key, FORM_FIELD, sealed, e);
out:
    subject_key_forget(&key);
    return rc;
}

enum err_code form_keep_no_more(const struct asking *a, struct uuid id, struct err *e)
{
    return kept_form_remove(a->house->db, a->visitor.worker, id, a->now_ms, e);
}
