#include "store/words_inside.h"

#include "base/limits.h"
#include "base/utf8.h"

enum err_code words_seal(struct write *w, const char *field, struct uuid subject,
                         const struct uuid *row, struct str words, bool is_needed,
                         struct err *e)
{
    buf_clear(&w->sealed);
    w->sealed.limit = LIMIT_NOTE_BYTES + VAULT_SEAL_OVERHEAD;
    if (is_needed && !words.n)
        return write_note(w, err_set(e, ERR_INVALID, "a %s has no words", field));
    if (words.n > LIMIT_NOTE_BYTES)
        return write_note(w, err_set(e, ERR_TOO_LARGE,
                                     "the words of a %s are longer than %d bytes",
                                     field, LIMIT_NOTE_BYTES));
    if (!utf8_is_valid(words))
        return write_note(
            w, err_set(e, ERR_INVALID, "the words of a %s are not UTF-8", field));
    if (!words.n) return OK;
    return subject_seal(&w->sealed, w, subject, field, row, words, e);
}

enum err_code words_open(struct str *words, struct arena *a, struct db *db,
                         struct uuid subject, const char *field, const struct uuid *row,
                         struct err *e)
{
    struct subject_key key = {0};
    struct str sealed = *words;
    enum err_code rc;
    *words = STR_NONE;
    if (!sealed.n) return OK;
    rc = subject_key_load(&key, db, subject, e);
    if (rc == ERR_NOT_FOUND || rc == ERR_ERASED) return OK;
    if (rc == OK) rc = subject_open(words, a, &key, field, row, sealed, e);
    subject_key_forget(&key);
    return rc;
}

void row_words(struct row *r)
{
    row_blob(r, r->w->sealed.p, r->w->sealed.n);
}
