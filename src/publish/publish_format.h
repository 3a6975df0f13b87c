/* The forms an answer can take, by name, and the way out to a file or a stream. */
#ifndef PUBLISH_PUBLISH_FORMAT_H
#define PUBLISH_PUBLISH_FORMAT_H

#include "publish/text.h"
#include "publish/tidy_csv.h"

enum publish_format {
    PUBLISH_TEXT,
    PUBLISH_CSV,
    PUBLISH_JSON,
    PUBLISH_JSON_STAT,
    PUBLISH_HTML,
    PUBLISH_XLSX,
    N_PUBLISH_FORMATS
};

struct publish_options {
    struct text_style text;
    struct csv_style csv;
};

/* "text", "csv", "json", "jsonstat", "html", "xlsx". ERR_USAGE names the nearest one in
 * its hint. */
nodiscard enum err_code publish_format_parse(enum publish_format *out, struct str word,
                                             struct err *e);
const char *publish_format_word(enum publish_format format);
/* By the ending of a file name (.txt, .csv, .json, .jsonstat, .html, .xlsx); false when
 * it says nothing.
 */
bool publish_format_of_path(enum publish_format *out, const char *path);

/* To the file at `path`, all or nothing, or when `path` is NULL to `stream`. An xlsx to
 * a stream that is a terminal is ERR_USAGE. NULL options: defaults. */
nodiscard enum err_code publish_answer(FILE *stream, const char *path,
                                       const struct answer *a,
                                       enum publish_format format,
                                       const struct publish_options *options,
                                       struct err *e);

#endif
