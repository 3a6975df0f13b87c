/* Every kind of verdict on a cell, a row and a header; and that the same row written
 * another way is the same. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "exchange/delivery_reader.h"
#include "exchange/layout_text.h"

struct told {
    int n;
    struct verdict last;
};

static void tell(void *to, const struct verdict *v)
{
    struct told *t = to;
    t->n++;
    t->last = *v;
}

static struct day received(void)
{
    return day_of(2026, 11, 20);
}

static enum err_code open_text(struct delivery_reader **out, struct text_source *source,
                               enum layout_number layout, const char *text,
                               struct told *told, struct err *e)
{
    *source = (struct text_source){str_of(text), 0};
    *told = (struct told){0};
    *e = (struct err){0};
    return delivery_reader_open(out, layout_at(layout), text_source_bytes(source),
                                received(), tell, told, e);
}

/* The row after the header is refused, in this column, with these words. */
static void refused(enum layout_number layout, const char *text, const char *column,
                    const char *words)
{
    struct delivery_reader *r;
    struct text_source source;
    struct received_row *row;
    struct told told;
    struct err e;
    struct buf line;
    assert_int_equal(open_text(&r, &source, layout, text, &told, &e), OK);
    assert_int_equal(delivery_reader_next(&row, r, &e), OK);
    assert_null(row);
    assert_int_equal(delivery_reader_refused(r), 1);
    assert_true(told.n >= 1);
    assert_int_equal(told.last.line, 2);
    if (column)
        assert_string_equal(told.last.name, column);
    else
        assert_null(told.last.name);
    buf_init(&line, 0);
    verdict_text(&line, &told.last);
    if (!strstr(line.p, words)) fail_msg("no \"%s\" in: %s", words, line.p);
    buf_dispose(&line);
    delivery_reader_close(r);
}

static void accepted(enum layout_number layout, const char *text)
{
    struct delivery_reader *r;
    struct text_source source;
    struct received_row *row;
    struct told told;
    struct err e;
    assert_int_equal(open_text(&r, &source, layout, text, &told, &e), OK);
    assert_int_equal(delivery_reader_next(&row, r, &e), OK);
    assert_non_null(row);
    delivery_reader_close(r);
}

static void header_fails(enum layout_number layout, const char *text, const char *words,
                         const char *hint)
{
    struct delivery_reader *r;
    struct text_source source;
    struct told told;
    struct err e;
    assert_int_not_equal(open_text(&r, &source, layout, text, &told, &e), OK);
    assert_null(r);
    if (!strstr(e.message, words)) fail_msg("no \"%s\" in: %s", words, e.message);
    if (!strstr(e.hint, hint)) fail_msg("no \"%s\" in: %s", hint, e.hint);
}

static void headers(void **state)
{
    (void)state;
    header_fails(LAYOUT_STARTS, "", "empty", "layouts");
    header_fails(LAYOUT_STARTS, "participation,o\n", "no column \"o\"",
                 "did you mean on");
    header_fails(LAYOUT_STARTS, "participation,on,somethingelse\n", "no column",
                 "is removed");
    header_fails(LAYOUT_STARTS, "participation,on,On\n", "column on twice", "");
    header_fails(LAYOUT_STARTS, "on\n", "need: participation", "layouts");
    header_fails(LAYOUT_STARTS, "x,y\n", "expected a header", "layouts starts");
    header_fails(LAYOUT_STARTS, "participation,on\rx,2024-01-01\r", "line feed", "CSV");
}

static void cells(void **state)
{
    (void)state;
    refused(LAYOUT_STARTS, "participation,on\n,2024-01-01\n", "participation",
            "a value in every row");
    refused(LAYOUT_STARTS, "participation,on\nx,2023-02-29\n", "on",
            "a day that exists");
    refused(LAYOUT_STARTS, "participation,on\nx,31/04/2023\n", "on",
            "a day that exists");
    refused(LAYOUT_STARTS, "participation,on\nx,2026-11-21\n", "on",
            "not after 2026-11-20");
    refused(LAYOUT_STARTS, "participation,on\n\"a\tb\",2024-01-01\n", "participation",
            "without tabs");
    refused(LAYOUT_ENDS, "participation,on,kind\nx,2024-01-01,carried_oud\n", "kind",
            "did you mean carried_out");
    refused(LAYOUT_ACTIONS, "key,on,reached\nx,2024-01-01,-1\n", "reached",
            "0 to 100000");
    refused(LAYOUT_ACTIONS, "key,on,reached\nx,2024-01-01,1.5\n", "reached",
            "whole number");
    refused(LAYOUT_FIGURES,
            "figure,publication,cell,measure,unit,number\nf,p,c,m,u,x\n", "number",
            "a number, as 12.5");
    refused(LAYOUT_PLACES, "key,name,municipality\np,n,Bruge\n", "municipality",
            "did you mean 31005");
    refused(LAYOUT_PLACES, "key,name,municipality,valid_from\np,n,44040,2025-06-01\n",
            "municipality", "on that day it is 44088");
    /* of a partnership that ran while it came into being, or ended before */
    accepted(LAYOUT_PARTNERSHIPS,
             "code,name,municipalities,valid_from\np,n,44040|44088,2024-02-01\n");
    refused(LAYOUT_PARTNERSHIPS,
            "code,name,municipalities,valid_from,valid_to\n"
            "p,n,44088,2024-02-01,2024-12-31\n",
            "municipalities", "exists on 2024-02-01");
    refused(LAYOUT_PARTNERSHIPS,
            "code,name,municipalities,valid_from\np,n,44088|44040,2025-02-01\n",
            "municipalities", "exists on 2025-02-01");
    refused(LAYOUT_CALLS, "code,name\n1234567890123456,x\n", "code",
            "at most 15 bytes");
}

static void amounts(void **state)
{
    (void)state;
    refused(LAYOUT_BUDGETS, "call,amount_kind,amount\n7,paid,-1\n", "amount",
            "zero or more");
    refused(LAYOUT_BUDGETS, "call,amount_kind,amount\n7,paid,1.234\n", "amount",
            "two decimals");
    refused(LAYOUT_BUDGETS, "call;amount_kind;amount\n7;paid;1.234,5\n", "amount",
            "amount");
    refused(LAYOUT_BUDGETS, "call,amount_kind,amount\n7,paid,\"1,5\"\n", "amount", "1");
    refused(LAYOUT_BUDGETS, "call,amount_kind,amount\n7,paid,99999999999999999999\n",
            "amount", "amount in euro");
    refused(LAYOUT_BUDGETS, "call,project,amount_kind,amount\n7,8,paid,1\n", "project",
            "found 2 of them");
    refused(LAYOUT_BUDGETS, "amount_kind,amount\npaid,1\n", "call", "found 0 of them");
}

static void participants(void **state)
{
#define HEAD "participation,project,reached_on,birth_date,insz,sex,birth_year\n"
    (void)state;
    refused(LAYOUT_PARTICIPANTS, HEAD "a,p,2024-01-02,2024-01-03,,,\n", "reached_on",
            "not before birth");
    refused(LAYOUT_PARTICIPANTS, HEAD "a,p,2024-01-02,,,,2025\n", "birth_year",
            "not after reached_on");
    refused(LAYOUT_PARTICIPANTS, HEAD "a,p,2024-01-02,1990-01-03,,,1991\n",
            "birth_year", "of the date of birth");
    refused(LAYOUT_PARTICIPANTS, HEAD "a,p,2024-01-02,,85073003329,,\n", "insz",
            "not shown");
    refused(LAYOUT_PARTICIPANTS, HEAD "a,p,2024-01-02,1990-01-01,85073003328,,\n",
            "insz", "go together");
    refused(LAYOUT_PARTICIPANTS, HEAD "a,,2024-01-02,,,,\n", "project",
            "found 0 of them");
    /* a cell that slipped by one does not give a number or address away */
    refused(LAYOUT_PARTICIPANTS, HEAD "a,p,2024-01-02,,,85073003328,\n", "sex",
            "not shown");
    refused(LAYOUT_PARTICIPANTS, HEAD "a,p,2024-01-02,,,an@example.org,\n", "sex",
            "not shown");
    refused(LAYOUT_PARTICIPANTS, HEAD "a,p,2024-01-02,,,vruow,\n", "sex",
            "found \"vruow\"; did you mean f");
    refused(LAYOUT_PARTICIPANTS, HEAD "a,p,2024-01-02,,,f\n", NULL, "7 cells");
#undef HEAD
}

static void spells(void **state)
{
#define HEAD                                                                           \
    "key,person,labour_status,benefit,registration,body,valid_from,valid_to,exit\n"
    (void)state;
    refused(LAYOUT_SPELLS, HEAD "a,p,,,,,2024-01-02,,\n", "labour_status", "found 0");
    refused(LAYOUT_SPELLS, HEAD "a,p,employed,pension,,,2024-01-02,,\n", "benefit",
            "found 2");
    refused(LAYOUT_SPELLS, HEAD "a,p,employed,,,vdab,2024-01-02,,\n", "body",
            "beside a registration");
    refused(LAYOUT_SPELLS, HEAD "a,p,employed,,,,2024-01-02,2024-01-01,\n", "valid_to",
            "on or after valid_from, 2024-01-02");
    refused(LAYOUT_SPELLS, HEAD "a,p,employed,,,,2024-01-02,,job\n", "exit",
            "has ended");
#undef HEAD
}

/* Days are written in one way within a file. */
static void days_are_not_mixed(void **state)
{
    (void)state;
    struct delivery_reader *r;
    struct text_source source;
    struct received_row *row;
    struct told told;
    struct err e;
    const char *text = "participation,on\na,30/09/2022\nb,2022-09-30\nc,1/9/2022\n";
    assert_int_equal(open_text(&r, &source, LAYOUT_STARTS, text, &told, &e), OK);
    assert_int_equal(delivery_reader_next(&row, r, &e), OK);
    assert_int_equal(row->values[STARTS_ON].number, day_of(2022, 9, 30).v);
    assert_int_equal(delivery_reader_next(&row, r, &e), OK);
    assert_int_equal(row->line, 4); /* line 3 was refused */
    assert_int_equal(row->values[STARTS_ON].number, day_of(2022, 9, 1).v);
    assert_int_equal(told.n, 1);
    assert_non_null(strstr(told.last.expected, "as on line 2"));
    assert_string_equal(delivery_reader_facts(r).days, "30/09/2022");
    delivery_reader_close(r);
}

static struct buf canonical_of(enum layout_number layout, const char *text)
{
    struct delivery_reader *r;
    struct text_source source;
    struct received_row *row;
    struct told told;
    struct err e;
    struct buf out;
    buf_init(&out, 0);
    assert_int_equal(open_text(&r, &source, layout, text, &told, &e), OK);
    assert_int_equal(delivery_reader_next(&row, r, &e), OK);
    if (!row) fail_msg("refused: %s", told.last.expected);
    delivery_reader_canonical(&out, r, COLUMNS_ALL);
    delivery_reader_close(r);
    return out;
}

static void same_row_written_otherwise(void **state)
{
    (void)state;
    struct buf a = canonical_of(
        LAYOUT_PARTICIPANTS,
        "participation,project,reached_on,sex,municipality,target_group,insz,voluntary,"
        "education\n"
        "k,p,2024-02-05,f,34022,refugee|homeless,85073003328,yes,unknown\n");
    struct buf b = canonical_of(
        LAYOUT_PARTICIPANTS,
        "Education;Project;Participation;Voluntary;INSZ;Sex;Target_Group;Municipality;"
        "Reached_On;Note\r\n"
        "onbekend; p ;k;ja;85.07.30-033.28;Vrouw;homeless | "
        "refugee;Kortrijk;5/2/2024;\r\n");
    struct buf c = canonical_of(
        LAYOUT_PARTICIPANTS,
        "participation,project,reached_on,sex,municipality,target_group,insz,voluntary,"
        "education\n"
        "k,p,2024-02-05,f,34022,refugee|homeless,85073003328,yes,refused\n");
    assert_int_equal(a.n, b.n);
    assert_memory_equal(a.p, b.p, a.n);
    assert_true(c.n != a.n || memcmp(a.p, c.p, a.n) != 0);
    buf_dispose(&a);
    buf_dispose(&b);
    buf_dispose(&c);
}

/* What the table of layouts must be for the rest to hold. */
static void layouts_are_whole(void **state)
{
    (void)state;
    for (unsigned i = 0; i < N_LAYOUTS; i++) {
        const struct layout *l = layout_at((enum layout_number)i);
        bool has_key = false;
        assert_ptr_equal(layout_named(str_of(l->name)), l);
        for (size_t k = 0; k < l->n_columns; k++) {
            const struct column *c = &l->columns[k];
            has_key |= (c->flags & KEY_PART) != 0;
            assert_int_equal(layout_column(l, str_of(c->name)), k);
            if (c->type == TYPE_TEXT || c->type == TYPE_KEY ||
                c->type == TYPE_REFERENCE)
                assert_true(c->high > 0);
            /* in the order of the table, nothing refers to what comes later */
            if (c->type == TYPE_REFERENCE) assert_true((unsigned)c->of <= i);
            if (c->type == TYPE_ATTRIBUTE)
                assert_string_equal(
                    c->name, code_list_at(LIST_ATTRIBUTE_KIND)->codes[c->of].code);
            if (c->flags & SUMMED)
                assert_true(c->type == TYPE_EURO || c->type == TYPE_WHOLE);
        }
        assert_true(has_key);
    }
    /* every kind of attribute has its column */
    size_t n = 0;
    const struct layout *p = layout_at(LAYOUT_PARTICIPANTS);
    for (size_t k = 0; k < p->n_columns; k++)
        n += p->columns[k].type == TYPE_ATTRIBUTE;
    assert_int_equal(n, N_ATTRIBUTE_KIND);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(headers),
        cmocka_unit_test(cells),
        cmocka_unit_test(amounts),
        cmocka_unit_test(participants),
        cmocka_unit_test(spells),
        cmocka_unit_test(days_are_not_mixed),
        cmocka_unit_test(same_row_written_otherwise),
        cmocka_unit_test(layouts_are_whole),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
