#include "ui/icon.h"

/* each is drawn with lines on a field of 24 by 24 */
static const char *path_of(enum icon i)
{
    switch (i) {
    case ICON_TODAY:
        return "M4 6h16v14H4zM4 11h16M8 3v5M16 3v5";
    case ICON_SEARCH:
        return "M16 10a6 6 0 1 1-12 0a6 6 0 1 1 12 0M14.5 14.5L21 21";
    case ICON_ADD:
        return "M12 4v16M4 12h16";
    case ICON_FILES:
        return "M3 20V5h7l2 3h9v12zM3 12h18";
    case ICON_MORE:
        return "M4 6h16M4 12h16M4 18h16";
    case ICON_BACK:
        return "M15 4l-8 8l8 8";
    case ICON_DONE:
        return "M4 13l5 5L20 6";
    case ICON_WARNING:
        return "M12 3L2 21h20zM12 10v5M12 17.5v1";
    case ICON_CLOSED:
        return "M5 11h14v10H5zM8 11V7a4 4 0 0 1 8 0v4";
    case ICON_LANGUAGE:
        return "M3 12a9 9 0 1 0 18 0a9 9 0 1 0-18 0M3 12h18M12 3c5 5 5 13 0 "
               "18c-5-5-5-13 "
               "0-18";
    }
    return "";
}

void icon_html(struct buf *out, enum icon i)
{
    html_f(out, "<svg class=\"icon");
    if (i == ICON_BACK) html_f(out, " turns");
    html_f(out,
           "\" viewBox=\"0 0 24 24\" aria-hidden=\"true\" focusable=\"false\">"
           "<path d=\"%s\"/></svg>",
           path_of(i));
}
