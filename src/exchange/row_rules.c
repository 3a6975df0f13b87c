/* Rules between the cells of a row. What must be looked up in the store (references,
 * dates against those of the person) is decided in act/. */
#include "exchange/row_rules.h"

#include "domain/geography.h"
#include "domain/insz.h"

struct rule_state {
    struct verdict *v;
    int *column_out;
    struct received_row *row;
    struct cell_style *style;
    struct day received;
    const struct layout *layout;
};

static const struct value *at(const struct rule_state *s, int column)
{
    return &s->row->values[column];
}

static struct day day_at(const struct rule_state *s, int column)
{
    return value_day(at(s, column));
}

static const char *text_of(char out[DAY_TEXT + 1], struct day day)
{
    day_text(out, day);
    return out;
}

static bool wrong(const struct rule_state *s, int column)
{
    *s->column_out = column;
    return false;
}

/* --- days --- */

static bool in_order(const struct rule_state *s, int first, int last)
{
    struct day from = day_at(s, first), to = day_at(s, last);
    char text[DAY_TEXT + 1];
    if (day_is_none(from) || day_is_none(to) || from.v <= to.v) return true;
    verdict_expect(s->v, "%s on or after %s, %s", s->layout->columns[last].name,
                   s->layout->columns[first].name, text_of(text, from));
    return wrong(s, last);
}

/* What has happened cannot lie after the day the file was received. */
static bool has_happened(const struct rule_state *s, int column)
{
    char text[DAY_TEXT + 1];
    struct day day = day_at(s, column);
    if (day_is_none(day) || day.v <= s->received.v) return true;
    verdict_expect(s->v, "a day not after %s, when the file was received",
                   text_of(text, s->received));
    verdict_cure(s->v, "correct the day, or give --received DATE");
    return wrong(s, column);
}

static bool happened_and_ended(const struct rule_state *s, int on, int ended_on)
{
    return has_happened(s, on) && in_order(s, on, ended_on);
}

/* --- which thing a row is about --- */

static bool one_of(const struct rule_state *s, int n, const int columns[], bool needed)
{
    char names[160] = "";
    size_t used = 0;
    int given = 0, last = columns[0];
    for (int i = 0; i < n; i++) {
        const char *before = !i ? "" : i + 1 == n ? " or " : ", ";
        used += (size_t)snprintf(names + used, sizeof names - used, "%s%s", before,
                                 s->layout->columns[columns[i]].name);
        if (!at(s, columns[i])->is_given) continue;
        given++;
        last = columns[i];
    }
    if (given == 1 || (given == 0 && !needed)) return true;
    verdict_expect(s->v, "one of %s, found %d of them", names, given);
    return wrong(s, last);
}

/* --- municipalities --- */

static bool settle_municipality(const struct rule_state *s, int column, int64_t *index,
                                struct str text, struct day day)
{
    char when[DAY_TEXT + 1];
    int found = (int)*index;
    if (!str_eq_c(text, geo_municipality_refnis(found)))
        found = geo_municipality_named(text, day);
    if (found >= 0 && found != GEO_ABROAD && geo_municipality_exists(found, day)) {
        *index = found;
        return true;
    }
    int now = geo_municipality_on((int)*index, day);
    verdict_expect(s->v, "a municipality that exists on %s", text_of(when, day));
    if (now >= 0 && now != (int)*index)
        verdict_cure(s->v, "on that day it is %s %s", geo_municipality_refnis(now),
                     geo_municipality_name(now, LANG_NL));
    return wrong(s, column);
}

static bool settle(const struct rule_state *s, int column, struct day day)
{
    struct value *v = &s->row->values[column];
    if (!v->is_given || v->number < 0) return true;
    if (day_is_none(day)) day = s->received;
    return settle_municipality(s, column, &v->number, v->text, day);
}

/* Those that exist on the first day or came into being before the last: a merger while
 * a partnership runs gives it a municipality that it did not begin with. */
static bool settle_several(const struct rule_state *s, int column, struct day day,
                           struct day last)
{
    struct value *v = &s->row->values[column];
    struct str piece, rest = v->text;
    size_t n = 0;
    if (!v->is_given) return true;
    if (day_is_none(day)) day = s->received;
    if (day_is_none(last) || last.v > s->received.v) last = s->received;
    while (str_split(&piece, &rest, '|')) {
        piece = str_trim(piece);
        if (!piece.n) continue;
        int64_t index = s->style->many[v->first + n];
        bool came_later = str_eq_c(piece, geo_municipality_refnis((int)index)) &&
                          !geo_municipality_exists((int)index, day) &&
                          geo_municipality_exists((int)index, last);
        if (!came_later && !settle_municipality(s, column, &index, piece, day))
            return false;
        s->style->many[v->first + n++] = (uint16_t)index;
    }
    return true;
}

/* --- participants --- */

static bool birth_fits_number(const struct rule_state *s)
{
    struct day born = day_at(s, PARTICIPANTS_BIRTH_DATE);
    const struct value *number = at(s, PARTICIPANTS_INSZ);
    struct partial_date date = {0};
    struct insz insz;
    int year, month, day;
    if (day_is_none(born) || !number->is_given) return true;
    if (insz_parse(&insz, number->text, NULL) != OK) return true;
    day_split(&year, &month, &day, born);
    date = (struct partial_date){(int16_t)year, (uint8_t)month, (uint8_t)day};
    if (insz_fits_birth(&insz, date)) return true;
    verdict_expect(s->v, "a number and a date of birth that go together");
    verdict_cure(s->v, "check both; one of them is a typing error");
    return wrong(s, PARTICIPANTS_INSZ);
}

static bool agrees_with_birth(const struct rule_state *s, int column, int from_birth)
{
    const struct value *v = at(s, column);
    if (!v->is_given || v->state != ANSWER_KNOWN || v->number == from_birth)
        return true;
    verdict_expect(s->v, "the %s of the date of birth",
                   column == PARTICIPANTS_BIRTH_YEAR ? "year" : "month");
    verdict_cure(s->v, "leave the column out: it follows from birth_date");
    return wrong(s, column);
}

static bool birth_holds(const struct rule_state *s)
{
    enum { OLDEST = 120 };
    struct day born = day_at(s, PARTICIPANTS_BIRTH_DATE);
    struct day reached = day_at(s, PARTICIPANTS_REACHED_ON);
    const struct value *year = at(s, PARTICIPANTS_BIRTH_YEAR);
    if (year->is_given && year->state == ANSWER_KNOWN &&
        year->number > day_year(reached)) {
        verdict_expect(s->v, "a birth_year not after reached_on");
        return wrong(s, PARTICIPANTS_BIRTH_YEAR);
    }
    if (day_is_none(born)) return true;
    if (born.v > reached.v) {
        verdict_expect(s->v, "a day not before birth");
        verdict_cure(s->v, "check reached_on and birth_date");
        return wrong(s, PARTICIPANTS_REACHED_ON);
    }
    if (day_year(reached) - day_year(born) > OLDEST) {
        verdict_expect(s->v, "a date of birth at most %d years before reached_on",
                       OLDEST);
        return wrong(s, PARTICIPANTS_BIRTH_DATE);
    }
    return birth_fits_number(s) &&
           agrees_with_birth(s, PARTICIPANTS_BIRTH_YEAR, day_year(born)) &&
           agrees_with_birth(s, PARTICIPANTS_BIRTH_MONTH, day_month(born));
}

static bool pseudonym_holds(const struct rule_state *s)
{
    if (!at(s, PARTICIPANTS_PSEUDONYM)->is_given ||
        at(s, PARTICIPANTS_PSEUDONYM_PROJECT)->is_given)
        return true;
    verdict_expect(s->v, "the linkage project beside a pseudonym");
    verdict_cure(s->v, "a pseudonym holds in one project only: name it");
    return wrong(s, PARTICIPANTS_PSEUDONYM_PROJECT);
}

static bool participant_holds(const struct rule_state *s)
{
    static const int projects[] = {PARTICIPANTS_PROJECT, PARTICIPANTS_PARTNERSHIP};
    struct day on = day_at(s, PARTICIPANTS_ATTRIBUTES_ON);
    if (day_is_none(on)) on = day_at(s, PARTICIPANTS_REACHED_ON);
    if (!at(s, PARTICIPANTS_PROJECT)->is_given &&
        !at(s, PARTICIPANTS_PARTNERSHIP)->is_given)
        return one_of(s, 2, projects, true);
    return has_happened(s, PARTICIPANTS_REACHED_ON) &&
           has_happened(s, PARTICIPANTS_ATTRIBUTES_ON) && birth_holds(s) &&
           pseudonym_holds(s) && settle(s, PARTICIPANTS_MUNICIPALITY, on);
}

/* --- the others --- */

static bool spell_holds(const struct rule_state *s)
{
    static const int lists[] = {SPELLS_LABOUR_STATUS, SPELLS_BENEFIT,
                                SPELLS_REGISTRATION};
    if (!one_of(s, 3, lists, true)) return false;
    if (at(s, SPELLS_BODY)->is_given && !at(s, SPELLS_REGISTRATION)->is_given) {
        verdict_expect(s->v, "a body only beside a registration");
        return wrong(s, SPELLS_BODY);
    }
    if (at(s, SPELLS_EXIT)->is_given && !at(s, SPELLS_VALID_TO)->is_given) {
        verdict_expect(s->v, "an exit only of a spell that has ended");
        verdict_cure(s->v, "give valid_to");
        return wrong(s, SPELLS_EXIT);
    }
    return happened_and_ended(s, SPELLS_VALID_FROM, SPELLS_VALID_TO);
}

static bool action_holds(const struct rule_state *s)
{
    return has_happened(s, ACTIONS_ON);
}

static bool budget_holds(const struct rule_state *s)
{
    static const int things[] = {BUDGETS_CALL, BUDGETS_PROJECT};
    return one_of(s, 2, things, true);
}

static bool target_holds(const struct rule_state *s)
{
    static const int things[] = {TARGETS_CALL, TARGETS_PROJECT, TARGETS_PARTNERSHIP};
    return one_of(s, 3, things, true) &&
           in_order(s, TARGETS_VALID_FROM, TARGETS_VALID_TO);
}

static bool programme_holds(const struct rule_state *s)
{
    switch (layout_number_of(s->layout)) {
    case LAYOUT_ORGANISATIONS:
        return settle(s, ORGANISATIONS_MUNICIPALITY, s->received);
    case LAYOUT_CALLS:
        return in_order(s, CALLS_VALID_FROM, CALLS_VALID_TO);
    case LAYOUT_PROJECTS:
        return in_order(s, PROJECTS_VALID_FROM, PROJECTS_VALID_TO);
    case LAYOUT_PARTNERSHIPS:
        return in_order(s, PARTNERSHIPS_VALID_FROM, PARTNERSHIPS_VALID_TO) &&
               settle_several(s, PARTNERSHIPS_MUNICIPALITIES,
                              day_at(s, PARTNERSHIPS_VALID_FROM),
                              day_at(s, PARTNERSHIPS_VALID_TO));
    case LAYOUT_PLACES:
        return in_order(s, PLACES_VALID_FROM, PLACES_VALID_TO) &&
               settle(s, PLACES_MUNICIPALITY, day_at(s, PLACES_VALID_FROM));
    case LAYOUT_BUDGETS:
        return budget_holds(s);
    case LAYOUT_TARGETS:
        return target_holds(s);
    case LAYOUT_FIGURES:
        return has_happened(s, FIGURES_AS_OF);
    default:
        return true;
    }
}

bool row_rules_hold(int *column_out, struct verdict *v, const struct layout *layout,
                    struct received_row *row, struct cell_style *style,
                    struct day received)
{
    struct rule_state s = {v, column_out, row, style, received, layout};
    *column_out = -1;
    switch (layout_number_of(layout)) {
    case LAYOUT_PARTICIPANTS:
        return participant_holds(&s);
    case LAYOUT_SPELLS:
        return spell_holds(&s);
    case LAYOUT_ACTIONS:
        return action_holds(&s);
    case LAYOUT_STARTS:
        return has_happened(&s, STARTS_ON);
    case LAYOUT_ENDS:
        return has_happened(&s, ENDS_ON);
    case LAYOUT_PHASES:
        return happened_and_ended(&s, PHASES_ON, PHASES_ENDED_ON);
    case LAYOUT_CONTACTS:
        return has_happened(&s, CONTACTS_ON);
    case LAYOUT_ACTIVITIES:
        return happened_and_ended(&s, ACTIVITIES_ON, ACTIVITIES_ENDED_ON);
    case LAYOUT_OUTCOMES:
        return happened_and_ended(&s, OUTCOMES_ON, OUTCOMES_ENDED_ON);
    case LAYOUT_JUDGEMENTS:
        return has_happened(&s, JUDGEMENTS_ON);
    case LAYOUT_REFERRALS:
        return has_happened(&s, REFERRALS_ON);
    case LAYOUT_OBSERVATIONS:
        return has_happened(&s, OBSERVATIONS_ON);
    default:
        return programme_holds(&s);
    }
}
