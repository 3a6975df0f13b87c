/* What the pages of work in the field have in common. Paths, labels and choices live in
 * the arena. */
#ifndef WEB_FIELD_PARTS_H
#define WEB_FIELD_PARTS_H

#include "store/chat_read.h"
#include "store/outreach_read.h"
#include "web/reply.h"

struct str id_str(struct arena *a, struct uuid id);
/* "/vindplaatsen/0190...", and what follows: id_path(a, "/vindplaatsen/", id, "/uren").
 */
const char *id_path(struct arena *a, const char *before, struct uuid id,
                    const char *after);

/* "2026-05-12" for the field of a day; empty for none. */
struct str day_value(struct arena *a, struct day d);
/* The code of a list, as a choice has it; empty for none. */
struct str code_value(enum list_number list, uint8_t code);

/* What is folded away until it is needed; ends with </details>. */
void fold_begin(struct buf *out, bool is_open, const char *translated);
void fold_end(struct buf *out);

/* Where a form leads once it is answered, told to the act before it; and going there.
 */
void field_lead(struct request *q, const char *path, const char *done);
void field_follow(struct reply *r, const struct request *q);

/* Target groups as bits, as check boxes have them ("carer,homemaker") and in words. */
struct str groups_value(struct arena *a, uint32_t groups);
bool form_groups(uint32_t *out, const struct request *q, const char *name,
                 struct form_errors *errors);
void groups_html(struct buf *out, const struct frame *f, uint32_t groups);

/* Municipalities of today of the Flemish and Brussels regions, by name. */
struct choice *municipality_choices(size_t *n_out, struct arena *a,
                                    const struct frame *f);
void municipality_html(struct buf *out, const struct frame *f, const char *refnis);
/* Places of one's organisation, by name: at most LISTED_PLACES. */
enum { LISTED_PLACES = 200 };
nodiscard enum err_code place_choices(struct choice **out, size_t *n_out,
                                      const struct asking *a, struct err *e);

const char *weekday_words(enum tongue t, uint8_t weekday); /* 1 Monday */
const char *clock_words(struct arena *a, int minute_of_day);
/* "maandag 8:00 tot 12:00"; a line each. */
void hours_html(struct buf *out, const struct frame *f, struct arena *a,
                const struct place_view *place);
bool place_is_open(const struct place_view *place, struct day today, int minute_of_day);

/* The line of a place in a list: link, kind, municipality, who is found there, hours.
 */
void place_line(struct buf *out, const struct frame *f, struct arena *a,
                const struct place_view *place);
/* The line of an action: kind, days, place, whom it was meant for, how many were met.
 */
void action_line(struct buf *out, const struct frame *f, struct arena *a,
                 const struct action_view *action);
/* "12 mei 2026", "1 mei 2026 tot 3 juni 2026". */
const char *action_days(struct arena *a, const struct frame *f,
                        const struct action_view *action);
/* "Rode fiets", "iemand onbekend", "4 personen". */
void chat_whom_html(struct buf *out, const struct frame *f, struct arena *a,
                    const struct chat_view *chat);
/* Topic, language and next step of a conversation, in words. */
void chat_words_html(struct buf *out, const struct frame *f, struct arena *a,
                     const struct chat_view *chat);
/* A thread in a list: its nickname, or where and when. */
const char *thread_words(struct arena *a, const struct frame *f,
                         const struct thread_view *thread);

#endif
