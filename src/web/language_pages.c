/* The language of the pages, kept in a cookie: chosen by whoever reads them, at the
 * foot of every page. A plain link, because nothing is changed but how things are
 * shown. */
#include "web/route.h"

/* A page of ours, and never an address that leads elsewhere. */
static bool is_our_path(struct str path)
{
    if (!path.n || path.p[0] != '/') return false;
    if (path.n > 1 && (path.p[1] == '/' || path.p[1] == '\\')) return false;
    for (size_t i = 0; i < path.n; i++)
        if ((unsigned char)path.p[i] <= 0x20 || (unsigned char)path.p[i] >= 0x7f)
            return false;
    return true;
}

static enum err_code choose_language(struct reply *r, struct request *q, struct err *e)
{
    (void)e;
    enum tongue tongue;
    if (tongue_named(&tongue, request_text(q, "taal"))) reply_tongue(r, tongue);
    struct str back = request_text(q, "terug");
    reply_redirect(r, q, is_our_path(back) ? str_to_c(q->asking.arena, back) : "/",
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
