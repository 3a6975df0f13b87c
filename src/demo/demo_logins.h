/* Logins of the demonstration, one for each role and some more. Everybody may know the
 * password: it opens invented people only. */
#ifndef DEMO_DEMO_LOGINS_H
#define DEMO_DEMO_LOGINS_H

#include <stddef.h>
#include <stdint.h>

#define DEMO_PASSWORD "vindplaats-demo"

struct demo_login {
    const char *login, *name, *organisation; /* the code of demo_logins.def */
    uint8_t role;                            /* worker_role */
};
extern const struct demo_login demo_login_list[];
extern const size_t demo_login_count;

#endif
