/* Words that everybody reads and that are about nobody: of signals, of bundles and
 * their steps, of consultations. Before they are kept they are looked at. */
#ifndef WEB_ABOUT_NOBODY_H
#define WEB_ABOUT_NOBODY_H

#include "web/request.h"
#include "ui/form.h"

/* Ticked: what looks as a name is none. */
#define FIELD_NO_NAME "geennaam"
/* Of the field `name`: a number or an address that may be somebody's is put under it; a
 * name of somebody whom the visitor accompanies (act/known_names.h) is asked about. */
nodiscard enum err_code about_nobody_check(struct form_errors *errors,
                                           const struct request *q, const char *name,
                                           struct str words, struct err *e);
/* The question, in the form that is shown again; nothing before. */
void about_nobody_question(struct buf *out, const struct frame *f,
                           const struct request *q, const struct form_errors *errors);

#endif
