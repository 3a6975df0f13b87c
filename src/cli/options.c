#include "cli/options.h"

const char *option_text(const struct option_values *o, const char *name)
{
    for (size_t i = 0; i < o->n; i++)
        if (strcmp(o->given[i].name, name) == 0) return o->given[i].value;
    return NULL;
}

bool option_flag(const struct option_values *o, const char *name)
{
    return option_text(o, name) != NULL;
}

const char *options_nearest(const char *word, const char *const *names, size_t n)
{
    enum { FARTHEST = 3 };
    const char *nearest = NULL;
    int best = FARTHEST + 1;
    for (size_t i = 0; i < n; i++) {
        int distance = str_distance(str_of(word), str_of(names[i]), FARTHEST);
        /* a short word is near to anything: at most half of it may differ */
        if (distance < best && 2 * (size_t)distance <= strlen(names[i])) {
            best = distance;
            nearest = names[i];
        }
    }
    return nearest;
}

static const struct option_row *find_row(const struct option_row *rows, struct str name)
{
    for (; rows && rows->name; rows++)
        if (str_eq_c(name, rows->name)) return rows;
    return NULL;
}

static enum err_code unknown_option(struct str name, const struct option_row *own,
                                    const struct option_row *global, struct err *e)
{
    const char *names[2 * OPTIONS_MAX];
    char word[64];
    size_t n = 0;
    for (; own && own->name && n < OPTIONS_MAX; own++)
        names[n++] = own->name;
    for (; global && global->name && n < 2 * OPTIONS_MAX; global++)
        names[n++] = global->name;
    snprintf(word, sizeof word, "%.*s", STR_ARG(name));
    enum err_code rc = err_set(e, ERR_USAGE, "there is no option %s", word);
    const char *nearest = options_nearest(word, names, n);
    if (nearest)
        err_hint(e, "did you mean %s?", nearest);
    else
        err_hint(e, "--help shows the options");
    return rc;
}

/* One word that starts with "-"; the next word is its value when it needs one. */
static enum err_code take_option(struct option_values *out, const char *const *words,
                                 size_t n_words, size_t *at,
                                 const struct option_row *own,
                                 const struct option_row *global, struct err *e)
{
    const char *word = words[*at], *equals = strchr(word, '=');
    struct str name = {word, equals ? (size_t)(equals - word) : strlen(word)};
    const struct option_row *row = find_row(own, name);
    if (!row) row = find_row(global, name);
    if (!row) return unknown_option(name, own, global, e);
    if (option_text(out, row->name))
        return err_set(e, ERR_USAGE, "option %s is given twice", row->name);
    if (!row->value && equals)
        return err_set(e, ERR_USAGE, "option %s takes no value", row->name);
    const char *value = "";
    if (row->value && equals) {
        value = equals + 1;
    } else if (row->value) {
        if (*at + 1 == n_words)
            return err_set(e, ERR_USAGE, "option %s needs a value: %s", row->name,
                           row->value);
        value = words[++*at];
    }
    require(out->n < OPTIONS_MAX);
    out->given[out->n].name = row->name;
    out->given[out->n++].value = value;
    return OK;
}

enum err_code options_parse(struct option_values *out, const char **args_out,
                            size_t *n_args_out, const char *const *words,
                            size_t n_words, const struct option_row *own,
                            const struct option_row *global, struct err *e)
{
    bool only_arguments = false;
    *n_args_out = 0;
    *out = (struct option_values){.n = 0};
    for (size_t i = 0; i < n_words; i++) {
        /* "-" alone is an argument: standard input */
        if (!only_arguments && words[i][0] == '-' && words[i][1]) {
            if (strcmp(words[i], "--") == 0) {
                only_arguments = true;
                continue;
            }
            enum err_code rc = take_option(out, words, n_words, &i, own, global, e);
            if (rc != OK) return rc;
            continue;
        }
        if (*n_args_out == ARGUMENTS_MAX)
            return err_set(e, ERR_USAGE, "more than %d arguments", ARGUMENTS_MAX);
        args_out[(*n_args_out)++] = words[i];
    }
    return OK;
}
