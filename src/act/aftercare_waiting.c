/* The moments of aftercare that wait for an organisation. */
#include "act/work_acts.h"

#include "domain/programme_rules.h"
#include "domain/trajectory_status.h"
#include "store/identity_bulk.h"

/* The last moment is after 36 months; it may be late for a while. */
enum { FOLLOWED_MONTHS = 37, WAITING_MOST = 4000 };

static bool waits_now(const struct aftercare_moment *m)
{
    return m->state == AFTERCARE_DUE || m->state == AFTERCARE_LATE;
}

static bool comes_soon(const struct aftercare_moment *m, struct day today)
{
    return m->state == AFTERCARE_TO_COME &&
           m->due_on.v <= today.v + AFTERCARE_SOON_DAYS;
}

static void add_moments(struct waiting_moments *out, const struct followed_job *job,
                        struct day today)
{
    struct aftercare_moment m[N_AFTERCARE_SIDE][AFTERCARE_MOMENTS];
    struct aftercare_job days = {
        .from = job->from,
        .to = job->to,
        .contract = job->contract,
        .months_max = programme_rule_value(
            "aftercare_months_max", str_of(job->call),
            job->call_kind == CODE_MISSING ? ANY_KIND : job->call_kind, job->from,
            AFTERCARE_UNLIMITED)};
    aftercare_plan_make(m, &days, job->aftercares, job->n_aftercares, today);
    for (unsigned side = 0; side < N_AFTERCARE_SIDE; side++)
        for (unsigned i = 0; i < AFTERCARE_MOMENTS && out->n < WAITING_MOST; i++)
            if (waits_now(&m[side][i]) || comes_soon(&m[side][i], today))
                out->at[out->n++] =
                    (struct waiting_moment){.job = *job, .moment = m[side][i]};
}

/* What is asked for before what is offered; then by day, person and side. */
static int in_order(const void *a, const void *b)
{
    const struct waiting_moment *x = a, *y = b;
    bool x_comes = x->moment.state == AFTERCARE_TO_COME;
    bool y_comes = y->moment.state == AFTERCARE_TO_COME;
    if (x_comes != y_comes) return x_comes ? 1 : -1;
    if (x->moment.is_optional != y->moment.is_optional)
        return x->moment.is_optional ? 1 : -1;
    if (x->moment.due_on.v != y->moment.due_on.v)
        return x->moment.due_on.v < y->moment.due_on.v ? -1 : 1;
    int order = uuid_compare(x->job.person.u, y->job.person.u);
    if (!order) order = (int)x->moment.side - (int)y->moment.side;
    return order ? order : uuid_compare(x->job.outcome, y->job.outcome);
}

/* Who is in the list, each once, in order of their first moment. */
static size_t persons_in(struct person_id *out, const struct waiting_moments *list)
{
    size_t n = 0;
    for (size_t i = 0; i < list->n; i++) {
        struct person_id p = list->at[i].job.person;
        bool seen = false;
        for (size_t k = 0; k < n && !seen; k++)
            seen = uuid_eq(out[k].u, p.u);
        if (!seen) out[n++] = p;
    }
    return n;
}

static bool is_one_of(const struct person_id *persons, size_t n, struct person_id p)
{
    for (size_t i = 0; i < n; i++)
        if (uuid_eq(persons[i].u, p.u)) return true;
    return false;
}

/* Of n persons those of whom a category may be read, in their order. */
static enum err_code keep_open(struct person_id *persons, size_t *n,
                               const struct asking *a, enum record_category category,
                               struct err *e)
{
    bool *is_open = arena_new_array(a->arena, bool, *n + 1);
    size_t n_open = 0;
    enum err_code rc;
    TRY(persons_gate(is_open, a, persons, *n, PERMISSION_PERSON_READ, category, e));
    for (size_t i = 0; i < *n; i++)
        if (is_open[i]) persons[n_open++] = persons[i];
    *n = n_open;
out:
    return rc;
}

/* Only of persons whose work is open to the visitor: a list shows no more than a file.
 */
static enum err_code leave_out_closed(struct waiting_moments *out,
                                      const struct asking *a, struct err *e)
{
    struct person_id *open = arena_new_array(a->arena, struct person_id, out->n + 1);
    size_t n_open = persons_in(open, out), n = 0;
    enum err_code rc;
    TRY(keep_open(open, &n_open, a, CATEGORY_WORK, e));
    for (size_t i = 0; i < out->n; i++)
        if (is_one_of(open, n_open, out->at[i].job.person)) out->at[n++] = out->at[i];
    out->n = n;
out:
    return rc;
}

/* --- how they are called --- */

struct naming {
    struct arena *arena;
    struct waiting_moments *moments;
    const struct person_id *persons;
};

static enum err_code take_name(void *to, size_t at, const struct identity *identity,
                               struct err *e)
{
    struct naming *n = to;
    struct str name = identity->value[IDENTITY_CALL_NAME];
    (void)e;
    if (!name.n) name = identity->value[IDENTITY_GIVEN_NAME];
    for (size_t i = 0; i < n->moments->n; i++)
        if (uuid_eq(n->moments->at[i].job.person.u, n->persons[at].u))
            n->moments->at[i].name = str_copy(n->arena, name);
    return OK;
}

/* Read sealed, logged, then opened; who lost all identity has no name. */
static enum err_code give_names(struct waiting_moments *out, const struct asking *a,
                                struct err *e)
{
    enum { FIELDS = 1 << IDENTITY_CALL_NAME | 1 << IDENTITY_GIVEN_NAME };
    struct person_id *persons = arena_new_array(a->arena, struct person_id, out->n + 1);
    struct sealed_identity *sealed =
        arena_new_array(a->arena, struct sealed_identity, out->n + 1);
    struct naming naming = {a->arena, out, persons};
    size_t n = persons_in(persons, out), n_named = 0;
    enum err_code rc;
    TRY(keep_open(persons, &n, a, CATEGORY_IDENTITY, e));
    TRY(identities_fetch(sealed, a->arena, a->house->db, persons, n, FIELDS, e));
    for (size_t i = 0; i < n; i++) {
        if (!sealed[i].has_key) continue;
        persons[n_named] = persons[i];
        sealed[n_named++] = sealed[i];
    }
    TRY(look_log(a, persons, n_named, "list of aftercare", e));
    rc = identities_open_fetched(sealed, a->house->db, persons, n_named, take_name,
                                 &naming, e);
out:
    return rc;
}

static void cut_page(struct waiting_moments *w, size_t from)
{
    from = MIN_OF(from, w->n);
    w->at += from;
    w->n -= from;
    w->is_more = w->n > WAITING_PAGE_ROWS;
    w->n = MIN_OF(w->n, (size_t)WAITING_PAGE_ROWS);
}

enum err_code aftercare_waiting(struct waiting_moments *out, const struct asking *a,
                                bool is_mine, size_t from, struct err *e)
{
    struct followed_job *jobs;
    size_t n;
    enum err_code rc;
    struct uuid worker = is_mine ? a->visitor.worker : (struct uuid){{0}};
    *out = (struct waiting_moments){0};
    if (!role_has(a->visitor.role, PERMISSION_FIELD)) {
        rc = err_set(e, ERR_DENIED, "not permitted: role");
        goto out;
    }
    TRY(followed_jobs(&jobs, &n, a->arena, a->house->db, a->visitor.organisation,
                      worker, day_add_months(a->today, -FOLLOWED_MONTHS), a->today, e));
    size_t most =
        MIN_OF(n * N_AFTERCARE_SIDE * AFTERCARE_MOMENTS, (size_t)WAITING_MOST);
    out->at = arena_new_array(a->arena, struct waiting_moment, most + 1);
    for (size_t i = 0; i < n; i++)
        add_moments(out, &jobs[i], a->today);
    TRY(leave_out_closed(out, a, e));
    if (out->n) qsort(out->at, out->n, sizeof *out->at, in_order);
    cut_page(out, from);
    for (size_t i = 0; i < out->n; i++)
        out->n_due += waits_now(&out->at[i].moment);
    rc = give_names(out, a, e);
out:
    return rc;
}
