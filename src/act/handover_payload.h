/* What a warm handover takes along (R81): one JSON text, made here and nowhere else. It
 * is shown before it is sent, sealed byte for byte when it is, and read again by who
 * receives it. Pure: the same file, handover and categories give the same bytes; no day
 * or moment of making is in it.
 *
 * What was written for one's own organisation and what is about health never travel:
 * health opens to who is named at the receiver, with a consent of its own. */
#ifndef ACT_HANDOVER_PAYLOAD_H
#define ACT_HANDOVER_PAYLOAD_H

#include "store/dossier_read.h"
#include "store/handover_read.h"

/* The categories that a handover to such a receiver may take along, a bit for each. An
 * employer is told no barriers and no notes; of who it is one name, which the person
 * chose; of steps those that work on no barrier; of work the days. */
unsigned handover_categories(uint8_t receiver_kind);
/* The parts of a file that payload_make reads. */
enum {
    PAYLOAD_PARTS = DOSSIER_IDENTITY | DOSSIER_COURSE | DOSSIER_GOAL |
                    DOSSIER_CONDITION | DOSSIER_NOTE | DOSSIER_WORK
};
/* `categories` beyond handover_categories are left out. Of conditions the open ones
 * with who works on them (R61, R66); of notes the last 10; of steps those that are not
 * done. ERR_TOO_LARGE beyond LIMIT_PAYLOAD_BYTES, ERR_INVALID for words that are not
 * UTF-8. */
nodiscard enum err_code payload_make(struct str *out, struct arena *a,
                                     const struct dossier *d,
                                     const struct handover_view *handover,
                                     unsigned categories, struct err *e);
/* The parts of a file that employer_card_make reads. */
enum { CARD_PARTS = DOSSIER_IDENTITY | DOSSIER_COURSE | DOSSIER_GOAL };
/* What an employer sees of somebody beside the question how it goes, in the same form:
 * `name` (category identity), since when in this job (work), goal and steps (goal).
 * Without any of them only its format stands in it. Errors as payload_make. */
nodiscard enum err_code employer_card_make(struct str *out, struct arena *a,
                                           const struct dossier *d, struct str name,
                                           struct uuid job, unsigned categories,
                                           struct err *e);

#endif
