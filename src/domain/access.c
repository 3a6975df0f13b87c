#include "domain/access.h"

/* --- permissions --- */

static const struct {
    const char *word, *help;
    enum permission_scope scope;
} permissions[] = {
#define P(permission, word, scope, help) [permission] = {(word), (help), SCOPE_##scope},
#include "domain/permission.def"
#undef P
};

const char *permission_word(enum permission p)
{
    return permissions[p].word;
}

const char *permission_help(enum permission p)
{
    return permissions[p].help;
}

enum permission_scope permission_scope_of(enum permission p)
{
    return permissions[p].scope;
}

/* --- what a role has --- */

#define MAY(name) (UINT64_C(1) << PERMISSION_##name)
#define SEES(c)   (1u << CATEGORY_##c)
enum { NOBODY = RELATION_GUIDE - 1 };
#define NOTHING    UINT64_C(0)
#define SIGNALS    (MAY(SIGNAL_WRITE) | MAY(SIGNAL_READ))
#define SOCIAL_MAP (MAY(SERVICE_READ) | MAY(SERVICE_WRITE))
#define FIELD_WORK (MAY(FIELD) | MAY(PLACE_READ) | SIGNALS | SOCIAL_MAP)
#define OUTREACH   (MAY(PLACE_WRITE) | MAY(CHAT_WRITE))
#define SEARCH     (MAY(PERSON_SEARCH) | MAY(FILES_LIST))
#define HAND_OVER  (MAY(CONSENT_WRITE) | MAY(HANDOVER_SEND))
#define NETWORK                                                                        \
    (MAY(HANDOVER_RECEIVE) | MAY(CONSULTATION) | MAY(SESSION_WRITE) | MAY(EMPLOYER) |  \
     MAY(PARTNERSHIP_READ))
#define COORDINATES                                                                    \
    (HAND_OVER | NETWORK | MAY(COORDINATE) | MAY(DOUBLES) | MAY(PARTNERSHIP_WRITE) |   \
     MAY(PROJECT_READ) | MAY(QUESTION_ASK))
#define FULL                                                                           \
    (SEARCH | MAY(PERSON_CREATE) | MAY(PERSON_READ) | MAY(PERSON_WRITE) |              \
     MAY(DOSSIER_WRITE) | MAY(TRAJECTORY_WRITE) | MAY(CONFLICT_DECIDE) |               \
     MAY(READ_LOG) | HAND_OVER | NETWORK)
#define PROJECTS                                                                       \
    (MAY(PROJECT_READ) | MAY(SESSION_WRITE) | MAY(CONSULTATION) | MAY(EMPLOYER) |      \
     MAY(PARTNERSHIP_READ) | MAY(QUESTION_ASK))
#define MANAGEMENT (MAY(PLACE_WRITE) | MAY(ACCOUNTS) | MAY(LOGS) | MAY(INSTRUMENTS))

#define NO_CATEGORY    0u
#define COORDINATION   (SEES(COUNTABLE) | SEES(IDENTITY) | SEES(GOAL) | SEES(WORK))
#define ORDINARY_WORK  (COORDINATION | SEES(NOTE))
#define CARE           (COORDINATION | SEES(CONDITION) | SEES(NOTE) | SEES(HEALTH))
#define ALL_CATEGORIES ((1u << N_RECORD_CATEGORIES) - 1)

static const struct {
    int farthest;
    bool needs_second_factor;
    uint64_t may;
    unsigned sees;
} roles[N_WORKER_ROLE] = {
#define R(role, farthest, second_factor, may, sees)                                    \
    [role] = {(farthest), (second_factor), (may), (sees)},
#include "domain/access_roles.def"
#undef R
};

bool role_has(enum code_of_worker_role role, enum permission p)
{
    switch (permission_scope_of(p)) {
    case SCOPE_OPEN:
    case SCOPE_LOGIN:
        return true;
    default:
        return (unsigned)role < N_WORKER_ROLE && (roles[role].may >> p & 1);
    }
}

bool role_needs_second_factor(enum code_of_worker_role role)
{
    return (unsigned)role >= N_WORKER_ROLE || roles[role].needs_second_factor;
}

bool role_may_grant(enum code_of_worker_role granter, enum code_of_worker_role role)
{
    if (!role_has(granter, PERMISSION_ACCOUNTS) || (unsigned)role >= N_WORKER_ROLE)
        return false;
    if (role == WORKER_ROLE_PARTICIPANT) return false;
    /* who sees nobody watches over who does: not given by those who are watched */
    return granter == WORKER_ROLE_SYSTEM_ADMIN || roles[role].farthest != NOBODY;
}

bool role_sees(enum code_of_worker_role role, enum relation relation,
               enum record_category category, bool is_writing)
{
    struct access_question q = {.is_logged_in = true,
                                .is_account_open = true,
                                .is_membership_valid = true,
                                .role = role,
                                .permission = is_writing ? PERMISSION_DOSSIER_WRITE
                                                         : PERMISSION_PERSON_READ,
                                .relation = relation,
                                .shared = ALL_CATEGORIES,
                                .category = category,
                                .is_writing = is_writing,
                                .is_own = category == CATEGORY_NOTE_OWN};
    return access_decide(&q).verdict == ACCESS_ALLOW;
}

/* --- what a relation opens --- */

static const struct {
    unsigned reads, writes;
} opened_by[N_RELATIONS] = {
    [RELATION_GUIDE] = {ALL_CATEGORIES, ALL_CATEGORIES},
    /* health stays with who accompanies the person, also inside one organisation */
    [RELATION_ORGANISATION] = {ALL_CATEGORIES & ~SEES(HEALTH),
                               ALL_CATEGORIES & ~SEES(HEALTH)},
    /* at most: what is let through narrows it (opens_to_receiver). Who a person is
     * stays with who keeps the file; one's own words are one's own */
    [RELATION_RECEIVER] = {ALL_CATEGORIES & ~SEES(NOTE_OWN),
                           ALL_CATEGORIES & ~(SEES(IDENTITY) | SEES(HEALTH))},
};

bool category_can_be_shared(enum record_category category)
{
    return opened_by[RELATION_RECEIVER].reads >> category & 1;
}

/* --- what is let through --- */

#define ROLE(name) (UINT32_C(1) << WORKER_ROLE_##name)
static const uint32_t served_by[N_SHARING_PURPOSE] = {
    [SHARING_PURPOSE_GUIDANCE] = ~UINT32_C(0),
    [SHARING_PURPOSE_HANDOVER] = ~UINT32_C(0),
    [SHARING_PURPOSE_AFTERCARE] = ~UINT32_C(0),
    [SHARING_PURPOSE_COORDINATION] =
        ROLE(NETWORK_COORDINATOR) | ROLE(PARTNERSHIP_COORDINATOR) | ROLE(CASE_MANAGER),
    [SHARING_PURPOSE_REPORTING] = ROLE(PROMOTOR_MANAGER) | ROLE(PARTNER_MANAGER),
    [SHARING_PURPOSE_EMPLOYER] = 0, /* employers have links, not logins */
};

unsigned standing_shares(const struct standing *s, enum code_of_worker_role role)
{
    unsigned shared = 0;
    if ((unsigned)role >= N_WORKER_ROLE) return 0;
    for (unsigned i = 0; i < N_SHARING_PURPOSE; i++)
        if (served_by[i] >> role & 1) shared |= s->shared[i];
    return shared;
}

static unsigned narrowed(unsigned open, const struct access_question *q)
{
    if (q->relation != RELATION_RECEIVER) return open;
    if (!q->is_named) open &= ~SEES(HEALTH);
    return open & (q->shared | (q->is_writing ? SEES(NOTE) | SEES(NOTE_OWN) : 0u));
}

static bool opens(const struct access_question *q)
{
    unsigned category = 1u << q->category;
    if (!(roles[q->role].sees & category)) return false;
    if (q->category == CATEGORY_NOTE_OWN && !q->is_own) return false;
    unsigned open =
        q->is_writing ? opened_by[q->relation].writes : opened_by[q->relation].reads;
    if (narrowed(open, q) & category) return true;
    /* one's own ordinary words stay readable; health does not outlive the assignment */
    return q->is_own && !q->is_writing &&
           (q->category == CATEGORY_NOTE || q->category == CATEGORY_NOTE_OWN);
}

/* --- the decision --- */

static struct access_answer answer(enum access_verdict verdict,
                                   enum access_reason reason)
{
    return (struct access_answer){verdict, reason};
}

struct access_answer access_decide(const struct access_question *q)
{
    enum permission_scope scope = permission_scope_of(q->permission);
    if (scope == SCOPE_OPEN) return answer(ACCESS_ALLOW, ACCESS_BECAUSE_ALLOWED);
    if (!q->is_logged_in) return answer(ACCESS_REFUSE, ACCESS_BECAUSE_NO_LOGIN);
    if (!q->is_account_open) return answer(ACCESS_REFUSE, ACCESS_BECAUSE_CLOSED);
    if (scope == SCOPE_LOGIN) return answer(ACCESS_ALLOW, ACCESS_BECAUSE_ALLOWED);
    if (q->is_second_factor_needed && !q->has_second_factor)
        return answer(ACCESS_REFUSE, ACCESS_BECAUSE_SECOND_FACTOR);
    if (!q->is_membership_valid)
        return answer(ACCESS_REFUSE, ACCESS_BECAUSE_MEMBERSHIP_OVER);
    if (!role_has(q->role, q->permission))
        return answer(ACCESS_REFUSE, ACCESS_BECAUSE_ROLE);
    if (scope == SCOPE_ROLE) return answer(ACCESS_ALLOW, ACCESS_BECAUSE_ALLOWED);
    if (q->relation >= RELATION_NONE || (int)q->relation > roles[q->role].farthest ||
        (q->relation == RELATION_RECEIVER && !(q->shared & ALL_CATEGORIES)))
        return answer(ACCESS_HIDDEN, ACCESS_BECAUSE_NO_RELATION);
    if (!opens(q))
        return answer(q->is_writing ? ACCESS_REFUSE : ACCESS_REDACT,
                      ACCESS_BECAUSE_CATEGORY);
    return answer(ACCESS_ALLOW, ACCESS_BECAUSE_ALLOWED);
}

/* --- words --- */

const char *record_category_word(enum record_category c)
{
    static const char *const words[N_RECORD_CATEGORIES] = {
        "countable", "identity", "goal",   "condition",
        "note",      "note_own", "health", "work",
    };
    return words[c];
}

const char *relation_word(enum relation r)
{
    static const char *const words[N_RELATIONS] = {"guide", "organisation", "receiver",
                                                   "none"};
    return words[r];
}

const char *access_verdict_word(enum access_verdict v)
{
    static const char *const words[] = {"allow", "redact", "refuse", "hidden"};
    return words[v];
}

const char *access_reason_word(enum access_reason r)
{
    static const char *const words[N_ACCESS_REASONS] = {
        "allowed",         "no_login", "closed",      "second_factor",
        "membership_over", "role",     "no_relation", "category",
    };
    return words[r];
}

bool visitor_is_nobody(const struct visitor *v)
{
    return uuid_is_nil(v->worker);
}
