#include "domain/number_text.h"

#include <math.h>

#include "domain/code_list.h"

static const char *const month_names[12][N_LANGS] = {
    {"januari", "janvier", "January"},
    {"februari", "février", "February"},
    {"maart", "mars", "March"},
    {"april", "avril", "April"},
    {"mei", "mai", "May"},
    {"juni", "juin", "June"},
    {"juli", "juillet", "July"},
    {"augustus", "août", "August"},
    {"september", "septembre", "September"},
    {"oktober", "octobre", "October"},
    {"november", "novembre", "November"},
    {"december", "décembre", "December"},
};

static uint64_t magnitude(int64_t n)
{
    return n < 0 ? 0 - (uint64_t)n : (uint64_t)n;
}

static void add_grouped(struct buf *out, uint64_t n, int lang)
{
    char digits[24];
    int len = snprintf(digits, sizeof digits, "%llu", (unsigned long long)n);
    const char *apart = lang == LANG_EN ? "," : lang == LANG_FR ? "\xe2\x80\xaf" : ".";
    for (int i = 0; i < len; i++) {
        if (i > 0 && (len - i) % 3 == 0) buf_add_c(out, apart);
        buf_add_char(out, digits[i]);
    }
}

static char decimal_mark(int lang)
{
    return lang == LANG_EN ? '.' : ',';
}

void number_count(struct buf *out, int64_t n, int lang)
{
    if (n < 0) buf_add_char(out, '-');
    add_grouped(out, magnitude(n), lang);
}

void number_euro(struct buf *out, int64_t cents, int lang)
{
    uint64_t m = magnitude(cents);
    if (cents < 0) buf_add_char(out, '-');
    add_grouped(out, m / 100, lang);
    buf_format(out, "%c%02u", decimal_mark(lang), (unsigned)(m % 100));
}

void number_cents_plain(struct buf *out, int64_t cents, char mark)
{
    uint64_t m = magnitude(cents);
    buf_format(out, "%s%llu%c%02u", cents < 0 ? "-" : "", (unsigned long long)(m / 100),
               mark, (unsigned)(m % 100));
}

static void add_tenths(struct buf *out, double tenths, int lang)
{
    if (!isfinite(tenths) || fabs(tenths) > 1e15) {
        buf_add_char(out, '?');
        return;
    }
    long long n = llround(tenths);
    unsigned long long m = magnitude(n);
    if (n < 0) buf_add_char(out, '-');
    add_grouped(out, m / 10, lang);
    buf_format(out, "%c%u", decimal_mark(lang), (unsigned)(m % 10));
}

void number_percent_bare(struct buf *out, double share, int lang)
{
    add_tenths(out, share * 1000.0, lang);
}

void number_days(struct buf *out, double days, int lang)
{
    add_tenths(out, days * 10.0, lang);
}

void number_percent(struct buf *out, double share, int lang)
{
    number_percent_bare(out, share, lang);
    buf_add_c(out, lang == LANG_EN ? "%" : "\xc2\xa0%");
}

void number_day(struct buf *out, struct day day, int lang)
{
    if (day_is_none(day)) return;
    int year, month, dom;
    day_split(&year, &month, &dom, day);
    const char *ordinal = lang == LANG_FR && dom == 1 ? "er" : "";
    buf_format(out, "%d%s %s %d", dom, ordinal, month_names[month - 1][lang], year);
}

void number_moment(struct buf *out, int64_t unix_ms, int lang)
{
    struct day day = day_of_moment(unix_ms);
    int64_t in_day_ms = unix_ms - day_to_moment(day);
    number_day(out, day, lang);
    enum { MINUTE_MS = 60 * 1000, DAY_MS = 24 * 60 * MINUTE_MS };
    if (in_day_ms == 0 || in_day_ms >= DAY_MS - 1000) return;
    int minutes = (int)(in_day_ms / MINUTE_MS);
    buf_format(out, " %02d:%02d UTC", minutes / 60, minutes % 60);
}

bool number_is_plain(const char *text)
{
    if (!text) return false;
    size_t whole = strspn(text, "0123456789");
    const char *rest = text + whole;
    if (!whole) return false;
    if (!*rest) return whole <= 15;
    size_t decimals = strspn(rest + 1, "0123456789");
    return *rest == '.' && decimals && !rest[1 + decimals] && whole + decimals <= 15;
}
