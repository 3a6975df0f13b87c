/* Warm handovers as one reads them: where they stand, whose turn it is, what fits. */
#include "case_file.h"

#include "domain/handover_course.h"
#include "domain/working_day.h"

enum { MOST = 16 };

static uint8_t code_in(struct str word, enum list_number list)
{
    int code = code_index(code_list_at(list), word);
    if (code < 0) fail_msg("no such code: %.*s", STR_ARG(word));
    return (uint8_t)code;
}

/* "refused@2026-11-09:capacity"; without a day: on `today` */
static struct handover_event_fact event_in(struct str word, struct day today)
{
    struct handover_event_fact v = {.kind = CODE_MISSING,
                                    .on = today,
                                    .reason = CODE_MISSING,
                                    .result = CODE_MISSING,
                                    .is_guide_present = CODE_MISSING};
    struct str head = STR_NONE, code = word, kind = STR_NONE, day;
    str_split(&head, &code, ':');
    day = head;
    str_split(&kind, &day, '@');
    v.kind = code_in(kind, LIST_HANDOVER_EVENT);
    if (day.n && day_parse(&v.on, day, NULL) != OK)
        fail_msg("not a day: %.*s", STR_ARG(day));
    if (code.n && v.kind == HANDOVER_EVENT_FINISHED)
        v.result = code_in(code, LIST_HANDOVER_RESULT);
    else if (code.n)
        v.reason = code_in(code, LIST_HANDOVER_REASON);
    return v;
}

static void say_course(struct buf *out, const struct handover_course *c)
{
    char day[DAY_TEXT + 1];
    day_text(day, c->state_on);
    buf_format(out, "%s %s, %s %s",
               code_list_at(LIST_HANDOVER_STATE)->codes[c->state].code, day,
               handover_owner_word(c->owner), handover_next_word(c->next));
    day_text(day, c->deadline);
    if (day[0]) buf_format(out, " until %s", day);
    buf_format(out, ", waits %d%s%s", c->waiting_working_days,
               c->is_late ? " late" : "", c->is_flagged ? " flagged" : "");
    if (c->n_reminders) buf_format(out, ", reminders %d", c->n_reminders);
    if (c->reason != CODE_MISSING)
        buf_format(out, ", reason %s",
                   code_list_at(LIST_HANDOVER_REASON)->codes[c->reason].code);
    if (c->result != CODE_MISSING)
        buf_format(out, ", result %s",
                   code_list_at(LIST_HANDOVER_RESULT)->codes[c->result].code);
    if (c->lead_days >= 0) buf_format(out, ", lead %d", c->lead_days);
    if (c->n_meetings) buf_format(out, ", meetings %d", c->n_meetings);
    buf_format(out, ", %s responsible%s",
               c->is_sender_responsible ? "sender" : "receiver",
               c->is_over ? ", over" : "");
}

static void answer_course(struct buf *out, struct str input)
{
    struct handover_event_fact events[MOST];
    size_t n = 0;
    struct day on = day_in(input, "on");
    struct str list = value_of(input, "events"), try = value_of(input, "try"), word;
    while (str_split(&word, &list, ',')) {
        assert_true(n < MOST);
        events[n++] = event_in(word, on);
    }
    struct handover_course c = handover_course(events, n, day_in(input, "from"), on);
    say_course(out, &c);
    if (!try.n) return;
    struct handover_event_fact wanted = event_in(try, on);
    buf_format(out, " | %s",
               handover_fault_word(handover_event_check(&c, &wanted, on)));
}

static void order_of_events_does_not_matter(void **state)
{
    const struct day begun = day_of(2026, 11, 2), on = day_of(2026, 11, 20);
    struct handover_event_fact events[] = {
        event_in(S("agreed@2026-11-05"), on), event_in(S("sent@2026-11-06"), on),
        event_in(S("accepted@2026-11-09"), on), event_in(S("met@2026-11-12"), on)};
    struct buf forward, backward;
    (void)state;
    buf_init(&forward, 0);
    buf_init(&backward, 0);
    struct handover_course c = handover_course(events, 4, begun, on);
    say_course(&forward, &c);
    for (size_t i = 0; i < 2; i++) {
        struct handover_event_fact other = events[i];
        events[i] = events[3 - i];
        events[3 - i] = other;
    }
    c = handover_course(events, 4, begun, on);
    say_course(&backward, &c);
    assert_true(str_eq(buf_str(&forward), buf_str(&backward)));
    buf_dispose(&forward);
    buf_dispose(&backward);
}

static void an_event_has_a_day_that_came(void **state)
{
    const struct day begun = day_of(2026, 11, 2);
    struct handover_course c = handover_course(NULL, 0, begun, begun);
    struct handover_event_fact v = event_in(S("agreed@2026-11-03"), begun);
    (void)state;
    assert_int_equal(handover_event_check(&c, &v, begun), HANDOVER_DAY_TO_COME);
    v.on = DAY_NONE;
    assert_int_equal(handover_event_check(&c, &v, begun), HANDOVER_DAY_TO_COME);
    v.on = begun;
    assert_int_equal(handover_event_check(&c, &v, begun), HANDOVER_FITS);
    v.kind = 200;
    assert_int_equal(handover_event_check(&c, &v, begun), HANDOVER_NO_KIND);
}

/* Against counting one by one, from every day of a week, over six weeks. */
static void working_days_are_monday_to_friday(void **state)
{
    (void)state;
    for (int start = 0; start < 7; start++) {
        struct day from = day_of(2026, 11, 2 + start), d = from; /* the 2nd: Monday */
        int counted = 0;
        for (int i = 1; i <= 42; i++) {
            d.v++;
            counted += (start + i) % 7 < 5;
            assert_int_equal(working_days_between(from, d), counted);
            if ((start + i) % 7 < 5)
                assert_int_equal(working_day_add(from, counted).v, d.v);
        }
        assert_int_equal(working_day_add(from, 0).v, from.v);
    }
    assert_int_equal(working_days_between(day_of(2026, 11, 9), day_of(2026, 11, 2)), 0);
    assert_int_equal(working_days_between(DAY_NONE, day_of(2026, 11, 2)), 0);
}

CASES(states_and_turns, "handover_course.cases", answer_course)

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(states_and_turns),
        cmocka_unit_test(order_of_events_does_not_matter),
        cmocka_unit_test(an_event_has_a_day_that_came),
        cmocka_unit_test(working_days_are_monday_to_friday),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
