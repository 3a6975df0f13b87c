/* A strict parser of options: --name VALUE, --name=VALUE, and -- for "arguments from
 * here". An unknown option is ERR_USAGE and names the nearest one. */
#ifndef CLI_OPTIONS_H
#define CLI_OPTIONS_H

#include "base/err.h"
#include "base/str.h"

enum { OPTIONS_MAX = 24, ARGUMENTS_MAX = 64 };

struct option_row {
    const char *name;    /* "--reason" */
    const char *value;   /* word for its value in help, "TEXT"; NULL: a flag */
    const char *summary; /* one line */
};

struct option_values {
    struct {
        const char *name, *value; /* value "" for a flag */
    } given[OPTIONS_MAX];
    size_t n;
};

/* The value of an option, NULL when it was not given. */
const char *option_text(const struct option_values *o, const char *name);
bool option_flag(const struct option_values *o, const char *name);

/* Splits words into options and arguments, which point into `words`. Each option may be
 * given once, and must stand in one of the two tables (either may be NULL; ended by a
 * row without a name). */
nodiscard enum err_code options_parse(struct option_values *out, const char **args_out,
                                      size_t *n_args_out, const char *const *words,
                                      size_t n_words, const struct option_row *own,
                                      const struct option_row *global, struct err *e);

/* The nearest of the names for "did you mean"; NULL when none is near. */
const char *options_nearest(const char *word, const char *const *names, size_t n);

#endif
