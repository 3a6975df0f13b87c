/* Errors. Everything that can fail returns enum err_code and fills a struct err once,
 * where the fact is known. Wording: lower case, no full stop, says what was expected
 * and what was found; hint says the cure. No field but log_only may be long-lived
 * evidence, and no field at all may hold a name, a number or another identifying value
 * of a person.
 */
#ifndef BASE_ERR_H
#define BASE_ERR_H

#include "base/base.h"

enum err_code {
    OK = 0,
#define X(code, public_code, http, exit, text) code,
#include "base/errors.def"
#undef X
    ERR_CODE_END
};

/* line and column are 1-based and 0 when there is no place to point at. */
struct err {
    enum err_code code;
    int line, column;
    char message[320];
    char detail[320];
    char hint[320];
    char log_only[320];
};

/* Fill `e` (may be NULL) and give `code` back, so that `return err_set(...)` reads
 * well. err_detail, err_hint and err_log add to an error that was set before. */
enum err_code err_set(struct err *e, enum err_code code, const char *format, ...)
    printf_like(3, 4);
enum err_code err_set_at(struct err *e, enum err_code code, int line, int column,
                         const char *format, ...) printf_like(5, 6);
#ifdef __clang_analyzer__
/* clang-tidy sees one file at a time, and not that the code comes back */
#define err_set(e, code, ...)                                                          \
    __extension__({                                                                    \
        err_set((e), (code), __VA_ARGS__);                                             \
        (code);                                                                        \
    })
#endif
void err_detail(struct err *e, const char *format, ...) printf_like(2, 3);
void err_hint(struct err *e, const char *format, ...) printf_like(2, 3);
void err_log(struct err *e, const char *format, ...) printf_like(2, 3);

const char *err_public_code(enum err_code code); /* "E1001"; "E0000" for OK */
const char *err_text(enum err_code code);
int err_http_status(enum err_code code);
int err_exit_status(enum err_code code);

/* For functions with `enum err_code rc` and a label `out`. */
#define TRY(expr)                                                                      \
    do {                                                                               \
        rc = (expr);                                                                   \
        if (rc != OK) goto out;                                                        \
    } while (0)

#endif
