#include "act/debug_write.h"

#include "act/open.h"
#include "base/clock.h"
#include "domain/lists.h"
#include "store/person_store.h"
#include "store/trajectory_store.h"

static enum err_code add_countable(struct write *w, struct person_id person,
                                   struct day today, struct err *e)
{
    struct attribute_fact sex = {.id = uuid7_new(),
                                 .person = person,
                                 .kind = ATTRIBUTE_KIND_SEX,
                                 .source = CODE_MISSING,
                                 .value = "f",
                                 .valid_from = today,
                                 .valid_to = DAY_NONE};
    struct attribute_fact education = {.id = uuid7_new(),
                                       .person = person,
                                       .kind = ATTRIBUTE_KIND_EDUCATION,
                                       .state = ANSWER_REFUSED,
                                       .source = CODE_MISSING,
                                       .valid_from = today,
                                       .valid_to = DAY_NONE};
    struct spell_fact spell = {.id = uuid7_new(),
                               .person = person,
                               .list = SPELL_LABOUR,
                               .body = CODE_MISSING,
                               .from = today,
                               .to = DAY_NONE};
    enum err_code rc;
    TRY(attribute_add(w, &sex, e));
    TRY(attribute_add(w, &education, e));
    rc = spell_add(w, &spell, e);
out:
    return rc;
}

static enum err_code write_one(struct person_id *out, struct db *db, struct err *e)
{
    static const struct actor who = {"debug"};
    struct day today = clock_today();
    struct person_fact person = {.id = {uuid7_new()}, .first_seen_on = today};
    struct identity identity = {.value = {[IDENTITY_FAMILY_NAME] = S("Proefpersoon")}};
    struct trajectory_fact trajectory = {.id = {uuid7_new()},
                                         .person = person.id,
                                         .reached_on = today,
                                         .entry_age = 30,
                                         .channel = CODE_MISSING,
                                         .is_voluntary = CODE_MISSING};
    struct event_fact started = {.id = uuid7_new(),
                                 .trajectory = trajectory.id,
                                 .person = person.id,
                                 .kind = EVENT_STARTED,
                                 .code = CODE_MISSING,
                                 .detail = CODE_MISSING,
                                 .on = today};
    struct write *w = NULL;
    enum err_code rc;
    TRY(write_begin(&w, db, &who, "debug write", "", e));
    TRY(person_add(w, &person, &identity, e));
    TRY(add_countable(w, person.id, today, e));
    TRY(trajectory_add(w, &trajectory, e));
    TRY(event_add(w, &started, NULL, e));
    rc = write_commit(&w, e);
    *out = person.id;
out:
    write_abandon(&w);
    return rc;
}

enum err_code debug_write(const char *url, const char *key_path, int64_t n,
                          void (*committed)(void *to, struct person_id person),
                          void *to, struct err *e)
{
    struct house h = {0};
    struct person_id person;
    enum err_code rc;
    TRY(house_open(&h, url, key_path, DB_WRITE, e));
    for (int64_t i = 0; i < n; i++) {
        TRY(write_one(&person, h.db, e));
        committed(to, person);
    }
out:
    house_close(&h);
    return rc;
}
