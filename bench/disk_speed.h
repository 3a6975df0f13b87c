/* The disk alone, as the physical limit beside what is durable: how often it says that
 * 4 KiB are safe (appended and fdatasync, one after the other, in a file of its own
 * that is removed), and how long one of those takes. */
#ifndef BENCH_DISK_SPEED_H
#define BENCH_DISK_SPEED_H

struct disk_speed {
    double syncs_per_s;
    double p50_ms, p95_ms, p99_ms; /* of one */
};
/* Exits with status 74 when the folder takes no file. */
struct disk_speed disk_speed_measure(const char *folder, double seconds);

#endif
