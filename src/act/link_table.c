#include "act/link_table.h"

#include <sodium.h>

#include "domain/geography.h"

/* --- addresses --- */

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* Letters of any script, as bytes of UTF-8 beyond ASCII are. */
static bool is_in_word(char c)
{
    return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           (unsigned char)c >= 0x80;
}

/* Belgian: four digits, from 1000. The last such word that a place follows, or that
 * ends the address. */
static bool find_postcode(size_t *at_out, struct str s)
{
    bool found = false;
    for (size_t i = 0; i + 4 <= s.n; i++) {
        if (i && is_in_word(s.p[i - 1])) continue;
        if (i + 4 < s.n && is_in_word(s.p[i + 4])) continue;
        bool is_code = s.p[i] != '0';
        for (size_t k = 0; k < 4; k++)
            is_code = is_code && is_digit(s.p[i + k]);
        if (!is_code) continue;
        *at_out = i;
        found = true;
    }
    return found;
}

static struct str trim_signs(struct str s)
{
    while (s.n && !is_in_word(s.p[s.n - 1]) && s.p[s.n - 1] != ')')
        s.n--;
    while (s.n && !is_in_word(s.p[0]) && s.p[0] != '(') {
        s.p++;
        s.n--;
    }
    return s;
}

/* "Kerkstraat 12 bus 3": the number begins at the first word with a digit in front that
 * is not the first word ("11 Julistraat 4"). */
static void part_street(struct address_parts *out, struct str s)
{
    out->street = s;
    for (size_t i = 1; i < s.n; i++)
        if (is_digit(s.p[i]) && !is_in_word(s.p[i - 1])) {
            out->street = trim_signs((struct str){s.p, i});
            out->house_number = trim_signs((struct str){s.p + i, s.n - i});
            return;
        }
}

void address_parts_of(struct address_parts *out, struct str address)
{
    size_t at;
    *out = (struct address_parts){.rest = STR_NONE};
    address = str_trim(address);
    if (!find_postcode(&at, address)) {
        out->rest = address;
        return;
    }
    out->postcode = (struct str){address.p + at, 4};
    out->place = trim_signs((struct str){address.p + at + 4, address.n - at - 4});
    part_street(out, trim_signs((struct str){address.p, at}));
}

/* --- rows --- */

struct opening {
    struct link_table *t;
    const struct link_file *files;
    const uint32_t *at; /* place of each person that is opened */
};

static void put(struct link_table *t, enum person_role role, struct str value)
{
    if (value.n) t->table.value[role][t->table.n] = str_copy(&t->text, value);
}

static void put_birth(struct link_table *t, const struct link_file *f, struct str date)
{
    char text[16];
    if (date.n == 0 && f->birth_year > 0 && f->birth_month > 0) {
        snprintf(text, sizeof text, "%04d-%02d", f->birth_year % 10000,
                 f->birth_month % 100);
        date = str_of(text);
    } else if (date.n == 0 && f->birth_year > 0) {
        snprintf(text, sizeof text, "%04d", f->birth_year % 10000);
        date = str_of(text);
    }
    put(t, ROLE_BIRTH_DATE, date);
    sodium_memzero(text, sizeof text);
}

static void put_residence(struct link_table *t, const struct link_file *f,
                          struct str address)
{
    struct address_parts parts;
    address_parts_of(&parts, address);
    put(t, ROLE_STREET, parts.street);
    put(t, ROLE_HOUSE_NUMBER, parts.house_number);
    put(t, ROLE_POSTCODE, parts.postcode);
    put(t, ROLE_ADDRESS, parts.rest);
    if (parts.place.n == 0 && f->municipality[0]) {
        int municipality = geo_municipality_index(str_of(f->municipality));
        if (municipality != GEO_UNKNOWN)
            parts.place = str_of(geo_municipality_name(municipality, LANG_NL));
    }
    put(t, ROLE_PLACE, parts.place);
}

static enum err_code take_identity(void *to, size_t i, const struct identity *identity,
                                   struct err *e)
{
    struct opening *o = to;
    struct link_table *t = o->t;
    const struct link_file *f = &o->files[o->at[i]];
    (void)e;
    if (!identity->value[IDENTITY_GIVEN_NAME].n &&
        !identity->value[IDENTITY_FAMILY_NAME].n &&
        !identity->value[IDENTITY_BIRTH_NAME].n &&
        !identity->value[IDENTITY_BIRTH_DATE].n)
        return OK;
    t->file_of_row[t->table.n] = o->at[i];
    put(t, ROLE_GIVEN_NAME, identity->value[IDENTITY_GIVEN_NAME]);
    put(t, ROLE_FAMILY_NAME, identity->value[IDENTITY_FAMILY_NAME]);
    put(t, ROLE_BIRTH_NAME, identity->value[IDENTITY_BIRTH_NAME]);
    put(t, ROLE_SEX, str_of(f->sex));
    put_birth(t, f, identity->value[IDENTITY_BIRTH_DATE]);
    put_residence(t, f, identity->value[IDENTITY_ADDRESS]);
    t->table.n++;
    return OK;
}

static const enum person_role roles[] = {
    ROLE_GIVEN_NAME,   ROLE_FAMILY_NAME, ROLE_BIRTH_NAME, ROLE_BIRTH_DATE, ROLE_SEX,
    ROLE_HOUSE_NUMBER, ROLE_STREET,      ROLE_ADDRESS,    ROLE_POSTCODE,   ROLE_PLACE,
};

/* A role that no record has is no column. */
static void drop_empty(struct person_table *t)
{
    for (size_t i = 0; i < ARRAY_LEN(roles); i++) {
        bool has_any = false;
        for (size_t k = 0; k < t->n && !has_any; k++)
            has_any = t->value[roles[i]][k].n > 0;
        if (has_any) continue;
        free(t->value[roles[i]]);
        t->value[roles[i]] = NULL;
    }
}

enum err_code link_table_open(struct link_table *out, struct house *h,
                              const struct actor *who, const char *reason,
                              const struct link_file *files, size_t n, struct err *e)
{
    struct person_id *persons = mem_array(n, sizeof *persons);
    uint32_t *at = mem_array(n, sizeof *at);
    size_t n_open = 0;
    *out = (struct link_table){.table = {.n_files = 1}};
    out->file_of_row = mem_array(n, sizeof *out->file_of_row);
    for (size_t i = 0; i < ARRAY_LEN(roles); i++)
        out->table.value[roles[i]] = mem_array(n, sizeof(struct str));
    for (size_t i = 0; i < n; i++)
        if (files[i].has_key && !files[i].is_erased) {
            persons[n_open] = files[i].person;
            at[n_open++] = (uint32_t)i;
        }
    struct opening o = {.t = out, .files = files, .at = at};
    enum err_code rc = identities_open(h->db, who, reason, persons, n_open,
                                       LINK_FIELDS_OPENED, take_identity, &o, e);
    if (rc == OK) drop_empty(&out->table);
    free(persons);
    free(at);
    return rc;
}

void link_table_dispose(struct link_table *t)
{
    for (size_t i = 0; i < ARRAY_LEN(roles); i++) {
        struct str *column = t->table.value[roles[i]];
        for (size_t k = 0; column && k < t->table.n; k++)
            if (column[k].n)
                sodium_memzero((char *)(uintptr_t)column[k].p, column[k].n);
        free(column);
    }
    free(t->file_of_row);
    arena_dispose(&t->text);
    *t = (struct link_table){0};
}
