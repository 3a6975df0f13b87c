/* Files that may be about one human being, as who coordinates looks at them: what
 * waits, two side by side, what is decided, undone, and was decided before. Files are
 * linked, never merged.
 *
 * Who a person is shows only where person_gate opens it for that file. Of the other
 * file of a pair nothing is told but how far each field agrees: equal, nearly,
 * different, not known. A pair of which neither file is open to the visitor is not
 * there (ERR_NOT_FOUND, as for two files that do not exist). */
#ifndef ACT_DOUBLE_ACTS_H
#define ACT_DOUBLE_ACTS_H

#include "act/person_names.h"
#include "store/pair_queue.h"

enum { DOUBLES_A_PAGE = 25, DOUBLE_FIELDS_MOST = 40, DOUBLE_UNDO_DAYS = 30 };

enum double_likeness { DOUBLE_EQUAL, DOUBLE_ALIKE, DOUBLE_DIFFERENT, DOUBLE_UNKNOWN };
/* Of a level as the comparison wrote it ("equal", "alike_.92"). */
enum double_likeness double_likeness_of(struct str level);
struct double_counts {
    size_t n[4]; /* fields, by double_likeness */
};
void double_counts_of(struct double_counts *out, struct str levels);

struct double_line {
    struct link_pair_fact pair;
    struct person_name name[2]; /* of person, of other */
    struct double_counts counts;
};
struct double_page {
    struct double_line *lines;
    size_t n;
    bool is_more;           /* go on after `last` */
    struct pair_place last; /* how far was looked */
    int64_t compared_at;    /* 0: nobody compared the files yet */
};
/* Wipe it when it was shown. */
nodiscard enum err_code doubles_list(struct double_page *out, const struct asking *a,
                                     const struct pair_place *after, bool is_unsure,
                                     struct err *e);
void double_page_wipe(struct double_page *page);
/* The pairs of one file. ERR_NOT_FOUND, as person_gate says it. */
nodiscard enum err_code doubles_of(struct double_page *out, const struct asking *a,
                                   struct person_id person, struct err *e);
/* Of each of n persons: does a pair wait that the visitor may look at? All false for
 * who does not coordinate. */
nodiscard enum err_code doubles_wait(bool *out, const struct asking *a,
                                     const struct person_id *persons, size_t n,
                                     struct err *e);

/* The other files of the same human being that the visitor may open (R29: what was
 * before), at most `most`. */
nodiscard enum err_code linked_files(struct person_id *out, size_t *n_out, size_t most,
                                     const struct asking *a, struct person_id person,
                                     struct err *e);

/* Is this pair there for the visitor? ERR_DENIED for who does not coordinate;
 * ERR_NOT_FOUND when neither file is open, or one is and nothing is kept of the pair:
 * nobody tries one id after another to learn whether there is such a file. */
nodiscard enum err_code double_gate(const struct asking *a, struct person_id one,
                                    struct person_id two, struct err *e);

/* One thing of both files. */
struct double_field {
    const char *name; /* "family_name", as link_words.h knows it */
    enum double_likeness likeness;
    struct str level;          /* as compared; "" it was not */
    double bits;               /* evidence of it; NAN: none */
    struct str value[2];       /* "" also when that file stays closed */
    const uint8_t *differs[2]; /* a byte for each byte of a value: 1 it differs */
};
struct double_view {
    struct person_id person[2];
    bool is_open[2];
    bool is_compared; /* a comparison kept this pair */
    struct link_pair_fact pair;
    struct double_field *fields;
    size_t n_fields;
    bool is_linked;                /* they are about one human being now */
    struct pair_verdict *verdicts; /* the last first */
    size_t n_verdicts;
};
/* Wipe it when it was shown. */
nodiscard enum err_code double_show(struct double_view *out, const struct asking *a,
                                    struct person_id one, struct person_id two,
                                    struct err *e);
void double_view_wipe(struct double_view *view);

enum double_answer { DOUBLE_SAME, DOUBLE_APART, DOUBLE_NOT_SURE };
/* The id of its run is the form's. `reason`: a word, never of a person. ERR_EXISTS when
 * it was decided so already, or contradicts what was decided of other files. */
nodiscard enum err_code double_decide(const struct asking *a, struct person_id one,
                                      struct person_id two, enum double_answer answer,
                                      const char *reason, struct err *e);
/* What was decided in this run no longer holds; what it replaced does. The pair waits
 * again. ERR_NOT_FOUND when none of it holds. */
nodiscard enum err_code double_undo(const struct asking *a, struct uuid run,
                                    struct err *e);

struct double_story {
    struct pair_verdict verdict;
    struct person_name name[2];
    char worker_name[160]; /* "" a program */
};
struct double_history {
    struct double_story *lines;
    size_t n;
    bool is_more;
    int64_t last_ms; /* go on before this moment */
};
/* Of the pairs that the visitor may look at, before a moment (INT64_MAX: all), not
 * earlier than `since_ms`. Wipe it when it was shown. */
nodiscard enum err_code doubles_history(struct double_history *out,
                                        const struct asking *a, int64_t before_ms,
                                        int64_t since_ms, struct err *e);
void double_history_wipe(struct double_history *history);

#endif
