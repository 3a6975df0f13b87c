/* What may stand in the address of a cross table: any bytes behind `vraag=` are refused
 * with a place or are a statement, which is the same statement on one line; and one
 * that becomes a form is said again by the form's text. */
#include "base/limits.h"
#include "base/url.h"
#include "measure/question.h"
#include "measure/question_form.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

static void check_form(struct arena *a, const struct question *q)
{
    struct question_form form, again;
    struct question *read;
    struct buf text = {0}, same = {0};
    struct err e = {0};
    if (!question_form_of(&form, a, q)) return;
    question_form_text(&text, &form);
    require(question_parse_statement(&read, a, buf_str(&text), &e) == OK);
    require(question_form_of(&again, a, read));
    question_form_text(&same, &again);
    require(str_eq(buf_str(&text), buf_str(&same)));
    buf_dispose(&text);
    buf_dispose(&same);
}

static void check_line(struct arena *a, struct str text)
{
    struct question *q, *again;
    struct str line, twice;
    struct err e = {0};
    enum err_code rc = question_parse_statement(&q, a, text, &e);
    if (rc != OK) {
        require(q == NULL && e.code == rc && e.message[0]);
        return;
    }
    require(question_one_line(&line, a, text, &e) == OK);
    require(question_parse_statement(&again, a, line, &e) == OK);
    require(question_one_line(&twice, a, line, &e) == OK);
    require(str_eq(line, twice));
    check_form(a, q);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    struct arena a = {0};
    struct str text, sent = {(const char *)bytes, n};
    struct err e = {0};
    if (n > LIMIT_REQUEST_PATH_BYTES) return 0;
    if (url_form_decode(&text, &a, sent, &e) == OK) check_line(&a, text);
    arena_dispose(&a);
    return 0;
}
