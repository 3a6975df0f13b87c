/* What becomes of one row. */
#include "act/import_int.h"

void row_refuse_at(struct import *im, struct row_act *a, int column,
                   const char *expected, const char *cure)
{
    struct verdict v = delivery_reader_verdict(im->reader, column);
    verdict_expect(&v, "%s", expected);
    verdict_cure(&v, "%s", cure);
    a->is_refused = true;
    delivery_reader_refuse(im->reader, &v);
}

/* --- days against those of the person and the trajectory --- */

/* The column with the day a row is true of; -1: it has none that must follow birth. */
static int day_column(enum layout_number kind)
{
    switch (kind) {
    case LAYOUT_STARTS:
        return STARTS_ON;
    case LAYOUT_ENDS:
        return ENDS_ON;
    case LAYOUT_PHASES:
        return PHASES_ON;
    case LAYOUT_CONTACTS:
        return CONTACTS_ON;
    case LAYOUT_ACTIVITIES:
        return ACTIVITIES_ON;
    case LAYOUT_OUTCOMES:
        return OUTCOMES_ON;
    case LAYOUT_JUDGEMENTS:
        return JUDGEMENTS_ON;
    case LAYOUT_REFERRALS:
        return REFERRALS_ON;
    case LAYOUT_OBSERVATIONS:
        return OBSERVATIONS_ON;
    case LAYOUT_SPELLS:
        return SPELLS_VALID_FROM;
    default:
        return -1;
    }
}

static void check_day(struct import *im, struct row_act *a)
{
    int column = day_column(im->kind);
    if (column < 0 || a->is_refused) return;
    struct day on = cell_day(a, column), reached = a->whose.reached_on;
    char expected[80], text[DAY_TEXT + 1];
    if (a->whose.birth_year && day_year(on) < a->whose.birth_year) {
        row_refuse_at(im, a, column, "a day not before birth",
                      "check the day, and the birth of this participant");
        return;
    }
    /* a referral comes before, and a status has its own course */
    bool may_precede = im->kind == LAYOUT_REFERRALS || im->kind == LAYOUT_SPELLS;
    if (may_precede || day_is_none(reached) || on.v >= reached.v) return;
    day_text(text, reached);
    snprintf(expected, sizeof expected,
             "a day on or after %s, when the person was reached", text);
    row_refuse_at(im, a, column, expected, "check the day, and reached_on");
}

/* --- what was said before --- */

static enum err_code hash_columns(struct source_hash *out, struct import *im,
                                  enum column_choice choice, struct str use,
                                  struct err *e)
{
    buf_clear(&im->scratch);
    delivery_reader_canonical(&im->scratch, im->reader, choice);
    enum err_code rc = buf_check(&im->scratch, e);
    if (rc == OK) rc = source_hash(out, im->house->db, use, buf_str(&im->scratch), e);
    return rc;
}

static enum err_code hash_key(struct source_hash *out, struct import *im, struct err *e)
{
    struct buf *key = &im->key_scratch;
    buf_clear(key);
    delivery_reader_canonical(key, im->reader, COLUMNS_KEY);
    enum err_code rc = buf_check(key, e);
    if (rc == OK) rc = known_key_hash(out, im, im->layout->name, buf_str(key), e);
    return rc;
}

void expect_key_once(struct verdict *v)
{
    verdict_expect(v, "each key once in a file");
    verdict_cure(v, "an earlier row has this key: keep one of them");
}

static void refuse_doubled(struct import *im, struct row_act *a)
{
    int column = -1;
    for (size_t i = 0; i < im->layout->n_columns && column < 0; i++)
        if (im->layout->columns[i].flags & KEY_PART) column = (int)i;
    struct verdict v = delivery_reader_verdict(im->reader, column);
    expect_key_once(&v);
    a->is_refused = true;
    delivery_reader_refuse(im->reader, &v);
}

/* --- keeping --- */

enum err_code keep_as_received(struct import *im, struct person_id person, int64_t line,
                               struct str text, struct err *e)
{
    struct source_record_fact *f = &im->record;
    f->id = uuid7_from(&im->ids);
    f->person = person;
    f->line = (int32_t)MIN_OF(line, (int64_t)INT32_MAX);
    f->content = text;
    return source_record_add(im->w, f, e);
}

enum err_code keep_key(struct import *im, struct source_key_fact *f,
                       const struct source_key_fact *before, struct err *e)
{
    enum err_code rc = OK;
    f->delivery = im->delivery.id;
    f->kind = im->layout->name;
    f->version = before ? before->version + 1 : 1;
    if (before)
        TRY(fact_retract(im->w, NOUN_SOURCE_KEY, nobody, source_key_id(&f->key), e));
    rc = source_key_add(im->w, f, e);
out:
    return rc;
}

static enum err_code write_row(struct import *im, struct row_act *a, struct err *e)
{
    return im->kind == LAYOUT_PARTICIPANTS ? write_participant(im, a, e)
                                           : write_thing(im, a, e);
}

static void tell(struct import *im, enum row_fate fate)
{
    if (!im->order->tell_all || !im->order->tell) return;
    struct verdict v = delivery_reader_verdict(im->reader, -1);
    v.fate = fate;
    im->order->tell(im->order->to, &v);
}

/* The row was said before, word for word or otherwise. */
static enum err_code look_back(bool *same, struct source_key_fact *before,
                               struct import *im, struct row_act *a,
                               const struct source_hash *key,
                               const struct source_hash *content, struct err *e)
{
    bool found = false;
    enum err_code rc = source_key_find(before, &found, im->house->db, key, e);
    *same = false;
    if (rc != OK || !found) return rc;
    if (uuid_eq(before->delivery, im->delivery.id) ||
        key_set_has(&im->unchanged, key)) {
        refuse_doubled(im, a);
        return OK;
    }
    a->before = before;
    *same = memcmp(&before->content, content, sizeof *content) == 0;
    if (*same) key_set_add(&im->unchanged, key);
    return OK;
}

enum err_code import_row(struct import *im, const struct received_row *row,
                         struct err *e)
{
    struct row_act a = {.row = row, .whose = {.reached_on = DAY_NONE}};
    struct source_key_fact before;
    struct source_hash key, content;
    bool same = false;
    enum err_code rc;
    TRY(references_resolve(im, &a, e));
    check_day(im, &a);
    if (a.is_refused) goto out;
    TRY(hash_key(&key, im, e));
    TRY(hash_columns(&content, im, COLUMNS_ALL, S("source content"), e));
    if (batch_takes(im->kind)) {
        batch_add(im, &a, &key, &content);
        goto out;
    }
    TRY(look_back(&same, &before, im, &a, &key, &content, e));
    if (a.is_refused) goto out;
    if (same) {
        im->result->n_same++;
        tell(im, ROW_SAME);
        goto out;
    }
    TRY(write_row(im, &a, e));
    if (a.is_refused) goto out;
    struct source_key_fact kept = {
        .key = key, .content = content, .person = a.person, .subject = a.subject};
    TRY(keep_key(im, &kept, a.before, e));
    TRY(keep_as_received(im, a.person, row->line, row->text, e));
    im->result->n_added += !a.before;
    im->result->n_changed += a.before != NULL;
    tell(im, a.before ? ROW_CHANGED : ROW_ADDED);
out:
    return rc;
}
