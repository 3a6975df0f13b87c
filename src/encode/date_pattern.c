/* Method: Python makes a regular expression of the form, an ordered choice for each
 * directive, and takes the first match that backtracking finds at the beginning of the
 * text; only then it looks whether anything is left. So does match() here. */
#include "encode/date_pattern.h"

/* The directives that are read, and what a text gave for each. */
static const char directives[] = "YmdybBjaAHMSf";
struct date_parts {
    int value[sizeof directives];
};

static const char *const months[] = {"january",   "february", "march",    "april",
                                     "may",       "june",     "july",     "august",
                                     "september", "october",  "november", "december"};
static const char *const weekdays[] = {"monday", "tuesday",  "wednesday", "thursday",
                                       "friday", "saturday", "sunday"};

static bool is_blank(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r') || (c >= 0x1c && c <= 0x1f);
}

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* The number in the first n characters; -1 when they are not digits. */
static int digits(struct str s, size_t n)
{
    int v = 0;
    if (s.n < n) return -1;
    for (size_t i = 0; i < n; i++) {
        if (!is_digit(s.p[i])) return -1;
        v = v * 10 + (s.p[i] - '0');
    }
    return v;
}

/* The next way, longest first, in which `s` may begin with the directive: its length,
 * 0 when there is none (any more). `turn` counts the ways from 0. */
static size_t number_way(int *value_out, char directive, struct str s, int turn)
{
    static const struct {
        char directive;
        int n, low, high; /* digits, range of all of them */
    } rows[] = {{'Y', 4, 0, 9999}, {'y', 2, 0, 99},  {'m', 2, 1, 12},
                {'d', 2, 1, 31},   {'H', 2, 0, 23},  {'M', 2, 0, 59},
                {'S', 2, 0, 61},   {'j', 3, 1, 366}, {'f', 6, 0, 999999}};
    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        if (rows[i].directive != directive) continue;
        bool is_fixed = directive == 'Y' || directive == 'y';
        for (int n = rows[i].n; n >= (is_fixed ? rows[i].n : 1); n--) {
            int v = digits(s, (size_t)n);
            if (v < rows[i].low || v > rows[i].high || turn-- > 0) continue;
            *value_out = v;
            return (size_t)n;
        }
        /* a day may be a blank and a digit */
        int v = s.n >= 2 && s.p[0] == ' ' ? digits((struct str){s.p + 1, 1}, 1) : -1;
        if (directive == 'd' && v >= 1 && turn == 0) {
            *value_out = v;
            return 2;
        }
    }
    return 0;
}

static bool starts_with_name(struct str s, const char *name, size_t n)
{
    if (s.n < n) return false;
    for (size_t i = 0; i < n; i++)
        if (lower(s.p[i]) != name[i]) return false;
    return true;
}

static size_t name_way(int *value_out, char directive, struct str s, int turn)
{
    bool is_month = directive == 'b' || directive == 'B';
    bool is_short = directive == 'b' || directive == 'a';
    const char *const *names = is_month ? months : weekdays;
    if (turn) return 0; /* no name is the beginning of another */
    for (int i = 0; i < (is_month ? 12 : 7); i++) {
        size_t n = is_short ? 3 : strlen(names[i]);
        if (!starts_with_name(s, names[i], n)) continue;
        *value_out = i + 1;
        return n;
    }
    return 0;
}

static bool match(struct date_parts *p, size_t *left_out, struct str form,
                  struct str text)
{
    if (!form.n) {
        *left_out = text.n;
        return true;
    }
    if (is_blank(form.p[0])) {
        while (form.n && is_blank(form.p[0]))
            form = (struct str){form.p + 1, form.n - 1};
        size_t n = 0;
        while (n < text.n && is_blank(text.p[n]))
            n++;
        for (; n; n--)
            if (match(p, left_out, form, (struct str){text.p + n, text.n - n}))
                return true;
        return false;
    }
    if (form.p[0] != '%' || form.p[1] == '%') {
        size_t step = form.p[0] == '%' ? 2 : 1;
        if (!text.n || lower(text.p[0]) != lower(form.p[0])) return false;
        return match(p, left_out, (struct str){form.p + step, form.n - step},
                     (struct str){text.p + 1, text.n - 1});
    }
    char directive = form.p[1];
    bool is_name = strchr("aAbB", directive) != NULL;
    struct str rest = {form.p + 2, form.n - 2};
    for (int turn = 0;; turn++) {
        int value = 0;
        size_t n = is_name ? name_way(&value, directive, text, turn)
                           : number_way(&value, directive, text, turn);
        if (!n) return false;
        if (match(p, left_out, rest, (struct str){text.p + n, text.n - n})) {
            p->value[strchr(directives, directive) - directives] = value;
            return true;
        }
    }
}

enum err_code date_pattern_check(struct str form, const char *at, struct err *e)
{
    bool seen[sizeof directives] = {false};
    bool any = false;
    for (size_t i = 0; i < form.n; i++) {
        if (form.p[i] != '%') continue;
        i++;
        if (i < form.n && form.p[i] == '%') continue;
        const char *k = i < form.n && form.p[i] ? strchr(directives, form.p[i]) : NULL;
        if (!k) {
            enum err_code rc = err_set(
                e, ERR_INVALID, "schema: %s: holds a directive that is not read", at);
            err_hint(e, "use %%Y %%m %%d %%y %%b %%B %%j %%a %%A %%H %%M %%S %%f %%%%");
            return rc;
        }
        if (seen[k - directives])
            return err_set(e, ERR_INVALID,
                           "schema: %s: expected each directive once, found %%%c twice",
                           at, *k);
        seen[k - directives] = any = true;
    }
    if (any && form.n <= 64) return OK;
    return err_set(e, ERR_INVALID,
                   "schema: %s: expected a date format of 2 to 64 bytes such as "
                   "%%Y-%%m-%%d, found %zu bytes%s",
                   at, form.n, any ? "" : " without a directive");
}

static bool is_leap(int year)
{
    return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

static int month_days(int year, int month)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return days[month - 1] + (month == 2 && is_leap(year));
}

bool date_pattern_read(struct partial_date *out, struct str form, struct str text)
{
    struct date_parts p = {{0}};
    size_t left = 0;
    int year = 1900, month = 1, day = 1, day_of_year = 0;
    *out = (struct partial_date){0};
    if (!match(&p, &left, form, text) || left) return false;
    for (size_t i = 0; i + 1 < form.n; i++) { /* what is said twice: the last */
        if (form.p[i] != '%') continue;
        char directive = form.p[++i];
        if (directive == '%') continue;
        int v = p.value[strchr(directives, directive) - directives];
        if (directive == 'Y') year = v;
        if (directive == 'y') year = v <= 68 ? 2000 + v : 1900 + v;
        if (directive == 'm' || directive == 'b' || directive == 'B') month = v;
        if (directive == 'd') day = v;
        if (directive == 'j') day_of_year = v;
        if (directive == 'S' && v > 59) return false;
    }
    if (year < 1) return false;
    if (day_of_year) { /* it decides, and the 366th of other years is the next day */
        month = 1;
        day = day_of_year;
        while (day > month_days(year, month)) {
            day -= month_days(year, month);
            month = month % 12 + 1;
            year += month == 1;
        }
    }
    if (day > month_days(year, month) || year > 9999) return false;
    *out = (struct partial_date){(int16_t)year, (uint8_t)month, (uint8_t)day};
    return true;
}
