/* Conversations in the field, recorded in seconds and without a name.
 *
 * What is counted of one: each conversation hangs on a row of reach, on an outreach
 * action of kind presence. All conversations of one worker at one place (or nowhere in
 * particular) on one day in Brussels stand on the same action. A passing conversation
 * counts as many people as there were; one with somebody who is met again counts its
 * anonymous thread, once however often they meet. Who does not want to be registered
 * counts all the same. When a thread becomes a person, its conversations become that
 * person's and go on counting one human being. Undoing the last conversation of a
 * presence also undoes the presence.
 *
 * Threads belong to an organisation: others get ERR_NOT_FOUND, as for one that does not
 * exist. There is no list or export of them beyond their own organisation, and nothing
 * in them says how to find anybody (R44). */
#ifndef ACT_CHAT_ACTS_H
#define ACT_CHAT_ACTS_H

#include "act/behalf.h"
#include "store/chat_read.h"

enum { CHAT_MET_MOST = 500, CHAT_UNDO_HOURS = 24 };

enum chat_with {
    CHAT_WITH_PASSING, /* nobody in particular */
    CHAT_WITH_THREAD,  /* somebody met before: `thread` */
    CHAT_WITH_NEW,     /* somebody to be met again */
};
struct chat_wish {
    struct uuid place;     /* nil: `place_name`, or nowhere in particular */
    struct str place_name; /* a place that may be new; empty: none */
    char municipality[8];  /* of that place, REFNIS code; "": not said */
    enum chat_with with;
    struct uuid thread;
    struct str nickname;       /* of a new thread; may be empty */
    int32_t n;                 /* people there, 1 or more */
    bool refused_registration; /* did not want to be registered */
    uint8_t is_first;          /* 1, 0, CODE_MISSING */
    uint8_t topic, language, next_step;
    struct day next_on;
    struct str words; /* about somebody: a passing conversation becomes a thread */
    struct day on;    /* in Brussels; not after today */
    int64_t happened_at;
};
/* The chat's id is the form's; with a thread and n above 1 the others are a passing
 * conversation of their own. *thread_out: nil, or whom it was with. ERR_DENIED;
 * ERR_NOT_FOUND for a place or thread that is not there; ERR_EXISTS when the thread is
 * a person's file by now; ERR_INVALID. */
nodiscard enum err_code chat_save(struct uuid *thread_out, const struct asking *a,
                                  const struct chat_wish *wish, struct err *e);
/* Within a day of its being recorded, by who recorded it: ERR_DENIED otherwise. */
nodiscard enum err_code chat_undo(const struct asking *a, struct uuid chat,
                                  struct err *e);

/* What was opened of a conversation, once it was shown. */
void chat_view_wipe(struct chat_view *chat);

/* A thread of one's own organisation, and its conversations with their words. Those of
 * a thread that became a person are in that person's file, and not given here. */
struct thread_story {
    struct thread_view thread;
    struct chat_view *chats; /* the last first */
    size_t n_chats;
};
nodiscard enum err_code thread_show(struct thread_story *out, const struct asking *a,
                                    struct uuid thread, struct err *e);
void thread_story_wipe(struct thread_story *story);
nodiscard enum err_code thread_name(const struct asking *a, struct uuid thread,
                                    struct str nickname, struct err *e);
/* The thread becomes this person. The first for an act that makes the person in the
 * same write; the second for a person whose file the visitor may write in. */
nodiscard enum err_code thread_join(struct write *w, const struct asking *a,
                                    struct uuid thread, struct person_id person,
                                    struct err *e);
nodiscard enum err_code thread_becomes_person(const struct asking *a,
                                              struct uuid thread,
                                              struct person_id person, struct err *e);

#endif
