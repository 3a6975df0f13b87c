#include "act/vacancy_match.h"

#include "domain/vacancy_fit.h"
#include "store/dossier_read.h"

static bool is_wanted(uint8_t kind, bool is_shared)
{
    return is_shared || kind == COMPETENCE_KIND_WISH;
}

static void take_assets(struct vacancy_match *m, const struct dossier *d,
                        struct arena *a, struct str vacancy, bool shared_ones)
{
    for (size_t i = d->n_competences; i-- > 0 && m->n < ASSETS_SHOWN;) {
        const struct competence_fact *c = &d->competences[i];
        struct str shared = vacancy_shared_word(vacancy, c->words);
        if (c->written.retracted_at || !c->words.n || (shared.n > 0) != shared_ones ||
            !is_wanted(c->kind, shared.n > 0))
            continue;
        m->assets[m->n++] = (struct vacancy_asset){.kind = c->kind,
                                                   .words = str_copy(a, c->words),
                                                   .shared = str_copy(a, shared)};
        if (shared.n && c->kind != COMPETENCE_KIND_NOT) m->fits = true;
    }
}

enum err_code vacancy_matches(struct vacancy_match **out, const struct asking *a,
                              const struct vacancy_fact *vacancy,
                              const struct person_id *persons, size_t n, struct err *e)
{
    struct person_id *looked = arena_new_array(a->arena, struct person_id, n + 1);
    bool *is_open = arena_new_array(a->arena, bool, n + 1);
    struct str text = str_of(
        arena_format(a->arena, "%s\n%.*s", vacancy->title, STR_ARG(vacancy->text)));
    size_t n_looked = 0;
    enum err_code rc;
    *out = arena_new_array(a->arena, struct vacancy_match, n + 1);
    TRY(persons_gate(is_open, a, persons, n, PERMISSION_PERSON_READ, CATEGORY_GOAL, e));
    for (size_t i = 0; i < n; i++)
        if (is_open[i]) looked[n_looked++] = persons[i];
    TRY(look_log(a, looked, n_looked, "assets", e));
    for (size_t i = 0; i < n; i++) {
        struct dossier d = {0};
        (*out)[i] = (struct vacancy_match){.is_open = is_open[i]};
        if (!is_open[i]) continue;
        TRY(dossier_read(&d, a->arena, a->house->db, persons[i], DOSSIER_GOAL,
                         a->visitor.organisation, e));
        take_assets(&(*out)[i], &d, a->arena, text, true);
        take_assets(&(*out)[i], &d, a->arena, text, false);
        dossier_wipe(&d);
    }
out:
    return rc;
}
