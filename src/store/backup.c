/* Copies. A copy is made under another name, synced, verified, and only then given its
 * own name, without ever replacing a file. */
#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include "base/file.h"
#include "store/db_backend.h"
#include "store/verify.h"

static enum err_code failed(struct err *e, int number, const char *verb,
                            const char *path)
{
    enum err_code code = ERR_IO;
    if (number == EEXIST) code = ERR_EXISTS;
    if (number == ENOENT) code = ERR_NOT_FOUND;
    if (number == EACCES || number == EPERM) code = ERR_DENIED;
    if (number == EROFS) code = ERR_READ_ONLY;
    if (number == ENOSPC || number == EDQUOT || number == EFBIG) code = ERR_DISK_FULL;
    err_set(e, code, "cannot %s %.200s: %s", verb, path, strerrordesc_np(number));
    err_hint(e, code == ERR_DISK_FULL   ? "make room on the disk and try again"
                : code == ERR_READ_ONLY ? "choose a place on a disk that can be written"
                                        : "check the path and the folder's mode");
    return code;
}

static enum err_code sync_path(const char *path, int flags, struct err *e)
{
    int fd = open(path, flags | O_RDONLY | O_CLOEXEC);
    if (fd < 0) return failed(e, errno, "open", path);
    int number = fsync(fd) == 0 ? 0 : errno;
    close(fd);
    return number && number != EINVAL ? failed(e, number, "sync", path) : OK;
}

static enum err_code sync_folder_of(struct arena *a, const char *path, struct err *e)
{
    const char *slash = strrchr(path, '/');
    const char *folder = ".";
    if (slash == path) folder = "/";
    if (slash && slash != path) folder = arena_copy(a, path, (size_t)(slash - path));
    return sync_path(folder, O_DIRECTORY, e);
}

/* Keeps the first defect for the error. */
static void keep_first(void *to, const char *text)
{
    char *first = to;
    if (!first[0]) snprintf(first, 200, "%s", text);
}

/* A journal without its database would be replayed into a new file of that name. */
static enum err_code refuse_leftovers(struct arena *a, const char *path, struct err *e)
{
    static const char *const endings[] = {"", "-wal", "-journal", "-shm"};
    for (size_t i = 0; i < ARRAY_LEN(endings); i++) {
        const char *beside = arena_format(a, "%s%s", path, endings[i]);
        if (!file_exists(beside)) continue;
        enum err_code rc =
            err_set(e, ERR_EXISTS, "there is a file %.200s already", beside);
        err_hint(e, "choose another place, or move that file away");
        return rc;
    }
    return OK;
}

static enum err_code verify_copy(struct verify_report *out, struct arena *a,
                                 const char *path, struct vault *vault, struct err *e)
{
    struct db *copy = NULL;
    char first[200] = "";
    enum err_code rc;
    TRY(db_open_unchecked(&copy, arena_format(a, "sqlite:%s", path), e));
    if (vault) TRY(db_attach_vault(copy, vault, e));
    TRY(store_verify(out, copy, false, keep_first, first, e));
    if (out->n_defects) {
        rc = err_set(e, ERR_CORRUPT, "%.200s has %lld defects", path,
                     (long long)out->n_defects);
        err_detail(e, "%s", first);
        err_hint(e,
                 "run vindplaats verify on the database and restore an older backup");
    }
out:
    db_close(copy);
    return rc;
}

static void remove_copy(struct arena *a, const char *path)
{
    unlink(path);
    unlink(arena_format(a, "%s-wal", path));
    unlink(arena_format(a, "%s-shm", path));
    unlink(arena_format(a, "%s-journal", path));
}

/* From `db` to a file `path` that is not there yet, by way of a file beside it. */
static enum err_code copy_safely(struct verify_report *out, struct arena *a,
                                 struct db *db, const char *path, struct vault *vault,
                                 struct err *e)
{
    const char *beside = arena_format(a, "%s.part-%ld", path, (long)getpid());
    enum err_code rc = refuse_leftovers(a, path, e);
    if (rc != OK) return rc;
    /* mode 0600 before the first byte is in it */
    int fd = open(beside, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (fd < 0) return failed(e, errno, "make", path);
    close(fd);
    TRY(db_copy_to(db, beside, e));
    TRY(sync_path(beside, 0, e));
    TRY(verify_copy(out, a, beside, vault, e));
    /* link refuses where rename would replace */
    if (link(beside, path) != 0) {
        rc = failed(e, errno, "make", path);
        goto out;
    }
    rc = sync_folder_of(a, path, e);
out:
    remove_copy(a, beside);
    return rc;
}

enum err_code store_backup(struct verify_report *out, struct db *db, const char *path,
                           struct err *e)
{
    struct arena a = {0};
    enum err_code rc = copy_safely(out, &a, db, path, db_vault(db), e);
    arena_dispose(&a);
    return rc;
}

enum err_code store_restore(struct verify_report *out, const char *url,
                            const char *from, struct vault *vault, struct err *e)
{
    struct arena a = {0};
    struct db *source = NULL;
    enum err_code rc;
    const char *path = db_url_path(url);
    if (!path) {
        rc = err_set(e, ERR_UNAVAILABLE, "only a sqlite: database can be restored to");
        goto out;
    }
    TRY(refuse_leftovers(&a, path, e));
    TRY(verify_copy(out, &a, from, vault, e));
    TRY(db_open_unchecked(&source, arena_format(&a, "sqlite:%s", from), e));
    rc = copy_safely(out, &a, source, path, vault, e);
out:
    db_close(source);
    arena_dispose(&a);
    return rc;
}
