/* Looking codes up. A file of a million rows looks a code up in every cell, so each
 * list has an open-addressed table of indexes, at most half full, built once. */
#include <pthread.h>

#include "domain/code_list.h"

#include "base/arena.h"
#include "domain/list_table.h"

enum { FREE_SLOT = 0xffff };

struct code_slots {
    uint16_t *slots;
    uint32_t mask;
};

static struct code_slots slots_of[N_LISTS];
static pthread_once_t slots_built = PTHREAD_ONCE_INIT;

static uint32_t code_hash(const char *p, size_t n)
{
    uint32_t h = 2166136261u;
    for (size_t i = 0; i < n; i++)
        h = (h ^ (uint8_t)p[i]) * 16777619u;
    return h ^ (h >> 15);
}

/* Never freed: the tables live as long as the lists, which are constants. */
static void build_slots(void)
{
    for (size_t l = 0; l < N_LISTS; l++) {
        const struct code_list *list = &list_table[l];
        uint32_t size = 4;
        while (size < 2u * list->n)
            size *= 2;
        struct code_slots *s = &slots_of[l];
        s->slots = mem_array(size, sizeof *s->slots);
        s->mask = size - 1;
        memset(s->slots, 0xff, size * sizeof *s->slots);
        for (uint16_t i = 0; i < list->n; i++) {
            const char *code = list->codes[i].code;
            uint32_t at = code_hash(code, strlen(code)) & s->mask;
            while (s->slots[at] != FREE_SLOT)
                at = (at + 1) & s->mask;
            s->slots[at] = i;
        }
    }
}

const struct code_list *code_list_named(struct str name)
{
    for (size_t l = 0; l < N_LISTS; l++)
        if (str_eq_c(name, list_table[l].name)) return &list_table[l];
    return NULL;
}

size_t code_list_count(void)
{
    return N_LISTS;
}

const struct code_list *code_list_at(size_t i)
{
    require(i < N_LISTS);
    return &list_table[i];
}

/* A list made elsewhere (one an organisation added) has no table and is walked. */
static int walk_for_code(const struct code_list *list, struct str code)
{
    for (int i = 0; i < list->n; i++)
        if (str_eq_c(code, list->codes[i].code)) return i;
    return -1;
}

int code_index(const struct code_list *list, struct str code)
{
    if (list < list_table || list >= list_table + N_LISTS)
        return walk_for_code(list, code);
    if (!code.p) return -1;
    pthread_once(&slots_built, build_slots);
    const struct code_slots *s = &slots_of[list - list_table];
    uint32_t at = code_hash(code.p, code.n) & s->mask;
    for (; s->slots[at] != FREE_SLOT; at = (at + 1) & s->mask) {
        const char *found = list->codes[s->slots[at]].code;
        if (strlen(found) == code.n && memcmp(found, code.p, code.n) == 0)
            return s->slots[at];
    }
    return -1;
}

/* Lower case of one byte of UTF-8 text: ASCII, and the second byte of the letters of
 * Latin-1 (É is c3 89, é is c3 a9), which are all that labels hold. */
static uint8_t lower_byte(uint8_t before, uint8_t byte)
{
    if (byte >= 'A' && byte <= 'Z') return (uint8_t)(byte + 32);
    if (before == 0xc3 && byte >= 0x80 && byte <= 0x9e && byte != 0x97)
        return (uint8_t)(byte + 32);
    return byte;
}

bool code_word_eq(const char *label, struct str word)
{
    if (strlen(label) != word.n) return false;
    uint8_t before_a = 0, before_b = 0;
    for (size_t i = 0; i < word.n; i++) {
        uint8_t a = (uint8_t)label[i], b = (uint8_t)word.p[i];
        if (lower_byte(before_a, a) != lower_byte(before_b, b)) return false;
        before_a = a;
        before_b = b;
    }
    return true;
}

int code_match(const struct code_list *list, struct str word)
{
    if (!word.p || word.n == 0) return -1;
    int exact = code_index(list, word);
    if (exact >= 0) return exact;
    for (int i = 0; i < list->n; i++)
        if (code_word_eq(list->codes[i].code, word)) return i;
    for (int lang = 0; lang < N_LANGS; lang++)
        for (int i = 0; i < list->n; i++)
            if (code_word_eq(list->codes[i].label[lang], word)) return i;
    return -1;
}

static int32_t day_number(const char *iso, int32_t otherwise)
{
    struct day d;
    if (!iso) return otherwise;
    if (day_parse(&d, str_of(iso), NULL) != OK) bug("a list holds a day that is none");
    return d.v;
}

bool code_in_use(const struct code_list *list, int index, struct day on)
{
    require(index >= 0 && index < list->n);
    const struct code *c = &list->codes[index];
    return day_number(c->valid_from, INT32_MIN) <= on.v &&
           on.v <= day_number(c->valid_to, INT32_MAX);
}

const char *code_label(const struct code_list *list, int index, enum lang lang)
{
    require(index >= 0 && index < list->n);
    return list->codes[index].label[lang];
}
