/* What the first partnerships of the living year agreed: for all of it and for one
 * municipality, actions with a number and a day, and results up to today. Invented. */
#include "base/brussels.h"
#include "demo/demo_int.h"
#include "store/account_store.h"
#include "store/agreement_store.h"
#include "store/partnership_read.h"
#include "store/programme_store.h"

enum { OWN_STREAM = 31, WITH_AGREEMENTS = 14, SIGNED_DAYS_AGO = 400 };

static const struct {
    uint8_t kind;
    int64_t number;
    int due_in_days;
    const char *text;
} agreed[] = {
    {ACTION_KIND_TWE, 12, 130, "Plaatsen voor tijdelijke werkervaring bij de stad"},
    {ACTION_KIND_WIJKWERKEN, 20, 220, "Wijk-werken in het dienstencentrum"},
    {ACTION_KIND_GROUP_SESSION, 24, 40, "Elke twee weken een groepssessie in de wijk"},
    {ACTION_KIND_JOINT_FIRST_MEETING, 30, -20,
     "Bij elke overdracht een eerste gesprek samen"},
};

struct agreeing {
    struct demo *d;
    struct arena arena;
    struct uuid worker;
};

static enum err_code add_results(struct agreeing *x, const struct agreed_action_fact *f,
                                 size_t number, struct err *e)
{
    static const int days_ago[] = {190, 60, 6};
    struct demo *d = x->d;
    enum err_code rc = OK;
    for (size_t i = 0; i < ARRAY_LEN(days_ago); i++) {
        struct day on = demo_after(d->options->today, -days_ago[i]);
        bool is_last = i + 1 == ARRAY_LEN(days_ago);
        bool is_over = is_last && f->due_on.v < d->options->today.v;
        struct agreed_result_fact r = {
            .id = demo_uuid(d, on),
            .action = f->id,
            .state = is_over ? AGREED_STATE_DONE : AGREED_STATE_BUSY,
            .on = on,
            .number = f->number * (int64_t)(i + 1) / 4 + (is_over ? f->number / 4 : 0),
            .worker = x->worker};
        if ((number + i) % 5 == 4) r.text = S("Later begonnen dan gedacht.");
        if (i > number % 3 + 1) break;
        write_recorded_at(d->w, brussels_moment(on, 16 * 60));
        TRY(agreed_result_add(d->w, &r, e));
    }
out:
    return rc;
}

static enum err_code add_actions(struct agreeing *x, const struct agreement_fact *g,
                                 const struct party *parties, size_t n_parties,
                                 size_t number, struct err *e)
{
    struct demo *d = x->d;
    enum err_code rc = OK;
    for (size_t i = 0; i < ARRAY_LEN(agreed); i++) {
        if (g->municipality[0] && i % 2) continue;
        struct agreed_action_fact f = {
            .id = demo_uuid(d, g->from),
            .agreement = g->id,
            .kind = agreed[i].kind,
            .due_on = demo_after(d->options->today, agreed[i].due_in_days),
            .number = agreed[i].number + (int64_t)rng_below(&d->rng, 6)};
        snprintf(f.text, sizeof f.text, "%s", agreed[i].text);
        if (f.due_on.v > g->to.v) f.due_on = g->to;
        if (n_parties) f.organisation = parties[i % n_parties].organisation;
        write_recorded_at(d->w, brussels_moment(g->from, 15 * 60));
        TRY(agreed_action_add(d->w, &f, e));
        TRY(add_results(x, &f, number + i, e));
    }
out:
    return rc;
}

/* Who leads it, the VDAB and an OCMW. */
static enum err_code add_parties(struct agreeing *x, const struct partnership_view *v,
                                 struct err *e)
{
    static const char *const roles[] = {"trekker", "VDAB", "OCMW"};
    struct demo *d = x->d;
    struct covered *covered;
    size_t n;
    enum err_code rc;
    TRY(covered_list(&covered, &n, &x->arena, d->db, v->fact.id, e));
    if (!n) goto out;
    const char *const codes[] = {
        arena_format(&x->arena, "LB-%s", covered[0].municipality), "VDAB", "OCMW-DEMO"};
    write_recorded_at(d->w, brussels_moment(v->fact.from, 9 * 60));
    for (size_t i = 0; i < ARRAY_LEN(codes); i++) {
        struct organisation_fact organisation;
        bool found;
        TRY(organisation_find(&organisation, &found, d->db, str_of(codes[i]), e));
        if (!found) continue;
        TRY(partner_add(d->w, demo_uuid(d, v->fact.from), v->fact.id,
                        (struct project_id){{{0}}}, organisation.id, roles[i],
                        v->fact.from, v->fact.to, e));
    }
out:
    return rc;
}

/* Most run for three years; some end within the month, some ended this week. */
static struct day last_day(const struct demo *d, struct day from, size_t number)
{
    enum { EACH = 5, ENDS_SOON = 2, HAS_ENDED = 4 };
    if (number % EACH == ENDS_SOON) return demo_after(d->options->today, 24);
    if (number % EACH == HAS_ENDED) return demo_after(d->options->today, -3);
    return demo_after(from, 3 * 365);
}

static enum err_code add_agreements(struct agreeing *x,
                                    const struct partnership_view *v, size_t number,
                                    struct err *e)
{
    struct demo *d = x->d;
    struct party *parties;
    struct covered *covered;
    size_t n_parties, n_covered;
    enum err_code rc;
    struct day from = demo_after(d->options->today, -SIGNED_DAYS_AGO);
    struct agreement_fact g = {.id = demo_uuid(d, from),
                               .partnership = v->fact.id,
                               .title = "Samen bereiken en toeleiden",
                               .from = from,
                               .to = last_day(d, from, number),
                               .text = S("Eén aanspreekpunt voor elke partner, en een "
                                         "overleg om de twee maanden.")};
    TRY(party_list(&parties, &n_parties, &x->arena, d->db, v->fact.id, e));
    TRY(covered_list(&covered, &n_covered, &x->arena, d->db, v->fact.id, e));
    write_recorded_at(d->w, brussels_moment(from, 14 * 60));
    TRY(agreement_add(d->w, &g, e));
    TRY(add_actions(x, &g, parties, n_parties, number, e));
    if (!n_covered || number % 2) goto out;
    g.id = demo_uuid(d, from);
    g.text = STR_NONE;
    snprintf(g.title, sizeof g.title, "Werkplekken bij de gemeente");
    snprintf(g.municipality, sizeof g.municipality, "%s", covered[0].municipality);
    write_recorded_at(d->w, brussels_moment(from, 14 * 60));
    TRY(agreement_add(d->w, &g, e));
    rc = add_actions(x, &g, parties, n_parties, number + 1, e);
out:
    return rc;
}

enum err_code demo_agreements(struct demo *d, struct err *e)
{
    struct agreeing x = {.d = d};
    struct rng before = d->rng;
    struct partnership_view *list;
    struct account account;
    size_t n;
    bool found;
    enum err_code rc;
    rng_init(&d->rng, d->options->seed * 1000003u + OWN_STREAM);
    TRY(account_find(&account, &found, &x.arena, d->db, S("partnerschap"), e));
    if (!found) bug("the demonstration has no coordinator of a partnership");
    x.worker = account.worker;
    TRY(partnership_list(&list, &n, &x.arena, d->db, e));
    TRY(demo_batch(d, "overeenkomsten", e));
    for (size_t i = 0; i < n; i++)
        TRY(add_parties(&x, &list[i], e));
    for (size_t i = 0; i < MIN_OF(n, (size_t)WITH_AGREEMENTS); i++)
        TRY(add_agreements(&x, &list[i], i, e));
    TRY(demo_commit(d, e));
out:
    d->rng = before;
    arena_dispose(&x.arena);
    return rc;
}
