#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "blind/beside_file.h"

#include "base/uuid.h"

static enum err_code failed(struct err *e, const char *path, int number)
{
    enum err_code code = number == EEXIST                        ? ERR_EXISTS
                         : number == ENOENT || number == ENOTDIR ? ERR_NOT_FOUND
                         : number == EACCES || number == EPERM   ? ERR_DENIED
                         : number == ENOSPC || number == EDQUOT  ? ERR_DISK_FULL
                         : number == EROFS                       ? ERR_READ_ONLY
                                                                 : ERR_IO;
    err_set(e, code, "cannot create file %.200s: %s", path, strerrordesc_np(number));
    if (code == ERR_EXISTS)
        err_hint(e, "choose another name, or remove that file first");
    if (code == ERR_NOT_FOUND) err_hint(e, "check the path; the folder must exist");
    if (code == ERR_DISK_FULL) err_hint(e, "make room on the disk and try again");
    return code;
}

enum err_code beside_file_open(struct beside_file *b, const char *path, unsigned mode,
                               struct err *e)
{
    char id[UUID_TEXT + 1];
    struct stat found;
    *b = (struct beside_file){0};
    if (lstat(path, &found) == 0) return failed(e, path, EEXIST);
    uuid_text(id, uuid7_new());
    size_t room = strlen(path) + sizeof id + 1;
    b->beside = mem_alloc(room);
    snprintf(b->beside, room, "%s.%s", path, id);
    b->path = mem_alloc(room);
    memcpy(b->path, path, strlen(path));
    int fd = open(b->beside, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, (mode_t)mode);
    int number = errno;
    b->f = fd < 0 ? NULL : fdopen(fd, "w+");
    if (b->f) return OK;
    beside_file_drop(b);
    return failed(e, path, number);
}

enum err_code beside_file_finish(struct beside_file *b, struct err *e)
{
    enum err_code rc = OK;
    errno = 0;
    int number = fflush(b->f) != 0 || ferror(b->f) || fsync(fileno(b->f)) != 0
                     ? (errno ? errno : EIO)
                     : 0;
    if (fclose(b->f) != 0 && !number) number = errno;
    b->f = NULL;
    /* link(2) where the file system has no rename that spares what is there */
    if (!number &&
        renameat2(AT_FDCWD, b->beside, AT_FDCWD, b->path, RENAME_NOREPLACE) != 0) {
        number = errno;
        if (number == EINVAL || number == ENOSYS)
            number = link(b->beside, b->path) == 0 ? 0 : errno;
    }
    if (number) rc = failed(e, b->path, number);
    beside_file_drop(b);
    return rc;
}

void beside_file_drop(struct beside_file *b)
{
    if (b->f) fclose(b->f);
    if (b->beside) unlink(b->beside); /* gone already when it was renamed */
    free(b->beside);
    free(b->path);
    *b = (struct beside_file){0};
}
