/* What a visitor sees when there is no page: what happened and what to do now, in the
 * visitor's language, never what went wrong inside. */
#ifndef WEB_ERROR_PAGE_H
#define WEB_ERROR_PAGE_H

#include "web/reply.h"

enum trouble {
#define T(trouble, status, title, advice) trouble,
#include "web/trouble.def"
#undef T
    N_TROUBLES
};
int trouble_status(enum trouble t);
enum trouble trouble_of(enum err_code code);
/* `code` "E3002", to tell who helps; NULL none. */
void error_page(struct reply *r, const struct request *q, enum trouble trouble,
                const char *code);

#endif
