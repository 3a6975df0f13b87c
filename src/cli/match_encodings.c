#include "act/link_encoded.h"
#include "base/parse.h"
#include "cli/match_encodings.h"

enum { MAX_THREADS = 64 };

bool match_is_of_encodings(const struct call *c)
{
    enum clk_file_kind kind;
    return c->n_args > 0 && clk_file_is(&kind, c->args[0]);
}

/* What only files of persons in the clear have. */
static enum err_code others_refuse(const struct call *c, struct err *e)
{
    static const char *const names[] = {"--pairs",  "--columns", "--explain",
                                        "--review", "--truth",   "--memory"};
    for (size_t i = 0; i < ARRAY_LEN(names); i++) {
        if (!option_text(&c->options, names[i])) continue;
        enum err_code rc = err_set(e, ERR_USAGE, "%s is not for encodings", names[i]);
        err_hint(e, "a linkage unit sees no values and gives out no evidence");
        return rc;
    }
    return OK;
}

static enum err_code order_of(struct link_encoded_order *out, struct call *c,
                              struct err *e)
{
    const char *threshold = option_text(&c->options, "--threshold");
    const char *bits = option_text(&c->options, "--bits");
    const char *threads = option_text(&c->options, "--threads");
    double at = 0;
    int64_t n = 0;
    enum err_code rc = OK;
    TRY(others_refuse(c, e));
    *out = (struct link_encoded_order){.paths = c->args,
                                       .n_paths = c->n_args,
                                       .out = option_text(&c->options, "--out"),
                                       .within = option_flag(&c->options, "--doubles"),
                                       .threads = 1};
    if (!out->out) {
        rc = err_set(e, ERR_USAGE, "matching encodings needs a file for the groups");
        err_hint(e, "add --out FILE; it stays with the linkage unit");
        goto out;
    }
    if (threshold) TRY(parse_decimal(&at, str_of(threshold), "threshold", e));
    if (threshold && !(at >= 0.3 && at <= 1)) {
        rc = err_set(e, ERR_INVALID, "expected a threshold from 0.3 to 1");
        err_hint(e, "leave it out, and it is chosen from the files");
        goto out;
    }
    out->threshold_per_1000 = (unsigned)(at * 1000 + 0.5);
    if (bits) TRY(parse_int(&n, str_of(bits), 64, CLK_BITS_MAX, "number of bits", e));
    out->raw_bits = (uint32_t)n;
    if (threads) {
        TRY(parse_int(&n, str_of(threads), 1, MAX_THREADS, "number of threads", e));
        out->threads = (unsigned)n;
    }
out:
    return rc;
}

enum err_code match_encodings(struct call *c, struct err *e)
{
    struct link_encoded_order order;
    struct link_encoded_result r;
    enum err_code rc;
    TRY(order_of(&order, c, e));
    TRY(link_encoded_run(&r, c->arena, &order, e));
    if (r.project[0]) fprintf(c->words, "project %s\n", r.project);
    for (size_t p = 0; p < r.n_parties; p++)
        fprintf(c->words, "%s: %zu records, %zu of them linked\n", r.party[p].name,
                r.party[p].n, r.party[p].n_linked);
    fprintf(c->words, "candidates: %zu by exact keys, %zu by encodings at %u.%03u\n",
            r.n_by_key, r.n_by_bits, r.threshold_per_1000 / 1000,
            r.threshold_per_1000 % 1000);
    if (r.threshold_was_chosen)
        fprintf(c->words,
                "that threshold was chosen from the files: at most %u.%u %% of the "
                "links by encodings are expected to be of two people\n",
                r.false_expected_per_1000 / 10, r.false_expected_per_1000 % 10);
    fprintf(c->words,
            "%zu groups of two records or more, %zu of them in three organisations or "
            "more; %zu records alone (decoys among them)\n"
            "written: %s (mode 0600); it stays with the linkage unit\n",
            r.n_groups, r.n_several, r.n_alone, order.out);
out:
    return rc;
}
