/* Whom the network coordinator keeps in tune, who asked and was not taken up yet, and
 * how many files a worker of the first partnership takes on. From a stream of its own;
 * nothing of it is counted. */
#include "demo/demo_files.h"
#include "store/coordination_store.h"

enum { OWN_STREAM = 41, MINUTE = 10 * 60, AGREED_FILES = 15 };

static const struct {
    unsigned file;
    int days_ago;
    bool is_taken;
    const char *words;
} duties[] = {
    {0, 40, true, "Wonen, schulden en werk lopen door elkaar. Wie pakt wat eerst aan?"},
    {3, 33, true, "Twee diensten plannen een opleiding. Graag samen bekijken."},
    {5, 12, false, "Welke dienst helpt met een woning dicht bij de school?"},
    {7, 4, false, "Wie begeleidt hier best naar de huisarts en de mutualiteit?"},
};

static enum err_code add_duties(struct demo_files *f, struct err *e)
{
    struct demo *d = f->d;
    struct uuid coordinator;
    enum err_code rc;
    TRY(worker_of_login(&coordinator, d, "netwerkcoordinator", e));
    for (size_t i = 0; i < ARRAY_LEN(duties); i++) {
        struct day on = demo_after(d->options->today, -duties[i].days_ago);
        struct coordination_duty_fact c = {.id = demo_uuid(d, on),
                                           .organisation = f->home,
                                           .asked_by = f->guide,
                                           .from = on,
                                           .to = DAY_NONE,
                                           .words = str_of(duties[i].words)};
        if (duties[i].file >= f->n) continue;
        c.person = f->file[duties[i].file].person.id;
        if (duties[i].is_taken) c.worker = coordinator;
        recorded_on(d, on, MINUTE);
        TRY(coordination_duty_add(d->w, &c, e));
    }
out:
    return rc;
}

enum err_code demo_coordination(struct demo *d, struct err *e)
{
    struct demo_files f = {0};
    struct rng before = d->rng;
    struct day agreed_on = demo_after(d->options->today, -200);
    enum err_code rc;
    rng_init(&d->rng, d->options->seed * 1000003u + OWN_STREAM);
    TRY(files_open(&f, d, "LP2024-01", "toeleider", e));
    TRY(demo_batch(d, "afstemming", e));
    TRY(add_duties(&f, e));
    struct caseload_limit_fact limit = {.id = demo_uuid(d, agreed_on),
                                        .organisation = f.home,
                                        .number = AGREED_FILES,
                                        .from = agreed_on,
                                        .to = DAY_NONE};
    recorded_on(d, agreed_on, MINUTE);
    TRY(caseload_limit_add(d->w, &limit, e));
    rc = demo_commit(d, e);
out:
    d->rng = before;
    files_dispose(&f);
    return rc;
}
