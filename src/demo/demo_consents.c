/* What people of the first partnership let other organisations see: yes for a few parts
 * of the file, sometimes no, sometimes withdrawn, and questions that wait for an
 * answer. From a stream of its own; nothing of it is counted. */
#include "demo/demo_files.h"
#include "domain/access.h"
#include "store/account_store.h"
#include "store/consent_store.h"

enum { OWN_STREAM = 29, MINUTE = 15 * 60, NOT_ENDED = 0 };
#define SEES(c) (1u << CATEGORY_##c)

/* Every `each`-th file from `first` on. */
static const struct {
    const char *login; /* somebody of the receiver */
    unsigned each, first, categories;
    uint8_t purpose, form, language;
    bool is_given;
    int after, ends_after; /* days after being reached; withdrawn days after that */
    const char *words;
} answers[] = {
    {"bemiddelaar", 3, 0, SEES(IDENTITY) | SEES(GOAL) | SEES(WORK),
     SHARING_PURPOSE_GUIDANCE, CONSENT_FORM_SPOKEN, LANGUAGE_NL, true, 21, NOT_ENDED,
     "We bespraken het samen aan tafel."},
    {"ocmw", 4, 1, SEES(IDENTITY) | SEES(GOAL) | SEES(CONDITION),
     SHARING_PURPOSE_GUIDANCE, CONSENT_FORM_TAPPED, LANGUAGE_AR, true, 30, NOT_ENDED,
     ""},
    {"ocmw", 9, 2, SEES(IDENTITY) | SEES(WORK), SHARING_PURPOSE_REPORTING,
     CONSENT_FORM_SIGNED, LANGUAGE_NL, true, 35, NOT_ENDED, ""},
    {"gtb", 5, 2, SEES(IDENTITY) | SEES(GOAL) | SEES(CONDITION) | SEES(NOTE),
     SHARING_PURPOSE_GUIDANCE, CONSENT_FORM_SIGNED, LANGUAGE_NL, true, 28, NOT_ENDED,
     ""},
    {"jongerenconsulent", 6, 3, SEES(IDENTITY), SHARING_PURPOSE_AFTERCARE,
     CONSENT_FORM_SPOKEN, LANGUAGE_TR, true, 40, NOT_ENDED, ""},
    {"buur", 8, 5, SEES(IDENTITY) | SEES(GOAL), SHARING_PURPOSE_GUIDANCE,
     CONSENT_FORM_SPOKEN, LANGUAGE_FR, true, 20, 25,
     "Verhuist misschien, en wil dat de buren al iets weten."},
    {"gtb", 7, 4, SEES(CONDITION) | SEES(HEALTH), SHARING_PURPOSE_GUIDANCE,
     CONSENT_FORM_SPOKEN, LANGUAGE_NL, false, 24, NOT_ENDED,
     "Wil dit liever zelf vertellen."},
};

static const struct {
    const char *login;
    unsigned file; /* whose file the login sees already */
    uint8_t category;
    int days_ago;
    const char *words;
} questions[] = {
    {"bemiddelaar", 0, CATEGORY_CONDITION, 6,
     "Dan zoeken we meteen werk dat past bij de opvang."},
    {"ocmw", 1, CATEGORY_NOTE, 3, "Om niet alles opnieuw te moeten vragen."},
    {"gtb", 2, CATEGORY_HEALTH, 2, "Voor de vraag om aangepast werk."},
};

static enum err_code receiver_of(struct organisation_id *out, struct uuid *worker_out,
                                 struct demo_files *f, const char *login, struct err *e)
{
    struct membership_view *list;
    size_t n;
    enum err_code rc;
    TRY(worker_of_login(worker_out, f->d, login, e));
    TRY(membership_list(&list, &n, &f->arena, f->d->db, *worker_out, e));
    if (!n) bug("a login of the demonstration has no role");
    *out = list[0].fact.organisation;
out:
    return rc;
}

static enum err_code end_consent(struct demo_files *f, const struct consent_fact *c,
                                 struct day on, struct err *e)
{
    const struct consent_withdrawal_fact w = {.person = c->person,
                                              .id = demo_uuid(f->d, on),
                                              .consent = c->id,
                                              .on = on,
                                              .party = WITHDRAWAL_PARTY_PERSON,
                                              .worker = f->guide,
                                              .words = S("Dat is nu niet meer nodig.")};
    recorded_on(f->d, on, MINUTE);
    return consent_withdrawal_add(f->d->w, &w, e);
}

static enum err_code add_answer(struct demo_files *f, size_t i, size_t k,
                                struct organisation_id receiver, struct err *e)
{
    struct demo *d = f->d;
    struct day reached = file_trajectory(&f->file[k])->reached_on;
    struct day on = day_before_today(d, reached, answers[i].after);
    struct consent_fact c = {.person = f->file[k].person.id,
                             .receiver = receiver,
                             .purpose = answers[i].purpose,
                             .ground = SHARING_GROUND_CONSENT,
                             .is_given = answers[i].is_given,
                             .form = answers[i].form,
                             .language = answers[i].language,
                             .from = on,
                             .to = DAY_NONE,
                             .organisation = f->home,
                             .worker = f->guide};
    enum err_code rc = OK;
    c.words = answers[i].words[0] ? str_of(answers[i].words) : STR_NONE;
    for (unsigned category = 0; category < N_RECORD_CATEGORIES; category++) {
        if (!(answers[i].categories >> category & 1)) continue;
        c.id = demo_uuid(d, on);
        c.category = (uint8_t)category;
        recorded_on(d, on, MINUTE);
        TRY(consent_add(d->w, &c, e));
        if (answers[i].ends_after)
            TRY(end_consent(f, &c, day_before_today(d, on, answers[i].ends_after), e));
    }
out:
    return rc;
}

static enum err_code add_question(struct demo_files *f, size_t i, struct err *e)
{
    struct demo *d = f->d;
    struct day on = demo_after(d->options->today, -questions[i].days_ago);
    struct consent_request_fact q = {.id = demo_uuid(d, on),
                                     .purpose = SHARING_PURPOSE_GUIDANCE,
                                     .category = questions[i].category,
                                     .on = on,
                                     .words = str_of(questions[i].words)};
    enum err_code rc;
    if (questions[i].file >= f->n) return OK;
    q.person = f->file[questions[i].file].person.id;
    TRY(receiver_of(&q.organisation, &q.worker, f, questions[i].login, e));
    recorded_on(d, on, MINUTE);
    rc = consent_request_add(d->w, &q, e);
out:
    return rc;
}

enum err_code demo_consents(struct demo *d, struct err *e)
{
    struct demo_files f = {0};
    struct rng before = d->rng;
    enum err_code rc;
    rng_init(&d->rng, d->options->seed * 1000003u + OWN_STREAM);
    TRY(files_open(&f, d, "LP2024-01", "toeleider", e));
    TRY(demo_batch(d, "toestemming", e));
    for (size_t i = 0; i < ARRAY_LEN(answers); i++) {
        struct organisation_id receiver;
        struct uuid worker;
        TRY(receiver_of(&receiver, &worker, &f, answers[i].login, e));
        for (size_t k = answers[i].first; k < f.n; k += answers[i].each)
            TRY(add_answer(&f, i, k, receiver, e));
    }
    for (size_t i = 0; i < ARRAY_LEN(questions); i++)
        TRY(add_question(&f, i, e));
    rc = demo_commit(d, e);
out:
    d->rng = before;
    files_dispose(&f);
    return rc;
}
