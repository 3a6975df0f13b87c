/* The civil calendar by counting in eras of 400 years (146,097 days) that begin on
 * 1 March, so that the leap day is the last of its year: H. Hinnant, "chrono-compatible
 * low-level date algorithms" (2013). */
#include "base/day.h"

enum { FIRST_YEAR = 1800, LAST_YEAR = 9999 };
#define MS_A_DAY INT64_C(86400000)

bool day_is_none(struct day d)
{
    return d.v == INT32_MIN;
}

static bool is_leap(int year)
{
    return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

static int month_length(int year, int month)
{
    static const int lengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return lengths[month - 1] + (month == 2 && is_leap(year));
}

bool day_is_valid(int year, int month, int day)
{
    return year >= FIRST_YEAR && year <= LAST_YEAR && month >= 1 && month <= 12 &&
           day >= 1 && day <= month_length(year, month);
}

static int32_t count_of(int year, int month, int day)
{
    int y = year - (month <= 2);
    int era = y / 400, year_of_era = y - era * 400; /* year >= 1799: no negative era */
    int day_of_year = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
    int day_of_era =
        year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    return era * 146097 + day_of_era - 719468;
}

struct day day_of(int year, int month, int day)
{
    require(day_is_valid(year, month, day));
    return (struct day){count_of(year, month, day)};
}

void day_split(int *year, int *month, int *day, struct day d)
{
    int64_t z = (int64_t)d.v + 719468;
    int64_t era = (z >= 0 ? z : z - 146096) / 146097;
    int64_t day_of_era = z - era * 146097;
    int64_t year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) /
        365;
    int64_t day_of_year =
        day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    int64_t m = (5 * day_of_year + 2) / 153;
    *day = (int)(day_of_year - (153 * m + 2) / 5 + 1);
    *month = (int)(m < 10 ? m + 3 : m - 9);
    *year = (int)(year_of_era + era * 400 + (*month <= 2));
}

int day_year(struct day d)
{
    int year, month, day;
    day_split(&year, &month, &day, d);
    return year;
}

int day_month(struct day d)
{
    int year, month, day;
    day_split(&year, &month, &day, d);
    return month;
}

struct day day_add_months(struct day d, int months)
{
    if (day_is_none(d)) return d;
    int year, month, day;
    day_split(&year, &month, &day, d);
    int64_t n = (int64_t)year * 12 + (month - 1) + months;
    if (n < (int64_t)FIRST_YEAR * 12) return day_of(FIRST_YEAR, 1, 1);
    if (n >= (int64_t)(LAST_YEAR + 1) * 12) return day_of(LAST_YEAR, 12, 31);
    year = (int)(n / 12);
    month = (int)(n % 12) + 1;
    return day_of(year, month, MIN_OF(day, month_length(year, month)));
}

static bool in_calendar(int64_t count)
{
    return count >= count_of(FIRST_YEAR, 1, 1) && count <= count_of(LAST_YEAR, 12, 31);
}

static int64_t floor_divide(int64_t a, int64_t b)
{
    return a / b - (a % b < 0);
}

struct day day_of_moment(int64_t unix_ms)
{
    int64_t count = floor_divide(unix_ms, MS_A_DAY);
    return in_calendar(count) ? (struct day){(int32_t)count} : DAY_NONE;
}

int64_t day_to_moment(struct day d)
{
    return d.v * MS_A_DAY;
}

int days_between(struct day from, struct day to)
{
    int64_t days = (int64_t)to.v - from.v;
    return (int)MAX_OF(MIN_OF(days, (int64_t)INT32_MAX), (int64_t)INT32_MIN);
}

int age_on(struct partial_date born, struct day on)
{
    if (born.year == 0 || day_is_none(on)) return -1;
    int year, month, day;
    day_split(&year, &month, &day, on);
    int born_month = MAX_OF(born.month, 1), born_day = MAX_OF(born.day, 1);
    int before = month < born_month || (month == born_month && day < born_day);
    return MAX_OF(year - born.year - before, -1);
}

/* The last digits of v, as many as there is room for. */
static void put_digits(char *out, size_t n, unsigned v)
{
    for (; n; v /= 10)
        out[--n] = (char)('0' + v % 10);
}

void day_text(char out[DAY_TEXT + 1], struct day d)
{
    out[0] = '\0';
    if (day_is_none(d)) return;
    int year, month, day;
    day_split(&year, &month, &day, d);
    if (!in_calendar(d.v)) {
        snprintf(out, DAY_TEXT + 1, "beyond");
        return;
    }
    /* a digest of every row received asks for its days: no format */
    memcpy(out, "0000-00-00", DAY_TEXT + 1);
    put_digits(out, 4, (unsigned)year);
    put_digits(out + 5, 2, (unsigned)month);
    put_digits(out + 8, 2, (unsigned)day);
}

void moment_text(char out[MOMENT_TEXT + 1], int64_t unix_ms)
{
    struct day d = day_of_moment(unix_ms);
    if (day_is_none(d)) {
        snprintf(out, MOMENT_TEXT + 1, "beyond");
        return;
    }
    char date[DAY_TEXT + 1];
    day_text(date, d);
    unsigned s = (unsigned)((unix_ms - day_to_moment(d)) / 1000) % 86400u;
    snprintf(out, MOMENT_TEXT + 1, "%.10sT%02u:%02u:%02uZ", date, s / 3600, s / 60 % 60,
             s % 60);
}

/* A number of `width` digits at `at`; -1 when there is none. */
static int digits_at(struct str text, size_t at, size_t width)
{
    if (at + width > text.n) return -1;
    int value = 0;
    for (size_t i = at; i < at + width; i++) {
        if (text.p[i] < '0' || text.p[i] > '9') return -1;
        value = value * 10 + (text.p[i] - '0');
    }
    return value;
}

/* "YYYY", "YYYY-MM" or "YYYY-MM-DD"; what is not written is -1. */
static bool read_parts(int *year, int *month, int *day, struct str text)
{
    *year = digits_at(text, 0, 4);
    *month = *day = -1;
    if (*year < 0 || text.n == 4) return *year >= 0;
    if (text.n != 7 && text.n != DAY_TEXT) return false;
    *month = digits_at(text, 5, 2);
    if (text.p[4] != '-' || *month < 0 || text.n == 7)
        return text.p[4] == '-' && *month >= 0;
    *day = digits_at(text, 8, 2);
    return text.p[7] == '-' && *day >= 0;
}

/* A date may be a birth date: the messages never repeat it. */
static enum err_code wrong_form(struct err *e, const char *form, struct str text)
{
    return err_set(e, ERR_INVALID,
                   "expected a date written as %s, found %zu characters %s", form,
                   text.n, "in another form");
}

static enum err_code wrong_date(struct err *e)
{
    enum err_code rc =
        err_set(e, ERR_INVALID, "expected a date that exists, from %d to %d",
                FIRST_YEAR, LAST_YEAR);
    err_hint(e, "check the number of days of the month, and the year");
    return rc;
}

enum err_code day_parse(struct day *out, struct str text, struct err *e)
{
    int year, month, day;
    *out = DAY_NONE;
    if (text.n != DAY_TEXT || !read_parts(&year, &month, &day, text))
        return wrong_form(e, "YYYY-MM-DD", text);
    if (!day_is_valid(year, month, day)) return wrong_date(e);
    *out = day_of(year, month, day);
    return OK;
}

enum err_code partial_date_parse(struct partial_date *out, struct str text,
                                 struct err *e)
{
    int year, month, day;
    *out = (struct partial_date){0};
    if (str_eq(text, S("unknown"))) return OK;
    if (!read_parts(&year, &month, &day, text))
        return wrong_form(e, "YYYY-MM-DD, YYYY-MM, YYYY or unknown", text);
    if (month == 0 && day < 0) /* "2001-00" is none of the forms */
        return wrong_form(e, "YYYY-MM-DD, YYYY-MM, YYYY or unknown", text);
    if (month == 0 && day > 0) return wrong_date(e);
    month = MAX_OF(month, 0);
    day = MAX_OF(day, 0);
    if (!day_is_valid(year, MAX_OF(month, 1), MAX_OF(day, 1))) return wrong_date(e);
    *out = (struct partial_date){(int16_t)year, (uint8_t)month, (uint8_t)day};
    return OK;
}

enum err_code period_parse(struct day *from_out, struct day *to_out, struct str text,
                           struct err *e)
{
    int year, month, day;
    *from_out = *to_out = DAY_NONE;
    if (!read_parts(&year, &month, &day, text))
        return wrong_form(e, "YYYY, YYYY-MM or YYYY-MM-DD", text);
    int first_month = month < 0 ? 1 : month, first_day = day < 0 ? 1 : day;
    if (!day_is_valid(year, first_month, first_day)) return wrong_date(e);
    int last_month = month < 0 ? 12 : month;
    int last_day = day < 0 ? month_length(year, last_month) : day;
    *from_out = day_of(year, first_month, first_day);
    *to_out = day_of(year, last_month, last_day);
    return OK;
}

enum err_code moment_parse(int64_t *out, struct str text, struct err *e)
{
    enum { WITH_TIME = 20 };
    static const char form[] = "YYYY-MM-DD or YYYY-MM-DDTHH:MM:SSZ";
    struct day d;
    *out = 0;
    if (text.n != DAY_TEXT && text.n != WITH_TIME) return wrong_form(e, form, text);
    enum err_code rc = day_parse(&d, (struct str){text.p, DAY_TEXT}, e);
    if (rc != OK) return rc;
    if (text.n == DAY_TEXT) {
        *out = day_to_moment(d) + MS_A_DAY - 1;
        return OK;
    }
    int hours = digits_at(text, 11, 2), minutes = digits_at(text, 14, 2),
        seconds = digits_at(text, 17, 2);
    if (text.p[10] != 'T' || text.p[13] != ':' || text.p[16] != ':' ||
        text.p[19] != 'Z' || hours < 0 || minutes < 0 || seconds < 0)
        return wrong_form(e, form, text);
    if (hours > 23 || minutes > 59 || seconds > 59)
        return err_set(e, ERR_INVALID, "expected a time from 00:00:00 to 23:59:59");
    *out = day_to_moment(d) + ((hours * 60 + minutes) * 60 + seconds) * INT64_C(1000);
    return OK;
}
