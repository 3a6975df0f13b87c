/* A partner's file into the store: every row is decided (added, changed, unchanged,
 * refused) against what the same sender said before, and all of it becomes durable at
 * once or not at all.
 *
 * A row is known by its sender, its kind and its key. The same row again changes
 * nothing; a row that says something else corrects: the fact is retracted and added
 * anew, the person stays. A person is found again by the sender's key, else by INSZ;
 * else it is somebody new. Every row that is added or changes something is also kept as
 * received, sealed. A file that brings nothing new leaves no trace at all.
 *
 * Memory does not grow with the file: the store takes at most 256 MiB for its pages,
 * what refers to persons 24 MiB, rows that wait to be written in order of person less
 * than 80 MiB. A file of which much was said before costs 8 to 22 bytes a row more, to
 * notice a key that comes twice.
 *
 * The write is open while the file is read, so a second import waits, and says so after
 * the store's busy time. */
#ifndef ACT_IMPORT_H
#define ACT_IMPORT_H

#include "act/open.h"
#include "exchange/delivery_reader.h"

struct import_order {
    const struct layout *layout;
    const char *path;    /* "-" is standard input */
    const char *sender;  /* code of an organisation; NULL: the house itself */
    struct day received; /* rows may not speak of later days */
    bool dry_run;        /* decides everything, writes nothing */
    bool keep_good;      /* writes the good rows though others are refused */
    int max_jump;        /* percent between two deliveries of rows or total */
    bool accept_jump;
    bool tell_all; /* verdicts also of rows that are not refused */
    void (*tell)(void *to, const struct verdict *v);
    /* Now and then: rows so far, bytes read and of the file (-1: not known); or NULL.
     */
    void (*progress)(void *to, int64_t n_rows, int64_t n_bytes, int64_t size);
    void *to;
};

struct import_result {
    struct file_facts file;
    int64_t n_rows, n_added, n_changed, n_same, n_refused;
    bool has_total;
    int64_t total;             /* cents, or people met */
    int64_t n_persons_new;     /* persons nobody knew */
    int64_t n_persons_by_insz; /* known under another key */
    bool was_written;
};

/* ERR_INVALID when rows were refused and the good ones may not be kept, when the file
 * jumps, or changed while it was read; what the readers say; ERR_BUSY. Nothing is
 * written then. `out` is filled as far as it went. */
nodiscard enum err_code import_run(struct import_result *out, struct house *h,
                                   const struct import_order *order, struct err *e);

#endif
