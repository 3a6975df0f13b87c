/* A report as a file: all that its page shows, and nothing that is asked again. What
 * was handed in gives the same bytes whenever and by whomever it is saved in one
 * language: it is made of the frozen lines alone, cover and all. */
#ifndef WEB_REPORT_FILE_H
#define WEB_REPORT_FILE_H

#include "act/report_acts.h"
#include "ui/page.h"

struct report_file {
    struct report_lines lines; /* with the cover and all words that are shown */
    bool is_frozen;
    char seal[2 * REPORT_DIGEST_BYTES + 1]; /* of the frozen text, in hex; "" open */
    bool is_whole;                          /* the text still has that seal */
    int64_t at_ms;                          /* handed in, or saved */
};
struct report_file report_file_of(struct arena *a, const struct report_story *s,
                                  int64_t now_ms);

/* One table, a row a line of the report: what kind, its key and name, a number with its
 * unit, what was promised with its days, words, and the question that counted it. */
struct str report_csv(struct arena *a, enum tongue t, const struct report_file *f);
/* Tabs: cover, words a part, figures, targets beside what was reached, money by source
 * to the cent. */
nodiscard enum err_code report_xlsx(struct str *out, struct arena *a, enum tongue t,
                                    const struct report_file *f, struct err *e);

#endif
