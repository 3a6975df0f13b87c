/* What commands about links share. */
#ifndef CLI_LINKING_H
#define CLI_LINKING_H

#include "act/link_review_acts.h"
#include "cli/command.h"

/* The run, which undoes the act, and what changed: "run ID", "decisions 2", ... */
void link_act_print(struct call *c, const struct link_act *act);

#endif
