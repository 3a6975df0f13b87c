#include "web/error_page.h"

#include "base/html.h"

void error_page(struct reply *r, const struct request *q, int status, const char *code)
{
    (void)q;
    buf_clear(&r->body);
    r->status = status;
    r->type = NULL;
    r->location = NULL;
    r->file_name = NULL;
    html_f(&r->body,
           "<!doctype html><html lang=\"nl\"><title>%d</title>"
           "<main><h1>%d</h1><p>%s</p></main></html>\n",
           status, status, code);
}
