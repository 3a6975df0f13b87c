#include "act/record_acts.h"

#include "act/dossier_write_int.h"
#include "base/uuid.h"

/* --- events of a trajectory --- */

/* What the three kinds of event have in common on their way in. */
struct recording {
    const struct asking *asking;
    const char *act;
    struct event_fact event;
    struct event_particulars particulars;
    struct str words; /* a note beside it */
    struct uuid corrects;
};

static enum err_code note_beside(struct write *w, const struct recording *r,
                                 struct err *e)
{
    if (!r->words.n) return OK;
    struct note_fact note = {.id = uuid7_new(),
                             .person = r->event.person,
                             .on = r->event.on,
                             .confidentiality = CONFIDENTIALITY_ORDINARY,
                             .organisation = r->asking->visitor.organisation,
                             .worker = r->asking->visitor.worker,
                             .words = r->words};
    return note_add(w, &note, e);
}

static enum err_code event_record(struct recording *r, struct trajectory_id given,
                                  struct err *e)
{
    const struct asking *a = r->asking;
    struct gate gate;
    struct dossier d;
    struct write *w = NULL;
    bool has_words = r->words.n || r->particulars.note.n;
    enum err_code rc;
    TRY(dossier_may_write(&gate, a, r->event.person, PERMISSION_DOSSIER_WRITE,
                          has_words ? CATEGORY_NOTE : CATEGORY_COUNTABLE, e));
    TRY(day_has_been(a, r->event.on, e));
    TRY(course_read(&d, a, r->event.person, DOSSIER_COURSE | DOSSIER_WORK, e));
    TRY(trajectory_choose(&r->event.trajectory, &d, given, r->event.on, e));
    r->event.id = first_id(a);
    TRY(work_begin(&w, a, r->act, "", e));
    TRY(event_retract(w, &d, (enum event_kind)r->event.kind, r->corrects, e));
    TRY(event_add(w, &r->event, &r->particulars, e));
    TRY(note_beside(w, r, e));
    rc = work_commit(&w, a, e);
out:
    write_abandon(&w);
    return rc;
}

enum err_code contact_record(const struct asking *a, const struct contact_record *c,
                             struct err *e)
{
    struct recording r = {.asking = a,
                          .act = "record contact",
                          .event = {.person = c->person,
                                    .kind = EVENT_CONTACT,
                                    .code = c->mode,
                                    .detail = CODE_MISSING,
                                    .on = c->on},
                          .particulars = event_particulars_none(),
                          .corrects = c->corrects};
    r.particulars.minutes = c->minutes;
    r.particulars.flags = c->flags;
    r.particulars.worker = a->visitor.worker;
    r.particulars.place = c->place;
    r.particulars.note = c->words;
    return event_record(&r, c->trajectory, e);
}

enum err_code action_record(const struct asking *a, const struct action_record *c,
                            struct err *e)
{
    struct recording r = {.asking = a,
                          .act = "record action",
                          .event = {.person = c->person,
                                    .kind = EVENT_ACTION,
                                    .code = c->kind,
                                    .detail = CODE_MISSING,
                                    .on = c->from},
                          .particulars = event_particulars_none(),
                          .words = c->words,
                          .corrects = c->corrects};
    r.particulars.to = c->to;
    r.particulars.minutes = c->minutes;
    r.particulars.worker = a->visitor.worker;
    r.particulars.organisation = a->visitor.organisation;
    return event_record(&r, c->trajectory, e);
}

enum err_code result_record(const struct asking *a, const struct result_record *c,
                            struct err *e)
{
    struct recording r = {.asking = a,
                          .act = "record result",
                          .event = {.person = c->person,
                                    .kind = EVENT_OUTCOME,
                                    .code = c->outcome,
                                    .detail = c->sector,
                                    .on = c->from},
                          .particulars = event_particulars_none(),
                          .words = c->words,
                          .corrects = c->corrects};
    r.particulars.to = c->to;
    return event_record(&r, c->trajectory, e);
}

/* --- what stands beside a trajectory --- */

enum err_code goal_record(const struct asking *a, const struct goal_fact *f,
                          struct err *e)
{
    struct goal_fact own = *f;
    struct write *w = NULL;
    enum err_code rc;
    TRY(day_has_been(a, f->on, e));
    TRY(dossier_write_begin(&w, a, f->person, PERMISSION_DOSSIER_WRITE, CATEGORY_GOAL,
                            "record goal", e));
    own.id = first_id(a);
    own.worker = a->visitor.worker;
    TRY(goal_add(w, &own, e));
    rc = work_commit(&w, a, e);
out:
    write_abandon(&w);
    return rc;
}

enum err_code step_record(const struct asking *a, const struct step_fact *f,
                          struct err *e)
{
    struct step_fact own = *f;
    struct write *w = NULL;
    enum err_code rc;
    TRY(day_has_been(a, f->on, e));
    TRY(dossier_write_begin(&w, a, f->person, PERMISSION_DOSSIER_WRITE, CATEGORY_GOAL,
                            "record step", e));
    own.id = first_id(a);
    TRY(step_add(w, &own, e));
    rc = work_commit(&w, a, e);
out:
    write_abandon(&w);
    return rc;
}

enum err_code step_state_record(const struct asking *a, const struct step_state_fact *f,
                                struct err *e)
{
    struct step_state_fact own = *f;
    struct write *w = NULL;
    enum err_code rc;
    TRY(day_has_been(a, f->on, e));
    TRY(dossier_write_begin(&w, a, f->person, PERMISSION_DOSSIER_WRITE, CATEGORY_GOAL,
                            "record state of step", e));
    own.id = first_id(a);
    TRY(step_state_add(w, &own, e));
    rc = work_commit(&w, a, e);
out:
    write_abandon(&w);
    return rc;
}

enum err_code note_record(const struct asking *a, const struct note_fact *f,
                          struct uuid corrects, struct err *e)
{
    struct note_fact own = *f;
    struct write *w = NULL;
    enum err_code rc;
    TRY(day_has_been(a, f->on, e));
    if (!uuid_is_nil(corrects))
        TRY(fact_may_be_taken_back(a, f->person, NOUN_NOTE, corrects, e));
    TRY(dossier_write_begin(&w, a, f->person, PERMISSION_DOSSIER_WRITE,
                            confidential_category(f->confidentiality), "record note",
                            e));
    own.id = first_id(a);
    own.worker = a->visitor.worker;
    own.organisation = a->visitor.organisation;
    if (!uuid_is_nil(corrects)) TRY(fact_retract(w, NOUN_NOTE, f->person, corrects, e));
    TRY(note_add(w, &own, e));
    rc = work_commit(&w, a, e);
out:
    write_abandon(&w);
    return rc;
}

enum err_code appreciation_record(const struct asking *a,
                                  const struct appreciation_fact *f, struct err *e)
{
    struct appreciation_fact own = *f;
    struct write *w = NULL;
    enum err_code rc;
    TRY(day_has_been(a, f->on, e));
    TRY(dossier_write_begin(&w, a, f->person, PERMISSION_DOSSIER_WRITE, CATEGORY_WORK,
                            "record appreciation", e));
    own.id = first_id(a);
    TRY(appreciation_add(w, &own, e));
    rc = work_commit(&w, a, e);
out:
    write_abandon(&w);
    return rc;
}
