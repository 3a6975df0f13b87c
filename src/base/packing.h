/* Bytes made smaller and back (zlib, RFC 1950). Packed bytes are outside bytes: they
 * are opened to exactly the length that was told, and nothing larger is ever asked for.
 */
#ifndef BASE_PACKING_H
#define BASE_PACKING_H

#include "base/buf.h"

/* Appends the packed form of `bytes`. */
void bytes_pack(struct buf *out, struct str bytes);

/* The `n_bytes` bytes that were packed, in the arena. ERR_TOO_LARGE when `n_bytes` is
 * above `limit`; ERR_CORRUPT when the packed bytes are damaged, are cut off, have
 * something behind them, or hold fewer or more than `n_bytes`. Memory is asked for only
 * when the packed bytes are long enough to hold that many. */
nodiscard enum err_code bytes_unpack(struct str *out, struct arena *a,
                                     struct str packed, size_t n_bytes, size_t limit,
                                     struct err *e);

#endif
