#include "link/column_roles.h"

#include "encode/fold.h"
#include "link/value_numbers.h"

enum { UNIQUE_ROWS_LEAST = 20, NAME_BYTES_MOST = 200 };

/* --- by header --- */

static const struct {
    enum person_role role;
    const char *name;
} names[] = {
#define N(role, name) {role, name},
#include "link/column_names.def"
#undef N
};

static const char *const id_names[] = {
    "id",        "recid",         "recordid",  "uniqueid",   "rowid",    "row",
    "record",    "personid",      "patientid", "customerid", "clientid", "uuid",
    "guid",      "participation", "person",    "sourceid",   "index",    "rij",
    "rijnummer", "volgnummer",    "sleutel",   "key",        "nr",       "lfdnr"};
static const char *const truth_names[] = {"cluster",  "clusterid", "ent",    "entity",
                                          "entityid", "truth",     "group",  "groupid",
                                          "label",    "labels",    "matchid"};

/* Folded, without spaces: "Date of birth" as "dateofbirth". */
static struct str plain_header(struct buf *room, struct str header)
{
    buf_clear(room);
    header.n = MIN_OF(header.n, (size_t)NAME_BYTES_MOST);
    text_fold(room, header, FOLD_UMLAUT_KEEP);
    size_t n = 0;
    for (size_t i = 0; i < room->n; i++)
        if (room->p[i] != ' ') room->p[n++] = room->p[i];
    return (struct str){room->p, n};
}

static bool is_one_of(struct str name, const char *const *list, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (str_eq_c(name, list[i])) return true;
    return false;
}

static bool ends_in_id(struct str header)
{
    header = str_trim(header);
    return header.n > 3 &&
           (str_eq_nocase((struct str){header.p + header.n - 3, 3}, S("_id")) ||
            str_eq_nocase((struct str){header.p + header.n - 3, 3}, S(" id")));
}

static void name_column(struct column_role *out, struct buf *room)
{
    struct str plain = plain_header(room, out->header);
    out->why = "by its name";
    out->use = COLUMN_EVIDENCE;
    out->role = person_role_named(out->header);
    for (size_t i = 0; out->role == N_PERSON_ROLES && i < ARRAY_LEN(names); i++)
        if (str_eq_c(plain, names[i].name)) out->role = names[i].role;
    if (out->role != N_PERSON_ROLES) return;
    out->use =
        is_one_of(plain, truth_names, ARRAY_LEN(truth_names)) ? COLUMN_TRUTH
        : is_one_of(plain, id_names, ARRAY_LEN(id_names)) || ends_in_id(out->header)
            ? COLUMN_ID
            : COLUMN_UNUSED;
    if (out->use == COLUMN_UNUSED) out->why = "";
}

bool column_name_is_known(struct str header)
{
    struct column_role c = {.header = str_trim(header)};
    struct buf room;
    buf_init(&room, 0);
    name_column(&c, &room);
    buf_dispose(&room);
    return c.use != COLUMN_UNUSED;
}

/* --- by content --- */

static bool is_birth_day(struct str v)
{
    struct partial_date d = date_guess(v);
    return v.n >= 6 && d.year >= 1850 && d.year <= 2060 && d.month && d.day;
}

static bool is_mail(struct str v)
{
    size_t at = 0, n = 0;
    for (size_t i = 0; i < v.n; i++) {
        if (v.p[i] != '@') continue;
        at = i;
        n++;
    }
    return n == 1 && at > 0 && at + 1 < v.n;
}

static bool is_sex(struct str v)
{
    static const char *const words[] = {"m",         "f",          "v",       "w",
                                        "man",       "vrouw",      "male",    "female",
                                        "homme",     "femme",      "mann",    "frau",
                                        "mannelijk", "vrouwelijk", "weiblich"};
    for (size_t i = 0; i < ARRAY_LEN(words); i++)
        if (str_eq_nocase(v, str_of(words[i]))) return true;
    return false;
}

/* Eleven digits whose last two are 97 less the rest of the others; born in 2000 or
 * later with a 2 before them. */
static bool is_national_number(struct str v)
{
    uint64_t nine = 0, check = 0;
    int n = 0;
    for (size_t i = 0; i < v.n; i++) {
        if (strchr(".- ", v.p[i]) && v.p[i]) continue;
        if (v.p[i] < '0' || v.p[i] > '9' || n == 11) return false;
        uint64_t digit = (uint64_t)(v.p[i] - '0');
        if (n < 9)
            nine = nine * 10 + digit;
        else
            check = check * 10 + digit;
        n++;
    }
    return n == 11 &&
           (97 - nine % 97 == check || 97 - (2000000000u + nine) % 97 == check);
}

static const struct {
    enum person_role role;
    bool (*is)(struct str v);
} kinds[] = {
    {ROLE_NUMBER, is_national_number},
    {ROLE_MAIL, is_mail},
    {ROLE_BIRTH_DATE, is_birth_day},
    {ROLE_SEX, is_sex},
};

static bool holds_kind(const struct person_columns *c, size_t column,
                       bool (*is)(struct str v))
{
    size_t n_known = 0, n_such = 0;
    size_t n = MIN_OF(c->n_rows, (size_t)COLUMN_SAMPLE_ROWS);
    for (size_t i = 0; i < n; i++) {
        struct str v = str_trim(c->value[column][i]);
        n_known += v.n > 0;
        n_such += v.n > 0 && is(v);
    }
    return n_known && 10 * n_such >= 9 * n_known;
}

static bool is_unique(const struct person_columns *c, size_t column)
{
    struct arena a = {0};
    struct value_numbers seen;
    bool unique = c->n_rows >= UNIQUE_ROWS_LEAST;
    value_numbers_init(&seen, &a);
    for (size_t i = 0; unique && i < c->n_rows; i++) {
        struct str v = str_trim(c->value[column][i]);
        unique = v.n && value_number(&seen, v) == i + 1;
    }
    value_numbers_dispose(&seen);
    arena_dispose(&a);
    return unique;
}

static bool is_claimed(const struct column_role *roles, size_t n, enum person_role role)
{
    for (size_t i = 0; i < n; i++)
        if (roles[i].use == COLUMN_EVIDENCE && roles[i].role == role) return true;
    return false;
}

static void look_into(struct column_role *roles, const struct person_columns *c,
                      size_t column)
{
    for (size_t k = 0; k < ARRAY_LEN(kinds); k++) {
        if (is_claimed(roles, c->n_columns, kinds[k].role) ||
            !holds_kind(c, column, kinds[k].is))
            continue;
        roles[column].use = COLUMN_EVIDENCE;
        roles[column].role = kinds[k].role;
        roles[column].why = "by its values";
        return;
    }
    if (!is_unique(c, column)) return;
    roles[column].use = COLUMN_ID;
    roles[column].why = "by its values";
}

/* A date told in parts and a whole date, a role in two columns: the one that says more
 * stays. */
static size_t bytes_in(const struct person_columns *c, size_t column)
{
    size_t n = 0, rows = MIN_OF(c->n_rows, (size_t)COLUMN_SAMPLE_ROWS);
    for (size_t i = 0; i < rows; i++)
        n += str_trim(c->value[column][i]).n;
    return n;
}

static void drop_twice(struct column_role *roles, const struct person_columns *c)
{
    for (size_t i = 0; i < c->n_columns; i++) {
        if (roles[i].use != COLUMN_EVIDENCE) continue;
        for (size_t j = i + 1; j < c->n_columns; j++) {
            if (roles[j].use != COLUMN_EVIDENCE || roles[j].role != roles[i].role)
                continue;
            size_t less = bytes_in(c, j) > bytes_in(c, i) ? i : j;
            roles[less].use = COLUMN_UNUSED;
            roles[less].why = "another column says the same";
            if (less == i) break;
        }
    }
}

/* --- as told --- */

static enum err_code tell_use(struct column_role *out, struct str use, struct err *e)
{
    enum person_role role = person_role_named(use);
    out->why = "as told";
    if (str_eq_c(use, "-")) {
        out->use = COLUMN_UNUSED;
    } else if (str_eq_nocase(use, S("id"))) {
        out->use = COLUMN_ID;
    } else if (str_eq_nocase(use, S("truth"))) {
        out->use = COLUMN_TRUTH;
    } else if (role != N_PERSON_ROLES) {
        out->use = COLUMN_EVIDENCE;
        out->role = role;
    } else {
        enum err_code rc = err_set(e, ERR_USAGE, "there is no role \"%.*s\"",
                                   (int)MIN_OF(use.n, (size_t)40), use.p);
        char list[280] = "";
        size_t n = 0;
        for (int r = 0; r < N_PERSON_ROLES && n < sizeof list; r++)
            n += (size_t)snprintf(list + n, sizeof list - n, "%s, ",
                                  person_role_name((enum person_role)r));
        err_hint(e, "roles: %s-, id, truth", list);
        return rc;
    }
    return OK;
}

static enum err_code tell_column(struct column_role *roles,
                                 const struct person_columns *c, struct str piece,
                                 struct err *e)
{
    struct str header, use = piece;
    str_split(&header, &use, '=');
    header = str_trim(header);
    use = str_trim(use);
    for (size_t i = 0; i < c->n_columns; i++)
        if (str_eq_nocase(roles[i].header, header)) return tell_use(&roles[i], use, e);
    if (c->told_may_miss) return OK;
    enum err_code rc = err_set(e, ERR_USAGE, "the file has no column \"%.*s\"",
                               (int)MIN_OF(header.n, (size_t)60), header.p);
    err_hint(e, "write --columns HEADER=ROLE,HEADER=- with headers of the file");
    return rc;
}

static enum err_code tell_all(struct column_role *roles, const struct person_columns *c,
                              struct str told, struct err *e)
{
    enum err_code rc = OK;
    struct str piece;
    while (rc == OK && str_split(&piece, &told, ','))
        if (str_trim(piece).n) rc = tell_column(roles, c, piece, e);
    for (size_t i = 0; rc == OK && i < c->n_columns; i++)
        for (size_t j = 0; j < c->n_columns; j++) {
            bool same = i != j && roles[j].use == COLUMN_EVIDENCE &&
                        roles[i].use == COLUMN_EVIDENCE &&
                        roles[i].role == roles[j].role;
            if (!same || strcmp(roles[i].why, "as told") != 0) continue;
            if (strcmp(roles[j].why, "as told") == 0)
                return err_set(e, ERR_USAGE, "two columns are told to be %s",
                               person_role_name(roles[i].role));
            roles[j].use = COLUMN_UNUSED; /* what was told goes before what was found */
            roles[j].why = "another column says the same";
        }
    return rc;
}

enum err_code column_roles_find(struct column_role *out, const struct person_columns *c,
                                struct str told, struct err *e)
{
    enum err_code rc = OK;
    struct buf room;
    size_t n_evidence = 0;
    buf_init(&room, 0);
    for (size_t i = 0; i < c->n_columns; i++) {
        out[i] = (struct column_role){.header = str_trim(c->header[i])};
        name_column(&out[i], &room);
    }
    TRY(tell_all(out, c, told, e));
    for (size_t i = 0; i < c->n_columns; i++)
        if (out[i].use == COLUMN_UNUSED && !out[i].why[0]) look_into(out, c, i);
    drop_twice(out, c);
    for (size_t i = 0; i < c->n_columns; i++)
        n_evidence += out[i].use == COLUMN_EVIDENCE;
    if (n_evidence == 0) {
        rc = err_set(e, ERR_INVALID,
                     "no column of the file is recognised as something of a person");
        err_hint(e, "the first row must be a header; --columns HEADER=family_name,... "
                    "tells what a column is");
    }
out:
    buf_dispose(&room);
    return rc;
}
