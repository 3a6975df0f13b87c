#include "web/report_words.h"

#include "domain/number_text.h"
#include "web/project_parts.h"

static const char *code_words(enum tongue t, size_t list, const char *code)
{
    int at = code_index(code_list_at(list), str_of(code));
    return at < 0 ? code : code_label(code_list_at(list), at, tongue_facts(t)->lang);
}

static const struct {
    const char *key, *label;
} figure_labels[] = {
    {"reached", TR("Personen bereikt")},
    {"started", TR("Personen met een traject dat startte")},
    {"ended", TR("Personen met een traject dat eindigde")},
    {"employed", TR("Personen naar werk")},
    {"trained", TR("Personen naar onderwijs of opleiding")},
    {"participants", TR("Deelnemers in deze periode")},
    {"percent", TR("Volledigheid van hun gegevens")},
    {"missing", TR("Antwoorden die nog ontbreken")},
};

static const char *target_label(struct arena *a, enum tongue t,
                                const struct report_line *l)
{
    for (size_t i = 0; i < target_measure_count(); i++) {
        const struct target_measure *m = target_measure_at(i);
        if (strcmp(l->key, arena_format(a, "%s-%s", m->measure, m->unit)) == 0)
            return m->label[tongue_facts(t)->lang];
    }
    return l->key;
}

static const char *money_label(struct arena *a, enum tongue t, const char *key)
{
    struct str rest = str_of(key), source = STR_NONE;
    str_split(&source, &rest, '-');
    return arena_format(a, "%s, %s",
                        str_eq(source, S("unsorted"))
                            ? tr(t, "Zonder bron")
                            : code_words(t, LIST_FUNDING_SOURCE, str_to_c(a, source)),
                        code_words(t, LIST_AMOUNT_KIND, str_to_c(a, rest)));
}

const char *report_line_label(struct arena *a, enum tongue t,
                              const struct report_line *l)
{
    if (strcmp(l->kind, "target") == 0) return target_label(a, t, l);
    if (strcmp(l->kind, "money") == 0) return money_label(a, t, l->key);
    if (strcmp(l->kind, "activity") == 0)
        return code_words(t, LIST_ACTION_KIND, l->key);
    if (strcmp(l->kind, "signal") == 0)
        return code_words(t, LIST_STRUCTURAL_BARRIER, l->key);
    if (strcmp(l->kind, "part") == 0) return code_words(t, LIST_REPORT_PART, l->key);
    for (size_t i = 0; i < ARRAY_LEN(figure_labels); i++)
        if (strcmp(l->key, figure_labels[i].key) == 0)
            return tr_later(t, figure_labels[i].label);
    return l->key;
}

static int64_t value_of(const struct report_line *l)
{
    int64_t n;
    report_line_number(&n, l);
    return n;
}

const char *report_line_value(struct arena *a, const struct frame *f,
                              const struct report_line *l)
{
    struct buf out = {0};
    if (!l->value.n) return "";
    if (strcmp(l->kind, "money") == 0) return euro_words(a, f, value_of(l));
    number_count(&out, value_of(l), tongue_facts(f->tongue)->lang);
    if (strcmp(l->key, "percent") == 0) buf_add_c(&out, "\xc2\xa0%");
    const char *words = arena_copy(a, out.p, out.n);
    buf_dispose(&out);
    return words;
}

/* --- sentences of figures, in Dutch --- */

static const char *value_words(struct arena *a, const struct report_lines *lines,
                               const char *kind, const char *key)
{
    const struct report_line *l = report_line_of(lines, kind, key);
    return l && l->value.n ? arena_format(a, "%lld", (long long)value_of(l)) : "0";
}

static void say_progress(struct buf *out, struct arena *a,
                         const struct report_lines *lines)
{
    const char *keys[] = {"reached", "started", "ended", "employed", "trained"};
    const char *n[ARRAY_LEN(keys)];
    for (size_t i = 0; i < ARRAY_LEN(keys); i++)
        n[i] = value_words(a, lines, "figure", keys[i]);
    tr_fill(out,
            tr(TONGUE_NL, "In deze periode: {0} personen bereikt, {1} gestart, {2} "
                          "beëindigd, {3} naar werk en {4} naar onderwijs of "
                          "opleiding."),
            (const char *const[]){n[0], n[1], n[2], n[3], n[4], NULL});
}

static void say_targets(struct buf *out, struct arena *a,
                        const struct report_lines *lines)
{
    for (size_t i = 0; i < lines->n; i++) {
        const struct report_line *l = &lines->at[i];
        struct report_goal goal = report_goal_read(l);
        if (strcmp(l->kind, "target") != 0) continue;
        if (!goal.number.n) continue; /* nothing to deviate from */
        if (out->n) buf_add_char(out, ' ');
        tr_fill(out, tr(TONGUE_NL, "Doel {0}: {1} bereikt van {2}."),
                (const char *const[]){target_label(a, TONGUE_NL, l),
                                      value_words(a, lines, "target", l->key),
                                      str_to_c(a, goal.number), NULL});
    }
}

static void say_barriers(struct buf *out, struct arena *a,
                         const struct report_lines *lines)
{
    for (size_t i = 0; i < lines->n; i++) {
        const struct report_line *l = &lines->at[i];
        if (strcmp(l->kind, "signal") != 0) continue;
        buf_add_c(out, out->n ? ", " : tr(TONGUE_NL, "Gemeld door wie begeleidt: "));
        buf_format(out, "%s (%lld)", report_line_label(a, TONGUE_NL, l),
                   (long long)value_of(l));
    }
    if (out->n) buf_add_char(out, '.');
}

struct str report_suggestion(struct arena *a, const struct report_lines *lines,
                             uint8_t part)
{
    struct buf out = {0};
    if (part == REPORT_PART_PROGRESS) say_progress(&out, a, lines);
    if (part == REPORT_PART_DEVIATIONS) say_targets(&out, a, lines);
    if (part == REPORT_PART_BARRIERS) say_barriers(&out, a, lines);
    struct str words = str_copy(a, buf_str(&out));
    buf_dispose(&out);
    return words;
}
