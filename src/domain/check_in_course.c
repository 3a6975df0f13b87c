#include "domain/check_in_course.h"

#include "domain/employer_facts.h"
#include "domain/lists.h"
#include "domain/working_day.h"

bool check_in_asks(uint8_t answer)
{
    return answer == CHECK_IN_ANSWER_DOUBT || answer == CHECK_IN_ANSWER_WRONG;
}

struct day check_in_due(struct day answered_on)
{
    return working_day_add(answered_on, REPLY_WORKING_DAYS);
}

int check_in_days_left(struct day answered_on, struct day today)
{
    struct day due = check_in_due(answered_on);
    if (today.v <= due.v) return working_days_between(today, due);
    int late = working_days_between(due, today);
    return late ? -late : -1;
}

uint8_t check_in_result(uint8_t answer)
{
    switch (answer) {
    case CHECK_IN_ANSWER_WELL:
        return AFTERCARE_RESULT_WELL;
    case CHECK_IN_ANSWER_WRONG:
        return AFTERCARE_RESULT_WRONG;
    default:
        return AFTERCARE_RESULT_ATTENTION;
    }
}
