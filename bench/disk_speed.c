#include "disk_speed.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/base.h"
#include "base/clock.h"

enum { SYNCS_MOST = 1 << 18 };

static int compare_doubles(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

struct disk_speed disk_speed_measure(const char *folder, double seconds)
{
    static char page[4096];
    double *times = mem_array(SYNCS_MOST, sizeof *times);
    char path[4096];
    size_t n = 0;
    snprintf(path, sizeof path, "%s/disk", folder);
    int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (fd < 0) exit(74);
    double began = clock_seconds(), now = began;
    while (now < began + seconds && n < SYNCS_MOST) {
        double before = now;
        if (write(fd, page, sizeof page) != (ssize_t)sizeof page || fdatasync(fd))
            exit(74);
        now = clock_seconds();
        times[n++] = now - before;
    }
    close(fd);
    unlink(path);
    qsort(times, n, sizeof *times, compare_doubles);
    struct disk_speed speed = {(double)n / (now - began), times[n / 2] * 1e3,
                               times[n * 95 / 100] * 1e3, times[n * 99 / 100] * 1e3};
    free(times);
    return speed;
}
