#include "link/field_levels.h"

#include "link/name_alike.h"
#include "link/text_alike.h"

enum { MEMO_SLOTS = 1 << 15, MEMO_NAMES = N_PERSON_ROLES };

struct memo_slot {
    uint32_t a, b;
    uint8_t alike;
};

struct comparer {
    const struct folded_persons *p;
    size_t n_fields;
    const struct field_kind *kind[COMPARED_FIELDS_MAX];
    struct memo_slot *memo[N_PERSON_ROLES + 1]; /* by role; the last is of names */
    bool has_address;
    uint8_t family_level; /* of the pair at hand: found together with the given name */
};

/* --- what is remembered --- */

static struct memo_slot *memo_find(struct comparer *c, unsigned which, uint32_t *a,
                                   uint32_t *b)
{
    if (*a > *b) {
        uint32_t low = *b;
        *b = *a;
        *a = low;
    }
    if (!c->memo[which]) c->memo[which] = mem_array(MEMO_SLOTS, sizeof *c->memo[which]);
    uint64_t hash = ((uint64_t)*a << 32 | *b) * 0x9e3779b97f4a7c15u;
    return &c->memo[which][hash >> 49];
}

static enum alike names_alike(struct comparer *c, uint32_t a, uint32_t b)
{
    if (!a || !b) return ALIKE_NOT;
    if (a == b) return ALIKE_EQUAL;
    struct memo_slot *slot = memo_find(c, MEMO_NAMES, &a, &b);
    if (slot->a != a || slot->b != b)
        *slot = (struct memo_slot){a, b,
                                   (uint8_t)name_alike(&c->p->name[a], &c->p->name[b])};
    return (enum alike)slot->alike;
}

typedef enum alike alike_fn(struct str a, struct str b);

static enum alike values_alike(struct comparer *c, enum person_role role, uint32_t a,
                               uint32_t b, alike_fn *alike)
{
    if (a == b) return ALIKE_EQUAL;
    struct memo_slot *slot = memo_find(c, role, &a, &b);
    if (slot->a != a || slot->b != b) {
        const struct str *text = c->p->numbers[role].text;
        *slot = (struct memo_slot){a, b, (uint8_t)alike(text[a], text[b])};
    }
    return (enum alike)slot->alike;
}

/* --- names --- */

enum {
    NAME_LEVEL_DIFFERENT = LEVEL_DIFFERENT,
    NAME_LEVEL_LITTLE,
    NAME_LEVEL_SOME,
    NAME_LEVEL_ELSEWHERE,
    NAME_LEVEL_NEAR,
    NAME_LEVEL_EQUAL
};

static uint8_t name_level(enum alike alike)
{
    static const uint8_t level[] = {NAME_LEVEL_DIFFERENT, NAME_LEVEL_LITTLE,
                                    NAME_LEVEL_SOME, NAME_LEVEL_NEAR, NAME_LEVEL_EQUAL};
    return level[alike];
}

static uint32_t number_of(const struct comparer *c, enum person_role role, uint32_t row)
{
    return c->p->value[role] ? c->p->value[role][row] : 0;
}

/* Does the name of record a stand among the other names of record b? */
static bool stands_elsewhere(struct comparer *c, uint32_t name, uint32_t b,
                             enum person_role own)
{
    static const enum person_role others[] = {ROLE_SECOND_FAMILY, ROLE_BIRTH_NAME,
                                              ROLE_SECOND_NAME, ROLE_FULL_NAME};
    for (size_t i = 0; i < ARRAY_LEN(others); i++) {
        uint32_t other = number_of(c, others[i], b);
        bool of_family = others[i] < ROLE_FULL_NAME && others[i] != ROLE_SECOND_NAME;
        if (!other || (own == ROLE_GIVEN_NAME && of_family)) continue;
        if (own == ROLE_FAMILY_NAME && others[i] == ROLE_SECOND_NAME &&
            !c->p->full_is_further)
            continue;
        if (names_alike(c, name, other) >= ALIKE_NEAR ||
            name_has_word_of(&c->p->name[other], &c->p->name[name]))
            return true;
    }
    return false;
}

static uint8_t own_name_level(struct comparer *c, enum alike alike, uint32_t a,
                              uint32_t b, enum person_role role)
{
    uint32_t of_a = number_of(c, role, a), of_b = number_of(c, role, b);
    if (!of_a || !of_b) return LEVEL_MISSING;
    if (alike < ALIKE_NEAR &&
        (stands_elsewhere(c, of_a, b, role) || stands_elsewhere(c, of_b, a, role)))
        return NAME_LEVEL_ELSEWHERE;
    return name_level(alike);
}

static uint8_t given_level(struct comparer *c, uint32_t a, uint32_t b)
{
    uint32_t given_a = number_of(c, ROLE_GIVEN_NAME, a);
    uint32_t given_b = number_of(c, ROLE_GIVEN_NAME, b);
    uint32_t family_a = number_of(c, ROLE_FAMILY_NAME, a);
    uint32_t family_b = number_of(c, ROLE_FAMILY_NAME, b);
    enum alike given = names_alike(c, given_a, given_b);
    enum alike family = names_alike(c, family_a, family_b);
    if (given < ALIKE_NEAR && family < ALIKE_NEAR &&
        names_alike(c, given_a, family_b) >= ALIKE_NEAR &&
        names_alike(c, family_a, given_b) >= ALIKE_NEAR)
        return c->family_level = NAME_LEVEL_ELSEWHERE;
    c->family_level = own_name_level(c, family, a, b, ROLE_FAMILY_NAME);
    return own_name_level(c, given, a, b, ROLE_GIVEN_NAME);
}

static uint8_t family_level(struct comparer *c, uint32_t a, uint32_t b)
{
    if (!c->p->value[ROLE_GIVEN_NAME])
        return own_name_level(c,
                              names_alike(c, number_of(c, ROLE_FAMILY_NAME, a),
                                          number_of(c, ROLE_FAMILY_NAME, b)),
                              a, b, ROLE_FAMILY_NAME);
    return c->family_level;
}

static uint8_t further_level(struct comparer *c, enum person_role role, uint32_t a,
                             uint32_t b)
{
    static const uint8_t level[] = {1, 2, 3, 3, 4};
    uint32_t of_a = number_of(c, role, a), of_b = number_of(c, role, b);
    return of_a && of_b ? level[names_alike(c, of_a, of_b)] : LEVEL_MISSING;
}

static uint8_t second_level(struct comparer *c, uint32_t a, uint32_t b)
{
    return further_level(c, ROLE_SECOND_NAME, a, b);
}

static uint8_t second_family_level(struct comparer *c, uint32_t a, uint32_t b)
{
    return further_level(c, ROLE_SECOND_FAMILY, a, b);
}

/* --- birth --- */

enum {
    BORN_DIFFERENT = 1,
    BORN_NEAR, /* one digit of the year is off, and another part is equal */
    BORN_YEAR,
    BORN_TWO_PARTS,
    BORN_ONE_OFF,
    BORN_EQUAL
};

static unsigned parts_off(const char *a, const char *b, int n_digits)
{
    unsigned n = 0;
    for (int i = 0; i < n_digits; i++)
        n += a[i] != b[i];
    return n;
}

static unsigned digits_off(const char a[8], const char b[8])
{
    return parts_off(a, b, 8);
}

static bool neighbours_swapped(const char a[8], const char b[8])
{
    int i = 0;
    while (i < 8 && a[i] == b[i])
        i++;
    return i < 7 && a[i] == b[i + 1] && a[i + 1] == b[i] &&
           memcmp(a + i + 2, b + i + 2, (size_t)(6 - i)) == 0;
}

/* One of the two lacks its day, or day and month. */
static uint8_t partial_level(const struct folded_day *a, const struct folded_day *b)
{
    if (a->year != b->year)
        return digits_off(a->digits, b->digits) == 1 ? BORN_NEAR : BORN_DIFFERENT;
    if (!a->month || !b->month) return BORN_YEAR;
    return a->month == b->month ? BORN_TWO_PARTS : BORN_YEAR;
}

static uint8_t born_level(struct comparer *c, uint32_t row_a, uint32_t row_b)
{
    const struct folded_day *a = &c->p->born[row_a], *b = &c->p->born[row_b];
    if (!a->is_known || !b->is_known) return LEVEL_MISSING;
    unsigned off = digits_off(a->digits, b->digits);
    if (a->is_date && b->is_date &&
        (!a->month || !b->month || !a->day || !b->day || !a->year || !b->year))
        return partial_level(a, b);
    if (off == 0) return BORN_EQUAL;
    if (off == 1) return BORN_ONE_OFF;
    if (off == 2 && neighbours_swapped(a->digits, b->digits)) return BORN_ONE_OFF;
    bool years = memcmp(a->digits, b->digits, 4) == 0;
    bool months = memcmp(a->digits + 4, b->digits + 4, 2) == 0;
    bool days = memcmp(a->digits + 6, b->digits + 6, 2) == 0;
    if (years && memcmp(a->digits + 4, b->digits + 6, 2) == 0 &&
        memcmp(a->digits + 6, b->digits + 4, 2) == 0)
        return BORN_ONE_OFF;
    if (years + months + days == 2) return BORN_TWO_PARTS;
    if (years) return BORN_YEAR;
    bool year_is_near = parts_off(a->digits, b->digits, 4) == 1;
    return year_is_near && (months || days) ? BORN_NEAR : BORN_DIFFERENT;
}

/* --- one value --- */

static bool both_known(const struct comparer *c, enum person_role role, uint32_t a,
                       uint32_t b)
{
    return number_of(c, role, a) && number_of(c, role, b);
}

static uint8_t sex_level(struct comparer *c, uint32_t a, uint32_t b)
{
    if (!both_known(c, ROLE_SEX, a, b)) return LEVEL_MISSING;
    return number_of(c, ROLE_SEX, a) == number_of(c, ROLE_SEX, b) ? 2 : LEVEL_DIFFERENT;
}

static uint8_t text_level(struct comparer *c, enum person_role role, uint32_t a,
                          uint32_t b)
{
    static const uint8_t level[] = {1, 1, 2, 3, 4};
    if (!both_known(c, role, a, b)) return LEVEL_MISSING;
    return level[values_alike(c, role, number_of(c, role, a), number_of(c, role, b),
                              text_alike)];
}

static uint8_t birth_place_level(struct comparer *c, uint32_t a, uint32_t b)
{
    return text_level(c, ROLE_BIRTH_PLACE, a, b);
}

static uint8_t occupation_level(struct comparer *c, uint32_t a, uint32_t b)
{
    return text_level(c, ROLE_OCCUPATION, a, b);
}

/* One edit, or two of nine or more. */
static enum alike number_alike(struct str a, struct str b)
{
    unsigned edits = text_edits(a, b);
    size_t shortest = MIN_OF(a.n, b.n);
    if (edits == 0) return ALIKE_EQUAL;
    if (edits == 1 && shortest >= 4) return ALIKE_NEAR;
    return edits == 2 && shortest >= 6 ? ALIKE_SOME : ALIKE_NOT;
}

static uint8_t digits_level(struct comparer *c, enum person_role role, uint32_t a,
                            uint32_t b)
{
    static const uint8_t level[] = {1, 1, 2, 3, 4};
    if (!both_known(c, role, a, b)) return LEVEL_MISSING;
    return level[values_alike(c, role, number_of(c, role, a), number_of(c, role, b),
                              number_alike)];
}

static uint8_t number_level(struct comparer *c, uint32_t a, uint32_t b)
{
    return digits_level(c, ROLE_NUMBER, a, b);
}

static uint8_t phone_level(struct comparer *c, uint32_t a, uint32_t b)
{
    return digits_level(c, ROLE_PHONE, a, b);
}

static struct str user_of(struct str mail)
{
    struct str user;
    str_split(&user, &mail, '@');
    return user;
}

static enum alike mail_alike(struct str a, struct str b)
{
    if (text_edits(a, b) <= 1) return ALIKE_NEAR;
    struct str user_a = user_of(a), user_b = user_of(b);
    if (str_eq(user_a, user_b) && user_a.n >= 3) return ALIKE_NEAR;
    return text_jaro_winkler(user_a, user_b) >= 0.88 ? ALIKE_SOME : ALIKE_NOT;
}

static uint8_t mail_level(struct comparer *c, uint32_t a, uint32_t b)
{
    static const uint8_t level[] = {1, 1, 2, 3, 4};
    if (!both_known(c, ROLE_MAIL, a, b)) return LEVEL_MISSING;
    return level[values_alike(c, ROLE_MAIL, number_of(c, ROLE_MAIL, a),
                              number_of(c, ROLE_MAIL, b), mail_alike)];
}

/* The area: all but the last three of a code with letters ("tq13 8df"), else the first
 * half of its digits. */
static size_t area_length(struct str code)
{
    bool letters = false;
    for (size_t i = 0; i < code.n; i++)
        letters |= code.p[i] >= 'a';
    return letters && code.n >= 5 ? code.n - 3 : (code.n + 1) / 2;
}

static enum alike postcode_alike(struct str a, struct str b)
{
    unsigned edits = text_edits(a, b);
    size_t area = area_length(a);
    if (edits <= 1) return ALIKE_NEAR;
    if (area == area_length(b) && memcmp(a.p, b.p, area) == 0) return ALIKE_SOME;
    return edits == 2 && a.n >= 4 ? ALIKE_LITTLE : ALIKE_NOT;
}

static enum alike postcodes_alike(struct comparer *c, uint32_t a, uint32_t b)
{
    return values_alike(c, ROLE_POSTCODE, number_of(c, ROLE_POSTCODE, a),
                        number_of(c, ROLE_POSTCODE, b), postcode_alike);
}

static uint8_t postcode_level(struct comparer *c, uint32_t a, uint32_t b)
{
    static const uint8_t level[] = {1, 2, 2, 3, 4};
    if (!both_known(c, ROLE_POSTCODE, a, b)) return LEVEL_MISSING;
    return level[postcodes_alike(c, a, b)];
}

static uint8_t place_level(struct comparer *c, uint32_t a, uint32_t b)
{
    return text_level(c, ROLE_PLACE, a, b);
}

static uint8_t street_level(struct comparer *c, uint32_t a, uint32_t b)
{
    return text_level(c, ROLE_STREET, a, b);
}

static uint8_t line_level(struct comparer *c, uint32_t a, uint32_t b)
{
    return text_level(c, ROLE_ADDRESS, a, b);
}

static uint8_t region_level(struct comparer *c, uint32_t a, uint32_t b)
{
    return text_level(c, ROLE_REGION, a, b);
}

/* --- an address --- */

static enum alike house_alike(struct str a, struct str b)
{
    size_t n = 0;
    while (n < a.n && n < b.n && a.p[n] == b.p[n] && a.p[n] >= '0' && a.p[n] <= '9')
        n++;
    bool digit_a = n < a.n && a.p[n] >= '0' && a.p[n] <= '9';
    bool digit_b = n < b.n && b.p[n] >= '0' && b.p[n] <= '9';
    if (n && !digit_a && !digit_b) return ALIKE_NEAR;
    return text_edits(a, b) <= 1 && MAX_OF(a.n, b.n) >= 2 ? ALIKE_SOME : ALIKE_NOT;
}

static const struct address_part {
    enum person_role role;
    alike_fn *alike;
    int weight;
} address_parts[] = {
    {ROLE_STREET, text_alike, 5},  {ROLE_HOUSE_NUMBER, house_alike, 3},
    {ROLE_ADDRESS, text_alike, 3}, {ROLE_POSTCODE, postcode_alike, 4},
    {ROLE_PLACE, text_alike, 3},   {ROLE_REGION, text_alike, 1},
};

enum { ADDRESS_LEAST = 3 };

/* Points of what agrees, in tenths of those of what both know. */
static uint8_t address_level(struct comparer *c, uint32_t a, uint32_t b)
{
    static const int tenths[] = {0, 0, 6, 8, 10};
    int points = 0, most = 0;
    for (size_t i = 0; i < ARRAY_LEN(address_parts); i++) {
        const struct address_part *part = &address_parts[i];
        if (!both_known(c, part->role, a, b)) continue;
        most += part->weight;
        points += part->weight *
                  tenths[values_alike(c, part->role, number_of(c, part->role, a),
                                      number_of(c, part->role, b), part->alike)];
    }
    if (most < ADDRESS_LEAST) return LEVEL_MISSING;
    int share = points / most; /* 0 .. 10 */
    if (share >= 9 && points >= 110) return 7;
    if (share >= 7 && points >= 70) return 6;
    if (share >= 5 && points >= 50) return 5;
    if (share >= 3 && points >= 40) return 4;
    if (points >= 25) return 3;
    return points >= 10 ? 2 : LEVEL_DIFFERENT;
}

/* --- which fields there are --- */

typedef uint8_t level_fn(struct comparer *c, uint32_t a, uint32_t b);

struct field_kind {
    const char *name;
    enum person_role role; /* there when records have it */
    level_fn *level;
    bool of_address; /* stands alone only when nothing else of an address is there */
    bool by_value;   /* agreement on a rare value says more */
    double epilink_frequency, epilink_error;
    const char *level_name[LEVELS_MAX];
};

#define NAME_LEVELS                                                                    \
    {                                                                                  \
        "missing", "different", "initial or .70", "alike .85", "in another name",      \
            "alike .92", "equal"                                                       \
    }
#define TEXT_LEVELS                                                                    \
    {                                                                                  \
        "missing", "different", "alike .85", "alike .92", "equal"                      \
    }
#define DIGIT_LEVELS                                                                   \
    {                                                                                  \
        "missing", "different", "two off", "one off", "equal"                          \
    }

static const struct field_kind kinds[] = {
    {"given_name", ROLE_GIVEN_NAME, given_level, false, true, 0.000235, 0.01,
     NAME_LEVELS},
    {"family_name", ROLE_FAMILY_NAME, family_level, false, true, 0.0000271, 0.008,
     NAME_LEVELS},
    {"second_name",
     ROLE_SECOND_NAME,
     second_level,
     false,
     true,
     0.001,
     0.05,
     {"missing", "different", "initial or .70", "alike", "equal"}},
    {"second_family",
     ROLE_SECOND_FAMILY,
     second_family_level,
     false,
     true,
     0.001,
     0.05,
     {"missing", "different", "initial or .70", "alike", "equal"}},
    {"birth_date",
     ROLE_BIRTH_DATE,
     born_level,
     false,
     true,
     0.0000794,
     0.011,
     {"missing", "different", "near", "year", "two parts", "one off or swapped",
      "equal"}},
    {"sex",
     ROLE_SEX,
     sex_level,
     false,
     true,
     0.5,
     0.005,
     {"missing", "different", "equal"}},
    {"birth_place", ROLE_BIRTH_PLACE, birth_place_level, false, true, 0.01, 0.04,
     TEXT_LEVELS},
    {"address",
     N_PERSON_ROLES,
     address_level,
     false,
     false,
     0.0001,
     0.1,
     {"missing", "different", "a little", "some", "a third", "half", "most", "equal"}},
    {"street", ROLE_STREET, street_level, true, true, 0.001, 0.1, TEXT_LEVELS},
    {"address_line", ROLE_ADDRESS, line_level, true, true, 0.001, 0.1, TEXT_LEVELS},
    {"postcode",
     ROLE_POSTCODE,
     postcode_level,
     true,
     true,
     0.01,
     0.04,
     {"missing", "different", "same area", "one off", "equal"}},
    {"place", ROLE_PLACE, place_level, true, true, 0.01, 0.04, TEXT_LEVELS},
    {"region", ROLE_REGION, region_level, true, true, 0.2, 0.04, TEXT_LEVELS},
    {"number", ROLE_NUMBER, number_level, false, true, 0.000001, 0.01, DIGIT_LEVELS},
    {"phone", ROLE_PHONE, phone_level, false, true, 0.0001, 0.1, DIGIT_LEVELS},
    {"mail",
     ROLE_MAIL,
     mail_level,
     false,
     true,
     0.0001,
     0.1,
     {"missing", "different", "user alike", "user equal or one off", "equal"}},
    {"occupation", ROLE_OCCUPATION, occupation_level, false, true, 0.02, 0.1,
     TEXT_LEVELS},
};

static bool is_there(const struct folded_persons *p, const struct field_kind *kind,
                     size_t n_address)
{
    if (kind->role == N_PERSON_ROLES) return n_address > 1;
    return p->value[kind->role] && !(kind->of_address && n_address > 1);
}

static size_t fields_there(const struct field_kind *out[COMPARED_FIELDS_MAX],
                           const struct folded_persons *p)
{
    size_t n = 0, n_address = 0;
    for (size_t i = 0; i < ARRAY_LEN(address_parts); i++)
        n_address += p->value[address_parts[i].role] != NULL;
    for (size_t i = 0; i < ARRAY_LEN(kinds); i++)
        if (is_there(p, &kinds[i], n_address)) out[n++] = &kinds[i];
    return n;
}

size_t compared_fields_make(struct compared_field out[COMPARED_FIELDS_MAX],
                            const struct folded_persons *p)
{
    const struct field_kind *there[COMPARED_FIELDS_MAX];
    size_t n = fields_there(there, p);
    for (size_t f = 0; f < n; f++) {
        const struct field_kind *kind = there[f];
        out[f] = (struct compared_field){.name = kind->name,
                                         .epilink_frequency = kind->epilink_frequency,
                                         .epilink_error = kind->epilink_error};
        for (; out[f].n_levels < LEVELS_MAX && kind->level_name[out[f].n_levels];
             out[f].n_levels++)
            out[f].level_name[out[f].n_levels] = kind->level_name[out[f].n_levels];
        if (!kind->by_value) continue;
        const struct value_numbers *numbers = person_role_is_name(kind->role)
                                                  ? &p->name_numbers
                                                  : &p->numbers[kind->role];
        out[f].n_values = numbers->n;
        out[f].value_of_row = mem_array(p->n, sizeof *out[f].value_of_row);
        out[f].value_count = mem_array(numbers->n, sizeof *out[f].value_count);
        for (size_t i = 0; i < p->n; i++) {
            out[f].value_of_row[i] = p->value[kind->role][i];
            out[f].value_count[out[f].value_of_row[i]]++;
        }
    }
    return n;
}

struct comparer *comparer_new(const struct folded_persons *p)
{
    struct comparer *c = mem_alloc(sizeof *c);
    c->p = p;
    c->n_fields = fields_there(c->kind, p);
    return c;
}

void comparer_free(struct comparer *c)
{
    if (!c) return;
    for (size_t i = 0; i < ARRAY_LEN(c->memo); i++)
        free(c->memo[i]);
    free(c);
}

void comparer_levels(uint8_t *out, struct comparer *c, uint32_t a, uint32_t b)
{
    for (size_t f = 0; f < c->n_fields; f++)
        out[f] = c->kind[f]->level(c, a, b);
}
