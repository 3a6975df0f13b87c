/* What words promise and figures do not give: annexes, breakdowns that were asked for;
 * and words for different groups used for one another. */
#include "reconcile/check.h"

/* Four groups that are not the same: without work and not seeking it; inactive in the
 * statistics; not registered with the employment service; all who might work. */
static const struct {
    const char *stem;
    unsigned group;
} terms[] = {
    {"niet-beroepsactie", 0}, {"non-active", 0},     {"sans activité prof", 0},
    {"inactie", 1},           {"inactive", 1},       {"inactif", 1},
    {"niet ingeschreven", 2}, {"not registered", 2}, {"non inscrit", 2},
    {"arbeidsreserve", 3},    {"labour reserve", 3}, {"réserve de main", 3},
};
enum { N_GROUPS = 4, PROMISES_SHOWN = 8 };

/* The words of each group that stand in a text. */
static void find_terms(const char **found, const char *text)
{
    for (size_t i = 0; i < ARRAY_LEN(terms); i++)
        if (!found[terms[i].group] && strstr(text, terms[i].stem))
            found[terms[i].group] = terms[i].stem;
}

static void check_publication_terms(struct check *k, const struct key_entry *e)
{
    const char *found[N_GROUPS] = {0};
    struct claim_list places = {0};
    size_t n = 0;
    KEY_EACH(link, &k->publications, e)
    {
        uint32_t i = k->publications.item[link];
        const struct claim *c = claim_at(k, i);
        const char *const texts[] = {c->note, c->text, c->measure};
        size_t before = 0, after = 0;
        for (size_t g = 0; g < N_GROUPS; g++)
            before += found[g] != NULL;
        for (size_t t = 0; t < ARRAY_LEN(texts); t++)
            find_terms(found, texts[t]);
        for (size_t g = 0; g < N_GROUPS; g++)
            after += found[g] != NULL;
        if (after > before) claim_list_add(&places, i);
        n = after;
    }
    if (n >= 2) {
        struct buf b;
        buf_init(&b, 0);
        for (size_t g = 0; g < N_GROUPS; g++)
            if (found[g]) buf_format(&b, "%s%s…", b.n ? ", " : "", found[g]);
        TELL(k, RULE_TERMS_MIXED, places.items, places.n, NULL, b.p);
        buf_dispose(&b);
    }
    claim_list_dispose(&places);
}

void check_terms(struct check *k)
{
    for (size_t p = 0; p < k->publications.n; p++)
        check_publication_terms(k, &k->publications.entries[p]);
}

/* Is there a figure for what was asked or announced? */
static bool is_given(const struct check *k, uint32_t i)
{
    const uint32_t key[] = {k->keys[i].publication, k->keys[i].cell};
    const struct key_entry *e = key_map_find(&k->families, KEY_OF(key));
    KEY_EACH(link, &k->families, e)
    {
        uint32_t j = k->families.item[link];
        const struct claim *c = claim_at(k, j);
        if (claim_is_figure(c) && c->kind != VALUE_BLANK &&
            k->keys[j].measure == k->keys[i].measure)
            return true;
    }
    return false;
}

static void check_promised(struct check *k, const struct key_entry *e,
                           enum claim_role role, enum rule_id rule)
{
    struct claim_list list = {0};
    size_t n_all = 0;
    struct buf b;
    buf_init(&b, 0);
    KEY_EACH(link, &k->publications, e)
    {
        uint32_t i = k->publications.item[link];
        const struct claim *c = claim_at(k, i);
        if (c->role != role) continue;
        n_all++;
        if (is_given(k, i)) continue;
        claim_list_add(&list, i);
        if (list.n == PROMISES_SHOWN + 1) buf_add_c(&b, "; …");
        if (list.n > PROMISES_SHOWN) continue;
        buf_format(&b, "%s%s%s%s%s", b.n ? "; " : "", c->measure,
                   c->text[0] ? " (" : "", c->text, c->text[0] ? ")" : "");
    }
    if (list.n)
        TELL(k, rule, list.items, list.n,
             arena_format(k->a, "%zu / %zu", list.n, n_all), b.p);
    buf_dispose(&b);
    claim_list_dispose(&list);
}

void check_promises(struct check *k)
{
    for (size_t p = 0; p < k->publications.n; p++) {
        const struct key_entry *e = &k->publications.entries[p];
        check_promised(k, e, ROLE_ANNEX, RULE_ANNEX_MISSING);
        check_promised(k, e, ROLE_ASKED, RULE_ASKED_UNANSWERED);
    }
}
