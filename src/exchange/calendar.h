/* An appointment as a file for somebody's calendar (RFC 5545, RFC 5546). The same
 * appointment keeps its UID; a version that moves it has a higher SEQUENCE; one that is
 * cancelled says METHOD:CANCEL, so that the calendar takes it out.
 *
 * A calendar is seen by others: a family, an employer. What is in it is the time, the
 * first name of who comes and, when the words for it are neutral, the place. Neither
 * organisations nor what it is about. Addresses are "invalid:nomail", as no mail is
 * sent.
 */
#ifndef EXCHANGE_CALENDAR_H
#define EXCHANGE_CALENDAR_H

#include "base/buf.h"
#include "base/day.h"
#include "base/uuid.h"

struct calendar_entry {
    struct uuid id;
    int32_t sequence;
    struct day on;    /* on clocks in Brussels */
    int start_minute; /* of that day, 0 to 1439 */
    int minutes;
    int64_t changed_ms; /* when this version was made, Unix ms */
    bool is_cancelled;
    struct str summary;    /* "Afspraak met An" */
    struct str place;      /* STR_NONE: not told */
    struct str guide_name; /* first name of who comes; STR_NONE */
    const char *language;  /* of the summary: "nl" */
};
/* ERR_INVALID for a minute outside the day, no length, or a summary that is not
 * neutral.
 */
nodiscard enum err_code calendar_write(struct buf *out, const struct calendar_entry *c,
                                       struct err *e);

/* Does the text leave out what a stranger should not read: services of welfare, work
 * and justice, debts, illness? A list of words (calendar.c): it misses what it does not
 * know, so people still read what they write. */
bool calendar_is_neutral(struct str text);

#endif
