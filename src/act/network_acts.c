#include "act/network_acts.h"

#include "act/field_gate.h"
#include "act/name_rows.h"
#include "domain/geography.h"
#include "domain/working_day.h"
#include "store/coordination_read.h"
#include "store/handover_read.h"
#include "store/handover_store.h"
#include "store/organisation_read.h"
#include "store/signal_read.h"

/* The last day since which an answer has waited for more than 10 working days. */
static struct day late_since(struct day today)
{
    struct day d = today;
    while (working_days_between(d, today) <= LATE_WORKING_DAYS)
        d.v--;
    return d;
}

static void number_of(char out[8], struct uuid handover)
{
    snprintf(out, 8, "%02X%02X%02X", handover.b[13], handover.b[14], handover.b[15]);
}

static bool waits_for_answer(uint8_t state)
{
    return state == HANDOVER_STATE_PROPOSED || state == HANDOVER_STATE_RECEIVED;
}

static enum err_code fill_lines(struct waiting_line *lines, size_t n,
                                const struct asking *a, struct err *e)
{
    struct person_id *persons = arena_new_array(a->arena, struct person_id, n + 1);
    static const enum record_category asked[] = {CATEGORY_COUNTABLE, CATEGORY_IDENTITY};
    bool *is_open = arena_new_array(a->arena, bool, n + 1);
    bool *has_name = arena_new_array(a->arena, bool, n + 1);
    struct str *names = arena_new_array(a->arena, struct str, n + 1);
    enum err_code rc;
    for (size_t i = 0; i < n; i++)
        persons[i] = lines[i].row.person;
    TRY(persons_gates((bool *const[]){is_open, has_name}, a, persons, n,
                      PERMISSION_PERSON_READ, asked, ARRAY_LEN(asked), e));
    TRY(name_open_rows(names, a, persons, has_name, n, "waiting handovers", e));
    for (size_t i = 0; i < n; i++) {
        struct waiting_line *l = &lines[i];
        l->working_days = working_days_between(l->row.since_on, a->today);
        l->can_be_reminded = waits_for_answer(l->row.state);
        l->is_late = l->can_be_reminded && l->working_days > LATE_WORKING_DAYS;
        l->is_open = is_open[i];
        l->initials = name_initials(a->arena, names[i]);
        number_of(l->number, l->row.handover);
    }
    name_rows_wipe(names, n);
out:
    return rc;
}

enum err_code waiting_show(struct waiting_line **out, size_t *n_out, bool *is_more_out,
                           struct waiting_counts *counts, const struct asking *a,
                           struct waiting_wanted *wanted, bool late_only, struct err *e)
{
    struct waiting_row *rows;
    size_t n;
    enum err_code rc;
    *n_out = 0;
    TRY(field_gate(a, PERMISSION_COORDINATE, e));
    wanted->until = late_only ? late_since(a->today) : DAY_NONE;
    wanted->most = WAITING_A_PAGE + 1;
    TRY(waiting_list(&rows, &n, a->arena, a->house->db, wanted, e));
    TRY(waiting_count(counts, a->house->db, wanted, late_since(a->today), e));
    *is_more_out = n > WAITING_A_PAGE;
    n = MIN_OF(n, (size_t)WAITING_A_PAGE);
    *out = arena_new_array(a->arena, struct waiting_line, n + 1);
    for (size_t i = 0; i < n; i++)
        (*out)[i].row = rows[i];
    TRY(fill_lines(*out, n, a, e));
    *n_out = n;
out:
    return rc;
}

/* --- reminding --- */

static enum err_code remind_one(bool *done_out, struct write *w, const struct asking *a,
                                struct uuid handover, struct uuid id, struct err *e)
{
    struct handover_view v;
    struct handover_event_fact f = {.id = id,
                                    .handover = handover,
                                    .kind = HANDOVER_EVENT_REMINDED,
                                    .on = a->today,
                                    .reason = CODE_MISSING,
                                    .result = CODE_MISSING,
                                    .organisation = a->visitor.organisation,
                                    .worker = a->visitor.worker,
                                    .is_guide_present = CODE_MISSING};
    enum err_code rc;
    *done_out = false;
    TRY(handover_read(&v, a->arena, write_db(w), handover, a->today, false, e));
    f.person = v.fact.person;
    if (handover_event_check(&v.course, &f, a->today) != HANDOVER_FITS) goto out;
    TRY(handover_event_add(w, &f, e));
    *done_out = true;
out:
    return rc;
}

enum err_code waiting_remind(size_t *n_out, const struct asking *a,
                             const struct uuid *handovers, size_t n, struct err *e)
{
    struct write *w = NULL;
    enum err_code rc;
    *n_out = 0;
    TRY(field_gate(a, PERMISSION_COORDINATE, e));
    if (n > REMINDERS_MOST) {
        rc = err_set(e, ERR_TOO_LARGE, "at most %d reminders at once", REMINDERS_MOST);
        goto out;
    }
    TRY(work_begin(&w, a, "remind of handovers", "", e));
    for (size_t i = 0; i < n; i++) {
        bool done;
        bool is_first = !*n_out && !uuid_is_nil(a->form);
        TRY(remind_one(&done, w, a, handovers[i], is_first ? a->form : uuid7_new(), e));
        *n_out += done;
    }
    rc = work_commit(&w, a, e);
out:
    write_abandon(&w);
    return rc;
}

enum err_code waiting_news(struct waiting_news **out, size_t *n_out,
                           const struct asking *a, const struct uuid *handovers,
                           size_t n, struct err *e)
{
    enum err_code rc;
    *n_out = 0;
    TRY(field_gate(a, PERMISSION_COORDINATE, e));
    *out = arena_new_array(a->arena, struct waiting_news, n + 1);
    for (size_t i = 0; i < n; i++) {
        struct handover_view v;
        rc =
            handover_read(&v, a->arena, a->house->db, handovers[i], a->today, false, e);
        if (rc == ERR_NOT_FOUND) continue;
        if (rc != OK) goto out;
        if (waits_for_answer((uint8_t)v.course.state) ||
            v.course.state == HANDOVER_STATE_PREPARING)
            continue;
        struct waiting_news *news = &(*out)[(*n_out)++];
        number_of(news->number, handovers[i]);
        news->state = (uint8_t)v.course.state;
        snprintf(news->answered, sizeof news->answered, "%s", v.to_name);
    }
    rc = OK;
out:
    return rc;
}

/* --- overview --- */

static enum err_code own_province(uint8_t *out, const struct asking *a, struct err *e)
{
    char refnis[6] = "";
    enum err_code rc =
        organisation_municipality(refnis, a->house->db, a->visitor.organisation, e);
    if (rc != OK) return rc;
    int index = refnis[0] ? geo_municipality_index(str_of(refnis)) : GEO_UNKNOWN;
    *out = index >= 0 ? (uint8_t)geo_province(index, a->today) : CODE_MISSING;
    return OK;
}

enum err_code network_show(struct network_overview *out, const struct asking *a,
                           struct err *e)
{
    enum { SIGNALS_COUNTED = 200 };
    struct signal_wanted loose = {
        .barrier = CODE_MISSING, .only_loose = true, .most = SIGNALS_COUNTED};
    struct waiting_wanted wanted = {.receiver_kind = CODE_MISSING, .until = DAY_NONE};
    struct signal_view *signals;
    size_t n;
    enum err_code rc;
    *out = (struct network_overview){.province = CODE_MISSING};
    TRY(field_gate(a, PERMISSION_COORDINATE, e));
    TRY(own_province(&out->province, a, e));
    wanted.province = out->province;
    TRY(waiting_count(&out->waiting, a->house->db, &wanted, late_since(a->today), e));
    TRY(duties_count(&out->n_requests, &out->n_own, a->house->db,
                     a->visitor.organisation, a->visitor.worker, a->today, e));
    TRY(signal_list(&signals, &n, a->arena, a->house->db, &loose, e));
    out->n_loose_signals = (int64_t)n;
out:
    return rc;
}
