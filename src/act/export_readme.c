/* README.txt of an export: what it is of, as known when, what a row and a column mean.
 */
#include "act/export_int.h"

enum {
#define W(id, nl, fr, en) WORD_##id,
#include "act/export_words.def"
#undef W
};

static const char *const words[][N_LANGS] = {
#define W(id, nl, fr, en) {nl, fr, en},
#include "act/export_words.def"
#undef W
};

static void line(struct buf *out, const char *text)
{
    buf_format(out, "%s.\n", text);
}

static void line_value(struct buf *out, const char *text, const char *value)
{
    buf_format(out, "%s: %s.\n", text, value);
}

static void line_count(struct buf *out, const char *text, int64_t n)
{
    buf_format(out, "%s: %lld.\n", text, (long long)n);
}

/* What a column means is told where import tells it: in Dutch, else in English. */
static void describe_file(struct buf *out, const struct exporting *x,
                          enum layout_number layout)
{
    enum lang lang = x->wish->lang;
    const struct layout *l = layout_at(layout);
    buf_format(out, "\n%s.csv, %lld %s: %s\n", l->name,
               (long long)fact_folder_rows(x->folder, layout), words[WORD_ROWS][lang],
               lang == LANG_NL ? l->nl : l->en);
    for (size_t i = 0; i < l->n_columns; i++) {
        const struct column *c = &l->columns[i];
        if (!(x->columns.of[layout] >> i & 1)) continue;
        const char *meaning = lang == LANG_NL ? c->nl : c->en;
        if (!meaning)
            meaning = code_label(code_list_at(LIST_ATTRIBUTE_KIND), c->of, lang);
        buf_format(out, "  %-30s %s\n", fact_column_name(&x->columns, layout, i),
                   meaning);
    }
}

void export_readme(struct buf *out, const struct exporting *x)
{
    const struct export_wish *wish = x->wish;
    const struct export_report *r = x->report;
    char known[MOMENT_TEXT + 1];
    moment_text(known, r->known_at_ms);
#define WORDS(id) words[WORD_##id][wish->lang]
    buf_format(out, "%s\n\n", WORDS(TITLE));
    line_value(out, WORDS(KNOWN_AT), known);
    line(out, WORDS(AS_OF));
    buf_format(out, "%s %s.\n", WORDS(PROGRAM), VINDPLAATS_VERSION);
    line_value(out, WORDS(REASON), wish->reason);
    if (wish->project)
        line_value(out, WORDS(PROJECT), wish->project);
    else
        line(out, WORDS(FRESH));
    line(out, wish->is_coarse ? WORDS(COARSE) : WORDS(FINE));
    if (!wish->is_coarse) line(out, WORDS(AGES));
    line(out, wish->with_sensitive ? WORDS(SENSITIVE) : WORDS(NOT_SENSITIVE));
    line_count(out, WORDS(PERSONS), r->n_persons);
    line_count(out, WORDS(PARTICIPATIONS), r->n_participations);
    line_count(out, WORDS(ALONE), r->n_alone);
    line_count(out, WORDS(LEFT_OUT), r->n_left_out);
    buf_format(out, "\n%s\n\n%s\n\n%s\n", WORDS(NEVER), WORDS(NOT_IN_IT),
               WORDS(MISSING));
    for (unsigned i = 0; i < N_LAYOUTS; i++)
        if (x->columns.of[i]) describe_file(out, x, (enum layout_number)i);
#undef WORDS
}
