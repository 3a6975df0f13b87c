#include "act/group_session_acts.h"

#include <sodium.h>

#include "act/dossier_write_int.h"
#include "act/field_gate.h"
#include "store/group_session_store.h"
#include "store/identity_bulk.h"

static const struct person_id nobody;

/* --- sessions --- */

static enum err_code session_check(const struct group_session_fact *f,
                                   const struct asking *a, enum session_fault *fault,
                                   struct err *e)
{
    struct uuid wanted = uuid_is_nil(f->project.u) ? f->partnership.u : f->project.u;
    struct session_owner *owners;
    size_t n;
    enum err_code rc = OK;
    *fault = SESSION_FITS;
    if (day_is_none(f->on) || f->on.v > a->today.v + SESSION_DAYS_AHEAD) {
        *fault = SESSION_DAY_TOO_FAR;
        return err_set(e, ERR_INVALID, "the day of the session is too far ahead");
    }
    if (uuid_is_nil(wanted)) return OK;
    TRY(session_owners(&owners, &n, a->arena, a->house->db, a->visitor.organisation,
                       f->on, e));
    for (size_t i = 0; i < n; i++)
        if (uuid_eq(owners[i].id, wanted)) return OK;
    *fault = SESSION_NOT_OF_OURS;
    rc = err_set(e, ERR_INVALID, "one's organisation has no part in it on that day");
out:
    return rc;
}

enum err_code group_session_make(const struct asking *a, struct group_session_fact *f,
                                 enum session_fault *fault_out, struct err *e)
{
    struct write *w = NULL;
    enum err_code rc;
    *fault_out = SESSION_FITS;
    TRY(field_gate(a, PERMISSION_SESSION_WRITE, e));
    TRY(session_check(f, a, fault_out, e));
    f->id = first_id(a);
    f->organisation = a->visitor.organisation;
    f->worker = a->visitor.worker;
    TRY(work_begin(&w, a, "plan group session", "", e));
    TRY(group_session_add(w, f, e));
    rc = work_commit(&w, a, e);
out:
    write_abandon(&w);
    return rc;
}

enum err_code group_sessions_show(struct group_session_view **out, size_t *n_out,
                                  const struct asking *a, size_t first, size_t most,
                                  struct err *e)
{
    enum err_code rc = field_gate(a, PERMISSION_SESSION_WRITE, e);
    *n_out = 0;
    if (rc != OK) return rc;
    return group_session_list(out, n_out, a->arena, a->house->db,
                              a->visitor.organisation, first, most, e);
}

/* One of one's own organisation, as `db` has it. */
static enum err_code own_session(struct group_session_view *out, const struct asking *a,
                                 struct db *db, struct uuid session, struct err *e)
{
    enum err_code rc;
    TRY(field_gate(a, PERMISSION_SESSION_WRITE, e));
    TRY(group_session_read(out, a->arena, db, session, e));
    if (!is_own_organisation(a, out->fact.organisation))
        rc = err_set(e, ERR_NOT_FOUND, "there is no such session");
out:
    return rc;
}

enum err_code group_session_open(struct group_session_view *out, const struct asking *a,
                                 struct uuid session, struct err *e)
{
    return own_session(out, a, a->house->db, session, e);
}

/* --- who may be seen on a list --- */

/* Name and course are both open. */
static enum err_code people_open(bool *is_open, const struct asking *a,
                                 const struct person_id *persons, size_t n,
                                 struct err *e)
{
    bool *is_named = arena_new_array(a->arena, bool, n + 1);
    enum err_code rc;
    TRY(persons_gate(is_named, a, persons, n, PERMISSION_PERSON_READ, CATEGORY_IDENTITY,
                     e));
    TRY(persons_gate(is_open, a, persons, n, PERMISSION_PERSON_READ, CATEGORY_COUNTABLE,
                     e));
    for (size_t i = 0; i < n; i++)
        is_open[i] = is_open[i] && is_named[i];
out:
    return rc;
}

/* ERR_NOT_FOUND, in the words for a person that does not exist, unless all are. */
static enum err_code people_must_be_open(const struct asking *a,
                                         const struct person_id *persons, size_t n,
                                         struct err *e)
{
    bool *is_open = arena_new_array(a->arena, bool, n + 1);
    enum err_code rc = people_open(is_open, a, persons, n, e);
    for (size_t i = 0; rc == OK && i < n; i++)
        if (!is_open[i]) rc = err_set(e, ERR_NOT_FOUND, "no person with this id");
    return rc;
}

/* --- the list, with names --- */

struct session_naming {
    struct session_list *list;
    struct arena *arena;
};

static enum err_code take_name(void *to, size_t at, const struct identity *identity,
                               struct err *e)
{
    struct session_naming *naming = to;
    struct str call = identity->value[IDENTITY_CALL_NAME];
    struct str given = identity->value[IDENTITY_GIVEN_NAME];
    (void)e;
    naming->list->seats[at].name = str_trim(
        str_of(arena_format(naming->arena, "%.*s %.*s", STR_ARG(call.n ? call : given),
                            STR_ARG(identity->value[IDENTITY_FAMILY_NAME]))));
    return OK;
}

static int by_name(const void *x, const void *y)
{
    const struct session_seat *a = x, *b = y;
    int order = memcmp(a->name.p ? a->name.p : "", b->name.p ? b->name.p : "",
                       MIN_OF(a->name.n, b->name.n));
    if (order) return order;
    if (a->name.n != b->name.n) return a->name.n < b->name.n ? -1 : 1;
    return uuid_compare(a->fact.person.u, b->fact.person.u);
}

/* All that is sealed in one view of the database; then the looks; then it is opened. */
static enum err_code read_seats(struct session_list *out, struct person_id **persons,
                                struct sealed_identity **sealed, const struct asking *a,
                                struct uuid session, struct err *e)
{
    enum {
        FIELDS = 1 << IDENTITY_CALL_NAME | 1 << IDENTITY_GIVEN_NAME |
                 1 << IDENTITY_FAMILY_NAME
    };
    struct db *db = a->house->db;
    struct attendance_fact *facts;
    size_t n;
    enum err_code rc = db_snapshot_begin(db, e);
    if (rc != OK) return rc;
    TRY(own_session(&out->session, a, db, session, e));
    TRY(attendance_list(&facts, &n, a->arena, db, session, e));
    bool *is_open = arena_new_array(a->arena, bool, n + 1);
    *persons = arena_new_array(a->arena, struct person_id, n + 1);
    for (size_t i = 0; i < n; i++)
        (*persons)[i] = facts[i].person;
    TRY(people_open(is_open, a, *persons, n, e));
    out->seats = arena_new_array(a->arena, struct session_seat, n + 1);
    for (size_t i = 0; i < n; i++) {
        if (!is_open[i]) continue;
        (*persons)[out->n] = facts[i].person;
        out->seats[out->n++] = (struct session_seat){.fact = facts[i]};
    }
    out->n_closed = n - out->n;
    *sealed = arena_new_array(a->arena, struct sealed_identity, n + 1);
    TRY(identities_fetch(*sealed, a->arena, db, *persons, out->n, FIELDS, e));
    rc = group_session_before(&out->before, db, &out->session.fact, e);
out:
    db_snapshot_end(db);
    return rc;
}

enum err_code group_session_show(struct session_list *out, const struct asking *a,
                                 struct uuid session, struct err *e)
{
    struct session_naming naming = {out, a->arena};
    struct sealed_identity *sealed;
    struct person_id *persons;
    enum err_code rc;
    *out = (struct session_list){.n = 0};
    TRY(read_seats(out, &persons, &sealed, a, session, e));
    TRY(look_log(a, persons, out->n, "group session", e));
    TRY(identities_open_fetched(sealed, a->house->db, persons, out->n, take_name,
                                &naming, e));
    if (out->n) qsort(out->seats, out->n, sizeof *out->seats, by_name);
out:
    if (rc != OK) session_list_wipe(out);
    return rc;
}

void session_list_wipe(struct session_list *list)
{
    for (size_t i = 0; i < list->n; i++)
        if (list->seats[i].name.n)
            sodium_memzero((char *)(uintptr_t)list->seats[i].name.p,
                           list->seats[i].name.n);
    list->n = 0;
}

/* --- putting on the list and off it --- */

static const struct attendance_fact *seat_of(const struct attendance_fact *list,
                                             size_t n, struct person_id person)
{
    for (size_t i = 0; i < n; i++)
        if (uuid_eq(list[i].person.u, person.u)) return &list[i];
    return NULL;
}

static enum err_code put_on_list(struct write *w, const struct asking *a,
                                 struct uuid session, const struct person_id *persons,
                                 size_t n, struct err *e)
{
    struct attendance_fact *list;
    size_t n_list, n_new = 0;
    enum err_code rc;
    TRY(attendance_list(&list, &n_list, a->arena, write_db(w), session, e));
    for (size_t i = 0; i < n; i++) {
        struct attendance_fact f = {.id = n_new ? uuid7_new() : first_id(a),
                                    .person = persons[i],
                                    .session = session};
        bool is_twice = seat_of(list, n_list, persons[i]) != NULL;
        for (size_t j = 0; j < i && !is_twice; j++)
            is_twice = uuid_eq(persons[j].u, persons[i].u);
        if (is_twice) continue;
        if (n_list + ++n_new > SESSION_PEOPLE_MOST) {
            rc = err_set(e, ERR_TOO_LARGE, "at most %d people on the list of a session",
                         SESSION_PEOPLE_MOST);
            err_hint(e, "make a second session for the others");
            goto out;
        }
        TRY(attendance_add(w, &f, e));
    }
out:
    return rc;
}

enum err_code group_session_invite(const struct asking *a, struct uuid session,
                                   const struct person_id *persons, size_t n,
                                   struct err *e)
{
    struct group_session_view s;
    struct write *w = NULL;
    enum err_code rc;
    TRY(own_session(&s, a, a->house->db, session, e));
    TRY(people_must_be_open(a, persons, n, e));
    TRY(work_begin(&w, a, "list of a group session", "", e));
    TRY(put_on_list(w, a, session, persons, n, e));
    rc = work_commit(&w, a, e);
out:
    write_abandon(&w);
    return rc;
}

enum err_code group_session_repeat(const struct asking *a, struct uuid session,
                                   struct err *e)
{
    struct group_session_view s;
    struct attendance_fact *list;
    struct uuid before;
    size_t n, n_open = 0;
    enum err_code rc;
    TRY(own_session(&s, a, a->house->db, session, e));
    TRY(group_session_before(&before, a->house->db, &s.fact, e));
    if (uuid_is_nil(before)) {
        rc = err_set(e, ERR_NOT_FOUND, "there is no session before this one");
        goto out;
    }
    TRY(attendance_list(&list, &n, a->arena, a->house->db, before, e));
    struct person_id *persons = arena_new_array(a->arena, struct person_id, n + 1);
    bool *is_open = arena_new_array(a->arena, bool, n + 1);
    for (size_t i = 0; i < n; i++)
        persons[i] = list[i].person;
    TRY(people_open(is_open, a, persons, n, e));
    for (size_t i = 0; i < n; i++)
        if (is_open[i]) persons[n_open++] = persons[i];
    rc = group_session_invite(a, session, persons, n_open, e);
out:
    return rc;
}

enum err_code group_session_uninvite(const struct asking *a, struct uuid session,
                                     const struct person_id *persons, size_t n,
                                     struct err *e)
{
    struct group_session_view s;
    struct attendance_fact *list;
    struct write *w = NULL;
    size_t n_list;
    enum err_code rc;
    TRY(own_session(&s, a, a->house->db, session, e));
    TRY(people_must_be_open(a, persons, n, e));
    TRY(work_begin(&w, a, "list of a group session", "", e));
    TRY(attendance_list(&list, &n_list, a->arena, write_db(w), session, e));
    for (size_t i = 0; i < n; i++) {
        const struct attendance_fact *seat = seat_of(list, n_list, persons[i]);
        if (!seat || seat->is_present) continue;
        TRY(fact_retract(w, NOUN_ATTENDANCE, seat->person, seat->id, e));
    }
    rc = work_commit(&w, a, e);
out:
    write_abandon(&w);
    return rc;
}

/* --- ticking --- */

struct ticking {
    const struct asking *a;
    struct write *w;
    const struct group_session_fact *session;
    struct attendance_fact *list;
    size_t n_list, n_written;
    struct trajectory_id *courses; /* of those who came; nil: none was open that day */
};

static struct uuid next_id(struct ticking *t)
{
    return t->n_written++ ? uuid7_new() : first_id(t->a);
}

/* The trajectory that was open on that day: of the session's own project or partnership
 * when there is one. */
static const struct dossier_trajectory *trajectory_of(
    const struct dossier *d, const struct group_session_fact *s)
{
    const struct dossier_trajectory *any = dossier_open_trajectory(d, s->on);
    for (size_t i = 0; any && i < d->n_trajectories; i++) {
        const struct dossier_trajectory *t = &d->trajectories[i];
        bool is_of_it =
            (!uuid_is_nil(s->project.u) && uuid_eq(t->fact.project.u, s->project.u)) ||
            (!uuid_is_nil(s->partnership.u) &&
             uuid_eq(t->fact.partnership.u, s->partnership.u));
        if (is_of_it && dossier_trajectory_is_open(d, &t->fact, s->on)) return t;
    }
    return any;
}

/* Read before the write begins: a file is read in a view of its own. */
static enum err_code read_courses(struct ticking *t, const struct session_ticks *ticks,
                                  struct err *e)
{
    enum err_code rc = OK;
    t->courses = arena_new_array(t->a->arena, struct trajectory_id, ticks->n_came + 1);
    for (size_t i = 0; i < ticks->n_came; i++) {
        struct dossier d;
        TRY(course_read(&d, t->a, ticks->came[i], DOSSIER_COURSE, e));
        const struct dossier_trajectory *of = trajectory_of(&d, t->session);
        t->courses[i] = of ? of->fact.id : (struct trajectory_id){{{0}}};
    }
out:
    return rc;
}

static enum err_code activity_write(struct uuid *out, struct ticking *t,
                                    struct person_id person,
                                    struct trajectory_id trajectory, struct err *e)
{
    struct event_particulars p = event_particulars_none();
    struct event_fact f = {.id = next_id(t),
                           .person = person,
                           .trajectory = trajectory,
                           .kind = EVENT_ACTION,
                           .code = t->session->kind,
                           .detail = CODE_MISSING,
                           .on = t->session->on};
    p.minutes = t->session->minutes;
    p.worker = t->a->visitor.worker;
    p.organisation = t->a->visitor.organisation;
    *out = f.id;
    return event_add(t->w, &f, &p, e);
}

/* `course` NULL: was not there. */
static enum err_code tick_one(struct ticking *t, struct person_id person,
                              const struct trajectory_id *course, struct err *e)
{
    const struct attendance_fact *seat = seat_of(t->list, t->n_list, person);
    struct attendance_fact f = {
        .person = person, .session = t->session->id, .is_present = course != NULL};
    enum err_code rc;
    if (!seat) return err_set(e, ERR_NOT_FOUND, "not on the list of this session");
    if (seat->is_present == f.is_present) return OK;
    TRY(fact_retract(t->w, NOUN_ATTENDANCE, person, seat->id, e));
    if (!uuid_is_nil(seat->activity))
        TRY(fact_retract(t->w, NOUN_ACTIVITY, person, seat->activity, e));
    if (course && !uuid_is_nil(course->u))
        TRY(activity_write(&f.activity, t, person, *course, e));
    f.id = next_id(t);
    rc = attendance_add(t->w, &f, e);
out:
    return rc;
}

static enum err_code tick_all(struct ticking *t, const struct session_ticks *ticks,
                              struct err *e)
{
    enum err_code rc;
    TRY(attendance_list(&t->list, &t->n_list, t->a->arena, write_db(t->w),
                        t->session->id, e));
    for (size_t i = 0; i < ticks->n_came; i++)
        TRY(tick_one(t, ticks->came[i], &t->courses[i], e));
    for (size_t i = 0; i < ticks->n_stayed_away; i++)
        TRY(tick_one(t, ticks->stayed_away[i], NULL, e));
out:
    return rc;
}

enum err_code group_session_tick(const struct asking *a, struct uuid session,
                                 const struct session_ticks *ticks, struct err *e)
{
    struct group_session_view s;
    struct write *w = NULL;
    enum err_code rc;
    TRY(own_session(&s, a, a->house->db, session, e));
    TRY(day_has_been(a, s.fact.on, e));
    TRY(people_must_be_open(a, ticks->came, ticks->n_came, e));
    TRY(people_must_be_open(a, ticks->stayed_away, ticks->n_stayed_away, e));
    struct ticking t = {.a = a, .session = &s.fact};
    TRY(read_courses(&t, ticks, e));
    TRY(work_begin(&w, a, "attendance of a group session", "", e));
    t.w = w;
    TRY(tick_all(&t, ticks, e));
    rc = work_commit(&w, a, e);
out:
    write_abandon(&w);
    return rc;
}

enum err_code group_session_withdraw(const struct asking *a, struct uuid session,
                                     struct err *e)
{
    struct group_session_view s;
    struct attendance_fact *list;
    struct write *w = NULL;
    size_t n;
    enum err_code rc;
    TRY(own_session(&s, a, a->house->db, session, e));
    TRY(work_begin(&w, a, "withdraw group session", "", e));
    TRY(attendance_list(&list, &n, a->arena, write_db(w), session, e));
    struct person_id *persons = arena_new_array(a->arena, struct person_id, n + 1);
    for (size_t i = 0; i < n; i++)
        persons[i] = list[i].person;
    TRY(people_must_be_open(a, persons, n, e));
    for (size_t i = 0; i < n; i++) {
        TRY(fact_retract(w, NOUN_ATTENDANCE, list[i].person, list[i].id, e));
        if (!uuid_is_nil(list[i].activity))
            TRY(fact_retract(w, NOUN_ACTIVITY, list[i].person, list[i].activity, e));
    }
    TRY(fact_retract(w, NOUN_GROUP_SESSION, nobody, session, e));
    rc = work_commit(&w, a, e);
out:
    write_abandon(&w);
    return rc;
}
