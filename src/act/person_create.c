#include "act/person_create.h"

#include <sodium.h>

#include "act/chat_acts.h"
#include "act/field_gate.h"
#include "act/search_proof.h"
#include "encode/fold.h"
#include "store/dossier_store.h"
#include "store/course_read.h"
#include "store/trajectory_store.h"

static const double asks_for_reason = 0.72; /* alike from here on */

struct beginning {
    const struct asking *a;
    const struct person_begin *b;
    struct person_id person;
    struct partial_date born;
    char born_text[11]; /* as it is kept: "1985-07-30", "1985-07", "1985" */
    struct programme_choice programme;
};

static struct str value(const struct beginning *s, enum identity_field field)
{
    return str_trim(s->b->identity.value[field]);
}

/* --- may it, and is it enough --- */

static bool says_who(const struct beginning *s)
{
    return value(s, IDENTITY_GIVEN_NAME).n || value(s, IDENTITY_FAMILY_NAME).n ||
           value(s, IDENTITY_BIRTH_DATE).n || value(s, IDENTITY_PHONE).n;
}

static enum err_code read_birth(struct beginning *s, struct err *e)
{
    struct str born = value(s, IDENTITY_BIRTH_DATE);
    if (!born.n) return OK;
    s->born = date_guess(born);
    if (!s->born.year || s->born.year > day_year(s->a->today)) {
        err_set(e, ERR_INVALID, "expected a date of birth, or its year");
        err_hint(e, "write 30/7/1985, 7/1985 or 1985");
        return ERR_INVALID;
    }
    if (s->born.day)
        snprintf(s->born_text, sizeof s->born_text, "%04d-%02u-%02u", s->born.year,
                 s->born.month, s->born.day);
    else if (s->born.month)
        snprintf(s->born_text, sizeof s->born_text, "%04d-%02u", s->born.year,
                 s->born.month);
    else
        snprintf(s->born_text, sizeof s->born_text, "%04d", s->born.year);
    return OK;
}

/* Free words could name somebody in a log that everybody may read. */
static bool is_reason(struct str word)
{
    static const char *const reasons[] = PERSON_NOT_SAME;
    for (size_t i = 0; i < ARRAY_LEN(reasons); i++)
        if (str_eq_c(word, reasons[i])) return true;
    return false;
}

static enum err_code check(struct beginning *s, struct err *e)
{
    const struct person_begin *b = s->b;
    enum err_code rc;
    TRY(field_gate(s->a, PERMISSION_PERSON_CREATE, e));
    if (!search_proof_holds(s->a, b->proof, b->searched, b->searched_birth)) {
        rc = err_set(e, ERR_DENIED, "expected a search in the last half hour");
        err_hint(e, "search for the person first");
        goto out;
    }
    if (!value(s, IDENTITY_CALL_NAME).n && !value(s, IDENTITY_GIVEN_NAME).n &&
        !value(s, IDENTITY_FAMILY_NAME).n) {
        rc = err_set(e, ERR_INVALID, "expected what the person is called");
        goto out;
    }
    if (says_who(s) && !b->agrees) {
        rc = err_set(e, ERR_INVALID,
                     "who does not agree is known by what they are called only");
        goto out;
    }
    if (b->not_same.n && !is_reason(b->not_same)) {
        rc = err_set(e, ERR_INVALID, "expected why this is somebody else");
        goto out;
    }
    rc = read_birth(s, e);
out:
    return rc;
}

static enum err_code find_programme(struct beginning *s, struct err *e)
{
    struct programme_choice *list;
    size_t n;
    enum err_code rc = OK;
    if (uuid_is_nil(s->b->programme)) return OK;
    TRY(programme_choices(&list, &n, s->a->arena, s->a->house->db,
                          s->a->visitor.organisation, s->a->today, e));
    for (size_t i = 0; i < n; i++)
        if (uuid_eq(list[i].project.u, s->b->programme) ||
            uuid_eq(list[i].partnership.u, s->b->programme)) {
            s->programme = list[i];
            goto out;
        }
    rc = err_set(e, ERR_NOT_FOUND, "no such project or partnership of one's own");
out:
    return rc;
}

/* --- is it somebody else --- */

static enum err_code look_alike(struct person_hits *alike, struct beginning *s,
                                struct err *e)
{
    const struct asking *a = s->a;
    struct str given = value(s, IDENTITY_GIVEN_NAME);
    struct str family = value(s, IDENTITY_FAMILY_NAME);
    struct str call = value(s, IDENTITY_CALL_NAME), phone = value(s, IDENTITY_PHONE);
    struct str name = str_of(arena_format(a->arena, "%.*s %.*s",
                                          STR_ARG(given.n || family.n ? given : call),
                                          STR_ARG(family)));
    struct person_asked by_name = {str_trim(name), str_of(s->born_text)};
    struct person_hits more;
    size_t n = 0;
    enum err_code rc;
    TRY(persons_search(alike, a, &by_name, e));
    for (size_t i = 0; i < alike->n; i++)
        if (alike->hit[i].likeness >= asks_for_reason) alike->hit[n++] = alike->hit[i];
    alike->n = n;
    if (phone.n && alike->n == 0) {
        TRY(persons_search(&more, a, &(struct person_asked){phone, STR_NONE}, e));
        *alike = more;
    }
out:
    return rc;
}

/* --- writing --- */

static enum err_code add_attribute(struct write *w, const struct beginning *s,
                                   uint8_t kind, const char *text, struct day from,
                                   struct err *e)
{
    struct attribute_fact f = {.id = uuid7_new(),
                               .person = s->person,
                               .kind = kind,
                               .state = ANSWER_KNOWN,
                               .source = ATTRIBUTE_SOURCE_SELF,
                               .valid_from = from,
                               .valid_to = DAY_NONE};
    snprintf(f.value, sizeof f.value, "%s", text);
    return attribute_add(w, &f, e);
}

static const char *code_of(size_t list, int index)
{
    return code_list_at(list)->codes[index].code;
}

static enum err_code add_person(struct write *w, const struct beginning *s,
                                struct err *e)
{
    struct person_fact f = {.id = s->person, .first_seen_on = s->a->today};
    const struct person_begin *b = s->b;
    struct identity who = {{{0}}};
    char year[16];
    enum err_code rc;
    for (unsigned i = 0; i < N_IDENTITY_FIELDS; i++)
        who.value[i] = value(s, (enum identity_field)i);
    who.value[IDENTITY_BIRTH_DATE] = str_of(s->born_text);
    TRY(person_add(w, &f, &who, e));
    snprintf(year, sizeof year, "%d", s->born.year);
    if (s->born.year)
        TRY(add_attribute(w, s, ATTRIBUTE_KIND_BIRTH_YEAR, year, s->a->today, e));
    if (b->municipality >= 0)
        TRY(add_attribute(w, s, ATTRIBUTE_KIND_MUNICIPALITY,
                          code_of(LIST_MUNICIPALITY, b->municipality), s->a->today, e));
    if (b->language != CODE_MISSING)
        TRY(add_attribute(w, s, ATTRIBUTE_KIND_LANGUAGE,
                          code_of(LIST_LANGUAGE, b->language), s->a->today, e));
out:
    return rc;
}

static enum err_code add_around(struct write *w, const struct beginning *s,
                                struct err *e)
{
    const struct person_begin *b = s->b;
    struct guidance_fact g = {.id = uuid7_new(),
                              .person = s->person,
                              .organisation = s->a->visitor.organisation,
                              .worker = s->a->visitor.worker,
                              .keeps_file = true,
                              .domain = GUIDANCE_DOMAIN_WORK,
                              .from = s->a->today,
                              .to = DAY_NONE,
                              .next_on = DAY_NONE};
    struct trajectory_fact t = {.id = {uuid7_new()},
                                .person = s->person,
                                .reached_on = s->a->today,
                                .entry_age = -1,
                                .channel = b->channel,
                                .is_voluntary = 1};
    enum err_code rc;
    TRY(guidance_add(w, &g, e));
    if (!uuid_is_nil(b->thread)) TRY(thread_join(w, s->a, b->thread, s->person, e));
    if (uuid_is_nil(b->programme)) goto out;
    t.project = s->programme.project;
    t.partnership = s->programme.partnership;
    int age = s->born.year ? age_on(s->born, s->a->today) : -1;
    if (age >= 0 && age <= 130) t.entry_age = (int16_t)age;
    rc = trajectory_add(w, &t, e);
out:
    return rc;
}

enum err_code person_create(struct person_id *out, struct person_hits *alike,
                            const struct asking *a, const struct person_begin *begin,
                            struct err *e)
{
    struct beginning s = {.a = a, .b = begin, .person = {a->form}};
    struct write *w = NULL;
    char reason[300];
    enum err_code rc;
    *out = (struct person_id){{{0}}};
    *alike = (struct person_hits){.n = 0};
    TRY(check(&s, e));
    TRY(find_programme(&s, e));
    if (!begin->not_same.n) {
        TRY(look_alike(alike, &s, e));
        if (alike->n) goto out;
    }
    snprintf(reason, sizeof reason, "%s%s%.*s",
             says_who(&s) ? "identified with agreement" : "by a nickname",
             begin->not_same.n ? "; others were alike: " : "",
             STR_ARG(begin->not_same));
    TRY(work_begin(&w, a, "begin a file", reason, e));
    TRY(add_person(w, &s, e));
    TRY(add_around(w, &s, e));
    TRY(work_commit(&w, a, e));
    *out = s.person;
out:
    sodium_memzero(s.born_text, sizeof s.born_text);
    write_abandon(&w);
    return rc;
}
