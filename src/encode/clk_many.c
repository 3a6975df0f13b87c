/* Many records on several threads: each takes one stretch of rows with an encoder of
 * its own and writes only its own rows, so the outcome does not depend on who is first.
 */
#include <pthread.h>

#include "encode/clk_encoder.h"

struct stretch {
    struct clk_set *out;
    const struct linkage_schema *schema;
    struct str secret;
    const struct clk_rows *rows;
    unsigned worker;
    size_t from, to;
    size_t failed; /* row, when rc is not OK */
    bool has_thread;
    enum err_code rc;
    struct err e;
};

static void *encode_stretch(void *self)
{
    struct stretch *s = self;
    struct clk_encoder *c = NULL;
    struct str values[LINKAGE_FEATURES_MAX] = {{0}};
    uint8_t bits[CLK_BITS_MAX / 8];
    size_t i = s->failed = s->from;
    s->rc = clk_encoder_new(&c, s->schema, s->secret, &s->e);
    for (; s->rc == OK && i < s->to; i++) {
        s->failed = i;
        s->rc = s->rows->row(values, s->rows->self, i, s->worker, &s->e);
        if (s->rc == OK) s->rc = clk_encode(bits, c, values, &s->e);
        if (s->rc == OK) clk_set_put(s->out, i, bits);
    }
    clk_encoder_free(c);
    return NULL;
}

enum err_code clk_encode_many(struct clk_set *out, size_t *failed_out,
                              const struct linkage_schema *schema, struct str secret,
                              const struct clk_rows *rows, unsigned threads,
                              struct err *e)
{
    *out = (struct clk_set){0};
    enum err_code rc = linkage_schema_check(schema, e);
    if (rc != OK) return rc;
    unsigned n = (unsigned)MAX_OF(1, MIN_OF(threads, rows->n / CLK_ROWS_OF_THREAD));
    struct stretch *stretches = mem_array(n, sizeof *stretches);
    pthread_t *ids = mem_array(n, sizeof *ids);
    clk_set_init(out, rows->n, schema->bits);
    for (unsigned t = 0; t < n; t++) {
        stretches[t] = (struct stretch){.out = out,
                                        .schema = schema,
                                        .secret = secret,
                                        .rows = rows,
                                        .worker = t,
                                        .from = rows->n * t / n,
                                        .to = rows->n * (t + 1) / n};
        stretches[t].has_thread =
            t && pthread_create(&ids[t], NULL, encode_stretch, &stretches[t]) == 0;
    }
    for (unsigned t = 0; t < n; t++)
        if (!stretches[t].has_thread) encode_stretch(&stretches[t]);
    for (unsigned t = 0; t < n; t++)
        if (stretches[t].has_thread) pthread_join(ids[t], NULL);
    for (unsigned t = 0; t < n && rc == OK; t++) {
        rc = stretches[t].rc;
        if (rc == OK) continue;
        if (e) *e = stretches[t].e;
        if (failed_out) *failed_out = stretches[t].failed;
        clk_set_dispose(out);
    }
    free(stretches);
    free(ids);
    return rc;
}
