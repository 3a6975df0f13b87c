/* All that is on record around one person, read in one snapshot: what a page of the
 * file shows. Who may see which part was decided before (act/behalf.h); parts that were
 * not asked for are not read, and their sealed words are not opened. Everything is
 * owned by the arena; wipe it when it was shown. Only facts that are not retracted,
 * unless DOSSIER_PAST asks for them; each list in order of its day, then id. */
#ifndef STORE_DOSSIER_READ_H
#define STORE_DOSSIER_READ_H

#include "domain/ring_overlap.h"
#include "store/person_store.h"
#include "store/trajectory_store.h"

/* Which parts; one bit for each. */
enum dossier_part {
    DOSSIER_IDENTITY = 1 << 0, /* identity, its row ids, open proposals */
    DOSSIER_COURSE = 1 << 1,   /* attributes, trajectories, events, phase actors,
                                  guidance; its words with DOSSIER_GOAL;
                                  handovers that run */
    DOSSIER_GOAL = 1 << 2, /* goals, steps, engagements, competences, appointments */
    DOSSIER_CONDITION = 1 << 3, /* words of conditions, assessments */
    DOSSIER_NOTE = 1 << 4,     /* notes, documents (without content), words of contacts,
                                  of phases and of conversations */
    DOSSIER_NOTE_OWN = 1 << 5, /* of those: for the organisation that is given */
    DOSSIER_HEALTH = 1 << 6,   /* of those: health */
    DOSSIER_WORK = 1 << 7,     /* jobs, aftercare, appreciation, closings */
    DOSSIER_CHAT = 1 << 8,     /* conversations of its anonymous thread */
    DOSSIER_ALL = (1 << 9) - 1,
    /* Also what was retracted, of the kinds that carry `written` and not of attributes
     * and trajectories: written.retracted_at tells. For a timeline, never for counting.
     */
    DOSSIER_PAST = 1 << 9,
};

struct dossier_trajectory {
    struct trajectory_fact fact;
    char project_code[24], project_title[160], call[16];
    uint8_t call_kind; /* call_kind, CODE_MISSING */
    char partnership_name[160];
    char organisation_name[160]; /* promotor of the project; "" */
    uint8_t criterion;           /* closing_criterion of the project, CODE_MISSING */
};
struct dossier_event {
    struct event_fact fact;
    struct event_particulars particulars; /* note opened when its part was asked */
    struct written written;
};

/* A consultation at which the person was discussed. */
struct discussed {
    struct person_id person;
    struct uuid id, consultation;
    struct day on;
    char title[200];
    struct str words, at_table; /* ids of organisations in hexadecimal, by commas */
    struct written written;
};

/* A worker or organisation that the lists mention. */
struct dossier_name {
    struct uuid id;
    char name[160];
};

#define DOSSIER_LIST(type, name)                                                       \
    struct type *name;                                                                 \
    size_t n_##name
struct dossier {
    struct person_fact person;
    bool has_identity, is_erased;
    struct identity identity;
    struct uuid identity_row[N_IDENTITY_FIELDS]; /* the version that is shown */
    DOSSIER_LIST(attribute_fact, attributes);
    DOSSIER_LIST(dossier_trajectory, trajectories);
    DOSSIER_LIST(dossier_event, events);
    DOSSIER_LIST(guidance_fact, guidances);
    DOSSIER_LIST(ring_handover, handovers); /* that run today */
    DOSSIER_LIST(goal_fact, goals);
    DOSSIER_LIST(step_fact, steps);
    DOSSIER_LIST(step_state_fact, step_states);
    DOSSIER_LIST(engagement_fact, engagements);
    DOSSIER_LIST(phase_actor_fact, phase_actors);
    DOSSIER_LIST(note_fact, notes);
    DOSSIER_LIST(assessment_fact, assessments);
    DOSSIER_LIST(condition_work_fact, condition_works);
    DOSSIER_LIST(competence_fact, competences);
    DOSSIER_LIST(document_fact, documents);
    DOSSIER_LIST(appointment_fact, appointments); /* all versions */
    DOSSIER_LIST(job_fact, jobs);
    DOSSIER_LIST(aftercare_fact, aftercares);
    DOSSIER_LIST(appreciation_fact, appreciations);
    DOSSIER_LIST(closing_fact, closings);
    DOSSIER_LIST(chat_fact, chats);
    DOSSIER_LIST(discussed, discussions);
    DOSSIER_LIST(proposal_fact, proposals); /* not decided */
    DOSSIER_LIST(dossier_name, names);      /* by id; see dossier_name_of */
};

/* `own`: whose DOSSIER_NOTE_OWN notes are read. ERR_NOT_FOUND; an erased person has no
 * sealed parts, and is no error. */
nodiscard enum err_code dossier_read(struct dossier *out, struct arena *a,
                                     struct db *db, struct person_id person,
                                     unsigned parts, struct organisation_id own,
                                     struct err *e);
void dossier_wipe(struct dossier *d);
/* Of a worker or organisation that the dossier mentions; "" for another, or nil. */
const char *dossier_name_of(const struct dossier *d, struct uuid id);

#endif
