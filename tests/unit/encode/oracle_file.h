/* Files of the oracle folder for tests: $VINDPLAATS_ORACLE, else beside the project. */
#ifndef TEST_ORACLE_FILE_H
#define TEST_ORACLE_FILE_H

#include "base/file.h"

/* The file, in the arena; when it is not there the test says so aloud and is skipped,
 * and the arena is disposed of. */
static inline struct str oracle_file(struct arena *a, const char *name)
{
    const char *folder = getenv("VINDPLAATS_ORACLE");
    if (!folder || !*folder) folder = SOURCE_DIR "/../shared/oracle/link";
    const char *path = arena_format(a, "%s/%s", folder, name);
    struct str text = STR_NONE;
    struct err e;
    if (!file_exists(path)) {
        print_message("SKIPPED: %s is not in the oracle folder; set "
                      "VINDPLAATS_ORACLE\n",
                      name);
        arena_dispose(a);
        skip();
    }
    if (file_read(&text, a, path, 16 << 20, &e) != OK) fail_msg("%s", e.message);
    return text;
}

#endif
