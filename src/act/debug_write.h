/* Diagnosis: small durable writes, one after the other, each acknowledged. */
#ifndef ACT_DEBUG_WRITE_H
#define ACT_DEBUG_WRITE_H

#include "base/err.h"
#include "domain/ids.h"

/* `n` times in a transaction of its own: a person with sealed fields, two attributes, a
 * spell, and a trajectory that started and had a contact with a sealed note;
 * `committed` is called after each commit. `names_path`, when not NULL, is a file with
 * an identity a line: its fields in the order of store/identity.def, separated by tabs,
 * used in turn. */
nodiscard enum err_code debug_write(
    const char *url, const char *key_path, const char *names_path, int64_t n,
    void (*committed)(void *to, struct person_id person), void *to, struct err *e);

#endif
