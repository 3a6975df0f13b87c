/* More answers made by hand: days, a promised base, hidden cells. */
#ifndef SAMPLE_MORE_H
#define SAMPLE_MORE_H

#include "sample_answer.h"

/* Median days from intake to the first activity, by province; nobody in one. */
static inline struct table *sample_days(struct arena *a)
{
    static const char *const codes[] = {"antwerpen", "limburg", "vlaams_brabant"};
    static const char *const labels[] = {"Antwerpen", "Limburg", "Vlaams-Brabant"};
    static const struct {
        int64_t n;
        double value;
    } cells[] = {{1057, 42.5}, {12, 0.0}, {0, 0.0}, {1069, 1041.0 + 1.0 / 3.0}};
    struct table *t = sample_table(
        a, sample_axis(a, "province", "Provincie", codes, labels, 3, "Eindtotaal"),
        sample_axis_none(a, "Eindtotaal"));
    t->title = "Wachttijd tot de eerste activiteit";
    t->kind = MEASURE_DAYS;
    t->unit = "trajectories";
    t->unit_label = "trajecten";
    t->statistic = "mediaan";
    for (size_t i = 0; i < ARRAY_LEN(cells); i++) {
        t->cells[i].status = cells[i].value > 0 ? CELL_VALUE : CELL_ZERO;
        t->cells[i].n = cells[i].n;
        t->cells[i].value = cells[i].value;
    }
    return t;
}

/* Persons reached of the number promised: more than all in one project, and a project
 * that promised nothing. */
static inline struct table *sample_target(struct arena *a)
{
    static const char *const codes[] = {"p1", "p2", "p3"};
    static const char *const labels[] = {"Kade 12", "Werkwijzer",
                                         "Zonder streefcijfer"};
    static const int64_t n[] = {130, 40, 7}, base[] = {100, 160, 0};
    struct table *t =
        sample_table(a, sample_axis(a, "project", "Project", codes, labels, 3, NULL),
                     sample_axis_none(a, "Eindtotaal"));
    t->title = "Bereikt van het beloofde aantal";
    t->kind = MEASURE_RATE;
    t->base_label = "beloofde personen";
    t->base_is_target = true;
    for (size_t i = 0; i < 3; i++) {
        struct cell *c = &t->cells[i];
        sample_count(c, n[i]);
        c->base = base[i];
        c->rate = base[i] ? (double)n[i] / (double)base[i] : 0;
        c->low = c->high = 0.987654; /* shown nowhere */
    }
    return t;
}

enum { SAMPLE_HIDDEN_N = 987654321 };

/* Counts with hidden cells that still carry a number and a comparison, as no maker
 * should leave them: nothing of it may be seen in any form. */
static inline struct table *sample_hidden(struct arena *a)
{
    static const char *const codes[] = {"m", "f", "x"};
    static const char *const labels[] = {"M", "V", "X"};
    struct table *t = sample_table(
        a, sample_axis(a, "sex", "Geslacht", codes, labels, 3, "Eindtotaal"),
        sample_axis_none(a, "Eindtotaal"));
    t->title = "Met verborgen cellen";
    for (size_t i = 0; i < 4; i++)
        sample_count(&t->cells[i], 20);
    for (size_t i = 1; i < 3; i++) {
        struct cell *c = &t->cells[i];
        *c = (struct cell){.status = CELL_HIDDEN,
                           .n = SAMPLE_HIDDEN_N,
                           .base = SAMPLE_HIDDEN_N,
                           .rate = 0.987654321,
                           .low = 0.987654321,
                           .high = 0.987654321,
                           .value = 987654321.0,
                           .published_state = PUBLISHED_EQUAL,
                           .published = "987654321"};
    }
    return t;
}

/* One part with the three tables above, and the hidden one as each measure. */
static inline struct answer *sample_more(struct arena *a, int lang)
{
    struct answer *x = arena_new(a, struct answer);
    struct table *hidden[4];
    for (int i = 0; i < 4; i++) {
        hidden[i] = sample_hidden(a);
        hidden[i]->kind = (enum measure_kind)i;
        hidden[i]->base_label = "noemer";
        hidden[i]->statistic = "mediaan";
        for (size_t k = 0; k < 4; k += 3) {
            hidden[i]->cells[k].base = 80;
            hidden[i]->cells[k].rate = 0.25;
            hidden[i]->cells[k].low = 0.2;
            hidden[i]->cells[k].high = 0.3;
            hidden[i]->cells[k].value = 20.5;
        }
    }
    x->title = "Duur, streefcijfer, verborgen";
    x->asked_on = DAY_NONE;
    x->lang = lang;
    x->made_at_ms = SAMPLE_MADE_AT_MS;
    x->n_parts = 1;
    x->parts = arena_new(a, struct part *);
    x->parts[0] = sample_part(a, "1", "Deel", 6, sample_days(a), sample_target(a),
                              hidden[0], hidden[1], hidden[2], hidden[3]);
    return x;
}

#endif
