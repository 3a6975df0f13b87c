/* The routes as others read them: a table, OpenAPI 3.1, and who may what. */
#ifndef WEB_ROUTE_TEXT_H
#define WEB_ROUTE_TEXT_H

#include "base/buf.h"

/* One line a route: method, path, permission, help; tabs between. */
void routes_table(struct buf *out);
/* OpenAPI 3.1.0 (JSON). */
nodiscard enum err_code routes_openapi(struct buf *out, struct err *e);
/* Permission by role, in Markdown: docs/permissions.md is this. */
void routes_matrix(struct buf *out);

#endif
