#include "act/person_find.h"
#include "base/csv.h"
#include "base/parse.h"
#include "cli/command.h"

static const char *const part_names[N_SKETCH_PARTS] = {
    [SKETCH_GIVEN_NAME] = "given_name",
    [SKETCH_FAMILY_NAME] = "family_name",
    [SKETCH_BIRTH_NAME] = "birth_name",
    [SKETCH_BIRTH_DATE] = "birth_date",
};
static const char *const agreements[] = {
    [PART_NOT_ASKED] = "", [PART_UNKNOWN] = "unknown", [PART_DIFFERENT] = "different",
    [PART_NEAR] = "near",  [PART_SAME] = "same",
};

static void print_heads(struct csv_writer *w, bool with_identity)
{
    csv_cell_c(w, "person");
    csv_cell_c(w, "likeness");
    csv_cell_c(w, "insz");
    for (unsigned i = 0; i < N_SKETCH_PARTS; i++)
        csv_cell_c(w, part_names[i]);
    for (unsigned i = 0; i < N_IDENTITY_FIELDS && with_identity; i++) {
        char head[40];
        snprintf(head, sizeof head, "is_%s",
                 identity_field_name((enum identity_field)i));
        csv_cell_c(w, head);
    }
    csv_end_row(w);
}

static void print_found(struct csv_writer *w, const struct person_found *f,
                        bool with_identity)
{
    char id[UUID_TEXT + 1], likeness[16];
    uuid_text(id, f->person.u);
    snprintf(likeness, sizeof likeness, "%.2f", f->likeness);
    csv_cell_c(w, id);
    csv_cell_c(w, likeness);
    csv_cell_c(w, f->by_number ? "same" : "");
    for (unsigned i = 0; i < N_SKETCH_PARTS; i++)
        csv_cell_c(w, f->by_number ? "" : agreements[f->agrees[i]]);
    for (unsigned i = 0; i < N_IDENTITY_FIELDS && with_identity; i++)
        csv_cell(w, f->identity.value[i]);
    csv_end_row(w);
}

static void print_words(struct call *c, const struct person_search_result *r)
{
    fprintf(c->words, "%zu found among %zu files\n", r->n, r->n_compared);
    if (r->n_elsewhere)
        fputs("there may be a file of another organisation: ask the network "
              "coordinator\n",
              c->words);
    if (r->lacks_sketches)
        fputs("names in this database were sealed by an older program and cannot be "
              "found yet: run vindplaats rebuild\n",
              c->words);
}

static enum err_code read_options(struct person_search *q, struct call *c,
                                  struct err *e)
{
    const char *name = option_text(&c->options, "--name");
    const char *birth = option_text(&c->options, "--birth-date");
    const char *insz = option_text(&c->options, "--insz");
    const char *limit = option_text(&c->options, "--limit");
    const char *least = option_text(&c->options, "--least");
    const char *reason = option_text(&c->options, "--reason");
    int64_t n = 0, percent = 0;
    enum err_code rc = OK;
    *q = (struct person_search){
        .organisation = option_text(&c->options, "--organisation"),
        .reason = reason ? reason : "",
        .with_identity = option_flag(&c->options, "--identity")};
    if (name) q->name = str_of(name);
    if (birth) q->birth_date = str_of(birth);
    if (insz) q->insz = str_of(insz);
    if (limit) TRY(parse_int(&n, str_of(limit), 1, SKETCH_FINDINGS_MAX, "--limit", e));
    if (least) TRY(parse_int(&percent, str_of(least), 1, 100, "--least", e));
    q->limit = (size_t)n;
    q->least = (double)percent / 100;
    if (q->with_identity && !q->reason[0]) {
        rc = err_set(e, ERR_USAGE, "--identity needs --reason TEXT");
        err_hint(e, "the reason is kept; each person may see who looked, and why");
    }
out:
    return rc;
}

static enum err_code run_find(struct call *c, struct err *e)
{
    struct person_search_result r = {0};
    struct person_search q;
    struct house h = {0};
    struct buf out;
    struct csv_writer w;
    enum err_code rc;
    buf_init(&out, SIZE_MAX);
    csv_init(&w, &out, ',');
    TRY(read_options(&q, c, e));
    TRY(house_open(&h, c->db_url, c->key_path, DB_WRITE, e));
    TRY(person_search(&r, c->arena, &h, &q, e));
    print_heads(&w, q.with_identity);
    for (size_t i = 0; i < r.n; i++)
        print_found(&w, &r.found[i], q.with_identity);
    fwrite(out.p, 1, out.n, c->out);
    print_words(c, &r);
out:
    person_search_wipe(&r);
    if (out.p) explicit_bzero(out.p, out.n);
    buf_dispose(&out);
    house_close(&h);
    return rc;
}

static const struct option_row find_options[] = {
    {"--name", "NAME", "given and family name, in any order and script"},
    {"--birth-date", "DATE", "1985-07-30, 30/07/1985, 1985-07 or 1985"},
    {"--insz", "NUMBER", "INSZ number, exactly"},
    {"--organisation", "CODE", "name only files of this organisation"},
    {"--limit", "N", "at most this many, default 10"},
    {"--least", "PERCENT", "least likeness in percent, default 50"},
    {"--identity", NULL, "also who they are; each look is logged"},
    {"--reason", "TEXT", "why you look"},
    {0},
};

const struct command cmd_person_find = {
    .name = "person find",
    .args = "[--name NAME] [--birth-date DATE] [--insz NUMBER]",
    .summary = "is there a file of this person already? search before you make one",
    .help =
        "Finds files in spite of typing errors, in any order of names and in any\n"
        "script, and prints CSV: the id, how alike it is (0 to 1) and which parts\n"
        "agree. Nobody is opened to be found; that a search was made is logged,\n"
        "not for whom. With --identity who they are is opened, which is logged for\n"
        "each of them.\n"
        "\n"
        "Example:\n"
        "  vindplaats person find --name 'Viktoriia Shevchenko' --birth-date 1985\n",
    .options = find_options,
    .fn = run_find,
};
