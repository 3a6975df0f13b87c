/* A request is read once, some blocks at a time, one for each thread; the answer is
 * complete on the disk before the ledger is written, and gets its name after it. A
 * machine that stops in between has charged for an answer that nobody has, never the
 * other way round. */
#include "blind/key_holder.h"

#include "blind/side_by_side.h"

struct block {
    const struct oprf_key *key;
    const struct oprf_public *pub;
    uint8_t (*blinded)[OPRF_ELEMENT], (*evaluated)[OPRF_ELEMENT];
    uint8_t proof[OPRF_PROOF];
    size_t n;
    int first_line;
    enum err_code rc;
    struct err e;
};

static void block_evaluate(void *of)
{
    struct block *b = of;
    b->rc =
        oprf_evaluate(b->evaluated, b->proof, OPRF_VERIFIABLE, b->key, b->pub,
                      (const uint8_t(*)[OPRF_ELEMENT])b->blinded, b->n, NULL, &b->e);
}

static enum err_code block_read(struct block *b, struct blind_reader *r, uint64_t left,
                                struct err *e)
{
    enum err_code rc = OK;
    b->n = (size_t)MIN_OF(left, (uint64_t)r->head.block);
    b->first_line = r->line + 1;
    for (size_t i = 0; i < b->n && rc == OK; i++)
        rc = blind_reader_element(b->blinded[i], r, e);
    return rc;
}

static enum err_code block_failed(struct err *e, const struct block *b)
{
    *e = b->e;
    for (size_t i = 0; i < b->n; i++)
        if (!oprf_element_is_valid(b->blinded[i])) {
            e->line = b->first_line + (int)i;
            break;
        }
    return b->rc;
}

static enum err_code evaluate_all(struct blind_writer *w, struct blind_reader *r,
                                  const struct oprf_key *key,
                                  const struct oprf_public *pub, unsigned threads,
                                  struct err *e)
{
    struct block block[SIDE_BY_SIDE_MOST];
    size_t n_most = threads < 1                   ? 1
                    : threads > SIDE_BY_SIDE_MOST ? SIDE_BY_SIDE_MOST
                                                  : threads;
    uint64_t left = r->head.n_elements;
    enum err_code rc = OK;
    for (size_t i = 0; i < n_most; i++)
        block[i] = (struct block){
            .key = key,
            .pub = pub,
            .blinded = mem_array(r->head.block, OPRF_ELEMENT),
            .evaluated = mem_array(r->head.block, OPRF_ELEMENT),
        };
    while (left) {
        size_t n = 0;
        for (; n < n_most && left; n++) {
            TRY(block_read(&block[n], r, left, e));
            left -= block[n].n;
        }
        side_by_side(block, n, sizeof block[0], block_evaluate);
        for (size_t i = 0; i < n; i++) {
            if (block[i].rc != OK) {
                rc = block_failed(e, &block[i]);
                goto out;
            }
            for (size_t j = 0; j < block[i].n; j++)
                blind_writer_element(w, block[i].evaluated[j]);
            blind_writer_proof(w, block[i].proof);
        }
    }
    TRY(blind_reader_finish(r, e));
out:
    for (size_t i = 0; i < n_most; i++) {
        free(block[i].blinded);
        free(block[i].evaluated);
    }
    return rc;
}

/* --- who may have how much --- */

enum { DAY_MS = 24 * 60 * 60 * 1000 };

struct day_count {
    const char *requester;
    int64_t day, n;
};

static void count_entry(void *to, const struct ledger_entry *t)
{
    struct day_count *c = to;
    if (!t->is_refused && t->at_ms / DAY_MS == c->day &&
        strcmp(t->requester, c->requester) == 0)
        c->n += (int64_t)t->n_elements;
}

static struct ledger_entry entry_of(const struct evaluation *o, bool is_refused)
{
    struct ledger_entry t = {.at_ms = o->now_ms, .is_refused = is_refused};
    memcpy(t.requester, o->head.requester, sizeof t.requester);
    memcpy(t.project, o->head.project, sizeof t.project);
    memcpy(t.request, o->head.request, sizeof t.request);
    blind_key_id(t.key, &o->head.pub);
    t.n_elements = o->head.n_elements;
    return t;
}

static enum err_code refuse(struct ledger *l, const struct evaluation *o,
                            const struct day_count *c, const struct key_holder *h,
                            struct err *e)
{
    struct ledger_entry t = entry_of(o, true);
    enum err_code rc;
    TRY(ledger_prepare(&t, l, e));
    TRY(ledger_append(l, &t, e));
    rc =
        err_set(e, ERR_DENIED,
                "%s had %lld elements evaluated today and asks for %llu more; the "
                "limit is %lld a day",
                o->head.requester, (long long)c->n,
                (unsigned long long)o->head.n_elements, (long long)h->elements_per_day);
    err_hint(e, "wait until tomorrow (UTC), split the request, or raise "
                "elements_per_day in the key file when there is a reason for so many");
out:
    return rc;
}

static enum err_code head_check(const struct evaluation *o,
                                const struct blind_head *head,
                                const struct oprf_public *pub, struct err *e)
{
    struct blind_head own = *head;
    enum err_code rc = OK;
    if (head->suite != BLIND_RISTRETTO255) {
        rc = err_set_at(e, ERR_INVALID, 3, 0, "expected suite %s, found %s",
                        blind_suite_name(BLIND_RISTRETTO255),
                        blind_suite_name(head->suite));
        err_hint(e, "that suite is evaluated by the eHealth platform, not here");
    } else if (strcmp(o->requester, head->requester) != 0) {
        rc = err_set_at(e, ERR_DENIED, 7, 0,
                        "the request says it is of %s, not of %.64s", head->requester,
                        o->requester);
        err_hint(e, "--requester is who handed it over, as you know them");
    } else {
        own.pub = *pub;
        rc = blind_head_same(head, &own, e);
        if (rc != OK)
            err_hint(e,
                     "it was blinded for another key or project: hand the requester "
                     "the public file of project %s",
                     head->project);
    }
    return rc;
}

static enum err_code answer_make(struct blind_writer *w, struct evaluation *o,
                                 struct blind_reader *r, struct ledger *l,
                                 const struct oprf_key *key, struct err *e)
{
    struct ledger_entry t = entry_of(o, false);
    struct blind_head head = o->head;
    enum err_code rc;
    head.kind = BLIND_ANSWER;
    TRY(blind_writer_open(w, o->answer_path, &head, e));
    TRY(evaluate_all(w, r, key, &head.pub, o->threads, e));
    TRY(ledger_prepare(&t, l, e));
    w->head.receipt = t.receipt;
    TRY(blind_writer_seal(w, e));
    TRY(ledger_append(l, &t, e));
    TRY(blind_writer_finish(w, e));
    o->head = w->head;
out:
    return rc;
}

enum err_code key_holder_evaluate(struct evaluation *o, const struct key_holder *h,
                                  struct err *e)
{
    struct day_count count = {.requester = o->requester, .day = o->now_ms / DAY_MS};
    struct blind_reader r = {0};
    struct blind_writer w = {0};
    struct ledger l = {0};
    struct oprf_key key = {0};
    struct oprf_public pub;
    struct err local = {0};
    enum err_code rc;
    if (!e) e = &local;
    TRY(ledger_open(&l, o->ledger_path, &h->ledger, true, false, count_entry, &count,
                    e));
    TRY(blind_reader_open(&r, o->request_path, BLIND_REQUEST, e));
    TRY(key_holder_project(&key, &pub, h, r.head.project, e));
    TRY(head_check(o, &r.head, &pub, e));
    o->head = r.head;
    o->n_today = count.n + (int64_t)r.head.n_elements;
    if (o->n_today > h->elements_per_day) {
        rc = refuse(&l, o, &count, h, e);
        goto out;
    }
    TRY(answer_make(&w, o, &r, &l, &key, e));
out:
    oprf_key_forget(&key);
    blind_writer_drop(&w);
    blind_reader_close(&r);
    if (l.f) ledger_close(&l);
    return rc;
}
