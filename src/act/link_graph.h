/* Files, the evidence between them and what is certain of them, to human beings: in
 * memory first, then what changed as rows. Both a comparison of all files and the act
 * of one worker go this way, so that they cannot disagree.
 *
 * Files stand in order of id and are named by their place. */
#ifndef ACT_LINK_GRAPH_H
#define ACT_LINK_GRAPH_H

#include "link/cluster_decided.h"
#include "store/link_store.h"

enum { LINK_SUPPORT_PER_1000 = CLUSTER_SUPPORT_PER_1000 };

struct link_edge {
    uint32_t a, b; /* a < b */
    uint8_t verdict, basis;
    int64_t millibits;
    struct str levels;
};
/* What is certain of two files, and why. */
struct link_tie {
    struct compared_pair pair;
    uint8_t basis; /* LIST_LINK_BASIS */
};
struct link_graph {
    struct person_id *file;
    size_t n_files;
    struct person_link_fact *link; /* the open one of each; id nil: none */
    struct link_edge *edge;
    size_t n_edges, edge_cap;
    struct link_tie *same, *different;
    size_t n_same, same_cap, n_different, different_cap;
    uint32_t *number_of; /* of each file, 0: none; NULL: nobody has one */
    double link_bits;    /* evidence from which two files alone are linked */
    struct decided_clusters clusters; /* by link_graph_solve */
};

/* Room for these files (copied), without anything known of them. */
void link_graph_init(struct link_graph *g, const struct person_id *files, size_t n);
void link_graph_dispose(struct link_graph *g);
/* The place of a file; false when it is not among them. */
bool link_graph_place(uint32_t *out, const struct link_graph *g,
                      struct person_id person);
void link_graph_add_edge(struct link_graph *g, struct link_edge edge);
/* Two files that are the same, or different, for certain; in any order. */
void link_graph_same(struct link_graph *g, uint32_t a, uint32_t b, uint8_t basis);
void link_graph_different(struct link_graph *g, uint32_t a, uint32_t b);
/* A worker goes before a number: what was said different is no longer tied by one. */
void link_graph_drop_untied(struct link_graph *g);
/* The open links of these files. */
void link_graph_take_links(struct link_graph *g, const struct person_link_fact *links,
                           size_t n);

/* Clusters of the files. Pairs with the basis "conflict" are kept apart. */
void link_graph_solve(struct link_graph *g);
/* How many human beings the files are about. */
size_t link_graph_humans(const struct link_graph *g);

struct link_changes {
    int64_t n_of[8];              /* rows of link_change, by LIST_LINK_CHANGE */
    int64_t n_linked, n_unlinked; /* rows of person_link added and retracted */
};
/* Writes how the links of these files change, in a run that is there already. What
 * stays the same writes nothing. */
nodiscard enum err_code link_graph_write(struct link_changes *out, struct write *w,
                                         struct link_graph *g, struct uuid run,
                                         struct err *e);

#endif
