#include "act/release_desk.h"

#include "act/field_gate.h"
#include "base/limits.h"
#include "domain/lists.h"
#include "reconcile/reconcile.h"
#include "store/organisation_read.h"

enum { NAME_SIZE = 160 };

/* --- questions --- */

enum err_code desk_questions(struct question_fact **out, size_t *n_out,
                             const struct asking *a, struct err *e)
{
    enum err_code rc = field_gate(a, PERMISSION_QUESTION_ASK, e);
    if (rc != OK) return rc;
    return question_list(out, n_out, a->arena, a->house->db, DESK_QUESTIONS, e);
}

enum err_code desk_question(struct question_fact *out, const struct asking *a,
                            struct uuid id, struct err *e)
{
    enum err_code rc = field_gate(a, PERMISSION_QUESTION_ASK, e);
    return rc != OK ? rc : question_read(out, a->arena, a->house->db, id, e);
}

static struct asked asked_of(const struct asking *a, struct str text, enum lang lang)
{
    return (struct asked){.text = text,
                          .is_file = true,
                          .lang = lang,
                          .today = a->today,
                          .now_ms = a->now_ms,
                          .shelf = a->house->shelf};
}

static void keep_text(char *out, size_t size, const char *text)
{
    size_t n = text ? strlen(text) : 0;
    if (n >= size)
        for (n = size - 1; n > 0 && ((uint8_t)text[n] & 0xC0) == 0x80;)
            n--;
    if (n) memcpy(out, text, n);
    out[n] = '\0';
}

enum err_code desk_question_keep(struct uuid *id_out, const struct asking *a,
                                 struct str text, struct err *e)
{
    struct asked asked = asked_of(a, text, LANG_NL);
    struct question_fact f = {.id = a->form, .text = text};
    struct question *q;
    struct str explained;
    struct write *w = NULL;
    enum err_code rc;
    TRY(field_gate(a, PERMISSION_QUESTION_ASK, e));
    TRY(question_parse(&q, a->arena, text, e));
    TRY(explain_question(&explained, a->arena, a->house->db, &asked, e));
    keep_text(f.number, sizeof f.number, q->number);
    keep_text(f.title, sizeof f.title, q->title);
    keep_text(f.asked_by, sizeof f.asked_by, q->asked_by);
    keep_text(f.asked_to, sizeof f.asked_to, q->asked_to);
    f.asked_on = q->asked_on;
    if (uuid_is_nil(f.id)) f.id = uuid7_new();
    TRY(work_begin(&w, a, "keep a question", "", e));
    TRY(question_find(id_out, write_db(w), text, e));
    if (uuid_is_nil(*id_out)) {
        TRY(question_add(w, &f, e));
        *id_out = f.id;
    }
    rc = work_commit(&w, a, e);
out:
    write_abandon(&w);
    return rc;
}

enum err_code desk_answer(struct answer **out, const struct asking *a, struct str text,
                          enum lang lang, struct err *e)
{
    struct asked asked = asked_of(a, text, lang);
    enum err_code rc = field_gate(a, PERMISSION_QUESTION_ASK, e);
    if (rc != OK) return rc;
    return answer_question(out, a->arena, a->house->db, &asked, NULL, e);
}

/* --- checks --- */

/* A cure that names an option of the command line is none at a desk. */
static const char *cure_of(const struct finding *f)
{
    return f->cure && !strstr(f->cure, "--") ? f->cure : "";
}

static struct desk_finding finding_of(struct arena *a, const struct finding *f)
{
    return (struct desk_finding){
        .is_error = rule_at(f->rule)->severity == SEVERITY_ERROR,
        .where = arena_format(a, "%s", f->n_places ? f->places[0].where : ""),
        .arithmetic = f->arithmetic ? f->arithmetic : "",
        .what = f->what ? f->what : "",
        .cure = cure_of(f)};
}

enum err_code desk_findings(struct desk_finding **out, size_t *n_out,
                            const struct asking *a, const struct answer *answer,
                            enum lang lang, struct err *e)
{
    const struct check_context ctx = {.lang = lang};
    struct findings found = {0};
    enum err_code rc;
    TRY(field_gate(a, PERMISSION_QUESTION_ASK, e));
    TRY(answer_check(&found, a->arena, answer, &ctx, e));
    findings_sort(&found);
    *out = arena_new_array(a->arena, struct desk_finding, found.n);
    for (size_t i = 0; i < found.n; i++)
        (*out)[i] = finding_of(a->arena, &found.items[i]);
    *n_out = found.n;
out:
    findings_dispose(&found);
    return rc;
}

/* --- releases --- */

static const char *name_of(const struct asking *a, struct uuid worker)
{
    char *name = arena_alloc(a->arena, NAME_SIZE);
    struct err ignored = {0};
    name[0] = '\0';
    if (uuid_is_nil(worker) ||
        worker_name_of(name, NAME_SIZE, a->house->db, worker, &ignored) != OK)
        name[0] = '\0';
    return name;
}

/* Nil when the command line made it. */
static struct uuid author_of(const struct release_record *r)
{
    struct uuid worker = {{0}};
    struct err ignored = {0};
    if (uuid_parse(&worker, str_of(r->made_by), &ignored) != OK)
        worker = (struct uuid){{0}};
    return worker;
}

static bool was_validated(const struct release_step_fact *steps, size_t n,
                          struct uuid release)
{
    for (size_t i = 0; i < n; i++)
        if (steps[i].kind == RELEASE_STEP_VALIDATED &&
            uuid_eq(steps[i].release, release))
            return true;
    return false;
}

/* What the steps of all releases say of this one. */
static void read_steps(struct desk_release *r, const struct asking *a,
                       const struct release_step_fact *steps, size_t n)
{
    struct uuid id = r->record.release.id;
    r->steps = arena_new_array(a->arena, struct desk_step, n);
    for (size_t i = 0; i < n; i++) {
        const struct release_step_fact *s = &steps[i];
        if (uuid_eq(s->release, id)) {
            r->steps[r->n_steps++] = (struct desk_step){s, name_of(a, s->worker)};
            if (s->kind == RELEASE_STEP_VALIDATED) r->stand = RELEASE_VALIDATED;
            if (s->kind == RELEASE_STEP_SENT_BACK) r->stand = RELEASE_SENT_BACK;
            if (s->kind == RELEASE_STEP_CORRECTS) r->corrects = s->corrects;
        } else if (s->kind == RELEASE_STEP_CORRECTS && uuid_eq(s->corrects, id)) {
            r->corrected_by = s->release;
        }
    }
    if (!uuid_is_nil(r->corrected_by) && was_validated(steps, n, r->corrected_by))
        r->stand = RELEASE_CORRECTED;
    if (r->record.withdrawn_ms) r->stand = RELEASE_WITHDRAWN;
}

static struct desk_release view_of(const struct asking *a,
                                   const struct release_record *record,
                                   const struct release_step_fact *steps, size_t n)
{
    struct desk_release r = {.record = *record};
    struct uuid author = author_of(record);
    read_steps(&r, a, steps, n);
    r.author_name = name_of(a, author);
    r.is_own = uuid_eq(author, a->visitor.worker);
    r.may_validate = r.stand == RELEASE_WAITING && !r.is_own &&
                     role_has(a->visitor.role, PERMISSION_RELEASE_VALIDATE);
    return r;
}

enum err_code desk_releases(struct desk_release **out, size_t *n_out,
                            const struct asking *a, struct err *e)
{
    struct release_record *list;
    struct release_step_fact *steps;
    size_t n, n_steps;
    enum err_code rc;
    TRY(field_gate(a, PERMISSION_QUESTION_ASK, e));
    TRY(release_list(&list, &n, a->arena, a->house->db, e));
    TRY(release_steps(&steps, &n_steps, a->arena, a->house->db, (struct uuid){{0}}, e));
    *n_out = MIN_OF(n, (size_t)DESK_RELEASES);
    *out = arena_new_array(a->arena, struct desk_release, *n_out);
    for (size_t i = 0; i < *n_out; i++)
        (*out)[i] = view_of(a, &list[n - 1 - i], steps, n_steps);
out:
    return rc;
}

enum err_code desk_release(struct desk_release *out, const struct asking *a,
                           struct uuid id, struct err *e)
{
    struct release_record record;
    struct release_step_fact *steps;
    size_t n_steps;
    enum err_code rc;
    TRY(field_gate(a, PERMISSION_QUESTION_ASK, e));
    TRY(release_by_id(&record, a->arena, a->house->db, id, e));
    TRY(release_steps(&steps, &n_steps, a->arena, a->house->db, (struct uuid){{0}}, e));
    *out = view_of(a, &record, steps, n_steps);
out:
    return rc;
}

enum err_code desk_release_bytes(struct str *out, const struct asking *a,
                                 struct uuid id, enum publish_format format,
                                 struct err *e)
{
    enum err_code rc = field_gate(a, PERMISSION_QUESTION_ASK, e);
    if (rc != OK) return rc;
    return release_bytes(out, a->arena, a->house->db, id, publish_format_word(format),
                         e);
}

/* Looked at inside the write, so that of two who judge at once one is first. */
static enum err_code refuse_judged(struct write *w, const struct asking *a,
                                   struct uuid id, struct err *e)
{
    struct release_step_fact *steps;
    size_t n;
    enum err_code rc = release_steps(&steps, &n, a->arena, write_db(w), id, e);
    for (size_t i = 0; rc == OK && i < n; i++)
        if (steps[i].kind != RELEASE_STEP_CORRECTS)
            rc = err_set(e, ERR_EXISTS, "somebody looked at this release already");
    return rc;
}

enum err_code desk_release_judge(const struct asking *a, struct uuid id, bool is_right,
                                 struct str words, struct err *e)
{
    struct release_record record;
    struct write *w = NULL;
    struct release_step_fact step = {.id = uuid_is_nil(a->form) ? uuid7_new() : a->form,
                                     .release = id,
                                     .worker = a->visitor.worker,
                                     .kind = is_right ? RELEASE_STEP_VALIDATED
                                                      : RELEASE_STEP_SENT_BACK,
                                     .words = words};
    enum err_code rc;
    TRY(field_gate(a, PERMISSION_RELEASE_VALIDATE, e));
    TRY(release_by_id(&record, a->arena, a->house->db, id, e));
    if (uuid_eq(author_of(&record), a->visitor.worker)) {
        rc = err_set(e, ERR_DENIED, "expected somebody else than the author");
        err_hint(e, "ask a colleague to look at it");
        goto out;
    }
    TRY(work_begin(&w, a, is_right ? "validate a release" : "send a release back", "",
                   e));
    TRY(refuse_judged(w, a, id, e));
    TRY(release_step_add(w, &step, e));
    rc = work_commit(&w, a, e);
out:
    write_abandon(&w);
    return rc;
}

enum err_code desk_freeze(struct frozen *out, const struct asking *a, struct str text,
                          enum lang lang, const char *name, const char *despite,
                          struct uuid corrects, struct err *e)
{
    struct asked asked = asked_of(a, text, lang);
    return answer_freeze_by(out, a, &asked, name, despite, corrects, e);
}
