#include "act/check_files.h"

#include "act/open.h"
#include "act/panel_load.h"
#include "base/file.h"
#include "base/limits.h"
#include "reconcile/claims_read.h"

struct run {
    const struct check_files *wanted;
    struct arena *a;
    struct house house;
    bool is_open;
    struct claims claims;
};

static enum err_code open_house(struct run *r, struct err *e)
{
    enum err_code rc = OK;
    if (r->is_open) return OK;
    TRY(house_open(&r->house, r->wanted->db_url, r->wanted->key_path, DB_READ, e));
    r->is_open = true;
out:
    return rc;
}

static enum err_code add_question(struct run *r, const char *path, struct str text,
                                  struct err *e)
{
    enum err_code rc = OK;
    struct answer *answer;
    struct asked asked = r->wanted->asked;
    size_t first = r->claims.n;
    asked.text = text;
    asked.is_file = true;
    TRY(open_house(r, e));
    TRY(answer_question(&answer, r->a, r->house.db, &asked, NULL, e));
    TRY(claims_of_answer(&r->claims, r->a, answer, &r->wanted->ctx, e));
    for (size_t i = first; i < r->claims.n; i++)
        r->claims.items[i].file = path;
out:
    return rc;
}

static enum err_code add_file(struct run *r, const char *path, struct err *e)
{
    enum err_code rc = OK;
    struct str text;
    TRY(file_read(&text, r->a, path, LIMIT_FILE_BYTES, e));
    if (claims_kind_of(text, path) == CLAIMS_QUESTION)
        TRY(add_question(r, path, text, e));
    else
        TRY(claims_read(&r->claims, r->a, path, text, e));
out:
    if (rc != OK && e->line && !e->detail[0]) err_detail(e, "in %.200s", path);
    return rc;
}

static enum err_code check_records(struct findings *out, struct run *r, struct err *e)
{
    enum err_code rc = OK;
    struct panel *panel = NULL;
    TRY(open_house(r, e));
    TRY(panel_load(&panel, r->house.db, PANEL_NOW, e));
    check_panel(out, r->a, panel, &r->wanted->ctx);
out:
    panel_free(panel);
    return rc;
}

enum err_code check_files(struct findings *out, struct arena *a,
                          const struct check_files *wanted, struct err *e)
{
    enum err_code rc = OK;
    struct run r = {.wanted = wanted, .a = a};
    for (size_t i = 0; i < wanted->n; i++)
        TRY(add_file(&r, wanted->paths[i], e));
    check_claims(out, a, &r.claims, &wanted->ctx);
    if (wanted->has_records) TRY(check_records(out, &r, e));
out:
    claims_dispose(&r.claims);
    house_close(&r.house);
    return rc;
}
