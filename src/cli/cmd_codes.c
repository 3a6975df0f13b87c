#include "cli/command.h"

#include "base/csv.h"
#include "domain/programme_rules.h"
#include "store/write.h"

/* One list as CSV: everything a partner needs to code their file by. */
static enum err_code print_list(struct call *c, const struct code_list *list,
                                struct err *e)
{
    static const char *const heads[] = {"code",       "nl",       "fr",         "en",
                                        "valid_from", "valid_to", "from_source"};
    struct buf out;
    struct csv_writer w;
    buf_init(&out, 0);
    csv_init(&w, &out, ',');
    for (size_t i = 0; i < ARRAY_LEN(heads); i++)
        csv_cell_c(&w, heads[i]);
    csv_end_row(&w);
    for (size_t i = 0; i < list->n; i++) {
        const struct code *code = &list->codes[i];
        csv_cell_c(&w, code->code);
        for (int lang = 0; lang < N_LANGS; lang++)
            csv_cell_c(&w, code->label[lang]);
        csv_cell_c(&w, code->valid_from ? code->valid_from : "");
        csv_cell_c(&w, code->valid_to ? code->valid_to : "");
        csv_cell_c(&w, code->from_source ? "yes" : "no");
        csv_end_row(&w);
    }
    enum err_code rc = buf_check(&out, e);
    if (rc == OK) fwrite(out.p, 1, out.n, c->out);
    buf_dispose(&out);
    return rc;
}

static void print_names(struct call *c)
{
    for (size_t i = 0; i < code_list_count(); i++) {
        const struct code_list *list = code_list_at(i);
        fprintf(c->out, "%-26s %5u  %s\n", list->name, list->n, list->label[c->lang]);
    }
}

static void print_rules(struct call *c)
{
    const struct code_list *kinds = code_list_named(S("call_kind"));
    fputs("\n## Programme rules\n\nThe last line that has begun holds; one for a call "
          "goes before one for its kind.\n\n"
          "| rule | for | value | unit | since | source |\n|---|---|---|---|---|---|\n",
          c->out);
    for (size_t i = 0; i < programme_rule_count(); i++) {
        const struct programme_rule r = programme_rule_at(i);
        const char *of = r.call[0]                 ? r.call
                         : r.call_kind == ANY_KIND ? "all"
                                                   : kinds->codes[r.call_kind].code;
        char since[DAY_TEXT + 1], value[24] = "no limit";
        day_text(since, r.from);
        if (r.value != RULE_UNLIMITED) snprintf(value, sizeof value, "%d", r.value);
        fprintf(c->out, "| %s | %s | %s | %s | %s | %s |\n", r.name, of, value,
                rule_unit_name(r.unit), since, r.source);
    }
}

/* Markdown: the tables of facts with their columns, the rules, the lists. */
static void print_dictionary(struct call *c)
{
    enum { LONGEST = 80 };
    fputs("# Data dictionary\n\n"
          "Made by `vindplaats codes --dictionary`; do not edit. A list marked *may\n"
          "overlap* can hold the same case more than once: its totals are never added "
          "up.\n"
          "A code marked `*` is named by a source document.\n\n## Facts\n\n"
          "Every table also has `recorded_at` (when the fact became known) and\n"
          "`written_by` (its audit row); all but the logs have `retracted_at`.\n\n"
          "| noun | table | columns |\n|---|---|---|\n",
          c->out);
#define N(noun, name, table, columns, values)                                          \
    fprintf(c->out, "| %s | `%s` | %s |\n", name, table, columns);
#include "store/nouns.def"
#undef N
    print_rules(c);
    fputs("\n## Code lists\n", c->out);
    for (size_t i = 0; i < code_list_count(); i++) {
        const struct code_list *list = code_list_at(i);
        fprintf(c->out, "\n### %s\n\n%s%s; %u codes.\n\n", list->name,
                list->label[LANG_EN], list->exclusive ? "" : " (*may overlap*)",
                list->n);
        if (list->n > LONGEST) {
            fprintf(c->out, "Too long to print here: `vindplaats codes %s`.\n",
                    list->name);
            continue;
        }
        fputs("| code | nl | fr | en |\n|---|---|---|---|\n", c->out);
        for (size_t k = 0; k < list->n; k++) {
            const struct code *code = &list->codes[k];
            fprintf(c->out, "| `%s`%s | %s | %s | %s |\n", code->code,
                    code->from_source ? " *" : "", code->label[LANG_NL],
                    code->label[LANG_FR], code->label[LANG_EN]);
        }
    }
}

static enum err_code run_codes(struct call *c, struct err *e)
{
    if (option_flag(&c->options, "--dictionary")) {
        print_dictionary(c);
        return OK;
    }
    if (c->n_args == 0) {
        print_names(c);
        return OK;
    }
    const struct code_list *list = code_list_named(str_of(c->args[0]));
    if (list) return print_list(c, list, e);
    const char **names = arena_new_array(c->arena, const char *, code_list_count());
    for (size_t i = 0; i < code_list_count(); i++)
        names[i] = code_list_at(i)->name;
    const char *nearest = options_nearest(c->args[0], names, code_list_count());
    err_set(e, ERR_NOT_FOUND, "there is no code list \"%.60s\"", c->args[0]);
    if (nearest)
        err_hint(e, "did you mean %s?", nearest);
    else
        err_hint(e, "`vindplaats codes` names them all");
    return ERR_NOT_FOUND;
}

static const struct option_row codes_options[] = {
    {"--dictionary", NULL, "the whole data dictionary, as Markdown"},
    {0},
};

const struct command cmd_codes = {
    .name = "codes",
    .args = "[LIST]",
    .summary = "the code lists, with labels in three languages",
    .help =
        "Without a name: the lists there are. With one: its codes as CSV, to code a\n"
        "partner's file by.\n"
        "\n"
        "Example:\n"
        "  vindplaats codes outcome\n",
    .max_args = 1,
    .options = codes_options,
    .fn = run_codes,
};
