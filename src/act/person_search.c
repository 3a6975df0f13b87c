/* The index proposes, the gate decides: a file that the index thinks is the
 * organisation's and the gate does not, is one of others. From the first gate to the
 * last name one view of the database is read: pages that all of it needs (the upper
 * ones of each table) are then read once, also while others write. No answer
 * leaves before the log of looks is on disk. */
#include "act/person_search.h"

#include <sodium.h>

#include "act/double_acts.h"
#include "act/look_act.h"
#include "act/search_index.h"
#include "domain/insz.h"
#include "encode/arabic_read.h"
#include "encode/fold.h"
#include "store/identity_bulk.h"
#include "store/identity_match.h"

enum { PROPOSED_MAX = 40, NUMBER_DIGITS_LEAST = 8, NAMES_MOST = 3 };
static const double least_alike = 0.5;     /* of what is shown */
static const double least_elsewhere = 0.8; /* of what is told to be possible */
static const double least_spelled = 0.72;  /* a guess: more has to agree */
static const double least_read = 0.5;      /* Arabic letters, read in Latin ones */
static const double less_otherwise =
    0.05; /* alike: what was not asked in these words */

struct searching {
    const struct asking *a;
    struct str name, birth, number; /* "" not asked */
    struct partial_date born;
    struct index_findings alike;
    struct person_hits *out;
};

/* --- what is asked --- */

static size_t digits_in(struct str s)
{
    size_t n = 0;
    for (size_t i = 0; i < s.n; i++)
        n += s.p[i] >= '0' && s.p[i] <= '9';
    return n;
}

static bool is_name(struct str s)
{
    struct buf folded;
    size_t n = 0;
    buf_init(&folded, 0);
    text_fold(&folded, s, FOLD_UMLAUT_KEEP);
    for (size_t i = 0; i < folded.n; i++)
        n += folded.p[i] >= 'a' && folded.p[i] <= 'z';
    if (folded.p) sodium_memzero(folded.p, folded.n);
    buf_dispose(&folded);
    return n >= 2;
}

struct str person_asked_birth(struct str words)
{
    struct str piece, rest = words;
    while (str_split(&piece, &rest, ' ')) {
        struct str word = str_trim(piece);
        size_t digits = digits_in(word);
        if (digits >= 4 && digits <= 8 && date_guess(word).year) return word;
    }
    return STR_NONE;
}

/* The words without the date in them. */
static struct str without(struct arena *a, struct str words, struct str part)
{
    if (!part.n) return words;
    size_t before = (size_t)(part.p - words.p);
    return str_trim(
        str_of(arena_format(a, "%.*s %.*s", (int)before, words.p,
                            (int)(words.n - before - part.n), part.p + part.n)));
}

static void read_words(struct searching *s, const struct person_asked *q)
{
    struct str words = str_trim(q->words), within = STR_NONE;
    s->birth = str_trim(q->birth);
    if (is_name(words)) {
        within = person_asked_birth(words);
        s->name = without(s->a->arena, words, within);
        if (!is_name(s->name)) { /* a card: "VP 2041" */
            s->name = words;
            within = STR_NONE;
        }
    }
    if (!s->birth.n) s->birth = within;
    s->born = date_guess(s->birth);
    if (digits_in(words)) s->number = words;
    if (!s->name.n && digits_in(words) < NUMBER_DIGITS_LEAST &&
        date_guess(words).year && !s->birth.n) {
        s->birth = words; /* only a year, or a date */
        s->born = date_guess(words);
        s->number = STR_NONE;
    }
    if (q->birth.n && !s->born.year)
        s->out->why_nothing = "birth";
    else if (!s->name.n && !s->number.n && !s->birth.n)
        s->out->why_nothing = "words";
}

/* --- who is found --- */

static enum err_code keep(struct searching *s, struct person_id person, double likeness,
                          bool by_number, struct err *e)
{
    struct gate gate;
    struct err hidden = {0};
    for (size_t i = 0; i < s->out->n; i++)
        if (uuid_eq(s->out->hit[i].person.u, person.u)) return OK;
    enum err_code rc =
        person_gate(&gate, s->a, person, PERMISSION_PERSON_READ, &hidden);
    if (rc == ERR_NOT_FOUND || rc == ERR_DENIED ||
        (rc == OK && !gate_opens(&gate, CATEGORY_IDENTITY, false, (struct uuid){{0}},
                                 (struct organisation_id){{{0}}}))) {
        s->out->may_be_elsewhere |= likeness >= least_elsewhere;
        return OK;
    }
    if (rc != OK) {
        *e = hidden;
        return rc;
    }
    if (s->out->n == PERSON_HITS_MAX) {
        s->out->is_more = true;
        return OK;
    }
    s->out->hit[s->out->n++] = (struct person_hit){
        .person = person, .likeness = likeness, .by_number = by_number};
    return OK;
}

static enum err_code find_numbers(struct searching *s, struct err *e)
{
    struct person_id *persons, one;
    struct insz insz;
    size_t n;
    bool found = false;
    enum err_code rc = OK;
    if (!s->number.n) return OK;
    if (insz_parse(&insz, s->number, NULL) == OK) {
        TRY(person_find_insz(&one, &found, s->a->house->db, s->number, e));
        if (found) TRY(keep(s, one, 1, true, e));
    }
    TRY(persons_find_contact(&persons, &n, s->a->arena, s->a->house->db, s->number, e));
    for (size_t i = 0; i < n; i++)
        TRY(keep(s, persons[i], 1, true, e));
out:
    return rc;
}

static enum err_code make_query(struct sketch_query *out, struct sketcher *sketcher,
                                struct str name, struct str birth, struct err *e)
{
    enum err_code rc;
    *out = (struct sketch_query){.has_name = name.n > 0, .has_date = birth.n > 0};
    TRY(sketch_name(out->name, sketcher, name, e));
    TRY(sketch_date(out->date, sketcher, birth, e));
    rc = sketch_date_swapped(out->swapped, &out->has_swapped, sketcher, birth, e);
out:
    return rc;
}

/* A name in Latin letters as a file has it that was written in Arabic ones. Empty when
 * that is the same. */
static struct str spelled_of(struct arena *a, struct str name)
{
    struct buf folded, spelled;
    buf_init(&folded, 0);
    buf_init(&spelled, 0);
    text_fold(&folded, name, FOLD_UMLAUT_KEEP);
    arabic_spell(&spelled, buf_str(&folded));
    bool is_same = str_eq(buf_str(&spelled), buf_str(&folded));
    struct str out = is_same ? STR_NONE : str_copy(a, buf_str(&spelled));
    if (folded.p) sodium_memzero(folded.p, folded.n);
    if (spelled.p) sodium_memzero(spelled.p, spelled.n);
    buf_dispose(&folded);
    buf_dispose(&spelled);
    return out;
}

/* A year is often one off, and 1989 and 1990 share few digits: the years beside a year
 * that stands alone are asked as well, and at the turn of ten years those of a date. */
static size_t births_of(struct str out[3], struct searching *s)
{
    size_t n = 0;
    struct partial_date d = s->born;
    bool is_turn = d.year % 10 == 0 || d.year % 10 == 9;
    out[n++] = s->birth;
    if (!d.year || (d.month && !is_turn)) return n;
    for (int by = -1; by <= 1; by += 2) {
        char *text = d.day ? arena_format(s->a->arena, "%04d-%02u-%02u", d.year + by,
                                          d.month, d.day)
                     : d.month
                         ? arena_format(s->a->arena, "%04d-%02u", d.year + by, d.month)
                         : arena_format(s->a->arena, "%04d", d.year + by);
        out[n++] = str_of(text);
    }
    return n;
}

/* The ways in which a name may be written in a file: as it was asked; in Latin letters
 * what was asked in Arabic ones; as a file in Arabic letters was read, what was asked
 * in Latin ones. */
static size_t names_of(struct str out[NAMES_MOST], bool *is_read_out,
                       struct searching *s)
{
    static const enum arabic_spelling spellings[] = {ARABIC_FRENCH, ARABIC_ENGLISH};
    size_t n = 1;
    *is_read_out = false;
    for (size_t i = 0; i < ARRAY_LEN(spellings); i++) {
        struct buf latin;
        buf_init(&latin, 0);
        if (arabic_read(&latin, s->name, spellings[i]))
            out[n++] = str_copy(s->a->arena, buf_str(&latin));
        if (latin.p) sodium_memzero(latin.p, latin.n);
        buf_dispose(&latin);
    }
    *is_read_out = n > 1;
    if (n > 1) return n;
    out[n] = spelled_of(s->a->arena, s->name);
    return n + (out[n].n > 0);
}

static enum err_code find_alike(struct searching *s, struct err *e)
{
    struct sketcher *sketcher = NULL;
    struct sketch_wish wish[SKETCH_WISHES_MAX] = {{.least = 0}};
    struct str births[3], names[NAMES_MOST] = {s->name};
    enum err_code rc = OK;
    if (!s->name.n && !s->born.year) return OK;
    TRY(search_sketcher_take(&sketcher, s->a->house, e));
    bool is_read = false;
    size_t n = births_of(births, s), n_wishes = n * names_of(names, &is_read, s);
    for (size_t i = 0; i < n_wishes; i++) {
        TRY(make_query(&wish[i].query, sketcher, names[i / n], births[i % n], e));
        wish[i].least = i < n ? least_alike : is_read ? least_read : least_spelled;
        wish[i].less = i > 0 ? less_otherwise : 0;
    }
    rc =
        search_index_find(&s->alike, s->a->arena, s->a->house, wish, n_wishes,
                          s->a->visitor.organisation, PROPOSED_MAX, least_elsewhere, e);
out:
    sodium_memzero(wish, sizeof wish);
    search_sketcher_give(s->a->house, sketcher);
    return rc;
}

static enum err_code keep_alike(struct searching *s, struct err *e)
{
    enum err_code rc = OK;
    s->out->may_be_elsewhere |= s->alike.best_elsewhere >= least_elsewhere;
    for (size_t i = 0; i < s->alike.n && !s->out->is_more; i++)
        TRY(keep(s, s->alike.found[i].person, s->alike.found[i].likeness, false, e));
out:
    return rc;
}

/* --- who they are --- */

static enum err_code log_search(struct searching *s, struct person_id *persons,
                                struct err *e)
{
    char what[200];
    struct look_act act = {"search for a person", what};
    snprintf(what, sizeof what, "by%s%s%s, %zu shown%s", s->name.n ? " name" : "",
             s->born.year ? " birth_date" : "", s->number.n ? " number" : "", s->out->n,
             s->out->may_be_elsewhere ? ", perhaps elsewhere" : "");
    return look_log_act(s->a, &act, persons, s->out->n, "found in a search", e);
}

static struct str latin_of(struct arena *a, struct str name)
{
    struct buf folded;
    bool is_foreign = false;
    struct str out = STR_NONE;
    for (size_t i = 0; i < name.n; i++)
        is_foreign |= (uint8_t)name.p[i] >= 0xcd; /* beyond Latin, as UTF-8 begins */
    if (!is_foreign) return out;
    buf_init(&folded, 0);
    text_fold(&folded, name, FOLD_UMLAUT_KEEP);
    out = str_copy(a, buf_str(&folded));
    for (size_t i = 0; i < out.n; i++)
        if ((i == 0 || out.p[i - 1] == ' ') && out.p[i] >= 'a' && out.p[i] <= 'z')
            ((char *)(uintptr_t)out.p)[i] = (char)(out.p[i] - 'a' + 'A');
    if (folded.p) sodium_memzero(folded.p, folded.n);
    buf_dispose(&folded);
    return out;
}

static enum err_code take_identity(void *to, size_t at, const struct identity *identity,
                                   struct err *e)
{
    struct searching *s = to;
    struct person_hit *hit = &s->out->hit[at];
    struct str given = identity->value[IDENTITY_GIVEN_NAME];
    struct str family = identity->value[IDENTITY_FAMILY_NAME];
    struct str call = identity->value[IDENTITY_CALL_NAME];
    (void)e;
    hit->name = str_trim(str_of(
        arena_format(s->a->arena, "%.*s %.*s", STR_ARG(given), STR_ARG(family))));
    if (call.n && !str_eq(call, given)) hit->call_name = str_copy(s->a->arena, call);
    hit->latin = latin_of(s->a->arena, hit->name);
    return OK;
}

static enum err_code tell_who(struct searching *s, struct err *e)
{
    enum {
        FIELDS = 1 << IDENTITY_GIVEN_NAME | 1 << IDENTITY_FAMILY_NAME |
                 1 << IDENTITY_CALL_NAME
    };
    struct person_hits *out = s->out;
    struct db *db = s->a->house->db;
    struct person_id *persons =
        arena_new_array(s->a->arena, struct person_id, out->n + 1);
    enum err_code rc;
    for (size_t i = 0; i < out->n; i++)
        persons[i] = out->hit[i].person;
    /* who writes through the same connection cannot keep reading meanwhile */
    bool is_awaited = look_is_awaited(s->a);
    if (!is_awaited) db_snapshot_end(db);
    TRY(log_search(s, persons, e));
    if (!is_awaited) TRY(db_snapshot_begin(db, e));
    TRY(identities_open_looked(s->a->house->db, persons, out->n, FIELDS, take_identity,
                               s, e));
    for (size_t i = 0; i < out->n; i++)
        TRY(person_glance_read(&out->hit[i].glance, s->a->house->db, persons[i],
                               s->a->visitor.organisation, s->a->today, e));
    bool *waits = arena_new_array(s->a->arena, bool, out->n + 1);
    TRY(doubles_wait(waits, s->a, persons, out->n, e));
    for (size_t i = 0; i < out->n; i++)
        out->hit[i].may_be_double = waits[i];
out:
    return rc;
}

enum err_code persons_search(struct person_hits *out, const struct asking *a,
                             const struct person_asked *q, struct err *e)
{
    struct searching s = {.a = a, .out = out};
    enum err_code rc;
    *out = (struct person_hits){
        .hit = arena_new_array(a->arena, struct person_hit, PERSON_HITS_MAX)};
    read_words(&s, q);
    if (out->why_nothing) return OK;
    /* the index may know more than a view that was taken before it was asked */
    TRY(find_alike(&s, e));
    TRY(db_snapshot_begin(a->house->db, e));
    TRY(find_numbers(&s, e));
    TRY(keep_alike(&s, e));
    rc = tell_who(&s, e);
out:
    db_snapshot_end(a->house->db);
    if (rc != OK) person_hits_wipe(out);
    return rc;
}

static void wipe(struct str v)
{
    if (v.n) sodium_memzero((char *)(uintptr_t)v.p, v.n);
}

void person_hits_wipe(struct person_hits *hits)
{
    for (size_t i = 0; i < hits->n; i++) {
        wipe(hits->hit[i].call_name);
        wipe(hits->hit[i].name);
        wipe(hits->hit[i].latin);
    }
    *hits = (struct person_hits){.n = 0};
}
