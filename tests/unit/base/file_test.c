#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <dirent.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <stdio.h>
#include <unistd.h>

#include "base/file.h"

static char folder[] = P_tmpdir "/vindplaats-file-XXXXXX";
static struct arena memory;

static int make_folder(void **state)
{
    (void)state;
    return mkdtemp(folder) ? 0 : -1;
}

static const char *inside(const char *name)
{
    return arena_format(&memory, "%s/%s", folder, name);
}

static int files_in_folder(void)
{
    int n = 0;
    DIR *d = opendir(folder);
    for (struct dirent *entry; (entry = readdir(d));)
        n += entry->d_name[0] != '.';
    closedir(d);
    return n;
}

static int remove_folder(void **state)
{
    (void)state;
    DIR *d = opendir(folder);
    for (struct dirent *entry; (entry = readdir(d));)
        if (entry->d_name[0] != '.') remove(inside(entry->d_name));
    closedir(d);
    arena_dispose(&memory);
    return rmdir(folder);
}

static void a_file_is_read_as_it_was_written(void **state)
{
    (void)state;
    struct str out;
    struct err e;
    size_t n = 300001;
    char *bytes = arena_alloc(&memory, n);
    for (size_t i = 0; i < n; i++)
        bytes[i] = (char)(i * 7);
    assert_int_equal(file_write(inside("a"), (struct str){bytes, n}, 0600, &e), OK);
    assert_int_equal(file_read(&out, &memory, inside("a"), n, &e), OK);
    assert_true(str_eq(out, (struct str){bytes, n}));
    assert_int_equal(file_write(inside("a"), S(""), 0600, &e), OK);
    assert_int_equal(file_read(&out, &memory, inside("a"), 0, &e), OK);
    assert_int_equal(out.n, 0);
    assert_int_equal(files_in_folder(), 1);
    struct stat found;
    assert_int_equal(stat(inside("a"), &found), 0);
    assert_int_equal(found.st_mode & 0777, 0600);
}

static void a_file_beyond_the_limit_is_refused(void **state)
{
    (void)state;
    struct str out;
    struct err e;
    assert_int_equal(file_write(inside("b"), S("12345"), 0600, &e), OK);
    assert_int_equal(file_read(&out, &memory, inside("b"), 5, &e), OK);
    assert_int_equal(file_read(&out, &memory, inside("b"), 4, &e), ERR_TOO_LARGE);
    assert_int_equal(file_read(&out, &memory, "/dev/zero", 100000, &e), ERR_TOO_LARGE);
}

static void what_is_missing_or_no_file_is_named_in_the_error(void **state)
{
    (void)state;
    struct str out;
    struct err e;
    assert_int_equal(file_read(&out, &memory, inside("none"), 10, &e), ERR_NOT_FOUND);
    assert_non_null(strstr(e.message, "/none"));
    assert_true(e.hint[0] != '\0');
    assert_null(strstr(e.hint, "folder must exist")); /* that is for what is written */
    assert_int_equal(file_read(&out, &memory, folder, 10, &e), ERR_INVALID);
    assert_non_null(strstr(e.message, "found a folder"));
    assert_non_null(strstr(e.hint, "name of a file"));
    assert_int_equal(file_write(inside("no/such"), S("x"), 0600, &e), ERR_NOT_FOUND);
    assert_non_null(strstr(e.hint, "folder must exist"));
    assert_int_equal(file_write(folder, S("x"), 0600, &e), ERR_INVALID);
    assert_non_null(strstr(e.hint, "name of a file"));
    assert_int_equal(file_write("/dev/null", S("x"), 0600, &e), ERR_INVALID);
    struct stat found;
    assert_int_equal(stat("/dev/null", &found), 0);
    assert_true(S_ISCHR(found.st_mode));
}

static void creating_never_replaces(void **state)
{
    (void)state;
    struct str out;
    struct err e;
    assert_int_equal(file_create(inside("c"), S("first"), 0600, &e), OK);
    assert_int_equal(file_create(inside("c"), S("second"), 0600, &e), ERR_EXISTS);
    assert_int_equal(file_read(&out, &memory, inside("c"), 10, &e), OK);
    assert_true(str_eq_c(out, "first"));
    assert_int_equal(file_write(inside("c"), S("third"), 0600, &e), OK);
    assert_int_equal(file_read(&out, &memory, inside("c"), 10, &e), OK);
    assert_true(str_eq_c(out, "third"));
    /* a link to nowhere is in the way too: only the last step of a creation sees it */
    assert_int_equal(symlink("nowhere", inside("d")), 0);
    int files = files_in_folder();
    assert_int_equal(file_create(inside("d"), S("x"), 0600, &e), ERR_EXISTS);
    assert_int_equal(files_in_folder(), files);
}

static void assert_content(const char *name, const char *expected)
{
    struct str out;
    struct err e;
    if (file_read(&out, &memory, inside(name), 100, &e) != OK)
        fail_msg("%s", e.message);
    if (!str_eq_c(out, expected)) fail_msg("%s holds %.*s", name, STR_ARG(out));
}

static void a_link_stays_and_its_file_is_replaced(void **state)
{
    (void)state;
    struct err e;
    struct stat found;
    assert_int_equal(mkdir(inside("far"), 0700), 0);
    assert_int_equal(file_write(inside("far/g"), S("old"), 0600, &e), OK);
    assert_int_equal(symlink("far/g", inside("g")), 0);
    assert_int_equal(symlink("g", inside("h")), 0);
    int files = files_in_folder();
    assert_int_equal(file_write(inside("h"), S("new"), 0600, &e), OK);
    assert_int_equal(files_in_folder(), files);
    assert_int_equal(lstat(inside("h"), &found), 0);
    assert_true(S_ISLNK(found.st_mode));
    assert_int_equal(lstat(inside("g"), &found), 0);
    assert_true(S_ISLNK(found.st_mode));
    assert_int_equal(lstat(inside("far/g"), &found), 0);
    assert_true(S_ISREG(found.st_mode));
    assert_content("far/g", "new");
    /* links to nowhere, to themselves and to a folder */
    assert_int_equal(unlink(inside("far/g")), 0);
    assert_int_equal(file_write(inside("h"), S("x"), 0600, &e), ERR_NOT_FOUND);
    assert_non_null(strstr(e.message, "link to a file that is not there"));
    assert_int_equal(lstat(inside("far/g"), &found), -1);
    assert_int_equal(symlink("round", inside("round")), 0);
    assert_int_equal(file_write(inside("round"), S("x"), 0600, &e), ERR_IO);
    assert_int_equal(symlink("far", inside("to-far")), 0);
    assert_int_equal(file_write(inside("to-far"), S("x"), 0600, &e), ERR_INVALID);
    assert_int_equal(rmdir(inside("far")), 0);
}

static void a_file_protected_against_writing_is_not_replaced(void **state)
{
    (void)state;
    struct err e;
    assert_int_equal(file_write(inside("i"), S("kept"), 0444, &e), OK);
    assert_int_equal(symlink("i", inside("j")), 0);
    int files = files_in_folder();
    assert_int_equal(file_write(inside("i"), S("x"), 0600, &e), ERR_DENIED);
    assert_non_null(strstr(e.message, "protected against writing"));
    assert_non_null(strstr(e.hint, "make that file writable"));
    assert_int_equal(file_write(inside("j"), S("x"), 0600, &e), ERR_DENIED);
    assert_int_equal(files_in_folder(), files);
    assert_content("i", "kept");
    assert_int_equal(chmod(inside("i"), 0644), 0);
    assert_int_equal(file_write(inside("i"), S("x"), 0600, &e), OK);
    assert_content("i", "x");
}

static void a_write_that_fails_leaves_the_old_file_and_nothing_else(void **state)
{
    (void)state;
    struct err e;
    struct str out;
    assert_int_equal(file_write(inside("e"), S("old"), 0600, &e), OK);
    int files = files_in_folder();
    char *bytes = arena_alloc(&memory, 100000);
    struct rlimit before, small;
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &before), 0);
    small = (struct rlimit){50000, before.rlim_max};
    signal(SIGXFSZ, SIG_IGN);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &small), 0);
    enum err_code rc = file_write(inside("e"), (struct str){bytes, 100000}, 0600, &e);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &before), 0);
    signal(SIGXFSZ, SIG_DFL);
    assert_int_equal(rc, ERR_IO);
    assert_int_equal(files_in_folder(), files);
    assert_int_equal(file_read(&out, &memory, inside("e"), 10, &e), OK);
    assert_true(str_eq_c(out, "old"));
}

static void existence_is_told(void **state)
{
    (void)state;
    struct err e;
    assert_false(file_exists(inside("f")));
    assert_int_equal(file_write(inside("f"), S("x"), 0600, &e), OK);
    assert_true(file_exists(inside("f")));
    assert_true(file_exists(folder));
}

static void a_dash_is_standard_input(void **state)
{
    (void)state;
    struct err e;
    struct str out;
    int ends[2], kept = dup(STDIN_FILENO);
    assert_int_equal(pipe(ends), 0);
    assert_int_equal(write(ends[1], "from a pipe", 11), 11);
    close(ends[1]);
    dup2(ends[0], STDIN_FILENO);
    close(ends[0]);
    enum err_code rc = file_read(&out, &memory, "-", 100, &e);
    dup2(kept, STDIN_FILENO);
    close(kept);
    assert_int_equal(rc, OK);
    assert_true(str_eq_c(out, "from a pipe"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_file_is_read_as_it_was_written),
        cmocka_unit_test(a_file_beyond_the_limit_is_refused),
        cmocka_unit_test(what_is_missing_or_no_file_is_named_in_the_error),
        cmocka_unit_test(creating_never_replaces),
        cmocka_unit_test(a_link_stays_and_its_file_is_replaced),
        cmocka_unit_test(a_file_protected_against_writing_is_not_replaced),
        cmocka_unit_test(a_write_that_fails_leaves_the_old_file_and_nothing_else),
        cmocka_unit_test(existence_is_told),
        cmocka_unit_test(a_dash_is_standard_input),
    };
    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
