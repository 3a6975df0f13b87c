/* What the pages of partnerships share. */
#ifndef WEB_PARTNERSHIP_PARTS_H
#define WEB_PARTNERSHIP_PARTS_H

#define PARTNERSHIPS_PATH "/partnerschappen"

#endif
