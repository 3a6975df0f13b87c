/* Programmes, organisations, projects without participants, budgets, targets and the
 * figures that were published. */
#include "demo/demo_int.h"

#include "base/csv.h"
#include "base/parse.h"
#include "demo/demo_figures.h"
#include "domain/geography.h"
#include "domain/programmes.h"
#include "store/programme_store.h"

enum err_code demo_organisation(struct organisation_id *out, struct demo *d,
                                const char *code, const char *name, uint8_t kind,
                                uint8_t former_kind, int municipality, struct err *e)
{
    struct day on = day_of(2015, 1, 5);
    struct organisation_fact f = {.kind = kind, .former_kind = former_kind};
    f.id.u = demo_uuid(d, on);
    snprintf(f.code, sizeof f.code, "%s", code);
    snprintf(f.name, sizeof f.name, "%s", name);
    if (municipality >= 0)
        snprintf(f.municipality, sizeof f.municipality, "%s",
                 geo_municipality_refnis(municipality));
    demo_record_moment(d, on);
    *out = f.id;
    return organisation_add(d->w, &f, e);
}

enum err_code demo_project(struct project_id *out, struct demo *d,
                           const struct project_fact *like, struct err *e)
{
    struct project_fact f = *like;
    struct day approved =
        demo_after(f.from, -60); /* known before its first trajectory */
    f.id.u = demo_uuid(d, approved);
    demo_record_moment(d, approved);
    *out = f.id;
    return project_add(d->w, &f, e);
}

static enum err_code add_budget(struct demo *d, const char *call,
                                struct project_id project, uint8_t source,
                                int64_t cents, struct day on, struct err *e)
{
    struct budget_fact f = {.id = demo_uuid(d, on),
                            .project = project,
                            .source = source,
                            .amount_kind = AMOUNT_KIND_ALLOCATED,
                            .cents = cents,
                            .on = on};
    snprintf(f.call, sizeof f.call, "%s", call);
    demo_record_moment(d, on);
    return budget_add(d->w, &f, e);
}

static enum err_code add_programme_target(struct demo *d, const struct programme *p,
                                          struct err *e)
{
    struct day from = day_is_none(p->call.from) ? day_of(2015, 1, 5) : p->call.from;
    struct target_fact f = {.id = demo_uuid(d, from),
                            .has_number = p->target > 0,
                            .number = p->target,
                            .kind = p->target_kind,
                            .from = from,
                            .to = DAY_NONE};
    if (p->target_kind != TARGET_KIND_INDICATIVE &&
        p->target_kind != TARGET_KIND_CONTRACTUAL)
        return OK;
    snprintf(f.call, sizeof f.call, "%s", p->call.code);
    snprintf(f.measure, sizeof f.measure, "started");
    snprintf(f.unit, sizeof f.unit, "%s", p->target_unit);
    snprintf(f.text, sizeof f.text, "%d", p->target);
    demo_record_moment(d, from);
    return target_add(d->w, &f, e);
}

/* Figure 8: a total that was published, over projects whose shares were not. The shares
 * are invented; the last one takes what is left. */
static enum err_code project_group(struct demo *d, const char *call, unsigned n,
                                   unsigned n_transnational, int64_t total_cents,
                                   uint8_t kind, struct day from, struct err *e)
{
    enum err_code rc = OK;
    int64_t left = total_cents;
    for (unsigned i = 0; i < n; i++) {
        struct project_fact f = {.kind = kind,
                                 .target_group = TARGET_GROUP_LONG_TERM_SICK,
                                 .is_transnational = i < n_transnational,
                                 .from = demo_after(from, (int)i * 20),
                                 .to = day_of(2022, 12, 31)};
        snprintf(f.code, sizeof f.code, "%s-%02u", call, i + 1);
        snprintf(f.call, sizeof f.call, "%s", call);
        snprintf(f.title, sizeof f.title, "Langdurig zieken, project %u", i + 1);
        struct project_id id;
        TRY(demo_project(&id, d, &f, e));
        int64_t share = i + 1 == n
                            ? left
                            : total_cents / n + rng_between(&d->rng, -2000000, 2000000);
        left -= share;
        TRY(add_budget(d, "", id, FUNDING_SOURCE_ESF_AND_VCF, share, f.from, e));
    }
out:
    return rc;
}

static enum err_code add_figure(struct demo *d, const struct str *cells, struct err *e)
{
    enum err_code rc = OK;
    struct day on = day_of(2020, 1, 31);
    struct published_fact f = {.id = demo_uuid(d, on), .as_of = DAY_NONE};
    char *const fields[] = {f.figure, f.publication, f.cell, f.measure, f.unit, f.text};
    const size_t sizes[] = {sizeof f.figure,  sizeof f.publication, sizeof f.cell,
                            sizeof f.measure, sizeof f.unit,        sizeof f.text};
    for (size_t i = 0; i < ARRAY_LEN(fields); i++) {
        require(cells[i].n < sizes[i]);
        snprintf(fields[i], sizes[i], "%.*s", STR_ARG(cells[i]));
    }
    if (cells[6].n) {
        f.has_number = true;
        TRY(parse_decimal(&f.number, cells[6], "published number", e));
    }
    if (cells[7].n) TRY(day_parse(&f.as_of, cells[7], e));
    demo_record_moment(d, on);
    rc = published_add(d->w, &f, e);
out:
    return rc;
}

static enum err_code figures(struct demo *d, struct err *e)
{
    enum err_code rc = OK;
    enum { FIELDS = 8 };
    struct arena arena = {0};
    struct csv_reader reader;
    csv_reader_init(
        &reader, (struct str){(const char *)demo_figures[0].bytes, demo_figures[0].n},
        ',');
    for (bool first = true;; first = false) {
        struct str *cells;
        size_t n;
        bool end;
        TRY(csv_read_row(&reader, &arena, &cells, &n, &end, e));
        if (end) break;
        require(n == FIELDS);
        if (!first) TRY(add_figure(d, cells, e));
    }
out:
    arena_dispose(&arena);
    return rc;
}

enum err_code demo_calls(struct demo *d, struct err *e)
{
    enum err_code rc = OK;
    const struct project_id none = {0};
    TRY(demo_batch(d, "programma's", e));
    for (size_t i = 0; i < programme_count(); i++) {
        struct programme p = programme_at(i);
        demo_record_moment(d, day_of(2015, 1, 5));
        TRY(call_add(d->w, &p.call, e));
        TRY(add_programme_target(d, &p, e));
    }
    TRY(add_budget(d, "490", none, FUNDING_SOURCE_ESF, 550000000, day_of(2020, 6, 15),
                   e));
    TRY(add_budget(d, "490", none, FUNDING_SOURCE_FLEMISH_COFINANCING, 550000000,
                   day_of(2020, 6, 15), e));
    TRY(add_budget(d, "WELZIJN2024", none, FUNDING_SOURCE_FLEMISH, 600000000,
                   day_of(2024, 2, 1), e));
    TRY(project_group(d, "INNO-LZ", 11, 5, 252753013, PROJECT_KIND_INNOVATION,
                      day_of(2018, 1, 8), e));
    TRY(project_group(d, "OA-LZ", 8, 0, 594490623, PROJECT_KIND_OUTREACH,
                      day_of(2019, 10, 1), e));
    TRY(figures(d, e));
    TRY(demo_commit(d, e));
out:
    return rc;
}
