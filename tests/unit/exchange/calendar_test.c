/* A calendar file: one appointment keeps its name when it moves and when it is
 * cancelled, and says nothing that a stranger should not read. What another program
 * makes of it is asked in tests/flow/care_flow.sh. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "exchange/calendar.h"

static struct calendar_entry an_entry(void)
{
    return (struct calendar_entry){
        .id = {{0x01, 0x9b, 0x76, 0xda, 0xa8, 0x00, 0x70, 0x01}},
        .sequence = 0,
        .on = day_of(2026, 5, 12),
        .start_minute = 14 * 60 + 30,
        .minutes = 45,
        .changed_ms = day_to_moment(day_of(2026, 5, 1)) + 3723000,
        .summary = S("Afspraak met An"),
        .place = S("Caf\xc3\xa9 De Brug, Markt 1; achteraan"),
        .guide_name = S("An"),
        .language = "nl"};
}

static struct buf written(const struct calendar_entry *c)
{
    struct buf b = {0};
    struct err e;
    if (calendar_write(&b, c, &e) != OK) fail_msg("%s", e.message);
    return b;
}

static void has(const struct buf *b, const char *text)
{
    if (!str_contains(buf_str(b), str_of(text)))
        fail_msg("expected %s in\n%.*s", text, STR_ARG(buf_str(b)));
}

static void a_request_moves_and_is_cancelled(void **state)
{
    (void)state;
    struct calendar_entry c = an_entry();
    struct buf b = written(&c);
    has(&b, "METHOD:REQUEST\r\n");
    has(&b, "UID:019b76da-a800-7001-0000-000000000000\r\n");
    has(&b, "SEQUENCE:0\r\n");
    has(&b, "DTSTAMP:20260501T010203Z\r\n");
    has(&b, "DTSTART;TZID=Europe/Brussels:20260512T143000\r\n");
    has(&b, "DTEND;TZID=Europe/Brussels:20260512T151500\r\n");
    has(&b, "BEGIN:VTIMEZONE\r\nTZID:Europe/Brussels\r\n");
    has(&b, "TZOFFSETFROM:+0100\r\nTZOFFSETTO:+0200\r\n");
    has(&b, "Markt 1\\; achteraan");
    has(&b, "STATUS:CONFIRMED");
    buf_dispose(&b);
    c.sequence = 1;
    c.start_minute = 23 * 60 + 30;
    b = written(&c);
    has(&b, "UID:019b76da-a800-7001-0000-000000000000\r\n");
    has(&b, "SEQUENCE:1\r\n");
    has(&b, "DTEND;TZID=Europe/Brussels:20260513T001500\r\n");
    buf_dispose(&b);
    c.sequence = 2;
    c.is_cancelled = true;
    b = written(&c);
    has(&b, "METHOD:CANCEL\r\n");
    has(&b, "STATUS:CANCELLED\r\n");
    has(&b, "SEQUENCE:2\r\n");
    assert_false(str_contains(buf_str(&b), S("VALARM")));
    buf_dispose(&b);
}

static void what_tells_too_much_stays_out(void **state)
{
    (void)state;
    static const char *const telling[] = {"OCMW Leiestad",       "bij het ocmw",
                                          "CAW, inloop",         "schuldbemiddeling",
                                          "Psychiater Janssens", "de voedselbank",
                                          "Rechtbank, zaal 3",   "gesprek over ziekte",
                                          "VDAB-kantoor",        "huisarts en kliniek"};
    static const char *const neutral[] = {
        "Station, ingang A",
        "Oudekerkstraat 12",
        "Caf\xc3\xa9 De Brug",
        "bij Olena thuis",
        "Muziekplein",
        "bibliotheek",
        "\xd8\xa7\xd9\x84\xd9\x85\xd8\xad\xd8\xb7\xd8\xa9",
        "Warschauplein",
        ""};
    for (size_t i = 0; i < ARRAY_LEN(telling); i++) {
        struct calendar_entry c = an_entry();
        if (calendar_is_neutral(str_of(telling[i]))) fail_msg("%s", telling[i]);
        c.place = str_of(telling[i]);
        struct buf b = written(&c);
        assert_false(str_contains(buf_str(&b), S("LOCATION")));
        buf_dispose(&b);
    }
    for (size_t i = 0; i < ARRAY_LEN(neutral); i++)
        if (!calendar_is_neutral(str_of(neutral[i]))) fail_msg("%s", neutral[i]);
}

static void what_cannot_be_is_refused(void **state)
{
    (void)state;
    struct calendar_entry c = an_entry();
    struct buf b = {0};
    struct err e;
    c.minutes = 0;
    assert_int_equal(calendar_write(&b, &c, &e), ERR_INVALID);
    c = an_entry();
    c.start_minute = 1440;
    assert_int_equal(calendar_write(&b, &c, &e), ERR_INVALID);
    c = an_entry();
    c.summary = S("OCMW");
    assert_int_equal(calendar_write(&b, &c, &e), ERR_INVALID);
    assert_int_equal(b.n, 0);
    buf_dispose(&b);
}

/* A place with line breaks and a name of a property stays inside its own property. */
static void text_cannot_add_a_line(void **state)
{
    (void)state;
    struct calendar_entry c = an_entry();
    c.place = S("plein\r\nATTENDEE:mailto:x@example.org\nBEGIN:VALARM");
    c.guide_name = S("An\";X=\"\r\nSUMMARY:y");
    struct buf b = written(&c);
    struct str rest = buf_str(&b), line;
    while (str_split(&line, &rest, '\n')) {
        assert_false(str_starts(line, S("ATTENDEE:mailto")));
        assert_false(str_starts(line, S("SUMMARY:y")));
    }
    buf_dispose(&b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_request_moves_and_is_cancelled),
        cmocka_unit_test(what_tells_too_much_stays_out),
        cmocka_unit_test(what_cannot_be_is_refused),
        cmocka_unit_test(text_cannot_add_a_line),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
