/* A report in words: what each line is called, and sentences made of its figures. */
#ifndef WEB_REPORT_WORDS_H
#define WEB_REPORT_WORDS_H

#include "act/report_acts.h"
#include "ui/page.h"

/* "Personen bereikt", "ESF, toegewezen"; in the arena. */
const char *report_line_label(struct arena *a, enum tongue t,
                              const struct report_line *l);
/* The number as people read it: "40", "€ 1.234,56", "92 %"; "" when there is none. */
const char *report_line_value(struct arena *a, const struct frame *f,
                              const struct report_line *l);
/* What figures can say of a part, in Dutch, the language of reports; empty: nothing. */
struct str report_suggestion(struct arena *a, const struct report_lines *lines,
                             uint8_t part);

#endif
