/* A schematic map: a tile for each Flemish province and for Brussels, where it lies.
 * The number is written; a disc has its size by area. What lies elsewhere stands below.
 */
#include "publish/chart_inside.h"

#include <math.h>

#include "base/html.h"

enum { TILE = 150, DISC = 46 };

static const struct {
    const char *code;
    int column, row;
} tiles[] = {
    {"west_vlaanderen", 0, 0}, {"oost_vlaanderen", 1, 0}, {"antwerpen", 2, 0},
    {"limburg", 3, 0},         {"brussels", 1, 1},        {"vlaams_brabant", 2, 1},
};

static int tile_of(const struct chart *c, size_t category)
{
    const char *code = c->categories->entries[c->category[category]].code[0];
    for (size_t i = 0; code && i < ARRAY_LEN(tiles); i++)
        if (strcmp(code, tiles[i].code) == 0) return (int)i;
    return -1;
}

bool map_fits(const struct chart *c)
{
    if (c->categories->n_levels != 1 ||
        strcmp(c->categories->level_name[0], "province") != 0)
        return false;
    for (size_t i = 0; i < c->n_categories; i++)
        if (tile_of(c, i) >= 0) return true;
    return false;
}

static void put_tile(struct chart *c, size_t category, int tile, int top)
{
    const struct cell *cell = chart_cell(c, category, 0);
    int x = 40 + tiles[tile].column * (TILE + 10),
        y = top + tiles[tile].row * (TILE + 10);
    bool has_number = chart_has_number(c->t, cell);
    html_f(c->out,
           "<rect class=\"%s\" x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\"/>\n",
           has_number ? "tile" : "gap", x, y, (int)TILE, (int)TILE);
    if (has_number && chart_height(c->t, cell) > 0)
        html_f(c->out, "<circle class=\"disc\" cx=\"%d\" cy=\"%d\" r=\"%d\"/>\n",
               x + TILE / 2, y + TILE / 2 - 14,
               (int)(DISC * sqrt(chart_height(c->t, cell) / c->highest) + 0.5));
    chart_text(c, "value", "middle", x + TILE / 2, y + TILE - 30, chart_value(c, cell),
               20);
    chart_text(c, "name", "middle", x + TILE / 2, y + TILE - 10,
               chart_category(c, category), 18);
}

void draw_map(struct chart *c)
{
    int top = c->height + 6;
    for (size_t i = 0; i < c->n_categories; i++)
        if (tile_of(c, i) >= 0) put_tile(c, i, tile_of(c, i), top);
    c->height = top + 2 * (TILE + 10) + 10;
    for (size_t i = 0; i < c->n_categories; i++) {
        if (tile_of(c, i) >= 0) continue;
        c->height += 18;
        chart_text(c, "name", "start", 40, c->height,
                   arena_format(c->a, "%s: %s", chart_category(c, i),
                                chart_value(c, chart_cell(c, i, 0))),
                   80);
    }
    c->height += 8;
}
