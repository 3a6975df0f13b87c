#include "domain/attribute.h"

#include "base/parse.h"

enum { FIRST_YEAR = 1880, LAST_YEAR = 2199 };

enum attribute_value_kind attribute_value_kind(enum code_of_attribute_kind kind)
{
    if (kind == ATTRIBUTE_KIND_BIRTH_YEAR) return ATTRIBUTE_VALUE_YEAR;
    if (kind == ATTRIBUTE_KIND_BIRTH_MONTH) return ATTRIBUTE_VALUE_MONTH;
    return ATTRIBUTE_VALUE_CODE;
}

/* Kinds not named here are answered by yes or no. */
static const int8_t list_of_kind[N_ATTRIBUTE_KIND] = {
    [ATTRIBUTE_KIND_SEX] = LIST_SEX,
    [ATTRIBUTE_KIND_BIRTH_YEAR] = -1,
    [ATTRIBUTE_KIND_BIRTH_MONTH] = -1,
    [ATTRIBUTE_KIND_MUNICIPALITY] = LIST_MUNICIPALITY,
    [ATTRIBUTE_KIND_COUNTRY_OF_RESIDENCE] = LIST_COUNTRY,
    [ATTRIBUTE_KIND_EDUCATION] = LIST_EDUCATION,
    [ATTRIBUTE_KIND_EDUCATION_RECOGNISED] = LIST_YES_NO,
    [ATTRIBUTE_KIND_EDUCATION_ISCED] = LIST_ISCED,
    [ATTRIBUTE_KIND_NATIONALITY] = LIST_COUNTRY,
    [ATTRIBUTE_KIND_FIRST_NATIONALITY] = LIST_COUNTRY,
    [ATTRIBUTE_KIND_BIRTH_COUNTRY] = LIST_COUNTRY,
    [ATTRIBUTE_KIND_FATHER_FIRST_NATIONALITY] = LIST_COUNTRY,
    [ATTRIBUTE_KIND_MOTHER_FIRST_NATIONALITY] = LIST_COUNTRY,
    [ATTRIBUTE_KIND_FATHER_BIRTH_COUNTRY] = LIST_COUNTRY,
    [ATTRIBUTE_KIND_MOTHER_BIRTH_COUNTRY] = LIST_COUNTRY,
    [ATTRIBUTE_KIND_NATIONALITY_HISTORY_NON_EU] = LIST_YES_NO,
    [ATTRIBUTE_KIND_LANGUAGE] = LIST_LANGUAGE,
    [ATTRIBUTE_KIND_WORK_DISABILITY] = LIST_YES_NO,
    [ATTRIBUTE_KIND_TARGET_GROUP] = LIST_TARGET_GROUP,
    [ATTRIBUTE_KIND_BENEFIT] = LIST_BENEFIT,
    [ATTRIBUTE_KIND_HOUSEHOLD] = LIST_HOUSEHOLD,
    [ATTRIBUTE_KIND_WILLING_TO_WORK] = LIST_YES_NO,
    [ATTRIBUTE_KIND_AVAILABILITY_CONDITION] = LIST_YES_NO,
    [ATTRIBUTE_KIND_SELF_RELIANT] = LIST_YES_NO,
    [ATTRIBUTE_KIND_REGISTERED_VDAB] = LIST_REGISTRATION_STATUS,
    [ATTRIBUTE_KIND_REGISTERED_ELSEWHERE] = LIST_YES_NO,
    [ATTRIBUTE_KIND_REACHED_LAST_2_YEARS] = LIST_YES_NO,
    [ATTRIBUTE_KIND_OFFER_SUFFICIENT_LAST_2_YEARS] = LIST_YES_NO,
    [ATTRIBUTE_KIND_OBLIGED_TO_REGISTER] = LIST_YES_NO,
    [ATTRIBUTE_KIND_RETURN_GUARANTEE] = LIST_YES_NO,
    [ATTRIBUTE_KIND_RURAL_AREA] = LIST_YES_NO,
    [ATTRIBUTE_KIND_HOUSING_EXCLUSION] = LIST_YES_NO,
    [ATTRIBUTE_KIND_MINORITY] = LIST_YES_NO,
};

const struct code_list *attribute_value_list(enum code_of_attribute_kind kind)
{
    require(kind < N_ATTRIBUTE_KIND);
    int list = list_of_kind[kind];
    return list < 0 ? NULL : code_list_at((size_t)list);
}

bool attribute_is_multiple(enum code_of_attribute_kind kind)
{
    return kind == ATTRIBUTE_KIND_TARGET_GROUP || kind == ATTRIBUTE_KIND_BENEFIT ||
           kind == ATTRIBUTE_KIND_LANGUAGE;
}

bool attribute_is_sensitive(enum code_of_attribute_kind kind)
{
    switch (kind) {
    case ATTRIBUTE_KIND_NATIONALITY:
    case ATTRIBUTE_KIND_FIRST_NATIONALITY:
    case ATTRIBUTE_KIND_BIRTH_COUNTRY:
    case ATTRIBUTE_KIND_FATHER_FIRST_NATIONALITY:
    case ATTRIBUTE_KIND_MOTHER_FIRST_NATIONALITY:
    case ATTRIBUTE_KIND_FATHER_BIRTH_COUNTRY:
    case ATTRIBUTE_KIND_MOTHER_BIRTH_COUNTRY:
    case ATTRIBUTE_KIND_NATIONALITY_HISTORY_NON_EU:
    case ATTRIBUTE_KIND_WORK_DISABILITY:
    case ATTRIBUTE_KIND_TARGET_GROUP:
    case ATTRIBUTE_KIND_BENEFIT:
    case ATTRIBUTE_KIND_HOUSING_EXCLUSION:
    case ATTRIBUTE_KIND_MINORITY:
        return true;
    default:
        return false;
    }
}

static enum err_code read_number(int *out, struct str value, int low, int high,
                                 const char *label, struct err *e)
{
    int64_t number;
    if (parse_int(&number, value, low, high, "value", NULL) != OK)
        return err_set(e, ERR_INVALID, "%s: expected a whole number from %d to %d",
                       label, low, high);
    *out = (int)number;
    return OK;
}

enum err_code attribute_value_read(int *out, enum code_of_attribute_kind kind,
                                   struct str value, struct err *e)
{
    const char *label =
        code_label(code_list_at(LIST_ATTRIBUTE_KIND), (int)kind, LANG_EN);
    switch (attribute_value_kind(kind)) {
    case ATTRIBUTE_VALUE_YEAR:
        return read_number(out, value, FIRST_YEAR, LAST_YEAR, label, e);
    case ATTRIBUTE_VALUE_MONTH:
        return read_number(out, value, 1, 12, label, e);
    case ATTRIBUTE_VALUE_CODE:
        break;
    }
    const struct code_list *list = attribute_value_list(kind);
    *out = code_index(list, value);
    if (*out >= 0) return OK;
    err_set(e, ERR_INVALID, "%s: expected a code of the list %s", label, list->name);
    err_hint(e, "the codes are in the data dictionary under %s", list->name);
    return ERR_INVALID;
}
