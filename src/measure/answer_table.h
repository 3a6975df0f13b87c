/* One table: rows and columns that are shown, and the status and value of each cell. */
#ifndef MEASURE_ANSWER_TABLE_H
#define MEASURE_ANSWER_TABLE_H

#include "measure/answer.h"
#include "measure/answer_rows.h"
#include "measure/dimension_values.h"

/* Panels that a question has asked for, each once. */
struct panel_use {
    const struct panel *panel;
    int64_t known_at_ms;
    struct panel_index index;
};

struct answer_run {
    struct arena *a; /* of the answer */
    const struct question *question;
    const struct answer_context *ctx;
    struct panel_use *panels;
    size_t n_panels, cells;
    uint64_t cube_cells;
    struct err *e;
};

/* A table in the making: what answer_table.c, answer_notes.c and answer_published.c
 * pass on. Slots of an entry are CUBE_ALL from its depth on. */
struct making {
    struct answer_run *run;
    const struct plan *plan;
    struct scope scope;
    struct table *table;
    struct population base_population; /* of a rate: with the where that holds for it */
    struct row_set counted, base, open;
    uint8_t *open_mask; /* participations in calls that may still report; NULL: none */
    struct dimension_values values[LIMIT_QUESTION_DIMS];
    struct value_pairs pairs[LIMIT_QUESTION_DIMS][LIMIT_QUESTION_DIMS];
    struct cube *count_cube, *base_cube;
    struct cube *line_cube; /* sums: how many lines were added up; else NULL */
    struct cube *open_cube; /* units whose results may still be reported; NULL: none */
    const char *open_reason;
    const char *publications[8]; /* compared with, each once */
    size_t n_publications;
    int (*row_slots)[LIMIT_QUESTION_DIMS];
    int (*column_slots)[LIMIT_QUESTION_DIMS];
};

nodiscard enum err_code answer_table(struct table **out, struct answer_run *run,
                                     const struct plan *plan, struct err *e);
/* Which rows and columns are shown. ERR_TOO_LARGE above PLAN_TABLE_CELLS. */
nodiscard enum err_code answer_axes(struct making *m, struct err *e);
void answer_cells(struct making *m);
/* Compares with published figures; ERR_NOT_FOUND when there is no such figure. */
nodiscard enum err_code answer_compare(struct making *m, struct err *e);
/* Definitions, overlaps, what is missing and why. Called last. */
nodiscard enum err_code answer_notes(struct making *m, struct err *e);
/* "persons reached, with outcome at work, where call = 490" in the language asked. */
char *answer_population(struct arena *a, const struct population *p, enum lang lang);
/* Why a statement cannot be answered at all; NULL when it can. */
const char *answer_unavailable(struct arena *a, const struct statement *s,
                               enum lang lang);
void table_add_note(struct making *m, const char *text);

#endif
