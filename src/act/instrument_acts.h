/* Instruments of measurement: which there are, what was measured with them, measuring.
 */
#ifndef ACT_INSTRUMENT_ACTS_H
#define ACT_INSTRUMENT_ACTS_H

#include "act/condition_acts.h"
#include "domain/default_instrument.h"

/* Those on record and, when nobody measured with it yet, the one of the house. Those in
 * use first. */
nodiscard enum err_code instruments_show(struct instrument_with_items **out,
                                         size_t *n_out, const struct asking *a,
                                         struct err *e);

enum { INSTRUMENT_ITEMS_MOST = 40 };
struct instrument_entry {
    struct instrument_fact instrument; /* id, code and organisation are made here */
    struct instrument_item_fact items[INSTRUMENT_ITEMS_MOST]; /* title and condition */
    size_t n_items;
};
/* For who has PERMISSION_INSTRUMENTS (ERR_DENIED). *is_taken_out: there is one in use
 * with that name (ERR_EXISTS). ERR_INVALID without a question or with a scale that does
 * not go up. */
nodiscard enum err_code instrument_make(const struct asking *a,
                                        const struct instrument_entry *entry,
                                        bool *is_taken_out, struct err *e);
/* Ends one of one's own organisation, or that is everybody's. ERR_NOT_FOUND. */
nodiscard enum err_code instrument_stop(const struct asking *a, struct uuid id,
                                        struct err *e);
/* "vijf-stappen" from a title: ASCII letters and digits, at most 23 bytes. */
void instrument_code_of(char out[24], struct str title);

/* --- a person --- */

struct measured_item {
    const struct instrument_item_fact *item;
    struct score_course course;
    bool is_closed; /* tells about health, which is closed for this visitor */
};
struct measured_instrument {
    const struct instrument_with_items *instrument;
    struct measured_item *items; /* as many as the instrument has */
    struct score_distance distance;
    struct day first_on, last_on; /* of any question; DAY_NONE: never used */
    size_t n_days;                /* on which it was used */
};
struct measure_view {
    struct dossier_view file;
    struct measured_instrument *measured;
    size_t n_measured;
    bool is_closed, is_health_closed, may_write;
};
nodiscard enum err_code measures_show(struct measure_view *out, const struct asking *a,
                                      struct person_id person, struct err *e);

enum measure_answer { MEASURE_NOT_ASKED, MEASURE_SCORE, MEASURE_NOT_SAID };
struct measure_entry {
    struct uuid instrument;
    struct day on;
    uint8_t moment, assessed_by;
    struct {
        enum measure_answer answer;
        int32_t score;
    } items[INSTRUMENT_ITEMS_MOST]; /* in order of the instrument's */
    size_t n_items;
};
/* Writes each answer that was given. ERR_INVALID when none was, for a day to come or a
 * score outside the scale; ERR_NOT_FOUND for an instrument that is not in use. */
nodiscard enum err_code measure_note(const struct asking *a, struct person_id person,
                                     const struct measure_entry *m, struct err *e);

#endif
