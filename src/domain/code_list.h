/* Code lists: code, label in three languages, validity and whether one of the source
 * documents names the code. A code's index in its list is stable within one build only;
 * the store keeps the code itself. */
#ifndef DOMAIN_CODE_LIST_H
#define DOMAIN_CODE_LIST_H

#include "base/day.h"

enum lang { LANG_NL, LANG_FR, LANG_EN, N_LANGS };

struct code {
    const char *code;           /* "context_conditions" */
    const char *label[N_LANGS]; /* never NULL */
    const char *valid_from;     /* ISO day or NULL: always */
    const char *valid_to;       /* last day, or NULL */
    bool from_source;           /* named by a source document ("*" in the catalogue) */
};

struct code_list {
    const char *name; /* "phase" */
    const char *label[N_LANGS];
    const struct code *codes;
    uint16_t n;
    bool exclusive; /* false: one case may carry several codes, never add them up */
};

enum { CODE_MISSING = 0xff }; /* no code recorded, in the one-byte fields of facts.h */

const struct code_list *code_list_named(struct str name); /* NULL when there is none */
size_t code_list_count(void);
const struct code_list *code_list_at(size_t i);
/* Index of a code, or -1. */
int code_index(const struct code_list *list, struct str code);
/* Index by code or by a label in any language, case-insensitively; -1 when none. */
int code_match(const struct code_list *list, struct str word);
/* Is a word the same as a label but for upper and lower case (Latin letters)? */
bool code_word_eq(const char *label, struct str word);
/* Was the code in use on a day? Ended codes stay readable in old facts; a form offers
 * only those in use. */
bool code_in_use(const struct code_list *list, int index, struct day on);
const char *code_label(const struct code_list *list, int index, enum lang lang);

#endif
