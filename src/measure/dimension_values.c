#include "measure/dimension_values.h"

#include "domain/age.h"
#include "domain/geography.h"
#include "measure/words.h"

static const struct {
    uint16_t code;
    const char *text;
    enum word_id word;
} missing_values[] = {
    {VALUE_NONE, "none", WORD_NONE},
    {VALUE_NOT_YET, "not_yet", WORD_NOT_YET},
    {VALUE_REFUSED, "refused", WORD_REFUSED},
    {VALUE_UNKNOWN, "unknown", WORD_UNKNOWN},
    {VALUE_NOT_ASKED, "not_asked", WORD_NOT_ASKED},
};

bool value_is_missing(uint16_t code)
{
    return code >= VALUE_MISSING_FIRST;
}

static const char *record_code_of(const struct scope *s, const struct dimension *d,
                                  uint16_t code)
{
    const struct panel *p = s->panel;
    switch (d->id) {
    case DIM_CALL:
        return p->calls[code].code;
    case DIM_PROJECT:
        return p->projects[code].code;
    case DIM_COMPANY:
    case DIM_PARTNER:
    case DIM_SIGNAL_BY:
    case DIM_SENDER:
    case DIM_RECEIVER:
        return p->organisations[code].code;
    case DIM_PARTNERSHIP:
        return p->partnerships[code].code;
    case DIM_INSTRUMENT:
        return p->care.instruments[code].code;
    default:
        return NULL;
    }
}

const char *dimension_value_text(struct arena *a, const struct scope *s,
                                 const struct dimension *d, uint16_t code)
{
    for (size_t i = 0; i < ARRAY_LEN(missing_values); i++)
        if (missing_values[i].code == code) return missing_values[i].text;
    if (d->id == DIM_MUNICIPALITY)
        return code == GEO_ABROAD ? "abroad" : geo_municipality_refnis(code);
    const struct code_list *list = dimension_list(d);
    if (list) return list->codes[code].code;
    if (d->id == DIM_PLACE) {
        char *id = arena_alloc(a, UUID_TEXT + 1);
        uuid_text(id, s->panel->places[code].id);
        return id;
    }
    if (d->id == DIM_ITEM)
        return arena_format(
            a, "%s-%d",
            s->panel->care.instruments[s->panel->care.instrument_of[code]].code,
            s->panel->care.items[code].number);
    const char *record = record_code_of(s, d, code);
    if (record) return arena_format(a, "%s", record);
    if (d->id != DIM_MONTH) return arena_format(a, "%d", code);
    return arena_format(a, "%04d-%02d", MONTH_BASE_YEAR + code / 12, code % 12 + 1);
}

const char *missing_label(uint16_t code, enum lang lang)
{
    for (size_t i = 0; i < ARRAY_LEN(missing_values); i++)
        if (missing_values[i].code == code)
            return word_text(missing_values[i].word, lang);
    return NULL;
}

const char *dimension_value_label(struct arena *a, const struct scope *s,
                                  const struct dimension *d, uint16_t code,
                                  enum lang lang)
{
    const struct panel *p = s->panel;
    const char *missing = missing_label(code, lang);
    if (missing) return missing;
    if (d->id == DIM_MUNICIPALITY) return geo_municipality_name(code, lang);
    const struct code_list *list = dimension_list(d);
    if (list) return code_label(list, code, lang);
    switch (d->id) {
    case DIM_CALL:
        return arena_format(a, "%s%s%s", p->calls[code].code,
                            p->calls[code].name[0] ? " " : "", p->calls[code].name);
    case DIM_PROJECT:
        if (p->projects[code].title[0])
            return arena_format(a, "%s", p->projects[code].title);
        break;
    case DIM_PLACE:
        return arena_format(a, "%s", p->places[code].name);
    case DIM_INSTRUMENT:
        return arena_format(a, "%s", p->care.instruments[code].title);
    case DIM_ITEM:
        return arena_format(a, "%s", p->care.items[code].title);
    case DIM_COMPANY:
    case DIM_PARTNER:
    case DIM_SIGNAL_BY:
    case DIM_SENDER:
    case DIM_RECEIVER:
        if (p->organisations[code].name[0])
            return arena_format(a, "%s", p->organisations[code].name);
        break;
    case DIM_PARTNERSHIP:
        if (p->partnerships[code].name[0])
            return arena_format(a, "%s", p->partnerships[code].name);
        break;
    default:
        break;
    }
    return dimension_value_text(a, s, d, code);
}

/* Open-ended values by name where they have one (project 2 before project 10), else by
 * number. */
struct open_value {
    const char *name;
    uint16_t code;
};

static int open_compare(const void *x, const void *y)
{
    const struct open_value *a = x, *b = y;
    int by_name = a->name && b->name ? strverscmp(a->name, b->name) : 0;
    return by_name ? by_name : (a->code > b->code) - (a->code < b->code);
}

static void push_value(struct dimension_values *v, uint16_t code, bool always)
{
    v->codes[v->n] = code;
    v->always[v->n] = always;
    v->slot_of[code] = (uint16_t)v->n;
    v->n++;
}

static void push_open(struct dimension_values *v, struct arena *a,
                      const struct scope *s, const uint8_t *seen, size_t n_seen)
{
    const struct dimension *d = v->dimension;
    struct open_value *open = arena_new_array(a, struct open_value, n_seen + 1);
    bool by_number = d->flags & (DIMENSION_NUMBER | DIMENSION_EVENT_DATE);
    size_t n = 0;
    for (uint32_t code = 0; code < VALUE_MISSING_FIRST; code++) {
        if (!seen[code]) continue;
        open[n].code = (uint16_t)code;
        if (d->id == DIM_CALL)
            open[n].name = dimension_value_text(a, s, d, (uint16_t)code);
        else if (!by_number)
            open[n].name = dimension_value_label(a, s, d, (uint16_t)code, LANG_NL);
        n++;
    }
    qsort(open, n, sizeof *open, open_compare);
    for (size_t i = 0; i < n; i++)
        push_value(v, open[i].code, false);
}

void dimension_values_make(struct dimension_values *out, struct arena *a,
                           const struct scope *s, const struct dimension *d,
                           const uint8_t *seen)
{
    const struct code_list *list = dimension_list(d);
    bool open = d->flags & DIMENSION_OPEN;
    size_t n_seen = 0;
    for (size_t i = 0; seen && i < VALUE_MISSING_FIRST; i++)
        n_seen += seen[i] != 0;
    require(!open || seen);
    size_t room = (open ? n_seen : list->n) + ARRAY_LEN(missing_values);
    *out = (struct dimension_values){
        .dimension = d,
        .codes = arena_new_array(a, uint16_t, room),
        .always = arena_new_array(a, bool, room),
        .slot_of = arena_new_array(a, uint16_t, DECODED_CODES),
    };
    if (open) push_open(out, a, s, seen, n_seen);
    for (size_t i = 0; !open && i < list->n; i++)
        push_value(out, (uint16_t)i, true);
    for (size_t i = 0; i < ARRAY_LEN(missing_values); i++)
        if (!seen || seen[missing_values[i].code])
            push_value(out, missing_values[i].code, false);
    if (out->n == 0) push_value(out, VALUE_NONE, false); /* a cube needs one value */
}

/* Dimensions that are read from the same column of the panel. */
static int family(const struct dimension *d)
{
    switch (d->id) {
    case DIM_PROVINCE:
    case DIM_REGION:
    case DIM_MUNICIPALITY:
        return 1;
    case DIM_CALL:
    case DIM_PROGRAMME_KIND:
        return 2;
    case DIM_PROJECT:
    case DIM_PROJECT_KIND:
        return 3;
    case DIM_COMPANY:
    case DIM_FORMER_KIND:
    case DIM_ORGANISATION_KIND:
        return 4;
    case DIM_PARTNERSHIP:
    case DIM_PARTNERSHIP_STATUS:
        return 5;
    case DIM_AGE:
    case DIM_AGE_CLASS:
        return 6;
    case DIM_PLACE:
    case DIM_PLACE_KIND:
        return 7;
    default:
        return 0;
    }
}

static size_t family_size(const struct scope *s, int of)
{
    switch (of) {
    case 1:
        return N_MUNICIPALITY;
    case 2:
        return s->panel->n_calls;
    case 3:
        return s->panel->n_projects;
    case 4:
        return s->panel->n_organisations;
    case 7:
        return s->panel->n_places;
    default:
        return s->panel->n_partnerships;
    }
}

static void mark_possible(struct value_pairs *out, const struct dimension_values *a,
                          const struct dimension_values *b, uint16_t x, uint16_t y)
{
    size_t i = a->slot_of[x], k = b->slot_of[y];
    if (a->codes[i] == x && b->codes[k] == y) out->possible[i * out->n_b + k] = 1;
}

void value_pairs_make(struct value_pairs *out, struct scope *s,
                      const struct dimension_values *a,
                      const struct dimension_values *b)
{
    int of = family(a->dimension);
    *out = (struct value_pairs){NULL, b->n};
    if (of == 0 || of != family(b->dimension)) return;
    out->possible = arena_alloc(s->scratch, a->n * b->n + 1);
    /* what is missing in one may stand beside anything in the other */
    for (size_t i = 0; i < a->n; i++)
        for (size_t k = 0; k < b->n; k++)
            out->possible[i * b->n + k] =
                value_is_missing(a->codes[i]) || value_is_missing(b->codes[k]);
    if (of == 6) {
        bool a_is_age = a->dimension->id == DIM_AGE;
        for (int age = 0; age <= AGE_MAX; age++) {
            uint16_t age_class = (uint16_t)age_class_of(age);
            mark_possible(out, a, b, a_is_age ? (uint16_t)age : age_class,
                          a_is_age ? age_class : (uint16_t)age);
        }
        return;
    }
    struct decoder da = dimension_decoder(s, a->dimension, true);
    struct decoder db = dimension_decoder(s, b->dimension, true);
    for (size_t raw = 0; raw < family_size(s, of); raw++)
        mark_possible(out, a, b, da.code_of[raw], db.code_of[raw]);
    if (of == 1)
        mark_possible(out, a, b, da.code_of[GEO_ABROAD], db.code_of[GEO_ABROAD]);
}

bool value_pair_possible(const struct value_pairs *p, int slot_a, int slot_b)
{
    return !p->possible || p->possible[(size_t)slot_a * p->n_b + (size_t)slot_b];
}
