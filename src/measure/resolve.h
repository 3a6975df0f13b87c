/* Looking values up: in code lists while the question is read, in the records when it
 * is answered. A value matches a code or a label in any language, in any case, with
 * `_`, `-` and space alike. Errors stand at the value and offer the nearest code. */
#ifndef MEASURE_RESOLVE_H
#define MEASURE_RESOLVE_H

#include "measure/panel.h"
#include "measure/question_ast.h"

/* The text is a code of the list, or a label in one of the languages. */
bool list_has_value(const struct code_list *list, struct str text);
/* In `list`: value->code is the index. ERR_INVALID. */
nodiscard enum err_code resolve_list_value(struct value *v, const char *list,
                                           struct err *e);
/* Of a dimension, as far as no records are needed: index in its list, a missing code
 * (VALUE_UNKNOWN ... of dimension_column.h), a number; left at -1 when the records
 * must tell. ERR_INVALID. */
nodiscard enum err_code resolve_value(struct value *v, const struct dimension *d,
                                      struct err *e);
/* A value of a dimension that lives in the records: index of the call, project,
 * organisation or partnership. ERR_INVALID when the records do not know it. */
nodiscard enum err_code resolve_panel_value(int *code_out, const struct value *v,
                                            const struct dimension *d,
                                            const struct panel *panel, struct err *e);

/* Enough of a text to show it in an error. */
struct str utf8_take_short(struct str s);

#endif
