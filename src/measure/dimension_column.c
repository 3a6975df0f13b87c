#include "measure/dimension_column.h"

#include "domain/aftercare_plan.h"
#include "domain/distance.h"
#include "domain/geography.h"
#include "domain/lists.h"
#include "measure/dimension_network.h"
#include "measure/spell_column.h"

enum {
    RAW_NOT_YET = 0xfb, /* in one-byte columns computed here */
    OLDEST = 120,       /* age in completed years */
};

static uint8_t *new8(struct scope *s, size_t n)
{
    return arena_alloc(s->scratch, n + 1);
}

static uint16_t *new16(struct scope *s, size_t n)
{
    return arena_new_array(s->scratch, uint16_t, n + 1);
}

/* A code that holds only once its day has come. */
static struct column dated(struct scope *s, const uint8_t *codes, const int32_t *days,
                           uint8_t instead_of_unknown)
{
    size_t n = s->panel->participations.n;
    uint8_t *out = new8(s, n);
    int32_t as_of = s->as_of.v;
    for (size_t i = 0; i < n; i++) {
        uint8_t code = codes[i] == PANEL_UNKNOWN ? instead_of_unknown : codes[i];
        out[i] = days[i] <= as_of ? code : (uint8_t)RAW_NOT_YET;
    }
    return (struct column){.c8 = out};
}

/* Year and month of every day number between two years, so that rows look them up. */
struct calendar {
    int32_t first, last;
    uint16_t *year, *month;
};

static struct calendar calendar_new(struct scope *s, const int32_t *days, size_t n)
{
    struct calendar c = {INT32_MAX, INT32_MIN, NULL, NULL};
    const int32_t lowest = day_of(MONTH_BASE_YEAR, 1, 1).v;
    for (size_t i = 0; i < n; i++) {
        int32_t d = days[i];
        if (d < lowest || d > s->as_of.v) continue;
        c.first = MIN_OF(c.first, d);
        c.last = MAX_OF(c.last, d);
    }
    if (c.first > c.last) return c;
    size_t span = (size_t)(c.last - c.first) + 1;
    c.year = new16(s, span);
    c.month = new16(s, span);
    for (size_t i = 0; i < span; i++) {
        int y, m, d;
        day_split(&y, &m, &d, (struct day){c.first + (int32_t)i});
        c.year[i] = (uint16_t)y;
        c.month[i] = (uint16_t)MIN_OF((y - MONTH_BASE_YEAR) * 12 + m - 1, 0xfdff);
    }
    return c;
}

struct column dimension_date_column(struct scope *s, bool months, const int32_t *days,
                                    size_t n)
{
    uint16_t *out = new16(s, n);
    struct calendar c = calendar_new(s, days, n);
    const uint16_t *of = months ? c.month : c.year;
    for (size_t i = 0; i < n; i++)
        out[i] = days[i] >= c.first && days[i] <= c.last
                     ? of[days[i] - c.first]
                     : (uint16_t)(days[i] == INT32_MIN ? VALUE_UNKNOWN : VALUE_NOT_YET);
    return (struct column){.c16 = out};
}

static struct column participation_column(struct scope *s, const struct dimension *d)
{
    const struct panel_participations *p = &s->panel->participations;
    switch (d->id) {
    case DIM_PROVINCE:
    case DIM_REGION:
    case DIM_MUNICIPALITY:
        return (struct column){.c16 = p->municipality};
    case DIM_SEX:
        return (struct column){.c8 = p->sex};
    case DIM_EDUCATION:
        return (struct column){.c8 = p->education};
    case DIM_EDUCATION_LEVEL:
        return (struct column){.c8 = p->education_level};
    case DIM_AGE:
        return (struct column){.c8 = p->age};
    case DIM_AGE_CLASS:
        return (struct column){.c8 = p->age_class};
    case DIM_ORIGIN:
        return (struct column){.c8 = p->origin_herkomst};
    case DIM_ORIGIN_KANSENGROEP:
        return (struct column){.c8 = p->origin_kansengroep};
    case DIM_ORIGIN_ESF:
        return (struct column){.c8 = p->origin_esf};
    case DIM_SEGMENT:
        return (struct column){.c8 = p->segment};
    case DIM_CHANNEL:
        return (struct column){.c8 = p->channel};
    case DIM_VOLUNTARY:
        return (struct column){.c8 = p->voluntary};
    case DIM_CALL:
    case DIM_PROGRAMME_KIND:
        return (struct column){.c8 = p->call};
    case DIM_PROJECT:
    case DIM_PROJECT_KIND:
        return (struct column){.c16 = p->project};
    case DIM_COMPANY:
    case DIM_FORMER_KIND:
    case DIM_ORGANISATION_KIND:
        return (struct column){.c16 = p->organisation};
    case DIM_PARTNERSHIP:
    case DIM_PARTNERSHIP_STATUS:
        return (struct column){.c16 = p->partnership};
    case DIM_STATUS:
        return (struct column){.c8 = scope_status(s)};
    case DIM_END_KIND:
        return dated(s, p->end_kind, p->ended_on, PANEL_UNKNOWN);
    case DIM_EXIT:
        return dated(s, p->exit_reason, p->ended_on, EXIT_REASON_UNKNOWN);
    case DIM_JUDGEMENT:
        return dated(s, p->judgement, p->judged_on, PANEL_UNKNOWN);
    case DIM_LABOUR_STATUS:
        return (struct column){.c8 = scope_labour(s)};
    case DIM_START_YEAR:
        return dimension_date_column(s, false, p->started_on, p->n);
    case DIM_END_YEAR:
        return dimension_date_column(s, false, p->ended_on, p->n);
    default:
        bug("a dimension without a column of participations");
    }
}

static uint16_t call_index(const struct panel *panel, const char *code)
{
    for (size_t i = 0; code[0] && i < panel->n_calls; i++)
        if (strcmp(panel->calls[i].code, code) == 0) return (uint16_t)i;
    return VALUE_NONE;
}

static uint16_t project_index(const struct panel *panel, struct project_id id)
{
    for (size_t i = 0; i < panel->n_projects; i++)
        if (uuid_eq(panel->projects[i].id.u, id.u)) return (uint16_t)i;
    return VALUE_NONE;
}

static uint16_t organisation_index(const struct panel *panel, struct organisation_id id)
{
    for (size_t i = 0; i < panel->n_organisations; i++)
        if (uuid_eq(panel->organisations[i].id.u, id.u)) return (uint16_t)i;
    return VALUE_NONE;
}

static uint16_t known8(uint8_t code)
{
    return code == CODE_MISSING ? (uint16_t)VALUE_UNKNOWN : code;
}

static bool is_company(enum dimension_id id)
{
    return id == DIM_COMPANY || id == DIM_FORMER_KIND || id == DIM_ORGANISATION_KIND;
}

/* Raw codes of projects, decoded as those of participations are. */
static struct column project_column(struct scope *s, const struct dimension *d)
{
    const struct panel *panel = s->panel;
    if (d->id == DIM_EVALUATION) return dimension_outreach_column(s, d, RELATION_J);
    uint16_t *out = new16(s, panel->n_projects);
    for (size_t i = 0; i < panel->n_projects; i++) {
        const struct project_fact *f = &panel->projects[i];
        if (d->id == DIM_CALL || d->id == DIM_PROGRAMME_KIND)
            out[i] = call_index(panel, f->call);
        else if (is_company(d->id))
            out[i] = organisation_index(panel, f->promotor);
        else if (d->id == DIM_TARGET_GROUP)
            out[i] = f->target_group == CODE_MISSING ? (uint16_t)VALUE_NONE
                                                     : f->target_group;
        else
            out[i] = (uint16_t)i;
    }
    return (struct column){.c16 = out};
}

static struct column budget_column(struct scope *s, const struct dimension *d)
{
    const struct panel *panel = s->panel;
    uint16_t *out = new16(s, panel->n_budgets);
    for (size_t i = 0; i < panel->n_budgets; i++) {
        const struct budget_fact *f = &panel->budgets[i];
        uint16_t project = project_index(panel, f->project);
        bool in_project = project < VALUE_MISSING_FIRST;
        if (d->id == DIM_SOURCE)
            out[i] = known8(f->source);
        else if (d->id == DIM_AMOUNT_KIND)
            out[i] = known8(f->amount_kind);
        else if (d->id == DIM_PROJECT || d->id == DIM_PROJECT_KIND)
            out[i] = project;
        else
            out[i] =
                call_index(panel, in_project ? panel->projects[project].call : f->call);
    }
    return (struct column){.c16 = out};
}

static struct column partnership_column(struct scope *s)
{
    uint16_t *out = new16(s, s->panel->n_partnerships);
    for (size_t i = 0; i < s->panel->n_partnerships; i++)
        out[i] = (uint16_t)i;
    return (struct column){.c16 = out};
}

struct column dimension_column(struct scope *s, const struct dimension *d,
                               unsigned relation)
{
    if (relation & RELATION_SPELLS) return spell_column(s, d, relation);
    switch (relation) {
    case RELATION_P:
        return participation_column(s, d);
    case RELATION_J:
        return project_column(s, d);
    case RELATION_N:
        return partnership_column(s);
    case RELATION_A:
    case RELATION_R:
    case RELATION_L:
    case RELATION_C:
        return dimension_outreach_column(s, d, relation);
    case RELATION_S:
    case RELATION_H:
        return dimension_network_column(s, d, relation);
    default:
        return budget_column(s, d);
    }
}

/* How a moment of aftercare stands on a day: what was held later is not held yet. */
static uint8_t done_code(int32_t due_on, uint8_t lag, int32_t as_of)
{
    int32_t days = lag - CARE_LAG_ZERO;
    if (lag != CARE_NOT_HELD && due_on + days <= as_of)
        return days <= AFTERCARE_LATE_DAYS ? AFTERCARE_DONE_IN_TIME
                                           : AFTERCARE_DONE_LATE;
    return as_of - due_on <= AFTERCARE_LATE_DAYS ? AFTERCARE_DONE_WAITING
                                                 : AFTERCARE_DONE_NOT_HELD;
}

/* Codes that stand in a part of an event's columns, or follow from the as-of day; NULL
 * for what is a column already. */
static const uint8_t *care_codes(struct scope *s, const struct dimension *d)
{
    const struct panel_events ev = panel_events_of(s->panel, d->event_kind);
    if (d->id == DIM_SCORE_CHANGE) return scope_score_change(s);
    if (d->id == DIM_BOTH_SIDES) return ev.value ? ev.value : new8(s, 0);
    bool by_owner = d->id == DIM_CONTRACT || d->id == DIM_CONDITION_OWNER ||
                    d->id == DIM_JOB_CONTRACT;
    /* contracts have a code of their own for what is not known */
    uint8_t nothing = d->id == DIM_CONDITION_OWNER ? (uint8_t)PANEL_UNKNOWN
                                                   : (uint8_t)CONTRACT_KIND_UNKNOWN;
    bool of_moment = d->id == DIM_AFTERCARE_SIDE || d->id == DIM_AFTERCARE_RULE ||
                     d->id == DIM_AFTERCARE_DONE;
    if (!by_owner && !of_moment) return NULL;
    uint8_t *out = new8(s, ev.n);
    for (size_t i = 0; i < ev.n; i++)
        if (by_owner) /* 1 + the code, 0 for none */
            out[i] = ev.value[i] ? (uint8_t)(ev.value[i] - 1) : nothing;
        else if (d->id == DIM_AFTERCARE_SIDE)
            out[i] = ev.detail[i] % 2;
        else if (d->id == DIM_AFTERCARE_RULE)
            out[i] = ev.detail[i] / 2;
        else
            out[i] = done_code(ev.on[i], ev.value[i], s->as_of.v);
    return out;
}

struct column dimension_event_column(struct scope *s, const struct dimension *d)
{
    static const uint8_t nothing; /* where there are no events at all */
    const struct panel_events ev = panel_events_of(s->panel, d->event_kind);
    if (d->event_kind == EVENT_ASSESSMENT && d->id != DIM_SCORE_CHANGE)
        return (struct column){.c16 = scope_items(s)};
    const uint8_t *made = care_codes(s, d);
    if (made) return (struct column){.c8 = made};
    bool detail = d->id == DIM_DESTINATION || d->id == DIM_MOMENT ||
                  d->id == DIM_CONDITION_STATE || d->id == DIM_MOVED ||
                  d->id == DIM_TALK_SIDE || d->id == DIM_STILL_AT_WORK;
    const uint8_t *codes = d->id == DIM_CONDITION_CHANGE ? scope_condition_change(s)
                           : d->id == DIM_ANSWER_CHANGE  ? scope_answer_change(s)
                           : detail                      ? ev.detail
                                                         : ev.code;
    return (struct column){.c8 = codes ? codes : &nothing};
}

/* What a raw code of a two-byte column stands for, when the column is of geography. */
static uint16_t place_code(const struct dimension *d, int municipality,
                           struct day borders)
{
    int code = d->id == DIM_PROVINCE ? geo_province(municipality, borders)
               : d->id == DIM_REGION ? geo_reference_region(municipality, borders)
                                     : geo_municipality_on(municipality, borders);
    if (code < 0) return d->id == DIM_REGION ? VALUE_NONE : VALUE_UNKNOWN;
    return (uint16_t)code;
}

static uint16_t record_code(const struct scope *s, const struct dimension *d, size_t i)
{
    const struct panel *panel = s->panel;
    switch (d->id) {
    case DIM_PROGRAMME_KIND:
        return known8(panel->calls[i].kind);
    case DIM_PROJECT_KIND:
        return known8(panel->projects[i].kind);
    case DIM_ORGANISATION_KIND:
        return known8(panel->organisations[i].kind);
    case DIM_FORMER_KIND:
        /* organisations that never were a workshop have no former kind */
        return panel->organisations[i].former_kind == CODE_MISSING
                   ? (uint16_t)FORMER_WORKSHOP_KIND_NONE
                   : panel->organisations[i].former_kind;
    case DIM_PARTNERSHIP_STATUS:
        return known8(panel->partnerships[i].status);
    case DIM_PLACE_KIND:
        return known8(panel->places[i].kind);
    case DIM_INSTRUMENT:
        return panel->care.instrument_of[i];
    default:
        return (uint16_t)i;
    }
}

/* How many raw codes stand for records of the panel; SIZE_MAX when they stand for codes
 * themselves. */
static size_t record_count(const struct scope *s, const struct dimension *d)
{
    switch (d->id) {
    case DIM_CALL:
    case DIM_PROGRAMME_KIND:
        return s->panel->n_calls;
    case DIM_PROJECT:
    case DIM_PROJECT_KIND:
        return s->panel->n_projects;
    case DIM_COMPANY:
    case DIM_FORMER_KIND:
    case DIM_ORGANISATION_KIND:
        return s->panel->n_organisations;
    case DIM_PARTNERSHIP:
    case DIM_PARTNERSHIP_STATUS:
        return s->panel->n_partnerships;
    case DIM_PLACE:
    case DIM_PLACE_KIND:
        return s->panel->n_places;
    case DIM_PARTNER:
    case DIM_SIGNAL_BY:
    case DIM_SENDER:
    case DIM_RECEIVER:
        return s->panel->n_organisations;
    case DIM_INSTRUMENT:
    case DIM_ITEM:
        return s->panel->care.n_items;
    default:
        return SIZE_MAX;
    }
}

static bool is_place(enum dimension_id id)
{
    return id == DIM_PROVINCE || id == DIM_REGION || id == DIM_MUNICIPALITY;
}

/* The kind of an action says whom it was done with. */
static struct decoder side_decoder(uint16_t *of, size_t n)
{
    for (size_t i = 0; i < n; i++)
        of[i] = i < N_ACTION_KIND
                    ? (uint16_t)action_side_of((enum code_of_action_kind)i)
                    : (uint16_t)VALUE_UNKNOWN;
    return (struct decoder){of, n};
}

struct decoder dimension_decoder(struct scope *s, const struct dimension *d, bool wide)
{
    const struct code_list *list = dimension_list(d);
    size_t records = record_count(s, d);
    size_t n = wide ? 0x10000 : 0x100;
    uint16_t *of = new16(s, n);
    if (d->id == DIM_ACTION_SIDE) return side_decoder(of, n);
    size_t known = records != SIZE_MAX                       ? records
                   : is_place(d->id)                         ? N_MUNICIPALITY
                   : list                                    ? list->n
                   : d->flags & DIMENSION_ATTRIBUTE && !wide ? OLDEST + 1
                                                             : 0xfe00;
    known = MIN_OF(known, n);
    for (size_t i = 0; i < known; i++) {
        of[i] =
            is_place(d->id) ? place_code(d, (int)i, s->borders) : record_code(s, d, i);
        if (of[i] == 0xffff) of[i] = VALUE_NONE;
    }
    size_t missing = MAX_OF(known, (size_t)(wide ? 0xff00 : 0xfa));
    for (size_t i = known; i < missing; i++)
        of[i] = VALUE_UNKNOWN;
    for (size_t i = missing; i < n; i++)
        of[i] = (0xff00 | i) == 0xffff ? VALUE_NONE : (uint16_t)(0xff00 | i);
    if (d->event_kind >= 0 && !wide)
        of[0xff] = VALUE_UNKNOWN; /* CODE_MISSING in an event */
    if (is_place(d->id) && wide) of[GEO_ABROAD] = place_code(d, GEO_ABROAD, s->borders);
    if (d->id == DIM_SPELL_DESTINATION) of[PANEL_UNKNOWN] = EXIT_REASON_UNKNOWN;
    if (d->id == DIM_CALL || d->id == DIM_PROGRAMME_KIND)
        of[PANEL_UNKNOWN] = VALUE_NONE; /* a trajectory outside every call */
    return (struct decoder){of, n};
}
