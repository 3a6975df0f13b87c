/* Rules of a person's file: phases side by side, aftercare, coming back, closing. */
#include "case_file.h"

#include "base/uuid.h"
#include "domain/aftercare_plan.h"
#include "domain/closing_check.h"
#include "domain/phase_course.h"
#include "domain/re_entry.h"
#include "domain/trajectory_status.h"

static struct day a_day(struct str text)
{
    struct day d = DAY_NONE;
    if (text.n && day_parse(&d, text, NULL) != OK)
        fail_msg("not a day: %.*s", STR_ARG(text));
    return d;
}

/* "2026-01-05..2026-02-01": the part before and after the dots. */
static void a_span(struct day *from, struct day *to, struct str text)
{
    if (text.n < DAY_TEXT + 2) fail_msg("not a span: %.*s", STR_ARG(text));
    *from = a_day((struct str){text.p, DAY_TEXT});
    *to = a_day((struct str){text.p + DAY_TEXT + 2, text.n - DAY_TEXT - 2});
}

static uint8_t a_code(enum list_number list, struct str word)
{
    if (!word.n) return CODE_MISSING;
    int code = code_index(code_list_at(list), word);
    if (code < 0) fail_msg("no such code: %.*s", STR_ARG(word));
    return (uint8_t)code;
}

static uint8_t an_answer(struct str input, const char *key)
{
    struct str word = value_of(input, key);
    return !word.p ? CODE_MISSING : str_eq_c(word, "yes");
}

/* --- phases --- */

static void add_phase(struct buf *out, const struct phase_line *line, unsigned phase)
{
    if (!line->n_episodes && !line->is_skipped) return;
    if (out->n) buf_add_c(out, ", ");
    buf_add_c(out, code_list_at(LIST_PHASE)->codes[phase].code);
    if (line->n_episodes) buf_format(out, " %d", line->days);
    if (line->is_current) buf_add_c(out, " current");
    if (line->is_revisited) buf_add_c(out, " revisited");
    if (line->overlaps) buf_add_c(out, " overlaps");
    if (line->is_skipped) buf_add_c(out, " skipped");
}

static void answer_phases(struct buf *out, struct str input)
{
    struct phase_days episodes[16];
    struct phase_line lines[N_PHASE];
    struct day on = day_in(input, "on");
    struct str word, rest = input;
    size_t n = 0;
    while (str_split(&word, &rest, ' ')) {
        struct str name, value = word;
        if (!str_split(&name, &value, '=') || str_eq_c(name, "on")) continue;
        episodes[n].phase = a_code(LIST_PHASE, name);
        a_span(&episodes[n].from, &episodes[n].to, value);
        n++;
    }
    phase_course_make(lines, episodes, n, on);
    for (unsigned p = 0; p < N_PHASE; p++)
        add_phase(out, &lines[p], p);
    int current = phase_current(lines);
    if (!out->n) {
        buf_add_c(out, "none");
        return;
    }
    buf_format(out, " | %s",
               current < 0 ? "none" : code_list_at(LIST_PHASE)->codes[current].code);
}

/* --- aftercare --- */

static struct aftercare_fact a_record(struct str text)
{
    struct aftercare_fact f = {.id = uuid7_new()};
    struct str part;
    str_split(&part, &text, ':');
    f.result = a_code(LIST_AFTERCARE_RESULT, part);
    str_split(&part, &text, ':');
    f.side = a_code(LIST_AFTERCARE_SIDE, part);
    str_split(&part, &text, ':');
    f.due_on = a_day(part);
    f.on = a_day(text);
    return f;
}

static void add_side(struct buf *out, const struct aftercare_moment *moments)
{
    for (unsigned i = 0; i < AFTERCARE_MOMENTS; i++) {
        const struct aftercare_moment *m = &moments[i];
        if (m->months)
            buf_format(out, " %dm", m->months);
        else
            buf_add_c(out, " 2w");
        if (m->is_optional) buf_add_char(out, '?');
        buf_format(out, "=%s", aftercare_state_word(m->state));
        if (m->n_tried) buf_format(out, "(%u tried)", m->n_tried);
    }
}

static void answer_aftercare(struct buf *out, struct str input)
{
    struct aftercare_moment m[N_AFTERCARE_SIDE][AFTERCARE_MOMENTS];
    struct aftercare_fact records[8];
    size_t n = 0;
    struct aftercare_job job = {
        .from = day_in(input, "from"),
        .to = day_in(input, "to"),
        .contract = a_code(LIST_CONTRACT_KIND, value_of(input, "contract")),
        .months_max = value_of(input, "max").p ? value_of(input, "max").p[0] - '0'
                                               : AFTERCARE_UNLIMITED};
    struct str word, rest = input;
    while (str_split(&word, &rest, ' '))
        if (str_starts(word, S("record=")))
            records[n++] = a_record((struct str){word.p + 7, word.n - 7});
    aftercare_plan_make(m, &job, records, n, day_in(input, "on"));
    buf_add_c(out, "participant");
    add_side(out, m[AFTERCARE_SIDE_PARTICIPANT]);
    buf_add_c(out, " | employer");
    add_side(out, m[AFTERCARE_SIDE_EMPLOYER]);
}

static void the_next_moment_is_the_first_that_waits(void **state)
{
    (void)state;
    struct aftercare_moment m[N_AFTERCARE_SIDE][AFTERCARE_MOMENTS];
    struct aftercare_job job = {day_of(2026, 1, 5), DAY_NONE, CONTRACT_KIND_AGENCY,
                                AFTERCARE_UNLIMITED};
    aftercare_plan_make(m, &job, NULL, 0, day_of(2026, 2, 6));
    assert_int_equal(aftercare_next(m[0])->months, 1);
    job.to = day_of(2026, 1, 10);
    aftercare_plan_make(m, &job, NULL, 0, day_of(2026, 2, 6));
    assert_null(aftercare_next(m[0]));
}

/* --- coming back --- */

static void answer_return(struct buf *out, struct str input)
{
    struct trajectory_span spans[8];
    struct re_entry r;
    size_t n = 0;
    struct str word, rest = input;
    while (str_split(&word, &rest, ' ')) {
        struct str days = word, reason = word;
        days = (struct str){word.p + 2, word.n - 2};
        reason = days;
        if (str_contains(days, S(":")))
            str_split(&days, &reason, ':');
        else
            reason = STR_NONE;
        spans[n].exit_reason = a_code(LIST_EXIT_REASON, reason);
        a_span(&spans[n].reached, &spans[n].ended, days);
        n++;
    }
    if (!re_entry_of(&r, spans, n, n - 1)) {
        buf_add_c(out, "first");
        return;
    }
    buf_format(out, "%u before, %d days, %s", r.n_before, r.days_away,
               r.last_exit_reason == CODE_MISSING
                   ? "unknown"
                   : code_list_at(LIST_EXIT_REASON)->codes[r.last_exit_reason].code);
}

/* --- closing --- */

static void answer_closing(struct buf *out, struct str input)
{
    static const char *const remarks[] = {
        "no_lasting_work", "not_manageable", "not_self_reliant", "not_asked",
        "criterion_open",  "volatile_work",  "conditions_open",
    };
    struct closing_facts f = {
        .answers = {.criterion =
                        a_code(LIST_CLOSING_CRITERION, value_of(input, "criterion")),
                    .sustainable_work = an_answer(input, "work"),
                    .is_manageable = an_answer(input, "manageable"),
                    .is_self_reliant = an_answer(input, "reliant")},
        .exit_reason = a_code(LIST_EXIT_REASON, value_of(input, "exit")),
        .has_job = value_of(input, "job").p != NULL,
        .contract = a_code(LIST_CONTRACT_KIND, value_of(input, "job")),
        .has_handover = value_of(input, "handover").p != NULL,
        .n_open_conditions = value_of(input, "conditions").p ? 2 : 0,
    };
    uint8_t finished = closing_meets_criterion(&f);
    unsigned said = closing_check(&f);
    buf_add_c(out, closing_is_whole(&f.answers) ? "whole" : "not whole");
    buf_add_c(out, finished == 1   ? ", finished"
                   : finished == 0 ? ", not finished"
                                   : ", no criterion");
    for (unsigned i = 0, n = 0; i < ARRAY_LEN(remarks); i++)
        if (said >> i & 1) buf_format(out, "%s %s", n++ ? "" : ":", remarks[i]);
}

CASES(phases_side_by_side, "phase_course.cases", answer_phases)
CASES(moments_of_aftercare, "aftercare_plan.cases", answer_aftercare)
CASES(coming_back_after_an_end, "re_entry.cases", answer_return)
CASES(closing_explains_and_never_refuses, "closing_check.cases", answer_closing)

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(phases_side_by_side),
        cmocka_unit_test(moments_of_aftercare),
        cmocka_unit_test(the_next_moment_is_the_first_that_waits),
        cmocka_unit_test(coming_back_after_an_end),
        cmocka_unit_test(closing_explains_and_never_refuses),
    };
    return cmocka_run_group_tests_name("dossier_rules", tests, NULL, NULL);
}
