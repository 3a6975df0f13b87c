#include <errno.h>
#include <unistd.h>

#include "publish/publish_format.h"

#include "base/file.h"
#include "publish/answer_html.h"
#include "publish/answer_json.h"
#include "publish/json_stat.h"
#include "publish/workbook.h"

enum { PUBLISH_BYTES_MAX = 512 << 20, NEAREST_DISTANCE = 3 };

static const struct {
    const char *word, *ending;
} formats[N_PUBLISH_FORMATS] = {
    [PUBLISH_TEXT] = {"text", ".txt"},  [PUBLISH_CSV] = {"csv", ".csv"},
    [PUBLISH_JSON] = {"json", ".json"}, [PUBLISH_JSON_STAT] = {"jsonstat", ".jsonstat"},
    [PUBLISH_HTML] = {"html", ".html"}, [PUBLISH_XLSX] = {"xlsx", ".xlsx"},
};

enum err_code publish_format_parse(enum publish_format *out, struct str word,
                                   struct err *e)
{
    int best = NEAREST_DISTANCE + 1, nearest = 0;
    for (int i = 0; i < N_PUBLISH_FORMATS; i++) {
        if (str_eq_nocase(word, str_of(formats[i].word))) {
            *out = (enum publish_format)i;
            return OK;
        }
        size_t letters = strlen(formats[i].word);
        int distance = str_distance(word, str_of(formats[i].word), NEAREST_DISTANCE);
        /* a short word is near to anything: at most half of it may differ */
        if (distance < best && 2 * (size_t)distance <= letters) {
            best = distance;
            nearest = i;
        }
    }
    err_set(e, ERR_USAGE,
            "expected a format (text, csv, json, jsonstat, html, xlsx), found \"%.*s\"",
            (int)MIN_OF(word.n, (size_t)40), word.p ? word.p : "");
    if (best <= NEAREST_DISTANCE && word.n)
        err_hint(e, "did you mean \"%s\"?", formats[nearest].word);
    return ERR_USAGE;
}

const char *publish_format_word(enum publish_format format)
{
    require(format < N_PUBLISH_FORMATS);
    return formats[format].word;
}

bool publish_format_of_path(enum publish_format *out, const char *path)
{
    struct str s = str_of(path);
    for (int i = 0; i < N_PUBLISH_FORMATS; i++) {
        size_t n = strlen(formats[i].ending);
        if (s.n <= n) continue;
        struct str end = {s.p + s.n - n, n};
        if (!str_eq_nocase(end, str_of(formats[i].ending))) continue;
        *out = (enum publish_format)i;
        return true;
    }
    return false;
}

static enum err_code write_stream(FILE *stream, struct str bytes, struct err *e)
{
    errno = 0;
    size_t put = bytes.n ? fwrite(bytes.p, 1, bytes.n, stream) : 0;
    if (put == bytes.n && fflush(stream) == 0) return OK;
    bool is_full = errno == ENOSPC || errno == EDQUOT;
    return err_set(e, is_full ? ERR_DISK_FULL : ERR_IO, "cannot write the answer: %s",
                   errno ? strerrordesc_np(errno) : "the stream refused it");
}

static enum err_code write_out(FILE *stream, const char *path, struct str bytes,
                               struct err *e)
{
    return path ? file_write(path, bytes, 0666, e) : write_stream(stream, bytes, e);
}

static enum err_code answer_xlsx(FILE *stream, const char *path, const struct answer *a,
                                 struct err *e)
{
    if (!path && isatty(fileno(stream))) {
        err_set(e, ERR_USAGE, "an xlsx is not for a terminal");
        err_hint(e, "give a file with --out");
        return ERR_USAGE;
    }
    struct arena arena = {0};
    struct str bytes;
    enum err_code rc = OK;
    TRY(publish_xlsx_bytes(&bytes, &arena, a, e));
    TRY(write_out(stream, path, bytes, e));
out:
    arena_dispose(&arena);
    return rc;
}

enum err_code publish_answer(FILE *stream, const char *path, const struct answer *a,
                             enum publish_format format,
                             const struct publish_options *options, struct err *e)
{
    static const struct publish_options defaults;
    const struct publish_options *o = options ? options : &defaults;
    struct buf out;
    enum err_code rc = OK;
    buf_init(&out, PUBLISH_BYTES_MAX);
    switch (format) {
    case PUBLISH_TEXT:
        publish_text(&out, a, &o->text);
        break;
    case PUBLISH_CSV:
        TRY(publish_csv(&out, a, &o->csv, e));
        break;
    case PUBLISH_JSON:
        TRY(publish_json(&out, a, e));
        break;
    case PUBLISH_JSON_STAT:
        TRY(publish_json_stat(&out, a, e));
        break;
    case PUBLISH_HTML:
        publish_html(&out, a);
        break;
    case PUBLISH_XLSX:
    case N_PUBLISH_FORMATS:
        TRY(answer_xlsx(stream, path, a, e));
        goto out;
    }
    TRY(buf_check(&out, e));
    TRY(write_out(stream, path, buf_str(&out), e));
out:
    buf_dispose(&out);
    return rc;
}
