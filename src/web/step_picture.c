#include "web/step_picture.h"

enum { STEP_WIDTH = 36, PICTURE_HEIGHT = 36, MIDDLE = 18 };

static int centre(int step)
{
    return MIDDLE + step * STEP_WIDTH;
}

static void arrow(struct buf *out, int from, int now)
{
    int way = now > from ? 1 : -1;
    int start = centre(from) + way * 11, tip = centre(now) - way * 10;
    html_f(out,
           "<path class=\"way\" d=\"M%d %dH%d\"/><path class=\"tip\" d=\"M%d %dl%d "
           "-6v12z\"/>",
           start, MIDDLE, tip - way * 6, tip, MIDDLE, -way * 8);
}

void step_picture(struct buf *out, int n_steps, int from, int now, const char *words)
{
    int width = n_steps * STEP_WIDTH;
    html_f(out,
           "<svg class=\"steps\" role=\"img\" width=\"%d\" height=\"%d\" "
           "viewBox=\"0 0 %d %d\"><title>%s</title>",
           width, PICTURE_HEIGHT, width, PICTURE_HEIGHT, words);
    html_f(out, "<path class=\"rail\" d=\"M%d %dH%d\"/>", centre(0), MIDDLE,
           centre(n_steps - 1));
    for (int i = 0; i < n_steps; i++)
        html_f(out, "<circle class=\"step\" cx=\"%d\" cy=\"%d\" r=\"4\"/>", centre(i),
               MIDDLE);
    if (from >= 0)
        html_f(out, "<circle class=\"begun\" cx=\"%d\" cy=\"%d\" r=\"11\"/>",
               centre(from), MIDDLE);
    if (from >= 0 && now >= 0 && from != now) arrow(out, from, now);
    if (now >= 0)
        html_f(out, "<circle class=\"now\" cx=\"%d\" cy=\"%d\" r=\"8\"/>", centre(now),
               MIDDLE);
    html_f(out, "</svg>");
}
