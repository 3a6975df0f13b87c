#include <libical/ical.h>

#include "exchange/calendar.h"

/* "Europe/Brussels" since 1996: the rule of Directive 2000/84/EC. */
static const char zone_name[] = "Europe/Brussels";

/* Parts of words, lower case, in the languages of the house. */
static const char *const telling[] = {
    "ocmw",          "cpas",
    "vdab",          "actiris",
    "caw",           "cgg",
    "fedasil",       "mutualit",
    "ziekenfonds",   "ziekenhuis",
    "hospita",       "hôpital",
    "psych",         "therap",
    "verslav",       "addict",
    "detox",         "schuld",
    "dette",         "debt",
    "budgetbeg",     "deurwaarder",
    "huissier",      "justitie",
    "gevangenis",    "prison",
    "politie",       "police",
    "rechtbank",     "tribunal",
    "asiel",         "asylum",
    "asile",         "dienst vreemdelingen",
    "opvangcentrum", "vluchthuis",
    "refuge",        "voedselbank",
    "leefloon",      "werkloos",
    "chômage",       "ziek",
    "malad",         "kanker",
    "depress",       "abort",
    "zwanger",       "moskee",
    "mosque",        "mosquée",
    "kerk",          "kliniek",
    "clinique",
};

/* Is the text at `at` the beginning of a word? Only then "kerk" is meant, not
 * "Oudekerkstraat". */
static bool begins_word(struct str text, size_t at)
{
    if (!at) return true;
    unsigned char before = (unsigned char)text.p[at - 1];
    return !((before >= 'a' && before <= 'z') || (before >= 'A' && before <= 'Z') ||
             before >= 0x80);
}

bool calendar_is_neutral(struct str text)
{
    for (size_t i = 0; i < ARRAY_LEN(telling); i++) {
        struct str word = str_of(telling[i]);
        for (size_t at = 0; at + word.n <= text.n; at++)
            if (begins_word(text, at) &&
                str_eq_nocase((struct str){text.p + at, word.n}, word))
                return false;
    }
    return true;
}

/* DTSTART of 1996, when the rule for the end of summer became that of today. */
static icalcomponent *zone_part(icalcomponent_kind kind, const char *start,
                                const char *rule, int from_s, int to_s,
                                const char *name)
{
    icalcomponent *part = icalcomponent_new(kind);
    icalcomponent_add_property(part,
                               icalproperty_new_dtstart(icaltime_from_string(start)));
    icalcomponent_add_property(
        part, icalproperty_new_rrule(icalrecurrencetype_from_string(rule)));
    icalcomponent_add_property(part, icalproperty_new_tzoffsetfrom(from_s));
    icalcomponent_add_property(part, icalproperty_new_tzoffsetto(to_s));
    icalcomponent_add_property(part, icalproperty_new_tzname(name));
    return part;
}

static icalcomponent *zone(void)
{
    icalcomponent *z = icalcomponent_new_vtimezone();
    icalcomponent_add_property(z, icalproperty_new_tzid(zone_name));
    icalcomponent_add_component(
        z, zone_part(ICAL_XDAYLIGHT_COMPONENT, "19960331T020000",
                     "FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU", 3600, 7200, "CEST"));
    icalcomponent_add_component(
        z, zone_part(ICAL_XSTANDARD_COMPONENT, "19961027T030000",
                     "FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU", 7200, 3600, "CET"));
    return z;
}

static struct icaltimetype local_time(struct day d, int minute)
{
    struct icaltimetype t = icaltime_null_time();
    d.v += minute / 1440;
    minute %= 1440;
    day_split(&t.year, &t.month, &t.day, d);
    t.hour = minute / 60;
    t.minute = minute % 60;
    return t;
}

static struct icaltimetype utc_time(int64_t unix_ms)
{
    int64_t seconds = unix_ms / 1000;
    struct icaltimetype t =
        local_time(day_of_moment(unix_ms), (int)(seconds % 86400 / 60));
    t.second = (int)(seconds % 60);
    t.zone = icaltimezone_get_utc_timezone();
    return t;
}

static void add_local(icalcomponent *event, icalproperty *p)
{
    icalproperty_add_parameter(p, icalparameter_new_tzid(zone_name));
    icalcomponent_add_property(event, p);
}

static void add_people(icalcomponent *event, const struct calendar_entry *c,
                       struct arena *a)
{
    icalproperty *guide = icalproperty_new_organizer("invalid:nomail");
    icalproperty *person = icalproperty_new_attendee("invalid:nomail");
    if (c->guide_name.n)
        icalproperty_add_parameter(guide,
                                   icalparameter_new_cn(str_to_c(a, c->guide_name)));
    icalproperty_add_parameter(person,
                               icalparameter_new_partstat(ICAL_PARTSTAT_ACCEPTED));
    icalproperty_add_parameter(person, icalparameter_new_rsvp(ICAL_RSVP_FALSE));
    icalcomponent_add_property(event, guide);
    icalcomponent_add_property(event, person);
}

/* A day before, so that there is still time to say that it does not suit. */
static icalcomponent *reminder(const char *summary)
{
    icalcomponent *alarm = icalcomponent_new_valarm();
    struct icaltriggertype day_before = icaltriggertype_from_string("-P1D");
    icalcomponent_add_property(alarm, icalproperty_new_action(ICAL_ACTION_DISPLAY));
    icalcomponent_add_property(alarm, icalproperty_new_trigger(day_before));
    icalcomponent_add_property(alarm, icalproperty_new_description(summary));
    return alarm;
}

static icalcomponent *event_of(const struct calendar_entry *c, struct arena *a)
{
    icalcomponent *event = icalcomponent_new_vevent();
    const char *said = str_to_c(a, c->summary);
    char id[UUID_TEXT + 1];
    uuid_text(id, c->id);
    icalproperty *summary = icalproperty_new_summary(said);
    icalproperty_add_parameter(summary, icalparameter_new_language(c->language));
    icalcomponent_add_property(event, icalproperty_new_uid(id));
    icalcomponent_add_property(event, icalproperty_new_sequence(c->sequence));
    icalcomponent_add_property(event,
                               icalproperty_new_dtstamp(utc_time(c->changed_ms)));
    add_local(event, icalproperty_new_dtstart(local_time(c->on, c->start_minute)));
    add_local(event,
              icalproperty_new_dtend(local_time(c->on, c->start_minute + c->minutes)));
    icalcomponent_add_property(event, summary);
    if (c->place.n && calendar_is_neutral(c->place))
        icalcomponent_add_property(event,
                                   icalproperty_new_location(str_to_c(a, c->place)));
    icalcomponent_add_property(
        event, icalproperty_new_status(c->is_cancelled ? ICAL_STATUS_CANCELLED
                                                       : ICAL_STATUS_CONFIRMED));
    icalcomponent_add_property(event, icalproperty_new_class(ICAL_CLASS_PRIVATE));
    add_people(event, c, a);
    if (!c->is_cancelled) icalcomponent_add_component(event, reminder(said));
    return event;
}

enum err_code calendar_write(struct buf *out, const struct calendar_entry *c,
                             struct err *e)
{
    struct arena a = {0};
    if (c->start_minute < 0 || c->start_minute > 1439 || c->minutes < 1)
        return err_set(e, ERR_INVALID, "an appointment lies within a day and lasts");
    if (!calendar_is_neutral(c->summary))
        return err_set(e, ERR_INVALID, "a calendar's text says more than it should");
    icalcomponent *calendar = icalcomponent_new_vcalendar();
    icalcomponent_add_property(calendar,
                               icalproperty_new_prodid("-//Vindplaats//Afspraak//NL"));
    icalcomponent_add_property(calendar, icalproperty_new_version("2.0"));
    icalcomponent_add_property(
        calendar, icalproperty_new_method(c->is_cancelled ? ICAL_METHOD_CANCEL
                                                          : ICAL_METHOD_REQUEST));
    icalcomponent_add_component(calendar, zone());
    icalcomponent_add_component(calendar, event_of(c, &a));
    char *text = icalcomponent_as_ical_string_r(calendar);
    buf_add_c(out, text);
    free(text);
    icalcomponent_free(calendar);
    arena_dispose(&a);
    return buf_check(out, e);
}
