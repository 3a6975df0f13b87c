/* The log: one line of key=value fields on standard error, written at once.
 *
 *     log_line(LOG_NOTICE, "import finished", log_int("rows", n), log_hash("by", id));
 *
 * Personal data cannot get in by the short way: the event and the keys are literals,
 * and a value is a number, a flag, an id, or a log_word, which only a literal can make.
 * An id that belongs to a person goes in as log_hash: the same within one run of the
 * program, meaningless outside it. Any thread may log. */
#ifndef BASE_LOG_H
#define BASE_LOG_H

#include "base/err.h"
#include "base/uuid.h"

enum log_level { LOG_DEBUG, LOG_NOTICE, LOG_WARNING, LOG_ERROR };

/* A word known when the program was compiled; may stand in a table of constants. */
struct log_word {
    const char *text;
};
#define LOG_WORD(literal) ((struct log_word){"" literal})

struct log_field {
    const char *key;
    enum {
        LOG_FIELD_NONE,
        LOG_FIELD_INT,
        LOG_FIELD_NUMBER,
        LOG_FIELD_BOOL,
        LOG_FIELD_WORD,
        LOG_FIELD_RECORD,
        LOG_FIELD_HASH
    } kind;
    union {
        int64_t whole;
        double number;
        struct log_word word;
        struct uuid id;
    };
};
struct log_field log_field_int(const char *key, int64_t value);
struct log_field log_field_number(const char *key, double value);
struct log_field log_field_bool(const char *key, bool value);
struct log_field log_field_word(const char *key, struct log_word word);
struct log_field log_field_record(const char *key, struct uuid id);
struct log_field log_field_hash(const char *key, struct uuid id);
#define log_int(key, value)    log_field_int("" key, (value))
#define log_number(key, value) log_field_number("" key, (value))
#define log_bool(key, value)   log_field_bool("" key, (value))
#define log_words(key, word)   log_field_word("" key, (word))
#define log_record(key, id)    log_field_record("" key, (id)) /* never of a person */
#define log_hash(key, id)      log_field_hash("" key, (id))

/* log_line(level, "event", field, ...): at most 32 fields. */
#define log_line(level, ...) LOG_LINE_(level, NULL, __VA_ARGS__, (struct log_field){0})
/* The same with an error: its public code, place, message, detail and log-only part. */
#define log_err(level, e, ...) LOG_LINE_(level, e, __VA_ARGS__, (struct log_field){0})
#define LOG_LINE_(level, e, event, ...)                                                \
    log_write((level), (e), "" event, (const struct log_field[]){__VA_ARGS__})

/* Lines below this level are dropped; LOG_NOTICE to begin with. */
void log_set_level(enum log_level level);
/* `fields` ends with one of kind LOG_FIELD_NONE. */
void log_write(enum log_level level, const struct err *e, const char *event,
               const struct log_field *fields);

#endif
