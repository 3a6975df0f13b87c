#include "store/from_row.h"

#define COPY(field, st, column) copy_text((field), sizeof(field), (st), (column))
static void copy_text(char *out, size_t cap, struct statement *st, int column)
{
    struct str s = column_text(st, column);
    size_t n = MIN_OF(s.n, cap - 1);
    if (n) memcpy(out, s.p, n);
    out[n] = '\0';
}

enum err_code code_from_row(uint8_t *out, struct statement *st, int column,
                            enum list_number list, struct err *e)
{
    struct str word = column_text(st, column);
    *out = CODE_MISSING;
    if (!word.p) return OK;
    int index = code_index(code_list_at(list), word);
    if (index < 0 || index >= CODE_MISSING) {
        enum err_code rc =
            err_set(e, ERR_CORRUPT, "list %s has no code %.*s",
                    code_list_at(list)->name, (int)MIN_OF(word.n, 40), word.p);
        err_hint(e, "the database was written by a newer program, or is damaged: run "
                    "vindplaats verify");
        return rc;
    }
    *out = (uint8_t)index;
    return OK;
}

enum err_code call_from_row(struct call_fact *out, struct statement *st, struct err *e)
{
    COPY(out->code, st, 0);
    COPY(out->name, st, 1);
    COPY(out->predecessor, st, 3);
    out->launched_on = column_day(st, 4);
    out->from = column_day(st, 5);
    out->to = column_day(st, 6);
    out->reports_until = column_day(st, 7);
    return code_from_row(&out->kind, st, 2, LIST_CALL_KIND, e);
}

enum err_code organisation_from_row(struct organisation_fact *out, struct statement *st,
                                    struct err *e)
{
    out->id.u = column_uuid(st, 0);
    COPY(out->code, st, 1);
    COPY(out->name, st, 2);
    COPY(out->municipality, st, 5);
    enum err_code rc = code_from_row(&out->kind, st, 3, LIST_ORGANISATION_KIND, e);
    if (rc != OK) return rc;
    return code_from_row(&out->former_kind, st, 4, LIST_FORMER_WORKSHOP_KIND, e);
}

enum err_code project_from_row(struct project_fact *out, struct statement *st,
                               struct err *e)
{
    out->id.u = column_uuid(st, 0);
    COPY(out->code, st, 1);
    COPY(out->title, st, 2);
    COPY(out->call, st, 3);
    out->promotor.u = column_uuid(st, 4);
    out->extension_of.u = column_uuid(st, 5);
    out->is_transnational = (uint8_t)column_int(st, 8);
    out->from = column_day(st, 9);
    out->to = column_day(st, 10);
    enum err_code rc = code_from_row(&out->kind, st, 6, LIST_PROJECT_KIND, e);
    if (rc != OK) return rc;
    return code_from_row(&out->target_group, st, 7, LIST_TARGET_GROUP, e);
}

enum err_code partnership_from_row(struct partnership_fact *out, struct statement *st,
                                   struct err *e)
{
    out->id.u = column_uuid(st, 0);
    COPY(out->code, st, 1);
    COPY(out->name, st, 2);
    out->from = column_day(st, 4);
    out->to = column_day(st, 5);
    return code_from_row(&out->status, st, 3, LIST_PARTNERSHIP_STATUS, e);
}

enum err_code budget_from_row(struct budget_fact *out, struct statement *st,
                              struct err *e)
{
    out->id = column_uuid(st, 0);
    COPY(out->call, st, 1);
    out->project.u = column_uuid(st, 2);
    out->cents = column_int(st, 5);
    out->on = column_day(st, 6);
    enum err_code rc = code_from_row(&out->source, st, 3, LIST_FUNDING_SOURCE, e);
    if (rc != OK) return rc;
    return code_from_row(&out->amount_kind, st, 4, LIST_AMOUNT_KIND, e);
}

enum err_code target_from_row(struct target_fact *out, struct statement *st,
                              struct err *e)
{
    out->id = column_uuid(st, 0);
    COPY(out->call, st, 1);
    out->project.u = column_uuid(st, 2);
    out->partnership.u = column_uuid(st, 3);
    COPY(out->measure, st, 4);
    COPY(out->unit, st, 5);
    COPY(out->text, st, 6);
    out->has_number = !column_is_null(st, 7);
    out->number = out->has_number ? column_real(st, 7) : 0;
    out->from = column_day(st, 9);
    out->to = column_day(st, 10);
    return code_from_row(&out->kind, st, 8, LIST_TARGET_KIND, e);
}

enum err_code published_from_row(struct published_fact *out, struct statement *st,
                                 struct err *e)
{
    (void)e;
    out->id = column_uuid(st, 0);
    COPY(out->figure, st, 1);
    COPY(out->publication, st, 2);
    COPY(out->cell, st, 3);
    COPY(out->measure, st, 4);
    COPY(out->unit, st, 5);
    COPY(out->text, st, 6);
    out->has_number = !column_is_null(st, 7);
    out->number = out->has_number ? column_real(st, 7) : 0;
    out->as_of = column_day(st, 8);
    return OK;
}

enum err_code coverage_from_row(struct coverage_fact *out, struct statement *st,
                                struct err *e)
{
    (void)e;
    out->id = column_uuid(st, 0);
    out->partnership.u = column_uuid(st, 1);
    COPY(out->municipality, st, 2);
    return OK;
}

enum err_code project_follow_up_from_row(struct project_follow_up_fact *out,
                                         struct statement *st, struct err *e)
{
    out->id = column_uuid(st, 0);
    out->project.u = column_uuid(st, 1);
    out->on = column_day(st, 2);
    enum err_code rc =
        code_from_row(&out->evaluation, st, 3, LIST_PROJECT_EVALUATION, e);
    if (rc != OK) return rc;
    return code_from_row(&out->follow_up, st, 4, LIST_PROJECT_FOLLOW_UP, e);
}

enum err_code outreach_place_from_row(struct outreach_place_fact *out,
                                      struct statement *st, struct err *e)
{
    out->id = column_uuid(st, 0);
    COPY(out->name, st, 1);
    COPY(out->municipality, st, 3);
    out->from = column_day(st, 4);
    out->to = column_day(st, 5);
    return code_from_row(&out->kind, st, 2, LIST_PLACE_KIND, e);
}

enum err_code outreach_action_from_row(struct outreach_action_fact *out,
                                       struct statement *st, struct err *e)
{
    out->id = column_uuid(st, 0);
    out->place = column_uuid(st, 1);
    out->project.u = column_uuid(st, 2);
    out->partnership.u = column_uuid(st, 3);
    out->on = column_day(st, 5);
    out->minutes = column_is_null(st, 6) ? -1 : (int32_t)column_int(st, 6);
    return code_from_row(&out->mode, st, 4, LIST_CONTACT_MODE, e);
}

enum err_code outreach_course_from_row(struct outreach_course_fact *out,
                                       struct statement *st, struct err *e)
{
    out->action = column_uuid(st, 0);
    out->id = column_uuid(st, 1);
    out->ended_on = column_day(st, 3);
    return code_from_row(&out->kind, st, 2, LIST_OUTREACH_ACTION_KIND, e);
}

enum err_code outreach_offer_from_row(struct outreach_offer_fact *out,
                                      struct statement *st, struct err *e)
{
    enum err_code rc;
    out->action = column_uuid(st, 0);
    out->id = column_uuid(st, 1);
    TRY(code_from_row(&out->location, st, 2, LIST_OFFER_LOCATION, e));
    TRY(code_from_row(&out->offer, st, 3, LIST_OFFER_KIND, e));
    rc = code_from_row(&out->dimension, st, 4, LIST_OUTREACH_DIMENSION, e);
out:
    return rc;
}

enum err_code outreach_audience_from_row(struct outreach_audience_fact *out,
                                         struct statement *st, struct err *e)
{
    out->action = column_uuid(st, 0);
    out->id = column_uuid(st, 1);
    out->organisation.u = column_uuid(st, 3);
    return code_from_row(&out->target_group, st, 2, LIST_TARGET_GROUP, e);
}

enum err_code reach_from_row(struct reach_fact *out, struct statement *st,
                             struct err *e)
{
    (void)e;
    out->id = column_uuid(st, 0);
    out->action = column_uuid(st, 1);
    out->thread = column_uuid(st, 2);
    out->person.u = column_uuid(st, 3);
    out->n = (int32_t)MIN_OF(column_int(st, 4), (int64_t)INT32_MAX);
    COPY(out->category, st, 5);
    out->refused_registration = column_int(st, 6) != 0;
    return OK;
}

enum err_code person_from_row(struct person_fact *out, struct statement *st,
                              struct err *e)
{
    (void)e;
    out->id.u = column_uuid(st, 0);
    out->first_seen_on = column_day(st, 1);
    return OK;
}

enum err_code person_link_from_row(struct person_link_fact *out, struct statement *st,
                                   struct err *e)
{
    out->person.u = column_uuid(st, 0);
    out->id = column_uuid(st, 1);
    out->human.u = column_uuid(st, 2);
    out->run = column_uuid(st, 3);
    return code_from_row(&out->basis, st, 4, LIST_LINK_BASIS, e);
}

enum err_code attribute_from_row(struct attribute_fact *out, struct statement *st,
                                 struct err *e)
{
    out->person.u = column_uuid(st, 0);
    out->id = column_uuid(st, 1);
    out->state = (uint8_t)column_int(st, 3);
    COPY(out->value, st, 5);
    out->valid_from = column_day(st, 6);
    out->valid_to = column_day(st, 7);
    enum err_code rc = code_from_row(&out->kind, st, 2, LIST_ATTRIBUTE_KIND, e);
    if (rc != OK) return rc;
    return code_from_row(&out->source, st, 4, LIST_ATTRIBUTE_SOURCE, e);
}

enum list_number spell_list_number(enum spell_list list)
{
    switch (list) {
    case SPELL_LABOUR:
        return LIST_LABOUR_STATUS;
    case SPELL_BENEFIT:
        return LIST_BENEFIT;
    case SPELL_REGISTRATION:
        return LIST_REGISTRATION_STATUS;
    default:
        return N_LISTS;
    }
}

enum err_code spell_from_row(struct spell_fact *out, struct statement *st,
                             struct err *e)
{
    out->person.u = column_uuid(st, 0);
    out->id = column_uuid(st, 1);
    out->list = (uint8_t)column_int(st, 2);
    out->from = column_day(st, 5);
    out->to = column_day(st, 6);
    out->exit = CODE_MISSING;
    enum list_number list = spell_list_number(out->list);
    if (list == N_LISTS)
        return err_set(e, ERR_CORRUPT, "a spell is of list %d, which does not exist",
                       out->list);
    enum err_code rc = code_from_row(&out->code, st, 3, list, e);
    if (rc != OK) return rc;
    return code_from_row(&out->body, st, 4, LIST_ORGANISATION_KIND, e);
}

enum err_code spell_exit_from_row(struct spell_exit_fact *out, struct statement *st,
                                  struct err *e)
{
    out->person.u = column_uuid(st, 0);
    out->id = column_uuid(st, 1);
    out->spell = column_uuid(st, 2);
    return code_from_row(&out->destination, st, 3, LIST_EXIT_REASON, e);
}

enum err_code trajectory_from_row(struct trajectory_fact *out, struct statement *st,
                                  struct err *e)
{
    out->person.u = column_uuid(st, 0);
    out->id.u = column_uuid(st, 1);
    out->project.u = column_uuid(st, 2);
    out->partnership.u = column_uuid(st, 3);
    out->host.u = column_uuid(st, 4);
    out->reached_on = column_day(st, 5);
    out->entry_age = column_is_null(st, 6) ? -1 : (int16_t)column_int(st, 6);
    out->is_voluntary =
        column_is_null(st, 8) ? CODE_MISSING : (uint8_t)column_int(st, 8);
    return code_from_row(&out->channel, st, 7, LIST_INTAKE_CHANNEL, e);
}

const struct event_lists event_lists[N_EVENT_KINDS] = {
    [EVENT_STARTED] = {N_LISTS, N_LISTS},
    [EVENT_ENDED] = {LIST_END_KIND, LIST_EXIT_REASON},
    [EVENT_JUDGED] = {LIST_JUDGEMENT, N_LISTS},
    [EVENT_PHASE] = {LIST_PHASE, N_LISTS},
    [EVENT_CONTACT] = {LIST_CONTACT_MODE, N_LISTS},
    [EVENT_ACTION] = {LIST_ACTION_KIND, N_LISTS},
    [EVENT_OUTCOME] = {LIST_OUTCOME, LIST_SECTOR},
    [EVENT_REFERRAL] = {LIST_ORGANISATION_KIND, N_LISTS},
    [EVENT_OBSERVATION] = {LIST_INDICATOR, LIST_OBSERVATION_MOMENT},
    [EVENT_CONDITION] = {LIST_CONTEXT_CONDITION, LIST_CONTEXT_CONDITION_STATE},
};

/* Contracts are a code of ours when a page recorded them, and a text of the sender when
 * they were imported: then they are not known here. */
static uint8_t contract_value(struct str text)
{
    int index =
        text.n ? code_index(code_list_at(LIST_CONTRACT_KIND), text) : CODE_MISSING;
    bool is_known =
        index >= 0 && index < N_CONTRACT_KIND && index != CONTRACT_KIND_UNKNOWN;
    return is_known ? (uint8_t)(index + 1) : 0;
}

enum err_code event_from_row(struct event_fact *out, enum event_kind kind,
                             struct statement *st, struct err *e)
{
    enum err_code rc = OK;
    out->person.u = column_uuid(st, 0);
    out->id = column_uuid(st, 1);
    out->trajectory.u = column_uuid(st, 2);
    out->on = (struct day){(int32_t)column_int(st, 3)};
    out->kind = (uint8_t)kind;
    out->code = out->detail = CODE_MISSING;
    out->value = 0;
    struct event_lists lists = event_lists[kind];
    if (lists.code != N_LISTS) rc = code_from_row(&out->code, st, 4, lists.code, e);
    if (rc == OK && lists.detail != N_LISTS)
        rc = code_from_row(&out->detail, st, 5, lists.detail, e);
    if (kind == EVENT_OBSERVATION) out->value = (uint8_t)column_int(st, 6);
    if (kind == EVENT_OUTCOME) out->value = contract_value(column_text(st, 6));
    return rc;
}
