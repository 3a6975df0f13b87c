/* The participants of a project, one by one as far as the visitor may see them, and
 * what is missing in their records. Who sees all projects sees figures and nobody. A
 * name is shown where the person's file opens who it is, and its look is logged;
 * elsewhere a case number; of a file that opens nothing to the visitor, only that it is
 * there. */
#ifndef ACT_PARTICIPANT_ACTS_H
#define ACT_PARTICIPANT_ACTS_H

#include "act/project_acts.h"
#include "store/participant_read.h"

enum participant_state { /* for a filter */
                         PARTICIPANTS_ALL,
                         PARTICIPANTS_REACHED, /* not started, not ended */
                         PARTICIPANTS_RUNNING,
                         PARTICIPANTS_ENDED,
                         N_PARTICIPANT_STATES
};
enum participant_state participant_state_of(const struct participant_facts *p,
                                            struct day on);

struct participant {
    struct participant_view view;
    bool is_open;        /* what may be counted of it may be shown */
    struct str name;     /* "" where the file does not open it */
    char case_number[8]; /* "4F0A9C": of the trajectory, tells nothing else */
};
/* Its name, when it was shown. */
void participant_wipe(struct participant *p);
enum { PARTICIPANT_PAGE_ROWS = 25 };
struct participant_page {
    struct project_gate gate;
    bool is_nobody; /* this visitor sees figures only */
    struct participant *rows;
    size_t n;
    bool is_more;
    int64_t n_by_state[N_PARTICIPANT_STATES];
};
nodiscard enum err_code participants_show(struct participant_page *out,
                                          const struct asking *a,
                                          struct project_id project,
                                          enum participant_state state, size_t first,
                                          struct err *e);

/* --- completeness --- */

/* One thing that is missing in one record. */
struct missing_line {
    struct participant participant;
    uint8_t need;   /* enum participant_need, or place of an attribute */
    bool may_write; /* the visitor may fill it in */
};
struct completeness_page {
    struct project_gate gate;
    bool is_nobody;
    struct completeness all;    /* of all records that were looked at */
    struct missing_line *lines; /* what helps most first */
    size_t n;
    size_t n_lines; /* on all pages together */
    bool is_more;
};
/* Of the participants whose trajectory touches these days (DAY_NONE: any), as they
 * stand on `on`. */
nodiscard enum err_code completeness_show(struct completeness_page *out,
                                          const struct asking *a,
                                          struct project_id project, struct day from,
                                          struct day to, size_t first, struct err *e);

#endif
