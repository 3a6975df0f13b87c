#include "act/debug_write.h"

#include "act/open.h"
#include "base/clock.h"
#include "base/file.h"
#include "base/limits.h"
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
                               .exit = CODE_MISSING,
                               .from = today,
                               .to = DAY_NONE};
    enum err_code rc;
    TRY(attribute_add(w, &sex, e));
    TRY(attribute_add(w, &education, e));
    rc = spell_add(w, &spell, e);
out:
    return rc;
}

/* The next line of the file; from its first again at the end. */
static void next_identity(struct identity *out, struct str *rest, struct str all)
{
    struct str line = STR_NONE;
    *out = (struct identity){.value = {[IDENTITY_FAMILY_NAME] = S("Proefpersoon"),
                                       [IDENTITY_NOTE] = S("Proefnotitie")}};
    if (!all.n) return;
    if (!rest->n) *rest = all;
    str_split(&line, rest, '\n');
    for (unsigned i = 0; i < N_IDENTITY_FIELDS; i++)
        if (!str_split(&out->value[i], &line, '\t')) break;
}

static enum err_code add_contact(struct write *w, const struct event_fact *started,
                                 struct str note, struct err *e)
{
    struct event_particulars p = event_particulars_none();
    struct event_fact contact = *started;
    contact.id = uuid7_new();
    contact.kind = EVENT_CONTACT;
    p.minutes = 30;
    p.note = note;
    return event_add(w, &contact, &p, e);
}

static enum err_code write_one(struct person_id *out, struct db *db,
                               const struct identity *identity, struct err *e)
{
    static const struct actor who = {"debug"};
    struct day today = clock_today();
    struct person_fact person = {.id = {uuid7_new()}, .first_seen_on = today};
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
    TRY(person_add(w, &person, identity, e));
    TRY(add_countable(w, person.id, today, e));
    TRY(trajectory_add(w, &trajectory, e));
    TRY(event_add(w, &started, NULL, e));
    TRY(add_contact(w, &started, identity->value[IDENTITY_NOTE], e));
    rc = write_commit(&w, e);
    *out = person.id;
out:
    write_abandon(&w);
    return rc;
}

enum err_code debug_write(const char *url, const char *key_path, const char *names_path,
                          int64_t n,
                          void (*committed)(void *to, struct person_id person),
                          void *to, struct err *e)
{
    struct house h = {0};
    struct person_id person;
    struct arena a = {0};
    struct str all = STR_NONE, rest = STR_NONE;
    struct identity identity;
    enum err_code rc;
    if (names_path) TRY(file_read(&all, &a, names_path, LIMIT_FILE_BYTES, e));
    TRY(house_open(&h, url, key_path, DB_WRITE, e));
    for (int64_t i = 0; i < n; i++) {
        next_identity(&identity, &rest, all);
        TRY(write_one(&person, h.db, &identity, e));
        committed(to, person);
    }
out:
    house_close(&h);
    arena_dispose(&a);
    return rc;
}
