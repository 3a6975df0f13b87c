/* A route is a row beside its handler. From the same rows: dispatch, what is asked of
 * the visitor, `vindplaats routes`, OpenAPI, the matrix of permissions, the test that
 * asks each as everybody. Each file of pages ends with
 *
 *     const struct route place_routes[] = {
 *         {"GET", "/vindplaatsen", PERMISSION_PLACE_READ, NULL, "the outreach places",
 *          show_places},
 *         {"POST", "/vindplaatsen/nieuw", PERMISSION_PLACE_WRITE, new_place_values,
 * ...}, {0}};
 *
 * and one line in route_groups.def. Order of checks: limits, session, permission, token
 * against forgery (POST), form answered before; then the page is called. An error that
 * the page returns becomes an error page with the status of errors.def. */
#ifndef WEB_ROUTE_H
#define WEB_ROUTE_H

#include "web/reply.h"

enum value_kind {
    VALUE_TEXT,
    VALUE_WORDS, /* free text, several lines */
    VALUE_DAY,
    VALUE_TIME,
    VALUE_NUMBER,
    VALUE_ID,
    VALUE_CODE, /* of the list */
    VALUE_FLAG,
    VALUE_FILE,
};
struct route_value {
    const char *name;
    enum value_kind kind;
    int list; /* of VALUE_CODE; otherwise 0 */
    bool is_needed;
    const char *help; /* English, lower case, for OpenAPI */
};
struct route {
    const char *method; /* "GET" or "POST" */
    const char *path;   /* "/personen/:person/doel"; :name is an id, :token a text */
    enum permission need;
    const struct route_value *values; /* ended by a row without a name; NULL: none */
    const char *help;                 /* English, lower case, no full stop */
    enum err_code (*fn)(struct reply *r, struct request *q, struct err *e);
};

#define G(group) extern const struct route group[];
#include "web/route_groups.def"
#undef G
/* All routes in order of route_groups.def. */
size_t route_count(void);
const struct route *route_at(size_t i);
/* The route of a method and decoded path, with its values; NULL when there is none;
 * *other_method_out: the path exists for another method. */
const struct route *route_find(struct named_value **values_out, size_t *n_out,
                               bool *other_method_out, struct arena *a,
                               struct str method, struct str path);

#endif
