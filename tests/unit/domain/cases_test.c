/* Runs the files of tests/cases. */
#include "case_file.h"

#include "base/parse.h"
#include "domain/access.h"
#include "domain/age.h"
#include "domain/education.h"
#include "domain/geography.h"
#include "domain/insz.h"
#include "domain/origin.h"
#include "domain/programme_rules.h"
#include "domain/result.h"
#include "domain/segment.h"
#include "domain/trajectory_status.h"

enum { MAX_EVENTS = 16 };

/* A code of a list, "unknown" or "refused"; nothing is "not asked". */
static struct coded answer_in(struct str input, const char *key, int list)
{
    struct str text = value_of(input, key);
    if (!text.p) return coded_missing(ANSWER_NOT_ASKED);
    if (str_eq_c(text, "unknown")) return coded_missing(ANSWER_UNKNOWN);
    if (str_eq_c(text, "refused")) return coded_missing(ANSWER_REFUSED);
    int code = code_index(code_list_at((size_t)list), text);
    if (code < 0) fail_msg("%s: no such code: %.*s", key, STR_ARG(text));
    return coded_known(code);
}

static const char *answer_code(struct coded a, int list)
{
    if (a.state != ANSWER_KNOWN) return answer_state_code(a.state);
    return code_list_at((size_t)list)->codes[a.code].code;
}

static const char *code_or_none(int index, int list)
{
    return index < 0 ? "none" : code_list_at((size_t)list)->codes[index].code;
}

static void answer_age_class(struct buf *out, struct str input)
{
    int64_t age;
    if (parse_int(&age, input, -1, 1000, "age", NULL) != OK) fail_msg("not an age");
    buf_add_c(out, code_or_none(age_class_of((int)age), LIST_AGE_CLASS));
}

static void answer_age(struct buf *out, struct str input)
{
    struct partial_date born;
    if (partial_date_parse(&born, value_of(input, "born"), NULL) != OK)
        fail_msg("not a birth date");
    int age = age_on(born, day_in(input, "on"));
    if (age < 0)
        buf_add_c(out, "unknown");
    else
        buf_format(out, "%d %s", age, code_or_none(age_class_of(age), LIST_AGE_CLASS));
}

static void answer_education(struct buf *out, struct str input)
{
    struct education_facts f = {answer_in(input, "diploma", LIST_EDUCATION),
                                answer_in(input, "recognised", LIST_YES_NO),
                                answer_in(input, "content", LIST_ISCED)};
    buf_format(out, "vdab=%s content=%s",
               answer_code(education_level_vdab(&f), LIST_EDUCATION_LEVEL),
               answer_code(education_level_content(&f), LIST_EDUCATION_LEVEL));
}

static void answer_origin(struct buf *out, struct str input)
{
    struct origin_attributes a = {
        .nationality = answer_in(input, "now", LIST_COUNTRY),
        .first_nationality = answer_in(input, "first", LIST_COUNTRY),
        .father_first_nationality = answer_in(input, "father", LIST_COUNTRY),
        .mother_first_nationality = answer_in(input, "mother", LIST_COUNTRY),
        .father_birth_country = answer_in(input, "father_born", LIST_COUNTRY),
        .mother_birth_country = answer_in(input, "mother_born", LIST_COUNTRY),
        .nationality_history_non_eu = answer_in(input, "history", LIST_YES_NO),
    };
    struct day on = day_in(input, "on");
    if (day_is_none(on)) on = day_of(2022, 9, 30);
    buf_format(out, "herkomst=%s kansengroep=%s esf=%s",
               answer_code(origin_herkomst(&a, on), LIST_ORIGIN_HERKOMST),
               answer_code(origin_kansengroep(&a, on), LIST_ORIGIN_KANSENGROEP),
               answer_code(origin_esf(&a), LIST_ORIGIN_ESF));
}

static void answer_segment(struct buf *out, struct str input)
{
    struct segment_facts f = {
        .willing_to_work = answer_in(input, "willing", LIST_YES_NO),
        .availability_condition = answer_in(input, "condition", LIST_YES_NO),
        .registered_vdab =
            segment_registered(answer_in(input, "vdab", LIST_REGISTRATION_STATUS)),
        .known_elsewhere = answer_in(input, "elsewhere", LIST_YES_NO),
        .reached_recently = answer_in(input, "reached", LIST_YES_NO),
        .offer_was_sufficient = answer_in(input, "offer", LIST_YES_NO),
    };
    struct segment_result r = segment_of(&f);
    buf_add_c(out, code_or_none((int)r.segment, LIST_TARGET_SEGMENT));
    if (r.not_reached) buf_add_c(out, ", not reached");
    if (r.offer_insufficient) buf_add_c(out, ", offer insufficient");
    if (r.overlaps) buf_add_c(out, ", overlaps with 4");
}

static void answer_status(struct buf *out, struct str input)
{
    struct coded end = answer_in(input, "as", LIST_END_KIND);
    struct trajectory_days t = {
        .reached = day_in(input, "reached"),
        .started = day_in(input, "started"),
        .active = day_in(input, "active"),
        .employed = day_in(input, "employed"),
        .job_ended = day_in(input, "job_ended"),
        .ended = day_in(input, "ended"),
        .end_kind = end.state == ANSWER_KNOWN ? (uint8_t)end.code : CODE_MISSING,
    };
    buf_add_c(out, code_or_none(trajectory_status_on(&t, day_in(input, "on")),
                                LIST_TRAJECTORY_STATUS));
}

static void answer_place(struct buf *out, struct str input)
{
    struct str code = value_of(input, "code");
    struct day borders = day_in(input, "borders");
    int at = str_eq_c(code, "abroad") ? GEO_ABROAD : geo_municipality_index(code);
    if (at == GEO_UNKNOWN) {
        buf_add_c(out, "no such municipality");
        return;
    }
    int there = geo_municipality_on(at, borders);
    buf_format(out, "%s province=%s region=%s",
               there == GEO_UNKNOWN  ? "undecided"
               : there == GEO_ABROAD ? "abroad"
                                     : geo_municipality_refnis(there),
               code_or_none(geo_province(at, borders), LIST_PROVINCE),
               code_or_none(geo_reference_region(at, borders), LIST_REFERENCE_REGION));
}

static void answer_insz(struct buf *out, struct str input)
{
    struct insz n;
    struct err e = {0};
    if (insz_parse(&n, input, &e) != OK) {
        buf_add_c(out, e.message);
        return;
    }
    char text[INSZ_TEXT + 1];
    insz_format(text, &n);
    struct partial_date born = insz_birth_hint(&n);
    static const char *const kinds[] = {"national", "bis, sex not known", "bis"};
    buf_format(out, "%s, %s, %04d-%02d-%02d", text, kinds[n.kind], born.year,
               born.month, born.day);
}

static void answer_rule(struct buf *out, struct str input)
{
    struct programme_rule r;
    struct str rest = input, name;
    str_split(&name, &rest, ' ');
    struct coded kind = answer_in(input, "kind", LIST_CALL_KIND);
    char rule[48] = "";
    memcpy(rule, name.p, MIN_OF(name.n, sizeof rule - 1));
    if (!programme_rule_on(&r, rule, value_of(input, "call"),
                           kind.state == ANSWER_KNOWN ? kind.code : ANY_KIND,
                           day_in(input, "on")))
        buf_add_c(out, "no rule");
    else if (r.value == RULE_UNLIMITED)
        buf_add_c(out, "unlimited");
    else
        buf_format(out, "%d %s", r.value, rule_unit_name(r.unit));
}

/* entered=DAY entry=STATUS left=DAY, then events as DAY:STATUS. */
static void answer_esf(struct buf *out, struct str input)
{
    struct labour_event events[MAX_EVENTS];
    size_t n = 0;
    struct coded entry = answer_in(input, "entry", LIST_LABOUR_STATUS);
    struct str rest = input, word;
    while (str_split(&word, &rest, ' ')) {
        struct str day, status = word;
        if (!str_contains(word, S(":"))) continue;
        str_split(&day, &status, ':');
        int code = code_index(code_list_at(LIST_LABOUR_STATUS), status);
        if (code < 0 || n == MAX_EVENTS || day_parse(&events[n].on, day, NULL) != OK)
            fail_msg("not an event: %.*s", STR_ARG(word));
        events[n++].status = (uint8_t)code;
    }
    enum esf_immediate_result r = esf_immediate_result(
        events, n, day_in(input, "entered"), day_in(input, "left"),
        entry.state == ANSWER_KNOWN ? (uint8_t)entry.code : CODE_MISSING);
    buf_add_c(out, r == ESF_NONE ? "none" : esf_immediate_result_code(r));
}

static void answer_flow_through(struct buf *out, struct str input)
{
    struct flow_through_facts f = {answer_in(input, "custom_worker", LIST_YES_NO),
                                   answer_in(input, "enclave", LIST_YES_NO),
                                   answer_in(input, "wop", LIST_YES_NO)};
    buf_add_c(out, answer_code(result_is_flow_through(&f), LIST_YES_NO));
}

CASES(age_classes, "age_class.cases", answer_age_class)
CASES(ages_at_partial_birth_dates, "age.cases", answer_age)
CASES(education_levels, "education.cases", answer_education)
CASES(three_origins, "origin.cases", answer_origin)
CASES(segments, "segment.cases", answer_segment)
CASES(trajectory_statuses, "trajectory_status.cases", answer_status)
CASES(places_on_borders, "geography.cases", answer_place)
CASES(insz_numbers, "insz.cases", answer_insz)
CASES(programme_rules, "programme_rules.cases", answer_rule)
CASES(esf_results, "esf_result.cases", answer_esf)
CASES(flow_through, "flow_through.cases", answer_flow_through)

/* --- access --- */

static bool is_yes(struct str input, const char *key, bool unless_said)
{
    struct str text = value_of(input, key);
    if (!text.p) return unless_said;
    if (str_eq_c(text, "yes")) return true;
    if (!str_eq_c(text, "no")) fail_msg("%s: expected yes or no", key);
    return false;
}

static enum permission permission_in(struct str input)
{
    struct str text = value_of(input, "may");
    for (unsigned i = 0; i < N_PERMISSIONS; i++)
        if (str_eq_c(text, permission_word((enum permission)i)))
            return (enum permission)i;
    fail_msg("no such permission: %.*s", STR_ARG(text));
    return N_PERMISSIONS;
}

static enum record_category category_in(struct str text)
{
    for (unsigned i = 0; i < N_RECORD_CATEGORIES; i++)
        if (str_eq_c(text, record_category_word((enum record_category)i)))
            return (enum record_category)i;
    fail_msg("no such category: %.*s", STR_ARG(text));
    return N_RECORD_CATEGORIES;
}

static enum relation relation_in(struct str input)
{
    struct str text = value_of(input, "relation");
    for (unsigned i = 0; text.p && i < N_RELATIONS; i++)
        if (str_eq_c(text, relation_word((enum relation)i))) return (enum relation)i;
    if (text.p) fail_msg("no such relation: %.*s", STR_ARG(text));
    return RELATION_NONE;
}

static unsigned shared_in(struct str input)
{
    struct str text = value_of(input, "shares");
    unsigned shared = 0;
    while (text.n) {
        size_t n = 0;
        while (n < text.n && text.p[n] != ',')
            n++;
        shared |= 1u << category_in((struct str){text.p, n});
        n += n < text.n;
        text = (struct str){text.p + n, text.n - n};
    }
    return shared;
}

static void answer_access(struct buf *out, struct str input)
{
    struct str reads = value_of(input, "reads"), writes = value_of(input, "writes");
    struct coded role = answer_in(input, "role", LIST_WORKER_ROLE);
    struct access_question q = {
        .is_logged_in = is_yes(input, "login", true),
        .is_account_open = is_yes(input, "open", true),
        .has_second_factor = is_yes(input, "code", true),
        .is_second_factor_needed = is_yes(input, "code_needed", true),
        .is_membership_valid = is_yes(input, "member_today", true),
        .role = (enum code_of_worker_role)role.code,
        .permission = PERMISSION_PERSON_READ,
        .relation = relation_in(input),
        .shared = shared_in(input),
        .is_named = is_yes(input, "named", false),
        .category = CATEGORY_COUNTABLE,
        .is_writing = writes.p != NULL,
        .is_own = is_yes(input, "own", false)};
    if (value_of(input, "may").p)
        q.permission = permission_in(input);
    else if (writes.p)
        q.permission = PERMISSION_DOSSIER_WRITE;
    if (reads.p || writes.p) q.category = category_in(reads.p ? reads : writes);
    struct access_answer a = access_decide(&q);
    buf_add_c(out, access_verdict_word(a.verdict));
    if (a.verdict != ACCESS_ALLOW)
        buf_format(out, ", %s", access_reason_word(a.reason));
}

CASES(access_rules, "access.cases", answer_access)

/* Who never sees anybody does so for every permission, relation and category. */
static void some_roles_see_nobody(void **state)
{
    (void)state;
    static const enum code_of_worker_role nobody[] = {
        WORKER_ROLE_CALL_MANAGER, WORKER_ROLE_POLICY_ANALYST, WORKER_ROLE_EVALUATOR,
        WORKER_ROLE_DPO,          WORKER_ROLE_AUDITOR,        WORKER_ROLE_SYSTEM_ADMIN,
        WORKER_ROLE_PARTICIPANT};
    for (unsigned i = 0; i < ARRAY_LEN(nobody); i++) {
        for (unsigned p = 0; p < N_PERMISSIONS; p++)
            if (permission_scope_of((enum permission)p) == SCOPE_PERSON)
                assert_false(role_has(nobody[i], (enum permission)p));
        for (unsigned r = 0; r < N_RELATIONS; r++)
            for (unsigned c = 0; c < N_RECORD_CATEGORIES; c++) {
                assert_false(role_sees(nobody[i], (enum relation)r,
                                       (enum record_category)c, false));
                assert_false(role_sees(nobody[i], (enum relation)r,
                                       (enum record_category)c, true));
            }
    }
    for (unsigned role = 0; role < N_WORKER_ROLE; role++)
        for (unsigned c = 0; c < N_RECORD_CATEGORIES; c++)
            assert_false(role_sees((enum code_of_worker_role)role, RELATION_NONE,
                                   (enum record_category)c, false));
}

/* A closer relation never opens less. */
static void closer_is_never_less(void **state)
{
    (void)state;
    for (unsigned role = 0; role < N_WORKER_ROLE; role++)
        for (unsigned r = 1; r < N_RELATIONS; r++)
            for (unsigned c = 0; c < N_RECORD_CATEGORIES; c++)
                for (int writing = 0; writing < 2; writing++)
                    if (role_sees((enum code_of_worker_role)role, (enum relation)r,
                                  (enum record_category)c, writing))
                        assert_true(role_sees((enum code_of_worker_role)role,
                                              (enum relation)(r - 1),
                                              (enum record_category)c, writing));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(age_classes),
        cmocka_unit_test(ages_at_partial_birth_dates),
        cmocka_unit_test(education_levels),
        cmocka_unit_test(three_origins),
        cmocka_unit_test(segments),
        cmocka_unit_test(trajectory_statuses),
        cmocka_unit_test(places_on_borders),
        cmocka_unit_test(insz_numbers),
        cmocka_unit_test(programme_rules),
        cmocka_unit_test(esf_results),
        cmocka_unit_test(flow_through),
        cmocka_unit_test(access_rules),
        cmocka_unit_test(some_roles_see_nobody),
        cmocka_unit_test(closer_is_never_less),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
