/* The frame around a page, and its parts. A page is written front to back into one buf:
 *
 *     page_begin(out, &frame);
 *     page_heading(out, &frame, "Zoek een persoon");
 *     ...
 *     page_end(out, &frame);
 *
 * With frame.is_partial only <main> is written (htmx). Patterns: one h1, skip link,
 * error summary, task list, summary list, timeline, chips. Class names: ui/README.md.
 */
#ifndef UI_PAGE_H
#define UI_PAGE_H

#include "domain/access.h"
#include "ui/texts.h"

struct kept_values;
struct newer_values;
enum page_nav { /* which item of the main navigation is the current one */
                NAV_NONE,
                NAV_TODAY,   /* /veld */
                NAV_SEARCH,  /* /personen/zoek */
                NAV_CONTACT, /* /contact/nieuw */
                NAV_FILES,   /* /dossiers */
                NAV_MORE,    /* /meer */
};
struct frame {
    enum tongue tongue;
    const char *title;             /* translated; of the tab, and of the h1 */
    const struct visitor *visitor; /* nobody: no navigation */
    const char *csrf;              /* "" without a session */
    const char *path; /* of this page, for the language links: /taal?taal=fr&terug=PATH
                       */
    enum page_nav nav;
    bool has_errors; /* the title begins with "Fout: " */
    bool is_partial;
    bool is_field; /* large targets, high contrast: used outdoors */
    struct day today;
    const char *done; /* translated "Bewaard."; NULL none: a status message */
    const char *page; /* path and query of this page; NULL: a form that was sent */
    struct kept_values *kept; /* a form that comes back (ui/kept_values.h); NULL */
    const struct newer_values
        *newer;             /* somebody else wrote (ui/newer_values.h); NULL */
    const char *ends_words; /* when one is logged out, translated; NULL: nobody's */
    int64_t ends_in_s;      /* and in how many seconds */
};
void page_begin(struct buf *out, const struct frame *f);
void page_heading(struct buf *out, const struct frame *f, const char *translated);
void page_end(struct buf *out, const struct frame *f);
/* "Terug naar ...": above the heading. */
void page_back(struct buf *out, const struct frame *f, const char *path,
               const char *translated);

/* A list of pairs: name and value, with an optional link to change it. */
void summary_begin(struct buf *out);
void summary_row(struct buf *out, const struct frame *f, const char *name,
                 struct str value, const char *change_path, const char *change_label);
void summary_number(struct buf *out, const struct frame *f, const char *name,
                    int64_t n);
void summary_end(struct buf *out);
/* A row whose value is html that the caller writes between these two. */
void summary_open_row(struct buf *out, const char *name);
/* The same for a figure: at the end of its line, beneath those before it. */
void summary_open_figure(struct buf *out, const char *name);
void summary_close_row(struct buf *out, const struct frame *f, const char *change_path,
                       const char *change_label);

/* A line of a timeline: day, kind, then html by the caller. */
void timeline_begin(struct buf *out);
void timeline_open(struct buf *out, const char *day_words, const char *kind_class,
                   const char *kind_words);
void timeline_close(struct buf *out);
void timeline_end(struct buf *out);

/* Tabs of a person's file: links, the current one marked. Many of them would fill the
 * screen of a phone. There, those with a heading are folded behind "Meer", under it;
 * when none has one, all are folded behind the name of the current one. */
struct tab {
    const char *path, *label; /* translated */
    bool is_current;
    const char *short_label; /* on a phone; NULL: the label */
    const char *heading;     /* translated, those alike in a row; NULL: in sight */
};
void tabs(struct buf *out, const struct frame *f, const char *name,
          const struct tab *tab, size_t n);
/* "Volgende 50": links before and after a piece of a list; NULL: none. */
void pager(struct buf *out, const struct frame *f, const char *before_path,
           const char *after_path);
/* Something that is said about the whole page: "note", "warning", "closed". */
void inset(struct buf *out, const char *kind, const char *translated);
/* A link that looks like a button; kind "primary" or "secondary". */
void button_link(struct buf *out, const char *kind, const char *path,
                 const char *translated);

#endif
