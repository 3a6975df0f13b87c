#include "act/answer_question.h"

#include "act/panel_load.h"

/* Panels by moment of knowledge. A question names few moments. */
enum { MAX_MOMENTS = 16 };
struct panels {
    struct db *db;
    const struct asked *asked;
    struct panel *panel[MAX_MOMENTS]; /* own */
    struct shelved_panel *borrowed[MAX_MOMENTS];
    const struct panel *seen[MAX_MOMENTS]; /* one of the two */
    struct panel_view view[MAX_MOMENTS];
    size_t n;
};

static enum err_code take_panel(struct panels *p, struct panel_view view, struct err *e)
{
    struct panel_shelf *shelf = p->asked->shelf;
    enum err_code rc = shelf ? panel_borrow(&p->borrowed[p->n], shelf, p->db, view, e)
                             : panel_load(&p->panel[p->n], p->db, view, e);
    if (rc != OK) return rc;
    p->seen[p->n] = shelf ? shelved_panel_of(p->borrowed[p->n]) : p->panel[p->n];
    p->view[p->n++] = view;
    return OK;
}

static enum err_code find_panel(const struct panel **out, struct panels *panels,
                                struct panel_view view, struct err *e)
{
    for (size_t i = 0; i < panels->n; i++)
        if (panel_view_eq(panels->view[i], view)) {
            *out = panels->seen[i];
            return OK;
        }
    if (panels->n == MAX_MOMENTS) {
        err_set(e, ERR_TOO_LARGE,
                "one question may ask for at most %d different moments "
                "of knowledge (known at)",
                MAX_MOMENTS);
        err_hint(e, "split the question in two files");
        return ERR_TOO_LARGE;
    }
    enum err_code rc = take_panel(panels, view, e);
    if (rc == OK) *out = panels->seen[panels->n - 1];
    return rc;
}

/* Where no file is linked, the panel that everybody uses is also the one without links:
 * no other is loaded. */
static enum err_code panel_at(const struct panel **out, void *self,
                              struct panel_view view, struct err *e)
{
    struct panels *panels = self;
    const struct asked *asked = panels->asked;
    if (asked->as_known_now) view.known_at_ms = INT64_MAX;
    if (asked->known_until_ms)
        view.known_at_ms = MIN_OF(view.known_at_ms, asked->known_until_ms);
    if (view.without_links && asked->shelf) {
        struct panel_view linked = {.known_at_ms = view.known_at_ms};
        enum err_code rc = find_panel(out, panels, linked, e);
        if (rc != OK || (*out)->n_linked == 0) return rc;
    }
    return find_panel(out, panels, view, e);
}

static struct answer_context context_of(struct panels *panels,
                                        const struct asked *asked)
{
    return (struct answer_context){.panel_at = panel_at,
                                   .self = panels,
                                   .lang = asked->lang,
                                   .today = asked->today,
                                   .now_ms = asked->now_ms,
                                   .threads = asked->threads};
}

static void panels_dispose(struct panels *panels)
{
    for (size_t i = 0; i < panels->n; i++) {
        panel_free(panels->panel[i]);
        panel_give_back(panels->borrowed[i]);
    }
}

static enum err_code parse(struct question **out, struct arena *a,
                           const struct asked *asked, struct err *e)
{
    return asked->is_file ? question_parse(out, a, asked->text, e)
                          : question_parse_statement(out, a, asked->text, e);
}

enum err_code answer_question(struct answer **out, struct arena *a, struct db *db,
                              const struct asked *asked, size_t *panel_bytes_out,
                              struct err *e)
{
    enum err_code rc = OK;
    struct panels panels = {.db = db, .asked = asked};
    const struct answer_context ctx = context_of(&panels, asked);
    struct question *question;
    TRY(parse(&question, a, asked, e));
    TRY(answer_make(out, a, question, &ctx, e));
    if (panel_bytes_out) {
        *panel_bytes_out = 0;
        for (size_t i = 0; i < panels.n; i++)
            *panel_bytes_out += panels.seen[i]->bytes;
    }
out:
    panels_dispose(&panels);
    return rc;
}

enum err_code members_of_cell(struct cell_members *out, struct arena *a, struct db *db,
                              const struct asked *asked, const struct cell_address *at,
                              struct err *e)
{
    enum err_code rc = OK;
    struct panels panels = {.db = db, .asked = asked};
    const struct answer_context ctx = context_of(&panels, asked);
    struct question *question;
    TRY(parse(&question, a, asked, e));
    rc = answer_members(out, a, question, &ctx, at, e);
out:
    panels_dispose(&panels);
    return rc;
}

enum err_code explain_question(struct str *out, struct arena *a, struct db *db,
                               const struct asked *asked, struct err *e)
{
    enum err_code rc = OK;
    struct panels panels = {.db = db, .asked = asked};
    const struct answer_context ctx = context_of(&panels, asked);
    struct question *question;
    TRY(parse(&question, a, asked, e));
    TRY(question_explain(out, a, question, &ctx, e));
out:
    panels_dispose(&panels);
    return rc;
}
