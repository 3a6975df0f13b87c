#include "act/appointment_acts.h"

#include "base/limits.h"

enum { SHORTEST_MINUTES = 5, LONGEST_MINUTES = 720 };

/* --- words --- */

struct str appointment_place(struct str words)
{
    struct str line = words, rest = words;
    return str_split(&line, &rest, '\n') ? str_trim(line) : STR_NONE;
}

struct str appointment_purpose(struct str words)
{
    struct str line, rest = words;
    if (!str_contains(words, S("\n")) || !str_split(&line, &rest, '\n'))
        return STR_NONE;
    return str_trim(rest);
}

static struct str words_of(struct arena *a, const struct appointment_entry *entry)
{
    struct str place = str_trim(entry->place), purpose = str_trim(entry->purpose);
    if (!purpose.n) return place;
    return str_of(arena_format(a, "%.*s\n%.*s", STR_ARG(place), STR_ARG(purpose)));
}

/* --- versions --- */

static bool is_last(const struct dossier *d, const struct appointment_fact *f)
{
    for (size_t i = 0; i < d->n_appointments; i++)
        if (uuid_eq(d->appointments[i].id, f->id) &&
            d->appointments[i].sequence > f->sequence)
            return false;
    return true;
}

const struct appointment_fact **appointments_now(size_t *n_out, struct arena *a,
                                                 const struct dossier *d)
{
    const struct appointment_fact **list =
        arena_array(a, d->n_appointments, sizeof *list);
    *n_out = 0;
    for (size_t i = 0; i < d->n_appointments; i++)
        if (is_last(d, &d->appointments[i])) list[(*n_out)++] = &d->appointments[i];
    return list;
}

const struct appointment_fact *appointment_now(const struct dossier *d, struct uuid id)
{
    for (size_t i = 0; i < d->n_appointments; i++)
        if (uuid_eq(d->appointments[i].id, id) && is_last(d, &d->appointments[i]))
            return &d->appointments[i];
    return NULL;
}

/* --- writing --- */

static enum err_code entry_fits(const struct appointment_entry *entry, struct err *e)
{
    struct str place = str_trim(entry->place);
    if (!place.n || str_contains(place, S("\n")) || place.n > LIMIT_NAME_BYTES)
        return err_set(e, ERR_INVALID, "an appointment says where, on one line");
    if (entry->minutes < SHORTEST_MINUTES || entry->minutes > LONGEST_MINUTES)
        return err_set(e, ERR_INVALID, "expected %d to %d minutes, found %d",
                       SHORTEST_MINUTES, LONGEST_MINUTES, (int)entry->minutes);
    return OK;
}

static struct appointment_fact fact_of(const struct asking *a, struct person_id person,
                                       const struct appointment_entry *entry)
{
    return (struct appointment_fact){.person = person,
                                     .starts_at = entry->starts_at,
                                     .minutes = entry->minutes,
                                     .state = entry->state,
                                     .worker = entry->worker,
                                     .words = words_of(a->arena, entry)};
}

enum err_code appointment_plan(const struct asking *a, struct person_id person,
                               const struct appointment_entry *entry, struct err *e)
{
    struct write *w = NULL;
    struct gate gate;
    enum err_code rc;
    TRY(dossier_may_write(&gate, a, person, PERMISSION_DOSSIER_WRITE, CATEGORY_GOAL,
                          e));
    TRY(entry_fits(entry, e));
    struct appointment_fact f = fact_of(a, person, entry);
    f.id = a->form;
    f.state = APPOINTMENT_STATE_PLANNED;
    TRY(work_begin(&w, a, "plan appointment", "", e));
    TRY(appointment_add(w, &f, e));
    rc = work_commit(&w, a, e);
out:
    write_abandon(&w);
    return rc;
}

static const char *act_of(uint8_t state)
{
    switch (state) {
    case APPOINTMENT_STATE_CANCELLED:
        return "cancel appointment";
    case APPOINTMENT_STATE_PLANNED:
        return "move appointment";
    default:
        return "close appointment";
    }
}

enum err_code appointment_change(const struct asking *a, struct person_id person,
                                 struct uuid id, int32_t seen,
                                 const struct appointment_entry *entry,
                                 bool *is_stale_out, struct err *e)
{
    struct write *w = NULL;
    struct gate gate;
    struct dossier d = {0};
    enum err_code rc;
    *is_stale_out = false;
    TRY(dossier_may_write(&gate, a, person, PERMISSION_DOSSIER_WRITE, CATEGORY_GOAL,
                          e));
    TRY(entry_fits(entry, e));
    TRY(dossier_read(&d, a->arena, a->house->db, person, DOSSIER_GOAL,
                     (struct organisation_id){{{0}}}, e));
    if (!appointment_now(&d, id)) {
        rc = err_set(e, ERR_NOT_FOUND, "there is no such appointment");
        goto out;
    }
    struct appointment_fact f = fact_of(a, person, entry);
    f.id = id;
    f.sequence = seen + 1;
    TRY(work_begin(&w, a, act_of(entry->state), "", e));
    rc = appointment_add(w, &f, e);
    *is_stale_out = rc == ERR_EXISTS;
    if (rc == OK) rc = work_commit(&w, a, e);
out:
    dossier_wipe(&d);
    write_abandon(&w);
    return rc;
}

/* --- my agenda --- */

static enum err_code agenda_line(struct agenda_line *line, const struct asking *a,
                                 struct err *e)
{
    struct dossier_view file = {0};
    struct person_id person = line->appointment.person;
    enum err_code rc =
        dossier_open(&file, a, person, DOSSIER_IDENTITY | DOSSIER_GOAL, "agenda", e);
    if (rc == ERR_NOT_FOUND || rc == ERR_DENIED) {
        line->is_closed = true;
        return OK;
    }
    if (rc != OK) return rc;
    const struct appointment_fact *now =
        appointment_now(&file.dossier, line->appointment.id);
    line->call_name = dossier_call_name(&file.dossier);
    if (now) line->place = appointment_place(now->words);
    return OK;
}

enum err_code agenda_show(struct agenda_line **out, size_t *n_out,
                          const struct asking *a, int64_t from_ms, int64_t to_ms,
                          struct err *e)
{
    struct appointment_fact *list;
    size_t n;
    enum err_code rc;
    *out = NULL;
    *n_out = 0;
    if (visitor_is_nobody(&a->visitor))
        return err_set(e, ERR_DENIED, "nobody is logged in");
    TRY(appointment_list_of(&list, &n, a->arena, a->house->db, a->visitor.worker,
                            from_ms, to_ms, e));
    *out = arena_new_array(a->arena, struct agenda_line, n);
    *n_out = n;
    for (size_t i = 0; i < n; i++) {
        (*out)[i].appointment = list[i];
        TRY(agenda_line(&(*out)[i], a, e));
    }
out:
    return rc;
}
