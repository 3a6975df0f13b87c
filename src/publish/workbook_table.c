/* The tab of one table: row heads repeated in full on every row, one column per column
 * head, and for rates and comparisons the further figures of a cell in columns beside.
 */
/* first: the library's headers name functions that base poisons */
#include "publish/workbook_sheet.h"

#include "base/utf8.h"
#include "domain/number_text.h"
#include "publish/reasons.h"
#include "publish/text_cell.h"
#include "publish/text_wrap.h"
#include "publish/publish_words.h"

/* What stands in one column of the tab under a column head of the table. */
enum figure {
    FIGURE_COUNT,
    FIGURE_EURO,
    FIGURE_DAYS,
    FIGURE_RATE,
    FIGURE_BASE,
    FIGURE_LOW,
    FIGURE_HIGH,
    FIGURE_PUBLISHED
};
enum { FIGURES_MAX = 6 };

struct tab {
    struct sheet sheet;
    const struct table *t;
    struct reasons reasons;
    enum figure figures[FIGURES_MAX];
    size_t n_figures, n_row_heads;
};

static void choose_figures(struct tab *tab)
{
    enum { OF_TARGET = 3 }; /* a promised number has no interval */
    static const enum figure of_rate[] = {FIGURE_RATE, FIGURE_COUNT, FIGURE_BASE,
                                          FIGURE_LOW, FIGURE_HIGH};
    if (tab->t->kind == MEASURE_RATE) {
        memcpy(tab->figures, of_rate, sizeof of_rate);
        tab->n_figures = tab->t->base_is_target ? OF_TARGET : ARRAY_LEN(of_rate);
    } else if (tab->t->kind == MEASURE_DAYS) {
        tab->figures[tab->n_figures++] = FIGURE_DAYS;
        tab->figures[tab->n_figures++] = FIGURE_COUNT;
    } else {
        bool is_euro = tab->t->kind == MEASURE_EURO;
        tab->figures[tab->n_figures++] = is_euro ? FIGURE_EURO : FIGURE_COUNT;
    }
    if (table_is_compared(tab->t)) tab->figures[tab->n_figures++] = FIGURE_PUBLISHED;
}

static const char *figure_word(const struct tab *tab, enum figure figure)
{
    const struct table *t = tab->t;
    int lang = tab->sheet.book->answer->lang;
    switch (figure) {
    case FIGURE_RATE:
    case FIGURE_DAYS:
        return figure_head(tab->sheet.book->a, t, lang);
    case FIGURE_BASE:
        return word_in(t->base_is_target ? WORD_TARGET_HEAD : WORD_BASE_HEAD, lang);
    case FIGURE_LOW:
        return word_in(WORD_LOW_HEAD, lang);
    case FIGURE_HIGH:
        return word_in(WORD_HIGH_HEAD, lang);
    case FIGURE_PUBLISHED:
        return word_in(WORD_PUBLISHED_HEAD, lang);
    case FIGURE_COUNT:
    case FIGURE_EURO:
        break;
    }
    return word_in(WORD_COUNT_HEAD, lang);
}

/* "M · kort · aandeel"; the figure is left out when the column has only one. */
static const char *column_head(const struct tab *tab, size_t column, enum figure figure)
{
    const struct table *t = tab->t;
    struct buf text;
    buf_init(&text, 0);
    for (unsigned level = 0; level < t->columns.n_levels; level++) {
        const char *label = axis_label(&t->columns, column, level);
        if (*label && text.n) buf_add_c(&text, " \xc2\xb7 ");
        buf_add_c(&text, label);
    }
    bool is_plain = figure == FIGURE_COUNT || figure == FIGURE_EURO;
    if (t->columns.n_levels == 0 && is_plain)
        buf_add_c(&text, t->unit_label ? t->unit_label : t->unit);
    else if (!is_plain || tab->figures[0] != figure) {
        if (text.n) buf_add_c(&text, " \xc2\xb7 ");
        buf_add_c(&text, figure_word(tab, figure));
    }
    char *head = arena_copy(tab->sheet.book->a, text.p ? text.p : "", text.n);
    buf_dispose(&text);
    return head;
}

static const char *row_head_title(const struct tab *tab, unsigned level)
{
    if (tab->t->rows.n_levels == 0)
        return word_in(WORD_SUBJECT, tab->sheet.book->answer->lang);
    return tab->t->rows.level_title[level];
}

/* Characters that the numbers of a column of the table take, in bold. */
static size_t widest_number(const struct tab *tab, size_t column, enum figure figure)
{
    enum { PERCENT_WIDTH = 7, LANG_GROUPED = 0 };
    const struct table *t = tab->t;
    if (figure == FIGURE_RATE || figure == FIGURE_LOW || figure == FIGURE_HIGH)
        return PERCENT_WIDTH;
    size_t widest = 0;
    struct buf text;
    buf_init(&text, 0);
    for (size_t r = 0; r < t->rows.n; r++) {
        const struct cell *c = &t->cells[r * t->columns.n + column];
        enum cell_status status = cell_shown_status(t, c);
        /* the width of a column tells nothing of what is hidden in it */
        if (status != CELL_VALUE && status != CELL_ZERO) continue;
        buf_clear(&text);
        if (figure == FIGURE_DAYS)
            number_days(&text, c->value, LANG_GROUPED);
        else if (t->kind == MEASURE_EURO)
            number_euro(&text, c->n, LANG_GROUPED);
        else
            number_count(&text, figure == FIGURE_BASE ? c->base : c->n, LANG_GROUPED);
        widest = MAX_OF(widest, text.n);
    }
    buf_dispose(&text);
    return MAX_OF(widest, (size_t)1) + 1;
}

static void write_row_heads_title(struct tab *tab)
{
    enum { LABEL_MAX = 60 };
    for (unsigned level = 0; level < tab->n_row_heads; level++) {
        const char *title = row_head_title(tab, level);
        size_t widest = utf8_width(str_of(title));
        for (size_t r = 0; r < tab->t->rows.n; r++) {
            const char *label = tab->t->rows.entries[r].path[level];
            widest = MAX_OF(widest, utf8_width(str_of(label)));
        }
        sheet_text(&tab->sheet, 0, level, title, tab->sheet.book->head);
        sheet_width(&tab->sheet, level, (double)MIN_OF(widest, (size_t)LABEL_MAX) + 3);
    }
}

/* A head is wrapped when it is much wider than its numbers; BUTTON is room for the
 * filter's. */
static void write_header(struct tab *tab)
{
    enum { HEAD_MIN = 8, HEAD_WHOLE_MAX = 16, HEAD_MAX = 26, BUTTON = 4 };
    struct book *b = tab->sheet.book;
    size_t at = tab->n_row_heads, n_lines = 1;
    write_row_heads_title(tab);
    for (size_t c = 0; c < tab->t->columns.n; c++) {
        for (size_t f = 0; f < tab->n_figures; f++, at++) {
            const char *head = column_head(tab, c, tab->figures[f]);
            struct str clean = text_clean(b->a, head);
            size_t whole = utf8_width(clean), word = text_longest_word(clean);
            size_t width = MAX_OF(widest_number(tab, c, tab->figures[f]) + 1,
                                  MIN_OF(word, (size_t)HEAD_MAX) + BUTTON);
            if (whole <= HEAD_WHOLE_MAX) width = MAX_OF(width, whole + BUTTON);
            width = MAX_OF(width, (size_t)HEAD_MIN);
            sheet_text(&tab->sheet, 0, at, head, b->figure_head);
            sheet_width(&tab->sheet, at, (double)width);
            n_lines = MAX_OF(n_lines, sheet_lines(b->a, head, (double)(width - 2)));
        }
    }
    sheet_row_lines(&tab->sheet, 0, n_lines);
}

/* Of a text that number_is_plain, whatever the locale. */
static double plain_number(const char *text)
{
    int64_t n = 0, divisor = 1;
    bool after_point = false;
    for (; *text; text++) {
        if (*text == '.') {
            after_point = true;
            continue;
        }
        n = n * 10 + (*text - '0');
        if (after_point) divisor *= 10;
    }
    return (double)n / (double)divisor;
}

/* As printed: a number when it is plain digits, or an amount with its cents; else the
 * text itself. */
static void write_published(struct tab *tab, size_t row, size_t at,
                            const struct cell *c, bool is_total)
{
    struct book *b = tab->sheet.book;
    lxw_format *symbol = is_total ? b->total_symbol : b->symbol;
    const char *text = c->published ? c->published : "";
    bool is_whole = !strchr(text, '.');
    enum published_state compared = cell_shown_comparison(c);
    if (compared == PUBLISHED_NONE) {
        sheet_text(&tab->sheet, row, at, word_in(WORD_NOT_PUBLISHED, b->answer->lang),
                   symbol);
    } else if (compared == PUBLISHED_BLANK || !*text) {
        sheet_text(&tab->sheet, row, at, word_in(WORD_BLANK, b->answer->lang), symbol);
    } else if (number_is_plain(text) && (is_whole || tab->t->kind == MEASURE_EURO)) {
        lxw_format *count = is_total ? b->total_count : b->count;
        lxw_format *euro = is_total ? b->total_euro : b->euro;
        sheet_number(&tab->sheet, row, at, plain_number(text),
                     tab->t->kind == MEASURE_EURO ? euro : count);
    } else {
        sheet_text(&tab->sheet, row, at, text, symbol);
    }
}

static void write_figure(struct tab *tab, size_t row, size_t at, const struct cell *c,
                         enum figure figure, bool is_total)
{
    struct book *b = tab->sheet.book;
    struct sheet *s = &tab->sheet;
    lxw_format *share = is_total ? b->total_share : b->share;
    lxw_format *count = is_total ? b->total_count : b->count;
    switch (figure) {
    case FIGURE_COUNT:
        sheet_number(s, row, at, (double)c->n, count);
        break;
    case FIGURE_EURO:
        sheet_number(s, row, at, (double)c->n / 100.0,
                     is_total ? b->total_euro : b->euro);
        break;
    case FIGURE_DAYS:
        sheet_number(s, row, at, c->value, is_total ? b->total_days : b->days);
        break;
    case FIGURE_BASE:
        sheet_number(s, row, at, (double)c->base, count);
        break;
    case FIGURE_RATE:
        sheet_number(s, row, at, c->rate, share);
        break;
    case FIGURE_LOW:
        sheet_number(s, row, at, c->low, share);
        break;
    case FIGURE_HIGH:
        sheet_number(s, row, at, c->high, share);
        break;
    case FIGURE_PUBLISHED:
        write_published(tab, row, at, c, is_total);
        break;
    }
}

static void write_row(struct tab *tab, size_t r)
{
    const struct table *t = tab->t;
    struct book *b = tab->sheet.book;
    const struct axis_entry *e = &t->rows.entries[r];
    bool row_is_total = t->rows.n_levels > 0 && e->depth < t->rows.n_levels;
    size_t at = 0;
    for (unsigned level = 0; level < tab->n_row_heads; level++, at++)
        sheet_text(&tab->sheet, r + 1, at, e->path[level],
                   row_is_total ? b->total_text : b->text);
    for (size_t c = 0; c < t->columns.n; c++) {
        const struct cell *cell = &t->cells[r * t->columns.n + c];
        enum cell_status status = cell_shown_status(t, cell);
        bool is_number = status == CELL_VALUE || status == CELL_ZERO;
        const char *mark = reasons_mark(&tab->reasons, status, cell->reason);
        for (size_t f = 0; f < tab->n_figures; f++, at++) {
            if (is_number || tab->figures[f] == FIGURE_PUBLISHED) {
                write_figure(tab, r + 1, at, cell, tab->figures[f], row_is_total);
                continue;
            }
            char text[16];
            snprintf(text, sizeof text, "%s%s", status_symbol(status), mark);
            sheet_text(&tab->sheet, r + 1, at, text,
                       row_is_total ? b->total_symbol : b->symbol);
        }
    }
}

static void print_table(struct tab *tab, size_t part, size_t index)
{
    struct book *b = tab->sheet.book;
    const struct table *t = tab->t;
    const char *number = table_number(b->a, b->answer, part, index);
    const char *title = t->title ? t->title : b->answer->parts[part]->title;
    struct clocks clocks = clocks_of_table(t);
    struct buf foot, counts;
    buf_init(&foot, 0);
    buf_init(&counts, 0);
    word_fill_1(&foot, WORD_TABLE, b->answer->lang, number);
    buf_add_c(&foot, " \xc2\xb7 ");
    clocks_text(&foot, &clocks, b->answer->lang);
    if (t->population)
        word_fill_1(&counts, WORD_POPULATION, b->answer->lang, t->population);
    sheet_print(&tab->sheet, arena_format(b->a, "%s %s", number, title ? title : ""),
                counts.p, foot.p);
    buf_dispose(&foot);
    buf_dispose(&counts);
}

enum err_code workbook_add_table(struct book *b, size_t part, size_t index,
                                 struct err *e)
{
    const struct table *t = b->answer->parts[part]->tables[index];
    struct tab tab = {.t = t, .n_row_heads = MAX_OF(t->rows.n_levels, 1u)};
    tab.sheet.book = b;
    choose_figures(&tab);
    size_t columns = tab.n_row_heads + tab.n_figures * t->columns.n;
    if (t->rows.n >= SHEET_ROWS_MAX || columns > SHEET_COLUMNS_MAX) {
        err_set(e, ERR_TOO_LARGE,
                "a spreadsheet holds %d rows and %d columns, found a "
                "table of %zu rows and %zu columns",
                SHEET_ROWS_MAX - 1, SHEET_COLUMNS_MAX, t->rows.n, columns);
        err_hint(e, "ask for the answer as csv");
        return ERR_TOO_LARGE;
    }
    tab.sheet = sheet_add(b, b->tabs[part][index]);
    reasons_collect(&tab.reasons, b->a, t);
    write_header(&tab);
    for (size_t r = 0; r < t->rows.n; r++)
        write_row(&tab, r);
    sheet_finish(&tab.sheet, t->rows.n, columns, tab.n_row_heads);
    print_table(&tab, part, index);
    const char *title = t->title ? t->title : b->answer->parts[part]->title;
    sheet_chart(&tab.sheet, t, b->tabs[part][index], title ? title : "",
                tab.n_row_heads, tab.n_figures);
    /* the chart is for the screen: paper keeps the width of the table */
    worksheet_print_area(tab.sheet.page, 0, 0, (lxw_row_t)t->rows.n,
                         (lxw_col_t)(columns - 1));
    return OK;
}
