#include "measure/resolve.h"

#include "base/buf.h"
#include "base/parse.h"
#include "base/utf8.h"
#include "domain/geography.h"
#include "measure/dimension_column.h"
#include "measure/habits.h"

struct str utf8_take_short(struct str s)
{
    return utf8_take(s, 60);
}

static bool word_matches(struct str text, const char *name)
{
    return name_same(text, str_of(name));
}

/* Index of the code that the text names: its code first, then a label. */
static int list_index(const struct code_list *list, struct str text)
{
    for (int i = 0; i < list->n; i++)
        if (word_matches(text, list->codes[i].code)) return i;
    for (int i = 0; i < list->n; i++)
        for (int lang = 0; lang < N_LANGS; lang++)
            if (word_matches(text, list->codes[i].label[lang])) return i;
    return code_match(list, text);
}

bool list_has_value(const struct code_list *list, struct str text)
{
    return list_index(list, text) >= 0;
}

static const char *list_nearest(const struct code_list *list, struct str text)
{
    const char *best = NULL;
    int distance = NAME_FAR;
    for (int i = 0; i < list->n; i++) {
        const char *code = list->codes[i].code;
        int before = distance;
        name_nearer(&best, &distance, text, code);
        for (int lang = 0; lang < N_LANGS; lang++)
            name_nearer(&best, &distance, text, list->codes[i].label[lang]);
        if (distance < before) best = code;
    }
    return best;
}

static enum err_code no_such_value(const struct value *v, const char *of,
                                   const char *nearest, struct err *e)
{
    err_set_at(e, ERR_INVALID, v->at.line, v->at.column,
               "expected a value of %s, found \"%.*s\"", of,
               STR_ARG(utf8_take_short(v->text)));
    const char *means = habit_value(str_of(of), v->text);
    if (str_contains(v->text, S("“")) || str_contains(v->text, S("”")) ||
        str_contains(v->text, S("‘")) || str_contains(v->text, S("’")))
        err_hint(e, "use straight double quotes: \"490\"");
    else if (means)
        err_hint(e, "write %s", means);
    else if (nearest)
        err_hint(e, "did you mean %s?", nearest);
    return ERR_INVALID;
}

/* The first codes of a list, for an error without a near name. */
static void hint_codes(struct err *e, const struct code_list *list)
{
    char text[240] = "";
    size_t n = 0;
    for (int i = 0; i < list->n && n < 170; i++)
        n += (size_t)snprintf(text + n, sizeof text - n, "%s%s", i ? ", " : "",
                              list->codes[i].code);
    bool all = list->n == 0 || strcmp(text + n - strlen(list->codes[list->n - 1].code),
                                      list->codes[list->n - 1].code) == 0;
    err_hint(e, "its values are %s%s", text, all ? "" : " and others");
}

enum err_code resolve_list_value(struct value *v, const char *list_name, struct err *e)
{
    const struct code_list *list = code_list_named(str_of(list_name));
    require(list != NULL);
    v->code = list_index(list, v->text);
    if (v->code >= 0) return OK;
    const char *nearest = list_nearest(list, v->text);
    enum err_code rc = no_such_value(v, list_name, nearest, e);
    if (!nearest && e && !e->hint[0]) hint_codes(e, list);
    return rc;
}

static bool resolve_missing(struct value *v)
{
    static const struct {
        const char *word;
        int code;
    } missing[] = {{"unknown", VALUE_UNKNOWN},
                   {"not asked", VALUE_NOT_ASKED},
                   {"refused", VALUE_REFUSED},
                   {"none", VALUE_NONE}};
    for (size_t i = 0; i < ARRAY_LEN(missing); i++) {
        if (!word_matches(v->text, missing[i].word)) continue;
        v->code = missing[i].code;
        return true;
    }
    return false;
}

enum err_code resolve_value(struct value *v, const struct dimension *d, struct err *e)
{
    const struct code_list *list = dimension_list(d);
    if (list) {
        v->code = list_index(list, v->text);
        if (v->code >= 0 || resolve_missing(v)) return OK;
        const char *nearest = list_nearest(list, v->text);
        enum err_code rc = no_such_value(v, d->name, nearest, e);
        if (!nearest && e && !e->hint[0]) hint_codes(e, list);
        return rc;
    }
    if (resolve_missing(v)) return OK;
    if (!(d->flags & DIMENSION_NUMBER)) return OK;
    if (parse_int(&v->number, v->text, 0, 9999, d->name, NULL) == OK) return OK;
    return no_such_value(v, d->name, "a whole number", e);
}

struct candidate {
    const char *code, *label;
};

static size_t candidate_count(const struct dimension *d, const struct panel *panel)
{
    switch (d->id) {
    case DIM_CALL:
        return panel->n_calls;
    case DIM_PROJECT:
        return panel->n_projects;
    case DIM_COMPANY:
    case DIM_PARTNER:
    case DIM_SIGNAL_BY:
    case DIM_SENDER:
    case DIM_RECEIVER:
        return panel->n_organisations;
    case DIM_PLACE:
        return panel->n_places;
    case DIM_PARTNERSHIP:
        return panel->n_partnerships;
    case DIM_INSTRUMENT:
        return panel->care.n_instruments;
    case DIM_ITEM:
        return panel->care.n_items;
    default:
        return 0;
    }
}

static struct candidate candidate_at(const struct dimension *d,
                                     const struct panel *panel, size_t i)
{
    switch (d->id) {
    case DIM_CALL:
        return (struct candidate){panel->calls[i].code, panel->calls[i].name};
    case DIM_PROJECT:
        return (struct candidate){panel->projects[i].code, panel->projects[i].title};
    case DIM_PLACE:
        return (struct candidate){panel->places[i].name, panel->places[i].name};
    case DIM_COMPANY:
    case DIM_PARTNER:
    case DIM_SIGNAL_BY:
    case DIM_SENDER:
    case DIM_RECEIVER:
        return (struct candidate){panel->organisations[i].code,
                                  panel->organisations[i].name};
    case DIM_INSTRUMENT:
        return (struct candidate){panel->care.instruments[i].code,
                                  panel->care.instruments[i].title};
    case DIM_ITEM:
        return (struct candidate){panel->care.items[i].title,
                                  panel->care.items[i].title};
    default:
        return (struct candidate){panel->partnerships[i].code,
                                  panel->partnerships[i].name};
    }
}

/* The first few things of this kind that the records hold. */
static void hint_candidates(struct err *e, const struct dimension *d,
                            const struct panel *panel, size_t n)
{
    enum { NAMED = 10 };
    struct buf names;
    buf_init(&names, 0);
    for (size_t i = 0; i < MIN_OF(n, (size_t)NAMED); i++)
        buf_format(&names, "%s%s", i ? ", " : "", candidate_at(d, panel, i).code);
    err_hint(e, "the records hold %s%s", names.p, n > NAMED ? " and others" : "");
    buf_dispose(&names);
}

/* Places have no code: they are named by their name, if one place has it, or their id.
 */
static enum err_code resolve_place(int *code_out, const struct value *v,
                                   const struct panel *panel, struct err *e)
{
    struct uuid id;
    size_t n = 0, first = 0;
    bool by_id = uuid_parse(&id, v->text, NULL) == OK;
    for (size_t i = panel->n_places; i-- > 0;) {
        const struct outreach_place_fact *f = &panel->places[i];
        bool same = by_id ? uuid_eq(f->id, id)
                          : word_matches(v->text, f->name) ||
                                str_eq_nocase(v->text, str_of(f->name));
        if (!same) continue;
        first = i;
        n++;
    }
    *code_out = (int)first;
    if (n == 1) return OK;
    if (n == 0) return ERR_NOT_FOUND;
    char text[UUID_TEXT + 1];
    uuid_text(text, panel->places[first].id);
    err_set_at(e, ERR_INVALID, v->at.line, v->at.column,
               "expected the name of one place, found %zu places called \"%.*s\"", n,
               STR_ARG(utf8_take_short(v->text)));
    err_hint(e, "name it by its id, such as \"%s\", or filter on municipality", text);
    return ERR_INVALID;
}

/* A measured question is named by the code of its instrument and its number, as
 * vijf-stappen-3, or by its words when no other has the same. */
static enum err_code resolve_item(int *code_out, const struct value *v,
                                  const struct panel *panel, struct err *e)
{
    const struct panel_care *care = &panel->care;
    char name[sizeof care->instruments->code + 16];
    size_t n = 0, first = 0;
    for (size_t i = care->n_items; i-- > 0;) {
        snprintf(name, sizeof name, "%s-%d",
                 care->instruments[care->instrument_of[i]].code, care->items[i].number);
        bool by_number = word_matches(v->text, name);
        if (!by_number && !word_matches(v->text, care->items[i].title)) continue;
        first = i;
        n = by_number ? 1 : n + 1;
        if (by_number) break;
    }
    *code_out = (int)first;
    if (n == 1) return OK;
    if (n == 0) return ERR_NOT_FOUND;
    err_set_at(e, ERR_INVALID, v->at.line, v->at.column,
               "expected one measured question, found %zu with the words \"%.*s\"", n,
               STR_ARG(utf8_take_short(v->text)));
    err_hint(e, "name it by instrument and number, such as %s-%d",
             care->instruments[care->instrument_of[first]].code,
             care->items[first].number);
    return ERR_INVALID;
}

enum err_code resolve_panel_value(int *code_out, const struct value *v,
                                  const struct dimension *d, const struct panel *panel,
                                  struct err *e)
{
    const char *nearest = NULL;
    int distance = NAME_FAR;
    size_t n = candidate_count(d, panel);
    enum err_code place = ERR_NOT_FOUND;
    if (d->id == DIM_PLACE) place = resolve_place(code_out, v, panel, e);
    if (d->id == DIM_ITEM) place = resolve_item(code_out, v, panel, e);
    if (place != ERR_NOT_FOUND) return place;
    for (size_t i = 0; i < n; i++) {
        struct candidate c = candidate_at(d, panel, i);
        if (word_matches(v->text, c.code)) {
            *code_out = (int)i;
            return OK;
        }
        name_nearer(&nearest, &distance, v->text, c.code);
    }
    for (size_t i = 0; i < n; i++) {
        struct candidate c = candidate_at(d, panel, i);
        if (word_matches(v->text, c.label) || str_eq_nocase(v->text, str_of(c.label))) {
            *code_out = (int)i;
            return OK;
        }
    }
    enum err_code rc = no_such_value(v, d->name, nearest, e);
    if (n == 0)
        err_hint(e, "the records hold no %s at all", d->name);
    else if (!nearest && e && !e->hint[0])
        hint_candidates(e, d, panel, n);
    return rc;
}

/* A municipality must exist on the borders of the table; a name may mean another one
 * than the list's first of that name. */
static enum err_code municipality_code(int *out, const struct value *v,
                                       struct day borders, struct err *e)
{
    char day[DAY_TEXT + 1];
    *out = v->code;
    if (v->code >= VALUE_MISSING_FIRST || geo_municipality_exists(v->code, borders))
        return OK;
    *out = geo_municipality_named(v->text, borders);
    if (*out >= 0) return OK;
    day_text(day, borders);
    err_set_at(e, ERR_INVALID, v->at.line, v->at.column,
               "expected a municipality on the borders of %s, found \"%.*s\"", day,
               STR_ARG(utf8_take_short(v->text)));
    err_hint(e, "add borders of and a day on which it existed");
    return ERR_INVALID;
}

enum err_code dimension_value_code(int *out, const struct value *v,
                                   const struct dimension *d, const struct panel *panel,
                                   struct day borders, struct err *e)
{
    if (d->id == DIM_MUNICIPALITY && v->code >= 0)
        return municipality_code(out, v, borders, e);
    *out = v->code;
    if (v->code >= 0) return OK;
    if (d->flags & DIMENSION_NUMBER) {
        *out = (int)v->number;
        return OK;
    }
    return resolve_panel_value(out, v, d, panel, e);
}
