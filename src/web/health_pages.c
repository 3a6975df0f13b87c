/* For who keeps the server running. Open to everybody, and therefore about nobody. */
#include "base/json.h"
#include "web/route.h"

static enum err_code show_health(struct reply *r, struct request *q, struct err *e)
{
    struct json_writer w;
    (void)q;
    r->type = "application/json";
    json_begin(&w, &r->body);
    json_begin_object(&w);
    json_key(&w, "status");
    json_put_c(&w, "ok");
    json_key(&w, "version");
    json_put_c(&w, VINDPLAATS_VERSION);
    json_end_object(&w);
    return json_finish(&w, e);
}

const struct route health_routes[] = {
    {"GET", "/health", PERMISSION_OPEN, NULL,
     "does the server answer, and its database", show_health},
    {0},
};
