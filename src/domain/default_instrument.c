#include "domain/default_instrument.h"

static const struct {
    uint8_t condition;
    const char *title;
} items[] = {
#define I(condition, title) {CONTEXT_CONDITION_##condition, title},
#include "domain/default_instrument.def"
#undef I
};

/* A UUIDv7 of 2026-01-01T00:00:00Z; its last byte is the place of the question. */
static struct uuid fixed_id(unsigned last)
{
    struct uuid id = {{0x01, 0x9b, 0x76, 0xda, 0xa8, 0x00, 0x70, 0x00, 0x80, 0x00, 0x76,
                       0x69, 0x6a, 0x66, 0x00, 0x00}};
    id.b[15] = (uint8_t)last;
    return id;
}

struct instrument_fact default_instrument(void)
{
    return (struct instrument_fact){.id = fixed_id(0),
                                    .code = "vijf-stappen",
                                    .title = "Vijf stappen",
                                    .lowest = 1,
                                    .highest = 5,
                                    .lowest_words = "nog helemaal niet",
                                    .highest_words = "ja, helemaal"};
}

struct instrument_item_fact default_instrument_item(enum default_item item)
{
    struct instrument_item_fact f = {.id = fixed_id((unsigned)item + 1),
                                     .instrument = fixed_id(0),
                                     .number = (int32_t)item + 1};
    require(item < N_DEFAULT_ITEMS);
    f.condition = items[item].condition;
    snprintf(f.title, sizeof f.title, "%s", items[item].title);
    return f;
}
