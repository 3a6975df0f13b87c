/* Appointments: two weeks back, this week and the two that follow, of the guide and of
 * everybody who comes in beside; some moved, some cancelled, some not kept. */
#include "base/brussels.h"
#include "demo/demo_files.h"
#include "store/care_store.h"

enum { WEEK = 7, PLANNED_BEFORE_DAYS = 9, MOVED_BEFORE_DAYS = 3 };

enum course_of_appointment { STAYS, IS_MOVED, IS_CANCELLED, IS_MISSED };

/* Week 0 is the one of today; weekday 1 is Monday. Who is met follows from the order.
 */
static const struct {
    int8_t week, weekday;
    int16_t minute;
    uint8_t course;
} slots[] = {
    {-2, 1, 570, STAYS},    {-2, 2, 660, IS_MISSED},    {-2, 4, 840, STAYS},
    {-2, 5, 600, STAYS},    {-1, 1, 570, STAYS},        {-1, 2, 840, STAYS},
    {-1, 3, 600, IS_MOVED}, {-1, 4, 660, IS_CANCELLED}, {-1, 5, 570, STAYS},
    {0, 1, 570, STAYS},     {0, 1, 840, STAYS},         {0, 2, 600, STAYS},
    {0, 2, 810, IS_MOVED},  {0, 3, 690, STAYS},         {0, 3, 870, IS_MISSED},
    {0, 4, 600, STAYS},     {0, 4, 900, IS_CANCELLED},  {0, 5, 570, STAYS},
    {0, 5, 660, STAYS},     {1, 1, 600, STAYS},         {1, 2, 570, STAYS},
    {1, 2, 840, IS_MOVED},  {1, 3, 660, STAYS},         {1, 4, 600, IS_CANCELLED},
    {1, 5, 810, STAYS},     {2, 2, 600, STAYS},         {2, 4, 840, STAYS},
};

/* Where, and what for. */
static const char *const words[] = {
    "Buurthuis, aan de toog\nKennismaken met de lesgever",
    "Bij de persoon thuis\nSamen de brieven bekijken",
    "Werkwinkel, lokaal 2\nHet cv nalezen",
    "Stationsplein, onder de klok\nSamen naar de crèche",
    "Sociaal huis, onthaal\nAanvraag budgethulp invullen",
    "Park, bank bij de vijver\nWandelen en vertellen hoe het gaat",
    "Bibliotheek, eerste verdieping\nTaalcafé bezoeken",
    "Telefoon\nHoe was de proefdag?",
};

static struct day monday_of(struct day d)
{
    /* 1 January 1970 was a Thursday */
    return demo_after(d, -((d.v + 3) % WEEK));
}

static enum err_code add_version(struct demo *d, struct appointment_fact *a,
                                 struct day known_on, int minute, struct err *e)
{
    recorded_on(d, known_on, minute);
    enum err_code rc = appointment_add(d->w, a, e);
    a->sequence++;
    return rc;
}

/* All versions of one appointment, up to what is known before today. */
static enum err_code add_appointment(struct demo *d, struct appointment_fact *a,
                                     struct day on, int minute,
                                     enum course_of_appointment course, struct err *e)
{
    struct day today = d->options->today;
    struct day planned_on = demo_after(on, -PLANNED_BEFORE_DAYS);
    struct day changed_on = demo_after(on, -MOVED_BEFORE_DAYS);
    bool is_changed_by_now = changed_on.v < today.v;
    enum err_code rc;
    if (planned_on.v >= today.v) planned_on = demo_after(today, -1);
    a->id = demo_uuid(d, planned_on);
    a->state = APPOINTMENT_STATE_PLANNED;
    a->starts_at = brussels_moment(on, minute);
    if (course == IS_MOVED) /* first it was to be a day earlier, in the afternoon */
        a->starts_at = brussels_moment(demo_after(on, -1), minute + 60);
    TRY(add_version(d, a, planned_on, 9 * 60, e));
    if (course == IS_MOVED) {
        a->starts_at = brussels_moment(on, minute);
        TRY(add_version(d, a, is_changed_by_now ? changed_on : planned_on, 15 * 60, e));
    } else if (course == IS_CANCELLED) {
        a->state = APPOINTMENT_STATE_CANCELLED;
        TRY(add_version(d, a, is_changed_by_now ? changed_on : planned_on, 15 * 60, e));
    }
    if (on.v < today.v && course != IS_CANCELLED) {
        a->state =
            course == IS_MISSED ? APPOINTMENT_STATE_NOT_SEEN : APPOINTMENT_STATE_HELD;
        TRY(add_version(d, a, on, 17 * 60, e));
    }
out:
    return rc;
}

static enum err_code add_slot(struct demo *d, size_t slot, struct person_id person,
                              struct uuid worker, unsigned number, struct err *e)
{
    struct day on = demo_after(monday_of(d->options->today),
                               slots[slot].week * WEEK + slots[slot].weekday - 1);
    struct appointment_fact a = {.person = person,
                                 .minutes = 30 + 15 * (int32_t)(number % 4),
                                 .worker = worker,
                                 .words = str_of(words[number % ARRAY_LEN(words)])};
    return add_appointment(d, &a, on, slots[slot].minute, slots[slot].course, e);
}

/* One for today, whatever day of the week that is. */
static enum err_code add_today(struct demo_files *f, struct err *e)
{
    struct appointment_fact a = {.person = f->file[0].person.id,
                                 .minutes = 45,
                                 .worker = f->guide,
                                 .words =
                                     S("Buurthuis, achteraan\nBijpraten, met koffie")};
    return add_appointment(f->d, &a, f->d->options->today, 15 * 60, STAYS, e);
}

enum err_code fill_appointments(struct demo_files *f, struct err *e)
{
    enum err_code rc = OK;
    for (size_t i = 0; i < ARRAY_LEN(slots); i++)
        TRY(add_slot(f->d, i, f->file[i * 3 % f->n].person.id, f->guide, (unsigned)i,
                     e));
    rc = add_today(f, e);
out:
    return rc;
}

/* Who comes in beside the guide meets the same people: one held, two this week of which
 * one moved, one next week. */
static enum err_code fill_guidance(struct demo_files *f, const struct guidance_fact *g,
                                   unsigned number, struct err *e)
{
    static const uint8_t theirs[] = {5, 12, 15, 20};
    enum err_code rc = OK;
    /* the first person of each in all four; of the others one each */
    for (size_t k = 0; k < ARRAY_LEN(theirs); k++)
        if (number == 0 || k == number % ARRAY_LEN(theirs))
            TRY(add_slot(f->d, theirs[k], g->person, g->worker, number + (unsigned)k,
                         e));
out:
    return rc;
}

static enum err_code fill_coordination(struct demo_files *f, const char *login,
                                       size_t first, struct err *e)
{
    static const uint8_t theirs[] = {6, 11, 16, 19};
    struct uuid worker;
    enum err_code rc;
    TRY(worker_of_login(&worker, f->d, login, e));
    for (size_t k = 0; k < ARRAY_LEN(theirs); k++) {
        struct appointment_fact a = {
            .person = f->file[(first + k) % f->n].person.id,
            .minutes = 60,
            .worker = worker,
            .words = S("Sociaal huis, vergaderzaal\nOverleg met wie begeleidt")};
        struct day on =
            demo_after(monday_of(f->d->options->today),
                       slots[theirs[k]].week * WEEK + slots[theirs[k]].weekday - 1);
        TRY(add_appointment(f->d, &a, on, slots[theirs[k]].minute,
                            slots[theirs[k]].course, e));
    }
out:
    return rc;
}

enum err_code fill_agendas(struct demo_files *f, struct err *e)
{
    static const struct {
        const char *login;
        uint8_t first;
    } coordinators[] = {{"netwerkcoordinator", 2},
                        {"partnerschap", 9},
                        {"promotor", 14},
                        {"partner", 0}};
    struct uuid seen[FILES_OPEN_MOST * 2] = {{{0}}};
    unsigned times[FILES_OPEN_MOST * 2] = {0};
    size_t n = 0;
    enum err_code rc = OK;
    for (size_t i = 0; i < f->n; i++)
        for (size_t k = 0; k < f->file[i].n_guidances; k++) {
            const struct guidance_fact *g = &f->file[i].guidances[k];
            if (uuid_is_nil(g->worker) || uuid_eq(g->worker, f->guide)) continue;
            size_t who = 0;
            while (who < n && !uuid_eq(seen[who], g->worker))
                who++;
            if (who == n) {
                if (n == ARRAY_LEN(seen)) continue;
                seen[n++] = g->worker;
            }
            TRY(fill_guidance(f, g, times[who]++, e));
        }
    for (size_t i = 0; i < ARRAY_LEN(coordinators); i++)
        TRY(fill_coordination(f, coordinators[i].login, coordinators[i].first, e));
out:
    return rc;
}
