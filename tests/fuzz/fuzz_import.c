/* A partner's file of any kind: nothing that is accepted breaks what the layout
 * promises, and the size of the blocks in which the bytes come changes nothing. The
 * first byte chooses the kind, the second the size of the blocks. */
#include "base/utf8.h"
#include "domain/attribute.h"
#include "exchange/delivery_reader.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

struct outcome {
    uint64_t sum; /* of all that was read */
    int64_t n_good, n_refused;
    enum err_code rc;
};

static void add(struct outcome *o, struct str s)
{
    o->sum = o->sum * 31 + str_hash(s);
}

static void tell(void *to, const struct verdict *v)
{
    struct outcome *o = to;
    require(v->fate == ROW_REFUSED && v->line >= 1 && v->expected[0]);
    require(utf8_is_valid(str_of(v->value)));
    o->sum = o->sum * 31 + (uint64_t)v->line;
}

static void check_value(const struct column *c, const struct value *v)
{
    require(v->is_given || !(c->flags & NEEDED));
    if (!v->is_given) return;
    require(utf8_is_valid(v->text));
    const struct code_list *list = column_list(c);
    bool known = c->type != TYPE_ATTRIBUTE || v->state == ANSWER_KNOWN;
    if (c->type == TYPE_YES_NO)
        require(v->number == 0 || v->number == 1);
    else if (list && known && !column_is_multiple(c))
        require(v->number >= 0 && v->number < list->n);
    if (c->type == TYPE_TEXT || c->type == TYPE_KEY || c->type == TYPE_REFERENCE)
        require(v->text.n <= (size_t)c->high);
    if (c->type == TYPE_EURO) require(v->number >= 0);
    if (c->type == TYPE_WHOLE) require(v->number >= c->low && v->number <= c->high);
}

static void read_rows(struct outcome *o, struct delivery_reader *r,
                      const struct layout *layout)
{
    struct err e;
    struct buf canonical;
    buf_init(&canonical, 0);
    for (;;) {
        struct received_row *row;
        o->rc = delivery_reader_next(&row, r, &e);
        if (o->rc != OK || !row) break;
        for (size_t i = 0; i < layout->n_columns; i++)
            check_value(&layout->columns[i], &row->values[i]);
        buf_clear(&canonical);
        delivery_reader_canonical(&canonical, r, COLUMNS_ALL);
        require(canonical.n > 0);
        add(o, buf_str(&canonical));
        o->n_good++;
    }
    o->n_refused = delivery_reader_refused(r);
    require(o->n_good + o->n_refused == delivery_reader_rows(r));
    buf_dispose(&canonical);
}

static struct outcome read_file(struct str text, size_t block,
                                const struct layout *layout)
{
    struct outcome o = {0};
    struct text_source source = {text, block};
    struct delivery_reader *r;
    struct err e;
    o.rc = delivery_reader_open(&r, layout, text_source_bytes(&source),
                                day_of(2026, 11, 20), tell, &o, &e);
    if (o.rc == OK) read_rows(&o, r, layout);
    require(o.rc == OK || o.rc == ERR_SYNTAX || o.rc == ERR_INVALID ||
            o.rc == ERR_TOO_LARGE);
    delivery_reader_close(r);
    return o;
}

static bool is_ascii(struct str s)
{
    for (size_t i = 0; i < s.n; i++)
        if ((uint8_t)s.p[i] >= 0x80 || s.p[i] == 0) return false;
    return true;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    if (n < 2) return 0;
    const struct layout *layout = layout_at((enum layout_number)(bytes[0] % N_LAYOUTS));
    struct str text = {(const char *)bytes + 2, n - 2};
    struct outcome whole = read_file(text, 0, layout);
    struct outcome parts = read_file(text, 1 + bytes[1], layout);
    /* the encoding is decided by the first block that says something of it */
    if (is_ascii(text))
        require(whole.sum == parts.sum && whole.rc == parts.rc &&
                whole.n_good == parts.n_good && whole.n_refused == parts.n_refused);
    return 0;
}
