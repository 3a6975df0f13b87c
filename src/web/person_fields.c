#include "web/person_fields.h"

static const struct person_field fields[] = {
    {IDENTITY_CALL_NAME, TR("Roepnaam"), TR("Hoe wil de persoon genoemd worden?"), NULL,
     false, 1},
    {IDENTITY_GIVEN_NAME, TR("Voornaam"), NULL, NULL, false, 1},
    {IDENTITY_FAMILY_NAME, TR("Achternaam"), NULL, NULL, false, 1},
    {IDENTITY_BIRTH_NAME, TR("Naam bij geboorte"),
     TR("Alleen als die anders is, bijvoorbeeld voor een huwelijk"), NULL, false, 1},
    {IDENTITY_BIRTH_DATE, TR("Geboortedatum"),
     TR("Bijvoorbeeld 30/7/1985, 7/1985 of 1985"), NULL, true, 1},
    {IDENTITY_PHONE, TR("Telefoon"), TR("Meer nummers? Zet er een komma tussen"), "tel",
     true, 1},
    {IDENTITY_SAFE_TO_CALL, TR("Veilig om te bellen?"),
     TR("Kan iemand anders in huis meeluisteren of het bericht lezen?"), NULL, false,
     1},
    {IDENTITY_BEST_MOMENT, TR("Beste moment voor contact"),
     TR("Bijvoorbeeld: na 17 uur, niet op vrijdag"), NULL, false, 1},
    {IDENTITY_MAIL, TR("E-mail"), NULL, "email", true, 1},
    {IDENTITY_ADDRESS, TR("Adres"), NULL, NULL, false, 3},
    {IDENTITY_INTERPRETER, TR("Tolk"),
     TR("Wie of welke taal. Schrijf “nee” als er geen tolk nodig is"), NULL, false, 1},
    {IDENTITY_CARD, TR("Kaartnummer"), TR("Het nummer op de kaart van Vindplaats"),
     NULL, true, 1},
    {IDENTITY_INSZ, TR("Rijksregisternummer of bisnummer"),
     TR("Alleen als het nodig is. Het dossier werkt ook zonder"), "numeric", true, 1},
};

size_t person_field_count(void)
{
    return ARRAY_LEN(fields);
}

const struct person_field *person_field_at(size_t i)
{
    return &fields[i];
}

const struct person_field *person_field_of(enum identity_field field)
{
    for (size_t i = 0; i < ARRAY_LEN(fields); i++)
        if (fields[i].field == field) return &fields[i];
    return NULL;
}

struct str person_field_words(struct arena *a, const struct frame *f,
                              enum identity_field field, struct str value)
{
    struct day d;
    if (field == IDENTITY_SAFE_TO_CALL && value.n)
        return str_of(str_eq(value, S("yes")) ? tr(f->tongue, "ja")
                                              : tr(f->tongue, "nee, bel niet"));
    if (field == IDENTITY_BIRTH_DATE && day_parse(&d, value, NULL) == OK)
        return str_of(day_words(a, f->tongue, d, f->today));
    return value;
}
