/* The secret of a linkage project, and what is derived from it.
 *
 * A file of mode 0600 that `vindplaats link secret` makes:
 *
 *     vindplaats secret 1
 *     project wijkwerk-2026
 *     of owners
 *     secret 64 hexadecimal digits
 *     check 32 hexadecimal digits
 *
 * The data owners of a project share one; the linkage unit has another of its own ("of
 * unit") and never that of the owners. The check binds secret, project and role: a
 * secret that was copied into the file of another project is refused. Every key is
 * derived with HKDF-SHA256 (RFC 5869), info = the project and the use, so that even one
 * secret would make encodings of two projects that cannot be compared. */
#ifndef ENCODE_PROJECT_SECRET_H
#define ENCODE_PROJECT_SECRET_H

#include "encode/clk_file.h"

enum secret_role { SECRET_OF_OWNERS, SECRET_OF_UNIT };
enum { SECRET_BYTES = 32, SECRET_LEAST_BYTES = 16, DERIVED_TEXT = 64 };

struct project_secret {
    char project[CLK_NAME_MAX + 1];
    enum secret_role role;
    uint8_t b[64]; /* SECRET_LEAST_BYTES at least */
    size_t n;
};

/* Random bytes of the system into a new file; ERR_EXISTS when there is one, ERR_INVALID
 * for a project that is no name (clk_name_is_valid). */
nodiscard enum err_code project_secret_create(const char *path, struct str project,
                                              enum secret_role role, struct err *e);
/* ERR_KEY, with the cure: missing, readable by others, not such a file, under 128 bits,
 * not random (hardly any different bytes), of another project or role than it says. */
nodiscard enum err_code project_secret_read(struct project_secret *out,
                                            const char *path, enum secret_role role,
                                            struct err *e);
void project_secret_forget(struct project_secret *s);

/* HKDF-SHA256 without salt; one block. */
void secret_derive(uint8_t out[32], const struct project_secret *s, struct str use);
/* What the encoder takes as its secret: text, so that partners with clkhash can take
 * the same; 64 hexadecimal digits. */
void secret_encoder_text(char out[DERIVED_TEXT + 1], const struct project_secret *s);
/* The same under a key of the birth year. */
void secret_year_text(char out[DERIVED_TEXT + 1], const struct project_secret *s,
                      int year);
struct harden_key secret_harden_key(const struct project_secret *s);
/* Equal for equal secrets, and tells nothing of them: 128 bits or more were drawn. */
void secret_check(uint8_t out[16], const struct project_secret *s);

#endif
