#include "act/behalf.h"

#include "domain/lists.h"
#include "store/account_store.h"
#include "store/read_log_store.h"
#include "store/standing_store.h"

static struct actor actor_of(const struct visitor *v)
{
    struct actor who;
    uuid_text(who.name, v->worker);
    return who;
}

/* --- writing --- */

/* As the writer has it: another thread may have answered it a moment ago. */
static enum err_code form_is_new(struct write *w, const struct asking *a, struct err *e)
{
    struct form_reply reply;
    bool found;
    enum err_code rc =
        form_reply_find(&reply, &found, a->arena, write_db(w), a->form, e);
    if (rc != OK || !found) return rc;
    return err_set(e, ERR_EXISTS, "this form was answered already");
}

enum err_code work_begin(struct write **out, const struct asking *a, const char *act,
                         const char *reason, struct err *e)
{
    struct write *w = NULL;
    struct actor who = actor_of(&a->visitor);
    enum err_code rc;
    *out = NULL;
    if (visitor_is_nobody(&a->visitor)) {
        rc = err_set(e, ERR_DENIED, "nobody is logged in");
        goto out;
    }
    TRY(write_begin(&w, a->house->db, &who, act, reason, e));
    if (!uuid_is_nil(a->form)) TRY(form_is_new(w, a, e));
    *out = w;
    w = NULL;
out:
    write_abandon(&w);
    return rc;
}

enum err_code work_commit(struct write **w, const struct asking *a, struct err *e)
{
    enum err_code rc;
    if (!uuid_is_nil(a->form))
        TRY(form_reply_add(*w, a->form, a->visitor.worker, a->digest,
                           a->location ? a->location : "", e));
    rc = write_commit(w, e);
out:
    write_abandon(w);
    return rc;
}

/* --- may I --- */

static struct access_question question_of(const struct gate *g)
{
    const struct visitor *v = &g->visitor;
    return (struct access_question){.is_logged_in = !visitor_is_nobody(v),
                                    .is_account_open = true,
                                    .has_second_factor = v->has_second_factor,
                                    .is_second_factor_needed =
                                        v->is_second_factor_needed,
                                    .is_membership_valid = v->is_membership_valid,
                                    .role = v->role,
                                    .permission = g->permission,
                                    .relation = g->relation,
                                    .shared = standing_shares(&g->standing, v->role),
                                    .is_named = g->standing.is_named,
                                    .category = CATEGORY_COUNTABLE};
}

/* How the visitor stands to each person: in no way while it is not known as whom. */
static enum err_code standings_of(struct standing *out, const struct asking *a,
                                  const struct person_id *persons, size_t n,
                                  struct err *e)
{
    if (!visitor_is_nobody(&a->visitor) && !uuid_is_nil(a->visitor.membership))
        return standings_find(out, a->house->db, persons, n, a->visitor.worker,
                              a->visitor.organisation, a->today, e);
    for (size_t i = 0; i < n; i++)
        out[i] = (struct standing){.relation = RELATION_NONE};
    return OK;
}

enum err_code person_gate(struct gate *out, const struct asking *a,
                          struct person_id person, enum permission permission,
                          struct err *e)
{
    struct gate g = {
        .relation = RELATION_NONE, .permission = permission, .visitor = a->visitor};
    enum err_code rc = OK;
    require(permission_scope_of(permission) == SCOPE_PERSON);
    *out = g;
    TRY(standings_of(&g.standing, a, &person, 1, e));
    g.relation = g.standing.relation;
    struct access_question q = question_of(&g);
    struct access_answer answer = access_decide(&q);
    if (answer.verdict == ACCESS_HIDDEN)
        rc = err_set(e, ERR_NOT_FOUND, "no person with this id");
    else if (answer.verdict != ACCESS_ALLOW)
        rc = err_set(e, ERR_DENIED, "not permitted: %s",
                     access_reason_word(answer.reason));
    else
        *out = g;
out:
    return rc;
}

bool gate_opens(const struct gate *g, enum record_category category, bool is_writing,
                struct uuid writer, struct organisation_id organisation)
{
    struct access_question q = question_of(g);
    q.category = category;
    q.is_writing = is_writing;
    /* a page that was opened for reading may ask whether it can offer to write */
    if (is_writing && !(g->permission == PERMISSION_PERSON_WRITE ||
                        g->permission == PERMISSION_TRAJECTORY_WRITE ||
                        g->permission == PERMISSION_CONFLICT_DECIDE))
        q.permission = category == CATEGORY_IDENTITY ? PERMISSION_PERSON_WRITE
                                                     : PERMISSION_DOSSIER_WRITE;
    if (category == CATEGORY_NOTE_OWN)
        q.is_own = !uuid_is_nil(organisation.u) &&
                   uuid_eq(organisation.u, g->visitor.organisation.u);
    else
        q.is_own = !uuid_is_nil(writer) && uuid_eq(writer, g->visitor.worker);
    return access_decide(&q).verdict == ACCESS_ALLOW;
}

enum err_code persons_gate(bool *is_open, const struct asking *a,
                           const struct person_id *persons, size_t n,
                           enum permission permission, enum record_category category,
                           struct err *e)
{
    return persons_gates(&is_open, a, persons, n, permission, &category, 1, e);
}

enum err_code persons_gates(bool *const *is_open, const struct asking *a,
                            const struct person_id *persons, size_t n,
                            enum permission permission,
                            const enum record_category *categories, size_t n_categories,
                            struct err *e)
{
    struct standing *standings = arena_new_array(a->arena, struct standing, n + 1);
    enum err_code rc;
    require(permission_scope_of(permission) == SCOPE_PERSON);
    TRY(standings_of(standings, a, persons, n, e));
    for (size_t i = 0; i < n; i++) {
        struct gate g = {.relation = standings[i].relation,
                         .standing = standings[i],
                         .permission = permission,
                         .visitor = a->visitor};
        struct access_question q = question_of(&g);
        bool is_passed = access_decide(&q).verdict == ACCESS_ALLOW;
        for (size_t k = 0; k < n_categories; k++)
            is_open[k][i] =
                is_passed && gate_opens(&g, categories[k], false, (struct uuid){{0}},
                                        (struct organisation_id){{{0}}});
    }
out:
    return rc;
}

enum record_category confidential_category(uint8_t confidentiality)
{
    switch (confidentiality) {
    case CONFIDENTIALITY_ORDINARY:
        return CATEGORY_NOTE;
    case CONFIDENTIALITY_OWN_ORGANISATION:
        return CATEGORY_NOTE_OWN;
    default: /* what is not understood is treated as the most private */
        return CATEGORY_HEALTH;
    }
}

/* --- looking --- */

enum err_code look_log(const struct asking *a, const struct person_id *persons,
                       size_t n, const char *reason, struct err *e)
{
    struct actor who = actor_of(&a->visitor);
    if (!n) return OK;
    if (visitor_is_nobody(&a->visitor))
        return err_set(e, ERR_DENIED, "nobody is logged in");
    if (!a->looks || !a->house->looks)
        return look_write(a->house->db, &who, persons, n, reason, e);
    look_queue_add(a->house->looks, a->looks, a->arena, &who, persons, n, reason);
    return OK;
}
