/* Files that are part of the program: see tools/embed.cmake. */
#ifndef BASE_EMBEDDED_H
#define BASE_EMBEDDED_H

#include "base/base.h"

struct embedded {
    const char *name;           /* "0001_facts.sql" */
    const unsigned char *bytes; /* a NUL stands after them */
    size_t n;
};

#endif
