/* The words of answers in the three languages: words.def. */
#ifndef MEASURE_WORDS_H
#define MEASURE_WORDS_H

#include "domain/code_list.h"

enum word_id {
#define X(id, nl, fr, en) id,
#include "measure/words.def"
#undef X
    N_WORDS
};

const char *word_text(enum word_id id, enum lang lang);
/* The text with its %s replaced in order by the values; %% is a percent sign. */
char *word_format(struct arena *a, enum word_id id, enum lang lang,
                  const char *const *values, size_t n_values);
#define WORD_FORMAT(a, id, lang, ...)                                                  \
    word_format((a), (id), (lang), (const char *const[]){__VA_ARGS__},                 \
                sizeof((const char *const[]){__VA_ARGS__}) / sizeof(char *))

/* Values as a person of that language writes them (domain/number_text.h). */
char *word_day(struct arena *a, struct day day, enum lang lang);
char *word_count(struct arena *a, int64_t n, enum lang lang);
char *word_percent(struct arena *a, double share, enum lang lang);

#endif
