#include "web/timeline_items.h"

#include "base/brussels.h"
#include "domain/condition_course.h"
#include "domain/lists.h"

static const struct {
    const char *word, *label;
} kinds[] = {
#define M(kind, word, label) [kind] = {word, label},
    TIMELINE_KINDS(M)
#undef M
};

const char *timeline_kind_word(enum timeline_kind kind)
{
    return kinds[kind].word;
}

const char *timeline_kind_label(enum timeline_kind kind)
{
    return kinds[kind].label;
}

static enum timeline_kind kind_of_event(uint8_t kind)
{
    switch (kind) {
    case EVENT_CONTACT:
        return SHOW_CONTACT;
    case EVENT_PHASE:
        return SHOW_PHASE;
    case EVENT_ACTION:
        return SHOW_ACTION;
    case EVENT_OUTCOME:
        return SHOW_WORK;
    case EVENT_CONDITION:
        return SHOW_CONDITION;
    default:
        return SHOW_COURSE;
    }
}

/* --- what stays out --- */

static bool is_closed(const struct dossier_view *file, const struct event_fact *f)
{
    if (f->kind != EVENT_CONDITION) return false;
    if (!(file->parts & DOSSIER_CONDITION)) return true;
    return condition_is_health(f->code) && !(file->parts & DOSSIER_HEALTH);
}

/* The same phase or outcome, written again in the moment this one was taken back. */
static bool was_continued(const struct dossier *d, const struct dossier_event *ev)
{
    if (!ev->written.retracted_at ||
        (ev->fact.kind != EVENT_PHASE && ev->fact.kind != EVENT_OUTCOME))
        return false;
    for (size_t i = 0; i < d->n_events; i++) {
        const struct dossier_event *next = &d->events[i];
        if (next != ev && next->fact.kind == ev->fact.kind &&
            next->fact.code == ev->fact.code && next->fact.on.v == ev->fact.on.v &&
            next->written.at == ev->written.retracted_at)
            return true;
    }
    return false;
}

static bool moved_along(const struct dossier *d, const struct aftercare_fact *f)
{
    if (!f->written.retracted_at) return false;
    for (size_t i = 0; i < d->n_aftercares; i++) {
        const struct aftercare_fact *next = &d->aftercares[i];
        if (next != f && next->side == f->side && next->on.v == f->on.v &&
            next->result == f->result && next->written.at == f->written.retracted_at)
            return true;
    }
    return false;
}

/* Only the last version of an appointment tells what holds. */
static bool is_replaced(const struct dossier *d, const struct appointment_fact *f)
{
    for (size_t i = 0; i < d->n_appointments; i++)
        if (uuid_eq(d->appointments[i].id, f->id) &&
            d->appointments[i].sequence > f->sequence)
            return true;
    return false;
}

/* --- gathering --- */

struct gathering {
    struct timeline_item *items;
    size_t n;
};

static void put(struct gathering *g, struct timeline_item item)
{
    if (!item.at) item.at = item.written.at;
    g->items[g->n++] = item;
}

static void put_events(struct gathering *g, const struct dossier_view *file)
{
    const struct dossier *d = &file->dossier;
    for (size_t i = 0; i < d->n_events; i++) {
        const struct dossier_event *ev = &d->events[i];
        if (is_closed(file, &ev->fact) || was_continued(d, ev)) continue;
        put(g,
            (struct timeline_item){.on = ev->fact.on,
                                   .kind = kind_of_event(ev->fact.kind),
                                   .noun = event_noun((enum event_kind)ev->fact.kind),
                                   .id = ev->fact.id,
                                   .written = ev->written,
                                   .fact = ev});
    }
    for (size_t i = 0; i < d->n_trajectories; i++)
        put(g, (struct timeline_item){.on = d->trajectories[i].fact.reached_on,
                                      .kind = SHOW_COURSE,
                                      .noun = NOUN_TRAJECTORY,
                                      .id = d->trajectories[i].fact.id.u,
                                      .fact = &d->trajectories[i]});
}

#define PUT_EACH(list, kind_, noun_)                                                   \
    for (size_t i = 0; i < d->n_##list; i++)                                           \
    put(g, (struct timeline_item){.on = d->list[i].on,                                 \
                                  .kind = (kind_),                                     \
                                  .noun = (noun_),                                     \
                                  .id = d->list[i].id,                                 \
                                  .written = d->list[i].written,                       \
                                  .fact = &d->list[i]})

static void put_lists(struct gathering *g, const struct dossier *d)
{
    PUT_EACH(goals, SHOW_PLAN, NOUN_GOAL);
    PUT_EACH(steps, SHOW_PLAN, NOUN_STEP);
    PUT_EACH(step_states, SHOW_PLAN, NOUN_STEP_STATE);
    PUT_EACH(engagements, SHOW_COURSE, NOUN_ENGAGEMENT);
    PUT_EACH(notes, SHOW_NOTE, NOUN_NOTE);
    PUT_EACH(competences, SHOW_CARE, NOUN_COMPETENCE);
    PUT_EACH(documents, SHOW_DOCUMENT, NOUN_DOCUMENT);
    PUT_EACH(appreciations, SHOW_WORK, NOUN_APPRECIATION);
    PUT_EACH(discussions, SHOW_CONSULTATION, NOUN_CONSULTATION_CASE);
    for (size_t i = 0; i < d->n_aftercares; i++)
        if (!moved_along(d, &d->aftercares[i]))
            put(g, (struct timeline_item){.on = d->aftercares[i].on,
                                          .kind = SHOW_WORK,
                                          .noun = NOUN_AFTERCARE,
                                          .id = d->aftercares[i].id,
                                          .written = d->aftercares[i].written,
                                          .fact = &d->aftercares[i]});
}

static void put_moments(struct gathering *g, const struct dossier *d)
{
    for (size_t i = 0; i < d->n_appointments; i++) {
        const struct appointment_fact *f = &d->appointments[i];
        if (!is_replaced(d, f))
            put(g, (struct timeline_item){.on = brussels_day(f->starts_at, NULL),
                                          .at = f->starts_at,
                                          .kind = SHOW_APPOINTMENT,
                                          .noun = NOUN_APPOINTMENT,
                                          .id = f->id,
                                          .written = f->written,
                                          .fact = f});
    }
    for (size_t i = 0; i < d->n_chats; i++)
        put(g, (struct timeline_item){.on = brussels_day(d->chats[i].happened_at, NULL),
                                      .at = d->chats[i].happened_at,
                                      .kind = SHOW_CHAT,
                                      .noun = NOUN_CHAT,
                                      .id = d->chats[i].id,
                                      .written = d->chats[i].written,
                                      .fact = &d->chats[i]});
}

static int newest_first(const void *a, const void *b)
{
    const struct timeline_item *x = a, *y = b;
    if (x->on.v != y->on.v) return x->on.v > y->on.v ? -1 : 1;
    if (x->at != y->at) return x->at > y->at ? -1 : 1;
    return uuid_compare(y->id, x->id);
}

struct timeline_item *timeline_items(size_t *n_out, struct arena *a,
                                     const struct dossier_view *file)
{
    const struct dossier *d = &file->dossier;
    size_t most = d->n_events + d->n_trajectories + d->n_goals + d->n_steps +
                  d->n_step_states + d->n_engagements + d->n_notes + d->n_competences +
                  d->n_documents + d->n_appreciations + d->n_aftercares +
                  d->n_appointments + d->n_chats + d->n_discussions;
    struct gathering g = {arena_new_array(a, struct timeline_item, most), 0};
    put_events(&g, file);
    put_lists(&g, d);
    put_moments(&g, d);
    if (g.n) qsort(g.items, g.n, sizeof *g.items, newest_first);
    *n_out = g.n;
    return g.items;
}
