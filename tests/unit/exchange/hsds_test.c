/* Directories of others, in the forms of HSDS 3: full objects and tables become the
 * same records, come out as they went in, and what breaks a rule is told. The files
 * here are invented; the standard's own examples are tried by
 * tests/flow/services_flow.sh. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdio.h>
#include <cmocka.h>
#include <zlib.h>

#include "base/limits.h"
#include "exchange/hsds_read.h"
#include "exchange/hsds_write.h"
#include "exchange/zip_file.h"
#include "exchange/zip_read.h"

#define SERVICE      "018f0000-0000-7000-8000-000000000001"
#define ORGANISATION "018f0000-0000-7000-8000-000000000002"
#define PHONE        "018f0000-0000-7000-8000-000000000003"
#define LANGUAGE_ID  "018f0000-0000-7000-8000-000000000004"
#define CONTACT      "018f0000-0000-7000-8000-000000000005"

static struct arena a;
static struct err e;
static struct hsds_reader r;
static int n_told;
static char last_name[40];

static void tell(void *to, const struct verdict *v)
{
    (void)to;
    n_told++;
    snprintf(last_name, sizeof last_name, "%s", v->name ? v->name : "");
}

static int begin(void **state)
{
    (void)state;
    n_told = 0;
    hsds_reader_init(&r, &a, day_of(2026, 11, 22));
    r.tell = tell;
    return 0;
}

static int end(void **state)
{
    (void)state;
    hsds_reader_dispose(&r);
    arena_dispose(&a);
    return 0;
}

static const char full[] =
    "{\"id\":\"" SERVICE "\",\"name\":\"Taalhuis\",\"status\":\"active\",\"colour\":"
    "\"green\",\"phones\":[{\"id\":\"" PHONE "\",\"number\":\"09 000 00 00\","
    "\"extension\":12,\"languages\":[{\"id\":\"" LANGUAGE_ID "\",\"code\":\"ar\"}]}],"
    "\"organization\":{\"id\":\"" ORGANISATION "\",\"name\":\"Huis\",\"description\":"
    "\"Een huis\"},\"contacts\":[{\"id\":\"" CONTACT
    "\",\"name\":\"onthaal\",\"phones\":"
    "[{\"id\":\"" PHONE "\",\"number\":\"09 000 00 00\",\"extension\":12}]}]}";

static const struct directory_record *record_of(const char *id)
{
    struct uuid wanted;
    assert_int_equal(uuid_parse(&wanted, str_of(id), &e), OK);
    for (size_t i = 0; i < r.n; i++)
        if (uuid_eq(r.items[i].record.id, wanted)) return &r.items[i].record;
    return NULL;
}

static bool belongs(const char *id, enum directory_slot slot, const char *owner)
{
    struct uuid wanted;
    assert_int_equal(uuid_parse(&wanted, str_of(owner), &e), OK);
    return uuid_eq(record_of(id)->slots[slot], wanted);
}

static void a_full_object_becomes_records(void **state)
{
    (void)state;
    assert_int_equal(hsds_read_json(&r, str_of(full), &e), OK);
    assert_int_equal(r.n, 5);
    assert_int_equal(r.n_refused, 0);
    assert_true(belongs(PHONE, SLOT_SERVICE, SERVICE));
    assert_true(belongs(PHONE, SLOT_ABOVE, CONTACT));
    assert_true(belongs(LANGUAGE_ID, SLOT_ABOVE, PHONE));
    assert_true(belongs(SERVICE, SLOT_ORGANISATION, ORGANISATION));
    assert_int_equal(r.n_unknown, 1);
    assert_string_equal(r.unknown[0], "colour");
    assert_true(str_eq(record_of(SERVICE)->content,
                       S("{\"name\":\"Taalhuis\",\"status\":\"active\",\"colour\":"
                         "\"green\"}")));
}

/* The records of the reader, as a source. */
static enum err_code read_belonging(struct directory_record **out, size_t *n_out,
                                    void *from, enum directory_slot slot,
                                    struct uuid owner, struct err *err)
{
    (void)from;
    (void)err;
    *out = arena_new_array(&a, struct directory_record, r.n);
    *n_out = 0;
    for (size_t i = 0; i < r.n; i++)
        if (uuid_eq(r.items[i].record.slots[slot], owner))
            (*out)[(*n_out)++] = r.items[i].record;
    return OK;
}

static enum err_code read_find(struct directory_record *out, bool *found, void *from,
                               enum directory_kind kind, struct uuid id,
                               struct err *err)
{
    (void)from;
    (void)err;
    *found = false;
    for (size_t i = 0; i < r.n && !*found; i++)
        if (r.items[i].record.kind == kind && uuid_eq(r.items[i].record.id, id)) {
            *out = r.items[i].record;
            *found = true;
        }
    return OK;
}

static const struct hsds_source source = {.belonging = read_belonging,
                                          .find = read_find};

static void what_went_in_comes_out(void **state)
{
    (void)state;
    struct buf out = {0};
    assert_int_equal(hsds_read_json(&r, str_of(full), &e), OK);
    assert_int_equal(hsds_write_full(&out, &source, record_of(SERVICE), &e), OK);
    struct hsds_reader again;
    hsds_reader_init(&again, &a, r.borders);
    assert_int_equal(hsds_read_json(&again, buf_str(&out), &e), OK);
    assert_int_equal(again.n, r.n);
    for (size_t i = 0; i < again.n; i++) {
        char id[UUID_TEXT + 1];
        uuid_text(id, again.items[i].record.id);
        assert_true(directory_records_equal(&again.items[i].record, record_of(id)));
    }
    hsds_reader_dispose(&again);
    buf_clear(&out);
    assert_int_equal(hsds_write_basic(&out, &source, record_of(SERVICE), &e), OK);
    assert_false(str_contains(buf_str(&out), S("phones")));
    assert_true(str_contains(buf_str(&out), S("\"organization\":{")));
    buf_dispose(&out);
}

static void tables_say_the_same(void **state)
{
    (void)state;
    struct hsds_reader again;
    int64_t n_left_out = 0;
    assert_int_equal(hsds_read_json(&r, str_of(full), &e), OK);
    hsds_reader_init(&again, &a, r.borders);
    for (unsigned kind = 0; kind < N_DIRECTORY_KINDS; kind++) {
        struct buf out = {0};
        struct csv_writer w;
        csv_init(&w, &out, ',');
        hsds_table_head(&w, (enum directory_kind)kind);
        for (size_t i = 0; i < r.n; i++)
            if (r.items[i].record.kind == kind)
                hsds_table_row(&n_left_out, &w, &r.items[i].record);
        assert_int_equal(
            hsds_read_table(&again, (enum directory_kind)kind, buf_str(&out), &e), OK);
        buf_dispose(&out);
    }
    assert_int_equal(n_left_out, 1); /* the colour */
    assert_int_equal(again.n, r.n);
    assert_int_equal(again.n_refused, 0);
    for (size_t i = 0; i < again.n; i++) {
        char id[UUID_TEXT + 1];
        uuid_text(id, again.items[i].record.id);
        const struct directory_record *was = record_of(id);
        for (size_t k = 0; k < N_DIRECTORY_SLOTS; k++)
            assert_true(uuid_eq(was->slots[k], again.items[i].record.slots[k]));
    }
    hsds_reader_dispose(&again);
}

static void refused(const char *text, const char *column)
{
    int before = n_told;
    assert_int_equal(hsds_read_json(&r, str_of(text), &e), OK);
    assert_int_equal(n_told, before + 1);
    assert_string_equal(last_name, column);
}

static void what_breaks_a_rule_is_told(void **state)
{
    (void)state;
    refused("{\"id\":\"1\",\"name\":\"x\",\"status\":\"active\"}", "id");
    refused("{\"id\":\"" SERVICE "\",\"name\":\"x\",\"phones\":[]}", "status");
    refused("{\"id\":\"" SERVICE
            "\",\"name\":\"x\",\"status\":\"open\",\"alert\":\"\"}",
            "status");
    refused("{\"id\":\"" SERVICE
            "\",\"name\":\"x\",\"status\":\"active\",\"phones\":3}",
            "phones");
    assert_int_equal(r.n, 1);
    refused("{\"id\":\"" SERVICE "\",\"name\":\"y\",\"status\":\"active\"}", "id");
    refused("{\"id\":\"" ORGANISATION "\",\"name\":\"y\",\"status\":\"active\","
            "\"organization_id\":\"z\"}",
            "organization_id");
    assert_int_equal(hsds_read_json(&r, S("{\"x\":1}"), &e), ERR_SYNTAX);
    assert_int_equal(hsds_read_json(&r, S("[1]"), &e), ERR_SYNTAX);
    assert_int_equal(hsds_read_json(&r, S("{"), &e), ERR_SYNTAX);
    assert_int_equal(hsds_read_table(&r, DIRECTORY_PHONE, S("number\n1\n"), &e),
                     ERR_SYNTAX);
    assert_int_equal(hsds_read_table(&r, DIRECTORY_PHONE, S("id,id\n1,2\n"), &e),
                     ERR_SYNTAX);
    int before = n_told;
    assert_int_equal(
        hsds_read_table(&r, DIRECTORY_PHONE, S("id,number\n" PHONE "\n"), &e), OK);
    assert_int_equal(n_told, before + 1);
}

static void a_schema_is_made_of_the_columns(void **state)
{
    (void)state;
    struct buf out = {0};
    json_t *schema;
    assert_int_equal(hsds_schema(&out, DIRECTORY_SERVICE, &e), OK);
    assert_int_equal(json_read(&schema, buf_str(&out), &e), OK);
    const json_t *service =
        json_object_get(json_object_get(schema, "$defs"), "service");
    assert_int_equal(json_array_size(json_object_get(service, "required")), 3);
    assert_non_null(json_object_get(json_object_get(service, "properties"), "phones"));
    json_decref(schema);
    buf_dispose(&out);
}

/* --- zip --- */

static struct str make_zip(void)
{
    struct zip_file z = {.out = tmpfile()};
    static char bytes[4096];
    for (int i = 0; i < 2; i++) {
        FILE *from = tmpfile();
        fputs(i ? "two" : "one one one one one one", from);
        rewind(from);
        assert_int_equal(zip_add(&z, i ? "folder/b.csv" : "a.csv", from, &e), OK);
        fclose(from);
    }
    assert_int_equal(zip_finish(&z, &e), OK);
    rewind(z.out);
    size_t n = fread(bytes, 1, sizeof bytes, z.out);
    fclose(z.out);
    return (struct str){bytes, n};
}

static void a_zip_of_ours_is_read(void **state)
{
    (void)state;
    struct zip_part *parts;
    size_t n;
    struct str zip = make_zip();
    assert_true(zip_is_one(zip));
    assert_int_equal(zip_read(&parts, &n, &a, zip, 1 << 20, &e), OK);
    assert_int_equal(n, 2);
    assert_string_equal(parts[1].name, "b.csv");
    assert_true(str_eq(parts[0].bytes, S("one one one one one one")));
    assert_true(str_eq(parts[1].bytes, S("two")));
    assert_int_equal(zip_read(&parts, &n, &a, zip, 10, &e), ERR_TOO_LARGE);
}

static void a_damaged_zip_is_not(void **state)
{
    (void)state;
    struct zip_part *parts;
    size_t n;
    struct str zip = make_zip();
    char *copy = arena_alloc(&a, zip.n);
    for (size_t at = 0; at < zip.n; at++) {
        memcpy(copy, zip.p, zip.n);
        copy[at] ^= 0x55;
        enum err_code rc =
            zip_read(&parts, &n, &a, (struct str){copy, zip.n}, 1 << 20, &e);
        if (rc == OK) /* a byte that says nothing about the content: a time, a name */
            assert_int_equal(n, 2);
    }
    for (size_t cut = 0; cut < zip.n; cut++)
        assert_int_not_equal(
            zip_read(&parts, &n, &a, (struct str){zip.p, cut}, 1 << 20, &e), OK);
}

int main(void)
{
#define T(f) cmocka_unit_test_setup_teardown(f, begin, end)
    const struct CMUnitTest tests[] = {
        T(a_full_object_becomes_records),
        T(what_went_in_comes_out),
        T(tables_say_the_same),
        T(what_breaks_a_rule_is_told),
        T(a_schema_is_made_of_the_columns),
        T(a_zip_of_ours_is_read),
        T(a_damaged_zip_is_not),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
