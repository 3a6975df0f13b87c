#include "base/err.h"

#include <stdarg.h>

static const struct {
    const char *public_code;
    int http, exit;
    const char *text;
} error_rows[] = {
    {"E0000", 200, 0, "ok"},
#define X(code, public_code, http, exit, text) {public_code, http, exit, text},
#include "base/errors.def"
#undef X
};

_Noreturn void bug_at(const char *file, int line, const char *what)
{
    fprintf(stderr, "vindplaats: defect at %s:%d: %s\n", file, line, what);
    abort();
}

printf_like(5, 0) static enum err_code
    fill(struct err *e, enum err_code code, int line, int column, const char *format,
         va_list args)
{
    if (!e) return code;
    memset(e, 0, sizeof *e);
    e->code = code;
    e->line = line;
    e->column = column;
    vsnprintf(e->message, sizeof e->message, format, args);
    return code;
}

#undef err_set /* a macro for clang-tidy */

enum err_code err_set(struct err *e, enum err_code code, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    fill(e, code, 0, 0, format, args);
    va_end(args);
    return code;
}

enum err_code err_set_at(struct err *e, enum err_code code, int line, int column,
                         const char *format, ...)
{
    va_list args;
    va_start(args, format);
    fill(e, code, line, column, format, args);
    va_end(args);
    return code;
}

#define DEFINE_FIELD(function, field)                                                  \
    void function(struct err *e, const char *format, ...)                              \
    {                                                                                  \
        if (!e) return;                                                                \
        va_list args;                                                                  \
        va_start(args, format);                                                        \
        vsnprintf(e->field, sizeof e->field, format, args);                            \
        va_end(args);                                                                  \
    }
DEFINE_FIELD(err_detail, detail)
DEFINE_FIELD(err_hint, hint)
DEFINE_FIELD(err_log, log_only)

const char *err_public_code(enum err_code code)
{
    require(code < ERR_CODE_END);
    return error_rows[code].public_code;
}

const char *err_text(enum err_code code)
{
    require(code < ERR_CODE_END);
    return error_rows[code].text;
}

int err_http_status(enum err_code code)
{
    require(code < ERR_CODE_END);
    return error_rows[code].http;
}

int err_exit_status(enum err_code code)
{
    require(code < ERR_CODE_END);
    return error_rows[code].exit;
}
