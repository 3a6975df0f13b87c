#include "store/gather.h"

enum err_code rows_gather_sized(void **out, size_t *n_out, struct arena *a, size_t size,
                                row_reader *read, struct statement *st, struct err *e)
{
    uint8_t *list = NULL;
    size_t n = 0, cap = 0;
    enum err_code rc;
    bool row;
    *out = NULL;
    *n_out = 0;
    for (;;) {
        TRY(statement_step(&row, st, e));
        if (!row) break;
        if (n == cap) {
            cap = cap ? cap * 2 : 64;
            list = mem_grow(list, cap, size);
        }
        memset(list + n * size, 0, size);
        TRY(read(list + n * size, a, st, e));
        n++;
    }
    *out = arena_array(a, n, size);
    if (n) memcpy(*out, list, n * size);
    *n_out = n;
out:
    statement_done(st);
    free(list);
    return rc;
}
