#include "reconcile/findings.h"

#include "base/arena.h"

static const struct rule rules[N_RULES] = {
#define R(id, name, severity, cases, nl, fr, en, cure_nl, cure_fr, cure_en)            \
    [id] = {name, severity, cases, {nl, fr, en}, {cure_nl, cure_fr, cure_en}},
#include "reconcile/reconcile.def"
#undef R
};

const struct rule *rule_at(enum rule_id id)
{
    require((unsigned)id < N_RULES);
    return &rules[id];
}

const struct rule *rule_named(struct str name)
{
    for (size_t i = 0; i < N_RULES; i++)
        if (str_eq_c(name, rules[i].name)) return &rules[i];
    return NULL;
}

void findings_dispose(struct findings *f)
{
    free(f->items);
    *f = (struct findings){0};
}

size_t findings_count(const struct findings *f, enum severity severity)
{
    size_t n = 0;
    for (size_t i = 0; i < f->n; i++)
        n += rule_at(f->items[i].rule)->severity == severity;
    return n;
}

bool findings_have(const struct findings *f, enum rule_id rule)
{
    for (size_t i = 0; i < f->n; i++)
        if (f->items[i].rule == rule) return true;
    return false;
}

static int compare(const void *x, const void *y)
{
    const struct finding *a = x, *b = y;
    enum severity s = rule_at(a->rule)->severity, t = rule_at(b->rule)->severity;
    if (s != t) return s < t ? -1 : 1;
    if (a->order != b->order) return a->order < b->order ? -1 : 1;
    if (a->rule != b->rule) return a->rule < b->rule ? -1 : 1;
    return strcmp(a->arithmetic, b->arithmetic);
}

void findings_sort(struct findings *f)
{
    if (f->n) qsort(f->items, f->n, sizeof *f->items, compare);
}
