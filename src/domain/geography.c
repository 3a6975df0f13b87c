/* Borders of a day. Periods and successors are worked out once from the lists. */
#include <pthread.h>

#include "domain/geography.h"

enum { NO_REGION = -1, MAX_PARTS = 8, MAX_STEPS = 8 };

struct arrondissement {
    int8_t province, region, reference_region;
    const char *nuts;
};

static const struct arrondissement arrondissements[N_ARRONDISSEMENT] = {
#define X(id, province, region, reference_region, nuts)                                \
    [id] = {province, region, reference_region, nuts},
#include "domain/geography_arrondissements.def"
#undef X
};

/* Municipalities in another reference region than most of their arrondissement. */
static const struct {
    uint16_t municipality;
    int8_t reference_region;
} reference_region_exceptions[] = {
    {MUNICIPALITY_23033, REFERENCE_REGION_OOST_BRABANT},         /* Hoeilaart */
    {MUNICIPALITY_23062, REFERENCE_REGION_OOST_BRABANT},         /* Overijse */
    {MUNICIPALITY_33029, REFERENCE_REGION_ZUID_WEST_VLAANDEREN}, /* Wervik */
    {MUNICIPALITY_41027, REFERENCE_REGION_VLAAMSE_ARDENNEN},     /* Herzele */
    {MUNICIPALITY_41063, REFERENCE_REGION_VLAAMSE_ARDENNEN}, /* Sint-Lievens-Houtem */
    {MUNICIPALITY_41081, REFERENCE_REGION_VLAAMSE_ARDENNEN}, /* Zottegem */
    {MUNICIPALITY_42010, REFERENCE_REGION_GENT},             /* Laarne */
    {MUNICIPALITY_42023, REFERENCE_REGION_WAASLAND},         /* Waasmunster */
    {MUNICIPALITY_42025, REFERENCE_REGION_GENT},             /* Wetteren */
    {MUNICIPALITY_44045, REFERENCE_REGION_WAASLAND},         /* Moerbeke */
    {MUNICIPALITY_44052, REFERENCE_REGION_VLAAMSE_ARDENNEN}, /* Oosterzele */
};

/* Municipalities that went to another reference region while their borders stayed. */
static const struct {
    uint16_t municipality;
    int8_t reference_region;
    int16_t year;
    uint8_t month, day;
} reference_region_changes[] = {
    {MUNICIPALITY_11056, REFERENCE_REGION_WAASLAND, 2023, 2, 3}, /* Zwijndrecht */
};

static const struct merger {
    uint16_t old, new;
    int16_t year;
    uint8_t month, day;
} mergers[] = {
#define X(old, new, year, month, day) {old, new, year, month, day},
#include "domain/geography_mergers.def"
#undef X
};

struct municipality {
    int32_t from, to;  /* INT32_MIN, INT32_MAX: without limit */
    int16_t successor; /* -1: none */
    int16_t parts[MAX_PARTS];
    uint8_t n_parts;
    int8_t arrondissement, reference_region;
};

static struct municipality municipalities[N_MUNICIPALITY];
static pthread_once_t built = PTHREAD_ONCE_INIT;

static int32_t day_number(const char *iso, int32_t otherwise)
{
    struct day d;
    if (!iso) return otherwise;
    if (day_parse(&d, str_of(iso), NULL) != OK) bug("a list holds a day that is none");
    return d.v;
}

static void build_municipality(int i)
{
    const struct code *c = &code_list_at(LIST_MUNICIPALITY)->codes[i];
    struct municipality *m = &municipalities[i];
    m->from = day_number(c->valid_from, INT32_MIN);
    m->to = day_number(c->valid_to, INT32_MAX);
    m->successor = -1;
    char refnis[] = {c->code[0], c->code[1], '0', '0', '0', '\0'};
    int a = code_index(code_list_at(LIST_ARRONDISSEMENT), str_of(refnis));
    require(a >= 0);
    m->arrondissement = (int8_t)a;
    m->reference_region = arrondissements[a].reference_region;
}

static void build_all(void)
{
    for (int i = 0; i < N_MUNICIPALITY; i++)
        build_municipality(i);
    for (size_t i = 0; i < ARRAY_LEN(reference_region_exceptions); i++)
        municipalities[reference_region_exceptions[i].municipality].reference_region =
            reference_region_exceptions[i].reference_region;
    for (size_t i = 0; i < ARRAY_LEN(mergers); i++) {
        const struct merger *g = &mergers[i];
        struct municipality *new = &municipalities[g->new];
        int32_t first = day_of(g->year, g->month, g->day).v;
        require(municipalities[g->old].to == first - 1 && new->n_parts < MAX_PARTS);
        municipalities[g->old].successor = (int16_t)g->new;
        /* Who kept its code existed before: it is not made of parts alone. */
        if (new->from == first) new->parts[new->n_parts++] = (int16_t)g->old;
    }
}

static const struct municipality *municipality_at(int i)
{
    require(i >= 0 && i < N_MUNICIPALITY);
    pthread_once(&built, build_all);
    return &municipalities[i];
}

int geo_municipality_index(struct str refnis)
{
    return code_index(code_list_at(LIST_MUNICIPALITY), refnis);
}

int geo_municipality_named(struct str name, struct day borders)
{
    const struct code_list *list = code_list_at(LIST_MUNICIPALITY);
    if (!name.p || name.n == 0) return GEO_UNKNOWN;
    for (int lang = 0; lang < N_LANGS; lang++)
        for (int i = 0; i < N_MUNICIPALITY; i++)
            if (geo_municipality_exists(i, borders) &&
                code_word_eq(list->codes[i].label[lang], name))
                return i;
    return GEO_UNKNOWN;
}

const char *geo_municipality_refnis(int municipality)
{
    if (municipality == GEO_ABROAD) return "";
    municipality_at(municipality);
    return code_list_at(LIST_MUNICIPALITY)->codes[municipality].code;
}

const char *geo_municipality_name(int municipality, enum lang lang)
{
    if (municipality == GEO_ABROAD)
        return code_label(code_list_at(LIST_REGION), REGION_ABROAD, lang);
    return code_label(code_list_at(LIST_MUNICIPALITY), municipality, lang);
}

bool geo_municipality_exists(int municipality, struct day on)
{
    if (municipality == GEO_ABROAD) return true;
    const struct municipality *m = municipality_at(municipality);
    return m->from <= on.v && on.v <= m->to;
}

size_t geo_municipality_count_on(enum code_of_region region, struct day on)
{
    size_t n = 0;
    for (int i = 0; i < N_MUNICIPALITY; i++)
        if (geo_municipality_exists(i, on) &&
            arrondissements[municipality_at(i)->arrondissement].region == (int)region)
            n++;
    return n;
}

int geo_municipality_on(int municipality, struct day borders)
{
    if (municipality == GEO_ABROAD) return GEO_ABROAD;
    int at = municipality;
    for (int steps = 0; steps < MAX_STEPS; steps++) {
        const struct municipality *m = municipality_at(at);
        if (borders.v > m->to) {
            if (m->successor < 0) return GEO_UNKNOWN;
            at = m->successor;
        } else if (borders.v < m->from) {
            if (m->n_parts != 1) return GEO_UNKNOWN;
            at = m->parts[0];
        } else {
            return at;
        }
    }
    bug("mergers run in a circle");
}

enum field {
    FIELD_ARRONDISSEMENT,
    FIELD_PROVINCE,
    FIELD_REGION,
    FIELD_REFERENCE_REGION
};

static int reference_region_of(int municipality, struct day borders)
{
    int region = municipality_at(municipality)->reference_region;
    for (size_t i = 0; i < ARRAY_LEN(reference_region_changes); i++)
        if (reference_region_changes[i].municipality == municipality &&
            borders.v >= day_of(reference_region_changes[i].year,
                                reference_region_changes[i].month,
                                reference_region_changes[i].day)
                             .v)
            region = reference_region_changes[i].reference_region;
    return region;
}

static int field_of(int municipality, struct day borders, enum field field)
{
    const struct municipality *m = municipality_at(municipality);
    const struct arrondissement *a = &arrondissements[m->arrondissement];
    switch (field) {
    case FIELD_ARRONDISSEMENT:
        return m->arrondissement;
    case FIELD_PROVINCE:
        return a->province;
    case FIELD_REGION:
        return a->region;
    case FIELD_REFERENCE_REGION:
        return reference_region_of(municipality, borders);
    }
    bug("no such field of a municipality");
}

/* What all parts of a municipality agree on, on earlier borders. */
static int field_of_parts(int municipality, struct day borders, enum field field)
{
    const struct municipality *m = municipality_at(municipality);
    int agreed = GEO_UNKNOWN;
    if (borders.v >= m->from) return field_of(municipality, borders, field);
    for (int i = 0; i < m->n_parts; i++) {
        int value = field_of_parts(m->parts[i], borders, field);
        if (i > 0 && value != agreed) return GEO_UNKNOWN;
        agreed = value;
    }
    return agreed;
}

static int field_on(int municipality, struct day borders, enum field field)
{
    int there = geo_municipality_on(municipality, borders);
    if (there != GEO_UNKNOWN) return field_of(there, borders, field);
    return field_of_parts(municipality, borders, field);
}

int geo_arrondissement(int municipality, struct day borders)
{
    if (municipality == GEO_ABROAD) return GEO_UNKNOWN;
    return field_on(municipality, borders, FIELD_ARRONDISSEMENT);
}

int geo_province(int municipality, struct day borders)
{
    if (municipality == GEO_ABROAD) return PROVINCE_OTHER;
    return field_on(municipality, borders, FIELD_PROVINCE);
}

int geo_region(int municipality, struct day borders)
{
    if (municipality == GEO_ABROAD) return REGION_ABROAD;
    return field_on(municipality, borders, FIELD_REGION);
}

int geo_reference_region(int municipality, struct day borders)
{
    if (municipality == GEO_ABROAD) return GEO_UNKNOWN;
    return field_on(municipality, borders, FIELD_REFERENCE_REGION);
}

/* Codes of 7.6; "other" gathers several provinces and has none. */
static const struct {
    const char *refnis, *nuts;
} provinces[N_PROVINCE] =
    {
        [PROVINCE_OTHER] = {"", ""},
        [PROVINCE_ANTWERPEN] = {"10000", "BE21"},
        [PROVINCE_BRUSSELS] = {"04000", "BE10"},
        [PROVINCE_LIMBURG] = {"70000", "BE22"},
        [PROVINCE_OOST_VLAANDEREN] = {"40000", "BE23"},
        [PROVINCE_VLAAMS_BRABANT] = {"20001", "BE24"},
        [PROVINCE_WEST_VLAANDEREN] = {"30000", "BE25"},
},
  regions[N_REGION] = {
      [REGION_FLEMISH] = {"02000", "BE2"},
      [REGION_BRUSSELS] = {"04000", "BE1"},
      [REGION_WALLOON] = {"03000", "BE3"},
      [REGION_ABROAD] = {"", ""},
};

const char *geo_province_refnis(enum code_of_province province)
{
    require(province < N_PROVINCE);
    return provinces[province].refnis;
}

const char *geo_province_nuts(enum code_of_province province)
{
    require(province < N_PROVINCE);
    return provinces[province].nuts;
}

const char *geo_region_refnis(enum code_of_region region)
{
    require(region < N_REGION);
    return regions[region].refnis;
}

const char *geo_region_nuts(enum code_of_region region)
{
    require(region < N_REGION);
    return regions[region].nuts;
}

const char *geo_arrondissement_nuts(enum code_of_arrondissement arrondissement)
{
    require(arrondissement < N_ARRONDISSEMENT);
    return arrondissements[arrondissement].nuts;
}
