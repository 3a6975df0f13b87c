#include "act/signal_acts.h"

#include "act/field_gate.h"
#include "store/signal_store.h"

static const struct person_id nobody;

static bool may_bundle(const struct asking *a)
{
    struct err ignored;
    return field_gate(a, PERMISSION_SIGNAL_BUNDLE, &ignored) == OK;
}

static bool sees_words_of(const struct asking *a, const struct signal_view *s)
{
    return is_own_organisation(a, s->fact.organisation) || may_bundle(a);
}

/* --- one signal --- */

static enum err_code signal_check(const struct signal_fact *f, const struct asking *a,
                                  bool *tells_out, struct err *e)
{
    *tells_out = signal_words_identify(f->words);
    if (*tells_out)
        return err_set(e, ERR_INVALID,
                       "the words hold a number or an address that may be somebody's");
    if (day_is_none(f->noticed_on) || f->noticed_on.v > a->today.v)
        return err_set(e, ERR_INVALID, "a signal was noticed today or before");
    return OK;
}

enum err_code signal_note(const struct asking *a, struct signal_fact *f,
                          bool *tells_out, struct err *e)
{
    struct write *w = NULL;
    enum err_code rc;
    *tells_out = false;
    TRY(field_gate(a, PERMISSION_SIGNAL_WRITE, e));
    TRY(signal_check(f, a, tells_out, e));
    f->id = uuid_is_nil(a->form) ? uuid7_new() : a->form;
    f->organisation = a->visitor.organisation;
    f->worker = a->visitor.worker;
    TRY(work_begin(&w, a, "note signal", "", e));
    TRY(signal_add(w, f, e));
    rc = work_commit(&w, a, e);
out:
    write_abandon(&w);
    return rc;
}

enum err_code signal_withdraw(const struct asking *a, struct uuid signal, struct err *e)
{
    struct write *w = NULL;
    struct signal_view s;
    enum err_code rc;
    TRY(field_gate(a, PERMISSION_SIGNAL_WRITE, e));
    TRY(work_begin(&w, a, "withdraw signal", "", e));
    TRY(signal_read(&s, a->arena, write_db(w), signal, false, e));
    if (!uuid_eq(s.fact.worker, a->visitor.worker) || !uuid_is_nil(s.bundle)) {
        rc = err_set(e, ERR_DENIED,
                     "a signal is taken back by who noted it, before it is bundled");
        goto out;
    }
    TRY(fact_retract(w, NOUN_SIGNAL, nobody, signal, e));
    rc = work_commit(&w, a, e);
out:
    write_abandon(&w);
    return rc;
}

enum err_code signals_show(struct signal_view **out, size_t *n_out,
                           const struct asking *a, const struct signal_wanted *wanted,
                           struct err *e)
{
    struct signal_wanted asked = *wanted;
    enum err_code rc;
    TRY(field_gate(a, PERMISSION_SIGNAL_READ, e));
    asked.with_words = true;
    TRY(signal_list(out, n_out, a->arena, a->house->db, &asked, e));
    for (size_t i = 0; i < *n_out; i++)
        if (!sees_words_of(a, &(*out)[i])) (*out)[i].fact.words = STR_NONE;
out:
    return rc;
}

static int compare_steps(const void *a, const void *b)
{
    const struct signal_step_fact *x = &((const struct step_view *)a)->fact;
    const struct signal_step_fact *y = &((const struct step_view *)b)->fact;
    if (x->on.v != y->on.v) return x->on.v < y->on.v ? -1 : 1;
    return (x->written.at > y->written.at) - (x->written.at < y->written.at);
}

enum err_code signal_show(struct signal_story *out, const struct asking *a,
                          struct uuid signal, struct err *e)
{
    static const struct uuid none;
    struct step_view *own, *shared = NULL;
    size_t n_own, n_shared = 0;
    struct db *db = a->house->db;
    enum err_code rc;
    *out = (struct signal_story){0};
    TRY(field_gate(a, PERMISSION_SIGNAL_READ, e));
    TRY(signal_read(&out->signal, a->arena, db, signal, true, e));
    out->sees_words = sees_words_of(a, &out->signal);
    if (!out->sees_words) out->signal.fact.words = STR_NONE;
    TRY(signal_step_list(&own, &n_own, a->arena, db, signal, none, e));
    if (!uuid_is_nil(out->signal.bundle))
        TRY(signal_step_list(&shared, &n_shared, a->arena, db, none, out->signal.bundle,
                             e));
    out->steps = arena_new_array(a->arena, struct step_view, n_own + n_shared);
    if (n_own) memcpy(out->steps, own, n_own * sizeof *own);
    if (n_shared) memcpy(out->steps + n_own, shared, n_shared * sizeof *shared);
    out->n_steps = n_own + n_shared;
    if (out->n_steps)
        qsort(out->steps, out->n_steps, sizeof *out->steps, compare_steps);
out:
    return rc;
}

/* --- bundles --- */

static enum err_code put_in(struct write *w, const struct asking *a, struct uuid bundle,
                            const struct uuid *signals, size_t n, struct err *e)
{
    enum err_code rc = OK;
    if (n > BUNDLE_SIGNALS_MOST)
        return err_set(e, ERR_TOO_LARGE, "at most %d signals at once",
                       BUNDLE_SIGNALS_MOST);
    for (size_t i = 0; i < n; i++) {
        struct signal_view s;
        struct bundle_signal_fact f = {uuid7_new(), bundle, signals[i], {0}};
        TRY(signal_read(&s, a->arena, write_db(w), signals[i], false, e));
        TRY(bundle_signal_add(w, &f, e));
    }
out:
    return rc;
}

enum err_code bundle_make(const struct asking *a, struct signal_bundle_fact *f,
                          const struct uuid *signals, size_t n, struct err *e)
{
    struct write *w = NULL;
    enum err_code rc;
    TRY(field_gate(a, PERMISSION_SIGNAL_BUNDLE, e));
    f->id = uuid_is_nil(a->form) ? uuid7_new() : a->form;
    f->organisation = a->visitor.organisation;
    f->worker = a->visitor.worker;
    f->opened_on = a->today;
    TRY(work_begin(&w, a, "bundle signals", "", e));
    TRY(signal_bundle_add(w, f, e));
    TRY(put_in(w, a, f->id, signals, n, e));
    rc = work_commit(&w, a, e);
out:
    write_abandon(&w);
    return rc;
}

/* The bundle, when one's own organisation keeps it. */
static enum err_code own_bundle(struct bundle_view *out, const struct asking *a,
                                struct db *db, struct uuid bundle, struct err *e)
{
    enum err_code rc = bundle_read(out, a->arena, db, bundle, e);
    if (rc != OK) return rc;
    if (is_own_organisation(a, out->fact.organisation)) return OK;
    return err_set(e, ERR_DENIED, "another organisation keeps this bundle");
}

enum err_code bundle_extend(const struct asking *a, struct uuid bundle,
                            const struct uuid *signals, size_t n, struct err *e)
{
    struct write *w = NULL;
    struct bundle_view b;
    enum err_code rc;
    TRY(field_gate(a, PERMISSION_SIGNAL_BUNDLE, e));
    TRY(work_begin(&w, a, "bundle signals", "", e));
    TRY(own_bundle(&b, a, write_db(w), bundle, e));
    TRY(put_in(w, a, bundle, signals, n, e));
    rc = work_commit(&w, a, e);
out:
    write_abandon(&w);
    return rc;
}

enum err_code bundle_show(struct bundle_story *out, const struct asking *a,
                          struct uuid bundle, struct err *e)
{
    static const struct uuid none;
    struct signal_wanted wanted = {
        .bundle = bundle, .barrier = CODE_MISSING, .most = 10 * BUNDLE_SIGNALS_MOST};
    enum err_code rc;
    *out = (struct bundle_story){0};
    TRY(field_gate(a, PERMISSION_SIGNAL_READ, e));
    TRY(bundle_read(&out->bundle, a->arena, a->house->db, bundle, e));
    out->may_write =
        may_bundle(a) && is_own_organisation(a, out->bundle.fact.organisation);
    TRY(signals_show(&out->signals, &out->n_signals, a, &wanted, e));
    rc = signal_step_list(&out->steps, &out->n_steps, a->arena, a->house->db, none,
                          bundle, e);
out:
    return rc;
}

enum err_code signal_step_note(const struct asking *a, struct signal_step_fact *f,
                               enum signal_step_fault *fault_out, struct err *e)
{
    struct write *w = NULL;
    struct bundle_view b;
    struct signal_view s;
    enum err_code rc;
    *fault_out = SIGNAL_STEP_FITS;
    TRY(field_gate(a, PERMISSION_SIGNAL_BUNDLE, e));
    *fault_out = signal_step_check(f, a->today);
    if (*fault_out != SIGNAL_STEP_FITS) {
        rc = err_set(e, ERR_INVALID, "this step does not fit");
        goto out;
    }
    f->id = uuid_is_nil(a->form) ? uuid7_new() : a->form;
    f->worker = a->visitor.worker;
    TRY(work_begin(&w, a, "step of a signal", "", e));
    if (!uuid_is_nil(f->bundle)) {
        TRY(own_bundle(&b, a, write_db(w), f->bundle, e));
    } else {
        TRY(signal_read(&s, a->arena, write_db(w), f->signal, false, e));
        if (!uuid_is_nil(s.bundle)) {
            rc = err_set(e, ERR_EXISTS, "this signal stands in a bundle by now");
            goto out;
        }
    }
    TRY(signal_step_add(w, f, e));
    rc = work_commit(&w, a, e);
out:
    write_abandon(&w);
    return rc;
}
