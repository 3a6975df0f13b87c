#include "cli/command.h"

#include "exchange/layout_text.h"

static enum err_code kind_of(const struct layout **out, const char *word, struct err *e)
{
    *out = layout_named(str_of(word));
    if (*out) return OK;
    err_set(e, ERR_NOT_FOUND, "there is no kind of file \"%.60s\"", word);
    const struct layout *nearest = layout_nearest(str_of(word));
    if (nearest)
        err_hint(e, "did you mean %s?", nearest->name);
    else
        err_hint(e, "`vindplaats import --layouts` describes them all");
    return ERR_NOT_FOUND;
}

static enum err_code describe(struct call *c, struct err *e)
{
    const char *csvw = option_text(&c->options, "--csvw");
    const struct layout *layout = NULL;
    struct buf out;
    buf_init(&out, 0);
    enum err_code rc = OK;
    if (csvw) {
        TRY(kind_of(&layout, csvw, e));
        TRY(layout_csvw(&out, layout, e));
        buf_add_char(&out, '\n');
    } else {
        if (c->n_args) TRY(kind_of(&layout, c->args[0], e));
        layouts_describe(&out, layout);
    }
    TRY(buf_check(&out, e));
    fwrite(out.p, 1, out.n, c->out);
out:
    buf_dispose(&out);
    return rc;
}

static enum err_code run_import(struct call *c, struct err *e)
{
    return describe(c, e);
}

static const struct option_row import_options[] = {
    {"--layouts", NULL, "describe the files of every kind, or of KIND"},
    {"--csvw", "KIND", "the same of one kind for programs (CSVW, JSON)"},
    {0},
};

const struct command cmd_import = {
    .name = "import",
    .args = "[KIND]",
    .summary = "what partners' files look like",
    .help = "Describes the columns of the files that partners send.\n"
            "\n"
            "Example:\n"
            "  vindplaats import --layouts participants\n",
    .max_args = 1,
    .options = import_options,
    .fn = run_import,
};
