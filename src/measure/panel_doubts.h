/* What is uncertain of the persons of a panel: pairs that nobody decided about. Only
 * the panel builder makes them; answers look how many concern the persons of a table.
 */
#ifndef MEASURE_PANEL_DOUBTS_H
#define MEASURE_PANEL_DOUBTS_H

#include "measure/link_band.h"
#include "measure/panel.h"

/* Pairs of files as they came, by number of file. */
struct doubts_builder {
    struct file_pair *pairs;
    size_t n, cap;
    struct panel_reviewed *reviewed;
    size_t n_reviewed, reviewed_cap;
};
void doubts_builder_dispose(struct doubts_builder *b);
void doubts_builder_add(struct doubts_builder *b, uint32_t file, uint32_t other,
                        const struct link_doubt_fact *f);
void doubts_builder_review(struct doubts_builder *b, uint32_t file, uint32_t other,
                           const struct link_reviewed_fact *f);
/* Hands over what it has. person_of_file: the person of each of n_files files; NULL:
 * the file itself. */
void doubts_builder_end(struct panel *p, struct doubts_builder *b,
                        const uint32_t *person_of_file);
void panel_doubts_free(struct panel *p);

/* Whom a figure counts: a byte for each person, and for each file (NULL: file is
 * person). */
struct counted_persons {
    const uint8_t *persons, *files;
    int64_t n_persons, n_files;
};
/* What of it concerns them, with the pairs among them that were looked at. `across` (or
 * NULL): pairs of one of them with somebody else, and their joins with files that are
 * not counted. */
void panel_doubts_exposure(struct link_exposure *out, struct link_exposure *across,
                           const struct panel *p, const struct counted_persons *c);
/* How many of these persons' links lead to files that are not counted among n_files. */
double panel_links_across(const struct panel *p, const struct counted_persons *c);
/* All pairs that were looked at. */
struct link_evidence panel_link_evidence(const struct panel *p);

#endif
