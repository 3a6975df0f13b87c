/* Between the files of the export: the facts of one person on their way to rows. */
#ifndef ACT_EXPORT_INT_H
#define ACT_EXPORT_INT_H

#include "act/export_facts.h"
#include "domain/attribute.h"
#include "domain/facts.h"
#include "trust/pseudonym.h"

/* What is told of a person on the day of a participation, by kind: texts of the
 * person's arena, NULL when nobody asked. */
struct export_answers {
    const char *of[N_ATTRIBUTE_KIND];
};

/* The codes of programmes, organisations and partnerships by their ids. */
struct export_code {
    struct uuid id;
    char code[PSEUDONYM_TEXT + 1], call[16];
};
struct export_codes {
    struct export_code *items;
    size_t n, cap;
    bool is_sorted;
};

/* How many persons have each combination; constant in size. */
struct export_alone {
    uint8_t *held_by; /* 0, 1, 2: nobody, one, more */
    size_t n;
};

struct exporting {
    const struct export_wish *wish;
    struct export_report *report;
    struct fact_folder *folder; /* NULL: counting only */
    struct fact_columns columns;
    struct pseudonym_key key;
    struct export_codes organisations, projects, partnerships;
    struct export_alone alone;
    int64_t n_expected; /* persons, once they were counted */
    /* the person at work */
    struct arena arena;
    struct pseudonym person;
    char person_text[PSEUDONYM_TEXT + 1], participation_text[PSEUDONYM_TEXT + 1];
    struct attribute_fact *attribute;
    size_t n_attributes, attribute_cap;
    struct spell_fact *spell; /* written when the first participation is there */
    size_t n_spells, spell_cap;
    size_t *combination; /* of the person, each once */
    size_t n_combinations, combination_cap;
    bool has_participation, is_open;
};

/* Reads all facts known at the wished moment: counts, or with a folder writes. */
nodiscard enum err_code export_pass(struct exporting *x, struct db *db, struct err *e);
void export_readme(struct buf *out, const struct exporting *x);
void export_columns(struct fact_columns *out, const struct export_wish *wish);
void export_dispose(struct exporting *x);

/* The values that hold on a day, several apart by |; "unknown", "refused" or
 * "not_asked" for those that are not known. */
void export_answers_on(struct export_answers *out, struct exporting *x, struct day on);
/* In a coarse export: the class of the age on that day, the province. */
const char *export_age_class(const struct export_answers *a, int entry_age,
                             struct day on);
const char *export_province(const struct export_answers *a, struct day on);

void export_alone_begin(struct exporting *x);
void export_alone_add(struct exporting *x, const struct export_answers *a,
                      int entry_age, struct day on);
void export_alone_end_person(struct exporting *x);
int64_t export_alone_count(const struct exporting *x);

#endif
