/* One import: for the files of the import only. */
#ifndef ACT_IMPORT_INT_H
#define ACT_IMPORT_INT_H

#include "act/import.h"
#include "store/question_store.h"
#include "store/source_store.h"

/* A thing of the store that keys refer to, as it is now. */
struct known {
    struct source_hash key;
    bool is_there;
    struct person_id person;
    struct uuid subject;   /* trajectory, place, or the person itself */
    struct day reached_on; /* of a trajectory */
    int birth_year;        /* 0 unknown */
    bool is_erased;
};
enum { KNOWN_SLOTS = 1 << 18, CODE_SLOTS = 512, CODE_TEXT = 24, PROGRESS_ROWS = 4096 };
struct known_code {
    uint8_t kind; /* enum layout_number + 1; 0 free */
    char code[CODE_TEXT];
    struct uuid id;
};

/* Keys that were found unchanged, to notice one that comes again: 8 bytes a key. */
struct key_set {
    uint64_t *slots;
    size_t n, cap;
};

/* One row on its way. */
struct row_act {
    const struct received_row *row;
    const struct source_key_fact *before;      /* NULL: a row that is new */
    struct uuid reference[LAYOUT_COLUMNS_MAX]; /* ids that references stand for */
    struct known whose; /* person or trajectory the row hangs on */
    struct person_id person;
    struct uuid subject; /* what the row became */
    bool is_refused;
};

/* A row of a batch; its slices live in the arena of the batch. */
struct waiting_row {
    int64_t line;
    struct source_hash key, content;
    struct person_id person;
    struct uuid subject;            /* id of the fact it becomes */
    struct source_key_fact *before; /* when it corrects; NULL otherwise */
    void *fact;                     /* of decode_fact */
    struct str text, key_text;      /* as received; its key, or part of it */
    enum row_fate fate;
};
struct batch_place {
    uint64_t high, low; /* what it is ordered by */
    uint32_t row;
};
enum { BATCH_ROWS = 1 << 17, BATCH_BYTES = 32 << 20, BATCH_VERDICTS = 4096 };
struct batch {
    struct waiting_row *rows;
    size_t n, cap;
    struct batch_place *order;
    struct verdict *verdicts; /* of rows between them, not told yet */
    size_t n_verdicts, verdicts_cap;
    struct arena texts;
};

struct import {
    const struct import_order *order;
    const struct file_source *file;
    struct import_result *result;
    struct house *house;
    struct write *w;
    const struct layout *layout;
    enum layout_number kind;
    struct delivery_reader *reader;
    struct organisation_id sender;
    struct delivery_fact delivery;
    struct buf scratch, key_scratch;
    struct uuid_stock ids;
    struct source_record_fact record; /* what all records of the file have in common */
    struct key_set unchanged;
    struct batch waiting;
    struct known *known; /* KNOWN_SLOTS, 24 MB */
    struct known_code codes[CODE_SLOTS];
};

extern const struct person_id nobody;

/* --- import_known.c: what rows refer to --- */
nodiscard enum err_code known_key_hash(struct source_hash *out, struct import *im,
                                       const char *kind, struct str key, struct err *e);
/* The trajectory, person or place of the sender's key. */
nodiscard enum err_code known_find(struct known *out, struct import *im,
                                   const char *kind, struct str key, struct err *e);
/* The id of a code; nil when there is none. A call has no id: its code in 16 bytes. */
nodiscard enum err_code known_code_find(struct uuid *out, struct import *im,
                                        enum layout_number kind, struct str code,
                                        struct err *e);
/* Fills a->reference and a->whose, or refuses the row. */
nodiscard enum err_code references_resolve(struct import *im, struct row_act *a,
                                           struct err *e);
bool key_set_has(const struct key_set *s, const struct source_hash *key);
void key_set_add(struct key_set *s, const struct source_hash *key);
extern const char person_kind[]; /* kind of the keys of persons */

/* --- import_row.c --- */
nodiscard enum err_code import_row(struct import *im, const struct received_row *row,
                                   struct err *e);
/* Refuses the row at hand: column or -1, expectation, cure ("" for none). */
void row_refuse_at(struct import *im, struct row_act *a, int column,
                   const char *expected, const char *cure);

/* Keys `f` under its kind and delivery, as the next version after `before` or NULL. */
nodiscard enum err_code keep_key(struct import *im, struct source_key_fact *f,
                                 const struct source_key_fact *before, struct err *e);
nodiscard enum err_code keep_as_received(struct import *im, struct person_id person,
                                         int64_t line, struct str text, struct err *e);
void expect_key_once(struct verdict *v);
void import_progress(const struct import *im); /* import.c */

/* --- writing one row; a->before says whether it corrects --- */
nodiscard enum err_code write_thing(struct import *im, struct row_act *a,
                                    struct err *e);
nodiscard enum err_code write_participant(struct import *im, struct row_act *a,
                                          struct err *e);
/* --- import_event.c: rows that hang on a person known before --- */
/* The row as the fact it will become, in the arena, with its new id. */
void *decode_fact(struct arena *arena, enum layout_number kind, struct uuid id,
                  const struct row_act *a);
/* Writes it; what it corrects is retracted first. */
nodiscard enum err_code write_fact(struct import *im, const struct waiting_row *w,
                                   struct err *e);

/* --- import_batch.c --- */
bool batch_takes(enum layout_number kind);
void batch_add(struct import *im, const struct row_act *a,
               const struct source_hash *key, const struct source_hash *content);
/* A verdict that is told when its turn comes. */
void batch_tell(struct import *im, const struct verdict *v);
bool batch_is_full(const struct import *im);
/* Decides, writes and tells all that wait. */
nodiscard enum err_code batch_write(struct import *im, struct err *e);
void batch_dispose(struct batch *b);

/* --- cells --- */
static inline const struct value *cell_at(const struct row_act *a, int column)
{
    return &a->row->values[column];
}
static inline struct day cell_day(const struct row_act *a, int column)
{
    return value_day(cell_at(a, column));
}
static inline uint8_t cell_code(const struct row_act *a, int column)
{
    const struct value *v = cell_at(a, column);
    return v->is_given ? (uint8_t)v->number : (uint8_t)CODE_MISSING;
}
static inline int32_t cell_count(const struct row_act *a, int column) /* -1: none */
{
    const struct value *v = cell_at(a, column);
    return v->is_given ? (int32_t)v->number : -1;
}
static inline struct str cell_text(const struct row_act *a, int column)
{
    const struct value *v = cell_at(a, column);
    return v->is_given ? v->text : (struct str){"", 0};
}
/* Into a field of a fact; the layout's limits are those of the fields. */
#define COPY_TEXT(field, a, column)                                                    \
    snprintf((field), sizeof(field), "%.*s", STR_ARG(cell_text((a), (column))))

#endif
