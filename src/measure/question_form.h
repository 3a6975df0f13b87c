/* A statement as a form with choices: what is counted, rows, columns, filters, period,
 * and what the figures are shown as. A form becomes a statement of the question
 * language; a statement becomes a form when it says nothing that the form cannot. The
 * two agree: the form of a form's text is that form. No panel is needed. */
#ifndef MEASURE_QUESTION_FORM_H
#define MEASURE_QUESTION_FORM_H

#include "base/buf.h"
#include "measure/question_ast.h"

enum {
    FORM_ROWS = 3,
    FORM_COLUMNS = 2,
    FORM_FILTERS = 4,
    FORM_VALUES = 40, /* of one filter */
};

enum form_show { /* what a figure is shown as */
                 SHOW_COUNT,
                 SHOW_OF_ROW,
                 SHOW_OF_COLUMN,
                 SHOW_OF_TOTAL,
                 SHOW_OF_REACHED, /* of what is counted: those reached */
                 SHOW_OF_STARTED,
                 SHOW_OF_ENDED,
                 N_FORM_SHOWS
};

struct form_filter {
    const struct dimension *dimension;
    enum compare compare;
    struct str values[FORM_VALUES]; /* codes where the list knows them */
    size_t n_values;
};

struct question_form {
    size_t measure; /* form_measure_text() */
    const struct dimension *rows[FORM_ROWS], *columns[FORM_COLUMNS];
    size_t n_rows, n_columns;
    struct form_filter filters[FORM_FILTERS];
    size_t n_filters;
    struct period during;
    enum form_show show;
    struct day as_of; /* DAY_NONE: today */
};

size_t form_measure_count(void);
const char *form_measure_text(size_t measure); /* "persons reached" */
const char *form_measure_label(size_t measure, enum lang lang);

/* The statement of a form, on one line. */
void question_form_text(struct buf *out, const struct question_form *form);
/* The form of a question that is one statement; false when it is more, or says what no
 * form can. Texts stay the question's. */
bool question_form_of(struct question_form *out, struct arena *a,
                      const struct question *q);
/* A text of the language with one space between its words and without remarks: two
 * texts that differ in nothing else become one. ERR_SYNTAX as lex_text. */
nodiscard enum err_code question_one_line(struct str *out, struct arena *a,
                                          struct str text, struct err *e);

#endif
