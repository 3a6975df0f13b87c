/* What the pages of signals and of bundles have in common. */
#ifndef WEB_SIGNAL_PARTS_H
#define WEB_SIGNAL_PARTS_H

#include "act/signal_acts.h"
#include "web/reply.h"

/* "gebundeld", as a tag; one that is an answer stands out. */
void signal_status_html(struct buf *out, const struct frame *f,
                        enum code_of_signal_status status);
/* Where, whom, how often and when: one quiet line. */
void signal_about_html(struct buf *out, const struct frame *f, struct arena *a,
                       const struct signal_view *s);
/* The line of a signal in a list: link, status, what it is about. */
void signal_line(struct buf *out, const struct frame *f, struct arena *a,
                 const struct signal_view *s);
/* What became of it, by day. */
void signal_steps_html(struct buf *out, const struct frame *f, struct arena *a,
                       const struct step_view *steps, size_t n);
/* The fields of a step, of those that are for a bundle or for a signal. */
void signal_step_fields(struct buf *out, const struct frame *f, const struct request *q,
                        bool is_bundle, const struct form_errors *errors);
/* Reads a step; what does not fit by itself is put under its field. */
nodiscard enum err_code signal_step_read(struct signal_step_fact *out,
                                         const struct request *q,
                                         struct form_errors *errors, struct err *e);
/* Takes a step that was read, for `path`; the form again when it does not fit. */
void signal_step_fault_error(struct form_errors *errors, enum tongue t,
                             enum signal_step_fault fault);

#endif
