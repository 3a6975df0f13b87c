/* A form that came after its session had ended (act/kept_form_acts.h): from what was
 * sent to what is kept, and from there to the page that shows it again. */
#ifndef WEB_KEPT_FORM_H
#define WEB_KEPT_FORM_H

#include "web/reply.h"

/* Of a request whose values were read and whose token against forgery was right. Forms
 * of one's own account are not kept: they hold passwords. False: nothing was kept. */
bool form_was_kept(const struct request *q);
/* After a login: the page that shows what the worker filled in last; NULL: nothing is
 * kept. In the arena. */
const char *kept_form_path(const struct request *q, struct uuid worker);
/* The page that is asked for shows a kept form: it is put into q->kept. Nothing happens
 * when it is another page's, another worker's or too old. */
nodiscard enum err_code kept_form_show(struct request *q, struct err *e);
/* The form was sent and led somewhere. */
nodiscard enum err_code kept_form_sent(const struct request *q, struct err *e);

#endif
