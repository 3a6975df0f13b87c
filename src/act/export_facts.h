/* Pseudonymised facts for researchers (a folder of CSV files in the layouts that import
 * reads): who was reached, started, ended, what came of it, by pseudonyms, without
 * names, numbers, exact birth dates, addresses or notes. */
#ifndef ACT_EXPORT_FACTS_H
#define ACT_EXPORT_FACTS_H

#include "act/open.h"
#include "exchange/fact_folder.h"

enum {
    EXPORT_REASON_BYTES = 200,
    EXPORT_PROJECT_BYTES = 64,
    EXPORT_UNIQUE_PERMILLE = 50, /* more persons alone than this must be accepted */
};

struct export_wish {
    const char *path;    /* of the folder to make */
    const char *reason;  /* why; kept in the audit */
    const char *project; /* pseudonyms of this project; NULL: of this export only */
    int64_t known_at_ms; /* INT64_MAX: everything recorded until now */
    bool is_coarse;      /* age class, province and month; cannot be imported */
    bool with_sensitive; /* attributes of art. 9 GDPR too (domain/attribute.h) */
    bool accepts_unique; /* also when many persons stand alone */
    enum lang lang;      /* of README.txt: nl, else en */
    /* Told now and then; NULL: nobody looks. `pass` 1 counts, 2 writes. */
    void (*progress)(void *to, int pass, int64_t n_done, int64_t n_persons);
    void *to;
};

struct export_report {
    int64_t n_persons, n_participations;
    int64_t n_alone;    /* combinations of municipality, birth year, sex and diploma
                           (coarse: province, age class) that one person has */
    int64_t n_left_out; /* persons without a participation */
    int64_t n_rows;
    int64_t known_at_ms;
};

/* Counts, decides, logs and writes, in that order. The audit row - who, why, how many,
 * under which project - is durable before the folder gets its name; an export without
 * its row does not exist. ERR_DENIED when more than EXPORT_UNIQUE_PERMILLE of a
 * thousand persons stand alone and that is not accepted; the report is filled then. */
nodiscard enum err_code facts_export(struct export_report *out, struct house *h,
                                     const struct export_wish *wish, struct err *e);

#endif
