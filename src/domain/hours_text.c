#include "domain/hours_text.h"

static const char *const day_names[N_LANGS][7] = {
    [LANG_NL] = {"ma", "di", "wo", "do", "vr", "za", "zo"},
    [LANG_FR] = {"lu", "ma", "me", "je", "ve", "sa", "di"},
    [LANG_EN] = {"mo", "tu", "we", "th", "fr", "sa", "su"},
};

struct text_at {
    struct str rest;
    enum lang lang;
};

static void skip_space(struct text_at *t)
{
    while (t->rest.n &&
           (t->rest.p[0] == ' ' || t->rest.p[0] == '\t' || t->rest.p[0] == '\r')) {
        t->rest.p++;
        t->rest.n--;
    }
}

static bool take_char(struct text_at *t, const char *any)
{
    skip_space(t);
    if (!t->rest.n || !strchr(any, t->rest.p[0])) return false;
    t->rest.p++;
    t->rest.n--;
    return true;
}

/* "-" in any of its forms: hyphen, dash of three bytes. */
static bool take_dash(struct text_at *t)
{
    skip_space(t);
    if (t->rest.n >= 3 && memcmp(t->rest.p, "\xe2\x80", 2) == 0 &&
        (t->rest.p[2] == '\x93' || t->rest.p[2] == '\x94')) {
        t->rest.p += 3;
        t->rest.n -= 3;
        return true;
    }
    return take_char(t, "-");
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static size_t word_length(const struct text_at *t)
{
    size_t n = 0;
    while (n < t->rest.n && is_letter(t->rest.p[n]))
        n++;
    return n;
}

static int take_day(struct text_at *t)
{
    skip_space(t);
    size_t n = word_length(t);
    if (n < 2) return 0;
    for (int d = 0; d < 7; d++)
        if (str_eq_nocase((struct str){t->rest.p, 2}, str_of(day_names[t->lang][d]))) {
            t->rest.p += n;
            t->rest.n -= n;
            take_char(t, "."); /* "ma." */
            return d + 1;
        }
    return 0;
}

static bool take_days(uint8_t *out, struct text_at *t)
{
    *out = 0;
    do {
        int from = take_day(t), to = from;
        if (!from) return false;
        if (take_dash(t)) to = take_day(t);
        if (!to) return false;
        for (int d = from;; d = d % 7 + 1) {
            *out |= (uint8_t)(1u << d);
            if (d == to) break;
        }
    } while (take_char(t, ","));
    return true;
}

static bool take_number(int *out, struct text_at *t, int most)
{
    size_t n = 0;
    *out = 0;
    while (n < t->rest.n && n < 3 && t->rest.p[n] >= '0' && t->rest.p[n] <= '9')
        *out = *out * 10 + (t->rest.p[n++] - '0');
    t->rest.p += n;
    t->rest.n -= n;
    return n > 0 && *out <= most;
}

static bool take_time(int16_t *out, struct text_at *t)
{
    int hour, minute = 0;
    skip_space(t);
    if (!take_number(&hour, t, 24)) return false;
    if (t->rest.n && strchr(":.uUhH", t->rest.p[0])) {
        bool may_end = strchr("uUhH", t->rest.p[0]) != NULL;
        t->rest.p++;
        t->rest.n--;
        bool has_digits = t->rest.n && t->rest.p[0] >= '0' && t->rest.p[0] <= '9';
        if (!has_digits && !may_end) return false;
        if (has_digits && !take_number(&minute, t, 59)) return false;
    }
    *out = (int16_t)(hour * 60 + minute);
    return *out <= 24 * 60;
}

static bool take_joint(struct text_at *t)
{
    static const char *const words[] = {"en", "et", "and"};
    if (take_char(t, ",+&")) return true;
    size_t n = word_length(t);
    for (size_t i = 0; i < ARRAY_LEN(words); i++)
        if (str_eq_nocase((struct str){t->rest.p, n}, str_of(words[i]))) {
            t->rest.p += n;
            t->rest.n -= n;
            return true;
        }
    return false;
}

static bool take_spans(struct week_line *line, struct text_at *t)
{
    do {
        if (line->n == WEEK_SPANS) return false;
        int16_t from, to;
        if (!take_time(&from, t) || !take_dash(t) || !take_time(&to, t) || from == to)
            return false;
        line->spans[line->n].from_minute = from;
        line->spans[line->n].to_minute = to == 24 * 60 ? 0 : to;
        line->n++;
    } while (take_joint(t));
    return true;
}

bool hours_read(struct week_line out[7], size_t *n_out, struct str *fault_out,
                struct str text, enum lang lang)
{
    struct text_at t = {text, lang};
    *n_out = 0;
    for (;;) {
        while (take_char(&t, ";\n"))
            continue;
        skip_space(&t);
        *fault_out = t.rest;
        if (!t.rest.n) return true;
        if (*n_out == 7) return false;
        struct week_line line = {0};
        if (!take_days(&line.weekdays, &t) || !take_spans(&line, &t)) return false;
        skip_space(&t);
        if (t.rest.n && !strchr(";\n", t.rest.p[0])) return false;
        out[(*n_out)++] = line;
    }
}

/* --- back --- */

void weekdays_write(struct buf *out, uint8_t weekdays, enum lang lang)
{
    bool is_first = true;
    for (int d = 1; d <= 7; d++) {
        if (!(weekdays >> d & 1)) continue;
        int last = d;
        while (last < 7 && (weekdays >> (last + 1) & 1))
            last++;
        if (last == d + 1) last = d; /* two days are told apart */
        if (!is_first) buf_add_c(out, ", ");
        is_first = false;
        buf_add_c(out, day_names[lang][d - 1]);
        if (last > d) buf_format(out, "-%s", day_names[lang][last - 1]);
        d = last;
    }
}

static void put_time(struct buf *out, int minute)
{
    buf_format(out, "%d", minute / 60);
    if (minute % 60) buf_format(out, ":%02d", minute % 60);
}

void spans_write(struct buf *out, const struct week_line *line)
{
    for (size_t i = 0; i < line->n; i++) {
        int from = line->spans[i].from_minute, to = line->spans[i].to_minute;
        if (from == 0 && to == 0) continue;
        if (i) buf_add_c(out, ", ");
        put_time(out, from);
        buf_add_char(out, '-');
        put_time(out, to ? to : 24 * 60);
    }
}

void hours_write(struct buf *out, const struct week_line *lines, size_t n,
                 enum lang lang)
{
    for (size_t i = 0; i < n; i++) {
        if (i) buf_add_c(out, "; ");
        weekdays_write(out, lines[i].weekdays, lang);
        buf_add_char(out, ' ');
        size_t start = out->n;
        spans_write(out, &lines[i]);
        if (out->n == start) buf_add_c(out, "0-24");
    }
}
