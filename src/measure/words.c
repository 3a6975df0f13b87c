#include "measure/words.h"

#include "base/arena.h"
#include "base/buf.h"
#include "domain/number_text.h"

static const char *const words[N_WORDS][N_LANGS] = {
#define X(id, nl, fr, en) [id] = {nl, fr, en},
#include "measure/words.def"
#undef X
};

const char *word_text(enum word_id id, enum lang lang)
{
    require(id < N_WORDS && (unsigned)lang < N_LANGS);
    return words[id][lang];
}

static char *taken(struct arena *a, struct buf *b)
{
    char *out = arena_copy(a, b->p ? b->p : "", b->n);
    buf_dispose(b);
    return out;
}

char *word_format(struct arena *a, enum word_id id, enum lang lang,
                  const char *const *values, size_t n_values)
{
    struct buf b;
    size_t used = 0;
    buf_init(&b, 0);
    for (const char *p = word_text(id, lang); *p; p++) {
        if (*p != '%') {
            buf_add_char(&b, *p);
        } else if (*++p == '%') {
            buf_add_char(&b, '%');
        } else {
            require(*p == 's' && used < n_values);
            buf_add_c(&b, values[used++]);
        }
    }
    require(used == n_values);
    return taken(a, &b);
}

char *word_day(struct arena *a, struct day day, enum lang lang)
{
    struct buf b;
    buf_init(&b, 0);
    number_day(&b, day, (int)lang);
    return taken(a, &b);
}

char *word_count(struct arena *a, int64_t n, enum lang lang)
{
    struct buf b;
    buf_init(&b, 0);
    number_count(&b, n, (int)lang);
    return taken(a, &b);
}

char *word_percent(struct arena *a, double share, enum lang lang)
{
    struct buf b;
    buf_init(&b, 0);
    number_percent(&b, share, (int)lang);
    return taken(a, &b);
}
