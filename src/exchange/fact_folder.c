#include "exchange/fact_folder.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/csv.h"
#include "base/file.h"
#include "base/limits.h"
#include "exchange/layout_text.h"
#include "exchange/zip_file.h"

enum { N_PILES = 256, PATH_BYTES = 4096, ROW_BYTES = 1 << 16 };

/* What stands before a row in its pile. */
struct pile_head {
    uint8_t key[FACT_KEY_BYTES];
    uint32_t layout, n;
};

struct fact_folder {
    char path[PATH_BYTES], beside[PATH_BYTES]; /* beside "": it has its name */
    char zip[PATH_BYTES + 8]; /* the folder as one file, beside; "": there is none */
    bool is_zip;
    struct fact_columns columns;
    FILE *file[N_LAYOUTS], *pile[N_PILES];
    int64_t n_rows[N_LAYOUTS];
    struct buf row;
};

static enum err_code failed(const struct fact_folder *f, struct err *e)
{
    int number = errno;
    enum err_code rc = ERR_IO;
    if (number == ENOSPC || number == EDQUOT || number == EFBIG) rc = ERR_DISK_FULL;
    if (number == EROFS) rc = ERR_READ_ONLY;
    if (number == ENOENT) rc = ERR_NOT_FOUND;
    if (number == EACCES || number == EPERM) rc = ERR_DENIED;
    if (number == EEXIST || number == ENOTEMPTY) rc = ERR_EXISTS;
    err_set(e, rc, "cannot write the folder %.200s: %s", f->path,
            number ? strerrordesc_np(number) : "no reason given");
    if (rc == ERR_DISK_FULL) err_hint(e, "make room, or choose another disk");
    if (rc == ERR_EXISTS) err_hint(e, "nothing is replaced: give another name");
    if (rc == ERR_NOT_FOUND) err_hint(e, "make the folder above it first");
    return rc;
}

const char *fact_column_name(const struct fact_columns *columns,
                             enum layout_number layout, size_t column)
{
    if (columns->is_coarse && layout == LAYOUT_PARTICIPANTS) {
        if (column == PARTICIPANTS_BIRTH_YEAR) return "age_class";
        if (column == PARTICIPANTS_MUNICIPALITY) return "province";
    }
    return layout_at(layout)->columns[column].name;
}

/* --- files --- */

/* For the owner alone: what is pseudonymous is still about people. */
static FILE *open_beside(struct fact_folder *f, const char *name)
{
    char path[PATH_BYTES + 64];
    snprintf(path, sizeof path, "%s/%s", f->beside, name);
    errno = 0;
    int fd = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    FILE *file = fd < 0 ? NULL : fdopen(fd, "w+");
    if (fd >= 0 && !file) close(fd);
    return file;
}

static enum err_code put(const struct fact_folder *f, FILE *file, const void *p,
                         size_t n, struct err *e)
{
    errno = 0;
    return n == 0 || fwrite(p, 1, n, file) == n ? OK : failed(f, e);
}

/* Flushed and on the disk; the file is closed either way. */
static enum err_code put_away(const struct fact_folder *f, FILE **file, struct err *e)
{
    errno = 0;
    bool is_down = fflush(*file) == 0 && fsync(fileno(*file)) == 0;
    enum err_code rc = is_down ? OK : failed(f, e);
    if (fclose(*file) != 0 && rc == OK) rc = failed(f, e);
    *file = NULL;
    return rc;
}

static enum err_code write_cells(struct fact_folder *f, enum layout_number layout,
                                 const char *const *cells, struct err *e)
{
    const struct layout *l = layout_at(layout);
    struct csv_writer w;
    buf_clear(&f->row);
    csv_init(&w, &f->row, ',');
    for (size_t i = 0; i < l->n_columns; i++)
        if (f->columns.of[layout] >> i & 1) csv_cell_c(&w, cells[i] ? cells[i] : "");
    csv_end_row(&w);
    return buf_check(&f->row, e);
}

/* The file of a layout, with its heads. */
static enum err_code file_of(struct fact_folder *f, enum layout_number layout,
                             struct err *e)
{
    const char *heads[LAYOUT_COLUMNS_MAX];
    char name[64];
    if (f->file[layout]) return OK;
    snprintf(name, sizeof name, "%s.csv", layout_at(layout)->name);
    f->file[layout] = open_beside(f, name);
    if (!f->file[layout]) return failed(f, e);
    for (size_t i = 0; i < layout_at(layout)->n_columns; i++)
        heads[i] = fact_column_name(&f->columns, layout, i);
    enum err_code rc = write_cells(f, layout, heads, e);
    return rc == OK ? put(f, f->file[layout], f->row.p, f->row.n, e) : rc;
}

enum err_code fact_folder_begin(struct fact_folder **out, const char *path,
                                const struct fact_columns *columns, struct err *e)
{
    struct fact_folder *f = mem_alloc(sizeof *f);
    enum err_code rc = OK;
    struct stat found;
    size_t n = strlen(path);
    *out = NULL;
    while (n > 1 && path[n - 1] == '/')
        n--;
    if (n == 0 || n + 16 > PATH_BYTES) {
        free(f);
        return err_set(e, ERR_USAGE, "expected the path of a folder to make");
    }
    f->columns = *columns;
    buf_init(&f->row, ROW_BYTES);
    f->is_zip = n > 4 && str_eq_nocase((struct str){path + n - 4, 4}, S(".zip"));
    snprintf(f->path, sizeof f->path, "%.*s", (int)n, path);
    errno = EEXIST;
    if (lstat(f->path, &found) == 0) {
        rc = failed(f, e);
        goto out;
    }
    snprintf(f->beside, sizeof f->beside, "%.*s.XXXXXX", (int)n, path);
    if (!mkdtemp(f->beside)) {
        rc = failed(f, e);
        f->beside[0] = '\0';
        goto out;
    }
    for (unsigned i = 0; i < N_LAYOUTS && rc == OK; i++)
        if (f->columns.of[i]) rc = file_of(f, (enum layout_number)i, e);
out:
    if (rc == OK)
        *out = f;
    else
        fact_folder_close(f);
    return rc;
}

/* --- rows in --- */

enum err_code fact_folder_row(struct fact_folder *f, enum layout_number layout,
                              const char *const *cells, struct err *e)
{
    enum err_code rc;
    TRY(write_cells(f, layout, cells, e));
    TRY(put(f, f->file[layout], f->row.p, f->row.n, e));
    f->n_rows[layout]++;
out:
    return rc;
}

enum err_code fact_folder_add(struct fact_folder *f, enum layout_number layout,
                              const uint8_t key[FACT_KEY_BYTES],
                              const char *const *cells, struct err *e)
{
    struct pile_head head;
    FILE **pile = &f->pile[key[0]];
    enum err_code rc;
    char name[24];
    memset(&head, 0, sizeof head);
    if (!*pile) {
        snprintf(name, sizeof name, "rows-%02x", key[0]);
        *pile = open_beside(f, name);
        if (!*pile) return failed(f, e);
    }
    TRY(write_cells(f, layout, cells, e));
    memcpy(head.key, key, sizeof head.key);
    head.layout = layout;
    head.n = (uint32_t)f->row.n;
    TRY(put(f, *pile, &head, sizeof head, e));
    TRY(put(f, *pile, f->row.p, f->row.n, e));
    f->n_rows[layout]++;
out:
    return rc;
}

/* --- piles, one by one --- */

struct piled_row {
    struct pile_head head;
    const char *bytes;
};

static int compare_rows(const void *x, const void *y)
{
    const struct piled_row *a = x, *b = y;
    if (a->head.layout != b->head.layout)
        return a->head.layout < b->head.layout ? -1 : 1;
    int order = memcmp(a->head.key, b->head.key, FACT_KEY_BYTES);
    if (!order) order = memcmp(a->bytes, b->bytes, MIN_OF(a->head.n, b->head.n));
    if (order) return order;
    return (a->head.n > b->head.n) - (a->head.n < b->head.n);
}

/* The pile back from its file, into `*bytes_out` (the caller's) and rows that point
 * there. It was written by this process a moment ago; a short read is the disk. */
static enum err_code read_pile(char **bytes_out, struct piled_row **rows_out,
                               size_t *n_out, const struct fact_folder *f, FILE *pile,
                               struct err *e)
{
    struct piled_row *rows = NULL;
    size_t n = 0, cap = 0, at = 0;
    errno = 0;
    off_t size = fflush(pile) == 0 ? ftello(pile) : -1;
    *bytes_out = NULL;
    *rows_out = NULL;
    *n_out = 0;
    if (size < 0 || fseeko(pile, 0, SEEK_SET) != 0) return failed(f, e);
    char *bytes = mem_alloc((size_t)size + 1);
    *bytes_out = bytes;
    if (fread(bytes, 1, (size_t)size, pile) != (size_t)size) return failed(f, e);
    while (at + sizeof rows->head <= (size_t)size) {
        mem_push_room(rows, n, cap);
        *rows_out = rows;
        memcpy(&rows[n].head, bytes + at, sizeof rows->head);
        at += sizeof rows->head;
        rows[n].bytes = bytes + at;
        at += rows[n++].head.n;
    }
    *n_out = n;
    return at == (size_t)size ? OK : failed(f, e);
}

static enum err_code spread_pile(struct fact_folder *f, unsigned number, struct err *e)
{
    char *bytes = NULL, path[PATH_BYTES + 64];
    struct piled_row *rows = NULL;
    size_t n = 0;
    enum err_code rc;
    TRY(read_pile(&bytes, &rows, &n, f, f->pile[number], e));
    if (n) qsort(rows, n, sizeof *rows, compare_rows);
    for (size_t i = 0; i < n; i++)
        TRY(put(f, f->file[rows[i].head.layout], rows[i].bytes, rows[i].head.n, e));
    fclose(f->pile[number]);
    f->pile[number] = NULL;
    snprintf(path, sizeof path, "%s/rows-%02x", f->beside, number);
    if (unlink(path) != 0) rc = failed(f, e);
out:
    free(rows);
    free(bytes);
    return rc;
}

static enum err_code write_text(struct fact_folder *f, const char *name,
                                struct str text, struct err *e)
{
    char path[PATH_BYTES + 64];
    snprintf(path, sizeof path, "%s/%s", f->beside, name);
    return file_create(path, text, 0600, e);
}

static enum err_code zip_one(const struct fact_folder *f, struct zip_file *z,
                             const char *name, struct err *e)
{
    char path[PATH_BYTES + 64];
    snprintf(path, sizeof path, "%s/%s", f->beside, name);
    errno = 0;
    FILE *from = fopen(path, "re");
    if (!from) return failed(f, e);
    enum err_code rc = zip_add(z, name, from, e);
    fclose(from);
    return rc;
}

static enum err_code zip_all(struct fact_folder *f, struct err *e)
{
    struct zip_file *z = mem_alloc(sizeof *z);
    enum err_code rc = OK;
    char name[64];
    snprintf(f->zip, sizeof f->zip, "%s.zip", f->beside);
    errno = 0;
    int fd = open(f->zip, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    z->out = fd < 0 ? NULL : fdopen(fd, "w+");
    if (!z->out) {
        rc = failed(f, e);
        if (fd >= 0)
            close(fd);
        else
            f->zip[0] = '\0';
        goto out;
    }
    TRY(zip_one(f, z, "README.txt", e));
    TRY(zip_one(f, z, "csv-metadata.json", e));
    for (unsigned i = 0; i < N_LAYOUTS; i++) {
        if (!f->columns.of[i]) continue;
        snprintf(name, sizeof name, "%s.csv", layout_at((enum layout_number)i)->name);
        TRY(zip_one(f, z, name, e));
    }
    TRY(zip_finish(z, e));
    rc = put_away(f, &z->out, e);
out:
    if (z->out) fclose(z->out);
    free(z);
    return rc;
}

enum err_code fact_folder_finish(struct fact_folder *f, struct str readme,
                                 struct err *e)
{
    struct buf metadata;
    enum err_code rc = OK;
    buf_init(&metadata, LIMIT_JSON_BYTES);
    for (unsigned i = 0; i < N_PILES; i++)
        if (f->pile[i]) TRY(spread_pile(f, i, e));
    for (unsigned i = 0; i < N_LAYOUTS; i++)
        if (f->file[i]) TRY(put_away(f, &f->file[i], e));
    TRY(layouts_csvw(&metadata, &f->columns, e));
    buf_add_char(&metadata, '\n');
    TRY(buf_check(&metadata, e));
    TRY(write_text(f, "csv-metadata.json", buf_str(&metadata), e));
    TRY(write_text(f, "README.txt", readme, e));
    if (f->is_zip) rc = zip_all(f, e);
out:
    buf_dispose(&metadata);
    return rc;
}

int64_t fact_folder_rows(const struct fact_folder *f, enum layout_number layout)
{
    return f->n_rows[layout];
}

enum err_code fact_folder_publish(struct fact_folder *f, struct err *e)
{
    errno = 0;
    if (f->is_zip) {
        if (renameat2(AT_FDCWD, f->zip, AT_FDCWD, f->path, RENAME_NOREPLACE) != 0 &&
            ((errno != EINVAL && errno != ENOSYS) || rename(f->zip, f->path) != 0))
            return failed(f, e);
        f->zip[0] = '\0';
        return OK;
    }
    int fd = open(f->beside, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0) return failed(f, e);
    bool is_down = fsync(fd) == 0 || errno == EINVAL;
    close(fd);
    if (!is_down) return failed(f, e);
    if (renameat2(AT_FDCWD, f->beside, AT_FDCWD, f->path, RENAME_NOREPLACE) != 0) {
        /* a file system without that flag; rename replaces an empty folder at most */
        if (errno != EINVAL && errno != ENOSYS) return failed(f, e);
        if (rename(f->beside, f->path) != 0) return failed(f, e);
    }
    f->beside[0] = '\0';
    return OK;
}

void fact_folder_close(struct fact_folder *f)
{
    if (!f) return;
    for (unsigned i = 0; i < N_LAYOUTS; i++)
        if (f->file[i]) fclose(f->file[i]);
    for (unsigned i = 0; i < N_PILES; i++)
        if (f->pile[i]) fclose(f->pile[i]);
    DIR *folder = f->beside[0] ? opendir(f->beside) : NULL;
    for (struct dirent *entry; folder && (entry = readdir(folder));)
        if (entry->d_name[0] != '.') unlinkat(dirfd(folder), entry->d_name, 0);
    if (folder) closedir(folder);
    if (f->beside[0]) rmdir(f->beside);
    if (f->zip[0]) unlink(f->zip);
    buf_dispose(&f->row);
    free(f);
}
