#include "act/report_content.h"

#include "base/parse.h"

enum { LINES_MOST = 400, CELLS = 5 };

static const struct {
    const char *key, *counted;
} figures[] = {
    {"reached", "count persons reached"},
    {"started", "count persons started"},
    {"ended", "count persons ended"},
    {"employed", "count persons with outcome employed"},
    {"trained", "count persons with outcome education_training"},
};

static const char *const kinds[] = {"cover",  "figure",   "target", "money",
                                    "record", "activity", "signal", "part"};

static struct report_line *add(struct report_lines *to, const char *kind,
                               const char *key)
{
    require(to->n < LINES_MOST);
    to->at[to->n] = (struct report_line){.kind = kind, .key = key};
    return &to->at[to->n++];
}

static struct str number(struct arena *a, int64_t n)
{
    return str_of(arena_format(a, "%lld", (long long)n));
}

static struct str statement_in(struct arena *a, const char *counted, const char *code,
                               struct day from, struct day to, struct day today)
{
    struct buf text = {0};
    counted_statement(&text, counted, TARGET_OF_PROJECT, code, from, to, today);
    struct str kept = str_copy(a, buf_str(&text));
    buf_dispose(&text);
    return kept;
}

/* Lines whose value is the total of their statement. */
static enum err_code count_lines(struct report_lines *lines, size_t first,
                                 const struct asking *a, struct err *e)
{
    struct figure asked[FIGURES_MOST];
    size_t n = MIN_OF(lines->n - first, (size_t)FIGURES_MOST);
    int64_t of_ms, value;
    for (size_t i = 0; i < n; i++)
        asked[i] = (struct figure){.statement = lines->at[first + i].statement};
    enum err_code rc = figures_ask(asked, n, &of_ms, a, LANG_NL, e);
    for (size_t i = 0; rc == OK && i < n; i++)
        if (figure_number(&value, &asked[i]))
            lines->at[first + i].value = number(a->arena, value);
    return rc;
}

static const char *day_or_none(struct arena *a, struct day day)
{
    char text[DAY_TEXT + 1];
    if (day_is_none(day)) return "-";
    day_text(text, day);
    return arena_format(a, "%s", text);
}

static void target_rows(struct report_lines *out, const struct asking *a,
                        const struct project_story *p)
{
    for (size_t i = 0; i < p->n_targets && out->n < FIGURES_MOST; i++) {
        const struct target_fact *x = &p->targets[i];
        size_t at = target_measure_of(x);
        const struct code_list *list = code_list_at(LIST_TARGET_KIND);
        if (at == target_measure_count()) continue;
        struct report_line *l = add(
            out, "target",
            arena_format(a->arena, "%s-%s", x->measure, target_measure_at(at)->unit));
        l->statement =
            statement_in(a->arena, target_measure_at(at)->counted,
                         p->gate.project.fact.code, x->from, x->to, a->today);
        l->extra = str_of(arena_format(
            a->arena, "%s %s %s %s", x->has_number ? x->text : "-",
            list->codes[x->kind < N_TARGET_KIND ? x->kind : TARGET_KIND_NONE].code,
            day_or_none(a->arena, x->from), day_or_none(a->arena, x->to)));
    }
}

static void money_rows(struct report_lines *out, const struct asking *a,
                       const struct budget_sheet *s)
{
    const struct code_list *sources = code_list_at(LIST_FUNDING_SOURCE);
    const struct code_list *amounts = code_list_at(LIST_AMOUNT_KIND);
    for (size_t i = 0; i < N_FUNDING_SOURCE; i++)
        for (size_t k = 0; k < N_AMOUNT_KIND; k++)
            if (s->has[i][k])
                add(out, "money",
                    arena_format(a->arena, "%s-%s", sources->codes[i].code,
                                 amounts->codes[k].code))
                    ->value = number(a->arena, s->cents[i][k]);
    for (size_t k = 0; k < N_AMOUNT_KIND; k++) {
        int64_t rest = s->of_kind[k];
        for (size_t i = 0; i < N_FUNDING_SOURCE; i++)
            if (__builtin_sub_overflow(rest, s->cents[i][k], &rest)) rest = 0;
        if (rest)
            add(out, "money",
                arena_format(a->arena, "unsorted-%s", amounts->codes[k].code))
                ->value = number(a->arena, rest);
    }
}

static void record_rows(struct report_lines *out, const struct asking *a,
                        const struct completeness *c)
{
    add(out, "record", "participants")->value = number(a->arena, c->n_records);
    add(out, "record", "percent")->value = number(a->arena, completeness_percent(c));
    add(out, "record", "missing")->value = number(a->arena, c->n_asked - c->n_answered);
}

/* The rows of a table that holds a code each, as lines; totals and zeros are left out.
 */
static enum err_code code_rows(struct report_lines *out, const struct asking *a,
                               const char *kind, struct str statement, struct err *e)
{
    struct figure asked = {.statement = statement};
    int64_t of_ms;
    enum err_code rc = figures_ask(&asked, 1, &of_ms, a, LANG_NL, e);
    const struct table *t = asked.table;
    if (rc != OK || !t || t->unavailable || !t->cells) return rc;
    for (size_t i = 0; i < t->rows.n; i++) {
        const struct axis_entry *row = &t->rows.entries[i];
        const struct cell *c = &t->cells[i * t->columns.n + t->columns.n - 1];
        if (row->depth == 0 || row->is_missing || c->status != CELL_VALUE) continue;
        struct report_line *l = add(out, kind, row->code[0]);
        l->value = number(a->arena, c->n);
        l->statement = statement;
    }
    return OK;
}

enum err_code report_compose(struct report_lines *out, const struct asking *a,
                             const struct project_story *project,
                             const struct completeness *records, struct day from,
                             struct day to, struct err *e)
{
    const char *code = project->gate.project.fact.code;
    char first[DAY_TEXT + 1], last[DAY_TEXT + 1];
    enum err_code rc;
    *out = (struct report_lines){
        .at = arena_new_array(a->arena, struct report_line, LINES_MOST)};
    for (size_t i = 0; i < ARRAY_LEN(figures); i++)
        add(out, "figure", figures[i].key)->statement =
            statement_in(a->arena, figures[i].counted, code, from, to, a->today);
    target_rows(out, a, project);
    TRY(count_lines(out, 0, a, e));
    money_rows(out, a, &project->money.sheet);
    record_rows(out, a, records);
    TRY(code_rows(out, a, "activity",
                  str_of(arena_format(a->arena, "%.*s rows action",
                                      STR_ARG(statement_in(a->arena, "count actions",
                                                           code, from, to, a->today)))),
                  e));
    day_text(first, from);
    day_text(last, to);
    rc = code_rows(
        out, a, "signal",
        str_of(arena_format(a->arena, "count signals during %s..%s rows barrier", first,
                            last)),
        e);
out:
    return rc;
}

static void cover_row(struct report_lines *lines, const char *key, struct str value)
{
    if (value.n) add(lines, "cover", key)->value = value;
}

static struct str cover_day(struct arena *a, struct day day)
{
    return day_is_none(day) ? STR_NONE : str_of(day_or_none(a, day));
}

void report_add_cover(struct report_lines *lines, struct arena *a,
                      const struct project_view *project, struct day from,
                      struct day to, struct str by, int64_t at_ms)
{
    cover_row(lines, "project", str_of(project->fact.code));
    cover_row(lines, "title", str_of(project->fact.title));
    cover_row(lines, "call", str_of(project->fact.call));
    cover_row(lines, "promotor", str_of(project->promotor_name));
    cover_row(lines, "from", cover_day(a, from));
    cover_row(lines, "to", cover_day(a, to));
    cover_row(lines, "by", by);
    if (by.n) cover_row(lines, "at", number(a, at_ms));
}

void report_add_part(struct report_lines *lines, struct arena *a, uint8_t part,
                     struct str words)
{
    (void)a;
    add(lines, "part", code_list_at(LIST_REPORT_PART)->codes[part].code)->value = words;
}

/* --- as text --- */

static void put_cell(struct buf *out, struct str cell)
{
    for (size_t i = 0; i < cell.n; i++) {
        char c = cell.p[i];
        if (c == '\\')
            buf_add_c(out, "\\\\");
        else if (c == '\n')
            buf_add_c(out, "\\n");
        else if (c == '\t')
            buf_add_c(out, "\\t");
        else if (c != '\r')
            buf_add_char(out, c);
    }
}

struct str report_lines_text(struct arena *a, const struct report_lines *lines)
{
    struct buf out = {0};
    for (size_t i = 0; i < lines->n; i++) {
        const struct report_line *l = &lines->at[i];
        const struct str cells[CELLS] = {str_of(l->kind), str_of(l->key), l->value,
                                         l->extra, l->statement};
        for (size_t k = 0; k < CELLS; k++) {
            if (k) buf_add_char(&out, '\t');
            put_cell(&out, cells[k]);
        }
        buf_add_char(&out, '\n');
    }
    struct str text = str_copy(a, buf_str(&out));
    buf_dispose(&out);
    return text;
}

static struct str take_cell(struct arena *a, struct str cell)
{
    struct buf out = {0};
    for (size_t i = 0; i < cell.n; i++) {
        char c = cell.p[i];
        if (c == '\\' && i + 1 < cell.n) {
            c = cell.p[++i];
            if (c == 'n') c = '\n';
            if (c == 't') c = '\t';
        }
        buf_add_char(&out, c);
    }
    struct str taken = str_copy(a, buf_str(&out));
    buf_dispose(&out);
    return taken;
}

struct report_lines report_lines_read(struct arena *a, struct str text)
{
    struct report_lines lines = {
        .at = arena_new_array(a, struct report_line, LINES_MOST)};
    struct str row;
    while (lines.n < LINES_MOST && str_split(&row, &text, '\n')) {
        struct str cells[CELLS] = {{NULL, 0}}, cell;
        size_t n = 0;
        while (n < CELLS && str_split(&cell, &row, '\t'))
            cells[n++] = take_cell(a, cell);
        for (size_t k = 0; n >= 2 && k < ARRAY_LEN(kinds); k++)
            if (str_eq_c(cells[0], kinds[k]))
                lines.at[lines.n++] = (struct report_line){.kind = kinds[k],
                                                           .key = str_to_c(a, cells[1]),
                                                           .value = cells[2],
                                                           .extra = cells[3],
                                                           .statement = cells[4]};
    }
    return lines;
}

const struct report_line *report_line_of(const struct report_lines *lines,
                                         const char *kind, const char *key)
{
    for (size_t i = 0; i < lines->n; i++)
        if (strcmp(lines->at[i].kind, kind) == 0 && strcmp(lines->at[i].key, key) == 0)
            return &lines->at[i];
    return NULL;
}

static bool is_same_line(const struct report_line *a, const struct report_line *b)
{
    return strcmp(a->kind, b->kind) == 0 && strcmp(a->key, b->key) == 0;
}

const struct report_line *report_line_twin(const struct report_lines *of,
                                           const struct report_lines *lines, size_t i)
{
    size_t n_before = 0;
    for (size_t k = 0; k < i; k++)
        n_before += is_same_line(&lines->at[k], &lines->at[i]);
    for (size_t k = 0; k < of->n; k++)
        if (is_same_line(&of->at[k], &lines->at[i]) && !n_before--) return &of->at[k];
    return NULL;
}

/* Takes the last word off. */
static struct str last_word(struct str *rest)
{
    size_t n = rest->n;
    while (n && rest->p[n - 1] != ' ')
        n--;
    struct str word = {rest->p + n, rest->n - n};
    rest->n = n ? n - 1 : 0;
    return word;
}

/* What was promised may be several words; the rest behind it never is. */
struct report_goal report_goal_read(const struct report_line *l)
{
    struct report_goal goal = {.kind = CODE_MISSING, .from = DAY_NONE, .to = DAY_NONE};
    const struct code_list *list = code_list_at(LIST_TARGET_KIND);
    struct str rest = l->extra, word = last_word(&rest);
    struct err ignored;
    if (!l->extra.n) return goal;
    if (code_index(list, word) < 0) {
        if (day_parse(&goal.to, word, &ignored) != OK) goal.to = DAY_NONE;
        if (day_parse(&goal.from, last_word(&rest), &ignored) != OK)
            goal.from = DAY_NONE;
        word = last_word(&rest);
    }
    int at = code_index(list, word);
    if (at >= 0) goal.kind = (uint8_t)at;
    if (!str_eq(rest, S("-"))) goal.number = rest;
    return goal;
}

bool report_line_number(int64_t *out, const struct report_line *l)
{
    struct err ignored;
    *out = 0;
    return l && l->value.n &&
           parse_int(out, l->value, INT64_MIN, INT64_MAX, "number", &ignored) == OK;
}

/* Days do not make a line another: reports of before they were kept have none. */
bool report_line_eq(const struct report_line *a, const struct report_line *b)
{
    struct report_goal x = report_goal_read(a), y = report_goal_read(b);
    return str_eq(a->value, b->value) && str_eq(x.number, y.number) && x.kind == y.kind;
}
