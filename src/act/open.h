/* Opens the house: the database and the key that belongs to it, together. */
#ifndef ACT_OPEN_H
#define ACT_OPEN_H

#include "act/panel_shelf.h"
#include "store/look_queue.h"
#include "store/writer.h"
#include "trust/vault.h"

struct house {
    struct db *db;
    struct vault *vault;
    struct panel_shelf *shelf; /* of the server; NULL: panels are loaded when asked */
    struct look_queue *looks;  /* of the server; NULL: a look is written at once */
    bool is_guest;             /* the vault is a server's */
};

/* What the threads of a server share: the key, one connection that writes
 * (store/writer.h), who writes the looks, and the panel (house_server_shelve). */
struct house_server {
    struct vault *vault;
    struct writer *writer;
    struct panel_shelf *shelf;
    struct look_queue *looks;
    char *url;
};

/* Both, or an error and nothing open. ERR_KEY when the key is missing, too widely
 * readable, or of another database. */
nodiscard enum err_code house_open(struct house *out, const char *url,
                                   const char *key_path, enum db_mode mode,
                                   struct err *e);
/* Makes a new database and its key file; refuses to replace either. On an error nothing
 * that was made is left behind. */
nodiscard enum err_code house_create(const char *url, const char *key_path,
                                     struct err *e);
void house_close(struct house *h);

nodiscard enum err_code house_server_open(struct house_server *out, const char *url,
                                          const char *key_path, struct err *e);
/* From now on figures are counted from one panel in memory: those who enter after it
 * share it. */
nodiscard enum err_code house_server_shelve(struct house_server *s, struct err *e);
/* After all that entered have closed theirs. */
void house_server_close(struct house_server *s);
/* A reading connection for one thread; what is written through it takes its turn at the
 * server's writer. */
nodiscard enum err_code house_enter(struct house *out, struct house_server *s,
                                    struct err *e);

#endif
