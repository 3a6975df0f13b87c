/* Names of spreadsheet tabs: 1 to 31 UTF-16 units, none of []:*?/\ and no apostrophe,
 * not "History", unique whatever the case. */
#ifndef PUBLISH_SHEET_NAME_H
#define PUBLISH_SHEET_NAME_H

#include "base/str.h"

enum { SHEET_NAME_UNITS = 31 };

struct sheet_names {
    struct str *items;
    size_t n, cap;
};

/* "2.1 Totaal bereikte deelnemers" made fit and remembered; a name taken before gets
 * " (2)", " (3)" ... Owned by the arena, NUL-terminated. */
const char *sheet_name_take(struct sheet_names *names, struct arena *a,
                            const char *wanted);
void sheet_names_dispose(struct sheet_names *names);

#endif
