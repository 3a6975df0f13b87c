/* A folder of facts: in order of key whatever the order given, only the columns that
 * are wished, defused cells, nothing before it is published and nothing left when it is
 * not. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>
#include <dirent.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/rng.h"
#include "exchange/fact_folder.h"

static char folder[64], path[96];
static struct arena arena;
static struct err e;

#define is_ok(call)                                                                    \
    do {                                                                               \
        if ((call) != OK) fail_msg("%s: %s", #call, e.message);                        \
    } while (0)

static int begin(void **state)
{
    (void)state;
    snprintf(folder, sizeof folder, "/tmp/fact_folder_test.XXXXXX");
    assert_non_null(mkdtemp(folder));
    snprintf(path, sizeof path, "%s/facts", folder);
    return 0;
}

static size_t n_entries(const char *where, bool removes)
{
    size_t n = 0;
    DIR *d = opendir(where);
    for (struct dirent *entry; d && (entry = readdir(d));) {
        if (entry->d_name[0] == '.') continue;
        n++;
        if (removes) unlinkat(dirfd(d), entry->d_name, 0);
    }
    if (d) closedir(d);
    return n;
}

static int end(void **state)
{
    (void)state;
    n_entries(path, true);
    rmdir(path);
    arena_dispose(&arena);
    return rmdir(folder);
}

static const char *text_of(const char *name)
{
    struct str text;
    is_ok(file_read(&text, &arena, arena_format(&arena, "%s/%s", path, name), 1 << 24,
                    &e));
    return str_to_c(&arena, text);
}

static struct fact_columns some_columns(void)
{
    return (struct fact_columns){
        .of = {[LAYOUT_CALLS] = 1ULL << CALLS_CODE | 1ULL << CALLS_NAME,
               [LAYOUT_STARTS] = 1ULL << STARTS_PARTICIPATION | 1ULL << STARTS_ON,
               [LAYOUT_PARTICIPANTS] = 1ULL << PARTICIPANTS_PARTICIPATION |
                                       1ULL << PARTICIPANTS_BIRTH_YEAR |
                                       1ULL << PARTICIPANTS_MUNICIPALITY}};
}

static void add_start(struct fact_folder *f, uint8_t first, uint8_t last,
                      const char *participation)
{
    const uint8_t key[FACT_KEY_BYTES] = {first, [FACT_KEY_BYTES - 1] = last};
    const char *cells[N_STARTS_COLUMNS] = {
        [STARTS_PARTICIPATION] = participation, [STARTS_ON] = "2022-09-30"};
    is_ok(fact_folder_add(f, LAYOUT_STARTS, key, cells, &e));
}

static void rows_stand_in_order_of_key(void **state)
{
    struct fact_columns columns = some_columns();
    struct fact_folder *f;
    struct stat found;
    (void)state;
    is_ok(fact_folder_begin(&f, path, &columns, &e));
    add_start(f, 9, 1, "last");
    add_start(f, 3, 2, "second");
    add_start(f, 3, 1, "first, by its key");
    add_start(f, 3, 2, "b");
    const char *cells[N_CALLS_COLUMNS] = {
        [CALLS_CODE] = "490", [CALLS_NAME] = "=cmd()", [CALLS_KIND] = "not written"};
    is_ok(fact_folder_row(f, LAYOUT_CALLS, cells, &e));
    assert_int_equal(fact_folder_rows(f, LAYOUT_STARTS), 4);
    is_ok(fact_folder_finish(f, S("read me\n"), &e));
    assert_false(file_exists(path));
    is_ok(fact_folder_publish(f, &e));
    fact_folder_close(f);
    assert_string_equal(text_of("starts.csv"),
                        "participation,on\r\n\"first, by its key\",2022-09-30\r\n"
                        "b,2022-09-30\r\nsecond,2022-09-30\r\nlast,2022-09-30\r\n");
    assert_string_equal(text_of("calls.csv"), "code,name\r\n490,'=cmd()\r\n");
    assert_string_equal(text_of("participants.csv"),
                        "participation,birth_year,municipality\r\n");
    assert_string_equal(text_of("README.txt"), "read me\n");
    assert_non_null(strstr(text_of("csv-metadata.json"), "\"url\":\"starts.csv\""));
    assert_null(strstr(text_of("csv-metadata.json"), "gYearMonth"));
    assert_int_equal(n_entries(path, false), 5);
    assert_int_equal(stat(path, &found), 0);
    assert_int_equal(found.st_mode & 0777, 0700);
}

static void the_order_given_says_nothing(void **state)
{
    enum { N = 5000 };
    struct fact_columns columns = some_columns();
    struct fact_folder *f;
    struct rng rng;
    const char *first = NULL;
    static int order[N];
    (void)state;
    rng_init(&rng, 3);
    for (int round = 0; round < 2; round++) {
        for (int i = 0; i < N; i++)
            order[i] = i;
        if (round) rng_shuffle(&rng, order, N, sizeof *order);
        is_ok(fact_folder_begin(&f, path, &columns, &e));
        for (int i = 0; i < N; i++) {
            char name[16];
            snprintf(name, sizeof name, "%d", order[i]);
            add_start(f, (uint8_t)(order[i] * 37 % 256), (uint8_t)(order[i] % 7), name);
        }
        is_ok(fact_folder_finish(f, S(""), &e));
        is_ok(fact_folder_publish(f, &e));
        fact_folder_close(f);
        const char *text = text_of("starts.csv");
        if (round) assert_string_equal(first, text);
        first = text;
        n_entries(path, true);
        assert_int_equal(rmdir(path), 0);
    }
}

static void coarse_files_say_so(void **state)
{
    struct fact_columns columns = some_columns();
    struct fact_folder *f;
    (void)state;
    columns.is_coarse = true;
    is_ok(fact_folder_begin(&f, path, &columns, &e));
    is_ok(fact_folder_finish(f, S(""), &e));
    is_ok(fact_folder_publish(f, &e));
    fact_folder_close(f);
    assert_string_equal(text_of("participants.csv"),
                        "participation,age_class,province\r\n");
    const char *metadata = text_of("csv-metadata.json");
    assert_non_null(strstr(metadata, "\"base\":\"gYearMonth\""));
    assert_non_null(strstr(metadata, "\"name\":\"province\""));
    assert_null(strstr(metadata, "birth_year"));
}

static void what_is_not_published_is_gone(void **state)
{
    struct fact_columns columns = some_columns();
    struct fact_folder *f;
    (void)state;
    is_ok(fact_folder_begin(&f, path, &columns, &e));
    add_start(f, 1, 1, "a");
    assert_int_equal(n_entries(folder, false), 1);
    fact_folder_close(f);
    assert_int_equal(n_entries(folder, false), 0);
    is_ok(fact_folder_begin(&f, path, &columns, &e));
    add_start(f, 1, 1, "a");
    is_ok(fact_folder_finish(f, S(""), &e));
    fact_folder_close(f);
    assert_int_equal(n_entries(folder, false), 0);
    fact_folder_close(NULL);
}

static void nothing_is_replaced(void **state)
{
    struct fact_columns columns = some_columns();
    struct fact_folder *f;
    (void)state;
    is_ok(fact_folder_begin(&f, path, &columns, &e));
    is_ok(fact_folder_finish(f, S(""), &e));
    assert_int_equal(mkdir(path, 0700), 0); /* somebody was faster */
    assert_int_equal(fact_folder_publish(f, &e), ERR_EXISTS);
    fact_folder_close(f);
    assert_int_equal(n_entries(folder, false), 1);
    assert_int_equal(fact_folder_begin(&f, path, &columns, &e), ERR_EXISTS);
    assert_null(f);
    char nowhere[sizeof folder + 20];
    snprintf(nowhere, sizeof nowhere, "%s/none/export", folder);
    assert_int_equal(fact_folder_begin(&f, nowhere, &columns, &e), ERR_NOT_FOUND);
    assert_int_equal(fact_folder_begin(&f, "", &columns, &e), ERR_USAGE);
}

#define STORY(name) cmocka_unit_test_setup_teardown(name, begin, end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        STORY(rows_stand_in_order_of_key), STORY(the_order_given_says_nothing),
        STORY(coarse_files_say_so),        STORY(what_is_not_published_is_gone),
        STORY(nothing_is_replaced),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
