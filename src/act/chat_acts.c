#include "act/chat_acts.h"

#include <sodium.h>

#include "act/field_gate.h"
#include "act/outreach_acts.h"
#include "act/place_acts.h"
#include "base/brussels.h"
#include "base/limits.h"
#include "domain/geography.h"
#include "store/field_store.h"
#include "store/outreach_store.h"

enum { HOUR_MS = 3600000 };
static const struct person_id nobody;

static enum err_code wish_check(const struct chat_wish *wish, const struct asking *a,
                                struct err *e)
{
    if (wish->n < 1 || wish->n > CHAT_MET_MOST)
        return err_set(e, ERR_INVALID, "people in a conversation number 1 to %d",
                       CHAT_MET_MOST);
    if (day_is_none(wish->on) || wish->on.v > a->today.v ||
        brussels_day(wish->happened_at, NULL).v != wish->on.v)
        return err_set(e, ERR_INVALID, "expected a conversation up to today");
    if (!day_is_none(wish->next_on) && wish->next_on.v < wish->on.v)
        return err_set(e, ERR_INVALID, "a next step lies before the conversation");
    if (wish->place_name.n >= sizeof((struct outreach_place_fact *)0)->name)
        return err_set(e, ERR_TOO_LARGE, "the name of a place is too long");
    if (wish->municipality[0] && geo_municipality_index(str_of(wish->municipality)) < 0)
        return err_set(e, ERR_INVALID, "there is no municipality with this code");
    if (wish->words.n > LIMIT_NOTE_BYTES || wish->nickname.n > LIMIT_NAME_BYTES)
        return err_set(e, ERR_TOO_LARGE, "words about a conversation are too long");
    return OK;
}

/* --- threads --- */

/* As it is inside a write, or before one. */
static enum err_code own_thread(struct thread_view *out, struct db *db,
                                const struct asking *a, struct uuid thread,
                                bool with_nickname, struct err *e)
{
    enum err_code rc = thread_read(out, a->arena, db, thread, with_nickname, e);
    if (rc == OK && !is_own_organisation(a, out->fact.organisation))
        rc = err_set(e, ERR_NOT_FOUND, "there is no such conversation");
    return rc;
}

static enum err_code thread_for_chat(struct uuid *out, struct write *w,
                                     const struct asking *a,
                                     const struct chat_wish *wish, struct err *e)
{
    struct thread_view known;
    enum err_code rc = OK;
    *out = (struct uuid){{0}};
    if (wish->with == CHAT_WITH_THREAD) {
        TRY(own_thread(&known, write_db(w), a, wish->thread, false, e));
        if (!uuid_is_nil(known.person.u)) {
            rc = err_set(e, ERR_EXISTS, "this thread is a person's file by now");
            err_hint(e, "note the conversation in that file");
            goto out;
        }
        *out = wish->thread;
    } else if (wish->with == CHAT_WITH_NEW || wish->words.n) {
        struct thread_fact f = {.id = uuid7_new(),
                                .organisation = a->visitor.organisation,
                                .worker = a->visitor.worker,
                                .opened_on = wish->on,
                                .nickname = wish->nickname};
        TRY(thread_add(w, &f, e));
        *out = f.id;
    }
out:
    return rc;
}

enum err_code thread_show(struct thread_story *out, const struct asking *a,
                          struct uuid thread, struct err *e)
{
    struct db *db = a->house->db;
    enum err_code rc;
    *out = (struct thread_story){0};
    TRY(field_gate(a, PERMISSION_CHAT_WRITE, e));
    TRY(own_thread(&out->thread, db, a, thread, false, e));
    if (!uuid_is_nil(out->thread.person.u)) goto out;
    TRY(thread_read(&out->thread, a->arena, db, thread, true, e));
    rc = chat_list_of_thread(&out->chats, &out->n_chats, a->arena, db, thread,
                             CHAT_WORDS, e);
out:
    return rc;
}

static void wipe(struct str words)
{
    if (words.n) sodium_memzero((char *)(uintptr_t)words.p, words.n);
}

void chat_view_wipe(struct chat_view *chat)
{
    wipe(chat->fact.words);
    wipe(chat->nickname);
}

void thread_story_wipe(struct thread_story *story)
{
    wipe(story->thread.fact.nickname);
    for (size_t i = 0; i < story->n_chats; i++)
        chat_view_wipe(&story->chats[i]);
}

enum err_code thread_name(const struct asking *a, struct uuid thread,
                          struct str nickname, struct err *e)
{
    struct write *w = NULL;
    struct thread_view known;
    enum err_code rc;
    TRY(field_gate(a, PERMISSION_CHAT_WRITE, e));
    TRY(work_begin(&w, a, "nickname a thread", "", e));
    TRY(own_thread(&known, write_db(w), a, thread, false, e));
    if (!uuid_is_nil(known.person.u)) {
        rc = err_set(e, ERR_EXISTS, "this thread is a person's file by now");
        goto out;
    }
    TRY(thread_nickname_set(w, thread, nickname, e));
    rc = work_commit(&w, a, e);
out:
    write_abandon(&w);
    return rc;
}

enum err_code thread_join(struct write *w, const struct asking *a, struct uuid thread,
                          struct person_id person, struct err *e)
{
    struct thread_person_fact f = {uuid7_new(), thread, person};
    struct thread_view known;
    enum err_code rc;
    TRY(field_gate(a, PERMISSION_CHAT_WRITE, e));
    TRY(own_thread(&known, write_db(w), a, thread, false, e));
    rc = thread_person_add(w, &f, e);
out:
    return rc;
}

enum err_code thread_becomes_person(const struct asking *a, struct uuid thread,
                                    struct person_id person, struct err *e)
{
    struct write *w = NULL;
    struct gate gate;
    enum err_code rc;
    TRY(person_gate(&gate, a, person, PERMISSION_DOSSIER_WRITE, e));
    TRY(work_begin(&w, a, "join a thread to a person", "", e));
    TRY(thread_join(w, a, thread, person, e));
    rc = work_commit(&w, a, e);
out:
    write_abandon(&w);
    return rc;
}

/* --- conversations --- */

static enum err_code place_for_chat(struct uuid *out, struct write *w,
                                    const struct asking *a,
                                    const struct chat_wish *wish, struct err *e)
{
    *out = wish->place;
    if (uuid_is_nil(wish->place) && wish->place_name.n)
        return place_find_or_add(out, w, a, wish->place_name, wish->municipality,
                                 wish->on, e);
    return OK;
}

static enum err_code action_for_chat(struct uuid *out, struct write *w,
                                     const struct asking *a, struct uuid place,
                                     struct day on, struct err *e)
{
    enum err_code rc;
    TRY(chat_action_find(out, write_db(w), a->visitor.worker, place, on, e));
    if (uuid_is_nil(*out)) rc = presence_add(out, w, a, place, on, e);
out:
    return rc;
}

/* What is counted, and the conversation that hangs on it. */
static enum err_code converse(struct write *w, struct uuid action, int32_t n,
                              const struct chat_wish *wish, struct chat_fact *f,
                              struct err *e)
{
    struct reach_fact r = {.id = uuid7_new(),
                           .action = action,
                           .thread = f->thread,
                           .n = n,
                           .refused_registration = wish->refused_registration};
    enum err_code rc;
    f->reach = r.id;
    TRY(reach_add(w, &r, e));
    rc = chat_add(w, f, e);
out:
    return rc;
}

static enum err_code save_all(struct write *w, const struct asking *a,
                              const struct chat_wish *wish, struct uuid thread,
                              struct err *e)
{
    struct chat_fact f = {.id = uuid_is_nil(a->form) ? uuid7_new() : a->form,
                          .thread = thread,
                          .organisation = a->visitor.organisation,
                          .worker = a->visitor.worker,
                          .happened_at = wish->happened_at,
                          .topic = wish->topic,
                          .language = wish->language,
                          .is_first = wish->is_first,
                          .next_step = wish->next_step,
                          .next_on = wish->next_on,
                          .words = wish->words};
    struct uuid action;
    enum err_code rc;
    bool has_thread = !uuid_is_nil(thread);
    TRY(place_for_chat(&f.place, w, a, wish, e));
    TRY(action_for_chat(&action, w, a, f.place, wish->on, e));
    TRY(converse(w, action, has_thread ? 1 : wish->n, wish, &f, e));
    if (has_thread && wish->n > 1) {
        f.id = uuid7_new();
        f.thread = (struct uuid){{0}};
        f.next_step = CODE_MISSING;
        f.next_on = DAY_NONE;
        f.words = STR_NONE;
        rc = converse(w, action, wish->n - 1, wish, &f, e);
    }
out:
    return rc;
}

enum err_code chat_save(struct uuid *thread_out, const struct asking *a,
                        const struct chat_wish *wish, struct err *e)
{
    struct write *w = NULL;
    enum err_code rc;
    TRY(field_gate(a, PERMISSION_CHAT_WRITE, e));
    TRY(wish_check(wish, a, e));
    TRY(work_begin(&w, a, "record conversation", "", e));
    TRY(thread_for_chat(thread_out, w, a, wish, e));
    TRY(save_all(w, a, wish, *thread_out, e));
    rc = work_commit(&w, a, e);
out:
    write_abandon(&w);
    return rc;
}

/* A presence on which nobody is counted any more, made by its conversations alone. */
static enum err_code undo_presence(struct write *w, const struct asking *a,
                                   struct uuid action, struct err *e)
{
    struct action_view v;
    enum err_code rc;
    bool has_reach;
    TRY(action_has_reach(&has_reach, write_db(w), action, e));
    if (has_reach) goto out;
    TRY(action_read(&v, a->arena, write_db(w), action, e));
    TRY(fact_retract(w, NOUN_OUTREACH_ACTION, nobody, action, e));
    if (!uuid_is_nil(v.course.id))
        TRY(fact_retract(w, NOUN_OUTREACH_COURSE, nobody, v.course.id, e));
    if (!uuid_is_nil(v.offer.id))
        rc = fact_retract(w, NOUN_OUTREACH_OFFER, nobody, v.offer.id, e);
out:
    return rc;
}

static enum err_code undo_thread(struct write *w, const struct asking *a,
                                 struct uuid thread, struct err *e)
{
    struct thread_view known;
    enum err_code rc = OK;
    if (uuid_is_nil(thread)) return OK;
    TRY(thread_read(&known, a->arena, write_db(w), thread, false, e));
    if (known.n_chats == 0 && uuid_is_nil(known.person.u))
        rc = fact_retract(w, NOUN_THREAD, nobody, thread, e);
out:
    return rc;
}

enum err_code chat_undo(const struct asking *a, struct uuid chat, struct err *e)
{
    struct write *w = NULL;
    struct chat_view c;
    enum err_code rc;
    TRY(field_gate(a, PERMISSION_CHAT_WRITE, e));
    TRY(work_begin(&w, a, "undo conversation", "", e));
    TRY(chat_read(&c, a->arena, write_db(w), chat, CHAT_SEALED, e));
    if (!is_own_organisation(a, c.fact.organisation)) {
        rc = err_set(e, ERR_NOT_FOUND, "there is no such conversation");
        goto out;
    }
    int64_t age_ms = a->now_ms - c.fact.written.at;
    if (!uuid_eq(c.fact.worker, a->visitor.worker) ||
        age_ms > CHAT_UNDO_HOURS * (int64_t)HOUR_MS) {
        rc = err_set(e, ERR_DENIED,
                     "a conversation is undone within %d hours, by who recorded it",
                     CHAT_UNDO_HOURS);
        goto out;
    }
    TRY(fact_retract(w, NOUN_CHAT, nobody, chat, e));
    TRY(fact_retract(w, NOUN_REACH, nobody, c.fact.reach, e));
    TRY(undo_presence(w, a, c.action, e));
    TRY(undo_thread(w, a, c.fact.thread, e));
    rc = work_commit(&w, a, e);
out:
    write_abandon(&w);
    return rc;
}
