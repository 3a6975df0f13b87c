/* Facts of the store become rows of files: ids become pseudonyms, indexes become codes,
 * and what is not in `columns` never reaches a file. */
#include "act/export_int.h"

#include "domain/lists.h"
#include "store/panel_store.h"

enum { PROGRESS_STEP = 1000, NUMBER_TEXT = 40 };

#define WHOLE(layout) ((1ULL << N_##layout##_COLUMNS) - 1)
#define ONE(column)   (1ULL << (column))

void export_columns(struct fact_columns *out, const struct export_wish *wish)
{
    const struct layout *participants = layout_at(LAYOUT_PARTICIPANTS);
    *out = (struct fact_columns){
        .of = {[LAYOUT_ORGANISATIONS] = WHOLE(ORGANISATIONS),
               [LAYOUT_CALLS] = WHOLE(CALLS),
               [LAYOUT_PROJECTS] = WHOLE(PROJECTS),
               [LAYOUT_PARTNERSHIPS] = WHOLE(PARTNERSHIPS),
               [LAYOUT_BUDGETS] = WHOLE(BUDGETS),
               [LAYOUT_TARGETS] = WHOLE(TARGETS),
               [LAYOUT_PLACES] = WHOLE(PLACES),
               [LAYOUT_ACTIONS] = WHOLE(ACTIONS),
               [LAYOUT_PARTICIPANTS] =
                   ONE(PARTICIPANTS_PARTICIPATION) | ONE(PARTICIPANTS_PERSON) |
                   ONE(PARTICIPANTS_CALL) | ONE(PARTICIPANTS_PROJECT) |
                   ONE(PARTICIPANTS_PARTNERSHIP) | ONE(PARTICIPANTS_HOST) |
                   ONE(PARTICIPANTS_REACHED_ON) | ONE(PARTICIPANTS_CHANNEL) |
                   ONE(PARTICIPANTS_VOLUNTARY),
               [LAYOUT_STARTS] = WHOLE(STARTS),
               [LAYOUT_ENDS] = WHOLE(ENDS),
               [LAYOUT_PHASES] = ONE(PHASES_KEY) | ONE(PHASES_PARTICIPATION) |
                                 ONE(PHASES_ON) | ONE(PHASES_PHASE),
               [LAYOUT_CONTACTS] = ONE(CONTACTS_KEY) | ONE(CONTACTS_PARTICIPATION) |
                                   ONE(CONTACTS_ON) | ONE(CONTACTS_MODE),
               [LAYOUT_ACTIVITIES] = ONE(ACTIVITIES_KEY) |
                                     ONE(ACTIVITIES_PARTICIPATION) |
                                     ONE(ACTIVITIES_ON) | ONE(ACTIVITIES_KIND),
               [LAYOUT_OUTCOMES] = ONE(OUTCOMES_KEY) | ONE(OUTCOMES_PARTICIPATION) |
                                   ONE(OUTCOMES_ON) | ONE(OUTCOMES_OUTCOME) |
                                   ONE(OUTCOMES_SECTOR),
               [LAYOUT_JUDGEMENTS] = WHOLE(JUDGEMENTS),
               [LAYOUT_REFERRALS] = WHOLE(REFERRALS) & ~ONE(REFERRALS_ORGANISATION),
               [LAYOUT_OBSERVATIONS] = WHOLE(OBSERVATIONS),
               [LAYOUT_SPELLS] = WHOLE(SPELLS)},
        .is_coarse = wish->is_coarse};
    for (size_t i = 0; i < participants->n_columns; i++) {
        const struct column *c = &participants->columns[i];
        enum code_of_attribute_kind kind = (enum code_of_attribute_kind)c->of;
        if (c->type != TYPE_ATTRIBUTE || kind == ATTRIBUTE_KIND_BIRTH_MONTH) continue;
        if (attribute_is_sensitive(kind) && !wish->with_sensitive) continue;
        out->of[LAYOUT_PARTICIPANTS] |= ONE(i);
    }
    /* benefits are about health and means as much as the attribute is */
    if (!wish->with_sensitive) out->of[LAYOUT_SPELLS] &= ~ONE(SPELLS_BENEFIT);
}

/* --- codes by id: gathered while counting, so that a project may extend a later one
 * --- */

static int compare_codes(const void *x, const void *y)
{
    const struct export_code *a = x, *b = y;
    return uuid_compare(a->id, b->id);
}

void export_code_add(struct export_codes *codes, const struct exporting *x,
                     struct str kind, struct uuid id, const char *code,
                     const char *call)
{
    mem_push_room(codes->items, codes->n, codes->cap);
    struct export_code *c = &codes->items[codes->n++];
    *c = (struct export_code){.id = id};
    snprintf(c->code, sizeof c->code, "%s", code);
    snprintf(c->call, sizeof c->call, "%s", call);
    codes->is_sorted = false;
    if (code[0]) return;
    struct pseudonym p = pseudonym_of(&x->key, kind, id);
    pseudonym_text(c->code, &p);
}

const struct export_code *export_code_of(struct export_codes *codes, struct uuid id)
{
    static const struct export_code none;
    const struct export_code wanted = {.id = id};
    if (uuid_is_nil(id) || !codes->n) return &none;
    if (!codes->is_sorted)
        qsort(codes->items, codes->n, sizeof *codes->items, compare_codes);
    codes->is_sorted = true;
    const struct export_code *found =
        bsearch(&wanted, codes->items, codes->n, sizeof *codes->items, compare_codes);
    return found ? found : &none;
}

/* --- cells --- */

const char *export_code_text(enum list_number list, uint8_t index)
{
    const struct code_list *l = code_list_at(list);
    return index < l->n ? l->codes[index].code : NULL;
}

/* In a coarse export a day about a person is its month. */
const char *export_day_cell(char out[DAY_TEXT + 1], struct day day, bool is_coarse)
{
    day_text(out, day);
    if (is_coarse && out[0]) out[sizeof "2022-09" - 1] = '\0';
    return out;
}

static const char *yes_no(uint8_t value)
{
    return value == CODE_MISSING
               ? NULL
               : export_code_text(LIST_YES_NO, value ? YES_NO_YES : YES_NO_NO);
}

/* --- programmes --- */

enum err_code export_give(struct exporting *x, enum layout_number layout,
                          const char *const *cells, struct err *e)
{
    return x->folder ? fact_folder_row(x->folder, layout, cells, e) : OK;
}

static enum err_code take_call(void *to, const struct call_fact *f, struct err *e)
{
    char launched[DAY_TEXT + 1], from[DAY_TEXT + 1], until[DAY_TEXT + 1];
    char end[DAY_TEXT + 1];
    const char *cells[N_CALLS_COLUMNS] = {
        [CALLS_CODE] = f->code,
        [CALLS_NAME] = f->name,
        [CALLS_KIND] = export_code_text(LIST_CALL_KIND, f->kind),
        [CALLS_PREDECESSOR] = f->predecessor,
        [CALLS_LAUNCHED_ON] = export_day_cell(launched, f->launched_on, false),
        [CALLS_VALID_FROM] = export_day_cell(from, f->from, false),
        [CALLS_VALID_TO] = export_day_cell(end, f->to, false),
        [CALLS_REPORTS_UNTIL] = export_day_cell(until, f->reports_until, false)};
    return export_give(to, LAYOUT_CALLS, cells, e);
}

static enum err_code take_organisation(void *to, const struct organisation_fact *f,
                                       struct err *e)
{
    struct exporting *x = to;
    if (!x->folder) {
        export_code_add(&x->organisations, x, S("organisation"), f->id.u, f->code, "");
        return OK;
    }
    const char *cells[N_ORGANISATIONS_COLUMNS] = {
        [ORGANISATIONS_CODE] = export_code_of(&x->organisations, f->id.u)->code,
        [ORGANISATIONS_NAME] = f->name,
        [ORGANISATIONS_KIND] = export_code_text(LIST_ORGANISATION_KIND, f->kind),
        [ORGANISATIONS_FORMER_KIND] =
            export_code_text(LIST_FORMER_WORKSHOP_KIND, f->former_kind),
        [ORGANISATIONS_MUNICIPALITY] = f->municipality};
    return export_give(x, LAYOUT_ORGANISATIONS, cells, e);
}

static enum err_code take_project(void *to, const struct project_fact *f, struct err *e)
{
    struct exporting *x = to;
    char from[DAY_TEXT + 1], end[DAY_TEXT + 1];
    if (!x->folder) {
        export_code_add(&x->projects, x, S("project"), f->id.u, f->code, f->call);
        return OK;
    }
    const char *cells[N_PROJECTS_COLUMNS] = {
        [PROJECTS_CODE] = export_code_of(&x->projects, f->id.u)->code,
        [PROJECTS_TITLE] = f->title,
        [PROJECTS_CALL] = f->call,
        [PROJECTS_PROMOTOR] = export_code_of(&x->organisations, f->promotor.u)->code,
        [PROJECTS_EXTENSION_OF] = export_code_of(&x->projects, f->extension_of.u)->code,
        [PROJECTS_KIND] = export_code_text(LIST_PROJECT_KIND, f->kind),
        [PROJECTS_TARGET_GROUP] = export_code_text(LIST_TARGET_GROUP, f->target_group),
        [PROJECTS_TRANSNATIONAL] = yes_no(f->is_transnational),
        [PROJECTS_VALID_FROM] = export_day_cell(from, f->from, false),
        [PROJECTS_VALID_TO] = export_day_cell(end, f->to, false)};
    return export_give(x, LAYOUT_PROJECTS, cells, e);
}

static enum err_code take_partnership(void *to, const struct partnership_fact *f,
                                      struct err *e)
{
    struct exporting *x = to;
    char from[DAY_TEXT + 1], end[DAY_TEXT + 1];
    if (!x->folder) {
        export_code_add(&x->partnerships, x, S("partnership"), f->id.u, f->code, "");
        return OK;
    }
    const char *cells[N_PARTNERSHIPS_COLUMNS] = {
        [PARTNERSHIPS_CODE] = export_code_of(&x->partnerships, f->id.u)->code,
        [PARTNERSHIPS_NAME] = f->name,
        [PARTNERSHIPS_STATUS] = export_code_text(LIST_PARTNERSHIP_STATUS, f->status),
        [PARTNERSHIPS_MUNICIPALITIES] = export_covered_by(x, f->id),
        [PARTNERSHIPS_VALID_FROM] = export_day_cell(from, f->from, false),
        [PARTNERSHIPS_VALID_TO] = export_day_cell(end, f->to, false)};
    return export_give(x, LAYOUT_PARTNERSHIPS, cells, e);
}

static enum err_code take_budget(void *to, const struct budget_fact *f, struct err *e)
{
    struct exporting *x = to;
    char on[DAY_TEXT + 1], amount[NUMBER_TEXT];
    snprintf(amount, sizeof amount, "%s%lld.%02lld", f->cents < 0 ? "-" : "",
             llabs((long long)f->cents / 100), llabs((long long)f->cents % 100));
    const char *cells[N_BUDGETS_COLUMNS] = {
        [BUDGETS_CALL] = f->call,
        [BUDGETS_PROJECT] = export_code_of(&x->projects, f->project.u)->code,
        [BUDGETS_SOURCE] = export_code_text(LIST_FUNDING_SOURCE, f->source),
        [BUDGETS_AMOUNT_KIND] = export_code_text(LIST_AMOUNT_KIND, f->amount_kind),
        [BUDGETS_ON] = export_day_cell(on, f->on, false),
        [BUDGETS_AMOUNT] = amount};
    return export_give(x, LAYOUT_BUDGETS, cells, e);
}

static enum err_code take_target(void *to, const struct target_fact *f, struct err *e)
{
    struct exporting *x = to;
    char from[DAY_TEXT + 1], end[DAY_TEXT + 1], number[NUMBER_TEXT];
    snprintf(number, sizeof number, "%.15g", f->number);
    const char *cells[N_TARGETS_COLUMNS] = {
        [TARGETS_CALL] = f->call,
        [TARGETS_PROJECT] = export_code_of(&x->projects, f->project.u)->code,
        [TARGETS_PARTNERSHIP] =
            export_code_of(&x->partnerships, f->partnership.u)->code,
        [TARGETS_MEASURE] = f->measure,
        [TARGETS_UNIT] = f->unit,
        [TARGETS_TEXT] = f->text,
        [TARGETS_NUMBER] = f->has_number ? number : NULL,
        [TARGETS_KIND] = export_code_text(LIST_TARGET_KIND, f->kind),
        [TARGETS_VALID_FROM] = export_day_cell(from, f->from, false),
        [TARGETS_VALID_TO] = export_day_cell(end, f->to, false)};
    return export_give(x, LAYOUT_TARGETS, cells, e);
}

/* Left out, by name: what others published can be had where they did; places, actions
 * and who was talked to there are of organisations and their areas, not of the people
 * that an evaluation follows. */
#define LEAVE_OUT(noun)                                                                \
    static enum err_code leave_out_##noun(void *to, const struct noun##_fact *f,       \
                                          struct err *e)                               \
    {                                                                                  \
        (void)to;                                                                      \
        (void)f;                                                                       \
        (void)e;                                                                       \
        return OK;                                                                     \
    }
LEAVE_OUT(published)
LEAVE_OUT(person_link)
LEAVE_OUT(project_follow_up)
LEAVE_OUT(outreach_course)
LEAVE_OUT(outreach_offer)
LEAVE_OUT(outreach_audience)

/* --- persons --- */

static enum err_code add(struct exporting *x, enum layout_number layout,
                         const char *const *cells, struct err *e)
{
    return fact_folder_add(x->folder, layout, x->person.b, cells, e);
}

static const char *key_text(char out[PSEUDONYM_TEXT + 1], const struct exporting *x,
                            struct str kind, struct uuid id)
{
    struct pseudonym p = pseudonym_of(&x->key, kind, id);
    pseudonym_text(out, &p);
    return out;
}

static enum err_code add_spell(struct exporting *x, const struct spell_fact *f,
                               struct err *e)
{
    static const int column[N_SPELL_LISTS] = {[SPELL_LABOUR] = SPELLS_LABOUR_STATUS,
                                              [SPELL_BENEFIT] = SPELLS_BENEFIT,
                                              [SPELL_REGISTRATION] =
                                                  SPELLS_REGISTRATION};
    static const enum list_number list[N_SPELL_LISTS] = {
        [SPELL_LABOUR] = LIST_LABOUR_STATUS,
        [SPELL_BENEFIT] = LIST_BENEFIT,
        [SPELL_REGISTRATION] = LIST_REGISTRATION_STATUS};
    char key[PSEUDONYM_TEXT + 1], from[DAY_TEXT + 1], end[DAY_TEXT + 1];
    if (f->list >= N_SPELL_LISTS ||
        !(x->columns.of[LAYOUT_SPELLS] >> column[f->list] & 1))
        return OK;
    const char *cells[N_SPELLS_COLUMNS] = {
        [SPELLS_KEY] = key_text(key, x, S("spell"), f->id),
        [SPELLS_PERSON] = x->person_text,
        [SPELLS_BODY] = export_code_text(LIST_ORGANISATION_KIND, f->body),
        [SPELLS_VALID_FROM] = export_day_cell(from, f->from, x->wish->is_coarse),
        [SPELLS_VALID_TO] = export_day_cell(end, f->to, x->wish->is_coarse),
        [SPELLS_EXIT] = export_code_text(LIST_EXIT_REASON, f->exit)};
    cells[column[f->list]] = export_code_text(list[f->list], f->code);
    return add(x, LAYOUT_SPELLS, cells, e);
}

/* The person before is complete. */
static void end_person(struct exporting *x)
{
    if (!x->is_open) return;
    if (!x->folder) export_alone_end_person(x);
    if (x->has_participation)
        x->report->n_persons++;
    else
        x->report->n_left_out++;
    int64_t n = x->report->n_persons + x->report->n_left_out;
    if (x->wish->progress && n % PROGRESS_STEP == 0)
        x->wish->progress(x->wish->to, x->folder ? 2 : 1, n, x->n_expected);
    x->is_open = false;
}

static enum err_code take_person(void *to, const struct person_fact *f, struct err *e)
{
    struct exporting *x = to;
    (void)e;
    end_person(x);
    arena_reset(&x->arena);
    x->n_attributes = x->n_spells = 0;
    x->has_participation = false;
    x->is_open = true;
    x->person = pseudonym_of(&x->key, S("person"), f->id.u);
    pseudonym_text(x->person_text, &x->person);
    return OK;
}

static enum err_code take_attribute(void *to, const struct attribute_fact *f,
                                    struct err *e)
{
    struct exporting *x = to;
    (void)e;
    mem_push_room(x->attribute, x->n_attributes, x->attribute_cap);
    x->attribute[x->n_attributes++] = *f;
    return OK;
}

static enum err_code take_spell(void *to, const struct spell_fact *f, struct err *e)
{
    struct exporting *x = to;
    (void)e;
    mem_push_room(x->spell, x->n_spells, x->spell_cap);
    x->spell[x->n_spells++] = *f;
    return OK;
}

static enum err_code add_participant(struct exporting *x,
                                     const struct trajectory_fact *f,
                                     const struct export_answers *answers,
                                     struct err *e)
{
    const struct layout *layout = layout_at(LAYOUT_PARTICIPANTS);
    const struct export_code *project = export_code_of(&x->projects, f->project.u);
    char reached[DAY_TEXT + 1];
    const char *cells[N_PARTICIPANTS_COLUMNS] = {
        [PARTICIPANTS_PARTICIPATION] = x->participation_text,
        [PARTICIPANTS_PERSON] = x->person_text,
        [PARTICIPANTS_CALL] = project->call,
        [PARTICIPANTS_PROJECT] = project->code,
        [PARTICIPANTS_PARTNERSHIP] =
            export_code_of(&x->partnerships, f->partnership.u)->code,
        [PARTICIPANTS_HOST] = export_code_of(&x->organisations, f->host.u)->code,
        [PARTICIPANTS_REACHED_ON] =
            export_day_cell(reached, f->reached_on, x->wish->is_coarse),
        [PARTICIPANTS_CHANNEL] = export_code_text(LIST_INTAKE_CHANNEL, f->channel),
        [PARTICIPANTS_VOLUNTARY] = yes_no(f->is_voluntary)};
    for (size_t i = 0; i < layout->n_columns; i++)
        if (layout->columns[i].type == TYPE_ATTRIBUTE)
            cells[i] = answers->of[layout->columns[i].of];
    if (x->wish->is_coarse) {
        cells[PARTICIPANTS_BIRTH_YEAR] =
            export_age_class(answers, f->entry_age, f->reached_on);
        cells[PARTICIPANTS_MUNICIPALITY] = export_province(answers, f->reached_on);
    }
    return add(x, LAYOUT_PARTICIPANTS, cells, e);
}

static enum err_code take_trajectory(void *to, const struct trajectory_fact *f,
                                     struct err *e)
{
    struct exporting *x = to;
    struct export_answers answers;
    enum err_code rc = OK;
    x->report->n_participations++;
    export_answers_on(&answers, x, f->reached_on);
    if (!x->folder) {
        export_alone_add(x, &answers, f->entry_age, f->reached_on);
        x->has_participation = true;
        return OK;
    }
    key_text(x->participation_text, x, S("participation"), f->id.u);
    TRY(add_participant(x, f, &answers, e));
    for (size_t i = 0; i < x->n_spells && !x->has_participation; i++)
        TRY(add_spell(x, &x->spell[i], e));
    x->has_participation = true;
out:
    return rc;
}

/* --- events --- */

/* Where the cells of each kind of event go; -1: it has no such cell. A kind that is not
 * named here has no layout yet and is left out. */
static const struct {
    enum layout_number layout;
    int key, participation, on, code, detail;
} event_cells[N_EVENT_KINDS] = {
    [EVENT_STARTED] = {LAYOUT_STARTS, -1, STARTS_PARTICIPATION, STARTS_ON, -1, -1},
    [EVENT_ENDED] = {LAYOUT_ENDS, -1, ENDS_PARTICIPATION, ENDS_ON, ENDS_KIND,
                     ENDS_EXIT_REASON},
    [EVENT_JUDGED] = {LAYOUT_JUDGEMENTS, JUDGEMENTS_KEY, JUDGEMENTS_PARTICIPATION,
                      JUDGEMENTS_ON, JUDGEMENTS_JUDGEMENT, -1},
    [EVENT_PHASE] = {LAYOUT_PHASES, PHASES_KEY, PHASES_PARTICIPATION, PHASES_ON,
                     PHASES_PHASE, -1},
    [EVENT_CONTACT] = {LAYOUT_CONTACTS, CONTACTS_KEY, CONTACTS_PARTICIPATION,
                       CONTACTS_ON, CONTACTS_MODE, -1},
    [EVENT_ACTION] = {LAYOUT_ACTIVITIES, ACTIVITIES_KEY, ACTIVITIES_PARTICIPATION,
                      ACTIVITIES_ON, ACTIVITIES_KIND, -1},
    [EVENT_OUTCOME] = {LAYOUT_OUTCOMES, OUTCOMES_KEY, OUTCOMES_PARTICIPATION,
                       OUTCOMES_ON, OUTCOMES_OUTCOME, OUTCOMES_SECTOR},
    [EVENT_REFERRAL] = {LAYOUT_REFERRALS, REFERRALS_KEY, REFERRALS_PARTICIPATION,
                        REFERRALS_ON, REFERRALS_BODY, -1},
    [EVENT_OBSERVATION] = {LAYOUT_OBSERVATIONS, OBSERVATIONS_KEY,
                           OBSERVATIONS_PARTICIPATION, OBSERVATIONS_ON,
                           OBSERVATIONS_INDICATOR, OBSERVATIONS_MOMENT},
};

static enum err_code take_event(void *to, const struct event_fact *f, struct err *e)
{
    struct exporting *x = to;
    const char *cells[LAYOUT_COLUMNS_MAX] = {0};
    char key[PSEUDONYM_TEXT + 1], on[DAY_TEXT + 1];
    if (!x->folder || f->kind >= N_EVENT_KINDS) return OK;
    /* the first layout is of organisations, and has no events */
    _Static_assert(LAYOUT_ORGANISATIONS == 0, "an unnamed kind has layout 0");
    if (event_cells[f->kind].layout == LAYOUT_ORGANISATIONS) return OK;
    const struct layout *l = layout_at(event_cells[f->kind].layout);
    int code = event_cells[f->kind].code, detail = event_cells[f->kind].detail;
    if (event_cells[f->kind].key >= 0)
        cells[event_cells[f->kind].key] = key_text(key, x, S("event"), f->id);
    cells[event_cells[f->kind].participation] = x->participation_text;
    cells[event_cells[f->kind].on] = export_day_cell(on, f->on, x->wish->is_coarse);
    if (code >= 0)
        cells[code] = export_code_text((enum list_number)l->columns[code].of, f->code);
    if (detail >= 0)
        cells[detail] =
            export_code_text((enum list_number)l->columns[detail].of, f->detail);
    if (f->kind == EVENT_OBSERVATION) cells[OBSERVATIONS_VALUE] = yes_no(f->value);
    return add(x, event_cells[f->kind].layout, cells, e);
}

/* --- the whole --- */

/* A new kind of fact is exported or left out, and which of the two is decided here. */
_Static_assert(sizeof(struct panel_sink) == 28 * sizeof(void *),
               "the sink of export_pass names every kind of fact; signals, "
               "handovers and what was done around persons are left out");
_Static_assert(N_EVENT_KINDS == 10, "event_cells names every kind of event, or "
                                    "leaves it out");

enum err_code export_pass(struct exporting *x, struct db *db, struct err *e)
{
    const struct panel_sink sink = {.to = x,
                                    .call = take_call,
                                    .organisation = take_organisation,
                                    .project = take_project,
                                    .partnership = take_partnership,
                                    .budget = take_budget,
                                    .target = take_target,
                                    .coverage = export_coverage,
                                    .project_follow_up = leave_out_project_follow_up,
                                    .published = leave_out_published,
                                    .outreach_place = export_outreach_place,
                                    .outreach_action = export_outreach_action,
                                    .outreach_course = leave_out_outreach_course,
                                    .outreach_offer = leave_out_outreach_offer,
                                    .outreach_audience = leave_out_outreach_audience,
                                    .reach = export_reach,
                                    .person = take_person,
                                    .person_link = leave_out_person_link,
                                    .attribute = take_attribute,
                                    .spell = take_spell,
                                    .trajectory = take_trajectory,
                                    .event = take_event};
    x->report->n_persons = x->report->n_left_out = x->report->n_participations = 0;
    enum err_code rc = panel_store_read(db, x->report->known_at_ms, &sink, e);
    if (rc == OK) end_person(x);
    return rc;
}

void export_dispose(struct exporting *x)
{
    pseudonym_key_forget(&x->key);
    free(x->organisations.items);
    free(x->projects.items);
    free(x->partnerships.items);
    export_outreach_dispose(x);
    free(x->alone.held_by);
    free(x->attribute);
    free(x->spell);
    free(x->combination);
    arena_dispose(&x->arena);
}
