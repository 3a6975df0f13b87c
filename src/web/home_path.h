/* What the pages of the door and of the account share. */
#ifndef WEB_HOME_PATH_H
#define WEB_HOME_PATH_H

#include "trust/password.h"
#include "web/reply.h"

/* Where this visitor begins: the day's work, accounts, logs; first what is missing. */
const char *home_path(const struct visitor *v);
/* Two fields for a new password, and reading them with complaints under them. */
void password_fields(struct reply *r, const struct request *q, const struct frame *f,
                     const struct form_errors *errors);
void read_new_password(struct str *out, const struct request *q, const char *login,
                       const char *name, struct form_errors *errors);
const char *password_fault_words(enum tongue t, enum password_fault fault);
/* "Er waren te veel pogingen. Wacht 15 seconden": in the arena. */
const char *wait_words(const struct request *q, int64_t wait_ms);

#endif
