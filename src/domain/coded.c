#include "domain/coded.h"

struct coded coded_known(int code)
{
    require(code >= 0 && code <= UINT16_MAX);
    return (struct coded){ANSWER_KNOWN, (uint16_t)code};
}

struct coded coded_missing(enum answer_state why)
{
    require(why != ANSWER_KNOWN);
    return (struct coded){why, 0};
}

bool coded_is(struct coded a, int code)
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

enum answer_state coded_worst(struct coded a, struct coded b)
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
