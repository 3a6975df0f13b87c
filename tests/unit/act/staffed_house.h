/* A new house with its staff, for stories of acts; who opens it says where it stands.
 */
#ifndef TESTS_STAFFED_HOUSE_H
#define TESTS_STAFFED_HOUSE_H

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>

#include "act/open.h"
#include "domain/lists.h"
#include "store/programme_store.h"
#include "store/worker_store.h"

#define is_ok(call)                                                                    \
    do {                                                                               \
        if ((call) != OK) fail_msg("%s: %s (%s)", #call, e.message, e.detail);         \
    } while (0)

static char folder[64], url[110], key_path[96];
static struct err e;
static struct house house;
static struct arena arena;
static const struct actor who = {"test"};

static inline struct write *begin(void)
{
    struct write *w;
    is_ok(write_begin(&w, house.db, &who, "test", "", &e));
    return w;
}

static struct organisation_id add_organisation(struct write *w, const char *code)
{
    struct organisation_fact f = {.id = {uuid7_new()},
                                  .kind = ORGANISATION_KIND_NGO_PROMOTOR,
                                  .former_kind = CODE_MISSING,
                                  .municipality = "11002"};
    snprintf(f.code, sizeof f.code, "%s", code);
    snprintf(f.name, sizeof f.name, "vzw %s", code);
    is_ok(organisation_add(w, &f, &e));
    return f.id;
}

static struct uuid add_worker(struct write *w, const char *login)
{
    struct worker_fact f = {.id = uuid7_new()};
    snprintf(f.login, sizeof f.login, "%s", login);
    snprintf(f.name, sizeof f.name, "%s", login);
    is_ok(worker_add(w, &f, &e));
    return f.id;
}

#endif
