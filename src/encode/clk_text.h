/* Bytes of encodings as text: base64 (RFC 4648, with padding), and hex in lower case.
 * Strict: what is read would be written the same. */
#ifndef ENCODE_CLK_TEXT_H
#define ENCODE_CLK_TEXT_H

#include "base/buf.h"

static inline size_t base64_length(size_t bytes)
{
    return (bytes + 2) / 3 * 4;
}
void base64_add(struct buf *out, const uint8_t *bytes, size_t n);
/* Exactly n bytes; false for anything else. */
bool base64_read(uint8_t *out, size_t n, struct str text);
/* How many bytes a text of this length and padding has; 0 when it cannot be base64. */
size_t base64_bytes(struct str text);

void hex_add(struct buf *out, const uint8_t *bytes, size_t n);
bool hex_read(uint8_t *out, size_t n, struct str text);

#endif
