#include "base/parse.h"
#include "cli/command.h"
#include "web/serve.h"

static enum err_code run_serve(struct call *c, struct err *e)
{
    const char *listen = option_text(&c->options, "--listen");
    const char *threads = option_text(&c->options, "--threads");
    const char *patience = option_text(&c->options, "--patience");
    const char *page = option_text(&c->options, "--page-ms");
    int64_t n = 0, seconds = 0, page_ms = 0;
    enum err_code rc;
    if (threads) TRY(parse_int(&n, str_of(threads), 1, 64, "number of threads", e));
    if (patience)
        TRY(parse_int(&seconds, str_of(patience), 1, 3600, "seconds of patience", e));
    if (page)
        TRY(parse_int(&page_ms, str_of(page), 1, 3600000, "milliseconds a page", e));
    struct serve_options o = {.db_url = c->db_url,
                              .key_path = c->key_path,
                              .listen = listen ? listen : "127.0.0.1:8080",
                              .threads = (int)n,
                              .patience_s = (int)seconds,
                              .page_ms = (int)page_ms,
                              .tls_cert = option_text(&c->options, "--tls-cert"),
                              .tls_key = option_text(&c->options, "--tls-key"),
                              .site = option_text(&c->options, "--site"),
                              .trusts_proxy =
                                  option_flag(&c->options, "--behind-proxy"),
                              .is_quiet = option_flag(&c->options, "--quiet")};
    rc = serve_until_told(&o, c->out, e);
out:
    return rc;
}

static const struct option_row serve_options[] = {
    {"--listen", "WHERE", "HOST:PORT or unix:PATH, default 127.0.0.1:8080"},
    {"--threads", "N", "that answer, default one for each processor, at least 4"},
    {"--tls-cert", "FILE", "certificates (PEM), to answer https without a proxy"},
    {"--tls-key", "FILE", "the key of the first certificate (PEM)"},
    {"--site", "URL", "the address that visitors see, for links in what leaves"},
    {"--behind-proxy", NULL, "believe X-Forwarded-For and X-Forwarded-Proto"},
    {"--patience", "SECONDS", "for a head, and for a body to begin, default 20"},
    {"--page-ms", "N", "for what one page reads, default 20000; then it says so"},
    {"--quiet", NULL, "no line on standard error for each request"},
    {0},
};

const struct command cmd_serve = {
    .name = "serve",
    .args = "",
    .summary = "answer browsers",
    .help = "Serves the pages. Prints the address; port 0 chooses a free one. Ends at\n"
            "SIGTERM or SIGINT: no new connection is taken, what came in is answered.\n"
            "To the internet it stands behind a reverse proxy, on a unix socket:\n"
            "docs/operations.md. /health and /metrics tell how it is doing.\n"
            "\n"
            "Example:\n"
            "  vindplaats serve --db sqlite:region.db --listen 127.0.0.1:8080\n",
    .options = serve_options,
    .fn = run_serve,
};
