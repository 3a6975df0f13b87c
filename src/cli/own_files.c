/* A file that is opened for writing is empty before the first byte is written: the
 * question whether it is one of ours comes first. */
#include "cli/own_files.h"

#include <sys/stat.h>

#include "store/db.h"

bool is_same_file(const char *a, const char *b)
{
    struct stat x, y;
    if (stat(a, &x) != 0 || stat(b, &y) != 0) return strcmp(a, b) == 0;
    return x.st_dev == y.st_dev && x.st_ino == y.st_ino;
}

enum err_code own_files_refuse(const struct call *c, const char *path,
                               const char *option, const char *source,
                               const char *source_name, struct err *e)
{
    static const char *const beside[] = {"", "-wal", "-shm", "-journal"};
    const char *db = db_url_path(c->db_url), *found = NULL;
    for (size_t i = 0; db && i < ARRAY_LEN(beside); i++)
        if (is_same_file(path, arena_format(c->arena, "%s%s", db, beside[i])))
            found = "database";
    if (is_same_file(path, c->key_path)) found = "key";
    if (source && is_same_file(path, source)) found = source_name;
    if (!found) return OK;
    err_set(e, ERR_USAGE, "expected a file of its own for %s, found the %s", option,
            found);
    err_hint(e, "give another name");
    return ERR_USAGE;
}
