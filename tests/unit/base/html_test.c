#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/html.h"

static struct buf out;

static int empty(void **state)
{
    (void)state;
    buf_clear(&out);
    return 0;
}

static void the_short_form_escapes(void **state)
{
    (void)state;
    html_f(&out, "<td title=\"%s\">%.*s</td>", "a \"b\" & 'c'", STR_ARG(S("<script>")));
    assert_string_equal(out.p, "<td title=\"a &quot;b&quot; &amp; &#39;c&#39;\">"
                               "&lt;script&gt;</td>");
}

static void numbers_pass_as_they_are(void **state)
{
    (void)state;
    html_f(&out, "%d %i %u %ld %lu %lld %llu %zu %zd %x", -1, 2, 3u, -4L, 5UL, -6LL,
           7ULL, (size_t)8, (ssize_t)-9, 255u);
    assert_string_equal(out.p, "-1 2 3 -4 5 -6 7 8 -9 ff");
    buf_clear(&out);
    html_f(&out, "%02d|%5d|%04u|%.2f|%.0f|%%|%c|%04x", 7, 42, 5u, 3.14159, 2.5, '<',
           10u);
    assert_string_equal(out.p, "07|   42|0005|3.14|2|%|&lt;|000a");
    buf_clear(&out);
    html_f(&out, "%lld %lld", (long long)INT64_MIN, (long long)INT64_MAX);
    assert_string_equal(out.p, "-9223372036854775808 9223372036854775807");
}

static void texts_without_arguments_are_written_whole(void **state)
{
    (void)state;
    const char *volatile none = NULL; /* volatile: or the compiler warns of it */
    html_f(&out, "<br>");
    html_f(&out, "%s|%.*s|%.3s", none, STR_ARG(STR_NONE), "abcdef");
    assert_string_equal(out.p, "<br>||abc");
}

static void what_is_no_text_becomes_a_replacement_character(void **state)
{
    (void)state;
    html_f(&out, "%s",
           "a\x01"
           "b\xe9"
           "c\x7f\t\n\r");
    assert_string_equal(out.p, "a\xef\xbf\xbd"
                               "b\xef\xbf\xbd"
                               "c\xef\xbf\xbd\t\n\r");
    buf_clear(&out);
    html_text(&out, (struct str){"a\0b", 3});
    assert_string_equal(out.p, "a\xef\xbf\xbd"
                               "b");
    buf_clear(&out);
    html_f(&out, "%s", "Zoë 王 ኃ");
    assert_string_equal(out.p, "Zoë 王 ኃ");
}

static void addresses_that_run_a_script_are_refused(void **state)
{
    (void)state;
    static const char *const refused[] = {
        "javascript:alert(1)", "JavaScript:x",     "data:x",     "java\nscript:x",
        " javascript:x",       "\x01javascript:x", "vbscript:x", ":x"};
    for (size_t i = 0; i < ARRAY_LEN(refused); i++) {
        buf_clear(&out);
        html_f(&out, "<a href=\"%s\">", refused[i]);
        assert_string_equal(out.p, "<a href=\"#refused\">");
    }
    static const char *const good[] = {
        "/people/1?x=a:b", "https://vdab.be", "#part",    "?page=2", "mailto:a@b.be",
        "tel:+3247",       "sms:?body=a",     "HTTP://x", "page",    ""};
    for (size_t i = 0; i < ARRAY_LEN(good); i++) {
        buf_clear(&out);
        html_f(&out, "<form\nACTION='%s'>", good[i]);
        struct str s = buf_str(&out);
        assert_true(str_ends(s, S("'>")));
        assert_true(str_contains(s, str_of(good[i])));
    }
    buf_clear(&out);
    html_f(&out, "<p title=\"%s\">", "javascript:x"); /* no address: harmless */
    assert_string_equal(out.p, "<p title=\"javascript:x\">");
}

static void write_unquoted(void)
{
    html_f(&out, "<td class=%s>", "x");
}

static void write_attribute(void)
{
    html_f(&out, "<input name=\"a\" %s>", "checked");
}

static void write_after_a_quoted_bracket(void)
{
    html_f(&out, "<a title=\"a>b\" class=%s>", "x");
}

static void write_unknown(void)
{
    html_f(&out, "%p", (void *)&out);
}

static int death_of(void (*write_it)(void))
{
    pid_t child = fork();
    if (child == 0) {
        int quiet = open("/dev/null", O_WRONLY);
        dup2(quiet, STDERR_FILENO);
        signal(SIGABRT, SIG_DFL);
        write_it();
        _exit(0);
    }
    int status;
    assert_int_equal(waitpid(child, &status, 0), child);
    return WIFSIGNALED(status) ? WTERMSIG(status) : 0;
}

static void a_text_in_a_tag_outside_quotes_is_a_defect(void **state)
{
    (void)state;
    assert_int_equal(death_of(write_unquoted), SIGABRT);
    assert_int_equal(death_of(write_attribute), SIGABRT);
    assert_int_equal(death_of(write_after_a_quoted_bracket), SIGABRT);
    assert_int_equal(death_of(write_unknown), SIGABRT);
    html_f(&out, "<td colspan=%d class=\"a>b %s\">%s", 2, "x", "y");
    assert_string_equal(out.p, "<td colspan=2 class=\"a>b x\">y");
}

extern char **environ;

/* Whether the house's compiler takes a file that holds this call. */
static bool compiles(const char *call)
{
    char path[] = P_tmpdir "/vindplaats-html-XXXXXX.c";
    int fd = mkstemps(path, 2);
    assert_true(fd >= 0);
    dprintf(fd,
            "#include \"base/html.h\"\n"
            "void f(struct buf *out, const char *text);\n"
            "void f(struct buf *out, const char *text) { %s; (void)text; }\n",
            call);
    close(fd);
    char *argv[] = {"cc",    "-std=gnu17", "-D_GNU_SOURCE",        "-Werror",
                    "-Wall", "-Wformat=2", "-I" SOURCE_DIR "/src", "-fsyntax-only",
                    path,    NULL};
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
    pid_t child;
    int status = -1;
    assert_int_equal(posix_spawnp(&child, "cc", &actions, NULL, argv, environ), 0);
    assert_int_equal(waitpid(child, &status, 0), child);
    posix_spawn_file_actions_destroy(&actions);
    unlink(path);
    return status == 0;
}

static void a_format_that_is_no_literal_does_not_compile(void **state)
{
    (void)state;
    assert_true(compiles("html_f(out, \"<p>%s\", text)"));
    assert_false(compiles("html_f(out, text)"));
    assert_false(compiles("html_f(out, (text))"));
    assert_false(compiles("html_f(out, text, text)"));
    assert_false(compiles("html_f(out, \"%d\", text)"));
    assert_false(compiles("html_f(out, \"%s %s\", text)"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(the_short_form_escapes, empty),
        cmocka_unit_test_setup(numbers_pass_as_they_are, empty),
        cmocka_unit_test_setup(texts_without_arguments_are_written_whole, empty),
        cmocka_unit_test_setup(what_is_no_text_becomes_a_replacement_character, empty),
        cmocka_unit_test_setup(addresses_that_run_a_script_are_refused, empty),
        cmocka_unit_test_setup(a_text_in_a_tag_outside_quotes_is_a_defect, empty),
        cmocka_unit_test(a_format_that_is_no_literal_does_not_compile),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    buf_dispose(&out);
    return failed;
}
