/* What must hold between the cells of one row, for each layout. Municipalities are
 * settled here, as the place that bears the name or code on the row's day. */
#ifndef EXCHANGE_ROW_RULES_H
#define EXCHANGE_ROW_RULES_H

#include "exchange/delivery_reader.h"

/* False: `column_out` (-1: the row) and the expectation and cure in `v` say why. */
bool row_rules_hold(int *column_out, struct verdict *v, const struct layout *layout,
                    struct received_row *row, struct cell_style *style,
                    struct day received);

#endif
