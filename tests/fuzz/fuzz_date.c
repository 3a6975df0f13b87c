/* What the readers of dates accept prints back as it was written, they agree with each
 * other, and a day exists exactly when the C library leaves it as it is. */
#include <time.h> /* before banned.h, which poisons names that it declares */

#include "base/day.h"
#include "base/parse.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

static bool c_library_knows(struct str text)
{
    int64_t year, month, day;
    if (text.n != DAY_TEXT || text.p[4] != '-' || text.p[7] != '-') return false;
    if (parse_int(&year, (struct str){text.p, 4}, 1800, 9999, "year", NULL) != OK ||
        parse_int(&month, (struct str){text.p + 5, 2}, 1, 12, "month", NULL) != OK ||
        parse_int(&day, (struct str){text.p + 8, 2}, 1, 31, "day", NULL) != OK)
        return false;
    struct tm t = {.tm_year = (int)year - 1900, .tm_mon = (int)month - 1};
    t.tm_mday = (int)day;
    timegm(&t); /* turns 30 February into 1 or 2 March */
    return t.tm_mon == month - 1 && t.tm_mday == day;
}

static void check_day(struct str text)
{
    struct day d, from, to;
    struct partial_date partial;
    int64_t moment;
    char back[DAY_TEXT + 1];
    enum err_code rc = day_parse(&d, text, NULL);
    require((rc == OK) == c_library_knows(text));
    if (rc != OK) {
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
