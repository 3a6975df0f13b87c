/* Facts stand by file until the end, because a snapshot at entry is one of a file. Only
 * the numbers change here; sorting puts the rows of one human being together. */
#include "measure/panel_humans.h"

void panel_humans_init(struct panel_humans *h, uint64_t seed)
{
    *h = (struct panel_humans){0};
    panel_map_init(&h->humans, seed);
}

void panel_humans_dispose(struct panel_humans *h)
{
    panel_map_dispose(&h->humans);
    free(h->of_file);
    *h = (struct panel_humans){0};
}

static void room_for(struct panel_humans *h, uint32_t file)
{
    enum { FIRST = 1024 };
    size_t n = h->n_files ? h->n_files : FIRST;
    if (file < h->n_files) return;
    while (n <= file)
        n *= 2;
    h->of_file = mem_grow(h->of_file, n, sizeof *h->of_file);
    for (size_t i = h->n_files; i < n; i++)
        h->of_file[i] = PANEL_MAP_NONE;
    h->n_files = n;
}

bool panel_humans_add(struct panel_humans *h, uint32_t file, struct uuid human)
{
    room_for(h, file);
    if (h->of_file[file] != PANEL_MAP_NONE) return false;
    panel_map_add(&h->humans, human);
    h->of_file[file] = panel_map_find(&h->humans, human);
    return true;
}

static uint32_t human_of(const struct panel_humans *h, size_t file)
{
    return file < h->n_files ? h->of_file[file] : PANEL_MAP_NONE;
}

/* The person that each file is; counts files and persons on the way. */
static uint32_t *number_persons(struct panel *p, const struct panel_humans *h)
{
    uint32_t *person = mem_array(p->n_files + 1, sizeof *person);
    uint32_t *of_human = mem_array(h->humans.n + 1, sizeof *of_human);
    uint32_t *n_of_human = mem_array(h->humans.n + 1, sizeof *n_of_human);
    uint32_t n = 0;
    for (size_t i = 0; i < p->n_files; i++) {
        uint32_t human = human_of(h, i);
        bool is_first = human == PANEL_MAP_NONE || n_of_human[human]++ == 0;
        person[i] = is_first ? n++ : of_human[human];
        if (is_first && human != PANEL_MAP_NONE) of_human[human] = person[i];
    }
    p->n_persons = n;
    for (size_t i = 0; i < h->humans.n; i++) {
        if (n_of_human[i] < 2) continue;
        p->n_linked += n_of_human[i];
        p->n_together++;
    }
    free(of_human);
    free(n_of_human);
    return person;
}

static void renumber(uint32_t *column, size_t n, const uint32_t *person)
{
    for (size_t i = 0; i < n; i++)
        column[i] = person[column[i]];
}

void panel_humans_join(struct panel *p, const struct panel_humans *h,
                       struct doubts_builder *doubts, struct panel_spell_row *spells,
                       size_t n_spells)
{
    struct panel_participations *c = &p->participations;
    p->n_files = p->n_persons;
    if (h->humans.n == 0) {
        doubts_builder_end(p, doubts, NULL);
        return;
    }
    uint32_t *person = number_persons(p, h);
    if (p->n_linked > 0) {
        c->file = mem_array(c->n + 1, sizeof *c->file);
        if (c->n) memcpy(c->file, c->person, c->n * sizeof *c->file);
        renumber(c->person, c->n, person);
        renumber(p->profiles.person, p->profiles.n, person);
        for (size_t i = 0; i < n_spells; i++)
            spells[i].person = person[spells[i].person];
        for (size_t i = 0; i < p->reach.n; i++)
            if (p->reach.person[i] != PANEL_MAP_NONE)
                p->reach.person[i] = person[p->reach.person[i]];
    }
    doubts_builder_end(p, doubts, person);
    free(person);
}
