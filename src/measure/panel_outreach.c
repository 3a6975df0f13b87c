/* From facts of outreach to columns. Actions come after the places and programmes they
 * refer to; what did not come was not known at the moment of the panel, and is said to
 * be unknown rather than absent. */
#include "measure/panel_outreach.h"

#include "domain/geography.h"
#include "domain/lists.h"

enum {
    NONE16 = 0xffff,
    UNKNOWN16 = 0xff00 | PANEL_UNKNOWN,
    MOST_PLACES = 0xff00, /* indexes from here on mean something else */
};
_Static_assert(N_TARGET_GROUP <= 32, "target groups of an action are bits of a word");

void outreach_builder_init(struct outreach_builder *b, struct panel *p,
                           struct panel_numbers numbers, uint64_t seed)
{
    *b = (struct outreach_builder){.p = p, .numbers = numbers};
    panel_map_init(&b->places, seed);
    panel_map_init(&b->actions, seed);
    panel_map_init(&b->threads, seed);
}

void outreach_builder_dispose(struct outreach_builder *b)
{
    panel_map_dispose(&b->places);
    panel_map_dispose(&b->actions);
    panel_map_dispose(&b->threads);
}

/* The number of what a fact refers to, or why there is none. */
static uint16_t number_of(const struct panel_map *m, struct uuid id)
{
    if (uuid_is_nil(id)) return NONE16;
    uint32_t number = panel_map_find(m, id);
    return number == PANEL_MAP_NONE ? (uint16_t)UNKNOWN16 : (uint16_t)number;
}

static uint16_t municipality_number(const char *refnis)
{
    int index = refnis[0] ? geo_municipality_index(str_of(refnis)) : GEO_UNKNOWN;
    return index < 0 ? (uint16_t)UNKNOWN16 : (uint16_t)index;
}

static int32_t day_or(struct day d, int32_t otherwise)
{
    return day_is_none(d) ? otherwise : d.v;
}

enum err_code outreach_add_coverage(struct outreach_builder *b,
                                    const struct coverage_fact *f, struct err *e)
{
    struct panel *p = b->p;
    uint32_t number = panel_map_find(b->numbers.partnerships, f->partnership.u);
    (void)e;
    /* the partnership was not known then: nor is what it covered */
    if (number == PANEL_MAP_NONE) return OK;
    mem_push_room(p->coverage, p->n_coverage, b->coverage_cap);
    p->coverage[p->n_coverage++] =
        (struct panel_coverage){(uint16_t)number, municipality_number(f->municipality)};
    return OK;
}

enum err_code outreach_add_project_follow_up(struct outreach_builder *b,
                                             const struct project_follow_up_fact *f,
                                             struct err *e)
{
    struct panel *p = b->p;
    uint32_t number = panel_map_find(b->numbers.projects, f->project.u);
    (void)e;
    if (number == PANEL_MAP_NONE) return OK;
    mem_push_room(p->follow_ups, p->n_follow_ups, b->follow_ups_cap);
    p->follow_ups[p->n_follow_ups++] =
        (struct panel_follow_up){.project = (uint16_t)number,
                                 .evaluation = f->evaluation,
                                 .follow_up = f->follow_up,
                                 .on = day_or(f->on, INT32_MIN)};
    return OK;
}

enum err_code outreach_add_outreach_place(struct outreach_builder *b,
                                          const struct outreach_place_fact *f,
                                          struct err *e)
{
    struct panel *p = b->p;
    if (p->n_places == MOST_PLACES)
        return err_set(e, ERR_TOO_LARGE, "a panel holds at most %d outreach places",
                       MOST_PLACES);
    if (!panel_map_add(&b->places, f->id))
        return err_set(e, ERR_CORRUPT, "the same outreach place came twice");
    mem_push_room(p->places, p->n_places, b->places_cap);
    p->places[p->n_places++] = *f;
    return OK;
}

static void actions_room(struct outreach_builder *b)
{
    struct panel_outreach *o = &b->p->outreach;
    if (o->n + 1 < b->actions_cap) return;
    b->actions_cap = b->actions_cap ? 2 * b->actions_cap : 64;
#define OUTREACH(type, name) o->name = mem_grow(o->name, b->actions_cap, sizeof(type));
#include "measure/panel_columns.def"
}

enum err_code outreach_add_outreach_action(struct outreach_builder *b,
                                           const struct outreach_action_fact *f,
                                           struct err *e)
{
    struct panel_outreach *o = &b->p->outreach;
    if (day_is_none(f->on))
        return err_set(e, ERR_CORRUPT, "an outreach action has no day");
    if (o->n == INT32_MAX)
        return err_set(e, ERR_TOO_LARGE, "a panel holds at most 2^31 outreach actions");
    if (!panel_map_add(&b->actions, f->id))
        return err_set(e, ERR_CORRUPT, "the same outreach action came twice");
    actions_room(b);
    size_t i = o->n++;
    o->first_on[i] = o->last_on[i] = f->on.v;
    o->kind[i] = o->offer_location[i] = o->offer[i] = o->dimension[i] = PANEL_UNKNOWN;
    o->mode[i] = f->mode == CODE_MISSING ? PANEL_UNKNOWN : f->mode;
    o->place[i] = number_of(&b->places, f->place);
    o->municipality[i] =
        o->place[i] >= MOST_PLACES
            ? o->place[i]
            : municipality_number(b->p->places[o->place[i]].municipality);
    o->project[i] = number_of(b->numbers.projects, f->project.u);
    o->partnership[i] = number_of(b->numbers.partnerships, f->partnership.u);
    o->call[i] = PANEL_UNKNOWN;
    o->target_groups[i] = 0;
    o->partner_first[i] = o->partner_first[i + 1] = (uint32_t)o->n_partners;
    b->has_course = b->has_offer = false;
    return OK;
}

/* What hangs on an action comes right after it. */
static enum err_code check_action(const struct outreach_builder *b, struct uuid action,
                                  const char *what, struct err *e)
{
    size_t n = b->p->outreach.n;
    if (n > 0 && uuid_eq(b->actions.ids[n - 1], action)) return OK;
    return err_set(e, ERR_CORRUPT, "%s did not come right after its outreach action",
                   what);
}

enum err_code outreach_add_outreach_course(struct outreach_builder *b,
                                           const struct outreach_course_fact *f,
                                           struct err *e)
{
    struct panel_outreach *o = &b->p->outreach;
    enum err_code rc = check_action(b, f->action, "a course", e);
    if (rc != OK) return rc;
    size_t i = o->n - 1;
    if (b->has_course)
        return err_set(e, ERR_CORRUPT, "an outreach action has two courses");
    b->has_course = true;
    if (f->kind != CODE_MISSING) o->kind[i] = f->kind;
    o->last_on[i] = MAX_OF(o->first_on[i], day_or(f->ended_on, o->first_on[i]));
    return OK;
}

static void code_into(uint8_t *column, uint8_t code)
{
    if (code != CODE_MISSING) *column = code;
}

enum err_code outreach_add_outreach_offer(struct outreach_builder *b,
                                          const struct outreach_offer_fact *f,
                                          struct err *e)
{
    struct panel_outreach *o = &b->p->outreach;
    enum err_code rc = check_action(b, f->action, "a typology", e);
    if (rc != OK) return rc;
    size_t i = o->n - 1;
    if (b->has_offer)
        return err_set(e, ERR_CORRUPT, "an outreach action has two typologies");
    b->has_offer = true;
    code_into(&o->offer_location[i], f->location);
    code_into(&o->offer[i], f->offer);
    code_into(&o->dimension[i], f->dimension);
    return OK;
}

enum err_code outreach_add_outreach_audience(struct outreach_builder *b,
                                             const struct outreach_audience_fact *f,
                                             struct err *e)
{
    struct panel_outreach *o = &b->p->outreach;
    enum err_code rc = check_action(b, f->action, "an audience", e);
    if (rc != OK) return rc;
    size_t i = o->n - 1;
    if (f->target_group < N_TARGET_GROUP) {
        o->target_groups[i] |= 1u << f->target_group;
        return OK;
    }
    uint16_t partner = number_of(b->numbers.organisations, f->organisation.u);
    /* said twice is still one partner */
    for (size_t k = o->partner_first[i]; k < o->n_partners; k++)
        if (o->partners[k] == partner) return OK;
    mem_push_room(o->partners, o->n_partners, b->partners_cap);
    o->partners[o->n_partners++] = partner;
    o->partner_first[i + 1] = (uint32_t)o->n_partners;
    return OK;
}

static void reach_room(struct outreach_builder *b)
{
    struct panel_reach *r = &b->p->reach;
    if (r->n < b->reach_cap) return;
    b->reach_cap = b->reach_cap ? 2 * b->reach_cap : 64;
#define REACH(type, name) r->name = mem_grow(r->name, b->reach_cap, sizeof(type));
#include "measure/panel_columns.def"
}

enum err_code outreach_add_reach(struct outreach_builder *b, const struct reach_fact *f,
                                 struct err *e)
{
    struct panel_reach *r = &b->p->reach;
    uint32_t action = panel_map_find(&b->actions, f->action);
    if (action == PANEL_MAP_NONE) return OK;
    if (f->n < 1 || (f->n > 1 && !uuid_is_nil(f->thread)))
        return err_set(e, ERR_CORRUPT, "%d people were met in one thread or headcount",
                       f->n);
    reach_room(b);
    size_t i = r->n++;
    int category = code_index(code_list_at(LIST_TARGET_GROUP), str_of(f->category));
    r->action[i] = action;
    r->thread[i] = r->person[i] = PANEL_MAP_NONE;
    if (!uuid_is_nil(f->thread)) {
        panel_map_add(&b->threads, f->thread);
        r->thread[i] = panel_map_find(&b->threads, f->thread);
        r->person[i] = uuid_is_nil(f->person.u)
                           ? PANEL_MAP_NONE
                           : panel_map_find(b->numbers.persons, f->person.u);
    }
    r->n_met[i] = f->n;
    r->category[i] = category < 0 ? (uint8_t)PANEL_UNKNOWN : (uint8_t)category;
    r->refused[i] = f->refused_registration;
    return OK;
}

static void find_calls(struct panel *p)
{
    struct panel_outreach *o = &p->outreach;
    uint8_t *of_project = mem_array(p->n_projects + 1, 1);
    for (size_t i = 0; i < p->n_projects; i++) {
        of_project[i] = PANEL_UNKNOWN;
        for (size_t k = 0; k < p->n_calls && p->projects[i].call[0]; k++)
            if (strcmp(p->calls[k].code, p->projects[i].call) == 0)
                of_project[i] = (uint8_t)k;
    }
    for (size_t i = 0; i < o->n; i++)
        if (o->project[i] < p->n_projects) o->call[i] = of_project[o->project[i]];
    free(of_project);
}

/* Threads of one person are one human being: they all get the number of the first. What
 * one row of a thread says of the person holds for the whole thread. */
static void join_threads(struct outreach_builder *b)
{
    struct panel_reach *r = &b->p->reach;
    uint32_t *person = mem_array(b->threads.n + 1, sizeof *person);
    uint32_t *first = mem_array(b->p->n_persons + 1, sizeof *first);
    memset(person, 0xff, (b->threads.n + 1) * sizeof *person);
    memset(first, 0xff, (b->p->n_persons + 1) * sizeof *first);
    for (size_t i = 0; i < r->n; i++)
        if (r->person[i] != PANEL_MAP_NONE) person[r->thread[i]] = r->person[i];
    for (size_t i = 0; i < r->n; i++) {
        uint32_t thread = r->thread[i];
        if (thread == PANEL_MAP_NONE || person[thread] == PANEL_MAP_NONE) continue;
        uint32_t *of_person = &first[person[thread]];
        if (*of_person == PANEL_MAP_NONE) *of_person = thread;
        r->person[i] = person[thread];
        r->thread[i] = *of_person;
    }
    free(person);
    free(first);
}

struct reach_key {
    uint32_t thread, row;
};

static int reach_compare(const void *x, const void *y)
{
    const struct reach_key *a = x, *b = y;
    if (a->thread != b->thread) return a->thread < b->thread ? -1 : 1;
    return a->row < b->row ? -1 : a->row > b->row;
}

/* By thread, so that the rows of one human being stand together. */
static void sort_reach(struct panel *p)
{
    struct panel_reach *r = &p->reach;
    struct reach_key *keys = mem_array(r->n + 1, sizeof *keys);
    for (size_t i = 0; i < r->n; i++)
        keys[i] = (struct reach_key){r->thread[i], (uint32_t)i};
    qsort(keys, r->n, sizeof *keys, reach_compare);
#define REACH(type, name)                                                              \
    {                                                                                  \
        type *sorted = mem_array(r->n + 1, sizeof *sorted);                            \
        for (size_t i = 0; i < r->n; i++)                                              \
            sorted[i] = r->name[keys[i].row];                                          \
        free(r->name);                                                                 \
        r->name = sorted;                                                              \
    }
#include "measure/panel_columns.def"
    free(keys);
}

void outreach_builder_end(struct outreach_builder *b)
{
    find_calls(b->p);
    join_threads(b);
    sort_reach(b->p);
    b->p->reach.n_threads = b->threads.n;
}

size_t outreach_bytes(const struct panel *p)
{
    size_t an_action = 0, a_reach = 0;
#define OUTREACH(type, name) an_action += sizeof(type);
#define REACH(type, name)    a_reach += sizeof(type);
#include "measure/panel_columns.def"
    return p->outreach.n * an_action +
           p->outreach.n_partners * sizeof *p->outreach.partners +
           p->reach.n * a_reach + p->n_places * sizeof *p->places +
           p->n_coverage * sizeof *p->coverage +
           p->n_follow_ups * sizeof *p->follow_ups;
}

void outreach_free(struct panel *p)
{
#define OUTREACH(type, name) free(p->outreach.name);
#define REACH(type, name)    free(p->reach.name);
#include "measure/panel_columns.def"
    free(p->outreach.partners);
    free(p->places);
    free(p->coverage);
    free(p->follow_ups);
}
