/* Ten group sessions of the guide who can log in: a weekly group that is ticked, two of
 * another kind, one of today with twenty people still to tick, and one to come. Who was
 * there has the activity in the file, as the pages write it. */
#include "base/brussels.h"
#include "demo/demo_int.h"
#include "store/account_store.h"
#include "store/dossier_read.h"
#include "store/file_now_store.h"
#include "store/group_session_read.h"
#include "store/group_session_store.h"
#include "store/trajectory_store.h"

enum { OWN_STREAM = 29, GROUP = 20, LOOKED_AT = 120, OLDEST_DAYS = 60 };

static const struct {
    int days_ago; /* below 0: to come */
    uint8_t kind;
    int minutes, first, n; /* of the group */
    const char *title, *place;
} planned[] = {
    {49, ACTION_KIND_GROUP_SESSION, 120, 0, 14, "Samen op weg", "Buurthuis"},
    {42, ACTION_KIND_GROUP_SESSION, 120, 0, 15, "Samen op weg", "Buurthuis"},
    {35, ACTION_KIND_GROUP_SESSION, 120, 0, 15, "Samen op weg", "Buurthuis"},
    {28, ACTION_KIND_GROUP_SESSION, 120, 0, 16, "Samen op weg", "Buurthuis"},
    {24, ACTION_KIND_APPLICATION_TRAINING, 180, 6, 8, "Mijn cv in twee uur",
     "Bibliotheek, computerlokaal"},
    {21, ACTION_KIND_GROUP_SESSION, 120, 0, 18, "Samen op weg", "Buurthuis"},
    {14, ACTION_KIND_GROUP_SESSION, 120, 0, 18, "Samen op weg", "Buurthuis"},
    {10, ACTION_KIND_PC_SKILLS, 150, 3, 9, "Digitale sleutels",
     "Bibliotheek, computerlokaal"},
    {0, ACTION_KIND_GROUP_SESSION, 120, 0, GROUP, "Samen op weg", "Buurthuis"},
    {-9, ACTION_KIND_EMPLOYER_VISIT, 180, 2, 6, "Op bezoek bij de groendienst",
     "Stadsloods"},
};

struct group {
    struct demo *d;
    struct arena arena;
    struct uuid worker;
    struct organisation_id home;
    struct partnership_id partnership;
    struct {
        struct person_id person;
        struct trajectory_id trajectory;
    } people[GROUP];
    size_t n;
};

static enum err_code find_guide(struct group *g, struct err *e)
{
    struct account account;
    struct membership_view *list;
    struct session_owner *owners;
    size_t n;
    bool found;
    enum err_code rc;
    TRY(account_find(&account, &found, &g->arena, g->d->db, S("toeleider"), e));
    if (!found) bug("the demonstration has no guide");
    TRY(membership_list(&list, &n, &g->arena, g->d->db, account.worker, e));
    if (!n) bug("the guide of the demonstration has no role");
    g->worker = account.worker;
    g->home = list[0].fact.organisation;
    TRY(session_owners(&owners, &n, &g->arena, g->d->db, g->home, g->d->options->today,
                       e));
    for (size_t i = 0; i < n; i++)
        if (!owners[i].is_project) g->partnership.u = owners[i].id;
out:
    return rc;
}

/* Reached before the first session, and not ended since. */
static bool is_open_all_along(const struct dossier *f,
                              const struct dossier_trajectory *t, struct day first)
{
    if (t->fact.reached_on.v > first.v) return false;
    for (size_t i = 0; i < f->n_events; i++)
        if (f->events[i].fact.kind == EVENT_ENDED &&
            uuid_eq(f->events[i].fact.trajectory.u, t->fact.id.u))
            return false;
    return true;
}

static enum err_code choose_people(struct group *g, struct err *e)
{
    struct day today = g->d->options->today, first = demo_after(today, -OLDEST_DAYS);
    struct file_filter filter = {.organisation = g->home,
                                 .today = today,
                                 .phase = CODE_MISSING,
                                 .status = CODE_MISSING,
                                 .order = FILES_BY_LAST_CONTACT,
                                 .limit = LOOKED_AT};
    struct file_now *files;
    size_t n;
    enum err_code rc;
    TRY(file_now_list(&files, &n, &g->arena, g->d->db, &filter, e));
    for (size_t i = 0; i < n && g->n < GROUP; i++) {
        struct dossier f;
        TRY(dossier_read(&f, &g->arena, g->d->db, files[i].person, DOSSIER_COURSE,
                         g->home, e));
        for (size_t k = f.n_trajectories; k-- > 0;) {
            if (!is_open_all_along(&f, &f.trajectories[k], first)) continue;
            g->people[g->n].person = files[i].person;
            g->people[g->n++].trajectory = f.trajectories[k].fact.id;
            break;
        }
    }
out:
    return rc;
}

static enum err_code add_seat(struct group *g, const struct group_session_fact *s,
                              size_t who_is, bool is_present, struct err *e)
{
    struct demo *d = g->d;
    struct attendance_fact f = {.id = demo_uuid(d, s->on),
                                .person = g->people[who_is].person,
                                .session = s->id,
                                .is_present = is_present};
    enum err_code rc = OK;
    if (is_present) {
        struct event_particulars p = event_particulars_none();
        struct event_fact activity = {.id = demo_uuid(d, s->on),
                                      .person = f.person,
                                      .trajectory = g->people[who_is].trajectory,
                                      .kind = EVENT_ACTION,
                                      .code = s->kind,
                                      .detail = CODE_MISSING,
                                      .on = s->on};
        p.minutes = s->minutes;
        p.worker = g->worker;
        p.organisation = g->home;
        TRY(event_add(d->w, &activity, &p, e));
        f.activity = activity.id;
    }
    rc = attendance_add(d->w, &f, e);
out:
    return rc;
}

static enum err_code add_session(struct group *g, size_t i, struct err *e)
{
    struct demo *d = g->d;
    struct day on = demo_after(d->options->today, -planned[i].days_ago);
    bool is_ticked = planned[i].days_ago > 0;
    struct day known = is_ticked ? on : demo_after(d->options->today, -2);
    struct group_session_fact s = {.id = demo_uuid(d, known),
                                   .partnership = g->partnership,
                                   .organisation = g->home,
                                   .worker = g->worker,
                                   .kind = planned[i].kind,
                                   .on = on,
                                   .minutes = planned[i].minutes};
    enum err_code rc;
    snprintf(s.title, sizeof s.title, "%s", planned[i].title);
    snprintf(s.place, sizeof s.place, "%s", planned[i].place);
    write_recorded_at(d->w, brussels_moment(known, 17 * 60));
    TRY(group_session_add(d->w, &s, e));
    for (int k = 0; k < planned[i].n; k++) {
        size_t who_is = (size_t)(planned[i].first + k);
        if (who_is >= g->n) break;
        TRY(add_seat(g, &s, who_is, is_ticked && rng_below(&d->rng, 100) < 82, e));
    }
out:
    return rc;
}

enum err_code demo_group_sessions(struct demo *d, struct err *e)
{
    struct group g = {.d = d};
    struct rng before = d->rng;
    enum err_code rc;
    rng_init(&d->rng, d->options->seed * 1000003u + OWN_STREAM);
    TRY(find_guide(&g, e));
    TRY(choose_people(&g, e));
    TRY(demo_batch(d, "groepssessies", e));
    for (size_t i = 0; i < ARRAY_LEN(planned); i++)
        TRY(add_session(&g, i, e));
    TRY(demo_commit(d, e));
out:
    d->rng = before;
    arena_dispose(&g.arena);
    return rc;
}
