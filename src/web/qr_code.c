#include "web/qr_code.h"

#include <qrencode.h>

enum { QUIET_MODULES = 4 }; /* white around it, as the standard asks */

void qr_code_html(struct buf *out, struct str text, const char *label)
{
    struct arena a = {0};
    QRcode *code =
        QRcode_encodeString(str_to_c(&a, text), 0, QR_ECLEVEL_M, QR_MODE_8, 1);
    arena_dispose(&a);
    if (!code) return;
    int side = code->width + 2 * QUIET_MODULES;
    html_f(out,
           "<svg class=\"qr\" role=\"img\" aria-label=\"%s\" viewBox=\"0 0 %d %d\" "
           "width=\"232\" height=\"232\" shape-rendering=\"crispEdges\">"
           "<rect width=\"%d\" height=\"%d\" fill=\"#fff\"></rect>"
           "<path fill=\"#000\" d=\"",
           label, side, side, side, side);
    for (int y = 0; y < code->width; y++)
        for (int x = 0; x < code->width; x++) {
            int from = x;
            while (x < code->width && (code->data[y * code->width + x] & 1))
                x++;
            if (x > from)
                buf_format(out, "M%d %dh%dv1h-%dz", from + QUIET_MODULES,
                           y + QUIET_MODULES, x - from, x - from);
        }
    html_f(out, "\"></path></svg>\n");
    QRcode_free(code);
}
