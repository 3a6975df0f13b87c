#include "domain/directory.h"

#include <sodium.h>

#include "domain/geography.h"

/* --- tables out of directory.def --- */

#define NEEDED                 1
#define KIND(kind, name, file) static const struct directory_column columns_##kind[] = {
#define COLUMN(name, type, is_needed, choices)                                         \
    {(name), DIRECTORY_##type, N_DIRECTORY_SLOTS, (is_needed), (choices)},
#define REF(name, slot, is_needed)                                                     \
    {(name), DIRECTORY_REF, SLOT_##slot, (is_needed), ""},
#define MANY(name, kind)
#define ONE(name, kind)
#define TOP_MANY(name, kind)
#define TOP_ONE(name, kind)
#define END(kind)                                                                      \
    }                                                                                  \
    ;
#include "domain/directory.def"
#undef KIND
#undef COLUMN
#undef REF
#undef MANY
#undef ONE
#undef TOP_MANY
#undef TOP_ONE
#undef END
#define KIND(kind, name, file) static const struct directory_child children_##kind[] = {
#define COLUMN(name, type, is_needed, choices)
#define REF(name, slot, is_needed)
#define MANY(name, kind)     {(name), DIRECTORY_##kind, true, false},
#define ONE(name, kind)      {(name), DIRECTORY_##kind, false, false},
#define TOP_MANY(name, kind) {(name), DIRECTORY_##kind, true, true},
#define TOP_ONE(name, kind)  {(name), DIRECTORY_##kind, false, true},
/* every kind may be described, and tell how it changed */
#define END(kind)                                                                      \
    {"attributes", DIRECTORY_ATTRIBUTE, true, false},                                  \
        {"metadata", DIRECTORY_METADATA, true, false},                                 \
    }                                                                                  \
    ;
#include "domain/directory.def"
#undef KIND
#undef MANY
#undef ONE
#undef TOP_MANY
#undef TOP_ONE
#undef END

static const struct directory_shape shapes[N_DIRECTORY_KINDS] = {
#define KIND(kind, name, file)                                                         \
    [DIRECTORY_##kind] = {(name),          (file),                                     \
                          columns_##kind,  ARRAY_LEN(columns_##kind),                  \
                          children_##kind, ARRAY_LEN(children_##kind)},
#define MANY(name, kind)
#define ONE(name, kind)
#define TOP_MANY(name, kind)
#define TOP_ONE(name, kind)
#define END(kind)
#include "domain/directory.def"
};

const struct directory_shape *directory_shape(enum directory_kind kind)
{
    return &shapes[kind];
}

bool directory_kind_named(enum directory_kind *out, struct str name)
{
    for (unsigned i = 0; i < N_DIRECTORY_KINDS; i++)
        if (str_eq_c(name, shapes[i].name) || str_eq_c(name, shapes[i].file)) {
            *out = (enum directory_kind)i;
            return true;
        }
    return false;
}

const struct directory_column *directory_column(enum directory_kind kind,
                                                struct str name)
{
    for (size_t i = 0; i < shapes[kind].n_columns; i++)
        if (str_eq_c(name, shapes[kind].columns[i].name))
            return &shapes[kind].columns[i];
    return NULL;
}

enum directory_slot directory_slot_of(enum directory_kind kind)
{
    switch (kind) {
    case DIRECTORY_ORGANIZATION:
        return SLOT_ORGANISATION;
    case DIRECTORY_SERVICE:
        return SLOT_SERVICE;
    case DIRECTORY_SERVICE_AT_LOCATION:
        return SLOT_AT;
    case DIRECTORY_LOCATION:
        return SLOT_LOCATION;
    case DIRECTORY_TAXONOMY_TERM:
    case DIRECTORY_TAXONOMY:
        return SLOT_TERM;
    default:
        return SLOT_ABOVE;
    }
}

bool directory_records_equal(const struct directory_record *x,
                             const struct directory_record *y)
{
    if (!uuid_eq(x->id, y->id) || x->kind != y->kind || strcmp(x->place, y->place) != 0)
        return false;
    for (size_t i = 0; i < N_DIRECTORY_SLOTS; i++)
        if (!uuid_eq(x->slots[i], y->slots[i])) return false;
    return str_eq(x->content, y->content);
}

/* --- one value --- */

static bool is_choice(const char *choices, struct str value)
{
    struct str choice, rest = str_of(choices);
    while (str_split(&choice, &rest, ','))
        if (str_eq(choice, value)) return true;
    return false;
}

static bool has_control_or_space(struct str s)
{
    for (size_t i = 0; i < s.n; i++)
        if ((unsigned char)s.p[i] <= ' ' || s.p[i] == 0x7f) return true;
    return false;
}

/* A scheme that only names or points (RFC 3986): nothing that a browser would run. */
static bool is_uri(struct str s)
{
    static const char *const schemes[] = {"http://", "https://",
                                          "mailto:", "tel:", "urn:"};
    if (has_control_or_space(s)) return false;
    for (size_t i = 0; i < ARRAY_LEN(schemes); i++) {
        struct str scheme = str_of(schemes[i]);
        if (s.n > scheme.n && str_eq_nocase((struct str){s.p, scheme.n}, scheme))
            return true;
    }
    return false;
}

static bool is_email(struct str s)
{
    const char *at = s.n ? memchr(s.p, '@', s.n) : NULL;
    if (!at || has_control_or_space(s)) return false;
    size_t before = (size_t)(at - s.p), after = s.n - before - 1;
    return before > 0 && after > 2 && !memchr(at + 1, '@', after) &&
           memchr(at + 1, '.', after);
}

/* Digits, with at most a sign and a point: what a JSON number can be too. */
static bool is_number(struct str s)
{
    size_t i = s.n && s.p[0] == '-' ? 1 : 0, n_digits = 0;
    size_t first = i;
    bool has_point = false;
    for (; i < s.n; i++) {
        if (s.p[i] == '.' && !has_point && n_digits) {
            has_point = true;
            continue;
        }
        if (s.p[i] < '0' || s.p[i] > '9') return false;
        n_digits++;
    }
    if (s.n && s.p[s.n - 1] == '.') return false;
    if (s.n > first + 1 && s.p[first] == '0' && s.p[first + 1] != '.') return false;
    return n_digits > 0 && n_digits <= 15;
}

static bool is_moment(struct str s)
{
    struct day d;
    return s.n >= 20 && (s.p[10] == 'T' || s.p[10] == 't') &&
           day_parse(&d, (struct str){s.p, 10}, NULL) == OK;
}

const char *directory_fault(const struct directory_column *column, struct str value)
{
    if (!value.n) return NULL;
    switch (column->type) {
    case DIRECTORY_NUMBER:
        return is_number(value) ? NULL : "a number";
    case DIRECTORY_URI:
        return is_uri(value) ? NULL : "an address that begins with https:// or http://";
    case DIRECTORY_EMAIL:
        return is_email(value) ? NULL : "an e-mail address";
    case DIRECTORY_MOMENT:
        return is_moment(value) ? NULL : "a moment: 2026-05-12T09:00:00Z";
    case DIRECTORY_ONE_OF:
        return is_choice(column->choices, value) ? NULL : column->choices;
    case DIRECTORY_REF: {
        struct uuid id;
        return uuid_parse(&id, value, NULL) == OK ? NULL : "an id (UUID)";
    }
    default:
        return NULL;
    }
}

const char *directory_expected(const struct directory_column *column)
{
    return column->type == DIRECTORY_TEXT ? "text" : directory_fault(column, S(" "));
}

/* --- content --- */

static bool is_empty(const json_t *v)
{
    return !v || json_is_null(v) || (json_is_string(v) && json_string_length(v) == 0) ||
           (json_is_array(v) && json_array_size(v) == 0);
}

static bool is_child(enum directory_kind kind, const char *name)
{
    for (size_t i = 0; i < shapes[kind].n_children; i++)
        if (strcmp(shapes[kind].children[i].name, name) == 0) return true;
    return false;
}

static void put_value(struct buf *out, const char *name, const json_t *v)
{
    json_t *key_text = json_string(name);
    char *key = json_dumps(key_text, JSON_ENCODE_ANY | JSON_COMPACT);
    char *text =
        json_dumps(v, JSON_ENCODE_ANY | JSON_COMPACT | JSON_REAL_PRECISION(15));
    if (!key || !text) bug("a value that was read cannot be written");
    if (out->n > 1) buf_add_char(out, ',');
    buf_add_c(out, key);
    buf_add_char(out, ':');
    buf_add_c(out, text);
    free(key);
    free(text);
    json_decref(key_text);
}

/* A number that came as text (a table has no other) is a number. */
static json_t *as_number(const json_t *v)
{
    if (json_is_number(v)) return json_incref((json_t *)v);
    return json_loads(json_string_value(v), JSON_DECODE_ANY, NULL);
}

static bool put_column(struct buf *out, const struct directory_column *column,
                       const json_t *v)
{
    bool is_text = json_is_string(v);
    if (column->type == DIRECTORY_TEXT && json_is_integer(v)) {
        /* digits, written without their quotes */
        char digits[24];
        snprintf(digits, sizeof digits, "%lld", (long long)json_integer_value(v));
        json_t *text_of_it = json_string(digits);
        put_value(out, column->name, text_of_it);
        json_decref(text_of_it);
        return true;
    }
    struct str text =
        is_text ? (struct str){json_string_value(v), json_string_length(v)} : STR_NONE;
    if (column->type == DIRECTORY_NUMBER ? !is_text && !json_is_number(v) : !is_text)
        return false;
    if (is_text && directory_fault(column, text)) return false;
    if (column->type == DIRECTORY_NUMBER) {
        json_t *number = as_number(v);
        put_value(out, column->name, number);
        json_decref(number);
    } else {
        put_value(out, column->name, v);
    }
    return true;
}

enum err_code directory_content(struct str *out,
                                const struct directory_column **fault_out,
                                struct arena *a, enum directory_kind kind,
                                const json_t *object, struct err *e)
{
    const struct directory_shape *shape = &shapes[kind];
    struct buf content = {0};
    enum err_code rc = OK;
    const char *name;
    json_t *v;
    *fault_out = NULL;
    buf_add_char(&content, '{');
    for (size_t i = 0; i < shape->n_columns; i++) {
        const struct directory_column *column = &shape->columns[i];
        v = json_object_get(object, column->name);
        if (column->type == DIRECTORY_REF || is_empty(v)) continue;
        if (put_column(&content, column, v)) continue;
        *fault_out = column;
        rc = err_set(e, ERR_INVALID, "column %s of a %s is of the wrong kind",
                     column->name, shape->name);
        goto out;
    }
    json_object_foreach((json_t *)object, name, v)
    {
        if (strcmp(name, "id") == 0 || is_empty(v) ||
            directory_column(kind, str_of(name)) || is_child(kind, name))
            continue;
        put_value(&content, name, v);
    }
    buf_add_char(&content, '}');
    TRY(buf_check(&content, e));
    *out = str_copy(a, buf_str(&content));
out:
    buf_dispose(&content);
    return rc;
}

struct str directory_text(struct arena *a, struct str content, const char *name)
{
    json_t *object = json_loadb(content.p, content.n, 0, NULL);
    const json_t *v = json_object_get(object, name);
    struct str found = S("");
    if (json_is_string(v)) {
        found = str_copy(a, (struct str){json_string_value(v), json_string_length(v)});
    } else if (json_is_number(v)) {
        char *digits = json_dumps(v, JSON_ENCODE_ANY | JSON_REAL_PRECISION(15));
        if (digits) found = str_copy(a, str_of(digits));
        free(digits);
    }
    json_decref(object);
    return found;
}

/* --- where --- */

#define REFNIS_URN "urn:refnis:"

void directory_place(char out[8], struct arena *a, enum directory_kind kind,
                     struct str content, struct day borders)
{
    static const char *const names[] = {"extent", "name", "city", "region"};
    out[0] = '\0';
    if (kind != DIRECTORY_SERVICE_AREA && kind != DIRECTORY_ADDRESS) return;
    struct str urn = S(REFNIS_URN), uri = directory_text(a, content, "uri");
    int found = GEO_UNKNOWN;
    if (str_starts(uri, urn))
        found = geo_municipality_index((struct str){uri.p + urn.n, uri.n - urn.n});
    for (size_t i = 0; i < ARRAY_LEN(names) && found < 0; i++) {
        struct str name = directory_text(a, content, names[i]);
        if (!name.n) continue;
        found = geo_municipality_index(name);
        if (found < 0) found = geo_municipality_named(name, borders);
    }
    if (found < 0 || found == GEO_ABROAD) return;
    int now = geo_municipality_on(found, borders);
    if (now >= 0 && now != GEO_ABROAD)
        snprintf(out, 8, "%s", geo_municipality_refnis(now));
}

/* --- our own terms --- */

struct uuid directory_id(const char *space, const char *name)
{
    crypto_generichash_state state;
    struct uuid id;
    crypto_generichash_init(&state, NULL, 0, sizeof id.b);
    crypto_generichash_update(&state, (const uint8_t *)space, strlen(space) + 1);
    crypto_generichash_update(&state, (const uint8_t *)name, strlen(name));
    crypto_generichash_final(&state, id.b, sizeof id.b);
    id.b[6] = (uint8_t)(0x80 | (id.b[6] & 0x0f));
    id.b[8] = (uint8_t)(0x80 | (id.b[8] & 0x3f));
    return id;
}

static const struct {
    enum list_number list;
    const char *code;
} taxonomies[N_DIRECTORY_TAXONOMIES] = {
    [TAXONOMY_CONDITION] = {LIST_CONTEXT_CONDITION, "vindplaats-drempels"},
    [TAXONOMY_PHASE] = {LIST_PHASE, "vindplaats-fasen"},
    [TAXONOMY_PROPERTY] = {LIST_SERVICE_PROPERTY, "vindplaats-eigenschappen"},
};

enum list_number directory_taxonomy_list(int taxonomy)
{
    return taxonomies[taxonomy].list;
}

const char *directory_taxonomy_code(int taxonomy)
{
    return taxonomies[taxonomy].code;
}

struct uuid directory_taxonomy_id(int taxonomy)
{
    return directory_id("taxonomy", taxonomies[taxonomy].code);
}

struct uuid directory_term_id(int taxonomy, uint8_t code)
{
    return directory_id(taxonomies[taxonomy].code,
                        code_list_at(taxonomies[taxonomy].list)->codes[code].code);
}

bool directory_term_find(int *taxonomy_out, uint8_t *code_out, struct uuid term)
{
    for (int t = 0; t < N_DIRECTORY_TAXONOMIES; t++)
        for (uint8_t c = 0; c < code_list_at(taxonomies[t].list)->n; c++)
            if (uuid_eq(directory_term_id(t, c), term)) {
                *taxonomy_out = t;
                *code_out = c;
                return true;
            }
    return false;
}

bool directory_is_own(struct uuid id)
{
    int taxonomy;
    uint8_t code;
    for (int t = 0; t < N_DIRECTORY_TAXONOMIES; t++)
        if (uuid_eq(directory_taxonomy_id(t), id)) return true;
    return directory_term_find(&taxonomy, &code, id);
}

static const char *const status_words[N_SERVICE_STATUS] = {
    [SERVICE_STATUS_ACTIVE] = "active",
    [SERVICE_STATUS_INACTIVE] = "inactive",
    [SERVICE_STATUS_DEFUNCT] = "defunct",
    [SERVICE_STATUS_TEMPORARILY_CLOSED] = "temporarily closed",
};

const char *directory_status_word(uint8_t status)
{
    return status < N_SERVICE_STATUS ? status_words[status] : "";
}

uint8_t directory_status_of(struct str word)
{
    for (uint8_t i = 0; i < N_SERVICE_STATUS; i++)
        if (str_eq_c(word, status_words[i])) return i;
    return CODE_MISSING;
}
