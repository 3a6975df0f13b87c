/* A text that a catalogue has not, or has empty, is given in Dutch. */
#include "ui/texts.h"

#include "domain/lists.h"
#include "ui/catalogue.h"

static const struct tongue_facts facts[N_TONGUES] = {
    [TONGUE_NL] = {"nl", "Nederlands", false, LANG_NL, false},
    [TONGUE_FR] = {"fr", "Français", false, LANG_FR, false},
    [TONGUE_EN] = {"en", "English", false, LANG_EN, false},
    [TONGUE_AR] = {"ar", "العربية", true, LANG_NL, true},
};

const struct tongue_facts *tongue_facts(enum tongue t)
{
    return &facts[t];
}

bool tongue_named(enum tongue *out, struct str code)
{
    for (size_t i = 0; i < N_TONGUES; i++) {
        if (!str_eq_nocase(code, str_of(facts[i].code))) continue;
        *out = (enum tongue)i;
        return true;
    }
    return false;
}

/* Embedded files stand in order of name. */
static struct str catalogue_of(enum tongue t)
{
    static const int at[N_TONGUES] = {
        [TONGUE_NL] = -1, [TONGUE_AR] = 0, [TONGUE_EN] = 1, [TONGUE_FR] = 2};
    if (at[t] < 0) return STR_NONE;
    const struct embedded *file = &ui_catalogues[at[t]];
    return (struct str){(const char *)file->bytes, file->n};
}

static const char *found(size_t *n_out, enum tongue t, const char *text)
{
    struct str file = catalogue_of(t);
    if (!file.n || !text[0]) return NULL; /* "" is the head of a catalogue */
    const char *forms = catalogue_find(n_out, file, text);
    return forms && forms[0] ? forms : NULL;
}

const char *tr_literal(enum tongue t, const char *text)
{
    size_t n;
    const char *other = found(&n, t, text);
    return other ? other : text;
}

const char *tr_later(enum tongue t, const char *marked)
{
    return tr_literal(t, marked);
}

bool tr_has(enum tongue t, const char *text)
{
    size_t n;
    return t == TONGUE_NL || found(&n, t, text) != NULL;
}

/* The rules of the headers of po/: Unicode CLDR, cardinal. */
static unsigned form_of(enum tongue t, int64_t n)
{
    uint64_t many = n < 0 ? -(uint64_t)n : (uint64_t)n;
    switch (t) {
    case TONGUE_FR:
        return many > 1;
    case TONGUE_AR:
        if (many <= 2) return (unsigned)many;
        if (many % 100 >= 3 && many % 100 <= 10) return 3;
        return many % 100 >= 11 ? 4 : 5;
    default:
        return many != 1;
    }
}

const char *tr_plural(enum tongue t, const char *one, const char *many, int64_t n)
{
    size_t bytes;
    const char *forms = found(&bytes, t, one);
    const char *form = forms ? catalogue_form(forms, bytes, form_of(t, n)) : NULL;
    if (form && form[0]) return form;
    return form_of(TONGUE_NL, n) ? many : one;
}

void tr_fill(struct buf *out, const char *translated, const char *const *arguments)
{
    size_t n = 0;
    while (arguments[n])
        n++;
    const char *from = translated;
    for (const char *at = from; *at; at++) {
        if (at[0] != '{' || at[1] < '0' || at[1] > '4' || at[2] != '}') continue;
        size_t which = (size_t)(at[1] - '0');
        if (which >= n) continue;
        html_f(out, "%.*s", (int)(at - from), from);
        html_f(out, "%s", arguments[which]);
        from = at + 3;
        at += 2;
    }
    html_f(out, "%s", from);
}

static void mark_begin(struct buf *out, bool is_marked)
{
    if (is_marked) html_f(out, "<span lang=\"nl\" dir=\"ltr\">");
}

static void mark_end(struct buf *out, bool is_marked)
{
    if (is_marked) html_f(out, "</span>");
}

void tr_html_write(struct buf *out, enum tongue t, const char *text,
                   const char *const *arguments)
{
    bool is_marked = !tr_has(t, text);
    mark_begin(out, is_marked);
    tr_fill(out, tr_literal(t, text), arguments);
    mark_end(out, is_marked);
}

void text_html_write(struct buf *out, enum tongue t, const char *text)
{
    tr_html_write(out, t, text, (const char *const[]){NULL});
}

void label_html(struct buf *out, enum tongue t, size_t list, uint8_t code)
{
    if (code == CODE_MISSING) return;
    bool is_marked = facts[t].labels_differ;
    mark_begin(out, is_marked);
    html_f(out, "%s", code_label(code_list_at(list), code, facts[t].lang));
    mark_end(out, is_marked);
}

void words_html(struct buf *out, struct str words)
{
    html_f(out, "<bdi dir=\"auto\">");
    struct str line;
    bool is_first = true;
    while (str_split(&line, &words, '\n')) {
        if (!is_first) html_f(out, "<br>");
        is_first = false;
        html_f(out, "%.*s", STR_ARG(line));
    }
    html_f(out, "</bdi>");
}
