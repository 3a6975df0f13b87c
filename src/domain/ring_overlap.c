#include "domain/ring_overlap.h"

const char *ring_remark_word(enum ring_remark_kind k)
{
    static const char *const words[N_RING_REMARKS] = {
        [RING_SAME_DOMAIN] = "same_domain",
        [RING_HANDED_OVER] = "handed_over",
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

/* Would they do the same, were no handover running? */
static bool is_pair(const struct guidance_fact *a, const struct guidance_fact *b,
                    struct day today)
{
    return guidance_runs(a, today) && guidance_runs(b, today) && is_same_work(a, b) &&
           !is_same_house(a, b);
}

struct handovers {
    const struct ring_handover *at;
    size_t n;
};

static bool is_handed_over(struct handovers h, const struct guidance_fact *from,
                           const struct guidance_fact *to)
{
    for (size_t i = 0; i < h.n; i++)
        if (h.at[i].domain == from->domain && !uuid_is_nil(h.at[i].to.u) &&
            uuid_eq(h.at[i].from.u, from->organisation.u) &&
            uuid_eq(h.at[i].to.u, to->organisation.u))
            return true;
    return false;
}

bool ring_is_double(const struct guidance_fact *ring, size_t n,
                    const struct ring_handover *running, size_t n_running,
                    struct day today)
{
    const struct handovers h = {running, n_running};
    for (size_t i = 0; i < n; i++)
        for (size_t j = i + 1; j < n; j++)
            if (is_pair(&ring[i], &ring[j], today) &&
                !is_handed_over(h, &ring[i], &ring[j]) &&
                !is_handed_over(h, &ring[j], &ring[i]))
                return true;
    return false;
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
                    const struct guidance_fact *ring, size_t n,
                    const struct ring_handover *running, size_t n_running,
                    struct day today)
{
    struct remarks r = {out, most, 0};
    const struct handovers h = {running, n_running};
    for (size_t i = 0; i < n; i++) {
        const struct guidance_fact *g = &ring[i];
        bool has_ended = !day_is_none(g->to) && g->to.v < today.v;
        if (has_ended && days_between(g->to, today) <= RING_ENDED_DAYS &&
            !is_followed(ring, n, g))
            remark(&r, RING_NOT_FOLLOWED, i, i);
        if (!guidance_runs(g, today)) continue;
        for (size_t j = i + 1; j < n; j++) {
            if (!is_pair(g, &ring[j], today)) continue;
            if (is_handed_over(h, g, &ring[j]))
                remark(&r, RING_HANDED_OVER, i, j);
            else if (is_handed_over(h, &ring[j], g))
                remark(&r, RING_HANDED_OVER, j, i);
            else
                remark(&r, RING_SAME_DOMAIN, i, j);
        }
        if (!uuid_is_nil(g->organisation.u) && uuid_is_nil(g->worker))
            remark(&r, RING_NOBODY, i, i);
        if (day_is_none(g->next_on) || g->next_on.v < today.v)
            remark(&r, RING_NO_NEXT, i, i);
    }
    return r.n;
}
