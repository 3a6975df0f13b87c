/* Body of one level: included once for each by spell_kernels.c with LEVEL(name) and
 * TARGET defined. Plain loops that compilers turn into vectors; no header guard on
 * purpose. */

TARGET static void LEVEL(keep)(uint8_t *restrict keep, const struct spell_spec *s,
                               size_t at, size_t n)
{
    const uint8_t *restrict code = s->code + at;
    if (s->flow && s->each) {
        const uint16_t *restrict flow = s->flow + at;
        for (size_t i = 0; i < n; i++)
            keep[i] &= (uint8_t)(~((uint32_t)flow[i] >> (code[i] & 15)) & 1);
    } else if (s->flow) {
        const uint16_t *restrict flow = s->flow + at;
        const uint16_t set = s->set;
        for (size_t i = 0; i < n; i++)
            keep[i] &= (flow[i] & set) == 0;
    }
    if (s->month && !s->clamp) {
        const uint16_t *restrict month = s->month + at;
        const uint16_t end = (uint16_t)(s->month_first + s->n_months);
        const uint16_t first = (uint16_t)s->month_first;
        for (size_t i = 0; i < n; i++)
            keep[i] &= (uint8_t)((month[i] >= first) & (month[i] < end));
    }
    if (s->mask) {
        const uint8_t *restrict mask = s->mask + at;
        for (size_t i = 0; i < n; i++)
            keep[i] &= mask[i];
    }
}

#ifdef LEVEL_HAS_PICK
#undef LEVEL_HAS_PICK
#else
TARGET static size_t LEVEL(pick8)(uint8_t *out, const uint8_t *bytes,
                                  const uint8_t *keep, size_t n)
{
    size_t picked = 0;
    for (size_t i = 0; i < n; i++) {
        out[picked] = bytes[i];
        picked += keep[i] != 0;
    }
    return picked;
}
#endif

TARGET static void LEVEL(months)(uint32_t *restrict keys,
                                 const uint16_t *restrict month,
                                 const struct spell_spec *s, size_t n)
{
    const uint16_t first = (uint16_t)s->month_first, room = (uint16_t)s->n_months;
    const uint32_t n_inner = s->n_inner;
    for (size_t i = 0; i < n; i++) {
        uint16_t m = (uint16_t)((month[i] > first ? month[i] : first) - first);
        m = m < room ? m : room;
        keys[i] = (uint32_t)m * n_inner;
    }
}

TARGET static void LEVEL(widen)(uint32_t *restrict keys, const uint8_t *restrict bytes,
                                size_t n)
{
    for (size_t i = 0; i < n; i++)
        keys[i] += bytes[i];
}

TARGET static void LEVEL(look_up8)(uint32_t *restrict keys,
                                   const uint8_t *restrict codes,
                                   const uint32_t *restrict add, size_t n)
{
    for (size_t i = 0; i < n; i++)
        keys[i] += add[codes[i]];
}

TARGET static void LEVEL(look_up32)(uint32_t *restrict keys,
                                    const uint32_t *restrict rows,
                                    const uint32_t *restrict add, size_t n)
{
    for (size_t i = 0; i < n; i++)
        keys[i] += add[rows[i]];
}

#undef LEVEL
#undef TARGET
