#include <math.h>
#include <unistd.h>

#include "act/link_files.h"
#include "base/file.h"
#include "base/parse.h"
#include "cli/match_encodings.h"
#include "cli/own_files.h"

enum { MAX_THREADS = 64, USUAL_THREADS = 8, MEMORY_LEAST_MIB = 16, OWN_MODE = 0600 };

static void tell(void *to, const char *line)
{
    fprintf(to, "%s\n", line);
    fflush(to);
}

static enum err_code read_bits(double *out, const struct call *c, const char *option,
                               struct err *e)
{
    const char *text = option_text(&c->options, option);
    *out = NAN;
    if (!text) return OK;
    enum err_code rc = parse_decimal(out, str_of(text), option, e);
    if (rc == OK && fabs(*out) > 1000)
        rc = err_set(e, ERR_USAGE, "expected %s from -1000 to 1000 bits", option);
    return rc;
}

static enum err_code read_limits(struct match_options *out, const struct call *c,
                                 struct err *e)
{
    const char *threads = option_text(&c->options, "--threads");
    const char *memory = option_text(&c->options, "--memory");
    int64_t n = sysconf(_SC_NPROCESSORS_ONLN), mib = 0;
    enum err_code rc = OK;
    n = n < 1 ? 1 : MIN_OF(n, USUAL_THREADS);
    if (threads) TRY(parse_int(&n, str_of(threads), 1, MAX_THREADS, "--threads", e));
    if (memory)
        TRY(parse_int(&mib, str_of(memory), MEMORY_LEAST_MIB, 1 << 20, "--memory (MiB)",
                      e));
    TRY(read_bits(&out->link_bits, c, "--threshold", e));
    TRY(read_bits(&out->review_bits, c, "--review", e));
    out->threads = (unsigned)n;
    out->memory_bytes = (size_t)mib << 20;
out:
    return rc;
}

static enum err_code refuse_own_files(const struct call *c, struct err *e)
{
    static const char *const options[] = {"--out", "--pairs"};
    const char *out = option_text(&c->options, "--out");
    const char *pairs = option_text(&c->options, "--pairs");
    enum err_code rc = OK;
    for (size_t i = 0; i < ARRAY_LEN(options); i++) {
        const char *path = option_text(&c->options, options[i]);
        for (size_t k = 0; path && k < c->n_args; k++)
            TRY(own_files_refuse(c, path, options[i], c->args[k], "file of persons",
                                 e));
    }
    if (out && pairs && is_same_file(out, pairs))
        rc = err_set(e, ERR_USAGE, "expected two files for --out and --pairs");
out:
    return rc;
}

static enum err_code put(const struct call *c, const struct buf *b, const char *path,
                         struct err *e)
{
    enum err_code rc = buf_check(b, e);
    if (rc != OK) return rc;
    if (path) return file_write(path, buf_str(b), OWN_MODE, e);
    fwrite(b->p, 1, b->n, c->out);
    return OK;
}

static void print_quality(const struct call *c, const struct link_quality *q)
{
    fprintf(c->words,
            "pairs: precision %.4f, recall %.4f, F1 %.4f (%.0f true, %.0f found, %.0f "
            "right)\nB-cubed: precision %.4f, recall %.4f, F1 %.4f\n",
            q->precision, q->recall, q->f1, q->n_true, q->n_found, q->n_right,
            q->b3_precision, q->b3_recall, q->b3_f1);
}

/* What the evidence itself expects to be wrong; who knows better has --truth. */
static void print_expected(const struct call *c, const struct link_expected *x)
{
    fprintf(c->words,
            "by the evidence itself some %.0f of them are wrong and some %.0f are "
            "missed; %.0f more await a look\n",
            x->n_false, x->n_missed, x->n_review);
}

static enum err_code print_results(const struct call *c, const struct linked_files *l,
                                   struct err *e)
{
    const char *pairs = option_text(&c->options, "--pairs");
    const char *explain = option_text(&c->options, "--explain");
    enum err_code rc = OK;
    struct buf b;
    buf_init(&b, SIZE_MAX / 2);
    if (explain) {
        struct str a, rest = str_of(explain);
        if (!str_split(&a, &rest, ',') || !rest.n) {
            rc = err_set(e, ERR_USAGE, "expected two rows after --explain, as 12,57");
            goto out;
        }
        TRY(linked_files_explain(&b, l, a, rest, e));
    } else {
        linked_files_write_rows(&b, l);
    }
    TRY(put(c, &b, explain ? NULL : option_text(&c->options, "--out"), e));
    if (pairs) {
        buf_clear(&b);
        linked_files_write_pairs(&b, l);
        TRY(put(c, &b, pairs, e));
    }
out:
    buf_dispose(&b);
    return rc;
}

static enum err_code run_match(struct call *c, struct err *e)
{
    enum err_code rc = OK;
    struct linked_files l = {0};
    if (match_is_of_encodings(c)) return match_encodings(c, e);
    if (c->n_args > LINK_FILES_MAX) {
        rc = err_set(e, ERR_USAGE, "expected at most %d files of persons, found %zu",
                     LINK_FILES_MAX, c->n_args);
        err_hint(e, "more than that go as encodings: vindplaats link encode");
        return rc;
    }
    struct link_files_wanted w = {.paths = c->args,
                                  .n = c->n_args,
                                  .columns =
                                      str_of(option_text(&c->options, "--columns")),
                                  .truth = option_text(&c->options, "--truth"),
                                  .have_doubles = option_flag(&c->options, "--doubles"),
                                  .tell = tell,
                                  .to = c->words};
    TRY(read_limits(&w.match, c, e));
    TRY(refuse_own_files(c, e));
    TRY(link_files(&l, &w, e));
    TRY(print_results(c, &l, e));
    fprintf(c->words, "%zu records are %zu persons; %zu pairs are linked\n",
            l.result.n_rows, l.result.n_clusters, l.result.n_linked_pairs);
    print_expected(c, &l.expected);
    if (w.truth) print_quality(c, &l.quality);
out:
    linked_files_dispose(&l);
    return rc;
}

static const struct option_row match_options[] = {
    {"--out", "FILE", "persons, instead of standard output; of encodings the groups"},
    {"--pairs", "FILE", "pairs that are linked or to be reviewed, with levels"},
    {"--columns", "LIST", "HEADER=ROLE,HEADER=- where a header says too little"},
    {"--doubles", NULL, "several files, each of which may hold a person twice"},
    {"--explain", "ROW,ROW", "the evidence of one pair instead; 1:12,2:57 with files"},
    {"--threshold", "BITS", "evidence from which a pair is linked, default -1"},
    {"--review", "BITS", "evidence from which a pair is listed, default -6"},
    {"--truth", "HEADER", "measure against the column that tells who is who"},
    {"--threads", "N", "default: all cores, at most 8"},
    {"--bits", "N", "of encodings in raw files (.bin), default 1024"},
    {"--memory", "MIB", "most memory, default 1024; refused before it starts"},
    {0},
};

const struct command cmd_link_match = {
    .name = "link match",
    .args = "FILE [FILE...]",
    .summary = "find who is who in files of persons, or of encodings",
    .help =
        "One file: rows that are one person. Two files: who of the first is who of\n"
        "the second, one to one; with --doubles each may hold a person twice.\n"
        "\n"
        "Columns are recognised by their headers (Dutch, French, English, German) or\n"
        "by what stands in them, and named on standard error. Columns that number\n"
        "rows or tell who is who are never evidence. Every pair is looked at, or\n"
        "every pair whose encodings are alike enough; weights are learnt from the\n"
        "file itself, with the same settings for every file.\n"
        "\n"
        "What is written holds file, row (1 is the first below the header), id and\n"
        "the number of a person: never a name or another value. It is still data\n"
        "about persons, and the files that go in are personal data in the clear:\n"
        "keep them inside the organisation, and remove what is not needed.\n"
        "\n"
        "Evidence is in bits: 0 is as likely as not, each bit doubles the odds.\n"
        "\n"
        "For a linkage unit: two files or more that vindplaats link encode has made,\n"
        "of two or more organisations and one project, become groups in --out: equal\n"
        "exact keys first, then encodings from the best pair down, each record once.\n"
        "The file has tokens and no scores; vindplaats link resolve turns it into\n"
        "pseudonyms. --threshold is then a Dice score (0.3 to 1), and is chosen from\n"
        "the files when it is left out. Files of clkhash (JSON) and raw ones (.bin)\n"
        "are read too. See docs/linkage.md.\n"
        "\n"
        "Example:\n"
        "  vindplaats link match inschrijvingen.csv bereikt.csv --out wie.csv\n"
        "  vindplaats link match ocmw-gent.clk de-brug.clk --out groups.csv\n",
    .min_args = 1,
    .max_args = ARGUMENTS_MAX,
    .options = match_options,
    .fn = run_match,
};
