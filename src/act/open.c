#include "act/open.h"

#include <unistd.h>

#include "base/file.h"

enum err_code house_open(struct house *out, const char *url, const char *key_path,
                         enum db_mode mode, struct err *e)
{
    struct house h = {0};
    enum err_code rc;
    require(mode != DB_CREATE);
    *out = h;
    /* the database first: a wrong --db is likelier than a wrong key */
    TRY(db_open(&h.db, url, mode, e));
    TRY(vault_open(&h.vault, key_path, e));
    TRY(db_attach_vault(h.db, h.vault, e));
    *out = h;
    return OK;
out:
    house_close(&h);
    return rc;
}

enum err_code house_create(const char *url, const char *key_path, struct err *e)
{
    struct house h = {0};
    bool made_key = false, made_db = false;
    enum err_code rc;
    if (file_exists(key_path)) {
        rc = err_set(e, ERR_EXISTS, "there is a key file %.200s already", key_path);
        err_hint(e, "it may be the only key of another database: keep it, and choose "
                    "another place with --key");
        goto out;
    }
    TRY(db_open(&h.db, url, DB_CREATE, e));
    made_db = true;
    TRY(vault_create(key_path, e));
    made_key = true;
    TRY(vault_open(&h.vault, key_path, e));
    rc = db_adopt_vault(h.db, h.vault, e);
out:
    house_close(&h);
    if (rc != OK && made_db) db_discard(url); /* nothing can be in it yet */
    if (rc != OK && made_key) unlink(key_path);
    return rc;
}

enum err_code house_server_open(struct house_server *out, const char *url,
                                const char *key_path, struct err *e)
{
    struct house_server s = {0};
    enum err_code rc;
    *out = s;
    TRY(vault_open(&s.vault, key_path, e));
    TRY(writer_open(&s.writer, url, s.vault, e));
    TRY(look_queue_open(&s.looks, url, s.vault, s.writer, e));
    s.url = mem_alloc(strlen(url) + 1);
    memcpy(s.url, url, strlen(url) + 1);
    *out = s;
    return OK;
out:
    house_server_close(&s);
    return rc;
}

enum err_code house_server_shelve(struct house_server *s, struct err *e)
{
    return panel_shelf_open(&s->shelf, s->url, e);
}

void house_server_close(struct house_server *s)
{
    panel_shelf_close(s->shelf);
    look_queue_close(s->looks);
    writer_close(s->writer);
    vault_close(s->vault);
    free(s->url);
    *s = (struct house_server){0};
}

enum err_code house_enter(struct house *out, struct house_server *s, struct err *e)
{
    struct house h = {
        .vault = s->vault, .shelf = s->shelf, .looks = s->looks, .is_guest = true};
    enum err_code rc;
    *out = (struct house){0};
    TRY(db_open(&h.db, s->url, DB_READ, e));
    TRY(db_attach_vault(h.db, h.vault, e));
    db_attach_writer(h.db, s->writer);
    *out = h;
    return OK;
out:
    house_close(&h);
    return rc;
}

void house_close(struct house *h)
{
    db_close(h->db);
    if (!h->is_guest) vault_close(h->vault);
    *h = (struct house){0};
}
