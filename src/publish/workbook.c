#include <errno.h>
#include <unistd.h>

/* first: the library's headers name functions that base poisons */
#include "publish/workbook_sheet.h"

#include "publish/workbook.h"

#include "base/file.h"
#include "publish/publish_words.h"
#include "publish/workbook_check.h"

enum { WORKBOOK_BYTES_MAX = 512 << 20 };

static lxw_format *new_format(struct book *b, const char *number, bool bold)
{
    lxw_format *f = workbook_add_format(b->file);
    if (number) format_set_num_format(f, number);
    if (bold) {
        format_set_bold(f);
        format_set_top(f, LXW_BORDER_THIN);
    }
    return f;
}

static lxw_format *symbol_format(struct book *b, bool bold)
{
    lxw_format *f = new_format(b, NULL, bold);
    format_set_align(f, LXW_ALIGN_RIGHT);
    return f;
}

static void make_formats(struct book *b)
{
    b->head = workbook_add_format(b->file);
    format_set_bold(b->head);
    format_set_bottom(b->head, LXW_BORDER_THIN);
    format_set_text_wrap(b->head);
    format_set_align(b->head, LXW_ALIGN_VERTICAL_BOTTOM);
    /* beside the button of the filter, not under it */
    b->figure_head = workbook_add_format(b->file);
    format_set_bold(b->figure_head);
    format_set_bottom(b->figure_head, LXW_BORDER_THIN);
    format_set_text_wrap(b->figure_head);
    format_set_align(b->figure_head, LXW_ALIGN_RIGHT);
    format_set_indent(b->figure_head, 2);
    format_set_align(b->figure_head, LXW_ALIGN_VERTICAL_BOTTOM);
    b->text = new_format(b, "@", false);
    b->total_text = new_format(b, "@", true);
    b->wrap = workbook_add_format(b->file);
    format_set_text_wrap(b->wrap);
    format_set_align(b->wrap, LXW_ALIGN_VERTICAL_TOP);
    b->link = workbook_add_format(b->file);
    format_set_underline(b->link, LXW_UNDERLINE_SINGLE);
    format_set_font_color(b->link, 0x0B4F9E);
    format_set_text_wrap(b->link);
    format_set_align(b->link, LXW_ALIGN_VERTICAL_TOP);
    b->count = new_format(b, "#,##0", false);
    b->total_count = new_format(b, "#,##0", true);
    b->euro = new_format(b, "#,##0.00", false);
    b->total_euro = new_format(b, "#,##0.00", true);
    b->days = new_format(b, "#,##0.0", false);
    b->total_days = new_format(b, "#,##0.0", true);
    b->share = new_format(b, "0.0%", false);
    b->total_share = new_format(b, "0.0%", true);
    b->symbol = symbol_format(b, false);
    b->total_symbol = symbol_format(b, true);
}

/* The library takes char * but copies; a creation time of 0 would mean "now". */
static void set_properties(struct book *b)
{
    const struct answer *a = b->answer;
    struct arena *m = b->a;
    lxw_doc_properties p = {
        .title = arena_format(m, "%.200s", a->title ? a->title : "Vindplaats"),
        .subject = arena_format(m, "%.200s", a->number ? a->number : ""),
        .author = arena_format(m, "Vindplaats " VINDPLAATS_VERSION),
        .company = arena_format(m, "%.200s", a->asked_to ? a->asked_to : ""),
        .comments = arena_format(m, "%.200s", a->source ? a->source : ""),
        .created = MAX_OF((time_t)(a->made_at_ms / 1000), (time_t)1),
    };
    if (workbook_set_properties(b->file, &p) != LXW_NO_ERROR)
        b->failed = LXW_ERROR_PARAMETER_VALIDATION;
}

/* Tab names come first, because the contents link to tabs that stand after them. */
static void name_tabs(struct book *b)
{
    const struct answer *a = b->answer;
    b->tabs = arena_new_array(b->a, const char **, a->n_parts);
    for (size_t p = 0; p < a->n_parts; p++) {
        const struct part *part = a->parts[p];
        b->tabs[p] = arena_new_array(b->a, const char *, part->n_tables);
        for (size_t i = 0; i < part->n_tables; i++) {
            const struct table *t = part->tables[i];
            if (!table_has_cells(t)) continue;
            const char *title = t->title ? t->title : part->title ? part->title : "";
            b->tabs[p][i] = sheet_name_take(
                &b->names, b->a,
                arena_format(b->a, "%s %s", table_number(b->a, a, p, i), title));
        }
    }
}

static enum err_code fill_book(struct book *b, const void *with, struct err *e)
{
    const struct answer *a = b->answer;
    enum err_code rc = OK;
    (void)with;
    const char *front[] = {word_in(WORD_COVER, a->lang),
                           word_in(WORD_CONTENTS, a->lang),
                           word_in(WORD_NOTES, a->lang), word_in(WORD_CHECKS, a->lang)};
    for (size_t i = 0; i < ARRAY_LEN(front); i++)
        front[i] = sheet_name_take(&b->names, b->a, front[i]);
    name_tabs(b);
    workbook_add_cover(b, front[0]);
    workbook_add_contents(b, front[1]);
    workbook_add_notes(b, front[2]);
    for (size_t p = 0; p < a->n_parts; p++)
        for (size_t i = 0; i < a->parts[p]->n_tables; i++)
            if (b->tabs[p][i]) TRY(workbook_add_table(b, p, i, e));
    workbook_add_checks(b, front[3]);
out:
    return rc;
}

static enum err_code refused(struct err *e, lxw_error why)
{
    bool is_disk =
        why == LXW_ERROR_CREATING_XLSX_FILE || why == LXW_ERROR_CREATING_TMPFILE ||
        why == LXW_ERROR_READING_TMPFILE || why == LXW_ERROR_ZIP_FILE_OPERATION ||
        why == LXW_ERROR_ZIP_CLOSE || why == LXW_ERROR_ZIP_FILE_ADD;
    err_set(e, is_disk ? ERR_DISK_FULL : ERR_IO,
            "the workbook could not be made: %.120s", lxw_strerror(why));
    if (is_disk)
        err_hint(e,
                 "make room in the folder for temporary files, or name another one in "
                 "the environment variable TMPDIR");
    return is_disk ? ERR_DISK_FULL : ERR_IO;
}

/* Writes the workbook as `file` with the library's own temporary files in `folder`. */
static enum err_code write_book(char *file, char *folder, struct arena *scratch,
                                const struct answer *a,
                                enum err_code (*fill)(struct book *b, const void *with,
                                                      struct err *e),
                                const void *with, struct err *e)
{
    lxw_workbook_options options = {.tmpdir = folder};
    struct book b = {.a = scratch, .answer = a};
    b.file = workbook_new_opt(file, &options);
    require(b.file != NULL);
    make_formats(&b);
    set_properties(&b);
    enum err_code rc = fill(&b, with, e);
    sheet_names_dispose(&b.names);
    if (rc == OK && b.failed != LXW_NO_ERROR) rc = refused(e, b.failed);
    if (rc != OK) {
        lxw_workbook_free(b.file);
        return rc;
    }
    lxw_error closed = workbook_close(b.file);
    return closed == LXW_NO_ERROR ? OK : refused(e, closed);
}

enum err_code workbook_make(struct str *out, struct arena *arena,
                            const struct answer *a,
                            enum err_code (*fill)(struct book *b, const void *with,
                                                  struct err *e),
                            const void *with, struct err *e)
{
    struct arena scratch = {0};
    const char *under = getenv("TMPDIR");
    if (!under || !*under) under = P_tmpdir;
    char *folder = arena_format(&scratch, "%s/vindplaats-XXXXXX", under);
    if (!mkdtemp(folder)) {
        int number = errno;
        arena_dispose(&scratch);
        err_set(e, number == ENOSPC ? ERR_DISK_FULL : ERR_IO,
                "cannot make a folder for temporary files: %s",
                strerrordesc_np(number));
        err_hint(e,
                 "name a folder you may write in by the environment variable TMPDIR");
        return number == ENOSPC ? ERR_DISK_FULL : ERR_IO;
    }
    char *file = arena_format(&scratch, "%s/answer.xlsx", folder);
    enum err_code rc = OK;
    TRY(write_book(file, folder, &scratch, a, fill, with, e));
    TRY(file_read(out, arena, file, WORKBOOK_BYTES_MAX, e));
    TRY(workbook_check(*out, e));
out:
    unlink(file);
    rmdir(folder);
    arena_dispose(&scratch);
    return rc;
}

enum err_code publish_xlsx_bytes(struct str *out, struct arena *arena,
                                 const struct answer *a, struct err *e)
{
    return workbook_make(out, arena, a, fill_book, NULL, e);
}

enum err_code publish_xlsx(const char *path, const struct answer *a, struct err *e)
{
    struct arena arena = {0};
    struct str bytes;
    enum err_code rc = OK;
    TRY(publish_xlsx_bytes(&bytes, &arena, a, e));
    TRY(file_write(path, bytes, 0666, e));
out:
    arena_dispose(&arena);
    return rc;
}
