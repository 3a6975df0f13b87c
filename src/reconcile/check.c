#include "reconcile/check.h"

#include <math.h>

#include "domain/lists.h"
#include "domain/number_text.h"
#include "measure/dimension.h"
#include "measure/words.h"

enum { TERMS_SHOWN = 12, MEASURE_BYTES = 200 };

void claim_list_add(struct claim_list *l, uint32_t item)
{
    mem_push_room(l->items, l->n, l->cap);
    l->items[l->n++] = item;
}

void claim_list_dispose(struct claim_list *l)
{
    free(l->items);
    *l = (struct claim_list){0};
}

const struct dimension *check_dimension(struct check *k, const char *name)
{
    uint32_t number = key_map_number(&k->dimension_names, str_of(name));
    if (number == k->n_dimensions) {
        mem_push_room(k->dimensions, k->n_dimensions, k->cap_dimensions);
        k->dimensions[k->n_dimensions++] = dimension_named(str_of(name));
    }
    return k->dimensions[number];
}

uint32_t check_name(struct check *k, struct str text)
{
    return key_map_number(&k->names, text);
}

/* Capitals, `_` and `-` change nothing. A byte 1 before it keeps measures apart from
 * other texts. */
uint32_t check_measure(struct check *k, struct str text)
{
    char name[MEASURE_BYTES] = "\1";
    size_t n = 1;
    for (size_t i = 0; i < text.n && n < sizeof name; i++) {
        char c = text.p[i];
        if (c >= 'A' && c <= 'Z') c = (char)(c + 32);
        if (c == '_' || c == '-') c = ' ';
        name[n++] = c;
    }
    return check_name(k, (struct str){name, n});
}

uint32_t check_cell(struct check *k, const struct claim *c, size_t pair,
                    const char *value)
{
    struct buf b;
    buf_init(&b, 0);
    for (size_t i = 0; i < c->n_pairs; i++) {
        const char *v = i == pair ? value : c->pairs[i].value;
        if (v) buf_format(&b, "%s%s=%s", b.n ? ";" : "", c->pairs[i].name, v);
    }
    uint32_t number = check_name(k, buf_str(&b));
    buf_dispose(&b);
    return number;
}

uint32_t check_find(const struct check *k, uint32_t publication, uint32_t measure,
                    uint32_t unit, uint32_t cell, uint32_t figure)
{
    const uint32_t key[] = {publication, measure, unit, cell};
    const struct key_entry *e = key_map_find(&k->cells, KEY_OF(key));
    uint32_t found = KEY_END;
    KEY_EACH(link, &k->cells, e)
    {
        uint32_t i = k->cells.item[link];
        const struct claim *c = claim_at(k, i);
        if (!claim_has_number(c) || !claim_is_figure(c)) continue;
        if (found == KEY_END) found = i;
        if (k->keys[i].figure == figure) return i;
    }
    return found;
}

size_t claim_pair_at(const struct claim *c, const char *name)
{
    for (size_t i = 0; i < c->n_pairs; i++)
        if (strcmp(c->pairs[i].name, name) == 0) return i;
    return SIZE_MAX;
}

uint32_t check_beside(struct check *k, uint32_t i, const char *measure, size_t pair)
{
    const struct claim_key *key = &k->keys[i];
    const struct claim *c = claim_at(k, i);
    uint32_t cell = pair == SIZE_MAX ? key->cell : check_cell(k, c, pair, NULL);
    return check_find(k, key->publication, check_measure(k, str_of(measure)), key->unit,
                      cell, key->figure);
}

struct str outcome_of(const struct claim *c)
{
    const struct claim_pair *p = claim_pair_named(c, "outcome");
    struct str what, of;
    claim_split_measure(&what, &of, c);
    return p ? str_of(p->value) : what;
}

bool is_outcome(const struct claim *c)
{
    const struct code_list *list = code_list_named(S("outcome"));
    if (claim_pair_named(c, "outcome")) return true;
    struct str what = outcome_of(c);
    if (name_same(what, S("outcome"))) return true;
    for (size_t i = 0; i < list->n; i++)
        if (name_same(what, str_of(list->codes[i].code))) return true;
    return false;
}

/* At the same cell, else at the cell without one of its dimensions. */
uint32_t check_base(struct check *k, uint32_t i)
{
    const struct claim *c = claim_at(k, i);
    const struct claim_key *key = &k->keys[i];
    struct str what, of;
    claim_split_measure(&what, &of, c);
    if (of.n == 0) return KEY_END;
    uint32_t measure = check_measure(k, of);
    static const char *const units[] = {"persons", "trajectories", "referrals"};
    for (size_t pair = 0; pair <= c->n_pairs; pair++) {
        uint32_t cell = pair == 0 ? key->cell : check_cell(k, c, pair - 1, NULL);
        for (size_t u = 0; u < ARRAY_LEN(units); u++) {
            uint32_t unit =
                claim_is_share(c) ? check_name(k, str_of(units[u])) : key->unit;
            uint32_t base =
                check_find(k, key->publication, measure, unit, cell, key->figure);
            if (base != KEY_END) return base;
            if (!claim_is_share(c)) break;
        }
    }
    return KEY_END;
}

bool same_number(double x, double y)
{
    return fabs(x - y) <= 1e-9 * fmax(1, fmax(fabs(x), fabs(y)));
}

bool measure_is(const struct claim *c, const char *word)
{
    return name_same(str_of(c->measure), str_of(word));
}

static char *taken(struct check *k, struct buf *b)
{
    char *out = arena_copy(k->a, b->p ? b->p : "", b->n);
    buf_dispose(b);
    return out;
}

const char *check_number(struct check *k, double value, int decimals)
{
    struct buf b;
    int lang = (int)k->ctx->lang;
    buf_init(&b, 0);
    if (!isfinite(value) || fabs(value) >= 9e15) {
        buf_format(&b, "%g", value);
    } else if (decimals <= 0 || same_number(value, round(value))) {
        number_count(&b, (int64_t)round(value), lang);
        if (decimals == 2) buf_add_c(&b, lang == LANG_EN ? ".00" : ",00");
    } else {
        double scale = pow(10, MIN_OF(decimals, 6));
        double scaled = round(fabs(value) * scale), whole = floor(scaled / scale);
        if (value < 0) buf_add_char(&b, '-');
        number_count(&b, (int64_t)whole, lang);
        buf_format(&b, "%c%0*d", lang == LANG_EN ? '.' : ',', MIN_OF(decimals, 6),
                   (int)(scaled - whole * scale));
    }
    return taken(k, &b);
}

static int decimals_of(const struct claim *c)
{
    return strcmp(c->unit, "euro") == 0 ? 2 : c->decimals;
}

const char *check_number_of(struct check *k, const struct claim *c)
{
    if (c->kind == VALUE_BLANK) return "( )";
    if (!claim_has_number(c)) return c->text;
    return check_number(k, c->number, decimals_of(c));
}

const char *check_percent(struct check *k, double n, double base)
{
    struct buf b;
    buf_init(&b, 0);
    number_percent(&b, base == 0 ? NAN : n / base, (int)k->ctx->lang);
    return taken(k, &b);
}

const char *check_day(struct check *k, struct day day)
{
    return word_day(k->a, day, k->ctx->lang);
}

const char *check_value_label(struct check *k, const struct claim_pair *pair)
{
    const struct dimension *d = dimension_named(str_of(pair->name));
    const struct code_list *list = d && d->list ? dimension_list(d) : NULL;
    int code = list ? code_index(list, str_of(pair->value)) : -1;
    return code < 0 ? pair->value : code_label(list, code, k->ctx->lang);
}

const char *check_dimension_label(struct check *k, const char *name)
{
    const struct dimension *d = dimension_named(str_of(name));
    return d ? d->label[k->ctx->lang] : name;
}

const char *check_measure_label(struct check *k, const struct claim *c)
{
    static const enum list_number lists[] = {LIST_OUTCOME, LIST_TRAJECTORY_STATUS,
                                             LIST_AMOUNT_KIND};
    static const struct {
        const char *measure, *label[N_LANGS];
    } others[] = {
        {"ended", {"beëindigd", "terminé", "ended"}},
        {"referred", {"toegeleid", "orienté", "referred"}},
        {"spent", {"besteed", "dépensé", "spent"}},
        {"budget", {"budget", "budget", "budget"}},
    };
    char name[MEASURE_BYTES];
    snprintf(name, sizeof name, "%s", c->measure);
    for (char *p = name; *p; p++)
        if (*p == ' ' || *p == '-') *p = '_';
    for (size_t i = 0; i < ARRAY_LEN(lists); i++) {
        const struct code_list *list = code_list_at(lists[i]);
        int code = code_index(list, str_of(name));
        if (code >= 0) return code_label(list, code, k->ctx->lang);
    }
    for (size_t i = 0; i < ARRAY_LEN(others); i++)
        if (measure_is(c, others[i].measure)) return others[i].label[k->ctx->lang];
    return c->measure;
}

const char *check_sum_text(struct check *k, const uint32_t *items, size_t n,
                           double *sum_out)
{
    struct buf b;
    double sum = 0;
    int decimals = 0;
    size_t shown = 0;
    buf_init(&b, 0);
    for (size_t i = 0; i < n; i++) {
        const struct claim *c = claim_at(k, items[i]);
        if (!claim_has_number(c)) continue;
        sum += c->number;
        decimals = MAX_OF(decimals, decimals_of(c));
        if (shown++ < TERMS_SHOWN)
            buf_format(&b, "%s%s", b.n ? " + " : "", check_number_of(k, c));
    }
    if (shown > TERMS_SHOWN) buf_format(&b, " + … (%zu)", shown);
    if (shown != 1) buf_format(&b, " = %s", check_number(k, sum, decimals));
    *sum_out = sum;
    return taken(k, &b);
}

/* The text with its %s replaced by the words, in order. */
static const char *fill(struct arena *a, const char *text, const char *const *words,
                        size_t n_words, size_t *used)
{
    struct buf b;
    buf_init(&b, 0);
    for (const char *p = text; *p; p++) {
        if (p[0] != '%' || p[1] != 's') {
            buf_add_char(&b, *p);
            continue;
        }
        require(*used < n_words);
        buf_add_c(&b, words[(*used)++]);
        p++;
    }
    char *out = arena_copy(a, b.p ? b.p : "", b.n);
    buf_dispose(&b);
    return out;
}

static const char *subject_of(struct check *k, const struct claim *c)
{
    if (!c->figure[0]) return arena_format(k->a, "%s", c->publication);
    if (!c->publication[0]) return arena_format(k->a, "%s", c->figure);
    return arena_format(k->a, "%s, %s", c->publication, c->figure);
}

void check_tell(struct check *k, enum rule_id rule, const uint32_t *items, size_t n,
                const char *arithmetic, const char *const *words, size_t n_words)
{
    const struct rule *r = rule_at(rule);
    struct findings *f = k->out;
    size_t used = 0;
    require(n > 0);
    mem_push_room(f->items, f->n, f->cap);
    struct finding *out = &f->items[f->n++];
    *out = (struct finding){.rule = rule,
                            .n_places = n,
                            .order = items[0],
                            .places = arena_new_array(k->a, struct finding_place, n),
                            .subject = subject_of(k, claim_at(k, items[0])),
                            .arithmetic =
                                arena_format(k->a, "%s", arithmetic ? arithmetic : "")};
    for (size_t i = 0; i < n; i++) {
        const struct claim *c = claim_at(k, items[i]);
        out->places[i] = (struct finding_place){c->file, c->line, c->where};
    }
    out->what = fill(k->a, r->what[k->ctx->lang], words, n_words, &used);
    out->cure = fill(k->a, r->cure[k->ctx->lang], words, n_words, &used);
    require(used == n_words);
}
