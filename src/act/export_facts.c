/* (1) Who asked, why and how many is in the audit before there is a folder. (2) Both
 * passes read what was known at one moment, so that what was counted is what is
 * written, whatever others write meanwhile. */
#include "act/export_facts.h"

#include "act/export_int.h"
#include "base/utf8.h"
#include "store/release_store.h"

static const struct actor command_line = {"cli"};

static bool is_line(struct str text)
{
    for (size_t i = 0; i < text.n; i++)
        if ((uint8_t)text.p[i] < ' ' || text.p[i] == 0x7f) return false;
    return utf8_is_valid(text);
}

static enum err_code check_wish(const struct export_wish *wish, struct err *e)
{
    struct str reason = str_trim(str_of(wish->reason));
    struct str project = str_of(wish->project);
    if (!reason.n || reason.n > EXPORT_REASON_BYTES || !is_line(reason)) {
        err_set(e, ERR_USAGE, "expected a reason of one line, 1 to %d bytes",
                EXPORT_REASON_BYTES);
        err_hint(e, "say for whom and what for; it is kept in the audit");
        return ERR_USAGE;
    }
    bool is_name = project.n <= EXPORT_PROJECT_BYTES && is_line(project) &&
                   str_trim(project).n == project.n;
    if (!wish->project || (project.n && is_name)) return OK;
    err_set(e, ERR_USAGE,
            "expected the name of a research project, 1 to %d bytes, without spaces "
            "around it",
            EXPORT_PROJECT_BYTES);
    err_hint(e, "the same name gives the same pseudonyms; write it the same each time");
    return ERR_USAGE;
}

static enum err_code check_alone(const struct export_report *r,
                                 const struct export_wish *wish, struct err *e)
{
    if (wish->accepts_unique ||
        r->n_alone * 1000 <= r->n_persons * EXPORT_UNIQUE_PERMILLE)
        return OK;
    err_set(e, ERR_DENIED,
            "%lld combinations of residence, age, sex and diploma belong to one of "
            "%lld persons: more than %d in a hundred stand alone",
            (long long)r->n_alone, (long long)r->n_persons,
            EXPORT_UNIQUE_PERMILLE / 10);
    err_hint(e, wish->is_coarse
                    ? "--accept-unique writes it all the same, and the audit says so"
                    : "--coarse gives classes, provinces and months; --accept-unique "
                      "writes it all the same, and the audit says so");
    return ERR_DENIED;
}

static enum err_code log_export(struct house *h, const struct export_report *r,
                                const struct export_wish *wish, struct err *e)
{
    char reason[400];
    struct write *w = NULL;
    enum err_code rc;
    snprintf(reason, sizeof reason,
             "%s; %lld persons, %lld participations, %lld alone%s; %s%s%s%s",
             wish->reason, (long long)r->n_persons, (long long)r->n_participations,
             (long long)r->n_alone, wish->accepts_unique ? " (accepted)" : "",
             wish->is_coarse ? "coarse" : "fine",
             wish->with_sensitive ? ", sensitive" : "",
             wish->project ? ", project " : "", wish->project ? wish->project : "");
    TRY(write_begin(&w, h->db, &command_line, "export pseudonymised facts", reason, e));
    rc = write_commit(&w, e);
out:
    write_abandon(&w);
    return rc;
}

static enum err_code write_folder(struct exporting *x, struct house *h, struct err *e)
{
    struct buf readme;
    enum err_code rc;
    buf_init(&readme, 0);
    TRY(export_pass(x, h->db, e));
    for (unsigned i = 0; i < N_LAYOUTS; i++)
        x->report->n_rows += fact_folder_rows(x->folder, (enum layout_number)i);
    export_readme(&readme, x);
    TRY(buf_check(&readme, e));
    TRY(fact_folder_finish(x->folder, buf_str(&readme), e));
    TRY(log_export(h, x->report, x->wish, e));
    rc = fact_folder_publish(x->folder, e);
out:
    buf_dispose(&readme);
    return rc;
}

enum err_code facts_export(struct export_report *out, struct house *h,
                           const struct export_wish *wish, struct err *e)
{
    struct exporting x = {.wish = wish, .report = out};
    struct fact_folder *folder = NULL;
    enum err_code rc;
    *out = (struct export_report){0};
    TRY(check_wish(wish, e));
    export_columns(&x.columns, wish);
    if (wish->project)
        pseudonym_key_project(&x.key, h->vault, str_of(wish->project));
    else
        pseudonym_key_fresh(&x.key);
    TRY(fact_folder_begin(&folder, wish->path, &x.columns, e));
    TRY(release_moment(&out->known_at_ms, h->db, e));
    out->known_at_ms = MIN_OF(out->known_at_ms, wish->known_at_ms);
    export_alone_begin(&x);
    TRY(export_pass(&x, h->db, e));
    out->n_alone = export_alone_count(&x);
    x.n_expected = out->n_persons + out->n_left_out;
    TRY(check_alone(out, wish, e));
    x.folder = folder;
    rc = write_folder(&x, h, e);
out:
    fact_folder_close(folder);
    export_dispose(&x);
    return rc;
}
