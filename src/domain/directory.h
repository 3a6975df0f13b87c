/* Records of a directory of services (the social map), in the shape of Open Referral's
 * HSDS 3.0. Which kinds there are and what each says stands in directory.def; how they
 * map to our own nouns in docs/decisions/0019.
 *
 * A record is an id, the ids of the records it belongs to, and its content: one JSON
 * object with the columns of its kind in their order, then whatever else came with it.
 * An id names one record, whatever its kind. */
#ifndef DOMAIN_DIRECTORY_H
#define DOMAIN_DIRECTORY_H

#include "base/json.h"
#include "base/uuid.h"
#include "domain/lists.h"

enum directory_kind {
#define KIND(kind, name, file) DIRECTORY_##kind,
#define COLUMN(name, type, is_needed, choices)
#define REF(name, slot, is_needed)
#define MANY(name, kind)
#define ONE(name, kind)
#define TOP_MANY(name, kind)
#define TOP_ONE(name, kind)
#define END(kind)
#include "domain/directory.def"
#undef KIND
#undef COLUMN
#undef REF
#undef MANY
#undef ONE
#undef TOP_MANY
#undef TOP_ONE
#undef END
    N_DIRECTORY_KINDS
};
/* What a record can belong to. AT: a service at a location; ABOVE: what contains it
 * (the contact of a phone, the phone of a language, the parent of a term, whatever an
 * attribute describes); TERM: a taxonomy term, and of a term its taxonomy. */
enum directory_slot {
    SLOT_ORGANISATION,
    SLOT_SERVICE,
    SLOT_AT,
    SLOT_LOCATION,
    SLOT_ABOVE,
    SLOT_TERM,
    N_DIRECTORY_SLOTS
};
enum directory_type {
    DIRECTORY_TEXT,
    DIRECTORY_NUMBER,
    DIRECTORY_URI,
    DIRECTORY_EMAIL,
    DIRECTORY_MOMENT,
    DIRECTORY_ONE_OF, /* of the choices, separated by commas */
    DIRECTORY_REF,    /* an id, in its slot */
};
struct directory_column {
    const char *name;
    enum directory_type type;
    enum directory_slot slot; /* of DIRECTORY_REF */
    bool is_needed;
    const char *choices;
};
/* Records that a full object holds under a name. */
struct directory_child {
    const char *name;
    enum directory_kind kind;
    bool is_many, is_top_only;
};
struct directory_shape {
    const char *name, *file; /* "service", "services.csv" */
    const struct directory_column *columns;
    size_t n_columns;
    const struct directory_child *children;
    size_t n_children;
};
const struct directory_shape *directory_shape(enum directory_kind kind);
/* The kind with this name or file; false when there is none. */
bool directory_kind_named(enum directory_kind *out, struct str name);
/* NULL when the kind has no such column. */
const struct directory_column *directory_column(enum directory_kind kind,
                                                struct str name);
/* In which slot a record keeps that it belongs to one of this kind. */
enum directory_slot directory_slot_of(enum directory_kind kind);

struct directory_record {
    struct uuid id;
    uint8_t kind;
    struct uuid slots[N_DIRECTORY_SLOTS]; /* nil: none */
    char place[8]; /* REFNIS code that an area or address names; "": none */
    struct str content;
};
/* Same id, belonging and content. */
bool directory_records_equal(const struct directory_record *x,
                             const struct directory_record *y);

/* What the value of a column must be: NULL when `value` is that, else what was
 * expected, in English. Empty values are left to who knows what is needed. */
const char *directory_fault(const struct directory_column *column, struct str value);
/* What a column takes, in the same words. */
const char *directory_expected(const struct directory_column *column);
/* The content of a record of this kind out of an object: its columns in their order,
 * without ids and what belongs to it, then what is not in the standard. Empty texts and
 * nulls are left out. In the arena. Values of the wrong kind: ERR_INVALID, *fault_out
 * the column. */
nodiscard enum err_code directory_content(struct str *out,
                                          const struct directory_column **fault_out,
                                          struct arena *a, enum directory_kind kind,
                                          const json_t *object, struct err *e);
/* A text out of a content, in the arena; "" when it is not there. A number comes as
 * its digits. */
struct str directory_text(struct arena *a, struct str content, const char *name);
/* The REFNIS code that a service area or address speaks of, or "": its uri
 * (urn:refnis:44021), extent, or the name of a municipality of that day. */
void directory_place(char out[8], struct arena *a, enum directory_kind kind,
                     struct str content, struct day borders);

/* Our own terms: a taxonomy for each code list that describes services, a term for each
 * code. Their ids are made from their names (BLAKE2b, version 8 of RFC 9562) and so are
 * the same in every installation. */
enum { N_DIRECTORY_TAXONOMIES = 3 };
enum {
    TAXONOMY_CONDITION,
    TAXONOMY_PHASE,
    TAXONOMY_PROPERTY,
};
struct uuid directory_id(const char *space, const char *name);
struct uuid directory_taxonomy_id(int taxonomy);
enum list_number directory_taxonomy_list(int taxonomy);
const char *directory_taxonomy_code(int taxonomy); /* "vindplaats-drempels" */
struct uuid directory_term_id(int taxonomy, uint8_t code);
/* The taxonomy and code of a term of ours; false when it is another's. */
bool directory_term_find(int *taxonomy_out, uint8_t *code_out, struct uuid term);
/* One of our own taxonomies or terms: they stand in the code, never in a table. */
bool directory_is_own(struct uuid id);
/* The words that the standard uses for a status: "temporarily closed". */
const char *directory_status_word(uint8_t status);
uint8_t directory_status_of(struct str word); /* CODE_MISSING when none */

#endif
