/* How one list of a file is read: for the store's own files. A plan is a row beside its
 * statement; dossier_read.c runs them. */
#ifndef STORE_DOSSIER_INSIDE_H
#define STORE_DOSSIER_INSIDE_H

#include "store/dossier_read.h"
#include "store/gather.h"
#include "store/subject_store.h"

struct dossier_plan {
    unsigned parts;  /* read when one of these is asked */
    const char *sql; /* $1 person, $2 also what was retracted (1 or 0) */
    row_reader *read;
    size_t size;            /* of one element */
    size_t at, n_at;        /* of the list and its length in struct dossier */
    const char *field;      /* under which its words are sealed; NULL: it has none */
    size_t id_at, words_at; /* in the element */
    unsigned words_parts;   /* its words are opened when one of these is asked */
};

/* `columns`, then who wrote it and when (written_from_row), of one table as t. */
#define DOSSIER_SELECT(columns, table, order)                                          \
    "SELECT " columns ", t.recorded_at, a.actor, t.retracted_at FROM " table " AS t "  \
    "LEFT JOIN audit AS a ON a.number = t.written_by "                                 \
    "WHERE t.person = $1 AND (t.retracted_at IS NULL OR $2 = 1) ORDER BY " order

#define DOSSIER_PLAN(parts_, sql_, read_, type, list, field_, words, words_parts_)     \
    {                                                                                  \
        .parts = (parts_), .sql = sql_, .read = (read_), .size = sizeof(struct type),  \
        .at = offsetof(struct dossier, list),                                          \
        .n_at = offsetof(struct dossier, n_##list), .field = (field_),                 \
        .id_at = offsetof(struct type, id), .words_at = offsetof(struct type, words),  \
        .words_parts = (words_parts_)                                                  \
    }

extern const struct dossier_plan dossier_course_plans[], dossier_care_plans[];
extern const size_t n_dossier_course_plans, n_dossier_care_plans;

/* recorded_at, actor and retracted_at from column `first` on. */
void written_from_row(struct written *out, struct statement *st, int first);
/* Sealed bytes, copied to the arena, to be opened when all rows are read. */
struct str sealed_from_row(struct arena *a, struct statement *st, int column);
/* 1, 0 or CODE_MISSING. */
uint8_t answer_from_row(struct statement *st, int column);
void text_from_row(char *out, size_t cap, struct statement *st, int column);

/* What happened, of all kinds; notes of contacts are left sealed. */
nodiscard enum err_code dossier_events_read(struct dossier *d, struct arena *a,
                                            struct db *db, struct person_id person,
                                            bool has_past, struct err *e);
/* How the workers and organisations of the lists are called. */
nodiscard enum err_code dossier_names_read(struct dossier *d, struct arena *a,
                                           struct db *db, struct err *e);
/* Opens in place: *words is replaced by what it says. */
nodiscard enum err_code dossier_words_open(struct str *words, struct arena *a,
                                           const struct subject_key *key,
                                           const char *field, const struct uuid *row,
                                           struct err *e);

#endif
