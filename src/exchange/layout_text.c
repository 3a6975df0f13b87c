#include "exchange/layout_text.h"

#include "base/json.h"
#include "domain/attribute.h"

enum { LONGEST_LIST = 80 }; /* codes repeated in a pattern */

static const char *meaning(const struct column *column, enum lang lang)
{
    if (column->nl) return lang == LANG_NL ? column->nl : column->en;
    return code_label(code_list_at(LIST_ATTRIBUTE_KIND), column->of, lang);
}

/* --- for people --- */

static void describe_key(struct buf *out, const struct layout *layout)
{
    unsigned n = 0;
    buf_add_c(out, "Key: ");
    for (size_t i = 0; i < layout->n_columns; i++) {
        if (!(layout->columns[i].flags & KEY_PART)) continue;
        buf_format(out, "%s`%s`", n++ ? ", " : "", layout->columns[i].name);
    }
    buf_add_c(out, n > 1 ? " together.\n\n" : ".\n\n");
}

static void describe_column(struct buf *out, const struct column *column)
{
    char expects[80];
    column_expects(expects, column);
    buf_format(out, "| `%s` | %s%s%s | %s | %s | %s |\n", column->name, expects,
               column_is_multiple(column) ? ", several apart by \\|" : "",
               column->flags & PRIVATE ? ", kept sealed" : "",
               column->flags & NEEDED ? "yes" : "", meaning(column, LANG_NL),
               meaning(column, LANG_EN));
}

void layouts_describe(struct buf *out, const struct layout *only)
{
    for (unsigned i = 0; i < N_LAYOUTS; i++) {
        const struct layout *layout = layout_at((enum layout_number)i);
        if (only && layout != only) continue;
        buf_format(out, "%s### %s\n\n%s; %s.\n", out->n ? "\n" : "", layout->name,
                   layout->nl, layout->en);
        describe_key(out, layout);
        buf_add_c(out,
                  "| column | holds | needed | nl | en |\n|---|---|---|---|---|\n");
        for (size_t k = 0; k < layout->n_columns; k++)
            describe_column(out, &layout->columns[k]);
    }
}

/* --- for programs --- */

static void put_pair(struct json_writer *w, const char *name, const char *value)
{
    json_key(w, name);
    json_put_c(w, value);
}

static void put_flag(struct json_writer *w, const char *name, bool value)
{
    json_key(w, name);
    json_put_bool(w, value);
}

static void put_number(struct json_writer *w, const char *name, int value)
{
    json_key(w, name);
    json_put_int(w, value);
}

static void put_in_language(struct json_writer *w, const char *text, const char *lang)
{
    json_begin_object(w);
    put_pair(w, "@value", text);
    put_pair(w, "@language", lang);
    json_end_object(w);
}

/* Codes have letters, digits, _ and - only, so that a pattern is their alternatives. */
static void put_codes(struct json_writer *w, const struct code_list *list,
                      bool or_why_not)
{
    struct buf pattern;
    put_pair(w, "base", "string");
    if (list->n > LONGEST_LIST) {
        put_pair(w, "dc:description", list->name);
        return;
    }
    buf_init(&pattern, 0);
    for (size_t i = 0; i < list->n; i++)
        buf_format(&pattern, "%s%s", i ? "|" : "", list->codes[i].code);
    if (or_why_not) buf_add_c(&pattern, "|unknown|not_asked|refused");
    json_key(w, "format");
    json_put_text(w, buf_str(&pattern));
    buf_dispose(&pattern);
}

static void put_attribute(struct json_writer *w, const struct column *column)
{
    const struct code_list *list = column_list(column);
    if (list) {
        put_codes(w, list, true);
        return;
    }
    bool is_year = attribute_value_kind((enum code_of_attribute_kind)column->of) ==
                   ATTRIBUTE_VALUE_YEAR;
    put_pair(w, "base", "string");
    put_pair(w, "format",
             is_year ? "[0-9]{4}|unknown|not_asked|refused"
                     : "[1-9]|1[0-2]|unknown|not_asked|refused");
}

static void put_datatype(struct json_writer *w, const struct column *column)
{
    json_key(w, "datatype");
    json_begin_object(w);
    switch (column->type) {
    case TYPE_TEXT:
    case TYPE_KEY:
    case TYPE_REFERENCE:
        put_pair(w, "base", "string");
        put_number(w, "maxLength", column->high);
        break;
    case TYPE_CODE:
        put_codes(w, column_list(column), false);
        break;
    case TYPE_DAY:
        put_pair(w, "base", "date");
        put_pair(w, "format", "yyyy-MM-dd");
        break;
    case TYPE_WHOLE:
        put_pair(w, "base", "integer");
        put_number(w, "minimum", column->low);
        put_number(w, "maximum", column->high);
        break;
    case TYPE_NUMBER:
        put_pair(w, "base", "decimal");
        break;
    case TYPE_EURO:
        put_pair(w, "base", "decimal");
        put_pair(w, "format", "0.##");
        put_number(w, "minimum", 0);
        break;
    case TYPE_YES_NO:
        put_pair(w, "base", "boolean");
        put_pair(w, "format", "yes|no");
        break;
    case TYPE_MUNICIPALITY:
    case TYPE_MUNICIPALITIES:
        put_pair(w, "base", "string");
        put_pair(w, "format", "[0-9]{5}");
        break;
    case TYPE_INSZ:
        put_pair(w, "base", "string");
        put_pair(w, "format", "[0-9]{11}");
        break;
    case TYPE_ATTRIBUTE:
        put_attribute(w, column);
        break;
    }
    json_end_object(w);
}

/* In a coarse folder: a class, a province or a month. */
static bool put_coarse(struct json_writer *w, const struct column *column,
                       const char *name)
{
    const struct code_list *list = NULL;
    if (strcmp(name, "age_class") == 0) list = code_list_at(LIST_AGE_CLASS);
    if (strcmp(name, "province") == 0) list = code_list_at(LIST_PROVINCE);
    if (!list && column->type != TYPE_DAY) return false;
    json_key(w, "datatype");
    json_begin_object(w);
    if (list)
        put_codes(w, list, true);
    else
        put_pair(w, "base", "gYearMonth");
    json_end_object(w);
    return true;
}

static void put_column(struct json_writer *w, const struct column *column,
                       const char *name, bool is_coarse)
{
    json_begin_object(w);
    put_pair(w, "name", name);
    put_pair(w, "titles", name);
    json_key(w, "dc:description");
    json_begin_array(w);
    put_in_language(w, meaning(column, LANG_NL), "nl");
    put_in_language(w, meaning(column, LANG_EN), "en");
    json_end_array(w);
    if (!is_coarse || !put_coarse(w, column, name)) put_datatype(w, column);
    put_flag(w, "required", (column->flags & NEEDED) != 0);
    if (column_is_multiple(column)) put_pair(w, "separator", "|");
    json_end_object(w);
}

static void put_dialect(struct json_writer *w)
{
    json_key(w, "dialect");
    json_begin_object(w);
    put_pair(w, "delimiter", ",");
    put_pair(w, "encoding", "utf-8");
    put_pair(w, "quoteChar", "\"");
    put_flag(w, "doubleQuote", true);
    put_flag(w, "header", true);
    put_flag(w, "trim", true);
    json_end_object(w);
}

/* `columns` NULL: all of them. */
static void put_schema(struct json_writer *w, const struct layout *layout,
                       const struct fact_columns *columns)
{
    enum layout_number number = layout_number_of(layout);
    bool is_coarse = columns && columns->is_coarse && layout_is_private(layout);
    json_key(w, "tableSchema");
    json_begin_object(w);
    json_key(w, "columns");
    json_begin_array(w);
    for (size_t i = 0; i < layout->n_columns; i++) {
        if (columns && !(columns->of[number] >> i & 1)) continue;
        put_column(w, &layout->columns[i],
                   columns ? fact_column_name(columns, number, i)
                           : layout->columns[i].name,
                   is_coarse);
    }
    json_end_array(w);
    json_key(w, "primaryKey");
    json_begin_array(w);
    for (size_t i = 0; i < layout->n_columns; i++)
        if (layout->columns[i].flags & KEY_PART) json_put_c(w, layout->columns[i].name);
    json_end_array(w);
    json_end_object(w);
}

static void put_context(struct json_writer *w)
{
    json_key(w, "@context");
    json_begin_array(w);
    json_put_c(w, "http://www.w3.org/ns/csvw");
    json_begin_object(w);
    put_pair(w, "@language", "en");
    json_end_object(w);
    json_end_array(w);
}

static void put_table(struct json_writer *w, const struct layout *layout,
                      const struct fact_columns *columns)
{
    char url[64];
    snprintf(url, sizeof url, "%s.csv", layout->name);
    put_pair(w, "url", url);
    put_pair(w, "dc:title", layout->en);
    put_dialect(w);
    put_schema(w, layout, columns);
}

enum err_code layout_csvw(struct buf *out, const struct layout *layout, struct err *e)
{
    struct json_writer w;
    json_begin(&w, out);
    json_begin_object(&w);
    put_context(&w);
    put_table(&w, layout, NULL);
    json_end_object(&w);
    return json_finish(&w, e);
}

enum err_code layouts_csvw(struct buf *out, const struct fact_columns *columns,
                           struct err *e)
{
    struct json_writer w;
    json_begin(&w, out);
    json_begin_object(&w);
    put_context(&w);
    json_key(&w, "tables");
    json_begin_array(&w);
    for (unsigned i = 0; i < N_LAYOUTS; i++) {
        if (!columns->of[i]) continue;
        json_begin_object(&w);
        put_table(&w, layout_at((enum layout_number)i), columns);
        json_end_object(&w);
    }
    json_end_array(&w);
    json_end_object(&w);
    return json_finish(&w, e);
}
