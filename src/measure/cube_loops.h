/* Body of one level: included once for each by cube_kernels.c with LEVEL(name) and
 * TARGET defined. Plain loops that compilers turn into vectors; no header guard on
 * purpose. */

/* One fused loop for each number of byte columns: a key is stored once, and all columns
 * are read side by side, which keeps the processor's prefetchers going. */
#define KEY_COLUMN(j)                                                                  \
    const uint8_t *restrict c##j = s->n8 > (j) ? s->codes8[j] + at : NULL;             \
    const uint32_t f##j = s->n8 > (j) ? s->factor8[j] : 0;                             \
    uint8_t h##j = 0
#define KEY_COLUMNS                                                                    \
    KEY_COLUMN(0);                                                                     \
    KEY_COLUMN(1);                                                                     \
    KEY_COLUMN(2);                                                                     \
    KEY_COLUMN(3);                                                                     \
    KEY_COLUMN(4);                                                                     \
    KEY_COLUMN(5);                                                                     \
    KEY_COLUMN(6);                                                                     \
    KEY_COLUMN(7)
#define KEY_TERM(w, j)                                                                 \
    h##j = c##j[i] > h##j ? c##j[i] : h##j;                                            \
    key = (uint##w##_t)(key + c##j[i] * (uint##w##_t)f##j)
#define SUM1(w) KEY_TERM(w, 0)
#define SUM2(w)                                                                        \
    SUM1(w);                                                                           \
    KEY_TERM(w, 1)
#define SUM3(w)                                                                        \
    SUM2(w);                                                                           \
    KEY_TERM(w, 2)
#define SUM4(w)                                                                        \
    SUM3(w);                                                                           \
    KEY_TERM(w, 3)
#define SUM5(w)                                                                        \
    SUM4(w);                                                                           \
    KEY_TERM(w, 4)
#define SUM6(w)                                                                        \
    SUM5(w);                                                                           \
    KEY_TERM(w, 5)
#define SUM7(w)                                                                        \
    SUM6(w);                                                                           \
    KEY_TERM(w, 6)
#define SUM8(w)                                                                        \
    SUM7(w);                                                                           \
    KEY_TERM(w, 7)
#define KEY_LOOP(w, sum)                                                               \
    for (size_t i = 0; i < n; i++) {                                                   \
        uint##w##_t key = 0;                                                           \
        sum;                                                                           \
        out[i] = key;                                                                  \
    }                                                                                  \
    break

#define KEYS(w)                                                                        \
    TARGET static void LEVEL(keys##w)(                                                 \
        uint##w##_t *restrict out, uint32_t *restrict highest,                         \
        const struct cube_streams *restrict s, size_t at, size_t n)                    \
    {                                                                                  \
        KEY_COLUMNS;                                                                   \
        switch (s->n8) {                                                               \
        case 0:                                                                        \
            memset(out, 0, n * sizeof *out);                                           \
            break;                                                                     \
        case 1:                                                                        \
            KEY_LOOP(w, SUM1(w));                                                      \
        case 2:                                                                        \
            KEY_LOOP(w, SUM2(w));                                                      \
        case 3:                                                                        \
            KEY_LOOP(w, SUM3(w));                                                      \
        case 4:                                                                        \
            KEY_LOOP(w, SUM4(w));                                                      \
        case 5:                                                                        \
            KEY_LOOP(w, SUM5(w));                                                      \
        case 6:                                                                        \
            KEY_LOOP(w, SUM6(w));                                                      \
        case 7:                                                                        \
            KEY_LOOP(w, SUM7(w));                                                      \
        default:                                                                       \
            KEY_LOOP(w, SUM8(w));                                                      \
        }                                                                              \
        const uint8_t all[] = {h0, h1, h2, h3, h4, h5, h6, h7};                        \
        for (unsigned d = 0; d < s->n8; d++)                                           \
            highest[d] = all[d];                                                       \
        for (unsigned d = 0; d < s->n16; d++) {                                        \
            const uint16_t *restrict wide = s->codes16[d] + at;                        \
            const uint##w##_t factor = (uint##w##_t)s->factor16[d];                    \
            uint16_t top = 0;                                                          \
            for (size_t i = 0; i < n; i++) {                                           \
                top = wide[i] > top ? wide[i] : top;                                   \
                out[i] = (uint##w##_t)(out[i] + (uint32_t)wide[i] * factor);           \
            }                                                                          \
            highest[s->n8 + d] = top;                                                  \
        }                                                                              \
    }
KEYS(16)
KEYS(32)

TARGET static void LEVEL(flags)(uint8_t *restrict out, const uint8_t *restrict flags,
                                size_t n)
{
    for (size_t i = 0; i < n; i++)
        out[i] = flags[i] != 0;
}

TARGET static void LEVEL(firsts)(uint8_t *restrict first, const uint32_t *unit,
                                 size_t n)
{
    const uint32_t *before = unit - 1;
    for (size_t i = 0; i < n; i++)
        first[i] = unit[i] != before[i];
}

#define CHANGES(width)                                                                 \
    TARGET static void LEVEL(changes##width)(                                          \
        uint8_t *restrict keep, uint8_t *restrict changed,                             \
        const uint##width##_t *keys, const uint8_t *restrict first, size_t n)          \
    {                                                                                  \
        const uint##width##_t *before = keys - 1;                                      \
        for (size_t i = 0; i < n; i++) {                                               \
            uint8_t differs = keys[i] != before[i];                                    \
            uint8_t is_first = first[i] != 0;                                          \
            changed[i] = (uint8_t)(differs & (is_first ^ 1));                          \
            keep[i] = (uint8_t)(differs | is_first);                                   \
        }                                                                              \
    }
CHANGES(16)
CHANGES(32)

#ifdef LEVEL_HAS_PICK
#define LEVEL_PICKS_FAST    true
#define LEVEL_FIRSTS_MASKED LEVEL(firsts_masked)
#else
#define LEVEL_PICKS_FAST    false
#define LEVEL_FIRSTS_MASKED NULL
#define PICK(width)                                                                    \
    TARGET static size_t LEVEL(pick##width)(uint##width##_t * out,                     \
                                            const uint##width##_t *keys,               \
                                            const uint8_t *keep, size_t n)             \
    {                                                                                  \
        size_t picked = 0;                                                             \
        for (size_t i = 0; i < n; i++) {                                               \
            out[picked] = keys[i];                                                     \
            picked += keep[i] != 0;                                                    \
        }                                                                              \
        return picked;                                                                 \
    }
PICK(16)
PICK(32)
#undef PICK
#endif

static const struct cube_kernels LEVEL(kernels) = {
    LEVEL_NAME,          LEVEL_PICKS_FAST, LEVEL(keys16),    LEVEL(keys32),
    LEVEL(flags),        LEVEL(firsts),    LEVEL(changes16), LEVEL(changes32),
    LEVEL_FIRSTS_MASKED, LEVEL(pick16),    LEVEL(pick32),
};

#undef KEY_LOOP
#undef KEY_TERM
#undef KEY_COLUMN
#undef KEY_COLUMNS
#undef SUM1
#undef SUM2
#undef SUM3
#undef SUM4
#undef SUM5
#undef SUM6
#undef SUM7
#undef SUM8
#undef KEYS
#undef CHANGES
#undef LEVEL
#undef LEVEL_NAME
#undef LEVEL_PICKS_FAST
#undef LEVEL_FIRSTS_MASKED
#undef TARGET
#undef LEVEL_HAS_PICK
