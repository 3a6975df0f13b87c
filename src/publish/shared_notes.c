#include "publish/shared_notes.h"

struct used_note {
    const char *text;
    const struct table *last; /* so that one table counts once */
    size_t n_tables;
};

static void use_note(struct used_note *used, size_t *n, const char *text,
                     const struct table *t)
{
    for (size_t i = 0; i < *n; i++) {
        if (strcmp(used[i].text, text) != 0) continue;
        used[i].n_tables += used[i].last != t;
        used[i].last = t;
        return;
    }
    used[(*n)++] = (struct used_note){text, t, 1};
}

void shared_notes_collect(struct shared_notes *out, struct arena *a,
                          const struct answer *answer)
{
    size_t most = 0, n = 0;
    for (size_t i = 0; i < answer->n_parts; i++)
        for (size_t k = 0; k < answer->parts[i]->n_tables; k++)
            most += answer->parts[i]->tables[k]->n_notes;
    struct used_note *used = arena_new_array(a, struct used_note, most + 1);
    for (size_t i = 0; i < answer->n_parts; i++)
        for (size_t k = 0; k < answer->parts[i]->n_tables; k++) {
            const struct table *t = answer->parts[i]->tables[k];
            for (size_t j = 0; j < t->n_notes; j++)
                use_note(used, &n, t->notes[j], t);
        }
    *out = (struct shared_notes){arena_new_array(a, const char *, n + 1), 0};
    for (size_t i = 0; i < n; i++)
        if (used[i].n_tables > 1) out->text[out->n++] = used[i].text;
}

size_t shared_note_number(const struct shared_notes *s, const char *note)
{
    for (size_t i = 0; i < s->n; i++)
        if (strcmp(s->text[i], note) == 0) return i + 1;
    return 0;
}
