/* One snapshot, read front to back. Every row of every noun is hashed and summed as
 * when it was written; what only relations between rows can show is asked in SQL. */
#include "store/verify.h"

#include <stdarg.h>

#include "store/from_row.h"
#include "store/migrations.h"
#include "store/release_store.h"
#include "store/subject_store.h"
#include "store/write_inside.h"

enum { SAMPLE_ROWS = 1000, DEFECTS_PER_RULE = 5 };

struct verifier {
    struct verify_report *report;
    struct db *db;
    bool deep;
    void (*found)(void *to, const char *defect);
    void *to;
    int64_t *audit_at; /* moment of audit row i + 1 */
    size_t n_audit, audit_cap;
};

static void defect(struct verifier *v, const char *format, ...) printf_like(2, 3);
static void defect(struct verifier *v, const char *format, ...)
{
    char text[400];
    va_list args;
    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    v->report->n_defects++;
    v->found(v->to, text);
}

static void hex_of(char *out, size_t cap, struct str bytes)
{
    size_t n = MIN_OF(bytes.n, (cap - 1) / 2);
    sodium_bin2hex(out, cap, (const uint8_t *)bytes.p, n);
}

/* --- the audit chain --- */

static enum err_code digest_tallies(struct verifier *v, struct audit_digest *d,
                                    int64_t number, struct err *e)
{
    struct statement *st = NULL;
    enum err_code rc;
    bool row;
    TRY(db_prepare(&st, v->db,
                   "SELECT noun, added, total, sum FROM audit_tally WHERE audit = $1 "
                   "ORDER BY noun",
                   e));
    bind_int(st, 1, number);
    for (;;) {
        TRY(statement_step(&row, st, e));
        if (!row) break;
        struct str sum = column_blob(st, 3);
        if (sum.n == ROW_HASH_BYTES)
            audit_digest_tally(d, column_text(st, 0), column_int(st, 1),
                               column_int(st, 2), sum.p);
        else
            defect(v, "audit: a tally of row %lld is damaged", (long long)number);
    }
out:
    statement_done(st);
    return rc;
}

static enum err_code check_link(struct verifier *v, struct statement *st,
                                uint8_t previous[ROW_HASH_BYTES], struct err *e)
{
    struct audit_digest d;
    uint8_t hash[ROW_HASH_BYTES];
    int64_t number = column_int(st, 0);
    struct str before = column_blob(st, 5), stored = column_blob(st, 6);
    if (number != (int64_t)v->n_audit + 1)
        defect(v, "audit: expected row %zu, found row %lld", v->n_audit + 1,
               (long long)number);
    if (before.n != ROW_HASH_BYTES || memcmp(before.p, previous, ROW_HASH_BYTES) != 0)
        defect(v, "audit: row %lld does not follow the row before it",
               (long long)number);
    audit_digest_begin(&d, previous, number, column_int(st, 1), column_text(st, 2),
                       column_text(st, 3), column_text(st, 4));
    enum err_code rc = digest_tallies(v, &d, number, e);
    if (rc != OK) return rc;
    audit_digest_end(hash, &d);
    if (stored.n != ROW_HASH_BYTES || memcmp(stored.p, hash, ROW_HASH_BYTES) != 0)
        defect(v, "audit: row %lld was altered", (long long)number);
    /* go on from what stands there, so that one change is one defect */
    memcpy(previous, stored.p, MIN_OF(stored.n, (size_t)ROW_HASH_BYTES));
    return OK;
}

static enum err_code check_chain(struct verifier *v, struct err *e)
{
    struct statement *st = NULL;
    uint8_t previous[ROW_HASH_BYTES] = {0};
    enum err_code rc;
    bool row;
    v->report->n_checks++;
    TRY(db_prepare(&st, v->db,
                   "SELECT number, at, actor, act, reason, previous, hash FROM audit "
                   "ORDER BY number",
                   e));
    for (;;) {
        TRY(statement_step(&row, st, e));
        if (!row) break;
        TRY(check_link(v, st, previous, e));
        mem_push_room(v->audit_at, v->n_audit, v->audit_cap);
        v->audit_at[v->n_audit++] = column_int(st, 1);
    }
    v->report->n_audit = (int64_t)v->n_audit;
    sodium_bin2hex(v->report->head, sizeof v->report->head, previous, sizeof previous);
out:
    statement_done(st);
    return rc;
}

/* --- rows, counted and summed again --- */

/* Columns that hold a code of a list, by place in nouns.def. */
static const struct {
    enum noun noun;
    int column;
    enum list_number list;
} code_columns[] = {
    {NOUN_CALL, 2, LIST_CALL_KIND},
    {NOUN_ORGANISATION, 3, LIST_ORGANISATION_KIND},
    {NOUN_ORGANISATION, 4, LIST_FORMER_WORKSHOP_KIND},
    {NOUN_PROJECT, 6, LIST_PROJECT_KIND},
    {NOUN_PROJECT, 7, LIST_TARGET_GROUP},
    {NOUN_PARTNERSHIP, 3, LIST_PARTNERSHIP_STATUS},
    {NOUN_BUDGET, 3, LIST_FUNDING_SOURCE},
    {NOUN_BUDGET, 4, LIST_AMOUNT_KIND},
    {NOUN_TARGET, 8, LIST_TARGET_KIND},
    {NOUN_MEMBERSHIP, 3, LIST_WORKER_ROLE},
    {NOUN_OUTREACH_PLACE, 2, LIST_PLACE_KIND},
    {NOUN_OUTREACH_ACTION, 4, LIST_CONTACT_MODE},
    {NOUN_ATTRIBUTE, 2, LIST_ATTRIBUTE_KIND},
    {NOUN_ATTRIBUTE, 4, LIST_ATTRIBUTE_SOURCE},
    {NOUN_SPELL, 4, LIST_ORGANISATION_KIND},
    {NOUN_TRAJECTORY, 7, LIST_INTAKE_CHANNEL},
    {NOUN_END, 4, LIST_END_KIND},
    {NOUN_END, 5, LIST_EXIT_REASON},
    {NOUN_JUDGEMENT, 4, LIST_JUDGEMENT},
    {NOUN_PHASE, 4, LIST_PHASE},
    {NOUN_CONTACT, 4, LIST_CONTACT_MODE},
    {NOUN_ACTIVITY, 4, LIST_ACTION_KIND},
    {NOUN_OUTCOME, 4, LIST_OUTCOME},
    {NOUN_OUTCOME, 5, LIST_SECTOR},
    {NOUN_REFERRAL, 4, LIST_ORGANISATION_KIND},
    {NOUN_OBSERVATION, 4, LIST_INDICATOR},
    {NOUN_OBSERVATION, 5, LIST_OBSERVATION_MOMENT},
    {NOUN_CONDITION, 4, LIST_CONTEXT_CONDITION},
    {NOUN_CONDITION, 5, LIST_CONTEXT_CONDITION_STATE},
    {NOUN_SPELL_EXIT, 3, LIST_EXIT_REASON},
    {NOUN_OUTREACH_COURSE, 2, LIST_OUTREACH_ACTION_KIND},
    {NOUN_OUTREACH_AUDIENCE, 2, LIST_TARGET_GROUP},
    {NOUN_OUTREACH_OFFER, 2, LIST_OFFER_LOCATION},
    {NOUN_OUTREACH_OFFER, 3, LIST_OFFER_KIND},
    {NOUN_OUTREACH_OFFER, 4, LIST_OUTREACH_DIMENSION},
    {NOUN_PROJECT_FOLLOW_UP, 3, LIST_PROJECT_EVALUATION},
    {NOUN_PROJECT_FOLLOW_UP, 4, LIST_PROJECT_FOLLOW_UP},
    {NOUN_LINK_RUN, 1, LIST_LINK_RUN_KIND},
    {NOUN_PERSON_LINK, 4, LIST_LINK_BASIS},
    {NOUN_LINK_PAIR, 4, LIST_LINK_VERDICT},
    {NOUN_LINK_PAIR, 5, LIST_LINK_BASIS},
    {NOUN_LINK_DECISION, 4, LIST_LINK_DECISION},
    {NOUN_LINK_SAMPLE, 4, LIST_LINK_VERDICT},
    {NOUN_LINK_CHANGE, 2, LIST_LINK_CHANGE},
    {NOUN_INSTRUMENT_ITEM, 4, LIST_CONTEXT_CONDITION},
    {NOUN_ASSESSMENT, 4, LIST_OBSERVATION_MOMENT},
    {NOUN_ASSESSMENT, 5, LIST_ASSESSED_BY},
    {NOUN_CONDITION_WORK, 2, LIST_STEP_OWNER},
    {NOUN_COMPETENCE, 3, LIST_COMPETENCE_KIND},
    {NOUN_DOCUMENT, 3, LIST_DOCUMENT_KIND},
    {NOUN_DOCUMENT, 4, LIST_CONFIDENTIALITY},
    {NOUN_APPOINTMENT, 5, LIST_APPOINTMENT_STATE},
    {NOUN_PLACE_AUDIENCE, 2, LIST_TARGET_GROUP},
    {NOUN_CHAT, 7, LIST_CHAT_TOPIC},
    {NOUN_CHAT, 8, LIST_LANGUAGE},
    {NOUN_CHAT, 10, LIST_CHAT_NEXT_STEP},
    {NOUN_SIGNAL, 1, LIST_STRUCTURAL_BARRIER},
    {NOUN_SIGNAL, 2, LIST_POLICY_DOMAIN},
    {NOUN_SIGNAL, 3, LIST_RESPONSIBLE_LEVEL},
    {NOUN_SIGNAL, 4, LIST_TARGET_GROUP},
    {NOUN_SIGNAL, 5, LIST_SIGNAL_FREQUENCY},
    {NOUN_SIGNAL_BUNDLE, 2, LIST_POLICY_DOMAIN},
    {NOUN_SIGNAL_BUNDLE, 3, LIST_RESPONSIBLE_LEVEL},
    {NOUN_SIGNAL_STEP, 3, LIST_SIGNAL_STATUS},
    {NOUN_SIGNAL_STEP, 4, LIST_RESPONSIBLE_LEVEL},
    {NOUN_CONSENT, 3, LIST_SHARING_PURPOSE},
    {NOUN_CONSENT, 4, LIST_SHARING_CATEGORY},
    {NOUN_CONSENT, 5, LIST_SHARING_GROUND},
    {NOUN_CONSENT, 7, LIST_CONSENT_FORM},
    {NOUN_CONSENT, 8, LIST_LANGUAGE},
    {NOUN_CONSENT_WITHDRAWAL, 4, LIST_WITHDRAWAL_PARTY},
    {NOUN_CONSENT_REQUEST, 4, LIST_SHARING_PURPOSE},
    {NOUN_CONSENT_REQUEST, 5, LIST_SHARING_CATEGORY},
    {NOUN_HANDOVER, 6, LIST_RECEIVER_KIND},
    {NOUN_HANDOVER, 10, LIST_HANDOVER_MOMENT},
    {NOUN_HANDOVER_WORDS, 3, LIST_HANDOVER_WORDS},
    {NOUN_HANDOVER_SHARE, 3, LIST_SHARING_CATEGORY},
    {NOUN_HANDOVER_EVENT, 3, LIST_HANDOVER_EVENT},
    {NOUN_HANDOVER_EVENT, 5, LIST_HANDOVER_REASON},
    {NOUN_HANDOVER_EVENT, 6, LIST_HANDOVER_RESULT},
    {NOUN_GUEST_LINK, 2, LIST_GUEST_LINK_KIND},
    {NOUN_GUEST_VISIT, 3, LIST_GUEST_VISIT_KIND},
    {NOUN_CHECK_IN, 5, LIST_CHECK_IN_ANSWER},
    {NOUN_EMPLOYER_CONTACT, 4, LIST_EMPLOYER_WILLINGNESS},
    {NOUN_EMPLOYER_ACTION, 3, LIST_EMPLOYER_ACTION},
    {NOUN_VACANCY, 4, LIST_MUNICIPALITY},
    {NOUN_VACANCY, 5, LIST_SECTOR},
    {NOUN_VACANCY, 6, LIST_CONTRACT_KIND},
    {NOUN_CONSULTATION, 1, LIST_CONSULTATION_KIND},
    {NOUN_CONSULTATION_OUTCOME, 2, LIST_CONSULTATION_OUTCOME},
    {NOUN_CONSULTATION_OUTCOME_STATE, 2, LIST_AGREED_STATE},
    {NOUN_AGREEMENT, 2, LIST_MUNICIPALITY},
    {NOUN_AGREED_ACTION, 2, LIST_ACTION_KIND},
    {NOUN_AGREED_RESULT, 2, LIST_AGREED_STATE},
    {NOUN_GROUP_SESSION, 5, LIST_ACTION_KIND},
    {NOUN_REPORT_PART, 2, LIST_REPORT_PART},
    {NOUN_REPORT_STEP, 2, LIST_REPORT_STEP},
    {NOUN_PROJECT_PRODUCT, 2, LIST_PROJECT_PRODUCT},
    {NOUN_PROJECT_PRODUCT, 4, LIST_PRODUCT_LICENCE},
};

static void digest_column(struct row_digest *d, struct statement *st, int column)
{
    struct str s;
    switch (column_type_of(st, column)) {
    case COLUMN_INT:
        digest_int(d, column_int(st, column));
        break;
    case COLUMN_REAL:
        digest_real(d, column_real(st, column));
        break;
    case COLUMN_TEXT:
        s = column_text(st, column);
        digest_bytes(d, 't', s.p, s.n);
        break;
    case COLUMN_BLOB:
        s = column_blob(st, column);
        digest_bytes(d, 'b', s.p, s.n);
        break;
    case COLUMN_NULL:
        digest_null(d);
        break;
    }
}

static void check_code(struct verifier *v, enum noun noun, struct statement *st,
                       int column, enum list_number list, int64_t *n_bad)
{
    struct str word = column_text(st, column);
    if (!word.p || code_index(code_list_at(list), word) >= 0) return;
    if (++*n_bad <= DEFECTS_PER_RULE)
        defect(v,
               "code: a row of %s, written by audit row %lld, has a code that list %s "
               "does not have",
               noun_table(noun), (long long)column_int(st, column_count(st) - 1),
               code_list_at(list)->name);
}

static void check_codes(struct verifier *v, enum noun noun, struct statement *st,
                        int64_t *n_bad)
{
    for (size_t i = 0; i < ARRAY_LEN(code_columns); i++)
        if (code_columns[i].noun == noun)
            check_code(v, noun, st, code_columns[i].column, code_columns[i].list,
                       n_bad);
    if (noun == NOUN_SPELL) {
        enum list_number list = spell_list_number((enum spell_list)column_int(st, 2));
        if (list != N_LISTS) check_code(v, noun, st, 3, list, n_bad);
    }
}

static void check_writing(struct verifier *v, enum noun noun, int64_t recorded_at,
                          int64_t written_by, int64_t *n_bad)
{
    bool has_audit = written_by > 0 && written_by <= (int64_t)v->n_audit;
    if (has_audit && recorded_at <= v->audit_at[written_by - 1]) return;
    if (++*n_bad > DEFECTS_PER_RULE) return;
    if (has_audit)
        defect(v, "clock: a row of %s is recorded after audit row %lld wrote it",
               noun_table(noun), (long long)written_by);
    else
        defect(v, "audit: a row of %s has no audit row %lld", noun_table(noun),
               (long long)written_by);
}

static enum err_code check_noun(struct verifier *v, enum noun noun, struct err *e)
{
    struct statement *st = NULL;
    struct tally counted = {0}, recorded;
    struct row_digest d;
    uint8_t hash[ROW_HASH_BYTES];
    int64_t n_bad = 0;
    enum err_code rc;
    bool row;
    v->report->n_checks++;
    TRY(tally_last(&recorded, v->db, noun, e));
    TRY(db_prepare_literal(&st, v->db, noun_select(noun), e));
    int n = column_count(st);
    for (;;) {
        TRY(statement_step(&row, st, e));
        if (!row) break;
        digest_begin(&d, noun);
        for (int i = 0; i < n; i++)
            digest_column(&d, st, i);
        digest_end(hash, &d);
        tally_add(&counted, hash);
        check_codes(v, noun, st, &n_bad);
        check_writing(v, noun, column_int(st, n - 2), column_int(st, n - 1), &n_bad);
    }
    v->report->n_facts += counted.total;
    if (counted.total != recorded.total)
        defect(v, "count: %s has %lld rows, its audit rows say %lld", noun_table(noun),
               (long long)counted.total, (long long)recorded.total);
    else if (memcmp(counted.lanes, recorded.lanes, sizeof counted.lanes) != 0)
        defect(v, "sum: a row of %s was altered", noun_table(noun));
out:
    statement_done(st);
    return rc;
}

/* --- retractions --- */

/* Closed facts, and those among them without a retraction of the same moment. With as
 * many retractions as closed facts, none is without its fact either. */
static const char *const closed_facts[] = {
#define N(noun, name, table, columns, values)                                          \
    "SELECT count(*), count(*) FILTER (WHERE NOT EXISTS (SELECT 1 FROM retraction AS " \
    "r "                                                                               \
    "WHERE r.noun = '" name                                                            \
    "' AND r.fact = f.id AND r.recorded_at = f.retracted_at)), "                       \
    "(SELECT count(*) FROM retraction WHERE noun = '" name "') "                       \
    "FROM " table " AS f WHERE f.retracted_at IS NOT NULL",
#include "store/nouns.def"
#undef N
};
static const char closed_calls[] =
    "SELECT count(*), count(*) FILTER (WHERE NOT EXISTS (SELECT 1 FROM retraction AS r "
    "WHERE r.noun = 'call' AND r.fact = CAST(f.code AS BLOB) "
    "AND r.recorded_at = f.retracted_at)), "
    "(SELECT count(*) FROM retraction WHERE noun = 'call') "
    "FROM call_fact AS f WHERE f.retracted_at IS NOT NULL";

static enum err_code check_retractions(struct verifier *v, enum noun noun,
                                       struct err *e)
{
    struct statement *st = NULL;
    enum err_code rc = OK;
    bool row;
    if (noun_is_log(noun)) return OK;
    v->report->n_checks++;
    TRY(db_prepare_literal(&st, v->db,
                           noun == NOUN_CALL ? closed_calls : closed_facts[noun], e));
    TRY(statement_step(&row, st, e));
    int64_t n_closed = column_int(st, 0), n_lone = column_int(st, 1);
    int64_t n_retractions = column_int(st, 2);
    if (n_lone || n_closed != n_retractions)
        defect(v,
               "retraction: %s has %lld closed rows, %lld of them without a "
               "retraction, and %lld retractions",
               noun_table(noun), (long long)n_closed, (long long)n_lone,
               (long long)n_retractions);
out:
    statement_done(st);
    return rc;
}

/* --- what only relations show --- */

#define OPEN(alias) alias ".retracted_at IS NULL"
#define OF_TRAJECTORY                                                                  \
    " JOIN trajectory_fact AS t ON t.person = x.person AND t.id = x.trajectory "       \
    "AND " OPEN("t") " WHERE " OPEN("x") " AND "
#define NO_VERSION(table, reference)                                                   \
    reference " IS NOT NULL AND NOT EXISTS (SELECT 1 FROM " table                      \
              " AS r WHERE r.id = " reference " AND " OPEN("r") ")"
#define TWO_VERSIONS(table, key)                                                       \
    "SELECT id FROM " table " WHERE retracted_at IS NULL GROUP BY " key                \
    " HAVING count(*) > 1"
#define KNOWN_LATER(table, reference)                                                  \
    "x.recorded_at < (SELECT min(recorded_at) FROM " table " WHERE id = " reference ")"

/* Each gives the ids of what breaks the rule. */
static const struct {
    const char *rule, *sql;
} rules[] = {
    {"started before it was reached",
     "SELECT x.id FROM trajectory_start AS x" OF_TRAJECTORY
     "x.happened_on < t.reached_on"},
    {"ended before it was reached", "SELECT x.id FROM trajectory_end AS x" OF_TRAJECTORY
                                    "x.happened_on < t.reached_on"},
    {"ended before it started",
     "SELECT x.id FROM trajectory_end AS x JOIN trajectory_start AS s "
     "ON s.person = x.person AND s.trajectory = x.trajectory AND " OPEN(
         "s") " WHERE " OPEN("x") " AND x.happened_on < s.happened_on"},
    {"trajectory of a project that is retracted",
     "SELECT x.id FROM trajectory_fact AS x WHERE " OPEN("x") " AND " NO_VERSION(
         "project_fact", "x.project")},
    {"trajectory of a partnership that is retracted",
     "SELECT x.id FROM trajectory_fact AS x WHERE " OPEN("x") " AND " NO_VERSION(
         "partnership_fact", "x.partnership")},
    {"trajectory at an organisation that is retracted",
     "SELECT x.id FROM trajectory_fact AS x WHERE " OPEN("x") " AND " NO_VERSION(
         "organisation_fact", "x.host")},
    {"project of a promotor that is retracted",
     "SELECT x.id FROM project_fact AS x WHERE " OPEN("x") " AND " NO_VERSION(
         "organisation_fact", "x.promotor")},
    {"project of a call that is retracted",
     "SELECT x.id FROM project_fact AS x WHERE " OPEN(
         "x") " AND x.call IS NOT NULL AND "
              "NOT EXISTS (SELECT 1 FROM call_fact AS r WHERE r.code = x.call "
              "AND " OPEN("r") ")"},
    {"trajectory known before its project",
     "SELECT x.id FROM trajectory_fact AS x WHERE " KNOWN_LATER("project_fact",
                                                                "x.project")},
    {"trajectory known before its partnership",
     "SELECT x.id FROM trajectory_fact AS x WHERE " KNOWN_LATER("partnership_fact",
                                                                "x.partnership")},
    {"trajectory known before its host",
     "SELECT x.id FROM trajectory_fact AS x WHERE " KNOWN_LATER("organisation_fact",
                                                                "x.host")},
    {"person with two open versions", TWO_VERSIONS("person_fact", "id")},
    {"trajectory with two open versions",
     TWO_VERSIONS("trajectory_fact", "person, id")},
    {"organisation with two open versions", TWO_VERSIONS("organisation_fact", "id")},
    {"project with two open versions", TWO_VERSIONS("project_fact", "id")},
    {"partnership with two open versions", TWO_VERSIONS("partnership_fact", "id")},
    {"sealed field with two open values", TWO_VERSIONS("identity", "person, field")},
    {"source key with two open versions", TWO_VERSIONS("source_key", "id")},
    {"source key of a delivery that is not there",
     "SELECT id FROM source_key WHERE delivery NOT IN (SELECT id FROM delivery)"},
    {"source key of a person who is not there",
     "SELECT id FROM source_key WHERE person IS NOT NULL AND person NOT IN (SELECT id "
     "FROM person)"},
    {"two releases with one name",
     "SELECT id FROM release GROUP BY name HAVING count(*) > 1"},
    {"release without a form",
     "SELECT id FROM release WHERE id NOT IN (SELECT release FROM release_form)"},
    {"erased person whose key is still there",
     "SELECT person FROM erasure WHERE person IN (SELECT subject FROM subject_key)"},
    {"erased person whose number can still be matched",
     "SELECT person FROM erasure WHERE person IN (SELECT person FROM identity_match)"},
    {"erased person who can still be found by a sketch",
     "SELECT person FROM erasure WHERE person IN (SELECT person FROM "
     "identity_sketch)"},
    {"human being with one file only",
     "SELECT human FROM person_link WHERE retracted_at IS NULL GROUP BY human "
     "HAVING count(*) < 2"},
    {"files linked that a worker said are different",
     "SELECT x.id FROM link_decision AS x JOIN person_link AS a ON a.person = x.person "
     "AND " OPEN("a") " JOIN person_link AS b ON b.person = x.other AND " OPEN(
         "b") " WHERE " OPEN("x") " AND x.decision = 'different' AND a.human = "
                                  "b.human"},
    {"conversation whose reach is retracted or of another thread",
     "SELECT x.id FROM chat AS x JOIN reach AS r ON r.id = x.reach WHERE " OPEN(
         "x") " AND (r.retracted_at IS NOT NULL OR r.thread IS NOT x.thread)"},
    {"erased person whose conversations can still be read",
     "SELECT thread FROM thread_person WHERE retracted_at IS NULL AND person IN "
     "(SELECT person FROM erasure) AND thread IN (SELECT subject FROM subject_key)"},
    {"sealed field without a key, of a person who was not erased",
     "SELECT id FROM identity WHERE person NOT IN (SELECT subject FROM subject_key) "
     "AND person NOT IN (SELECT person FROM erasure)"},
};

static enum err_code check_rule(struct verifier *v, size_t i, struct err *e)
{
    struct statement *st = NULL;
    enum err_code rc;
    bool row;
    v->report->n_checks++;
    TRY(db_prepare_literal(&st, v->db, rules[i].sql, e));
    for (int64_t n = 1;; n++) {
        char id[33] = "";
        TRY(statement_step(&row, st, e));
        if (!row) break;
        hex_of(id, sizeof id, column_blob(st, 0));
        if (n <= DEFECTS_PER_RULE)
            defect(v, "rule: %s: id %s", rules[i].rule, id);
        else
            v->report->n_defects++;
    }
out:
    statement_done(st);
    return rc;
}

/* --- sealed fields --- */

#define SAMPLE                                                                         \
    " WHERE ($1 OR person >= (SELECT id FROM person LIMIT 1 OFFSET "                   \
    "(abs(random()) % max((SELECT count(*) FROM person), 1))))"

/* Of nobody who was erased: those keys are gone on purpose. */
#define KEPT_THREAD(thread)                                                            \
    thread " NOT IN (SELECT thread FROM thread_person WHERE person IN (SELECT person " \
           "FROM erasure))"
/* subject, row id (null: not part of the seal), field name, sealed bytes */
static const char *const sealed_sql[] = {
    "SELECT person, NULL, field, sealed FROM identity" SAMPLE
    " ORDER BY person LIMIT $2",
    "SELECT person, id, 'contact_note', note FROM contact" SAMPLE
    " AND note IS NOT NULL ORDER BY person LIMIT $2",
    ("SELECT id, NULL, 'thread_nickname', nickname FROM thread_fact WHERE nickname IS "
     "NOT NULL AND " KEPT_THREAD("id") " AND $1 IN (0, 1) ORDER BY id LIMIT $2"),
    ("SELECT thread, id, 'chat_words', words FROM chat WHERE words IS NOT NULL "
     "AND " KEPT_THREAD("thread") " AND $1 IN (0, 1) ORDER BY thread LIMIT $2"),
    ("SELECT place, id, 'place_contact', contact FROM place_approach WHERE contact IS "
     "NOT NULL AND $1 IN (0, 1) ORDER BY place LIMIT $2"),
    ("SELECT coalesce(person, id), id, 'source_record', content FROM source_record "
     "WHERE $1 IN (0, 1) ORDER BY id LIMIT $2"),
};

static enum err_code check_sealed_row(struct verifier *v, struct statement *st,
                                      struct subject_key *key, struct arena *a,
                                      struct err *e)
{
    struct uuid subject = column_uuid(st, 0), row_id = column_uuid(st, 1);
    bool has_row_id = !column_is_null(st, 1);
    struct str plain = STR_NONE;
    char field[40], id[33];
    enum err_code rc = OK;
    struct str name = column_text(st, 2);
    snprintf(field, sizeof field, "%.*s", STR_ARG(name));
    if (!uuid_eq(key->subject, subject)) {
        subject_key_forget(key);
        rc = subject_key_load(key, v->db, subject, e);
    }
    if (rc == OK)
        rc = subject_open(&plain, a, key, field, has_row_id ? &row_id : NULL,
                          column_blob(st, 3), e);
    if (plain.n) sodium_memzero((char *)(uintptr_t)plain.p, plain.n);
    arena_reset(a);
    hex_of(id, sizeof id, (struct str){(const char *)subject.b, sizeof subject.b});
    if (rc == ERR_ERASED) return OK;
    if (rc == OK) v->report->n_sealed++;
    if (rc == ERR_SEALED || rc == ERR_NOT_FOUND || rc == ERR_CORRUPT) {
        defect(v, "seal: field %s of subject %s cannot be opened", field, id);
        return OK;
    }
    return rc;
}

static enum err_code check_sealed(struct verifier *v, const char *sql, struct err *e)
{
    struct statement *st = NULL;
    struct subject_key key = {0};
    struct arena a = {0};
    enum err_code rc;
    bool row;
    v->report->n_checks++;
    TRY(db_prepare_literal(&st, v->db, sql, e));
    bind_int(st, 1, v->deep);
    bind_int(st, 2, v->deep ? INT64_MAX : SAMPLE_ROWS);
    for (;;) {
        TRY(statement_step(&row, st, e));
        if (!row) break;
        TRY(check_sealed_row(v, st, &key, &a, e));
    }
out:
    arena_dispose(&a);
    subject_key_forget(&key);
    statement_done(st);
    return rc;
}

/* --- the whole --- */

static void count_found(void *to, const char *complaint)
{
    struct verifier *v = to;
    defect(v, "%s", complaint);
}

static enum err_code check_migrations(struct verifier *v, struct err *e)
{
    size_t n_missing = 0;
    v->report->n_checks++;
    enum err_code rc = migrations_check(&n_missing, v->db, store_migrations,
                                        store_migrations_count, e);
    if (rc == OK && n_missing)
        defect(v, "schema: %zu migrations have not run", n_missing);
    return rc;
}

static enum err_code check_all(struct verifier *v, struct err *e)
{
    int64_t n_complaints = 0;
    enum err_code rc;
    v->report->n_checks += 2;
    TRY(db_integrity(&n_complaints, v->db, count_found, v, e));
    TRY(check_migrations(v, e));
    TRY(check_chain(v, e));
    for (unsigned i = 0; i < N_NOUNS; i++) {
        TRY(check_noun(v, (enum noun)i, e));
        TRY(check_retractions(v, (enum noun)i, e));
    }
    for (size_t i = 0; i < ARRAY_LEN(rules); i++)
        TRY(check_rule(v, i, e));
    v->report->n_checks++;
    TRY(releases_check(v->db, count_found, v, e));
    for (size_t i = 0; db_vault(v->db) && i < ARRAY_LEN(sealed_sql); i++)
        TRY(check_sealed(v, sealed_sql[i], e));
out:
    return rc;
}

enum err_code store_verify(struct verify_report *out, struct db *db, bool deep,
                           void (*found)(void *to, const char *defect), void *to,
                           struct err *e)
{
    struct verifier v = {
        .report = out, .db = db, .deep = deep, .found = found, .to = to};
    *out = (struct verify_report){0};
    enum err_code rc = db_snapshot_begin(db, e);
    if (rc != OK) return rc;
    rc = check_all(&v, e);
    db_snapshot_end(db);
    free(v.audit_at);
    return rc;
}
