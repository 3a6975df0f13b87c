/* Numbers as printed in the source documents and in the three languages, and files that
 * are not as they must be. */
#include "reconcile/claims_read.h"

#include "base/buf.h"
#include "base/rng.h"
#include "domain/code_list.h"
#include "domain/number_text.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <cmocka.h>

static void printed_numbers_are_read(void **state)
{
    (void)state;
    static const struct {
        const char *text, *unit;
        enum claim_value kind;
        double number;
        int decimals;
    } table[] = {
        {"921", "persons", VALUE_NUMBER, 921, 0},
        {"12.954", "persons", VALUE_NUMBER, 12954, 0},
        {"12,954", "persons", VALUE_NUMBER, 12954, 0},
        {"5.500.000,00", "euro", VALUE_NUMBER, 5500000, 2},
        {"5,500,000.00", "euro", VALUE_NUMBER, 5500000, 2},
        {"1\xe2\x80\xaf"
         "234,5",
         "euro", VALUE_NUMBER, 1234.5, 1},
        {"50,5%", "percent", VALUE_NUMBER, 50.5, 1},
        {"52,5 %", "percent", VALUE_NUMBER, 52.5, 1},
        {"8,5 miljoen", "euro", VALUE_ABOUT, 8500000, 1},
        {"meer dan 4500", "persons", VALUE_ABOVE, 4500, 0},
        {"meer dan 100", "persons", VALUE_ABOVE, 100, 0},
        {"minstens 4.000", "persons", VALUE_ABOVE, 4000, 0},
        {"bijna 3.000", "persons", VALUE_BELOW, 3000, 0},
        {"bijna 75%", "percent", VALUE_BELOW, 75, 0},
        {"ongeveer een vierde", "percent", VALUE_ABOUT, 25, 0},
        {"environ un quart", "percent", VALUE_ABOUT, 25, 0},
        {"", "persons", VALUE_BLANK, 0, 0},
        {"-", "persons", VALUE_WORDS, 0, 0},
        {"niet beschikbaar", "persons", VALUE_WORDS, 0, 0},
        {"12 van de 15", "persons", VALUE_WORDS, 0, 0},
        {"9999999999999999999", "persons", VALUE_WORDS, 0, 0},
    };
    struct arena a = {0};
    for (size_t i = 0; i < ARRAY_LEN(table); i++) {
        struct claim c = claim_empty("", 0);
        c.unit = table[i].unit;
        claim_read_text(&c, &a, str_of(table[i].text), false);
        if (c.kind != table[i].kind) fail_msg("\"%s\": kind %d", table[i].text, c.kind);
        if (c.kind == VALUE_BLANK || c.kind == VALUE_WORDS) continue;
        assert_true(fabs(c.number - table[i].number) < 1e-9);
        assert_int_equal(c.decimals, table[i].decimals);
    }
    arena_dispose(&a);
}

/* What this house writes in any language is read back; in English a point is plain. */
static void our_own_numbers_are_read_back(void **state)
{
    (void)state;
    struct arena a = {0};
    struct rng rng;
    rng_init(&rng, 7);
    for (int i = 0; i < 3000; i++) {
        int64_t n = (int64_t)(rng_next(&rng) >> (rng_below(&rng, 40) + 18));
        int lang = (int)rng_below(&rng, N_LANGS);
        struct buf b;
        struct claim c = claim_empty("", 0);
        buf_init(&b, 0);
        if (i % 2)
            number_count(&b, n, lang);
        else
            number_euro(&b, n, lang);
        claim_read_text(&c, &a, buf_str(&b), false);
        assert_int_equal(c.kind, VALUE_NUMBER);
        assert_true(llround(c.number * (i % 2 ? 1 : 100)) == n);
        buf_dispose(&b);
    }
    arena_dispose(&a);
}

static void wrong_files_say_where(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        enum err_code rc;
        int line;
        const char *message;
    } table[] = {
        {"publication,cell,measure\n", ERR_INVALID, 1, "column figure"},
        {"figure,publication,cell,measure,unit,text,number,rol\n", ERR_INVALID, 1,
         "rol"},
        {"figure,publication,cell,measure,unit,text,number\nf,p,call,m,u,1,1\n",
         ERR_INVALID, 2, "dimension=value"},
        {"figure,publication,cell,measure,unit,text,number\nf,p,a=1;a=2,m,u,1,1\n",
         ERR_INVALID, 2, "twice"},
        {"figure,publication,cell,measure,unit,text,number\nf,p,a=1,m,u,1,x\n",
         ERR_INVALID, 2, "number"},
        {"figure,publication,cell,measure,unit,text,number,period\n"
         "f,p,a=1,m,u,1,1,2020/2019\n",
         ERR_INVALID, 2, "period"},
        {"figure,publication,cell,measure,unit,text,number,role\nf,p,a=1,m,u,1,1,x\n",
         ERR_INVALID, 2, "role"},
        {"figure,publication,cell,measure,unit,text,number\nf,p,a=1,m,u,\"1\n",
         ERR_SYNTAX, 2, ""},
        {"Rijlabels;M;V\nAntwerpen;1\n", ERR_INVALID, 2, "3 cells"},
        {"Rijlabels;M;V\n", ERR_INVALID, 1, "cross table"},
        {"{\"format\":\"x\"}", ERR_INVALID, 0, "vindplaats-answer"},
        {"{\"format\":", ERR_SYNTAX, 1, ""},
    };
    for (size_t i = 0; i < ARRAY_LEN(table); i++) {
        struct arena a = {0};
        struct claims claims = {0};
        struct err e = {0};
        enum err_code rc = claims_read(&claims, &a, "f.csv", str_of(table[i].text), &e);
        if (rc != table[i].rc || (table[i].line && e.line != table[i].line) ||
            !strstr(e.message, table[i].message))
            fail_msg("%zu: %d, line %d: %s", i, rc, e.line, e.message);
        claims_dispose(&claims);
        arena_dispose(&a);
    }
}

/* The table of question 63 as it was printed. */
static void cross_tables_know_their_dimensions(void **state)
{
    (void)state;
    static const char text[] =
        "Rijlabels;M;V;Eindtotaal\n"
        "\"Andere (NL, internationaal, Luik, Henegouwen)\";4;;4\n"
        "Antwerpen;190;127;317\n"
        "Eindtotaal;194;127;321\n"
        "\n"
        "Labels;A;Total\nzz;1;1\nGrand total;1;1\n";
    struct arena a = {0};
    struct claims c = {0};
    assert_int_equal(claims_read(&c, &a, "t.csv", str_of(text), NULL), OK);
    assert_int_equal(c.n, 9 + 4);
    assert_string_equal(c.items[0].cell, "province=other;sex=m");
    assert_int_equal(c.items[1].kind, VALUE_BLANK);
    assert_string_equal(c.items[2].cell, "province=other");
    assert_string_equal(c.items[6].cell, "sex=m");
    assert_string_equal(c.items[8].cell, "");
    assert_string_equal(c.items[9].cell, "column=A;row=zz");
    assert_int_equal(c.items[9].line, 7);
    claims_dispose(&c);
    arena_dispose(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(printed_numbers_are_read),
        cmocka_unit_test(our_own_numbers_are_read_back),
        cmocka_unit_test(wrong_files_say_where),
        cmocka_unit_test(cross_tables_know_their_dimensions),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
