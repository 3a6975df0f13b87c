#include "publish/sheet_name.h"

#include "base/utf8.h"
#include "publish/text_wrap.h"

/* As much of `s` as fits in `units` UTF-16 units. */
static struct str take_units(struct str s, size_t units)
{
    struct str rest = s;
    while (rest.n) {
        struct str ahead = rest;
        size_t need = utf8_next(&ahead) >= 0x10000 ? 2 : 1;
        if (need > units) break;
        units -= need;
        rest = ahead;
    }
    return str_trim((struct str){s.p, s.n - rest.n});
}

/* Equal but for case. Spreadsheets fold case by the whole of Unicode; here any two
 * characters beyond ASCII count as equal, which at worst gives a number too many. */
static bool may_clash(struct str x, struct str y)
{
    while (x.n && y.n) {
        uint32_t p = utf8_next(&x), q = utf8_next(&y);
        if (p >= 'A' && p <= 'Z') p += 'a' - 'A';
        if (q >= 'A' && q <= 'Z') q += 'a' - 'A';
        if (p != q && (p < 0x80 || q < 0x80)) return false;
    }
    return x.n == 0 && y.n == 0;
}

static bool is_taken(const struct sheet_names *names, struct str name)
{
    if (may_clash(name, S("history"))) return true;
    for (size_t i = 0; i < names->n; i++)
        if (may_clash(names->items[i], name)) return true;
    return false;
}

const char *sheet_name_take(struct sheet_names *names, struct arena *a,
                            const char *wanted)
{
    struct str clean = text_clean(a, wanted);
    char *p = str_to_c(a, clean);
    for (char *c = p; *c; c++)
        if (strchr("[]:*?/\\'", *c)) *c = '-';
    struct str whole = str_of(p), name = take_units(whole, SHEET_NAME_UNITS);
    if (name.n == 0) whole = name = S("-");
    for (unsigned turn = 2; is_taken(names, name); turn++) {
        char *end = arena_format(a, " (%u)", turn);
        struct str start = take_units(whole, SHEET_NAME_UNITS - strlen(end));
        name = str_of(arena_format(a, "%.*s%s", STR_ARG(start), end));
    }
    name = str_of(str_to_c(a, name));
    mem_push_room(names->items, names->n, names->cap);
    names->items[names->n++] = name;
    return name.p;
}

void sheet_names_dispose(struct sheet_names *names)
{
    free(names->items);
    *names = (struct sheet_names){0};
}
