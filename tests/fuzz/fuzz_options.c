/* Any words of a command line, one a line: each is taken for exactly one thing (an
 * option, the value of one, an argument, or "--"), in the order given, or the error
 * names what is wrong. Options are found in either table, and once. */
#include "cli/options.h"

#include "base/base.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

enum { WORDS_MAX = 128 };

static const struct option_row own[] = {
    {"--format", "text|csv", "how it is written"},
    {"--out", "PATH", "where to"},
    {"--explain", NULL, "the plan only"},
    {0},
};
static const struct option_row global[] = {
    {"--db", "URL", "the database"},
    {"--key", "FILE", "its key"},
    {"--help", NULL, "this"},
    {0},
};

/* A zero byte ends a word: the system hands over no others. */
static size_t split(const char *words[WORDS_MAX], struct arena *a, struct str text)
{
    size_t n = 0;
    struct str line;
    while (n < WORDS_MAX && str_split(&line, &text, '\n'))
        words[n++] = str_to_c(a, line);
    return n;
}

/* Walks the words again and takes off what the parser says it found. */
static void check_all_taken(const char *const *words, size_t n_words,
                            const struct option_values *given, const char **args,
                            size_t n_args)
{
    size_t n_given = 0, n_taken = 0;
    bool only_arguments = false;
    for (size_t i = 0; i < n_words; i++) {
        const char *word = words[i];
        if (only_arguments || word[0] != '-' || !word[1]) {
            require(n_taken < n_args && args[n_taken] == word);
            n_taken++;
            continue;
        }
        if (strcmp(word, "--") == 0) {
            only_arguments = true;
            continue;
        }
        require(n_given < given->n);
        const char *name = given->given[n_given].name;
        const char *value = given->given[n_given++].value;
        size_t length = strlen(name);
        require(strncmp(word, name, length) == 0);
        require(word[length] == '\0' || word[length] == '=');
        if (word[length] == '=')
            require(value == word + length + 1);
        else if (value[0] || (i + 1 < n_words && words[i + 1] == value))
            require(++i < n_words && words[i] == value);
    }
    require(n_given == given->n && n_taken == n_args);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    struct arena a = {0};
    const char *words[WORDS_MAX], *args[ARGUMENTS_MAX];
    struct option_values given;
    struct err e = {0};
    size_t n_args;
    size_t n_words = split(words, &a, (struct str){(const char *)bytes, n});
    enum err_code rc =
        options_parse(&given, args, &n_args, words, n_words, own, global, &e);
    if (rc != OK) {
        require(rc == ERR_USAGE && e.code == rc && e.message[0]);
    } else {
        check_all_taken(words, n_words, &given, args, n_args);
        for (size_t i = 0; i < given.n; i++)
            require(option_text(&given, given.given[i].name) == given.given[i].value);
        require(!option_flag(&given, "--explain") ||
                !*option_text(&given, "--explain"));
    }
    arena_dispose(&a);
    return 0;
}
