#include "act/project_figures.h"

#include "act/field_gate.h"

enum err_code figures_answer(struct answer **out, const struct asking *a,
                             struct str text, bool is_file, enum lang lang,
                             struct err *e)
{
    struct asked asked = {.text = text,
                          .is_file = is_file,
                          .lang = lang,
                          .today = a->today,
                          .now_ms = a->now_ms,
                          .shelf = a->house->shelf};
    enum err_code rc = field_gate(a, PERMISSION_PROJECT_READ, e);
    if (rc != OK) return rc;
    return answer_question(out, a->arena, a->house->db, &asked, NULL, e);
}

/* A value that the panel does not know (a project written a moment ago, without any
 * participant) makes a question that cannot be asked; the others still can. */
static bool cannot_be_asked(enum err_code rc)
{
    return rc == ERR_INVALID || rc == ERR_NOT_FOUND || rc == ERR_UNAVAILABLE;
}

static enum err_code ask_apart(struct figure *figures, size_t n, const struct asking *a,
                               enum lang lang, struct err *e)
{
    enum err_code rc = OK;
    for (size_t i = 0; rc == OK && i < n; i++) {
        struct answer *answer;
        struct err why = {0};
        figures[i].table = NULL;
        rc = figures_answer(&answer, a, figures[i].statement, false, lang, &why);
        if (rc == OK) figures[i].table = answer->parts[0]->tables[0];
        if (cannot_be_asked(rc)) rc = OK;
        if (rc != OK && e) *e = why;
    }
    return rc;
}

enum err_code figures_ask(struct figure *figures, size_t n, int64_t *of_ms_out,
                          const struct asking *a, enum lang lang, struct err *e)
{
    struct answer *answer;
    struct buf text = {0};
    struct err why = {0};
    enum err_code rc = OK;
    require(n <= FIGURES_MOST);
    *of_ms_out = a->now_ms;
    if (!n) return OK;
    for (size_t i = 0; i < n; i++)
        buf_format(&text, "part %zu \"-\"\n%.*s\n", i + 1,
                   STR_ARG(figures[i].statement));
    rc = figures_answer(&answer, a, buf_str(&text), true, lang, &why);
    if (rc == OK)
        for (size_t i = 0; i < n; i++)
            figures[i].table = answer->parts[i]->tables[0];
    else if (cannot_be_asked(rc))
        rc = ask_apart(figures, n, a, lang, &why);
    if (rc != OK && e) *e = why;
    if (a->house->shelf) *of_ms_out = panel_shelf_facts(a->house->shelf).of_ms;
    buf_dispose(&text);
    return rc;
}

bool figure_number(int64_t *out, const struct figure *f)
{
    const struct table *t = f->table;
    *out = 0;
    if (!t || t->unavailable || !t->cells || !t->rows.n || !t->columns.n) return false;
    const struct cell *c = &t->cells[t->rows.n * t->columns.n - 1];
    if (c->status != CELL_VALUE && c->status != CELL_ZERO) return false;
    *out = c->n;
    return true;
}
