#include <math.h>

#include "act/link_persons.h"
#include "base/parse.h"
#include "cli/command.h"

static void print_number(FILE *out, const char *name, int64_t n)
{
    fprintf(out, "%s %lld\n", name, (long long)n);
}

/* What it will cost, said before the links are written. */
static void print_estimate(FILE *out, const struct link_summary *s)
{
    fprintf(out,
            "%lld files, %.0f pairs of them; %s; expected: %.0f pairs looked at "
            "closely, %.1f seconds, %.0f MiB\n",
            (long long)s->n_compared, s->n_all_pairs, s->how, s->n_expected,
            s->seconds_expected, s->bytes_expected / (1 << 20));
    if (s->was_raised)
        fputs("pairs with two different numbers say that names and birth prove less "
              "here: "
              "the thresholds were raised\n",
              out);
    if (s->is_fixed) fprintf(out, "fixed weights: %s\n", s->why_fixed);
}

static void print_summary(FILE *out, const struct link_summary *s)
{
    print_number(out, "files", s->n_files);
    print_number(out, "compared", s->n_compared);
    if (!s->was_unchanged) {
        print_number(out, "left_out_erased", s->n_erased);
        print_number(out, "left_out_anonymous", s->n_anonymous);
        print_number(out, "left_out_without_name_or_birth", s->n_nameless);
    }
    print_number(out, "human_beings", s->n_humans);
    print_number(out, "pairs_looked_at", s->n_pairs);
    print_number(out, "pairs_linked", s->n_linked);
    if (!s->was_unchanged) {
        print_number(out, "linked_by_number", s->n_by_number);
        print_number(out, "linked_by_pseudonym", s->n_by_pseudonym);
    }
    print_number(out, "pairs_to_review", s->n_to_review);
    if (!s->was_unchanged) print_number(out, "two_numbers_to_review", s->n_conflicts);
    print_number(out, "pairs_just_below", s->n_below);
    if (!s->was_unchanged) {
        print_number(out, "decided_same", s->n_same);
        print_number(out, "decided_different", s->n_different);
        print_number(out, "decisions_set_aside", s->n_set_aside);
    }
    if (s->knows_share)
        fprintf(out, "wrong_by_numbers_per_1000 %.0f\n", s->share_wrong * 1000);
    fprintf(out, "link_bits %.3f\nreview_bits %.3f\n", s->link_bits, s->review_bits);
}

static void print_changes(FILE *out, const struct link_summary *s)
{
    const struct code_list *kinds = code_list_named(S("link_change"));
    for (unsigned i = 0; i < kinds->n; i++)
        fprintf(out, "changed_%s %lld\n", kinds->codes[i].code,
                (long long)s->changes.n_of[i]);
    print_number(out, "links_added", s->changes.n_linked);
    print_number(out, "links_retracted", s->changes.n_unlinked);
    print_number(out, "pairs_added", s->n_pairs_added);
    print_number(out, "pairs_retracted", s->n_pairs_retracted);
}

static enum err_code read_options(struct link_options *o, const struct call *c,
                                  struct err *e)
{
    const char *link = option_text(&c->options, "--link-bits");
    const char *review = option_text(&c->options, "--review-bits");
    const char *threads = option_text(&c->options, "--threads");
    const char *memory = option_text(&c->options, "--memory");
    int64_t n_threads = 1, mebibytes = 0;
    enum err_code rc = OK;
    *o = (struct link_options){.link_bits = NAN,
                               .review_bits = NAN,
                               .is_dry = option_flag(&c->options, "--dry-run"),
                               .is_again = option_flag(&c->options, "--again")};
    if (link) TRY(parse_decimal(&o->link_bits, str_of(link), "--link-bits", e));
    if (review) TRY(parse_decimal(&o->review_bits, str_of(review), "--review-bits", e));
    if (threads) TRY(parse_int(&n_threads, str_of(threads), 1, 64, "--threads", e));
    if (memory) TRY(parse_int(&mebibytes, str_of(memory), 16, 1 << 20, "--memory", e));
    o->threads = (unsigned)n_threads;
    o->memory_bytes = (size_t)mebibytes << 20;
    if (link && review && o->review_bits > o->link_bits) {
        rc = err_set(e, ERR_USAGE, "expected --review-bits at most --link-bits");
        err_hint(e, "pairs from --review-bits up are reviewed, from --link-bits up "
                    "linked");
    }
out:
    return rc;
}

static enum err_code run_persons(struct call *c, struct err *e)
{
    struct link_options options;
    struct link_summary summary;
    struct house h = {0};
    enum err_code rc;
    TRY(read_options(&options, c, e));
    TRY(house_open(&h, c->db_url, c->key_path, DB_WRITE, e));
    TRY(link_persons(&summary, &h, &options, e));
    if (summary.was_unchanged)
        fputs("nothing was written since the last run: its links hold, and nobody was "
              "opened\n",
              c->words);
    else
        print_estimate(c->words, &summary);
    print_summary(c->out, &summary);
    if (!options.is_dry) print_changes(c->out, &summary);
    if (options.is_dry) fputs("dry run: no link was written\n", c->words);
out:
    house_close(&h);
    return rc;
}

static const struct option_row persons_options[] = {
    {"--dry-run", NULL, "compare and tell, but write no link"},
    {"--again", NULL, "also when nothing changed since the last run"},
    {"--link-bits", "N", "evidence from which files are linked"},
    {"--review-bits", "N", "evidence from which a pair waits for review"},
    {"--threads", "N", "processors to use, default 1"},
    {"--memory", "MIB", "most memory, default 1024"},
    {0},
};

const struct command cmd_link_persons = {
    .name = "link persons",
    .args = "[--dry-run]",
    .summary = "compare all files: which are about one human being",
    .help =
        "Compares the files of all persons with each other: names, birth, sex and\n"
        "residence, and whether a national number or pseudonym is the same. Files\n"
        "with enough evidence are linked, never merged; what is less sure waits for\n"
        "review; files with two different numbers are never linked. What workers\n"
        "decided holds. Each file that is opened is logged, with \"linkage run\" as\n"
        "the reason. Prints counts, never a name.\n"
        "\n"
        "Example:\n"
        "  vindplaats link persons --dry-run\n",
    .options = persons_options,
    .fn = run_persons,
};
