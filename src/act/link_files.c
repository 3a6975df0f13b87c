#include "act/link_files.h"

#include "base/csv.h"
#include "base/parse.h"
#include "link/value_numbers.h"
#include "domain/code_list.h"
#include "link/explain.h"

static void tell_columns(const struct link_files_wanted *w, const struct person_file *f)
{
    char line[600];
    snprintf(line, sizeof line, "%.200s: %zu rows, %zu columns, %s", f->csv.path,
             f->columns.n_rows, f->columns.n_columns, f->csv.encoding);
    w->tell(w->to, line);
    for (size_t i = 0; i < f->columns.n_columns; i++) {
        const struct column_role *r = &f->role[i];
        const char *use = r->use == COLUMN_EVIDENCE ? person_role_name(r->role)
                          : r->use == COLUMN_ID     ? "id, no evidence"
                          : r->use == COLUMN_TRUTH  ? "who is who, no evidence"
                                                    : "not used";
        snprintf(line, sizeof line, "  %.*s: %s%s%s%s",
                 (int)MIN_OF(r->header.n, (size_t)60), r->header.n ? r->header.p : "",
                 use, r->why[0] ? " (" : "", r->why, r->why[0] ? ")" : "");
        w->tell(w->to, line);
    }
}

/* --- who is who --- */

static enum err_code find_truth(size_t *out, const struct person_file *f,
                                const char *header, struct err *e)
{
    for (*out = 0; *out < f->columns.n_columns; (*out)++)
        if (str_eq_nocase(f->role[*out].header, str_of(header))) return OK;
    enum err_code rc =
        err_set(e, ERR_USAGE, "there is no column \"%.60s\" to measure by", header);
    err_detail(e, "in %.200s", f->csv.path);
    return rc;
}

/* FEBRL numbers its records "rec-223-org" and "rec-223-dup-0". */
static struct str person_in(struct str v)
{
    struct str rest = v, piece;
    if (!str_starts(v, S("rec-"))) return v;
    str_split(&piece, &rest, '-');
    str_split(&piece, &rest, '-');
    return piece;
}

static enum err_code measure(struct linked_files *l, const struct link_files_wanted *w,
                             struct err *e)
{
    enum err_code rc = OK;
    struct value_numbers people;
    uint32_t *truth = mem_array(l->table.n + 1, sizeof *truth);
    uint32_t alone = UINT32_MAX;
    bool across = l->n_files > 1 && !w->have_doubles;
    value_numbers_init(&people, &l->arena);
    for (size_t f = 0; f < l->n_files; f++) {
        size_t column;
        TRY(find_truth(&column, &l->file[f], w->truth, e));
        for (size_t i = 0; i < l->file[f].columns.n_rows; i++) {
            uint32_t n =
                value_number(&people, person_in(l->file[f].columns.value[column][i]));
            truth[l->first_row[f] + i] = n ? n : alone--; /* nobody says who it is */
        }
    }
    link_quality_measure(&l->quality, l->result.cluster_of, truth,
                         across ? l->table.file : NULL, l->table.n);
out:
    value_numbers_dispose(&people);
    free(truth);
    return rc;
}

/* --- matching --- */

static bool has_header(const struct linked_files *l, struct str header)
{
    for (size_t f = 0; f < l->n_files; f++)
        for (size_t i = 0; i < l->file[f].columns.n_columns; i++)
            if (str_eq_nocase(l->file[f].role[i].header, header)) return true;
    return false;
}

static enum err_code check_told(const struct linked_files *l, struct str told,
                                struct err *e)
{
    struct str piece, header;
    while (str_split(&piece, &told, ',')) {
        str_split(&header, &piece, '=');
        header = str_trim(header);
        if (!header.n || has_header(l, header)) continue;
        enum err_code rc = err_set(e, ERR_USAGE, "no file has a column \"%.*s\"",
                                   (int)MIN_OF(header.n, (size_t)60), header.p);
        err_hint(e, "write headers as they stand in the file");
        return rc;
    }
    return OK;
}

/* A column told to be measured by is no evidence, whatever its name. */
static enum err_code read_files(struct linked_files *l,
                                const struct link_files_wanted *w, struct err *e)
{
    enum err_code rc = OK;
    struct str told = w->columns;
    if (w->truth)
        told = str_of(arena_format(&l->arena, "%.*s%s%s=truth", STR_ARG(told),
                                   told.n ? "," : "", w->truth));
    for (; l->n_files < w->n; l->n_files++) {
        struct person_file *f = &l->file[l->n_files];
        TRY(person_file_read(f, w->paths[l->n_files], told, e));
        l->first_row[l->n_files + 1] = l->first_row[l->n_files] + f->columns.n_rows;
        tell_columns(w, f);
    }
    TRY(check_told(l, told, e));
out:
    return rc;
}

static enum err_code tell_estimate(struct linked_files *l,
                                   const struct link_files_wanted *w, struct err *e)
{
    struct match_estimate m;
    char line[400];
    enum err_code rc = match_estimate(&m, &l->table, &w->match, e);
    if (rc != OK) return rc;
    snprintf(
        line, sizeof line,
        "%.0f pairs of records; about %.0f are looked at: %s; some %.0f s and %.0f "
        "MiB",
        m.n_all_pairs, m.n_candidates, m.how, m.seconds + 1, m.bytes / (1 << 20));
    w->tell(w->to, line);
    return OK;
}

enum err_code link_files(struct linked_files *out, const struct link_files_wanted *w,
                         struct err *e)
{
    enum err_code rc = OK;
    *out = (struct linked_files){0};
    require(w->n >= 1 && w->n <= LINK_FILES_MAX);
    TRY(read_files(out, w, e));
    person_table_of_files(&out->table, &out->arena, out->file, out->n_files,
                          w->have_doubles);
    TRY(tell_estimate(out, w, e));
    TRY(match_persons(&out->result, &out->table, &w->match, e));
    const struct match_result *r = &out->result;
    link_errors_expect(&out->expected, r->compared.pair, r->bits, r->compared.n_pairs,
                       r->cluster_of, r->n_rows, r->review_bits);
    if (out->result.model.is_fixed) {
        char line[240];
        snprintf(line, sizeof line, "fixed weights were used: %s",
                 out->result.model.why_fixed);
        w->tell(w->to, line);
    }
    if (w->truth) TRY(measure(out, w, e));
out:
    if (rc != OK) linked_files_dispose(out);
    return rc;
}

void linked_files_dispose(struct linked_files *l)
{
    match_result_dispose(&l->result);
    for (size_t i = 0; i < LINK_FILES_MAX; i++)
        person_file_dispose(&l->file[i]);
    arena_dispose(&l->arena);
    *l = (struct linked_files){0};
}

/* --- what is written --- */

static size_t file_of_row(const struct linked_files *l, size_t row)
{
    size_t f = 0;
    while (f + 1 < l->n_files && row >= l->first_row[f + 1])
        f++;
    return f;
}

static void write_place(struct csv_writer *w, const struct linked_files *l, size_t row)
{
    size_t f = file_of_row(l, row), in_file = row - l->first_row[f];
    size_t id = person_file_column(&l->file[f], COLUMN_ID);
    csv_cell_int(w, (int64_t)f + 1);
    csv_cell_int(w, (int64_t)in_file + 1);
    csv_cell(w, id == SIZE_MAX ? STR_NONE : l->file[f].columns.value[id][in_file]);
}

void linked_files_write_rows(struct buf *out, const struct linked_files *l)
{
    struct csv_writer w;
    uint32_t *number = mem_array(l->table.n + 1, sizeof *number), n = 0;
    csv_init(&w, out, ',');
    csv_cell_c(&w, "file");
    csv_cell_c(&w, "row");
    csv_cell_c(&w, "id");
    csv_cell_c(&w, "person");
    csv_end_row(&w);
    for (size_t i = 0; i < l->table.n; i++) {
        uint32_t cluster = l->result.cluster_of[i];
        if (!number[cluster]) number[cluster] = ++n;
        write_place(&w, l, i);
        csv_cell_int(&w, number[cluster]);
        csv_end_row(&w);
    }
    free(number);
}

static void write_pair(struct csv_writer *w, const struct linked_files *l, size_t i,
                       bool is_linked)
{
    const struct comparison_set *s = &l->result.compared;
    write_place(w, l, s->pair[i].a);
    write_place(w, l, s->pair[i].b);
    csv_cell_c(w, is_linked ? "linked" : "review");
    csv_cell_decimal(w, l->result.bits[i], 1);
    for (size_t f = 0; f < s->n_fields; f++)
        csv_cell_c(w, s->field[f].level_name[s->level[i * s->n_fields + f]]);
    csv_end_row(w);
}

void linked_files_write_pairs(struct buf *out, const struct linked_files *l)
{
    static const char *const heads[] = {"file_a", "row_a", "id_a",    "file_b",
                                        "row_b",  "id_b",  "verdict", "bits"};
    const struct comparison_set *s = &l->result.compared;
    struct csv_writer w;
    csv_init(&w, out, ',');
    for (size_t i = 0; i < ARRAY_LEN(heads); i++)
        csv_cell_c(&w, heads[i]);
    for (size_t f = 0; f < s->n_fields; f++)
        csv_cell_c(&w, s->field[f].name);
    csv_end_row(&w);
    for (size_t i = 0; i < s->n_pairs; i++) {
        const uint32_t *cluster = l->result.cluster_of;
        bool is_linked = cluster[s->pair[i].a] == cluster[s->pair[i].b];
        if (is_linked || l->result.bits[i] >= l->result.review_bits)
            write_pair(&w, l, i, is_linked);
    }
}

/* --- one pair --- */

static enum err_code read_place(uint32_t *out, const struct linked_files *l,
                                struct str place, size_t usual_file, struct err *e)
{
    int64_t file = (int64_t)usual_file + 1, row;
    struct str rest = str_trim(place), head;
    enum err_code rc = OK;
    if (str_contains(rest, S(":"))) {
        str_split(&head, &rest, ':');
        TRY(parse_int(&file, head, 1, (int64_t)l->n_files, "file", e));
    }
    TRY(parse_int(&row, rest, 1, (int64_t)l->file[file - 1].columns.n_rows, "row", e));
    *out = (uint32_t)(l->first_row[file - 1] + (size_t)row - 1);
out:
    if (rc != OK) err_hint(e, "rows count from 1 below the header; 2:17 is of file 2");
    return rc;
}

static size_t find_pair(const struct comparison_set *s, struct compared_pair p)
{
    size_t low = 0, high = s->n_pairs;
    while (low < high) {
        size_t mid = low + (high - low) / 2;
        const struct compared_pair *q = &s->pair[mid];
        if (q->a < p.a || (q->a == p.a && q->b < p.b))
            low = mid + 1;
        else
            high = mid;
    }
    return low < s->n_pairs && s->pair[low].a == p.a && s->pair[low].b == p.b
               ? low
               : SIZE_MAX;
}

enum err_code linked_files_explain(struct buf *out, const struct linked_files *l,
                                   struct str place_a, struct str place_b,
                                   struct err *e)
{
    enum err_code rc = OK;
    uint32_t a, b;
    bool across = l->n_files > 1 && !l->table.files_have_doubles;
    TRY(read_place(&a, l, place_a, 0, e));
    TRY(read_place(&b, l, place_b, across ? 1 : 0, e));
    size_t i = find_pair(&l->result.compared,
                         (struct compared_pair){MIN_OF(a, b), MAX_OF(a, b)});
    const uint32_t *cluster = l->result.cluster_of;
    if (i != SIZE_MAX) {
        struct pair_explanation x;
        pair_explain(&x, &l->result.model, &l->result.compared, i);
        pair_explanation_text(out, &x, l->result.link_bits, LANG_EN);
    } else {
        buf_add_c(out, "these two were not looked at closely: too little in common, or "
                       "equal to others that were\n");
    }
    buf_add_c(out, cluster[a] == cluster[b] ? "they are put together\n"
                                            : "they are not put together\n");
out:
    return rc;
}
