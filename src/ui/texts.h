/* Texts of the interface. The source is Dutch: a text is its own key, and
 * po/<language>.po holds the others (gettext), compiled into the program. Literals
 * only, so that xgettext finds them.
 *
 *     html_f(out, "<h1>%s</h1>", tr(tongue, "Nieuw contact"));
 *     tr_html(out, tongue, "Zoek op {0} of {1}", name, number);   (arguments escaped)
 *     tr_n(tongue, "{0} persoon", "{0} personen", n)              (then tr_html)
 *
 * A text that a language lacks comes in Dutch, inside an element with lang="nl" when it
 * goes through text_html or tr_html. */
#ifndef UI_TEXTS_H
#define UI_TEXTS_H

#include "base/html.h"
#include "domain/code_list.h"

enum tongue { TONGUE_NL, TONGUE_FR, TONGUE_EN, TONGUE_AR, N_TONGUES };
struct tongue_facts {
    const char *code; /* "ar": for the attribute lang */
    const char *own;  /* its own name: "العربية" */
    bool is_rtl;
    enum lang lang;     /* of labels and formats; Dutch where labels lack it */
    bool labels_differ; /* labels are not in this tongue: mark them */
};
const struct tongue_facts *tongue_facts(enum tongue t);
/* The tongue with this code; false when there is none. */
bool tongue_named(enum tongue *out, struct str code);

#define tr(tongue, text)           tr_literal((tongue), "" text)
#define tr_n(tongue, one, many, n) tr_plural((tongue), "" one, "" many, (n))
/* Marks a text that is translated later, where it is used: tr_later(). */
#define TR(text) text
const char *tr_literal(enum tongue t, const char *text);
const char *tr_plural(enum tongue t, const char *one, const char *many, int64_t n);
const char *tr_later(enum tongue t, const char *marked);
bool tr_has(enum tongue t, const char *text);

/* {0} to {4} replaced by the arguments, escaped; NULL ends them. */
#define tr_html(out, tongue, text, ...)                                                \
    tr_html_write((out), (tongue), "" text, (const char *const[]){__VA_ARGS__, NULL})
void tr_html_write(struct buf *out, enum tongue t, const char *text,
                   const char *const *arguments);
/* A translated text that was looked up before (tr, tr_n), with its arguments. */
void tr_fill(struct buf *out, const char *translated, const char *const *arguments);
/* A text, marked as Dutch when the tongue lacks it. */
#define text_html(out, tongue, text) text_html_write((out), (tongue), "" text)
void text_html_write(struct buf *out, enum tongue t, const char *text);
/* The label of a code, marked when it is not in this tongue. */
void label_html(struct buf *out, enum tongue t, size_t list, uint8_t code);
/* Text that a person wrote: <bdi dir=auto>, line breaks kept. */
void words_html(struct buf *out, struct str words);

/* Days and moments in words, of Brussels: "ma 12 mei 2026", "12 mei 2026 14:05",
 * "vandaag 14:05", "morgen". In the arena; isolated for right-to-left by the caller's
 * html (they go through %s). */
const char *day_words(struct arena *a, enum tongue t, struct day d, struct day today);
const char *moment_words(struct arena *a, enum tongue t, int64_t unix_ms,
                         struct day today);

#endif
