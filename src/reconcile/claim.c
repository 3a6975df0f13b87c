#include "reconcile/claim.h"

#include <math.h>

#include "base/buf.h"
#include "base/limits.h"
#include "measure/dimension.h"

static const char *const role_words[N_CLAIM_ROLES] = {"figure", "statement", "target",
                                                      "annex", "asked"};

const char *claim_role_word(enum claim_role role)
{
    require((unsigned)role < N_CLAIM_ROLES);
    return role_words[role];
}

void claims_dispose(struct claims *c)
{
    free(c->items);
    *c = (struct claims){0};
}

static int compare_pairs(const void *x, const void *y)
{
    return strcmp(((const struct claim_pair *)x)->name,
                  ((const struct claim_pair *)y)->name);
}

static char *cell_text(struct arena *a, const struct claim *c)
{
    struct buf b;
    buf_init(&b, 0);
    for (size_t i = 0; i < c->n_pairs; i++)
        buf_format(&b, "%s%s=%s", i ? ";" : "", c->pairs[i].name, c->pairs[i].value);
    char *out = arena_copy(a, b.p ? b.p : "", b.n);
    buf_dispose(&b);
    return out;
}

enum err_code claims_add(struct claims *c, struct arena *a, const struct claim *claim,
                         struct err *e)
{
    static const char *const none = "";
    if (c->n >= LIMIT_CLAIMS)
        return err_set(e, ERR_TOO_LARGE, "expected at most %d figures, found more",
                       LIMIT_CLAIMS);
    mem_push_room(c->items, c->n, c->cap);
    struct claim *out = &c->items[c->n];
    *out = *claim;
    const char **texts[] = {&out->file,        &out->where,   &out->figure,
                            &out->publication, &out->measure, &out->unit,
                            &out->text,        &out->period,  &out->denominator,
                            &out->geography,   &out->policy,  &out->note};
    for (size_t i = 0; i < ARRAY_LEN(texts); i++)
        if (!*texts[i]) *texts[i] = none;
    if (out->n_pairs)
        qsort(out->pairs, out->n_pairs, sizeof *out->pairs, compare_pairs);
    for (size_t i = 1; i < out->n_pairs; i++)
        if (strcmp(out->pairs[i - 1].name, out->pairs[i].name) == 0)
            return err_set_at(e, ERR_INVALID, out->line, 0,
                              "the dimension %.60s stands twice in one cell",
                              out->pairs[i].name);
    out->cell = cell_text(a, out);
    c->n++;
    return OK;
}

enum err_code claim_read_cell(struct claim *out, struct arena *a, struct str text,
                              struct err *e)
{
    struct claim_pair pairs[LIMIT_CLAIM_PAIRS];
    struct str pair, name;
    size_t n = 0;
    while (str_split(&pair, &text, ';')) {
        struct str value = str_trim(pair);
        if (value.n == 0) continue;
        if (!memchr(value.p, '=', value.n) || !str_split(&name, &value, '=') ||
            str_trim(name).n == 0 || str_trim(value).n == 0) {
            err_set(e, ERR_INVALID, "expected dimension=value, found \"%.*s\"",
                    (int)MIN_OF(pair.n, (size_t)60), pair.p);
            err_hint(e, "a cell reads call=490;province=antwerpen;sex=m");
            return ERR_INVALID;
        }
        if (str_eq_c(str_trim(value), "total")) continue;
        if (n == LIMIT_CLAIM_PAIRS)
            return err_set(e, ERR_TOO_LARGE,
                           "expected at most %d dimensions in a cell, found more",
                           LIMIT_CLAIM_PAIRS);
        pairs[n++] = (struct claim_pair){.name = str_to_c(a, str_trim(name)),
                                         .value = str_to_c(a, str_trim(value))};
    }
    out->n_pairs = n;
    out->pairs = arena_new_array(a, struct claim_pair, n + 1);
    for (size_t i = 0; i < n; i++) {
        out->pairs[i] = pairs[i];
        const struct dimension *d = dimension_named(str_of(out->pairs[i].name));
        const struct code_list *list = d && d->list ? dimension_list(d) : NULL;
        out->pairs[i].overlaps = list && !list->exclusive;
    }
    return OK;
}

enum err_code claim_read_period(struct claim *out, struct arena *a, struct str text,
                                struct err *e)
{
    enum err_code rc = OK;
    struct str from = text, to = text;
    struct day other;
    out->period = str_to_c(a, text);
    out->period_from = out->period_to = DAY_NONE;
    if (text.n == 0) return OK;
    const char *slash = memchr(text.p, '/', text.n);
    if (slash) {
        from.n = (size_t)(slash - text.p);
        to = (struct str){slash + 1, text.n - from.n - 1};
    }
    if (from.n) TRY(period_parse(&out->period_from, &other, from, e));
    if (to.n) TRY(period_parse(&other, &out->period_to, to, e));
    if (from.n && to.n && out->period_to.v < out->period_from.v)
        return err_set(e, ERR_INVALID, "expected a period that ends after it begins");
out:
    if (rc != OK && e && !e->hint[0])
        err_hint(e, "a period reads 2019/2023, /2022-12-31 or 2018");
    return rc;
}

const struct claim_pair *claim_pair_named(const struct claim *c, const char *name)
{
    for (size_t i = 0; i < c->n_pairs; i++)
        if (strcmp(c->pairs[i].name, name) == 0) return &c->pairs[i];
    return NULL;
}

bool claim_has_number(const struct claim *c)
{
    return c->kind == VALUE_NUMBER;
}

bool claim_is_figure(const struct claim *c)
{
    return c->role == ROLE_FIGURE;
}

bool claim_is_share(const struct claim *c)
{
    return strcmp(c->unit, "percent") == 0;
}

void claim_split_measure(struct str *what, struct str *of, const struct claim *c)
{
    struct str m = str_of(c->measure);
    *of = str_of(c->denominator);
    if (str_starts(m, S("rate "))) m = (struct str){m.p + 5, m.n - 5};
    *what = m;
    if (str_starts(m, S("of "))) {
        *what = S("");
        if (of->n == 0) *of = (struct str){m.p + 3, m.n - 3};
        return;
    }
    for (size_t i = 0; i + 4 <= m.n; i++) {
        if (memcmp(m.p + i, " of ", 4) != 0) continue;
        *what = (struct str){m.p, i};
        if (of->n == 0) *of = (struct str){m.p + i + 4, m.n - i - 4};
        return;
    }
}
