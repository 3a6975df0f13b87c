/* The same human being in the files of two organisations: a second file, made by who
 * did not know the first, with a name in other letters, another address, a slip in the
 * day of birth. Which pairs those are, only a comparison of files tells (link persons);
 * two were decided by who coordinates. From a stream of its own, after everybody who is
 * counted. */
#include "act/link_review_acts.h"
#include "demo/demo_files.h"
#include "domain/geography.h"
#include "domain/lists.h"
#include "store/account_store.h"
#include "store/dossier_store.h"

enum { OWN_STREAM = 47, MINUTE = 11 * 60, OPENED_AFTER = 30 };

/* Names that nobody else in the region has: equal ones weigh. `login`: who made the
 * file; the second so many days ago, the first a month before. */
static const struct pair {
    struct file {
        const char *login, *given, *family, *birth_date, *municipality, *street;
    } file[2];
    uint8_t sex;
    int days_ago;
} pairs[] = {
    {{{"casemanager", "Amarachi", "Okonjowale", "1989-04-17", "11001", "Merelstraat 4"},
      {"ocmw", "Amarachi", "Okonjowale", "1989-04-17", "11002", "Sluisstraat 18"}},
     SEX_F,
     48},
    {{{"jobcoach", "Iñigo", "Etxebarrionaga", "1994-09-03", "11001", "Lindelaan 22"},
      {"buur", "Inigo", "Etxebarrionaga", "1994-09-03", "11016", "Heidestraat 7"}},
     SEX_M,
     35},
    {{{"casemanager", "Ľubica", "Hrušovčíková", "1978-01-29", "11001", "Kerkplein 3"},
      {"bemiddelaar", "Lubica", "Hrusovcikova", "1978-01-29", "11001", "Kerkplein 3"}},
     SEX_F,
     61},
    {{{"jobcoach", "Márcio", "Conceiçãoveira", "1985-11-11", "11001", "Dijkstraat 60"},
      {"gtb", "Marcio", "Conceicaoveira", "1985-11-11", "11001", "Dijkstraat 60"}},
     SEX_M,
     27},
    {{{"casemanager", "Ганна", "Полтавчишин", "1991-06-05", "11001", "Molenweg 12"},
      {"ocmw", "Hanna", "Poltavchyshyn", "1991-06-05", "11001", "Molenweg 12"}},
     SEX_F,
     19},
    {{{"jobcoach", "Tendai", "Chikwanhamo", "1993-08-12", "11001", "Vaartkaai 9"},
      {"bemiddelaar", "Tendai", "Chikwanhamo", "1993-12-08", "11001", "Vaartkaai 9"}},
     SEX_M,
     75},
    {{{"casemanager", "Nguyệt", "Trầnphương", "1999-02-14", "11001", "Beukenlaan 31"},
      {"buur", "Nguyet", "Tranphuong", "1999-02-14", "11016", "Dorpsstraat 2"}},
     SEX_F,
     14},
    {{{"casemanager", "Wilfredo", "Quispehuamán", "1972-07-20", "11001", "Kaai 101"},
      {"jobcoach", "Wilfredo", "Quispehuaman", "1972-07-20", "11001", "Kaai 101"}},
     SEX_M,
     40},
    {{{"casemanager", "Nerilde", "Oosterweghel", "1987-03-08", "11001", "Pad 5"},
      {"ocmw", "Nerilda", "Oosterweghel", "1987-03-08", "11002", "Plein 77"}},
     SEX_F,
     66},
    {{{"casemanager", "Yasmina", "Tazarinouali", "1996-10-30", "11001", "Hof 8"},
      {"buur", "Nadia", "Tazarinouali", "1996-10-30", "11001", "Hof 8"}},
     SEX_F,
     44},
};

/* Of the last two. */
static const struct {
    size_t pair;
    uint8_t decision;
    int days_ago;
    const char *reason; /* word of web/double_reasons.def */
} decided[] = {
    {ARRAY_LEN(pairs) - 2, LINK_DECISION_SAME, 6, "asked_person"},
    {ARRAY_LEN(pairs) - 1, LINK_DECISION_DIFFERENT, 4, "family"},
};

static enum err_code add_answers(struct demo *d, struct person_id person,
                                 const struct file *file, uint8_t sex, struct day on,
                                 struct err *e)
{
    const struct {
        uint8_t kind;
        const char *value;
    } answers[] = {
        {ATTRIBUTE_KIND_SEX, code_list_at(LIST_SEX)->codes[sex].code},
        {ATTRIBUTE_KIND_BIRTH_YEAR, file->birth_date},
        {ATTRIBUTE_KIND_COUNTRY_OF_RESIDENCE, "BE"},
        {ATTRIBUTE_KIND_MUNICIPALITY, file->municipality},
    };
    enum err_code rc = OK;
    for (size_t i = 0; i < ARRAY_LEN(answers); i++) {
        struct attribute_fact f = {.id = demo_uuid(d, on),
                                   .person = person,
                                   .kind = answers[i].kind,
                                   .state = ANSWER_KNOWN,
                                   .source = ATTRIBUTE_SOURCE_SELF,
                                   .valid_from = on,
                                   .valid_to = DAY_NONE};
        bool is_year = answers[i].kind == ATTRIBUTE_KIND_BIRTH_YEAR;
        snprintf(f.value, sizeof f.value, "%.*s", is_year ? 4 : 8, answers[i].value);
        TRY(attribute_add(d->w, &f, e));
    }
out:
    return rc;
}

static enum err_code add_file(struct person_id *out, struct demo *d, struct arena *a,
                              const struct pair *pair, size_t which, struct err *e)
{
    const struct file *file = &pair->file[which];
    struct day on =
        demo_after(d->options->today, -pair->days_ago - (which ? 0 : OPENED_AFTER));
    struct guidance_fact g = {.id = demo_uuid(d, on),
                              .keeps_file = true,
                              .domain = GUIDANCE_DOMAIN_WELFARE,
                              .from = on,
                              .to = DAY_NONE,
                              .next_on = DAY_NONE};
    const struct person_fact person = {{demo_uuid(d, on)}, on};
    struct identity identity = {0};
    struct membership_view *roles;
    size_t n;
    enum err_code rc;
    int place = geo_municipality_index(str_of(file->municipality));
    require(place != GEO_UNKNOWN);
    identity.value[IDENTITY_GIVEN_NAME] = str_of(file->given);
    identity.value[IDENTITY_FAMILY_NAME] = str_of(file->family);
    identity.value[IDENTITY_BIRTH_DATE] = str_of(file->birth_date);
    identity.value[IDENTITY_ADDRESS] = str_of(
        arena_format(a, "%s, %s", file->street, geo_municipality_name(place, LANG_NL)));
    TRY(worker_of_login(&g.worker, d, file->login, e));
    TRY(membership_list(&roles, &n, a, d->db, g.worker, e));
    if (!n) bug("a login of the demonstration has no role");
    g.organisation = roles[0].fact.organisation;
    g.person = *out = person.id;
    recorded_on(d, on, MINUTE);
    TRY(person_add(d->w, &person, &identity, e));
    d->n_persons++;
    TRY(add_answers(d, person.id, file, pair->sex, on, e));
    rc = guidance_add(d->w, &g, e);
out:
    return rc;
}

/* By the network coordinator, in a write of her own. */
static enum err_code decide(struct demo *d, size_t which,
                            const struct person_id person[2], struct err *e)
{
    struct actor coordinator;
    struct link_act act;
    struct uuid worker;
    char text[UUID_TEXT + 1];
    struct day on = demo_after(d->options->today, -decided[which].days_ago);
    enum err_code rc;
    TRY(worker_of_login(&worker, d, "netwerkcoordinator", e));
    uuid_text(text, worker);
    snprintf(coordinator.name, sizeof coordinator.name, "%s", text);
    TRY(write_begin(&d->w, d->db, &coordinator, "decide on two files",
                    decided[which].reason, e));
    recorded_on(d, on, MINUTE);
    TRY(link_decide_in(&act, d->w, demo_uuid(d, on), person[0], person[1],
                       decided[which].decision, decided[which].reason, e));
    rc = demo_commit(d, e);
out:
    return rc;
}

enum err_code demo_doubles(struct demo *d, struct err *e)
{
    struct person_id persons[ARRAY_LEN(pairs)][2];
    struct rng before = d->rng;
    struct arena arena = {0};
    enum err_code rc;
    rng_init(&d->rng, d->options->seed * 1000003u + OWN_STREAM);
    TRY(demo_batch(d, "dubbels", e));
    for (size_t i = 0; i < ARRAY_LEN(pairs); i++)
        for (size_t k = 0; k < 2; k++)
            TRY(add_file(&persons[i][k], d, &arena, &pairs[i], k, e));
    TRY(demo_commit(d, e));
    for (size_t i = 0; i < ARRAY_LEN(decided); i++)
        TRY(decide(d, i, persons[decided[i].pair], e));
out:
    d->rng = before;
    arena_dispose(&arena);
    return rc;
}
