/* What is known of a person on the day a participation begins: from dated attributes to
 * the columns of one row. */
#ifndef MEASURE_PANEL_SNAPSHOT_H
#define MEASURE_PANEL_SNAPSHOT_H

#include "domain/coded.h"
#include "domain/disadvantage.h"
#include "domain/lists.h"
#include "domain/segment.h"
#include "measure/panel.h"

/* One attribute with its value read: a list index, a year or a month. */
struct panel_attribute {
    uint8_t kind, state;
    uint16_t value;
    int32_t from, to; /* both included; INT32_MIN and INT32_MAX when open */
};

/* Attributes of the person at work; zero is empty. */
struct panel_attributes {
    struct panel_attribute *items;
    size_t n, cap;
};

/* The answer to each kind of attribute on one day. */
struct panel_answers {
    struct coded of[N_ATTRIBUTE_KIND];
    uint32_t target_groups; /* bit per code, named by attributes */
    bool has_benefit;       /* any but none */
};

void panel_attributes_dispose(struct panel_attributes *a);
void panel_attributes_clear(struct panel_attributes *a); /* next person */
/* ERR_CORRUPT when kind, state or value are none that this program knows. */
nodiscard enum err_code panel_attributes_add(struct panel_attributes *a,
                                             const struct attribute_fact *f,
                                             struct err *e);
/* Of several that are valid, the one that began last holds; no row at all is not asked.
 */
void panel_answers_on(struct panel_answers *out, const struct panel_attributes *a,
                      struct day on);
/* What the segment and the disadvantage groups are derived from; `registered` as below.
 * Also for a page that shows one person. */
struct segment_facts panel_segment_facts(const struct panel_answers *a,
                                         struct coded registered);
struct disadvantage_facts panel_disadvantage_facts(const struct panel_answers *a,
                                                   int entry_age, struct day on);
/* Writes the columns of row `i` that come from attributes and from the entry age.
 * `registered` is what registers said on that day, NOT_ASKED when they said nothing. */
void panel_snapshot(struct panel_participations *p, size_t i,
                    const struct panel_answers *answers, int entry_age,
                    struct coded registered, struct day on);

/* One row of the profiles. No padding is left unset, so that two compare by bytes. */
struct panel_profile {
#define PROFILE(type, name) type name;
#include "measure/panel_columns.def"
};
void panel_profile(struct panel_profile *out, uint32_t person,
                   const struct panel_answers *answers, struct day on);

#endif
