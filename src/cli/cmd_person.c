#include "act/open.h"
#include "act/person_acts.h"
#include "base/csv.h"
#include "base/parse.h"
#include "cli/command.h"

static enum err_code person_argument(struct person_id *out, struct call *c,
                                     struct err *e)
{
    enum err_code rc = uuid_parse(&out->u, str_of(c->args[0]), e);
    if (rc != OK) err_hint(e, "vindplaats person list shows the ids");
    return rc;
}

static const char *identity_word(const struct person_counts *p)
{
    return p->is_erased ? "erased" : p->has_identity ? "sealed" : "none";
}

/* --- list --- */

static void list_row(struct csv_writer *w, const struct person_counts *p)
{
    char id[UUID_TEXT + 1], day[DAY_TEXT + 1];
    uuid_text(id, p->person.id.u);
    day_text(day, p->person.first_seen_on);
    csv_cell_c(w, id);
    csv_cell_c(w, day);
    csv_cell_c(w, identity_word(p));
    csv_cell_int(w, p->n_attributes);
    csv_cell_int(w, p->n_spells);
    csv_cell_int(w, p->n_trajectories);
    csv_cell_int(w, p->n_events);
    csv_end_row(w);
}

static enum err_code run_list(struct call *c, struct err *e)
{
    static const char *const heads[] = {"person",     "first_seen_on", "identity",
                                        "attributes", "spells",        "trajectories",
                                        "events"};
    const char *limit_text = option_text(&c->options, "--limit");
    const char *after_text = option_text(&c->options, "--after");
    struct person_id after = {{{0}}};
    struct person_counts *list = NULL;
    struct house h = {0};
    struct buf out;
    struct csv_writer w;
    size_t n = 0;
    int64_t limit = 50;
    enum err_code rc;
    buf_init(&out, SIZE_MAX);
    csv_init(&w, &out, ',');
    if (limit_text)
        TRY(parse_int(&limit, str_of(limit_text), 1, 100000000, "--limit", e));
    if (after_text) TRY(uuid_parse(&after.u, str_of(after_text), e));
    TRY(house_open(&h, c->db_url, c->key_path, DB_READ, e));
    TRY(person_list(&list, &n, c->arena, h.db, after, (size_t)limit, e));
    for (size_t i = 0; i < ARRAY_LEN(heads); i++)
        csv_cell_c(&w, heads[i]);
    csv_end_row(&w);
    for (size_t i = 0; i < n; i++)
        list_row(&w, &list[i]);
    fwrite(out.p, 1, out.n, c->out);
out:
    buf_dispose(&out);
    house_close(&h);
    return rc;
}

static const struct option_row list_options[] = {
    {"--limit", "N", "at most this many, default 50"},
    {"--after", "ID", "only persons after this id"},
    {0},
};

const struct command cmd_person_list = {
    .name = "person list",
    .args = "",
    .summary = "ids of persons and how many facts each has",
    .help = "Prints CSV: what is countable, never who it is.\n"
            "\n"
            "Example:\n"
            "  vindplaats person list --limit 10\n",
    .options = list_options,
    .fn = run_list,
};

/* --- show --- */

static void print_counts(struct call *c, const struct person_counts *p)
{
    char id[UUID_TEXT + 1], day[DAY_TEXT + 1];
    uuid_text(id, p->person.id.u);
    day_text(day, p->person.first_seen_on);
    fprintf(c->out,
            "person %s\nfirst_seen_on %s\nidentity %s\nattributes %lld\nspells %lld\n"
            "trajectories %lld\nevents %lld\n",
            id, day, identity_word(p), (long long)p->n_attributes,
            (long long)p->n_spells, (long long)p->n_trajectories,
            (long long)p->n_events);
}

static void print_attributes(struct call *c, const struct person_view *view)
{
    static const char *const states[] = {"known", "unknown", "not_asked", "refused"};
    for (size_t i = 0; i < view->n_attributes; i++) {
        const struct attribute_fact *f = &view->attributes[i];
        char from[DAY_TEXT + 1], to[DAY_TEXT + 1];
        day_text(from, f->valid_from);
        day_text(to, f->valid_to);
        fprintf(c->out, "attribute %s %s %s..%s\n", view->kind_codes[i],
                f->state == ANSWER_KNOWN ? f->value : states[f->state & 3], from, to);
    }
}

static void print_identity(struct call *c, const struct identity *identity)
{
    for (unsigned i = 0; i < N_IDENTITY_FIELDS; i++)
        if (identity->value[i].n)
            fprintf(c->out, "%s %.*s\n", identity_field_name((enum identity_field)i),
                    STR_ARG(identity->value[i]));
}

static enum err_code run_show(struct call *c, struct err *e)
{
    bool with_identity = option_flag(&c->options, "--identity");
    const char *reason = option_text(&c->options, "--reason");
    struct person_view view = {0};
    struct person_id person;
    struct house h = {0};
    enum err_code rc;
    TRY(person_argument(&person, c, e));
    if (with_identity && (!reason || !reason[0])) {
        rc = err_set(e, ERR_USAGE, "--identity needs --reason TEXT");
        err_hint(e, "the reason is kept; the person may see who looked, and why");
        goto out;
    }
    TRY(house_open(&h, c->db_url, c->key_path, with_identity ? DB_WRITE : DB_READ, e));
    TRY(person_show(&view, c->arena, &h, person, with_identity ? reason : NULL, e));
    print_counts(c, &view.counts);
    print_attributes(c, &view);
    print_identity(c, &view.identity);
out:
    person_view_wipe(&view);
    house_close(&h);
    return rc;
}

static const struct option_row show_options[] = {
    {"--identity", NULL, "also who it is; the look is logged"},
    {"--reason", "TEXT", "why you look"},
    {0},
};

const struct command cmd_person_show = {
    .name = "person show",
    .args = "ID [--identity --reason TEXT]",
    .summary = "what is countable of a person and, for a reason, who it is",
    .help =
        "Without --identity nothing that identifies is opened. With it, who looked,\n"
        "when and why is written first, for the person to see.\n"
        "\n"
        "Example:\n"
        "  vindplaats person show 01900000-0000-7000-8000-000000000001\n",
    .min_args = 1,
    .max_args = 1,
    .options = show_options,
    .fn = run_show,
};

/* --- erase --- */

static enum err_code run_erase(struct call *c, struct err *e)
{
    const char *reason = option_text(&c->options, "--reason");
    struct person_id person;
    struct house h = {0};
    enum err_code rc;
    TRY(person_argument(&person, c, e));
    if (!reason || !reason[0]) {
        rc = err_set(e, ERR_USAGE, "erasing needs --reason TEXT");
        err_hint(e, "for example: --reason 'asked by the person'");
        goto out;
    }
    TRY(house_open(&h, c->db_url, c->key_path, DB_WRITE, e));
    TRY(person_forget(&h, person, reason, e));
    fputs("erased: the key of this person is destroyed; countable facts stay.\n"
          "Backups made before still hold it: destroy them on their own schedule.\n",
          c->words);
out:
    house_close(&h);
    return rc;
}

static const struct option_row erase_options[] = {
    {"--reason", "TEXT", "why; kept in the audit row"},
    {0},
};

const struct command cmd_person_erase = {
    .name = "person erase",
    .args = "ID --reason TEXT",
    .summary = "destroy for ever who a person is; what is countable stays",
    .help = "Destroys the key that seals this person's name, numbers, addresses and\n"
            "notes. It cannot be undone. Earlier backups still hold the key.\n"
            "\n"
            "Example:\n"
            "  vindplaats person erase 01900000-0000-7000-8000-000000000001 \\\n"
            "    --reason 'asked by the person'\n",
    .min_args = 1,
    .max_args = 1,
    .options = erase_options,
    .fn = run_erase,
};
