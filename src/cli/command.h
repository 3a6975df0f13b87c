/* Commands. Each is one constant `struct command` at the end of the file that
 * implements it, and one row in main.c. Data go to standard output, words to standard
 * error; an error becomes "vindplaats: E1005: message" with its detail and hint, and
 * the exit status of errors.def. */
#ifndef CLI_COMMAND_H
#define CLI_COMMAND_H

#include "domain/code_list.h"
#include "cli/options.h"

/* One call of a command. Global options are filled in, with their defaults. The arena
 * is freed after the command. Write data with stdio to `out`; main flushes it and turns
 * a closed or full output into ERR_IO. */
struct call {
    const struct command *command;
    struct arena *arena;
    const char *db_url;      /* --db, default "sqlite:vindplaats.db" */
    const char *key_path;    /* --key, default the database's path with ".key" */
    enum lang lang;          /* --lang, default nl */
    const char *const *args; /* what is not an option, in order */
    size_t n_args;
    struct option_values options;
    FILE *out, *words; /* standard output and standard error */
};

struct command {
    const char *name;    /* "verify", or two words: "person show" */
    const char *args;    /* "FILE", "ID [--identity --reason TEXT]"; "" none */
    const char *summary; /* one line, lower case, no full stop */
    const char *help;    /* paragraphs, ending with an example line */
    size_t min_args, max_args;
    const struct option_row *options; /* ended by a row without a name; NULL: none */
    enum err_code (*fn)(struct call *c, struct err *e);
    bool is_hidden; /* diagnosis: works, but is not listed */
};

#endif
