#include "web/kept_form.h"

#include "act/kept_form_acts.h"
#include "base/limits.h"
#include "base/url.h"
#include "web/form_body.h"
#include "web/route.h"

/* What is kept is itself written as a form sends: page, file, path, then the values. */
enum { AT_PAGE, AT_FILE, AT_PATH, AT_VALUES };

static void add(struct buf *out, struct str name, struct str value)
{
    if (out->n) buf_add_char(out, '&');
    url_text(out, name);
    buf_add_char(out, '=');
    url_text(out, value);
}

static bool is_ours_alone(struct str name)
{
    return str_eq(name, S(FORM_CSRF)) || str_eq(name, S(FORM_ID)) ||
           str_eq(name, S(KEPT_FORM_ID)) || str_eq(name, S(FORM_PAGE));
}

/* Where the form stands: at its own path, or where its page said that it was. */
static struct str page_of(const struct request *q)
{
    struct str page = request_text(q, FORM_PAGE);
    struct named_value *values;
    size_t n;
    bool other;
    if (page.n && path_is_ours(page)) return page;
    return route_find(&values, &n, &other, q->asking.arena, S("GET"), q->path)
               ? q->path
               : STR_NONE;
}

bool form_was_kept(const struct request *q)
{
    struct buf plain = {0};
    struct err ignored = {0};
    struct str page = page_of(q);
    bool is_kept = false;
    if (!page.n || q->n_values + AT_VALUES > LIMIT_REQUEST_VALUES ||
        q->route->need == PERMISSION_OPEN || q->route->need == PERMISSION_OWN_ACCOUNT)
        return false;
    add(&plain, S("bladzijde"), page);
    add(&plain, S("bestand"), q->n_uploads ? S("ja") : STR_NONE);
    add(&plain, S("pad"), q->path);
    for (size_t i = 0; i < q->n_values; i++)
        if (!is_ours_alone(q->values[i].name))
            add(&plain, q->values[i].name, q->values[i].value);
    if (buf_check(&plain, &ignored) == OK &&
        form_keep(&is_kept, &q->asking, q->token, buf_str(&plain), &ignored) != OK)
        is_kept = false;
    buf_dispose(&plain);
    return is_kept;
}

static enum err_code open_form(struct named_value **out, size_t *n_out,
                               struct uuid *id_out, bool *found_out,
                               const struct request *q, struct uuid worker,
                               struct uuid id, struct err *e)
{
    struct str plain;
    enum err_code rc;
    TRY(form_given_back(id_out, &plain, found_out, &q->asking, worker, id, e));
    if (!*found_out) goto out;
    TRY(form_body_read(out, n_out, q->asking.arena, plain, e));
    if (*n_out < AT_VALUES || !path_is_ours((*out)[AT_PAGE].value))
        rc = err_set(e, ERR_CORRUPT, "a kept form lacks its page");
out:
    return rc;
}

const char *kept_form_path(const struct request *q, struct uuid worker)
{
    struct named_value *values;
    struct uuid id;
    struct err ignored = {0};
    size_t n;
    bool found;
    char text[UUID_TEXT + 1];
    if (open_form(&values, &n, &id, &found, q, worker, (struct uuid){{0}}, &ignored) !=
            OK ||
        !found)
        return NULL;
    struct str page = values[AT_PAGE].value;
    uuid_text(text, id);
    return arena_format(q->asking.arena, "%.*s%c" KEPT_FORM_ID "=%s", STR_ARG(page),
                        memchr(page.p, '?', page.n) ? '&' : '?', text);
}

enum err_code kept_form_show(struct request *q, struct err *e)
{
    struct arena *a = q->asking.arena;
    struct form_errors ignored = {.n = 0};
    struct named_value *values;
    struct uuid id, found_id;
    struct str page, path;
    size_t n;
    bool found;
    enum err_code rc;
    if (!form_id(&id, q, KEPT_FORM_ID, false, "", &ignored)) return OK;
    TRY(open_form(&values, &n, &found_id, &found, q, q->asking.visitor.worker, id, e));
    if (!found) goto out;
    page = values[AT_PAGE].value;
    if (!str_split(&path, &page, '?') || !str_eq(path, q->path)) goto out;
    struct kept_value *at = arena_new_array(a, struct kept_value, n);
    for (size_t i = AT_VALUES; i < n; i++)
        at[i - AT_VALUES] = (struct kept_value){values[i].name, values[i].value};
    q->kept = arena_new(a, struct kept_values);
    *q->kept = (struct kept_values){.id = str_to_c(a, request_text(q, KEPT_FORM_ID)),
                                    .action = str_to_c(a, values[AT_PATH].value),
                                    .at = at,
                                    .n = n - AT_VALUES,
                                    .had_file = values[AT_FILE].value.n > 0};
out:
    return rc;
}

enum err_code kept_form_sent(const struct request *q, struct err *e)
{
    struct form_errors ignored = {.n = 0};
    struct uuid id;
    if (!form_id(&id, q, KEPT_FORM_ID, false, "", &ignored)) return OK;
    return form_keep_no_more(&q->asking, id, e);
}
