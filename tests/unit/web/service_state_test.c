/* What systemd hears: over a socket with a file, over one without, and nothing at all.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <cmocka.h>

#include "web/service_state.h"

static int listen_at(const char *name)
{
    struct sockaddr_un at = {.sun_family = AF_UNIX};
    size_t n = strlen(name);
    int fd = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    memcpy(at.sun_path, name, n);
    if (name[0] == '@') at.sun_path[0] = '\0';
    assert_return_code(bind(fd, (struct sockaddr *)&at,
                            (socklen_t)(offsetof(struct sockaddr_un, sun_path) + n)),
                       0);
    return fd;
}

static void hears(const char *name)
{
    char heard[64] = "";
    int fd = listen_at(name);
    setenv("NOTIFY_SOCKET", name, 1);
    assert_true(service_tell("READY=1"));
    assert_int_equal(recv(fd, heard, sizeof heard - 1, MSG_DONTWAIT), 7);
    assert_string_equal(heard, "READY=1");
    close(fd);
}

static void is_heard_where_it_is_wanted(void **state)
{
    (void)state;
    char folder[] = "/tmp/service-XXXXXX", path[64], bare[64];
    assert_non_null(mkdtemp(folder));
    snprintf(path, sizeof path, "%s/s", folder);
    snprintf(bare, sizeof bare, "@vindplaats-test-%d", (int)getpid());
    hears(path);
    hears(bare);
    unlink(path);
    rmdir(folder);
}

static void is_silent_where_nobody_asked(void **state)
{
    (void)state;
    unsetenv("NOTIFY_SOCKET");
    assert_false(service_tell("READY=1"));
    setenv("NOTIFY_SOCKET", "", 1);
    assert_false(service_tell("READY=1"));
}

static void a_wrong_address_is_no_error(void **state)
{
    (void)state;
    char far[200];
    memset(far, 'a', sizeof far - 1);
    far[0] = '/';
    far[sizeof far - 1] = '\0';
    const char *const wrong[] = {"relative", "/nonexistent/socket", far};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        setenv("NOTIFY_SOCKET", wrong[i], 1);
        assert_false(service_tell("READY=1"));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(is_heard_where_it_is_wanted),
        cmocka_unit_test(is_silent_where_nobody_asked),
        cmocka_unit_test(a_wrong_address_is_no_error),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
