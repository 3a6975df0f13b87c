/* One run: the programmes, the populations behind the published figures, the living
 * year. Refuses a database that is not empty. */
#include "demo/demo_int.h"

#include "base/clock.h"
#include "store/person_store.h"
#include "store/programme_store.h"

static enum err_code refuse_filled(struct db *db, struct err *e)
{
    enum err_code rc = OK;
    struct arena arena = {0};
    struct person_counts *persons;
    size_t n = 0;
    bool found = false;
    struct call_fact call;
    TRY(person_list(&persons, &n, &arena, db, (struct person_id){0}, 1, e));
    TRY(call_find(&call, &found, db, S("490"), e));
    if (n > 0 || found) {
        rc = err_set(e, ERR_EXISTS, "the database already holds records");
        err_hint(e, "make the demonstration in a new database: --db sqlite:FILE");
    }
out:
    arena_dispose(&arena);
    return rc;
}

static enum err_code check_options(const struct demo_options *o, struct err *e)
{
    enum { MAX_SCALE = 1000 };
    if (o->scale < 1 || o->scale > MAX_SCALE)
        return err_set(e, ERR_INVALID, "scale is from 1 to %d, found %u", MAX_SCALE,
                       o->scale);
    if (o->today.v > clock_today().v || o->today.v < day_of(2025, 2, 1).v) {
        err_set(e, ERR_INVALID,
                "the last day of the living year is from 2025-02-01 to "
                "today");
        err_hint(e, "leave --today out to use the clock");
        return ERR_INVALID;
    }
    return OK;
}

enum err_code demo_make(struct db *db, const struct demo_options *options,
                        struct err *e)
{
    enum err_code rc = OK;
    struct demo *d = mem_alloc(sizeof *d);
    d->db = db;
    d->options = options;
    d->recorded_by_ms = INT64_MAX;
    rng_init(&d->rng, options->seed);
    TRY(check_options(options, e));
    TRY(refuse_filled(db, e));
    demo_people_pools(d);
    TRY(demo_calls(d, e));
    TRY(demo_outreach_calls(d, e));
    TRY(demo_custom_work(d, e));
    TRY(demo_case_studies(d, e));
    TRY(demo_outreach(d, e));
    TRY(demo_living_year(d, e));
    TRY(demo_register(d, e));
    TRY(demo_logins(d, e));
    TRY(demo_dossiers(d, e));
    TRY(demo_field(d, e));
    TRY(demo_desk(d, e));
    TRY(demo_signals(d, e));
    TRY(demo_consultations(d, e));
    TRY(demo_projects(d, e));
    TRY(demo_consents(d, e));
    TRY(demo_handovers(d, e));
    TRY(demo_coordination(d, e));
    TRY(demo_agreements(d, e));
    TRY(demo_group_sessions(d, e));
    TRY(demo_services(d, e));
    TRY(demo_employers(d, e));
    TRY(demo_doubles(d, e));
out:
    write_abandon(&d->w);
    free(d);
    return rc;
}
