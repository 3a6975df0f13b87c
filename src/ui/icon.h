/* Pictures beside words, never without them: small drawings of our own, in the text, so
 * that a page needs no other file for them. They take the colour of the text. */
#ifndef UI_ICON_H
#define UI_ICON_H

#include "base/html.h"

enum icon {
    ICON_TODAY,
    ICON_SEARCH,
    ICON_ADD,
    ICON_FILES,
    ICON_MORE,
    ICON_BACK, /* turned around by the style where reading goes from right to left */
    ICON_DONE,
    ICON_WARNING,
    ICON_CLOSED,
    ICON_LANGUAGE,
};
void icon_html(struct buf *out, enum icon i);

#endif
