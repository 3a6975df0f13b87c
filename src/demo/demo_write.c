/* Batches, moments of recording, and single facts. */
#include "demo/demo_int.h"

#include "store/person_store.h"
#include "store/trajectory_store.h"

enum { DAY_MS = 86400000, LONGEST_LAG_DAYS = 8 };

enum err_code demo_commit(struct demo *d, struct err *e)
{
    d->n_in_batch = 0;
    return d->w ? write_commit(&d->w, e) : OK;
}

enum err_code demo_batch(struct demo *d, const char *what, struct err *e)
{
    enum err_code rc = OK;
    static const struct actor actor = {"demo"};
    if (d->w && ++d->n_in_batch < BATCH_PERSONS) return OK;
    if (d->w) {
        TRY(demo_commit(d, e));
        if (d->options->progress)
            d->options->progress(d->options->user, what, d->n_persons, 0);
    }
    TRY(write_begin(&d->w, d->db, &actor, "demo", what, e));
out:
    return rc;
}

int64_t demo_record_moment(struct demo *d, struct day on)
{
    /* in office hours, a few days after the fact; never later than now */
    int64_t ms = day_to_moment(on) +
                 (int64_t)rng_below(&d->rng, LONGEST_LAG_DAYS) * DAY_MS +
                 rng_between(&d->rng, 8 * 3600, 17 * 3600) * (int64_t)1000;
    int64_t latest = day_to_moment(d->options->today) - 1;
    if (ms > latest) ms = latest;
    if (ms > d->recorded_by_ms) ms = d->recorded_by_ms;
    if (ms < d->recorded_from_ms) ms = d->recorded_from_ms;
    write_recorded_at(d->w, ms);
    return ms;
}

struct uuid demo_uuid(struct demo *d, struct day on)
{
    return uuid7_at(day_to_moment(on) + rng_between(&d->rng, 8 * 3600000, 17 * 3600000),
                    &d->rng);
}

struct day demo_day(struct demo *d, struct day from, struct day to)
{
    if (to.v <= from.v) return from;
    return (struct day){rng_between(&d->rng, from.v, to.v)};
}

struct day demo_after(struct day d, int days)
{
    return (struct day){d.v + days};
}

enum err_code demo_event(struct demo *d, const struct demo_person *p,
                         struct trajectory_id t, enum event_kind kind, uint8_t code,
                         uint8_t detail, struct day on, struct err *e)
{
    struct event_fact f = {.id = demo_uuid(d, on),
                           .trajectory = t,
                           .person = p->id,
                           .kind = (uint8_t)kind,
                           .code = code,
                           .detail = detail,
                           .on = on};
    demo_record_moment(d, on);
    return event_add(d->w, &f, NULL, e);
}

enum err_code demo_spell(struct demo *d, const struct demo_person *p,
                         enum spell_list list, uint8_t code, uint8_t body,
                         struct day from, struct day to, struct err *e)
{
    struct spell_fact f = {.id = demo_uuid(d, from),
                           .person = p->id,
                           .list = (uint8_t)list,
                           .code = code,
                           .body = body,
                           .exit = CODE_MISSING,
                           .from = from,
                           .to = to};
    demo_record_moment(d, from);
    return spell_add(d->w, &f, e);
}
