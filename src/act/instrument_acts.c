#include "act/instrument_acts.h"

/* --- which there are --- */

static const struct instrument_with_items *instrument_of(
    const struct instrument_with_items *list, size_t n, struct uuid id)
{
    for (size_t i = 0; i < n; i++)
        if (uuid_eq(list[i].instrument.id, id)) return &list[i];
    return NULL;
}

static struct instrument_with_items default_with_items(struct arena *a)
{
    struct instrument_with_items own = {.instrument = default_instrument(),
                                        .n_items = N_DEFAULT_ITEMS};
    own.items = arena_new_array(a, struct instrument_item_fact, N_DEFAULT_ITEMS);
    for (unsigned i = 0; i < N_DEFAULT_ITEMS; i++)
        own.items[i] = default_instrument_item((enum default_item)i);
    return own;
}

enum err_code instruments_show(struct instrument_with_items **out, size_t *n_out,
                               const struct asking *a, struct err *e)
{
    struct instrument_with_items *list, *all;
    size_t n;
    enum err_code rc = instrument_list(&list, &n, a->arena, a->house->db, e);
    if (rc != OK) return rc;
    *out = list;
    *n_out = n;
    if (instrument_of(list, n, default_instrument().id)) return OK;
    all = arena_new_array(a->arena, struct instrument_with_items, n + 1);
    all[0] = default_with_items(a->arena);
    if (n) memcpy(all + 1, list, n * sizeof *list);
    *out = all;
    *n_out = n + 1;
    return OK;
}

/* --- making and ending --- */

void instrument_code_of(char out[24], struct str title)
{
    size_t n = 0;
    for (size_t i = 0; i < title.n && n < 23; i++) {
        unsigned char c = (unsigned char)title.p[i];
        if (c >= 'A' && c <= 'Z') c = (unsigned char)(c - 'A' + 'a');
        if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))
            out[n++] = (char)c;
        else if (n && out[n - 1] != '-')
            out[n++] = '-';
    }
    while (n && out[n - 1] == '-')
        n--;
    if (!n) out[n++] = 'x';
    out[n] = '\0';
}

static enum err_code may_manage(const struct asking *a, struct err *e)
{
    struct access_question q = {.is_logged_in = !visitor_is_nobody(&a->visitor),
                                .is_account_open = true,
                                .has_second_factor = a->visitor.has_second_factor,
                                .is_second_factor_needed =
                                    a->visitor.is_second_factor_needed,
                                .is_membership_valid = a->visitor.is_membership_valid,
                                .role = a->visitor.role,
                                .permission = PERMISSION_INSTRUMENTS};
    struct access_answer answer = access_decide(&q);
    if (answer.verdict == ACCESS_ALLOW) return OK;
    return err_set(e, ERR_DENIED, "not permitted: %s",
                   access_reason_word(answer.reason));
}

static enum err_code is_code_taken(bool *out, const struct asking *a, struct write *w,
                                   const char *code, struct err *e)
{
    struct instrument_with_items *list;
    size_t n;
    enum err_code rc = instrument_list(&list, &n, a->arena, write_db(w), e);
    *out = rc == OK && strcmp(code, default_instrument().code) == 0;
    for (size_t i = 0; rc == OK && i < n; i++)
        if (!list[i].is_ended && strcmp(list[i].instrument.code, code) == 0)
            *out = true;
    if (rc == OK && *out)
        rc = err_set(e, ERR_EXISTS, "an instrument with this name is in use");
    return rc;
}

enum err_code instrument_make(const struct asking *a,
                              const struct instrument_entry *entry, bool *is_taken_out,
                              struct err *e)
{
    struct write *w = NULL;
    struct instrument_fact f = entry->instrument;
    enum err_code rc;
    *is_taken_out = false;
    TRY(may_manage(a, e));
    if (!entry->n_items || entry->n_items > INSTRUMENT_ITEMS_MOST) {
        rc = err_set(e, ERR_INVALID, "expected 1 to %d questions, found %zu",
                     INSTRUMENT_ITEMS_MOST, entry->n_items);
        goto out;
    }
    f.id = a->form;
    f.organisation = a->visitor.organisation;
    instrument_code_of(f.code, str_of(f.title));
    TRY(work_begin(&w, a, "make instrument", "", e));
    TRY(is_code_taken(is_taken_out, a, w, f.code, e));
    TRY(instrument_add(w, &f, e));
    for (size_t i = 0; i < entry->n_items; i++) {
        struct instrument_item_fact item = entry->items[i];
        item.id = uuid7_new();
        item.instrument = f.id;
        item.number = (int32_t)i + 1;
        TRY(instrument_item_add(w, &item, e));
    }
    rc = work_commit(&w, a, e);
out:
    write_abandon(&w);
    return rc;
}

/* Puts the house's own instrument on record when it is not there yet. */
static enum err_code write_default(struct write *w, const struct asking *a,
                                   struct err *e)
{
    struct instrument_with_items *list;
    struct instrument_fact f = default_instrument();
    size_t n;
    enum err_code rc;
    /* as the write sees it: somebody may have been first just now */
    TRY(instrument_list(&list, &n, a->arena, write_db(w), e));
    if (instrument_of(list, n, f.id)) goto out;
    TRY(instrument_add(w, &f, e));
    for (unsigned i = 0; i < N_DEFAULT_ITEMS; i++) {
        struct instrument_item_fact item =
            default_instrument_item((enum default_item)i);
        TRY(instrument_item_add(w, &item, e));
    }
out:
    return rc;
}

enum err_code instrument_stop(const struct asking *a, struct uuid id, struct err *e)
{
    struct write *w = NULL;
    struct instrument_with_items *list;
    size_t n;
    enum err_code rc;
    TRY(may_manage(a, e));
    TRY(instruments_show(&list, &n, a, e));
    const struct instrument_with_items *i = instrument_of(list, n, id);
    if (!i || i->is_ended ||
        !(uuid_is_nil(i->instrument.organisation.u) ||
          uuid_eq(i->instrument.organisation.u, a->visitor.organisation.u))) {
        rc = err_set(e, ERR_NOT_FOUND, "no instrument in use with this id");
        goto out;
    }
    TRY(work_begin(&w, a, "end instrument", "", e));
    if (uuid_eq(id, default_instrument().id)) TRY(write_default(w, a, e));
    TRY(fact_retract(w, NOUN_INSTRUMENT, (struct person_id){{{0}}}, id, e));
    rc = work_commit(&w, a, e);
out:
    write_abandon(&w);
    return rc;
}

/* --- what was measured --- */

static struct score_course course_of_item(const struct dossier *d, struct uuid item,
                                          struct arena *a)
{
    struct score_given *given =
        arena_new_array(a, struct score_given, d->n_assessments);
    size_t n = 0;
    for (size_t i = 0; i < d->n_assessments; i++) {
        const struct assessment_fact *f = &d->assessments[i];
        if (uuid_eq(f->item, item) && !f->written.retracted_at)
            given[n++] = (struct score_given){f->on, f->has_score, f->score};
    }
    return score_course_of(given, n);
}

static bool is_of_instrument(const struct instrument_with_items *i, struct uuid item)
{
    for (size_t k = 0; k < i->n_items; k++)
        if (uuid_eq(i->items[k].id, item)) return true;
    return false;
}

/* Assessments come in order of day. */
static size_t count_days(const struct dossier *d, const struct instrument_with_items *i)
{
    struct day last = DAY_NONE;
    size_t n = 0;
    for (size_t k = 0; k < d->n_assessments; k++) {
        const struct assessment_fact *f = &d->assessments[k];
        if (f->on.v == last.v || !is_of_instrument(i, f->item)) continue;
        last = f->on;
        n++;
    }
    return n;
}

static void measure_instrument(struct measured_instrument *m, const struct dossier *d,
                               bool is_health_closed, struct arena *a)
{
    const struct instrument_with_items *i = m->instrument;
    struct score_course *open = arena_new_array(a, struct score_course, i->n_items);
    size_t n_open = 0;
    m->first_on = m->last_on = DAY_NONE;
    m->items = arena_new_array(a, struct measured_item, i->n_items);
    for (size_t k = 0; k < i->n_items; k++) {
        struct measured_item *item = &m->items[k];
        item->item = &i->items[k];
        item->is_closed =
            is_health_closed && condition_is_health(item->item->condition);
        if (item->is_closed) continue;
        item->course = course_of_item(d, item->item->id, a);
        open[n_open++] = item->course;
        if (!item->course.n) continue;
        if (day_is_none(m->first_on) || item->course.first_on.v < m->first_on.v)
            m->first_on = item->course.first_on;
        if (day_is_none(m->last_on) || item->course.last_on.v > m->last_on.v)
            m->last_on = item->course.last_on;
    }
    m->distance = score_distance_of(open, n_open, i->instrument.is_interval);
    m->n_days = count_days(d, i);
}

enum err_code measures_show(struct measure_view *out, const struct asking *a,
                            struct person_id person, struct err *e)
{
    struct instrument_with_items *list;
    size_t n;
    enum err_code rc;
    *out = (struct measure_view){0};
    TRY(dossier_open(&out->file, a, person,
                     DOSSIER_IDENTITY | DOSSIER_COURSE | DOSSIER_CONDITION |
                         DOSSIER_HEALTH,
                     "measurement", e));
    out->is_closed = !(out->file.parts & DOSSIER_CONDITION);
    out->is_health_closed = !(out->file.parts & DOSSIER_HEALTH);
    out->may_write = gate_opens(&out->file.gate, CATEGORY_CONDITION, true,
                                a->visitor.worker, a->visitor.organisation);
    if (out->is_closed) goto out;
    TRY(instruments_show(&list, &n, a, e));
    out->measured = arena_new_array(a->arena, struct measured_instrument, n);
    out->n_measured = n;
    for (size_t i = 0; i < n; i++) {
        out->measured[i].instrument = &list[i];
        measure_instrument(&out->measured[i], &out->file.dossier, out->is_health_closed,
                           a->arena);
    }
out:
    return rc;
}

static enum err_code note_answers(struct write *w, const struct asking *a,
                                  struct person_id person,
                                  const struct instrument_with_items *i,
                                  const struct measure_entry *m, struct err *e)
{
    enum err_code rc = OK;
    struct uuid id = a->form; /* of the first answer */
    for (size_t k = 0; k < m->n_items; k++) {
        if (m->items[k].answer == MEASURE_NOT_ASKED) continue;
        struct assessment_fact f = {.id = id,
                                    .item = i->items[k].id,
                                    .person = person,
                                    .on = m->on,
                                    .moment = m->moment,
                                    .assessed_by = m->assessed_by,
                                    .has_score = m->items[k].answer == MEASURE_SCORE,
                                    .score = m->items[k].score};
        TRY(assessment_add(w, &f, e));
        id = uuid7_new();
    }
out:
    return rc;
}

/* Something was answered, and nothing about health by who may not know of it. */
static enum err_code answers_fit(const struct gate *gate, const struct asking *a,
                                 const struct instrument_with_items *i,
                                 const struct measure_entry *m, struct err *e)
{
    size_t n = 0;
    if (day_is_none(m->on) || m->on.v > a->today.v || m->n_items != i->n_items)
        return err_set(e, ERR_INVALID,
                       "a measurement is of today or a day that was, "
                       "with the questions of its instrument");
    for (size_t k = 0; k < m->n_items; k++) {
        if (m->items[k].answer == MEASURE_NOT_ASKED) continue;
        n++;
        if (!gate_opens(gate, condition_category(i->items[k].condition), true,
                        a->visitor.worker, a->visitor.organisation))
            return err_set(e, ERR_DENIED, "this part of the file is closed for you");
    }
    return n ? OK : err_set(e, ERR_INVALID, "no question was answered");
}

enum err_code measure_note(const struct asking *a, struct person_id person,
                           const struct measure_entry *m, struct err *e)
{
    struct write *w = NULL;
    struct gate gate;
    struct instrument_with_items *list;
    size_t n;
    enum err_code rc;
    TRY(dossier_may_write(&gate, a, person, PERMISSION_DOSSIER_WRITE,
                          CATEGORY_CONDITION, e));
    TRY(instruments_show(&list, &n, a, e));
    const struct instrument_with_items *i = instrument_of(list, n, m->instrument);
    if (!i || i->is_ended) {
        rc = err_set(e, ERR_NOT_FOUND, "no instrument in use with this id");
        goto out;
    }
    TRY(answers_fit(&gate, a, i, m, e));
    TRY(work_begin(&w, a, "measure", "", e));
    if (uuid_eq(m->instrument, default_instrument().id)) TRY(write_default(w, a, e));
    TRY(note_answers(w, a, person, i, m, e));
    rc = work_commit(&w, a, e);
out:
    write_abandon(&w);
    return rc;
}
