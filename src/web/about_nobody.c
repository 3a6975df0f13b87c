#include "web/about_nobody.h"

#include "act/known_names.h"
#include "domain/signal_course.h"

static const char *with_word(const struct request *q, const char *text, struct str word)
{
    struct arena *a = q->asking.arena;
    struct buf out = {0};
    tr_fill(&out, text, (const char *const[]){str_to_c(a, word), NULL});
    const char *words = str_to_c(a, buf_str(&out));
    buf_dispose(&out);
    return words;
}

enum err_code about_nobody_check(struct form_errors *errors, const struct request *q,
                                 const char *name, struct str words, struct err *e)
{
    enum tongue t = q->tongue;
    struct str telling = signal_words_telling(words);
    enum err_code rc = OK;
    if (telling.n) {
        form_error(errors, name,
                   with_word(q,
                             tr(t, "Hier staat “{0}”: dat nummer of adres kan van "
                                   "iemand zijn. Haal het weg."),
                             telling));
        return OK;
    }
    if (request_has(q, FIELD_NO_NAME)) return OK;
    TRY(known_name_in(&telling, &q->asking, words, e));
    if (telling.n)
        form_error(errors, FIELD_NO_NAME,
                   with_word(q,
                             tr(t, "Hier staat “{0}”: zo heet iemand die je begeleidt. "
                                   "Haal de naam weg, of zeg hieronder dat het "
                                   "geen naam is."),
                             telling));
out:
    return rc;
}

void about_nobody_question(struct buf *out, const struct frame *f,
                           const struct request *q, const struct form_errors *errors)
{
    enum tongue t = f->tongue;
    const struct choice none = {
        .value = "ja", .label = tr(t, "Dit woord is hier geen naam van iemand")};
    if (!request_has(q, FIELD_NO_NAME) && !form_error_of(errors, FIELD_NO_NAME)) return;
    field_checks(out, f,
                 &(struct field){.name = FIELD_NO_NAME,
                                 .label = tr(t, "Staat er een naam in?"),
                                 .value = request_text(q, FIELD_NO_NAME),
                                 .may_be_empty = true},
                 &none, 1, errors);
}
