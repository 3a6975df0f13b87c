/* For who keeps the server running. Open to everybody, and therefore about nobody. */
#include "base/json.h"
#include "base/log.h"
#include "store/account_store.h"
#include "web/figures.h"
#include "web/route.h"

/* A read of a table that pages use: it fails when the disk or the file does. */
static bool database_answers(const struct request *q)
{
    struct form_reply reply;
    bool found;
    struct err e = {0};
    const struct uuid nobodys = {0};
    if (form_reply_find(&reply, &found, q->asking.arena, q->asking.house->db, nobodys,
                        &e) == OK)
        return true;
    log_err(LOG_ERROR, &e, "database does not answer", log_bool("health", false));
    return false;
}

static enum err_code show_health(struct reply *r, struct request *q, struct err *e)
{
    struct json_writer w;
    bool fine = database_answers(q);
    r->type = "application/json";
    r->status = fine ? 200 : 503;
    json_begin(&w, &r->body);
    json_begin_object(&w);
    json_key(&w, "status");
    json_put_c(&w, fine ? "ok" : "database");
    json_key(&w, "version");
    json_put_c(&w, VINDPLAATS_VERSION);
    json_end_object(&w);
    return json_finish(&w, e);
}

static enum err_code show_metrics(struct reply *r, struct request *q, struct err *e)
{
    int64_t n = 0;
    enum err_code rc;
    if (!q->figures) return err_set(e, ERR_UNAVAILABLE, "nothing is counted here");
    TRY(session_count(&n, q->asking.house->db, q->asking.now_ms, e));
    r->type = "text/plain; version=0.0.4; charset=utf-8";
    figures_write(&r->body, q->figures, n);
out:
    return rc;
}

const struct route health_routes[] = {
    {"GET", "/health", PERMISSION_OPEN, NULL,
     "does the server answer, and its database", show_health},
    {"GET", "/metrics", PERMISSION_OPEN, NULL, "figures of the server, for Prometheus",
     show_metrics},
    {0},
};
