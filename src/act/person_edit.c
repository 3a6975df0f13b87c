#include "act/person_edit.h"

#include <sodium.h>

#include "domain/attribute.h"
#include "domain/insz.h"
#include "encode/fold.h"
#include "measure/panel_snapshot.h"
#include "store/organisation_read.h"

/* --- a value as it is kept --- */

static enum err_code birth_text(char out[12], struct str value, struct err *e)
{
    struct partial_date d = date_guess(value);
    if (!d.year) {
        err_set(e, ERR_INVALID, "expected a date of birth, or its year");
        err_hint(e, "write 30/7/1985, 7/1985 or 1985");
        return ERR_INVALID;
    }
    if (d.day)
        snprintf(out, 12, "%04d-%02u-%02u", d.year, d.month, d.day);
    else if (d.month)
        snprintf(out, 12, "%04d-%02u", d.year, d.month);
    else
        snprintf(out, 12, "%04d", d.year);
    return OK;
}

enum err_code insz_may_be_kept(bool *out, const struct asking *a, struct err *e)
{
    uint8_t kind;
    enum err_code rc =
        organisation_kind_of(&kind, a->house->db, a->visitor.organisation, e);
    /* whom a law or a decision of the sectoral committee allows it */
    *out = rc == OK &&
           (kind == ORGANISATION_KIND_VDAB || kind == ORGANISATION_KIND_OCMW ||
            kind == ORGANISATION_KIND_LOCAL_AUTHORITY || kind == ORGANISATION_KIND_GTB);
    return rc;
}

static enum err_code kept_value(struct str *out, const struct asking *a,
                                enum identity_field field, struct str value,
                                struct err *e)
{
    char *text = arena_alloc(a->arena, INSZ_TEXT + 1);
    struct insz insz;
    bool may = true;
    enum err_code rc = OK;
    *out = str_trim(value);
    if (!out->n) goto out;
    if (field == IDENTITY_BIRTH_DATE) {
        TRY(birth_text(text, value, e));
        *out = str_of(text);
    } else if (field == IDENTITY_INSZ) {
        TRY(insz_may_be_kept(&may, a, e));
        if (!may) {
            rc = err_set(e, ERR_DENIED,
                         "this kind of organisation keeps no national numbers");
            goto out;
        }
        TRY(insz_parse(&insz, *out, e));
        insz_format(text, &insz);
        *out = str_of(text);
    } else if (field == IDENTITY_SAFE_TO_CALL && !str_eq(*out, S("yes")) &&
               !str_eq(*out, S("no"))) {
        rc = err_set(e, ERR_INVALID, "expected yes or no");
    }
out:
    return rc;
}

/* --- one field --- */

static enum err_code add_year(struct write *w, struct person_id person, int year,
                              uint8_t source, struct day from, struct err *e)
{
    struct attribute_fact f = {.id = uuid7_new(),
                               .person = person,
                               .kind = ATTRIBUTE_KIND_BIRTH_YEAR,
                               .state = ANSWER_KNOWN,
                               .source = source,
                               .valid_from = from,
                               .valid_to = DAY_NONE};
    snprintf(f.value, sizeof f.value, "%d", year);
    return attribute_add(w, &f, e);
}

/* The year is what is counted: it follows the date, from where it began. */
static enum err_code follow_birth(struct write *w, const struct asking *a,
                                  struct person_id person, struct str born,
                                  struct err *e)
{
    struct attribute_fact *list;
    struct person_counts counts;
    size_t n;
    int year = date_guess(born).year, n_years = 0;
    enum err_code rc = OK;
    if (!year) goto out;
    TRY(attribute_list(&list, &n, a->arena, write_db(w), person, e));
    for (size_t i = 0; i < n; i++) {
        const struct attribute_fact *f = &list[i];
        char text[12];
        if (f->kind != ATTRIBUTE_KIND_BIRTH_YEAR) continue;
        n_years++;
        snprintf(text, sizeof text, "%d", year);
        if (f->state == ANSWER_KNOWN && strcmp(f->value, text) == 0) continue;
        TRY(fact_retract(w, NOUN_ATTRIBUTE, person, f->id, e));
        TRY(add_year(w, person, year, f->source, f->valid_from, e));
    }
    if (n_years) goto out;
    TRY(person_known(&counts, write_db(w), person, e));
    rc = add_year(w, person, year, ATTRIBUTE_SOURCE_SELF, counts.person.first_seen_on,
                  e);
out:
    return rc;
}

enum err_code identity_put(struct write *w, const struct asking *a,
                           struct person_id person, enum identity_field field,
                           struct str value, struct err *e)
{
    enum err_code rc;
    TRY(identity_set(w, person, field, value, e));
    if (field == IDENTITY_BIRTH_DATE) rc = follow_birth(w, a, person, value, e);
out:
    return rc;
}

static enum err_code propose(struct write *w, const struct asking *a,
                             struct person_id person, enum identity_field field,
                             struct uuid seen, struct str value, struct err *e)
{
    struct proposal_fact f = {.id = uuid_is_nil(a->form) ? uuid7_new() : a->form,
                              .person = person,
                              .base = seen,
                              .worker = a->visitor.worker,
                              .organisation = a->visitor.organisation,
                              .words = value.n ? value : S("-")};
    snprintf(f.field, sizeof f.field, "%s", identity_field_name(field));
    return proposal_add(w, &f, e);
}

enum err_code identity_edit(enum edit_outcome *out, const struct asking *a,
                            struct person_id person, enum identity_field field,
                            struct uuid seen, struct str value, struct err *e)
{
    struct field_version now;
    struct write *w = NULL;
    struct gate gate;
    struct str kept;
    bool is_same;
    enum err_code rc;
    *out = EDIT_SAME;
    TRY(dossier_may_write(&gate, a, person, PERMISSION_PERSON_WRITE, CATEGORY_IDENTITY,
                          e));
    TRY(kept_value(&kept, a, field, value, e));
    TRY(work_begin(&w, a, "change who a person is", identity_field_name(field), e));
    TRY(field_is(&is_same, write_db(w), person, field, kept, e));
    TRY(field_version_read(&now, write_db(w), person, field, e));
    if (!is_same && uuid_eq(now.row, seen)) {
        TRY(identity_put(w, a, person, field, kept, e));
        *out = EDIT_DONE;
    } else if (!is_same) {
        TRY(propose(w, a, person, field, seen, kept, e));
        *out = EDIT_PROPOSED;
    }
    rc = work_commit(&w, a, e);
out:
    write_abandon(&w);
    return rc;
}

/* --- attributes --- */

enum record_category attribute_category(uint8_t kind)
{
    if (kind == ATTRIBUTE_KIND_WORK_DISABILITY) return CATEGORY_CONDITION;
    return attribute_is_sensitive(kind) ? CATEGORY_IDENTITY : CATEGORY_COUNTABLE;
}

enum err_code attribute_record(const struct asking *a, const struct attribute_fact *f,
                               struct err *e)
{
    struct attribute_fact fact = *f;
    struct write *w = NULL;
    struct gate gate;
    enum err_code rc;
    if (f->kind >= N_ATTRIBUTE_KIND || f->state > ANSWER_REFUSED)
        return err_set(e, ERR_INVALID, "expected an attribute and a state");
    TRY(dossier_may_write(&gate, a, f->person, PERMISSION_PERSON_WRITE,
                          attribute_category(f->kind), e));
    if (day_is_none(f->valid_from) || f->valid_from.v > a->today.v) {
        rc = err_set(e, ERR_INVALID, "expected a day that is not after today");
        goto out;
    }
    fact.id = uuid_is_nil(a->form) ? uuid7_new() : a->form;
    if (f->state != ANSWER_KNOWN) fact.value[0] = '\0';
    TRY(work_begin(&w, a, "record an attribute", "", e));
    TRY(attribute_add(w, &fact, e));
    rc = work_commit(&w, a, e);
out:
    write_abandon(&w);
    return rc;
}

enum err_code attribute_close(const struct asking *a, struct person_id person,
                              struct uuid attribute, bool is_mistake, struct err *e)
{
    struct attribute_fact *list, closed = {.kind = CODE_MISSING};
    struct write *w = NULL;
    struct gate gate;
    size_t n;
    enum err_code rc;
    TRY(person_gate(&gate, a, person, PERMISSION_PERSON_WRITE, e));
    TRY(attribute_list(&list, &n, a->arena, a->house->db, person, e));
    for (size_t i = 0; i < n; i++)
        if (uuid_eq(list[i].id, attribute)) closed = list[i];
    if (closed.kind == CODE_MISSING) {
        rc = err_set(e, ERR_NOT_FOUND, "no such attribute of this person");
        goto out;
    }
    TRY(dossier_may_write(&gate, a, person, PERMISSION_PERSON_WRITE,
                          attribute_category(closed.kind), e));
    TRY(work_begin(&w, a, is_mistake ? "take back an attribute" : "end an attribute",
                   "", e));
    TRY(fact_retract(w, NOUN_ATTRIBUTE, person, attribute, e));
    if (!is_mistake) {
        closed.id = uuid_is_nil(a->form) ? uuid7_new() : a->form;
        closed.valid_to = a->today;
        if (closed.valid_from.v > a->today.v) closed.valid_from = a->today;
        TRY(attribute_add(w, &closed, e));
    }
    rc = work_commit(&w, a, e);
out:
    write_abandon(&w);
    return rc;
}

enum err_code person_derive(struct person_derived *out,
                            const struct attribute_fact *attributes, size_t n,
                            struct day on, struct err *e)
{
    struct panel_attributes items = {0};
    struct panel_answers answers;
    enum err_code rc = OK;
    *out = (struct person_derived){.age = -1};
    for (size_t i = 0; i < n; i++)
        TRY(panel_attributes_add(&items, &attributes[i], e));
    panel_answers_on(&answers, &items, on);
    out->facts = panel_segment_facts(&answers, coded_missing(ANSWER_NOT_ASKED));
    out->segment = segment_of(&out->facts);
    struct disadvantage_facts f = panel_disadvantage_facts(&answers, -1, on);
    out->groups = disadvantage_groups(&f);
    out->age = f.age;
out:
    panel_attributes_dispose(&items);
    return rc;
}
