/* Rows about what happened in a trajectory, and statuses of persons in time. */
#include "act/import_int.h"

#include "store/person_store.h"
#include "store/trajectory_store.h"

struct event_act {
    struct event_fact f;
    struct event_particulars p;
};

static void set_event(struct event_act *ev, enum event_kind kind, struct day on)
{
    ev->f.kind = (uint8_t)kind;
    ev->f.on = on;
}

static void read_contact(struct event_act *ev, const struct row_act *a)
{
    static const struct {
        int column;
        enum contact_flag flag;
    } flags[] = {
        {CONTACTS_IMPERSONAL, CONTACT_IMPERSONAL},
        {CONTACTS_INDIRECT, CONTACT_INDIRECT},
        {CONTACTS_GROUP, CONTACT_GROUP},
        {CONTACTS_HOME_VISIT, CONTACT_HOME_VISIT},
        {CONTACTS_BY_PERSON, CONTACT_BY_PERSON},
        {CONTACTS_NOT_NOW, CONTACT_NOT_NOW},
    };
    set_event(ev, EVENT_CONTACT, cell_day(a, CONTACTS_ON));
    ev->f.code = cell_code(a, CONTACTS_MODE);
    ev->p.minutes = cell_count(a, CONTACTS_MINUTES);
    ev->p.place = a->reference[CONTACTS_PLACE];
    ev->p.note = cell_text(a, CONTACTS_NOTE);
    for (size_t i = 0; i < ARRAY_LEN(flags); i++)
        if (cell_count(a, flags[i].column) == 1) ev->p.flags |= flags[i].flag;
}

static void read_activity(struct event_act *ev, const struct row_act *a)
{
    set_event(ev, EVENT_ACTION, cell_day(a, ACTIVITIES_ON));
    ev->f.code = cell_code(a, ACTIVITIES_KIND);
    ev->p.to = cell_day(a, ACTIVITIES_ENDED_ON);
    ev->p.minutes = cell_count(a, ACTIVITIES_MINUTES);
    ev->p.organisation.u = a->reference[ACTIVITIES_ORGANISATION];
}

static void read_outcome(struct event_act *ev, const struct row_act *a)
{
    set_event(ev, EVENT_OUTCOME, cell_day(a, OUTCOMES_ON));
    ev->f.code = cell_code(a, OUTCOMES_OUTCOME);
    ev->f.detail = cell_code(a, OUTCOMES_SECTOR);
    ev->p.to = cell_day(a, OUTCOMES_ENDED_ON);
    ev->p.organisation.u = a->reference[OUTCOMES_ORGANISATION];
    ev->p.weekly_minutes = cell_count(a, OUTCOMES_WEEKLY_MINUTES);
    COPY_TEXT(ev->p.contract, a, OUTCOMES_CONTRACT);
}

static void read_observation(struct event_act *ev, const struct row_act *a)
{
    set_event(ev, EVENT_OBSERVATION, cell_day(a, OBSERVATIONS_ON));
    ev->f.code = cell_code(a, OBSERVATIONS_INDICATOR);
    ev->f.detail = cell_code(a, OBSERVATIONS_MOMENT);
    ev->f.value = cell_count(a, OBSERVATIONS_VALUE) == 1;
}

static void read_phase(struct event_act *ev, const struct row_act *a)
{
    set_event(ev, EVENT_PHASE, cell_day(a, PHASES_ON));
    ev->f.code = cell_code(a, PHASES_PHASE);
    ev->p.to = cell_day(a, PHASES_ENDED_ON);
}

static void read_event(struct event_act *ev, enum layout_number kind,
                       const struct row_act *a)
{
    switch (kind) {
    case LAYOUT_STARTS:
        set_event(ev, EVENT_STARTED, cell_day(a, STARTS_ON));
        break;
    case LAYOUT_ENDS:
        set_event(ev, EVENT_ENDED, cell_day(a, ENDS_ON));
        ev->f.code = cell_code(a, ENDS_KIND);
        ev->f.detail = cell_code(a, ENDS_EXIT_REASON);
        break;
    case LAYOUT_PHASES:
        read_phase(ev, a);
        break;
    case LAYOUT_CONTACTS:
        read_contact(ev, a);
        break;
    case LAYOUT_ACTIVITIES:
        read_activity(ev, a);
        break;
    case LAYOUT_OUTCOMES:
        read_outcome(ev, a);
        break;
    case LAYOUT_JUDGEMENTS:
        set_event(ev, EVENT_JUDGED, cell_day(a, JUDGEMENTS_ON));
        ev->f.code = cell_code(a, JUDGEMENTS_JUDGEMENT);
        break;
    case LAYOUT_REFERRALS:
        set_event(ev, EVENT_REFERRAL, cell_day(a, REFERRALS_ON));
        ev->f.code = cell_code(a, REFERRALS_BODY);
        ev->p.organisation.u = a->reference[REFERRALS_ORGANISATION];
        break;
    case LAYOUT_OBSERVATIONS:
        read_observation(ev, a);
        break;
    default:
        bug("a kind that is no event");
    }
}

static void *decode_event(struct arena *arena, enum layout_number kind, struct uuid id,
                          const struct row_act *a)
{
    struct event_act *ev = arena_new(arena, struct event_act);
    ev->f = (struct event_fact){.id = id,
                                .trajectory = {a->whose.subject},
                                .person = a->whose.person,
                                .code = CODE_MISSING,
                                .detail = CODE_MISSING};
    ev->p = event_particulars_none();
    read_event(ev, kind, a);
    if (ev->p.note.n) ev->p.note.p = arena_copy(arena, ev->p.note.p, ev->p.note.n);
    return ev;
}

static enum err_code write_event(struct import *im, const struct waiting_row *w,
                                 struct err *e)
{
    const struct event_act *ev = w->fact;
    const struct source_key_fact *before = w->before;
    enum err_code rc = OK;
    if (before)
        TRY(fact_retract(im->w, event_noun((enum event_kind)ev->f.kind), before->person,
                         before->subject, e));
    rc = event_add(im->w, &ev->f, &ev->p, e);
out:
    return rc;
}

/* --- statuses --- */

static void *decode_spell(struct arena *arena, struct uuid id, const struct row_act *a)
{
    static const int columns[N_SPELL_LISTS] = {
        [SPELL_LABOUR] = SPELLS_LABOUR_STATUS,
        [SPELL_BENEFIT] = SPELLS_BENEFIT,
        [SPELL_REGISTRATION] = SPELLS_REGISTRATION,
    };
    struct spell_fact *f = arena_new(arena, struct spell_fact);
    *f = (struct spell_fact){.id = id,
                             .person = a->whose.person,
                             .body = cell_code(a, SPELLS_BODY),
                             .exit = cell_code(a, SPELLS_EXIT),
                             .from = cell_day(a, SPELLS_VALID_FROM),
                             .to = cell_day(a, SPELLS_VALID_TO)};
    for (unsigned i = 0; i < N_SPELL_LISTS; i++) {
        if (!cell_at(a, columns[i])->is_given) continue;
        f->list = (uint8_t)i;
        f->code = cell_code(a, columns[i]);
    }
    return f;
}

static enum err_code retract_spell(struct import *im, const struct source_key_fact *was,
                                   struct err *e)
{
    bool has_exit;
    enum err_code rc;
    TRY(spell_has_exit(&has_exit, im->house->db, was->person, was->subject, e));
    if (has_exit)
        TRY(fact_retract(im->w, NOUN_SPELL_EXIT, was->person, was->subject, e));
    rc = fact_retract(im->w, NOUN_SPELL, was->person, was->subject, e);
out:
    return rc;
}

/* --- either --- */

void *decode_fact(struct arena *arena, enum layout_number kind, struct uuid id,
                  const struct row_act *a)
{
    return kind == LAYOUT_SPELLS ? decode_spell(arena, id, a)
                                 : decode_event(arena, kind, id, a);
}

enum err_code write_fact(struct import *im, const struct waiting_row *w, struct err *e)
{
    enum err_code rc = OK;
    if (im->kind != LAYOUT_SPELLS) return write_event(im, w, e);
    if (w->before) TRY(retract_spell(im, w->before, e));
    rc = spell_add(im->w, w->fact, e);
out:
    return rc;
}
