/* The band of a figure against the truth, on invented populations whose true persons
 * are known: files of one human being that were not linked, files of two that were,
 * samples of pairs that somebody looked at. The band must hold the truth in nine of
 * ten. */
#include "base/rng.h"
#include "domain/lists.h"
#include "measure/panel_doubts.h"

#include <setjmp.h>
#include <stdarg.h>
#include <cmocka.h>

enum { HUMANS = 1500, MOST_FILES = 2 * HUMANS, WORLDS = 120, SAMPLE = 60 };

struct pair {
    uint32_t a, b;
    uint8_t verdict;
    bool is_same, is_decided;
    int64_t millibits;
};
static uint32_t human_of[MOST_FILES];
static bool has_job[MOST_FILES], in_base[MOST_FILES];
static bool human_has_job[HUMANS];
static struct pair pairs[8 * HUMANS];
static size_t n_files, n_pairs;
static uint32_t parent[MOST_FILES];
static struct rng rng;

static uint32_t root(uint32_t file)
{
    while (parent[file] != file)
        file = parent[file] = parent[parent[file]];
    return file;
}

/* Evidence that says p when it should, or is too sure of itself (`conceit` bits). */
static void add_pair(uint32_t a, uint32_t b, double conceit)
{
    bool is_same = human_of[a] == human_of[b];
    double bits =
        is_same ? rng_between(&rng, -6000, 22000) : rng_between(&rng, -9000, 9000);
    bits = is_same ? bits / 1000 : bits / 1000 - 2;
    bits += bits > 0 ? conceit : -conceit;
    pairs[n_pairs++] = (struct pair){.a = a,
                                     .b = b,
                                     .is_same = is_same,
                                     .millibits = (int64_t)(bits * 1000),
                                     .verdict = bits >= 5    ? LINK_VERDICT_LINK
                                                : bits >= -1 ? LINK_VERDICT_REVIEW
                                                             : LINK_VERDICT_BELOW};
}

/* `across`: the second file of a human being is one of a register, outside the base,
 * and the only one that knows of a job. */
static void invent(uint64_t seed, bool across)
{
    uint32_t last = UINT32_MAX;
    rng_init(&rng, seed);
    n_files = n_pairs = 0;
    for (uint32_t h = 0; h < HUMANS; h++) {
        uint32_t first = (uint32_t)n_files, files = rng_chance(&rng, 0.4) ? 2 : 1;
        human_has_job[h] = rng_chance(&rng, 0.4);
        if (across) human_has_job[h] &= files == 2;
        uint32_t with_job = across ? 1 : rng_below(&rng, files);
        for (uint32_t i = 0; i < files; i++) {
            human_of[n_files] = h;
            in_base[n_files] = !across || i == 0;
            has_job[n_files++] = human_has_job[h] && i == with_job;
        }
        if (files == 2) add_pair(first, first + 1, 0);
        /* somebody else's file that looks alike; of a register, when there is one */
        if (last != UINT32_MAX && rng_chance(&rng, 0.5) && (!across || files == 2))
            add_pair(last, (uint32_t)n_files - 1, 0);
        last = files == 1 ? first : UINT32_MAX;
    }
}

/* Somebody looks at a sample of each verdict; what is found wrong is put right. */
static void review(int n_sample)
{
    int n[LINK_STRATA] = {0};
    rng_shuffle(&rng, pairs, n_pairs, sizeof *pairs);
    for (size_t i = 0; i < n_pairs; i++)
        pairs[i].is_decided = n[pairs[i].verdict]++ < n_sample;
}

static void link_pairs(void)
{
    for (uint32_t i = 0; i < n_files; i++)
        parent[i] = i;
    for (size_t i = 0; i < n_pairs; i++) {
        const struct pair *p = &pairs[i];
        bool linked = p->is_decided ? p->is_same : p->verdict == LINK_VERDICT_LINK;
        if (linked) parent[root(p->a)] = root(p->b);
    }
}

struct world {
    struct panel panel;
    uint8_t *base, *with_job; /* persons */
    uint8_t *base_files, *with_job_files;
    struct counted_persons c_base, c_with_job;
    uint32_t *person;
};

static void count(struct world *w, bool across)
{
    for (size_t i = 0; i < n_files; i++) {
        w->base_files[i] = in_base[i];
        if (in_base[i]) w->base[w->person[i]] = 1;
        if (has_job[i]) w->with_job[w->person[i]] = 1;
    }
    w->c_base = (struct counted_persons){w->base, w->base_files, 0, 0};
    w->c_with_job = (struct counted_persons){w->with_job, w->with_job_files, 0, 0};
    for (size_t i = 0; i < w->panel.n_persons; i++) {
        w->with_job[i] &= w->base[i];
        w->c_base.n_persons += w->base[i];
        w->c_with_job.n_persons += w->with_job[i];
    }
    for (size_t i = 0; i < n_files; i++) {
        /* an outcome is of a trajectory in one file; a status in a register is of the
         * person, whichever file is counted */
        w->with_job_files[i] =
            in_base[i] && (across ? w->with_job[w->person[i]] : has_job[i]);
        w->c_base.n_files += in_base[i];
        w->c_with_job.n_files += w->with_job_files[i];
    }
}

static void make_world(struct world *w, bool across)
{
    struct doubts_builder b = {0};
    *w = (struct world){.panel = {.n_files = n_files},
                        .person = mem_array(n_files, sizeof(uint32_t)),
                        .base = mem_array(n_files, 1),
                        .with_job = mem_array(n_files, 1),
                        .base_files = mem_array(n_files, 1),
                        .with_job_files = mem_array(n_files, 1)};
    uint32_t *number = mem_array(n_files, sizeof *number),
             *files = mem_array(n_files, 4);
    for (size_t i = 0; i < n_files; i++) {
        uint32_t of = root((uint32_t)i);
        if (!number[of]) number[of] = (uint32_t)++w->panel.n_persons;
        w->person[i] = number[of] - 1;
        files[w->person[i]]++;
    }
    for (size_t i = 0; i < w->panel.n_persons; i++) {
        if (files[i] < 2) continue;
        w->panel.n_linked += files[i];
        w->panel.n_together++;
    }
    for (size_t i = 0; i < n_pairs; i++) {
        struct link_doubt_fact f = {.verdict = pairs[i].verdict,
                                    .millibits = pairs[i].millibits};
        struct link_reviewed_fact r = {.verdict = pairs[i].verdict,
                                       .is_same = pairs[i].is_same};
        if (pairs[i].is_decided)
            doubts_builder_review(&b, pairs[i].a, pairs[i].b, &r);
        else
            doubts_builder_add(&b, pairs[i].a, pairs[i].b, &f);
    }
    doubts_builder_end(&w->panel, &b, w->person);
    doubts_builder_dispose(&b);
    count(w, across);
    free(number);
    free(files);
}

static void dispose(struct world *w)
{
    panel_doubts_free(&w->panel);
    free(w->person);
    free(w->base);
    free(w->base_files);
    free(w->with_job_files);
    free(w->with_job);
}

struct score {
    int n_in, n_naive_in;
    double width, error;
};

static void tally(struct score *s, const struct link_band *b, double truth, double seen,
                  double slack)
{
    s->n_in += b->low - slack <= truth && truth <= b->high + slack;
    s->n_naive_in += seen - slack <= truth && truth <= seen + slack;
    s->width += b->high - b->low;
    s->error += seen > truth ? seen - truth : truth - seen;
}

static void run_worlds(struct score *counted, struct score *rate, bool across,
                       int n_sample)
{
    *counted = *rate = (struct score){0};
    for (uint64_t seed = 1; seed <= WORLDS; seed++) {
        struct link_evidence ev;
        struct link_exposure x, x_base, over;
        struct link_band b;
        struct world w;
        int64_t jobs = 0;
        invent(seed, across);
        review(n_sample);
        link_pairs();
        make_world(&w, across);
        for (size_t h = 0; h < HUMANS; h++)
            jobs += human_has_job[h];
        panel_doubts_exposure(&x_base, &over, &w.panel, &w.c_base);
        panel_doubts_exposure(&x, NULL, &w.panel, &w.c_with_job);
        ev = panel_link_evidence(&w.panel);
        link_band_count(&b, (double)w.c_base.n_persons, &x_base, &ev);
        tally(counted, &b, HUMANS, (double)w.c_base.n_persons, 0.5);
        double linked = panel_links_across(&w.panel, &w.c_base);
        double with = panel_links_across(&w.panel, &w.c_with_job);
        if (!across) over = (struct link_exposure){{0}, {0}, {0}, {0}};
        link_band_rate(&b, (double)w.c_with_job.n_persons, (double)w.c_base.n_persons,
                       &x, &x_base, &over, (struct linked_across){linked, with}, &ev);
        tally(rate, &b, (double)jobs / HUMANS,
              (double)w.c_with_job.n_persons / (double)w.c_base.n_persons, 1e-4);
        dispose(&w);
    }
}

static void check(const struct score *s, const char *what)
{
    if (s->n_in * 10 < WORLDS * 9)
        fail_msg("%s: the truth is in %d of %d bands", what, s->n_in, WORLDS);
    /* what is counted alone would hardly ever be right, so the test can fail */
    if (s->n_naive_in * 3 > WORLDS) fail_msg("%s: nothing to be found wrong", what);
    print_message("%s: in %d of %d bands, mean width %.4f, mean error %.4f\n", what,
                  s->n_in, WORLDS, s->width / WORLDS, s->error / WORLDS);
}

static void reviewed_pairs_give_a_band_that_holds_the_truth(void **state)
{
    (void)state;
    struct score counted, rate;
    run_worlds(&counted, &rate, false, SAMPLE);
    check(&counted, "persons");
    check(&rate, "rate");
    assert_true(counted.width / WORLDS < 0.1 * HUMANS);
}

static void a_status_in_a_register_that_was_missed_is_made_good(void **state)
{
    (void)state;
    struct score counted, rate;
    run_worlds(&counted, &rate, true, SAMPLE);
    check(&rate, "rate of a register");
}

static void more_reviewed_pairs_make_it_narrower(void **state)
{
    (void)state;
    struct score few, many, rate;
    run_worlds(&few, &rate, false, 20);
    run_worlds(&many, &rate, false, 160);
    assert_true(many.width < few.width);
}

static void without_reviewed_pairs_it_is_the_models_own(void **state)
{
    (void)state;
    struct link_exposure x = {{100, 40, 0}, {5, 10, 0}, {0}, {0}};
    struct link_evidence ev = {{0}, {0}};
    struct link_band b;
    link_band_count(&b, 1000, &x, &ev);
    assert_true(b.is_model);
    assert_int_equal(b.n_reviewed, 0);
    assert_true(b.low < 995 && 995 < b.high); /* 1000 + 5 - 10 */
    assert_true(b.high - b.low < 30);
    /* nothing in doubt is no band */
    x = (struct link_exposure){{0}, {0}, {0}, {0}};
    link_band_count(&b, 1000, &x, &ev);
    assert_true(b.low == 1000 && b.high == 1000);
    ev.n_reviewed[LINK_VERDICT_LINK] = 50;
    link_band_count(&b, 1000, &x, &ev);
    assert_true(b.low == 1000 && b.high == 1000 && !b.is_model);
}

/* The same call twice, and two persons that four pairs of files speak of. */
static void pairs_of_files_are_one_chance_of_two_persons(void **state)
{
    (void)state;
    struct doubts_builder b = {0};
    struct link_doubt_fact f = {.verdict = LINK_VERDICT_REVIEW, .millibits = 0};
    static const uint32_t person[] = {0, 0, 1, 1, 2};
    static const uint8_t all[] = {1, 1, 1}, two[] = {1, 1, 0};
    struct panel p = {.n_files = 5, .n_persons = 3, .n_linked = 4, .n_together = 2};
    struct link_exposure x, across;
    for (uint32_t i = 0; i < 2; i++)
        for (uint32_t k = 2; k < 4; k++)
            doubts_builder_add(&b, i, k, &f);
    f.verdict = LINK_VERDICT_BELOW;
    doubts_builder_add(&b, 4, 0, &f);
    f = (struct link_doubt_fact){.verdict = LINK_VERDICT_LINK, .millibits = 2000};
    doubts_builder_add(&b, 2, 3, &f);
    doubts_builder_end(&p, &b, person);
    assert_int_equal(p.n_doubts, 2);
    assert_int_equal(p.n_joins, 2);
    panel_doubts_exposure(&x, NULL, &p, &(struct counted_persons){all, NULL, 3, 5});
    assert_true(x.n[LINK_VERDICT_REVIEW] == 1 &&
                x.expected_wrong[LINK_VERDICT_REVIEW] == 0.5);
    assert_true(x.n[LINK_VERDICT_BELOW] == 1);
    assert_true(x.n[LINK_VERDICT_LINK] == 1); /* the join of person 0 was decided */
    double wrong = x.expected_wrong[LINK_VERDICT_LINK];
    assert_true(wrong > 0.199 && wrong < 0.201);
    panel_doubts_exposure(&x, &across, &p, &(struct counted_persons){two, NULL, 2, 3});
    assert_true(x.n[LINK_VERDICT_BELOW] == 0 && across.n[LINK_VERDICT_BELOW] == 1);
    assert_true(x.n[LINK_VERDICT_LINK] == 0.5); /* one join of two is counted here */
    doubts_builder_dispose(&b);
    panel_doubts_free(&p);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reviewed_pairs_give_a_band_that_holds_the_truth),
        cmocka_unit_test(a_status_in_a_register_that_was_missed_is_made_good),
        cmocka_unit_test(more_reviewed_pairs_make_it_narrower),
        cmocka_unit_test(without_reviewed_pairs_it_is_the_models_own),
        cmocka_unit_test(pairs_of_files_are_one_chance_of_two_persons),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
