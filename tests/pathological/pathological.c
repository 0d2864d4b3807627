/* Families of hostile inputs, each of some size and of twice that: the time must not grow by more than 2.6.
 *
 * Time is user-mode instructions where the machine counts them, else CPU time, the best of several; a ratio that is too
 * large is measured again, since other programs may have been in the way, and only one that stays is a failure. */
#define _GNU_SOURCE
#include "families.h"

#include <linux/perf_event.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#define RATIO 2.6
#define TRIES 12
/* A family is measured from the size on at which it takes so long. */
#define LEAST_SECONDS 0.005
#define LEAST_SIZE (4u << 10)
#define MOST_SIZE (256u << 10)

static int counter = -1;

static void open_counter(void) {
    struct perf_event_attr what = {.type = PERF_TYPE_HARDWARE,
                                   .size = sizeof what,
                                   .config = PERF_COUNT_HW_INSTRUCTIONS,
                                   .exclude_kernel = 1,
                                   .exclude_hv = 1};
    counter = (int)syscall(SYS_perf_event_open, &what, 0, -1, -1, 0);
}

static double seconds(void) {
    struct timespec now;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

/* In instructions, or in seconds. */
static double cost_once(const family *f, const char *input, size_t size) {
    uint64_t count = 0;
    double start = seconds();
    if (counter >= 0)
        ioctl(counter, PERF_EVENT_IOC_RESET, 0);
    f->run(input, size);
    if (counter >= 0 && read(counter, &count, sizeof count) == sizeof count && count)
        return (double)count;
    return seconds() - start;
}

static double cost(const family *f, const char *input, size_t size) {
    double best = cost_once(f, input, size);
    for (int i = 0; counter < 0 && i < 1; i++) {
        double next = cost_once(f, input, size);
        best = next < best ? next : best;
    }
    return best;
}

/* The size from which on it takes long enough; *input has twice that. */
static size_t choose_size(const family *f, char **input) {
    for (size_t size = LEAST_SIZE;; size *= 2) {
        *input = family_input(f, size * 2);
        double start = seconds();
        f->run(*input, size);
        if (size >= MOST_SIZE || seconds() - start >= LEAST_SECONDS)
            return size;
        free(*input);
    }
}

static bool check(const family *f) {
    char *input = NULL;
    size_t size = choose_size(f, &input);
    double ratio = RATIO + 1, lowest = 1e9;
    for (int i = 0; i < TRIES && lowest > RATIO; i++) {
        double one = cost(f, input, size);
        ratio = cost(f, input, size * 2) / one;
        lowest = ratio < lowest ? ratio : lowest;
    }
    free(input);
    printf("%-28s %4zu KB: x %.2f%s\n", f->name, size >> 10, lowest, lowest > RATIO ? "  TOO MUCH" : "");
    fflush(stdout);
    return lowest <= RATIO;
}

int main(int argc, char **argv) {
    size_t count, failures = 0, run = 0;
    const family *all = families(&count);
    open_counter();
    family_setup();
    for (size_t i = 0; i < count; i++) {
        if (argc > 1 && !strstr(all[i].name, argv[1]))
            continue;
        failures += !check(&all[i]);
        run++;
    }
    family_teardown();
    printf("%zu families doubled, by %s: %zu over %.1f\n", run, counter >= 0 ? "instructions" : "CPU time", failures,
           RATIO);
    return failures != 0;
}
