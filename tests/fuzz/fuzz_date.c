/* What the readers of dates accept prints back as it was written, and they agree. */
#include "base/day.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

static void check_day(struct str text)
{
    struct day d, from, to;
    struct partial_date partial;
    int64_t moment;
    char back[DAY_TEXT + 1];
    if (day_parse(&d, text, NULL) != OK) {
        require(day_is_none(d));
        return;
    }
    day_text(back, d);
    require(str_eq_c(text, back));
    int year, month, day;
    day_split(&year, &month, &day, d);
    require(day_is_valid(year, month, day) && day_of(year, month, day).v == d.v);
    require(partial_date_parse(&partial, text, NULL) == OK);
    require(partial.year == year && partial.month == month && partial.day == day);
    require(age_on(partial, d) == 0);
    require(period_parse(&from, &to, text, NULL) == OK);
    require(from.v == d.v && to.v == d.v);
    require(moment_parse(&moment, text, NULL) == OK);
    require(day_of_moment(moment).v == d.v);
}

static void check_partial(struct str text)
{
    struct partial_date p;
    char back[DAY_TEXT + 1];
    if (partial_date_parse(&p, text, NULL) != OK) return;
    if (p.year == 0)
        snprintf(back, sizeof back, "unknown");
    else
        snprintf(back, sizeof back, "%04u-%02u-%02u", (unsigned)p.year % 10000u,
                 p.month % 100u, p.day % 100u);
    /* the short forms are the beginning of the long one */
    require(str_starts(str_of(back), text));
    require(p.month > 0 || p.day == 0);
}

static void check_period(struct str text)
{
    struct day from, to, first;
    char a[DAY_TEXT + 1], b[DAY_TEXT + 1];
    if (period_parse(&from, &to, text, NULL) != OK) return;
    require(from.v <= to.v && days_between(from, to) < 366);
    day_text(a, from);
    day_text(b, to);
    require(str_starts(str_of(a), text) && str_starts(str_of(b), text));
    first = day_add_months(from, 0);
    require(first.v == from.v);
}

static void check_moment(struct str text)
{
    int64_t moment;
    char back[MOMENT_TEXT + 1];
    if (moment_parse(&moment, text, NULL) != OK) return;
    moment_text(back, moment);
    if (text.n == DAY_TEXT)
        require(str_starts(str_of(back), text) && moment % 1000 != 0);
    else
        require(str_eq_c(text, back));
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    struct str text = {(const char *)bytes, n};
    check_day(text);
    check_partial(text);
    check_period(text);
    check_moment(text);
    return 0;
}
