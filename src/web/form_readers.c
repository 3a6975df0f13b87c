#include "base/limits.h"
#include "base/parse.h"
#include "domain/lists.h"
#include "web/request.h"

static bool complain(struct form_errors *errors, const char *name, const char *message)
{
    form_error(errors, name, message);
    return false;
}

/* 12/5/2026, 12-5-2026, 12.5.2026 */
static bool read_written_day(struct day *out, struct str text)
{
    char separator = memchr(text.p, '/', text.n)   ? '/'
                     : memchr(text.p, '.', text.n) ? '.'
                                                   : '-';
    int64_t part[3];
    struct str piece;
    size_t n = 0;
    while (str_split(&piece, &text, separator)) {
        piece = str_trim(piece);
        if (piece.n > 1 && piece.p[0] == '0') piece.p++, piece.n--;
        if (n == 3 || parse_int(&part[n], piece, 1, 9999, "day", NULL) != OK)
            return false;
        n++;
    }
    if (n != 3 || part[2] < 1800 ||
        !day_is_valid((int)part[2], (int)part[1], (int)part[0]))
        return false;
    *out = day_of((int)part[2], (int)part[1], (int)part[0]);
    return true;
}

bool form_day(struct day *out, const struct request *q, const char *name,
              bool may_be_empty, struct form_errors *errors)
{
    struct str text = request_text(q, name);
    *out = DAY_NONE;
    if (!text.n)
        return may_be_empty ||
               complain(errors, name,
                        tr(q->tongue, "Vul een dag in, zoals 12/5/2026."));
    if (day_parse(out, text, NULL) == OK || read_written_day(out, text)) return true;
    *out = DAY_NONE;
    return complain(errors, name,
                    tr(q->tongue, "Schrijf de dag als dag, maand en jaar: 12/5/2026."));
}

/* 14:05, 14.05, 14u05, 14u */
static bool read_minute(int *out, struct str text)
{
    struct str hour = text, minute = STR_NONE;
    int64_t h, m = 0;
    for (size_t i = 0; i < text.n; i++) {
        if (!strchr(":.uUhH", text.p[i])) continue;
        hour = (struct str){text.p, i};
        minute = (struct str){text.p + i + 1, text.n - i - 1};
        break;
    }
    if (hour.n > 1 && hour.p[0] == '0') hour.p++, hour.n--;
    if (minute.n > 1 && minute.p[0] == '0') minute.p++, minute.n--;
    if (parse_int(&h, hour, 0, 23, "hour", NULL) != OK) return false;
    if (minute.n && parse_int(&m, minute, 0, 59, "minute", NULL) != OK) return false;
    *out = (int)(h * 60 + m);
    return true;
}

bool form_time(int *minute_out, const struct request *q, const char *name,
               struct form_errors *errors)
{
    *minute_out = 0;
    return read_minute(minute_out, request_text(q, name)) ||
           complain(errors, name, tr(q->tongue, "Schrijf het uur als 14:05."));
}

bool form_moment(int64_t *out, const struct request *q, const char *day_name,
                 const char *time_name, struct form_errors *errors)
{
    struct day day;
    int minute = 0;
    *out = 0;
    bool has_day = form_day(&day, q, day_name, false, errors);
    if (!form_time(&minute, q, time_name, errors)) return false;
    if (has_day) *out = brussels_moment(day, minute);
    return has_day;
}

bool form_code(uint8_t *out, const struct request *q, const char *name, size_t list,
               bool may_be_empty, const char *message, struct form_errors *errors)
{
    struct str text = request_text(q, name);
    const struct code_list *codes = code_list_at(list);
    int i = text.n ? code_index(codes, text) : -1;
    *out = CODE_MISSING;
    if (!text.n && may_be_empty) return true;
    if (i < 0 || i >= CODE_MISSING || !code_in_use(codes, i, q->asking.today))
        return complain(errors, name, message);
    *out = (uint8_t)i;
    return true;
}

bool form_number(int64_t *out, const struct request *q, const char *name, int64_t least,
                 int64_t most, const char *message, struct form_errors *errors)
{
    *out = least;
    return parse_int(out, request_text(q, name), least, most, "number", NULL) == OK ||
           complain(errors, name, message);
}

bool form_text(struct str *out, const struct request *q, const char *name, size_t most,
               bool may_be_empty, const char *message, struct form_errors *errors)
{
    *out = request_text(q, name);
    if (!out->n && !may_be_empty) return complain(errors, name, message);
    if (out->n <= most) return true;
    return complain(errors, name,
                    tr(q->tongue, "Deze tekst is te lang. Maak hem korter."));
}

bool form_id(struct uuid *out, const struct request *q, const char *name,
             bool may_be_empty, const char *message, struct form_errors *errors)
{
    struct str text = request_text(q, name);
    *out = (struct uuid){0};
    if (!text.n && may_be_empty) return true;
    return uuid_parse(out, text, NULL) == OK || complain(errors, name, message);
}
