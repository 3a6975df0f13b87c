/* Layout: 0 magic, 4 revision, 8 number of texts, 12 offset of the table of texts,
 * 16 offset of the table of translations; a row is length and offset of a text. */
#include "ui/catalogue.h"

enum { HEAD_BYTES = 28, ROW_BYTES = 8, AT_COUNT = 8, AT_TEXTS = 12, AT_OTHERS = 16 };

static uint32_t number_at(struct str file, size_t at)
{
    const uint8_t *b = (const uint8_t *)file.p + at;
    return b[0] | (uint32_t)b[1] << 8 | (uint32_t)b[2] << 16 | (uint32_t)b[3] << 24;
}

uint32_t catalogue_count(struct str file)
{
    return number_at(file, AT_COUNT);
}

static const char *row(size_t *n_out, struct str file, size_t table, uint32_t i)
{
    size_t at = number_at(file, table) + (size_t)i * ROW_BYTES;
    *n_out = number_at(file, at);
    return file.p + number_at(file, at + 4);
}

static bool table_is_sound(struct str file, size_t table)
{
    uint64_t from = number_at(file, table), count = catalogue_count(file);
    if (from + count * ROW_BYTES > file.n) return false;
    for (uint64_t i = 0; i < count; i++) {
        size_t at = (size_t)(from + i * ROW_BYTES);
        uint64_t end = (uint64_t)number_at(file, at) + number_at(file, at + 4);
        if (end >= file.n || file.p[end]) return false;
    }
    return true;
}

bool catalogue_is_sound(struct str file)
{
    return file.n >= HEAD_BYTES && number_at(file, 0) == 0x950412de &&
           number_at(file, 4) == 0 && table_is_sound(file, AT_TEXTS) &&
           table_is_sound(file, AT_OTHERS);
}

const char *catalogue_find(size_t *n_out, struct str file, const char *text)
{
    uint32_t low = 0, high = catalogue_count(file);
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        size_t n;
        int order = strcmp(text, row(&n, file, AT_TEXTS, middle));
        if (order == 0) return row(n_out, file, AT_OTHERS, middle);
        if (order < 0)
            high = middle;
        else
            low = middle + 1;
    }
    return NULL;
}

const char *catalogue_form(const char *forms, size_t n, unsigned number)
{
    const char *end = forms + n;
    while (number && forms < end) {
        forms += strlen(forms) + 1;
        number--;
    }
    return forms < end ? forms : NULL;
}
