/* From facts to columns. A person's attributes are kept only while its trajectories
 * come, so that memory is that of the panel plus one id a person.
 *
 * Facts of a person stand together, attributes and spells before trajectories, and the
 * events of a trajectory right after it; what comes otherwise is refused, because a
 * snapshot taken from half of the attributes would be wrong without a sign. */
#include "measure/panel_care.h"
#include "measure/panel_humans.h"
#include "measure/panel_map.h"
#include "measure/panel_network.h"
#include "measure/panel_order.h"
#include "measure/panel_outreach.h"
#include "measure/panel_snapshot.h"
#include "measure/panel_spells.h"

#define NO_PERSON PANEL_MAP_NONE
enum { NONE16 = 0xffff };

struct panel_builder {
    struct panel *p;
    struct panel_map persons, organisations, projects, partnerships;
    struct outreach_builder outreach;
    struct network_builder network;
    struct care_builder care;
    struct panel_humans humans;
    struct doubts_builder doubts;
    size_t participations_cap, events_cap, spells_cap, profiles_cap;
    struct panel_spell_row *spells; /* in the panel they stand in columns */
    size_t n_spells;
    uint8_t *event_kind; /* of each event; in the panel their order tells it */
    size_t calls_cap, organisations_cap, projects_cap, partnerships_cap, budgets_cap,
        targets_cap, published_cap;
    /* Of each project; as many as there were when a trajectory last came. */
    uint8_t *project_call;
    uint16_t *project_promotor;
    size_t n_resolved;
    /* The person and the trajectory at work. */
    uint32_t person;
    bool has_trajectories;
    size_t person_spell;               /* the first of the person */
    size_t first_spell, first_profile; /* of the person, without profile as yet */
    struct panel_attributes attributes;
    struct trajectory_id trajectory;
    uint8_t *is_finished; /* a byte a person: its facts have been left */
    size_t is_finished_cap;
    enum err_code rc; /* from functions that cannot say so themselves */
    struct err e;
};

struct panel_builder *panel_build_begin(int64_t known_at_ms)
{
    struct panel_builder *b = mem_alloc(sizeof *b);
    b->p = mem_alloc(sizeof *b->p);
    b->p->known_at_ms = known_at_ms;
    b->person = NO_PERSON;
    /* The address differs from run to run, which is all a seed is for here. */
    uint64_t seed = (uint64_t)(uintptr_t)b->p;
    panel_map_init(&b->persons, seed);
    panel_map_init(&b->organisations, seed);
    panel_map_init(&b->projects, seed);
    panel_map_init(&b->partnerships, seed);
    struct panel_numbers numbers = {&b->persons, &b->organisations, &b->projects,
                                    &b->partnerships};
    outreach_builder_init(&b->outreach, b->p, numbers, seed);
    network_builder_init(&b->network, b->p, &b->organisations, seed);
    panel_humans_init(&b->humans, seed);
    return b;
}

void panel_build_abandon(struct panel_builder *b)
{
    if (!b) return;
    panel_free(b->p);
    panel_map_dispose(&b->persons);
    panel_map_dispose(&b->organisations);
    panel_map_dispose(&b->projects);
    panel_map_dispose(&b->partnerships);
    outreach_builder_dispose(&b->outreach);
    network_builder_dispose(&b->network);
    panel_humans_dispose(&b->humans);
    doubts_builder_dispose(&b->doubts);
    panel_attributes_dispose(&b->attributes);
    free(b->project_call);
    free(b->project_promotor);
    free(b->is_finished);
    free(b->event_kind);
    free(b->spells);
    free(b);
}

/* --- small tables ----------------------------------------------------------------- */

static void remember(struct panel_builder *b, enum err_code code, const char *what)
{
    if (b->rc != OK) return;
    b->rc = err_set(&b->e, code, "%s", what);
}

void panel_build_call(struct panel_builder *b, const struct call_fact *f)
{
    if (b->p->n_calls == PANEL_MISSING_FIRST)
        remember(b, ERR_TOO_LARGE, "a panel holds at most 252 calls");
    if (b->rc != OK) return;
    mem_push_room(b->p->calls, b->p->n_calls, b->calls_cap);
    b->p->calls[b->p->n_calls++] = *f;
}

#define BUILD_WITH_ID(noun, nouns)                                                     \
    void panel_build_##noun(struct panel_builder *b, const struct noun##_fact *f)      \
    {                                                                                  \
        if (b->p->n_##nouns == NONE16)                                                 \
            remember(b, ERR_TOO_LARGE, "a panel holds at most 65535 " #nouns);         \
        if (b->rc == OK && !panel_map_add(&b->nouns, f->id.u))                         \
            remember(b, ERR_CORRUPT, "the same " #noun " came twice");                 \
        if (b->rc != OK) return;                                                       \
        mem_push_room(b->p->nouns, b->p->n_##nouns, b->nouns##_cap);                   \
        b->p->nouns[b->p->n_##nouns++] = *f;                                           \
    }
BUILD_WITH_ID(organisation, organisations)
BUILD_WITH_ID(project, projects)
BUILD_WITH_ID(partnership, partnerships)

void panel_build_budget(struct panel_builder *b, const struct budget_fact *f)
{
    mem_push_room(b->p->budgets, b->p->n_budgets, b->budgets_cap);
    b->p->budgets[b->p->n_budgets++] = *f;
}

void panel_build_target(struct panel_builder *b, const struct target_fact *f)
{
    mem_push_room(b->p->targets, b->p->n_targets, b->targets_cap);
    b->p->targets[b->p->n_targets++] = *f;
}

void panel_build_published(struct panel_builder *b, const struct published_fact *f)
{
    mem_push_room(b->p->published, b->p->n_published, b->published_cap);
    b->p->published[b->p->n_published++] = *f;
}

/* An error of a fact before this one goes first. */
#define BUILD_PART(part, noun)                                                         \
    enum err_code panel_build_##noun(struct panel_builder *b,                          \
                                     const struct noun##_fact *f, struct err *e)       \
    {                                                                                  \
        if (b->rc != OK && e) *e = b->e;                                               \
        return b->rc != OK ? b->rc : part##_add_##noun(&b->part, f, e);                \
    }
BUILD_PART(outreach, coverage)
BUILD_PART(outreach, project_follow_up)
BUILD_PART(outreach, outreach_place)
BUILD_PART(outreach, outreach_action)
BUILD_PART(outreach, outreach_course)
BUILD_PART(outreach, outreach_offer)
BUILD_PART(outreach, outreach_audience)
BUILD_PART(outreach, reach)
BUILD_PART(network, bundled_signal)
BUILD_PART(network, signal_step)
BUILD_PART(network, counted_handover)
BUILD_PART(network, handover_turn)

static enum err_code call_number(const struct panel_builder *b, uint8_t *out,
                                 const char *code, struct err *e)
{
    *out = PANEL_UNKNOWN;
    if (code[0] == '\0') return OK;
    for (size_t i = 0; i < b->p->n_calls; i++) {
        if (strcmp(b->p->calls[i].code, code) != 0) continue;
        *out = (uint8_t)i;
        return OK;
    }
    return err_set(e, ERR_CORRUPT, "a project is of call %s, which did not come before",
                   code);
}

static enum err_code organisation_number(const struct panel_builder *b, uint16_t *out,
                                         struct organisation_id id, const char *whose,
                                         struct err *e)
{
    *out = NONE16;
    if (uuid_is_nil(id.u)) return OK;
    uint32_t found = panel_map_find(&b->organisations, id.u);
    if (found == PANEL_MAP_NONE)
        return err_set(e, ERR_CORRUPT,
                       "the %s is an organisation that did not come before", whose);
    *out = (uint16_t)found;
    return OK;
}

/* The small tables may come in any order, so projects are joined when first needed. */
static enum err_code resolve_projects(struct panel_builder *b, struct err *e)
{
    size_t n = b->p->n_projects;
    if (b->n_resolved == n) return OK;
    b->project_call = mem_grow(b->project_call, n, sizeof *b->project_call);
    b->project_promotor = mem_grow(b->project_promotor, n, sizeof *b->project_promotor);
    for (size_t i = b->n_resolved; i < n; i++) {
        const struct project_fact *f = &b->p->projects[i];
        enum err_code rc = call_number(b, &b->project_call[i], f->call, e);
        if (rc == OK)
            rc = organisation_number(b, &b->project_promotor[i], f->promotor,
                                     "promotor of a project", e);
        if (rc != OK) return rc;
        b->n_resolved = i + 1;
    }
    return OK;
}

/* --- persons ---------------------------------------------------------------------- */

void panel_build_person(struct panel_builder *b, const struct person_fact *f)
{
    if (b->rc == OK && !panel_map_add(&b->persons, f->id.u))
        remember(b, ERR_CORRUPT, "the same person came twice");
    if (b->rc != OK) return;
    mem_push_room(b->is_finished, b->p->n_persons, b->is_finished_cap);
    b->is_finished[b->p->n_persons++] = 0;
}

void panel_build_person_link(struct panel_builder *b, const struct person_link_fact *f)
{
    uint32_t file = panel_map_find(&b->persons, f->person.u);
    if (b->rc != OK) return;
    if (file == PANEL_MAP_NONE)
        remember(b, ERR_CORRUPT, "a link is of a person that did not come before");
    else if (!panel_humans_add(&b->humans, file, f->human.u))
        remember(b, ERR_CORRUPT, "a person is linked to two human beings at once");
}

void panel_build_link_doubt(struct panel_builder *b, const struct link_doubt_fact *f)
{
    uint32_t file = panel_map_find(&b->persons, f->person.u);
    uint32_t other = panel_map_find(&b->persons, f->other.u);
    if (file == PANEL_MAP_NONE || other == PANEL_MAP_NONE || file == other) return;
    if (f->verdict < LINK_STRATA) doubts_builder_add(&b->doubts, file, other, f);
}

void panel_build_link_reviewed(struct panel_builder *b,
                               const struct link_reviewed_fact *f)
{
    uint32_t file = panel_map_find(&b->persons, f->person.u);
    uint32_t other = panel_map_find(&b->persons, f->other.u);
    if (file == PANEL_MAP_NONE || other == PANEL_MAP_NONE || file == other) return;
    if (f->verdict < LINK_STRATA) doubts_builder_review(&b->doubts, file, other, f);
}

static uint32_t profile_room(struct panel_builder *b)
{
    struct panel_profiles *c = &b->p->profiles;
    if (c->n == b->profiles_cap) {
        b->profiles_cap = b->profiles_cap ? 2 * b->profiles_cap : 64;
#define PROFILE(type, name) c->name = mem_grow(c->name, b->profiles_cap, sizeof(type));
#include "measure/panel_columns.def"
    }
    return (uint32_t)c->n++;
}

/* The number of a profile of the person at work, which is new only when no earlier
 * spell has the same. */
static uint32_t profile_number(struct panel_builder *b, const struct panel_profile *of)
{
    struct panel_profiles *c = &b->p->profiles;
    for (size_t i = c->n; i-- > b->first_profile;) {
        struct panel_profile known = {0};
#define PROFILE(type, name) known.name = c->name[i];
#include "measure/panel_columns.def"
        if (memcmp(&known, of, sizeof known) == 0) return (uint32_t)i;
    }
    uint32_t i = profile_room(b);
#define PROFILE(type, name) c->name[i] = of->name;
#include "measure/panel_columns.def"
    return i;
}

/* Attributes may come after spells, so profiles wait until all of a person has come. */
static void finish_spells(struct panel_builder *b)
{
    for (size_t i = b->first_spell; i < b->n_spells; i++) {
        struct panel_answers answers;
        struct panel_profile profile = {0};
        struct day from = {b->spells[i].from};
        panel_answers_on(&answers, &b->attributes, from);
        panel_profile(&profile, b->person, &answers, from);
        b->spells[i].profile = profile_number(b, &profile);
    }
    b->first_spell = b->n_spells;
    b->first_profile = b->p->profiles.n;
}

/* Makes this the person at work. */
static enum err_code turn_to(struct panel_builder *b, struct person_id id,
                             const char *fact, struct err *e)
{
    if (b->rc != OK) {
        if (e) *e = b->e;
        return b->rc;
    }
    if (b->person != NO_PERSON && uuid_eq(b->persons.ids[b->person], id.u)) return OK;
    uint32_t person = panel_map_find(&b->persons, id.u);
    if (person == PANEL_MAP_NONE)
        return err_set(e, ERR_CORRUPT, "%s is of a person that did not come before",
                       fact);
    if (b->is_finished[person])
        return err_set(e, ERR_CORRUPT,
                       "%s of a person came after facts of another person", fact);
    finish_spells(b);
    if (b->person != NO_PERSON) b->is_finished[b->person] = 1;
    b->person = person;
    b->has_trajectories = false;
    b->person_spell = b->n_spells;
    panel_attributes_clear(&b->attributes);
    return OK;
}

enum err_code panel_build_attribute(struct panel_builder *b,
                                    const struct attribute_fact *f, struct err *e)
{
    enum err_code rc = turn_to(b, f->person, "an attribute", e);
    if (rc != OK) return rc;
    if (b->has_trajectories)
        return err_set(e, ERR_CORRUPT,
                       "an attribute of a person came after its trajectories");
    return panel_attributes_add(&b->attributes, f, e);
}

static enum err_code check_spell(const struct spell_fact *f, struct err *e)
{
    if (f->list >= N_SPELL_LISTS)
        return err_set(e, ERR_CORRUPT, "a spell is of list %u, expected below %d",
                       f->list, N_SPELL_LISTS);
    const struct code_list *list = panel_spell_codes((enum spell_list)f->list);
    if (f->code >= list->n)
        return err_set(e, ERR_CORRUPT,
                       "a spell has code %u of list %s, expected below %u", f->code,
                       list->name, list->n);
    if (day_is_none(f->from) || (!day_is_none(f->to) && f->to.v < f->from.v))
        return err_set(e, ERR_CORRUPT,
                       "a spell has no first day, or one after its last");
    return OK;
}

enum err_code panel_build_spell(struct panel_builder *b, const struct spell_fact *f,
                                struct err *e)
{
    enum err_code rc = turn_to(b, f->person, "a spell", e);
    if (rc == OK && b->has_trajectories)
        return err_set(e, ERR_CORRUPT,
                       "a spell of a person came after its trajectories");
    if (rc == OK) rc = check_spell(f, e);
    if (rc != OK) return rc;
    if (b->n_spells == UINT32_MAX - 1)
        return err_set(e, ERR_TOO_LARGE, "a panel holds at most 2^32 spells");
    mem_push_room(b->spells, b->n_spells, b->spells_cap);
    b->spells[b->n_spells++] = (struct panel_spell_row){
        .person = b->person,
        .from = f->from.v,
        .to = day_is_none(f->to) ? INT32_MAX : f->to.v,
        .list = f->list,
        .code = f->code,
        .exit = f->exit,
        .body = f->body,
    };
    return OK;
}

/* What VDAB's register says of the person at work; the spell that began last holds. */
static struct coded registered_on(const struct panel_builder *b, struct day on)
{
    struct coded found = coded_missing(ANSWER_NOT_ASKED);
    int32_t began = INT32_MIN;
    for (size_t i = b->person_spell; i < b->n_spells; i++) {
        const struct panel_spell_row *s = &b->spells[i];
        if (s->list != SPELL_REGISTRATION || s->body != ORGANISATION_KIND_VDAB)
            continue;
        if (s->from > on.v || s->to < on.v || s->from < began) continue;
        found = coded_known(s->code);
        began = s->from;
    }
    return found;
}

/* --- instruments ------------------------------------------------------------------ */

enum err_code panel_build_instrument(struct panel_builder *b,
                                     const struct instrument_fact *f, struct err *e)
{
    return care_add_instrument(&b->care, b->p, f, e);
}

enum err_code panel_build_instrument_item(struct panel_builder *b,
                                          const struct instrument_item_fact *f,
                                          struct err *e)
{
    return care_add_item(&b->care, b->p, f, e);
}

/* --- trajectories and events ------------------------------------------------------ */

static size_t participation_room(struct panel_builder *b)
{
    struct panel_participations *c = &b->p->participations;
    if (c->n == b->participations_cap) {
        b->participations_cap = b->participations_cap ? 2 * b->participations_cap : 64;
#define PARTICIPATION(type, name)                                                      \
    c->name = mem_grow(c->name, b->participations_cap, sizeof(type));
#include "measure/panel_columns.def"
    }
    return c->n;
}

static enum err_code set_places(struct panel_builder *b, size_t i,
                                const struct trajectory_fact *f, struct err *e)
{
    struct panel_participations *c = &b->p->participations;
    c->project[i] = c->partnership[i] = c->organisation[i] = NONE16;
    c->call[i] = PANEL_UNKNOWN;
    if (!uuid_is_nil(f->project.u)) {
        uint32_t project = panel_map_find(&b->projects, f->project.u);
        if (project == PANEL_MAP_NONE)
            return err_set(e, ERR_CORRUPT,
                           "a trajectory is of a project that did not come before");
        c->project[i] = (uint16_t)project;
        c->call[i] = b->project_call[project];
        c->organisation[i] = b->project_promotor[project];
    }
    if (!uuid_is_nil(f->partnership.u)) {
        uint32_t partnership = panel_map_find(&b->partnerships, f->partnership.u);
        if (partnership == PANEL_MAP_NONE)
            return err_set(e, ERR_CORRUPT,
                           "a trajectory is of a partnership that did not come before");
        c->partnership[i] = (uint16_t)partnership;
    }
    if (uuid_is_nil(f->host.u)) return OK;
    return organisation_number(b, &c->organisation[i], f->host, "host of a trajectory",
                               e);
}

enum err_code panel_build_trajectory(struct panel_builder *b,
                                     const struct trajectory_fact *f, struct err *e)
{
    enum err_code rc = turn_to(b, f->person, "a trajectory", e);
    if (rc == OK) rc = resolve_projects(b, e);
    if (rc != OK) return rc;
    if (day_is_none(f->reached_on))
        return err_set(e, ERR_CORRUPT, "a trajectory has no day on which it began");
    struct panel_participations *c = &b->p->participations;
    if (c->n == UINT32_MAX)
        return err_set(e, ERR_TOO_LARGE, "a panel holds at most 2^32 participations");
    size_t i = participation_room(b);
    rc = set_places(b, i, f, e);
    if (rc != OK) return rc;
    struct panel_answers answers;
    panel_answers_on(&answers, &b->attributes, f->reached_on);
    panel_snapshot(c, i, &answers, f->entry_age, registered_on(b, f->reached_on),
                   f->reached_on);
    c->person[i] = b->person;
    c->channel[i] = f->channel == CODE_MISSING ? PANEL_NOT_ASKED : f->channel;
    c->voluntary[i] = f->is_voluntary == CODE_MISSING ? PANEL_NOT_ASKED
                      : f->is_voluntary               ? YES_NO_YES
                                                      : YES_NO_NO;
    c->reached_on[i] = f->reached_on.v;
    c->started_on[i] = c->ended_on[i] = c->employed_on[i] = c->judged_on[i] =
        c->active_on[i] = INT32_MAX;
    c->end_kind[i] = c->exit_reason[i] = c->judgement[i] = PANEL_UNKNOWN;
    network_see_trajectory(&b->network, f->id, (uint32_t)i);
    c->n++;
    b->trajectory = f->id;
    b->has_trajectories = true;
    return OK;
}

static bool is_later(int32_t known, struct day on)
{
    return known == INT32_MAX || on.v >= known;
}

static uint8_t code_or_unknown(uint8_t code)
{
    return code == CODE_MISSING ? PANEL_UNKNOWN : code;
}

/* Began and was employed: the first day. Ended and was judged: the last that is known.
 */
static void note_event(struct panel_participations *c, size_t i,
                       const struct event_fact *f)
{
    if (f->kind == EVENT_STARTED) {
        c->started_on[i] = MIN_OF(c->started_on[i], f->on.v);
    } else if (f->kind == EVENT_OUTCOME && f->code == OUTCOME_EMPLOYED) {
        c->employed_on[i] = MIN_OF(c->employed_on[i], f->on.v);
    } else if (f->kind == EVENT_ENDED && is_later(c->ended_on[i], f->on)) {
        c->ended_on[i] = f->on.v;
        c->end_kind[i] = code_or_unknown(f->code);
        c->exit_reason[i] = code_or_unknown(f->detail);
    } else if (f->kind == EVENT_JUDGED && is_later(c->judged_on[i], f->on)) {
        c->judged_on[i] = f->on.v;
        c->judgement[i] = code_or_unknown(f->code);
    }
}

enum err_code panel_build_event(struct panel_builder *b, const struct event_fact *f,
                                struct err *e)
{
    struct panel_events *v = &b->p->events;
    size_t n_participations = b->p->participations.n;
    if (n_participations == 0 || !uuid_eq(b->trajectory.u, f->trajectory.u))
        return err_set(e, ERR_CORRUPT,
                       "an event did not come right after its trajectory");
    if (f->kind >= N_PANEL_EVENT_KINDS)
        return err_set(e, ERR_CORRUPT, "an event is of kind %u, expected below %d",
                       f->kind, N_PANEL_EVENT_KINDS);
    if (day_is_none(f->on))
        return err_set(e, ERR_CORRUPT, "an event has no day on which it happened");
    if (v->n == b->events_cap) {
        b->events_cap = b->events_cap ? 2 * b->events_cap : 64;
        b->event_kind = mem_grow(b->event_kind, b->events_cap, sizeof *b->event_kind);
#define EVENT(type, name) v->name = mem_grow(v->name, b->events_cap, sizeof(type));
#include "measure/panel_columns.def"
    }
    size_t i = v->n++;
    v->participation[i] = (uint32_t)(n_participations - 1);
    b->event_kind[i] = f->kind;
    v->code[i] = f->code;
    v->detail[i] = f->detail;
    v->value[i] = f->value;
    v->on[i] = f->on.v;
    note_event(&b->p->participations, n_participations - 1, f);
    return OK;
}

/* --- end -------------------------------------------------------------------------- */

/* The day of the start is known only when all events have come. */
static void find_active_days(struct panel *p)
{
    struct panel_participations *c = &p->participations;
    const struct panel_events *v = &p->events;
    /* what was done around the person, which comes last, changes no status */
    for (size_t i = 0; i < v->kind_first[N_EVENT_KINDS]; i++) {
        uint32_t of = v->participation[i];
        if (v->on[i] > c->started_on[of] && v->on[i] < c->active_on[of])
            c->active_on[of] = v->on[i];
    }
}

static size_t bytes_of(const struct panel *p)
{
    size_t a_participation = 0, an_event = 0, a_spell = 0, a_profile = 0;
#define PARTICIPATION(type, name) a_participation += sizeof(type);
#define EVENT(type, name)         an_event += sizeof(type);
#define SPELL(type, name)         a_spell += sizeof(type);
#define PROFILE(type, name)       a_profile += sizeof(type);
#include "measure/panel_columns.def"
    if (p->participations.file) a_participation += sizeof *p->participations.file;
    return sizeof *p + p->n_files * sizeof *p->file_ids +
           p->participations.n * a_participation + p->events.n * an_event +
           p->spells.n * a_spell + p->profiles.n * a_profile +
           p->n_calls * sizeof *p->calls +
           p->n_organisations * sizeof *p->organisations +
           p->n_projects * sizeof *p->projects +
           p->n_partnerships * sizeof *p->partnerships + outreach_bytes(p) +
           network_bytes(p) + p->n_budgets * sizeof *p->budgets +
           p->n_targets * sizeof *p->targets + p->n_published * sizeof *p->published +
           care_bytes(p);
}

enum err_code panel_build_end(struct panel **out, struct panel_builder *b,
                              struct err *e)
{
    *out = NULL;
    enum err_code rc = b->rc;
    if (rc != OK && e) *e = b->e;
    if (rc == OK) rc = resolve_projects(b, e);
    if (rc == OK) {
        finish_spells(b);
        panel_humans_join(b->p, &b->humans, &b->doubts, b->spells, b->n_spells);
        network_builder_end(&b->network);
        panel_order(b->p, b->event_kind);
        panel_spells_make(b->p, b->spells, b->n_spells);
        find_active_days(b->p);
        outreach_builder_end(&b->outreach);
        b->p->file_ids = b->persons.ids; /* taken over */
        b->persons.ids = NULL;
        b->p->bytes = bytes_of(b->p);
        *out = b->p;
        b->p = NULL;
    }
    panel_build_abandon(b);
    return rc;
}
