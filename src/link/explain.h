/* The weights of one pair in order, with what they come to: for a person who decides,
 * a report, a page. Levels and bits only, never a value. */
#ifndef LINK_EXPLAIN_H
#define LINK_EXPLAIN_H

#include "base/buf.h"
#include "link/weigh.h"

enum explanation_kind {
    EXPLAINS_PRIOR,  /* any two records, before anything is seen */
    EXPLAINS_FIELD,  /* one field; missing ones are there, with no bits */
    EXPLAINS_SHARED, /* what a household or neighbours explain as well; only when so */
};

struct explanation_row {
    enum explanation_kind kind;
    const char *field, *level; /* as link/ calls them; see explain_word */
    double bits, rarity_bits;
    double sum_bits; /* of the rows so far */
};

struct pair_explanation {
    struct explanation_row row[COMPARED_FIELDS_MAX + 2];
    size_t n;
    double bits, probability;
    bool is_fixed; /* weights that nothing was learnt for */
};

/* `pair`: its place in the set. Strings belong to the set. */
void pair_explain(struct pair_explanation *out, const struct weight_model *m,
                  const struct comparison_set *s, size_t pair);
/* As a table in lines, a verdict at the end. `lang` as enum lang: nl, fr, en; any other
 * is Dutch. */
void pair_explanation_text(struct buf *out, const struct pair_explanation *x,
                           double link_bits, int lang);
/* What people call a field or a level; the same text when it is not in the list. */
const char *explain_word(const char *word, int lang);

#endif
