#include "act/place_acts.h"

#include "act/field_gate.h"
#include "domain/geography.h"
#include "store/field_store.h"
#include "store/outreach_store.h"

static const struct person_id nobody;

bool place_is_kept_by(const struct asking *a, const struct place_view *place)
{
    return role_has(a->visitor.role, PERMISSION_PLACE_WRITE) &&
           (uuid_is_nil(place->approach.organisation.u) ||
            is_own_organisation(a, place->approach.organisation));
}

enum err_code place_show(struct place_view *out, const struct asking *a,
                         struct uuid place, struct err *e)
{
    enum err_code rc;
    TRY(field_gate(a, PERMISSION_PLACE_READ, e));
    TRY(place_read(out, a->arena, a->house->db, place, false, a->today, e));
    if (place_is_kept_by(a, out))
        rc = place_read(out, a->arena, a->house->db, place, true, a->today, e);
out:
    return rc;
}

/* Inside a write: the place, when the visitor keeps it. */
static enum err_code place_to_change(struct place_view *out, struct write *w,
                                     const struct asking *a, struct uuid place,
                                     struct err *e)
{
    enum err_code rc;
    TRY(place_read(out, a->arena, write_db(w), place, true, a->today, e));
    if (!place_is_kept_by(a, out)) {
        rc = err_set(e, ERR_DENIED, "another organisation keeps this outreach place");
        err_hint(e, "ask that organisation, or add a place of your own");
    }
out:
    return rc;
}

static enum err_code wish_check(const struct place_wish *wish, struct err *e)
{
    if (!wish->name[0]) return err_set(e, ERR_INVALID, "an outreach place has no name");
    if (wish->kind >= N_PLACE_KIND)
        return err_set(e, ERR_INVALID, "an outreach place has no kind");
    if (wish->municipality[0] && geo_municipality_index(str_of(wish->municipality)) < 0)
        return err_set(e, ERR_INVALID, "there is no municipality with this code");
    if (!day_is_none(wish->from) && !day_is_none(wish->to) && wish->to.v < wish->from.v)
        return err_set(e, ERR_INVALID, "an outreach place closes before it opens");
    if (wish->groups >> N_TARGET_GROUP)
        return err_set(e, ERR_INVALID, "there is no such target group");
    return OK;
}

static bool days_equal(struct day x, struct day y)
{
    return x.v == y.v;
}

static enum err_code save_fact(struct write *w, const struct place_view *old,
                               const struct outreach_place_fact *f, struct err *e)
{
    enum err_code rc;
    if (old) {
        const struct outreach_place_fact *o = &old->fact;
        if (strcmp(o->name, f->name) == 0 && o->kind == f->kind &&
            strcmp(o->municipality, f->municipality) == 0 &&
            days_equal(o->from, f->from) && days_equal(o->to, f->to))
            return OK;
        TRY(fact_retract(w, NOUN_OUTREACH_PLACE, nobody, f->id, e));
    }
    rc = outreach_place_add(w, f, e);
out:
    return rc;
}

static enum err_code save_approach(struct write *w, const struct place_view *old,
                                   const struct place_approach_fact *f, struct err *e)
{
    enum err_code rc;
    if (old && !uuid_is_nil(old->approach.id)) {
        const struct place_approach_fact *o = &old->approach;
        if (strcmp(o->sub_kind, f->sub_kind) == 0 &&
            strcmp(o->address, f->address) == 0 && strcmp(o->advice, f->advice) == 0 &&
            str_eq(o->contact, f->contact) &&
            uuid_eq(o->organisation.u, f->organisation.u))
            return OK;
        TRY(fact_retract(w, NOUN_PLACE_APPROACH, nobody, o->id, e));
    }
    rc = place_approach_add(w, f, e);
out:
    return rc;
}

static enum err_code save_groups(struct write *w, struct uuid place, uint32_t before,
                                 uint32_t after, struct err *e)
{
    enum err_code rc = OK;
    for (uint8_t g = 0; g < N_TARGET_GROUP; g++) {
        uint32_t bit = UINT32_C(1) << g;
        struct place_audience_fact f = {uuid7_new(), place, g};
        if ((before & bit) && !(after & bit))
            TRY(place_audience_retract(w, place, g, e));
        else if (!(before & bit) && (after & bit))
            TRY(place_audience_add(w, &f, e));
    }
out:
    return rc;
}

/* All that a wish says of a place; `old` NULL: it is new. */
static enum err_code place_write(struct write *w, const struct asking *a,
                                 struct uuid place, const struct place_view *old,
                                 const struct place_wish *wish, struct err *e)
{
    struct outreach_place_fact f = {
        .id = place, .kind = wish->kind, .from = wish->from, .to = wish->to};
    struct place_approach_fact h = {.id = uuid7_new(),
                                    .place = place,
                                    .contact = wish->contact,
                                    .organisation = a->visitor.organisation};
    enum err_code rc;
    snprintf(f.name, sizeof f.name, "%s", wish->name);
    snprintf(f.municipality, sizeof f.municipality, "%s", wish->municipality);
    snprintf(h.sub_kind, sizeof h.sub_kind, "%s", wish->sub_kind);
    snprintf(h.address, sizeof h.address, "%s", wish->address);
    snprintf(h.advice, sizeof h.advice, "%s", wish->advice);
    TRY(save_fact(w, old, &f, e));
    TRY(save_approach(w, old, &h, e));
    rc = save_groups(w, place, old ? old->groups : 0, wish->groups, e);
out:
    return rc;
}

enum err_code place_save(struct uuid *out, const struct asking *a,
                         const struct place_wish *wish, struct err *e)
{
    struct write *w = NULL;
    struct place_view old;
    enum err_code rc;
    bool is_new = uuid_is_nil(wish->place);
    TRY(field_gate(a, PERMISSION_PLACE_WRITE, e));
    TRY(wish_check(wish, e));
    *out = is_new ? a->form : wish->place;
    if (uuid_is_nil(*out)) *out = uuid7_new();
    TRY(work_begin(&w, a, is_new ? "add outreach place" : "change outreach place", "",
                   e));
    if (!is_new) TRY(place_to_change(&old, w, a, wish->place, e));
    TRY(place_write(w, a, *out, is_new ? NULL : &old, wish, e));
    rc = work_commit(&w, a, e);
out:
    write_abandon(&w);
    return rc;
}

enum err_code place_hours_add(const struct asking *a, struct uuid place,
                              uint8_t weekdays, int from_minute, int to_minute,
                              struct err *e)
{
    struct write *w = NULL;
    struct place_view old;
    enum err_code rc;
    TRY(field_gate(a, PERMISSION_PLACE_WRITE, e));
    if (!(weekdays & 0xfe) || from_minute < 0 || to_minute > 24 * 60 ||
        to_minute <= from_minute) {
        rc = err_set(e, ERR_INVALID, "expected days of the week, and hours in order");
        goto out;
    }
    TRY(work_begin(&w, a, "add hours of outreach place", "", e));
    TRY(place_to_change(&old, w, a, place, e));
    bool is_first = true;
    for (uint8_t day = 1; day <= 7; day++) {
        if (!(weekdays >> day & 1)) continue;
        struct place_hour_fact f = {
            .id = is_first && !uuid_is_nil(a->form) ? a->form : uuid7_new(),
            .place = place,
            .weekday = day,
            .from_minute = (int16_t)from_minute,
            .to_minute = (int16_t)to_minute};
        is_first = false;
        TRY(place_hour_add(w, &f, e));
    }
    rc = work_commit(&w, a, e);
out:
    write_abandon(&w);
    return rc;
}

enum err_code place_hour_drop(const struct asking *a, struct uuid place,
                              struct uuid hour, struct err *e)
{
    struct write *w = NULL;
    struct place_view old;
    enum err_code rc;
    TRY(field_gate(a, PERMISSION_PLACE_WRITE, e));
    TRY(work_begin(&w, a, "drop hours of outreach place", "", e));
    TRY(place_to_change(&old, w, a, place, e));
    bool is_here = false;
    for (size_t i = 0; i < old.n_hours; i++)
        is_here = is_here || uuid_eq(old.hours[i].id, hour);
    if (!is_here) {
        rc = err_set(e, ERR_NOT_FOUND, "this outreach place has no such hours");
        goto out;
    }
    TRY(fact_retract(w, NOUN_PLACE_HOUR, nobody, hour, e));
    rc = work_commit(&w, a, e);
out:
    write_abandon(&w);
    return rc;
}

/* A known place gets the municipality it lacked. */
static enum err_code place_locate(struct write *w, const struct asking *a,
                                  struct uuid place, const char *municipality,
                                  struct err *e)
{
    struct place_view old;
    enum err_code rc;
    TRY(place_read(&old, a->arena, write_db(w), place, false, a->today, e));
    struct outreach_place_fact f = old.fact;
    if (f.municipality[0] || !place_is_kept_by(a, &old)) goto out;
    snprintf(f.municipality, sizeof f.municipality, "%s", municipality);
    rc = save_fact(w, &old, &f, e);
out:
    return rc;
}

enum err_code place_find_or_add(struct uuid *out, struct write *w,
                                const struct asking *a, struct str name,
                                const char *municipality, struct day on, struct err *e)
{
    struct place_wish wish = {
        .kind = PLACE_KIND_PHYSICAL_LOCATION, .from = on, .to = DAY_NONE};
    enum err_code rc;
    bool is_found;
    TRY(place_named(out, &is_found, write_db(w), a->visitor.organisation, name,
                    municipality, e));
    if (is_found) {
        if (municipality[0]) rc = place_locate(w, a, *out, municipality, e);
        goto out;
    }
    *out = uuid7_new();
    snprintf(wish.name, sizeof wish.name, "%.*s", STR_ARG(name));
    snprintf(wish.municipality, sizeof wish.municipality, "%s", municipality);
    rc = place_write(w, a, *out, NULL, &wish, e);
out:
    return rc;
}
