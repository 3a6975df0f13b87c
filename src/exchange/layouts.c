#include "exchange/layouts.h"

#include "domain/attribute.h"

/* clang-format off */
#define LAYOUT(id, name, nl, en) static const struct column columns_##id[] = {
#define COLUMN(layout, id, name, type, of, low, high, flags, nl, en)                   \
    {name, type, of, low, high, flags, nl, en},
#define ATTRIBUTE(layout, id, name)                                                    \
    {name, TYPE_ATTRIBUTE, ATTRIBUTE_KIND_##id, 0, 0, 0, NULL, NULL},
#define END(layout) };                                                                 \
    _Static_assert(ARRAY_LEN(columns_##layout) <= LAYOUT_COLUMNS_MAX, "too many");
#include "exchange/layouts.def"
#undef LAYOUT
#undef COLUMN
#undef ATTRIBUTE
#undef END

#define LAYOUT(id, name, nl, en) {name, nl, en, columns_##id, ARRAY_LEN(columns_##id)},
#define COLUMN(layout, id, name, type, of, low, high, flags, nl, en)
#define ATTRIBUTE(layout, id, name)
#define END(layout)
static const struct layout layouts[] = {
#include "exchange/layouts.def"
};
#undef LAYOUT
#undef COLUMN
#undef ATTRIBUTE
#undef END
/* clang-format on */

enum { NEAR = 3 }; /* edits that still count as a slip */

const struct layout *layout_at(enum layout_number number)
{
    require(number < N_LAYOUTS);
    return &layouts[number];
}

enum layout_number layout_number_of(const struct layout *layout)
{
    return (enum layout_number)(layout - layouts);
}

const struct layout *layout_named(struct str name)
{
    for (size_t i = 0; i < N_LAYOUTS; i++)
        if (str_eq_nocase(name, str_of(layouts[i].name))) return &layouts[i];
    return NULL;
}

const struct layout *layout_nearest(struct str name)
{
    const struct layout *best = NULL;
    int least = NEAR + 1;
    for (size_t i = 0; i < N_LAYOUTS; i++) {
        int d = str_distance(name, str_of(layouts[i].name), NEAR);
        if (d < least) {
            least = d;
            best = &layouts[i];
        }
    }
    return best;
}

int layout_column(const struct layout *layout, struct str name)
{
    for (size_t i = 0; i < layout->n_columns; i++)
        if (str_eq_nocase(name, str_of(layout->columns[i].name))) return (int)i;
    return -1;
}

const struct column *layout_column_nearest(const struct layout *layout, struct str name)
{
    const struct column *best = NULL;
    int least = NEAR + 1;
    for (size_t i = 0; i < layout->n_columns; i++) {
        int d = str_distance(name, str_of(layout->columns[i].name), NEAR);
        if (d < least) {
            least = d;
            best = &layout->columns[i];
        }
    }
    return best;
}

bool layout_is_private(const struct layout *layout)
{
    for (size_t i = 0; i < layout->n_columns; i++)
        if (layout->columns[i].flags & PRIVATE) return true;
    return false;
}

const struct code_list *column_list(const struct column *column)
{
    switch (column->type) {
    case TYPE_CODE:
        return code_list_at((size_t)column->of);
    case TYPE_YES_NO:
        return code_list_at(LIST_YES_NO);
    case TYPE_MUNICIPALITY:
    case TYPE_MUNICIPALITIES:
        return code_list_at(LIST_MUNICIPALITY);
    case TYPE_ATTRIBUTE:
        return attribute_value_list((enum code_of_attribute_kind)column->of);
    default:
        return NULL;
    }
}

bool column_is_multiple(const struct column *column)
{
    return column->type == TYPE_MUNICIPALITIES ||
           (column->type == TYPE_ATTRIBUTE &&
            attribute_is_multiple((enum code_of_attribute_kind)column->of));
}

static void attribute_text(char out[80], const struct column *column)
{
    const struct code_list *list = column_list(column);
    const char *what = "month, 1 to 12";
    char code[40];
    if (list) {
        snprintf(code, sizeof code, "code%s of %s",
                 column_is_multiple(column) ? "s" : "", list->name);
        what = code;
    } else if (attribute_value_kind((enum code_of_attribute_kind)column->of) ==
               ATTRIBUTE_VALUE_YEAR) {
        what = "year";
    }
    snprintf(out, 80, "%s, or why not", what);
}

void column_expects(char out[80], const struct column *column)
{
    switch (column->type) {
    case TYPE_TEXT:
        snprintf(out, 80, "text, at most %d bytes", column->high);
        break;
    case TYPE_KEY:
        snprintf(out, 80, "key, at most %d bytes", column->high);
        break;
    case TYPE_CODE:
        snprintf(out, 80, "code of %s", column_list(column)->name);
        break;
    case TYPE_DAY:
        snprintf(out, 80, "day");
        break;
    case TYPE_WHOLE:
        snprintf(out, 80, "whole number, %d to %d", column->low, column->high);
        break;
    case TYPE_NUMBER:
        snprintf(out, 80, "number");
        break;
    case TYPE_EURO:
        snprintf(out, 80, "amount in euro");
        break;
    case TYPE_YES_NO:
        snprintf(out, 80, "yes or no");
        break;
    case TYPE_MUNICIPALITY:
        snprintf(out, 80, "municipality");
        break;
    case TYPE_MUNICIPALITIES:
        snprintf(out, 80, "municipalities");
        break;
    case TYPE_INSZ:
        snprintf(out, 80, "INSZ number");
        break;
    case TYPE_ATTRIBUTE:
        attribute_text(out, column);
        break;
    case TYPE_REFERENCE:
        snprintf(out, 80, "key of %s", layouts[column->of].name);
        break;
    }
}
