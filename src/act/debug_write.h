/* Diagnosis: small durable writes, one after the other, each acknowledged. */
#ifndef ACT_DEBUG_WRITE_H
#define ACT_DEBUG_WRITE_H

#include "base/err.h"
#include "domain/ids.h"

/* `n` times in a transaction of its own: a person with a sealed name, two attributes, a
 * spell, and a trajectory that started; `committed` is called after each commit. */
nodiscard enum err_code debug_write(const char *url, const char *key_path, int64_t n,
                                    void (*committed)(void *to,
                                                      struct person_id person),
                                    void *to, struct err *e);

#endif
