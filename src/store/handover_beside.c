/* What a handover touches beside itself, as a write has it so far: the first meeting
 * and the receiver's place in the ring. */
#include "store/care_store.h"
#include "store/from_row.h"
#include "store/gather.h"
#include "store/handover_read.h"
#include "store/handover_running.h"
#include "store/subject_store.h"

static enum err_code meeting_row(void *out, struct arena *a, struct statement *st,
                                 struct err *e)
{
    struct appointment_fact *f = out;
    f->sequence = (int32_t)column_int(st, 0);
    f->starts_at = column_int(st, 1);
    f->minutes = (int32_t)column_int(st, 2);
    f->worker = column_uuid(st, 4);
    f->words = str_copy(a, column_blob(st, 5)); /* still sealed */
    f->written = (struct written){.at = column_int(st, 6), .by = f->worker};
    return code_from_row(&f->state, st, 3, LIST_APPOINTMENT_STATE, e);
}

enum err_code handover_meeting_read(struct appointment_fact *out, bool *found_out,
                                    struct arena *a, struct db *db,
                                    struct person_id person, struct uuid appointment,
                                    struct err *e)
{
    struct statement *st;
    struct subject_key key = {0};
    struct appointment_fact *found;
    struct str sealed;
    size_t n;
    enum err_code rc;
    *found_out = false;
    if (uuid_is_nil(appointment)) return OK;
    rc = db_prepare(
        &st, db,
        "SELECT sequence, starts_at, minutes, state, worker, words, recorded_at FROM "
        "appointment WHERE person = $1 AND id = $2 AND retracted_at IS "
        "NULL ORDER BY sequence DESC LIMIT 1",
        e);
    if (rc != OK) return rc;
    bind_uuid(st, 1, &person.u);
    bind_uuid(st, 2, &appointment);
    rc = rows_gather(&found, &n, a, meeting_row, st, e);
    if (rc != OK || !n) return rc;
    *out = found[0];
    out->id = appointment;
    out->person = person;
    sealed = out->words;
    out->words = STR_NONE;
    rc = subject_key_load(&key, db, person.u, e);
    if (rc == OK)
        rc = subject_open(&out->words, a, &key, SEALED_APPOINTMENT, &appointment,
                          sealed, e);
    subject_key_forget(&key);
    *found_out = rc == OK;
    return rc;
}

enum err_code ring_handover_row(void *out, struct arena *a, struct statement *st,
                                struct err *e)
{
    struct ring_handover *h = out;
    uint8_t kind;
    enum err_code rc = code_from_row(&kind, st, 2, LIST_RECEIVER_KIND, e);
    (void)a;
    h->from.u = column_uuid(st, 0);
    h->to.u = column_uuid(st, 1);
    h->domain = handover_domain(kind);
    return rc;
}

static enum err_code guidance_row(void *out, struct arena *a, struct statement *st,
                                  struct err *e)
{
    struct guidance_fact *f = out;
    (void)a;
    f->id = column_uuid(st, 0);
    f->worker = column_uuid(st, 1);
    f->from = column_day(st, 3);
    f->next_on = column_day(st, 4);
    f->to = DAY_NONE;
    return code_from_row(&f->domain, st, 2, LIST_GUIDANCE_DOMAIN, e);
}

enum err_code handover_guidances(struct guidance_fact **out, size_t *n_out,
                                 struct arena *a, struct db *db,
                                 struct person_id person,
                                 struct organisation_id receiver, struct err *e)
{
    struct statement *st;
    enum err_code rc = db_prepare(
        &st, db,
        "SELECT id, worker, domain, valid_from, next_on FROM guidance WHERE person = "
        "$1 AND organisation = $2 AND keeps_file = 0 AND words IS NULL AND valid_to IS "
        "NULL AND retracted_at IS NULL ORDER BY valid_from, id",
        e);
    if (rc != OK) return rc;
    bind_uuid(st, 1, &person.u);
    bind_uuid(st, 2, &receiver.u);
    rc = rows_gather(out, n_out, a, guidance_row, st, e);
    for (size_t i = 0; rc == OK && i < *n_out; i++) {
        (*out)[i].person = person;
        (*out)[i].organisation = receiver;
    }
    return rc;
}
