/* A form that is sent twice (a second tap, a phone that lost its network) is answered
 * once: the second time gets the first answer. */
#ifndef WEB_FORM_REPLAY_H
#define WEB_FORM_REPLAY_H

#include "web/reply.h"

/* What was filled in, but for the token against forgery. */
void replay_digest(uint8_t out[32], const struct request *q);
/* *answered_out: the reply is a redirect to where the first answer led. ERR_EXISTS when
 * the form was answered for somebody else or with other contents. */
nodiscard enum err_code replay_find(bool *answered_out, struct reply *r,
                                    const struct request *q, struct err *e);

#endif
