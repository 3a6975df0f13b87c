/* Projects in daily work: targets and money of the first partnerships, and their
 * reports, one in each state, what it leaves behind and visits to it; the one being
 * written lacks two things, as its page says. From a stream of its own. */
#include <sodium.h>

#include "base/brussels.h"
#include "demo/demo_files.h"
#include "store/account_store.h"
#include "store/participant_read.h"
#include "store/programme_store.h"
#include "store/project_store.h"

enum { OWN_STREAM = 43, QUARTER_MONTHS = 3, N_LINES = 9 };

struct projects {
    struct demo *d;
    struct arena arena;
    struct project_fact project;
    struct uuid promotor, call_manager;
    struct day quarter; /* the first day of this one */
};

static const struct {
    uint8_t source, kind;
    int64_t cents;
} money[N_LINES] = {
    {FUNDING_SOURCE_ESF, AMOUNT_KIND_ALLOCATED, 19875050},
    {FUNDING_SOURCE_FLEMISH_COFINANCING, AMOUNT_KIND_ALLOCATED, 14906288},
    {FUNDING_SOURCE_OWN, AMOUNT_KIND_ALLOCATED, 4968763},
    {FUNDING_SOURCE_ESF, AMOUNT_KIND_COMMITTED, 15230011},
    {FUNDING_SOURCE_FLEMISH_COFINANCING, AMOUNT_KIND_COMMITTED, 11422508},
    {FUNDING_SOURCE_OWN, AMOUNT_KIND_COMMITTED, 3807503},
    {FUNDING_SOURCE_ESF, AMOUNT_KIND_PAID, 9114077},
    {FUNDING_SOURCE_FLEMISH_COFINANCING, AMOUNT_KIND_PAID, 6835558},
    {FUNDING_SOURCE_OWN, AMOUNT_KIND_PAID, 2278519},
};

static void noted_on(struct projects *p, struct day on)
{
    write_recorded_at(p->d->w, brussels_moment(on, 11 * 60));
}

static enum err_code worker_of(struct uuid *out, struct projects *p, const char *login,
                               struct err *e)
{
    struct account account;
    bool found;
    enum err_code rc =
        account_find(&account, &found, &p->arena, p->d->db, str_of(login), e);
    if (rc == OK && !found) bug("the demonstration has no such login");
    if (rc == OK) *out = account.worker;
    return rc;
}

static struct day quarter_ago(const struct projects *p, int n)
{
    return day_add_months(p->quarter, -n * QUARTER_MONTHS);
}

/* --- targets and money --- */

static enum err_code add_target(struct projects *p, const char *measure,
                                const char *unit, uint8_t kind, int number,
                                struct err *e)
{
    struct day on = quarter_ago(p, 4);
    struct target_fact f = {.id = demo_uuid(p->d, on),
                            .project = p->project.id,
                            .has_number = number > 0,
                            .number = number,
                            .kind = kind,
                            .from = p->project.from,
                            .to = p->project.to};
    snprintf(f.measure, sizeof f.measure, "%s", measure);
    snprintf(f.unit, sizeof f.unit, "%s", unit);
    if (number)
        snprintf(f.text, sizeof f.text, "%d", number);
    else
        snprintf(f.text, sizeof f.text, "-");
    noted_on(p, on);
    return target_add(p->d->w, &f, e);
}

static enum err_code add_money(struct projects *p, struct err *e)
{
    enum err_code rc = OK;
    for (size_t i = 0; i < N_LINES; i++) {
        struct day on = day_add_months(quarter_ago(p, 3), money[i].kind * 2);
        struct budget_fact f = {.id = demo_uuid(p->d, on),
                                .project = p->project.id,
                                .source = money[i].source,
                                .amount_kind = money[i].kind,
                                .cents = money[i].cents,
                                .on = on};
        noted_on(p, on);
        TRY(budget_add(p->d->w, &f, e));
    }
out:
    return rc;
}

/* --- reports --- */

static enum err_code add_report(struct uuid *out, struct projects *p, int quarters_ago,
                                struct day on, struct err *e)
{
    struct project_report_fact f = {
        .id = demo_uuid(p->d, on),
        .project = p->project.id,
        .from = quarter_ago(p, quarters_ago),
        .to = demo_after(quarter_ago(p, quarters_ago - 1), -1),
        .organisation = p->project.promotor,
        .worker = p->promotor};
    noted_on(p, on);
    *out = f.id;
    return project_report_add(p->d->w, &f, e);
}

static enum err_code add_part(struct projects *p, struct uuid report, uint8_t kind,
                              const char *words, struct day on, struct err *e)
{
    struct report_part_fact f = {.id = demo_uuid(p->d, on),
                                 .report = report,
                                 .kind = kind,
                                 .worker = p->promotor,
                                 .text = str_of(words)};
    noted_on(p, on);
    return report_part_add(p->d->w, &f, e);
}

static const char *const part_words[N_REPORT_PART] = {
    "Het spreekuur in de bibliotheek bracht de meeste nieuwe mensen.",
    "Trajecten duren langer dan gepland: kinderopvang vraagt tijd.",
    "Wachtlijsten en vroege ploegen staan velen in de weg.",
    "Samen naar een eerste gesprek gaan werkt beter dan verwijzen.",
    "Volgende periode: een vaste dag in het dienstencentrum.",
};

static enum err_code add_parts(struct projects *p, struct uuid report, size_t first,
                               size_t last, struct day on, struct err *e)
{
    enum err_code rc = OK;
    for (size_t i = first; rc == OK && i <= last; i++)
        rc = add_part(p, report, (uint8_t)i, part_words[i], on, e);
    return rc;
}

static bool lies_in(struct day d, struct day from, struct day to)
{
    return !day_is_none(d) && d.v >= from.v && d.v <= to.v;
}

/* The lines of a report as act/report_content.h writes them. */
static enum err_code frozen_text(struct buf *out, struct projects *p, struct day from,
                                 struct day to, struct err *e)
{
    struct participant_view *list;
    size_t n, reached = 0, started = 0, ended = 0;
    enum err_code rc =
        participant_list(&list, &n, &p->arena, p->d->db, p->project.id, e);
    if (rc != OK) return rc;
    for (size_t i = 0; i < n; i++) {
        reached += lies_in(list[i].facts.reached, from, to);
        started += lies_in(list[i].facts.started, from, to);
        ended += lies_in(list[i].facts.ended, from, to);
    }
    buf_format(out, "figure\treached\t%zu\t\t\nfigure\tstarted\t%zu\t\t\n", reached,
               started);
    buf_format(out, "figure\tended\t%zu\t\t\n", ended);
    for (size_t i = 0; i < N_REPORT_PART; i++)
        buf_format(out, "part\t%s\t%s\t\t\n",
                   code_list_at(LIST_REPORT_PART)->codes[i].code, part_words[i]);
    return OK;
}

static enum err_code add_step(struct projects *p, struct uuid report, uint8_t kind,
                              struct uuid worker, struct str text, struct day on,
                              struct err *e)
{
    struct report_step_fact f = {.id = demo_uuid(p->d, on),
                                 .report = report,
                                 .kind = kind,
                                 .worker = worker,
                                 .on = on,
                                 .has_digest = kind == REPORT_STEP_HANDED_IN,
                                 .text = text};
    if (f.has_digest)
        crypto_generichash(f.digest, sizeof f.digest, (const uint8_t *)text.p, text.n,
                           NULL, 0);
    noted_on(p, on);
    return report_step_add(p->d->w, &f, e);
}

/* Written and handed in; `then` N_REPORT_STEP: it waits. */
static enum err_code handed_in(struct projects *p, int quarters_ago, uint8_t then,
                               const char *words, struct err *e)
{
    struct day on = demo_after(quarter_ago(p, quarters_ago - 1), 12);
    struct buf text = {0};
    struct uuid report;
    enum err_code rc;
    TRY(add_report(&report, p, quarters_ago, on, e));
    TRY(add_parts(p, report, 0, N_REPORT_PART - 1, on, e));
    TRY(frozen_text(&text, p, quarter_ago(p, quarters_ago),
                    demo_after(quarter_ago(p, quarters_ago - 1), -1), e));
    TRY(add_step(p, report, REPORT_STEP_HANDED_IN, p->promotor, buf_str(&text), on, e));
    if (then != N_REPORT_STEP)
        rc = add_step(p, report, then, p->call_manager, str_of(words),
                      demo_after(on, 6), e);
out:
    buf_dispose(&text);
    return rc;
}

/* One answer was never asked of one person: the first gap; what comes next is not
 * written yet: the second. */
static enum err_code leave_gap(struct projects *p, struct err *e)
{
    struct demo_files f = {0};
    struct uuid report;
    struct day on = demo_after(p->quarter, 5);
    enum err_code rc;
    TRY(demo_commit(p->d, e)); /* files are read outside a write */
    TRY(files_open(&f, p->d, p->project.code, "toeleider", e));
    TRY(demo_batch(p->d, "verslagen", e));
    for (size_t i = 0; i < f.n; i++) {
        const struct dossier *file = &f.file[i];
        if (!day_is_none(file_day_of(file, EVENT_ENDED))) continue;
        for (size_t k = 0; k < file->n_attributes; k++) {
            if (file->attributes[k].kind != ATTRIBUTE_KIND_EDUCATION) continue;
            noted_on(p, demo_after(p->d->options->today, -1));
            TRY(fact_retract(p->d->w, NOUN_ATTRIBUTE, file->attributes[k].person,
                             file->attributes[k].id, e));
        }
        break;
    }
    TRY(add_report(&report, p, 1, on, e));
    rc = add_parts(p, report, REPORT_PART_PROGRESS, REPORT_PART_LESSONS, on, e);
out:
    files_dispose(&f);
    return rc;
}

/* --- what it leaves behind, and who came to see --- */

static const struct {
    uint8_t kind, licence;
    const char *title, *link, *text;
    int months_ago;
} products[] = {
    {PROJECT_PRODUCT_SCRIPT, PRODUCT_LICENCE_CC_BY,
     "Draaiboek spreekuur in de bibliotheek",
     "https://voorbeeld.example/draaiboek-spreekuur",
     "Van de eerste afspraak met de bibliotheek tot een vast spreekuur in zes weken.",
     11},
    {PROJECT_PRODUCT_TOOL, PRODUCT_LICENCE_CC0, "Kaartjes om drempels te bespreken",
     "https://voorbeeld.example/kaartjes",
     "Twintig kaartjes met tekeningen: zonder woorden aanwijzen wat in de weg staat.",
     7},
    {PROJECT_PRODUCT_METHOD, PRODUCT_LICENCE_CC_BY_SA, "Samen naar het eerste gesprek",
     "", "Hoe je een gesprek van drie voorbereidt, voert en nabespreekt.", 2},
};
static const struct {
    const char *text, *adjustments;
    int months_ago;
} visits[] = {
    {"Drie trajecten besproken. De eerste contacten zijn warm, maar wie kinderopvang "
     "zoekt, wacht lang op een tweede stap.",
     "Een vaste afspraak per maand met het lokaal loket kinderopvang.", 14},
    {"Twee trajecten besproken, waarvan een dat stopte en weer begon. De nazorg loopt "
     "zoals gepland.",
     "", 3},
};

static enum err_code add_results(struct projects *p, struct err *e)
{
    enum err_code rc = OK;
    for (size_t i = 0; i < ARRAY_LEN(products); i++) {
        struct day on = day_add_months(p->quarter, -products[i].months_ago);
        struct project_product_fact f = {.id = demo_uuid(p->d, on),
                                         .project = p->project.id,
                                         .kind = products[i].kind,
                                         .licence = products[i].licence,
                                         .on = on,
                                         .worker = p->promotor,
                                         .text = str_of(products[i].text)};
        snprintf(f.title, sizeof f.title, "%s", products[i].title);
        snprintf(f.link, sizeof f.link, "%s", products[i].link);
        noted_on(p, on);
        TRY(project_product_add(p->d->w, &f, e));
    }
    for (size_t i = 0; i < ARRAY_LEN(visits); i++) {
        struct day on =
            demo_after(day_add_months(p->quarter, -visits[i].months_ago), 8);
        struct project_visit_fact f = {.id = demo_uuid(p->d, on),
                                       .project = p->project.id,
                                       .on = on,
                                       .worker = p->call_manager,
                                       .text = str_of(visits[i].text),
                                       .adjustments = str_of(visits[i].adjustments)};
        noted_on(p, on);
        TRY(project_visit_add(p->d->w, &f, e));
    }
out:
    return rc;
}

static enum err_code first_project(struct projects *p, struct err *e)
{
    enum err_code rc;
    TRY(add_target(p, "started", "trajectories", TARGET_KIND_CONTRACTUAL, 60, e));
    TRY(add_target(p, "reached", "persons", TARGET_KIND_INDICATIVE, 90, e));
    TRY(add_target(p, "employed", "persons", TARGET_KIND_NONE, 0, e));
    TRY(add_money(p, e));
    TRY(add_results(p, e));
    TRY(handed_in(p, 4, REPORT_STEP_ACCEPTED, "", e));
    TRY(handed_in(p, 3, REPORT_STEP_SENT_BACK,
                  "Zeg ook wat het dienstencentrum ervan vindt.", e));
    TRY(handed_in(p, 2, N_REPORT_STEP, "", e));
    rc = leave_gap(p, e);
out:
    return rc;
}

enum err_code demo_projects(struct demo *d, struct err *e)
{
    struct projects p = {.d = d};
    struct rng before = d->rng;
    struct day today = d->options->today;
    bool found;
    enum err_code rc;
    rng_init(&d->rng, d->options->seed * 1000003u + OWN_STREAM);
    p.quarter = day_of(day_year(today),
                       (day_month(today) - 1) / QUARTER_MONTHS * QUARTER_MONTHS + 1, 1);
    TRY(demo_batch(d, "verslagen", e));
    TRY(worker_of(&p.promotor, &p, "promotor", e));
    TRY(worker_of(&p.call_manager, &p, "oproepbeheerder", e));
    TRY(project_find(&p.project, &found, d->db, S("LP2024-01"), e));
    if (!found) bug("the living year has no first partnership");
    TRY(first_project(&p, e));
    TRY(demo_commit(d, e));
out:
    d->rng = before;
    arena_dispose(&p.arena);
    return rc;
}
