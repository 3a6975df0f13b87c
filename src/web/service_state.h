/* Tells who started the server how far it is, where that is wanted: systemd gives the
 * address of a datagram socket in NOTIFY_SOCKET (sd_notify(3), a stable protocol). */
#ifndef WEB_SERVICE_STATE_H
#define WEB_SERVICE_STATE_H

#include <stdbool.h>

/* "READY=1" or "STOPPING=1". True when it was said; false when nobody asked, or (after
 * a warning in the log) when it could not be said. Never an error: the server works. */
bool service_tell(const char *state);

#endif
