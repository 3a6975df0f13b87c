/* Everything is decided in memory; then one write. */
#include <math.h>

#include "act/link_persons_int.h"
#include "base/parse.h"

static const struct actor command_line = {"cli"};
static const char reason[] = "linkage run";

/* --- what there is --- */

static int compare_files(const void *x, const void *y)
{
    const struct link_file *a = x, *b = y;
    return uuid_compare(a->person.u, b->person.u);
}

/* Files of persons who were retracted must still lose their links. */
static void add_gone(struct linking *x)
{
    struct link_file *all = mem_array(x->n_files + x->n_links, sizeof *all);
    size_t n = x->n_files;
    if (n) memcpy(all, x->file, n * sizeof *all);
    for (size_t i = 0; i < x->n_links; i++) {
        struct link_file gone = {.person = x->link[i].person};
        if (!x->n_files ||
            !bsearch(&gone, x->file, x->n_files, sizeof gone, compare_files))
            all[n++] = gone;
    }
    size_t n_gone = n - x->n_files;
    qsort(all, n, sizeof *all, compare_files);
    x->is_gone = mem_array(n, sizeof *x->is_gone);
    for (size_t i = 0; i < n && n_gone; i++)
        x->is_gone[i] = !x->n_files || !bsearch(&all[i], x->file, x->n_files,
                                                sizeof *all, compare_files);
    x->file = arena_new_array(&x->arena, struct link_file, n);
    if (n) memcpy(x->file, all, n * sizeof *all);
    x->n_files = n;
    free(all);
}

static enum err_code load(struct linking *x, struct err *e)
{
    struct db *db = x->h->db;
    enum err_code rc;
    TRY(link_audit_last(&x->audit, db, e));
    TRY(link_files_read(&x->file, &x->n_files, &x->arena, db, e));
    x->summary->n_files = (int64_t)x->n_files;
    TRY(link_exact_read(&x->exact, &x->n_exact, &x->arena, db, e));
    TRY(link_decisions_read(&x->decision, &x->n_decisions, &x->arena, db, e));
    TRY(link_map_read(&x->link, &x->n_links, &x->arena, db, INT64_MAX, e));
    add_gone(x);
    for (size_t i = 0; i < x->n_files; i++) {
        if (x->is_gone[i]) continue;
        x->summary->n_erased += x->file[i].is_erased;
        x->summary->n_anonymous += !x->file[i].is_erased && !x->file[i].has_key;
    }
    for (size_t i = 0; i < x->n_decisions; i++)
        if (x->decision[i].decision == LINK_DECISION_SAME)
            x->summary->n_same++;
        else
            x->summary->n_different++;
out:
    return rc;
}

/* --- nothing new --- */

static void settings_text(char out[LINK_SETTINGS_BYTES], const struct link_options *o)
{
    int n = snprintf(out, LINK_SETTINGS_BYTES, "method 1");
    if (!isnan(o->link_bits))
        n += snprintf(out + n, LINK_SETTINGS_BYTES - (size_t)n, " asked_link %.3f",
                      o->link_bits);
    if (!isnan(o->review_bits))
        snprintf(out + n, LINK_SETTINGS_BYTES - (size_t)n, " asked_review %.3f",
                 o->review_bits);
}

static bool has_settings(const struct link_run_fact *run, const struct link_options *o)
{
    char asked[LINK_SETTINGS_BYTES];
    settings_text(asked, o);
    size_t n = strlen(asked);
    return strncmp(run->settings, asked, n) == 0 &&
           (run->settings[n] == ';' || run->settings[n] == '\0');
}

static void take_numbers(struct link_summary *s, const struct link_run_fact *run)
{
    s->n_files = run->n_files;
    s->n_compared = run->n_files - run->n_left_out;
    s->n_humans = run->n_humans;
    s->n_pairs = run->n_pairs;
    s->n_linked = run->n_linked;
    s->n_to_review = run->n_to_review;
    s->n_below = run->n_below;
    link_settings_read(&s->link_bits, &s->review_bits, run->settings);
}

/* The last run holds: it is told again, and opened nobody. */
static enum err_code repeat_last(struct linking *x, const struct link_run_fact *last,
                                 struct err *e)
{
    struct link_run_fact run = *last;
    struct write *w = NULL;
    enum err_code rc = OK;
    x->summary->was_unchanged = true;
    take_numbers(x->summary, last);
    if (x->o->is_dry) goto out;
    run.id = x->summary->run = uuid7_new();
    TRY(write_begin(&w, x->h->db, &command_line, "link persons", "nothing changed", e));
    TRY(link_run_add(w, &run, e));
    rc = write_commit(&w, e);
out:
    write_abandon(&w);
    return rc;
}

static enum err_code find_unchanged(struct link_run_fact *last, bool *unchanged_out,
                                    struct linking *x, struct err *e)
{
    bool found, changed = true;
    enum err_code rc;
    *unchanged_out = false;
    TRY(link_run_last(last, &found, x->h->db, LINK_RUN_KIND_COMPARISON, e));
    if (!found || x->o->is_again || !has_settings(last, x->o)) goto out;
    TRY(link_inputs_changed(&changed, x->h->db, last->written_by, false, e));
    *unchanged_out = !changed;
out:
    return rc;
}

/* --- compare --- */

static enum err_code open_files(struct linking *x, struct err *e)
{
    enum err_code rc;
    TRY(link_table_open(&x->table, x->h, &command_line, reason, x->file, x->n_files,
                        e));
    x->row_of = mem_array(x->n_files, sizeof *x->row_of);
    memset(x->row_of, 0xff, x->n_files * sizeof *x->row_of);
    for (uint32_t r = 0; r < x->table.table.n; r++)
        x->row_of[x->table.file_of_row[r]] = r;
    struct link_summary *s = x->summary;
    s->n_compared = (int64_t)x->table.table.n;
    s->n_nameless = s->n_files - s->n_erased - s->n_anonymous - s->n_compared;
    if (s->n_compared < 2) {
        rc = err_set(e, ERR_NOT_FOUND, "expected two files to compare, found %lld",
                     (long long)s->n_compared);
        err_hint(e, "a file is compared when its name or day of birth was recorded");
    }
out:
    return rc;
}

static enum err_code compare(struct linking *x, struct err *e)
{
    const struct match_options m = {.threads = x->o->threads,
                                    .memory_bytes = x->o->memory_bytes,
                                    .link_bits = x->o->link_bits,
                                    .review_bits = x->o->review_bits};
    struct link_summary *s = x->summary;
    struct match_estimate expected;
    enum err_code rc;
    TRY(match_estimate(&expected, &x->table.table, &m, e));
    s->n_all_pairs = expected.n_all_pairs;
    s->n_expected = expected.n_candidates;
    s->seconds_expected = expected.seconds;
    s->bytes_expected = expected.bytes;
    memcpy(s->how, expected.how, sizeof s->how);
    TRY(match_persons(&x->match, &x->table.table, &m, e));
    s->n_pairs = (int64_t)x->match.compared.n_pairs;
    s->is_fixed = x->match.model.is_fixed;
    memcpy(s->why_fixed, x->match.model.why_fixed, sizeof s->why_fixed);
out:
    return rc;
}

static void linking_dispose(struct linking *x)
{
    link_graph_dispose(&x->graph);
    for (size_t i = 0; i < x->n_extra; i++)
        comparison_set_dispose(&x->extra[i]);
    match_result_dispose(&x->match);
    link_table_dispose(&x->table);
    free(x->is_gone);
    free(x->row_of);
    free(x->found);
    arena_dispose(&x->arena);
}

enum err_code link_persons(struct link_summary *out, struct house *h,
                           const struct link_options *o, struct err *e)
{
    struct linking x = {.o = o, .summary = out, .h = h};
    struct link_run_fact last;
    bool is_unchanged;
    enum err_code rc;
    *out = (struct link_summary){0};
    TRY(load(&x, e));
    TRY(find_unchanged(&last, &is_unchanged, &x, e));
    if (is_unchanged) {
        rc = repeat_last(&x, &last, e);
        goto out;
    }
    TRY(open_files(&x, e));
    TRY(compare(&x, e));
    TRY(linking_decide(&x, e));
    if (o->is_dry) goto out;
    char settings[LINK_SETTINGS_BYTES];
    settings_text(settings, o);
    rc = linking_write(&x, &command_line, settings, e);
out:
    linking_dispose(&x);
    return rc;
}

void link_settings_write(char out[LINK_SETTINGS_BYTES], const char *asked,
                         const struct link_summary *s)
{
    snprintf(out, LINK_SETTINGS_BYTES,
             "%s; link %.3f review %.3f support %d weights %s", asked, s->link_bits,
             s->review_bits, LINK_SUPPORT_PER_1000, s->is_fixed ? "fixed" : "learnt");
}

/* The number behind a word, as link_settings_write put it there. */
static double number_behind(const char *settings, const char *word)
{
    const char *at = strstr(settings, word);
    double value;
    struct err e;
    if (!at) return NAN;
    at += strlen(word);
    const struct str text = {at, strcspn(at, " ;")};
    return parse_decimal(&value, text, word, &e) == OK ? value : NAN;
}

void link_settings_read(double *link_bits, double *review_bits, const char *settings)
{
    *link_bits = number_behind(settings, "; link ");
    *review_bits = number_behind(settings, " review ");
}
