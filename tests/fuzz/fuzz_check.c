/* Files of figures, cross tables and answers: whatever they hold, they are read or
 * refused with a place, and what was read can be checked and printed. */
#include "reconcile/claims_read.h"
#include "reconcile/reconcile.h"

#include "base/utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    struct str text = {(const char *)bytes, n};
    struct arena a = {0};
    struct claims claims = {0};
    struct findings findings = {0};
    struct err e = {0};
    if (claims_kind_of(text, "f.csv") == CLAIMS_QUESTION) return 0;
    if (claims_read(&claims, &a, "f.csv", text, &e) == OK) {
        const struct check_context ctx = {.lang = (enum lang)(n % N_LANGS)};
        struct buf out;
        check_claims(&findings, &a, &claims, &ctx);
        for (size_t i = 0; i < findings.n; i++)
            require(findings.items[i].n_places > 0 && findings.items[i].what[0]);
        buf_init(&out, 0);
        findings_text(&out, &findings, ctx.lang, 80);
        require(out.n > 0);
        buf_clear(&out);
        findings_csv(&out, &findings, ',');
        require(utf8_is_valid(buf_str(&out)));
        buf_clear(&out);
        require(findings_json(&out, &findings, ctx.lang, &e) == OK);
        buf_dispose(&out);
    } else {
        require(e.code == ERR_SYNTAX || e.code == ERR_INVALID ||
                e.code == ERR_TOO_LARGE);
        require(e.message[0]);
    }
    findings_dispose(&findings);
    claims_dispose(&claims);
    arena_dispose(&a);
    return 0;
}
