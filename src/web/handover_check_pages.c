/* A handover that is ready: looked at once more as it will travel, and sent. */
#include "base/limits.h"
#include "web/handover_task_parts.h"

static void check_row(struct task_page *p, enum handover_task task, struct str value)
{
    summary_row(p->out, &p->f, task_title(p->q, task),
                value.n ? value : str_of(tr(p->q->tongue, "nog niet")),
                handover_path(p->q, p->s.v.fact.id, task_path(task)),
                tr(p->q->tongue, "Wijzig"));
}

static void check_page(struct task_page *p)
{
    enum tongue t = p->q->tongue;
    char digest[2 * HANDOVER_DIGEST_BYTES + 1];
    uint8_t bytes[HANDOVER_DIGEST_BYTES];
    const struct handover_story *s = &p->s;
    task_page_top(p);
    summary_begin(p->out);
    check_row(p, TASK_WISH, s->v.fact.words);
    check_row(p, TASK_SERVICE,
              s->service_name.n ? s->service_name : str_of(s->v.to_name));
    check_row(p, TASK_SHARES, str_of(tr(t, "zoals hieronder staat")));
    check_row(p, TASK_CONSENT,
              task_state_of(s, TASK_CONSENT) == TASK_DONE ? str_of(tr(t, "ja"))
                                                          : STR_NONE);
    check_row(p, TASK_MEETING,
              s->has_appointment
                  ? str_of(moment_words(p->a, t, s->appointment.starts_at, p->f.today))
              : s->v.fact.is_guide_present != CODE_MISSING
                  ? str_of(tr(t, "De ontvanger stelt een dag voor."))
                  : STR_NONE);
    summary_end(p->out);
    html_f(p->out, "<h2>");
    tr_html(p->out, t, "Dit ziet {0}", s->v.to_name);
    html_f(p->out, "</h2>\n");
    payload_html(p->out, &p->f, p->a, s->payload);
    if (s->lack != HANDOVER_LACKS_NOTHING && !p->errors->n)
        inset(p->out, "warning", handover_lack_words(t, s->lack));
    if (s->lack == HANDOVER_LACKS_NOTHING) {
        payload_digest(bytes, s->payload);
        for (int i = 0; i < HANDOVER_DIGEST_BYTES; i++)
            snprintf(digest + 2 * i, 3, "%02x", bytes[i]);
        task_form(p, "controleer");
        hidden(p->out, "gezien", str_of(digest));
        button(p->out, "primary", tr(t, "Stuur de overdracht"), NULL, NULL);
        form_end(p->out);
    }
    page_end(p->out, &p->f);
}

static enum err_code show_check(struct reply *r, struct request *q, struct err *e)
{
    struct form_errors none = {.n = 0};
    struct task_page p;
    bool is_moved;
    enum err_code rc =
        task_open(&p, &is_moved, r, q, tr(q->tongue, "Controleer"), &none, e);
    if (rc == OK && !is_moved) check_page(&p);
    return rc;
}

/* Zeros when it is no digest: that is never what was shown. */
static void digest_read(uint8_t out[HANDOVER_DIGEST_BYTES], struct str text)
{
    memset(out, 0, HANDOVER_DIGEST_BYTES);
    if (text.n != 2 * HANDOVER_DIGEST_BYTES) return;
    for (size_t i = 0; i < text.n; i++) {
        char c = text.p[i];
        int v = c >= '0' && c <= '9'   ? c - '0'
                : c >= 'a' && c <= 'f' ? c - 'a' + 10
                                       : 0;
        out[i / 2] = (uint8_t)(out[i / 2] << 4 | v);
    }
}

static enum err_code take_check(struct reply *r, struct request *q, struct err *e)
{
    struct form_errors errors = {.n = 0};
    struct handover_verdict verdict = {.fault = HANDOVER_FITS};
    struct task_page p;
    uint8_t seen[HANDOVER_DIGEST_BYTES];
    bool is_moved;
    enum err_code rc;
    TRY(task_open(&p, &is_moved, r, q, tr(q->tongue, "Controleer"), &errors, e));
    if (is_moved) goto out;
    digest_read(seen, request_text(q, "gezien"));
    field_lead(q, handover_path(q, p.s.v.fact.id, ""), "overdracht-verstuurd");
    rc = handover_send(&q->asking, p.s.v.fact.id, seen, &verdict, e);
    if (rc == OK) field_follow(r, q);
    if (rc != ERR_INVALID) goto out;
    handover_error(&errors, q, &verdict);
    if (!errors.n) goto out;
    reply_invalid(r);
    TRY(handover_show(&p.s, &q->asking, p.s.v.fact.id, e));
    check_page(&p);
out:
    return rc;
}

static const struct route_value check_values[] = {
    {"gezien", VALUE_TEXT, 0, true, "digest of what was shown"},
    {0},
};

#define CHECK "/overdrachten/:handover/controleer"
const struct route handover_check_routes[] = {
    {"GET", CHECK, PERMISSION_HANDOVER_SEND, NULL,
     "all of a handover, before it is sent", show_check},
    {"POST", CHECK, PERMISSION_HANDOVER_SEND, check_values, "send a handover",
     take_check},
    {0},
};
