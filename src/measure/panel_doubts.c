/* Several pairs between the files of two persons are one chance that the two are one;
 * the most likely of them stands. Within a person every file has the pair that holds it
 * there best; one file of each person needs none. */
#include "measure/panel_doubts.h"

#include <math.h>

#include "domain/lists.h"

struct file_pair {
    uint32_t file, other;
    uint8_t verdict;
    float likely;
};

void doubts_builder_dispose(struct doubts_builder *b)
{
    free(b->pairs);
    free(b->reviewed);
    *b = (struct doubts_builder){0};
}

void doubts_builder_add(struct doubts_builder *b, uint32_t file, uint32_t other,
                        const struct link_doubt_fact *f)
{
    mem_push_room(b->pairs, b->n, b->cap);
    b->pairs[b->n++] = (struct file_pair){
        .file = file,
        .other = other,
        .verdict = f->verdict,
        .likely = (float)(1 / (1 + exp2(-(double)f->millibits / 1000)))};
}

void doubts_builder_review(struct doubts_builder *b, uint32_t file, uint32_t other,
                           const struct link_reviewed_fact *f)
{
    mem_push_room(b->reviewed, b->n_reviewed, b->reviewed_cap);
    b->reviewed[b->n_reviewed++] = (struct panel_reviewed){
        .file = file,
        .other = other,
        .verdict = f->verdict,
        .is_wrong = f->is_same != (f->verdict == LINK_VERDICT_LINK)};
}

/* --- between persons --- */

static int compare_doubts(const void *x, const void *y)
{
    const struct panel_doubt *a = x, *b = y;
    if (a->person != b->person) return a->person < b->person ? -1 : 1;
    if (a->other != b->other) return a->other < b->other ? -1 : 1;
    return (a->likely < b->likely) - (a->likely > b->likely);
}

static void doubts_between(struct panel *p, const struct doubts_builder *b,
                           const uint32_t *person)
{
    size_t n = 0, kept = 0;
    struct panel_doubt *list = mem_array(b->n + 1, sizeof *list);
    for (size_t i = 0; i < b->n; i++) {
        const struct file_pair *f = &b->pairs[i];
        uint32_t x = person ? person[f->file] : f->file;
        uint32_t y = person ? person[f->other] : f->other;
        if (x == y) continue;
        list[n++] = (struct panel_doubt){
            .person = MIN_OF(x, y),
            .other = MAX_OF(x, y),
            /* enough evidence, and not linked: what else is known spoke against it */
            .verdict = f->verdict == LINK_VERDICT_LINK ? (uint8_t)LINK_VERDICT_REVIEW
                                                       : f->verdict,
            .likely = f->likely};
    }
    qsort(list, n, sizeof *list, compare_doubts);
    for (size_t i = 0; i < n; i++)
        if (!kept || list[i].person != list[kept - 1].person ||
            list[i].other != list[kept - 1].other)
            list[kept++] = list[i];
    p->doubts = list;
    p->n_doubts = kept;
}

/* --- within persons --- */

static void joins_within(struct panel *p, const struct doubts_builder *b,
                         const uint32_t *person)
{
    float *best = mem_array(p->n_files + 1, sizeof *best); /* 0: nothing in doubt */
    struct panel_join *of = mem_array(p->n_persons + 1, sizeof *of);
    float *worst = mem_array(p->n_persons + 1, sizeof *worst);
    for (size_t i = 0; i < b->n; i++) {
        const struct file_pair *f = &b->pairs[i];
        if (person[f->file] != person[f->other]) continue;
        best[f->file] = MAX_OF(best[f->file], f->likely);
        best[f->other] = MAX_OF(best[f->other], f->likely);
    }
    for (size_t i = 0; i < p->n_files; i++) {
        struct panel_join *j = &of[person[i]];
        float wrong = best[i] > 0 ? 1 - best[i] : 0;
        j->n_files++;
        j->n_doubtful += best[i] > 0;
        j->wrong += wrong;
        worst[person[i]] = MAX_OF(worst[person[i]], wrong);
    }
    p->joins = mem_array(p->n_together + 1, sizeof *p->joins);
    for (size_t i = 0; i < p->n_persons; i++) {
        if (of[i].n_files < 2) continue;
        of[i].person = (uint32_t)i;
        if (of[i].n_doubtful == of[i].n_files) {
            of[i].n_doubtful--;
            of[i].wrong -= worst[i];
        }
        p->joins[p->n_joins++] = of[i];
    }
    free(best);
    free(of);
    free(worst);
}

void doubts_builder_end(struct panel *p, struct doubts_builder *b,
                        const uint32_t *person_of_file)
{
    if (b->n) doubts_between(p, b, person_of_file);
    if (p->n_linked) joins_within(p, b, person_of_file);
    for (size_t i = 0; i < b->n_reviewed; i++) {
        struct panel_reviewed *r = &b->reviewed[i];
        r->person = person_of_file ? person_of_file[r->file] : r->file;
        r->other_person = person_of_file ? person_of_file[r->other] : r->other;
    }
    p->reviewed = b->reviewed;
    p->n_reviewed = b->n_reviewed;
    b->reviewed = NULL;
    b->n_reviewed = 0;
}

void panel_doubts_free(struct panel *p)
{
    free(p->doubts);
    free(p->joins);
    free(p->reviewed);
}

/* --- of a table --- */

static double joins_of(const struct panel *p, const uint8_t *persons)
{
    double joins = 0;
    for (size_t i = 0; i < p->n_joins; i++)
        if (persons[p->joins[i].person]) joins += p->joins[i].n_files - 1;
    return joins;
}

double panel_links_across(const struct panel *p, const struct counted_persons *c)
{
    double across = joins_of(p, c->persons) - (double)(c->n_files - c->n_persons);
    return across > 0 ? across : 0;
}

struct link_evidence panel_link_evidence(const struct panel *p)
{
    struct link_evidence ev = {{0}, {0}};
    for (size_t i = 0; i < p->n_reviewed; i++) {
        ev.n_reviewed[p->reviewed[i].verdict]++;
        ev.n_wrong[p->reviewed[i].verdict] += p->reviewed[i].is_wrong;
    }
    return ev;
}

static void expose_joins(struct link_exposure *out, struct link_exposure *across,
                         const struct panel *p, const struct counted_persons *c)
{
    /* of a person with three files of which two are counted here, half of the joins */
    double joins = joins_of(p, c->persons);
    double share = joins > 0 ? (double)(c->n_files - c->n_persons) / joins : 0;
    for (size_t i = 0; i < p->n_joins; i++) {
        const struct panel_join *j = &p->joins[i];
        if (!c->persons[j->person]) continue;
        out->n[LINK_VERDICT_LINK] += share * j->n_doubtful;
        out->expected_wrong[LINK_VERDICT_LINK] += share * (double)j->wrong;
        if (!across) continue;
        across->n[LINK_VERDICT_LINK] += (1 - share) * j->n_doubtful;
        across->expected_wrong[LINK_VERDICT_LINK] += (1 - share) * (double)j->wrong;
    }
}

/* Where a pair belongs: both counted, one of them, or none (NULL). */
static struct link_exposure *place_of(struct link_exposure *out,
                                      struct link_exposure *across, bool one,
                                      bool other)
{
    return one && other ? out : one || other ? across : NULL;
}

/* A pair that was found to be one human being is one person by now: its files tell
 * where it belonged. */
static void expose_reviewed(struct link_exposure *out, struct link_exposure *across,
                            const struct panel *p, const struct counted_persons *c)
{
    for (size_t i = 0; i < p->n_reviewed; i++) {
        const struct panel_reviewed *r = &p->reviewed[i];
        bool by_file = r->person == r->other_person && c->files;
        bool one = by_file ? c->files[r->file] : c->persons[r->person];
        bool other = by_file ? c->files[r->other] : c->persons[r->other_person];
        struct link_exposure *x = place_of(out, across, one, other);
        if (!x) continue;
        x->n_reviewed[r->verdict]++;
        x->n_wrong[r->verdict] += r->is_wrong;
    }
}

void panel_doubts_exposure(struct link_exposure *out, struct link_exposure *across,
                           const struct panel *p, const struct counted_persons *c)
{
    *out = (struct link_exposure){{0}, {0}, {0}, {0}};
    if (across) *across = *out;
    expose_joins(out, across, p, c);
    expose_reviewed(out, across, p, c);
    for (size_t i = 0; i < p->n_doubts; i++) {
        const struct panel_doubt *d = &p->doubts[i];
        struct link_exposure *x =
            place_of(out, across, c->persons[d->person], c->persons[d->other]);
        if (!x) continue;
        x->n[d->verdict]++;
        x->expected_wrong[d->verdict] += (double)d->likely;
    }
}
