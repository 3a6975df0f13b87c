#include <sys/stat.h>

#include "act/directory_exchange.h"

#include <sodium.h>

#include "base/file.h"
#include "base/limits.h"
#include "exchange/byte_source.h"
#include "exchange/zip_read.h"
#include "store/directory_search.h"
#include "store/programme_store.h"
#include "store/source_store.h"

#define KIND_OF_DELIVERY "services"

struct directory_in {
    const struct directory_order *order;
    struct directory_import *result;
    struct house *house;
    struct arena arena;
    struct hsds_reader reader;
    struct organisation_id sender;
    crypto_generichash_state digest;
    struct write *w;
};

/* --- reading --- */

static enum err_code read_part(struct directory_in *in, const char *name,
                               struct str bytes, struct err *e)
{
    enum directory_kind kind;
    crypto_generichash_update(&in->digest, (const uint8_t *)name, strlen(name) + 1);
    crypto_generichash_update(&in->digest, (const uint8_t *)bytes.p, bytes.n);
    if (strcmp(name, "datapackage.json") == 0) return OK;
    if (directory_kind_named(&kind, str_of(name)))
        return hsds_read_table(&in->reader, kind, bytes, e);
    struct str text = str_trim(bytes);
    if (text.n && (text.p[0] == '{' || text.p[0] == '['))
        return hsds_read_json(&in->reader, bytes, e);
    err_set(e, ERR_SYNTAX, "\"%.60s\" is not a table of HSDS 3", name);
    err_hint(e, "tables are named as in the standard: services.csv, locations.csv ...");
    return ERR_SYNTAX;
}

static enum err_code read_folder(struct directory_in *in, struct err *e)
{
    enum err_code rc = OK;
    size_t n = 0, total = 0;
    for (unsigned kind = 0; kind < N_DIRECTORY_KINDS; kind++) {
        const char *name = directory_shape((enum directory_kind)kind)->file;
        char *path = arena_format(&in->arena, "%s/%s", in->order->path, name);
        struct str bytes;
        if (!file_exists(path)) continue;
        TRY(file_read(&bytes, &in->arena, path, LIMIT_FILE_BYTES - total, e));
        total += bytes.n;
        n++;
        TRY(read_part(in, name, bytes, e));
    }
    if (!n) {
        rc = err_set(e, ERR_NOT_FOUND, "there are no tables of HSDS 3 in this folder");
        err_hint(e, "they are named as in the standard: services.csv, locations.csv");
    }
out:
    return rc;
}

static enum err_code read_file(struct directory_in *in, struct err *e)
{
    const char *slash = strrchr(in->order->path, '/');
    const char *name = slash ? slash + 1 : in->order->path;
    struct zip_part *parts;
    struct str bytes;
    enum err_code rc;
    size_t n;
    TRY(file_read(&bytes, &in->arena, in->order->path, LIMIT_FILE_BYTES, e));
    if (!zip_is_one(bytes)) {
        rc = read_part(in, name, bytes, e);
        goto out;
    }
    TRY(zip_read(&parts, &n, &in->arena, bytes, LIMIT_FILE_BYTES, e));
    for (size_t i = 0; i < n; i++)
        TRY(read_part(in, parts[i].name, parts[i].bytes, e));
out:
    return rc;
}

static bool is_folder(const char *path)
{
    struct stat st;
    return stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

/* --- deciding --- */

static enum err_code find_sender(struct directory_in *in, struct err *e)
{
    struct organisation_fact organisation;
    bool found = false;
    enum err_code rc;
    if (!in->order->sender) return OK;
    rc = organisation_find(&organisation, &found, in->house->db,
                           str_of(in->order->sender), e);
    if (rc != OK) return rc;
    in->sender = organisation.id;
    if (found) return OK;
    err_set(e, ERR_NOT_FOUND, "there is no organisation with code \"%.30s\"",
            in->order->sender);
    err_hint(e, "import organisations first; the sender is one of them");
    return ERR_NOT_FOUND;
}

static void tell_fate(struct directory_in *in, const struct hsds_item *item,
                      enum row_fate fate)
{
    struct verdict v = {.fate = fate, .line = item->line};
    if (fate == ROW_REFUSED) {
        verdict_expect(&v, "%s: a service that the sender keeps",
                       directory_shape((enum directory_kind)item->record.kind)->name);
        verdict_cure(&v, "ask the organisation that keeps it");
    }
    if (in->order->tell && (fate == ROW_REFUSED || in->order->tell_all))
        in->order->tell(in->order->to, &v);
}

/* Whose is it: kept by the sender, by another, or by nobody yet? */
static enum err_code may_change(bool *out, bool *is_new_out, struct directory_in *in,
                                const struct directory_record *r, struct err *e)
{
    struct directory_standing standing;
    struct uuid service = r->kind == DIRECTORY_SERVICE ? r->id : r->slots[SLOT_SERVICE];
    enum err_code rc = OK;
    *out = true;
    *is_new_out = false;
    if (uuid_is_nil(service) || uuid_is_nil(in->sender.u)) return OK;
    TRY(directory_standing(&standing, write_db(in->w), service, DAY_NONE, e));
    bool has_keeper = !uuid_is_nil(standing.keeper.u);
    *out = !has_keeper || uuid_eq(standing.keeper.u, in->sender.u);
    *is_new_out = r->kind == DIRECTORY_SERVICE && !has_keeper;
out:
    return rc;
}

static enum err_code decide(struct directory_in *in, const struct hsds_item *item,
                            struct err *e)
{
    static const enum row_fate fates[] = {[DIRECTORY_ADDED] = ROW_ADDED,
                                          [DIRECTORY_CHANGED] = ROW_CHANGED,
                                          [DIRECTORY_SAME] = ROW_SAME};
    struct directory_import *r = in->result;
    enum directory_fate fate;
    bool may, is_new;
    enum err_code rc = OK;
    if (directory_is_own(item->record.id)) { /* our own words, out and back in */
        r->n_same++;
        goto out;
    }
    TRY(may_change(&may, &is_new, in, &item->record, e));
    if (!may) {
        r->n_refused++;
        tell_fate(in, item, ROW_REFUSED);
        goto out;
    }
    TRY(directory_put(&fate, in->w, &item->record, e));
    r->n_added += fate == DIRECTORY_ADDED;
    r->n_changed += fate == DIRECTORY_CHANGED;
    r->n_same += fate == DIRECTORY_SAME;
    tell_fate(in, item, fates[fate]);
    if (!is_new || fate == DIRECTORY_SAME) goto out;
    struct directory_keeper_fact keeper = {uuid7_new(), item->record.id, in->sender};
    rc = directory_keeper_add(in->w, &keeper, e);
out:
    return rc;
}

/* --- may it stay? --- */

static enum err_code check_jump(const struct directory_in *in, struct err *e)
{
    struct delivery_fact last;
    bool found = false;
    int64_t now = in->result->n_rows;
    if (in->order->accept_jump) return OK;
    enum err_code rc =
        delivery_last(&last, &found, write_db(in->w), in->sender, KIND_OF_DELIVERY, e);
    if (rc != OK || !found || last.n_rows == 0) return rc;
    int64_t change = now > last.n_rows ? now - last.n_rows : last.n_rows - now;
    if (change * 100 <= in->order->max_jump * last.n_rows) return OK;
    err_set(e, ERR_INVALID,
            "%lld records now, %lld in the last delivery: more than %d %% apart",
            (long long)now, (long long)last.n_rows, in->order->max_jump);
    err_hint(e, "nothing was written; when it is right, give --accept-jump");
    return ERR_INVALID;
}

static enum err_code check_refused(const struct directory_in *in, struct err *e)
{
    if (!in->result->n_refused || in->order->keep_good) return OK;
    err_set(e, ERR_INVALID, "%lld records are refused: nothing was written",
            (long long)in->result->n_refused);
    err_hint(e, "correct them (--report FILE lists all), or give --keep-good");
    return ERR_INVALID;
}

static enum err_code commit(struct directory_in *in, struct err *e)
{
    const struct directory_import *r = in->result;
    const char *slash = strrchr(in->order->path, '/');
    struct delivery_fact d = {.id = uuid7_new(),
                              .sender = in->sender,
                              .kind = KIND_OF_DELIVERY,
                              .received_on = in->order->received,
                              .n_rows = r->n_rows,
                              .n_added = r->n_added,
                              .n_changed = r->n_changed,
                              .n_same = r->n_same,
                              .n_refused = r->n_refused};
    enum err_code rc;
    snprintf(d.name, sizeof d.name, "%s", slash ? slash + 1 : in->order->path);
    crypto_generichash_final(&in->digest, d.digest, sizeof d.digest);
    TRY(delivery_add(in->w, &d, e));
    TRY(write_commit(&in->w, e));
    in->result->was_written = true;
out:
    return rc;
}

static void fill_result(struct directory_in *in)
{
    struct directory_import *r = in->result;
    r->n_rows = (int64_t)in->reader.n + in->reader.n_refused;
    r->n_refused = in->reader.n_refused;
    r->n_shared = in->reader.n_shared;
    r->n_unknown = in->reader.n_unknown;
    r->n_unknown_names = in->reader.n_unknown_names;
    memcpy(r->unknown, in->reader.unknown, sizeof r->unknown);
}

static enum err_code run(struct directory_in *in, struct err *e)
{
    static const struct actor command_line = {"cli"};
    const struct directory_order *o = in->order;
    enum err_code rc;
    TRY(find_sender(in, e));
    TRY(is_folder(o->path) ? read_folder(in, e) : read_file(in, e));
    fill_result(in);
    TRY(write_begin(&in->w, in->house->db, &command_line, "import services", "", e));
    for (size_t i = 0; i < in->reader.n; i++)
        TRY(decide(in, &in->reader.items[i], e));
    TRY(check_refused(in, e));
    TRY(check_jump(in, e));
    bool brings_nothing = in->result->n_added + in->result->n_changed == 0;
    if (!o->dry_run && !brings_nothing) rc = commit(in, e);
out:
    return rc;
}

enum err_code directory_import_run(struct directory_import *out, struct house *h,
                                   const struct directory_order *order, struct err *e)
{
    struct directory_in in = {.order = order, .result = out, .house = h};
    *out = (struct directory_import){0};
    hsds_reader_init(&in.reader, &in.arena, order->received);
    in.reader.tell = order->tell;
    in.reader.to = order->to;
    crypto_generichash_init(&in.digest, NULL, 0, FILE_DIGEST_BYTES);
    enum err_code rc = run(&in, e);
    write_abandon(&in.w);
    hsds_reader_dispose(&in.reader);
    arena_dispose(&in.arena);
    return rc;
}
