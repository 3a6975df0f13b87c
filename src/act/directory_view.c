/* A service as a page shows it: its records, read once and put together. */
#include "act/directory_acts.h"

#include "act/field_gate.h"
#include "base/brussels.h"
#include "domain/freshness.h"

enum { COUNTED_DAYS = 90 };

struct gathering {
    struct service_view *v;
    const struct asking *a;
    struct directory_record *parts; /* of the service and where it is */
    size_t n, cap;
};

static struct str text_of(const struct gathering *g, const struct directory_record *r,
                          const char *name)
{
    return directory_text(g->a->arena, r->content, name);
}

static void list_add(struct gathering *g, struct text_list *list, struct str text)
{
    if (!text.n) return;
    for (size_t i = 0; i < list->n; i++)
        if (str_eq(list->at[i], text)) return;
    struct str *longer = arena_new_array(g->a->arena, struct str, list->n + 1);
    if (list->n) memcpy(longer, list->at, list->n * sizeof *longer);
    longer[list->n++] = text;
    list->at = longer;
}

/* --- records --- */

static enum err_code add_belonging(struct gathering *g, enum directory_slot slot,
                                   struct uuid owner, struct err *e)
{
    struct directory_record *found;
    size_t n;
    enum err_code rc;
    TRY(directory_belonging(&found, &n, g->a->arena, g->a->house->db, slot, owner, e));
    for (size_t i = 0; i < n; i++) {
        bool is_there = false;
        for (size_t k = 0; k < g->n && !is_there; k++)
            is_there = uuid_eq(g->parts[k].id, found[i].id);
        if (is_there) continue;
        mem_push_room(g->parts, g->n, g->cap);
        g->parts[g->n++] = found[i];
    }
out:
    return rc;
}

static enum err_code gather(struct gathering *g, struct uuid service, struct err *e)
{
    enum err_code rc;
    TRY(add_belonging(g, SLOT_SERVICE, service, e));
    size_t n_direct = g->n;
    for (size_t i = 0; i < n_direct; i++) {
        if (g->parts[i].kind != DIRECTORY_SERVICE_AT_LOCATION) continue;
        struct uuid location = g->parts[i].slots[SLOT_LOCATION];
        TRY(add_belonging(g, SLOT_AT, g->parts[i].id, e));
        if (!uuid_is_nil(location)) TRY(add_belonging(g, SLOT_LOCATION, location, e));
    }
    rc = add_belonging(g, SLOT_ABOVE, service, e);
out:
    return rc;
}

/* --- each kind --- */

static void read_schedule(struct gathering *g, const struct directory_record *r)
{
    struct schedule_text t = {.freq = text_of(g, r, "freq"),
                              .interval = text_of(g, r, "interval"),
                              .byday = text_of(g, r, "byday"),
                              .bymonthday = text_of(g, r, "bymonthday"),
                              .byweekno = text_of(g, r, "byweekno"),
                              .byyearday = text_of(g, r, "byyearday"),
                              .dtstart = text_of(g, r, "dtstart"),
                              .until = text_of(g, r, "until"),
                              .count = text_of(g, r, "count"),
                              .valid_from = text_of(g, r, "valid_from"),
                              .valid_to = text_of(g, r, "valid_to"),
                              .opens_at = text_of(g, r, "opens_at"),
                              .closes_at = text_of(g, r, "closes_at")};
    struct service_view *v = g->v;
    struct opening o;
    bool is_read = opening_read(&o, &t);
    if (is_read) {
        struct opening *longer =
            arena_new_array(g->a->arena, struct opening, v->n_openings + 1);
        if (v->n_openings) memcpy(longer, v->openings, v->n_openings * sizeof *longer);
        longer[v->n_openings++] = o;
        v->openings = longer;
    }
    /* what a week does not show is told in the words of who wrote it */
    if (!is_read || o.is_monthly || o.interval > 1)
        list_add(g, &v->hours_words, text_of(g, r, "description"));
}

static void read_address(struct gathering *g, const struct directory_record *r)
{
    struct service_view *v = g->v;
    struct service_place *longer =
        arena_new_array(g->a->arena, struct service_place, v->n_places + 1);
    if (v->n_places) memcpy(longer, v->places, v->n_places * sizeof *longer);
    struct service_place *p = &longer[v->n_places++];
    p->street = text_of(g, r, "address_1");
    p->postal_code = text_of(g, r, "postal_code");
    p->city = text_of(g, r, "city");
    snprintf(p->place, sizeof p->place, "%s", r->place);
    v->places = longer;
}

/* "25.0" and "7.5" as they stand on a price list: "25", "7,50"; other words as they
 * are.
 */
static const char *price_words(struct arena *a, struct str amount)
{
    size_t whole = 0;
    while (whole < amount.n && amount.p[whole] >= '0' && amount.p[whole] <= '9')
        whole++;
    struct str cents = {amount.p + whole, amount.n - whole};
    bool is_plain = whole && cents.n >= 2 && cents.n <= 3 && cents.p[0] == '.';
    for (size_t i = 1; i < cents.n; i++)
        is_plain = is_plain && cents.p[i] >= '0' && cents.p[i] <= '9';
    if (!is_plain) return str_to_c(a, amount);
    if (str_eq(cents, S(".0")) || str_eq(cents, S(".00")))
        return str_to_c(a, (struct str){amount.p, whole});
    return arena_format(a, "%.*s,%.*s%s", (int)whole, amount.p, (int)cents.n - 1,
                        cents.p + 1, cents.n == 2 ? "0" : "");
}

static void read_cost(struct gathering *g, const struct directory_record *r)
{
    struct str amount = text_of(g, r, "amount"), option = text_of(g, r, "option");
    struct str words = text_of(g, r, "amount_description");
    bool is_nothing = str_eq(amount, S("0")) || str_eq(amount, S("0.0"));
    g->v->is_free = g->v->is_free || is_nothing;
    g->v->has_cost = g->v->has_cost || (amount.n && !is_nothing);
    if (is_nothing && !option.n && !words.n) return;
    struct str money = text_of(g, r, "currency");
    if (!money.n || str_eq(money, S("EUR"))) money = S("\xe2\x82\xac");
    if (!amount.n) money = STR_NONE;
    const char *said =
        arena_format(g->a->arena, "%.*s%s%.*s%s%s %.*s", STR_ARG(option),
                     option.n ? ": " : "", STR_ARG(money), money.n ? "\xc2\xa0" : "",
                     price_words(g->a->arena, amount), STR_ARG(words));
    list_add(g, &g->v->costs, str_trim(str_of(said)));
}

static void read_attribute(struct gathering *g, const struct directory_record *r)
{
    struct service_view *v = g->v;
    int taxonomy;
    uint8_t code;
    if (!directory_term_find(&taxonomy, &code, r->slots[SLOT_TERM])) return;
    if (taxonomy == TAXONOMY_CONDITION) v->conditions |= UINT32_C(1) << code;
    if (taxonomy == TAXONOMY_PHASE) v->phases |= UINT32_C(1) << code;
    if (taxonomy != TAXONOMY_PROPERTY) return;
    v->is_full = v->is_full || code == SERVICE_PROPERTY_FULL;
    v->has_childcare = v->has_childcare || code == SERVICE_PROPERTY_CHILDCARE;
    if (code != SERVICE_PROPERTY_WAITING_DAYS) return;
    struct str days = text_of(g, r, "value");
    int n = 0;
    for (size_t i = 0; i < days.n && i < 4 && days.p[i] >= '0' && days.p[i] <= '9'; i++)
        n = n * 10 + (days.p[i] - '0');
    v->waiting_days = n;
}

static void read_part(struct gathering *g, const struct directory_record *r)
{
    struct service_view *v = g->v;
    switch (r->kind) {
    case DIRECTORY_PHONE:
        list_add(g, &v->phones, text_of(g, r, "number"));
        break;
    case DIRECTORY_LANGUAGE: {
        struct str code = text_of(g, r, "code");
        list_add(g, &v->languages, code.n ? code : text_of(g, r, "name"));
        break;
    }
    case DIRECTORY_SERVICE_AREA:
        list_add(g, &v->areas,
                 r->place[0] ? str_copy(g->a->arena, str_of(r->place))
                             : text_of(g, r, "name"));
        break;
    case DIRECTORY_REQUIRED_DOCUMENT:
        list_add(g, &v->documents, text_of(g, r, "document"));
        break;
    case DIRECTORY_ACCESSIBILITY:
        list_add(g, &v->accessibility, text_of(g, r, "description"));
        break;
    case DIRECTORY_SCHEDULE:
        read_schedule(g, r);
        break;
    case DIRECTORY_ADDRESS:
        read_address(g, r);
        break;
    case DIRECTORY_COST_OPTION:
        read_cost(g, r);
        break;
    case DIRECTORY_ATTRIBUTE:
        read_attribute(g, r);
        break;
    default:
        break;
    }
}

static void read_service(struct gathering *g, const struct directory_record *r)
{
    struct service_view *v = g->v;
    v->id = r->id;
    v->organisation = r->slots[SLOT_ORGANISATION];
    v->name = text_of(g, r, "name");
    v->description = text_of(g, r, "description");
    v->url = text_of(g, r, "url");
    v->email = text_of(g, r, "email");
    v->alert = text_of(g, r, "alert");
    v->application = text_of(g, r, "application_process");
    v->eligibility = text_of(g, r, "eligibility_description");
    v->minimum_age = text_of(g, r, "minimum_age");
    v->maximum_age = text_of(g, r, "maximum_age");
    v->fees = text_of(g, r, "fees_description");
    v->wait_words = text_of(g, r, "wait_time");
    v->status = directory_status_of(text_of(g, r, "status"));
}

/* --- how far to trust it --- */

static void read_standing(struct gathering *g, const struct directory_record *r)
{
    struct service_view *v = g->v;
    struct str said = text_of(g, r, "assured_date");
    struct day assured = DAY_NONE;
    if (said.n >= 10 && day_parse(&assured, (struct str){said.p, 10}, NULL) != OK)
        assured = DAY_NONE;
    v->verified_on = v->standing.checked_on;
    v->verified_by = str_of(v->standing.checked_by);
    if (!day_is_none(assured) &&
        (day_is_none(v->verified_on) || assured.v > v->verified_on.v)) {
        v->verified_on = assured;
        v->verified_by = S("");
    }
    enum freshness_kind kind =
        v->waiting_days >= 0 || v->is_full ? FRESHNESS_WAIT : FRESHNESS_SERVICE;
    v->score = freshness_score(kind, v->verified_on, g->a->today);
    v->may_change = role_has(g->a->visitor.role, PERMISSION_SERVICE_WRITE) &&
                    (uuid_is_nil(v->standing.keeper.u) ||
                     is_own_organisation(g->a, v->standing.keeper));
}

static enum err_code read_view(struct service_view *out, const struct asking *a,
                               struct uuid service, struct err *e)
{
    struct gathering g = {.v = out, .a = a};
    struct directory_record r, o;
    struct err ignored = {0};
    enum err_code rc;
    *out = (struct service_view){.waiting_days = -1};
    TRY(directory_find(&r, a->arena, a->house->db, DIRECTORY_SERVICE, service, e));
    TRY(gather(&g, service, e));
    TRY(directory_standing(&out->standing, a->house->db, service,
                           (struct day){a->today.v - COUNTED_DAYS}, e));
    read_service(&g, &r);
    for (size_t i = 0; i < g.n; i++)
        read_part(&g, &g.parts[i]);
    read_standing(&g, &r);
    if (!uuid_is_nil(out->organisation) &&
        directory_find(&o, a->arena, a->house->db, DIRECTORY_ORGANIZATION,
                       out->organisation, &ignored) == OK)
        out->organisation_name = text_of(&g, &o, "name");
out:
    free(g.parts);
    return rc;
}

enum err_code service_show(struct service_view *out, const struct asking *a,
                           struct uuid service, struct err *e)
{
    enum err_code rc;
    TRY(field_gate(a, PERMISSION_SERVICE_READ, e));
    rc = read_view(out, a, service, e);
out:
    return rc;
}

/* --- many --- */

static bool is_open_now(const struct service_view *v, const struct asking *a)
{
    int minute;
    struct day today = brussels_day(a->now_ms, &minute);
    return v->status == SERVICE_STATUS_ACTIVE &&
           openings_are_open(v->openings, v->n_openings, today, minute);
}

enum err_code services_find(struct service_view **out, size_t *n_out, bool *more_out,
                            int64_t *total_out, const struct asking *a,
                            const struct service_filter *filter, struct err *e)
{
    enum { MOST_LOOKED_AT = 2000 };
    struct service_wanted wanted = filter->wanted;
    size_t most = wanted.most, n_hits, n = 0, n_fitting = 0;
    struct service_hit *hits;
    enum err_code rc;
    *n_out = 0;
    *more_out = false;
    *total_out = -1;
    TRY(field_gate(a, PERMISSION_SERVICE_READ, e));
    wanted.most = filter->is_open_now ? MOST_LOOKED_AT : most + 1;
    if (filter->is_open_now) wanted.first = 0;
    TRY(service_search(&hits, &n_hits, filter->is_open_now ? NULL : total_out, a->arena,
                       a->house->db, &wanted, e));
    *out = arena_new_array(a->arena, struct service_view, most + 1);
    for (size_t i = 0; i < n_hits && !*more_out; i++) {
        struct service_view *v = &(*out)[n];
        if (n == most && !filter->is_open_now) {
            *more_out = true;
            break;
        }
        TRY(read_view(v, a, hits[i].id, e));
        v->is_here = hits[i].is_here;
        if (filter->is_open_now &&
            (!is_open_now(v, a) || n_fitting++ < filter->wanted.first))
            continue;
        if (n == most)
            *more_out = true;
        else
            n++;
    }
    *n_out = n;
out:
    return rc;
}
