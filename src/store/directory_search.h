/* Services and their like, found. */
#ifndef STORE_DIRECTORY_SEARCH_H
#define STORE_DIRECTORY_SEARCH_H

#include "store/directory_store.h"

/* Everything that is given must hold; empty, nil and CODE_MISSING ask nothing. */
struct service_wanted {
    struct str words;      /* in name, description or the organisation's name */
    struct uuid term;      /* an attribute has this term */
    struct uuid taxonomy;  /* or any term of this taxonomy, */
    const char *own_terms; /* which may be one of ours (directory_taxonomy_code) */
    char place[8];         /* REFNIS: served there, or found there */
    struct str language;   /* ISO 639-1; a service that names none speaks Dutch */
    bool is_free;
    bool is_active; /* status active, and not full */
    struct uuid organisation;
    struct organisation_id keeper;
    int64_t modified_from_ms; /* 0: any */
    size_t first, most;
};
struct service_hit {
    struct uuid id;
    struct day verified_on; /* last check, or assured_date; DAY_NONE */
    bool is_here;           /* found in `place`, not only served from elsewhere */
};
/* Active before others, found there before served from elsewhere, last verified first,
 * then by name. *total_out counts all, whatever first and most; NULL: not asked. */
nodiscard enum err_code service_search(struct service_hit **out, size_t *n_out,
                                       int64_t *total_out, struct arena *a,
                                       struct db *db, const struct service_wanted *w,
                                       struct err *e);

/* Records of another kind in order of id, narrowed: organisations and terms by words in
 * name or description; services at a location by a service that is wanted. */
struct directory_wanted {
    enum directory_kind kind;
    struct str words;
    struct uuid above;              /* parent of a term */
    struct uuid taxonomy;           /* of a term */
    bool is_top_only;               /* terms without a parent */
    struct uuid organisation, term; /* of the service at a location */
    struct str postal_code;         /* of the location */
    int64_t modified_from_ms;
    size_t first, most;
};
nodiscard enum err_code directory_search(struct directory_record **out, size_t *n_out,
                                         int64_t *total_out, struct arena *a,
                                         struct db *db,
                                         const struct directory_wanted *w,
                                         struct err *e);
/* The organisation of this name; nil when there is none. */
nodiscard enum err_code directory_organisation_named(struct uuid *out, struct db *db,
                                                     struct str name, struct err *e);

#endif
