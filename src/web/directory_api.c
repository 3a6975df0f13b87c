/* The social map for other programs: the endpoints of Open Referral's HSDS 3 under
 * /hsds, open to everybody. What stands here is what a service says of itself, never
 * who keeps it or who works here; nothing about persons who are accompanied is reached
 * from here. A client is slowed down, answers are small pieces, and what did not change
 * is not sent again. */
#include <pthread.h>

#include "act/directory_source.h"
#include "web/route.h"

enum {
    PER_PAGE = 50,
    MOST_PER_PAGE = 100,
    MOST_FULL = 25, /* full objects of one piece */
    MOST_WORDS = 200,
    BURST = 1000,  /* requests at once */
    A_SECOND = 20, /* and from then on, from one address */
    CLIENTS_KNOWN = 1024,
};

/* --- how often --- */

/* A bucket of an address that fills again; two addresses in one place share it. */
static struct bucket {
    uint64_t client;
    int64_t at_ms;
    int64_t tokens_milli;
} buckets[CLIENTS_KNOWN];
static pthread_mutex_t buckets_lock = PTHREAD_MUTEX_INITIALIZER;

static bool may_ask(const struct request *q)
{
    uint64_t client = str_hash(q->address);
    struct bucket *b = &buckets[client % CLIENTS_KNOWN];
    int64_t now = q->asking.now_ms;
    pthread_mutex_lock(&buckets_lock);
    if (b->client != client || !b->at_ms)
        *b = (struct bucket){client, now, (int64_t)BURST * 1000};
    b->tokens_milli =
        MIN_OF(b->tokens_milli + MAX_OF(now - b->at_ms, INT64_C(0)) * A_SECOND,
               (int64_t)BURST * 1000);
    b->at_ms = now;
    bool may = b->tokens_milli >= 1000;
    if (may) b->tokens_milli -= 1000;
    pthread_mutex_unlock(&buckets_lock);
    return may;
}

static void say_error(struct reply *r, int status, const char *words)
{
    struct json_writer w;
    struct err ignored = {0};
    buf_clear(&r->body);
    r->status = status;
    r->is_public = false;
    json_begin(&w, &r->body);
    json_begin_object(&w);
    json_key(&w, "error");
    json_put_c(&w, words);
    json_end_object(&w);
    if (json_finish(&w, &ignored) != OK) buf_clear(&r->body);
}

/* False when an answer stands there already. */
static bool begin(struct reply *r, const struct request *q)
{
    r->type = "application/json";
    r->is_public = true;
    if (may_ask(q)) return true;
    say_error(r, 429, "too many requests: wait a second");
    return false;
}

/* --- what is asked --- */

struct asked {
    struct directory_from from;
    struct hsds_source source;
    int64_t page, per_page;
    struct str words;
    bool is_full, is_minimal;
    const char *fault; /* what cannot be read; NULL */
};

static bool read_flag(struct asked *x, const struct request *q, const char *name)
{
    struct str v = request_text(q, name);
    if (v.n && !str_eq(v, S("true")) && !str_eq(v, S("false")))
        x->fault = "expected true or false";
    return str_eq(v, S("true"));
}

static int64_t read_number(struct asked *x, const struct request *q, const char *name,
                           int64_t most, int64_t otherwise)
{
    struct form_errors errors = {0};
    int64_t n = otherwise;
    if (request_text(q, name).n && !form_number(&n, q, name, 1, most, "", &errors))
        x->fault = "expected a number: page from 1, per_page from 1 to 100";
    return n;
}

static struct uuid read_id(struct asked *x, const struct request *q, const char *name)
{
    struct uuid id = {{0}};
    struct str v = request_text(q, name);
    if (v.n && uuid_parse(&id, v, NULL) != OK) x->fault = "expected an id (UUID)";
    return id;
}

static int64_t read_moment(struct asked *x, const struct request *q)
{
    struct str v = request_text(q, "modified_after");
    struct day d;
    int64_t ms = 0;
    if (!v.n) return 0;
    if (day_parse(&d, v, NULL) == OK) return day_to_moment(d);
    if (moment_parse(&ms, v, NULL) != OK)
        x->fault = "expected a moment: 2026-05-12T00:00:00Z";
    return ms;
}

static struct asked read_asked(const struct request *q)
{
    struct asked x = {.from = {.arena = q->asking.arena,
                               .db = q->asking.house->db,
                               .lang = LANG_NL,
                               .is_public = true},
                      .words = request_text(q, "search")};
    struct str format = request_text(q, "format");
    if (format.n && !str_eq(format, S("json"))) x.fault = "expected format json";
    if (request_text(q, "proximity").n) x.fault = "proximity is not known here";
    if (x.words.n > MOST_WORDS) x.fault = "the search is too long";
    x.is_full = read_flag(&x, q, "full") || read_flag(&x, q, "full_service");
    x.is_minimal = read_flag(&x, q, "minimal");
    x.page = read_number(&x, q, "page", 1000000, 1);
    x.per_page = read_number(&x, q, "per_page", MOST_PER_PAGE, PER_PAGE);
    if (x.is_full) x.per_page = MIN_OF(x.per_page, (int64_t)MOST_FULL);
    return x;
}

/* --- a page of a list --- */

static void open_page(struct buf *out, const struct asked *x, int64_t total, size_t n)
{
    int64_t pages = (total + x->per_page - 1) / x->per_page;
    buf_format(out,
               "{\"total_items\":%lld,\"total_pages\":%lld,\"page_number\":%lld,"
               "\"size\":%zu,\"first_page\":%s,\"last_page\":%s,\"empty\":%s,"
               "\"contents\":[",
               (long long)total, (long long)pages, (long long)x->page, n,
               x->page == 1 ? "true" : "false", x->page >= pages ? "true" : "false",
               n ? "false" : "true");
}

static enum err_code put_record(struct buf *out, struct asked *x,
                                const struct directory_record *r, struct err *e)
{
    return x->is_full ? hsds_write_full(out, &x->source, r, e)
                      : hsds_write_basic(out, &x->source, r, e);
}

static void put_minimal(struct buf *out, struct asked *x,
                        const struct directory_record *r)
{
    char id[UUID_TEXT + 1];
    struct str when = directory_text(x->from.arena, r->content, "last_modified");
    uuid_text(id, r->id);
    buf_format(out, "{\"id\":\"%s\",\"modified_date\":\"%.*s\"}", id, STR_ARG(when));
}

static enum err_code show_list(struct reply *r, struct asked *x,
                               const struct directory_record *records, size_t n,
                               int64_t total, struct err *e)
{
    enum err_code rc = OK;
    open_page(&r->body, x, total, n);
    for (size_t i = 0; i < n; i++) {
        if (i) buf_add_char(&r->body, ',');
        if (x->is_minimal)
            put_minimal(&r->body, x, &records[i]);
        else
            TRY(put_record(&r->body, x, &records[i], e));
    }
    buf_add_c(&r->body, "]}");
out:
    return rc;
}

static size_t first_of(const struct asked *x)
{
    return (size_t)((x->page - 1) * x->per_page);
}

/* --- services --- */

/* Which of our taxonomies it is, for terms that stand in the code; NULL: none. */
static const char *own_taxonomy(struct uuid id)
{
    for (int t = 0; t < N_DIRECTORY_TAXONOMIES; t++)
        if (uuid_eq(directory_taxonomy_id(t), id)) return directory_taxonomy_code(t);
    return NULL;
}

static enum err_code list_services(struct reply *r, struct request *q, struct err *e)
{
    struct asked x = read_asked(q);
    struct directory_record *records;
    struct service_hit *hits;
    int64_t total;
    size_t n;
    enum err_code rc = OK;
    if (!begin(r, q)) goto out;
    x.source = directory_source(&x.from);
    struct service_wanted w = {.words = x.words,
                               .term = read_id(&x, q, "taxonomy_term_id"),
                               .taxonomy = read_id(&x, q, "taxonomy_id"),
                               .organisation = read_id(&x, q, "organization_id"),
                               .modified_from_ms = read_moment(&x, q),
                               .first = first_of(&x),
                               .most = (size_t)x.per_page};
    w.own_terms = own_taxonomy(w.taxonomy);
    if (x.fault) {
        say_error(r, 400, x.fault);
        goto out;
    }
    TRY(service_search(&hits, &n, &total, x.from.arena, x.from.db, &w, e));
    records = arena_new_array(x.from.arena, struct directory_record, n);
    for (size_t i = 0; i < n; i++)
        TRY(directory_get(&records[i], &x.from, DIRECTORY_SERVICE, hits[i].id, e));
    rc = show_list(r, &x, records, n, total, e);
out:
    return rc;
}

/* --- other lists --- */

static enum err_code list_kind(struct reply *r, struct request *q,
                               enum directory_kind kind, struct err *e)
{
    struct asked x = read_asked(q);
    struct directory_record *records;
    int64_t total;
    size_t n;
    enum err_code rc = OK;
    if (!begin(r, q)) goto out;
    x.source = directory_source(&x.from);
    x.is_minimal = false;
    struct directory_wanted w = {.kind = kind,
                                 .words = x.words,
                                 .organisation = read_id(&x, q, "organization_id"),
                                 .term = read_id(&x, q, "taxonomy_term_id"),
                                 .postal_code = request_text(q, "postcode"),
                                 .modified_from_ms = read_moment(&x, q),
                                 .first = first_of(&x),
                                 .most = (size_t)x.per_page};
    if (x.fault) {
        say_error(r, 400, x.fault);
        goto out;
    }
    TRY(directory_search(&records, &n, &total, x.from.arena, x.from.db, &w, e));
    rc = show_list(r, &x, records, n, total, e);
out:
    return rc;
}

static enum err_code list_organisations(struct reply *r, struct request *q,
                                        struct err *e)
{
    return list_kind(r, q, DIRECTORY_ORGANIZATION, e);
}

static enum err_code list_places(struct reply *r, struct request *q, struct err *e)
{
    return list_kind(r, q, DIRECTORY_SERVICE_AT_LOCATION, e);
}

/* --- terms: ours, out of the code lists, before those of others --- */

static bool has_words(struct arena *a, const struct directory_record *r, struct str w)
{
    enum { MOST_CHARS = 256 };
    struct str name = directory_text(a, r->content, "name");
    if (!w.n) return true;
    for (size_t i = 0; i + w.n <= name.n && i < MOST_CHARS; i++)
        if (str_eq_nocase((struct str){name.p + i, w.n}, w)) return true;
    return false;
}

static size_t own_terms(struct directory_record *out, const struct asked *x,
                        const struct directory_wanted *w)
{
    size_t n = 0;
    struct directory_record one;
    for (int t = 0; t < N_DIRECTORY_TAXONOMIES; t++) {
        struct uuid id = directory_taxonomy_id(t);
        if (w->kind == DIRECTORY_TAXONOMY) {
            directory_own_taxonomy(&one, x->from.arena, t, x->from.lang);
            if (has_words(x->from.arena, &one, w->words)) out[n++] = one;
            continue;
        }
        if (!uuid_is_nil(w->above)) continue; /* ours have no parents */
        if (!uuid_is_nil(w->taxonomy) && !uuid_eq(w->taxonomy, id)) continue;
        for (uint8_t c = 0; c < code_list_at(directory_taxonomy_list(t))->n; c++) {
            directory_own_term(&one, x->from.arena, t, c, x->from.lang);
            if (has_words(x->from.arena, &one, w->words)) out[n++] = one;
        }
    }
    return n;
}

static enum err_code list_terms_of(struct reply *r, struct request *q,
                                   enum directory_kind kind, struct err *e)
{
    enum { OWN_MOST = N_CONTEXT_CONDITION + N_PHASE + N_SERVICE_PROPERTY };
    struct directory_record own[OWN_MOST + N_DIRECTORY_TAXONOMIES], *all, *others;
    struct asked x = read_asked(q);
    int64_t total;
    size_t n_others, n = 0;
    enum err_code rc = OK;
    if (!begin(r, q)) goto out;
    x.source = directory_source(&x.from);
    x.is_full = x.is_minimal = false;
    struct directory_wanted w = {.kind = kind,
                                 .words = x.words,
                                 .above = read_id(&x, q, "parent_id"),
                                 .taxonomy = read_id(&x, q, "taxonomy_id"),
                                 .is_top_only = read_flag(&x, q, "top_only")};
    if (x.fault) {
        say_error(r, 400, x.fault);
        goto out;
    }
    size_t n_own = own_terms(own, &x, &w), first = first_of(&x);
    w.first = first > n_own ? first - n_own : 0;
    w.most = (size_t)x.per_page;
    TRY(directory_search(&others, &n_others, &total, x.from.arena, x.from.db, &w, e));
    all = arena_new_array(x.from.arena, struct directory_record, (size_t)x.per_page);
    for (size_t i = first; i < n_own && n < (size_t)x.per_page; i++)
        all[n++] = own[i];
    for (size_t i = 0; i < n_others && n < (size_t)x.per_page; i++)
        all[n++] = others[i];
    rc = show_list(r, &x, all, n, total + (int64_t)n_own, e);
out:
    return rc;
}

static enum err_code list_terms(struct reply *r, struct request *q, struct err *e)
{
    return list_terms_of(r, q, DIRECTORY_TAXONOMY_TERM, e);
}

static enum err_code list_taxonomies(struct reply *r, struct request *q, struct err *e)
{
    return list_terms_of(r, q, DIRECTORY_TAXONOMY, e);
}

/* --- one --- */

static enum err_code show_one(struct reply *r, struct request *q,
                              enum directory_kind kind, struct err *e)
{
    struct asked x = read_asked(q);
    struct directory_record record;
    enum err_code rc = OK;
    if (!begin(r, q)) return OK;
    x.source = directory_source(&x.from);
    rc = directory_get(&record, &x.from, kind, request_id(q, "record"), e);
    if (rc == ERR_NOT_FOUND) {
        say_error(r, 404, "not found");
        return OK;
    }
    if (rc == OK) rc = hsds_write_full(&r->body, &x.source, &record, e);
    return rc;
}

static enum err_code show_service(struct reply *r, struct request *q, struct err *e)
{
    return show_one(r, q, DIRECTORY_SERVICE, e);
}

static enum err_code show_organisation(struct reply *r, struct request *q,
                                       struct err *e)
{
    return show_one(r, q, DIRECTORY_ORGANIZATION, e);
}

static enum err_code show_place(struct reply *r, struct request *q, struct err *e)
{
    return show_one(r, q, DIRECTORY_SERVICE_AT_LOCATION, e);
}

static enum err_code show_term(struct reply *r, struct request *q, struct err *e)
{
    return show_one(r, q, DIRECTORY_TAXONOMY_TERM, e);
}

static enum err_code show_taxonomy(struct reply *r, struct request *q, struct err *e)
{
    return show_one(r, q, DIRECTORY_TAXONOMY, e);
}

/* --- about --- */

static enum err_code show_about(struct reply *r, struct request *q, struct err *e)
{
    struct json_writer w;
    struct arena *a = q->asking.arena;
    if (!begin(r, q)) return OK;
    json_begin(&w, &r->body);
    json_begin_object(&w);
    json_key(&w, "version");
    json_put_c(&w, "3.0");
    json_key(&w, "profile");
    json_put_c(&w, arena_format(a, "%s/hsds/profile", q->site));
    json_key(&w, "openapi_url");
    json_put_c(&w, "https://raw.githubusercontent.com/openreferral/specification/3.0/"
                   "schema/openapi.json");
    json_end_object(&w);
    return json_finish(&w, e);
}

static enum err_code show_profile(struct reply *r, struct request *q, struct err *e)
{
    if (!begin(r, q)) return OK;
    r->type = "application/schema+json";
    return hsds_schema(&r->body, DIRECTORY_SERVICE, e);
}

#define PIECE                                                                          \
    {"search", VALUE_TEXT, 0, false, "words in name or description"},                  \
        {"page", VALUE_NUMBER, 0, false, "which piece, from 1"},                       \
        {"per_page", VALUE_NUMBER, 0, false, "how many, 1 to 100"},                    \
    {                                                                                  \
        "format", VALUE_TEXT, 0, false, "json"                                         \
    }
static const struct route_value services_query[] = {
    PIECE,
    {"taxonomy_term_id", VALUE_ID, 0, false, "services with this term"},
    {"taxonomy_id", VALUE_ID, 0, false, "services with a term of this taxonomy"},
    {"organization_id", VALUE_ID, 0, false, "services of this organisation"},
    {"modified_after", VALUE_TEXT, 0, false, "changed on or after this moment"},
    {"minimal", VALUE_FLAG, 0, false, "only id and modified_date"},
    {"full", VALUE_FLAG, 0, false, "with all that is nested; at most 25 at once"},
    {0},
};
static const struct route_value places_query[] = {
    PIECE,
    {"taxonomy_term_id", VALUE_ID, 0, false, "of services with this term"},
    {"organization_id", VALUE_ID, 0, false, "of services of this organisation"},
    {"modified_after", VALUE_TEXT, 0, false, "changed on or after this moment"},
    {"postcode", VALUE_TEXT, 0, false, "at an address with this postal code"},
    {"full", VALUE_FLAG, 0, false, "with all that is nested; at most 25 at once"},
    {0},
};
static const struct route_value organisations_query[] = {
    PIECE,
    {"full", VALUE_FLAG, 0, false, "with all that is nested; at most 25 at once"},
    {"full_service", VALUE_FLAG, 0, false, "the same"},
    {0},
};
static const struct route_value terms_query[] = {
    PIECE,
    {"taxonomy_id", VALUE_ID, 0, false, "terms of this taxonomy"},
    {"parent_id", VALUE_ID, 0, false, "terms below this one"},
    {"top_only", VALUE_FLAG, 0, false, "terms without a parent"},
    {0},
};
static const struct route_value taxonomies_query[] = {PIECE, {0}};

const struct route directory_api_routes[] = {
    {"GET", "/hsds", PERMISSION_OPEN, NULL, "the social map for programs (HSDS 3)",
     show_about},
    {"GET", "/hsds/profile", PERMISSION_OPEN, NULL,
     "a full service with everything nested, as a JSON Schema", show_profile},
    {"GET", "/hsds/services", PERMISSION_OPEN, services_query, "services, a page",
     list_services},
    {"GET", "/hsds/services/:record", PERMISSION_OPEN, NULL, "a full service",
     show_service},
    {"GET", "/hsds/organizations", PERMISSION_OPEN, organisations_query,
     "organisations that offer services, a page", list_organisations},
    {"GET", "/hsds/organizations/:record", PERMISSION_OPEN, NULL,
     "a full organisation with its services", show_organisation},
    {"GET", "/hsds/service_at_locations", PERMISSION_OPEN, places_query,
     "services at locations, a page", list_places},
    {"GET", "/hsds/service_at_locations/:record", PERMISSION_OPEN, NULL,
     "a full service at a location", show_place},
    {"GET", "/hsds/taxonomies", PERMISSION_OPEN, taxonomies_query, "taxonomies, a page",
     list_taxonomies},
    {"GET", "/hsds/taxonomies/:record", PERMISSION_OPEN, NULL, "a taxonomy",
     show_taxonomy},
    {"GET", "/hsds/taxonomy_terms", PERMISSION_OPEN, terms_query, "terms, a page",
     list_terms},
    {"GET", "/hsds/taxonomy_terms/:record", PERMISSION_OPEN, NULL, "a term", show_term},
    {0},
};
