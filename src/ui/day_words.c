#include "base/brussels.h"
#include "ui/texts.h"

static const char *weekday(enum tongue t, struct day d)
{
    static const char *const names[] = {TR("ma"), TR("di"), TR("wo"), TR("do"),
                                        TR("vr"), TR("za"), TR("zo")};
    int from_monday = (d.v + 3) % 7; /* 1970-01-01 was a Thursday */
    return tr_later(t, names[from_monday < 0 ? from_monday + 7 : from_monday]);
}

static const char *month_name(enum tongue t, int month)
{
    static const char *const names[] = {TR("januari"), TR("februari"), TR("maart"),
                                        TR("april"),   TR("mei"),      TR("juni"),
                                        TR("juli"),    TR("augustus"), TR("september"),
                                        TR("oktober"), TR("november"), TR("december")};
    return tr_later(t, names[month - 1]);
}

static const char *near_word(enum tongue t, struct day d, struct day today)
{
    if (day_is_none(today)) return NULL;
    switch (days_between(today, d)) {
    case -1:
        return tr(t, "gisteren");
    case 0:
        return tr(t, "vandaag");
    case 1:
        return tr(t, "morgen");
    default:
        return NULL;
    }
}

const char *day_words(struct arena *a, enum tongue t, struct day d, struct day today)
{
    if (day_is_none(d)) return "";
    const char *near = near_word(t, d, today);
    if (near) return near;
    int year, month, day;
    day_split(&year, &month, &day, d);
    return arena_format(a, "%s %d %s %d", weekday(t, d), day, month_name(t, month),
                        year);
}

const char *moment_words(struct arena *a, enum tongue t, int64_t unix_ms,
                         struct day today)
{
    int minute = 0, year, month, day;
    struct day d = brussels_day(unix_ms, &minute);
    if (day_is_none(d)) return "";
    const char *near = near_word(t, d, today);
    if (near) return arena_format(a, "%s %02d:%02d", near, minute / 60, minute % 60);
    day_split(&year, &month, &day, d);
    return arena_format(a, "%d %s %d %02d:%02d", day, month_name(t, month), year,
                        minute / 60, minute % 60);
}
