/* A new database and its key in a folder of their own, for each story of a store test.
 */
#ifndef TESTS_STORE_HOUSE_H
#define TESTS_STORE_HOUSE_H

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>
#include <dirent.h>
#include <unistd.h>

#include "store/verify.h"
#include "store/write.h"
#include "trust/vault.h"

static char folder[64], path[96], url[110], key_path[96];
static struct db *db;
static struct vault *vault;
static const struct actor who = {"test"};
static struct err e;

#define is_ok(call)                                                                    \
    do {                                                                               \
        if ((call) != OK) fail_msg("%s: %s (%s)", #call, e.message, e.detail);         \
    } while (0)

static int open_store(void **state)
{
    (void)state;
    snprintf(folder, sizeof folder, "/tmp/store_test.XXXXXX");
    assert_non_null(mkdtemp(folder));
    snprintf(path, sizeof path, "%s/a.db", folder);
    snprintf(url, sizeof url, "sqlite:%s", path);
    snprintf(key_path, sizeof key_path, "%s/a.key", folder);
    is_ok(db_open(&db, url, DB_CREATE, &e));
    is_ok(vault_create(key_path, &e));
    is_ok(vault_open(&vault, key_path, &e));
    is_ok(db_adopt_vault(db, vault, &e));
    return 0;
}

/* Closes, and removes whatever the story left in its folder. */
static int close_store(void **state)
{
    (void)state;
    db_close(db);
    vault_close(vault);
    DIR *d = opendir(folder);
    for (struct dirent *entry; d && (entry = readdir(d));) {
        char name[400];
        snprintf(name, sizeof name, "%s/%s", folder, entry->d_name);
        if (entry->d_type == DT_REG) unlink(name);
    }
    if (d) closedir(d);
    return rmdir(folder);
}

static inline void show_defect(void *to, const char *text)
{
    (void)to;
    print_message("defect: %s\n", text);
}

/* Every story that damages nothing ends with a store that verifies. */
static inline int close_whole_store(void **state)
{
    struct verify_report r;
    is_ok(store_verify(&r, db, true, show_defect, NULL, &e));
    int64_t n_defects = r.n_defects;
    return close_store(state) || n_defects != 0;
}

#endif
