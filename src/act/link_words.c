#include "act/link_words.h"

static const struct {
    const char *name, *word[N_LANGS];
} words[] = {
#define W(name, nl, fr, en) {name, {nl, fr, en}},
#include "act/link_words.def"
#undef W
};

struct str link_word(struct str name, enum lang lang)
{
    for (size_t i = 0; i < ARRAY_LEN(words); i++)
        if (str_eq_c(name, words[i].name)) return str_of(words[i].word[lang]);
    return name;
}
