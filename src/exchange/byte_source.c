#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include "exchange/byte_source.h"

enum { BLOCK = 1 << 16 };

static enum err_code cannot_open(const char *path, struct err *e)
{
    enum err_code code = errno == ENOENT || errno == ENOTDIR ? ERR_NOT_FOUND
                         : errno == EACCES                   ? ERR_DENIED
                                                             : ERR_IO;
    return err_set(e, code, "%s: %s", path, strerrordesc_np(errno));
}

enum err_code file_source_open(struct file_source *f, const char *path, struct err *e)
{
    *f = (struct file_source){.fd = -1, .path = path};
    crypto_generichash_init(&f->digest, NULL, 0, FILE_DIGEST_BYTES);
    bool standard_input = strcmp(path, "-") == 0;
    f->fd = standard_input ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC);
    if (f->fd < 0) return cannot_open(path, e);
    if (fstat(f->fd, &f->before) != 0)
        return err_set(e, ERR_IO, "%s: %s", path, strerrordesc_np(errno));
    if (S_ISDIR(f->before.st_mode))
        return err_set(e, ERR_INVALID, "%s is a folder, expected a file", path);
    return OK;
}

static enum err_code read_block(int fd, size_t *n_out, char *p, size_t room,
                                const char *path, struct err *e)
{
    ssize_t n;
    do {
        n = read(fd, p, room);
    } while (n < 0 && errno == EINTR);
    *n_out = n > 0 ? (size_t)n : 0;
    if (n < 0) return err_set(e, ERR_IO, "%s: %s", path, strerrordesc_np(errno));
    return OK;
}

static enum err_code read_file(void *from, size_t *n_out, char *p, size_t room,
                               struct err *e)
{
    struct file_source *f = from;
    enum err_code rc = read_block(f->fd, n_out, p, room, f->path, e);
    crypto_generichash_update(&f->digest, (const uint8_t *)p, *n_out);
    f->n_bytes += (int64_t)*n_out;
    return rc;
}

struct byte_source file_source_bytes(struct file_source *f)
{
    return (struct byte_source){f, read_file};
}

static enum err_code has_changed(const struct file_source *f, const char *what,
                                 struct err *e)
{
    enum err_code rc =
        err_set(e, ERR_INVALID, "%s changed while it was read: %s", f->path, what);
    err_hint(e, "nothing was written; import it again when it is complete");
    return rc;
}

static enum err_code read_again(uint8_t digest_out[FILE_DIGEST_BYTES],
                                const struct file_source *f, struct err *e)
{
    crypto_generichash_state again;
    char *p = mem_alloc(BLOCK);
    enum err_code rc = OK;
    crypto_generichash_init(&again, NULL, 0, FILE_DIGEST_BYTES);
    if (lseek(f->fd, 0, SEEK_SET) != 0)
        rc = err_set(e, ERR_IO, "%s: %s", f->path, strerrordesc_np(errno));
    for (size_t n = 1; rc == OK && n > 0;) {
        rc = read_block(f->fd, &n, p, BLOCK, f->path, e);
        if (rc == OK) crypto_generichash_update(&again, (const uint8_t *)p, n);
    }
    crypto_generichash_final(&again, digest_out, FILE_DIGEST_BYTES);
    free(p);
    return rc;
}

enum err_code file_source_finish(uint8_t digest_out[FILE_DIGEST_BYTES],
                                 struct file_source *f, struct err *e)
{
    const struct stat *b = &f->before;
    struct stat now, named;
    uint8_t again[FILE_DIGEST_BYTES];
    crypto_generichash_final(&f->digest, digest_out, FILE_DIGEST_BYTES);
    if (!S_ISREG(b->st_mode)) return OK;
    enum err_code rc = read_again(again, f, e);
    if (rc != OK) return rc;
    if (fstat(f->fd, &now) != 0)
        return err_set(e, ERR_IO, "%s: %s", f->path, strerrordesc_np(errno));
    if (now.st_size != b->st_size || f->n_bytes != b->st_size)
        return has_changed(f, "its size is not what it was", e);
    if (now.st_mtim.tv_sec != b->st_mtim.tv_sec ||
        now.st_mtim.tv_nsec != b->st_mtim.tv_nsec)
        return has_changed(f, "somebody wrote to it", e);
    if (strcmp(f->path, "-") != 0 &&
        (stat(f->path, &named) != 0 || named.st_ino != b->st_ino ||
         named.st_dev != b->st_dev))
        return has_changed(f, "another file has its name now", e);
    if (memcmp(again, digest_out, FILE_DIGEST_BYTES) != 0)
        return has_changed(f, "a second reading gave other bytes", e);
    return OK;
}

void file_source_close(struct file_source *f)
{
    if (f->path && f->fd > STDIN_FILENO) close(f->fd);
    f->fd = -1;
}

int64_t file_source_size(const struct file_source *f)
{
    return S_ISREG(f->before.st_mode) ? (int64_t)f->before.st_size : -1;
}

static enum err_code read_text(void *from, size_t *n_out, char *p, size_t room,
                               struct err *e)
{
    struct text_source *t = from;
    size_t n = MIN_OF(room, t->rest.n);
    if (t->block && n > t->block) n = t->block;
    (void)e;
    if (n) memcpy(p, t->rest.p, n);
    t->rest = (struct str){t->rest.p + n, t->rest.n - n};
    *n_out = n;
    return OK;
}

struct byte_source text_source_bytes(struct text_source *t)
{
    return (struct byte_source){t, read_text};
}
