/* Two files side by side, for who may open one of them or both. What the comparison
 * kept (levels, never a value) is told of both; values only of what is open. */
#include <math.h>

#include <sodium.h>

#include "act/dossier_acts.h"
#include "act/double_acts.h"
#include "act/letters_differ.h"
#include "act/link_weighed.h"
#include "domain/geography.h"

static const enum identity_field shown[] = {
    IDENTITY_GIVEN_NAME, IDENTITY_FAMILY_NAME, IDENTITY_BIRTH_NAME, IDENTITY_BIRTH_DATE,
    IDENTITY_INSZ,       IDENTITY_ADDRESS,     IDENTITY_PHONE,      IDENTITY_MAIL,
};

static struct double_field *field_named(struct double_view *v, const char *name)
{
    for (size_t i = 0; i < v->n_fields; i++)
        if (strcmp(v->fields[i].name, name) == 0) return &v->fields[i];
    require(v->n_fields < DOUBLE_FIELDS_MOST);
    struct double_field *f = &v->fields[v->n_fields++];
    *f = (struct double_field){.name = name, .likeness = DOUBLE_UNKNOWN, .bits = NAN};
    return f;
}

static void put_attributes(struct double_view *v, struct arena *a, size_t side,
                           const struct dossier *d)
{
    for (size_t i = 0; i < d->n_attributes; i++) {
        const struct attribute_fact *f = &d->attributes[i];
        struct str value = str_of(f->value);
        if (f->state != ANSWER_KNOWN) continue;
        if (f->kind == ATTRIBUTE_KIND_MUNICIPALITY) {
            int at = geo_municipality_index(value);
            if (at != GEO_UNKNOWN) value = str_of(geo_municipality_name(at, LANG_NL));
            field_named(v, "municipality")->value[side] = str_copy(a, value);
        } else if (f->kind == ATTRIBUTE_KIND_SEX) {
            int at = code_index(code_list_at(LIST_SEX), value);
            if (at >= 0)
                value = str_of(code_label(code_list_at(LIST_SEX), at, LANG_NL));
            field_named(v, "sex")->value[side] = str_copy(a, value);
        }
    }
}

/* The file is opened when the visitor may; it stays closed otherwise. */
static enum err_code open_side(struct double_view *v, const struct asking *a,
                               size_t side, struct err *e)
{
    struct dossier_view file = {0};
    enum err_code rc =
        dossier_open(&file, a, v->person[side], DOSSIER_IDENTITY | DOSSIER_COURSE,
                     "possible double", e);
    if (rc == ERR_NOT_FOUND || rc == ERR_DENIED) return OK;
    if (rc != OK) return rc;
    v->is_open[side] = (file.parts & DOSSIER_IDENTITY) != 0;
    if (!v->is_open[side]) goto out;
    for (size_t i = 0; i < ARRAY_LEN(shown); i++)
        field_named(v, identity_field_name(shown[i]))->value[side] =
            str_copy(a->arena, file.dossier.identity.value[shown[i]]);
    put_attributes(v, a->arena, side, &file.dossier);
out:
    dossier_wipe(&file.dossier);
    return rc;
}

static void put_levels(struct double_view *v, struct arena *a)
{
    struct str rest = v->pair.levels;
    struct level_part part;
    while (level_part_next(&part, &rest)) {
        if (!part.level.n || v->n_fields == DOUBLE_FIELDS_MOST) continue;
        struct double_field *f = field_named(v, str_to_c(a, part.field));
        f->level = part.level;
        f->likeness = double_likeness_of(part.level);
        if (part.has_bits) f->bits = part.bits;
    }
    if (v->is_compared && v->pair.basis == LINK_BASIS_CONFLICT &&
        v->n_fields < DOUBLE_FIELDS_MOST)
        field_named(v, identity_field_name(IDENTITY_INSZ))->likeness = DOUBLE_DIFFERENT;
}

/* What was not compared is compared for the eye, when both may be seen. */
static void compare_open(struct double_view *v, struct arena *a)
{
    for (size_t i = 0; i < v->n_fields; i++) {
        struct double_field *f = &v->fields[i];
        uint8_t *left = arena_new_array(a, uint8_t, f->value[0].n + 1);
        uint8_t *right = arena_new_array(a, uint8_t, f->value[1].n + 1);
        f->differs[0] = left;
        f->differs[1] = right;
        if (!f->value[0].n || !f->value[1].n) continue;
        letters_differ(left, right, f->value[0], f->value[1]);
        if (!f->level.n && f->likeness == DOUBLE_UNKNOWN)
            f->likeness =
                str_eq(f->value[0], f->value[1]) ? DOUBLE_EQUAL : DOUBLE_DIFFERENT;
    }
}

static enum err_code read_links(struct double_view *v, const struct asking *a,
                                struct err *e)
{
    struct db *db = a->house->db;
    struct person_link_fact link[2];
    bool found[2];
    enum err_code rc;
    for (size_t side = 0; side < 2; side++)
        TRY(link_of_person(&link[side], &found[side], db, v->person[side], e));
    v->is_linked = found[0] && found[1] && uuid_eq(link[0].human.u, link[1].human.u);
    TRY(link_pair_find(&v->pair, &v->is_compared, a->arena, db, v->person[0],
                       v->person[1], e));
    rc = pair_verdicts_of(&v->verdicts, &v->n_verdicts, a->arena, db, v->person[0],
                          v->person[1], e);
out:
    return rc;
}

enum err_code double_show(struct double_view *out, const struct asking *a,
                          struct person_id one, struct person_id two, struct err *e)
{
    enum err_code rc;
    *out = (struct double_view){.n_fields = 0};
    const struct person_id both[2] = {one, two};
    bool is_open[2];
    out->fields = arena_new_array(a->arena, struct double_field, DOUBLE_FIELDS_MOST);
    TRY(double_gate(a, one, two, e));
    TRY(persons_gate(is_open, a, both, 2, PERMISSION_PERSON_READ, CATEGORY_IDENTITY,
                     e));
    /* what can be read comes first */
    out->person[0] = is_open[0] ? one : two;
    out->person[1] = is_open[0] ? two : one;
    for (size_t side = 0; side < 2; side++)
        TRY(open_side(out, a, side, e));
    TRY(read_links(out, a, e));
    put_levels(out, a->arena);
    compare_open(out, a->arena);
out:
    if (rc != OK) double_view_wipe(out);
    return rc;
}

void double_view_wipe(struct double_view *view)
{
    for (size_t i = 0; i < view->n_fields; i++)
        for (size_t side = 0; side < 2; side++) {
            struct str v = view->fields[i].value[side];
            if (v.n) sodium_memzero((char *)(uintptr_t)v.p, v.n);
        }
}
