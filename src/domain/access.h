/* Who may do what with whom: the one place where it is decided. Pure: told everything,
 * asks nothing. What a role has is a table (access_roles.def); what a relation opens is
 * a table (access.c). docs/SECURITY.md has both, made from the same lines.
 *
 * Rules, in this order; the first that says no is the reason that is given.
 *  1. somebody is logged in with an open account (one's own account asks no more); the
 *     second factor was given where it is needed; the membership covers the day;
 *  2. the role has the permission;
 *  3. for a permission of scope PERSON: there is a relation to the person, and not one
 *     that is too far for the role (a volunteer must be named). Without it the answer
 *     is ACCESS_HIDDEN: the caller behaves as if there were no such person;
 *  4. the role and the relation both open the category of data: what they do not open
 *     is ACCESS_REDACT for reading (the rest of the page is shown) and ACCESS_REFUSE
 * for writing. So volunteers never see confidential words, and funders nobody. Who
 * works for another organisation than the one that keeps the file has what the person
 *     lets through to it, for that purpose, and nothing else; health only who is named
 *     there as accompanying the person. */
#ifndef DOMAIN_ACCESS_H
#define DOMAIN_ACCESS_H

#include "domain/dossier_facts.h"

enum permission_scope { SCOPE_OPEN, SCOPE_LOGIN, SCOPE_ROLE, SCOPE_PERSON };
enum permission {
#define P(permission, word, scope, help) permission,
#include "domain/permission.def"
#undef P
    N_PERMISSIONS
};
const char *permission_word(enum permission p);
const char *permission_help(enum permission p);
enum permission_scope permission_scope_of(enum permission p);
/* Does the role (list worker_role) have it, leaving relations aside? */
bool role_has(enum code_of_worker_role role, enum permission p);
/* Whoever is given this role must have a second factor. */
bool role_needs_second_factor(enum code_of_worker_role role);

/* May who works in `granter` give `role` to a colleague? A manager gives the roles of
 * field work, coordination and management; only the system administrator those that
 * watch over others. Nobody gives the participant's. */
bool role_may_grant(enum code_of_worker_role granter, enum code_of_worker_role role);

/* How somebody stands to a person, the closest first. */
enum relation {
    RELATION_GUIDE,        /* is named as the worker who accompanies the person */
    RELATION_ORGANISATION, /* works for an organisation that keeps the file */
    RELATION_RECEIVER, /* works for an organisation to which something is let through */
    RELATION_NONE,
    N_RELATIONS
};
const char *relation_word(enum relation r); /* "guide" */
/* What kind of data; X21. */
enum record_category {
    CATEGORY_COUNTABLE, /* dates, phases, codes */
    CATEGORY_IDENTITY,  /* names, numbers, contact */
    CATEGORY_GOAL,      /* goal, steps, competences, appointments, engagement */
    CATEGORY_CONDITION, /* context conditions, assessments */
    CATEGORY_NOTE,      /* ordinary notes, documents, contact reports */
    CATEGORY_NOTE_OWN,  /* for the organisation that wrote them */
    CATEGORY_HEALTH,    /* health: the assigned workers only */
    CATEGORY_WORK,      /* jobs, aftercare, appreciation */
    N_RECORD_CATEGORIES
};
const char *record_category_word(enum record_category c);

/* How somebody stands to a person, and what is let through to the organisation that is
 * worked for: a bit for each category (1 << record_category), per sharing_purpose. Only
 * bases that are in force: recorded, dated, not withdrawn (store/standing_store.h). */
struct standing {
    enum relation relation;
    uint8_t shared[N_SHARING_PURPOSE];
    bool is_named; /* the worker is named in a guidance that runs, for this organisation
                    */
};
/* The categories that a role may take from it: each purpose opens to the roles that
 * serve it, and to no other. */
unsigned standing_shares(const struct standing *s, enum code_of_worker_role role);

struct access_question {
    bool is_logged_in, is_account_open, has_second_factor, is_second_factor_needed;
    bool is_membership_valid;      /* on the day at hand */
    enum code_of_worker_role role; /* meaningless when not logged in */
    enum permission permission;
    /* for permissions of scope PERSON */
    enum relation relation;
    unsigned shared; /* with RELATION_RECEIVER: standing_shares */
    bool is_named;   /* with RELATION_RECEIVER: health is let through to no other */
    enum record_category category;
    bool is_writing;
    bool is_own; /* written by this worker, or by this organisation for
                    CATEGORY_NOTE_OWN */
};
enum access_verdict { ACCESS_ALLOW, ACCESS_REDACT, ACCESS_REFUSE, ACCESS_HIDDEN };
enum access_reason {
    ACCESS_BECAUSE_ALLOWED,
    ACCESS_BECAUSE_NO_LOGIN,
    ACCESS_BECAUSE_CLOSED,
    ACCESS_BECAUSE_SECOND_FACTOR,
    ACCESS_BECAUSE_MEMBERSHIP_OVER,
    ACCESS_BECAUSE_ROLE,
    ACCESS_BECAUSE_NO_RELATION,
    ACCESS_BECAUSE_CATEGORY,
    N_ACCESS_REASONS
};
struct access_answer {
    enum access_verdict verdict;
    enum access_reason reason;
};
struct access_answer access_decide(const struct access_question *q);
/* Is a category open to a role that stands so to the person (own words, for what is
 * one's own; everything let through, for a receiver)? For tables. */
bool role_sees(enum code_of_worker_role role, enum relation relation,
               enum record_category category, bool is_writing);
/* May words of this category be let through to another organisation at all? What was
 * written for one's own organisation never is. */
bool category_can_be_shared(enum record_category category);
const char *access_verdict_word(enum access_verdict v); /* "redact" */
const char *access_reason_word(enum access_reason r);   /* "membership_over" */

/* Who asks, as a session gives it: nobody when worker is nil. The role means nothing
 * while membership is nil: it is still to be chosen. */
struct visitor {
    struct uuid worker, session, membership;
    char login[64], name[160];
    struct organisation_id organisation;
    char organisation_name[160];
    enum code_of_worker_role role;
    bool is_membership_valid, has_second_factor, is_second_factor_needed;
    uint8_t n_memberships;
    int64_t ends_at_ms; /* when the session ends if nothing is asked any more; 0: not
                           said */
};
bool visitor_is_nobody(const struct visitor *v);

#endif
