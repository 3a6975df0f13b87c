/* Amounts as people type them: what is read lies within its bounds, and reads the same
 * once it was written again. */
#include "domain/code_list.h"
#include "domain/euro_text.h"
#include "domain/number_text.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    int64_t cents = -1, again = -1;
    struct buf out = {0};
    enum euro_fault fault = euro_read(&cents, (struct str){(const char *)bytes, n});
    require((fault == EURO_FITS) == (cents != -1));
    if (fault != EURO_FITS) return 0;
    require(cents >= 0 && cents <= EURO_MOST_CENTS);
    number_euro(&out, cents, LANG_NL);
    require(euro_read(&again, buf_str(&out)) == EURO_FITS && again == cents);
    buf_dispose(&out);
    return 0;
}
