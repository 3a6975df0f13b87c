/* Files of one partnership that a visitor of the demonstration may open, with what is
 * on record of their course; and what fills them. Private to this folder.
 *
 * All of it hangs on the living year, whose records no published figure counts. */
#ifndef DEMO_DEMO_FILES_H
#define DEMO_DEMO_FILES_H

#include "base/buf.h"
#include "demo/demo_int.h"
#include "store/dossier_read.h"

enum { FILES_OPEN_MOST = 40 };

struct demo_files {
    struct demo *d;
    struct arena arena;
    struct organisation_id home; /* promotor of the partnership */
    struct project_id project;
    struct uuid guide;    /* who accompanies them */
    bool has_instruments; /* they are there already */
    struct dossier file[FILES_OPEN_MOST];
    size_t n; /* in order of who was first seen */
};

/* The first files of the project that `login` guides; dispose of it in any case. */
nodiscard enum err_code files_open(struct demo_files *out, struct demo *d,
                                   const char *project, const char *login,
                                   struct err *e);
void files_dispose(struct demo_files *f);
nodiscard enum err_code worker_of_login(struct uuid *out, struct demo *d,
                                        const char *login, struct err *e);

/* The day of the first event of a kind in a file; DAY_NONE when there is none. */
struct day file_day_of(const struct dossier *f, enum event_kind kind);
/* The trajectory that runs, or the first; never NULL for a file of a partnership. */
const struct trajectory_fact *file_trajectory(const struct dossier *f);
/* A later day, but before today; DAY_NONE stays. */
struct day day_before_today(const struct demo *d, struct day from, int days);
/* What is written from here on was known at that minute of that day, UTC; never later
 * than the region. */
void recorded_on(struct demo *d, struct day on, int minute);

/* One file each. */
nodiscard enum err_code fill_appointments(struct demo_files *f, struct err *e);
nodiscard enum err_code fill_agendas(struct demo_files *f, struct err *e);
nodiscard enum err_code fill_documents(struct demo_files *f, struct err *e);
nodiscard enum err_code fill_measures(struct demo_files *f, struct err *e);
nodiscard enum err_code fill_assets(struct demo_files *f, struct err *e);
nodiscard enum err_code fill_jobs(struct demo_files *f, struct err *e);
/* demo_plans.c; fill_starts before the files are opened again. */
nodiscard enum err_code fill_starts(struct demo_files *f, struct err *e);
nodiscard enum err_code fill_plans(struct demo_files *f, struct err *e);
nodiscard enum err_code fill_closings(struct demo_files *f, struct err *e);
nodiscard enum err_code fill_appreciations(struct demo_files *f, struct err *e);
nodiscard enum err_code fill_versions(struct demo_files *f, struct err *e);
nodiscard enum err_code fill_returns(struct demo_files *f, struct err *e);
/* The contract of somebody who found work, as a document. */
nodiscard enum err_code add_contract_paper(struct demo_files *f, size_t i,
                                           struct day on, struct err *e);
/* Small files as they come from a telephone or a desk. `out` is cleared first. */
void paper_pdf(struct buf *out, const char *title, const char *const *lines, size_t n);
void paper_png(struct buf *out, unsigned n_lines);

#endif
