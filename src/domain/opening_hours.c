#include "domain/opening_hours.h"

enum { EVERY_WEEK = 0, LAST = 6, LAST_BUT_ONE = 7, MINUTES_A_DAY = 24 * 60 };

uint8_t weekday_of(struct day d)
{
    /* 1970-01-01 was a Thursday */
    int32_t r = (d.v + 3) % 7;
    return (uint8_t)((r < 0 ? r + 7 : r) + 1);
}

/* --- reading --- */

static bool read_small(int *out, struct str text, int least, int most)
{
    int v = 0, sign = 1;
    size_t i = 0;
    if (text.n && text.p[0] == '-') {
        sign = -1;
        i = 1;
    }
    if (i == text.n || text.n > 5) return false;
    for (; i < text.n; i++) {
        if (text.p[i] < '0' || text.p[i] > '9') return false;
        v = v * 10 + (text.p[i] - '0');
    }
    *out = sign * v;
    return *out >= least && *out <= most;
}

/* "10:00", "10:00:00", "10:00Z", "10:00+02:00": the clock on the wall. */
static bool read_minute(int16_t *out, struct str text)
{
    int hour, minute;
    if (text.n < 5 || text.p[2] != ':' ||
        !read_small(&hour, (struct str){text.p, 2}, 0, 24) ||
        !read_small(&minute, (struct str){text.p + 3, 2}, 0, 59))
        return false;
    if (text.n > 5 && !memchr(":Z+-", text.p[5], 4)) return false;
    *out = (int16_t)(hour * 60 + minute);
    return *out <= MINUTES_A_DAY;
}

static bool read_day(struct day *out, struct str text)
{
    *out = DAY_NONE;
    if (!text.n) return true;
    return text.n >= 10 && day_parse(out, (struct str){text.p, 10}, NULL) == OK;
}

/* "MO", "2TU", "-1FR". */
static bool read_weekday(struct opening *o, struct str word)
{
    static const char names[] = "MOTUWETHFRSASU";
    int ordinal = EVERY_WEEK;
    if (word.n < 2) return false;
    const char *name = word.p + word.n - 2;
    if (word.n > 2) {
        struct str number = {word.p, word.n - 2};
        if (number.p[0] == '+') number = (struct str){number.p + 1, number.n - 1};
        if (!read_small(&ordinal, number, -2, 5) || ordinal == 0) return false;
        if (ordinal < 0) ordinal = ordinal == -1 ? LAST : LAST_BUT_ONE;
    }
    for (unsigned d = 0; d < 7; d++)
        if (memcmp(names + 2 * d, name, 2) == 0) {
            o->ordinals[d + 1] |= (uint8_t)(1u << ordinal);
            return true;
        }
    return false;
}

static bool read_days(struct opening *o, const struct schedule_text *text)
{
    struct str word, rest = text->byday;
    int day;
    while (rest.n && str_split(&word, &rest, ','))
        if (!read_weekday(o, str_trim(word))) return false;
    rest = text->bymonthday;
    while (rest.n && str_split(&word, &rest, ',')) {
        if (!read_small(&day, str_trim(word), -1, 31) || day == 0) return false;
        o->month_days |= UINT32_C(1) << (day < 0 ? 0 : day);
    }
    return true;
}

static bool has_weekday(const struct opening *o)
{
    for (unsigned d = 1; d <= 7; d++)
        if (o->ordinals[d]) return true;
    return false;
}

bool opening_read(struct opening *out, const struct schedule_text *text)
{
    struct day until;
    *out =
        (struct opening){.is_monthly = str_eq_c(text->freq, "MONTHLY"), .interval = 1};
    if (!out->is_monthly && text->freq.n && !str_eq_c(text->freq, "WEEKLY"))
        return false;
    if (text->byweekno.n || text->byyearday.n) return false;
    if (text->interval.n && !read_small(&out->interval, text->interval, 1, 999))
        return false;
    if (text->count.n && !read_small(&out->count, text->count, 1, 9999)) return false;
    if (!read_day(&out->start, text->dtstart) || !read_day(&until, text->until) ||
        !read_day(&out->first, text->valid_from) ||
        !read_day(&out->last, text->valid_to) || !read_days(out, text))
        return false;
    if (!day_is_none(until) && (day_is_none(out->last) || until.v < out->last.v))
        out->last = until;
    if (!day_is_none(out->start) &&
        (day_is_none(out->first) || out->start.v > out->first.v))
        out->first = out->start;
    if (!out->is_monthly) out->month_days = 0;
    if (!has_weekday(out) && !out->month_days) return false;
    if (!text->opens_at.n && !text->closes_at.n) return true;
    return read_minute(&out->from_minute, text->opens_at) &&
           read_minute(&out->to_minute, text->closes_at);
}

/* --- days --- */

static int days_in_month(struct day d)
{
    int year, month, day;
    day_split(&year, &month, &day, d);
    struct day first = day_of(year, month, 1);
    return days_between(first, day_add_months(first, 1));
}

static bool ordinal_fits(uint8_t ordinals, struct day on)
{
    int year, month, day;
    day_split(&year, &month, &day, on);
    int from_end = (days_in_month(on) - day) / 7;
    return (ordinals & (1u << EVERY_WEEK)) ||
           (ordinals & (1u << ((day - 1) / 7 + 1))) ||
           (from_end == 0 && (ordinals & (1u << LAST))) ||
           (from_end == 1 && (ordinals & (1u << LAST_BUT_ONE)));
}

static int month_number(struct day d)
{
    return day_year(d) * 12 + day_month(d);
}

/* Monday of its week: weeks begin on Monday here. */
static int32_t week_start(struct day d)
{
    return d.v - (weekday_of(d) - 1);
}

/* In the pattern, count left aside. */
static bool is_in_pattern(const struct opening *o, struct day on)
{
    int year, month, day;
    if (!day_is_none(o->first) && on.v < o->first.v) return false;
    if (!day_is_none(o->last) && on.v > o->last.v) return false;
    uint8_t ordinals = o->ordinals[weekday_of(on)];
    day_split(&year, &month, &day, on);
    if (!o->is_monthly) {
        if (!ordinals) return false;
        if (o->interval == 1 || day_is_none(o->start)) return true;
        return (week_start(on) - week_start(o->start)) / 7 % o->interval == 0;
    }
    if (!day_is_none(o->start) && o->interval > 1 &&
        (month_number(on) - month_number(o->start)) % o->interval != 0)
        return false;
    bool is_month_day =
        (o->month_days >> day & 1) || ((o->month_days & 1) && day == days_in_month(on));
    bool is_weekday = ordinals && ordinal_fits(ordinals, on);
    if (o->month_days && has_weekday(o)) return is_month_day && is_weekday;
    return is_month_day || is_weekday;
}

bool opening_holds_on(const struct opening *o, struct day on)
{
    enum { MOST_DAYS = 366 * 30 };
    if (!is_in_pattern(o, on)) return false;
    if (!o->count || day_is_none(o->start)) return true;
    int n = 0;
    if (days_between(o->start, on) > MOST_DAYS) return false;
    for (struct day d = o->start; d.v <= on.v && n <= o->count; d.v++)
        n += is_in_pattern(o, d);
    return n <= o->count;
}

bool openings_are_open(const struct opening *openings, size_t n, struct day on,
                       int minute)
{
    struct day before = {on.v - 1};
    for (size_t i = 0; i < n; i++) {
        const struct opening *o = &openings[i];
        bool is_past_midnight = o->to_minute < o->from_minute;
        int to = o->to_minute == 0 || is_past_midnight ? MINUTES_A_DAY : o->to_minute;
        if (opening_holds_on(o, on) && minute >= o->from_minute && minute < to)
            return true;
        if (is_past_midnight && minute < o->to_minute && opening_holds_on(o, before))
            return true;
    }
    return false;
}

/* --- a week in words --- */

static void add_span(struct week_line *line, const struct opening *o)
{
    size_t at = 0;
    for (; at < line->n; at++) {
        if (line->spans[at].from_minute == o->from_minute &&
            line->spans[at].to_minute == o->to_minute)
            return;
        if (line->spans[at].from_minute > o->from_minute) break;
    }
    if (line->n == WEEK_SPANS) return;
    memmove(&line->spans[at + 1], &line->spans[at],
            (line->n - at) * sizeof line->spans[0]);
    line->spans[at].from_minute = o->from_minute;
    line->spans[at].to_minute = o->to_minute;
    line->n++;
}

static bool spans_equal(const struct week_line *x, const struct week_line *y)
{
    return x->n == y->n && memcmp(x->spans, y->spans, x->n * sizeof x->spans[0]) == 0;
}

size_t openings_week(struct week_line out[7], const struct opening *openings, size_t n,
                     struct day on)
{
    size_t n_lines = 0;
    for (uint8_t day = 1; day <= 7; day++) {
        struct week_line line = {.weekdays = (uint8_t)(1u << day)};
        for (size_t i = 0; i < n; i++) {
            const struct opening *o = &openings[i];
            bool is_past = !day_is_none(o->last) && o->last.v < on.v;
            if (!o->is_monthly && o->ordinals[day] && !is_past) add_span(&line, o);
        }
        if (!line.n) continue;
        size_t same = 0;
        while (same < n_lines && !spans_equal(&out[same], &line))
            same++;
        if (same < n_lines)
            out[same].weekdays |= line.weekdays;
        else
            out[n_lines++] = line;
    }
    return n_lines;
}
