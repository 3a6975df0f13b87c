#include "web/calendar_file.h"

#include "act/appointment_acts.h"
#include "base/brussels.h"
#include "exchange/calendar.h"
#include "web/field_parts.h"

struct str first_name(const char *name)
{
    struct str first, rest = str_of(name);
    return str_split(&first, &rest, ' ') ? first : STR_NONE;
}

static struct str summary_of(const struct request *q, struct str guide)
{
    struct arena *a = q->asking.arena;
    struct buf out = {0};
    if (!guide.n) return str_of(tr(q->tongue, "Afspraak"));
    tr_fill(&out, tr(q->tongue, "Afspraak met {0}"),
            (const char *const[]){str_to_c(a, guide), NULL});
    struct str summary = str_copy(a, buf_str(&out));
    buf_dispose(&out);
    return summary;
}

enum err_code calendar_reply(struct reply *r, const struct request *q,
                             const struct appointment_fact *x, const char *guide,
                             struct err *e)
{
    struct buf text = {0};
    struct str name = first_name(guide);
    if (!calendar_is_neutral(name)) name = STR_NONE;
    struct calendar_entry entry = {.id = x->id,
                                   .sequence = x->sequence,
                                   .minutes = x->minutes,
                                   .changed_ms = x->written.at,
                                   .is_cancelled =
                                       x->state == APPOINTMENT_STATE_CANCELLED,
                                   .summary = summary_of(q, name),
                                   .place = appointment_place(x->words),
                                   .guide_name = name,
                                   .language = tongue_facts(q->tongue)->code};
    entry.on = brussels_day(x->starts_at, &entry.start_minute);
    enum err_code rc = calendar_write(&text, &entry, e);
    if (rc == OK)
        reply_file(r,
                   entry.is_cancelled ? "text/calendar; charset=utf-8; method=CANCEL"
                                      : "text/calendar; charset=utf-8; method=REQUEST",
                   "afspraak.ics", buf_str(&text));
    buf_dispose(&text);
    return rc;
}
