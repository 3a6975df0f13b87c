/* Rows that hang on a person known before wait until there are many. Then what was said
 * before is looked up in order of key, and they are written in order of person: pages
 * of the store are touched once a batch and not once a row, and a person's key is
 * opened once. What is told stays in the order of the lines. */
#include "act/import_int.h"

bool batch_takes(enum layout_number kind)
{
    switch (kind) {
    case LAYOUT_SPELLS:
    case LAYOUT_STARTS:
    case LAYOUT_ENDS:
    case LAYOUT_PHASES:
    case LAYOUT_CONTACTS:
    case LAYOUT_ACTIVITIES:
    case LAYOUT_OUTCOMES:
    case LAYOUT_JUDGEMENTS:
    case LAYOUT_REFERRALS:
    case LAYOUT_OBSERVATIONS:
        return true;
    default:
        return false;
    }
}

/* --- waiting --- */

static int first_key_column(const struct layout *layout)
{
    for (size_t i = 0; i < layout->n_columns; i++)
        if (layout->columns[i].flags & KEY_PART) return (int)i;
    return -1;
}

static struct str kept(struct arena *a, struct str s)
{
    return (struct str){arena_copy(a, s.p, s.n), s.n};
}

void batch_add(struct import *im, const struct row_act *a,
               const struct source_hash *key, const struct source_hash *content)
{
    struct batch *b = &im->waiting;
    int column = first_key_column(im->layout);
    mem_push_room(b->rows, b->n, b->cap);
    struct waiting_row *w = &b->rows[b->n++];
    *w = (struct waiting_row){.line = a->row->line,
                              .key = *key,
                              .content = *content,
                              .person = a->whose.person,
                              .text = kept(&b->texts, a->row->text)};
    if (column >= 0) w->key_text = kept(&b->texts, cell_text(a, column));
    w->subject = uuid7_from(&im->ids);
    w->fact = decode_fact(&b->texts, im->kind, w->subject, a);
}

void batch_tell(struct import *im, const struct verdict *v)
{
    struct batch *b = &im->waiting;
    mem_push_room(b->verdicts, b->n_verdicts, b->verdicts_cap);
    b->verdicts[b->n_verdicts++] = *v;
}

bool batch_is_full(const struct import *im)
{
    const struct batch *b = &im->waiting;
    return b->n >= BATCH_ROWS || b->texts.total >= BATCH_BYTES ||
           b->n_verdicts >= BATCH_VERDICTS;
}

/* --- orders --- */

static uint64_t high_bytes(const uint8_t b[8])
{
    uint64_t v = 0;
    for (int i = 0; i < 8; i++)
        v = v << 8 | b[i];
    return v;
}

static int compare_places(const void *x, const void *y)
{
    const struct batch_place *a = x, *b = y;
    if (a->high != b->high) return a->high < b->high ? -1 : 1;
    if (a->low != b->low) return a->low < b->low ? -1 : 1;
    return a->row < b->row ? -1 : a->row > b->row;
}

static void put_in_order(struct batch *b, bool by_person)
{
    b->order = mem_grow(b->order, b->n, sizeof *b->order);
    for (uint32_t i = 0; i < b->n; i++) {
        const uint8_t *bytes = by_person ? b->rows[i].person.u.b : b->rows[i].key.b;
        b->order[i] = (struct batch_place){high_bytes(bytes), high_bytes(bytes + 8), i};
    }
    qsort(b->order, b->n, sizeof *b->order, compare_places);
}

/* --- deciding --- */

static bool same_hash(const struct source_hash *a, const struct source_hash *b)
{
    return memcmp(a, b, sizeof *a) == 0;
}

static enum err_code decide_row(struct import *im, struct waiting_row *w, struct err *e)
{
    struct source_key_fact before;
    bool found = false;
    enum err_code rc = source_key_find(&before, &found, im->house->db, &w->key, e);
    w->fate = ROW_ADDED;
    if (rc != OK || !found) return rc;
    if (uuid_eq(before.delivery, im->delivery.id) ||
        key_set_has(&im->unchanged, &w->key)) {
        w->fate = ROW_REFUSED;
    } else if (same_hash(&before.content, &w->content)) {
        w->fate = ROW_SAME;
        key_set_add(&im->unchanged, &w->key);
    } else {
        w->fate = ROW_CHANGED;
        w->before = arena_new(&im->waiting.texts, struct source_key_fact);
        *w->before = before;
    }
    return OK;
}

/* Of rows with one key the first line counts. */
static enum err_code decide_all(struct import *im, struct err *e)
{
    struct batch *b = &im->waiting;
    const struct waiting_row *last = NULL;
    enum err_code rc = OK;
    for (size_t i = 0; i < b->n; i++) {
        struct waiting_row *w = &b->rows[b->order[i].row];
        if (last && same_hash(&last->key, &w->key))
            w->fate = ROW_REFUSED;
        else
            TRY(decide_row(im, w, e));
        last = w;
    }
out:
    return rc;
}

/* --- writing --- */

static bool is_written(const struct waiting_row *w)
{
    return w->fate == ROW_ADDED || w->fate == ROW_CHANGED;
}

static enum err_code write_facts(struct import *im, struct err *e)
{
    struct batch *b = &im->waiting;
    enum err_code rc = OK;
    for (size_t i = 0; i < b->n; i++) {
        const struct waiting_row *w = &b->rows[b->order[i].row];
        if (i % PROGRESS_ROWS == 0) import_progress(im);
        if (!is_written(w)) continue;
        TRY(write_fact(im, w, e));
        TRY(keep_as_received(im, w->person, w->line, w->text, e));
    }
out:
    return rc;
}

static enum err_code write_keys(struct import *im, struct err *e)
{
    struct batch *b = &im->waiting;
    enum err_code rc = OK;
    for (size_t i = 0; i < b->n; i++) {
        const struct waiting_row *w = &b->rows[b->order[i].row];
        struct source_key_fact f = {.key = w->key,
                                    .content = w->content,
                                    .person = w->person,
                                    .subject = w->subject};
        if (is_written(w)) TRY(keep_key(im, &f, w->before, e));
    }
out:
    return rc;
}

/* --- telling --- */

static void count_and_tell(struct import *im, const struct waiting_row *w)
{
    struct import_result *r = im->result;
    r->n_added += w->fate == ROW_ADDED;
    r->n_changed += w->fate == ROW_CHANGED;
    r->n_same += w->fate == ROW_SAME;
    if (w->fate == ROW_REFUSED) {
        struct verdict v = delivery_reader_verdict_of(
            im->reader, w->line, first_key_column(im->layout), w->key_text);
        expect_key_once(&v);
        delivery_reader_refuse_earlier(im->reader);
        if (im->order->tell) im->order->tell(im->order->to, &v);
    } else if (im->order->tell_all && im->order->tell) {
        struct verdict v = {.fate = w->fate, .line = w->line};
        im->order->tell(im->order->to, &v);
    }
}

static void tell_in_order(struct import *im)
{
    struct batch *b = &im->waiting;
    size_t next = 0;
    for (size_t i = 0; i < b->n; i++) {
        for (; next < b->n_verdicts && b->verdicts[next].line < b->rows[i].line; next++)
            im->order->tell(im->order->to, &b->verdicts[next]);
        count_and_tell(im, &b->rows[i]);
    }
    for (; next < b->n_verdicts; next++)
        im->order->tell(im->order->to, &b->verdicts[next]);
}

enum err_code batch_write(struct import *im, struct err *e)
{
    struct batch *b = &im->waiting;
    enum err_code rc;
    put_in_order(b, false);
    TRY(decide_all(im, e));
    TRY(write_keys(im, e));
    put_in_order(b, true);
    TRY(write_facts(im, e));
    tell_in_order(im);
out:
    b->n = b->n_verdicts = 0;
    arena_reset(&b->texts);
    return rc;
}

void batch_dispose(struct batch *b)
{
    free(b->rows);
    free(b->order);
    free(b->verdicts);
    arena_dispose(&b->texts);
}
