/* The language of the pages, kept in a cookie: chosen by whoever reads them, at the
 * foot of every page. A plain link, because nothing is changed but how things are
 * shown. */
#include "web/route.h"

static enum err_code choose_language(struct reply *r, struct request *q, struct err *e)
{
    (void)e;
    enum tongue tongue;
    if (tongue_named(&tongue, request_text(q, "taal"))) reply_tongue(r, tongue);
    struct str back = request_text(q, "terug");
    reply_redirect(r, q, path_is_ours(back) ? str_to_c(q->asking.arena, back) : "/",
                   NULL);
    return OK;
}

static const struct route_value language_values[] = {
    {"taal", VALUE_TEXT, 0, true, "nl, fr, en or ar"},
    {"terug", VALUE_TEXT, 0, false, "the page to go back to"},
    {0},
};

const struct route language_routes[] = {
    {"GET", "/taal", PERMISSION_OPEN, language_values,
     "choose the language of the pages", choose_language},
    {0},
};
