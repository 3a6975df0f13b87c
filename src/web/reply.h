/* What a page answers. A page is `no-store`: it may hold who somebody is. */
#ifndef WEB_REPLY_H
#define WEB_REPLY_H

#include "web/request.h"

struct reply {
    int status;            /* 200 unless set */
    const char *type;      /* "text/html; charset=utf-8" unless set */
    const char *location;  /* of a redirect, in the arena */
    const char *file_name; /* offered for saving under this name; NULL: shown */
    bool is_public; /* for everybody and the same for all: may be kept for a while, and
                       is not sent again to who has it (ETag) */
    struct buf body;
    const char *token; /* becomes the session's cookie; "" forgets it; NULL leaves it */
    const char *guest; /* becomes the cookie of who has a link; NULL leaves it */
    const char *language; /* becomes the cookie of the language; NULL leaves it */
};

/* A frame filled in from the request; the page sets nav and the rest. */
struct frame frame_of(const struct request *q, const char *title);
/* A page of ours, and never an address that leads elsewhere: for what came in. */
bool path_is_ours(struct str path);
/* 303 to a path of ours; `done` ("bewaard") becomes ?gedaan=bewaard, which frame_of
 * turns into a status message. The words stand in web/done.def. */
void reply_redirect(struct reply *r, const struct request *q, const char *path,
                    const char *done);
/* Logs in: the browser gets this token (act/session_acts.h), in the arena, for this
 * session of the browser. "" logs out. */
void reply_token(struct reply *r, const char *token);
/* The language from now on, in a cookie of a year. */
void reply_tongue(struct reply *r, enum tongue tongue);
/* A page that was filled in wrongly is shown again with this status: 422. */
void reply_invalid(struct reply *r);
/* Something to save: media type, name. */
void reply_file(struct reply *r, const char *type, const char *file_name,
                struct str content);

#endif
