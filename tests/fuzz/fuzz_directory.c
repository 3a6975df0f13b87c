/* A directory of services of somebody else: JSON, a table or a zip. Whatever was taken
 * in is written as tables, and read again it is the same and nothing of it is refused.
 */
#include "exchange/hsds_read.h"
#include "exchange/hsds_write.h"
#include "exchange/zip_read.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

enum { FROM_ZIP = N_DIRECTORY_KINDS, MOST_BYTES = 1 << 20 };

static void read_all(struct hsds_reader *r, struct str text, uint8_t how)
{
    struct err e = {0};
    struct zip_part *parts;
    size_t n;
    enum err_code rc = OK;
    if (how < N_DIRECTORY_KINDS)
        rc = hsds_read_table(r, (enum directory_kind)how, text, &e);
    else if (how == FROM_ZIP)
        rc = zip_read(&parts, &n, r->arena, text, MOST_BYTES, &e);
    else
        rc = hsds_read_json(r, text, &e);
    require(rc == OK || e.message[0]);
}

static void read_again(const struct hsds_reader *first, struct arena *a)
{
    struct hsds_reader second;
    struct err e = {0};
    int64_t n_left_out = 0;
    hsds_reader_init(&second, a, first->borders);
    for (unsigned kind = 0; kind < N_DIRECTORY_KINDS; kind++) {
        struct csv_writer w;
        struct buf out = {0};
        csv_init(&w, &out, ',');
        hsds_table_head(&w, (enum directory_kind)kind);
        for (size_t i = 0; i < first->n; i++)
            if (first->items[i].record.kind == kind)
                hsds_table_row(&n_left_out, &w, &first->items[i].record);
        require(hsds_read_table(&second, (enum directory_kind)kind, buf_str(&out),
                                &e) == OK);
        buf_dispose(&out);
    }
    require(second.n_refused == 0 && second.n == first->n);
    hsds_reader_dispose(&second);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    struct arena a = {0};
    struct hsds_reader r;
    if (n == 0) return 0;
    hsds_reader_init(&r, &a, day_of(2026, 11, 22));
    read_all(&r, (struct str){(const char *)bytes + 1, n - 1}, bytes[0]);
    read_again(&r, &a);
    hsds_reader_dispose(&r);
    arena_dispose(&a);
    return 0;
}
