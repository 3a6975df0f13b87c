/* Opens the house: the database and the key that belongs to it, together. */
#ifndef ACT_OPEN_H
#define ACT_OPEN_H

#include "store/db.h"
#include "trust/vault.h"

struct house {
    struct db *db;
    struct vault *vault;
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

#endif
