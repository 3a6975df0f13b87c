/* Conversations and anonymous threads, read for people. Only facts that are not
 * retracted; everything lies in the arena. Words and nicknames are opened only when
 * asked for: wipe them when they were shown. A thread whose key was destroyed with its
 * person has none any more. */
#ifndef STORE_CHAT_READ_H
#define STORE_CHAT_READ_H

#include "domain/dossier_facts.h"
#include "store/db.h"

struct chat_view {
    struct chat_fact fact;
    struct uuid action;
    struct day on; /* of its action */
    int32_t n;     /* people counted */
    bool refused_registration;
    char place_name[160]; /* not for the file of a person: see place_kind */
    uint8_t place_kind;   /* CODE_MISSING without a place */
    char worker_name[160];
    struct str nickname; /* of its thread; when asked */
    int64_t written_by;  /* number of its audit row */
};
/* What of a conversation is opened. */
enum chat_opening { CHAT_SEALED = 0, CHAT_WORDS = 1, CHAT_NICKNAME = 2 };

/* A worker's, by moment, in [from_ms, to_ms). */
nodiscard enum err_code chat_list_of_worker(struct chat_view **out, size_t *n_out,
                                            struct arena *a, struct db *db,
                                            struct uuid worker, int64_t from_ms,
                                            int64_t to_ms, unsigned opening,
                                            struct err *e);
/* Of one thread, the last first. */
nodiscard enum err_code chat_list_of_thread(struct chat_view **out, size_t *n_out,
                                            struct arena *a, struct db *db,
                                            struct uuid thread, unsigned opening,
                                            struct err *e);
/* Of the threads that became this person, by moment. Who may see them was decided
 * before; the name of a place may tell what nobody asked, and is left out. */
nodiscard enum err_code chat_list_of_person(struct chat_view **out, size_t *n_out,
                                            struct arena *a, struct db *db,
                                            struct person_id person, unsigned opening,
                                            struct err *e);
/* Next steps of a worker whose day has come: of a thread until there is a newer
 * conversation in it, of a passing one for seven days. */
nodiscard enum err_code chat_list_due(struct chat_view **out, size_t *n_out,
                                      struct arena *a, struct db *db,
                                      struct uuid worker, struct day today,
                                      unsigned opening, struct err *e);
/* ERR_NOT_FOUND. */
nodiscard enum err_code chat_read(struct chat_view *out, struct arena *a, struct db *db,
                                  struct uuid chat, unsigned opening, struct err *e);
/* The presence of this worker at this place (nil: nowhere) on a day, as its
 * conversations tell; nil when there is none yet. */
nodiscard enum err_code chat_action_find(struct uuid *out, struct db *db,
                                         struct uuid worker, struct uuid place,
                                         struct day on, struct err *e);
/* Is anybody counted on this action? */
nodiscard enum err_code action_has_reach(bool *out, struct db *db, struct uuid action,
                                         struct err *e);

struct thread_view {
    struct thread_fact fact; /* nickname opened when asked */
    struct person_id person; /* nil: nobody's file */
    int64_t n_chats;
    int64_t last_at;       /* of the last conversation; 0: none */
    char place_name[160];  /* of the last one; "" none */
    uint8_t language;      /* of the last one, language */
    char worker_name[160]; /* who began it */
};
/* Threads of an organisation (worker nil: of all of its workers), without those that
 * became a person; the last conversation first. */
nodiscard enum err_code thread_list(struct thread_view **out, size_t *n_out,
                                    struct arena *a, struct db *db,
                                    struct organisation_id organisation,
                                    struct uuid worker, size_t first, size_t most,
                                    struct err *e);
/* ERR_NOT_FOUND. */
nodiscard enum err_code thread_read(struct thread_view *out, struct arena *a,
                                    struct db *db, struct uuid thread,
                                    bool with_nickname, struct err *e);

#endif
