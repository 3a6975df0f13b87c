/* The files of the guides who can log in, filled: what each page of a file and each
 * list of a worker shows. From a stream of its own. */
#include "demo/demo_files.h"

enum { OWN_STREAM = 8, QUIET_DAYS = 200 };

/* One file stays as it was, as happens: the last of whose guidance has run for long.
 * What a page says when there is nothing must be seen too. */
static void leave_one_quiet(struct demo_files *f)
{
    struct day long_ago = demo_after(f->d->options->today, -QUIET_DAYS);
    for (size_t i = f->n; i-- > 0;) {
        const struct dossier *file = &f->file[i];
        if (file_trajectory(file)->reached_on.v >= long_ago.v ||
            day_is_none(file_day_of(file, EVENT_STARTED)) ||
            !day_is_none(file_day_of(file, EVENT_ENDED)))
            continue;
        for (size_t k = i + 1; k < f->n; k++)
            f->file[k - 1] = f->file[k];
        f->n--;
        return;
    }
}

static enum err_code fill_file_pages(struct demo_files *f, struct err *e)
{
    enum err_code rc;
    TRY(fill_appointments(f, e));
    TRY(fill_documents(f, e));
    TRY(fill_measures(f, e));
    TRY(fill_assets(f, e));
    TRY(fill_jobs(f, e));
    TRY(fill_plans(f, e));
    TRY(fill_closings(f, e));
    TRY(fill_appreciations(f, e));
    rc = fill_returns(f, e);
out:
    return rc;
}

/* Guidance begins for whom another organisation came in: known before the rest. */
static enum err_code start_company(struct demo *d, struct err *e)
{
    struct demo_files f = {0};
    enum err_code rc;
    TRY(files_open(&f, d, "LP2024-01", "toeleider", e));
    TRY(demo_batch(d, "dossiers", e));
    TRY(fill_starts(&f, e));
    rc = demo_commit(d, e);
out:
    files_dispose(&f);
    return rc;
}

static enum err_code fill_first(struct demo *d, struct err *e)
{
    struct demo_files f = {0};
    enum err_code rc;
    TRY(files_open(&f, d, "LP2024-01", "toeleider", e));
    leave_one_quiet(&f);
    TRY(demo_batch(d, "dossiers", e));
    TRY(fill_file_pages(&f, e));
    TRY(fill_agendas(&f, e));
    TRY(fill_versions(&f, e));
    rc = demo_commit(d, e);
out:
    files_dispose(&f);
    return rc;
}

static enum err_code fill_next(struct demo *d, struct err *e)
{
    struct demo_files f = {0};
    enum err_code rc;
    TRY(files_open(&f, d, "LP2024-02", "buur", e));
    f.has_instruments = true;
    TRY(demo_batch(d, "dossiers", e));
    TRY(fill_file_pages(&f, e));
    rc = demo_commit(d, e);
out:
    files_dispose(&f);
    return rc;
}

enum err_code demo_desk(struct demo *d, struct err *e)
{
    struct rng before = d->rng;
    enum err_code rc;
    rng_init(&d->rng, d->options->seed * 1000003u + OWN_STREAM);
    TRY(start_company(d, e));
    TRY(fill_first(d, e));
    rc = fill_next(d, e);
out:
    d->rng = before;
    return rc;
}
