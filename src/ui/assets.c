#include "ui/assets.h"

enum { HASH_DIGITS = 12 };

/* "app-0123456789ab.css" is the name of "app.css" */
static bool names(struct str hashed, struct str file)
{
    size_t dot = 0;
    while (dot < file.n && file.p[dot] != '.')
        dot++;
    struct str ending = {file.p + dot, file.n - dot};
    return hashed.n == file.n + 1 + HASH_DIGITS && hashed.p[dot] == '-' &&
           str_starts(hashed, (struct str){file.p, dot}) && str_ends(hashed, ending);
}

const char *asset_name(const char *file)
{
    for (size_t i = 0; i < ui_assets_count; i++)
        if (names(str_of(ui_assets[i].name), str_of(file))) return ui_assets[i].name;
    bug("no such file in ui/");
}

const struct embedded *asset_find(struct str hashed_name)
{
    for (size_t i = 0; i < ui_assets_count; i++)
        if (str_eq_c(hashed_name, ui_assets[i].name)) return &ui_assets[i];
    return NULL;
}

const char *asset_type(const struct embedded *asset)
{
    static const struct {
        const char *ending, *type;
    } types[] = {
        {".css", "text/css; charset=utf-8"},
        {".js", "text/javascript; charset=utf-8"},
        {".svg", "image/svg+xml"},
        {".png", "image/png"},
        {".webmanifest", "application/manifest+json"},
    };
    for (size_t i = 0; i < ARRAY_LEN(types); i++)
        if (str_ends(str_of(asset->name), str_of(types[i].ending)))
            return types[i].type;
    return "application/octet-stream";
}
