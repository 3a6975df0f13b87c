/* Dates as people type them. The parts are found first (numbers with their number of
 * digits, or the name of a month), then their order: a year of four digits in front or
 * behind decides, and day goes before month as everywhere in Europe. */
#include "encode/fold.h"

enum { PARTS = 3, YEAR_FIRST = 1800, YEAR_LAST = 2100, CENTURY_TURN = 30 };

struct date_part {
    int value, digits; /* digits 0: the name of a month */
};

/* The first letters of months, folded: nl, fr, en; enough of them to tell apart. */
static const struct {
    const char *name;
    int month;
} month_names[] = {
    {"jan", 1},  {"feb", 2},  {"fev", 2},  {"mar", 3},  {"maa", 3}, {"mrt", 3},
    {"apr", 4},  {"avr", 4},  {"mei", 5},  {"mai", 5},  {"may", 5}, {"juin", 6},
    {"juil", 7}, {"jun", 6},  {"jul", 7},  {"aug", 8},  {"aou", 8}, {"sep", 9},
    {"okt", 10}, {"oct", 10}, {"nov", 11}, {"dec", 12},
};

static int month_named(struct str word)
{
    for (size_t i = 0; i < ARRAY_LEN(month_names); i++)
        if (str_starts(word, str_of(month_names[i].name))) return month_names[i].month;
    return 0;
}

/* A time behind the day ("2001-05-07T00:00:00", "7/5/2001 00:00") is left out: it is
 * what comes with a colon, and the hour before it. */
static struct str without_time(struct str raw)
{
    const char *colon = raw.n ? memchr(raw.p, ':', raw.n) : NULL;
    if (!colon) return raw;
    size_t n = (size_t)(colon - raw.p);
    while (n > 0 && raw.p[n - 1] >= '0' && raw.p[n - 1] <= '9')
        n--;
    if (n > 0 && (raw.p[n - 1] == 'T' || raw.p[n - 1] == 't' || raw.p[n - 1] == ' '))
        return (struct str){raw.p, n - 1};
    return raw;
}

/* The parts of a folded text; 0 when it holds anything that is no part of a date. */
static size_t parts_of(struct date_part *part, struct str folded)
{
    size_t n = 0;
    struct str word;
    while (str_split(&word, &folded, ' ')) {
        if (!word.n || n == PARTS) return 0;
        struct date_part p = {0};
        if (word.p[0] >= '0' && word.p[0] <= '9') {
            if (word.n > 8) return 0;
            for (size_t i = 0; i < word.n; i++) {
                if (word.p[i] < '0' || word.p[i] > '9') return 0;
                p.value = p.value * 10 + (word.p[i] - '0');
            }
            p.digits = (int)word.n;
        } else {
            p.value = month_named(word);
            if (!p.value) return 0;
        }
        part[n++] = p;
    }
    return n;
}

static bool is_year(int year)
{
    return year >= YEAR_FIRST && year <= YEAR_LAST;
}

/* One number: 1953, 195305, 20010507 or 07052001. */
static size_t one_number_split(struct date_part *part)
{
    int v = part[0].value;
    if (part[0].digits == 4) return 1;
    if (part[0].digits == 6 && is_year(v / 100)) {
        part[1] = (struct date_part){v % 100, 2};
        part[0] = (struct date_part){v / 100, 4};
        return 2;
    }
    if (part[0].digits != 8) return 0;
    if (is_year(v / 10000) && v / 100 % 100 <= 12) {
        part[2] = (struct date_part){v % 100, 2};
        part[1] = (struct date_part){v / 100 % 100, 2};
        part[0] = (struct date_part){v / 10000, 4};
    } else {
        part[2] = (struct date_part){v % 10000, 4};
        part[1] = (struct date_part){v / 10000 % 100, 2};
        part[0] = (struct date_part){v / 1000000, 2};
    }
    return 3;
}

/* Year, then month, then day; the order in which the parts came is undone. */
static bool order_parts(int out[PARTS], struct date_doubt *doubt,
                        const struct date_part *part, size_t n)
{
    out[0] = out[1] = out[2] = 0;
    bool year_in_front = part[0].digits == 4;
    const struct date_part *year = year_in_front ? &part[0] : &part[n - 1];
    if (year->digits != 4 && !(year->digits == 2 && n == 3)) return false;
    out[0] = year->value;
    if (year->digits == 2) {
        out[0] += year->value >= CENTURY_TURN ? 1900 : 2000;
        doubt->century_open = true;
    }
    if (n == 1) return true;
    if (n == 2) {
        out[1] = part[year_in_front ? 1 : 0].value;
        return true;
    }
    const struct date_part *day = &part[year_in_front ? 2 : 0], *month = &part[1];
    bool is_named = day->digits == 0 || month->digits == 0;
    if (day->digits > 2 || month->digits > 2) return false;
    if (day->digits == 0 || (month->value > 12 && day->value <= 12)) {
        const struct date_part *other = day;
        day = month;
        month = other;
    } else if (!year_in_front && !is_named && day->value <= 12 && day->value >= 1 &&
               month->value >= 1 && day->value != month->value) {
        doubt->day_month_open = true;
    }
    out[1] = month->value;
    out[2] = day->value;
    return true;
}

struct partial_date date_guess_doubt(struct date_doubt *out, struct str raw)
{
    struct date_part part[PARTS];
    struct partial_date none = {0};
    struct buf folded;
    int d[PARTS];
    *out = (struct date_doubt){0};
    /* names of months are all the text there is in a date */
    if (raw.n > 64) return none;
    buf_init(&folded, 0);
    text_fold(&folded, without_time(str_trim(raw)), FOLD_UMLAUT_KEEP);
    size_t n = parts_of(part, buf_str(&folded));
    buf_dispose(&folded);
    if (n == 1) n = one_number_split(part);
    if (n == 0 || !order_parts(d, out, part, n) || !is_year(d[0]) || d[1] > 12 ||
        d[2] > 31) {
        *out = (struct date_doubt){0};
        return none;
    }
    if (d[1] == 0) d[2] = 0;
    if (d[2] && !day_is_valid(d[0], d[1], d[2])) {
        out->day_impossible = true;
        d[2] = 0;
    }
    return (struct partial_date){(int16_t)d[0], (uint8_t)d[1], (uint8_t)d[2]};
}

struct partial_date date_guess(struct str raw)
{
    struct date_doubt doubt;
    return date_guess_doubt(&doubt, raw);
}
