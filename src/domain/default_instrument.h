/* "Vijf stappen": the instrument that every house has without making one. Five steps
 * with plain ends, one question for each group of context conditions. Its ids are
 * fixed, so that it is made once, by whoever first measures with it. Ordinal: no
 * points. */
#ifndef DOMAIN_DEFAULT_INSTRUMENT_H
#define DOMAIN_DEFAULT_INSTRUMENT_H

#include "domain/dossier_facts.h"

enum default_item {
#define I(condition, title) DEFAULT_ITEM_##condition,
#include "domain/default_instrument.def"
#undef I
    N_DEFAULT_ITEMS
};
struct instrument_fact default_instrument(void);
struct instrument_item_fact default_instrument_item(enum default_item item);

#endif
