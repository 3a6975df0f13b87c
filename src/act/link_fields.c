#include <sodium.h>

#include "act/link_fields.h"
#include "encode/field_fold.h"
#include "link/column_roles.h"

enum { NO_COLUMN = -1 };

static bool is_in_list(struct str list, struct str name)
{
    struct str word;
    while (str_split(&word, &list, ','))
        if (str_eq_nocase(str_trim(word), name)) return true;
    return false;
}

/* --- columns --- */

static enum err_code roles_find(struct column_role **out, struct arena *a,
                                const struct column_file *t, struct str told,
                                struct err *e)
{
    struct person_columns c = {
        .n_columns = t->n_columns,
        .n_rows = t->n_rows,
        .header = t->header,
        .value = t->value,
    };
    *out = arena_new_array(a, struct column_role, t->n_columns);
    enum err_code rc = column_roles_find(*out, &c, told, e);
    /* a schema of others may name columns that are no roles: found by their header */
    if (rc == ERR_INVALID && told.n == 0) {
        for (size_t i = 0; i < t->n_columns; i++)
            (*out)[i] = (struct column_role){
                .header = t->header[i], .use = COLUMN_UNUSED, .role = N_PERSON_ROLES};
        rc = OK;
    }
    return rc;
}

static long column_of(const struct column_file *t, const struct column_role *roles,
                      struct str identifier)
{
    enum person_role role = person_role_named(identifier);
    for (size_t c = 0; role != N_PERSON_ROLES && c < t->n_columns; c++)
        if (roles[c].use == COLUMN_EVIDENCE && roles[c].role == role) return (long)c;
    size_t c = column_file_column(t, identifier);
    return c < t->n_columns ? (long)c : NO_COLUMN;
}

static enum err_code id_column_find(size_t *out, const struct column_file *t,
                                    const struct column_role *roles, struct str told,
                                    struct err *e)
{
    enum err_code rc;
    if (told.n) {
        *out = column_file_column(t, told);
        if (*out < t->n_columns) return OK;
        rc = err_set(e, ERR_NOT_FOUND, "no column %.*s in the file", STR_ARG(told));
        err_hint(e, "the names of columns stand in the first line of the file");
        return rc;
    }
    for (size_t c = 0; c < t->n_columns; c++)
        if (roles[c].use == COLUMN_ID) {
            *out = c;
            return OK;
        }
    *out = column_file_column(t, S("id"));
    if (*out < t->n_columns) return OK;
    rc = err_set(e, ERR_NOT_FOUND, "no column numbers the records");
    err_hint(e,
             "name it with --id COLUMN: it stays in the map, with you, and tells you "
             "whose pseudonym is whose");
    return rc;
}

static enum err_code field_missing(struct str identifier, struct err *e)
{
    enum err_code rc =
        err_set(e, ERR_NOT_FOUND, "no column for the field %.*s", STR_ARG(identifier));
    err_hint(e, "name it with --columns \"HEADER=%.*s\", or say --without %.*s",
             STR_ARG(identifier), STR_ARG(identifier));
    return rc;
}

/* --- values --- */

static void fold_column(struct str *out, struct arena *a,
                        const struct linkage_feature *f, const struct str *raw,
                        size_t n, bool as_is)
{
    struct buf folded;
    buf_init(&folded, 0);
    for (size_t i = 0; i < n; i++) {
        if (as_is) {
            out[i] = raw[i];
            continue;
        }
        buf_clear(&folded);
        field_fold(&folded, f, raw[i]);
        out[i] = str_copy(a, buf_str(&folded));
    }
    buf_dispose(&folded);
}

static size_t feature_named(const struct linkage_schema *s, const char *identifier)
{
    size_t f = 0;
    while (f < s->n_features &&
           !str_eq_nocase(s->features[f].identifier, str_of(identifier)))
        f++;
    return f;
}

/* Where the birth name is not known it is taken to be the family name, so that a column
 * that one owner has and the other lacks does not set them apart. */
static void birth_names_complete(struct link_fields *f)
{
    size_t birth = feature_named(f->schema, "birth_name");
    size_t family = feature_named(f->schema, "family_name");
    if (birth == f->schema->n_features || family == f->schema->n_features ||
        !f->value[birth] || !f->value[family])
        return;
    for (size_t i = 0; i < f->n_people; i++)
        if (!f->value[birth][i].n) f->value[birth][i] = f->value[family][i];
}

static void years_take(struct link_fields *f, const struct str *raw)
{
    for (size_t i = 0; i < f->n_people; i++)
        f->year[i] = date_guess(raw[i]).year;
    f->has_year = true;
}

static enum err_code feature_take(struct link_fields *out, struct arena *a, size_t at,
                                  const struct column_file *t,
                                  const struct column_role *roles,
                                  const struct link_fields_order *order, size_t room,
                                  struct err *e)
{
    const struct linkage_feature *f = &out->schema->features[at];
    if (f->tokens == TOKEN_IGNORED) return OK;
    out->value[at] = arena_new_array(a, struct str, room);
    out->column[at] = STR_NONE;
    if (is_in_list(order->without, f->identifier)) return OK;
    long c = column_of(t, roles, f->identifier);
    if (c == NO_COLUMN) {
        if (!order->as_is && str_eq_nocase(f->identifier, S("birth_name"))) return OK;
        return field_missing(f->identifier, e);
    }
    out->column[at] = t->header[c];
    fold_column(out->value[at], a, f, t->value[c], out->n_people, order->as_is);
    if (field_is_birth_date(f)) years_take(out, t->value[c]);
    for (size_t i = 0; i < out->n_people; i++)
        out->n_known[at] += out->value[at][i].n > 0;
    return OK;
}

static enum err_code without_check(const struct linkage_schema *s, struct str list,
                                   struct err *e)
{
    struct str word;
    while (str_split(&word, &list, ',')) {
        word = str_trim(word);
        bool is_there = false;
        for (size_t f = 0; f < s->n_features; f++)
            is_there |= str_eq_nocase(s->features[f].identifier, word);
        if (is_there) continue;
        enum err_code rc = err_set(e, ERR_USAGE,
                                   "--without names %.*s, which is no "
                                   "field of the schema",
                                   STR_ARG(word));
        err_hint(e, "the identifiers of the schema are its fields");
        return rc;
    }
    return OK;
}

enum err_code link_fields_make(struct link_fields *out, struct arena *a,
                               const struct linkage_schema *schema,
                               const struct column_file *t,
                               const struct link_fields_order *order, struct err *e)
{
    size_t n = schema->n_features;
    size_t n_decoys = (t->n_rows * order->decoys_percent + 99) / 100;
    size_t room = t->n_rows + n_decoys + 1;
    struct column_role *roles;
    enum err_code rc;
    *out = (struct link_fields){.schema = schema, .n_people = t->n_rows};
    out->n_rows = t->n_rows + n_decoys;
    out->value = arena_new_array(a, struct str *, n);
    out->column = arena_new_array(a, struct str, n);
    out->n_known = arena_new_array(a, size_t, n);
    out->year = arena_new_array(a, int16_t, room);
    TRY(without_check(schema, order->without, e));
    TRY(roles_find(&roles, a, t, order->columns, e));
    TRY(id_column_find(&out->id_column, t, roles, order->id_column, e));
    for (size_t f = 0; f < n; f++)
        TRY(feature_take(out, a, f, t, roles, order, room, e));
    if (!order->as_is) birth_names_complete(out);
out:
    return rc;
}

/* --- decoys --- */

enum part { PART_GIVEN, PART_FAMILY, PART_BIRTH, PART_ADDRESS, N_PARTS };

/* N_PARTS: a field that hangs together with no other. */
static enum part part_of(const struct linkage_feature *f)
{
    if (field_is_birth_date(f)) return PART_BIRTH;
    switch (person_role_named(f->identifier)) {
    case ROLE_GIVEN_NAME:
    case ROLE_SECOND_NAME:
    case ROLE_SEX:
        return PART_GIVEN;
    case ROLE_FAMILY_NAME:
    case ROLE_SECOND_FAMILY:
    case ROLE_BIRTH_NAME:
        return PART_FAMILY;
    case ROLE_BIRTH_DATE:
    case ROLE_BIRTH_YEAR:
    case ROLE_BIRTH_MONTH:
    case ROLE_BIRTH_DAY:
        return PART_BIRTH;
    case ROLE_HOUSE_NUMBER:
    case ROLE_STREET:
    case ROLE_ADDRESS:
    case ROLE_POSTCODE:
    case ROLE_PLACE:
    case ROLE_REGION:
        return PART_ADDRESS;
    default:
        return N_PARTS;
    }
}

/* Different people for the parts, as far as there are so many. */
static void people_draw(size_t out[N_PARTS], size_t n_people)
{
    for (size_t p = 0; p < N_PARTS; p++) {
        bool is_taken = true;
        for (int attempt = 0; is_taken && attempt < 16; attempt++) {
            out[p] = randombytes_uniform((uint32_t)n_people);
            is_taken = false;
            for (size_t other = 0; other < p; other++)
                is_taken |= out[other] == out[p];
        }
    }
}

void link_fields_add_decoys(struct link_fields *f, size_t *borrowed_out)
{
    for (size_t row = f->n_people; row < f->n_rows; row++) {
        size_t person[N_PARTS];
        people_draw(person, f->n_people);
        for (size_t at = 0; at < f->schema->n_features; at++) {
            if (!f->value[at]) continue;
            enum part part = part_of(&f->schema->features[at]);
            size_t from = part < N_PARTS ? person[part]
                                         : randombytes_uniform((uint32_t)f->n_people);
            f->value[at][row] = f->value[at][from];
        }
        f->year[row] = f->year[person[PART_BIRTH]];
        borrowed_out[row - f->n_people] = randombytes_uniform((uint32_t)f->n_people);
    }
}
