/* Reports of a project: opened for a period, filled by what was recorded anyway, worded
 * where figures cannot speak, handed in, and accepted or sent back by who runs the
 * call. What was handed in is kept as it was, byte for byte, with its digest; what
 * changed since is told line by line. */
#ifndef ACT_REPORT_ACTS_H
#define ACT_REPORT_ACTS_H

#include "act/report_content.h"

nodiscard enum err_code reports_show(struct project_gate *gate_out,
                                     struct report_view **out, size_t *n_out,
                                     const struct asking *a, struct project_id project,
                                     struct err *e);
/* The visitor's organisation leads the project and the role may write. */
bool may_report(const struct asking *a, const struct project_gate *gate);
/* Who runs calls judges what others handed in. */
bool may_judge_report(const struct asking *a, const struct project_gate *gate);

/* id (the form's), organisation and worker are filled in. ERR_INVALID: the period is
 * not one, or ends after today. */
nodiscard enum err_code report_begin(const struct asking *a,
                                     struct project_report_fact *f, struct err *e);

struct report_story {
    struct project_story project;
    struct report_view report;
    enum report_stand stand;
    bool may_write, may_judge;
    struct completeness_page records; /* of who took part in the period */
    struct report_lines lines;        /* as it stands now, with the parts written */
    struct report_lines frozen;       /* as it was handed in last; n 0: never */
    const struct report_step_view *handed_in; /* NULL: never */
    bool is_whole; /* the text that was handed in still has its digest */
};
nodiscard enum err_code report_show(struct report_story *out, const struct asking *a,
                                    struct project_id project, struct uuid report,
                                    struct err *e);
/* Words of a part; empty ones take it away. */
nodiscard enum err_code report_word(const struct asking *a, struct project_id project,
                                    struct uuid report, uint8_t part, struct str words,
                                    struct err *e);
/* `suggested`: words of the parts that nobody wrote, of figures; empty: none. Without
 * words for every part it is ERR_INVALID. */
nodiscard enum err_code report_hand_in(const struct asking *a,
                                       struct project_id project, struct uuid report,
                                       const struct str suggested[N_REPORT_PART],
                                       struct err *e);
/* REPORT_STEP_SENT_BACK (with words) or REPORT_STEP_ACCEPTED. */
nodiscard enum err_code report_judge(const struct asking *a, struct project_id project,
                                     struct uuid report, uint8_t step, struct str words,
                                     enum report_step_fault *fault_out, struct err *e);

#endif
