/* Warm handovers between the organisations of the demonstration, in every state and of
 * every age (demo_handovers.def). Written as act/handover_acts.h writes them, but on
 * their own days; what travels is what the file said on the day of sending. From a
 * stream of its own. */
#include "act/handover_payload.h"
#include "demo/demo_files.h"
#include "domain/access.h"
#include "store/account_store.h"
#include "store/consent_store.h"
#include "store/dossier_store.h"
#include "store/handover_store.h"
#include "store/organisation_read.h"

enum { OWN_STREAM = 43, MINUTE = 9 * 60, RECEIVERS = 3, AGAIN_AFTER = 3 };

static const struct line {
    bool is_course, is_tried_again;
    uint8_t kind, code;
    int days; /* of a course: begun so long ago; of a step: after that */
    const char *words;
} lines[] = {
#define COURSE(ago, again)                                                             \
    {.is_course = true, .is_tried_again = (again), .days = (ago), .words = ""},
#define STEP(event, after, reason_or_result, said)                                     \
    {.kind = HANDOVER_EVENT_##event,                                                   \
     .code = (reason_or_result),                                                       \
     .days = (after),                                                                  \
     .words = (said)},
#include "demo/demo_handovers.def"
#undef STEP
#undef COURSE
};

/* How a second attempt goes. */
static const struct line second_steps[] = {
    {.kind = HANDOVER_EVENT_AGREED, .code = CODE_MISSING, .days = 1, .words = ""},
    {.kind = HANDOVER_EVENT_SENT, .code = CODE_MISSING, .days = 2, .words = ""},
    {.kind = HANDOVER_EVENT_ACCEPTED, .code = CODE_MISSING, .days = 6, .words = ""},
    {.kind = HANDOVER_EVENT_MET, .code = CODE_MISSING, .days = 15, .words = ""},
    {.kind = HANDOVER_EVENT_STARTED, .code = CODE_MISSING, .days = 28, .words = ""},
};

/* Who hands over which files of a partnership, and to whom: only files that this login
 * accompanies. */
static const struct sender {
    const char *project, *login, *receivers[RECEIVERS];
    unsigned skipped; /* courses before the first */
    unsigned n;       /* at most so many courses */
    int later;        /* old ones are begun so many days later */
    unsigned
        beside; /* of the first so many, the career centre looks for work as well */
} senders[] = {
    {"LP2024-01", "clb", {"bemiddelaar", "gtb", "ocmw"}, 3, 2, 0, 0},
    {"LP2024-01", "toeleider", {"bemiddelaar", "ocmw", "buur"}, 0, 24, 0, 0},
    {"LP2024-02", "buur", {"toeleider", "gtb", "bemiddelaar"}, 0, 24, 9, 0},
    {"LP2024-43", "lp43-1", {"bemiddelaar", "gtb", "ocmw"}, 2, 14, 4, 5},
    {"LP2024-23", "lp23-1", {"gtb", "ocmw", "bemiddelaar"}, 4, 8, 13, 2},
};

static const char *const wishes[] = {
    "Iemand die meedenkt over werk dicht bij de school.",
    "Een opleiding in de zorg, met hulp bij de inschrijving.",
    "Eerst rust in de papieren, en dan halftijds werken.",
    "Werk waar ik met mensen praat.",
};

struct bringing {
    struct demo_files f;
    const struct sender *sender;
    struct organisation_id from;
    bool is_used[FILES_OPEN_MOST]; /* of this sender */
    unsigned n_begun;
};
/* One attempt. */
struct attempt {
    struct handover_fact fact;
    const struct dossier *file; /* PAYLOAD_PARTS of it */
    struct uuid receiver;       /* worker */
    unsigned shares;
    struct uuid consents[N_RECORD_CATEGORIES];
    const struct line *steps;
    size_t n_steps;
};

static enum err_code organisation_of(struct organisation_id *out, struct uuid *worker,
                                     struct demo_files *f, const char *login,
                                     struct err *e)
{
    struct membership_view *list;
    struct account account;
    size_t n;
    bool has_account; /* guides of the living year have none, and hand over too */
    enum err_code rc;
    TRY(account_find(&account, &has_account, NULL, f->d->db, str_of(login), e));
    *worker = account.worker;
    TRY(membership_list(&list, &n, &f->arena, f->d->db, *worker, e));
    if (!n) bug("a login of the demonstration has no role");
    *out = list[0].fact.organisation;
out:
    return rc;
}

/* --- what the person agreed to --- */

static enum err_code give_consents(struct bringing *b, struct attempt *t, struct day on,
                                   struct err *e)
{
    enum err_code rc = OK;
    for (unsigned c = 0; c < N_RECORD_CATEGORIES; c++) {
        if (!(t->shares >> c & 1)) continue;
        const struct consent_fact f = {.person = t->fact.person,
                                       .id = demo_uuid(b->f.d, on),
                                       .receiver = t->fact.to,
                                       .purpose = SHARING_PURPOSE_HANDOVER,
                                       .category = (uint8_t)c,
                                       .ground = SHARING_GROUND_CONSENT,
                                       .is_given = true,
                                       .form = CONSENT_FORM_SPOKEN,
                                       .language = LANGUAGE_NL,
                                       .from = on,
                                       .to = DAY_NONE,
                                       .organisation = b->from,
                                       .worker = t->fact.worker};
        t->consents[c] = f.id;
        TRY(consent_add(b->f.d->w, &f, e));
    }
out:
    return rc;
}

static enum err_code end_consents(struct bringing *b, const struct attempt *t,
                                  struct day on, uint8_t party, struct uuid worker,
                                  struct err *e)
{
    enum err_code rc = OK;
    for (unsigned c = 0; c < N_RECORD_CATEGORIES; c++) {
        const struct consent_withdrawal_fact f = {.person = t->fact.person,
                                                  .id = demo_uuid(b->f.d, on),
                                                  .consent = t->consents[c],
                                                  .on = on,
                                                  .party = party,
                                                  .worker = worker};
        if (t->shares >> c & 1) TRY(consent_withdrawal_add(b->f.d->w, &f, e));
    }
out:
    return rc;
}

/* --- sending --- */

/* Leaves of a list what was there on that day; the list itself stays as it is. */
#define KEEP_UNTIL(a, d, list, day_of, last)                                           \
    do {                                                                               \
        __typeof__((d)->list) all = (d)->list;                                         \
        size_t n_all = (d)->n_##list;                                                  \
        (d)->list = arena_array((a), n_all, sizeof *all);                              \
        (d)->n_##list = 0;                                                             \
        for (size_t i = 0; i < n_all; i++)                                             \
            if (all[i].day_of.v <= (last).v) (d)->list[(d)->n_##list++] = all[i];      \
    } while (0)

static enum err_code send_payload(struct bringing *b, const struct attempt *t,
                                  struct day on, struct err *e)
{
    struct demo *d = b->f.d;
    struct handover_view v;
    struct dossier then = *t->file;
    struct handover_payload_fact f = {
        .id = demo_uuid(d, on), .handover = t->fact.id, .person = t->fact.person};
    enum err_code rc;
    TRY(handover_read(&v, &b->f.arena, write_db(d->w), t->fact.id, on, true, e));
    KEEP_UNTIL(&b->f.arena, &then, events, fact.on, on);
    KEEP_UNTIL(&b->f.arena, &then, goals, on, on);
    KEEP_UNTIL(&b->f.arena, &then, steps, on, on);
    KEEP_UNTIL(&b->f.arena, &then, step_states, on, on);
    KEEP_UNTIL(&b->f.arena, &then, notes, on, on);
    TRY(payload_make(&f.content, &b->f.arena, &then, &v, t->shares, e));
    rc = handover_payload_add(d->w, &f, e);
out:
    return rc;
}

static enum err_code count_referral(struct bringing *b, const struct attempt *t,
                                    struct day on, struct err *e)
{
    struct event_particulars p = event_particulars_none();
    const struct event_fact f = {.id = t->fact.id,
                                 .trajectory = t->fact.trajectory,
                                 .person = t->fact.person,
                                 .kind = EVENT_ACTION,
                                 .code = ACTION_KIND_ACCOMPANIED_REFERRAL,
                                 .detail = CODE_MISSING,
                                 .on = on};
    if (uuid_is_nil(t->fact.trajectory.u)) return OK;
    p.worker = t->fact.worker;
    p.organisation = b->from;
    p.to = on;
    return event_add(b->f.d->w, &f, &p, e);
}

/* --- the ring of the receiver --- */

static uint8_t domain_of(uint8_t receiver_kind)
{
    if (receiver_kind == RECEIVER_KIND_SCHOOL) return GUIDANCE_DOMAIN_TRAINING;
    return receiver_kind == RECEIVER_KIND_SERVICE ? GUIDANCE_DOMAIN_WELFARE
                                                  : GUIDANCE_DOMAIN_WORK;
}

/* The last day of the receiver's guidance: that of coming back. */
static struct day last_day_there(const struct attempt *t)
{
    for (size_t i = 0; i < t->n_steps; i++)
        if (t->steps[i].kind == HANDOVER_EVENT_RETURNED)
            return demo_after(t->fact.on, t->steps[i].days);
    return DAY_NONE;
}

static enum err_code join_ring(struct bringing *b, const struct attempt *t,
                               struct day on, struct err *e)
{
    const struct guidance_fact f = {.id = demo_uuid(b->f.d, on),
                                    .person = t->fact.person,
                                    .organisation = t->fact.to,
                                    .worker = t->receiver,
                                    .domain = domain_of(t->fact.receiver_kind),
                                    .from = on,
                                    .to = last_day_there(t),
                                    .next_on = DAY_NONE};
    return guidance_add(b->f.d->w, &f, e);
}

/* Two organisations for the same: what who coordinates looks for. */
static enum err_code join_beside(struct bringing *b, struct person_id person,
                                 struct day on, struct err *e)
{
    struct guidance_fact f = {.id = demo_uuid(b->f.d, on),
                              .person = person,
                              .domain = GUIDANCE_DOMAIN_WORK,
                              .from = on,
                              .to = DAY_NONE,
                              .next_on = DAY_NONE};
    enum err_code rc;
    TRY(organisation_of(&f.organisation, &f.worker, &b->f, "loopbaanbegeleider", e));
    recorded_on(b->f.d, on, MINUTE);
    rc = guidance_add(b->f.d->w, &f, e);
out:
    return rc;
}

/* --- one attempt --- */

static bool is_of_sender(uint8_t kind)
{
    return kind == HANDOVER_EVENT_AGREED || kind == HANDOVER_EVENT_SENT ||
           kind == HANDOVER_EVENT_REMINDED || kind == HANDOVER_EVENT_WITHDRAWN;
}

static enum err_code follow_step(struct bringing *b, struct attempt *t, uint8_t kind,
                                 struct day on, struct err *e)
{
    enum err_code rc = OK;
    switch (kind) {
    case HANDOVER_EVENT_AGREED:
        return give_consents(b, t, on, e);
    case HANDOVER_EVENT_SENT:
        TRY(send_payload(b, t, on, e));
        return count_referral(b, t, on, e);
    case HANDOVER_EVENT_ACCEPTED:
        return join_ring(b, t, on, e);
    case HANDOVER_EVENT_REFUSED:
    case HANDOVER_EVENT_OTHER_PROPOSED:
    case HANDOVER_EVENT_RETURNED:
    case HANDOVER_EVENT_FINISHED:
        return end_consents(b, t, on, WITHDRAWAL_PARTY_RECEIVER, t->receiver, e);
    case HANDOVER_EVENT_WITHDRAWN:
        return end_consents(b, t, on, WITHDRAWAL_PARTY_PERSON, t->fact.worker, e);
    default:
        break;
    }
out:
    return rc;
}

static enum err_code add_step(struct bringing *b, struct attempt *t,
                              const struct line *s, struct organisation_id other,
                              struct err *e)
{
    struct demo *d = b->f.d;
    bool is_sender = is_of_sender(s->kind);
    struct day on = demo_after(t->fact.on, s->days);
    struct handover_event_fact f = {.id = demo_uuid(d, on),
                                    .handover = t->fact.id,
                                    .person = t->fact.person,
                                    .kind = s->kind,
                                    .on = on,
                                    .reason = CODE_MISSING,
                                    .result = CODE_MISSING,
                                    .organisation = is_sender ? b->from : t->fact.to,
                                    .worker = is_sender ? t->fact.worker : t->receiver,
                                    .is_guide_present = CODE_MISSING,
                                    .words = STR_NONE};
    enum err_code rc;
    if (s->words[0]) f.words = str_of(s->words);
    if (s->kind == HANDOVER_EVENT_REFUSED || s->kind == HANDOVER_EVENT_RETURNED)
        f.reason = s->code;
    if (s->kind == HANDOVER_EVENT_FINISHED) f.result = s->code;
    if (s->kind == HANDOVER_EVENT_OTHER_PROPOSED) f.other = other;
    if (s->kind == HANDOVER_EVENT_MET) f.is_guide_present = t->fact.is_guide_present;
    recorded_on(d, on, MINUTE + s->days % 60);
    TRY(handover_event_add(d->w, &f, e));
    rc = follow_step(b, t, s->kind, on, e);
out:
    return rc;
}

static enum err_code add_parts(struct bringing *b, const struct attempt *t,
                               struct err *e)
{
    struct demo *d = b->f.d;
    const struct handover_words_fact keeps = {
        .id = demo_uuid(d, t->fact.on),
        .handover = t->fact.id,
        .person = t->fact.person,
        .kind = HANDOVER_WORDS_SENDER_KEEPS,
        .words = S("Belt elke week, tot het eerste gesprek voorbij is.")};
    enum err_code rc;
    TRY(handover_words_add(d->w, &keeps, e));
    for (uint8_t c = 0; c < N_SHARING_CATEGORY; c++) {
        const struct handover_share_fact f = {.id = demo_uuid(d, t->fact.on),
                                              .handover = t->fact.id,
                                              .person = t->fact.person,
                                              .category = c};
        if (t->shares >> c & 1) TRY(handover_share_add(d->w, &f, e));
    }
out:
    return rc;
}

/* `number` picks the receiver; the next one is who is proposed instead. */
static enum err_code add_attempt(struct bringing *b, struct attempt *t, unsigned number,
                                 struct err *e)
{
    const char *const *receivers = b->sender->receivers;
    struct organisation_id other;
    struct uuid nobody;
    uint8_t kind;
    enum err_code rc;
    TRY(organisation_of(&t->fact.to, &t->receiver, &b->f, receivers[number % RECEIVERS],
                        e));
    TRY(organisation_of(&other, &nobody, &b->f, receivers[(number + 1) % RECEIVERS],
                        e));
    TRY(organisation_kind_of(&kind, b->f.d->db, t->fact.to, e));
    t->fact.receiver_kind = receiver_kind_of(kind);
    t->fact.id = demo_uuid(b->f.d, t->fact.on);
    recorded_on(b->f.d, t->fact.on, MINUTE - 30);
    TRY(handover_add(b->f.d->w, &t->fact, e));
    TRY(add_parts(b, t, e));
    for (size_t i = 0; i < t->n_steps; i++)
        TRY(add_step(b, t, &t->steps[i], other, e));
out:
    return rc;
}

/* --- whose file --- */

static bool is_beside_all_along(const struct dossier *f, struct uuid worker,
                                struct day on)
{
    for (size_t i = 0; i < f->n_guidances; i++)
        if (uuid_eq(f->guidances[i].worker, worker) && f->guidances[i].from.v <= on.v)
            return true;
    return false;
}

/* Runs from before `on` until after `last`. */
static const struct trajectory_fact *running(const struct dossier *f, struct day on,
                                             struct day last)
{
    for (size_t i = 0; i < f->n_trajectories; i++) {
        const struct trajectory_fact *t = &f->trajectories[i].fact;
        bool runs = t->reached_on.v <= on.v;
        for (size_t k = 0; k < f->n_events; k++)
            if (f->events[k].fact.kind == EVENT_ENDED &&
                uuid_eq(f->events[k].fact.trajectory.u, t->id.u) &&
                f->events[k].fact.on.v < last.v)
                runs = false;
        if (runs) return t;
    }
    return NULL;
}

/* A file that nobody handed over yet, with a trajectory that runs while it is sent;
 * else one without (aftercare); -1: none. */
static int find_file(const struct bringing *b, struct day on, struct day last,
                     const struct trajectory_fact **running_out)
{
    int after = -1;
    *running_out = NULL;
    for (size_t i = 0; i < b->f.n; i++) {
        const struct dossier *f = &b->f.file[i];
        if (b->is_used[i] || !is_beside_all_along(f, b->f.guide, on)) continue;
        *running_out = running(f, on, last);
        if (*running_out) return (int)i;
        if (after < 0 && file_trajectory(f)->reached_on.v <= on.v) after = (int)i;
    }
    return after;
}

static enum err_code add_course(struct bringing *b, size_t line, struct err *e)
{
    enum { LONG_AGO = 100, SENT_BY = 6, MOMENTS = 3 };
    const struct line *course = &lines[line];
    const struct trajectory_fact *trajectory;
    struct attempt t = {.steps = course + 1};
    unsigned n = b->n_begun++;
    int ago = course->days - (course->days > LONG_AGO ? b->sender->later : 0);
    struct day on = demo_after(b->f.d->options->today, -ago);
    enum err_code rc;
    int i = find_file(b, on, demo_after(on, SENT_BY), &trajectory);
    if (i < 0) return OK;
    b->is_used[i] = true;
    while (line + 1 + t.n_steps < ARRAY_LEN(lines) && !t.steps[t.n_steps].is_course)
        t.n_steps++;
    t.shares = 1u << CATEGORY_IDENTITY | 1u << CATEGORY_GOAL | 1u << CATEGORY_WORK;
    if (n % 2) t.shares |= 1u << CATEGORY_CONDITION;
    t.fact = (struct handover_fact){.person = b->f.file[i].person.id,
                                    .from = b->from,
                                    .worker = b->f.guide,
                                    .moment = n % MOMENTS ? HANDOVER_MOMENT_TOGETHER
                                                          : HANDOVER_MOMENT_PERSON,
                                    .is_guide_present = n % 4 != 3,
                                    .on = on,
                                    .words = str_of(wishes[n % ARRAY_LEN(wishes)])};
    t.file = &b->f.file[i];
    if (trajectory) t.fact.trajectory = trajectory->id;
    TRY(add_attempt(b, &t, n, e));
    if (n < b->sender->beside) TRY(join_beside(b, t.fact.person, on, e));
    if (!course->is_tried_again) goto out;
    struct attempt second = {.fact = t.fact,
                             .file = t.file,
                             .shares = t.shares,
                             .steps = second_steps,
                             .n_steps = ARRAY_LEN(second_steps)};
    second.fact.replaces = t.fact.id;
    second.fact.on = demo_after(on, t.steps[t.n_steps - 1].days + AGAIN_AFTER);
    rc = add_attempt(b, &second, n + 1, e);
out:
    return rc;
}

static enum err_code add_of_sender(struct demo *d, const struct sender *sender,
                                   struct err *e)
{
    struct bringing *b = mem_alloc(sizeof *b);
    unsigned number = 0;
    enum err_code rc;
    b->sender = sender;
    TRY(files_open(&b->f, d, sender->project, "toeleider", e));
    TRY(organisation_of(&b->from, &b->f.guide, &b->f, sender->login, e));
    for (size_t i = 0; i < b->f.n; i++)
        TRY(dossier_read(&b->f.file[i], &b->f.arena, d->db, b->f.file[i].person.id,
                         PAYLOAD_PARTS, b->from, e));
    TRY(demo_batch(d, "overdrachten", e));
    for (size_t i = 0; i < ARRAY_LEN(lines); i++) {
        if (!lines[i].is_course) continue;
        if (number >= sender->skipped && number < sender->skipped + sender->n)
            TRY(add_course(b, i, e));
        number++;
    }
    rc = demo_commit(d, e);
out:
    for (size_t i = 0; i < b->f.n; i++)
        dossier_wipe(&b->f.file[i]);
    files_dispose(&b->f);
    free(b);
    return rc;
}

enum err_code demo_handovers(struct demo *d, struct err *e)
{
    struct rng before = d->rng;
    enum err_code rc = OK;
    rng_init(&d->rng, d->options->seed * 1000003u + OWN_STREAM);
    for (size_t i = 0; i < ARRAY_LEN(senders); i++)
        TRY(add_of_sender(d, &senders[i], e));
out:
    d->rng = before;
    return rc;
}
