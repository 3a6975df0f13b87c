#include <pthread.h>

#include "blind/side_by_side.h"

struct share {
    pthread_t thread;
    void (*work)(void *item);
    void *item;
    bool has_thread;
};

static void *run(void *of)
{
    struct share *s = of;
    s->work(s->item);
    return NULL;
}

void side_by_side(void *items, size_t n, size_t size, void (*work)(void *item))
{
    struct share share[SIDE_BY_SIDE_MOST];
    require(n <= SIDE_BY_SIDE_MOST);
    for (size_t i = 1; i < n; i++) {
        share[i] = (struct share){.work = work, .item = (char *)items + i * size};
        share[i].has_thread =
            pthread_create(&share[i].thread, NULL, run, &share[i]) == 0;
    }
    if (n) work(items);
    for (size_t i = 1; i < n; i++) {
        if (share[i].has_thread)
            pthread_join(share[i].thread, NULL);
        else
            work(share[i].item);
    }
}
