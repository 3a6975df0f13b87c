/* Two files side by side. The fields of the comparison come with their evidence; what
 * was not compared (a number, a telephone number) stands there for the eye. */
#include <math.h>

#include <sodium.h>

#include "act/letters_differ.h"
#include "act/link_review_acts.h"
#include "act/link_weighed.h"
#include "domain/geography.h"
#include "store/identity_bulk.h"
#include "store/link_input_store.h"

static const struct actor command_line = {"cli"};

/* What a reviewer needs; no note. */
static const enum identity_field fields[] = {
    IDENTITY_GIVEN_NAME, IDENTITY_FAMILY_NAME, IDENTITY_BIRTH_NAME, IDENTITY_BIRTH_DATE,
    IDENTITY_INSZ,       IDENTITY_ADDRESS,     IDENTITY_PHONE,      IDENTITY_MAIL,
};
enum { FIELDS_MOST = 40 };

struct viewing {
    struct link_view *view;
    struct arena *a;
    size_t n_taken;
};

static struct link_field_view *field_named(struct link_view *v, const char *name)
{
    for (size_t i = 0; i < v->n_fields; i++)
        if (strcmp(v->field[i].name, name) == 0) return &v->field[i];
    require(v->n_fields < FIELDS_MOST);
    struct link_field_view *f = &v->field[v->n_fields++];
    *f = (struct link_field_view){.name = name, .bits = NAN};
    return f;
}

static void put_value(struct viewing *x, const char *name, size_t side, struct str v)
{
    field_named(x->view, name)->value[side] = str_copy(x->a, v);
}

static enum err_code take_identity(void *to, size_t at, const struct identity *identity,
                                   struct err *e)
{
    struct viewing *x = to;
    (void)e;
    for (size_t i = 0; i < ARRAY_LEN(fields); i++)
        put_value(x, identity_field_name(fields[i]), at, identity->value[fields[i]]);
    x->n_taken++;
    return OK;
}

static enum err_code open_both(struct viewing *x, struct house *h, const char *reason,
                               struct err *e)
{
    unsigned wanted = 0;
    for (size_t i = 0; i < ARRAY_LEN(fields); i++)
        wanted |= 1u << fields[i];
    enum err_code rc = identities_open(h->db, &command_line, reason, x->view->person, 2,
                                       wanted, take_identity, x, e);
    if (rc == OK && x->n_taken < 2)
        rc = err_set(e, ERR_ERASED, "one of the two was erased just now");
    return rc;
}

/* Sex and residence, and whatever is countable that the comparison looked at. */
static enum err_code put_countable(struct viewing *x, struct house *h, size_t side,
                                   struct err *e)
{
    const struct code_list *kinds = code_list_named(S("attribute_kind"));
    struct attribute_fact *list;
    size_t n;
    enum err_code rc = attribute_list(&list, &n, x->a, h->db, x->view->person[side], e);
    for (size_t i = 0; rc == OK && i < n; i++) {
        const char *kind = kinds->codes[list[i].kind].code;
        struct str value = str_of(list[i].value);
        if (list[i].state != ANSWER_KNOWN) continue;
        if (strcmp(kind, "sex") != 0 && strcmp(kind, "municipality") != 0 &&
            strcmp(kind, "birth_year") != 0)
            continue;
        int municipality = strcmp(kind, "municipality") == 0
                               ? geo_municipality_index(value)
                               : GEO_UNKNOWN;
        if (municipality != GEO_UNKNOWN)
            value = str_of(geo_municipality_name(municipality, LANG_NL));
        put_value(x, kind, side, value);
    }
    return rc;
}

static void put_levels(struct viewing *x)
{
    struct link_view *v = x->view;
    struct str rest = v->pair.levels;
    struct level_part part;
    while (level_part_next(&part, &rest)) {
        if (!part.has_bits) continue;
        if (part.level.n == 0) {
            if (str_eq_c(part.field, "prior")) v->prior_bits = part.bits;
            if (str_eq_c(part.field, "shared")) v->shared_bits = part.bits;
            continue;
        }
        if (v->n_fields == FIELDS_MOST) continue;
        struct link_field_view *f = field_named(v, str_to_c(x->a, part.field));
        f->level = part.level;
        f->bits = part.bits;
    }
}

static void mark_letters(struct viewing *x)
{
    for (size_t i = 0; i < x->view->n_fields; i++) {
        struct link_field_view *f = &x->view->field[i];
        uint8_t *left = arena_new_array(x->a, uint8_t, f->value[0].n + 1);
        uint8_t *right = arena_new_array(x->a, uint8_t, f->value[1].n + 1);
        /* beside a value that is not known nothing differs */
        if (f->value[0].n && f->value[1].n)
            letters_differ(left, right, f->value[0], f->value[1]);
        f->differs[0] = left;
        f->differs[1] = right;
    }
}

static enum err_code put_links(struct link_view *v, struct arena *a, struct house *h,
                               struct err *e)
{
    struct person_link_fact link;
    struct link_decision_fact *list;
    enum err_code rc;
    bool found;
    size_t n;
    for (size_t side = 0; side < 2; side++) {
        TRY(link_of_person(&link, &found, h->db, v->person[side], e));
        if (found) v->human[side] = link.human;
    }
    TRY(link_pair_find(&v->pair, &v->is_compared, a, h->db, v->person[0], v->person[1],
                       e));
    TRY(link_decisions_of_person(&list, &n, a, h->db, v->person[0], e));
    for (size_t i = 0; i < n; i++)
        if (uuid_eq(list[i].person.u, v->person[0].u) &&
            uuid_eq(list[i].other.u, v->person[1].u)) {
            v->is_decided = true;
            v->decision = list[i];
        }
out:
    return rc;
}

enum err_code link_pair_show(struct link_view *out, struct arena *a, struct house *h,
                             struct person_id one, struct person_id two,
                             const char *reason, struct err *e)
{
    struct viewing x = {.view = out, .a = a};
    enum err_code rc;
    *out = (struct link_view){.prior_bits = NAN, .shared_bits = NAN};
    if (!reason || !reason[0]) {
        rc = err_set(e, ERR_USAGE, "looking at who people are needs a reason");
        err_hint(e, "the reason is kept; the person may see who looked, and why");
        return rc;
    }
    link_pair_order(&one, &two);
    out->person[0] = one;
    out->person[1] = two;
    out->field = arena_new_array(a, struct link_field_view, FIELDS_MOST);
    TRY(put_links(out, a, h, e));
    TRY(open_both(&x, h, reason, e));
    TRY(put_countable(&x, h, 0, e));
    TRY(put_countable(&x, h, 1, e));
    put_levels(&x);
    mark_letters(&x);
out:
    if (rc != OK) link_view_wipe(out);
    return rc;
}

void link_view_wipe(struct link_view *view)
{
    for (size_t i = 0; i < view->n_fields; i++)
        for (size_t side = 0; side < 2; side++) {
            struct str v = view->field[i].value[side];
            if (v.n) sodium_memzero((char *)(uintptr_t)v.p, v.n);
        }
}
