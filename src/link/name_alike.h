/* How alike two names are, as classes: of values, not of records. */
#ifndef LINK_NAME_ALIKE_H
#define LINK_NAME_ALIKE_H

#include "link/folded_persons.h"

enum alike {
    ALIKE_NOT,
    ALIKE_LITTLE, /* Jaro-Winkler .70, or an initial of the other */
    ALIKE_SOME,   /* .85, or a word in common */
    ALIKE_NEAR,   /* .92, or all words of one in the other, or spaces apart */
    ALIKE_EQUAL
};

enum alike text_alike(struct str a, struct str b);
enum alike name_alike(const struct folded_name *a, const struct folded_name *b);
/* Is a word of `part`, of three letters or more, a word of `whole`? */
bool name_has_word_of(const struct folded_name *whole, const struct folded_name *part);

#endif
