/* answer.css, embedded by folder.cmake. */
#ifndef PUBLISH_ANSWER_STYLE_H
#define PUBLISH_ANSWER_STYLE_H

#include "base/str.h"

struct embedded {
    const char *name;
    const unsigned char *bytes;
    size_t n;
};
extern const struct embedded publish_styles[];
extern const size_t publish_styles_count;

#endif
