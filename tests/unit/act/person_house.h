/* A small house for stories about persons: two organisations, guides of both, a
 * volunteer, and people of whom files are kept. The people are invented. */
#ifndef TESTS_PERSON_HOUSE_H
#define TESTS_PERSON_HOUSE_H

#include "staffed_house.h"

#include <dirent.h>
#include <unistd.h>

#include "base/clock.h"
#include "act/behalf.h"
#include "act/search_index.h"
#include "store/account_store.h"
#include "store/dossier_store.h"
#include "store/person_store.h"
#include "store/trajectory_store.h"
#include "store/verify.h"

static struct organisation_id ours, theirs;
static struct project_id project;
static struct uuid kim, lee, ali;
static const struct day today = {20779}; /* 2026-11-22 */

static int open_house(void **state)
{
    (void)state;
    snprintf(folder, sizeof folder, "/tmp/person_house.XXXXXX");
    assert_non_null(mkdtemp(folder));
    snprintf(url, sizeof url, "sqlite:%s/a.db", folder);
    snprintf(key_path, sizeof key_path, "%s/a.key", folder);
    is_ok(house_create(url, key_path, &e));
    is_ok(house_open(&house, url, key_path, DB_WRITE, &e));
    struct write *w = begin();
    ours = add_organisation(w, "ONS");
    theirs = add_organisation(w, "ZIJ");
    kim = add_worker(w, "kim");
    lee = add_worker(w, "lee");
    ali = add_worker(w, "ali");
    struct project_fact p = {.id = {uuid7_new()},
                             .code = "P1",
                             .title = "Op weg",
                             .promotor = ours,
                             .kind = CODE_MISSING,
                             .target_group = CODE_MISSING,
                             .from = day_of(2024, 1, 1),
                             .to = DAY_NONE};
    is_ok(project_add(w, &p, &e));
    project = p.id;
    is_ok(write_commit(&w, &e));
    return 0;
}

static inline void show_defect(void *to, const char *text)
{
    (void)to;
    print_message("defect: %s\n", text);
}

static int close_house(void **state)
{
    struct verify_report r;
    char path[400];
    (void)state;
    is_ok(store_verify(&r, house.db, true, show_defect, NULL, &e));
    search_index_close_all();
    arena_dispose(&arena);
    house_close(&house);
    DIR *d = opendir(folder);
    for (struct dirent *entry; d && (entry = readdir(d));) {
        snprintf(path, sizeof path, "%s/%s", folder, entry->d_name);
        if (entry->d_type == DT_REG) unlink(path);
    }
    if (d) closedir(d);
    return rmdir(folder) || r.n_defects != 0;
}

/* --- who asks --- */

static inline struct asking asking_of(struct uuid worker, struct organisation_id o,
                                      enum code_of_worker_role role)
{
    struct asking a = {.arena = &arena,
                       .house = &house,
                       .today = today,
                       .now_ms = today.v * INT64_C(86400000) + 11 * 3600000, /* noon */
                       .location = "/ergens"};
    a.visitor.worker = worker;
    a.visitor.organisation = o;
    a.visitor.role = role;
    a.visitor.session = worker;
    a.visitor.membership = worker;
    a.visitor.is_membership_valid = true;
    a.visitor.has_second_factor = true;
    return a;
}

/* A guide of ours who sends a new form. */
static inline struct asking kim_asks(void)
{
    struct asking a = asking_of(kim, ours, WORKER_ROLE_GUIDE);
    a.form = uuid7_new();
    return a;
}

/* --- of whom there are files --- */

static inline struct person_id add_person(const char *given, const char *family,
                                          const char *born, struct organisation_id of,
                                          struct uuid worker)
{
    struct person_fact p = {.id = {uuid7_new()}, .first_seen_on = day_of(2026, 1, 5)};
    struct identity i = {{{0}}};
    struct guidance_fact g = {.id = uuid7_new(),
                              .person = p.id,
                              .organisation = of,
                              .worker = worker,
                              .keeps_file = true,
                              .domain = GUIDANCE_DOMAIN_WORK,
                              .from = day_of(2026, 1, 5),
                              .to = DAY_NONE,
                              .next_on = DAY_NONE};
    i.value[IDENTITY_GIVEN_NAME] = str_of(given);
    i.value[IDENTITY_FAMILY_NAME] = str_of(family);
    i.value[IDENTITY_BIRTH_DATE] = str_of(born);
    struct write *w = begin();
    is_ok(person_add(w, &p, &i, &e));
    is_ok(guidance_add(w, &g, &e));
    is_ok(write_commit(&w, &e));
    return p.id;
}

#endif
