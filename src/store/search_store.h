/* What a search that stands in memory reads: who changed, and who keeps which file. */
#ifndef STORE_SEARCH_STORE_H
#define STORE_SEARCH_STORE_H

#include "store/db.h"
#include "base/arena.h"
#include "store/write.h"

/* For the store's own files: in this write a person's sketch changed, or the
 * organisations that have to do with the person. */
nodiscard enum err_code person_change_add(struct write *w, struct person_id person,
                                          struct err *e);
/* Everybody changed; what stood before is let go. */
nodiscard enum err_code person_changes_begin_again(struct write *w, struct err *e);
/* Gathers the ids of a statement whose values are bound, and gives it back. */
nodiscard enum err_code persons_gather(struct person_id **out, size_t *n_out,
                                       struct arena *a, struct statement *st,
                                       struct err *e);

/* The number of the last write. */
nodiscard enum err_code write_number_last(int64_t *out, struct db *db, struct err *e);
/* Who changed in the writes after this one, and the number of the last of those (the
 * one given when there is none). *is_all_out: everybody. In the arena. */
struct person_changes {
    struct person_id *person;
    size_t n;
    int64_t last;
    bool is_all;
};
nodiscard enum err_code person_changes_read(struct person_changes *out, struct arena *a,
                                            struct db *db, int64_t after,
                                            struct err *e);

/* What ties a person to organisations: an organisation (guidance, host, sender of a
 * record), a project or a partnership, as their ids. Ended ones too: who looks at a
 * person is asked again by the act. */
typedef void tie_taker(void *to, struct person_id person, struct uuid tie);
nodiscard enum err_code ties_read(struct db *db, tie_taker *take, void *to,
                                  struct err *e);
nodiscard enum err_code ties_of_person(struct db *db, struct person_id person,
                                       tie_taker *take, void *to, struct err *e);
/* The ties through which an organisation has to do with persons: itself, its projects
 * and the projects and partnerships in which it is a partner. `take` gets the nil
 * person. */
nodiscard enum err_code ties_of_organisation(struct db *db,
                                             struct organisation_id organisation,
                                             tie_taker *take, void *to, struct err *e);

/* What a list of persons shows beside their names: year of birth and municipality, as
 * known last. */
struct person_glance {
    int birth_year;              /* 0 not known */
    char municipality[8];        /* REFNIS, "" not known */
    struct uuid worker;          /* who accompanies, of this organisation; nil */
    char worker_name[160];       /* "" */
    char organisation_name[160]; /* of who accompanies; "" */
    struct person_id linked;     /* another file of the same human being that this
                                    organisation keeps; nil */
};
nodiscard enum err_code person_glance_read(struct person_glance *out, struct db *db,
                                           struct person_id person,
                                           struct organisation_id organisation,
                                           struct day today, struct err *e);

#endif
