/* The linkage unit's step: files of encodings of two or more data owners become groups,
 * each one human being as far as the unit can tell. The unit sees encodings and random
 * tokens, no name, date, number or id.
 *
 *  1. Files must agree in project, secret, schema, hardening and folding.
 *  2. Records with an equal exact key (an output of the oblivious function) belong
 *     together, keys in the order of the files' heads. Two records that both have the
 *     key "insz", and not the same, are never put together by encodings.
 *  3. What is left is compared by its encodings (Dice), all pairs; the pairs at or
 * above the threshold become groups from the best pair down, each record in one group.
 *     With three or more owners two groups become one when at least half of the pairs
 *     across them are candidates.
 *
 * The threshold, when none is given, is the lowest at which at most 3 % of the links
 * are expected to be of two people (on FEBRL4 0.2 to 1.6 % were); link/clk_threshold.h
 * says how that is known without anybody saying who is who. */
#ifndef ACT_LINK_ENCODED_H
#define ACT_LINK_ENCODED_H

#include "encode/clk_file.h"

enum { ENCODED_PARTIES_MAX = 16, ENCODED_SAMPLE = 2000 };

struct link_encoded_order {
    const char *const *paths; /* two or more files of encodings */
    size_t n_paths;
    const char *out; /* groups, mode 0600; a file that is there is refused */
    unsigned threshold_per_1000; /* 0: chosen as above */
    bool within;                 /* also look for people twice in one file */
    uint32_t raw_bits;           /* of raw files; 0: 1024 */
    unsigned threads;
};

struct link_encoded_result {
    char project[CLK_NAME_MAX + 1];
    size_t n_parties;
    struct {
        char name[CLK_NAME_MAX + 1];
        size_t n, n_linked; /* records, and those in a group with another record */
    } party[ENCODED_PARTIES_MAX];
    size_t n_by_key, n_by_bits; /* pairs that came as candidates */
    unsigned threshold_per_1000;
    bool threshold_was_chosen;
    unsigned false_expected_per_1000; /* of the links, at that threshold */
    size_t n_groups, n_alone,
        n_several; /* groups; records alone; in 3 owners or more */
};

nodiscard enum err_code link_encoded_run(struct link_encoded_result *out,
                                         struct arena *a,
                                         const struct link_encoded_order *order,
                                         struct err *e);

#endif
