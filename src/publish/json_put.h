/* What the two JSON forms write alike: days, moments, texts under a key. */
#ifndef PUBLISH_JSON_PUT_H
#define PUBLISH_JSON_PUT_H

#include "base/day.h"
#include "base/json.h"
#include "measure/table.h"

void json_put(struct json_writer *w, const char *key, const char *text); /* or null */
void json_put_count(struct json_writer *w, const char *key, int64_t n);
/* Null when it is not finite. */
void json_put_fraction(struct json_writer *w, const char *key, double share);
void json_put_day(struct json_writer *w, const char *key, struct day day);
/* Null for INT64_MAX: everything recorded. */
void json_put_moment(struct json_writer *w, const char *key, int64_t unix_ms);
void json_put_texts(struct json_writer *w, const char *key, const char *const *texts,
                    size_t n);
/* How many cells are as published, blank then, or different; null: not compared. */
void json_put_comparison(struct json_writer *w, const struct table *t);

#endif
