#include "act/outreach_acts.h"

#include "act/field_gate.h"
#include "store/field_store.h"
#include "store/outreach_store.h"

static const struct person_id nobody;

enum err_code action_show(struct action_view *out, bool *may_change_out,
                          const struct asking *a, struct uuid action, struct err *e)
{
    enum err_code rc;
    TRY(field_gate(a, PERMISSION_PLACE_READ, e));
    TRY(action_read(out, a->arena, a->house->db, action, e));
    TRY(action_is_of(may_change_out, a->house->db, action, a->visitor.organisation, e));
    *may_change_out =
        *may_change_out && role_has(a->visitor.role, PERMISSION_PLACE_WRITE);
out:
    return rc;
}

static enum err_code wish_check(const struct action_wish *wish, struct err *e)
{
    if (wish->kind >= N_OUTREACH_ACTION_KIND || day_is_none(wish->on))
        return err_set(e, ERR_INVALID, "an outreach action has a kind and a day");
    if (!day_is_none(wish->ended_on) && wish->ended_on.v < wish->on.v)
        return err_set(e, ERR_INVALID, "an outreach action ends before its first day");
    if (wish->n_partners > ACTION_PARTNERS_MOST)
        return err_set(e, ERR_TOO_LARGE, "an outreach action has at most %d partners",
                       ACTION_PARTNERS_MOST);
    if (wish->n_headcounts > ACTION_HEADCOUNTS_MOST + 1)
        return err_set(e, ERR_TOO_LARGE, "an outreach action has at most %d headcounts",
                       ACTION_HEADCOUNTS_MOST);
    for (size_t i = 0; i < wish->n_headcounts; i++) {
        const struct action_headcount *h = &wish->headcounts[i];
        if (h->n < 1 || h->n > ACTION_MET_MOST)
            return err_set(e, ERR_INVALID, "people met are counted from 1 to %d",
                           ACTION_MET_MOST);
        if (h->category >= N_TARGET_GROUP && h->category != CODE_MISSING)
            return err_set(e, ERR_INVALID, "there is no such target group");
    }
    if (wish->groups >> N_TARGET_GROUP)
        return err_set(e, ERR_INVALID, "there is no such target group");
    return OK;
}

static enum err_code save_fact(struct write *w, const struct asking *a,
                               const struct action_view *old, struct uuid action,
                               const struct action_wish *wish, struct err *e)
{
    struct outreach_action_fact f = {.id = action,
                                     .place = wish->place,
                                     .mode = wish->mode,
                                     .on = wish->on,
                                     .minutes = wish->minutes};
    enum err_code rc;
    if (old) {
        f.project = old->fact.project;
        f.partnership = old->fact.partnership;
        if (uuid_eq(old->fact.place, f.place) && old->fact.mode == f.mode &&
            old->fact.on.v == f.on.v && old->fact.minutes == f.minutes)
            return OK;
        TRY(fact_retract(w, NOUN_OUTREACH_ACTION, nobody, action, e));
    } else {
        struct field_programme p;
        TRY(field_programme_find(&p, write_db(w), a->visitor.organisation, wish->place,
                                 wish->on, e));
        f.project = p.project;
        f.partnership = p.partnership;
    }
    rc = outreach_action_add(w, &f, e);
out:
    return rc;
}

static enum err_code save_course(struct write *w, const struct action_view *old,
                                 struct uuid action, const struct action_wish *wish,
                                 struct err *e)
{
    struct outreach_course_fact f = {.id = uuid7_new(),
                                     .action = action,
                                     .kind = wish->kind,
                                     .ended_on = wish->ended_on};
    enum err_code rc;
    if (old && !uuid_is_nil(old->course.id)) {
        if (old->course.kind == f.kind && old->course.ended_on.v == f.ended_on.v)
            return OK;
        TRY(fact_retract(w, NOUN_OUTREACH_COURSE, nobody, old->course.id, e));
    }
    rc = outreach_course_add(w, &f, e);
out:
    return rc;
}

static enum err_code save_offer(struct write *w, const struct action_view *old,
                                struct uuid action, const struct action_wish *wish,
                                struct err *e)
{
    struct outreach_offer_fact f = {uuid7_new(), action, wish->offer_location,
                                    wish->offer_kind, wish->dimension};
    enum err_code rc = OK;
    bool says_something = f.location != CODE_MISSING || f.offer != CODE_MISSING ||
                          f.dimension != CODE_MISSING;
    if (old && !uuid_is_nil(old->offer.id)) {
        const struct outreach_offer_fact *o = &old->offer;
        if (o->location == f.location && o->offer == f.offer &&
            o->dimension == f.dimension)
            return OK;
        TRY(fact_retract(w, NOUN_OUTREACH_OFFER, nobody, o->id, e));
    }
    if (says_something) rc = outreach_offer_add(w, &f, e);
out:
    return rc;
}

static enum err_code save_groups(struct write *w, struct uuid action, uint32_t before,
                                 uint32_t after, struct err *e)
{
    enum err_code rc = OK;
    for (uint8_t g = 0; g < N_TARGET_GROUP; g++) {
        uint32_t bit = UINT32_C(1) << g;
        struct outreach_audience_fact f = {
            .id = uuid7_new(), .action = action, .target_group = g};
        if ((before & bit) && !(after & bit))
            TRY(outreach_audience_retract(w, action, g, (struct organisation_id){0},
                                          e));
        else if (!(before & bit) && (after & bit))
            TRY(outreach_audience_add(w, &f, e));
    }
out:
    return rc;
}

static bool is_partner(const struct action_view *v, struct organisation_id o)
{
    for (size_t i = 0; v && i < v->n_partners; i++)
        if (uuid_eq(v->partners[i].id.u, o.u)) return true;
    return false;
}

static bool is_wished(const struct asking *a, const struct action_wish *wish,
                      struct organisation_id o)
{
    if (is_own_organisation(a, o)) return true;
    for (size_t i = 0; i < wish->n_partners; i++)
        if (uuid_eq(wish->partners[i].u, o.u)) return true;
    return false;
}

static enum err_code add_partner(struct write *w, struct uuid action,
                                 struct organisation_id o, struct err *e)
{
    struct outreach_audience_fact f = {.id = uuid7_new(),
                                       .action = action,
                                       .target_group = CODE_MISSING,
                                       .organisation = o};
    return outreach_audience_add(w, &f, e);
}

static enum err_code save_partners(struct write *w, const struct asking *a,
                                   const struct action_view *old, struct uuid action,
                                   const struct action_wish *wish, struct err *e)
{
    enum err_code rc = OK;
    for (size_t i = 0; old && i < old->n_partners; i++)
        if (!is_wished(a, wish, old->partners[i].id))
            TRY(outreach_audience_retract(w, action, CODE_MISSING, old->partners[i].id,
                                          e));
    if (!is_partner(old, a->visitor.organisation))
        TRY(add_partner(w, action, a->visitor.organisation, e));
    for (size_t i = 0; i < wish->n_partners; i++) {
        bool is_there = is_partner(old, wish->partners[i]) ||
                        is_own_organisation(a, wish->partners[i]);
        for (size_t k = 0; k < i; k++)
            is_there = is_there || uuid_eq(wish->partners[k].u, wish->partners[i].u);
        if (!is_there) TRY(add_partner(w, action, wish->partners[i], e));
    }
out:
    return rc;
}

static bool counts_alike(const struct reach_fact *r, const struct action_headcount *h,
                         const char *category)
{
    return r->n == h->n && r->refused_registration == h->refused_registration &&
           strcmp(r->category, category) == 0;
}

static const char *category_word(uint8_t category)
{
    const struct code_list *groups = code_list_at(LIST_TARGET_GROUP);
    return category < groups->n ? groups->codes[category].code : "";
}

/* What was counted under a word of before stays under it. */
static enum err_code category_of(char out[40], const struct action_view *old,
                                 const struct action_headcount *h, struct err *e)
{
    snprintf(out, 40, "%s", category_word(h->category));
    if (!h->word.n) return OK;
    for (size_t k = 0; old && k < old->n_headcounts; k++)
        if (str_eq_c(h->word, old->headcounts[k].category)) {
            snprintf(out, 40, "%s", old->headcounts[k].category);
            return OK;
        }
    return err_set(e, ERR_INVALID, "there is no such target group");
}

/* What stays as it was is not written again. */
static enum err_code save_headcounts(struct write *w, const struct action_view *old,
                                     struct uuid action, const struct action_wish *wish,
                                     struct err *e)
{
    enum err_code rc = OK;
    size_t n_old = old ? old->n_headcounts : 0;
    bool *is_kept = mem_array(n_old + 1, sizeof *is_kept);
    for (size_t i = 0; i < wish->n_headcounts; i++) {
        const struct action_headcount *h = &wish->headcounts[i];
        struct reach_fact f = {.id = uuid7_new(),
                               .action = action,
                               .n = h->n,
                               .refused_registration = h->refused_registration};
        bool is_there = false;
        TRY(category_of(f.category, old, h, e));
        for (size_t k = 0; k < n_old && !is_there; k++)
            if (!is_kept[k] && counts_alike(&old->headcounts[k], h, f.category))
                is_there = is_kept[k] = true;
        if (!is_there) TRY(reach_add(w, &f, e));
    }
    for (size_t k = 0; k < n_old; k++)
        if (!is_kept[k])
            TRY(fact_retract(w, NOUN_REACH, nobody, old->headcounts[k].id, e));
out:
    free(is_kept);
    return rc;
}

/* All that a wish says of an action; `old` NULL: it is new. */
static enum err_code action_write(struct write *w, const struct asking *a,
                                  struct uuid action, const struct action_view *old,
                                  const struct action_wish *wish, struct err *e)
{
    enum err_code rc;
    TRY(save_fact(w, a, old, action, wish, e));
    TRY(save_course(w, old, action, wish, e));
    TRY(save_offer(w, old, action, wish, e));
    TRY(save_groups(w, action, old ? old->groups : 0, wish->groups, e));
    TRY(save_partners(w, a, old, action, wish, e));
    rc = save_headcounts(w, old, action, wish, e);
out:
    return rc;
}

static enum err_code action_to_change(struct action_view *out, struct write *w,
                                      const struct asking *a, struct uuid action,
                                      struct err *e)
{
    enum err_code rc;
    bool is_ours;
    TRY(action_read(out, a->arena, write_db(w), action, e));
    TRY(action_is_of(&is_ours, write_db(w), action, a->visitor.organisation, e));
    if (!is_ours) {
        rc = err_set(e, ERR_DENIED, "this outreach action is of other organisations");
        err_hint(e, "ask one of its partners to change it");
    }
out:
    return rc;
}

enum err_code action_save(struct uuid *out, const struct asking *a,
                          const struct action_wish *wish, struct err *e)
{
    struct write *w = NULL;
    struct action_view old;
    enum err_code rc;
    bool is_new = uuid_is_nil(wish->action);
    TRY(field_gate(a, PERMISSION_PLACE_WRITE, e));
    TRY(wish_check(wish, e));
    *out = is_new ? a->form : wish->action;
    if (uuid_is_nil(*out)) *out = uuid7_new();
    TRY(work_begin(&w, a, is_new ? "add outreach action" : "change outreach action", "",
                   e));
    if (!is_new) TRY(action_to_change(&old, w, a, wish->action, e));
    TRY(action_write(w, a, *out, is_new ? NULL : &old, wish, e));
    rc = work_commit(&w, a, e);
out:
    write_abandon(&w);
    return rc;
}

enum err_code presence_add(struct uuid *out, struct write *w, const struct asking *a,
                           struct uuid place, struct day on, struct err *e)
{
    struct action_wish wish = {.kind = OUTREACH_ACTION_KIND_PRESENCE,
                               .mode = CONTACT_MODE_FACE_TO_FACE,
                               .offer_location = CODE_MISSING,
                               .offer_kind = CODE_MISSING,
                               .dimension = CODE_MISSING,
                               .place = place,
                               .on = on,
                               .ended_on = DAY_NONE,
                               .minutes = -1};
    enum err_code rc = OK;
    if (!uuid_is_nil(place)) {
        struct place_view v;
        TRY(place_read(&v, a->arena, write_db(w), place, false, on, e));
        wish.groups = v.groups;
        if (v.fact.kind == PLACE_KIND_VIRTUAL) wish.mode = CONTACT_MODE_CHAT;
    }
    *out = uuid7_new();
    rc = action_write(w, a, *out, NULL, &wish, e);
out:
    return rc;
}
