#include "act/field_gate.h"

enum err_code field_gate(const struct asking *a, enum permission permission,
                         struct err *e)
{
    const struct visitor *v = &a->visitor;
    struct access_question q = {.is_logged_in = !visitor_is_nobody(v),
                                .is_account_open = true,
                                .has_second_factor = v->has_second_factor,
                                .is_second_factor_needed = v->is_second_factor_needed,
                                .is_membership_valid = v->is_membership_valid,
                                .role = v->role,
                                .permission = permission};
    struct access_answer answer = access_decide(&q);
    if (answer.verdict == ACCESS_ALLOW) return OK;
    enum err_code rc =
        err_set(e, ERR_DENIED, "expected somebody who has permission %s, found %s",
                permission_word(permission), access_reason_word(answer.reason));
    err_hint(e, "ask who keeps the accounts of your organisation");
    return rc;
}

bool is_own_organisation(const struct asking *a, struct organisation_id organisation)
{
    return !uuid_is_nil(organisation.u) &&
           uuid_eq(organisation.u, a->visitor.organisation.u);
}
