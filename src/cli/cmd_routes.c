#include "cli/command.h"
#include "web/route_text.h"

static enum err_code run_routes(struct call *c, struct err *e)
{
    struct buf text = {0};
    bool is_openapi = option_flag(&c->options, "--openapi");
    bool is_matrix = option_flag(&c->options, "--matrix");
    enum err_code rc = OK;
    if (is_openapi && is_matrix)
        return err_set(e, ERR_USAGE, "expected --openapi or --matrix, not both");
    if (is_openapi)
        TRY(routes_openapi(&text, e));
    else if (is_matrix)
        routes_matrix(&text);
    else
        routes_table(&text);
    TRY(buf_check(&text, e));
    fwrite(text.p, 1, text.n, c->out);
    if (is_openapi) fputc('\n', c->out);
out:
    buf_dispose(&text);
    return rc;
}

static const struct option_row routes_options[] = {
    {"--openapi", NULL, "as OpenAPI 3.1 (JSON)"},
    {"--matrix", NULL, "which role has which permission (Markdown)"},
    {0},
};

const struct command cmd_routes = {
    .name = "routes",
    .args = "[--openapi|--matrix]",
    .summary = "list the pages, and who may see them",
    .help = "Prints each route of `serve`: method, path, permission, what it is for.\n"
            "With --openapi also what each takes. docs/permissions.md is --matrix.\n"
            "\n"
            "Example:\n"
            "  vindplaats routes --openapi > openapi.json\n",
    .options = routes_options,
    .fn = run_routes,
};
