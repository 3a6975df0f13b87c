/* One run: claims are brought together by what they speak of, then every group of rules
 * goes over them. */
#include "reconcile/reconcile.h"

#include "reconcile/check.h"

static void index_claims(struct check *k)
{
    size_t n = k->claims->n;
    k->keys = mem_array(n ? n : 1, sizeof *k->keys);
    for (uint32_t i = 0; i < n; i++) {
        const struct claim *c = claim_at(k, i);
        struct claim_key *key = &k->keys[i];
        *key = (struct claim_key){
            check_name(k, str_of(c->publication)), check_name(k, str_of(c->figure)),
            check_measure(k, str_of(c->measure)), check_name(k, str_of(c->unit)),
            check_name(k, str_of(c->cell))};
        const uint32_t cell[] = {key->publication, key->measure, key->unit, key->cell};
        const uint32_t table[] = {key->publication, key->figure, key->measure,
                                  key->unit};
        const uint32_t family[] = {key->publication, key->cell};
        key_map_add(&k->cells, KEY_OF(cell), i);
        key_map_add(&k->tables, KEY_OF(table), i);
        const uint32_t figure[] = {key->publication, key->figure};
        const uint32_t publication[] = {key->publication};
        key_map_add(&k->families, KEY_OF(family), i);
        key_map_add(&k->figures, KEY_OF(figure), i);
        key_map_add(&k->publications, KEY_OF(publication), i);
    }
}

void check_claims(struct findings *out, struct arena *a, const struct claims *claims,
                  const struct check_context *ctx)
{
    struct check k = {.a = a, .claims = claims, .out = out, .ctx = ctx};
    struct key_map *maps[] = {&k.names,          &k.cells,   &k.tables,
                              &k.families,       &k.figures, &k.publications,
                              &k.dimension_names};
    require((unsigned)ctx->lang < N_LANGS);
    for (size_t i = 0; i < ARRAY_LEN(maps); i++)
        key_map_init(maps[i]);
    index_claims(&k);
    check_sums(&k);
    check_wholes(&k);
    check_percents(&k);
    check_rates(&k);
    check_sets(&k);
    check_moments(&k);
    check_publications(&k);
    findings_sort(out);
    for (size_t i = 0; i < ARRAY_LEN(maps); i++)
        key_map_dispose(maps[i]);
    free(k.keys);
    free(k.dimensions);
    arena_dispose(&k.scratch);
}

enum err_code answer_check(struct findings *out, struct arena *a,
                           const struct answer *answer, const struct check_context *ctx,
                           struct err *e)
{
    enum err_code rc = OK;
    struct claims claims = {0};
    TRY(claims_of_answer(&claims, a, answer, ctx, e));
    check_claims(out, a, &claims, ctx);
out:
    claims_dispose(&claims);
    return rc;
}
