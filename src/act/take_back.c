/* Corrections: what was recorded by mistake is retracted, with what hangs on it, and
 * stays visible as corrected. Only what the visitor may see can be taken back. */
#include "act/record_acts.h"

#include "act/dossier_write_int.h"

/* The events that a person's file lets go; start and reach change with the trajectory.
 */
static bool event_kind_of(enum event_kind *out, enum noun noun)
{
    for (unsigned k = 0; k < N_EVENT_KINDS; k++)
        if (event_noun((enum event_kind)k) == noun) {
            *out = (enum event_kind)k;
            return true;
        }
    return false;
}

struct noun_kept {
    enum noun noun;
    unsigned part;
    enum record_category category;
};

static const struct noun_kept kept_nouns[] = {
    {NOUN_GOAL, DOSSIER_GOAL, CATEGORY_GOAL},
    {NOUN_STEP, DOSSIER_GOAL, CATEGORY_GOAL},
    {NOUN_STEP_STATE, DOSSIER_GOAL, CATEGORY_GOAL},
    {NOUN_ENGAGEMENT, DOSSIER_GOAL, CATEGORY_GOAL},
    {NOUN_NOTE, DOSSIER_NOTE | DOSSIER_NOTE_OWN | DOSSIER_HEALTH, CATEGORY_NOTE},
    {NOUN_AFTERCARE, DOSSIER_WORK, CATEGORY_WORK},
    {NOUN_APPRECIATION, DOSSIER_WORK, CATEGORY_WORK},
};

#define HAS_ONE(list)                                                                  \
    do {                                                                               \
        for (size_t i = 0; i < d->n_##list; i++)                                       \
            if (uuid_eq(d->list[i].id, id)) return true;                               \
        return false;                                                                  \
    } while (0)

static bool dossier_has(const struct dossier *d, enum noun noun, struct uuid id)
{
    switch (noun) {
    case NOUN_GOAL:
        HAS_ONE(goals);
    case NOUN_STEP:
        HAS_ONE(steps);
    case NOUN_STEP_STATE:
        HAS_ONE(step_states);
    case NOUN_ENGAGEMENT:
        HAS_ONE(engagements);
    case NOUN_NOTE:
        HAS_ONE(notes);
    case NOUN_AFTERCARE:
        HAS_ONE(aftercares);
    case NOUN_APPRECIATION:
        HAS_ONE(appreciations);
    default:
        return false;
    }
}

/* Reads the parts that are open to the visitor, without their words being shown. */
static enum err_code open_course(struct dossier *out, const struct gate *g,
                                 const struct asking *a, struct person_id person,
                                 unsigned parts, struct err *e)
{
    static const struct {
        unsigned part;
        enum record_category category;
    } needs[] = {{DOSSIER_NOTE, CATEGORY_NOTE},
                 {DOSSIER_NOTE_OWN, CATEGORY_NOTE_OWN},
                 {DOSSIER_HEALTH, CATEGORY_HEALTH}};
    for (unsigned i = 0; i < ARRAY_LEN(needs); i++)
        if ((parts & needs[i].part) &&
            !gate_opens(g, needs[i].category, true, a->visitor.worker,
                        a->visitor.organisation))
            parts &= ~needs[i].part;
    return course_read(out, a, person, parts, e);
}

static enum err_code find_kept(struct dossier *d, const struct asking *a,
                               struct person_id person, const struct noun_kept *k,
                               struct uuid id, struct err *e)
{
    struct gate gate;
    enum err_code rc;
    TRY(person_gate(&gate, a, person, PERMISSION_DOSSIER_WRITE, e));
    if (k->noun != NOUN_NOTE && !gate_opens(&gate, k->category, true, a->visitor.worker,
                                            a->visitor.organisation)) {
        rc = err_set(e, ERR_DENIED, "this part of the file is closed for you");
        goto out;
    }
    TRY(open_course(d, &gate, a, person, k->part, e));
    if (!dossier_has(d, k->noun, id))
        rc = err_set(e, ERR_NOT_FOUND, "the file has no such %s", noun_name(k->noun));
out:
    return rc;
}

static const struct noun_kept *kept_noun(enum noun noun)
{
    for (unsigned i = 0; i < ARRAY_LEN(kept_nouns); i++)
        if (kept_nouns[i].noun == noun) return &kept_nouns[i];
    return NULL;
}

enum err_code fact_may_be_taken_back(const struct asking *a, struct person_id person,
                                     enum noun noun, struct uuid id, struct err *e)
{
    const struct noun_kept *k = kept_noun(noun);
    struct dossier d = {0};
    enum err_code rc;
    if (!k)
        return err_set(e, ERR_INVALID, "a %s is not taken back here", noun_name(noun));
    rc = find_kept(&d, a, person, k, id, e);
    dossier_wipe(&d);
    return rc;
}

static enum permission permission_for(enum event_kind kind)
{
    return kind == EVENT_STARTED || kind == EVENT_ENDED || kind == EVENT_JUDGED
               ? PERMISSION_TRAJECTORY_WRITE
               : PERMISSION_DOSSIER_WRITE;
}

static enum err_code take_back_event(const struct asking *a, struct person_id person,
                                     enum event_kind kind, struct uuid id,
                                     struct err *e)
{
    struct gate gate;
    struct dossier d;
    struct write *w = NULL;
    enum err_code rc;
    TRY(dossier_may_write(
        &gate, a, person, permission_for(kind),
        kind == EVENT_CONDITION ? CATEGORY_CONDITION : CATEGORY_COUNTABLE, e));
    TRY(course_read(&d, a, person, DOSSIER_COURSE | DOSSIER_WORK | DOSSIER_CONDITION,
                    e));
    const struct dossier_event *ev = dossier_event_of(&d, id);
    if (!ev || ev->fact.kind != kind) {
        rc = err_set(e, ERR_NOT_FOUND, "the file has no such fact");
        goto out;
    }
    TRY(work_begin(&w, a, "take back", noun_name(event_noun(kind)), e));
    if (kind == EVENT_OUTCOME)
        for (size_t i = 0; i < d.n_aftercares; i++)
            if (uuid_eq(d.aftercares[i].outcome, id))
                TRY(fact_retract(w, NOUN_AFTERCARE, person, d.aftercares[i].id, e));
    TRY(event_retract(w, &d, kind, id, e));
    rc = work_commit(&w, a, e);
out:
    write_abandon(&w);
    return rc;
}

enum err_code fact_take_back(const struct asking *a, struct person_id person,
                             enum noun noun, struct uuid id, struct err *e)
{
    enum event_kind kind;
    struct write *w = NULL;
    enum err_code rc;
    if (event_kind_of(&kind, noun)) return take_back_event(a, person, kind, id, e);
    TRY(fact_may_be_taken_back(a, person, noun, id, e));
    TRY(work_begin(&w, a, "take back", noun_name(noun), e));
    TRY(fact_retract(w, noun, person, id, e));
    rc = work_commit(&w, a, e);
out:
    write_abandon(&w);
    return rc;
}
