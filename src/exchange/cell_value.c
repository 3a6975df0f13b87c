#include "exchange/cell_value.h"

#include "base/parse.h"
#include "domain/attribute.h"
#include "domain/insz.h"

enum { SEVERAL = '|' };

static struct day day_in(int64_t number)
{
    return (struct day){(int32_t)number};
}

/* --- codes --- */

/* The nearest code or label of a list, in any of its languages. */
static const struct code *nearest_code(const struct code_list *list, struct str word)
{
    int limit = word.n < 5 ? 1 : word.n < 10 ? 2 : 3, least = limit + 1;
    const struct code *best = NULL;
    for (size_t i = 0; i < list->n && least > 1; i++) {
        const char *names[1 + N_LANGS] = {list->codes[i].code};
        for (int lang = 0; lang < N_LANGS; lang++)
            names[1 + lang] = list->codes[i].label[lang];
        for (size_t k = 0; k < ARRAY_LEN(names); k++) {
            int d = str_distance(word, str_of(names[k]), limit);
            if (d >= least) continue;
            least = d;
            best = &list->codes[i];
        }
    }
    return best;
}

static bool read_code(int64_t *out, const struct code_list *list, struct str word,
                      struct verdict *v)
{
    int index = code_match(list, word);
    *out = index;
    if (index >= 0) return true;
    const struct code *near = nearest_code(list, word);
    verdict_expect(v, "a code of the list %s", list->name);
    if (near)
        verdict_cure(v, "did you mean %s (%s)?", near->code, near->label[LANG_NL]);
    else
        verdict_cure(v, "`vindplaats codes %s` names them", list->name);
    return false;
}

/* --- days --- */

static bool digits(int *out, struct str s, size_t least, size_t most)
{
    *out = 0;
    if (s.n < least || s.n > most) return false;
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] < '0' || s.p[i] > '9') return false;
        *out = *out * 10 + (s.p[i] - '0');
    }
    return true;
}

static bool read_slashed(struct day *out, struct str text)
{
    struct str d, m, rest = text;
    int day, month, year;
    if (!str_split(&d, &rest, '/') || !str_split(&m, &rest, '/')) return false;
    if (!digits(&day, d, 1, 2) || !digits(&month, m, 1, 2) ||
        !digits(&year, rest, 4, 4) || !day_is_valid(year, month, day))
        return false;
    *out = day_of(year, month, day);
    return true;
}

static bool read_day(struct value *out, struct str text, struct cell_style *style,
                     struct verdict *v)
{
    struct day day;
    bool iso = day_parse(&day, text, NULL) == OK;
    if (!iso && !read_slashed(&day, text)) {
        verdict_expect(v, "a day that exists, as 2022-09-30 or 30/09/2022");
        return false;
    }
    int seen = iso ? DAYS_ISO : DAYS_SLASHED;
    if (style->days == DAYS_UNSEEN) {
        if (iso)
            style->days = DAYS_ISO;
        else
            style->days = DAYS_SLASHED;
        style->days_line = style->line;
    }
    if ((int)style->days != seen) {
        verdict_expect(v, "a day as %s, as on line %lld",
                       iso ? "30/09/2022" : "2022-09-30", (long long)style->days_line);
        verdict_cure(v, "write all days of one file in one way");
        return false;
    }
    out->number = day.v;
    return true;
}

/* --- numbers --- */

/* A point instead of a decimal comma, where the file uses commas. */
static struct str with_point(char out[32], struct str text, bool decimal_comma)
{
    if (!decimal_comma || text.n >= 32 || !text.n || memchr(text.p, '.', text.n))
        return text;
    memcpy(out, text.p, text.n);
    for (size_t i = 0; i < text.n; i++)
        if (out[i] == ',') out[i] = '.';
    return (struct str){out, text.n};
}

static bool read_number(struct value *out, struct str text, bool decimal_comma,
                        struct verdict *v)
{
    char copy[32];
    struct str s = with_point(copy, text, decimal_comma);
    if (parse_decimal(&out->decimal, s, "number", NULL) == OK) return true;
    verdict_expect(v, "a number, as %s", decimal_comma ? "12,5" : "12.5");
    verdict_cure(v, "write it without spaces, thousands marks or units");
    return false;
}

static size_t decimals_of(struct str s)
{
    const char *point = s.n ? memchr(s.p, '.', s.n) : NULL;
    return point ? s.n - (size_t)(point - s.p) - 1 : 0;
}

static bool read_euro(struct value *out, struct str text, bool decimal_comma,
                      struct verdict *v)
{
    static const int64_t most_cents = 100000000000000;
    char copy[32];
    struct str s = with_point(copy, text, decimal_comma);
    if (s.n && s.p[0] == '-') {
        verdict_expect(v, "an amount of zero or more");
        verdict_cure(v, "send a correction as the amount that holds now");
        return false;
    }
    if (decimals_of(s) > 2) {
        verdict_expect(v, "an amount with at most two decimals");
        verdict_cure(v, "write thousands without a mark: %s",
                     decimal_comma ? "5500000,00" : "5500000.00");
        return false;
    }
    if (parse_cents(&out->number, s, "amount", NULL) == OK && out->number >= 0 &&
        out->number <= most_cents)
        return true;
    verdict_expect(v, "an amount in euro, as %s",
                   decimal_comma ? "5500000,00" : "5500000.00");
    verdict_cure(v, "write it without spaces, thousands marks or the sign of the euro");
    return false;
}

static bool read_whole(struct value *out, const struct column *c, struct str text,
                       struct verdict *v)
{
    if (parse_int(&out->number, text, c->low, c->high, "number", NULL) == OK)
        return true;
    verdict_expect(v, "a whole number from %d to %d", c->low, c->high);
    return false;
}

/* --- several --- */

static bool add_many(struct value *out, struct cell_style *style, int64_t index,
                     struct verdict *v)
{
    for (size_t i = out->first; i < style->n_many; i++)
        if (style->many[i] == index) {
            verdict_expect(v, "each value once");
            verdict_cure(v, "remove the doubled one");
            return false;
        }
    if (style->n_many == CELL_VALUES_MAX) {
        verdict_expect(v, "at most %d values in a row", CELL_VALUES_MAX);
        return false;
    }
    style->many[style->n_many++] = (uint16_t)index;
    out->n_many++;
    return true;
}

static bool read_codes(struct value *out, const struct code_list *list, struct str cell,
                       struct cell_style *style, struct verdict *v)
{
    struct str piece, rest = cell;
    out->first = (uint16_t)style->n_many;
    while (str_split(&piece, &rest, SEVERAL)) {
        int64_t index;
        piece = str_trim(piece);
        if (!piece.n) continue;
        if (!read_code(&index, list, piece, v) || !add_many(out, style, index, v))
            return false;
    }
    return true;
}

/* --- attributes --- */

static bool is_why_not(uint8_t *state, struct str word)
{
    static const struct {
        const char *word;
        uint8_t state;
    } words[] = {
        {"unknown", ANSWER_UNKNOWN},       {"onbekend", ANSWER_UNKNOWN},
        {"inconnu", ANSWER_UNKNOWN},       {"not_asked", ANSWER_NOT_ASKED},
        {"not asked", ANSWER_NOT_ASKED},   {"niet gevraagd", ANSWER_NOT_ASKED},
        {"non demandé", ANSWER_NOT_ASKED}, {"refused", ANSWER_REFUSED},
        {"geweigerd", ANSWER_REFUSED},     {"refusé", ANSWER_REFUSED},
    };
    for (size_t i = 0; i < ARRAY_LEN(words); i++) {
        if (!code_word_eq(words[i].word, word)) continue;
        *state = words[i].state;
        return true;
    }
    return false;
}

static bool read_attribute(struct value *out, const struct column *c, struct str cell,
                           struct cell_style *style, struct verdict *v)
{
    enum code_of_attribute_kind kind = (enum code_of_attribute_kind)c->of;
    const struct code_list *list = attribute_value_list(kind);
    int number;
    out->state = ANSWER_KNOWN;
    if (is_why_not(&out->state, cell)) return true;
    if (list && attribute_is_multiple(kind))
        return read_codes(out, list, cell, style, v);
    if (list) return read_code(&out->number, list, cell, v);
    if (attribute_value_read(&number, kind, cell, NULL) != OK) {
        verdict_expect(v,
                       kind == ATTRIBUTE_KIND_BIRTH_YEAR
                           ? "a year, or unknown, not_asked or refused"
                           : "a month from 1 to 12, or unknown, not_asked or refused");
        return false;
    }
    out->number = number;
    return true;
}

/* --- text --- */

static bool read_text(const struct column *c, struct str cell, struct verdict *v)
{
    if (cell.n > (size_t)c->high) {
        verdict_expect(v, "at most %d bytes", c->high);
        return false;
    }
    if (c->type == TYPE_TEXT) return true;
    for (size_t i = 0; i < cell.n; i++)
        if ((uint8_t)cell.p[i] < ' ') {
            verdict_expect(v, "a key on one line, without tabs");
            return false;
        }
    return true;
}

static bool read_insz(struct str cell, struct verdict *v)
{
    struct insz number;
    struct err e = {0};
    if (insz_parse(&number, cell, &e) == OK) return true;
    verdict_expect(v, "a register or BIS number of eleven digits that fit together");
    verdict_cure(v, "leave it empty when it is not known");
    return false;
}

bool cell_read(struct value *out, const struct column *column, struct str cell,
               struct cell_style *style, struct verdict *v)
{
    struct str text = str_trim(cell);
    *out = (struct value){.is_given = text.n > 0, .text = text, .number = -1};
    if (!out->is_given) {
        if (!(column->flags & NEEDED)) return true;
        verdict_expect(v, "a value in every row");
        return false;
    }
    switch (column->type) {
    case TYPE_TEXT:
    case TYPE_KEY:
    case TYPE_REFERENCE:
        return read_text(column, text, v);
    case TYPE_CODE:
    case TYPE_MUNICIPALITY:
        return read_code(&out->number, column_list(column), text, v);
    case TYPE_MUNICIPALITIES:
        return read_codes(out, column_list(column), text, style, v);
    case TYPE_DAY:
        return read_day(out, text, style, v);
    case TYPE_WHOLE:
        return read_whole(out, column, text, v);
    case TYPE_NUMBER:
        return read_number(out, text, style->decimal_comma, v);
    case TYPE_EURO:
        return read_euro(out, text, style->decimal_comma, v);
    case TYPE_YES_NO:
        if (!read_code(&out->number, column_list(column), text, v)) return false;
        out->number = out->number == YES_NO_YES;
        return true;
    case TYPE_INSZ:
        return read_insz(text, v);
    case TYPE_ATTRIBUTE:
        return read_attribute(out, column, text, style, v);
    }
    return false;
}

/* --- canonical --- */

static void canonical_insz(struct buf *out, struct str text)
{
    for (size_t i = 0; i < text.n; i++)
        if (text.p[i] >= '0' && text.p[i] <= '9') buf_add_char(out, text.p[i]);
}

static int compare_codes(const void *a, const void *b, void *list)
{
    const struct code *codes = ((const struct code_list *)list)->codes;
    return strcmp(codes[*(const uint16_t *)a].code, codes[*(const uint16_t *)b].code);
}

/* In order of code, so that the order in the cell does not matter. */
static void canonical_many(struct buf *out, const struct code_list *list,
                           const struct value *value, const struct cell_style *style)
{
    uint16_t sorted[CELL_VALUES_MAX];
    memcpy(sorted, style->many + value->first, value->n_many * sizeof *sorted);
    qsort_r(sorted, value->n_many, sizeof *sorted, compare_codes,
            (void *)(uintptr_t)list);
    for (size_t i = 0; i < value->n_many; i++)
        buf_format(out, "%s|", list->codes[sorted[i]].code);
}

void cell_canonical(struct buf *out, const struct column *column,
                    const struct value *value, const struct cell_style *style)
{
    const struct code_list *list = column_list(column);
    char day[DAY_TEXT + 1];
    if (column->type == TYPE_ATTRIBUTE && value->state != ANSWER_KNOWN) {
        buf_format(out, "?%d", value->state);
    } else if (column->type == TYPE_DAY) {
        day_text(day, day_in(value->number));
        buf_add_c(out, day);
    } else if (column->type == TYPE_INSZ) {
        canonical_insz(out, value->text);
    } else if (column->type == TYPE_YES_NO) {
        buf_add_c(out, value->number ? "yes" : "no");
    } else if (column_is_multiple(column)) {
        canonical_many(out, list, value, style);
    } else if (list) {
        buf_add_c(out, list->codes[value->number].code);
    } else if (column->type == TYPE_NUMBER) {
        buf_format(out, "%.17g", value->decimal);
    } else if (column->type == TYPE_EURO || column->type == TYPE_WHOLE ||
               column->type == TYPE_ATTRIBUTE) {
        buf_format(out, "%lld", (long long)value->number);
    } else {
        buf_add(out, value->text);
    }
}
