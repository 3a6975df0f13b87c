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

static void tab_links(struct buf *out, const struct tab *tab, size_t n)
{
    html_f(out, "<ul>\n");
    for (size_t i = 0; i < n; i++) {
        html_f(out, "<li><a href=\"%s\"", tab[i].path);
        if (tab[i].is_current) html_f(out, " aria-current=\"page\"");
        html_f(out, ">%s</a></li>\n", tab[i].label);
    }
    html_f(out, "</ul>\n</nav>\n");
}

/* Many of them would fill the screen of a phone: there they are folded behind the name
 * of the current one. The style shows one of the two. */
enum { FOLDED_FROM = 6 };

void tabs(struct buf *out, const struct frame *f, const char *name,
          const struct tab *tab, size_t n)
{
    const char *current = NULL;
    for (size_t i = 0; i < n; i++)
        if (tab[i].is_current) current = tab[i].label;
    bool is_folded = n >= FOLDED_FROM;
    html_f(out, "<nav class=\"tabs%s\" aria-label=\"%s\">\n",
           is_folded ? " at-a-desk" : "", name);
    tab_links(out, tab, n);
    if (!is_folded) return;
    html_f(out,
           "<details class=\"folded-tabs\"><summary><span>%s</span> "
           "<span class=\"quiet\">",
           current ? current : name);
    text_html(out, f->tongue, "Andere delen");
    html_f(out, "</span></summary>\n<nav aria-label=\"%s\">\n", name);
    tab_links(out, tab, n);
    html_f(out, "</details>\n");
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
