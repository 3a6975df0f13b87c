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

/* The municipalities of partnerships, and the heads counted at actions; gathered while
 * counting, sorted by the id before they are looked up. */
struct export_coverage {
    struct uuid partnership;
    char municipality[8];
};
struct export_heads {
    struct uuid action;
    int64_t reached, refused;
    char category[40]; /* of all that were counted there; "" none, or not the same */
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
    struct export_codes organisations, projects, partnerships, places;
    struct export_coverage *coverage;
    size_t n_coverage, coverage_cap;
    struct export_heads *heads; /* one for each action where heads were counted */
    size_t n_heads, heads_cap;
    bool is_outreach_sorted;
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

/* Cells: "" or NULL when there is none. A coarse day is its month. */
const char *export_code_text(enum list_number list, uint8_t index);
const char *export_day_cell(char out[DAY_TEXT + 1], struct day day, bool is_coarse);
/* A thing without a code has a pseudonym for one. Added while counting; an id that was
 * not has the code "". */
void export_code_add(struct export_codes *codes, const struct exporting *x,
                     struct str kind, struct uuid id, const char *code,
                     const char *call);
const struct export_code *export_code_of(struct export_codes *codes, struct uuid id);
/* A row of a layout without persons; nothing while counting. */
nodiscard enum err_code export_give(struct exporting *x, enum layout_number layout,
                                    const char *const *cells, struct err *e);

/* Outreach, for the sink of export_pass. Threads are left out: each is a human being,
 * and the layout of actions has only heads. */
nodiscard enum err_code export_coverage(void *to, const struct coverage_fact *f,
                                        struct err *e);
nodiscard enum err_code export_outreach_place(void *to,
                                              const struct outreach_place_fact *f,
                                              struct err *e);
nodiscard enum err_code export_outreach_action(void *to,
                                               const struct outreach_action_fact *f,
                                               struct err *e);
nodiscard enum err_code export_reach(void *to, const struct reach_fact *f,
                                     struct err *e);
/* "11001|11002" in order of code; of the arena. */
const char *export_covered_by(struct exporting *x, struct partnership_id partnership);
void export_outreach_dispose(struct exporting *x);

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
