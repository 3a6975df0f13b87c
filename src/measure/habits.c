#include "measure/habits.h"

#include "measure/dimension.h"

static bool is_one_of(struct str typed, const char *words)
{
    struct str rest = str_of(words), word;
    while (str_split(&word, &rest, '|'))
        if (name_same(typed, word) || str_eq_nocase(typed, word)) return true;
    return false;
}

const char *habit_cure(struct str typed)
{
    static const struct {
        const char *words, *cure;
    } habits[] = {
#define X(words, cure) {words, cure},
#include "measure/habits.def"
#undef X
    };
    for (size_t i = 0; i < ARRAY_LEN(habits); i++)
        if (typed.n && is_one_of(typed, habits[i].words)) return habits[i].cure;
    return NULL;
}

const char *habit_value(struct str list, struct str typed)
{
    static const struct {
        const char *list, *words, *means;
    } values[] = {
#define X(list, words, means) {list, words, means},
#include "measure/value_habits.def"
#undef X
    };
    for (size_t i = 0; i < ARRAY_LEN(values); i++)
        if (str_eq_c(list, values[i].list) && is_one_of(typed, values[i].words))
            return values[i].means;
    return NULL;
}
