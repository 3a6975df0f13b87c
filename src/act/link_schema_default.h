/* demo/linkage/schema.json, embedded: what `link encode` uses when none is given. */
#ifndef ACT_LINK_SCHEMA_DEFAULT_H
#define ACT_LINK_SCHEMA_DEFAULT_H

#include "base/base.h"

struct embedded {
    const char *name;
    const unsigned char *bytes;
    size_t n;
};
extern const struct embedded linkage_schema_default[];
extern const size_t linkage_schema_default_count; /* 1 */

#endif
