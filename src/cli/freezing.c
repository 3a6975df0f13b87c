#include "cli/freezing.h"

#include <unistd.h>

#include "base/file.h"

/* What is frozen has one style, so that the same answer is the same bytes. */
static enum err_code refuse_style(const struct call *c, struct err *e)
{
    static const char *const styles[] = {"--separator", "--bom", "--width", "--explain",
                                         "--check"};
    for (size_t i = 0; i < ARRAY_LEN(styles); i++) {
        if (!option_text(&c->options, styles[i])) continue;
        err_set(e, ERR_USAGE, "%s does not go with --freeze: what is kept has one form",
                styles[i]);
        err_hint(e, "leave one of the two out");
        return ERR_USAGE;
    }
    return OK;
}

static void tell(struct call *c, const struct frozen *frozen)
{
    char known[MOMENT_TEXT + 1];
    size_t bytes = 0;
    for (int i = 0; i < N_PUBLISH_FORMATS; i++)
        bytes += frozen->form[i].n;
    moment_text(known, frozen->record.release.known_at_ms);
    fprintf(c->words, "frozen: %s, as known at %s, in %d formats, %zu bytes\n",
            frozen->record.release.name, known, N_PUBLISH_FORMATS, bytes);
}

enum err_code freezing_run(struct call *c, const struct asked *asked,
                           enum publish_format format, const char *path, struct err *e)
{
    const char *name = option_text(&c->options, "--freeze");
    const char *despite = option_text(&c->options, "--despite");
    struct house house = {0};
    struct frozen frozen = {0};
    enum err_code rc;
    TRY(refuse_style(c, e));
    TRY(release_name_check(str_of(name), e));
    if (despite && !str_trim(str_of(despite)).n) {
        rc = err_set(e, ERR_USAGE, "expected a reason after --despite, found nothing");
        goto out;
    }
    if (format == PUBLISH_XLSX && !path && isatty(fileno(c->out))) {
        rc = err_set(e, ERR_USAGE, "an xlsx is not for a terminal");
        err_hint(e, "give a file with --out");
        goto out;
    }
    TRY(house_open(&house, c->db_url, c->key_path, DB_WRITE, e));
    rc = answer_freeze(&frozen, c->arena, &house, asked, name, despite ? despite : "",
                       e);
    fprintf(c->words, "%.*s", STR_ARG(frozen.findings));
    if (rc != OK) goto out;
    tell(c, &frozen);
    struct str bytes = frozen.form[format];
    if (!path) {
        fwrite(bytes.p, 1, bytes.n, c->out);
        goto out;
    }
    rc = file_write(path, bytes, 0666, e);
    if (rc == OK)
        fprintf(c->words, "written: %s\n", path);
    else
        err_hint(e, "the answer is kept: vindplaats release open %s --out PATH", name);
out:
    house_close(&house);
    return rc;
}
