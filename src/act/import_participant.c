/* A row of participants: who it is (sealed), what is countable of the person, and the
 * trajectory. A column that the file does not have leaves what was known as it was; an
 * empty cell of a column that it has says: not known. */
#include "act/import_int.h"

#include "domain/attribute.h"
#include "domain/insz.h"
#include "store/identity_match.h"
#include "store/person_store.h"
#include "store/programme_store.h"
#include "store/trajectory_store.h"

/* Who the row is about, and how that is known. */
struct who {
    struct person_id person;
    struct source_hash key, identity; /* of the person; digest of who it is */
    struct source_key_fact before;    /* the person's key, when it was known */
    bool by_key, is_new;
    bool has_identity; /* the row says something of it */
};

/* --- finding --- */

static struct str person_key(const struct row_act *a)
{
    const struct value *own = cell_at(a, PARTICIPANTS_PERSON);
    return cell_text(a,
                     own->is_given ? PARTICIPANTS_PERSON : PARTICIPANTS_PARTICIPATION);
}

static enum err_code digest_identity(struct who *who, struct import *im, struct err *e)
{
    buf_clear(&im->scratch);
    delivery_reader_canonical(&im->scratch, im->reader, COLUMNS_IDENTITY);
    who->has_identity = im->scratch.n > 0;
    enum err_code rc = buf_check(&im->scratch, e);
    if (rc == OK)
        rc = source_hash(&who->identity, im->house->db, S("source content"),
                         buf_str(&im->scratch), e);
    return rc;
}

static void refuse_number(struct import *im, struct row_act *a)
{
    row_refuse_at(
        im, a, PARTICIPANTS_INSZ, "the number of the person known under this key",
        "the number is that of somebody else on record: check key and number");
}

static enum err_code find_by_number(struct who *who, struct import *im,
                                    struct row_act *a, struct err *e)
{
    struct person_id other;
    bool found = false;
    if (!cell_at(a, PARTICIPANTS_INSZ)->is_given) return OK;
    enum err_code rc = person_find_insz(&other, &found, im->house->db,
                                        cell_text(a, PARTICIPANTS_INSZ), e);
    if (rc != OK || !found) return rc;
    if (who->by_key && !uuid_eq(other.u, who->person.u)) refuse_number(im, a);
    if (who->by_key) return OK;
    who->person = other;
    who->is_new = false;
    im->result->n_persons_by_insz++;
    return OK;
}

static enum err_code find_person(struct who *who, struct import *im, struct row_act *a,
                                 struct err *e)
{
    bool erased = false;
    enum err_code rc;
    TRY(known_key_hash(&who->key, im, person_kind, person_key(a), e));
    TRY(digest_identity(who, im, e));
    TRY(source_key_find(&who->before, &who->by_key, im->house->db, &who->key, e));
    who->is_new = !who->by_key;
    if (who->by_key) who->person = who->before.person;
    TRY(find_by_number(who, im, a, e));
    if (a->is_refused) goto out;
    if (a->before && !uuid_eq(a->before->person.u, who->person.u))
        row_refuse_at(im, a, PARTICIPANTS_PERSON,
                      "the person this participation had before",
                      "send it under another key of participation");
    if (who->is_new) goto out;
    TRY(person_is_erased(&erased, im->house->db, who->person, e));
    if (erased)
        row_refuse_at(im, a, -1, "a person who was not erased",
                      "who this person is was erased: leave the row out");
out:
    return rc;
}

/* --- who it is --- */

static const struct {
    enum identity_field field;
    int column;
} identity_columns[] = {
    {IDENTITY_GIVEN_NAME, PARTICIPANTS_GIVEN_NAME},
    {IDENTITY_FAMILY_NAME, PARTICIPANTS_FAMILY_NAME},
    {IDENTITY_BIRTH_NAME, PARTICIPANTS_BIRTH_NAME},
    {IDENTITY_BIRTH_DATE, PARTICIPANTS_BIRTH_DATE},
    {IDENTITY_INSZ, PARTICIPANTS_INSZ},
    {IDENTITY_PHONE, PARTICIPANTS_PHONE},
    {IDENTITY_MAIL, PARTICIPANTS_MAIL},
    {IDENTITY_ADDRESS, PARTICIPANTS_ADDRESS},
    {IDENTITY_NOTE, PARTICIPANTS_NOTE},
};

/* `born` and `number` hold the two that are kept in one form. */
static void read_identity(struct identity *out, char born[DAY_TEXT + 1],
                          char number[INSZ_TEXT + 1], const struct row_act *a)
{
    struct insz insz;
    *out = (struct identity){{{0}}};
    day_text(born, cell_day(a, PARTICIPANTS_BIRTH_DATE));
    number[0] = '\0';
    if (insz_parse(&insz, cell_text(a, PARTICIPANTS_INSZ), NULL) == OK)
        insz_format(number, &insz);
    for (size_t i = 0; i < ARRAY_LEN(identity_columns); i++)
        out->value[identity_columns[i].field] =
            cell_text(a, identity_columns[i].column);
    out->value[IDENTITY_BIRTH_DATE] = str_of(born);
    out->value[IDENTITY_INSZ] = str_of(number);
}

static enum err_code correct_identity(struct import *im, const struct who *who,
                                      const struct identity *identity, struct err *e)
{
    enum err_code rc = OK;
    for (size_t i = 0; i < ARRAY_LEN(identity_columns); i++)
        if (delivery_reader_has(im->reader, identity_columns[i].column))
            TRY(identity_set(im->w, who->person, identity_columns[i].field,
                             identity->value[identity_columns[i].field], e));
out:
    return rc;
}

static enum err_code keep_person_key(struct import *im, const struct who *who,
                                     struct err *e)
{
    struct source_key_fact f = {.key = who->key,
                                .version = who->by_key ? who->before.version + 1 : 1,
                                .delivery = im->delivery.id,
                                .kind = person_kind,
                                .content = who->identity,
                                .person = who->person,
                                .subject = who->person.u};
    enum err_code rc = OK;
    if (who->by_key)
        TRY(fact_retract(im->w, NOUN_SOURCE_KEY, nobody, source_key_id(&who->key), e));
    rc = source_key_add(im->w, &f, e);
out:
    return rc;
}

static enum err_code write_person(struct import *im, struct who *who, struct row_act *a,
                                  struct err *e)
{
    char born[DAY_TEXT + 1], number[INSZ_TEXT + 1];
    struct identity identity;
    enum err_code rc = OK;
    read_identity(&identity, born, number, a);
    if (who->is_new) {
        who->person.u = uuid7_new();
        struct person_fact f = {who->person, cell_day(a, PARTICIPANTS_REACHED_ON)};
        im->result->n_persons_new++;
        TRY(person_add(im->w, &f, &identity, e));
        rc = keep_person_key(im, who, e);
    } else if (!who->by_key) {
        rc = keep_person_key(im, who, e);
    } else if (who->has_identity && memcmp(&who->identity, &who->before.content,
                                           sizeof who->identity) != 0) {
        TRY(correct_identity(im, who, &identity, e));
        rc = keep_person_key(im, who, e);
    }
out:
    sodium_memzero(born, sizeof born);
    sodium_memzero(number, sizeof number);
    return rc;
}

/* A pseudonym of a linkage says which files of several senders are about one human
 * being. It joins nothing here: files stay apart, links are made by a run. */
static enum err_code write_pseudonym(struct import *im, const struct who *who,
                                     const struct row_act *a, struct err *e)
{
    if (!delivery_reader_has(im->reader, PARTICIPANTS_PSEUDONYM) ||
        !cell_at(a, PARTICIPANTS_PSEUDONYM_PROJECT)->is_given)
        return OK;
    return pseudonym_set(im->w, who->person,
                         cell_text(a, PARTICIPANTS_PSEUDONYM_PROJECT),
                         cell_text(a, PARTICIPANTS_PSEUDONYM), e);
}

/* --- attributes --- */

enum { VALUES_MAX = 64 }; /* of one attribute in one row */

/* What the row says of one kind of attribute. */
struct wanted {
    uint8_t kind;
    uint8_t state;
    size_t n; /* 0: says that nothing is known */
    char values[VALUES_MAX][32];
};

static const char *code_text(const struct code_list *list, int64_t index)
{
    return list->codes[index].code;
}

static void read_wanted(struct wanted *out, const struct import *im,
                        const struct row_act *a, int column)
{
    const struct column *c = &im->layout->columns[column];
    const struct value *v = cell_at(a, column);
    const struct code_list *list = column_list(c);
    *out = (struct wanted){.kind = (uint8_t)c->of, .state = v->state, .n = v->is_given};
    if (!v->is_given || v->state != ANSWER_KNOWN) return;
    if (column_is_multiple(c)) {
        out->n = MIN_OF((size_t)v->n_many, (size_t)VALUES_MAX);
        for (size_t i = 0; i < out->n; i++)
            snprintf(out->values[i], sizeof out->values[i], "%s",
                     code_text(list, delivery_reader_many(im->reader, v)[i]));
    } else if (list) {
        snprintf(out->values[0], sizeof out->values[0], "%s",
                 code_text(list, v->number));
    } else {
        snprintf(out->values[0], sizeof out->values[0], "%lld", (long long)v->number);
    }
}

/* Year and month of birth follow from the date, when the row has it. */
static void read_birth(struct wanted *out, const struct row_act *a, bool is_year)
{
    struct day born = cell_day(a, PARTICIPANTS_BIRTH_DATE);
    *out = (struct wanted){.kind = is_year ? ATTRIBUTE_KIND_BIRTH_YEAR
                                           : ATTRIBUTE_KIND_BIRTH_MONTH,
                           .n = 1};
    snprintf(out->values[0], sizeof out->values[0], "%d",
             is_year ? day_year(born) : day_month(born));
}

struct attributes_act {
    struct import *im;
    struct person_id person;
    struct day on, before_on; /* before_on: the day the row had before */
    uint8_t source;
    struct attribute_fact *open;
    size_t n_open;
};

static bool holds_here(const struct attributes_act *t, const struct attribute_fact *f,
                       const struct wanted *w)
{
    return f->kind == w->kind &&
           (f->valid_from.v == t->on.v || f->valid_from.v == t->before_on.v);
}

static bool is_wanted(const struct attributes_act *t, const struct attribute_fact *f,
                      const struct wanted *w)
{
    if (f->state != w->state || f->source != t->source || f->valid_from.v != t->on.v)
        return false;
    for (size_t i = 0; i < w->n; i++)
        if (strcmp(f->value, w->values[i]) == 0) return true;
    return false;
}

/* Retracts what the row no longer says; `there` says which values stand already. */
static enum err_code retract_unwanted(bool there[VALUES_MAX], struct attributes_act *t,
                                      const struct wanted *w, struct err *e)
{
    enum err_code rc = OK;
    for (size_t i = 0; i < t->n_open; i++) {
        const struct attribute_fact *f = &t->open[i];
        if (!holds_here(t, f, w)) continue;
        if (is_wanted(t, f, w)) {
            for (size_t k = 0; k < w->n; k++)
                there[k] |= strcmp(f->value, w->values[k]) == 0;
            continue;
        }
        TRY(fact_retract(t->im->w, NOUN_ATTRIBUTE, t->person, f->id, e));
    }
out:
    return rc;
}

static enum err_code write_wanted(struct attributes_act *t, const struct wanted *w,
                                  struct err *e)
{
    bool there[VALUES_MAX] = {false};
    enum err_code rc;
    TRY(retract_unwanted(there, t, w, e));
    for (size_t i = 0; i < w->n; i++) {
        if (there[i]) continue;
        struct attribute_fact f = {.id = uuid7_new(),
                                   .person = t->person,
                                   .kind = w->kind,
                                   .state = w->state,
                                   .source = t->source,
                                   .valid_from = t->on,
                                   .valid_to = DAY_NONE};
        memcpy(f.value, w->values[i], sizeof f.value);
        TRY(attribute_add(t->im->w, &f, e));
    }
out:
    return rc;
}

static bool follows_from_birth(const struct row_act *a, int column)
{
    return (column == PARTICIPANTS_BIRTH_YEAR || column == PARTICIPANTS_BIRTH_MONTH) &&
           cell_at(a, PARTICIPANTS_BIRTH_DATE)->is_given;
}

static enum err_code write_attributes(struct attributes_act *t, const struct row_act *a,
                                      struct err *e)
{
    enum err_code rc = OK;
    for (size_t i = 0; i < t->im->layout->n_columns; i++) {
        int column = (int)i;
        struct wanted w;
        if (t->im->layout->columns[i].type != TYPE_ATTRIBUTE) continue;
        if (follows_from_birth(a, column))
            read_birth(&w, a, column == PARTICIPANTS_BIRTH_YEAR);
        else if (delivery_reader_has(t->im->reader, column))
            read_wanted(&w, t->im, a, column);
        else
            continue;
        TRY(write_wanted(t, &w, e));
    }
out:
    return rc;
}

static enum err_code write_countable(struct import *im, const struct who *who,
                                     const struct row_act *a,
                                     const struct trajectory_fact *was, struct err *e)
{
    struct arena arena = {0};
    const struct value *source = cell_at(a, PARTICIPANTS_SOURCE);
    struct attributes_act t = {.im = im,
                               .person = who->person,
                               .on = cell_day(a, PARTICIPANTS_ATTRIBUTES_ON),
                               .source = source->is_given ? (uint8_t)source->number
                                                          : ATTRIBUTE_SOURCE_PARTNER};
    enum err_code rc = OK;
    if (day_is_none(t.on)) t.on = cell_day(a, PARTICIPANTS_REACHED_ON);
    t.before_on = was ? was->reached_on : t.on;
    if (!who->is_new)
        TRY(attribute_list(&t.open, &t.n_open, &arena, im->house->db, who->person, e));
    rc = write_attributes(&t, a, e);
out:
    arena_dispose(&arena);
    return rc;
}

/* --- the trajectory --- */

static int16_t age_at_entry(const struct row_act *a)
{
    struct day born = cell_day(a, PARTICIPANTS_BIRTH_DATE);
    int year, month, day;
    if (day_is_none(born)) return -1;
    day_split(&year, &month, &day, born);
    struct partial_date date = {(int16_t)year, (uint8_t)month, (uint8_t)day};
    return (int16_t)age_on(date, cell_day(a, PARTICIPANTS_REACHED_ON));
}

static bool is_same(const struct trajectory_fact *a, const struct trajectory_fact *b)
{
    return uuid_eq(a->project.u, b->project.u) &&
           uuid_eq(a->partnership.u, b->partnership.u) &&
           uuid_eq(a->host.u, b->host.u) && a->reached_on.v == b->reached_on.v &&
           a->entry_age == b->entry_age && a->channel == b->channel &&
           a->is_voluntary == b->is_voluntary;
}

static enum err_code write_trajectory(struct import *im, const struct who *who,
                                      struct row_act *a,
                                      const struct trajectory_fact *was, struct err *e)
{
    int32_t voluntary = cell_count(a, PARTICIPANTS_VOLUNTARY);
    struct trajectory_fact f = {.id = {a->before ? a->before->subject : uuid7_new()},
                                .person = who->person,
                                .project = {a->reference[PARTICIPANTS_PROJECT]},
                                .partnership = {a->reference[PARTICIPANTS_PARTNERSHIP]},
                                .host = {a->reference[PARTICIPANTS_HOST]},
                                .reached_on = cell_day(a, PARTICIPANTS_REACHED_ON),
                                .entry_age = age_at_entry(a),
                                .channel = cell_code(a, PARTICIPANTS_CHANNEL),
                                .is_voluntary = voluntary < 0 ? (uint8_t)CODE_MISSING
                                                              : (uint8_t)voluntary};
    enum err_code rc = OK;
    a->subject = f.id.u;
    if (was && f.entry_age < 0 && was->reached_on.v == f.reached_on.v &&
        !delivery_reader_has(im->reader, PARTICIPANTS_BIRTH_DATE))
        f.entry_age = was->entry_age;
    if (was && is_same(was, &f)) goto out;
    if (was) TRY(fact_retract(im->w, NOUN_TRAJECTORY, who->person, f.id.u, e));
    rc = trajectory_add(im->w, &f, e);
out:
    return rc;
}

static enum err_code check_call(struct import *im, struct row_act *a, struct err *e)
{
    struct project_fact project;
    bool found = false;
    if (!cell_at(a, PARTICIPANTS_CALL)->is_given ||
        !cell_at(a, PARTICIPANTS_PROJECT)->is_given)
        return OK;
    enum err_code rc = project_find(&project, &found, im->house->db,
                                    cell_text(a, PARTICIPANTS_PROJECT), e);
    if (rc == OK && found && !str_eq_c(cell_text(a, PARTICIPANTS_CALL), project.call))
        row_refuse_at(im, a, PARTICIPANTS_CALL, "the call that the project runs under",
                      "correct the project or the call, or leave the call out");
    return rc;
}

enum err_code write_participant(struct import *im, struct row_act *a, struct err *e)
{
    struct trajectory_fact was;
    struct who who = {.is_new = true};
    bool found = false;
    enum err_code rc;
    TRY(check_call(im, a, e));
    if (a->is_refused) goto out;
    TRY(find_person(&who, im, a, e));
    if (a->is_refused) goto out;
    if (a->before)
        TRY(trajectory_find(&was, &found, im->house->db, a->before->person,
                            (struct trajectory_id){a->before->subject}, e));
    TRY(write_person(im, &who, a, e));
    a->person = who.person;
    TRY(write_pseudonym(im, &who, a, e));
    TRY(write_trajectory(im, &who, a, found ? &was : NULL, e));
    rc = write_countable(im, &who, a, found ? &was : NULL, e);
out:
    return rc;
}
