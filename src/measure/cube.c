/* Counting, then rolling up: rows are counted at their leaves, and each dimension in
 * turn is summed into its margin, so that 2^dims group-bys cost one pass over the rows
 * and one over the table. Method and proof: docs/methods/counting.md. */
#include <pthread.h>

#include "measure/cube_work.h"

enum {
    ROWS_PER_THREAD = 1 << 16, /* fewer are not worth a thread */
    MAX_THREADS = 64,
};

struct cube {
    struct cube_shape shape;
    int64_t *cells;
};

/* Sums each dimension into its margin. */
static void roll_up(const struct cube_shape *s, int64_t *cells)
{
    for (unsigned d = 0; d < s->n_dims; d++) {
        size_t stride = s->stride[d], n = s->n_values[d];
        for (size_t base = 0; base < s->cells; base += stride * (n + 1)) {
            int64_t *restrict margin = cells + base + n * stride;
            for (size_t v = 0; v < n; v++) {
                const int64_t *restrict value = cells + base + v * stride;
                for (size_t i = 0; i < stride; i++)
                    margin[i] += value[i];
            }
        }
    }
}

/* Row at or after `at` where a thread may begin: never inside a unit. */
static size_t unit_boundary(const struct cube_spec *spec, size_t at)
{
    if (!spec->unit) return at;
    while (at > 0 && at < spec->n_rows && spec->unit[at] == spec->unit[at - 1])
        at++;
    return at;
}

static unsigned thread_count(const struct cube_spec *spec, const struct cube_shape *s)
{
    /* A thread brings a table of its own, which must be added up again. */
    size_t useful = spec->n_rows / (ROWS_PER_THREAD + s->cells);
    size_t n = MIN_OF(MIN_OF(useful, (size_t)spec->threads), (size_t)MAX_THREADS);
    return MAX_OF((unsigned)n, 1u);
}

static void run_all(struct cube_work *works, unsigned n)
{
    pthread_t threads[MAX_THREADS];
    bool started[MAX_THREADS] = {false};
    for (unsigned i = 1; i < n; i++)
        started[i] = pthread_create(&threads[i], NULL, cube_work_run, &works[i]) == 0;
    cube_work_run(&works[0]);
    for (unsigned i = 1; i < n; i++) {
        if (started[i])
            pthread_join(threads[i], NULL);
        else
            cube_work_run(&works[i]); /* no thread to be had: do it here */
    }
}

static void add_cells(int64_t *restrict to, const int64_t *restrict from, size_t n)
{
    for (size_t i = 0; i < n; i++)
        to[i] += from[i];
}

static void check_spec(const struct cube_spec *spec)
{
    for (unsigned d = 0; d < spec->n_dims; d++)
        require(spec->n_rows == 0 || !spec->dims[d].codes8 != !spec->dims[d].codes16);
}

enum err_code cube_count_with(struct cube **out, const struct cube_spec *spec,
                              const struct cube_kernels *k, struct err *e)
{
    *out = NULL;
    enum err_code rc = OK;
    struct cube *c = mem_alloc(sizeof *c);
    struct cube_work *works = NULL;
    unsigned n = 0;
    TRY(cube_shape_init(&c->shape, spec->dims, spec->n_dims, e));
    check_spec(spec);
    if (spec->unit) cube_shape_tables(&c->shape);
    n = thread_count(spec, &c->shape);
    works = mem_array(n, sizeof *works);
    for (unsigned i = 0; i < n; i++) {
        cube_work_init(&works[i], spec, &c->shape, k);
        works[i].from = i ? works[i - 1].to : 0;
        works[i].to =
            i + 1 == n ? spec->n_rows : unit_boundary(spec, spec->n_rows / n * (i + 1));
        works[i].to = MAX_OF(works[i].to, works[i].from);
    }
    run_all(works, n);
    for (unsigned i = 0; i < n; i++) {
        if (works[i].rc == OK) continue;
        if (e) *e = works[i].e;
        rc = works[i].rc;
        goto out;
    }
    c->cells = works[0].cells;
    works[0].cells = NULL;
    for (unsigned i = 1; i < n; i++)
        add_cells(c->cells, works[i].cells, c->shape.cells);
    roll_up(&c->shape, c->cells);
    for (unsigned i = 0; i < n; i++)
        if (works[i].distinct.extra)
            add_cells(c->cells, works[i].distinct.extra, c->shape.cells);
    *out = c;
out:
    for (unsigned i = 0; i < n; i++)
        cube_work_dispose(&works[i]);
    free(works);
    if (rc != OK) cube_free(c);
    return rc;
}

enum err_code cube_count(struct cube **out, const struct cube_spec *spec, struct err *e)
{
    return cube_count_with(out, spec, cube_kernels_best(), e);
}

enum err_code cube_of_leaves(struct cube **out, const struct cube_dim *dims,
                             unsigned n_dims, const int64_t *leaves, struct err *e)
{
    *out = NULL;
    struct cube *c = mem_alloc(sizeof *c);
    uint32_t code[LIMIT_QUESTION_DIMS] = {0};
    enum err_code rc;
    TRY(cube_shape_init(&c->shape, dims, n_dims, e));
    c->cells = mem_array(c->shape.cells, sizeof *c->cells);
    for (size_t i = 0; i < c->shape.leaves; i++) {
        size_t cell = 0;
        for (unsigned d = 0; d < n_dims; d++)
            cell += (size_t)code[d] * c->shape.stride[d];
        c->cells[cell] = leaves[i];
        for (unsigned d = n_dims; d-- > 0 && ++code[d] == c->shape.n_values[d];)
            code[d] = 0;
    }
    roll_up(&c->shape, c->cells);
    *out = c;
out:
    if (rc != OK) cube_free(c);
    return rc;
}

int64_t cube_at(const struct cube *c, const int *codes)
{
    size_t cell = 0;
    for (unsigned d = 0; d < c->shape.n_dims; d++) {
        uint32_t code =
            codes[d] == CUBE_ALL ? c->shape.n_values[d] : (uint32_t)codes[d];
        require(codes[d] >= CUBE_ALL && code <= c->shape.n_values[d]);
        cell += (size_t)code * c->shape.stride[d];
    }
    return c->cells[cell];
}

size_t cube_cells(const struct cube *c)
{
    return c->shape.cells;
}

void cube_free(struct cube *c)
{
    if (!c) return;
    free(c->cells);
    free(c);
}
