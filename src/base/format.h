/* Formats whose texts are escaped on their way out; html.h and url.h are made of it.
 *
 * Conversions: %s and %.*s (STR_ARG) and %c are escaped; %d %i %u %x with l, ll or z
 * and a width such as %02d, %.2f with a given number of decimals, and %% pass as they
 * are. There is no raw conversion; any other one is a defect. NULL for %s is the empty
 * text. */
#ifndef BASE_FORMAT_H
#define BASE_FORMAT_H

#include <stdarg.h>

#include "base/buf.h"

/* `before` is the format up to the conversion, so that an escape may look at where the
 * text lands. */
printf_like(3, 0) void format_escaped(struct buf *out,
                                      void (*escape)(struct buf *out, struct str text,
                                                     struct str before),
                                      const char *format, va_list args);

#endif
