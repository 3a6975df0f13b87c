#include <math.h>

#include "act/link_review_acts.h"
#include "act/link_words.h"
#include "base/csv.h"
#include "base/parse.h"
#include "base/utf8.h"
#include "cli/command.h"
#include "cli/linking.h"
#include "domain/lists.h"

enum { QUEUE_MOST = 100000, SAMPLE_MOST = 100000, VALUE_COLUMNS = 38 };

/* --- what waits --- */

static void cell_uuid(struct csv_writer *w, struct uuid id)
{
    char text[UUID_TEXT + 1] = "";
    if (!uuid_is_nil(id)) uuid_text(text, id);
    csv_cell_c(w, text);
}

static void cell_bits(struct csv_writer *w, int64_t millibits)
{
    char text[40];
    snprintf(text, sizeof text, "%.1f", (double)millibits / 1000);
    csv_cell_c(w, text);
}

static const char *code_of(enum list_number list, uint8_t index)
{
    return index == CODE_MISSING ? "" : code_list_at(list)->codes[index].code;
}

static void write_heads(struct csv_writer *w, const char *const *heads, size_t n)
{
    for (size_t i = 0; i < n; i++)
        csv_cell_c(w, heads[i]);
    csv_end_row(w);
}

static enum err_code list_queue(struct call *c, struct house *h, struct csv_writer *w,
                                struct err *e)
{
    static const char *const heads[] = {"pair", "person", "other",
                                        "bits", "basis",  "levels"};
    const char *limit_text = option_text(&c->options, "--limit");
    const char *skip_text = option_text(&c->options, "--skip");
    struct link_pair_fact *pairs;
    int64_t n_waiting, limit = 50, skip = 0;
    enum err_code rc;
    size_t n;
    if (limit_text)
        TRY(parse_int(&limit, str_of(limit_text), 1, QUEUE_MOST, "--limit", e));
    if (skip_text) TRY(parse_int(&skip, str_of(skip_text), 0, 1000000000, "--skip", e));
    TRY(link_queue_read(&pairs, &n, &n_waiting, c->arena, h->db, (size_t)skip,
                        (size_t)limit, e));
    write_heads(w, heads, ARRAY_LEN(heads));
    for (size_t i = 0; i < n; i++) {
        cell_uuid(w, pairs[i].id);
        cell_uuid(w, pairs[i].person.u);
        cell_uuid(w, pairs[i].other.u);
        cell_bits(w, pairs[i].millibits);
        csv_cell_c(w, code_of(LIST_LINK_BASIS, pairs[i].basis));
        csv_cell(w, pairs[i].levels);
        csv_end_row(w);
    }
    fprintf(c->words, "%zu of %lld pairs that wait for review\n", n,
            (long long)n_waiting);
out:
    return rc;
}

/* --- samples --- */

static enum err_code draw(struct call *c, struct house *h, const char *count,
                          struct err *e)
{
    const char *seed_text = option_text(&c->options, "--seed");
    struct link_draw drawn;
    int64_t n, seed = 1;
    enum err_code rc;
    TRY(parse_int(&n, str_of(count), 1, SAMPLE_MOST, "--sample", e));
    if (seed_text) TRY(parse_int(&seed, str_of(seed_text), 0, INT64_MAX, "--seed", e));
    TRY(link_sample(&drawn, h, (size_t)n, (uint64_t)seed, e));
    fprintf(c->words,
            "drawn: %lld of %lld linked, %lld of %lld to review, %lld of %lld just "
            "below\n",
            (long long)drawn.n_drawn[0], (long long)drawn.n_stratum[0],
            (long long)drawn.n_drawn[1], (long long)drawn.n_stratum[1],
            (long long)drawn.n_drawn[2], (long long)drawn.n_stratum[2]);
out:
    return rc;
}

static enum err_code list_sample(struct call *c, struct house *h, struct csv_writer *w,
                                 struct err *e)
{
    static const char *const heads[] = {"stratum", "person", "other", "bits",
                                        "decision"};
    struct link_sample_fact *sample;
    size_t n, n_decided = 0;
    enum err_code rc;
    TRY(link_samples_read(&sample, &n, c->arena, h->db, INT64_MAX, e));
    if (n == 0) {
        rc = err_set(e, ERR_NOT_FOUND, "no sample was drawn");
        err_hint(e, "vindplaats link review --sample 200 draws one");
        goto out;
    }
    write_heads(w, heads, ARRAY_LEN(heads));
    for (size_t i = 0; i < n; i++) {
        csv_cell_c(w, code_of(LIST_LINK_VERDICT, sample[i].stratum));
        cell_uuid(w, sample[i].person.u);
        cell_uuid(w, sample[i].other.u);
        cell_bits(w, sample[i].millibits);
        csv_cell_c(w, code_of(LIST_LINK_DECISION, sample[i].decision));
        csv_end_row(w);
        n_decided += sample[i].decision != CODE_MISSING;
    }
    fprintf(c->words, "%zu pairs drawn, %zu decided\n", n, n_decided);
out:
    return rc;
}

static enum err_code run_list(struct call *c, struct err *e)
{
    const char *count = option_text(&c->options, "--sample");
    struct house h = {0};
    struct csv_writer w;
    struct buf out;
    enum err_code rc;
    buf_init(&out, SIZE_MAX);
    csv_init(&w, &out, ',');
    TRY(house_open(&h, c->db_url, c->key_path, count ? DB_WRITE : DB_READ, e));
    if (count) TRY(draw(c, &h, count, e));
    if (count || option_flag(&c->options, "--drawn"))
        TRY(list_sample(c, &h, &w, e));
    else
        TRY(list_queue(c, &h, &w, e));
    fwrite(out.p, 1, out.n, c->out);
out:
    buf_dispose(&out);
    house_close(&h);
    return rc;
}

/* --- side by side --- */

static void print_word(FILE *out, enum lang lang, const char *name, size_t columns)
{
    struct str word = link_word(str_of(name), lang);
    size_t width = utf8_width(word);
    fprintf(out, "%.*s%*s", STR_ARG(word), (int)(width < columns ? columns - width : 1),
            "");
}

/* Letters that are not in the other value stand between square brackets. A sign that
 * would move the cursor of a terminal becomes "?". Straight to the output: no copy of
 * what was opened stays behind. */
static void print_value(struct call *c, struct str value, const uint8_t *differs)
{
    size_t width = utf8_width(value);
    bool is_open = false;
    for (size_t i = 0; i < value.n; i++) {
        if ((differs[i] != 0) != is_open) {
            fputc(is_open ? ']' : '[', c->out);
            is_open = !is_open;
            width++;
        }
        unsigned char letter = (unsigned char)value.p[i];
        fputc(letter < 0x20 || letter == 0x7f ? '?' : letter, c->out);
    }
    if (is_open) {
        fputc(']', c->out);
        width++;
    }
    fprintf(c->out, "%*s", (int)(width < VALUE_COLUMNS ? VALUE_COLUMNS - width : 1),
            "");
}

static void print_field(struct call *c, const struct link_field_view *f)
{
    if (!f->value[0].n && !f->value[1].n && isnan(f->bits)) return;
    print_word(c->out, c->lang, f->name, 20);
    print_value(c, f->value[0], f->differs[0]);
    print_value(c, f->value[1], f->differs[1]);
    if (!isnan(f->bits)) {
        struct str level = link_word(f->level, c->lang);
        fprintf(c->out, "%+7.1f  %.*s", f->bits, STR_ARG(level));
    }
    fputc('\n', c->out);
}

static void print_sum(struct call *c, const char *name, double bits)
{
    if (isnan(bits)) return;
    print_word(c->out, c->lang, name, 20 + 2 * VALUE_COLUMNS);
    fprintf(c->out, "%+7.1f\n", bits);
}

static void print_view(struct call *c, const struct link_view *v)
{
    char ids[2][UUID_TEXT + 1];
    for (size_t i = 0; i < 2; i++)
        uuid_text(ids[i], v->person[i].u);
    bool is_linked =
        !uuid_is_nil(v->human[0].u) && uuid_eq(v->human[0].u, v->human[1].u);
    print_word(c->out, c->lang, "field", 20);
    fprintf(c->out, "%-*s%-*s", VALUE_COLUMNS, ids[0], VALUE_COLUMNS, ids[1]);
    print_word(c->out, c->lang, "evidence", 1);
    fputc('\n', c->out);
    for (size_t i = 0; i < v->n_fields; i++)
        print_field(c, &v->field[i]);
    print_sum(c, "shared", v->shared_bits);
    print_sum(c, "prior", v->prior_bits);
    if (v->is_compared) {
        print_sum(c, "total", (double)v->pair.millibits / 1000);
        print_word(c->out, c->lang, "verdict", 20);
        fprintf(c->out, "%s (%s)\n",
                code_label(code_list_at(LIST_LINK_VERDICT), v->pair.verdict, c->lang),
                code_label(code_list_at(LIST_LINK_BASIS), v->pair.basis, c->lang));
    } else {
        print_word(c->out, c->lang, "not_compared", 1);
        fputc('\n', c->out);
    }
    print_word(c->out, c->lang, is_linked ? "linked_now" : "not_linked_now", 1);
    fputc('\n', c->out);
    if (v->is_decided) {
        print_word(c->out, c->lang, "decision", 20);
        fprintf(
            c->out, "%s: %.*s\n",
            code_label(code_list_at(LIST_LINK_DECISION), v->decision.decision, c->lang),
            STR_ARG(v->decision.reason));
    }
}

static enum err_code pair_argument(struct person_id pair[2], struct call *c,
                                   struct house *h, size_t from, struct err *e)
{
    struct uuid first, second;
    enum err_code rc;
    TRY(uuid_parse(&first, str_of(c->args[from]), e));
    if (c->n_args > from + 1) TRY(uuid_parse(&second, str_of(c->args[from + 1]), e));
    rc = link_pair_named(&pair[0], &pair[1], h, first,
                         c->n_args > from + 1 ? &second : NULL, e);
out:
    return rc;
}

static enum err_code run_show(struct call *c, const char *reason, struct err *e)
{
    struct link_view view = {.n_fields = 0};
    struct house h = {0};
    struct person_id pair[2];
    enum err_code rc;
    TRY(house_open(&h, c->db_url, c->key_path, DB_WRITE, e));
    TRY(pair_argument(pair, c, &h, 1, e));
    TRY(link_pair_show(&view, c->arena, &h, pair[0], pair[1], reason, e));
    print_view(c, &view);
out:
    link_view_wipe(&view);
    house_close(&h);
    return rc;
}

static enum err_code run_decide(struct call *c, uint8_t decision, const char *reason,
                                struct err *e)
{
    struct house h = {0};
    struct person_id pair[2];
    struct link_act act;
    enum err_code rc;
    TRY(house_open(&h, c->db_url, c->key_path, DB_WRITE, e));
    TRY(pair_argument(pair, c, &h, 1, e));
    TRY(link_decide(&act, &h, pair[0], pair[1], decision, reason, e));
    link_act_print(c, &act);
out:
    house_close(&h);
    return rc;
}

static enum err_code run_review(struct call *c, struct err *e)
{
    static const char *const verbs[] = {"show", "same", "different"};
    const char *reason = option_text(&c->options, "--reason");
    enum err_code rc;
    if (c->n_args == 0) return run_list(c, e);
    const char *verb = c->args[0];
    if (strcmp(verb, "show") != 0 && strcmp(verb, "same") != 0 &&
        strcmp(verb, "different") != 0) {
        rc = err_set(e, ERR_USAGE, "expected show, same or different, found \"%.40s\"",
                     verb);
        const char *nearest = options_nearest(verb, verbs, ARRAY_LEN(verbs));
        if (nearest) err_hint(e, "did you mean %s?", nearest);
        return rc;
    }
    if (c->n_args < 2) {
        rc = err_set(e, ERR_USAGE, "expected the id of a pair, or of two persons");
        err_hint(e, "`vindplaats link review` lists pairs");
        return rc;
    }
    if (!reason || !reason[0]) {
        rc = err_set(e, ERR_USAGE, "link review %s needs --reason TEXT", verb);
        err_hint(e, "the reason is kept; the person may see who looked or decided, "
                    "and why");
        return rc;
    }
    if (strcmp(verb, "show") == 0) return run_show(c, reason, e);
    return run_decide(
        c, strcmp(verb, "same") == 0 ? LINK_DECISION_SAME : LINK_DECISION_DIFFERENT,
        reason, e);
}

static const struct option_row review_options[] = {
    {"--reason", "TEXT", "why you look or decide"},
    {"--limit", "N", "at most this many pairs, default 50"},
    {"--skip", "N", "leave out the first so many"},
    {"--sample", "N", "draw pairs at random: linked, to review, just below"},
    {"--seed", "N", "of the sample, default 1: the same seed, the same pairs"},
    {"--drawn", NULL, "the last sample, with what was decided since"},
    {0},
};

const struct command cmd_link_review = {
    .name = "link review",
    .args = "[show|same|different PAIR --reason TEXT]",
    .summary = "pairs of files that wait for a human eye; look, and decide",
    .help =
        "Without arguments: the pairs that wait, the strongest evidence first, as\n"
        "CSV, without a name. PAIR is the id of a pair, or the ids of two persons.\n"
        "show opens both files side by side, logs both looks, marks the letters\n"
        "that differ and tells the evidence of each field. same links them and\n"
        "different keeps them apart, at once and in every later run; `link undo`\n"
        "takes it back. --sample draws pairs to tell the share of wrong links by.\n"
        "\n"
        "Example:\n"
        "  vindplaats link review --limit 10\n",
    .max_args = 3,
    .options = review_options,
    .fn = run_review,
};
