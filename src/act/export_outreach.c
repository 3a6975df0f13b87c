/* Outreach in an export: places, actions with the heads counted there, municipalities
 * of partnerships. No person is in it. */
#include "act/export_int.h"

/* --- gathered while counting: the stream gives heads after the actions --- */

enum err_code export_coverage(void *to, const struct coverage_fact *f, struct err *e)
{
    struct exporting *x = to;
    (void)e;
    if (x->folder) return OK;
    mem_push_room(x->coverage, x->n_coverage, x->coverage_cap);
    struct export_coverage *c = &x->coverage[x->n_coverage++];
    c->partnership = f->partnership.u;
    snprintf(c->municipality, sizeof c->municipality, "%s", f->municipality);
    return OK;
}

enum err_code export_reach(void *to, const struct reach_fact *f, struct err *e)
{
    struct exporting *x = to;
    (void)e;
    if (x->folder || !uuid_is_nil(f->thread)) return OK;
    mem_push_room(x->heads, x->n_heads, x->heads_cap);
    struct export_heads *h = &x->heads[x->n_heads++];
    *h = (struct export_heads){.action = f->action,
                               .reached = f->refused_registration ? 0 : f->n,
                               .refused = f->refused_registration ? f->n : 0};
    snprintf(h->category, sizeof h->category, "%s", f->category);
    return OK;
}

static int compare_coverage(const void *x, const void *y)
{
    const struct export_coverage *a = x, *b = y;
    int order = uuid_compare(a->partnership, b->partnership);
    return order ? order : strcmp(a->municipality, b->municipality);
}

static int compare_heads(const void *x, const void *y)
{
    const struct export_heads *a = x, *b = y;
    return uuid_compare(a->action, b->action);
}

static void add_up_heads(struct exporting *x)
{
    size_t n = 0;
    for (size_t i = 0; i < x->n_heads; i++) {
        const struct export_heads *h = &x->heads[i];
        struct export_heads *sum = n ? &x->heads[n - 1] : NULL;
        if (!sum || !uuid_eq(sum->action, h->action)) {
            x->heads[n++] = *h;
            continue;
        }
        sum->reached += h->reached;
        sum->refused += h->refused;
        if (strcmp(sum->category, h->category) != 0) sum->category[0] = '\0';
    }
    x->n_heads = n;
}

static void sort_outreach(struct exporting *x)
{
    if (x->is_outreach_sorted) return;
    if (x->n_coverage)
        qsort(x->coverage, x->n_coverage, sizeof *x->coverage, compare_coverage);
    if (x->n_heads) qsort(x->heads, x->n_heads, sizeof *x->heads, compare_heads);
    add_up_heads(x);
    x->is_outreach_sorted = true;
}

/* --- rows --- */

const char *export_covered_by(struct exporting *x, struct partnership_id partnership)
{
    const char *out = "";
    sort_outreach(x);
    for (size_t i = 0; i < x->n_coverage; i++)
        if (uuid_eq(x->coverage[i].partnership, partnership.u))
            out = arena_format(&x->arena, "%s%s%s", out, out[0] ? "|" : "",
                               x->coverage[i].municipality);
    return out;
}

enum err_code export_outreach_place(void *to, const struct outreach_place_fact *f,
                                    struct err *e)
{
    struct exporting *x = to;
    char from[DAY_TEXT + 1], end[DAY_TEXT + 1];
    if (!x->folder) {
        export_code_add(&x->places, x, S("place"), f->id, "", "");
        return OK;
    }
    const char *cells[N_PLACES_COLUMNS] = {
        [PLACES_KEY] = export_code_of(&x->places, f->id)->code,
        [PLACES_NAME] = f->name,
        [PLACES_KIND] = export_code_text(LIST_PLACE_KIND, f->kind),
        [PLACES_MUNICIPALITY] = f->municipality,
        [PLACES_VALID_FROM] = export_day_cell(from, f->from, false),
        [PLACES_VALID_TO] = export_day_cell(end, f->to, false)};
    return export_give(x, LAYOUT_PLACES, cells, e);
}

static const char *count_cell(char out[24], int64_t n, bool is_known)
{
    snprintf(out, 24, "%lld", (long long)n);
    return is_known ? out : NULL;
}

enum err_code export_outreach_action(void *to, const struct outreach_action_fact *f,
                                     struct err *e)
{
    static const struct export_heads none;
    struct exporting *x = to;
    char key[PSEUDONYM_TEXT + 1], on[DAY_TEXT + 1];
    char minutes[24], reached[24], refused[24];
    if (!x->folder) return OK;
    sort_outreach(x);
    const struct export_heads wanted = {.action = f->id};
    const struct export_heads *h = x->n_heads ? bsearch(&wanted, x->heads, x->n_heads,
                                                        sizeof *x->heads, compare_heads)
                                              : NULL;
    if (!h) h = &none;
    struct pseudonym p = pseudonym_of(&x->key, S("action"), f->id);
    pseudonym_text(key, &p);
    const char *cells[N_ACTIONS_COLUMNS] = {
        [ACTIONS_KEY] = key,
        [ACTIONS_PLACE] = export_code_of(&x->places, f->place)->code,
        [ACTIONS_PROJECT] = export_code_of(&x->projects, f->project.u)->code,
        [ACTIONS_PARTNERSHIP] =
            export_code_of(&x->partnerships, f->partnership.u)->code,
        [ACTIONS_MODE] = export_code_text(LIST_CONTACT_MODE, f->mode),
        [ACTIONS_ON] = export_day_cell(on, f->on, false),
        [ACTIONS_MINUTES] = count_cell(minutes, f->minutes, f->minutes >= 0),
        [ACTIONS_REACHED] = count_cell(reached, h->reached, h->reached > 0),
        [ACTIONS_CATEGORY] = h->category,
        [ACTIONS_REFUSED] = count_cell(refused, h->refused, h->refused > 0)};
    return export_give(x, LAYOUT_ACTIONS, cells, e);
}

void export_outreach_dispose(struct exporting *x)
{
    free(x->places.items);
    free(x->coverage);
    free(x->heads);
}
