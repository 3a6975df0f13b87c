#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <unistd.h>

#include "base/log.h"

static char caught[1 << 20];
static int kept, catcher;

static int begin_catching(void **state)
{
    (void)state;
    char path[] = P_tmpdir "/vindplaats-log-XXXXXX";
    catcher = mkstemp(path);
    unlink(path);
    kept = dup(STDERR_FILENO);
    fcntl(catcher, F_SETFL, O_APPEND);
    dup2(catcher, STDERR_FILENO);
    log_set_level(LOG_NOTICE);
    return 0;
}

static const char *end_catching(void)
{
    dup2(kept, STDERR_FILENO);
    close(kept);
    ssize_t n = pread(catcher, caught, sizeof caught - 1, 0);
    close(catcher);
    caught[n > 0 ? n : 0] = '\0';
    return caught;
}

static void a_line_holds_its_moment_level_event_and_fields(void **state)
{
    (void)state;
    log_line(LOG_NOTICE, "import finished", log_int("rows", -12), log_bool("dry", true),
             log_number("seconds", 1.5), log_words("engine", LOG_WORD("sqlite")));
    log_line(LOG_ERROR, "no fields");
    const char *text = end_catching();
    assert_int_equal(text[4], '-');
    assert_int_equal(text[19], 'Z');
    assert_non_null(strstr(text, "Z notice \"import finished\" rows=-12 dry=true "
                                 "seconds=1.5 engine=\"sqlite\"\n"));
    assert_non_null(strstr(text, "Z error \"no fields\"\n"));
}

static void a_hashed_id_is_the_same_in_one_run_and_is_not_the_id(void **state)
{
    (void)state;
    struct uuid a = uuid7_new(), b = uuid7_new();
    char text[UUID_TEXT + 1];
    uuid_text(text, a);
    log_line(LOG_NOTICE, "one", log_hash("person", a));
    log_line(LOG_NOTICE, "two", log_hash("person", a));
    log_line(LOG_NOTICE, "three", log_hash("person", b));
    log_line(LOG_NOTICE, "four", log_record("release", a));
    const char *lines = end_catching();
    const char *hash[3], *at = lines;
    for (int i = 0; i < 3; i++) {
        at = strstr(at, "person=");
        assert_non_null(at);
        hash[i] = at += strlen("person=");
        assert_int_equal(strspn(at, "0123456789abcdef"), 16);
    }
    assert_memory_equal(hash[0], hash[1], 16);
    assert_memory_not_equal(hash[0], hash[2], 16);
    const char *full = strstr(lines, text);
    assert_non_null(full); /* only the record id shows itself */
    assert_memory_equal(full - strlen("release="), "release=", strlen("release="));
}

static void lines_below_the_level_are_dropped(void **state)
{
    (void)state;
    log_line(LOG_DEBUG, "dropped");
    log_set_level(LOG_DEBUG);
    log_line(LOG_DEBUG, "kept");
    log_set_level(LOG_ERROR);
    log_line(LOG_WARNING, "dropped");
    log_line(LOG_ERROR, "kept too");
    const char *text = end_catching();
    assert_null(strstr(text, "dropped"));
    assert_non_null(strstr(text, "debug \"kept\"\n"));
    assert_non_null(strstr(text, "error \"kept too\"\n"));
}

static void an_error_is_written_with_its_public_code(void **state)
{
    (void)state;
    struct err e;
    err_set_at(&e, ERR_SYNTAX, 3, 7, "expected a word");
    err_detail(&e, "row");
    err_hint(&e, "not for the log");
    err_log(&e, "sqlite 19");
    log_err(LOG_WARNING, &e, "question refused", log_int("wait_ms", 4));
    const char *text = end_catching();
    assert_non_null(strstr(text,
                           "warning \"question refused\" wait_ms=4 code=E1002 line=3 "
                           "column=7 message=\"expected a word\" detail=\"row\" "
                           "log_only=\"sqlite 19\"\n"));
    assert_null(strstr(text, "not for"));
}

static void a_message_cannot_begin_a_line_of_its_own(void **state)
{
    (void)state;
    struct err e;
    err_set(&e, ERR_IO, "a\nb\"c\\d\x1b[31m\xe9é\u2028\x7f");
    errno = 77;
    log_err(LOG_ERROR, &e, "x");
    assert_int_equal(errno, 77);
    const char *text = end_catching();
    assert_non_null(strstr(text, "message=\"a\\u000ab\\\"c\\\\d\\u001b[31m\\xe9é"
                                 "\\u2028\\u007f\"\n"));
    assert_ptr_equal(strchr(text, '\n'), text + strlen(text) - 1);
}

static void the_work_goes_on_when_nobody_listens(void **state)
{
    (void)state;
    close(STDERR_FILENO);
    errno = 77;
    log_line(LOG_ERROR, "lost");
    int after = errno;
    assert_string_equal(end_catching(), "");
    assert_int_equal(after, 77);
}

static void the_longest_error_still_makes_one_line(void **state)
{
    (void)state;
    struct err e;
    char text[400];
    memset(text, 1, sizeof text);
    text[399] = '\0';
    err_set(&e, ERR_IO, "%s", text);
    err_detail(&e, "%s", text);
    err_log(&e, "%s", text);
    log_err(LOG_ERROR, &e, "x");
    const char *line = end_catching();
    assert_in_range(strlen(line), 3000, 4096);
    assert_ptr_equal(strchr(line, '\n'), line + strlen(line) - 1);
}

static void *log_many(void *p)
{
    for (int i = 0; i < 500; i++)
        log_line(LOG_NOTICE, "thread", log_int("i", i),
                 log_hash("h", *(struct uuid *)p));
    return NULL;
}

static void lines_of_threads_do_not_mix(void **state)
{
    (void)state;
    pthread_t threads[4];
    struct uuid id = uuid7_new();
    for (int i = 0; i < 4; i++)
        pthread_create(&threads[i], NULL, log_many, &id);
    for (int i = 0; i < 4; i++)
        pthread_join(threads[i], NULL);
    char *text = (char *)end_catching();
    int lines = 0, wrong = 0, i, end;
    for (char *line = text, *next; (next = strchr(line, '\n')); line = next + 1) {
        *next = '\0';
        lines++;
        const char *event = strstr(line, "Z notice \"thread\" i=");
        wrong +=
            !event || event != line + 19 ||
            sscanf(event, "Z notice \"thread\" i=%d h=%*16[0-9a-f]%n", &i, &end) != 1 ||
            event[end] != '\0';
    }
    assert_int_equal(lines, 2000);
    assert_int_equal(wrong, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(a_line_holds_its_moment_level_event_and_fields,
                               begin_catching),
        cmocka_unit_test_setup(a_hashed_id_is_the_same_in_one_run_and_is_not_the_id,
                               begin_catching),
        cmocka_unit_test_setup(lines_below_the_level_are_dropped, begin_catching),
        cmocka_unit_test_setup(an_error_is_written_with_its_public_code,
                               begin_catching),
        cmocka_unit_test_setup(a_message_cannot_begin_a_line_of_its_own,
                               begin_catching),
        cmocka_unit_test_setup(the_work_goes_on_when_nobody_listens, begin_catching),
        cmocka_unit_test_setup(the_longest_error_still_makes_one_line, begin_catching),
        cmocka_unit_test_setup(lines_of_threads_do_not_mix, begin_catching),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
