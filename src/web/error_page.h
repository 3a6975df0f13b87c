/* What a visitor sees when there is no page: what happened and what to do now, in the
 * visitor's language, never what went wrong inside. */
#ifndef WEB_ERROR_PAGE_H
#define WEB_ERROR_PAGE_H

#include "web/reply.h"

/* Statuses of errors.def and of HTTP. `code` "E3002", to tell who helps; NULL none. */
void error_page(struct reply *r, const struct request *q, int status, const char *code);

#endif
