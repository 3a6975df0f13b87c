#include "act/consent_acts.h"

#include "store/consent_store.h"

static bool keeps(const struct gate *g)
{
    return g->relation <= RELATION_ORGANISATION;
}

static unsigned open_to(const struct gate *g)
{
    const struct uuid nobody = {{0}};
    unsigned open = 0;
    for (unsigned c = 0; c < N_RECORD_CATEGORIES; c++)
        if (category_can_be_shared((enum record_category)c) &&
            gate_opens(g, (enum record_category)c, false, nobody,
                       g->visitor.organisation))
            open |= 1u << c;
    return open;
}

static struct uuid next_id(struct uuid *first)
{
    struct uuid id = uuid_is_nil(*first) ? uuid7_new() : *first;
    *first = (struct uuid){{0}};
    return id;
}

/* --- withdrawing --- */

static enum err_code end_row(struct write *w, const struct asking *a,
                             const struct consent_view *v, uint8_t party,
                             struct str words, struct uuid id, struct err *e)
{
    const struct consent_withdrawal_fact f = {.person = v->fact.person,
                                              .id = id,
                                              .consent = v->fact.id,
                                              .on = a->today,
                                              .party = party,
                                              .worker = a->visitor.worker,
                                              .words = words};
    return consent_withdrawal_add(w, &f, e);
}

static bool still_opens(const struct consent_view *v)
{
    return v->state == CONSENT_IN_FORCE || v->state == CONSENT_TO_COME;
}

static bool is_wanted(const struct consent_view *v, const struct consent_ending *ending)
{
    if (!uuid_is_nil(ending->consent)) return uuid_eq(v->fact.id, ending->consent);
    return v->fact.ground == SHARING_GROUND_CONSENT &&
           (ending->purpose == CODE_MISSING || ending->purpose == v->fact.purpose);
}

enum err_code consent_withdraw_within(struct write *w, const struct asking *a,
                                      struct person_id person,
                                      const struct consent_ending *ending,
                                      struct uuid first, size_t *n_new_out,
                                      struct err *e)
{
    struct consent_wanted wanted = {.receiver = ending->receiver};
    struct consent_view *rows;
    size_t n, n_met = 0;
    enum err_code rc;
    *n_new_out = 0;
    TRY(consent_list(&rows, &n, a->arena, write_db(w), person, &wanted, a->today, e));
    for (size_t i = 0; i < n; i++) {
        if (!is_wanted(&rows[i], ending)) continue;
        n_met++;
        if (!still_opens(&rows[i])) continue;
        TRY(end_row(w, a, &rows[i], ending->party, ending->words, next_id(&first), e));
        (*n_new_out)++;
    }
    if (!n_met) rc = err_set(e, ERR_NOT_FOUND, "there is no such consent");
out:
    return rc;
}

/* Of which receiver a row is; what a receiver may not see is not there for it. */
static enum err_code may_end(const struct asking *a, const struct gate *g,
                             struct person_id person,
                             const struct consent_ending *ending, struct err *e)
{
    struct consent_wanted wanted = {.receiver = ending->receiver};
    struct consent_view *rows;
    size_t n;
    enum err_code rc;
    if (keeps(g)) return OK;
    TRY(consent_list(&rows, &n, a->arena, a->house->db, person, &wanted, a->today, e));
    for (size_t i = 0; i < n; i++)
        if (is_wanted(&rows[i], ending) &&
            uuid_eq(rows[i].fact.receiver.u, a->visitor.organisation.u))
            goto out;
    rc = err_set(e, ERR_NOT_FOUND, "there is no such consent");
out:
    return rc;
}

enum err_code consent_withdraw(const struct asking *a, struct person_id person,
                               const struct consent_ending *ending, struct err *e)
{
    struct write *w = NULL;
    struct gate g;
    size_t n_new;
    enum err_code rc;
    TRY(person_gate(&g, a, person, PERMISSION_CONSENT_WRITE, e));
    TRY(may_end(a, &g, person, ending, e));
    TRY(work_begin(&w, a, "withdraw consent", "", e));
    TRY(consent_withdraw_within(w, a, person, ending, a->form, &n_new, e));
    rc = work_commit(&w, a, e);
out:
    write_abandon(&w);
    return rc;
}

/* --- giving --- */

static bool is_same_matter(const struct consent_view *v, const struct consent_fact *f)
{
    return v->fact.purpose == f->purpose && v->fact.category == f->category &&
           v->fact.ground == f->ground;
}

/* What the answer replaces is ended, unless it says the same already. */
static enum err_code make_place(bool *is_said_out, struct write *w,
                                const struct asking *a, const struct consent_view *rows,
                                size_t n, const struct consent_fact *f, struct err *e)
{
    enum err_code rc = OK;
    *is_said_out = false;
    for (size_t i = 0; i < n; i++) {
        const struct consent_view *v = &rows[i];
        if (!is_same_matter(v, f) || !still_opens(v)) continue;
        if (f->is_given && v->fact.from.v <= f->from.v && v->fact.to.v == f->to.v)
            *is_said_out = true;
        else
            TRY(end_row(w, a, v, WITHDRAWAL_PARTY_PERSON, STR_NONE, uuid7_new(), e));
    }
out:
    return rc;
}

static struct consent_fact fact_of(const struct asking *a, struct person_id person,
                                   const struct consent_choice *c)
{
    return (struct consent_fact){.person = person,
                                 .receiver = c->receiver,
                                 .purpose = c->purpose,
                                 .ground = c->ground,
                                 .is_given = c->is_given,
                                 .form = c->form,
                                 .language = c->language,
                                 .from = c->from,
                                 .to = c->is_given ? c->to : DAY_NONE,
                                 .organisation = a->visitor.organisation,
                                 .worker = a->visitor.worker,
                                 .words = c->words};
}

static enum err_code may_give(const struct asking *a, const struct gate *gate,
                              const struct consent_choice *c, struct err *e)
{
    if (!keeps(gate)) {
        enum err_code rc = err_set(e, ERR_DENIED, "who keeps the file records this");
        err_hint(e, "ask the person through who keeps the file");
        return rc;
    }
    if (uuid_eq(c->receiver.u, a->visitor.organisation.u))
        return err_set(e, ERR_INVALID, "one's own organisation needs no consent");
    if (c->is_given && (c->categories & ~open_to(gate)))
        return err_set(e, ERR_DENIED,
                       "a part that is closed for you is let through by "
                       "who accompanies the person");
    return OK;
}

enum err_code consent_give_within(struct write *w, const struct asking *a,
                                  const struct gate *gate, struct person_id person,
                                  const struct consent_choice *choice,
                                  struct uuid first, enum consent_fault *fault_out,
                                  size_t *n_new_out, struct err *e)
{
    struct consent_wanted wanted = {.receiver = choice->receiver};
    struct consent_view *rows;
    size_t n;
    bool is_said;
    enum err_code rc;
    *n_new_out = 0;
    *fault_out = consent_choice_check(choice, a->today);
    if (*fault_out != CONSENT_FITS)
        return err_set(e, ERR_INVALID, "this answer does not fit");
    TRY(may_give(a, gate, choice, e));
    TRY(consent_list(&rows, &n, a->arena, write_db(w), person, &wanted, a->today, e));
    for (unsigned c = 0; c < N_RECORD_CATEGORIES; c++) {
        if (!(choice->categories >> c & 1)) continue;
        struct consent_fact f = fact_of(a, person, choice);
        f.category = (uint8_t)c;
        TRY(make_place(&is_said, w, a, rows, n, &f, e));
        if (is_said) continue;
        f.id = next_id(&first);
        TRY(consent_add(w, &f, e));
        (*n_new_out)++;
    }
out:
    return rc;
}

enum err_code consent_give(const struct asking *a, struct person_id person,
                           const struct consent_choice *choice,
                           enum consent_fault *fault_out, struct err *e)
{
    struct write *w = NULL;
    struct gate g;
    size_t n_new;
    enum err_code rc;
    *fault_out = CONSENT_FITS;
    TRY(person_gate(&g, a, person, PERMISSION_CONSENT_WRITE, e));
    TRY(work_begin(&w, a, choice->is_given ? "record consent" : "record refusal", "",
                   e));
    TRY(consent_give_within(w, a, &g, person, choice, a->form, fault_out, &n_new, e));
    rc = work_commit(&w, a, e);
out:
    write_abandon(&w);
    return rc;
}

/* --- asking --- */

static enum err_code may_ask(const struct asking *a, const struct gate *g,
                             uint8_t purpose, uint8_t category, struct err *e)
{
    const struct uuid nobody = {{0}};
    if (g->relation != RELATION_RECEIVER)
        return err_set(e, ERR_DENIED, "who keeps the file asks a colleague");
    if (!purpose_takes(purpose, category) || purpose == SHARING_PURPOSE_EMPLOYER)
        return err_set(e, ERR_INVALID, "this is not shared for that purpose");
    if (gate_opens(g, (enum record_category)category, false, nobody,
                   a->visitor.organisation))
        return err_set(e, ERR_EXISTS, "this part is open already");
    return OK;
}

enum err_code consent_ask(const struct asking *a, struct person_id person,
                          uint8_t purpose, uint8_t category, struct str words,
                          struct err *e)
{
    struct consent_request_fact f = {.person = person,
                                     .id = uuid_is_nil(a->form) ? uuid7_new() : a->form,
                                     .organisation = a->visitor.organisation,
                                     .worker = a->visitor.worker,
                                     .purpose = purpose,
                                     .category = category,
                                     .on = a->today,
                                     .words = str_trim(words)};
    struct consent_request_view *open;
    struct write *w = NULL;
    struct gate g;
    size_t n;
    bool is_asked = false;
    enum err_code rc;
    TRY(person_gate(&g, a, person, PERMISSION_PERSON_READ, e));
    TRY(may_ask(a, &g, purpose, category, e));
    TRY(work_begin(&w, a, "ask for consent", "", e));
    TRY(consent_request_list(&open, &n, a->arena, write_db(w), person,
                             a->visitor.organisation, false, e));
    for (size_t i = 0; i < n; i++)
        is_asked = is_asked || (open[i].fact.purpose == purpose &&
                                open[i].fact.category == category);
    if (!is_asked) TRY(consent_request_add(w, &f, e));
    rc = work_commit(&w, a, e);
out:
    write_abandon(&w);
    return rc;
}

enum err_code consents_waiting(struct waiting_question **out, size_t *n_out,
                               const struct asking *a, struct err *e)
{
    struct person_id *persons;
    size_t n;
    enum err_code rc;
    *n_out = 0;
    TRY(consent_requests_waiting(&persons, &n, a->arena, a->house->db,
                                 a->visitor.worker, a->visitor.organisation, a->today,
                                 WAITING_QUESTIONS_MOST, e));
    *out = arena_new_array(a->arena, struct waiting_question, n + 1);
    for (size_t i = 0; i < n; i++) {
        struct dossier_view file = {0};
        struct err hidden = {0};
        rc = dossier_open(&file, a, persons[i], DOSSIER_IDENTITY, "today", &hidden);
        if (rc == ERR_NOT_FOUND || rc == ERR_DENIED) continue;
        if (rc != OK) {
            *e = hidden;
            goto out;
        }
        (*out)[(*n_out)++] = (struct waiting_question){
            persons[i], str_copy(a->arena, dossier_call_name(&file.dossier))};
        dossier_wipe(&file.dossier);
    }
    rc = OK;
out:
    return rc;
}

/* --- showing --- */

enum err_code consents_show(struct consents_view *out, const struct asking *a,
                            struct person_id person, struct err *e)
{
    struct consent_wanted wanted = {.with_words = true};
    struct organisation_id asked_by = {{{0}}};
    struct db *db = a->house->db;
    enum err_code rc;
    *out = (struct consents_view){0};
    TRY(dossier_open(&out->file, a, person, DOSSIER_IDENTITY, "consents", e));
    out->is_keeper = keeps(&out->file.gate);
    bool may_write = role_has(a->visitor.role, PERMISSION_CONSENT_WRITE);
    out->may_record = out->is_keeper && may_write;
    out->may_withdraw = may_write;
    out->may_share = out->may_record ? open_to(&out->file.gate) : 0;
    if (!out->is_keeper) wanted.receiver = asked_by = a->visitor.organisation;
    if (!out->file.parts) TRY(look_log(a, &person, 1, "consents", e));
    TRY(consent_list(&out->rows, &out->n_rows, a->arena, db, person, &wanted, a->today,
                     e));
    TRY(consent_request_list(&out->requests, &out->n_requests, a->arena, db, person,
                             asked_by, true, e));
    if (out->is_keeper)
        TRY(file_keepers(&out->keepers, &out->n_keepers, a->arena, db, person, a->today,
                         e));
out:
    return rc;
}

enum err_code consents_in_force(unsigned *out, struct db *db, struct arena *arena,
                                struct person_id person,
                                struct organisation_id receiver, uint8_t purpose,
                                struct day today, struct err *e)
{
    struct consent_wanted wanted = {.receiver = receiver};
    struct consent_view *rows;
    size_t n;
    enum err_code rc;
    *out = 0;
    TRY(consent_list(&rows, &n, arena, db, person, &wanted, today, e));
    for (size_t i = 0; i < n; i++)
        if (rows[i].state == CONSENT_IN_FORCE && rows[i].fact.purpose == purpose)
            *out |= 1u << rows[i].fact.category;
out:
    return rc;
}
