/* A conversation in the field, recorded before the next one begins (/contact/nieuw).
 *
 * Everything has a sensible answer before anything is tapped: the last place, somebody
 * unknown, one person, the last language. The only complaint is that there is neither a
 * place nor a person. What may never be asked here: health, belief, papers. */
#include "act/chat_acts.h"
#include "base/limits.h"
#include "domain/geography.h"
#include "web/field_parts.h"
#include "web/route.h"

enum {
    PLACE_CHIPS = 3,
    AREA_CHIPS = 2,
    THREAD_CHOICES = 5,
    LANGUAGE_CHIPS = 5,
    RECENT_DAYS = 14
};
#define NO_PLACE     "geen"
#define OTHER_PLACE  "andere"
#define OTHER_IN     "andere-" /* and the REFNIS code of where it is */
#define SOMEBODY     "anoniem"
#define SOMEBODY_NEW "nieuw"
#define OTHER_TONGUE "andere"

/* What the form offers: the last places, people met before, languages. */
struct contact_choices {
    struct choice places[PLACE_CHIPS + AREA_CHIPS + 3], people[THREAD_CHOICES + 3],
        languages[LANGUAGE_CHIPS + 2];
    struct choice *municipalities; /* where the guide works first */
    size_t n_places, n_known_places, n_people, n_languages, n_municipalities;
};
/* What stands in it. */
struct contact_values {
    struct str place, place_name, municipality, whom, nickname, count, topic, language,
        other_language, first, refused, words, step, step_on, day;
};

static void add_choice(struct choice *choices, size_t *n, const char *value,
                       const char *label)
{
    for (size_t i = 0; i < *n; i++)
        if (strcmp(choices[i].value, value) == 0) return;
    choices[(*n)++] = (struct choice){.value = value, .label = label};
}

/* Another place, in a municipality that is as good as sure: the tap that chooses it is
 * the tap that confirms it. */
static void offer_place_in(struct contact_choices *c, const struct request *q,
                           const struct frame *f, const char *refnis)
{
    struct arena *a = q->asking.arena;
    int index = refnis[0] ? geo_municipality_index(str_of(refnis)) : GEO_UNKNOWN;
    if (index >= 0) index = geo_municipality_on(index, f->today);
    if (index < 0 || c->n_places >= ARRAY_LEN(c->places) - 2) return;
    const char *name = geo_municipality_name(index, tongue_facts(f->tongue)->lang);
    add_choice(c->places, &c->n_places,
               arena_format(a, OTHER_IN "%s", geo_municipality_refnis(index)),
               arena_format(a, "%s %s", tr(q->tongue, "Andere plek in"), name));
}

static void move_to_front(struct choice *choices, size_t n, const char *value,
                          size_t front)
{
    for (size_t i = front; i < n; i++) {
        if (strcmp(choices[i].value, value) != 0) continue;
        struct choice found = choices[i];
        memmove(choices + front + 1, choices + front, (i - front) * sizeof *choices);
        choices[front] = found;
        return;
    }
}

/* The municipality of the last place; without one, that of the partnership when it has
 * one or two. In the list of all, those of the partnership come first. */
static enum err_code offer_municipalities(struct contact_choices *c,
                                          const struct request *q,
                                          const struct frame *f,
                                          const struct outreach_place_fact *recent,
                                          size_t n_recent, struct err *e)
{
    const struct asking *a = &q->asking;
    struct area_municipality *area;
    size_t n, n_before = c->n_places;
    enum err_code rc;
    TRY(organisation_area(&area, &n, a->arena, a->house->db, a->visitor.organisation,
                          e));
    for (size_t i = 0; i < n_recent && c->n_places == n_before; i++)
        offer_place_in(c, q, f, recent[i].municipality);
    for (size_t i = 0; c->n_places == n_before && n <= AREA_CHIPS && i < n; i++)
        offer_place_in(c, q, f, area[i].refnis);
    c->municipalities = municipality_choices(&c->n_municipalities, a->arena, f);
    for (size_t i = n; i-- > 0;) {
        int index = geo_municipality_index(str_of(area[i].refnis));
        if (index >= 0) index = geo_municipality_on(index, f->today);
        if (index >= 0)
            move_to_front(c->municipalities, c->n_municipalities,
                          geo_municipality_refnis(index), 0);
    }
out:
    return rc;
}

static enum err_code offer_places(struct contact_choices *c, const struct request *q,
                                  const struct frame *f, struct err *e)
{
    const struct asking *a = &q->asking;
    struct outreach_place_fact *recent;
    struct str named = request_text(q, "plek");
    struct uuid id;
    size_t n;
    enum err_code rc;
    if (named.n && uuid_parse(&id, named, NULL) == OK) {
        struct place_view *v = arena_new(a->arena, struct place_view);
        rc = place_read(v, a->arena, a->house->db, id, false, a->today, e);
        if (rc == OK)
            add_choice(c->places, &c->n_places, id_str(a->arena, id).p, v->fact.name);
        else if (rc != ERR_NOT_FOUND)
            goto out;
    }
    TRY(place_recent(&recent, &n, a->arena, a->house->db, a->visitor.worker,
                     PLACE_CHIPS, e));
    for (size_t i = 0; i < n; i++)
        add_choice(c->places, &c->n_places, id_str(a->arena, recent[i].id).p,
                   recent[i].name);
    c->n_known_places = c->n_places;
    TRY(offer_municipalities(c, q, f, recent, n, e));
    add_choice(c->places, &c->n_places, OTHER_PLACE, tr(q->tongue, "Andere plek"));
    add_choice(c->places, &c->n_places, NO_PLACE, tr(q->tongue, "Zonder plek"));
out:
    return rc;
}

static enum err_code offer_people(struct contact_choices *c, const struct request *q,
                                  const struct frame *f, struct err *e)
{
    const struct asking *a = &q->asking;
    struct thread_view *threads, named;
    struct uuid id;
    size_t n;
    enum err_code rc;
    add_choice(c->people, &c->n_people, SOMEBODY, tr(q->tongue, "Iemand onbekend"));
    if (uuid_parse(&id, request_text(q, "gesprek"), NULL) == OK) {
        rc = thread_read(&named, a->arena, a->house->db, id, true, e);
        if (rc == OK && uuid_is_nil(named.person.u) &&
            uuid_eq(named.fact.organisation.u, a->visitor.organisation.u))
            add_choice(c->people, &c->n_people, id_str(a->arena, id).p,
                       thread_words(a->arena, f, &named));
        else if (rc != OK && rc != ERR_NOT_FOUND)
            goto out;
    }
    TRY(thread_list(&threads, &n, a->arena, a->house->db, a->visitor.organisation,
                    a->visitor.worker, 0, THREAD_CHOICES, e));
    for (size_t i = 0; i < n; i++)
        add_choice(c->people, &c->n_people, id_str(a->arena, threads[i].fact.id).p,
                   thread_words(a->arena, f, &threads[i]));
    add_choice(c->people, &c->n_people, SOMEBODY_NEW,
               tr(q->tongue, "Iemand die ik wil terugzien"));
out:
    return rc;
}

/* Those spoken last first, then the usual ones. */
static enum err_code offer_languages(struct contact_choices *c, const struct request *q,
                                     const struct frame *f, struct err *e)
{
    static const uint8_t usual[] = {LANGUAGE_NL, LANGUAGE_FR, LANGUAGE_AR, LANGUAGE_EN,
                                    LANGUAGE_TR};
    const struct code_list *list = code_list_at(LIST_LANGUAGE);
    const struct tongue_facts *tongue = tongue_facts(f->tongue);
    const struct asking *a = &q->asking;
    struct chat_view *chats;
    size_t n;
    enum err_code rc;
    TRY(chat_list_of_worker(&chats, &n, a->arena, a->house->db, a->visitor.worker,
                            a->now_ms - RECENT_DAYS * INT64_C(86400000), INT64_MAX,
                            CHAT_SEALED, e));
    for (size_t i = n + ARRAY_LEN(usual); i > 0 && c->n_languages < LANGUAGE_CHIPS;
         i--) {
        uint8_t code = i > ARRAY_LEN(usual)
                           ? chats[i - 1 - ARRAY_LEN(usual)].fact.language
                           : usual[ARRAY_LEN(usual) - i];
        if (code == CODE_MISSING || !code_in_use(list, code, a->today)) continue;
        add_choice(c->languages, &c->n_languages, list->codes[code].code,
                   code_label(list, code, tongue->lang));
    }
    for (size_t i = 0; i < c->n_languages; i++)
        c->languages[i].label_is_dutch = tongue->labels_differ;
    add_choice(c->languages, &c->n_languages, OTHER_TONGUE,
               tr(q->tongue, "Andere taal"));
out:
    return rc;
}

static enum err_code offer(struct contact_choices *c, const struct request *q,
                           const struct frame *f, struct err *e)
{
    enum err_code rc;
    *c = (struct contact_choices){0};
    TRY(offer_places(c, q, f, e));
    TRY(offer_people(c, q, f, e));
    rc = offer_languages(c, q, f, e);
out:
    return rc;
}

/* --- the form --- */

static struct contact_values first_values(const struct contact_choices *c,
                                          const struct request *q)
{
    bool has_place = c->n_known_places > 0;
    bool has_person = request_has(q, "gesprek") && c->n_people > 2;
    return (struct contact_values){
        .place = has_place ? str_of(c->places[0].value) : STR_NONE,
        .whom = str_of(c->people[has_person ? 1 : 0].value),
        .count = S("1"),
        .language = c->n_languages > 1 ? str_of(c->languages[0].value) : STR_NONE};
}

static struct contact_values sent_values(const struct request *q)
{
    return (struct contact_values){.place = request_text(q, "plek"),
                                   .place_name = request_text(q, "plek_naam"),
                                   .municipality = request_text(q, "plek_gemeente"),
                                   .whom = request_text(q, "wie"),
                                   .nickname = request_text(q, "bijnaam"),
                                   .count = request_text(q, "aantal"),
                                   .topic = request_text(q, "wat"),
                                   .language = request_text(q, "taal"),
                                   .other_language = request_text(q, "andere_taal"),
                                   .first = request_text(q, "eerste"),
                                   .refused = request_text(q, "geweigerd"),
                                   .words = request_text(q, "notitie"),
                                   .step = request_text(q, "stap"),
                                   .step_on = request_text(q, "stap_dag"),
                                   .day = request_text(q, "dag")};
}

static void where_and_whom(struct buf *out, const struct frame *f,
                           const struct contact_choices *c,
                           const struct contact_values *v,
                           const struct form_errors *errors)
{
    enum tongue t = f->tongue;
    if (!c->n_known_places)
        inset(out, "note",
              tr(t, "Nog geen vindplaats. Typ een plek of kies 'Zonder plek'."));
    field_choice(
        out, f,
        &(struct field){.name = "plek", .label = tr(t, "Waar?"), .value = v->place},
        c->places, c->n_places, true, errors);
    field_text(out, f,
               &(struct field){.name = "plek_naam",
                               .label = tr(t, "Naam van de andere plek"),
                               .hint = tr(t, "Van de plek, nooit van een persoon."),
                               .value = v->place_name,
                               .may_be_empty = true,
                               .most = 150},
               errors);
    field_select(out, f,
                 &(struct field){.name = "plek_gemeente",
                                 .label = tr(t, "In welke gemeente?"),
                                 .value = v->municipality,
                                 .may_be_empty = true},
                 c->municipalities, c->n_municipalities, errors);
    field_choice(
        out, f,
        &(struct field){.name = "wie", .label = tr(t, "Met wie?"), .value = v->whom},
        c->people, c->n_people, false, errors);
    field_text(out, f,
               &(struct field){.name = "aantal",
                               .label = tr(t, "Met hoeveel personen?"),
                               .value = v->count,
                               .input_mode = "numeric",
                               .is_ltr = true,
                               .most = 3},
               errors);
}

static void what(struct buf *out, const struct frame *f, struct arena *a,
                 const struct contact_choices *c, const struct contact_values *v,
                 const struct form_errors *errors)
{
    enum tongue t = f->tongue;
    const struct choice yes_no[] = {{.value = "ja", .label = tr(t, "Ja")},
                                    {.value = "nee", .label = tr(t, "Nee")}};
    size_t n;
    field_choice(out, f,
                 &(struct field){.name = "taal",
                                 .label = tr(t, "Taal van het gesprek"),
                                 .value = v->language},
                 c->languages, c->n_languages, true, errors);
    struct choice *languages = code_choices(&n, a, f, LIST_LANGUAGE);
    field_select(out, f,
                 &(struct field){.name = "andere_taal",
                                 .label = tr(t, "Welke andere taal?"),
                                 .value = v->other_language,
                                 .may_be_empty = true},
                 languages, n, errors);
    struct choice *topics = code_choices(&n, a, f, LIST_CHAT_TOPIC);
    field_choice(
        out, f,
        &(struct field){.name = "wat", .label = tr(t, "Waarover?"), .value = v->topic},
        topics, n, true, errors);
    field_choice(out, f,
                 &(struct field){.name = "eerste",
                                 .label = tr(t, "Eerste keer?"),
                                 .value = v->first},
                 yes_no, 2, true, errors);
}

/* What is seldom needed, folded away until something stands in it. */
static void more(struct buf *out, const struct frame *f, struct arena *a,
                 const struct contact_values *v, const struct form_errors *errors)
{
    enum tongue t = f->tongue;
    const struct choice refused[] = {{.value = "ja",
                                      .label = tr(t, "Wil niet geregistreerd worden"),
                                      .hint = tr(t, "Telt mee, zonder meer.")}};
    bool is_open = v->nickname.n || v->refused.n || v->words.n || v->step.n ||
                   v->step_on.n || v->day.n;
    size_t n;
    fold_begin(out, is_open, tr(t, "Meer noteren"));
    field_text(out, f,
               &(struct field){.name = "bijnaam",
                               .label = tr(t, "Bijnaam"),
                               .hint = tr(t, "Waaraan jij deze persoon herkent. Een "
                                             "naam hoeft niet."),
                               .value = v->nickname,
                               .may_be_empty = true},
               errors);
    field_checks(out, f,
                 &(struct field){.name = "geweigerd",
                                 .label = tr(t, "Registratie"),
                                 .value = v->refused},
                 refused, 1, errors);
    field_area(out, f,
               &(struct field){
                   .name = "notitie",
                   .label = tr(t, "Notitie"),
                   .hint = tr(t, "Niets over gezondheid, geloof of verblijf. Met een "
                                 "notitie vind je dit gesprek terug bij Gesprekken."),
                   .value = v->words,
                   .may_be_empty = true},
               errors);
    struct choice *steps = code_choices(&n, a, f, LIST_CHAT_NEXT_STEP);
    field_choice(out, f,
                 &(struct field){
                     .name = "stap", .label = tr(t, "Volgende stap"), .value = v->step},
                 steps, n, true, errors);
    field_day(out, f,
              &(struct field){.name = "stap_dag",
                              .label = tr(t, "Op welke dag?"),
                              .value = v->step_on,
                              .may_be_empty = true},
              errors);
    field_day(out, f,
              &(struct field){.name = "dag",
                              .label = tr(t, "Dag van het gesprek"),
                              .hint = tr(t, "Leeg: vandaag."),
                              .value = v->day,
                              .may_be_empty = true},
              errors);
    fold_end(out);
}

static enum err_code contact_form(struct reply *r, struct request *q, bool was_sent,
                                  const struct form_errors *errors, struct err *e)
{
    struct frame f = frame_of(q, tr(q->tongue, "Nieuw contact"));
    struct arena *a = q->asking.arena;
    struct buf *out = &r->body;
    struct contact_choices c;
    enum err_code rc;
    f.nav = NAV_CONTACT;
    f.is_field = true;
    f.has_errors = errors->n > 0;
    TRY(offer(&c, q, &f, e));
    struct contact_values v = was_sent ? sent_values(q) : first_values(&c, q);
    page_begin(out, &f);
    error_summary(out, &f, errors);
    page_heading(out, &f, f.title);
    form_begin_kept(out, &f, "/contact/nieuw", uuid7_new());
    where_and_whom(out, &f, &c, &v, errors);
    what(out, &f, a, &c, &v, errors);
    more(out, &f, a, &v, errors);
    button(out, "primary", tr(f.tongue, "Bewaar"), "daarna", "klaar");
    button(out, "secondary", tr(f.tongue, "Bewaar en nog een"), "daarna", "nog");
    form_end(out);
    html_f(out, "<p><a href=\"/veld\">%s</a></p>\n", tr(f.tongue, "Annuleer"));
    html_f(out, "<p><a href=\"/personen/zoek\">%s</a></p>\n",
           tr(f.tongue, "Heeft de persoon een dossier? Zoek en noteer het daar."));
    page_end(out, &f);
out:
    return rc;
}

static enum err_code new_contact(struct reply *r, struct request *q, struct err *e)
{
    return contact_form(r, q, false, &(struct form_errors){0}, e);
}

/* --- what was sent --- */

/* Where a place is that was typed: of the choice itself, or of the list beside it. */
static void read_municipality(struct chat_wish *wish, const struct request *q,
                              struct form_errors *errors)
{
    struct str place = request_text(q, "plek"), code = request_text(q, "plek_gemeente");
    size_t n = sizeof OTHER_IN - 1;
    if (str_starts(place, S(OTHER_IN))) code = (struct str){place.p + n, place.n - n};
    if (!code.n) return;
    if (geo_municipality_index(code) < 0)
        form_error(errors, "plek_gemeente",
                   tr(q->tongue, "Kies een gemeente uit de lijst"));
    else
        snprintf(wish->municipality, sizeof wish->municipality, "%.*s", STR_ARG(code));
}

static void read_where_and_whom(struct chat_wish *wish, const struct request *q,
                                struct form_errors *errors)
{
    struct str place = request_text(q, "plek"), whom = request_text(q, "wie");
    struct str name = request_text(q, "plek_naam");
    struct str nickname = request_text(q, "bijnaam");
    bool has_place = uuid_parse(&wish->place, place, NULL) == OK;
    bool has_person = uuid_parse(&wish->thread, whom, NULL) == OK;
    if (!has_place) wish->place = (struct uuid){{0}};
    /* a name that was typed is meant, unless a known place was chosen */
    if (!has_place && !str_eq(place, S(NO_PLACE))) {
        wish->place_name = name;
        if (name.n) read_municipality(wish, q, errors);
    }
    if (has_person) {
        wish->with = CHAT_WITH_THREAD;
    } else if (str_eq(whom, S(SOMEBODY_NEW)) || nickname.n) {
        wish->thread = (struct uuid){{0}};
        wish->with = CHAT_WITH_NEW;
        wish->nickname = nickname;
    }
    bool says_where = has_place || wish->place_name.n || str_eq(place, S(NO_PLACE));
    bool says_whom = has_person || wish->with == CHAT_WITH_NEW;
    if (!says_where && !says_whom)
        form_error(errors, "plek", tr(q->tongue, "Kies waar of met wie je sprak"));
}

static void read_when(struct chat_wish *wish, const struct request *q,
                      struct form_errors *errors)
{
    const struct asking *a = &q->asking;
    wish->on = a->today;
    wish->happened_at = a->now_ms;
    if (form_day(&wish->on, q, "dag", true, errors)) {
        if (day_is_none(wish->on)) {
            wish->on = a->today;
        } else if (wish->on.v > a->today.v) {
            form_error(errors, "dag", tr(q->tongue, "Kies een dag tot en met vandaag"));
        } else if (wish->on.v < a->today.v) {
            wish->happened_at = brussels_moment(wish->on, 12 * 60);
        }
    }
    if (form_day(&wish->next_on, q, "stap_dag", true, errors) &&
        !day_is_none(wish->next_on) && wish->next_on.v < wish->on.v)
        form_error(errors, "stap_dag",
                   tr(q->tongue, "Kies een dag vanaf de dag van het gesprek"));
}

static void read_what(struct chat_wish *wish, const struct request *q,
                      struct form_errors *errors)
{
    struct str first = request_text(q, "eerste"), language = request_text(q, "taal");
    const char *choose = tr(q->tongue, "Kies uit de lijst");
    int64_t n = 1;
    if (request_text(q, "aantal").n &&
        form_number(&n, q, "aantal", 1, CHAT_MET_MOST,
                    tr(q->tongue, "Schrijf hoeveel personen er waren: 1 tot 500"),
                    errors))
        wish->n = (int32_t)n;
    wish->is_first = str_eq(first, S("ja"))    ? 1
                     : str_eq(first, S("nee")) ? 0
                                               : CODE_MISSING;
    form_code(&wish->topic, q, "wat", LIST_CHAT_TOPIC, true, choose, errors);
    form_code(&wish->next_step, q, "stap", LIST_CHAT_NEXT_STEP, true, choose, errors);
    form_code(&wish->language, q,
              language.n && !str_eq(language, S(OTHER_TONGUE)) ? "taal" : "andere_taal",
              LIST_LANGUAGE, true, choose, errors);
    wish->refused_registration = request_has(q, "geweigerd");
    form_text(&wish->words, q, "notitie", LIMIT_NOTE_BYTES, true,
              tr(q->tongue, "Maak de notitie korter"), errors);
    form_text(&wish->nickname, q, "bijnaam", LIMIT_NAME_BYTES, true,
              tr(q->tongue, "Maak de bijnaam korter"), errors);
    if (wish->place_name.n > 150)
        form_error(errors, "plek_naam",
                   tr(q->tongue, "Maak de naam van de plek korter"));
}

/* What the act says no to and a person can mend. */
static enum err_code mend(struct reply *r, struct request *q,
                          const struct chat_wish *wish, enum err_code rc, struct err *e)
{
    struct form_errors errors = {0};
    struct thread_view known;
    if (rc == ERR_EXISTS && wish->with == CHAT_WITH_THREAD &&
        thread_read(&known, q->asking.arena, q->asking.house->db, wish->thread, false,
                    NULL) == OK &&
        !uuid_is_nil(known.person.u))
        form_error(&errors, "wie",
                   tr(q->tongue, "Deze persoon heeft nu een dossier. Noteer het "
                                 "gesprek daar"));
    else
        return rc;
    *e = (struct err){0};
    reply_invalid(r);
    return contact_form(r, q, true, &errors, e);
}

static enum err_code save_contact(struct reply *r, struct request *q, struct err *e)
{
    struct form_errors errors = {0};
    struct chat_wish wish = {.n = 1,
                             .topic = CODE_MISSING,
                             .language = CODE_MISSING,
                             .next_step = CODE_MISSING,
                             .next_on = DAY_NONE};
    struct uuid thread;
    bool is_next = str_eq(request_text(q, "daarna"), S("nog"));
    read_where_and_whom(&wish, q, &errors);
    read_when(&wish, q, &errors);
    read_what(&wish, q, &errors);
    if (errors.n) {
        reply_invalid(r);
        return contact_form(r, q, true, &errors, e);
    }
    field_lead(q, is_next ? "/contact/nieuw" : "/veld", "bewaard");
    enum err_code rc = chat_save(&thread, &q->asking, &wish, e);
    if (rc != OK) return mend(r, q, &wish, rc, e);
    field_follow(r, q);
    return OK;
}

static enum err_code undo_contact(struct reply *r, struct request *q, struct err *e)
{
    field_lead(q, "/veld", "verwijderd");
    enum err_code rc = chat_undo(&q->asking, request_id(q, "chat"), e);
    if (rc == OK) field_follow(r, q);
    return rc;
}

static const struct route_value contact_values[] = {
    {"plek", VALUE_TEXT, 0, false,
     "id of a place, 'andere', 'andere-' and a REFNIS code, or 'geen'"},
    {"plek_naam", VALUE_TEXT, 0, false, "name of a place that may be new"},
    {"plek_gemeente", VALUE_TEXT, 0, false, "REFNIS code of where it is"},
    {"wie", VALUE_TEXT, 0, false, "id of a thread, 'anoniem' or 'nieuw'"},
    {"bijnaam", VALUE_TEXT, 0, false, "nickname of a new thread"},
    {"aantal", VALUE_NUMBER, 0, false, "people there, 1 to 500; 1 when empty"},
    {"eerste", VALUE_TEXT, 0, false, "the first time: 'ja' or 'nee'"},
    {"taal", VALUE_TEXT, 0, false, "code of list language, or 'andere'"},
    {"andere_taal", VALUE_CODE, LIST_LANGUAGE, false, "language, with taal 'andere'"},
    {"wat", VALUE_CODE, LIST_CHAT_TOPIC, false, "what it was about"},
    {"geweigerd", VALUE_FLAG, 0, false, "did not want to be registered"},
    {"notitie", VALUE_WORDS, 0, false, "words; they make it a thread"},
    {"stap", VALUE_CODE, LIST_CHAT_NEXT_STEP, false, "next step"},
    {"stap_dag", VALUE_DAY, 0, false, "day of the next step"},
    {"dag", VALUE_DAY, 0, false, "day of the conversation; empty: today"},
    {"daarna", VALUE_TEXT, 0, false, "'nog': another one after this"},
    {0},
};
static const struct route_value contact_query[] = {
    {"plek", VALUE_ID, 0, false, "a place to begin with"},
    {"gesprek", VALUE_ID, 0, false, "a thread to go on with"},
    {0},
};

const struct route contact_routes[] = {
    {"GET", "/contact/nieuw", PERMISSION_CHAT_WRITE, contact_query,
     "a new conversation in the field", new_contact},
    {"POST", "/contact/nieuw", PERMISSION_CHAT_WRITE, contact_values,
     "record a conversation in the field", save_contact},
    {"POST", "/contact/:chat/ongedaan", PERMISSION_CHAT_WRITE, NULL,
     "undo one's own conversation, within a day", undo_contact},
    {0},
};
