/* A service as a form gives it, into its records: those that the form speaks of are
 * kept under their ids and changed, what is no longer said is closed, the rest stays.
 */
#include "act/directory_acts.h"

#include "act/field_gate.h"
#include "domain/geography.h"
#include "domain/hours_text.h"

struct saving {
    struct write *w;
    const struct asking *a;
    const struct service_wish *wish;
    struct uuid service;
    struct directory_record *parts; /* that belong to it, and its attributes */
    size_t n;
};

/* --- one record --- */

static void say(json_t *object, const char *name, struct str text)
{
    if (text.n)
        json_object_set_new(object, name, json_stringn(text.p, text.n));
    else
        json_object_del(object, name);
}

static json_t *content_now(const struct directory_record *r)
{
    json_t *object =
        r->content.n ? json_loadb(r->content.p, r->content.n, 0, NULL) : NULL;
    return object ? object : json_object();
}

/* Takes over the reference. */
static enum err_code put(struct saving *s, struct directory_record *r, json_t *object,
                         struct err *e)
{
    const struct directory_column *fault;
    enum directory_fate fate;
    enum err_code rc;
    TRY(directory_content(&r->content, &fault, s->a->arena,
                          (enum directory_kind)r->kind, object, e));
    directory_place(r->place, s->a->arena, (enum directory_kind)r->kind, r->content,
                    s->a->today);
    rc = directory_put(&fate, s->w, r, e);
out:
    json_decref(object);
    return rc;
}

static struct directory_record *part_of(struct saving *s, enum directory_kind kind)
{
    for (size_t i = 0; i < s->n; i++)
        if (s->parts[i].kind == kind) return &s->parts[i];
    return NULL;
}

static struct directory_record new_part(const struct saving *s,
                                        enum directory_kind kind)
{
    struct directory_record r = {.id = uuid7_new(), .kind = (uint8_t)kind};
    r.slots[SLOT_SERVICE] = s->service;
    return r;
}

/* --- the one of a kind: telephone, conditions of payment --- */

static enum err_code save_phone(struct saving *s, struct err *e)
{
    struct directory_record *have = part_of(s, DIRECTORY_PHONE);
    struct directory_record r = have ? *have : new_part(s, DIRECTORY_PHONE);
    if (!s->wish->phone.n) return have ? directory_drop(s->w, have->id, e) : OK;
    json_t *object = content_now(&r);
    say(object, "number", s->wish->phone);
    return put(s, &r, object, e);
}

/* Free is an amount of nothing; what else it costs stands in the fees. */
static enum err_code save_cost(struct saving *s, struct err *e)
{
    enum err_code rc = OK;
    bool is_said = false;
    for (size_t i = 0; i < s->n; i++) {
        if (s->parts[i].kind != DIRECTORY_COST_OPTION) continue;
        struct str amount = directory_text(s->a->arena, s->parts[i].content, "amount");
        bool is_nothing = str_eq(amount, S("0")) || str_eq(amount, S("0.0"));
        is_said = is_said || is_nothing;
        if (is_nothing != s->wish->is_free)
            TRY(directory_drop(s->w, s->parts[i].id, e));
    }
    if (!s->wish->is_free || is_said) goto out;
    struct directory_record r = new_part(s, DIRECTORY_COST_OPTION);
    rc = put(s, &r, json_pack("{s:s, s:i}", "currency", "EUR", "amount", 0), e);
out:
    return rc;
}

/* --- those there are many of: by what they say --- */

struct said {
    enum directory_kind kind;
    const char *name; /* the column that tells them apart */
};

static enum err_code save_values(
    struct saving *s, struct said how, struct str values, char separator,
    json_t *(*make)(const struct saving *s, struct str value), struct err *e)
{
    struct str value, rest = values;
    enum err_code rc = OK;
    for (size_t i = 0; i < s->n; i++) {
        bool is_said = false;
        if (s->parts[i].kind != how.kind) continue;
        struct str have =
            how.kind == DIRECTORY_SERVICE_AREA && s->parts[i].place[0]
                ? str_of(s->parts[i].place)
                : directory_text(s->a->arena, s->parts[i].content, how.name);
        for (rest = values; rest.n && str_split(&value, &rest, separator);)
            is_said = is_said || str_eq_nocase(str_trim(value), have);
        if (!is_said) TRY(directory_drop(s->w, s->parts[i].id, e));
    }
    for (rest = values; rest.n && str_split(&value, &rest, separator);) {
        bool is_there = false;
        value = str_trim(value);
        for (size_t i = 0; i < s->n && !is_there; i++) {
            if (s->parts[i].kind != how.kind) continue;
            struct str have =
                how.kind == DIRECTORY_SERVICE_AREA && s->parts[i].place[0]
                    ? str_of(s->parts[i].place)
                    : directory_text(s->a->arena, s->parts[i].content, how.name);
            is_there = str_eq_nocase(value, have);
        }
        if (is_there || !value.n) continue;
        struct directory_record r = new_part(s, how.kind);
        TRY(put(s, &r, make(s, value), e));
    }
out:
    return rc;
}

static json_t *make_language(const struct saving *s, struct str code)
{
    const struct code_list *list = code_list_at(LIST_LANGUAGE);
    int index = code_index(list, code);
    (void)s;
    return json_pack("{s:s%, s:s}", "code", code.p, code.n, "name",
                     index < 0 ? "" : code_label(list, index, LANG_NL));
}

static json_t *make_area(const struct saving *s, struct str refnis)
{
    int index = geo_municipality_index(refnis);
    return json_pack("{s:s, s:s}", "name",
                     index < 0 ? "" : geo_municipality_name(index, LANG_NL), "uri",
                     arena_format(s->a->arena, "urn:refnis:%.*s", STR_ARG(refnis)));
}

static json_t *make_document(const struct saving *s, struct str words)
{
    (void)s;
    return json_pack("{s:s%}", "document", words.p, words.n);
}

/* --- hours --- */

/* Does the form speak of it: every week, without end, of the service itself? */
static bool is_plain_week(const struct saving *s, const struct directory_record *r)
{
    static const char *const others[] = {"valid_from", "valid_to",  "until",
                                         "count",      "byweekno",  "byyearday",
                                         "dtstart",    "bymonthday"};
    if (r->kind != DIRECTORY_SCHEDULE) return false;
    struct str freq = directory_text(s->a->arena, r->content, "freq");
    struct str interval = directory_text(s->a->arena, r->content, "interval");
    if (str_eq(freq, S("MONTHLY")) || (interval.n && !str_eq(interval, S("1"))))
        return false;
    for (size_t i = 0; i < ARRAY_LEN(others); i++)
        if (directory_text(s->a->arena, r->content, others[i]).n) return false;
    return true;
}

static json_t *make_schedule(const struct saving *s, const struct week_line *line,
                             size_t span)
{
    static const char *const days[] = {"", "MO", "TU", "WE", "TH", "FR", "SA", "SU"};
    struct week_line one = {.weekdays = line->weekdays, .n = 1};
    int from = line->spans[span].from_minute, to = line->spans[span].to_minute;
    const char *byday = "";
    struct buf words = {0};
    one.spans[0] = line->spans[span];
    for (unsigned d = 1; d <= 7; d++)
        if (line->weekdays >> d & 1)
            byday = arena_format(s->a->arena, "%s%s%s", byday, byday[0] ? "," : "",
                                 days[d]);
    hours_write(&words, &one, 1, LANG_NL);
    json_t *object = json_pack(
        "{s:s, s:i, s:s, s:s, s:s, s:s}", "freq", "WEEKLY", "interval", 1, "byday",
        byday, "opens_at", arena_format(s->a->arena, "%02d:%02d", from / 60, from % 60),
        "closes_at", arena_format(s->a->arena, "%02d:%02d", to / 60, to % 60),
        "description", words.p ? words.p : "");
    buf_dispose(&words);
    return object;
}

static enum err_code save_hours(struct saving *s, struct err *e)
{
    size_t at = 0;
    enum err_code rc = OK;
    for (size_t i = 0; i < s->wish->n_hours; i++)
        for (size_t k = 0; k < s->wish->hours[i].n; k++) {
            while (at < s->n && !is_plain_week(s, &s->parts[at]))
                at++;
            struct directory_record r =
                at < s->n ? s->parts[at++] : new_part(s, DIRECTORY_SCHEDULE);
            TRY(put(s, &r, make_schedule(s, &s->wish->hours[i], k), e));
        }
    for (; at < s->n; at++)
        if (is_plain_week(s, &s->parts[at]))
            TRY(directory_drop(s->w, s->parts[at].id, e));
out:
    return rc;
}

/* --- where --- */

static enum err_code find_of(struct directory_record *out, bool *found_out,
                             struct saving *s, enum directory_kind kind,
                             enum directory_slot slot, struct uuid owner, struct err *e)
{
    struct directory_record *found;
    size_t n;
    enum err_code rc;
    *found_out = false;
    TRY(directory_belonging(&found, &n, s->a->arena, write_db(s->w), slot, owner, e));
    for (size_t i = 0; i < n && !*found_out; i++)
        if (found[i].kind == kind) {
            *out = found[i];
            *found_out = true;
        }
out:
    return rc;
}

/* The address of the first location; made with its location when there is none. */
static enum err_code save_address(struct saving *s, struct err *e)
{
    const struct service_wish *wish = s->wish;
    struct directory_record *at = part_of(s, DIRECTORY_SERVICE_AT_LOCATION);
    struct directory_record address = {.id = uuid7_new(), .kind = DIRECTORY_ADDRESS};
    struct uuid location = at ? at->slots[SLOT_LOCATION] : (struct uuid){{0}};
    bool found = false;
    enum err_code rc = OK;
    if (!uuid_is_nil(location))
        TRY(find_of(&address, &found, s, DIRECTORY_ADDRESS, SLOT_LOCATION, location,
                    e));
    if (!wish->municipality[0] && !found) goto out;
    if (!wish->municipality[0]) {
        rc = directory_drop(s->w, address.id, e);
        goto out;
    }
    if (uuid_is_nil(location)) {
        struct directory_record place = {.id = uuid7_new(), .kind = DIRECTORY_LOCATION};
        struct directory_record link = new_part(s, DIRECTORY_SERVICE_AT_LOCATION);
        location = link.slots[SLOT_LOCATION] = place.id;
        TRY(put(s, &place, json_pack("{s:s}", "location_type", "physical"), e));
        TRY(put(s, &link, json_object(), e));
    }
    int index = geo_municipality_index(str_of(wish->municipality));
    int province = geo_province(index, s->a->today);
    json_t *object = content_now(&address);
    address.slots[SLOT_LOCATION] = location;
    say(object, "address_1", wish->street.n ? wish->street : S("-"));
    say(object, "city", str_of(geo_municipality_name(index, LANG_NL)));
    say(object, "state_province",
        province < 0
            ? S("-")
            : str_of(code_label(code_list_at(LIST_PROVINCE), province, LANG_NL)));
    say(object, "postal_code", wish->postal_code.n ? wish->postal_code : S("-"));
    say(object, "country", S("BE"));
    say(object, "address_type", S("physical"));
    rc = put(s, &address, object, e);
out:
    return rc;
}

/* --- terms --- */

static enum err_code save_term(struct saving *s, int taxonomy, uint8_t code,
                               bool is_said, struct str value, struct err *e)
{
    struct uuid term = directory_term_id(taxonomy, code);
    struct directory_record r = {.id = uuid7_new(), .kind = DIRECTORY_ATTRIBUTE};
    bool is_there = false;
    for (size_t i = 0; i < s->n && !is_there; i++)
        if (s->parts[i].kind == DIRECTORY_ATTRIBUTE &&
            uuid_eq(s->parts[i].slots[SLOT_TERM], term)) {
            r = s->parts[i];
            is_there = true;
        }
    if (!is_said) return is_there ? directory_drop(s->w, r.id, e) : OK;
    r.slots[SLOT_ABOVE] = s->service;
    r.slots[SLOT_TERM] = term;
    json_t *object =
        json_pack("{s:s, s:s, s:s%}", "link_type", directory_taxonomy_code(taxonomy),
                  "link_entity", "service", "value", value.p, value.n);
    return put(s, &r, object, e);
}

static enum err_code save_terms(struct saving *s, struct err *e)
{
    const struct service_wish *wish = s->wish;
    const struct code_list *conditions = code_list_at(LIST_CONTEXT_CONDITION);
    const struct code_list *phases = code_list_at(LIST_PHASE);
    char days[12];
    enum err_code rc = OK;
    for (uint8_t c = 0; c < N_CONTEXT_CONDITION; c++)
        TRY(save_term(s, TAXONOMY_CONDITION, c, wish->conditions >> c & 1,
                      str_of(conditions->codes[c].code), e));
    for (uint8_t c = 0; c < N_PHASE; c++)
        TRY(save_term(s, TAXONOMY_PHASE, c, wish->phases >> c & 1,
                      str_of(phases->codes[c].code), e));
    snprintf(days, sizeof days, "%d", wish->waiting_days);
    TRY(save_term(s, TAXONOMY_PROPERTY, SERVICE_PROPERTY_WAITING_DAYS,
                  wish->waiting_days >= 0, str_of(days), e));
    TRY(save_term(s, TAXONOMY_PROPERTY, SERVICE_PROPERTY_FULL, wish->is_full, S("yes"),
                  e));
    rc = save_term(s, TAXONOMY_PROPERTY, SERVICE_PROPERTY_CHILDCARE,
                   wish->has_childcare, S("yes"), e);
out:
    return rc;
}

/* --- the service and its organisation --- */

static enum err_code save_organisation(struct uuid *out, struct saving *s,
                                       struct err *e)
{
    const struct visitor *v = &s->a->visitor;
    struct directory_record r = {.kind = DIRECTORY_ORGANIZATION};
    struct str name = s->wish->organisation;
    struct err missing = {0};
    enum err_code rc;
    TRY(directory_organisation_named(out, write_db(s->w), name, e));
    if (!uuid_is_nil(*out)) goto out;
    /* one of ours has its own id here too */
    bool is_ours = str_eq(name, str_of(v->organisation_name));
    r.id = is_ours ? v->organisation.u : uuid7_new();
    if (is_ours && directory_find(&r, s->a->arena, write_db(s->w),
                                  DIRECTORY_ORGANIZATION, r.id, &missing) != OK)
        r.id = v->organisation.u;
    *out = r.id;
    json_t *object = content_now(&r);
    say(object, "name", name);
    if (!json_object_get(object, "description")) say(object, "description", name);
    rc = put(s, &r, object, e);
out:
    return rc;
}

static enum err_code save_record(struct saving *s, struct directory_record *r,
                                 struct err *e)
{
    const struct service_wish *wish = s->wish;
    char moment[MOMENT_TEXT + 1];
    json_t *object = content_now(r);
    moment_text(moment, s->a->now_ms);
    say(object, "name", wish->name);
    say(object, "description", wish->description);
    say(object, "url", wish->url);
    say(object, "email", wish->email);
    say(object, "status", str_of(directory_status_word(wish->status)));
    say(object, "application_process", wish->application);
    say(object, "fees_description", wish->fees);
    say(object, "eligibility_description", wish->eligibility);
    say(object, "alert", wish->alert);
    say(object, "last_modified", str_of(moment));
    return put(s, r, object, e);
}

static enum err_code keep(struct saving *s, const struct directory_standing *standing,
                          struct err *e)
{
    struct directory_keeper_fact keeper = {uuid7_new(), s->service,
                                           s->a->visitor.organisation};
    struct directory_check_fact check = {.id = uuid7_new(),
                                         .service = s->service,
                                         .organisation = s->a->visitor.organisation,
                                         .worker = s->a->visitor.worker,
                                         .on = s->a->today};
    enum err_code rc = OK;
    if (uuid_is_nil(standing->keeper.u)) TRY(directory_keeper_add(s->w, &keeper, e));
    rc = directory_check_add(s->w, &check, e); /* who wrote it made sure of it */
out:
    return rc;
}

static enum err_code load_parts(struct saving *s, struct err *e)
{
    struct directory_record *own, *terms;
    size_t n_own, n_terms;
    struct db *db = write_db(s->w);
    enum err_code rc;
    TRY(directory_belonging(&own, &n_own, s->a->arena, db, SLOT_SERVICE, s->service,
                            e));
    TRY(directory_belonging(&terms, &n_terms, s->a->arena, db, SLOT_ABOVE, s->service,
                            e));
    s->parts =
        arena_new_array(s->a->arena, struct directory_record, n_own + n_terms + 1);
    if (n_own) memcpy(s->parts, own, n_own * sizeof *own);
    if (n_terms) memcpy(s->parts + n_own, terms, n_terms * sizeof *terms);
    s->n = n_own + n_terms;
out:
    return rc;
}

static enum err_code save_all(struct saving *s, struct directory_record *r,
                              struct err *e)
{
    const struct service_wish *wish = s->wish;
    enum err_code rc;
    TRY(load_parts(s, e));
    TRY(save_organisation(&r->slots[SLOT_ORGANISATION], s, e));
    TRY(save_record(s, r, e));
    TRY(save_phone(s, e));
    TRY(save_cost(s, e));
    TRY(save_values(s, (struct said){DIRECTORY_LANGUAGE, "code"}, wish->languages, ',',
                    make_language, e));
    TRY(save_values(s, (struct said){DIRECTORY_SERVICE_AREA, "name"}, wish->areas, ',',
                    make_area, e));
    TRY(save_values(s, (struct said){DIRECTORY_REQUIRED_DOCUMENT, "document"},
                    wish->documents, '\n', make_document, e));
    TRY(save_hours(s, e));
    TRY(save_address(s, e));
    rc = save_terms(s, e);
out:
    return rc;
}

enum err_code service_save(struct uuid *out, bool *is_stale_out, const struct asking *a,
                           const struct service_wish *wish, struct err *e)
{
    struct saving s = {.a = a, .wish = wish};
    struct directory_record r = {.kind = DIRECTORY_SERVICE};
    struct directory_standing standing = {0};
    bool is_new = uuid_is_nil(wish->service);
    enum err_code rc;
    *is_stale_out = false;
    TRY(field_gate(a, PERMISSION_SERVICE_WRITE, e));
    *out = !is_new ? wish->service : uuid_is_nil(a->form) ? uuid7_new() : a->form;
    TRY(work_begin(&s.w, a, is_new ? "add service" : "change service", "", e));
    r.id = s.service = *out;
    if (!is_new) {
        TRY(directory_find(&r, a->arena, write_db(s.w), DIRECTORY_SERVICE, *out, e));
        TRY(directory_standing(&standing, write_db(s.w), *out, a->today, e));
        if (!uuid_is_nil(standing.keeper.u) &&
            !is_own_organisation(a, standing.keeper)) {
            rc = err_set(e, ERR_DENIED, "another organisation keeps this service");
            err_hint(e, "say that something is not right: they will see it");
            goto out;
        }
        *is_stale_out = standing.changed_at != wish->base;
        if (*is_stale_out) goto out;
    }
    TRY(save_all(&s, &r, e));
    TRY(keep(&s, &standing, e));
    rc = work_commit(&s.w, a, e);
out:
    write_abandon(&s.w);
    return rc;
}
