#include "act/look_act.h"

#include "store/look_queue.h"

bool look_is_awaited(const struct asking *a)
{
    return a->looks && a->house->looks;
}

enum err_code look_log_act(const struct asking *a, const struct look_act *act,
                           const struct person_id *persons, size_t n,
                           const char *reason, struct err *e)
{
    struct actor who;
    if (visitor_is_nobody(&a->visitor))
        return err_set(e, ERR_DENIED, "nobody is logged in");
    uuid_text(who.name, a->visitor.worker);
    if (!look_is_awaited(a))
        return look_write_act(a->house->db, &who, act, persons, n, reason, e);
    look_queue_add_act(a->house->looks, a->looks, a->arena, &who, act, persons, n,
                       reason);
    return OK;
}
