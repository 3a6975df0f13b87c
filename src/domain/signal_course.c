#include "domain/signal_course.h"

enum code_of_signal_status signal_status_of(const struct signal_step_fact *steps,
                                            size_t n, enum code_of_signal_status before)
{
    const struct signal_step_fact *last = NULL;
    for (size_t i = 0; i < n; i++) {
        const struct signal_step_fact *s = &steps[i];
        if (!last || s->on.v > last->on.v ||
            (s->on.v == last->on.v && s->written.at >= last->written.at))
            last = s;
    }
    return last ? (enum code_of_signal_status)last->status : before;
}

bool signal_status_is_end(enum code_of_signal_status status)
{
    return status == SIGNAL_STATUS_CLOSED || status == SIGNAL_STATUS_NOT_RETAINED;
}

bool signal_status_is_answer(enum code_of_signal_status status)
{
    return status == SIGNAL_STATUS_ANSWERED || status == SIGNAL_STATUS_ACTED_UPON ||
           status == SIGNAL_STATUS_NOT_RETAINED || status == SIGNAL_STATUS_CLOSED;
}

bool signal_step_is_for(enum code_of_signal_status status, bool is_bundle)
{
    switch (status) {
    case SIGNAL_STATUS_VALIDATED:
        return !is_bundle;
    case SIGNAL_STATUS_NOT_RETAINED:
        return true;
    case SIGNAL_STATUS_FORWARDED:
    case SIGNAL_STATUS_ANSWERED:
    case SIGNAL_STATUS_ACTED_UPON:
    case SIGNAL_STATUS_CLOSED:
        return is_bundle;
    default: /* captured and bundled follow from other facts */
        return false;
    }
}

enum signal_step_fault signal_step_check(const struct signal_step_fact *step,
                                         struct day today)
{
    enum code_of_signal_status status = (enum code_of_signal_status)step->status;
    if (step->status >= N_SIGNAL_STATUS ||
        !signal_step_is_for(status, !uuid_is_nil(step->bundle)))
        return SIGNAL_STEP_NO_STATUS;
    if (day_is_none(step->on) || step->on.v > today.v) return SIGNAL_STEP_DAY_TO_COME;
    if (status == SIGNAL_STATUS_FORWARDED && step->level == CODE_MISSING)
        return SIGNAL_STEP_NO_LEVEL;
    if (!step->words.n &&
        (status == SIGNAL_STATUS_ANSWERED || status == SIGNAL_STATUS_ACTED_UPON ||
         status == SIGNAL_STATUS_NOT_RETAINED))
        return SIGNAL_STEP_NO_WORDS;
    return SIGNAL_STEP_FITS;
}

struct signal_hint signal_hint_of(uint8_t context_condition)
{
    static const struct signal_hint hints[N_CONTEXT_CONDITION] = {
#define HINT(condition, barrier, domain)                                               \
    [CONTEXT_CONDITION_##condition] = {barrier, domain}
        HINT(CHILDCARE, STRUCTURAL_BARRIER_CHILDCARE_SUPPLY, POLICY_DOMAIN_CHILDCARE),
        HINT(MOBILITY, STRUCTURAL_BARRIER_MOBILITY_SUPPLY, POLICY_DOMAIN_MOBILITY),
        HINT(HOUSING, STRUCTURAL_BARRIER_WAITING_LISTS, POLICY_DOMAIN_HOUSING),
        HINT(LANGUAGE, STRUCTURAL_BARRIER_LANGUAGE_DEMANDS, POLICY_DOMAIN_INTEGRATION),
        HINT(PAPERS_DIPLOMA_RECOGNITION, STRUCTURAL_BARRIER_DOCUMENTS_FOREIGN_DIPLOMA,
             POLICY_DOMAIN_EDUCATION),
        HINT(FAMILY_BURDEN, STRUCTURAL_BARRIER_INFLEXIBLE_LABOUR_MARKET,
             POLICY_DOMAIN_WORK),
        HINT(MIGRATION_STRESS, CODE_MISSING, POLICY_DOMAIN_INTEGRATION),
        HINT(FINANCES_DEBT, STRUCTURAL_BARRIER_INCOME_TRAP_WORK_DOES_NOT_PAY,
             POLICY_DOMAIN_WELFARE),
        HINT(MENTAL_HEALTH, STRUCTURAL_BARRIER_WAITING_LISTS, POLICY_DOMAIN_HEALTH),
        HINT(SOCIAL_ISOLATION, CODE_MISSING, POLICY_DOMAIN_WELFARE),
        HINT(SELF_IMAGE, CODE_MISSING, POLICY_DOMAIN_WELFARE),
        HINT(PHYSICAL_HEALTH, STRUCTURAL_BARRIER_REASONABLE_ACCOMMODATION,
             POLICY_DOMAIN_HEALTH),
        HINT(DIGITAL_SKILLS, STRUCTURAL_BARRIER_DIGITALISATION_OF_SERVICES,
             POLICY_DOMAIN_WELFARE),
        HINT(WORK_ATTITUDES, CODE_MISSING, POLICY_DOMAIN_WORK),
        HINT(APPLICATION_SKILLS, STRUCTURAL_BARRIER_EMPLOYER_REQUIREMENTS,
             POLICY_DOMAIN_WORK),
        HINT(DRIVING_LICENCE, STRUCTURAL_BARRIER_MOBILITY_SUPPLY,
             POLICY_DOMAIN_MOBILITY),
        HINT(WORK_EXPERIENCE, STRUCTURAL_BARRIER_EMPLOYER_REQUIREMENTS,
             POLICY_DOMAIN_WORK),
        HINT(CARING_TASK, STRUCTURAL_BARRIER_INFLEXIBLE_LABOUR_MARKET,
             POLICY_DOMAIN_WELFARE),
        HINT(JUSTICE, CODE_MISSING, POLICY_DOMAIN_JUSTICE),
        HINT(RESIDENCE_PERMIT, CODE_MISSING, POLICY_DOMAIN_INTEGRATION),
#undef HINT
    };
    if (context_condition >= N_CONTEXT_CONDITION)
        return (struct signal_hint){CODE_MISSING, CODE_MISSING};
    return hints[context_condition];
}

static bool is_space(char c)
{
    return c == ' ' || c == '\n' || c == '\r' || c == '\t';
}

/* The word around what stands at `at`. */
static struct str word_at(struct str words, size_t at)
{
    size_t from = at, to = at;
    while (from > 0 && !is_space(words.p[from - 1]))
        from--;
    while (to < words.n && !is_space(words.p[to]))
        to++;
    return (struct str){words.p + from, to - from};
}

struct str signal_words_telling(struct str words)
{
    enum { DIGITS_THAT_TELL = 6 };
    size_t digits = 0, between = 0, from = 0, last = 0;
    for (size_t i = 0; i < words.n; i++) {
        char c = words.p[i];
        if (c == '@') return word_at(words, i);
        if (c >= '0' && c <= '9') {
            between = 0;
            if (!digits++) from = i;
            last = i;
        } else if (++between > 1) {
            if (digits >= DIGITS_THAT_TELL) break;
            digits = 0;
        }
    }
    if (digits < DIGITS_THAT_TELL) return STR_NONE;
    return (struct str){words.p + from, last + 1 - from};
}

bool signal_words_identify(struct str words)
{
    return signal_words_telling(words).n > 0;
}
