/* Preparing a handover: what its five tasks share. Each task is a page of its own that
 * is written and read in a file of its own; handover_task_pages.c shows and takes them.
 */
#ifndef WEB_HANDOVER_TASK_PARTS_H
#define WEB_HANDOVER_TASK_PARTS_H

#include "web/field_parts.h"
#include "web/handover_parts.h"

enum handover_task {
    TASK_WISH,
    TASK_SERVICE,
    TASK_SHARES,
    TASK_CONSENT,
    TASK_MEETING,
    N_TASKS
};
enum task_state { TASK_DONE, TASK_TO_DO, TASK_NOT_YET };

/* One page of a task, while it is written. */
struct task_page {
    struct request *q;
    struct arena *a;
    struct frame f;
    struct buf *out;
    struct handover_story s;
    struct form_errors *errors;
};

/* Of a handover that is still being prepared; another is shown as it is, and
 * *moved_out says so. ERR_NOT_FOUND for who does not send it. */
nodiscard enum err_code task_open(struct task_page *p, bool *moved_out, struct reply *r,
                                  struct request *q, const char *title,
                                  struct form_errors *errors, struct err *e);
enum task_state task_state_of(const struct handover_story *s, enum handover_task task);
/* "wens", and what it is called, translated. */
const char *task_path(enum handover_task task);
const char *task_title(const struct request *q, enum handover_task task);
void task_page_top(struct task_page *p);
void task_form(struct task_page *p, const char *path);
void task_form_end(struct task_page *p);
/* What was filled in, or what stands there. */
struct str task_sent_or(const struct task_page *p, const char *name, struct str other);

void wish_page(struct task_page *p);
void wish_read(struct handover_change *c, const struct request *q,
               struct form_errors *errors);
nodiscard enum err_code receiver_page(struct task_page *p, struct err *e);
void receiver_read(struct handover_change *c, const struct request *q,
                   struct form_errors *errors);
void shares_page(struct task_page *p);
void shares_read(struct handover_change *c, const struct request *q,
                 struct form_errors *errors);
void agreement_page(struct task_page *p);
void first_meeting_page(struct task_page *p);
void first_meeting_read(struct handover_change *c, const struct request *q,
                        struct form_errors *errors);

#endif
