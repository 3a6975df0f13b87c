/* answer.css and chart.css, embedded by folder.cmake. */
#ifndef PUBLISH_ANSWER_STYLE_H
#define PUBLISH_ANSWER_STYLE_H

#include "base/embedded.h"

extern const struct embedded publish_styles[];
extern const size_t publish_styles_count;
extern const struct embedded publish_chart_styles[];
extern const size_t publish_chart_styles_count;

#endif
