/* The key holder's ledger: which organisation had how many elements evaluated, for
 * which project, when. It names no person and no element. Text, one line an entry:
 *
 *     vindplaats blind ledger 1 HOLDER VERIFY
 *     NUMBER MOMENT WHAT REQUESTER PROJECT KEY REQUEST ELEMENTS CHAIN SIGNATURE
 *
 * WHAT is "evaluated" or "refused". CHAIN is BLAKE2b-256 of the chain before it (of the
 * first line, without its end, for entry 1) and of the line up to CHAIN; SIGNATURE is
 * Ed25519 of CHAIN under the key that VERIFY verifies. So no entry can be changed,
 * added in between or taken out without the key, and one at the end not without
 * contradicting the receipt in the answer that it belongs to. */
#ifndef BLIND_LEDGER_H
#define BLIND_LEDGER_H

#include "blind/blind_file.h"

enum { LEDGER_HOLDER = 8, LEDGER_VERIFY = 32, LEDGER_SECRET = 64 };

struct ledger_key {
    uint8_t holder[LEDGER_HOLDER]; /* id of the key holder's master key */
    uint8_t verify[LEDGER_VERIFY];
    uint8_t secret[LEDGER_SECRET]; /* Ed25519; zero for who only verifies */
};

struct ledger_entry {
    int64_t at_ms;
    bool is_refused;
    char requester[BLIND_NAME_MAX + 1], project[BLIND_NAME_MAX + 1];
    char key[2 * BLIND_KEY_ID + 1];
    uint8_t request[BLIND_REQUEST_ID];
    uint64_t n_elements;
    struct ledger_receipt receipt;
};

struct ledger {
    FILE *f;
    uint64_t n_entries;
    int64_t last_ms;
    uint8_t chain[LEDGER_CHAIN];
    struct ledger_key key;
};

/* A new, empty one, mode 0600; ERR_EXISTS when there is one. */
nodiscard enum err_code ledger_create(const char *path, const struct ledger_key *key,
                                      struct err *e);
/* Reads and verifies all of it; `see` (may be NULL) gets every entry, in order. All
 * chains are computed, and the signatures of all entries when `every_signature`, else
 * of the last, which stands for those before it. ERR_NOT_FOUND; ERR_KEY for the ledger
 * of another key holder; ERR_CORRUPT, with the line, for what was altered, taken out or
 * cut off. For writing it is locked: ERR_BUSY when another has it. */
nodiscard enum err_code ledger_open(struct ledger *l, const char *path,
                                    const struct ledger_key *key, bool for_writing,
                                    bool every_signature,
                                    void (*see)(void *to, const struct ledger_entry *e),
                                    void *to, struct err *e);
/* The receipt that the next entry will have; fills `entry->receipt`. ERR_INVALID when
 * the clock stands before the last entry: yesterday's limit is not to be had twice. */
nodiscard enum err_code ledger_prepare(struct ledger_entry *entry,
                                       const struct ledger *l, struct err *e);
/* Writes a prepared entry, and syncs it. */
nodiscard enum err_code ledger_append(struct ledger *l,
                                      const struct ledger_entry *entry, struct err *e);
void ledger_close(struct ledger *l);

#endif
