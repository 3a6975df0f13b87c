#include "web/report_file.h"

#include "base/csv.h"
#include "base/utf8.h"
#include "domain/number_text.h"
#include "publish/plain_book.h"
#include "web/report_words.h"

/* --- what is in it --- */

static bool is_kind(const struct report_line *l, const char *kind)
{
    return strcmp(l->kind, kind) == 0;
}

/* Words that figures suggest stand on the page of a report that is being written. */
static void add_suggestions(struct report_lines *lines, struct arena *a)
{
    for (uint8_t i = 0; i < N_REPORT_PART; i++) {
        const char *key = code_list_at(LIST_REPORT_PART)->codes[i].code;
        if (report_line_of(lines, "part", key)) continue;
        struct str words = report_suggestion(a, lines, i);
        if (words.n) report_add_part(lines, a, i, words);
    }
}

struct report_file report_file_of(struct arena *a, const struct report_story *s,
                                  int64_t now_ms)
{
    static const char digits[] = "0123456789abcdef";
    const struct report_step_view *step = s->handed_in;
    bool is_frozen = !report_is_writable(s->stand) && step && s->frozen.n;
    struct report_file f = {.lines = is_frozen ? s->frozen : s->lines,
                            .is_frozen = is_frozen,
                            .is_whole = s->is_whole,
                            .at_ms = now_ms};
    if (!is_frozen) {
        add_suggestions(&f.lines, a);
    } else {
        f.at_ms = step->fact.written.at;
        for (size_t i = 0; i < REPORT_DIGEST_BYTES; i++) {
            f.seal[2 * i] = digits[step->fact.digest[i] >> 4];
            f.seal[2 * i + 1] = digits[step->fact.digest[i] & 15];
        }
    }
    /* handed in before covers were kept: as it is called now */
    if (!report_line_of(&f.lines, "cover", "project"))
        report_add_cover(&f.lines, a, &s->project.gate.project, s->report.fact.from,
                         s->report.fact.to,
                         is_frozen ? str_of(step->worker_name) : STR_NONE, f.at_ms);
    const struct report_line *at = report_line_of(&f.lines, "cover", "at");
    if (is_frozen && at) report_line_number(&f.at_ms, at);
    return f;
}

/* --- in words --- */

static const struct {
    const char *key, *label;
} cover_labels[] = {
    {"title", TR("Project")},     {"project", TR("Nummer")},
    {"call", TR("Oproep")},       {"promotor", TR("Promotor")},
    {"from", TR("Eerste dag")},   {"to", TR("Laatste dag")},
    {"by", TR("Ingediend door")}, {"at", TR("Cijfers bevroren op")},
};

static const char *cover_label(enum tongue t, const char *key)
{
    for (size_t i = 0; i < ARRAY_LEN(cover_labels); i++)
        if (strcmp(key, cover_labels[i].key) == 0)
            return tr_later(t, cover_labels[i].label);
    return key;
}

static const char *taken(struct arena *a, struct buf *text)
{
    const char *copy = arena_copy(a, text->p ? text->p : "", text->n);
    buf_dispose(text);
    return copy;
}

static const char *day_text_of(struct arena *a, enum tongue t, struct day day)
{
    struct buf text = {0};
    number_day(&text, day, tongue_facts(t)->lang);
    return taken(a, &text);
}

/* A day or moment of the cover in words; the rest as it stands. */
static const char *cover_value(struct arena *a, enum tongue t,
                               const struct report_line *l)
{
    struct buf text = {0};
    struct err ignored;
    struct day day;
    int64_t at_ms;
    if ((strcmp(l->key, "from") == 0 || strcmp(l->key, "to") == 0) &&
        day_parse(&day, l->value, &ignored) == OK)
        return day_text_of(a, t, day);
    if (strcmp(l->key, "at") == 0 && report_line_number(&at_ms, l)) {
        number_moment(&text, at_ms, tongue_facts(t)->lang);
        return taken(a, &text);
    }
    return str_to_c(a, l->value);
}

static const char *line_name(struct arena *a, enum tongue t,
                             const struct report_line *l)
{
    return is_kind(l, "cover") ? cover_label(t, l->key) : report_line_label(a, t, l);
}

static const char *section_name(enum tongue t, const struct report_line *l)
{
    static const struct {
        const char *kind, *label;
    } names[] = {
        {"figure", TR("Bereik en resultaat")},
        {"record", TR("Gegevens van deelnemers")},
        {"activity", TR("Acties")},
        {"signal", TR("Signalen van alle organisaties")},
    };
    for (size_t i = 0; i < ARRAY_LEN(names); i++)
        if (is_kind(l, names[i].kind)) return tr_later(t, names[i].label);
    return l->kind;
}

/* Of what a line counts; "" when it counts nothing. Words of a file, not of a page. */
static const char *unit_of(const struct report_line *l)
{
    const char *dash = strrchr(l->key, '-');
    if (is_kind(l, "money")) return "euro";
    if (is_kind(l, "target") && dash) return dash + 1;
    if (is_kind(l, "figure")) return "persons";
    if (is_kind(l, "activity")) return "actions";
    if (is_kind(l, "signal")) return "signals";
    if (!is_kind(l, "record")) return "";
    return strcmp(l->key, "percent") == 0        ? "percent"
           : strcmp(l->key, "participants") == 0 ? "participants"
                                                 : "answers";
}

/* --- CSV --- */

static void csv_day(struct csv_writer *w, struct day day)
{
    char text[DAY_TEXT + 1] = "";
    if (!day_is_none(day)) day_text(text, day);
    csv_cell_c(w, text);
}

static void csv_line(struct csv_writer *w, struct arena *a, enum tongue t,
                     const struct report_line *l)
{
    bool is_words = is_kind(l, "cover") || is_kind(l, "part");
    struct report_goal goal = report_goal_read(l);
    struct buf euros = {0};
    int64_t n;
    csv_cell_c(w, l->kind);
    csv_cell_c(w, l->key);
    csv_cell_c(w, line_name(a, t, l));
    if (is_kind(l, "money") && report_line_number(&n, l)) {
        number_cents_plain(&euros, n, '.');
        csv_cell(w, buf_str(&euros));
        buf_dispose(&euros);
    } else {
        csv_cell(w, is_words ? STR_NONE : l->value);
    }
    csv_cell_c(w, unit_of(l));
    csv_cell(w, goal.number);
    csv_cell_c(w, goal.kind == CODE_MISSING
                      ? ""
                      : code_list_at(LIST_TARGET_KIND)->codes[goal.kind].code);
    csv_day(w, goal.from);
    csv_day(w, goal.to);
    csv_cell(w, is_words ? l->value : STR_NONE);
    csv_cell(w, l->statement);
    csv_end_row(w);
}

struct str report_csv(struct arena *a, enum tongue t, const struct report_file *f)
{
    static const char *const heads[] = {"soort",   "sleutel",      "naam",     "waarde",
                                        "eenheid", "streefcijfer", "hardheid", "van",
                                        "tot",     "tekst",        "vraag"};
    const struct report_line seal = {
        .kind = "cover", .key = "seal", .value = str_of(f->seal)};
    struct csv_writer w;
    struct buf csv = {0};
    csv_init(&w, &csv, ';');
    for (size_t i = 0; i < ARRAY_LEN(heads); i++)
        csv_cell_c(&w, heads[i]);
    csv_end_row(&w);
    for (size_t i = 0; i < f->lines.n; i++)
        if (is_kind(&f->lines.at[i], "cover")) csv_line(&w, a, t, &f->lines.at[i]);
    if (f->seal[0]) csv_line(&w, a, t, &seal);
    for (size_t i = 0; i < f->lines.n; i++)
        if (!is_kind(&f->lines.at[i], "cover")) csv_line(&w, a, t, &f->lines.at[i]);
    struct str bytes = str_copy(a, buf_str(&csv));
    buf_dispose(&csv);
    return bytes;
}

/* --- xlsx --- */

enum { CELL_CHARACTERS = 16000, ROWS_FIRST = 16 };

/* A sheet that is being filled; rows grow in the arena. */
struct filling {
    struct arena *a;
    enum tongue t;
    struct plain_sheet *sheet;
    struct plain_cell *cells;
    size_t n_rows, room;
};

static struct plain_cell *row_add(struct filling *x)
{
    size_t n = x->sheet->n_columns;
    if (x->n_rows == x->room) {
        struct plain_cell *more =
            arena_new_array(x->a, struct plain_cell, (2 * x->room + ROWS_FIRST) * n);
        if (x->n_rows) memcpy(more, x->cells, x->n_rows * n * sizeof *more);
        x->cells = more;
        x->room = 2 * x->room + ROWS_FIRST;
    }
    x->sheet->cells = x->cells;
    x->sheet->n_rows = x->n_rows + 1;
    return &x->cells[n * x->n_rows++];
}

static struct plain_cell text_cell(const char *text)
{
    return (struct plain_cell){.kind = text && *text ? PLAIN_TEXT : PLAIN_NOTHING,
                               .text = text};
}

static struct plain_cell count_cell(const struct report_line *l)
{
    struct plain_cell c = {.kind = PLAIN_NOTHING};
    if (report_line_number(&c.n, l)) c.kind = PLAIN_COUNT;
    return c;
}

static struct plain_cell cents_cell(const struct report_line *l)
{
    struct plain_cell c = count_cell(l);
    if (c.kind == PLAIN_COUNT) c.kind = PLAIN_CENTS;
    return c;
}

static void cover_add(struct filling *x, const char *name, const char *value)
{
    struct plain_cell *row = row_add(x);
    row[0] = text_cell(name);
    row[1] = text_cell(value);
}

static void fill_cover(struct filling *x, const struct report_file *f)
{
    enum tongue t = x->t;
    for (size_t i = 0; i < ARRAY_LEN(cover_labels); i++) {
        const struct report_line *l =
            report_line_of(&f->lines, "cover", cover_labels[i].key);
        if (l) cover_add(x, cover_label(t, l->key), cover_value(x->a, t, l));
    }
    cover_add(x, tr(t, "Stand"),
              f->is_frozen ? tr(t, "Ingediend: deze cijfers en woorden wijzigen niet "
                                   "meer.")
                           : tr(t, "Wordt nog geschreven: alles kan nog wijzigen."));
    if (!f->is_frozen) {
        struct buf text = {0};
        number_moment(&text, f->at_ms, tongue_facts(t)->lang);
        cover_add(x, tr(t, "Bewaard op"), taken(x->a, &text));
        return;
    }
    cover_add(x, tr(t, "Zegel (BLAKE2b-256)"), f->seal);
    if (!f->is_whole)
        cover_add(x, tr(t, "Let op"),
                  tr(t, "De bewaarde tekst van dit verslag past niet meer bij zijn "
                        "zegel. Meld dit aan wie Vindplaats beheert."));
}

/* A row a paragraph, since a cell has no lines and a bound. */
static void fill_words(struct filling *x, const struct report_file *f)
{
    for (size_t i = 0; i < f->lines.n; i++) {
        const struct report_line *l = &f->lines.at[i];
        struct str rest = l->value, paragraph;
        int64_t n = 0;
        if (!is_kind(l, "part")) continue;
        while (str_split(&paragraph, &rest, '\n')) {
            paragraph = str_trim(paragraph);
            while (paragraph.n) {
                struct str piece = utf8_take(paragraph, CELL_CHARACTERS);
                struct plain_cell *row = row_add(x);
                row[0] = text_cell(report_line_label(x->a, x->t, l));
                row[1] = (struct plain_cell){.kind = PLAIN_COUNT, .n = ++n};
                row[2] = text_cell(str_to_c(x->a, piece));
                paragraph = (struct str){paragraph.p + piece.n, paragraph.n - piece.n};
            }
        }
    }
}

static void fill_figures(struct filling *x, const struct report_file *f)
{
    for (size_t i = 0; i < f->lines.n; i++) {
        const struct report_line *l = &f->lines.at[i];
        if (is_kind(l, "cover") || is_kind(l, "part") || is_kind(l, "target") ||
            is_kind(l, "money"))
            continue;
        struct plain_cell *row = row_add(x);
        row[0] = text_cell(section_name(x->t, l));
        row[1] = text_cell(report_line_label(x->a, x->t, l));
        row[2] = count_cell(l);
        if (strcmp(l->key, "percent") == 0 && row[2].kind == PLAIN_COUNT)
            row[2] = (struct plain_cell){.kind = PLAIN_SHARE,
                                         .share = (double)row[2].n / 100};
        row[3] = text_cell(str_to_c(x->a, l->statement));
    }
}

static void fill_targets(struct filling *x, const struct report_file *f)
{
    enum lang lang = tongue_facts(x->t)->lang;
    for (size_t i = 0; i < f->lines.n; i++) {
        const struct report_line *l = &f->lines.at[i];
        struct report_goal goal = report_goal_read(l);
        const struct report_line aim = {.value = goal.number};
        if (!is_kind(l, "target")) continue;
        struct plain_cell *row = row_add(x);
        row[0] = text_cell(report_line_label(x->a, x->t, l));
        row[1] = count_cell(&aim);
        if (row[1].kind == PLAIN_NOTHING) row[1] = text_cell(str_to_c(x->a, aim.value));
        row[2] = text_cell(
            goal.kind == CODE_MISSING
                ? ""
                : code_label(code_list_at(LIST_TARGET_KIND), goal.kind, lang));
        row[3] = count_cell(l);
        row[4] = (struct plain_cell){.kind = PLAIN_NOTHING};
        if (row[1].kind == PLAIN_COUNT && row[1].n > 0 && row[3].kind == PLAIN_COUNT)
            row[4] = (struct plain_cell){.kind = PLAIN_SHARE,
                                         .share = (double)row[3].n / (double)row[1].n};
        row[5] = text_cell(day_text_of(x->a, x->t, goal.from));
        row[6] = text_cell(day_text_of(x->a, x->t, goal.to));
        row[7] = text_cell(str_to_c(x->a, l->statement));
    }
}

/* A row of a source, when a line says anything of it; adds to the totals. */
static void money_row(struct filling *x, const struct report_file *f,
                      const char *source, const char *name,
                      struct plain_cell totals[N_AMOUNT_KIND])
{
    struct plain_cell found[N_AMOUNT_KIND];
    bool has_any = false;
    for (size_t k = 0; k < N_AMOUNT_KIND; k++) {
        const char *kind = code_list_at(LIST_AMOUNT_KIND)->codes[k].code;
        found[k] = cents_cell(report_line_of(
            &f->lines, "money", arena_format(x->a, "%s-%s", source, kind)));
        if (found[k].kind == PLAIN_NOTHING) continue;
        has_any = true;
        if (__builtin_add_overflow(totals[k].n, found[k].n, &totals[k].n))
            totals[k].n = INT64_MAX;
        totals[k].kind = PLAIN_CENTS;
    }
    if (!has_any) return;
    struct plain_cell *row = row_add(x);
    row[0] = text_cell(name);
    memcpy(row + 1, found, sizeof found);
}

static void fill_money(struct filling *x, const struct report_file *f)
{
    const struct code_list *sources = code_list_at(LIST_FUNDING_SOURCE);
    struct plain_cell totals[N_AMOUNT_KIND] = {{.kind = PLAIN_NOTHING}};
    for (uint8_t i = 0; i < N_FUNDING_SOURCE; i++)
        money_row(x, f, sources->codes[i].code,
                  code_label(sources, i, tongue_facts(x->t)->lang), totals);
    money_row(x, f, "unsorted", tr(x->t, "Zonder bron"), totals);
    if (!x->n_rows) return;
    struct plain_cell *row = row_add(x);
    row[0] = text_cell(tr(x->t, "Totaal"));
    memcpy(row + 1, totals, sizeof totals);
    x->sheet->has_total = true;
}

enum { SHEET_COVER, SHEET_WORDS, SHEET_FIGURES, SHEET_TARGETS, SHEET_MONEY, N_SHEETS };

static void sheets_of(struct plain_sheet sheets[N_SHEETS], enum tongue t)
{
    const struct code_list *amounts = code_list_at(LIST_AMOUNT_KIND);
    sheets[SHEET_COVER] = (struct plain_sheet){
        .name = tr(t, "Voorblad"), .n_columns = 2, .widths = {28, 80}};
    sheets[SHEET_WORDS] = (struct plain_sheet){
        .name = tr(t, "Hoofdstukken"),
        .n_columns = 3,
        .heads = {tr(t, "Hoofdstuk"), tr(t, "Alinea"), tr(t, "Woorden")},
        .widths = {34, 9, 100}};
    sheets[SHEET_FIGURES] =
        (struct plain_sheet){.name = tr(t, "Cijfers"),
                             .n_columns = 4,
                             .heads = {tr(t, "Onderdeel"), tr(t, "Cijfer"),
                                       tr(t, "Waarde"), tr(t, "Vraag in de vraagtaal")},
                             .widths = {32, 46, 14, 70}};
    sheets[SHEET_TARGETS] = (struct plain_sheet){
        .name = tr(t, "Doelen"),
        .n_columns = 8,
        .heads = {tr(t, "Doel"), tr(t, "Streefcijfer"), tr(t, "Hoe vast"),
                  tr(t, "Bereikt"), tr(t, "Deel van het doel"), tr(t, "Eerste dag"),
                  tr(t, "Laatste dag"), tr(t, "Vraag in de vraagtaal")},
        .widths = {40, 14, 20, 12, 14, 20, 20, 60}};
    sheets[SHEET_MONEY] = (struct plain_sheet){.name = tr(t, "Begroting"),
                                               .n_columns = 1 + N_AMOUNT_KIND,
                                               .heads = {tr(t, "Bron (in euro)")},
                                               .widths = {36}};
    for (uint8_t k = 0; k < N_AMOUNT_KIND; k++) {
        sheets[SHEET_MONEY].heads[1 + k] =
            code_label(amounts, k, tongue_facts(t)->lang);
        sheets[SHEET_MONEY].widths[1 + k] = 18;
    }
}

enum err_code report_xlsx(struct str *out, struct arena *a, enum tongue t,
                          const struct report_file *f, struct err *e)
{
    static void (*const fill[N_SHEETS])(struct filling *,
                                        const struct report_file *) = {
        fill_cover, fill_words, fill_figures, fill_targets, fill_money};
    struct plain_sheet sheets[N_SHEETS];
    const struct report_line *title = report_line_of(&f->lines, "cover", "title");
    const struct report_line *code = report_line_of(&f->lines, "cover", "project");
    const struct answer about = {.title = title ? str_to_c(a, title->value) : NULL,
                                 .number = code ? str_to_c(a, code->value) : NULL,
                                 .lang = (int)tongue_facts(t)->lang,
                                 .made_at_ms = f->at_ms};
    sheets_of(sheets, t);
    for (size_t i = 0; i < N_SHEETS; i++) {
        struct filling x = {.a = a, .t = t, .sheet = &sheets[i]};
        fill[i](&x, f);
    }
    return publish_plain_xlsx(out, a, &about, sheets, N_SHEETS, e);
}
