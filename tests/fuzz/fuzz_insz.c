/* Any bytes as an INSZ number: what is accepted must survive format and parse, and what
 * is refused must not come back in the error. */
#include "domain/insz.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

static bool is_number_part(const char *p, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (p[i] < '0' || p[i] > '9') return false;
    return true;
}

static void require_silence(const struct err *e, struct str text)
{
    enum { PART = 4 };
    for (size_t i = 0; i + PART <= text.n; i++) {
        if (!is_number_part(text.p + i, PART)) continue;
        struct str part = {text.p + i, PART};
        require(!str_contains(str_of(e->message), part));
        require(!str_contains(str_of(e->detail), part));
        require(!str_contains(str_of(e->hint), part));
        require(!str_contains(str_of(e->log_only), part));
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    struct str text = {(const char *)bytes, n};
    struct insz number, again;
    struct err e = {0};
    if (insz_parse(&number, text, &e) != OK) {
        require(e.code == ERR_INVALID && *e.message);
        require_silence(&e, text);
        return 0;
    }
    char formatted[INSZ_TEXT + 1];
    insz_format(formatted, &number);
    require(insz_parse(&again, str_of(formatted), &e) == OK);
    require(strcmp(again.digits, number.digits) == 0 && again.kind == number.kind);
    struct partial_date born = insz_birth_hint(&number);
    require(born.month <= 12 && born.day <= 31);
    require(insz_fits_birth(&number, born));
    return 0;
}
