/* A line on stderr while long work goes on: documents, bytes, rate, and a bar where the size of all is known.
 *
 * Only on a terminal that can erase a line, not with -q, and not before WAIT seconds. It is drawn anew at most every STEP
 * seconds, when a document is done, and erased before anything else is written to the terminal. Workers finish documents and
 * complain at the same time, so there is a lock, and the state is static: messages come from everywhere. */
#include "cli/cli.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define WAIT 0.5
#define STEP 0.1
#define BAR 24

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static struct {
    bool on, shown;
    double start, drawn;
    unsigned long count;
    const char *what;
    double bytes, all; /* doubles count exactly as far as files go; all: 0 if it is not known */
} work;

static double now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* 1.2 MB */
static const char *amount(double bytes, char room[32]) {
    static const char *const units[] = {"B", "kB", "MB", "GB", "TB"};
    size_t unit = 0;
    while (bytes >= 1000 && unit < 4) {
        bytes /= 1000;
        unit++;
    }
    snprintf(room, 32, "%.*f %s", unit ? 1 : 0, bytes, units[unit]);
    return room;
}

/* The whole line in one write, so that it never stands half. */
static void draw(double seconds) {
    char text[256], bar[BAR + 1] = "", done[32], all[32], rate[32];
    double part = work.all > 0 && work.bytes < work.all ? work.bytes / work.all : 1;
    for (int i = 0; i < BAR; i++)
        bar[i] = i < (int)(part * BAR) ? '#' : '-';
    amount(work.bytes, done);
    amount(work.bytes / seconds, rate);
    if (work.all > 0)
        snprintf(text, sizeof text, "\r\033[K[%s] %3d%%  %lu %s  %s of %s  %s/s", bar, (int)(part * 100), work.count,
                 work.what, done, amount(work.all, all), rate);
    else
        snprintf(text, sizeof text, "\r\033[K%lu %s  %s  %s/s", work.count, work.what, done, rate);
    fputs(text, stderr);
    (void)fflush(stderr);
    work.shown = true;
}

static void erase(void) {
    if (work.shown)
        fputs("\r\033[K", stderr);
    work.shown = false;
}

bool progress_start(const options *o) {
    const char *terminal = getenv("TERM");
    bool on = !o->quiet && isatty(STDERR_FILENO) && terminal && strcmp(terminal, "dumb") != 0;
    pthread_mutex_lock(&lock);
    work.on = on;
    work.shown = false;
    work.start = on ? now() : 0;
    work.drawn = 0;
    work.count = 0;
    work.bytes = 0;
    work.all = 0;
    work.what = !strcmp(o->command, "convert") || !strcmp(o->command, "verify") ? "records" : "documents";
    pthread_mutex_unlock(&lock);
    return on;
}

void progress_all(double bytes) {
    pthread_mutex_lock(&lock);
    work.all = bytes;
    pthread_mutex_unlock(&lock);
}

void progress_done(size_t bytes) {
    pthread_mutex_lock(&lock);
    work.count++;
    work.bytes += (double)bytes;
    double time = work.on ? now() : 0;
    if (work.on && time - work.start >= WAIT && time - work.drawn >= STEP) {
        work.drawn = time;
        draw(time - work.start);
    }
    pthread_mutex_unlock(&lock);
}

void progress_erase(void) {
    pthread_mutex_lock(&lock);
    erase();
    pthread_mutex_unlock(&lock);
}

void progress_end(void) {
    pthread_mutex_lock(&lock);
    erase();
    work.on = false;
    pthread_mutex_unlock(&lock);
}
