#include <sys/stat.h>

#include <errno.h>
#include <unistd.h>

#include "act/directory_exchange.h"
#include "act/directory_source.h"
#include "base/file.h"
#include "base/limits.h"
#include "exchange/zip_file.h"

enum { PIECE = 200 };

struct directory_out {
    struct directory_export *result;
    struct house *house;
    const char *path;
    char *beside; /* the folder while it is made; NULL: a zip */
    struct zip_file zip;
};

/* --- one file of full services --- */

static enum err_code write_services(struct buf *out, struct directory_out *o,
                                    struct err *e)
{
    struct uuid after = {{0}};
    struct arena a = {0};
    struct directory_from from = {.arena = &a, .db = o->house->db, .lang = LANG_NL};
    struct hsds_source source = directory_source(&from);
    struct directory_record *records;
    size_t n = PIECE;
    enum err_code rc = OK;
    buf_add_char(out, '[');
    while (n == PIECE) {
        arena_reset(&a);
        TRY(directory_list(&records, &n, &a, o->house->db, DIRECTORY_SERVICE, after,
                           PIECE, e));
        for (size_t i = 0; i < n; i++) {
            struct directory_record r;
            TRY(directory_get(&r, &from, DIRECTORY_SERVICE, records[i].id, e));
            buf_add_c(out, o->result->n_services++ ? ",\n" : "\n");
            TRY(hsds_write_full(out, &source, &r, e));
            after = r.id;
        }
    }
    buf_add_c(out, "\n]\n");
    rc = buf_check(out, e);
out:
    arena_dispose(&a);
    return rc;
}

static enum err_code export_json(struct directory_out *o, struct err *e)
{
    struct buf out;
    enum err_code rc;
    buf_init(&out, LIMIT_FILE_BYTES);
    TRY(write_services(&out, o, e));
    rc = file_create(o->path, buf_str(&out), 0644, e);
out:
    buf_dispose(&out);
    return rc;
}

/* --- tables --- */

static enum err_code put_file(struct directory_out *o, const char *name,
                              const struct buf *bytes, struct err *e)
{
    enum err_code rc = buf_check(bytes, e);
    if (rc != OK) return rc;
    if (o->beside) {
        struct arena a = {0};
        rc = file_create(arena_format(&a, "%s/%s", o->beside, name), buf_str(bytes),
                         0644, e);
        arena_dispose(&a);
        return rc;
    }
    FILE *from = fmemopen(bytes->p, bytes->n, "r");
    if (!from) return err_set(e, ERR_IO, "a file of the zip cannot be made");
    rc = zip_add(&o->zip, name, from, e);
    fclose(from);
    return rc;
}

/* One table; *n_out its rows. Nothing is written of an empty one. */
static enum err_code export_table(int64_t *n_out, struct directory_out *o,
                                  enum directory_kind kind, struct err *e)
{
    struct uuid after = {{0}};
    struct arena a = {0};
    struct directory_record *records;
    struct csv_writer w;
    struct buf out;
    size_t n = PIECE;
    enum err_code rc = OK;
    *n_out = 0;
    buf_init(&out, LIMIT_FILE_BYTES);
    csv_init(&w, &out, ',');
    hsds_table_head(&w, kind);
    while (n == PIECE) {
        arena_reset(&a);
        TRY(directory_list(&records, &n, &a, o->house->db, kind, after, PIECE, e));
        for (size_t i = 0; i < n; i++) {
            hsds_table_row(&o->result->n_left_out, &w, &records[i]);
            after = records[i].id;
        }
        *n_out += (int64_t)n;
    }
    if (*n_out) rc = put_file(o, directory_shape(kind)->file, &out, e);
out:
    buf_dispose(&out);
    arena_dispose(&a);
    return rc;
}

static enum err_code export_tables(struct directory_out *o, struct err *e)
{
    struct buf package = {0};
    uint32_t kinds = 0;
    enum err_code rc = OK;
    for (unsigned k = 0; k < N_DIRECTORY_KINDS; k++) {
        int64_t n;
        TRY(export_table(&n, o, (enum directory_kind)k, e));
        if (!n) continue;
        kinds |= UINT32_C(1) << k;
        o->result->n_records += n;
        if (k == DIRECTORY_SERVICE) o->result->n_services = n;
    }
    TRY(hsds_datapackage(&package, kinds, e));
    rc = put_file(o, "datapackage.json", &package, e);
out:
    buf_dispose(&package);
    return rc;
}

static enum err_code no_file(struct err *e, const char *path)
{
    return err_set(e, errno == EEXIST ? ERR_EXISTS : ERR_IO, "%s: %s", path,
                   strerrordesc_np(errno));
}

/* The folder gets its name when everything is in it. */
static enum err_code export_folder(struct directory_out *o, struct err *e)
{
    struct arena a = {0};
    enum err_code rc = OK;
    o->beside = arena_format(&a, "%s.part", o->path);
    if (mkdir(o->beside, 0755) != 0) {
        rc = no_file(e, o->beside);
        goto out;
    }
    TRY(export_tables(o, e));
    if (rename(o->beside, o->path) != 0) rc = no_file(e, o->path);
out:
    arena_dispose(&a);
    return rc;
}

static enum err_code export_zip(struct directory_out *o, struct err *e)
{
    enum err_code rc;
    o->zip.out = fopen(o->path, "wbx");
    if (!o->zip.out) return no_file(e, o->path);
    TRY(export_tables(o, e));
    rc = zip_finish(&o->zip, e);
out:
    if (fclose(o->zip.out) != 0 && rc == OK) rc = no_file(e, o->path);
    if (rc != OK) unlink(o->path);
    return rc;
}

enum err_code directory_export_run(struct directory_export *out, struct house *h,
                                   const char *path, struct err *e)
{
    struct directory_out o = {.result = out, .house = h, .path = path};
    struct str name = str_of(path);
    enum err_code rc;
    *out = (struct directory_export){0};
    if (file_exists(path)) {
        rc = err_set(e, ERR_EXISTS, "%s is there already", path);
        err_hint(e, "give a name that is not there yet");
        return rc;
    }
    TRY(db_snapshot_begin(h->db, e));
    rc = str_ends(name, S(".json"))  ? export_json(&o, e)
         : str_ends(name, S(".zip")) ? export_zip(&o, e)
                                     : export_folder(&o, e);
    db_snapshot_end(h->db);
out:
    return rc;
}
