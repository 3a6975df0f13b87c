/* The whole way between owner and key holder, in files, and every way to spoil it: each
 * spoiled file is refused with place, expectation and cure, and leaves nothing behind.
 */
#include <dirent.h>
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "blind/blind_owner.h"
#include "blind/ehealth.h"
#include "blind/key_holder.h"

enum { N = 1100, DAY_MS = 24 * 60 * 60 * 1000 };
static const int64_t noon = 1795348800000; /* 2026-11-22T12:00:00Z */

static char folder[64];
static struct arena arena;
static struct err e;

static const char *in(const char *name)
{
    return arena_format(&arena, "%s/%s", folder, name);
}

static int begin(void **state)
{
    (void)state;
    snprintf(folder, sizeof folder, "/tmp/blind_files_test.XXXXXX");
    return mkdtemp(folder) ? 0 : -1;
}

static unsigned n_files(void)
{
    unsigned n = 0;
    DIR *d = opendir(folder);
    for (struct dirent *f; (f = readdir(d));)
        n += f->d_name[0] != '.';
    closedir(d);
    return n;
}

static int end(void **state)
{
    (void)state;
    DIR *d = opendir(folder);
    for (struct dirent *f; (f = readdir(d));)
        if (f->d_name[0] != '.') unlink(in(f->d_name));
    closedir(d);
    rmdir(folder);
    arena_dispose(&arena);
    return 0;
}

static struct str text_of(const char *name)
{
    struct str text;
    assert_int_equal(file_read(&text, &arena, in(name), 1 << 24, &e), OK);
    return text;
}

static void put(const char *name, struct str text, unsigned mode)
{
    unlink(in(name));
    assert_int_equal(file_create(in(name), text, mode, &e), OK);
}

/* --- the two sides --- */

static struct key_holder holder;

static void key_make(const char *name, int64_t per_day)
{
    const char *ledger = arena_format(&arena, "%s.ledger", in(name));
    assert_int_equal(key_holder_create(in(name), per_day, &e), OK);
    assert_int_equal(key_holder_open(&holder, in(name), &e), OK);
    assert_int_equal(ledger_create(ledger, &holder.ledger, &e), OK);
}

static struct blind_head head_of(const char *project, const char *requester)
{
    struct blind_head h = {0};
    struct oprf_key key;
    snprintf(h.project, sizeof h.project, "%s", project);
    snprintf(h.requester, sizeof h.requester, "%s", requester);
    assert_int_equal(key_holder_project(&key, &h.pub, &holder, project, &e), OK);
    return h;
}

static enum err_code blind(const struct blind_head *head, const char *request,
                           const char *kept, int n, unsigned threads)
{
    struct blinding *b = NULL;
    uint64_t n_done = 0;
    enum err_code rc = blinding_begin(&b, head, in(request), in(kept), threads, &e);
    for (int i = 0; i < n && rc == OK; i++) {
        char input[32], record[32];
        snprintf(input, sizeof input, "insz|%011d", i);
        snprintf(record, sizeof record, "r %d", i);
        rc = blinding_add(b, S("insz"), str_of(input), str_of(record), &e);
    }
    if (rc == OK) rc = blinding_finish(&n_done, b, &e);
    assert_true(rc != OK || (int)n_done == n);
    blinding_free(b);
    return rc;
}

static enum err_code evaluate_at(const char *request, const char *answer,
                                 const char *ledger, const char *requester, int64_t at)
{
    struct evaluation o = {.request_path = in(request),
                           .answer_path = in(answer),
                           .ledger_path = in(ledger),
                           .requester = requester,
                           .now_ms = at,
                           .threads = 2};
    unlink(in(answer));
    return key_holder_evaluate(&o, &holder, &e);
}

struct given {
    int n;
    uint8_t output[N][OPRF_OUTPUT];
    char point[N][EHEALTH_TEXT + 1];
};

static enum err_code give(void *to, struct str kind, struct str record,
                          const uint8_t *output, struct str point, struct err *err)
{
    struct given *g = to;
    char expected[32];
    (void)err;
    snprintf(expected, sizeof expected, "r %d", g->n);
    assert_true(str_eq_c(kind, "insz") && str_eq_c(record, expected));
    memcpy(g->output[g->n], output, OPRF_OUTPUT);
    memcpy(g->point[g->n], point.p, point.n);
    g->n++;
    return OK;
}

static enum err_code unblind(struct given *g, const char *answer, const char *kept)
{
    struct unblinding u = {.answer_path = in(answer),
                           .private_path = in(kept),
                           .threads = 2,
                           .give = give,
                           .to = g};
    memset(g, 0, sizeof *g);
    return unblinding_run(&u, &e);
}

static struct given first, second;

static void same_number_same_pseudonym_whoever_asks(void **state)
{
    struct blind_head gent, aalst, other;
    struct stat found;
    (void)state;
    key_make("a.key", LIMIT_BLIND_ELEMENTS);
    gent = head_of("p", "gent"), aalst = head_of("p", "aalst");
    other = head_of("q", "gent");
    assert_int_equal(blind(&gent, "1.request", "1.private", N, 1), OK);
    assert_int_equal(blind(&aalst, "2.request", "2.private", N, 3), OK);
    assert_int_equal(blind(&other, "3.request", "3.private", N, 2), OK);
    assert_int_equal(stat(in("1.private"), &found), 0);
    assert_int_equal(found.st_mode & 0777, 0600);
    const char *l = "a.key.ledger";
    assert_int_equal(evaluate_at("1.request", "1.answer", l, "gent", noon), OK);
    assert_int_equal(evaluate_at("2.request", "2.answer", l, "aalst", noon), OK);
    assert_int_equal(evaluate_at("3.request", "3.answer", l, "gent", noon), OK);
    assert_int_equal(unblind(&first, "1.answer", "1.private"), OK);
    assert_int_equal(unblind(&second, "2.answer", "2.private"), OK);
    assert_int_equal(first.n, N);
    assert_memory_equal(first.output, second.output, sizeof first.output);
    assert_int_equal(unblind(&second, "3.answer", "3.private"), OK);
    for (int i = 0; i < N; i++) {
        assert_memory_not_equal(first.output[i], second.output[i], 16);
        assert_memory_not_equal(first.output[i], first.output[(i + 1) % N], 16);
    }
    /* no identifier in what travels */
    assert_false(str_contains(text_of("1.request"), S("insz")));
    assert_false(str_contains(text_of("a.key.ledger"), S("insz")));
    assert_true(str_contains(text_of("1.private"), S("insz|00000000007")));
    /* and none of the files is written over */
    assert_int_equal(blind(&gent, "1.request", "9.private", 1, 1), ERR_EXISTS);
    assert_int_equal(blind(&gent, "9.request", "1.private", 1, 1), ERR_EXISTS);
    assert_false(file_exists(in("9.private")) || file_exists(in("9.request")));
}

/* `name` with the line `line` (from 1) replaced; NULL: that line and the rest are gone.
 */
static void respell(const char *to, const char *name, int line, const char *text)
{
    struct str rest = text_of(name), piece;
    struct buf out;
    buf_init(&out, 0);
    for (int i = 1; str_split(&piece, &rest, '\n') && rest.p; i++) {
        if (i == line && !text) break;
        buf_add(&out, i == line ? str_of(text) : piece);
        buf_add_char(&out, '\n');
    }
    put(to, buf_str(&out), 0600);
    buf_dispose(&out);
}

static void refused(enum err_code got, enum err_code expected, int line,
                    const char *words)
{
    if (got != expected || (line && e.line != line) || !strstr(e.message, words))
        print_message("got %d line %d: %s\n", got, e.line, e.message);
    assert_int_equal(got, expected);
    if (line) assert_int_equal(e.line, line);
    assert_non_null(strstr(e.message, words));
    assert_true(e.hint[0] != '\0');
    memset(&e, 0, sizeof e);
}

static void spoiled_requests_are_refused_and_not_charged(void **state)
{
    static const struct {
        int line;
        const char *text;
        enum err_code code;
        const char *words;
    } cases[] = {
        {1, "vindplaats blind request 2", ERR_INVALID, "version 1"},
        {1, "vindplaats blind answer 1", ERR_INVALID, "found answer"},
        {1, "record;insz", ERR_SYNTAX, "something else"},
        {2, "project", ERR_SYNTAX, "project"},
        {2, "project q", ERR_INVALID, "expected key"},
        {2, "project a/b", ERR_INVALID, "project"},
        {3, "suite ristretto256", ERR_INVALID, "ristretto255-SHA512"},
        {3, "suite ehealth-p521", ERR_INVALID, "mode without-proof"},
        {5, "key 0123456789abcdef", ERR_SYNTAX, "public key"},
        {7, "requester x", ERR_DENIED, "it is of x"},
        {9, "block 0", ERR_INVALID, "elements"},
        {9, "block 5000", ERR_TOO_LARGE, "block"},
        {10, "elements 000000001099", ERR_SYNTAX, "expected the end"},
        {10, "elements 000000001101", ERR_SYNTAX, "1 more lines"},
        {10, "elements 000099999999", ERR_TOO_LARGE, "elements"},
        {10, "elements 000000001100\r", ERR_SYNTAX, "CR LF"},
        {11, "checksum 00", ERR_SYNTAX, "64 hex"},
        {12, "00", ERR_SYNTAX, "64 hex digits"},
        {900, NULL, ERR_SYNTAX, "more lines follow"},
        {14, "0000000000000000000000000000000000000000000000000000000000000000",
         ERR_INVALID, "element"},
        {13, "e2f2ae0a6abc4e71a884a961c500515f58e30b6aa582dd8db6a65945e08d2d76",
         ERR_SYNTAX, "checksum"},
    };
    struct str before;
    unsigned n;
    (void)state;
    assert_int_equal(key_holder_open(&holder, in("a.key"), &e), OK);
    before = text_of("a.key.ledger");
    put("spoiled", S("x"), 0600);
    unlink(in("9.answer"));
    n = n_files();
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        respell("spoiled", "1.request", cases[i].line, cases[i].text);
        enum err_code rc =
            evaluate_at("spoiled", "9.answer", "a.key.ledger", "gent", noon);
        refused(rc, cases[i].code, 0, cases[i].words);
        assert_int_equal(n_files(), n);
    }
    /* cut in the middle of a line; nothing at all; something behind it */
    put("spoiled", (struct str){text_of("1.request").p, 5000}, 0600);
    refused(evaluate_at("spoiled", "9.answer", "a.key.ledger", "gent", noon),
            ERR_SYNTAX, 0, "middle of a line");
    put("spoiled", S(""), 0600);
    refused(evaluate_at("spoiled", "9.answer", "a.key.ledger", "gent", noon),
            ERR_SYNTAX, 1, "something else");
    respell("spoiled", "1.request", 14,
            "0000000000000000000000000000000000000000000000000000000000000000");
    refused(evaluate_at("spoiled", "9.answer", "a.key.ledger", "gent", noon),
            ERR_INVALID, 14, "element 3");
    refused(evaluate_at("1.request", "9.answer", "a.key.ledger", "aalst", noon),
            ERR_DENIED, 7, "gent");
    assert_true(str_eq(text_of("a.key.ledger"), before));
}

static void spoiled_answers_give_nothing(void **state)
{
    (void)state;
    /* a block that was tampered with fails its proof, with the lines it has */
    struct str line, rest = text_of("1.answer");
    char other[65] = {0};
    for (int i = 1; i <= 1040 && str_split(&line, &rest, '\n'); i++)
        if (i == 1040) memcpy(other, line.p, 64);
    respell("spoiled", "1.answer", 1039, other);
    refused(unblind(&second, "spoiled", "1.private"), ERR_DENIED, 1038,
            "proof does not hold");
    assert_int_equal(second.n,
                     1024); /* the block before was given, and must not count */
    respell("spoiled", "1.answer", 13, "proof 00");
    refused(unblind(&second, "spoiled", "1.private"), ERR_SYNTAX, 13, "64 hex digits");
    respell("spoiled", "1.answer", 1100, NULL);
    refused(unblind(&second, "spoiled", "1.private"), ERR_SYNTAX, 0, "more lines");
    refused(unblind(&second, "1.request", "1.private"), ERR_INVALID, 1,
            "found request");
    refused(unblind(&second, "1.answer", "1.request"), ERR_INVALID, 1, "found request");
    /* files of two requests, of two projects */
    refused(unblind(&second, "2.answer", "1.private"), ERR_INVALID, 7,
            "requester gent");
    refused(unblind(&second, "3.answer", "1.private"), ERR_INVALID, 2, "project p");
    /* an answer with another public key put into its head */
    struct str wrong = text_of("3.answer");
    rest = wrong;
    struct str key, pub;
    for (int i = 1; i <= 6 && str_split(&line, &rest, '\n'); i++) {
        if (i == 5) key = line;
        if (i == 6) pub = line;
    }
    respell("spoiled.1", "1.answer", 5, str_to_c(&arena, key));
    respell("spoiled", "spoiled.1", 6, str_to_c(&arena, pub));
    refused(unblind(&second, "spoiled", "1.private"), ERR_INVALID, 5, "expected key");
    /* the private file */
    respell("spoiled", "1.private", 12, "x\ty");
    refused(unblind(&second, "1.answer", "spoiled"), ERR_SYNTAX, 12, "private file");
    put("spoiled", text_of("1.private"), 0644);
    refused(unblind(&second, "1.answer", "spoiled"), ERR_KEY, 0, "mode 0644");
    assert_int_equal(second.n, 0);
}

static void a_day_has_a_limit_and_the_ledger_tells(void **state)
{
    struct blind_head gent, aalst;
    (void)state;
    key_make("b.key", 10);
    gent = head_of("p", "gent"), aalst = head_of("p", "aalst");
    assert_int_equal(blind(&gent, "6.request", "6.private", 6, 1), OK);
    assert_int_equal(blind(&aalst, "7.request", "7.private", 6, 1), OK);
    const char *l = "b.key.ledger";
    assert_int_equal(evaluate_at("6.request", "6.answer", l, "gent", noon), OK);
    refused(evaluate_at("6.request", "x.answer", l, "gent", noon + 60000), ERR_DENIED,
            0, "the limit is 10 a day");
    assert_false(file_exists(in("x.answer")));
    /* who was refused is not charged for it; others have their own limit */
    assert_int_equal(evaluate_at("7.request", "7.answer", l, "aalst", noon + 60000),
                     OK);
    refused(evaluate_at("6.request", "x.answer", l, "gent", noon + 11 * 3600000),
            ERR_DENIED, 0, "limit");
    /* the next day, at 00:00 UTC; and never with the clock of the day before */
    assert_int_equal(evaluate_at("6.request", "6.answer", l, "gent", noon + DAY_MS / 2),
                     OK);
    refused(evaluate_at("7.request", "x.answer", l, "aalst", noon), ERR_INVALID, 0,
            "clock");
    struct str ledger = text_of(l);
    assert_true(str_contains(ledger, S("000000000002 2026-11-22T12:01:00Z refused gent "
                                       "p ")));
    assert_true(
        str_contains(ledger, S("000000000005 2026-11-23T00:00:00Z evaluated ")));
}

static void an_altered_ledger_evaluates_nothing(void **state)
{
    struct ledger l;
    struct key_holder other;
    (void)state;
    assert_int_equal(key_holder_open(&holder, in("b.key"), &e), OK);
    struct str good = text_of("b.key.ledger"), line, rest = good;
    char *twin = str_to_c(&arena, good);
    /* a number made smaller, an entry taken out, the last line cut */
    char *six = strstr(twin, " 6 ");
    six[1] = '5';
    put("spoiled", str_of(twin), 0600);
    refused(evaluate_at("6.request", "x.answer", "spoiled", "gent", noon + DAY_MS),
            ERR_CORRUPT, 2, "chain does not fit");
    respell("spoiled", "b.key.ledger", 3, "");
    refused(evaluate_at("6.request", "x.answer", "spoiled", "gent", noon + DAY_MS),
            ERR_CORRUPT, 3, "not its next entry");
    put("spoiled", (struct str){good.p, good.n - 20}, 0600);
    refused(evaluate_at("6.request", "x.answer", "spoiled", "gent", noon + DAY_MS),
            ERR_CORRUPT, 6, "middle of a line");
    /* a whole new chain without the key fails its signature */
    twin = str_to_c(&arena, good);
    for (int i = 0; i < 6 && str_split(&line, &rest, '\n'); i++)
        ;
    char *last = twin + (line.p - good.p) + line.n - 1;
    *last = *last == '0' ? '1' : '0';
    put("spoiled", str_of(twin), 0600);
    refused(evaluate_at("6.request", "x.answer", "spoiled", "gent", noon + DAY_MS),
            ERR_CORRUPT, 6, "signature");
    refused(evaluate_at("6.request", "x.answer", "none", "gent", noon), ERR_NOT_FOUND,
            0, "none");
    refused(evaluate_at("6.request", "x.answer", "a.key.ledger", "gent", noon), ERR_KEY,
            1, "another key");
    refused(evaluate_at("6.request", "x.answer", "6.request", "gent", noon), ERR_SYNTAX,
            1, "expected a ledger");
    /* two at once */
    assert_int_equal(
        ledger_open(&l, in("b.key.ledger"), &holder.ledger, true, true, NULL, NULL, &e),
        OK);
    assert_int_equal(l.n_entries, 5);
    refused(evaluate_at("6.request", "x.answer", "b.key.ledger", "gent", noon + DAY_MS),
            ERR_BUSY, 0, "another evaluation");
    ledger_close(&l);
    assert_false(file_exists(in("x.answer")));
    /* the key file */
    put("spoiled", text_of("b.key"), 0640);
    refused(key_holder_open(&other, in("spoiled"), &e), ERR_KEY, 0, "mode 0640");
    respell("spoiled", "b.key", 2, "id 0000000000000000");
    refused(key_holder_open(&other, in("spoiled"), &e), ERR_KEY, 0, "damaged");
    refused(key_holder_open(&other, in("none"), &e), ERR_KEY, 0, "none");
}

static void public_file_goes_round(void **state)
{
    struct key_holder_public pub;
    struct blind_head h = head_of("p", "x");
    struct buf text;
    (void)state;
    buf_init(&text, 0);
    assert_int_equal(key_holder_publish(&text, &holder, "p", &e), OK);
    assert_int_equal(key_holder_public_read(&pub, buf_str(&text), &e), OK);
    assert_memory_equal(&pub.pub, &h.pub, sizeof h.pub);
    assert_string_equal(pub.project, "p");
    /* one digit of the public key, one line less, one more */
    char *p = strstr(text.p, "public ba") ? NULL : strstr(text.p, "\npublic ") + 8;
    if (p) {
        *p = *p == '0' ? '1' : '0';
        refused(key_holder_public_read(&pub, buf_str(&text), &e), ERR_SYNTAX, 6,
                "public key");
    }
    buf_clear(&text);
    assert_int_equal(key_holder_publish(&text, &holder, "p", &e), OK);
    refused(key_holder_public_read(&pub, (struct str){text.p, text.n - 72}, &e),
            ERR_SYNTAX, 8, "ledger");
    buf_add_c(&text, "more\n");
    refused(key_holder_public_read(&pub, buf_str(&text), &e), ERR_SYNTAX, 8, "ledger");
    refused(key_holder_publish(&text, &holder, "no name", &e), ERR_INVALID, 0,
            "project");
    buf_dispose(&text);
}

/* The platform's part is done here with a key of its own, as a connector would. */
static void points_for_ehealth_go_round(void **state)
{
    struct blind_head head = {
        .suite = BLIND_EHEALTH_P521, .project = "p", .requester = "gent"};
    struct blind_reader r;
    struct blind_writer w;
    struct ehealth *curve = ehealth_new();
    uint8_t key[EHEALTH_SCALAR] = {0, 7, 1}, used[EHEALTH_SCALAR];
    struct ehealth_point point;
    char text[EHEALTH_TEXT + 1];
    struct str line;
    (void)state;
    assert_int_equal(blind(&head, "e.request", "e.private", 5, 2), OK);
    refused(evaluate_at("e.request", "x.answer", "b.key.ledger", "gent", noon + DAY_MS),
            ERR_INVALID, 3, "found ehealth-p521");
    assert_int_equal(blind_reader_open(&r, in("e.request"), BLIND_REQUEST, &e), OK);
    head = r.head;
    head.kind = BLIND_ANSWER;
    head.receipt.number = 1;
    assert_int_equal(blind_writer_open(&w, in("e.answer"), &head, &e), OK);
    for (int i = 0; i < 5; i++) {
        assert_int_equal(blind_reader_line(&line, &r, &e), OK);
        assert_int_equal(ehealth_read(&point, curve, line, &e), OK);
        assert_int_equal(ehealth_blind(&point, used, curve, &point, key, &e), OK);
        ehealth_text(text, &point);
        blind_writer_line(&w, str_of(text));
    }
    assert_int_equal(blind_reader_finish(&r, &e), OK);
    assert_int_equal(blind_writer_seal(&w, &e), OK);
    assert_int_equal(blind_writer_finish(&w, &e), OK);
    blind_reader_close(&r);
    assert_int_equal(unblind(&second, "e.answer", "e.private"), OK);
    assert_int_equal(second.n, 5);
    for (int i = 0; i < 5; i++) {
        char input[32];
        snprintf(input, sizeof input, "insz|%011d", i);
        assert_int_equal(
            ehealth_embed(&point, curve, str_of(input), EHEALTH_BUFFER, &e), OK);
        assert_int_equal(ehealth_blind(&point, used, curve, &point, key, &e), OK);
        ehealth_text(text, &point);
        assert_string_equal(second.point[i], text);
    }
    ehealth_free(curve);
}

static void what_cannot_be_blinded_is_refused(void **state)
{
    struct blind_head head = head_of("p", "gent");
    struct blinding *b;
    uint64_t n;
    unsigned before = n_files();
    (void)state;
    assert_int_equal(blinding_begin(&b, &head, in("n.request"), in("n.private"), 1, &e),
                     OK);
    assert_int_equal(blinding_add(b, S("insz"), S("a\tb"), S("r"), &e), ERR_INVALID);
    assert_int_equal(blinding_add(b, S("insz"), S(""), S("r"), &e), ERR_INVALID);
    assert_int_equal(blinding_add(b, S("insz"), S("a"), S("r\n"), &e), ERR_INVALID);
    refused(blinding_finish(&n, b, &e), ERR_INVALID, 0, "no identifier");
    blinding_free(b);
    assert_int_equal(n_files(), before);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(same_number_same_pseudonym_whoever_asks),
        cmocka_unit_test(spoiled_requests_are_refused_and_not_charged),
        cmocka_unit_test(spoiled_answers_give_nothing),
        cmocka_unit_test(a_day_has_a_limit_and_the_ledger_tells),
        cmocka_unit_test(an_altered_ledger_evaluates_nothing),
        cmocka_unit_test(public_file_goes_round),
        cmocka_unit_test(points_for_ehealth_go_round),
        cmocka_unit_test(what_cannot_be_blinded_is_refused),
    };
    return cmocka_run_group_tests(tests, begin, end);
}
