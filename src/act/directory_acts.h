/* The social map as the pages use it: services found and shown, changed by who keeps
 * them, doubted and confirmed by who uses them. Nothing here is about a person.
 *
 * A service is kept by the organisation that wrote it; only its workers change it. One
 * that nobody keeps is kept by who changes it first. Everybody who sees the map may say
 * that something is not right, that it is still so, or that they mean to use it. */
#ifndef ACT_DIRECTORY_ACTS_H
#define ACT_DIRECTORY_ACTS_H

#include "act/behalf.h"
#include "domain/opening_hours.h"
#include "store/directory_search.h"

struct text_list {
    struct str *at;
    size_t n;
};
struct service_place {
    struct str street, postal_code, city, transportation;
    char place[8]; /* REFNIS code */
};
struct service_view {
    struct uuid id, organisation;
    struct str name, organisation_name, description, url, email, alert;
    struct str application, eligibility, minimum_age, maximum_age, fees, wait_words;
    uint8_t status; /* service_status */
    struct text_list phones, documents, accessibility, hours_words;
    struct text_list languages; /* ISO 639 codes, or names */
    struct text_list areas;     /* REFNIS codes, or names */
    struct service_place *places;
    size_t n_places;
    struct opening *openings;
    size_t n_openings;
    bool is_free, has_cost;
    struct text_list costs;
    uint32_t conditions, phases; /* bit 1 << code */
    bool is_full, has_childcare;
    int waiting_days; /* -1 not said */
    struct directory_standing standing;
    struct day verified_on; /* DAY_NONE: never */
    struct str verified_by; /* organisation, or "" for the source itself */
    int score;              /* domain/freshness.h */
    bool may_change, is_here;
};
/* ERR_NOT_FOUND, ERR_DENIED. */
nodiscard enum err_code service_show(struct service_view *out, const struct asking *a,
                                     struct uuid service, struct err *e);

struct service_filter {
    struct service_wanted wanted;
    bool is_open_now;
};
/* *more_out: there are more than `wanted.most`. *total_out -1 when only open ones are
 * asked for: they are told one by one. */
nodiscard enum err_code services_find(struct service_view **out, size_t *n_out,
                                      bool *more_out, int64_t *total_out,
                                      const struct asking *a,
                                      const struct service_filter *filter,
                                      struct err *e);

struct service_wish {
    struct uuid service; /* nil: a new one, whose id is the form's */
    int64_t base;        /* changed_at that was seen */
    struct str name, organisation, description, phone, email, url, street, postal_code;
    struct str eligibility, documents, application, fees, alert;
    struct str areas;     /* REFNIS codes, commas */
    struct str languages; /* ISO 639 codes, commas */
    char municipality[8];
    uint8_t status;
    struct week_line hours[7];
    size_t n_hours;
    bool is_free, is_full, has_childcare;
    int waiting_days; /* -1 not said */
    uint32_t conditions, phases;
};
/* ERR_DENIED. *is_stale_out: somebody changed it since `base`, and nothing is written.
 * What the form does not speak of (hours by the month, a second telephone) stays. */
nodiscard enum err_code service_save(struct uuid *out, bool *is_stale_out,
                                     const struct asking *a,
                                     const struct service_wish *wish, struct err *e);

/* "Still so": renews the day it was verified. */
nodiscard enum err_code service_confirm(const struct asking *a, struct uuid service,
                                        struct err *e);
nodiscard enum err_code service_doubt(const struct asking *a, struct uuid service,
                                      uint8_t fault, struct err *e);
/* By who keeps the service; a doubt that proved right or wrong also verifies it. */
nodiscard enum err_code doubt_settle(const struct asking *a, struct uuid doubt,
                                     uint8_t outcome, struct err *e);
nodiscard enum err_code service_intend(const struct asking *a, struct uuid service,
                                       uint8_t intent, struct err *e);
/* A need for which there is no service. */
nodiscard enum err_code gap_record(const struct asking *a, uint8_t condition,
                                   const char *municipality, uint8_t target_group,
                                   struct err *e);

#endif
