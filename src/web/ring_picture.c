#include "web/ring_picture.h"

#include "base/utf8.h"

enum { MOST_DRAWN = 12, WIDTH = 640, HEIGHT = 420, LETTERS = 22 };

/* Places on an ellipse, clockwise from the top, in thousandths of its half axes. */
static void place_of(int *x, int *y, size_t i, size_t n)
{
    /* sine and cosine of k/12 of a turn, in thousandths */
    static const int sines[] = {0, 500,  866,  1000,  866,  500,
                                0, -500, -866, -1000, -866, -500};
    size_t k = i * MOST_DRAWN / n;
    *x = WIDTH / 2 + sines[k] * 230 / 1000;
    *y = HEIGHT / 2 - sines[(k + 3) % MOST_DRAWN] * 165 / 1000;
}

static void node(struct buf *out, int x, int y, const char *name, const char *below,
                 bool has_ended)
{
    struct str shown = utf8_take(str_of(name), LETTERS);
    bool is_cut = shown.n < strlen(name);
    html_f(out,
           "<rect class=\"node%s\" x=\"%d\" y=\"%d\" width=\"176\" height=\"48\" "
           "rx=\"8\"/>",
           has_ended ? " over" : "", x - 88, y - 24);
    html_f(out, "<text x=\"%d\" y=\"%d\" text-anchor=\"middle\">%.*s%s</text>", x,
           y - 3, STR_ARG(shown), is_cut ? "…" : "");
    html_f(out,
           "<text class=\"small\" x=\"%d\" y=\"%d\" text-anchor=\"middle\">%s</text>",
           x, y + 15, below);
}

static void lines(struct buf *out, const struct ring_view *v, size_t n,
                  struct day today)
{
    int x, y, u, w;
    for (size_t i = 0; i < n; i++) {
        place_of(&x, &y, i, n);
        html_f(out, "<path class=\"%s\" d=\"M%d %dL%d %d\"/>",
               guidance_runs(&v->ring[i], today) ? "bond" : "bond over", WIDTH / 2,
               HEIGHT / 2, x, y);
    }
    for (size_t i = 0; i < v->n_remarks; i++) {
        const struct ring_remark *r = &v->remarks[i];
        if (r->kind != RING_SAME_DOMAIN || r->guidance >= n || r->other >= n) continue;
        place_of(&x, &y, r->guidance, n);
        place_of(&u, &w, r->other, n);
        html_f(out, "<path class=\"same wide\" d=\"M%d %dL%d %d\"/>", x, y, u, w);
        html_f(out, "<path class=\"same thin\" d=\"M%d %dL%d %d\"/>", x, y, u, w);
    }
}

void ring_picture(struct buf *out, enum tongue t, const struct ring_view *v,
                  const char *const *names, struct day today, const char *described_by)
{
    size_t n = MIN_OF(v->n_ring, (size_t)MOST_DRAWN);
    int x, y;
    if (!n) return;
    html_f(out,
           "<figure class=\"ring\"><svg role=\"img\" viewBox=\"0 0 %d %d\" "
           "aria-describedby=\"%s\"><title>%s</title>",
           WIDTH, HEIGHT, described_by,
           tr(t, "Wie de persoon begeleidt. Dezelfde gegevens staan in de tabel."));
    lines(out, v, n, today);
    html_f(out, "<circle class=\"person\" cx=\"%d\" cy=\"%d\" r=\"34\"/>", WIDTH / 2,
           HEIGHT / 2);
    struct str name = dossier_call_name(&v->file.dossier);
    struct str shown = utf8_take(name.n ? name : str_of(tr(t, "de persoon")), 10);
    html_f(out,
           "<text class=\"middle\" x=\"%d\" y=\"%d\" text-anchor=\"middle\">%.*s"
           "</text>",
           WIDTH / 2, HEIGHT / 2 + 5, STR_ARG(shown));
    for (size_t i = 0; i < n; i++) {
        place_of(&x, &y, i, n);
        node(out, x, y, names[i],
             code_label(code_list_at(LIST_GUIDANCE_DOMAIN), v->ring[i].domain,
                        tongue_facts(t)->lang),
             !guidance_runs(&v->ring[i], today));
    }
    html_f(out, "</svg></figure>\n");
}
