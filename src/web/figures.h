/* What a server did, in numbers: for /metrics. About routes, never about who asked. Any
 * thread counts; nobody waits. */
#ifndef WEB_FIGURES_H
#define WEB_FIGURES_H

#include "base/buf.h"
#include "store/writer.h"
#include "web/route.h"
#include "web/watch.h"

struct figures;
/* The watch and the writer are asked when the figures are read. */
struct figures *figures_new(struct watch *watch, struct writer *writer);
void figures_free(struct figures *f);
/* A reply that left: its route (NULL: none), status, seconds and bytes. */
void figures_count(struct figures *f, const struct route *route, int status,
                   double seconds, size_t bytes);
/* A request that read longer than it may, and was ended. */
void figures_late(struct figures *f);
/* Prometheus text, version 0.0.4. `n_sessions`: open now. */
void figures_write(struct buf *out, struct figures *f, int64_t n_sessions);

#endif
