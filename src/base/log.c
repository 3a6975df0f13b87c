#include <errno.h>
#include <pthread.h> /* before banned.h, which poisons names that time.h declares */
#include <sodium.h>
#include <stdatomic.h>
#include <unistd.h>

#include "base/log.h"

#include "base/buf.h"
#include "base/clock.h"
#include "base/utf8.h"

/* A line that fits a pipe's atomic write is never mixed with another process's. */
enum { LINE_BYTES = 4096, MOST_FIELDS = 32 };

static atomic_int lowest = LOG_NOTICE;

void log_set_level(enum log_level level)
{
    atomic_store(&lowest, (int)level);
}

struct log_field log_field_int(const char *key, int64_t value)
{
    return (struct log_field){.key = key, .kind = LOG_FIELD_INT, .whole = value};
}

struct log_field log_field_number(const char *key, double value)
{
    return (struct log_field){.key = key, .kind = LOG_FIELD_NUMBER, .number = value};
}

struct log_field log_field_bool(const char *key, bool value)
{
    return (struct log_field){.key = key, .kind = LOG_FIELD_BOOL, .whole = value};
}

struct log_field log_field_word(const char *key, struct log_word word)
{
    return (struct log_field){.key = key, .kind = LOG_FIELD_WORD, .word = word};
}

struct log_field log_field_record(const char *key, struct uuid id)
{
    return (struct log_field){.key = key, .kind = LOG_FIELD_RECORD, .id = id};
}

struct log_field log_field_hash(const char *key, struct uuid id)
{
    return (struct log_field){.key = key, .kind = LOG_FIELD_HASH, .id = id};
}

static unsigned char hash_key[crypto_shorthash_KEYBYTES];

static void make_hash_key(void)
{
    if (sodium_init() < 0) bug("libsodium cannot start");
    randombytes_buf(hash_key, sizeof hash_key);
}

static void add_hash(struct buf *line, struct uuid id)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, make_hash_key);
    unsigned char hash[crypto_shorthash_BYTES];
    crypto_shorthash(hash, id.b, sizeof id.b, hash_key);
    for (size_t i = 0; i < sizeof hash; i++)
        buf_format(line, "%02x", hash[i]);
}

/* In quotes, on one line whatever it holds. */
static void add_quoted(struct buf *line, struct str text)
{
    buf_add_char(line, '"');
    while (text.n) {
        struct str at = text;
        uint32_t c = utf8_next(&text);
        if (c == '"' || c == '\\')
            buf_format(line, "\\%c", (char)c);
        else if (c < 0x20 || (c >= 0x7f && c < 0xa0) || c == 0x2028 || c == 0x2029)
            buf_format(line, "\\u%04x", c);
        else if (c == UTF8_BAD)
            buf_format(line, "\\x%02x", (unsigned char)at.p[0]);
        else
            buf_add(line, (struct str){at.p, at.n - text.n});
    }
    buf_add_char(line, '"');
}

static void add_field(struct buf *line, const struct log_field *f)
{
    char id[UUID_TEXT + 1];
    buf_format(line, " %s=", f->key);
    switch (f->kind) {
    case LOG_FIELD_INT:
        buf_format(line, "%lld", (long long)f->whole);
        break;
    case LOG_FIELD_NUMBER:
        buf_format(line, "%.6g", f->number);
        break;
    case LOG_FIELD_BOOL:
        buf_add_c(line, f->whole ? "true" : "false");
        break;
    case LOG_FIELD_WORD:
        add_quoted(line, str_of(f->word.text));
        break;
    case LOG_FIELD_RECORD:
        uuid_text(id, f->id);
        buf_add_c(line, id);
        break;
    case LOG_FIELD_HASH:
        add_hash(line, f->id);
        break;
    case LOG_FIELD_NONE:
        break;
    }
}

static void add_err_part(struct buf *line, const char *key, const char *text)
{
    if (!text[0]) return;
    buf_format(line, " %s=", key);
    add_quoted(line, str_of(text));
}

static void add_err(struct buf *line, const struct err *e)
{
    buf_format(line, " code=%s", err_public_code(e->code));
    if (e->line) buf_format(line, " line=%d", e->line);
    if (e->column) buf_format(line, " column=%d", e->column);
    add_err_part(line, "message", e->message);
    add_err_part(line, "detail", e->detail);
    add_err_part(line, "log_only", e->log_only);
}

static void write_line(struct str line)
{
    while (line.n) {
        ssize_t put = write(STDERR_FILENO, line.p, line.n);
        if (put < 0 && errno == EINTR) continue;
        if (put <= 0) return; /* nobody listens: the work goes on */
        line.p += put;
        line.n -= (size_t)put;
    }
}

void log_write(enum log_level level, const struct err *e, const char *event,
               const struct log_field *fields)
{
    static const char *const names[] = {"debug", "notice", "warning", "error"};
    if ((int)level < atomic_load(&lowest)) return;
    int errno_before = errno;
    char moment[MOMENT_TEXT + 1];
    moment_text(moment, clock_now_ms());
    struct buf line;
    buf_init(&line, LINE_BYTES - 1);
    buf_format(&line, "%s %s ", moment, names[level]);
    add_quoted(&line, str_of(event));
    for (int i = 0; fields[i].kind != LOG_FIELD_NONE; i++) {
        require(i < MOST_FIELDS);
        add_field(&line, &fields[i]);
    }
    if (e) add_err(&line, e);
    /* room for the line end is kept apart, so that a line cut at the limit still ends
     */
    line.limit = LINE_BYTES;
    line.overflow = false;
    buf_add_char(&line, '\n');
    write_line(buf_str(&line));
    buf_dispose(&line);
    errno = errno_before;
}
