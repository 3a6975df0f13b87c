/* (1) Nothing is in the store before all of a release is: one write. (2) The answer is
 * made from what was known at one moment, and that moment is the only time in it, so
 * that asking again "as known then" gives the same bytes. */
#include "act/release_acts.h"

#include <unistd.h>

#include "act/field_gate.h"
#include "base/limits.h"
#include "domain/lists.h"
#include "reconcile/reconcile.h"
#include "store/question_store.h"

static const struct actor command_line = {"cli"};

/* --- forms --- */

enum err_code release_render(struct str *out, struct arena *a,
                             const struct answer *answer, enum publish_format format,
                             struct err *e)
{
    static const struct publish_options fixed = {.text = {.width = TEXT_WIDTH_DEFAULT},
                                                 .csv = {.separator = ','}};
    char *bytes = NULL;
    size_t n = 0;
    FILE *stream = open_memstream(&bytes, &n);
    if (!stream) bug("no stream in memory");
    enum err_code rc = publish_answer(stream, NULL, answer, format, &fixed, e);
    if (fclose(stream) != 0 && rc == OK)
        rc = err_set(e, ERR_IO, "the answer does not fit in memory");
    if (rc == OK) *out = (struct str){arena_copy(a, bytes, n), n};
    free(bytes);
    return rc;
}

static enum err_code render_all(struct frozen *out, struct arena *a,
                                const struct answer *answer, struct err *e)
{
    enum err_code rc = OK;
    for (int i = 0; i < N_PUBLISH_FORMATS; i++)
        TRY(release_render(&out->form[i], a, answer, (enum publish_format)i, e));
out:
    return rc;
}

/* --- what is kept --- */

/* The day all tables share; DAY_NONE when they do not. */
static struct day shared_day(const struct answer *answer)
{
    struct day day = DAY_NONE;
    for (size_t i = 0; i < answer->n_parts; i++)
        for (size_t j = 0; j < answer->parts[i]->n_tables; j++) {
            const struct table *t = answer->parts[i]->tables[j];
            if (t->unavailable || !t->cells) continue;
            if (!day_is_none(day) && day.v != t->as_of.v) return DAY_NONE;
            day = t->as_of;
        }
    return day;
}

/* A title longer than its column is cut between two characters; the text has it whole.
 */
static void cut_text(char *out, size_t cap, const char *text)
{
    size_t n = text ? strlen(text) : 0;
    if (n >= cap) {
        n = cap - 1;
        while (n > 0 && ((uint8_t)text[n] & 0xC0) == 0x80)
            n--;
    }
    if (n) memcpy(out, text, n);
    out[n] = '\0';
}

static enum err_code keep_question(struct uuid *id_out, struct write *w,
                                   const struct answer *answer, struct str text,
                                   struct err *e)
{
    struct question_fact f = {.asked_on = answer->asked_on, .text = text};
    enum err_code rc;
    TRY(question_find(&f.id, write_db(w), text, e));
    if (uuid_is_nil(f.id)) {
        f.id = uuid7_new();
        cut_text(f.number, sizeof f.number, answer->number);
        cut_text(f.title, sizeof f.title, answer->title);
        cut_text(f.asked_by, sizeof f.asked_by, answer->asked_by);
        cut_text(f.asked_to, sizeof f.asked_to, answer->asked_to);
        rc = question_add(w, &f, e);
    }
    *id_out = f.id;
out:
    return rc;
}

/* The answer is what the JSON says: it holds all that the other forms show. */
static enum err_code keep_answer(struct write *w, const struct release_fact *r,
                                 struct str text, struct str json, struct err *e)
{
    struct answer_fact f = {.id = uuid7_new(),
                            .question = r->question,
                            .statement = text,
                            .known_at_ms = r->known_at_ms,
                            .as_of = r->as_of};
    snprintf(f.format, sizeof f.format, "%s", publish_format_word(PUBLISH_JSON));
    release_digest(f.digest, json);
    return answer_add(w, &f, e);
}

/* Who freezes: the command line, or somebody at the desk. */
struct freezing {
    struct arena *a;
    struct house *house;
    const struct asking *by; /* NULL: the command line */
    struct uuid corrects;
    const char *name, *despite;
};

static enum err_code keep_correction(struct write *w, const struct freezing *f,
                                     struct uuid release, struct err *e)
{
    struct release_step_fact step = {.id = uuid7_new(),
                                     .release = release,
                                     .kind = RELEASE_STEP_CORRECTS,
                                     .corrects = f->corrects};
    if (!f->by || uuid_is_nil(f->corrects)) return OK;
    step.worker = f->by->visitor.worker;
    return release_step_add(w, &step, e);
}

static enum err_code keep(struct frozen *frozen, const struct freezing *f,
                          const struct answer *answer, struct str text, struct err *e)
{
    static const char act[] = "freeze an answer";
    struct release_fact *r = &frozen->record.release;
    struct write *w = NULL;
    enum err_code rc;
    if (f->by)
        TRY(work_begin(&w, f->by, act, f->despite, e));
    else
        TRY(write_begin(&w, f->house->db, &command_line, act, f->despite, e));
    write_recorded_at(w, r->known_at_ms);
    TRY(keep_question(&r->question, w, answer, text, e));
    TRY(keep_answer(w, r, text, frozen->form[PUBLISH_JSON], e));
    TRY(release_add(w, r, e));
    for (int i = 0; i < N_PUBLISH_FORMATS; i++)
        TRY(release_form_add(w, r->id, publish_format_word((enum publish_format)i),
                             frozen->form[i], e));
    TRY(keep_correction(w, f, r->id, e));
    rc = f->by ? work_commit(&w, f->by, e) : write_commit(&w, e);
out:
    write_abandon(&w);
    return rc;
}

/* --- freeze --- */

/* Counting may take long: a name that is taken is told before it. */
static enum err_code refuse_name(struct house *h, struct arena *a, struct str name,
                                 struct err *e)
{
    struct release_record known;
    enum err_code rc = release_find(&known, a, h->db, name, e);
    if (rc == ERR_NOT_FOUND) return OK;
    if (rc != OK) return rc;
    err_set(e, ERR_EXISTS, "release %.*s is there already%s", STR_ARG(name),
            known.withdrawn_ms ? ", and was withdrawn" : "");
    err_detail(e, "what was handed over is never replaced");
    err_hint(e, "give another name, for example %.*s-2", (int)MIN_OF(name.n, 60),
             name.p);
    return ERR_EXISTS;
}

/* What the checks find, against what was said in advance. */
static enum err_code check_findings(struct frozen *out, struct arena *a,
                                    const struct answer *answer, enum lang lang,
                                    const char *despite, struct err *e)
{
    const struct check_context ctx = {.lang = lang};
    struct findings found = {0};
    struct buf text;
    enum err_code rc;
    buf_init(&text, 0);
    TRY(answer_check(&found, a, answer, &ctx, e));
    out->n_errors = findings_count(&found, SEVERITY_ERROR);
    if (out->n_errors) {
        findings_text(&text, &found, lang, TEXT_WIDTH_DEFAULT);
        out->findings = str_copy(a, buf_str(&text));
    }
    if (out->n_errors && !despite[0]) {
        rc = err_set(e, ERR_FINDINGS,
                     "expected figures that agree, found %zu that contradict each "
                     "other: nothing is kept",
                     out->n_errors);
        err_hint(e, "mend the question or the records; --despite REASON freezes it all "
                    "the same, and the reason is kept");
    } else if (!out->n_errors && despite[0]) {
        rc = err_set(e, ERR_USAGE,
                     "--despite is for figures that contradict each other, and the "
                     "checks found none");
        err_hint(e, "leave it out");
    }
out:
    buf_dispose(&text);
    findings_dispose(&found);
    return rc;
}

static enum err_code freeze(struct frozen *out, const struct freezing *f,
                            const struct asked *asked, struct err *e)
{
    static const char *const langs[N_LANGS] = {"nl", "fr", "en"};
    struct release_fact *r = &out->record.release;
    struct asked at_moment = *asked;
    struct answer *answer;
    enum err_code rc;
    *out = (struct frozen){0};
    TRY(refuse_name(f->house, f->a, str_of(f->name), e));
    TRY(release_moment(&r->known_at_ms, f->house->db, e));
    at_moment.now_ms = at_moment.known_until_ms = r->known_at_ms;
    at_moment.today = day_of_moment(r->known_at_ms);
    at_moment.shelf = NULL; /* of this moment, and of no other question */
    TRY(answer_question(&answer, f->a, f->house->db, &at_moment, NULL, e));
    TRY(check_findings(out, f->a, answer, asked->lang, f->despite, e));
    TRY(render_all(out, f->a, answer, e));
    r->id = f->by && !uuid_is_nil(f->by->form) ? f->by->form : uuid7_new();
    r->as_of = shared_day(answer);
    snprintf(r->name, sizeof r->name, "%s", f->name);
    snprintf(r->program, sizeof r->program, "%s", VINDPLAATS_VERSION);
    snprintf(r->language, sizeof r->language, "%s", langs[asked->lang]);
    TRY(keep(out, f, answer, asked->text, e));
    rc = release_find(&out->record, f->a, f->house->db, str_of(f->name), e);
out:
    return rc;
}

enum err_code answer_freeze(struct frozen *out, struct arena *a, struct house *h,
                            const struct asked *asked, const char *name,
                            const char *despite, struct err *e)
{
    const struct freezing f = {.a = a, .house = h, .name = name, .despite = despite};
    return freeze(out, &f, asked, e);
}

enum err_code answer_freeze_by(struct frozen *out, const struct asking *by,
                               const struct asked *asked, const char *name,
                               const char *despite, struct uuid corrects, struct err *e)
{
    const struct freezing f = {.a = by->arena,
                               .house = by->house,
                               .by = by,
                               .corrects = corrects,
                               .name = name,
                               .despite = despite};
    struct release_record earlier;
    enum err_code rc = field_gate(by, PERMISSION_RELEASE_FREEZE, e);
    if (rc == OK && !uuid_is_nil(corrects))
        rc = release_by_id(&earlier, by->arena, by->house->db, corrects, e);
    return rc != OK ? rc : freeze(out, &f, asked, e);
}

/* --- again, and no more --- */

static enum lang lang_of(const char *word)
{
    return strcmp(word, "fr") == 0   ? LANG_FR
           : strcmp(word, "en") == 0 ? LANG_EN
                                     : LANG_NL;
}

enum err_code release_ask_again(struct answer **out, struct arena *a, struct db *db,
                                const struct release_record *r, bool as_known_now,
                                unsigned threads, struct err *e)
{
    struct asked asked = {.is_file = true,
                          .lang = lang_of(r->release.language),
                          .today = day_of_moment(r->release.known_at_ms),
                          .now_ms = r->release.known_at_ms,
                          .threads = threads,
                          .as_known_now = as_known_now};
    enum err_code rc;
    if (!as_known_now) asked.known_until_ms = r->release.known_at_ms;
    TRY(release_question(&asked.text, a, db, &r->release, e));
    rc = answer_question(out, a, db, &asked, NULL, e);
out:
    return rc;
}

enum err_code release_withdraw(struct house *h, struct str name, const char *reason,
                               struct err *e)
{
    static const struct person_id nobody;
    struct release_record r;
    struct write *w = NULL;
    struct arena a = {0};
    enum err_code rc;
    TRY(write_begin(&w, h->db, &command_line, "withdraw a release", reason, e));
    TRY(release_find(&r, &a, h->db, name, e));
    if (r.withdrawn_ms) {
        rc = err_set(e, ERR_EXISTS, "release %s was withdrawn already", r.release.name);
        err_hint(e, "vindplaats release show %s says when and why", r.release.name);
        goto out;
    }
    TRY(fact_retract(w, NOUN_RELEASE, nobody, r.release.id, e));
    rc = write_commit(&w, e);
out:
    write_abandon(&w);
    arena_dispose(&a);
    return rc;
}
