/* The codes of a dimension, row by row. A column holds what the panel holds ("raw"); a
 * decoder turns raw into the dimension's own code: index in its list or in the records,
 * a number, or one of the missing codes. Provinces, kinds of project and the like are
 * decoders over a column that is already there, so that nothing is copied. */
#ifndef MEASURE_DIMENSION_COLUMN_H
#define MEASURE_DIMENSION_COLUMN_H

#include "measure/selection.h"

/* Missing codes of decoded values, in the order in which they are shown. */
enum {
    VALUE_MISSING_FIRST = 0xfffa,
    VALUE_NONE = 0xfffa,    /* nothing recorded: no outcome, no project ... */
    VALUE_NOT_YET = 0xfffb, /* not ended, not started, not judged by the as-of day */
    VALUE_REFUSED = 0xfffc,
    VALUE_UNKNOWN = 0xfffd,
    VALUE_NOT_ASKED = 0xfffe,
    MONTH_BASE_YEAR = 1800, /* months are counted from its January */
};

struct column {
    const uint8_t *c8; /* exactly one is set */
    const uint16_t *c16;
};

/* 256 entries for one-byte columns, 65536 for two-byte ones. */
struct decoder {
    const uint16_t *code_of;
    size_t n;
};

/* A value of a filter as decoded code; the records' own values are looked up. */
nodiscard enum err_code dimension_value_code(int *out, const struct value *v,
                                             const struct dimension *d,
                                             const struct panel *panel,
                                             struct day borders, struct err *e);

/* Column of a dimension over participations (RELATION_P) or over another relation. Not
 * for event kinds, not for year and month of participations, and not for what divides
 * records (dimension_divides_records). */
struct column dimension_column(struct scope *s, const struct dimension *d,
                               unsigned relation);
/* Over the events of the dimension's kind: the code or the detail it is about. */
struct column dimension_event_column(struct scope *s, const struct dimension *d);
/* Years or months of days; INT32_MAX and days after the as-of day are VALUE_NOT_YET. */
struct column dimension_date_column(struct scope *s, bool months, const int32_t *days,
                                    size_t n);
/* Over the relations that have no trajectory: A, R, L and C. */
struct column dimension_outreach_column(struct scope *s, const struct dimension *d,
                                        unsigned relation);
/* One record of this relation may be at several values of the dimension: target groups
 * and partners of an action, what followed on a project, years that are touched. */
bool dimension_divides_records(const struct dimension *d, unsigned relation);
/* Bits of the codes at which record `i` is: target groups of actions; what followed on
 * projects up to the as-of day, prolonged when another project extends it. */
const uint32_t *dimension_record_bits(struct scope *s, const struct dimension *d,
                                      unsigned relation);
/* Partners of the action that record `i` of A or R is or was met in. */
struct record_partners {
    const uint16_t *codes; /* decoded */
    size_t n;
};
struct record_partners dimension_record_partners(const struct scope *s,
                                                 unsigned relation, size_t i);
struct decoder dimension_decoder(struct scope *s, const struct dimension *d, bool wide);

#endif
