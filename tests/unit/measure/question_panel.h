/* A region of seven people, small enough to count by hand. The tests of the question
 * language and its fuzz target ask their questions of it.
 *
 *    sex residence   trajectories
 * A  f   Antwerpen   490: reached 2022-01-10, started 01-20, employed 06-15 (trade),
 *                    ended 06-30 carried out, job
 * B  m   Antwerpen   490: reached 2022-02-01, started 02-10, running
 * C  m   Hasselt     457: reached 2020-03-01, started 03-10, stopped 2021-01-15, no
 * reason 490: reached 2022-03-01, started 03-05, qualification 04-20, employed 05-01
 * (health_care), running D  x   abroad      490: reached 2022-04-01, nothing more E  f
 * not asked   490: reached 2022-10-10, started 10-12 F  m   Gent        380, Werkhuis:
 * referred by VDAB 2017-02-01, started 02-10, flow_through_regular 2018-01-10, ended
 * 2018-01-31 carried out, succeeded G  f   Gent        380, Stroom: started 2017-03-01,
 * stopped 2017-09-30, failed
 *
 * Education: A primary, B and C bachelor, D refused, E not asked, F and G primary.
 * Age at entry: A 31, B 45, C 28 and 30, D unknown, E 62, F 52, G 24.
 * What A did from 2022-06-01 on was recorded only later: the early panel lacks it. */
#ifndef TESTS_QUESTION_PANEL_H
#define TESTS_QUESTION_PANEL_H

#include "domain/lists.h"
#include "measure/panel.h"

static inline struct uuid test_id(unsigned kind, unsigned n)
{
    struct uuid u = {{0}};
    u.b[0] = (uint8_t)kind;
    u.b[14] = (uint8_t)(n >> 8);
    u.b[15] = (uint8_t)n;
    return u;
}

enum { ID_PERSON = 1, ID_TRAJECTORY, ID_ORGANISATION, ID_PROJECT, ID_PARTNERSHIP };

static inline struct day test_day(const char *text)
{
    struct day d = DAY_NONE;
    if (text && day_parse(&d, str_of(text), NULL) != OK) bug("a day of the test panel");
    return d;
}

static inline void test_ok(enum err_code rc)
{
    if (rc != OK) bug("the test panel was refused");
}

static inline void test_attribute(struct panel_builder *b, unsigned person, int kind,
                                  enum answer_state state, const char *value)
{
    struct attribute_fact f = {.person = {test_id(ID_PERSON, person)},
                               .kind = (uint8_t)kind,
                               .state = (uint8_t)state,
                               .valid_from = test_day("1990-01-01"),
                               .valid_to = DAY_NONE};
    snprintf(f.value, sizeof f.value, "%s", value);
    test_ok(panel_build_attribute(b, &f, NULL));
}

static inline void test_person(struct panel_builder *b, unsigned person,
                               const char *sex, const char *municipality,
                               const char *education)
{
    struct person_fact f = {{test_id(ID_PERSON, person)}, test_day("2016-01-01")};
    panel_build_person(b, &f);
    test_attribute(b, person, ATTRIBUTE_KIND_SEX, ANSWER_KNOWN, sex);
    if (municipality)
        test_attribute(b, person, ATTRIBUTE_KIND_MUNICIPALITY, ANSWER_KNOWN,
                       municipality);
    if (education)
        test_attribute(b, person, ATTRIBUTE_KIND_EDUCATION,
                       education[0] ? ANSWER_KNOWN : ANSWER_REFUSED, education);
}

static inline void test_trajectory(struct panel_builder *b, unsigned n, unsigned person,
                                   unsigned project, unsigned host, const char *reached,
                                   int age)
{
    struct trajectory_fact f = {.id = {test_id(ID_TRAJECTORY, n)},
                                .person = {test_id(ID_PERSON, person)},
                                .project = {test_id(ID_PROJECT, project)},
                                .reached_on = test_day(reached),
                                .entry_age = (int16_t)age,
                                .channel = INTAKE_CHANNEL_DIRECT_OUTREACH,
                                .is_voluntary = 1};
    if (host) f.host.u = test_id(ID_ORGANISATION, host);
    if (project == 1) f.partnership.u = test_id(ID_PARTNERSHIP, 1);
    test_ok(panel_build_trajectory(b, &f, NULL));
}

static inline void test_event(struct panel_builder *b, unsigned trajectory,
                              unsigned person, int kind, int code, int detail,
                              int value, const char *on)
{
    struct event_fact f = {.trajectory = {test_id(ID_TRAJECTORY, trajectory)},
                           .person = {test_id(ID_PERSON, person)},
                           .kind = (uint8_t)kind,
                           .code = (uint8_t)code,
                           .detail = (uint8_t)detail,
                           .value = (uint8_t)value,
                           .on = test_day(on)};
    test_ok(panel_build_event(b, &f, NULL));
}

static inline void test_spell(struct panel_builder *b, unsigned person,
                              const char *from, const char *to)
{
    struct spell_fact f = {.person = {test_id(ID_PERSON, person)},
                           .list = SPELL_LABOUR,
                           .code = LABOUR_STATUS_EMPLOYED,
                           .exit = CODE_MISSING,
                           .from = test_day(from),
                           .to = test_day(to)};
    test_ok(panel_build_spell(b, &f, NULL));
}

static inline void test_call(struct panel_builder *b, const char *code, int kind,
                             const char *reports_until)
{
    struct call_fact f = {.kind = (uint8_t)kind,
                          .launched_on = DAY_NONE,
                          .from = DAY_NONE,
                          .to = DAY_NONE,
                          .reports_until = test_day(reports_until)};
    snprintf(f.code, sizeof f.code, "%s", code);
    panel_build_call(b, &f);
}

static inline void test_organisation(struct panel_builder *b, unsigned n,
                                     const char *code, const char *name, int kind,
                                     int former)
{
    struct organisation_fact f = {.id = {test_id(ID_ORGANISATION, n)},
                                  .kind = (uint8_t)kind,
                                  .former_kind = (uint8_t)former};
    snprintf(f.code, sizeof f.code, "%s", code);
    snprintf(f.name, sizeof f.name, "%s", name);
    panel_build_organisation(b, &f);
}

static inline void test_project(struct panel_builder *b, unsigned n, const char *code,
                                const char *call, int kind)
{
    struct project_fact f = {.id = {test_id(ID_PROJECT, n)},
                             .promotor = {test_id(ID_ORGANISATION, 1)},
                             .kind = (uint8_t)kind,
                             .target_group = CODE_MISSING,
                             .from = test_day("2016-01-01"),
                             .to = DAY_NONE};
    snprintf(f.code, sizeof f.code, "%s", code);
    snprintf(f.title, sizeof f.title, "Project %s", code);
    snprintf(f.call, sizeof f.call, "%s", call);
    panel_build_project(b, &f);
}

static inline void test_budget(struct panel_builder *b, const char *call,
                               unsigned project, int source, int kind, int64_t cents)
{
    struct budget_fact f = {.source = (uint8_t)source,
                            .amount_kind = (uint8_t)kind,
                            .cents = cents,
                            .on = test_day("2020-06-01")};
    snprintf(f.call, sizeof f.call, "%s", call);
    if (project) f.project.u = test_id(ID_PROJECT, project);
    panel_build_budget(b, &f);
}

/* Of a call (`call`) or of the partnership (NULL). */
static inline void test_target(struct panel_builder *b, const char *call,
                               const char *measure, const char *unit, const char *text,
                               int kind, const char *from)
{
    struct target_fact f = {.has_number = text[0] >= '0' && text[0] <= '9',
                            .kind = (uint8_t)kind,
                            .from = test_day(from),
                            .to = DAY_NONE};
    if (!call) f.partnership.u = test_id(ID_PARTNERSHIP, 1);
    snprintf(f.call, sizeof f.call, "%s", call ? call : "");
    snprintf(f.measure, sizeof f.measure, "%s", measure);
    snprintf(f.unit, sizeof f.unit, "%s", unit);
    snprintf(f.text, sizeof f.text, "%s", text);
    if (f.has_number) f.number = strtod(text, NULL);
    panel_build_target(b, &f);
}

static inline void test_published(struct panel_builder *b, const char *figure,
                                  const char *measure, const char *unit,
                                  const char *cell, const char *text)
{
    struct published_fact f = {.has_number = text[0] >= '0' && text[0] <= '9',
                               .as_of = test_day("2022-09-30")};
    snprintf(f.figure, sizeof f.figure, "%s", figure);
    snprintf(f.publication, sizeof f.publication, "question 63 of 2022-10-14");
    snprintf(f.measure, sizeof f.measure, "%s", measure);
    snprintf(f.unit, sizeof f.unit, "%s", unit);
    snprintf(f.cell, sizeof f.cell, "%s", cell);
    snprintf(f.text, sizeof f.text, "%s", text);
    if (f.has_number) f.number = strtod(text, NULL);
    panel_build_published(b, &f);
}

static inline void test_small_tables(struct panel_builder *b)
{
    test_call(b, "490", CALL_KIND_ESF_OUTREACH, "2022-12-31");
    test_call(b, "457", CALL_KIND_ESF_OUTREACH, NULL);
    test_call(b, "380", CALL_KIND_ESF_FLOW_THROUGH, "2019-03-31");
    test_organisation(b, 1, "prom", "Promotor", ORGANISATION_KIND_NGO_PROMOTOR,
                      CODE_MISSING);
    test_organisation(b, 2, "werkhuis", "Werkhuis",
                      ORGANISATION_KIND_SOCIAL_ECONOMY_COMPANY,
                      FORMER_WORKSHOP_KIND_SHELTERED);
    test_organisation(b, 3, "stroom", "Stroom",
                      ORGANISATION_KIND_SOCIAL_ECONOMY_COMPANY,
                      FORMER_WORKSHOP_KIND_SOCIAL);
    test_project(b, 1, "P490", "490", PROJECT_KIND_OUTREACH);
    test_project(b, 2, "P457", "457", PROJECT_KIND_OUTREACH);
    test_project(b, 3, "P380", "380", PROJECT_KIND_FLOW_THROUGH);
    struct partnership_fact partnership = {.id = {test_id(ID_PARTNERSHIP, 1)},
                                           .code = "LP1",
                                           .name = "Partnerschap 1",
                                           .status = 0,
                                           .from = test_day("2021-01-01"),
                                           .to = DAY_NONE};
    panel_build_partnership(b, &partnership);
    test_budget(b, "490", 0, FUNDING_SOURCE_ESF, AMOUNT_KIND_ALLOCATED, 550000000);
    test_budget(b, "490", 0, FUNDING_SOURCE_FLEMISH_COFINANCING, AMOUNT_KIND_ALLOCATED,
                550000000);
    test_budget(b, "", 1, FUNDING_SOURCE_ESF, AMOUNT_KIND_PAID, 100050);
    test_target(b, "380", "started", "trajectories", "8", TARGET_KIND_CONTRACTUAL,
                "2016-01-01");
    test_target(b, "490", "reached", "persons", "4", TARGET_KIND_INDICATIVE, NULL);
    test_target(b, "490", "started", "persons", "10", TARGET_KIND_CONTRACTUAL, NULL);
    test_target(b, "490", "started", "persons", "20", TARGET_KIND_CONTRACTUAL,
                "2022-07-01");
    test_target(b, "457", "reached", "persons", "almost 4500", TARGET_KIND_INDICATIVE,
                NULL);
    test_target(b, NULL, "reached", "persons", "50", TARGET_KIND_CONTRACTUAL, NULL);
    test_published(b, "t1", "reached", "persons", "call=490;province=antwerpen;sex=m",
                   "1");
    test_published(b, "t1", "reached", "persons", "call=490;province=limburg;sex=f",
                   "");
    test_published(b, "t1", "reached", "persons", "call=490;province=limburg", "2");
    test_published(b, "t1", "reached", "persons", "call=490", "4");
    test_published(b, "t1", "reached", "persons", "call=457;province=antwerpen", "9");
    test_published(b, "t1", "reached", "persons", "call=490;channel=self", "3");
    test_published(b, "t2", "reached", "trajectories", "call=490", "meer dan 4500");
    test_published(b, "t3", "reached", "persons", "call=490", "4");
    test_published(b, "t3", "ended", "persons", "call=490", "1");
    test_published(b, "t5", "reached", "persons", "call=490", "4");
    test_published(b, "t5", "reached", "persons", "call=490", "meer dan 4500");
    test_published(b, "t5", "reached", "persons", "call=457|490", "4");
    test_published(b, "t6", "sight", "persons", "call=490;moment=end", "1");
    test_published(b, "t6", "sight", "persons", "call=490;moment=baseline", "7");
    test_published(b, "t7", "rate measured", "percent", "call=490;moment=baseline",
                   "100");
    test_published(b, "t7", "rate sight_of_training", "percent",
                   "call=490;moment=baseline", "0");
    test_published(b, "t7", "rate sight_of_training", "percent", "call=490;moment=end",
                   "100,0");
    test_published(b, "t7", "sight_of_training", "persons", "call=490;moment=end", "1");
    test_published(b, "t7", "group", "persons", "call=490;moment=end", "54");
    test_published(b, "t8", "share", "percent", "sex=f", "66.67");
    test_published(b, "t8", "share", "percent", "sex=m", "50");
    test_published(b, "t8", "share", "percent", "sex=total", "50.1");
    test_published(b, "t11", "share", "percent", "sex=f", "67");
    test_published(b, "t10", "wait", "days", "call=490", "6.3");
    test_published(b, "t10", "wait", "days", "call=490;sex=f", "6");
    test_published(b, "t10", "wait", "days", "call=490;sex=m", "6.4");
    test_published(b, "t4", "share", "percent", "call=490", "25,0");
}

static inline void test_person_a(struct panel_builder *b, bool early)
{
    test_person(b, 1, "f", "11002", "primary");
    test_attribute(b, 1, ATTRIBUTE_KIND_TARGET_GROUP, ANSWER_KNOWN, "long_term_sick");
    test_attribute(b, 1, ATTRIBUTE_KIND_TARGET_GROUP, ANSWER_KNOWN, "single_parent");
    if (!early) test_spell(b, 1, "2022-06-15", NULL);
    test_trajectory(b, 1, 1, 1, 0, "2022-01-10", 31);
    test_event(b, 1, 1, EVENT_OBSERVATION, INDICATOR_MEASURED,
               OBSERVATION_MOMENT_BASELINE, 1, "2022-01-15");
    test_event(b, 1, 1, EVENT_OBSERVATION, INDICATOR_SIGHT_OF_TRAINING,
               OBSERVATION_MOMENT_BASELINE, 0, "2022-01-15");
    test_event(b, 1, 1, EVENT_STARTED, CODE_MISSING, CODE_MISSING, 0, "2022-01-20");
    test_event(b, 1, 1, EVENT_ACTION, ACTION_KIND_MENTORING, CODE_MISSING, 0,
               "2022-02-01");
    test_event(b, 1, 1, EVENT_ACTION, ACTION_KIND_MENTORING, CODE_MISSING, 0,
               "2022-03-01");
    test_event(b, 1, 1, EVENT_ACTION, ACTION_KIND_LANGUAGE, CODE_MISSING, 0,
               "2022-03-02");
    if (early) return;
    test_event(b, 1, 1, EVENT_OUTCOME, OUTCOME_EMPLOYED, SECTOR_TRADE, 0, "2022-06-15");
    test_event(b, 1, 1, EVENT_OBSERVATION, INDICATOR_SIGHT_OF_TRAINING,
               OBSERVATION_MOMENT_END, 1, "2022-06-30");
    test_event(b, 1, 1, EVENT_ENDED, END_KIND_CARRIED_OUT, EXIT_REASON_JOB, 0,
               "2022-06-30");
}

static inline void test_persons_of_490(struct panel_builder *b)
{
    test_person(b, 2, "m", "11002", "bachelor");
    test_trajectory(b, 2, 2, 1, 0, "2022-02-01", 45);
    test_event(b, 2, 2, EVENT_STARTED, CODE_MISSING, CODE_MISSING, 0, "2022-02-10");
    test_event(b, 2, 2, EVENT_CONTACT, CONTACT_MODE_PHONE, CODE_MISSING, 0,
               "2022-02-20");
    test_event(b, 2, 2, EVENT_ACTION, ACTION_KIND_LANGUAGE, CODE_MISSING, 0,
               "2022-03-10");
    test_person(b, 3, "m", "71022", "bachelor");
    test_spell(b, 3, "2022-05-01", "2022-08-31");
    test_trajectory(b, 3, 3, 2, 0, "2020-03-01", 28);
    test_event(b, 3, 3, EVENT_STARTED, CODE_MISSING, CODE_MISSING, 0, "2020-03-10");
    test_event(b, 3, 3, EVENT_ENDED, END_KIND_STOPPED, CODE_MISSING, 0, "2021-01-15");
    test_trajectory(b, 4, 3, 1, 0, "2022-03-01", 30);
    test_event(b, 4, 3, EVENT_STARTED, CODE_MISSING, CODE_MISSING, 0, "2022-03-05");
    test_event(b, 4, 3, EVENT_OUTCOME, OUTCOME_QUALIFICATION, CODE_MISSING, 0,
               "2022-04-20");
    test_event(b, 4, 3, EVENT_OUTCOME, OUTCOME_EMPLOYED, SECTOR_HEALTH_CARE, 0,
               "2022-05-01");
    test_person(b, 4, "x", NULL, "");
    test_attribute(b, 4, ATTRIBUTE_KIND_COUNTRY_OF_RESIDENCE, ANSWER_KNOWN, "NL");
    test_attribute(b, 4, ATTRIBUTE_KIND_BIRTH_YEAR, ANSWER_UNKNOWN, "");
    test_trajectory(b, 5, 4, 1, 0, "2022-04-01", -1);
    test_person(b, 5, "f", NULL, NULL);
    test_trajectory(b, 6, 5, 1, 0, "2022-10-10", 62);
    test_event(b, 6, 5, EVENT_STARTED, CODE_MISSING, CODE_MISSING, 0, "2022-10-12");
}

static inline void test_persons_of_380(struct panel_builder *b)
{
    test_person(b, 6, "m", "44021", "primary");
    test_trajectory(b, 7, 6, 3, 2, "2017-02-01", 52);
    test_event(b, 7, 6, EVENT_REFERRAL, ORGANISATION_KIND_VDAB, CODE_MISSING, 0,
               "2017-02-01");
    test_event(b, 7, 6, EVENT_STARTED, CODE_MISSING, CODE_MISSING, 0, "2017-02-10");
    test_event(b, 7, 6, EVENT_OUTCOME, OUTCOME_FLOW_THROUGH_REGULAR, SECTOR_TRADE, 0,
               "2018-01-10");
    test_event(b, 7, 6, EVENT_ENDED, END_KIND_CARRIED_OUT, EXIT_REASON_JOB, 0,
               "2018-01-31");
    test_event(b, 7, 6, EVENT_JUDGED, JUDGEMENT_SUCCEEDED, CODE_MISSING, 0,
               "2018-02-15");
    test_person(b, 7, "f", "44021", "primary");
    test_trajectory(b, 8, 7, 3, 3, "2017-02-20", 24);
    test_event(b, 8, 7, EVENT_STARTED, CODE_MISSING, CODE_MISSING, 0, "2017-03-01");
    test_event(b, 8, 7, EVENT_ENDED, END_KIND_STOPPED, EXIT_REASON_OWN_CHOICE, 0,
               "2017-09-30");
    test_event(b, 8, 7, EVENT_JUDGED, JUDGEMENT_FAILED, CODE_MISSING, 0, "2017-10-15");
}

/* The caller frees it with panel_free. */
static inline struct panel *question_panel(bool early)
{
    struct panel_builder *b = panel_build_begin(INT64_MAX);
    struct panel *panel = NULL;
    struct err e = {0};
    test_small_tables(b);
    test_person_a(b, early);
    test_persons_of_490(b);
    test_persons_of_380(b);
    if (panel_build_end(&panel, b, &e) != OK) {
        fprintf(stderr, "%s\n", e.message);
        bug("the test panel was refused");
    }
    return panel;
}

#endif
