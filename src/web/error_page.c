#include "web/error_page.h"

static const struct {
    int status;
    const char *title, *advice;
} troubles[] = {
#define T(trouble, status, title, advice) [trouble] = {(status), (title), (advice)},
#include "web/trouble.def"
#undef T
};

int trouble_status(enum trouble t)
{
    return troubles[t].status;
}

enum trouble trouble_of(enum err_code code)
{
    int status = err_http_status(code);
    switch (code) {
    case ERR_USAGE:
        return TROUBLE_MALFORMED;
    case ERR_DENIED:
        return TROUBLE_ROLE;
    case ERR_EXISTS:
        return TROUBLE_SENT_BEFORE;
    case ERR_LATE:
        return TROUBLE_LATE;
    default:
        break;
    }
    for (int t = 0; t < N_TROUBLES; t++)
        if (troubles[t].status == status) return (enum trouble)t;
    return TROUBLE_OURS;
}

void error_page(struct reply *r, const struct request *q, enum trouble trouble,
                const char *code)
{
    struct frame f = frame_of(q, tr_later(q->tongue, troubles[trouble].title));
    buf_clear(&r->body);
    r->status = troubles[trouble].status;
    r->type = r->location = r->file_name = NULL;
    r->token = r->language = NULL;
    f.done = NULL;
    page_begin(&r->body, &f);
    page_heading(&r->body, &f, f.title);
    html_f(&r->body, "<p>");
    text_html_write(&r->body, q->tongue, troubles[trouble].advice);
    html_f(&r->body, "</p>\n");
    if (code) {
        html_f(&r->body, "<p>");
        tr_html(&r->body, q->tongue, "Lukt het dan nog niet? Noem deze code: {0}.",
                code);
        html_f(&r->body, "</p>\n");
    }
    button_link(&r->body, "secondary", "/", tr(q->tongue, "Naar Start"));
    page_end(&r->body, &f);
}
