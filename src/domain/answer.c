#include "domain/answer.h"

struct answer answer_known(int code)
{
    require(code >= 0 && code <= UINT16_MAX);
    return (struct answer){ANSWER_KNOWN, (uint16_t)code};
}

struct answer answer_missing(enum answer_state why)
{
    require(why != ANSWER_KNOWN);
    return (struct answer){why, 0};
}

bool answer_is(struct answer a, int code)
{
    return a.state == ANSWER_KNOWN && a.code == code;
}

static int weight(enum answer_state state)
{
    switch (state) {
    case ANSWER_KNOWN:
        return 0;
    case ANSWER_NOT_ASKED:
        return 1;
    case ANSWER_UNKNOWN:
        return 2;
    case ANSWER_REFUSED:
        return 3;
    }
    bug("no such answer state");
}

enum answer_state answer_worst(struct answer a, struct answer b)
{
    require(a.state != ANSWER_KNOWN || b.state != ANSWER_KNOWN);
    return weight(a.state) >= weight(b.state) ? a.state : b.state;
}

const char *answer_state_code(enum answer_state state)
{
    switch (state) {
    case ANSWER_KNOWN:
        return "known";
    case ANSWER_UNKNOWN:
        return "unknown";
    case ANSWER_NOT_ASKED:
        return "not_asked";
    case ANSWER_REFUSED:
        return "refused";
    }
    bug("no such answer state");
}
