/* Style, script and pictures, embedded. Their names hold a hash of their content, so
 * that a browser may keep them for ever: /s/app-0123456789ab.css. */
#ifndef UI_ASSETS_H
#define UI_ASSETS_H

#include "base/embedded.h"
#include "base/str.h"

#define ASSETS_FOLDER "/s/"

extern const struct embedded ui_assets[]; /* by name */
extern const size_t ui_assets_count;

/* The hashed name of a file of ui/: "app.css" gives "app-0123456789ab.css". A name
 * that is none is a defect. */
const char *asset_name(const char *file);
/* The file behind a hashed name, as asked for; NULL when there is none. */
const struct embedded *asset_find(struct str hashed_name);
/* Its media type: "text/css; charset=utf-8". */
const char *asset_type(const struct embedded *asset);

#endif
