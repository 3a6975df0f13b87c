#include "cli/asking.h"

#include "base/file.h"
#include "base/limits.h"

static enum err_code run_answer(struct call *c, struct err *e)
{
    enum err_code rc = OK;
    struct str text;
    TRY(file_read(&text, c->arena, c->args[0], LIMIT_QUESTION_BYTES, e));
    rc = asking_run(c, text, true, e);
    if (rc != OK && e->line && !e->detail[0]) err_detail(e, "in %s", c->args[0]);
out:
    return rc;
}

const struct command cmd_answer = {
    .name = "answer",
    .args = "FILE",
    .summary = "answer a whole question file, part by part",
    .help =
        "Reads a file in the question language (- is standard input) and answers all\n"
        "of its parts; what cannot be answered says why.\n"
        "\n"
        "With --freeze the answer is kept as it is handed over: the same bytes for "
        "ever\n"
        "(vindplaats release open), and the question can be asked again as it was "
        "known\n"
        "then (vindplaats release compare).\n"
        "\n"
        "Example:\n"
        "  vindplaats answer demo/questions/question-63-2022.vraag --out answer.xlsx\n",
    .min_args = 1,
    .max_args = 1,
    .options = asking_options,
    .fn = run_answer,
};
