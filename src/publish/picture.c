#include <librsvg/rsvg.h>

#include "publish/picture.h"

#include "base/buf.h"

static cairo_status_t take_bytes(void *to, const unsigned char *bytes, unsigned n)
{
    struct buf *out = to;
    buf_add(out, (struct str){(const char *)bytes, n});
    return out->overflow ? CAIRO_STATUS_WRITE_ERROR : CAIRO_STATUS_SUCCESS;
}

static enum err_code paint(struct buf *out, RsvgHandle *svg, double wide, double tall,
                           struct err *e)
{
    const RsvgRectangle room = {.width = wide, .height = tall};
    cairo_surface_t *surface =
        cairo_image_surface_create(CAIRO_FORMAT_ARGB32, (int)wide, (int)tall);
    cairo_t *paper = cairo_create(surface);
    bool is_fine = rsvg_handle_render_document(svg, paper, &room, NULL);
    cairo_destroy(paper);
    is_fine = is_fine && cairo_surface_write_to_png_stream(surface, take_bytes, out) ==
                             CAIRO_STATUS_SUCCESS;
    cairo_surface_destroy(surface);
    return is_fine ? OK : err_set(e, ERR_INVALID, "the picture could not be painted");
}

enum err_code picture_png(struct str *out, struct arena *a, struct str svg,
                          struct err *e)
{
    gdouble wide, tall;
    struct buf bytes = {0};
    enum err_code rc;
    RsvgHandle *handle = rsvg_handle_new_from_data((const guint8 *)svg.p, svg.n, NULL);
    if (!handle) return err_set(e, ERR_INVALID, "expected a picture in SVG");
    if (!rsvg_handle_get_intrinsic_size_in_pixels(handle, &wide, &tall)) {
        rc = err_set(e, ERR_INVALID, "expected a picture with a size");
        goto out;
    }
    if (wide * PICTURE_SCALE > PICTURE_MOST || tall * PICTURE_SCALE > PICTURE_MOST) {
        rc = err_set(e, ERR_TOO_LARGE, "a picture: at most %d pixels a side",
                     PICTURE_MOST);
        err_hint(e, "take the SVG, or fewer rows");
        goto out;
    }
    TRY(paint(&bytes, handle, wide * PICTURE_SCALE, tall * PICTURE_SCALE, e));
    *out = str_copy(a, buf_str(&bytes));
out:
    buf_dispose(&bytes);
    g_object_unref(handle);
    return rc;
}
