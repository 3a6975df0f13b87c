#include "web/request.h"

struct str request_text(const struct request *q, const char *name)
{
    for (size_t i = 0; i < q->n_values; i++)
        if (str_eq_c(q->values[i].name, name)) return q->values[i].value;
    return STR_NONE;
}

bool request_has(const struct request *q, const char *name)
{
    for (size_t i = 0; i < q->n_values; i++)
        if (str_eq_c(q->values[i].name, name)) return true;
    return false;
}

struct str request_many(const struct request *q, const char *name)
{
    struct buf all;
    struct str joined;
    buf_init(&all, 0);
    for (size_t i = 0; i < q->n_values; i++) {
        if (!str_eq_c(q->values[i].name, name) || !q->values[i].value.n) continue;
        if (all.n) buf_add_char(&all, ',');
        buf_add(&all, q->values[i].value);
    }
    joined = str_copy(q->asking.arena, buf_str(&all));
    buf_dispose(&all);
    return joined;
}

struct uuid request_id(const struct request *q, const char *name)
{
    struct uuid id = {0};
    for (size_t i = 0; i < q->n_path_values; i++)
        if (str_eq_c(q->path_values[i].name, name) &&
            uuid_parse(&id, q->path_values[i].value, NULL) == OK)
            return id;
    bug("the path of this route has no such id");
}

struct str request_token(const struct request *q)
{
    for (size_t i = 0; i < q->n_path_values; i++)
        if (str_eq_c(q->path_values[i].name, "token")) return q->path_values[i].value;
    bug("the path of this route has no token");
}

const struct upload *request_upload(const struct request *q, const char *name)
{
    for (size_t i = 0; i < q->n_uploads; i++)
        if (str_eq_c(q->uploads[i].name, name)) return &q->uploads[i];
    return NULL;
}
