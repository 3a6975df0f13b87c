/* One lock guards the pointers and the counts; panels themselves never change. The last
 * who gives a panel back frees it, once it is off the shelf. */
#include <pthread.h>
#include <time.h>

#include "act/panel_shelf.h"

#include "act/panel_load.h"
#include "base/clock.h"
#include "base/log.h"
#include "store/link_input_store.h"
#include "store/panel_store.h"

struct shelved_panel {
    struct panel_shelf *shelf;
    struct panel *panel;
    struct panel_view view;
    int64_t of_ms;      /* by the clock, before it was read */
    int64_t version;    /* of the shelf then */
    size_t n_readers;   /* and one while it stands on the shelf */
    int64_t last_asked; /* a number that grows: which of the past goes first */
};

struct panel_shelf {
    pthread_mutex_t lock;
    pthread_cond_t changed; /* a panel came, loading failed, or it is time to end */
    pthread_t loader;
    char *url;
    struct shelved_panel *now, *past[SHELF_PAST];
    struct err trouble; /* of the last load; code OK when it went well */
    int64_t version, load_ms, n_loads, n_asked;
    int64_t wanted_ms; /* by the clock, when somebody last wanted figures */
    bool is_asleep;    /* nobody does: the loader waits */
    bool is_waking;    /* somebody does again: what stands there may be old */
    bool is_ending;
};

static int64_t elapsed_ms(const struct timespec *from)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (now.tv_sec - from->tv_sec) * 1000 + (now.tv_nsec - from->tv_nsec) / 1000000;
}

static void free_shelved(struct shelved_panel *p)
{
    panel_free(p->panel);
    free(p);
}

/* With the lock held. */
static void let_go(struct shelved_panel *p)
{
    if (p && --p->n_readers == 0) free_shelved(p);
}

static struct shelved_panel *shelve(struct panel_shelf *s, struct panel *panel,
                                    struct panel_view view, int64_t of_ms)
{
    struct shelved_panel *p = mem_alloc(sizeof *p);
    *p = (struct shelved_panel){.shelf = s,
                                .panel = panel,
                                .view = view,
                                .of_ms = of_ms,
                                .version = s->version,
                                .n_readers = 1};
    return p;
}

/* --- the loader --- */

/* Loads when something was written since; both over a connection of its own. */
static enum err_code load_if_changed(struct panel_shelf *s, struct db *db,
                                     struct err *e)
{
    struct panel *panel;
    struct timespec from;
    int64_t version, of_ms = clock_now_ms();
    bool changed = true;
    enum err_code rc = link_audit_last(&version, db, e);
    if (rc == OK && s->now) rc = panel_inputs_changed(&changed, db, s->version, e);
    if (rc != OK) return rc;
    if (!changed) {
        pthread_mutex_lock(&s->lock);
        s->now->of_ms = of_ms; /* still all there is */
        pthread_mutex_unlock(&s->lock);
        return OK;
    }
    clock_gettime(CLOCK_MONOTONIC, &from);
    rc = panel_load(&panel, db, PANEL_NOW, e);
    if (rc != OK) return rc;
    struct shelved_panel *fresh = shelve(s, panel, PANEL_NOW, of_ms);
    pthread_mutex_lock(&s->lock);
    let_go(s->now);
    s->now = fresh;
    s->version = version;
    s->load_ms = elapsed_ms(&from);
    s->n_loads++;
    pthread_mutex_unlock(&s->lock);
    return OK;
}

static void wait_ms(struct panel_shelf *s, int64_t ms)
{
    struct timespec until;
    clock_gettime(CLOCK_REALTIME, &until);
    until.tv_sec += ms / 1000;
    until.tv_nsec += ms % 1000 * 1000000;
    if (until.tv_nsec >= 1000000000) {
        until.tv_sec++;
        until.tv_nsec -= 1000000000;
    }
    while (!s->is_ending && pthread_cond_timedwait(&s->changed, &s->lock, &until) == 0)
        ;
}

/* With the lock held: until somebody wants figures. */
static void sleep_unwanted(struct panel_shelf *s)
{
    while (!s->is_ending && !s->is_waking &&
           (!s->wanted_ms || s->wanted_ms < clock_now_ms() - SHELF_IDLE_MS)) {
        s->is_asleep = true;
        pthread_cond_wait(&s->changed, &s->lock);
    }
    s->is_asleep = false;
}

static void *keep_loaded(void *self)
{
    struct panel_shelf *s = self;
    struct db *db = NULL;
    pthread_mutex_lock(&s->lock);
    for (;;) {
        struct err e = {0};
        enum err_code rc = OK;
        sleep_unwanted(s);
        if (s->is_ending) break;
        pthread_mutex_unlock(&s->lock);
        if (!db) rc = db_open(&db, s->url, DB_READ, &e);
        if (rc == OK) rc = load_if_changed(s, db, &e);
        if (rc != OK) log_err(LOG_ERROR, &e, "the panel was not loaded");
        pthread_mutex_lock(&s->lock);
        s->trouble = e;
        s->trouble.code = rc;
        s->is_waking = false;
        pthread_cond_broadcast(&s->changed);
        wait_ms(s, MAX_OF((int64_t)SHELF_LOOK_MS, SHELF_DUTY * s->load_ms));
    }
    pthread_mutex_unlock(&s->lock);
    db_close(db);
    return NULL;
}

enum err_code panel_shelf_open(struct panel_shelf **out, const char *url, struct err *e)
{
    struct panel_shelf *s = mem_alloc(sizeof *s);
    *s = (struct panel_shelf){.version = -1};
    pthread_mutex_init(&s->lock, NULL);
    pthread_cond_init(&s->changed, NULL);
    s->url = mem_alloc(strlen(url) + 1);
    memcpy(s->url, url, strlen(url) + 1);
    if (pthread_create(&s->loader, NULL, keep_loaded, s) != 0) {
        free(s->url);
        free(s);
        return err_set(e, ERR_IO, "no thread to load the panel");
    }
    *out = s;
    return OK;
}

void panel_shelf_close(struct panel_shelf *s)
{
    if (!s) return;
    pthread_mutex_lock(&s->lock);
    s->is_ending = true;
    pthread_cond_broadcast(&s->changed);
    pthread_mutex_unlock(&s->lock);
    pthread_join(s->loader, NULL);
    let_go(s->now);
    for (size_t i = 0; i < SHELF_PAST; i++)
        let_go(s->past[i]);
    pthread_cond_destroy(&s->changed);
    pthread_mutex_destroy(&s->lock);
    free(s->url);
    free(s);
}

/* --- readers --- */

/* With the lock held. */
static void want(struct panel_shelf *s)
{
    s->wanted_ms = clock_now_ms();
    if (!s->is_asleep || s->is_waking) return;
    s->is_waking = true;
    s->trouble = (struct err){0};
    pthread_cond_broadcast(&s->changed);
}

/* With the lock held: the present, waiting for the first one, and for what was written
 * while nobody asked. */
static enum err_code borrow_now(struct shelved_panel **out, struct panel_shelf *s,
                                struct err *e)
{
    want(s);
    while ((!s->now || s->is_waking) && s->trouble.code == OK && !s->is_ending)
        pthread_cond_wait(&s->changed, &s->lock);
    if (!s->now) {
        if (e) *e = s->trouble;
        return s->trouble.code != OK ? s->trouble.code : ERR_BUSY;
    }
    *out = s->now;
    s->now->n_readers++;
    return OK;
}

static struct shelved_panel *past_found(struct panel_shelf *s, struct panel_view view)
{
    for (size_t i = 0; i < SHELF_PAST; i++)
        if (s->past[i] && panel_view_eq(s->past[i]->view, view)) return s->past[i];
    return NULL;
}

/* With the lock held: in the place of what was asked for longest ago. */
static void keep_past(struct panel_shelf *s, struct shelved_panel *p)
{
    size_t at = 0;
    for (size_t i = 0; i < SHELF_PAST; i++) {
        if (!s->past[i]) {
            at = i;
            break;
        }
        if (s->past[i]->last_asked < s->past[at]->last_asked) at = i;
    }
    let_go(s->past[at]);
    s->past[at] = p;
}

/* What was known at a moment that has passed changes seldom: when somebody records
 * facts that were known before. */
static bool is_outdated(const struct panel_shelf *s, const struct shelved_panel *p)
{
    return p->version != s->version && p->of_ms < clock_now_ms() - SHELF_PAST_MS;
}

static enum err_code borrow_past(struct shelved_panel **out, struct panel_shelf *s,
                                 struct db *db, struct panel_view view, struct err *e)
{
    struct panel *panel;
    struct shelved_panel *p = past_found(s, view);
    if (!p || is_outdated(s, p)) {
        int64_t of_ms = clock_now_ms();
        pthread_mutex_unlock(&s->lock);
        enum err_code rc = panel_load(&panel, db, view, e);
        pthread_mutex_lock(&s->lock);
        if (rc != OK) return rc;
        p = shelve(s, panel, view, of_ms);
        keep_past(s, p);
    }
    p->last_asked = ++s->n_asked;
    p->n_readers++;
    *out = p;
    return OK;
}

enum err_code panel_borrow(struct shelved_panel **out, struct panel_shelf *s,
                           struct db *db, struct panel_view view, struct err *e)
{
    enum err_code rc;
    pthread_mutex_lock(&s->lock);
    rc = panel_view_eq(view, PANEL_NOW) ? borrow_now(out, s, e)
                                        : borrow_past(out, s, db, view, e);
    pthread_mutex_unlock(&s->lock);
    return rc;
}

void panel_give_back(struct shelved_panel *p)
{
    if (!p) return;
    struct panel_shelf *s = p->shelf;
    pthread_mutex_lock(&s->lock);
    let_go(p);
    pthread_mutex_unlock(&s->lock);
}

const struct panel *shelved_panel_of(const struct shelved_panel *p)
{
    return p->panel;
}

int64_t shelved_panel_moment(const struct shelved_panel *p)
{
    return p->of_ms;
}

void panel_shelf_wake(struct panel_shelf *s)
{
    pthread_mutex_lock(&s->lock);
    want(s);
    pthread_mutex_unlock(&s->lock);
}

struct shelf_facts panel_shelf_facts(struct panel_shelf *s)
{
    struct shelf_facts f = {0};
    pthread_mutex_lock(&s->lock);
    if (s->now)
        f = (struct shelf_facts){.bytes = s->now->panel->bytes, .of_ms = s->now->of_ms};
    f.load_ms = s->load_ms;
    f.n_loads = s->n_loads;
    pthread_mutex_unlock(&s->lock);
    return f;
}
