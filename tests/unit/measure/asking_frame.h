/* One panel for all tests of a program, and a question asked of it: an error fails the
 * test with its place. To be included after cmocka.h. */
#ifndef MEASURE_ASKING_FRAME_H
#define MEASURE_ASKING_FRAME_H

#include "question_ask.h"

static struct asking asking;

static int begin(void **state)
{
    (void)state;
    asking_begin(&asking);
    return 0;
}

static int end(void **state)
{
    (void)state;
    asking_end(&asking);
    return 0;
}

static struct table *ask(const char *text)
{
    struct table *t = ask_one(&asking, text);
    if (!t)
        fail_msg("%s: %d:%d %s", text, asking.e.line, asking.e.column,
                 asking.e.message);
    return t;
}

#endif
