#include "cli/asking.h"

static enum err_code run_ask(struct call *c, struct err *e)
{
    return asking_run(c, str_of(c->args[0]), false, e);
}

const struct command cmd_ask = {
    .name = "ask",
    .args = "'STATEMENT'",
    .summary = "answer one statement of the question language",
    .help =
        "The statement stands between quotes, as one argument. Its grammar, with an\n"
        "example of everything, is docs/question-language.md.\n"
        "\n"
        "Example:\n"
        "  vindplaats ask 'count persons reached where call = 490\n"
        "      rows province columns sex' --out answer.xlsx\n",
    .min_args = 1,
    .max_args = 1,
    .options = asking_options,
    .fn = run_ask,
};
