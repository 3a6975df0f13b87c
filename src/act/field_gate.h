/* What the acts in the field ask before anything else: may the visitor do this at all,
 * and is it the visitor's organisation's? */
#ifndef ACT_FIELD_GATE_H
#define ACT_FIELD_GATE_H

#include "act/behalf.h"

/* ERR_DENIED, with the reason, unless the visitor's role has a permission of scope
 * ROLE. */
nodiscard enum err_code field_gate(const struct asking *a, enum permission permission,
                                   struct err *e);
bool is_own_organisation(const struct asking *a, struct organisation_id organisation);

#endif
