#include "publish/axis_cube.h"

#include "base/str.h"
#include "publish/table_dimensions.h"

/* Codes by their hash, open addressing, at most half full. */
struct code_index {
    uint32_t *slot; /* index of a category plus one */
    size_t n_slots;
};

static struct code_index code_index_for(struct arena *a, size_t n)
{
    struct code_index x = {.n_slots = 16};
    while (x.n_slots < 2 * n)
        x.n_slots *= 2;
    x.slot = arena_new_array(a, uint32_t, x.n_slots);
    return x;
}

/* The category of a code, made when it is new. */
static uint32_t category_of(struct categories *c, struct code_index *x,
                            const char *code, const char *label)
{
    size_t at = str_hash(str_of(code)) & (x->n_slots - 1);
    for (; x->slot[at]; at = (at + 1) & (x->n_slots - 1))
        if (strcmp(c->code[x->slot[at] - 1], code) == 0) return x->slot[at] - 1;
    c->code[c->n] = code;
    c->label[c->n] = label ? label : code;
    x->slot[at] = (uint32_t)++c->n;
    return x->slot[at] - 1;
}

/* Categories of every level, and of each entry its category at each level. */
static void collect(struct axis_cube *out, uint32_t *found, struct arena *a,
                    const struct axis *axis)
{
    for (unsigned level = 0; level < axis->n_levels; level++) {
        struct categories *c = &out->level[level];
        struct code_index x = code_index_for(a, axis->n);
        c->code = arena_new_array(a, const char *, axis->n + 1);
        c->label = arena_new_array(a, const char *, axis->n + 1);
        for (size_t i = 0; i < axis->n; i++) {
            const struct axis_entry *e = &axis->entries[i];
            found[i * axis->n_levels + level] =
                category_of(c, &x, entry_code(e, level), e->path[level]);
        }
    }
}

enum err_code axis_cube_make(struct axis_cube *out, struct arena *a,
                             const struct axis *axis, struct err *e)
{
    *out = (struct axis_cube){.n_places = 1};
    uint32_t *found = arena_new_array(a, uint32_t, axis->n * axis->n_levels + 1);
    collect(out, found, a, axis);
    for (unsigned level = 0; level < axis->n_levels; level++) {
        size_t n = MAX_OF(out->level[level].n, (size_t)1);
        if (n > LIMIT_CUBE_CELLS / out->n_places) {
            err_set(e, ERR_TOO_LARGE,
                    "the codes of a table combine in more than %d ways",
                    LIMIT_CUBE_CELLS);
            err_hint(e, "ask for the answer as csv");
            return ERR_TOO_LARGE;
        }
        out->n_places *= n;
    }
    out->entry_at = arena_new_array(a, uint32_t, out->n_places);
    memset(out->entry_at, 0xff, out->n_places * sizeof *out->entry_at);
    for (size_t i = 0; i < axis->n; i++) {
        size_t place = 0;
        for (unsigned level = 0; level < axis->n_levels; level++)
            place = place * out->level[level].n + found[i * axis->n_levels + level];
        if (out->entry_at[place] != AXIS_NO_ENTRY)
            return err_set(
                e, ERR_INVALID,
                "rows %zu and %u of a table (or columns) have the same codes", i + 1,
                out->entry_at[place] + 1);
        out->entry_at[place] = (uint32_t)i;
    }
    return OK;
}
