/* What a report says, line by line: figures with their questions, targets, money,
 * completeness, activities, signals, and the parts in words. The same lines are shown,
 * handed in (as text, with its digest), and compared with what holds later. */
#ifndef ACT_REPORT_CONTENT_H
#define ACT_REPORT_CONTENT_H

#include "act/participant_acts.h"
#include "act/project_figures.h"
#include "store/report_read.h"

struct report_line {
    const char *kind;     /* "cover", "figure", "target", "money", "record",
                             "activity", "signal", "part" */
    const char *key;      /* stable word: "reached", "esf-paid", a code; of money
                             without a source "unsorted-paid" */
    struct str value;     /* a number without marks, or words; empty: none */
    struct str extra;     /* of a target: report_goal_read; "" otherwise */
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
/* Of which project and days, and once it is handed in (`by` not empty) by whom and when
 * (at_ms): "project", "title", "call", "promotor", "from", "to", "by", "at". Behind
 * what is there; frozen with the rest, so that a cover does not change either. */
void report_add_cover(struct report_lines *lines, struct arena *a,
                      const struct project_view *project, struct day from,
                      struct day to, struct str by, int64_t at_ms);
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
/* What a target promised: its number and kind, and since the days are kept too, these.
 */
struct report_goal {
    struct str number; /* as it was written; empty: no number */
    uint8_t kind;      /* target_kind; CODE_MISSING */
    struct day from, to;
};
struct report_goal report_goal_read(const struct report_line *l);
/* The number of a line; false when it has none. */
bool report_line_number(int64_t *out, const struct report_line *l);
/* Do two lines say the same? */
bool report_line_eq(const struct report_line *a, const struct report_line *b);

#endif
