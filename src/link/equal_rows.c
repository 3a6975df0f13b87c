#include "link/equal_rows.h"

static struct str value_at(const struct person_table *t, int role, size_t row)
{
    return t->value[role] ? str_trim(t->value[role][row]) : STR_NONE;
}

static unsigned file_of(const struct person_table *t, size_t row)
{
    return t->file && t->n_files > 1 && !t->files_have_doubles ? t->file[row] : 0;
}

static uint64_t row_hash(const struct person_table *t, size_t row)
{
    uint64_t hash = file_of(t, row);
    for (int role = 0; role < N_PERSON_ROLES; role++)
        hash = (hash ^ str_hash(value_at(t, role, row))) * 0x9e3779b97f4a7c15u;
    return hash ^ hash >> 29;
}

static bool rows_equal(const struct person_table *t, size_t a, size_t b)
{
    if (file_of(t, a) != file_of(t, b)) return false;
    for (int role = 0; role < N_PERSON_ROLES; role++)
        if (!str_eq(value_at(t, role, a), value_at(t, role, b))) return false;
    return true;
}

static void find_first(uint32_t *first_of, const struct person_table *t)
{
    size_t n_slots = 256;
    while (n_slots < 2 * t->n)
        n_slots *= 2;
    uint32_t *slot = mem_array(n_slots, sizeof *slot); /* row + 1 */
    for (size_t i = 0; i < t->n; i++) {
        size_t at = row_hash(t, i) & (n_slots - 1);
        while (slot[at] && !rows_equal(t, slot[at] - 1, i))
            at = (at + 1) & (n_slots - 1);
        if (!slot[at]) slot[at] = (uint32_t)i + 1;
        first_of[i] = slot[at] - 1;
    }
    free(slot);
}

static void keep_values(struct equal_rows *out, struct arena *a,
                        const struct person_table *t, size_t n)
{
    out->kept = *t;
    out->kept.n = n;
    for (int role = 0; role < N_PERSON_ROLES; role++) {
        if (!t->value[role]) continue;
        out->kept.value[role] = arena_new_array(a, struct str, n + 1);
        for (size_t i = 0; i < n; i++)
            out->kept.value[role][i] = t->value[role][out->row_of[i]];
    }
    if (!t->file) return;
    out->kept.file = arena_new_array(a, uint16_t, n + 1);
    for (size_t i = 0; i < n; i++)
        out->kept.file[i] = t->file[out->row_of[i]];
}

void equal_rows_find(struct equal_rows *out, struct arena *a,
                     const struct person_table *t, size_t n_kept, const bool *must)
{
    size_t n = 0;
    uint32_t *seen = mem_array(t->n + 1, sizeof *seen);
    out->row_of = arena_new_array(a, uint32_t, t->n + 1);
    out->kept_of = arena_new_array(a, uint32_t, t->n + 1);
    out->first_of = arena_new_array(a, uint32_t, t->n + 1);
    find_first(out->first_of, t);
    for (size_t i = 0; i < t->n; i++) {
        bool keep = seen[out->first_of[i]]++ < n_kept || (must && must[i]);
        out->kept_of[i] = keep ? (uint32_t)n : UINT32_MAX;
        if (keep) out->row_of[n++] = (uint32_t)i;
    }
    free(seen);
    keep_values(out, a, t, n);
}
