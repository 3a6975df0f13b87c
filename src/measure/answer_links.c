/* Persons are human beings: over how many files they stand, and how far the total may
 * be off because files were linked wrongly or not at all. */
#include "measure/answer_table.h"
#include "measure/panel_doubts.h"
#include "measure/words.h"

/* The persons of a set of rows. */
static struct counted_persons persons_of(struct making *m, const struct row_set *rows)
{
    const struct panel *p = m->scope.panel;
    const struct panel_participations *part = &p->participations;
    uint8_t *persons = arena_alloc(m->scope.scratch, p->n_persons + 1);
    uint8_t *files = part->file ? arena_alloc(m->scope.scratch, p->n_files + 1) : NULL;
    struct counted_persons c = {.persons = persons, .files = files};
    for (size_t i = 0; i < rows->n; i++) {
        size_t row = rows->row ? rows->row[i] : i;
        if (rows->mask && !rows->mask[i]) continue;
        c.n_persons += !persons[part->person[row]];
        persons[part->person[row]] = 1;
        if (!files) continue;
        c.n_files += !files[part->file[row]];
        files[part->file[row]] = 1;
    }
    if (!files) c.n_files = c.n_persons;
    return c;
}

static void note_files_of(struct making *m, enum word_id id,
                          const struct counted_persons *of)
{
    enum lang lang = m->run->ctx->lang;
    struct arena *a = m->run->a;
    if (of->n_files == of->n_persons) return;
    table_add_note(m, WORD_FORMAT(a, id, lang, word_count(a, of->n_files, lang),
                                  word_count(a, of->n_persons, lang)));
}

static void note_band_of_count(struct making *m, const struct counted_persons *of)
{
    const struct panel *p = m->scope.panel;
    struct link_evidence ev = panel_link_evidence(p);
    struct link_exposure x;
    struct link_band band;
    enum lang lang = m->run->ctx->lang;
    struct arena *a = m->run->a;
    panel_doubts_exposure(&x, NULL, p, of);
    link_band_count(&band, (double)of->n_persons, &x, &ev);
    char *low = word_count(a, (int64_t)band.low, lang);
    char *high = word_count(a, (int64_t)(band.high + 0.999), lang);
    if (band.is_model)
        table_add_note(m, WORD_FORMAT(a, NOTE_BAND_MODEL, lang, low, high));
    else
        table_add_note(m, WORD_FORMAT(a, NOTE_BAND, lang, low, high,
                                      word_count(a, band.n_reviewed, lang)));
}

static bool asks_register(const struct population *p)
{
    for (size_t i = 0; i < p->n_selections; i++)
        if (p->selections[i].kind == SELECT_LABOUR ||
            p->selections[i].kind == SELECT_LABOUR_EVER)
            return true;
    return false;
}

/* Of those who are linked to a file outside the denominator, how many have what is
 * asked; where too few are, of all. */
static struct linked_across linked_across(const struct panel *p,
                                          const struct counted_persons *of,
                                          const struct counted_persons *base)
{
    enum { FEW = 30 };
    double n = panel_links_across(p, base), with = panel_links_across(p, of);
    if (n < FEW)
        return (struct linked_across){(double)base->n_persons, (double)of->n_persons};
    return (struct linked_across){n, MIN_OF(with, n)};
}

static void note_band_of_rate(struct making *m, const struct counted_persons *of,
                              const struct counted_persons *base)
{
    const struct panel *p = m->scope.panel;
    struct link_evidence ev = panel_link_evidence(p);
    struct link_exposure x, x_base, across;
    struct link_band band;
    enum lang lang = m->run->ctx->lang;
    struct arena *a = m->run->a;
    if (base->n_persons == 0) return;
    panel_doubts_exposure(&x, NULL, p, of);
    panel_doubts_exposure(&x_base, &across, p, base);
    if (!asks_register(&m->plan->statement->counted))
        across = (struct link_exposure){{0}, {0}, {0}, {0}};
    link_band_rate(&band, (double)of->n_persons, (double)base->n_persons, &x, &x_base,
                   &across, linked_across(p, of, base), &ev);
    char *low = word_percent(a, band.low, lang),
         *high = word_percent(a, band.high, lang);
    if (band.is_model)
        table_add_note(m, WORD_FORMAT(a, NOTE_BAND_RATE_MODEL, lang, low, high));
    else
        table_add_note(m, WORD_FORMAT(a, NOTE_BAND_RATE, lang, low, high,
                                      word_count(a, band.n_reviewed, lang)));
}

static void note_persons(struct making *m)
{
    const struct panel *p = m->scope.panel;
    const struct statement *s = m->plan->statement;
    bool has_base = s->rate_of && s->rate_of->unit == UNIT_PERSONS &&
                    m->base.relation == RELATION_P;
    struct counted_persons counted, base;
    if (!p->n_linked && !p->n_doubts) return;
    counted = persons_of(m, &m->counted);
    note_files_of(m, NOTE_FILES, &counted);
    if (has_base) {
        base = persons_of(m, &m->base);
        note_files_of(m, NOTE_FILES_BASE, &base);
        note_band_of_rate(m, &counted, &base);
    } else if (s->measure == MEASURED_COUNT) {
        note_band_of_count(m, &counted);
    }
}

void answer_link_notes(struct making *m)
{
    const struct panel *p = m->scope.panel;
    enum lang lang = m->run->ctx->lang;
    struct arena *a = m->run->a;
    unsigned relation = m->plan->relation;
    bool of_persons =
        relation == RELATION_P && m->plan->statement->counted.unit == UNIT_PERSONS;
    bool of_spells = (relation & RELATION_SPELLS) != 0;
    if (m->plan->view.without_links && (of_persons || of_spells))
        table_add_note(m, word_text(NOTE_WITHOUT_LINKS, lang));
    if (of_persons) note_persons(m);
    if (p->n_linked && (of_spells || relation == RELATION_R))
        table_add_note(m, WORD_FORMAT(a, NOTE_FILES_LINKED, lang,
                                      word_count(a, (int64_t)p->n_linked, lang),
                                      word_count(a, (int64_t)p->n_together, lang)));
}
