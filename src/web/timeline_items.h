/* What happened with a person, of every kind, newest first: one list for the timeline
 * and for the last lines of the overview. */
#ifndef WEB_TIMELINE_ITEMS_H
#define WEB_TIMELINE_ITEMS_H

#include "act/dossier_acts.h"
#include "web/request.h"

/* What a reader may ask to see alone: M(kind, word in ?soort=, label). */
#define TIMELINE_KINDS(M)                                                              \
    M(SHOW_CONTACT, "contact", TR("Contacten"))                                        \
    M(SHOW_NOTE, "nota", TR("Notities"))                                               \
    M(SHOW_PLAN, "plan", TR("Doel en stappen"))                                        \
    M(SHOW_PHASE, "fase", TR("Fasen"))                                                 \
    M(SHOW_COURSE, "traject", TR("Traject"))                                           \
    M(SHOW_ACTION, "actie", TR("Acties"))                                              \
    M(SHOW_WORK, "werk", TR("Werk en nazorg"))                                         \
    M(SHOW_CONDITION, "drempel", TR("Drempels"))                                       \
    M(SHOW_CARE, "kunnen", TR("Kan en wil"))                                           \
    M(SHOW_APPOINTMENT, "afspraak", TR("Afspraken"))                                   \
    M(SHOW_CONSULTATION, "overleg", TR("Overleg"))                                     \
    M(SHOW_DOCUMENT, "document", TR("Documenten"))                                     \
    M(SHOW_CHAT, "gesprek", TR("Gesprekken van vroeger"))
enum timeline_kind {
#define M(kind, word, label) kind,
    TIMELINE_KINDS(M)
#undef M
        N_TIMELINE_KINDS
};

struct timeline_item {
    struct day on;
    int64_t at; /* within the day */
    enum timeline_kind kind;
    enum noun noun; /* what it is; NOUN_READ: cannot be taken back */
    struct uuid id;
    struct written written;
    const void *fact; /* of the struct that belongs to the noun */
};
/* In the arena. Conditions are left out while their part is closed, those of health
 * while health is. A retracted phase, outcome or moment of aftercare whose next version
 * only adds an end is left out too. */
struct timeline_item *timeline_items(size_t *n_out, struct arena *a,
                                     const struct dossier_view *file);
const char *timeline_kind_word(enum timeline_kind kind);
const char *timeline_kind_label(enum timeline_kind kind); /* marked */
/* The line: what, words, who wrote it. `take_back`: with a way to correct it. */
void timeline_item_html(struct buf *out, const struct frame *f, const struct request *q,
                        const struct dossier_view *file,
                        const struct timeline_item *item, bool take_back);
/* What it is, in a few words ("Contact", "Fase"). */
void timeline_what_html(struct buf *out, const struct frame *f, struct arena *a,
                        const struct dossier *d, const struct timeline_item *item);

#endif
