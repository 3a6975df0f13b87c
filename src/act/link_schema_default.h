/* demo/linkage/schema.json, embedded: what `link encode` uses when none is given. */
#ifndef ACT_LINK_SCHEMA_DEFAULT_H
#define ACT_LINK_SCHEMA_DEFAULT_H

#include "base/embedded.h"

extern const struct embedded linkage_schema_default[];
extern const size_t linkage_schema_default_count; /* 1 */

#endif
