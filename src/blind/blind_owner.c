/* Items are gathered by blocks, and blocks by threads; what a thread computes hangs on
 * its block alone, so files are the same whatever the number of threads (but for the
 * blinds, which are random). */
#include <sys/stat.h>

#include "blind/blind_owner.h"

#include "blind/ehealth.h"
#include "blind/side_by_side.h"

struct item {
    char kind[BLIND_KIND_MAX + 1], input[BLIND_INPUT_MAX + 1];
    char record[BLIND_RECORD_MAX + 1];
    uint8_t blind[EHEALTH_SCALAR]; /* OPRF_SCALAR of it for ristretto255 */
    uint8_t output[OPRF_OUTPUT];
    char point[EHEALTH_TEXT + 1]; /* ehealth-p521 */
};

struct block {
    enum blind_suite suite;
    const struct oprf_public *pub;
    struct ehealth *curve;
    struct item *item;
    uint8_t (*blinded)[OPRF_ELEMENT], (*evaluated)[OPRF_ELEMENT];
    uint8_t proof[OPRF_PROOF];
    size_t n;
    int first_line;
    enum err_code rc;
    struct err e;
};

struct blocks {
    struct block block[SIDE_BY_SIDE_MOST];
    size_t n, n_items; /* blocks; items of one */
};

static void blocks_init(struct blocks *s, const struct blind_head *head,
                        unsigned threads)
{
    s->n = threads < 1 ? 1 : threads > SIDE_BY_SIDE_MOST ? SIDE_BY_SIDE_MOST : threads;
    s->n_items = head->block;
    for (size_t i = 0; i < s->n; i++)
        s->block[i] = (struct block){
            .suite = head->suite,
            .pub = &head->pub,
            .curve = head->suite == BLIND_EHEALTH_P521 ? ehealth_new() : NULL,
            .item = mem_array(head->block, sizeof(struct item)),
            .blinded = mem_array(head->block, OPRF_ELEMENT),
            .evaluated = mem_array(head->block, OPRF_ELEMENT),
        };
}

static void blocks_dispose(struct blocks *s)
{
    for (size_t i = 0; i < s->n; i++) {
        struct block *b = &s->block[i];
        sodium_memzero(b->item, s->n_items * sizeof *b->item);
        free(b->item);
        free(b->blinded);
        free(b->evaluated);
        ehealth_free(b->curve);
    }
    s->n = 0;
}

/* --- blinding --- */

struct blinding {
    struct blind_writer request, kept;
    struct blocks blocks;
    size_t n_full; /* blocks that are full */
    uint64_t n;
};

static enum err_code item_blind(struct block *b, size_t i)
{
    struct item *t = &b->item[i];
    struct ehealth_point point;
    enum err_code rc;
    if (b->suite == BLIND_RISTRETTO255)
        return oprf_blind(b->blinded[i], t->blind, OPRF_VERIFIABLE, str_of(t->input),
                          NULL, &b->e);
    TRY(ehealth_embed(&point, b->curve, str_of(t->input), EHEALTH_BUFFER, &b->e));
    TRY(ehealth_blind(&point, t->blind, b->curve, &point, NULL, &b->e));
    ehealth_text(t->point, &point);
out:
    return rc;
}

static void block_blind(void *of)
{
    struct block *b = of;
    b->rc = OK;
    for (size_t i = 0; i < b->n && b->rc == OK; i++)
        b->rc = item_blind(b, i);
}

static void item_write(struct blinding *g, const struct block *b, size_t i)
{
    const struct item *t = &b->item[i];
    char blind[2 * EHEALTH_SCALAR + 1], blinded[2 * OPRF_ELEMENT + 1] = "-";
    struct buf line;
    bool is_ristretto = b->suite == BLIND_RISTRETTO255;
    buf_init(&line, LIMIT_BLIND_LINE_BYTES);
    sodium_bin2hex(blind, sizeof blind, t->blind,
                   is_ristretto ? OPRF_SCALAR : EHEALTH_SCALAR);
    if (is_ristretto) {
        sodium_bin2hex(blinded, sizeof blinded, b->blinded[i], OPRF_ELEMENT);
        blind_writer_element(&g->request, b->blinded[i]);
    } else {
        blind_writer_line(&g->request, str_of(t->point));
    }
    buf_format(&line, "%s\t%s\t%s\t%s\t%s", blind, blinded, t->kind, t->input,
               t->record);
    blind_writer_line(&g->kept, buf_str(&line));
    sodium_memzero(line.p, line.n);
    sodium_memzero(blind, sizeof blind);
    buf_dispose(&line);
}

static enum err_code blocks_blind(struct blinding *g, struct err *e)
{
    struct blocks *s = &g->blocks;
    size_t n = g->n_full + (g->n_full < s->n && s->block[g->n_full].n > 0);
    side_by_side(s->block, n, sizeof s->block[0], block_blind);
    for (size_t i = 0; i < n; i++) {
        struct block *b = &s->block[i];
        if (b->rc != OK) {
            if (e) *e = b->e;
            return b->rc;
        }
        for (size_t j = 0; j < b->n; j++)
            item_write(g, b, j);
        b->n = 0;
    }
    g->n_full = 0;
    return OK;
}

enum err_code blinding_begin(struct blinding **out, const struct blind_head *head,
                             const char *request_path, const char *private_path,
                             unsigned threads, struct err *e)
{
    struct blinding *g = mem_alloc(sizeof *g);
    struct blind_head h = *head;
    enum err_code rc;
    h.kind = BLIND_REQUEST;
    h.block = BLIND_BLOCK;
    h.n_elements = 0;
    randombytes_buf(h.request, sizeof h.request);
    TRY(blind_writer_open(&g->request, request_path, &h, e));
    h.kind = BLIND_PRIVATE;
    TRY(blind_writer_open(&g->kept, private_path, &h, e));
    blocks_init(&g->blocks, &g->request.head, threads);
    *out = g;
    return OK;
out:
    blinding_free(g);
    *out = NULL;
    return rc;
}

static enum err_code text_take(char *out, size_t most, struct str text,
                               const char *what, struct err *e)
{
    bool good = text.n > 0 && text.n <= most;
    for (size_t i = 0; good && i < text.n; i++)
        good = (unsigned char)text.p[i] >= ' ' && text.p[i] != 0x7f;
    if (!good)
        return err_set(e, ERR_INVALID,
                       "expected %s of 1 to %zu bytes without tabs, line ends or other "
                       "control characters, found %zu bytes that are not that",
                       what, most, text.n);
    memcpy(out, text.p, text.n);
    out[text.n] = '\0';
    return OK;
}

enum err_code blinding_add(struct blinding *g, struct str kind, struct str input,
                           struct str record, struct err *e)
{
    struct blocks *s = &g->blocks;
    enum err_code rc;
    if (g->n == LIMIT_BLIND_ELEMENTS) {
        rc = err_set(e, ERR_TOO_LARGE, "a request has at most %d identifiers",
                     LIMIT_BLIND_ELEMENTS);
        err_hint(e, "split the file, or choose fewer --kinds");
        return rc;
    }
    struct block *b = &s->block[g->n_full];
    struct item *t = &b->item[b->n];
    TRY(text_take(t->kind, BLIND_KIND_MAX, kind, "a kind of key", e));
    TRY(text_take(t->input, BLIND_INPUT_MAX, input, "an identifier", e));
    TRY(text_take(t->record, BLIND_RECORD_MAX, record, "the id of a record", e));
    g->n++;
    if (++b->n == s->n_items && ++g->n_full == s->n) TRY(blocks_blind(g, e));
out:
    return rc;
}

enum err_code blinding_finish(uint64_t *n_out, struct blinding *g, struct err *e)
{
    enum err_code rc;
    *n_out = g->n;
    if (g->n == 0) {
        rc = err_set(e, ERR_INVALID, "there is no identifier to blind");
        err_hint(e, "check that the columns are named, and that they are not empty");
        goto out;
    }
    TRY(blocks_blind(g, e));
    g->request.head.n_elements = g->kept.head.n_elements = g->n;
    TRY(blind_writer_seal(&g->kept, e));
    TRY(blind_writer_seal(&g->request, e));
    TRY(blind_writer_finish(&g->kept, e));
    TRY(blind_writer_finish(&g->request, e));
out:
    return rc;
}

void blinding_free(struct blinding *g)
{
    if (!g) return;
    blind_writer_drop(&g->request);
    blind_writer_drop(&g->kept);
    blocks_dispose(&g->blocks);
    free(g);
}

/* --- unblinding --- */

static enum err_code item_unblind(struct block *b, size_t i)
{
    struct item *t = &b->item[i];
    struct ehealth_point point;
    enum err_code rc;
    if (b->suite == BLIND_RISTRETTO255)
        return oprf_finalize(t->output, str_of(t->input), t->blind, b->evaluated[i],
                             &b->e);
    TRY(ehealth_read(&point, b->curve, str_of(t->point), &b->e));
    TRY(ehealth_unblind(&point, b->curve, &point, t->blind, &b->e));
    ehealth_text(t->point, &point);
    crypto_hash_sha512(t->output, (const uint8_t *)t->point, EHEALTH_TEXT);
out:
    return rc;
}

static void block_unblind(void *of)
{
    struct block *b = of;
    b->rc = OK;
    if (b->suite == BLIND_RISTRETTO255)
        b->rc = oprf_check(b->pub, (const uint8_t(*)[OPRF_ELEMENT])b->blinded,
                           (const uint8_t(*)[OPRF_ELEMENT])b->evaluated, b->n, b->proof,
                           &b->e);
    for (size_t i = 0; i < b->n && b->rc == OK; i++)
        b->rc = item_unblind(b, i);
}

static enum err_code private_bad(struct err *e, const struct blind_reader *r)
{
    enum err_code rc =
        err_set_at(e, ERR_SYNTAX, r->line, 0,
                   "the private file: expected blind, element, kind, input and record, "
                   "with tabs between");
    err_hint(e, "it was altered: blind again, and ask for a new answer");
    return rc;
}

static enum err_code private_line(struct block *b, size_t i, struct blind_reader *r,
                                  struct err *e)
{
    bool is_ristretto = b->suite == BLIND_RISTRETTO255;
    struct item *t = &b->item[i];
    struct str line, piece[4], rest;
    enum err_code rc = blind_reader_line(&line, r, e);
    if (rc != OK) return rc;
    rest = line;
    for (size_t k = 0; k < ARRAY_LEN(piece); k++)
        if (!str_split(&piece[k], &rest, '\t')) return private_bad(e, r);
    if (!blind_hex_read(t->blind, is_ristretto ? OPRF_SCALAR : EHEALTH_SCALAR,
                        piece[0]) ||
        (is_ristretto ? !blind_hex_read(b->blinded[i], OPRF_ELEMENT, piece[1])
                      : !str_eq_c(piece[1], "-")) ||
        text_take(t->kind, BLIND_KIND_MAX, piece[2], "", NULL) != OK ||
        text_take(t->input, BLIND_INPUT_MAX, piece[3], "", NULL) != OK ||
        text_take(t->record, BLIND_RECORD_MAX, rest, "", NULL) != OK)
        return private_bad(e, r);
    return OK;
}

static enum err_code answer_line(struct block *b, size_t i, struct blind_reader *r,
                                 struct err *e)
{
    struct str line;
    if (b->suite == BLIND_RISTRETTO255)
        return blind_reader_element(b->evaluated[i], r, e);
    enum err_code rc = blind_reader_line(&line, r, e);
    if (rc == OK &&
        text_take(b->item[i].point, EHEALTH_TEXT, line, "a point", NULL) != OK)
        rc = err_set_at(e, ERR_SYNTAX, r->line, 0,
                        "expected a point in base64url, found %zu characters", line.n);
    return rc;
}

static enum err_code block_read(struct block *b, struct blind_reader *answer,
                                struct blind_reader *kept, uint64_t left, struct err *e)
{
    enum err_code rc = OK;
    b->n = (size_t)MIN_OF(left, (uint64_t)answer->head.block);
    b->first_line = answer->line + 1;
    for (size_t i = 0; i < b->n; i++) {
        TRY(private_line(b, i, kept, e));
        TRY(answer_line(b, i, answer, e));
    }
    if (b->suite == BLIND_RISTRETTO255) TRY(blind_reader_proof(b->proof, answer, e));
out:
    return rc;
}

static enum err_code block_give(struct unblinding *u, const struct block *b,
                                struct err *e)
{
    enum err_code rc = b->rc;
    if (rc != OK && e) {
        *e = b->e;
        e->line = b->first_line;
        err_detail(e, "elements of the answer from this line to line %d",
                   b->first_line + (int)b->n - 1);
    }
    for (size_t i = 0; i < b->n && rc == OK; i++) {
        const struct item *t = &b->item[i];
        rc = u->give(u->to, str_of(t->kind), str_of(t->record), t->output,
                     str_of(t->point), e);
    }
    return rc;
}

static enum err_code private_mode(const struct blind_reader *r, const char *path,
                                  struct err *e)
{
    struct stat found;
    if (fstat(fileno(r->f), &found) != 0 || !S_ISREG(found.st_mode) ||
        !(found.st_mode & 077))
        return OK;
    enum err_code rc =
        err_set(e, ERR_KEY, "the private file %.200s has mode 0%o; others may read it",
                path, (unsigned)found.st_mode & 0777);
    err_hint(e, "chmod 600 it: it names persons, and what joins them to pseudonyms");
    return rc;
}

static enum err_code unblind_all(struct unblinding *u, struct blocks *s,
                                 struct blind_reader *answer, struct blind_reader *kept,
                                 struct err *e)
{
    uint64_t left = answer->head.n_elements;
    enum err_code rc = OK;
    while (left) {
        size_t n = 0;
        for (; n < s->n && left; n++) {
            TRY(block_read(&s->block[n], answer, kept, left, e));
            left -= s->block[n].n;
        }
        side_by_side(s->block, n, sizeof s->block[0], block_unblind);
        for (size_t i = 0; i < n; i++)
            TRY(block_give(u, &s->block[i], e));
    }
    TRY(blind_reader_finish(kept, e));
    TRY(blind_reader_finish(answer, e));
out:
    return rc;
}

enum err_code unblinding_run(struct unblinding *u, struct err *e)
{
    struct blind_reader answer = {0}, kept = {0};
    struct blocks *s = mem_alloc(sizeof *s);
    enum err_code rc;
    TRY(blind_reader_open(&kept, u->private_path, BLIND_PRIVATE, e));
    TRY(private_mode(&kept, u->private_path, e));
    TRY(blind_reader_open(&answer, u->answer_path, BLIND_ANSWER, e));
    TRY(blind_head_same(&answer.head, &kept.head, e));
    if (answer.head.n_elements != kept.head.n_elements ||
        answer.head.block != kept.head.block) {
        rc = err_set(e, ERR_INVALID,
                     "the answer has %llu elements, the request had %llu",
                     (unsigned long long)answer.head.n_elements,
                     (unsigned long long)kept.head.n_elements);
        err_hint(e, "ask the key holder for the whole answer");
        goto out;
    }
    u->head = answer.head;
    blocks_init(s, &kept.head, u->threads);
    TRY(unblind_all(u, s, &answer, &kept, e));
out:
    blocks_dispose(s);
    free(s);
    blind_reader_close(&answer);
    blind_reader_close(&kept);
    return rc;
}
