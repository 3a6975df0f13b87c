#include "publish/json_put.h"

#include "publish/table_facts.h"

#include <math.h>

void json_put(struct json_writer *w, const char *key, const char *text)
{
    json_key(w, key);
    json_put_c(w, text);
}

void json_put_count(struct json_writer *w, const char *key, int64_t n)
{
    json_key(w, key);
    json_put_int(w, n);
}

void json_put_fraction(struct json_writer *w, const char *key, double share)
{
    json_key(w, key);
    if (isfinite(share))
        json_put_number(w, share);
    else
        json_put_null(w);
}

void json_put_day(struct json_writer *w, const char *key, struct day day)
{
    char text[DAY_TEXT + 1];
    day_text(text, day);
    json_put(w, key, day_is_none(day) ? NULL : text);
}

void json_put_moment(struct json_writer *w, const char *key, int64_t unix_ms)
{
    char text[MOMENT_TEXT + 1];
    if (unix_ms == INT64_MAX) {
        json_put(w, key, NULL);
        return;
    }
    moment_text(text, unix_ms);
    json_put(w, key, text);
}

void json_put_texts(struct json_writer *w, const char *key, const char *const *texts,
                    size_t n)
{
    json_key(w, key);
    json_begin_array(w);
    for (size_t i = 0; i < n; i++)
        json_put_c(w, texts[i]);
    json_end_array(w);
}

void json_put_comparison(struct json_writer *w, const struct table *t)
{
    json_key(w, "comparison");
    if (!table_is_compared(t)) {
        json_put_null(w);
        return;
    }
    json_begin_object(w);
    json_put_count(w, "equal", (int64_t)t->n_published_equal);
    json_put_count(w, "blank", (int64_t)t->n_published_blank);
    json_put_count(w, "differs", (int64_t)t->n_published_differs);
    json_end_object(w);
}
