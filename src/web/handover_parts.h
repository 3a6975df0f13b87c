/* What pages about warm handovers share. */
#ifndef WEB_HANDOVER_PARTS_H
#define WEB_HANDOVER_PARTS_H

#include "act/handover_acts.h"
#include "web/route.h"

/* "/overdrachten/UUID" and, when `rest` is not empty, "/" and it. */
const char *handover_path(const struct request *q, struct uuid handover,
                          const char *rest);
/* What travels, from its bytes: the preview, what was sent and what is received are
 * rendered by this one function. Bytes that are no payload show nothing. */
void payload_html(struct buf *out, const struct frame *f, struct arena *a,
                  struct str payload);
/* State, what it means, whose turn it is and until when. */
void handover_state_html(struct buf *out, const struct frame *f, struct arena *a,
                         const struct handover_view *v);
/* Nobody answered after three, or after seven, working days; NULL: not so. */
const char *handover_silence_words(enum tongue t, const struct handover_view *v);
/* A line of a list: state, other side, how long. `who`: "" leaves it out. */
/* Above the heading: the person it is about; nothing when "". */
void handover_who_html(struct buf *out, struct str who);
/* `who`: the name of the person, "" where it is not shown. */
void handover_line(struct buf *out, const struct frame *f, const struct request *q,
                   const struct handover_view *v, struct str who, bool is_incoming);
/* Handovers around one person: between whom, where they stand, whose turn it is and
 * since when. Nothing when there are none. */
void handovers_around_html(struct buf *out, const struct frame *f,
                           const struct request *q, const struct handover_view *list,
                           size_t n);
/* The first meeting as it stands now, and where to fetch it for a calendar; `path`
 * NULL: not yet. */
void first_meeting_html(struct buf *out, const struct frame *f, struct arena *a,
                        const struct appointment_fact *x, const char *path);
/* Why a step was refused, on the form as a whole. */
void handover_error(struct form_errors *errors, const struct request *q,
                    const struct handover_verdict *verdict);
const char *handover_lack_words(enum tongue t, enum handover_lack lack);

#endif
