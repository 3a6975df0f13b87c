/* Claims: what somebody said in figures, one number (or blank, or words) each, with the
 * place where it was said. Whatever is checked - published figures, a cross table, an
 * answer of this house - becomes claims first; the rules of reconcile.h see only these.
 */
#ifndef RECONCILE_CLAIM_H
#define RECONCILE_CLAIM_H

#include "base/day.h"
#include "base/err.h"
#include "base/str.h"

/* What kind of saying it is. */
enum claim_role {
    ROLE_FIGURE,    /* a figure of the publication itself */
    ROLE_STATEMENT, /* said by somebody, quoted: a questioner, a minister in committee
                     */
    ROLE_TARGET,    /* promised or aimed at */
    ROLE_ANNEX,     /* "see annex": the figure is announced, not given */
    ROLE_ASKED,     /* the figure was asked for */
    N_CLAIM_ROLES
};

enum claim_value {
    VALUE_BLANK,  /* printed empty: not a zero */
    VALUE_NUMBER, /* exactly `number` */
    VALUE_ABOUT,  /* "about", "a quarter" */
    VALUE_ABOVE,  /* "more than" */
    VALUE_BELOW,  /* "almost" */
    VALUE_WORDS,  /* text without a number */
};

enum claim_answer { CLAIM_UNSTATED, CLAIM_NO, CLAIM_YES };

/* One dimension with its code: province = antwerpen. "457|490" are two values together.
 */
struct claim_pair {
    const char *name, *value;
    bool overlaps; /* one unit may stand at several values of this dimension */
};

struct claim {
    const char *file;  /* as the caller named it; "" for an answer that is no file */
    int line;          /* 1-based; 0: none */
    const char *where; /* row and column, or table, where a line does not say it; "" */
    const char *figure, *publication, *measure, *unit; /* never NULL */
    struct claim_pair *pairs;                          /* sorted by name */
    size_t n_pairs;
    const char *cell; /* the pairs as text: "call=490;sex=m" */
    const char *text; /* as printed */
    enum claim_value kind;
    double number;      /* unless VALUE_BLANK or VALUE_WORDS; euros as euros */
    int decimals;       /* with which it was printed */
    struct day as_of;   /* DAY_NONE: not said */
    const char *period; /* reference period as written; "" */
    struct day period_from, period_to; /* DAY_NONE: open or not said */
    const char *denominator;           /* the measure it is a share of; "" */
    bool has_base;
    double base; /* the number of that denominator */
    enum claim_role role;
    enum claim_answer
        exclusive;         /* do the values of its categories exclude each other? */
    const char *geography; /* of what a place is: "residence", "project"; "" */
    const char *policy;    /* how small numbers are protected; "" */
    const char *note;      /* title or remark that stands beside it; "" */
    bool is_counted;       /* totals are counted, a person once: never above the sum */
};

/* An array of claims. The texts belong to the arena given to the reader. */
struct claims {
    struct claim *items;
    size_t n, cap;
};

void claims_dispose(struct claims *c);
/* Adds one; its pairs get sorted and its cell text made. ERR_TOO_LARGE above
 * LIMIT_CLAIMS; ERR_INVALID when one dimension stands twice. */
nodiscard enum err_code claims_add(struct claims *c, struct arena *a,
                                   const struct claim *claim, struct err *e);
/* "call=490;province=antwerpen" as pairs; "province=total" says nothing and is left
 * out. ERR_INVALID, at most LIMIT_CLAIM_PAIRS. */
nodiscard enum err_code claim_read_cell(struct claim *out, struct arena *a,
                                        struct str text, struct err *e);
/* Value, decimals and kind of a number as printed, in Dutch, French or English:
 * "12.954", "8,5 miljoen", "meer dan 4500", "bijna 3000", "5500000.00"; of a share also
 * "een vierde". Points or commas before exactly three digits set thousands apart unless
 * `is_plain` says that a point is always the decimal mark. */
void claim_read_text(struct claim *out, struct arena *a, struct str text,
                     bool is_plain);
/* "2019/2023", "2018-01-01/2019-12-31", "/2022", "2017": ERR_INVALID. */
nodiscard enum err_code claim_read_period(struct claim *out, struct arena *a,
                                          struct str text, struct err *e);

const struct claim_pair *claim_pair_named(const struct claim *c, const char *name);
/* Is there a number to calculate with, and is it one of the publication itself? */
bool claim_has_number(const struct claim *c);
bool claim_is_figure(const struct claim *c);
bool claim_is_share(const struct claim *c); /* a percentage */
/* "employed" of "rate employed of ended", and "ended": what a measure says by its name
 * when there is no denominator column. Slices of the claim's texts. */
void claim_split_measure(struct str *what, struct str *of, const struct claim *c);
const char *claim_role_word(enum claim_role role);

#endif
