/* One table: rows and columns that are shown, and the status and value of each cell. */
#ifndef MEASURE_ANSWER_TABLE_H
#define MEASURE_ANSWER_TABLE_H

#include "measure/answer_members.h"
#include "measure/answer_rows.h"
#include "measure/dimension_values.h"

/* Panels that a question has asked for, each once. */
struct panel_use {
    const struct panel *panel;
    struct panel_view view;
    struct panel_index index;
};

struct answer_run {
    struct arena *a; /* of the answer */
    const struct question *question;
    const struct answer_context *ctx;
    struct panel_use *panels;
    size_t n_panels, cells;
    uint64_t cube_cells;
    /* of one cell: whose files are in it (answer_members.c); NULL: nobody asks */
    const struct cell_address *wanted;
    uint8_t *marked; /* a byte a file; NULL: the table has no cells */
    size_t n_marked;
    const struct uuid *file_ids;
    struct err *e;
};

/* A table in the making: what answer_table.c, answer_notes.c and answer_published.c
 * pass on. Slots of an entry are CUBE_ALL from its depth on. */
enum { ANSWER_AMOUNT_KINDS = 3 }; /* allocated, committed, paid */

struct making {
    struct answer_run *run;
    const struct plan *plan;
    struct scope scope;
    struct table *table;
    struct population base_population; /* of a rate: with the where that holds for it */
    struct row_set counted, base, open, asked;
    bool is_asked;                          /* the rows of `asked` were made */
    struct population asked_population;     /* whatever was answered */
    bool asks_labour;                       /* of these, the labour status is one */
    int64_t n_labour_asked, n_labour_known; /* units it was asked of, and known of */
    uint8_t *open_mask; /* participations in calls that may still report; NULL: none */
    struct dimension_values values[LIMIT_QUESTION_DIMS];
    struct value_pairs pairs[LIMIT_QUESTION_DIMS][LIMIT_QUESTION_DIMS];
    struct cube *count_cube, *base_cube;
    struct cube *line_cube; /* sums: how many lines were added up; else NULL */
    struct cube *kind_cubes[ANSWER_AMOUNT_KINDS]; /* of these, the lines of each kind of
                                                     amount; NULL: one kind is meant */
    struct cube *open_cube;  /* units whose results may still be reported; NULL: none */
    struct cube *asked_cube; /* those with any answer, or status; NULL: none */
    const char *open_reason;
    const struct cube_dim *slots; /* of the counted rows, for each dimension */
    int64_t n_units, n_left_out, n_reversed; /* durations: units, those without days */
    const struct target_fact *targets[8];    /* divided by, each once */
    size_t n_targets;
    const char *publications[8]; /* compared with, each once */
    size_t n_publications;
    int (*row_slots)[LIMIT_QUESTION_DIMS];
    int (*column_slots)[LIMIT_QUESTION_DIMS];
};

nodiscard enum err_code answer_table(struct table **out, struct answer_run *run,
                                     const struct plan *plan, struct err *e);
/* Which rows and columns are shown. ERR_TOO_LARGE above PLAN_TABLE_CELLS. */
nodiscard enum err_code answer_axes(struct making *m, struct err *e);
nodiscard enum err_code answer_cells(struct making *m, struct err *e);
/* Over how many files the persons of a table stand, and the band of its total. */
void answer_link_notes(struct making *m);
/* Instead of answer_cells, where a statistic of days is asked. */
void answer_days(struct making *m);
/* Marks the files in the cell that is wanted. */
void answer_mark_members(struct making *m, const struct cell_address *at);
/* The slots of a cell, CUBE_ALL where it is a total. */
void answer_cell_codes(int codes[LIMIT_QUESTION_DIMS], const struct making *m,
                       size_t row, size_t column);
/* The status of a cell in which nobody was counted, and its reason. */
void answer_empty_cell(struct cell *c, struct making *m, const int *codes);
/* A cell whose n was counted, as a rate of what was promised. ERR_INVALID when there
 * are promises of several measures and none was named. */
nodiscard enum err_code answer_target_cell(struct cell *c, struct making *m,
                                           const int *codes, struct err *e);
/* ERR_NOT_FOUND when the measure named is that of no promise at all. */
nodiscard enum err_code answer_target_check(const struct making *m, struct err *e);
/* Compares with published figures; ERR_NOT_FOUND when there is no such figure. */
nodiscard enum err_code answer_compare(struct making *m, struct err *e);
/* Definitions, overlaps, what is missing and why. Called last. */
nodiscard enum err_code answer_notes(struct making *m, struct err *e);
/* "persons reached, with outcome at work, where call = 490" in the language asked. */
char *answer_population(struct arena *a, const struct population *p, enum lang lang);
/* The same with the period that `during` keeps of its last event. */
const char *answer_population_text(struct answer_run *run, const struct statement *s,
                                   const struct population *p);
/* "days from reached to started". */
char *answer_duration(struct arena *a, const struct duration *d, enum lang lang);
/* "median", "90th percentile". */
const char *answer_statistic(struct arena *a, const struct duration *d, enum lang lang);
/* Why a statement cannot be answered at all; NULL when it can. */
const char *answer_unavailable(struct arena *a, const struct statement *s,
                               enum lang lang);
void table_add_note(struct making *m, const char *text);

#endif
