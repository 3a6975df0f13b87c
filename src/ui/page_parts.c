#include "ui/icon.h"
#include "ui/page.h"

void summary_begin(struct buf *out)
{
    html_f(out, "<dl class=\"summary\">\n");
}

void summary_open_row(struct buf *out, const char *name)
{
    html_f(out, "<div class=\"row\"><dt>%s</dt><dd>", name);
}

void summary_open_figure(struct buf *out, const char *name)
{
    html_f(out, "<div class=\"row figure\"><dt>%s</dt><dd>", name);
}

void summary_close_row(struct buf *out, const struct frame *f, const char *change_path,
                       const char *change_label)
{
    html_f(out, "</dd>");
    if (change_path) {
        html_f(out, "<dd class=\"change\"><a href=\"%s\">", change_path);
        text_html(out, f->tongue, "Wijzig");
        html_f(out, "<span class=\"unseen\"> %s</span></a></dd>", change_label);
    }
    html_f(out, "</div>\n");
}

void summary_row(struct buf *out, const struct frame *f, const char *name,
                 struct str value, const char *change_path, const char *change_label)
{
    summary_open_row(out, name);
    words_html(out, value);
    summary_close_row(out, f, change_path, change_label ? change_label : name);
}

void summary_number(struct buf *out, const struct frame *f, const char *name, int64_t n)
{
    char digits[24];
    snprintf(digits, sizeof digits, "%lld", (long long)n);
    summary_open_figure(out, name);
    html_f(out, "%s", digits);
    summary_close_row(out, f, NULL, NULL);
}

void summary_end(struct buf *out)
{
    html_f(out, "</dl>\n");
}

void timeline_begin(struct buf *out)
{
    html_f(out, "<ol class=\"timeline\">\n");
}

void timeline_open(struct buf *out, const char *day_words, const char *kind_class,
                   const char *kind_words)
{
    html_f(out,
           "<li class=\"moment kind-%s\">\n<p class=\"when\"><span class=\"kind\">%s"
           "</span> <span class=\"day\"><bdi>%s</bdi></span></p>\n<div>",
           kind_class ? kind_class : "", kind_words, day_words);
}

void timeline_close(struct buf *out)
{
    html_f(out, "</div>\n</li>\n");
}

void timeline_end(struct buf *out)
{
    html_f(out, "</ol>\n");
}

static void tab_link(struct buf *out, const struct tab *tab, const char *label)
{
    html_f(out, "<li><a href=\"%s\"", tab->path);
    if (tab->is_current) html_f(out, " aria-current=\"page\"");
    html_f(out, ">%s</a></li>\n", label);
}

static void tab_links(struct buf *out, const struct tab *tab, size_t n)
{
    html_f(out, "<ul>\n");
    for (size_t i = 0; i < n; i++)
        tab_link(out, &tab[i], tab[i].label);
    html_f(out, "</ul>\n</nav>\n");
}

enum { FOLDED_FROM = 6 };

static void folded_tabs(struct buf *out, const struct frame *f, const char *name,
                        const struct tab *tab, size_t n)
{
    const char *current = NULL;
    for (size_t i = 0; i < n; i++)
        if (tab[i].is_current) current = tab[i].label;
    html_f(out,
           "<details class=\"folded-tabs\"><summary><span>%s</span> "
           "<span class=\"quiet\">",
           current ? current : name);
    text_html(out, f->tongue, "Andere delen");
    html_f(out, "</span></summary>\n<nav aria-label=\"%s\">\n", name);
    tab_links(out, tab, n);
    html_f(out, "</details>\n");
}

/* Those in sight, then the others under their headings. */
static void grouped_tabs(struct buf *out, const struct frame *f, const char *name,
                         const struct tab *tab, size_t n)
{
    const char *heading = NULL;
    bool is_inside = false;
    html_f(out, "<nav class=\"grouped-tabs\" aria-label=\"%s\">\n<ul>\n", name);
    for (size_t i = 0; i < n; i++) {
        if (!tab[i].heading)
            tab_link(out, &tab[i],
                     tab[i].short_label ? tab[i].short_label : tab[i].label);
        else
            is_inside = is_inside || tab[i].is_current;
    }
    html_f(out, "</ul>\n<details><summary");
    if (is_inside) html_f(out, " aria-current=\"true\"");
    html_f(out, ">");
    text_html(out, f->tongue, "Meer");
    html_f(out, "</summary>\n<div>\n");
    for (size_t i = 0; i < n; i++) {
        if (!tab[i].heading) continue;
        if (!heading || strcmp(heading, tab[i].heading) != 0) {
            if (heading) html_f(out, "</ul>\n");
            html_f(out,
                   "<p id=\"deel-%zu\">%s</p>\n<ul aria-labelledby=\"deel-%zu\">\n", i,
                   tab[i].heading, i);
        }
        heading = tab[i].heading;
        tab_link(out, &tab[i], tab[i].label);
    }
    html_f(out, "</ul>\n</div>\n</details>\n</nav>\n");
}

void tabs(struct buf *out, const struct frame *f, const char *name,
          const struct tab *tab, size_t n)
{
    bool has_headings = false;
    for (size_t i = 0; i < n; i++)
        has_headings = has_headings || tab[i].heading;
    bool is_folded = n >= FOLDED_FROM || has_headings;
    html_f(out, "<nav class=\"tabs%s\" aria-label=\"%s\">\n",
           is_folded ? " at-a-desk" : "", name);
    tab_links(out, tab, n);
    /* the style shows one of the two */
    if (has_headings)
        grouped_tabs(out, f, name, tab, n);
    else if (is_folded)
        folded_tabs(out, f, name, tab, n);
}

void pager(struct buf *out, const struct frame *f, const char *before_path,
           const char *after_path)
{
    if (!before_path && !after_path) return;
    html_f(out, "<nav class=\"pager\" aria-label=\"%s\">\n",
           tr(f->tongue, "Stukken van de lijst"));
    if (before_path) {
        html_f(out, "<a rel=\"prev\" href=\"%s\">", before_path);
        text_html(out, f->tongue, "Vorige");
        html_f(out, "</a>\n");
    }
    if (after_path) {
        html_f(out, "<a rel=\"next\" href=\"%s\">", after_path);
        text_html(out, f->tongue, "Volgende");
        html_f(out, "</a>\n");
    }
    html_f(out, "</nav>\n");
}

void inset(struct buf *out, const char *kind, const char *translated)
{
    html_f(out, "<p class=\"inset %s\">", kind);
    if (str_eq_c(S("warning"), kind)) icon_html(out, ICON_WARNING);
    if (str_eq_c(S("closed"), kind)) icon_html(out, ICON_CLOSED);
    html_f(out, "<span>%s</span></p>\n", translated);
}

void button_link(struct buf *out, const char *kind, const char *path,
                 const char *translated)
{
    html_f(out, "<a class=\"button %s\" href=\"%s\">%s</a>\n", kind, path, translated);
}
