/* From groups to pseudonyms, and from pseudonyms to an owner's own records.
 *
 * The linkage unit gives every record of every owner a pseudonym, those in one group
 * the same; it cannot tell decoys and does not have to. A pseudonym is HMAC-SHA256 (128
 * bits of it) of the members of the group under the unit's secret of this project: the
 * same groups give the same pseudonyms again, and nobody without that secret can make
 * one. Each owner gets a file of his own tokens, without scores, and without whether
 * anybody else knows that person. He joins them to his ids and leaves his decoys out.
 */
#ifndef ACT_LINK_RESOLVE_H
#define ACT_LINK_RESOLVE_H

#include "encode/clk_file.h"

enum { RESOLVE_PARTIES_MAX = 16 };

struct link_resolve_result {
    char project[CLK_NAME_MAX + 1];
    size_t n_pseudonyms, n_parties;
    struct {
        char name[CLK_NAME_MAX + 1];
        size_t n;
    } party[RESOLVE_PARTIES_MAX];
};
/* Writes FOLDER/PARTY.pseudonyms.csv (mode 0600) for each owner: token, pseudonym,
 * pseudonym_project, in order of token. Nothing that is there is replaced; when one
 * cannot be written none stays. ERR_DENIED when the secret is that of the owners,
 * ERR_INVALID when it is of another project. */
nodiscard enum err_code link_resolve_run(struct link_resolve_result *out,
                                         struct arena *a, const char *groups,
                                         const char *secret, const char *folder,
                                         struct err *e);

struct link_join_result {
    size_t n_people, n_decoys, n_distinct;
};
/* Writes id, pseudonym, pseudonym_project for each record of the map that is no decoy,
 * mode 0600. ERR_INVALID when a token of the map has no pseudonym: another delivery. */
nodiscard enum err_code link_join_run(struct link_join_result *out, struct arena *a,
                                      const char *pseudonyms, const char *map,
                                      const char *path, struct err *e);

#endif
