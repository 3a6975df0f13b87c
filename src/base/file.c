#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"

#include "base/uuid.h"

enum { READ_STEP = 64 << 10 };

static enum err_code code_of(int number)
{
    switch (number) {
    case ENOENT:
    case ENOTDIR:
        return ERR_NOT_FOUND;
    case EEXIST:
        return ERR_EXISTS;
    case EACCES:
    case EPERM:
        return ERR_DENIED;
    case EROFS:
        return ERR_READ_ONLY;
    case ENOSPC:
    case EDQUOT:
        return ERR_DISK_FULL;
    default:
        return ERR_IO;
    }
}

static enum err_code failed(struct err *e, const char *verb, const char *path,
                            int number)
{
    enum err_code code = code_of(number);
    err_set(e, code, "cannot %s file %.200s: %s", verb, path, strerrordesc_np(number));
    if (code == ERR_NOT_FOUND)
        err_hint(e, strcmp(verb, "open") == 0
                        ? "check the path, and the folder you are in"
                        : "check the path; the folder must exist");
    if (code == ERR_DENIED)
        err_hint(e, "check the owner and mode of the file and folder");
    if (code == ERR_EXISTS)
        err_hint(e, "choose another name, or remove that file first");
    if (code == ERR_DISK_FULL) err_hint(e, "make room on the disk and try again");
    if (code == ERR_READ_ONLY) err_hint(e, "mount the file system for writing");
    return code;
}

static enum err_code no_plain_file(struct err *e, const char *path, mode_t mode)
{
    enum err_code rc =
        err_set(e, ERR_INVALID, "expected a plain file at %.200s, found %s", path,
                S_ISDIR(mode) ? "a folder" : "a device");
    err_hint(e, S_ISDIR(mode) ? "add the name of a file in that folder"
                              : "give the path of a file");
    return rc;
}

/* Everything from `fd` into heap memory of the caller. */
static enum err_code read_all(char **p_out, size_t *n_out, int fd, const char *path,
                              size_t limit, struct err *e)
{
    size_t cap = 0, n = 0;
    char *p = NULL;
    *p_out = NULL;
    *n_out = 0;
    for (;;) {
        if (n == cap) {
            cap = cap ? cap * 2 : READ_STEP;
            p = mem_grow(p, cap, 1);
        }
        ssize_t got = read(fd, p + n, MIN_OF(cap - n, limit - n + 1));
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) {
            int number = errno;
            free(p);
            return failed(e, "read", path, number);
        }
        n += (size_t)got;
        if (got == 0) break;
        if (n > limit) {
            free(p);
            enum err_code rc = err_set(
                e, ERR_TOO_LARGE, "file %.200s is larger than %zu bytes", path, limit);
            err_hint(e, "give a smaller file, or split it");
            return rc;
        }
    }
    *p_out = p;
    *n_out = n;
    return OK;
}

enum err_code file_read(struct str *out, struct arena *a, const char *path,
                        size_t limit, struct err *e)
{
    *out = STR_NONE;
    bool standard_input = strcmp(path, "-") == 0;
    int fd =
        standard_input ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
    if (fd < 0) return failed(e, "open", path, errno);
    struct stat found;
    if (fstat(fd, &found) == 0 && S_ISDIR(found.st_mode)) {
        if (!standard_input) close(fd);
        return no_plain_file(e, standard_input ? "standard input" : path,
                             found.st_mode);
    }
    char *p;
    size_t n;
    enum err_code rc = read_all(&p, &n, fd, path, MIN_OF(limit, SIZE_MAX / 4), e);
    if (!standard_input) close(fd);
    if (rc != OK) return rc;
    *out = str_copy(a, (struct str){p, n});
    free(p);
    return OK;
}

static int write_all(int fd, struct str bytes)
{
    while (bytes.n) {
        ssize_t put = write(fd, bytes.p, bytes.n);
        if (put < 0 && errno == EINTR) continue;
        if (put < 0) return errno;
        bytes.p += put;
        bytes.n -= (size_t)put;
    }
    return fsync(fd) == 0 ? 0 : errno;
}

/* The name is durable once its folder is synced. A file system that cannot sync a
 * folder says EINVAL; there is nothing more to do then. */
static int sync_folder_of(const char *path)
{
    const char *slash = strrchr(path, '/');
    char *folder = slash == path ? strdup("/")
                   : slash       ? strndup(path, (size_t)(slash - path))
                                 : strdup(".");
    if (!folder) return ENOMEM;
    int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    free(folder);
    if (fd < 0) return errno;
    int number = fsync(fd) == 0 || errno == EINVAL ? 0 : errno;
    close(fd);
    return number;
}

/* Gives `beside` its final name. Without `replace` an existing file stays as it is. */
static int put_in_place(const char *beside, const char *path, bool replace)
{
    if (replace) return rename(beside, path) == 0 ? 0 : errno;
    if (renameat2(AT_FDCWD, beside, AT_FDCWD, path, RENAME_NOREPLACE) == 0) return 0;
    if (errno != EINVAL && errno != ENOSYS) return errno;
    if (link(beside, path) != 0) return errno;
    unlink(beside);
    return 0;
}

/* A file that nobody may write is not replaced, though its folder would allow it. */
static enum err_code check_replaceable(const char *path, mode_t mode, struct err *e)
{
    if (!S_ISREG(mode)) return no_plain_file(e, path, mode);
    int number = !(mode & S_IWUSR)                                  ? EACCES
                 : faccessat(AT_FDCWD, path, W_OK, AT_EACCESS) == 0 ? 0
                                                                    : errno;
    if (number == 0) return OK;
    if (number != EACCES) return failed(e, "write", path, number);
    enum err_code rc =
        err_set(e, ERR_DENIED, "the file %.200s is protected against writing", path);
    err_hint(e, "choose another name, or make that file writable");
    return rc;
}

/* The path that a write replaces, to be freed: a link is followed to its file, so that
 * the link stays. A link to nowhere is refused: what it would make, and where, is not
 * in sight of who asks. */
static enum err_code find_target(char **out, const char *path, struct err *e)
{
    struct stat found;
    *out = NULL;
    if (stat(path, &found) == 0) {
        enum err_code rc = check_replaceable(path, found.st_mode, e);
        if (rc == OK && !(*out = realpath(path, NULL)))
            rc = failed(e, "write", path, errno);
        return rc;
    }
    int number = errno;
    if (number != ENOENT) return failed(e, "write", path, number);
    if (lstat(path, &found) == 0) {
        enum err_code rc = err_set(
            e, ERR_NOT_FOUND, "%.200s is a link to a file that is not there", path);
        err_hint(e, "remove the link, or give the path of the file itself");
        return rc;
    }
    if (!(*out = strdup(path))) bug("no memory");
    return OK;
}

static enum err_code write_file(const char *path, struct str bytes, unsigned mode,
                                bool replace, struct err *e)
{
    char *target = NULL;
    if (replace) {
        enum err_code rc = find_target(&target, path, e);
        if (rc != OK) return rc;
    } else if (file_exists(path)) {
        return failed(e, "create", path, EEXIST);
    }
    const char *place = target ? target : path;
    char id[UUID_TEXT + 1];
    uuid_text(id, uuid7_new());
    struct arena a = {0};
    char *beside = arena_format(&a, "%s.%s", place, id);
    int fd = open(beside, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, (mode_t)mode);
    int number = fd < 0 ? errno : write_all(fd, bytes);
    if (fd >= 0 && close(fd) != 0 && number == 0) number = errno;
    if (number == 0) number = put_in_place(beside, place, replace);
    if (number != 0 && fd >= 0) unlink(beside);
    if (number == 0) number = sync_folder_of(place);
    arena_dispose(&a);
    free(target);
    return number ? failed(e, replace ? "write" : "create", path, number) : OK;
}

enum err_code file_write(const char *path, struct str bytes, unsigned mode,
                         struct err *e)
{
    return write_file(path, bytes, mode, true, e);
}

enum err_code file_create(const char *path, struct str bytes, unsigned mode,
                          struct err *e)
{
    return write_file(path, bytes, mode, false, e);
}

bool file_exists(const char *path)
{
    struct stat found;
    return stat(path, &found) == 0;
}
