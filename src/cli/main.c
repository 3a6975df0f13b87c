/* The commands, and what they all share: global options, help, errors, exit status. */
#include <errno.h>
#include <signal.h>

#include "cli/command.h"
#include "store/db.h"

extern const struct command cmd_init, cmd_verify, cmd_backup, cmd_restore;
extern const struct command cmd_person_list, cmd_person_show, cmd_person_erase;
extern const struct command cmd_person_find, cmd_rebuild;
extern const struct command cmd_demo, cmd_ask, cmd_answer, cmd_codes;
extern const struct command cmd_release_list, cmd_release_show, cmd_release_open;
extern const struct command cmd_release_withdraw, cmd_release_compare;
extern const struct command cmd_import, cmd_export, cmd_check;
extern const struct command cmd_import_services, cmd_export_services;
extern const struct command cmd_link_key, cmd_link_blind, cmd_link_evaluate;
extern const struct command cmd_link_unblind, cmd_link_ledger;
extern const struct command cmd_link_secret, cmd_link_encode;
extern const struct command cmd_link_match, cmd_link_resolve, cmd_link_join;
extern const struct command cmd_link_persons, cmd_link_review, cmd_link_undo;
extern const struct command cmd_link_split, cmd_link_history;
extern const struct command cmd_account_add, cmd_account_list, cmd_account_reset;
extern const struct command cmd_account_close;
extern const struct command cmd_debug_write, cmd_serve, cmd_routes;

static const struct command *const commands[] = {
    &cmd_init,
    &cmd_demo,
    &cmd_ask,
    &cmd_answer,
    &cmd_check,
    &cmd_codes,
    &cmd_person_find,
    &cmd_person_list,
    &cmd_person_show,
    &cmd_person_erase,
    &cmd_import_services,
    &cmd_import,
    &cmd_export_services,
    &cmd_export,
    &cmd_link_persons,
    &cmd_link_review,
    &cmd_link_split,
    &cmd_link_undo,
    &cmd_link_history,
    &cmd_release_list,
    &cmd_release_show,
    &cmd_release_open,
    &cmd_release_withdraw,
    &cmd_release_compare,
    &cmd_link_key,
    &cmd_link_blind,
    &cmd_link_evaluate,
    &cmd_link_unblind,
    &cmd_link_ledger,
    &cmd_link_secret,
    &cmd_link_encode,
    &cmd_link_match,
    &cmd_link_resolve,
    &cmd_link_join,
    &cmd_serve,
    &cmd_account_add,
    &cmd_account_list,
    &cmd_account_reset,
    &cmd_account_close,
    &cmd_routes,
    &cmd_verify,
    &cmd_backup,
    &cmd_restore,
    &cmd_rebuild,
    &cmd_debug_write,
};

static const struct option_row global_options[] = {
    {"--db", "URL", "the database, default sqlite:vindplaats.db"},
    {"--key", "FILE", "its key, default the database's path with .key"},
    {"--lang", "nl|fr|en", "language of labels, default nl"},
    {"--version", NULL, "print the version and stop"},
    {"--help", NULL, "print this and stop"},
    {0},
};

static void print_options(FILE *out, const struct option_row *rows)
{
    for (; rows && rows->name; rows++) {
        char left[40];
        snprintf(left, sizeof left, "%s%s%s", rows->name, rows->value ? " " : "",
                 rows->value ? rows->value : "");
        fprintf(out, "  %-18s %s\n", left, rows->summary);
    }
}

static void print_summary(FILE *out, const struct command *c)
{
    char left[96];
    snprintf(left, sizeof left, "%s%s%s", c->name, c->args[0] ? " " : "", c->args);
    if (strlen(left) <= 32)
        fprintf(out, "  %-32s  %s\n", left, c->summary);
    else
        fprintf(out, "  %s\n  %-32s  %s\n", left, "", c->summary);
}

static void print_help(FILE *out)
{
    fputs("usage: vindplaats COMMAND [ARGUMENTS] [OPTIONS]\n\ncommands:\n", out);
    for (size_t i = 0; i < ARRAY_LEN(commands); i++)
        if (!commands[i]->is_hidden) print_summary(out, commands[i]);
    fputs("\noptions of every command:\n", out);
    print_options(out, global_options);
    fputs("\nvindplaats help COMMAND, or COMMAND --help, explains one command.\n", out);
}

/* The commands of two words that begin with this one, as "person list, person show";
 * false: there are none. */
static bool name_second_words(char *out, size_t size, const char *word)
{
    size_t n = strlen(word), used = 0;
    out[0] = '\0';
    for (size_t i = 0; i < ARRAY_LEN(commands); i++) {
        const char *name = commands[i]->name;
        if (commands[i]->is_hidden || strncmp(name, word, n) != 0 || name[n] != ' ')
            continue;
        snprintf(out + used, size - used, "%s%s", used ? ", " : "", name);
        used += strlen(out + used);
    }
    return used > 0;
}

static void print_command_help(FILE *out, const struct command *c)
{
    fprintf(out, "usage: vindplaats %s%s%s [OPTIONS]\n\n%s\n\n%s", c->name,
            c->args[0] ? " " : "", c->args, c->summary, c->help);
    if (c->options && c->options->name) {
        fputs("\noptions:\n", out);
        print_options(out, c->options);
    }
    fputs("\noptions of every command:\n", out);
    print_options(out, global_options);
    char others[200]; /* "import" explains itself, and names "import services" */
    if (name_second_words(others, sizeof others, c->name))
        fprintf(out, "\nsee also: vindplaats help %s\n", others);
}

/* One or two words name a command. *used_out: how many. */
static const struct command *find_command(size_t *used_out, const char *const *words,
                                          size_t n)
{
    for (size_t i = 0; i < ARRAY_LEN(commands); i++) {
        const char *name = commands[i]->name, *space = strchr(name, ' ');
        size_t first = space ? (size_t)(space - name) : strlen(name);
        if (n == 0 || strlen(words[0]) != first || memcmp(words[0], name, first) != 0)
            continue;
        if (!space || (n > 1 && strcmp(words[1], space + 1) == 0)) {
            *used_out = space ? 2 : 1;
            return commands[i];
        }
    }
    return NULL;
}

/* What commands of two words have in common: "release --help", "help person". */
static bool print_family_help(FILE *out, const char *word)
{
    bool is_family = false;
    for (size_t i = 0; i < ARRAY_LEN(commands); i++) {
        const struct command *c = commands[i];
        size_t n = strlen(word);
        if (c->is_hidden || strncmp(c->name, word, n) != 0 || c->name[n] != ' ')
            continue;
        if (!is_family)
            fprintf(out, "usage: vindplaats %s COMMAND [ARGUMENTS] [OPTIONS]\n\n",
                    word);
        is_family = true;
        print_summary(out, c);
    }
    if (is_family)
        fprintf(out, "\nvindplaats help %s COMMAND explains one of them.\n", word);
    return is_family;
}

/* `before` stands before the name of a command in what is suggested. */
static enum err_code no_command(const char *before, const char *const *words, size_t n,
                                struct err *e)
{
    const char *names[ARRAY_LEN(commands)];
    char two[80], group[200];
    size_t n_names = 0;
    for (size_t i = 0; i < ARRAY_LEN(commands); i++)
        if (!commands[i]->is_hidden) names[n_names++] = commands[i]->name;
    snprintf(two, sizeof two, "%.38s%s%.38s", words[0], n > 1 ? " " : "",
             n > 1 ? words[1] : "");
    bool is_group = name_second_words(group, sizeof group, words[0]);
    enum err_code rc = err_set(e, ERR_USAGE, "there is no command \"%.60s\"",
                               is_group ? two : words[0]);
    const char *nearest = is_group ? NULL : options_nearest(words[0], names, n_names);
    if (!nearest) nearest = options_nearest(two, names, n_names);
    if (nearest)
        err_hint(e, "did you mean: vindplaats %s%s?", before, nearest);
    else if (is_group)
        err_hint(e, "expected one of: %s", group);
    else
        err_hint(e, "vindplaats --help lists the commands");
    return rc;
}

static enum err_code read_globals(struct call *c, struct err *e)
{
    static const char *const langs[N_LANGS] = {"nl", "fr", "en"};
    const char *url = option_text(&c->options, "--db");
    const char *lang = option_text(&c->options, "--lang");
    c->db_url = url ? url : "sqlite:vindplaats.db";
    c->key_path = option_text(&c->options, "--key");
    if (!c->key_path) {
        const char *path = db_url_path(c->db_url);
        c->key_path = arena_format(c->arena, "%s.key", path ? path : "vindplaats");
    }
    c->lang = LANG_NL;
    if (!lang) return OK;
    for (int i = 0; i < N_LANGS; i++) {
        if (strcmp(lang, langs[i]) != 0) continue;
        c->lang = (enum lang)i;
        return OK;
    }
    return err_set(e, ERR_USAGE, "expected --lang nl, fr or en, found \"%.20s\"", lang);
}

static enum err_code check_arguments(const struct call *c, struct err *e)
{
    const struct command *k = c->command;
    enum err_code rc;
    if (c->n_args >= k->min_args && c->n_args <= k->max_args) return OK;
    if (c->n_args > k->max_args)
        rc = err_set(e, ERR_USAGE, "too many arguments: \"%.60s\"",
                     c->args[k->max_args]);
    else
        rc = err_set(e, ERR_USAGE, "too few arguments: expected %s", k->args);
    err_hint(e, "usage: vindplaats %s %s", k->name, k->args);
    return rc;
}

/* Output that never arrived is an error, also when the reader went away. */
static enum err_code finish_output(FILE *out, struct err *e)
{
    errno = 0;
    if (fflush(out) == 0 && !ferror(out)) return OK;
    if (errno == ENOSPC || errno == EFBIG)
        return err_set(e, ERR_DISK_FULL, "standard output: no room left");
    return err_set(e, ERR_IO, "standard output could not be written%s%s",
                   errno ? ": " : "", errno ? strerrordesc_np(errno) : "");
}

/* "help", "help ask", "help person show". */
static enum err_code help(struct call *c, const char **args, const char *const *words,
                          size_t n, struct err *e)
{
    size_t used = 0;
    enum err_code rc =
        options_parse(&c->options, args, &c->n_args, words, n, NULL, global_options, e);
    if (rc != OK) return rc;
    if (c->n_args == 0) {
        print_help(c->out);
        return OK;
    }
    const struct command *command = find_command(&used, args, c->n_args);
    if (!command && c->n_args == 1 && print_family_help(c->out, args[0])) return OK;
    if (!command) return no_command("help ", args, c->n_args, e);
    if (c->n_args > used) {
        rc = err_set(e, ERR_USAGE, "too many arguments: \"%.60s\"", args[used]);
        err_hint(e, "usage: vindplaats help %s", command->name);
        return rc;
    }
    print_command_help(c->out, command);
    return OK;
}

static enum err_code run(struct call *c, const char *const *words, size_t n,
                         struct err *e)
{
    size_t used = 0;
    const char **args = arena_new_array(c->arena, const char *, ARGUMENTS_MAX);
    enum err_code rc;
    if (n == 0) {
        rc = err_set(e, ERR_USAGE, "expected a command");
        err_hint(e, "vindplaats --help lists the commands");
        return rc;
    }
    if (strcmp(words[0], "--help") == 0 || strcmp(words[0], "help") == 0)
        return help(c, args, words + 1, n - 1, e);
    if (strcmp(words[0], "--version") == 0) {
        fputs("vindplaats " VINDPLAATS_VERSION "\n", c->out);
        return OK;
    }
    c->command = find_command(&used, words, n);
    if (!c->command && n == 2 && strcmp(words[1], "--help") == 0 &&
        print_family_help(c->out, words[0]))
        return OK;
    if (!c->command) return no_command("", words, n, e);
    TRY(options_parse(&c->options, args, &c->n_args, words + used, n - used,
                      c->command->options, global_options, e));
    c->args = args;
    if (option_flag(&c->options, "--help")) {
        print_command_help(c->out, c->command);
        return OK;
    }
    if (option_flag(&c->options, "--version")) {
        fputs("vindplaats " VINDPLAATS_VERSION "\n", c->out);
        return OK;
    }
    TRY(read_globals(c, e));
    TRY(check_arguments(c, e));
    rc = c->command->fn(c, e);
out:
    return rc;
}

static void print_error(FILE *out, enum err_code code, const struct err *e)
{
    fprintf(out, "vindplaats: %s: ", err_public_code(code));
    if (e->line && e->column)
        fprintf(out, "line %d, column %d: ", e->line, e->column);
    else if (e->line)
        fprintf(out, "line %d: ", e->line);
    fprintf(out, "%s\n", e->message[0] ? e->message : err_text(code));
    if (e->detail[0]) fprintf(out, "  detail: %s\n", e->detail);
    if (e->hint[0]) fprintf(out, "  hint: %s\n", e->hint);
}

int main(int argc, char **argv)
{
    struct arena arena = {0};
    struct err e = {0};
    struct call c = {.arena = &arena, .out = stdout, .words = stderr};
    /* a closed pipe or a size limit must be an error that is told, not a death */
    signal(SIGPIPE, SIG_IGN);
    signal(SIGXFSZ, SIG_IGN);
    enum err_code rc =
        run(&c, (const char *const *)argv + 1, argc > 0 ? (size_t)argc - 1 : 0, &e);
    struct err output = {0};
    enum err_code output_rc = finish_output(stdout, &output);
    if (rc == OK && output_rc != OK) {
        rc = output_rc;
        e = output;
    }
    if (rc != OK) print_error(stderr, rc, &e);
    arena_dispose(&arena);
    return err_exit_status(rc);
}
