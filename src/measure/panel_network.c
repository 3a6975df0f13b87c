#include "measure/panel_network.h"

#include "domain/geography.h"
#include "domain/lists.h"

enum { NONE16 = 0xffff, UNKNOWN16 = 0xff00 | PANEL_UNKNOWN };

void network_builder_init(struct network_builder *b, struct panel *p,
                          const struct panel_map *organisations, uint64_t seed)
{
    *b = (struct network_builder){.p = p, .organisations = organisations};
    panel_map_init(&b->trajectories, seed);
}

void network_builder_dispose(struct network_builder *b)
{
    panel_map_dispose(&b->trajectories);
    free(b->participation);
}

static uint16_t organisation_number(const struct network_builder *b,
                                    struct organisation_id id)
{
    if (uuid_is_nil(id.u)) return NONE16;
    uint32_t number = panel_map_find(b->organisations, id.u);
    return number == PANEL_MAP_NONE ? (uint16_t)UNKNOWN16 : (uint16_t)number;
}

static uint16_t municipality_number(const char *refnis)
{
    if (!refnis[0]) return NONE16; /* the whole region */
    int index = geo_municipality_index(str_of(refnis));
    return index < 0 ? (uint16_t)UNKNOWN16 : (uint16_t)index;
}

static uint8_t code_or(uint8_t code, uint8_t otherwise)
{
    return code == CODE_MISSING ? otherwise : code;
}

enum err_code network_add_bundled_signal(struct network_builder *b,
                                         const struct bundled_signal_fact *f,
                                         struct err *e)
{
    struct panel *p = b->p;
    const struct signal_fact *s = &f->signal;
    if (day_is_none(s->noticed_on))
        return err_set(e, ERR_CORRUPT, "a signal has no day on which it was noticed");
    bool is_bundled = !day_is_none(f->opened_on);
    mem_push_room(p->signals, p->n_signals, b->signals_cap);
    p->signals[p->n_signals++] = (struct panel_signal){
        .noticed_on = s->noticed_on.v,
        .bundled_on = is_bundled ? MAX_OF(s->noticed_on.v, f->opened_on.v) : INT32_MAX,
        .municipality = municipality_number(s->municipality),
        .organisation = organisation_number(b, s->organisation),
        .barrier = code_or(s->barrier, PANEL_UNKNOWN),
        .domain = code_or(s->domain, code_or(f->domain, PANEL_UNKNOWN)),
        .level = code_or(s->level, PANEL_UNKNOWN),
        .bundle_level = code_or(f->level, PANEL_UNKNOWN),
        .target_group = code_or(s->target_group, PANEL_NONE),
        .frequency = code_or(s->frequency, PANEL_UNKNOWN),
        .first_step = (uint32_t)p->n_signal_steps};
    b->signal = s->id;
    return OK;
}

enum err_code network_add_signal_step(struct network_builder *b,
                                      const struct signal_step_fact *f, struct err *e)
{
    struct panel *p = b->p;
    if (!p->n_signals || !uuid_eq(b->signal, f->signal))
        return err_set(e, ERR_CORRUPT, "a step did not come right after its signal");
    mem_push_room(p->signal_steps, p->n_signal_steps, b->signal_steps_cap);
    p->signal_steps[p->n_signal_steps++] =
        (struct panel_signal_step){.on = f->on.v,
                                   .status = code_or(f->status, PANEL_UNKNOWN),
                                   .level = code_or(f->level, PANEL_UNKNOWN)};
    return OK;
}

enum err_code network_add_counted_handover(struct network_builder *b,
                                           const struct counted_handover_fact *f,
                                           struct err *e)
{
    struct panel *p = b->p;
    uint32_t of = PANEL_MAP_NONE;
    if (day_is_none(f->on))
        return err_set(e, ERR_CORRUPT, "a handover has no day on which it was begun");
    if (!uuid_is_nil(f->trajectory.u)) {
        panel_map_add(&b->trajectories, f->trajectory.u);
        of = panel_map_find(&b->trajectories, f->trajectory.u);
    }
    mem_push_room(p->handovers, p->n_handovers, b->handovers_cap);
    p->handovers[p->n_handovers++] = (struct panel_handover){
        .began_on = f->on.v,
        .participation = of, /* the row, once all trajectories have come */
        .from = organisation_number(b, f->from),
        .to = organisation_number(b, f->to),
        .receiver_kind = code_or(f->receiver_kind, PANEL_UNKNOWN),
        .first_turn = (uint32_t)p->n_turns};
    b->handover = f->id;
    return OK;
}

enum err_code network_add_handover_turn(struct network_builder *b,
                                        const struct handover_turn_fact *f,
                                        struct err *e)
{
    struct panel *p = b->p;
    if (!p->n_handovers || !uuid_eq(b->handover, f->handover))
        return err_set(e, ERR_CORRUPT,
                       "an event did not come right after its handover");
    mem_push_room(p->turns, p->n_turns, b->turns_cap);
    p->turns[p->n_turns++] = (struct panel_handover_turn){
        .on = f->on.v,
        .kind = code_or(f->kind, PANEL_UNKNOWN),
        .reason = code_or(f->reason, PANEL_UNKNOWN),
        .result = code_or(f->result, PANEL_UNKNOWN),
        .guide_present = f->is_guide_present == CODE_MISSING ? PANEL_UNKNOWN
                         : f->is_guide_present               ? YES_NO_YES
                                                             : YES_NO_NO};
    return OK;
}

void network_see_trajectory(struct network_builder *b, struct trajectory_id id,
                            uint32_t row)
{
    size_t n = b->trajectories.n;
    if (!n) return;
    uint32_t of = panel_map_find(&b->trajectories, id.u);
    if (of == PANEL_MAP_NONE) return;
    if (!b->participation) { /* all handovers came before the first person */
        b->participation = mem_array(n, sizeof *b->participation);
        memset(b->participation, 0xff, n * sizeof *b->participation);
    }
    b->participation[of] = row;
}

void network_builder_end(struct network_builder *b)
{
    for (size_t i = 0; i < b->p->n_handovers; i++) {
        struct panel_handover *h = &b->p->handovers[i];
        if (h->participation == PANEL_MAP_NONE) continue;
        h->participation =
            b->participation ? b->participation[h->participation] : PANEL_MAP_NONE;
    }
}

void network_renumber(struct panel *p, const uint32_t *new_number)
{
    for (size_t i = 0; i < p->n_handovers; i++)
        if (p->handovers[i].participation != PANEL_MAP_NONE)
            p->handovers[i].participation = new_number[p->handovers[i].participation];
}

size_t network_bytes(const struct panel *p)
{
    return p->n_signals * sizeof *p->signals +
           p->n_signal_steps * sizeof *p->signal_steps +
           p->n_handovers * sizeof *p->handovers + p->n_turns * sizeof *p->turns;
}

void network_free(struct panel *p)
{
    free(p->signals);
    free(p->signal_steps);
    free(p->handovers);
    free(p->turns);
}
