#include "act/import_int.h"

#include "store/programme_store.h"

/* --- before --- */

static enum err_code find_sender(struct import *im, struct err *e)
{
    struct uuid id;
    if (!im->order->sender) return OK;
    enum err_code rc =
        known_code_find(&id, im, LAYOUT_ORGANISATIONS, str_of(im->order->sender), e);
    im->sender.u = id;
    if (rc != OK || !uuid_is_nil(id)) return rc;
    rc = err_set(e, ERR_NOT_FOUND, "there is no organisation with code \"%.30s\"",
                 im->order->sender);
    err_hint(e, "import organisations first; the sender is one of them");
    return rc;
}

static enum err_code begin(struct import *im, struct err *e)
{
    static const struct actor command_line = {"cli"};
    char act[80];
    snprintf(act, sizeof act, "import %s", im->layout->name);
    enum err_code rc = db_expect_many(im->house->db, e);
    if (rc != OK) return rc;
    rc = write_begin(&im->w, im->house->db, &command_line, act, "", e);
    if (rc == ERR_BUSY)
        err_hint(e, "another import or program is writing: nothing was done; try again "
                    "when it is ready");
    if (rc != OK) return rc;
    im->delivery =
        (struct delivery_fact){.id = uuid7_new(), .received_on = im->order->received};
    rc = find_sender(im, e);
    im->record = (struct source_record_fact){.sender = im->sender,
                                             .received_on = im->order->received};
    snprintf(im->record.format, sizeof im->record.format, "%s", im->layout->name);
    uuid_text(im->record.batch, im->delivery.id);
    return rc;
}

/* --- rows --- */

/* A refusal of the reader: told at once, or when the rows before it are decided. */
static void tell_refusal(void *to, const struct verdict *v)
{
    struct import *im = to;
    if (!im->order->tell) return;
    if (batch_takes(im->kind))
        batch_tell(im, v);
    else
        im->order->tell(im->order->to, v);
}

void import_progress(const struct import *im)
{
    const struct import_order *o = im->order;
    if (o->progress)
        o->progress(o->to, delivery_reader_rows(im->reader), im->file->n_bytes,
                    file_source_size(im->file));
}

static enum err_code read_rows(struct import *im, struct err *e)
{
    enum err_code rc, at_end = OK;
    for (;;) {
        struct received_row *row = NULL;
        at_end = delivery_reader_next(&row, im->reader, e);
        if (!row) break;
        TRY(import_row(im, row, e));
        if (batch_is_full(im)) TRY(batch_write(im, e));
        if (delivery_reader_rows(im->reader) % PROGRESS_ROWS == 0) import_progress(im);
    }
    struct err why = {0};
    rc = batch_write(im, &why);
    if (rc != OK) *e = why;
    if (rc == OK) rc = at_end;
out:
    return rc;
}

static bool has_total(const struct layout *layout)
{
    for (size_t i = 0; i < layout->n_columns; i++)
        if (layout->columns[i].flags & SUMMED) return true;
    return false;
}

static void fill_result(struct import *im)
{
    struct import_result *r = im->result;
    r->file = delivery_reader_facts(im->reader);
    r->n_rows = delivery_reader_rows(im->reader);
    r->n_refused = delivery_reader_refused(im->reader);
    r->has_total = has_total(im->layout);
    r->total = delivery_reader_total(im->reader);
}

/* --- after: may it stay? --- */

static enum err_code refuse_jump(const struct import *im,
                                 const struct delivery_fact *last, const char *what,
                                 int64_t now, int64_t then, struct err *e)
{
    char day[DAY_TEXT + 1];
    double change = 100.0 * (double)(now - then) / (double)then;
    day_text(day, last->received_on);
    enum err_code rc = err_set(e, ERR_INVALID,
                               "%s %+.0f %% against the delivery received on %s: %lld "
                               "now, %lld then; more than %d %%",
                               what, change, day, (long long)now, (long long)then,
                               im->order->max_jump);
    err_hint(e, "nothing was written; when it is right, give --accept-jump");
    return rc;
}

static bool jumps(int64_t now, int64_t then, int max_percent)
{
    double change = (double)now - (double)then;
    if (then == 0) return false;
    return (change < 0 ? -change : change) * 100.0 > (double)max_percent * (double)then;
}

static enum err_code check_jump(const struct import *im, struct err *e)
{
    struct delivery_fact last;
    bool found = false;
    const struct import_result *r = im->result;
    if (im->order->accept_jump) return OK;
    enum err_code rc =
        delivery_last(&last, &found, im->house->db, im->sender, im->layout->name, e);
    if (rc != OK || !found) return rc;
    if (jumps(r->n_rows, last.n_rows, im->order->max_jump))
        return refuse_jump(im, &last, "rows", r->n_rows, last.n_rows, e);
    if (r->has_total && last.has_total &&
        jumps(r->total, last.total, im->order->max_jump))
        return refuse_jump(im, &last, "total", r->total, last.total, e);
    return OK;
}

static enum err_code check_refused(const struct import *im, struct err *e)
{
    const struct import_result *r = im->result;
    if (r->n_refused == 0 || im->order->keep_good) return OK;
    enum err_code rc =
        err_set(e, ERR_INVALID, "%lld of %lld rows are refused: nothing was written",
                (long long)r->n_refused, (long long)r->n_rows);
    err_hint(e, "correct them (--report FILE lists all), or give --keep-good");
    return rc;
}

/* The last part of the path; who delivers may have put their own name in a folder. */
static void name_file(char out[120], const char *path)
{
    const char *slash = strrchr(path, '/');
    snprintf(out, 120, "%s", slash ? slash + 1 : path);
}

/* The header stands beside the rows: without it they could not be read again. */
static enum err_code keep_header(struct import *im, struct err *e)
{
    return keep_as_received(im, nobody, 1, delivery_reader_header(im->reader), e);
}

static enum err_code commit(struct import *im, const uint8_t digest[FILE_DIGEST_BYTES],
                            struct err *e)
{
    const struct import_result *r = im->result;
    struct delivery_fact *d = &im->delivery;
    enum err_code rc;
    d->sender = im->sender;
    snprintf(d->kind, sizeof d->kind, "%s", im->layout->name);
    name_file(d->name, im->order->path);
    memcpy(d->digest, digest, sizeof d->digest);
    d->n_rows = r->n_rows;
    d->n_added = r->n_added;
    d->n_changed = r->n_changed;
    d->n_same = r->n_same;
    d->n_refused = r->n_refused;
    d->has_total = r->has_total;
    d->total = r->total;
    TRY(delivery_add(im->w, d, e));
    TRY(keep_header(im, e));
    TRY(write_commit(&im->w, e));
    im->result->was_written = true;
out:
    return rc;
}

static enum err_code run(struct import *im, struct file_source *file, struct err *e)
{
    const struct import_order *o = im->order;
    uint8_t digest[FILE_DIGEST_BYTES];
    enum err_code rc;
    im->file = file;
    TRY(file_source_open(file, o->path, e));
    TRY(begin(im, e));
    TRY(delivery_reader_open(&im->reader, im->layout, file_source_bytes(file),
                             o->received, tell_refusal, im, e));
    rc = read_rows(im, e);
    fill_result(im);
    if (rc != OK) goto out;
    TRY(file_source_finish(digest, file, e));
    TRY(check_refused(im, e));
    TRY(check_jump(im, e));
    bool brings_nothing = im->result->n_added + im->result->n_changed == 0;
    if (!o->dry_run && !brings_nothing) rc = commit(im, digest, e);
out:
    return rc;
}

enum err_code import_run(struct import_result *out, struct house *h,
                         const struct import_order *order, struct err *e)
{
    struct file_source file = {.fd = -1};
    struct import *im = mem_alloc(sizeof *im);
    *out = (struct import_result){0};
    im->order = order;
    im->result = out;
    im->house = h;
    im->layout = order->layout;
    im->kind = layout_number_of(order->layout);
    im->known = mem_array(KNOWN_SLOTS, sizeof *im->known);
    buf_init(&im->scratch, 4 << 20);
    enum err_code rc = run(im, &file, e);
    write_abandon(&im->w);
    delivery_reader_close(im->reader);
    file_source_close(&file);
    buf_dispose(&im->scratch);
    buf_dispose(&im->key_scratch);
    batch_dispose(&im->waiting);
    free(im->unchanged.slots);
    free(im->known);
    free(im);
    return rc;
}
