/* What a file of each kind holds: the one table behind the reader, the descriptions
 * (`vindplaats import --layouts`, `--csvw KIND`, docs/import.md) and the export.
 *
 * Columns have C names: PARTICIPANTS_REACHED_ON is the place of reached_on in the
 * layout LAYOUT_PARTICIPANTS; N_PARTICIPANTS_COLUMNS is how many there are. A file may
 * leave out columns that are not needed, and may have them in any order. */
#ifndef EXCHANGE_LAYOUTS_H
#define EXCHANGE_LAYOUTS_H

#include "domain/lists.h"

/* clang-format off */
#define LAYOUT(id, name, nl, en) LAYOUT_##id,
#define COLUMN(layout, id, name, type, of, low, high, flags, nl, en)
#define ATTRIBUTE(layout, id, name)
#define END(layout)
enum layout_number {
#include "exchange/layouts.def"
    N_LAYOUTS
};
#undef LAYOUT
#undef COLUMN
#undef ATTRIBUTE
#undef END

#define LAYOUT(id, name, nl, en) enum columns_of_##id {
#define COLUMN(layout, id, name, type, of, low, high, flags, nl, en) layout##_##id,
#define ATTRIBUTE(layout, id, name) layout##_##id,
#define END(layout) N_##layout##_COLUMNS };
#include "exchange/layouts.def"
#undef LAYOUT
#undef COLUMN
#undef ATTRIBUTE
#undef END
/* clang-format on */

enum { LAYOUT_COLUMNS_MAX = 64 }; /* of one layout */

enum cell_type {
    TYPE_TEXT,           /* `high`: most bytes */
    TYPE_KEY,            /* a key of the sender, or a code that holds everywhere */
    TYPE_CODE,           /* a code, or a label in nl, fr or en, of the list `of` */
    TYPE_DAY,            /* 2022-09-30 or 30/09/2022 */
    TYPE_WHOLE,          /* a whole number from `low` to `high` */
    TYPE_NUMBER,         /* a decimal number */
    TYPE_EURO,           /* not negative, at most two decimals */
    TYPE_YES_NO,         /* yes or no, in nl, fr or en */
    TYPE_MUNICIPALITY,   /* REFNIS code or name */
    TYPE_MUNICIPALITIES, /* several, separated by | */
    TYPE_INSZ,           /* register or BIS number */
    TYPE_ATTRIBUTE,      /* what domain/attribute.h says of the kind `of`, several
                            separated by | where the kind allows; or unknown, not_asked,
                            refused */
    TYPE_REFERENCE,      /* the key of a row of the layout `of` */
};

enum column_flag { KEY_PART = 1, NEEDED = 2, PRIVATE = 4, SUMMED = 8 };

struct column {
    const char *name; /* "reached_on" */
    enum cell_type type;
    int of;              /* list, layout or kind of attribute, by type */
    int low, high;       /* bytes of text; range of a whole number */
    unsigned flags;      /* enum column_flag */
    const char *nl, *en; /* meaning */
};

struct layout {
    const char *name; /* "participants" */
    const char *nl, *en;
    const struct column *columns;
    size_t n_columns;
};

const struct layout *layout_at(enum layout_number number);
enum layout_number layout_number_of(const struct layout *layout);
const struct layout *layout_named(struct str name);   /* NULL when there is none */
const struct layout *layout_nearest(struct str name); /* for "did you mean"; or NULL */
/* Place of a column by its name in any case of letters, or -1. */
int layout_column(const struct layout *layout, struct str name);
const struct column *layout_column_nearest(const struct layout *layout,
                                           struct str name);
/* Does the layout hold what may identify a person? */
bool layout_is_private(const struct layout *layout);
/* "day", "code of sex", "key of projects": for people. */
void column_expects(char out[80], const struct column *column);
/* May the cell hold several values, separated by |? */
bool column_is_multiple(const struct column *column);
/* The list a cell's codes are of; NULL when the column holds no codes. */
const struct code_list *column_list(const struct column *column);

#endif
