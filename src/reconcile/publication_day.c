#include "reconcile/publication_day.h"

static const char *const months[12][3] = {
    {"januari", "janvier", "january"},
    {"februari", "février", "february"},
    {"maart", "mars", "march"},
    {"april", "avril", "april"},
    {"mei", "mai", "may"},
    {"juni", "juin", "june"},
    {"juli", "juillet", "july"},
    {"augustus", "août", "august"},
    {"september", "septembre", "september"},
    {"oktober", "octobre", "october"},
    {"november", "novembre", "november"},
    {"december", "décembre", "december"},
};

static int month_named(struct str word)
{
    for (int m = 0; m < 12; m++)
        for (size_t l = 0; l < 3; l++)
            if (str_eq_nocase(word, str_of(months[m][l]))) return m + 1;
    return 0;
}

static int number_in(struct str word, size_t max_digits)
{
    int n = 0;
    if (word.n == 0 || word.n > max_digits) return 0;
    for (size_t i = 0; i < word.n; i++) {
        if (word.p[i] < '0' || word.p[i] > '9') return 0;
        n = n * 10 + (word.p[i] - '0');
    }
    return n;
}

static struct str bare(struct str word)
{
    while (word.n && strchr(",.;:()", word.p[word.n - 1]))
        word.n--;
    while (word.n && word.p[0] == '(')
        word = (struct str){word.p + 1, word.n - 1};
    return word;
}

struct day publication_day(struct str name)
{
    struct str word, before = S(""), before_that = S("");
    struct day day;
    while (str_split(&word, &name, ' ')) {
        word = bare(word);
        if (day_parse(&day, word, NULL) == OK) return day;
        int d = number_in(before_that, 2), m = month_named(before);
        int y = number_in(word, 4);
        if (d && m && day_is_valid(y, m, d)) return day_of(y, m, d);
        before_that = before;
        before = word;
    }
    return DAY_NONE;
}
