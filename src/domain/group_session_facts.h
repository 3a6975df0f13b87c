/* Group sessions: several people at once, in a project or partnership, and who was
 * there. Who stands on the list and was not there is kept so, with no reason asked and
 * nothing that follows from it. Same rules as dossier_facts.h. */
#ifndef DOMAIN_GROUP_SESSION_FACTS_H
#define DOMAIN_GROUP_SESSION_FACTS_H

#include "domain/dossier_facts.h"

struct group_session_fact {
    struct uuid id;
    struct project_id project;         /* nil: none */
    struct partnership_id partnership; /* nil: none */
    struct organisation_id organisation;
    struct uuid worker;
    uint8_t kind;    /* action_kind */
    char title[120]; /* about nobody */
    struct day on;
    int32_t minutes; /* 1 to 1440 */
    char place[160]; /* "": not said */
    struct written written;
};

/* A person on the list of a session. */
struct attendance_fact {
    struct uuid id;
    struct person_id person;
    struct uuid session;
    bool is_present;
    struct uuid activity; /* of the trajectory; nil: absent, or no trajectory was open
                           */
    struct written written;
};

#endif
