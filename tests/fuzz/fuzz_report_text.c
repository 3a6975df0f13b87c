/* The kept text of a report: whatever is read of it reads the same once it was written
 * again, and stands where it is looked for. */
#include "act/report_content.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    struct arena a = {0};
    struct report_lines lines =
        report_lines_read(&a, (struct str){(const char *)bytes, n});
    struct str text = report_lines_text(&a, &lines);
    struct report_lines again = report_lines_read(&a, text);
    require(again.n == lines.n);
    require(str_eq(report_lines_text(&a, &again), text));
    for (size_t i = 0; i < lines.n; i++) {
        require(report_line_of(&lines, lines.at[i].kind, lines.at[i].key));
        require(report_line_twin(&lines, &lines, i) == &lines.at[i]);
    }
    arena_dispose(&a);
    return 0;
}
