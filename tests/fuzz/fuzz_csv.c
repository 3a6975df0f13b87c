/* Rows that are read, written and read again are the same rows; no cell that is written
 * begins as a formula. The first byte chooses the separator. */
#include "base/csv.h"
#include "base/limits.h"
#include "base/utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

static bool looks_like_a_formula(struct str s)
{
    if (!s.n || !memchr("=+-@\t\r\n", s.p[0], 7)) return false;
    for (size_t i = 1; i < s.n; i++)
        if (!memchr("0123456789.,", s.p[i], 12)) return true;
    return s.n == 1 || s.p[0] == '=' || s.p[0] == '@';
}

static void check_same(struct csv_reader *first, struct csv_reader *second)
{
    struct arena a = {0};
    for (bool end = false; !end;) {
        struct str *x, *y;
        size_t n_x, n_y;
        bool end_second;
        require(csv_read_row(first, &a, &x, &n_x, &end, NULL) == OK);
        require(csv_read_row(second, &a, &y, &n_y, &end_second, NULL) == OK);
        require(end == end_second && n_x == n_y);
        for (size_t i = 0; i < n_x; i++) {
            require(str_eq(x[i], csv_plain(y[i])));
            require(!looks_like_a_formula(y[i]));
        }
    }
    arena_dispose(&a);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    static const char separators[] = ",;\t|";
    if (n == 0) return 0;
    char separator = separators[bytes[0] % 4];
    struct str text = {(const char *)bytes + 1, n - 1};
    struct arena a = {0};
    struct buf out;
    buf_init(&out, 4 * n + 64);
    struct csv_writer w;
    struct csv_reader r;
    struct err e;
    csv_init(&w, &out, separator);
    csv_reader_init(&r, text, separator);
    bool end = false;
    while (!end) {
        struct str *cells;
        size_t n_cells;
        e = (struct err){0};
        enum err_code rc = csv_read_row(&r, &a, &cells, &n_cells, &end, &e);
        if (rc != OK) {
            require(rc == ERR_SYNTAX || rc == ERR_TOO_LARGE);
            require(e.line >= r.line && r.line >= 1);
            require(rc != ERR_SYNTAX || e.column >= 1);
            goto out;
        }
        require(end || (n_cells >= 1 && n_cells <= LIMIT_CSV_CELLS));
        if (end) break;
        for (size_t i = 0; i < n_cells; i++) {
            require(utf8_is_valid(cells[i]));
            csv_cell(&w, cells[i]);
        }
        csv_end_row(&w);
    }
    require(buf_check(&out, &e) == OK);
    struct csv_reader first, second;
    csv_reader_init(&first, text, separator);
    csv_reader_init(&second, buf_str(&out), separator);
    check_same(&first, &second);
out:
    buf_dispose(&out);
    arena_dispose(&a);
    return 0;
}
