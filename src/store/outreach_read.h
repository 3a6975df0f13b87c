/* Places and outreach actions, read for people. Only facts that are not retracted;
 * everything lies in the arena. Nothing here tells who anybody is; whom to ask at a
 * place is opened only when it is asked for. */
#ifndef STORE_OUTREACH_READ_H
#define STORE_OUTREACH_READ_H

#include "domain/dossier_facts.h"
#include "store/db.h"

struct place_view {
    struct outreach_place_fact fact;
    struct place_approach_fact approach; /* id nil: nothing said about it */
    struct place_hour_fact *hours;       /* by weekday, then minute */
    size_t n_hours;
    uint32_t groups; /* bit 1 << target_group: who is found there */
    /* tallies up to today */
    int64_t n_actions, n_chats;
    int64_t n_met; /* people counted there: headcounts, and each thread once */
    struct day last_on;
};
_Static_assert(N_TARGET_GROUP <= 32, "target groups of a place are bits of a word");

/* Which places; nil, "" and CODE_MISSING: any. An organisation's are those it keeps,
 * where it held an action or had a conversation, and those in the municipalities of
 * its partnerships. */
struct place_wanted {
    struct organisation_id organisation;
    char municipality[8];
    bool has_no_municipality;   /* only those for which nobody filled one in */
    uint8_t kind, target_group; /* place_kind, target_group */
    struct str name;            /* part of the name, any case of A to Z */
    struct day today;
    size_t first, most; /* a piece of the list */
};
/* By name. Without the contact, and without places that were closed before today. */
nodiscard enum err_code place_list(struct place_view **out, size_t *n_out,
                                   struct arena *a, struct db *db,
                                   const struct place_wanted *wanted, struct err *e);
/* ERR_NOT_FOUND. */
nodiscard enum err_code place_read(struct place_view *out, struct arena *a,
                                   struct db *db, struct uuid place, bool with_contact,
                                   struct day today, struct err *e);
/* Where this worker spoke to people last, the last first. Names and ids only. */
nodiscard enum err_code place_recent(struct outreach_place_fact **out, size_t *n_out,
                                     struct arena *a, struct db *db, struct uuid worker,
                                     size_t most, struct err *e);
/* The place of an organisation (as above) with exactly this name, but for the case of A
 * to Z. `municipality` "": any; else there, or where nobody knows yet. */
nodiscard enum err_code place_named(struct uuid *out, bool *found_out, struct db *db,
                                    struct organisation_id organisation,
                                    struct str name, const char *municipality,
                                    struct err *e);
/* Places of an organisation, today not closed, without a municipality. */
nodiscard enum err_code places_nowhere_count(int64_t *out, struct db *db,
                                             struct organisation_id organisation,
                                             struct day today, struct err *e);
/* The municipalities of an organisation's partnerships, as REFNIS codes. */
struct area_municipality {
    char refnis[8];
};
nodiscard enum err_code organisation_area(struct area_municipality **out, size_t *n_out,
                                          struct arena *a, struct db *db,
                                          struct organisation_id organisation,
                                          struct err *e);

struct partner_name {
    struct organisation_id id;
    char name[160];
};
struct action_view {
    struct outreach_action_fact fact;
    struct outreach_course_fact course; /* id nil: none on record */
    struct outreach_offer_fact offer;   /* id nil: no typology on record */
    char place_name[160];
    uint32_t groups; /* bit 1 << target_group */
    struct partner_name *partners;
    size_t n_partners;
    struct reach_fact *headcounts; /* one a category; threads are in n_threads */
    size_t n_headcounts;
    int64_t n_threads, n_met; /* n_met: headcounts and threads together */
    int64_t n_chats;          /* conversations recorded one by one */
};
struct action_wanted {
    struct organisation_id organisation; /* a partner of it; nil: any */
    struct uuid place;
    uint8_t kind, target_group;
    uint8_t offer_location, offer_kind, dimension;
    struct day from, to; /* some day of the action lies between; DAY_NONE: open */
    size_t first, most;
};
/* The last day first. */
nodiscard enum err_code action_list(struct action_view **out, size_t *n_out,
                                    struct arena *a, struct db *db,
                                    const struct action_wanted *wanted, struct err *e);
nodiscard enum err_code action_read(struct action_view *out, struct arena *a,
                                    struct db *db, struct uuid action, struct err *e);

/* Is the organisation a partner of the action, or of the project or partnership it was
 * held for? */
nodiscard enum err_code action_is_of(bool *out, struct db *db, struct uuid action,
                                     struct organisation_id organisation,
                                     struct err *e);

/* On whose behalf an organisation is in the field on a day at a place (nil: nowhere):
 * its one partnership that covers the place and its one project, as promotor or
 * partner. nil where there is none, or more than one. */
struct field_programme {
    struct project_id project;
    struct partnership_id partnership;
};
nodiscard enum err_code field_programme_find(struct field_programme *out, struct db *db,
                                             struct organisation_id organisation,
                                             struct uuid place, struct day on,
                                             struct err *e);
/* Organisations on record, by name: at most `most`. */
nodiscard enum err_code organisation_names(struct partner_name **out, size_t *n_out,
                                           struct arena *a, struct db *db, size_t most,
                                           struct err *e);

#endif
