/* The rules around a person: how far with conditions, how far by an instrument, what
 * deserves a look in the ring. */
#include "case_file.h"

#include "base/parse.h"
#include "domain/condition_course.h"
#include "domain/default_instrument.h"
#include "domain/ring_overlap.h"
#include "domain/score_course.h"

enum { MOST = 32 };

static uint8_t code_in(struct str word, int list)
{
    int code = code_index(code_list_at((size_t)list), word);
    if (code < 0) fail_msg("no such code: %.*s", STR_ARG(word));
    return (uint8_t)code;
}

static struct day day_word(struct str word)
{
    struct day d = DAY_NONE;
    if (word.n && day_parse(&d, word, NULL) != OK)
        fail_msg("not a day: %.*s", STR_ARG(word));
    return d;
}

/* DAY:CONDITION:STATE ... */
static void answer_conditions(struct buf *out, struct str input)
{
    struct condition_assessed a[MOST];
    struct condition_course courses[N_CONTEXT_CONDITION];
    size_t n = 0;
    struct str word;
    while (str_split(&word, &input, ' ')) {
        struct str on, condition, state = word;
        str_split(&on, &state, ':');
        str_split(&condition, &state, ':');
        assert_true(n < MOST);
        a[n++] = (struct condition_assessed){
            code_in(condition, LIST_CONTEXT_CONDITION),
            code_in(state, LIST_CONTEXT_CONDITION_STATE), day_word(on)};
    }
    size_t n_courses = condition_courses(courses, a, n);
    for (size_t i = 0; i < n_courses; i++) {
        const struct condition_course *c = &courses[i];
        buf_format(
            out, "%s%s %s>%s %s n=%u days=%d", i ? ", " : "",
            code_list_at(LIST_CONTEXT_CONDITION)->codes[c->condition].code,
            code_list_at(LIST_CONTEXT_CONDITION_STATE)->codes[c->first_state].code,
            code_list_at(LIST_CONTEXT_CONDITION_STATE)->codes[c->last_state].code,
            code_list_at(LIST_CONDITION_CHANGE)->codes[c->change].code, c->n, c->days);
    }
}

/* "[interval] ITEM:DAY:SCORE ..." with items from 0; a score "-" is not said. */
static void answer_scores(struct buf *out, struct str input)
{
    struct score_given given[4][MOST];
    struct score_course courses[4];
    size_t n[4] = {0};
    bool is_interval = false;
    struct str word;
    while (str_split(&word, &input, ' ')) {
        struct str item, on, score = word;
        int64_t at, points = 0;
        if (str_eq(word, S("interval"))) {
            is_interval = true;
            continue;
        }
        str_split(&item, &score, ':');
        str_split(&on, &score, ':');
        bool said = !str_eq(score, S("-"));
        if (parse_int(&at, item, 0, 3, "item", NULL) != OK ||
            (said && parse_int(&points, score, -100, 100, "score", NULL) != OK))
            fail_msg("not a score: %.*s", STR_ARG(word));
        given[at][n[at]++] = (struct score_given){day_word(on), said, (int32_t)points};
    }
    for (size_t i = 0; i < 4; i++)
        courses[i] = score_course_of(given[i], n[i]);
    struct score_distance d = score_distance_of(courses, 4, is_interval);
    buf_format(out, "asked=%u up=%u same=%u down=%u once=%u not_said=%u", d.n_asked,
               d.n_change[CONDITION_CHANGE_IMPROVED], d.n_change[CONDITION_CHANGE_SAME],
               d.n_change[CONDITION_CHANGE_WORSE],
               d.n_change[CONDITION_CHANGE_ONLY_ONE],
               d.n_change[CONDITION_CHANGE_NOT_COMPARABLE]);
    if (d.has_points) buf_format(out, " points=%lld", (long long)d.points);
}

/* "today=DAY", GUIDANCE words ORGANISATION:WORKER:DOMAIN:FROM:TO:NEXT and handovers
 * that run FROM>TO:DOMAIN; organisation and worker are letters or empty. */
static void answer_ring(struct buf *out, struct str input)
{
    struct guidance_fact ring[MOST];
    struct ring_remark remarks[MOST];
    struct ring_handover running[MOST];
    size_t n = 0, n_running = 0;
    struct str word, rest = input;
    while (str_split(&word, &rest, ' ')) {
        struct str part[6] = {{0}};
        struct guidance_fact g = {0};
        if (str_starts(word, S("today="))) continue;
        if (word.n > 4 && word.p[1] == '>') {
            running[n_running] = (struct ring_handover){.domain = CODE_MISSING};
            running[n_running].from.u.b[0] = (uint8_t)word.p[0];
            running[n_running].to.u.b[0] = (uint8_t)word.p[2];
            running[n_running++].domain =
                code_in((struct str){word.p + 4, word.n - 4}, LIST_GUIDANCE_DOMAIN);
            continue;
        }
        for (size_t i = 0; i < 6; i++)
            str_split(&part[i], &word, ':');
        if (part[0].n) g.organisation.u.b[0] = (uint8_t)part[0].p[0];
        if (part[1].n) g.worker.b[0] = (uint8_t)part[1].p[0];
        g.domain = code_in(part[2], LIST_GUIDANCE_DOMAIN);
        g.from = day_word(part[3]);
        g.to = day_word(part[4]);
        g.next_on = day_word(part[5]);
        ring[n++] = g;
    }
    struct day today = day_in(input, "today");
    bool has_double = false;
    size_t n_remarks = ring_remarks(remarks, MOST, ring, n, running, n_running, today);
    if (!n_remarks) buf_add_c(out, "nothing");
    for (size_t i = 0; i < n_remarks; i++) {
        buf_format(out, "%s%s %zu", i ? ", " : "", ring_remark_word(remarks[i].kind),
                   remarks[i].guidance);
        if (remarks[i].kind <= RING_HANDED_OVER)
            buf_format(out, "+%zu", remarks[i].other);
        has_double = has_double || remarks[i].kind == RING_SAME_DOMAIN;
    }
    /* what the coordinator counts is what the ring says */
    assert_int_equal(ring_is_double(ring, n, running, n_running, today), has_double);
}

CASES(courses_of_conditions, "condition_course.cases", answer_conditions)
CASES(distances_of_scores, "score_distance.cases", answer_scores)
CASES(remarks_on_a_ring, "ring_overlap.cases", answer_ring)

static void remarks_beyond_the_room_are_counted(void **state)
{
    (void)state;
    struct guidance_fact ring[3] = {{.domain = GUIDANCE_DOMAIN_WORK,
                                     .from = day_of(2026, 1, 1),
                                     .to = DAY_NONE,
                                     .next_on = DAY_NONE}};
    struct ring_remark one[1];
    ring[1] = ring[2] = ring[0];
    assert_int_equal(ring_remarks(one, 1, ring, 3, NULL, 0, day_of(2026, 5, 1)), 6);
    assert_int_equal(one[0].kind, RING_SAME_DOMAIN);
    assert_int_equal(ring_remarks(NULL, 0, ring, 3, NULL, 0, day_of(2026, 5, 1)), 6);
}

/* The instrument of the house: ids that differ, a question for each, plain words. */
static void the_default_instrument_is_whole(void **state)
{
    (void)state;
    struct instrument_fact f = default_instrument();
    assert_true(f.lowest < f.highest);
    assert_false(f.is_interval);
    assert_int_equal(uuid7_ms(f.id), day_to_moment(day_of(2026, 1, 1)));
    assert_true(N_DEFAULT_ITEMS >= 10);
    for (unsigned i = 0; i < N_DEFAULT_ITEMS; i++) {
        struct instrument_item_fact a = default_instrument_item((enum default_item)i);
        size_t n_words = 1;
        assert_int_equal(a.number, i + 1);
        assert_true(uuid_eq(a.instrument, f.id));
        assert_false(uuid_eq(a.id, f.id));
        assert_true(a.condition < N_CONTEXT_CONDITION);
        for (const char *p = a.title; *p; p++)
            n_words += *p == ' ';
        assert_true(n_words <= 12);
        for (unsigned j = 0; j < i; j++)
            assert_false(
                uuid_eq(a.id, default_instrument_item((enum default_item)j).id));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(courses_of_conditions),
        cmocka_unit_test(distances_of_scores),
        cmocka_unit_test(remarks_on_a_ring),
        cmocka_unit_test(remarks_beyond_the_room_are_counted),
        cmocka_unit_test(the_default_instrument_is_whole),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
