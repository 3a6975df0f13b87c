/* A request as a page sees it: route, visitor, what was filled in. Everything lives in
 * the arena of the request. */
#ifndef WEB_REQUEST_H
#define WEB_REQUEST_H

#include "act/behalf.h"
#include "base/brussels.h"
#include "ui/newer_values.h"

struct route;
struct figures;
struct named_value {
    struct str name, value;
};
struct upload {
    struct str name;       /* of the field */
    struct str file_name;  /* as sent: shown, never used as a path */
    struct str media_type; /* as claimed */
    struct str content;
};
struct request {
    struct asking asking;
    const struct route *route;
    struct str path;                 /* decoded, without the query */
    struct str query;                /* as sent, after the ? */
    struct named_value *path_values; /* :person in the route's path */
    size_t n_path_values;
    struct named_value *values; /* of the query (GET) or the form (POST), in order */
    size_t n_values;
    struct upload *uploads;
    size_t n_uploads;
    enum tongue tongue;
    const char *csrf;
    bool is_partial;          /* asked for by htmx: only <main> */
    const char *site;         /* "https://example.org", for links that leave the page */
    bool is_secure;           /* came over https */
    struct str token;         /* of the session's cookie; empty: none */
    struct str guest;         /* of the cookie of who has a link; empty: none */
    struct str agent;         /* the header User-Agent: shortened before it is kept */
    struct figures *figures;  /* of the server; NULL: none are kept */
    struct kept_values *kept; /* a form that comes back (web/kept_form.h); NULL: none */
    struct str address;       /* of the client: to slow down who guesses, never kept */
};

/* "" when not there. Of several with one name the first. UTF-8 and without control
 * characters but TAB and newline: that was checked; trimmed. */
struct str request_text(const struct request *q, const char *name);
bool request_has(const struct request *q, const char *name);
/* All values of one name, joined by commas: check boxes. */
struct str request_many(const struct request *q, const char *name);
/* The id in the path. A path whose id is none does not reach the page (404). */
struct uuid request_id(const struct request *q, const char *name);
/* ":token" in the path: any text, not empty. */
struct str request_token(const struct request *q);
const struct upload *request_upload(const struct request *q, const char *name);

/* Readers that put their complaint under the field and give false. */
/* A day: 2026-05-12, 12/5/2026, 12-5-2026. Empty: DAY_NONE, and fine when it may be. */
bool form_day(struct day *out, const struct request *q, const char *name,
              bool may_be_empty, struct form_errors *errors);
/* A time of day, as minutes since midnight: 14:05, 14.05, 14u05, 14u. */
bool form_time(int *minute_out, const struct request *q, const char *name,
               struct form_errors *errors);
/* A moment in Brussels from a day field and a time field. */
bool form_moment(int64_t *out, const struct request *q, const char *day_name,
                 const char *time_name, struct form_errors *errors);
/* A code of a list; CODE_MISSING when empty and it may be. `message` translated. */
bool form_code(uint8_t *out, const struct request *q, const char *name, size_t list,
               bool may_be_empty, const char *message, struct form_errors *errors);
bool form_number(int64_t *out, const struct request *q, const char *name, int64_t least,
                 int64_t most, const char *message, struct form_errors *errors);
/* Text of at most `most` bytes; not empty unless it may be. */
bool form_text(struct str *out, const struct request *q, const char *name, size_t most,
               bool may_be_empty, const char *message, struct form_errors *errors);
bool form_id(struct uuid *out, const struct request *q, const char *name,
             bool may_be_empty, const char *message, struct form_errors *errors);

#endif
