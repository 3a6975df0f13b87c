#include "act/desk_acts.h"

#include "act/field_gate.h"
#include "act/release_acts.h"
#include "base/limits.h"
#include "base/url.h"

struct asked desk_asked(const struct asking *a, struct str text, enum lang lang)
{
    return (struct asked){.text = text,
                          .lang = lang,
                          .today = a->today,
                          .now_ms = a->now_ms,
                          .shelf = a->house->shelf};
}

/* As it will stand in an address. */
static enum err_code refuse_long(struct str line, struct err *e)
{
    struct buf sent = {0};
    url_text(&sent, line);
    size_t n = sent.n;
    buf_dispose(&sent);
    if (n <= LIMIT_QUESTION_LINE_BYTES) return OK;
    err_set(e, ERR_TOO_LARGE, "a question in an address: at most %d bytes, found %zu",
            LIMIT_QUESTION_LINE_BYTES, n);
    err_hint(e, "save it as a question with parts");
    return ERR_TOO_LARGE;
}

/* Words that somebody made up do not go into an address. */
static enum err_code refuse_own_words(const struct question *q, struct err *e)
{
    const struct statement *s = q->parts[0]->statements[0];
    if (!s->n_notes && !s->unavailable) return OK;
    err_set_at(e, ERR_INVALID, s->at.line, s->at.column,
               "a question in an address has no note and no reason");
    err_hint(e, "save it as a question with parts, where notes belong");
    return ERR_INVALID;
}

/* Read, and on one line: as the form would write it where the form can. */
static enum err_code read_line(struct str *line, struct desk_table *to,
                               const struct asking *a, struct str text, struct err *e)
{
    struct question *q;
    struct buf out = {0};
    enum err_code rc;
    TRY(question_parse_statement(&q, a->arena, text, e));
    TRY(refuse_own_words(q, e));
    to->has_members = question_has_members(q);
    to->has_form = question_form_of(&to->form, a->arena, q);
    if (to->has_form) {
        question_form_text(&out, &to->form);
        *line = str_copy(a->arena, buf_str(&out));
    } else {
        TRY(question_one_line(line, a->arena, text, e));
    }
    rc = refuse_long(*line, e);
out:
    buf_dispose(&out);
    return rc;
}

enum err_code desk_check(struct str *line_out, const struct asking *a, struct str text,
                         struct err *e)
{
    struct desk_table ignored;
    struct str explained;
    enum err_code rc;
    TRY(field_gate(a, PERMISSION_QUESTION_ASK, e));
    TRY(read_line(line_out, &ignored, a, text, e));
    /* over the text as it was typed, so that a place in it is right */
    struct asked asked = desk_asked(a, text, LANG_NL);
    rc = explain_question(&explained, a->arena, a->house->db, &asked, e);
out:
    return rc;
}

/* From when the figures are: all that is recorded, when there is no shelf. */
static int64_t moment_of_figures(const struct asking *a)
{
    if (!a->house->shelf) return a->now_ms;
    return panel_shelf_facts(a->house->shelf).of_ms;
}

enum err_code desk_ask(struct desk_table *out, const struct asking *a, struct str text,
                       enum lang lang, bool explain, struct err *e)
{
    struct asked asked = desk_asked(a, text, lang);
    enum err_code rc;
    *out = (struct desk_table){.text = text};
    TRY(field_gate(a, PERMISSION_QUESTION_ASK, e));
    TRY(read_line(&out->text, out, a, text, e));
    out->of_ms = moment_of_figures(a);
    TRY(answer_question(&out->answer, a->arena, a->house->db, &asked, NULL, e));
    if (!out->of_ms) out->of_ms = moment_of_figures(a); /* the first to ask */
    if (explain)
        rc = explain_question(&out->explained, a->arena, a->house->db, &asked, e);
out:
    return rc;
}

enum err_code desk_render(struct str *out, const struct asking *a,
                          const struct answer *answer, enum publish_format format,
                          struct err *e)
{
    enum err_code rc = field_gate(a, PERMISSION_QUESTION_ASK, e);
    return rc != OK ? rc : release_render(out, a->arena, answer, format, e);
}
