/* What a report says, line by line: figures with their questions, targets, money,
 * completeness, activities, signals, and the parts in words. The same lines are shown,
 * handed in (as text, with its digest), and compared with what holds later. */
#ifndef ACT_REPORT_CONTENT_H
#define ACT_REPORT_CONTENT_H

#include "act/participant_acts.h"
#include "act/project_figures.h"
#include "store/report_read.h"

struct report_line {
    const char *kind;     /* "figure", "target", "money", "record", "activity",
                             "signal", "part" */
    const char *key;      /* stable word: "reached", "esf-paid", a code */
    struct str value;     /* a number without marks, or words; empty: none */
    struct str extra;     /* of a target: its number and kind; "" otherwise */
    struct str statement; /* of what was counted; "" for the rest */
};
struct report_lines {
    struct report_line *at;
    size_t n;
};
/* Without the parts; `page` gives what of its completeness is asked. */
nodiscard enum err_code report_compose(struct report_lines *out, const struct asking *a,
                                       const struct project_story *project,
                                       const struct completeness *records,
                                       struct day from, struct day to, struct err *e);
/* Behind what is there; in the arena. */
void report_add_part(struct report_lines *lines, struct arena *a, uint8_t part,
                     struct str words);
/* A line as text and back: five cells, tabs between. */
struct str report_lines_text(struct arena *a, const struct report_lines *lines);
struct report_lines report_lines_read(struct arena *a, struct str text);
/* The line of the same kind and key; NULL: none. */
const struct report_line *report_line_of(const struct report_lines *lines,
                                         const char *kind, const char *key);
/* In `of`, what line `i` of `lines` was: of lines with one kind and key (a target of
 * each year) the first is that of the first; NULL: none. */
const struct report_line *report_line_twin(const struct report_lines *of,
                                           const struct report_lines *lines, size_t i);
/* Do two lines say the same? */
bool report_line_eq(const struct report_line *a, const struct report_line *b);

#endif
