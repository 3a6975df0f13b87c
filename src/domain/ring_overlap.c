#include "domain/ring_overlap.h"

const char *ring_remark_word(enum ring_remark_kind k)
{
    static const char *const words[N_RING_REMARKS] = {
        [RING_SAME_DOMAIN] = "same_domain",
        [RING_NOBODY] = "nobody",
        [RING_NO_NEXT] = "no_next",
        [RING_NOT_FOLLOWED] = "not_followed",
    };
    require(k < N_RING_REMARKS);
    return words[k];
}

bool guidance_runs(const struct guidance_fact *g, struct day on)
{
    return !day_is_none(g->from) && g->from.v <= on.v &&
           (day_is_none(g->to) || g->to.v >= on.v);
}

static bool is_same_work(const struct guidance_fact *a, const struct guidance_fact *b)
{
    return a->domain == b->domain && a->domain != CODE_MISSING &&
           a->domain != GUIDANCE_DOMAIN_OTHER;
}

/* Two names in words may be two organisations, so they count as such. */
static bool is_same_house(const struct guidance_fact *a, const struct guidance_fact *b)
{
    return !uuid_is_nil(a->organisation.u) &&
           uuid_eq(a->organisation.u, b->organisation.u);
}

/* Does anybody go on with this domain after `g` ended? */
static bool is_followed(const struct guidance_fact *ring, size_t n,
                        const struct guidance_fact *g)
{
    for (size_t i = 0; i < n; i++)
        if (&ring[i] != g && ring[i].domain == g->domain &&
            (day_is_none(ring[i].to) || ring[i].to.v > g->to.v))
            return true;
    return false;
}

struct remarks {
    struct ring_remark *out;
    size_t most, n;
};

static void remark(struct remarks *r, enum ring_remark_kind kind, size_t guidance,
                   size_t other)
{
    if (r->n < r->most) r->out[r->n] = (struct ring_remark){kind, guidance, other};
    r->n++;
}

size_t ring_remarks(struct ring_remark *out, size_t most,
                    const struct guidance_fact *ring, size_t n, struct day today)
{
    struct remarks r = {out, most, 0};
    for (size_t i = 0; i < n; i++) {
        const struct guidance_fact *g = &ring[i];
        bool has_ended = !day_is_none(g->to) && g->to.v < today.v;
        if (has_ended && days_between(g->to, today) <= RING_ENDED_DAYS &&
            !is_followed(ring, n, g))
            remark(&r, RING_NOT_FOLLOWED, i, i);
        if (!guidance_runs(g, today)) continue;
        for (size_t j = i + 1; j < n; j++)
            if (guidance_runs(&ring[j], today) && is_same_work(g, &ring[j]) &&
                !is_same_house(g, &ring[j]))
                remark(&r, RING_SAME_DOMAIN, i, j);
        if (!uuid_is_nil(g->organisation.u) && uuid_is_nil(g->worker))
            remark(&r, RING_NOBODY, i, i);
        if (day_is_none(g->next_on) || g->next_on.v < today.v)
            remark(&r, RING_NO_NEXT, i, i);
    }
    return r.n;
}
