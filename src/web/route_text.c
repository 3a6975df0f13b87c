#include "web/route_text.h"

#include "base/json.h"
#include "domain/lists.h"
#include "web/passing.h"

void routes_table(struct buf *out)
{
    for (size_t i = 0; i < route_count(); i++) {
        const struct route *r = route_at(i);
        buf_format(out, "%s\t%s\t%s\t%s\n", r->method, r->path,
                   permission_word(r->need), r->help);
    }
}

/* --- OpenAPI --- */

static void put(struct json_writer *w, const char *name, const char *text)
{
    json_key(w, name);
    json_put_c(w, text);
}

static void open_object(struct json_writer *w, const char *name)
{
    json_key(w, name);
    json_begin_object(w);
}

static void put_codes(struct json_writer *w, size_t list, bool is_needed)
{
    const struct code_list *codes = code_list_at(list);
    json_key(w, "enum");
    json_begin_array(w);
    for (int i = 0; i < codes->n; i++)
        json_put_c(w, codes->codes[i].code);
    if (!is_needed) json_put_c(w, "");
    json_end_array(w);
}

static void put_schema(struct json_writer *w, const struct route_value *v)
{
    json_begin_object(w);
    put(w, "type", v->kind == VALUE_NUMBER ? "integer" : "string");
    switch (v->kind) {
    case VALUE_DAY:
        put(w, "format", "date");
        break;
    case VALUE_TIME:
        put(w, "pattern", "^[0-2][0-9]:[0-5][0-9]$");
        break;
    case VALUE_ID:
        put(w, "format", "uuid");
        break;
    case VALUE_CODE:
        put_codes(w, (size_t)v->list, v->is_needed);
        break;
    case VALUE_FLAG:
        json_key(w, "enum");
        json_begin_array(w);
        json_put_c(w, "1");
        json_put_c(w, "");
        json_end_array(w);
        break;
    case VALUE_FILE:
        put(w, "contentMediaType", "application/octet-stream");
        break;
    default:
        break;
    }
    if (v->help) put(w, "description", v->help);
    json_end_object(w);
}

static void put_parameter(struct json_writer *w, const struct route_value *v,
                          const char *where, bool is_needed)
{
    json_begin_object(w);
    put(w, "name", v->name);
    put(w, "in", where);
    json_key(w, "required");
    json_put_bool(w, is_needed);
    json_key(w, "schema");
    put_schema(w, v);
    json_end_object(w);
}

/* The next piece of a path that is a name (":person"); false at the end. */
static bool next_name(char *out, size_t size, const char **path)
{
    const char *colon = strstr(*path, "/:");
    if (!colon) return false;
    size_t n = strcspn(colon + 2, "/");
    snprintf(out, size, "%.*s", (int)n, colon + 2);
    *path = colon + 2 + n;
    return true;
}

static void put_parameters(struct json_writer *w, const struct route *r)
{
    const char *path = r->path;
    char name[64];
    json_key(w, "parameters");
    json_begin_array(w);
    while (next_name(name, sizeof name, &path)) {
        struct route_value v = {name, strcmp(name, "token") ? VALUE_ID : VALUE_TEXT, 0,
                                true, NULL};
        put_parameter(w, &v, "path", true);
    }
    if (strcmp(r->method, "GET") == 0)
        for (const struct route_value *v = r->values; v && v->name; v++)
            put_parameter(w, v, "query", v->is_needed);
    json_end_array(w);
}

static void put_form(struct json_writer *w, const struct route *r)
{
    static const struct route_value ours[] = {
        {FORM_CSRF, VALUE_TEXT, 0, true, "the token against forgery of a form"},
        {FORM_PAGE, VALUE_TEXT, 0, false, "the page that the form stands on"},
        {KEPT_FORM_ID, VALUE_ID, 0, false, "the form as it was kept, which comes back"},
        {FORM_ID, VALUE_ID, 0, false,
         "made by who sends the form: sent twice, it is answered once"},
        {0},
    };
    const struct route_value *both[] = {ours, r->values};
    bool has_file = false;
    for (const struct route_value *v = r->values; v && v->name; v++)
        has_file = has_file || v->kind == VALUE_FILE;
    open_object(w, "requestBody");
    json_key(w, "required");
    json_put_bool(w, true);
    open_object(w, "content");
    open_object(w,
                has_file ? "multipart/form-data" : "application/x-www-form-urlencoded");
    open_object(w, "schema");
    put(w, "type", "object");
    open_object(w, "properties");
    for (size_t i = 0; i < ARRAY_LEN(both); i++)
        for (const struct route_value *v = both[i]; v && v->name; v++) {
            json_key(w, v->name);
            put_schema(w, v);
        }
    json_end_object(w);
    json_key(w, "required");
    json_begin_array(w);
    for (size_t i = 0; i < ARRAY_LEN(both); i++)
        for (const struct route_value *v = both[i]; v && v->name; v++)
            if (v->is_needed) json_put_c(w, v->name);
    json_end_array(w);
    json_end_object(w);
    json_end_object(w);
    json_end_object(w);
    json_end_object(w);
}

static void put_response(struct json_writer *w, const char *status, const char *text)
{
    open_object(w, status);
    put(w, "description", text);
    json_end_object(w);
}

static void put_responses(struct json_writer *w, const struct route *r)
{
    bool is_form = strcmp(r->method, "POST") == 0;
    bool is_open = permission_scope_of(r->need) == SCOPE_OPEN;
    open_object(w, "responses");
    if (!is_form) put_response(w, "200", "the page");
    if (is_form || !is_open)
        put_response(w, "303",
                     is_form ? "done: to where the outcome is; or to the login"
                             : "to the login, when nobody is logged in");
    if (is_form || !is_open)
        put_response(w, "403", "not for this role, or a form without its token");
    put_response(w, "404", "not there, or not for this visitor: they look the same");
    if (is_form) {
        put_response(w, "409", "this form was answered before with other contents");
        put_response(w, "413", "larger than the limit");
        put_response(w, "422", "the form again, with what to change");
    }
    json_end_object(w);
}

static void put_operation(struct json_writer *w, const struct route *r)
{
    bool is_form = strcmp(r->method, "POST") == 0;
    char id[160];
    size_t n = (size_t)snprintf(id, sizeof id, "%s", is_form ? "post" : "get");
    for (const char *c = r->path; *c && n + 1 < sizeof id; c++)
        id[n++] = (*c >= 'a' && *c <= 'z') || (*c >= '0' && *c <= '9') ? *c : '_';
    id[n] = '\0';
    open_object(w, is_form ? "post" : "get");
    put(w, "operationId", id);
    put(w, "summary", r->help);
    put(w, "x-permission", permission_word(r->need));
    json_key(w, "security");
    json_begin_array(w);
    if (permission_scope_of(r->need) != SCOPE_OPEN) {
        json_begin_object(w);
        json_key(w, "session");
        json_begin_array(w);
        json_end_array(w);
        json_end_object(w);
    }
    json_end_array(w);
    put_parameters(w, r);
    if (is_form) put_form(w, r);
    put_responses(w, r);
    json_end_object(w);
}

static bool is_first_of_path(size_t at)
{
    for (size_t i = 0; i < at; i++)
        if (strcmp(route_at(i)->path, route_at(at)->path) == 0) return false;
    return true;
}

/* "/personen/{person}" */
static void put_path(struct json_writer *w, size_t at)
{
    const char *path = route_at(at)->path;
    struct buf name = {0};
    for (const char *c = path; *c; c++) {
        if (*c != ':') {
            buf_add_char(&name, *c);
            continue;
        }
        size_t n = strcspn(c + 1, "/");
        buf_format(&name, "{%.*s}", (int)n, c + 1);
        c += n;
    }
    open_object(w, name.p);
    for (size_t i = at; i < route_count(); i++)
        if (strcmp(route_at(i)->path, path) == 0) put_operation(w, route_at(i));
    json_end_object(w);
    buf_dispose(&name);
}

enum err_code routes_openapi(struct buf *out, struct err *e)
{
    struct json_writer w;
    json_begin(&w, out);
    json_begin_object(&w);
    put(&w, "openapi", "3.1.0");
    open_object(&w, "info");
    put(&w, "title", "Vindplaats");
    put(&w, "version", VINDPLAATS_VERSION);
    put(&w, "description",
        "Pages and forms for people. What a form sends is url-encoded; an answer is a "
        "page, or leads to one.");
    open_object(&w, "license");
    put(&w, "name", "EUPL-1.2");
    put(&w, "identifier", "EUPL-1.2");
    json_end_object(&w);
    json_end_object(&w);
    json_key(&w, "servers");
    json_begin_array(&w);
    json_begin_object(&w);
    put(&w, "url", "/");
    json_end_object(&w);
    json_end_array(&w);
    open_object(&w, "paths");
    for (size_t i = 0; i < route_count(); i++)
        if (is_first_of_path(i)) put_path(&w, i);
    json_end_object(&w);
    open_object(&w, "components");
    open_object(&w, "securitySchemes");
    open_object(&w, "session");
    put(&w, "type", "apiKey");
    put(&w, "in", "cookie");
    put(&w, "name", COOKIE_SESSION);
    put(&w, "description", "made by the login; over https its name is __Host-sessie");
    json_end_object(&w);
    json_end_object(&w);
    json_end_object(&w);
    json_end_object(&w);
    return json_finish(&w, e);
}

/* --- who may what --- */

static const char *scope_words(enum permission p)
{
    static const char *const words[] = {
        [SCOPE_OPEN] = "everybody",
        [SCOPE_LOGIN] = "who is logged in",
        [SCOPE_ROLE] = "the role",
        [SCOPE_PERSON] = "the role, and a relation to the person",
    };
    return words[permission_scope_of(p)];
}

static void matrix_row(struct buf *out, enum permission p, const struct code_list *list)
{
    buf_format(out, "| %s | %s | %s |", permission_word(p), permission_help(p),
               scope_words(p));
    for (int role = 0; role < list->n; role++) {
        enum permission_scope scope = permission_scope_of(p);
        bool has = scope == SCOPE_OPEN || scope == SCOPE_LOGIN ||
                   role_has((enum code_of_worker_role)role, p);
        buf_format(out, " %s |", has ? "yes" : "");
    }
    buf_add_c(out, "\n");
}

void routes_matrix(struct buf *out)
{
    const struct code_list *list = code_list_at(LIST_WORKER_ROLE);
    buf_add_c(
        out, "# Who may what\n\n"
             "Made by `vindplaats routes --matrix` from the rows that decide\n"
             "(`src/domain/permission.def`, `src/domain/access_roles.def`); a test\n"
             "compares. `vindplaats routes` says which page asks which. What a\n"
             "permission of a person opens depends further on the relation and on the\n"
             "kind of data: `src/domain/access.h`.\n\n"
             "| permission | for | asked |");
    for (int role = 0; role < list->n; role++)
        buf_format(out, " %s |", list->codes[role].code);
    buf_add_c(out, "\n|---|---|---|");
    for (int role = 0; role < list->n; role++)
        buf_add_c(out, "---|");
    buf_add_c(out, "\n");
    for (int p = 0; p < N_PERMISSIONS; p++)
        matrix_row(out, (enum permission)p, list);
}
