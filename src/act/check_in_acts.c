#include "act/check_in_acts.h"

#include "act/dossier_write_int.h"
#include "act/field_gate.h"
#include "act/handover_payload.h"
#include "act/work_acts.h"
#include "store/guest_store.h"
#include "store/identity_bulk.h"
#include "store/organisation_read.h"
#include "store/standing_store.h"

/* --- for whom --- */

/* The id of the employer stands before the words of a link, on a line of its own. */
static struct str words_of(const struct asking *a, struct organisation_id employer,
                           struct str reader)
{
    char id[UUID_TEXT + 1];
    uuid_text(id, employer.u);
    return str_of(arena_format(a->arena, "%s\n%.*s", id, STR_ARG(reader)));
}

static bool employer_of(struct organisation_id *out, const struct guest_link_fact *f)
{
    *out = (struct organisation_id){{{0}}};
    return f->words.n > UUID_TEXT &&
           uuid_parse(&out->u, (struct str){f->words.p, UUID_TEXT}, NULL) == OK;
}

/* What this employer may know today, a bit for each category. */
static enum err_code may_know(unsigned *out, const struct asking *a,
                              struct person_id person, struct organisation_id employer,
                              struct err *e)
{
    struct standing s;
    enum err_code rc = standing_find(&s, a->house->db, person, (struct uuid){{0}},
                                     employer, a->today, e);
    *out = rc == OK ? s.shared[SHARING_PURPOSE_EMPLOYER] : 0;
    return rc;
}

static bool knows_name(unsigned known)
{
    return known >> SHARING_CATEGORY_IDENTITY & 1;
}

/* Whom the employer may call at that organisation; *found_out false without a number.
 */
static enum err_code contact_at(struct employer_contact_view *out, bool *found_out,
                                const struct asking *a, struct organisation_id employer,
                                struct organisation_id keeper, struct err *e)
{
    static const struct organisation_id nobody;
    struct employer_contact_view *list;
    size_t n;
    enum err_code rc = employer_contacts(&list, &n, a->arena, a->house->db, employer,
                                         keeper, nobody, e);
    *found_out = rc == OK && n && list[0].fact.phone[0];
    if (*found_out) *out = list[0];
    return rc;
}

enum err_code check_in_employers(struct check_in_employer **out, size_t *n_out,
                                 const struct asking *a, struct person_id person,
                                 struct err *e)
{
    struct gate gate;
    struct employer_consent *list;
    struct employer_contact_view contact;
    size_t n, kept = 0;
    enum err_code rc;
    TRY(dossier_may_write(&gate, a, person, PERMISSION_DOSSIER_WRITE, CATEGORY_WORK,
                          e));
    TRY(employer_consents(&list, &n, a->arena, a->house->db, person, a->today, e));
    *out = arena_new_array(a->arena, struct check_in_employer, n + 1);
    for (size_t i = 0; i < n; i++) {
        struct check_in_employer *x = &(*out)[kept];
        if (!(list[i].categories >> SHARING_CATEGORY_IDENTITY & 1)) continue;
        x->employer = list[i].employer;
        snprintf(x->name, sizeof x->name, "%s", list[i].name);
        TRY(contact_at(&contact, &x->has_contact, a, x->employer,
                       a->visitor.organisation, e));
        kept++;
    }
    *n_out = kept;
out:
    return rc;
}

static enum err_code may_ask(const struct asking *a, struct person_id person,
                             struct organisation_id employer, struct err *e)
{
    struct employer_contact_view contact;
    unsigned known;
    bool found;
    enum err_code rc;
    TRY(may_know(&known, a, person, employer, e));
    if (!knows_name(known)) {
        rc = err_set(e, ERR_DENIED, "the person does not let this employer know");
        goto out;
    }
    TRY(contact_at(&contact, &found, a, employer, a->visitor.organisation, e));
    if (!found) rc = err_set(e, ERR_DENIED, "nobody is named whom the employer calls");
out:
    return rc;
}

/* Work or training of this person that still stands. */
static bool is_followed_job(const struct dossier *d, struct uuid job)
{
    const struct dossier_event *ev = dossier_event_of(d, job);
    return ev && ev->fact.kind == EVENT_OUTCOME && !ev->written.retracted_at &&
           outcome_is_followed(ev->fact.code);
}

enum err_code check_in_link_make(struct guest_link_fact *out, const struct asking *a,
                                 struct person_id person, struct uuid job,
                                 struct organisation_id employer, struct str reader,
                                 struct err *e)
{
    struct gate gate;
    struct dossier d = {0};
    struct write *w = NULL;
    enum err_code rc;
    TRY(dossier_may_write(&gate, a, person, PERMISSION_DOSSIER_WRITE, CATEGORY_WORK,
                          e));
    TRY(course_read(&d, a, person, DOSSIER_COURSE, e));
    if (!is_followed_job(&d, job)) {
        rc = err_set(e, ERR_NOT_FOUND, "this person has no such job");
        goto out;
    }
    TRY(may_ask(a, person, employer, e));
    *out = (struct guest_link_fact){.person = person,
                                    .id = first_id(a),
                                    .kind = GUEST_LINK_KIND_CHECK_IN,
                                    .outcome = job,
                                    .organisation = a->visitor.organisation,
                                    .worker = a->visitor.worker,
                                    .expires_at =
                                        guest_expiry(a->now_ms, GUEST_CHECK_IN_DAYS),
                                    .words = words_of(a, employer, reader)};
    TRY(work_begin(&w, a, "ask employer how it goes", "", e));
    TRY(guest_link_add(w, out, e));
    rc = work_commit(&w, a, e);
out:
    write_abandon(&w);
    dossier_wipe(&d);
    return rc;
}

/* --- in the file --- */

enum err_code check_ins_show(struct check_in_story *out, const struct asking *a,
                             struct person_id person, struct err *e)
{
    struct gate gate;
    struct db *db = a->house->db;
    enum err_code rc;
    *out = (struct check_in_story){0};
    TRY(person_gate(&gate, a, person, PERMISSION_PERSON_READ, e));
    if (!gate_opens(&gate, CATEGORY_WORK, false, a->visitor.worker,
                    a->visitor.organisation))
        goto out;
    TRY(guest_links_of(&out->links, &out->n_links, a->arena, db, person,
                       GUEST_LINK_KIND_CHECK_IN, true, e));
    TRY(check_ins_of(&out->answers, &out->n_answers, a->arena, db, person, true, e));
out:
    return rc;
}

enum err_code check_in_employer_name(char *out, size_t size, const struct asking *a,
                                     const struct guest_link_fact *f, struct err *e)
{
    struct organisation_id employer;
    struct employer_view *list;
    size_t n;
    enum err_code rc;
    out[0] = '\0';
    if (!employer_of(&employer, f)) return OK;
    struct employer_wanted wanted = {.only = employer,
                                     .reader = a->visitor.organisation,
                                     .today = a->today,
                                     .most = 1};
    TRY(employer_list(&list, &n, a->arena, a->house->db, &wanted, e));
    if (n) snprintf(out, size, "%s", list[0].name);
out:
    return rc;
}

enum err_code check_in_reply_note(const struct asking *a, struct person_id person,
                                  struct uuid check_in, struct str words, struct err *e)
{
    struct check_in_reply_fact f = {.person = person,
                                    .check_in = check_in,
                                    .on = a->today,
                                    .worker = a->visitor.worker,
                                    .words = words};
    struct gate gate;
    struct check_in_view *list;
    struct write *w = NULL;
    size_t n, at = 0;
    enum err_code rc;
    TRY(dossier_may_write(&gate, a, person, PERMISSION_DOSSIER_WRITE, CATEGORY_WORK,
                          e));
    f.id = first_id(a);
    TRY(work_begin(&w, a, "take up answer of employer", "", e));
    TRY(check_ins_of(&list, &n, a->arena, write_db(w), person, false, e));
    while (at < n && !uuid_eq(list[at].fact.id, check_in))
        at++;
    if (at == n)
        rc = err_set(e, ERR_NOT_FOUND, "this person has no such answer");
    else if (!uuid_is_nil(list[at].reply.id))
        rc = err_set(e, ERR_EXISTS, "somebody took this up already");
    if (rc != OK) goto out;
    TRY(check_in_reply_add(w, &f, e));
    rc = work_commit(&w, a, e);
out:
    write_abandon(&w);
    return rc;
}

/* --- what waits --- */

struct naming {
    struct arena *arena;
    struct waiting_check_in *at;
    size_t n;
    const struct person_id *persons;
};

static enum err_code take_name(void *to, size_t at, const struct identity *identity,
                               struct err *e)
{
    struct naming *x = to;
    struct str name = identity->value[IDENTITY_CALL_NAME];
    (void)e;
    if (!name.n) name = identity->value[IDENTITY_GIVEN_NAME];
    for (size_t i = 0; i < x->n; i++)
        if (uuid_eq(x->at[i].answer.fact.person.u, x->persons[at].u))
            x->at[i].name = str_copy(x->arena, name);
    return OK;
}

/* Of whom the name may be read: read sealed, logged, then opened. */
static enum err_code give_names(struct waiting_check_in *at, size_t n,
                                const struct asking *a, struct err *e)
{
    enum { FIELDS = 1 << IDENTITY_CALL_NAME | 1 << IDENTITY_GIVEN_NAME };
    struct person_id *persons = arena_new_array(a->arena, struct person_id, n + 1);
    bool *is_open = arena_new_array(a->arena, bool, n + 1);
    struct naming naming = {a->arena, at, n, persons};
    size_t n_persons = 0, n_open = 0;
    enum err_code rc;
    for (size_t i = 0; i < n; i++) {
        size_t k = 0;
        while (k < n_persons && !uuid_eq(persons[k].u, at[i].answer.fact.person.u))
            k++;
        if (k == n_persons) persons[n_persons++] = at[i].answer.fact.person;
    }
    TRY(persons_gate(is_open, a, persons, n_persons, PERMISSION_PERSON_READ,
                     CATEGORY_IDENTITY, e));
    for (size_t i = 0; i < n_persons; i++)
        if (is_open[i]) persons[n_open++] = persons[i];
    TRY(look_log(a, persons, n_open, "answers of employers", e));
    rc = identities_open_looked(a->house->db, persons, n_open, FIELDS, take_name,
                                &naming, e);
out:
    return rc;
}

enum err_code check_ins_waiting(struct waiting_check_in **out, size_t *n_out,
                                const struct asking *a, bool is_mine, struct err *e)
{
    static const struct uuid everybody;
    struct check_in_view *list;
    struct person_id *persons;
    bool *is_open;
    size_t n, kept = 0;
    enum err_code rc;
    TRY(field_gate(a, PERMISSION_FIELD, e));
    TRY(check_ins_open(&list, &n, a->arena, a->house->db, a->visitor.organisation,
                       is_mine ? a->visitor.worker : everybody, a->today,
                       CHECK_INS_SHOWN, e));
    *out = arena_new_array(a->arena, struct waiting_check_in, n + 1);
    persons = arena_new_array(a->arena, struct person_id, n + 1);
    is_open = arena_new_array(a->arena, bool, n + 1);
    for (size_t i = 0; i < n; i++)
        persons[i] = list[i].fact.person;
    TRY(persons_gate(is_open, a, persons, n, PERMISSION_PERSON_READ, CATEGORY_WORK, e));
    for (size_t i = 0; i < n; i++) {
        if (!is_open[i]) continue;
        (*out)[kept++] = (struct waiting_check_in){
            .answer = list[i],
            .due_on = check_in_due(list[i].fact.on),
            .days_left = check_in_days_left(list[i].fact.on, a->today)};
    }
    *n_out = kept;
    if (kept) rc = give_names(*out, kept, a, e);
out:
    return rc;
}

enum err_code check_ins_late(int64_t *n_out, const struct asking *a, struct err *e)
{
    static const struct uuid everybody;
    struct check_in_view *list;
    size_t n;
    enum err_code rc;
    *n_out = 0;
    TRY(field_gate(a, PERMISSION_COORDINATE, e));
    TRY(check_ins_open(&list, &n, a->arena, a->house->db, a->visitor.organisation,
                       everybody, a->today, CHECK_INS_LATE_MOST, e));
    for (size_t i = 0; i < n; i++)
        *n_out += check_in_days_left(list[i].fact.on, a->today) < 0;
out:
    return rc;
}

/* --- for the employer --- */

/* The link, while the person lets this employer know and the job is as it was. */
static enum err_code enter(enum guest_entry *entry_out, unsigned *known_out,
                           struct guest_link_view *link, struct dossier *d,
                           const struct asking *a, struct str token, struct str address,
                           struct err *e)
{
    struct organisation_id employer;
    enum err_code rc;
    TRY(guest_enter(entry_out, link, a, GUEST_DOOR_CHECK_IN, token, address, e));
    if (*entry_out != GUEST_ENTERS) goto out;
    *entry_out = GUEST_OVER;
    if (!employer_of(&employer, &link->fact)) goto out;
    TRY(may_know(known_out, a, link->fact.person, employer, e));
    if (!knows_name(*known_out)) goto out;
    TRY(dossier_read(d, a->arena, a->house->db, link->fact.person,
                     DOSSIER_COURSE | DOSSIER_WORK, link->fact.organisation, e));
    if (is_followed_job(d, link->fact.outcome)) *entry_out = GUEST_ENTERS;
out:
    return rc;
}

static const struct check_in_view *answer_to(const struct check_in_view *list, size_t n,
                                             struct uuid link)
{
    for (size_t i = 0; i < n; i++)
        if (uuid_eq(list[i].fact.link, link)) return &list[i];
    return NULL;
}

/* Whom to call here: as the employer's contact stands today, else who made the link. */
static enum err_code give_contact(struct check_in_page *out, const struct asking *a,
                                  const struct guest_link_view *link, struct err *e)
{
    struct organisation_id employer;
    struct employer_contact_view contact;
    bool found;
    enum err_code rc = OK;
    snprintf(out->organisation_name, sizeof out->organisation_name, "%s",
             link->organisation_name);
    snprintf(out->worker_name, sizeof out->worker_name, "%s", link->worker_name);
    if (!employer_of(&employer, &link->fact)) goto out;
    TRY(contact_at(&contact, &found, a, employer, link->fact.organisation, e));
    if (!found) goto out;
    snprintf(out->worker_name, sizeof out->worker_name, "%s", contact.worker_name);
    snprintf(out->phone, sizeof out->phone, "%s", contact.fact.phone);
out:
    return rc;
}

/* The first time is kept, so that who made the link sees that it arrived. */
static enum err_code note_opened(const struct asking *a, struct guest_link_view *link,
                                 struct err *e)
{
    struct write *w = NULL;
    enum guest_entry entry;
    enum err_code rc = OK;
    if (link->n_opened) goto out;
    TRY(guest_write_begin(&w, &entry, link, a, "open guest link", e));
    if (entry != GUEST_ENTERS || link->n_opened) goto out;
    TRY(guest_visit_note(w, a, &link->fact, GUEST_VISIT_KIND_OPENED, NULL, e));
    rc = write_commit(&w, e);
out:
    write_abandon(&w);
    return rc;
}

/* What is let through, read after the look was logged. */
static enum err_code give_card(struct check_in_page *out, const struct asking *a,
                               const struct guest_link_fact *f, unsigned known,
                               struct err *e)
{
    struct dossier d = {0};
    bool has_goal = known >> SHARING_CATEGORY_GOAL & 1;
    enum err_code rc;
    TRY(dossier_read(&d, a->arena, a->house->db, f->person,
                     DOSSIER_COURSE | (has_goal ? DOSSIER_GOAL : 0), f->organisation,
                     e));
    rc = employer_card_make(&out->card, a->arena, &d, out->name, f->outcome, known, e);
out:
    dossier_wipe(&d);
    return rc;
}

enum err_code check_in_open(struct check_in_page *out, const struct asking *a,
                            struct str token, struct str address, struct err *e)
{
    struct guest_link_view link;
    struct dossier d = {0};
    struct check_in_view *list;
    const struct check_in_view *given;
    unsigned known;
    size_t n;
    enum err_code rc;
    *out = (struct check_in_page){.due_on = DAY_NONE};
    TRY(enter(&out->entry, &known, &link, &d, a, token, address, e));
    if (out->entry != GUEST_ENTERS) goto out;
    TRY(give_contact(out, a, &link, e));
    TRY(check_ins_of(&list, &n, a->arena, a->house->db, link.fact.person, false, e));
    given = answer_to(list, n, link.fact.id);
    out->is_answered = given != NULL;
    if (given) {
        out->answer = given->fact.answer;
        out->due_on = check_in_due(given->fact.on);
        goto out; /* the name is not needed any more */
    }
    TRY(note_opened(a, &link, e));
    TRY(guest_call_name(&out->name, a, link.fact.person, "question to an employer", e));
    rc = give_card(out, a, &link.fact, known, e);
out:
    dossier_wipe(&d);
    return rc;
}

/* The answer as a moment of aftercare: the one that is due, or one in between. */
static enum err_code add_aftercare(struct write *w, const struct asking *a,
                                   const struct dossier *d,
                                   const struct check_in_fact *f, struct err *e)
{
    size_t n;
    struct job_course *jobs = job_courses(&n, a->arena, d, a->today);
    struct aftercare_fact x = {.id = uuid7_new(),
                               .outcome = f->outcome,
                               .person = f->person,
                               .side = AFTERCARE_SIDE_EMPLOYER,
                               .due_on = DAY_NONE,
                               .on = f->on,
                               .result = check_in_result(f->answer)};
    for (size_t i = 0; i < n; i++) {
        if (!uuid_eq(jobs[i].outcome->fact.id, f->outcome)) continue;
        const struct aftercare_moment *m =
            aftercare_next(jobs[i].moments[AFTERCARE_SIDE_EMPLOYER]);
        if (m && (m->state == AFTERCARE_DUE || m->state == AFTERCARE_LATE))
            x.due_on = m->due_on;
    }
    return aftercare_add(w, &x, e);
}

enum err_code check_in_answer(enum guest_entry *entry_out, const struct asking *a,
                              struct str token, struct str address, uint8_t answer,
                              struct str words, struct err *e)
{
    struct guest_link_view link;
    struct dossier d = {0};
    struct check_in_view *list;
    struct write *w = NULL;
    unsigned known;
    size_t n;
    enum err_code rc;
    TRY(enter(entry_out, &known, &link, &d, a, token, address, e));
    if (*entry_out != GUEST_ENTERS) goto out;
    struct check_in_fact f = {.person = link.fact.person,
                              .id = first_id(a),
                              .link = link.fact.id,
                              .outcome = link.fact.outcome,
                              .on = a->today,
                              .answer = answer,
                              .words = words};
    TRY(guest_write_begin(&w, entry_out, &link, a, "answer of employer", e));
    if (*entry_out != GUEST_ENTERS) goto out;
    TRY(check_ins_of(&list, &n, a->arena, write_db(w), f.person, false, e));
    if (answer_to(list, n, f.link)) goto out; /* sent twice */
    TRY(check_in_add(w, &f, e));
    TRY(add_aftercare(w, a, &d, &f, e));
    TRY(guest_visit_note(w, a, &link.fact, GUEST_VISIT_KIND_ANSWERED, NULL, e));
    rc = write_commit(&w, e);
out:
    write_abandon(&w);
    dossier_wipe(&d);
    return rc;
}
