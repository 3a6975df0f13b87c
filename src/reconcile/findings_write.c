#include "reconcile/findings.h"

#include "base/csv.h"
#include "base/json.h"

enum { PLACES_SHOWN = 12, WIDTH_LEAST = 40, INDENT = 4 };

static const char *const severity_words[N_SEVERITIES] = {"error", "warning", "note"};

static const char *const heads[N_SEVERITIES][N_LANGS] = {
    {"Fouten: zo niet publiceren", "Erreurs : ne pas publier ainsi",
     "Errors: do not publish so"},
    {"Waarschuwingen: vragen een zin uitleg",
     "Avertissements : demandent une phrase d’explication",
     "Warnings: need a sentence of explanation"},
    {"Opmerkingen", "Remarques", "Notes"},
};
static const char *const plural[N_SEVERITIES][N_LANGS] = {
    {"fouten", "erreurs", "errors"},
    {"waarschuwingen", "avertissements", "warnings"},
    {"opmerkingen", "remarques", "notes"},
};
static const char *const cures[N_LANGS] = {"Doe", "À faire", "Do"};

/* Characters of a piece of UTF-8. */
static size_t columns_of(struct str s)
{
    size_t n = 0;
    for (size_t i = 0; i < s.n; i++)
        n += ((unsigned char)s.p[i] & 0xc0) != 0x80;
    return n;
}

/* A paragraph, its lines at most `width` wide, each after `indent` spaces. */
static void wrap(struct buf *out, const char *text, unsigned width, size_t indent)
{
    struct str rest = str_of(text), word;
    size_t column = 0;
    while (str_split(&word, &rest, ' ')) {
        size_t n = columns_of(word);
        if (column && column + 1 + n > width) {
            buf_add_char(out, '\n');
            column = 0;
        }
        if (column == 0) {
            buf_add_many(out, ' ', indent);
            column = indent;
        } else {
            buf_add_char(out, ' ');
            column++;
        }
        buf_add(out, word);
        column += n;
    }
    buf_add_char(out, '\n');
}

static bool follows(const struct finding_place *a, const struct finding_place *b)
{
    return strcmp(a->file, b->file) == 0 && a->line && b->line == a->line + 1 &&
           !a->where[0] && !b->where[0];
}

/* "figures.csv:52, 54-60; answer.csv:3": lines of one file together. */
static void places_text(struct buf *out, const struct finding *f)
{
    const struct finding_place *p = f->places;
    size_t shown = 0;
    for (size_t i = 0; i < f->n_places; i++) {
        size_t last = i;
        if (shown++ == PLACES_SHOWN) {
            buf_format(out, ", … (%zu)", f->n_places);
            return;
        }
        while (last + 1 < f->n_places && follows(&p[last], &p[last + 1]))
            last++;
        bool same = i && strcmp(p[i - 1].file, p[i].file) == 0;
        if (i) buf_add_c(out, same ? ", " : "; ");
        if (p[i].line && !same) buf_format(out, "%s:", p[i].file);
        if (!p[i].line && !same && p[i].file[0])
            buf_format(out, "%s%s", p[i].file, p[i].where[0] ? " " : "");
        if (p[i].line) buf_format(out, "%d", p[i].line);
        if (last > i) buf_format(out, "-%d", p[last].line);
        if (p[i].where[0]) buf_format(out, p[i].line ? " (%s)" : "%s", p[i].where);
        i = last;
    }
}

static void finding_text(struct buf *out, const struct finding *f, enum lang lang,
                         unsigned width)
{
    struct buf line;
    const struct rule *r = rule_at(f->rule);
    buf_init(&line, 0);
    buf_format(out, "  %s", r->name);
    if (f->subject[0]) buf_format(out, " · %s", f->subject);
    buf_add_char(out, '\n');
    places_text(&line, f);
    if (line.n) wrap(out, line.p, width, INDENT);
    if (f->arithmetic[0]) wrap(out, f->arithmetic, width, INDENT);
    wrap(out, f->what, width, INDENT);
    buf_clear(&line);
    buf_format(&line, "%s: %s", cures[lang], f->cure);
    wrap(out, line.p, width, INDENT);
    buf_add_char(out, '\n');
    buf_dispose(&line);
}

void findings_text(struct buf *out, const struct findings *f, enum lang lang,
                   unsigned width)
{
    if (width < WIDTH_LEAST) width = WIDTH_LEAST;
    for (int s = 0; s < N_SEVERITIES; s++) {
        size_t n = findings_count(f, (enum severity)s);
        if (n == 0) continue;
        buf_format(out, "%s (%zu)\n\n", heads[s][lang], n);
        for (size_t i = 0; i < f->n; i++)
            if (rule_at(f->items[i].rule)->severity == (enum severity)s)
                finding_text(out, &f->items[i], lang, width);
    }
    for (int i = 0; i < N_SEVERITIES; i++)
        buf_format(out, "%zu %s%s", findings_count(f, (enum severity)i),
                   plural[i][lang], i + 1 < N_SEVERITIES ? ", " : "\n");
}

static void place_text(struct buf *out, const struct finding_place *p)
{
    if (p->line && p->where[0])
        buf_format(out, "%s:%d (%s)", p->file, p->line, p->where);
    else if (p->line)
        buf_format(out, "%s:%d", p->file, p->line);
    else
        buf_format(out, "%s%s%s", p->file, p->file[0] && p->where[0] ? " " : "",
                   p->where);
}

void findings_csv(struct buf *out, const struct findings *f, char separator)
{
    static const char *const names[] = {"severity", "rule",       "inconsistencies",
                                        "subject",  "arithmetic", "what",
                                        "cure",     "places"};
    struct csv_writer w;
    csv_init(&w, out, separator);
    for (size_t i = 0; i < ARRAY_LEN(names); i++)
        csv_cell_c(&w, names[i]);
    csv_end_row(&w);
    for (size_t i = 0; i < f->n; i++) {
        const struct finding *x = &f->items[i];
        const struct rule *r = rule_at(x->rule);
        const char *const cells[] = {severity_words[r->severity],
                                     r->name,
                                     r->inconsistencies,
                                     x->subject,
                                     x->arithmetic,
                                     x->what,
                                     x->cure};
        struct buf places;
        buf_init(&places, 0);
        for (size_t c = 0; c < ARRAY_LEN(cells); c++)
            csv_cell_c(&w, cells[c]);
        for (size_t p = 0; p < x->n_places; p++) {
            if (p) buf_add_c(&places, " | ");
            place_text(&places, &x->places[p]);
        }
        csv_cell(&w, buf_str(&places));
        csv_end_row(&w);
        buf_dispose(&places);
    }
}

static void put(struct json_writer *w, const char *key, const char *text)
{
    json_key(w, key);
    json_put_c(w, text);
}

static void put_finding(struct json_writer *w, const struct finding *f)
{
    const struct rule *r = rule_at(f->rule);
    json_begin_object(w);
    put(w, "severity", severity_words[r->severity]);
    put(w, "rule", r->name);
    put(w, "inconsistencies", r->inconsistencies);
    put(w, "subject", f->subject);
    put(w, "arithmetic", f->arithmetic);
    put(w, "what", f->what);
    put(w, "cure", f->cure);
    json_key(w, "places");
    json_begin_array(w);
    for (size_t i = 0; i < f->n_places; i++) {
        json_begin_object(w);
        put(w, "file", f->places[i].file);
        json_key(w, "line");
        if (f->places[i].line)
            json_put_int(w, f->places[i].line);
        else
            json_put_null(w);
        put(w, "where", f->places[i].where);
        json_end_object(w);
    }
    json_end_array(w);
    json_end_object(w);
}

enum err_code findings_json(struct buf *out, const struct findings *f, enum lang lang,
                            struct err *e)
{
    static const char *const langs[N_LANGS] = {"nl", "fr", "en"};
    static const char *const plurals[N_SEVERITIES] = {"errors", "warnings", "notes"};
    struct json_writer w;
    enum err_code rc = OK;
    json_begin(&w, out);
    json_begin_object(&w);
    put(&w, "format", "vindplaats-findings/1");
    put(&w, "language", langs[lang]);
    for (int s = 0; s < N_SEVERITIES; s++) {
        json_key(&w, plurals[s]);
        json_put_int(&w, (int64_t)findings_count(f, (enum severity)s));
    }
    json_key(&w, "findings");
    json_begin_array(&w);
    for (size_t i = 0; i < f->n; i++)
        put_finding(&w, &f->items[i]);
    json_end_array(&w);
    json_end_object(&w);
    TRY(json_finish(&w, e));
    buf_add_char(out, '\n');
    rc = buf_check(out, e);
out:
    return rc;
}
