/* Lists of the files of one's organisation: by phase, status, worker and days; with
 * names where they may be seen. One row in the log of looks for each name shown. */
#ifndef ACT_FILE_LIST_H
#define ACT_FILE_LIST_H

#include "act/behalf.h"
#include "store/file_now_store.h"

struct file_row {
    struct file_now now;
    struct str name;       /* call name, else names; "" nobody knows, or not open */
    char worker_name[160]; /* "" nobody named */
};
struct file_page {
    struct file_row *rows;
    size_t n, n_closed; /* closed: of this page, that this visitor may not know of */
    bool is_more;
    struct file_now last;          /* where the next page goes on */
    int64_t by_phase[N_PHASE + 1]; /* of the filter without its phase; last: none */
};
/* `filter.organisation`, `today` and `limit` are filled in here. ERR_DENIED. */
nodiscard enum err_code file_list(struct file_page *out, const struct asking *a,
                                  const struct file_filter *filter, struct err *e);
void file_list_wipe(struct file_page *p);

enum { FILE_PAGE_ROWS = 25 };

#endif
