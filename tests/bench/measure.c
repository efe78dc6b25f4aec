/* measure: how fast a full-screen program is, beside yardsticks run in the same minute.
 *
 *     measure [--rounds 3] [--starts 15] [--keys 1000] [--size 40x120]
 *             [--label TEXT] [--startup-keys KEYS] [--down KEYS] [--nothing KEYS]
 *             { --vs 'COMMAND' [--label TEXT] [--startup-keys KEYS] [--down KEYS] [--nothing KEYS] }... -- COMMAND ...
 *
 * --label, --startup-keys (to get from the first screen to the first row of the list), --down (default <Down>) and
 * --nothing (keys that change nothing on the screen there, default <Up>) belong to the command after "--", or after a
 * --vs to that yardstick, whose command is split at blanks. KEYS as in tests/pty/keys.h. Programs get our environment
 * with TERM=xterm-256color, and are ended by a signal. Every program is run in turn (A B C, A B C ...); a ratio is the
 * median over the rounds of ours divided by theirs.
 *
 * No program is asked anything: a frame is over when nothing came for a while, and its time is that of its last byte.
 *   first frame    from fork() to the last byte before 150 ms of silence
 *   Down key       from the key to the last byte before 5 ms of silence; the median key, and the one of 99 in 100
 *   bytes, CPU     while the Down keys were worked off (CPU from /proc/PID/task/TID/schedstat), per key and per 1,000
 *   memory         proportional set size, from /proc/PID/smaps_rollup, with the list on the screen
 *   behind         400 keys at 200 a second: from the last key to the last byte
 *   idle           one second without a key: CPU and how often the program woke up
 */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "bench/probe.h"
#include "pty/keys.h"
#include "pty/spawn.h"

enum { SUBJECTS = 6, ARGS = 64, ROUNDS = 50, STARTS = 200, KEYS_SIZE = 4096 };

enum {
    START_QUIET_MS = 150,
    KEY_QUIET_MS = 5,
    FIRST_BYTE_MS = 20000, /* how long a program may take to show anything */
    NO_ANSWER_MS = 100,    /* how long a key may take to show anything */
    NOTHING_KEYS = 20,
    PACE_KEYS = 400,
    PACE_MS = 5,
};

enum figure { START, DOWN, DOWN99, BYTES, NOTHING, CPU, PSS, BEHIND, IDLE_CPU, IDLE_WAKES, FIGURES };

static const struct {
    const char *name, *unit;
    int decimals;
} figures[FIGURES] = {
    {"first frame", "ms", 2},      {"Down key, last byte", "ms", 3},  {"Down key, 99 in 100", "ms", 3},
    {"bytes for one Down", "", 0}, {"bytes, nothing changes", "", 1}, {"CPU for 1,000 Down", "ms", 1},
    {"memory (PSS)", "kB", 0},     {"behind at 200 keys/s", "ms", 2}, {"idle second: CPU", "ms", 3},
    {"idle second: woken", "", 0},
};

struct keys {
    char bytes[KEYS_SIZE];
    size_t n;
};

struct subject {
    const char *label;
    const char *argv[ARGS + 1];
    struct keys startup, down, nothing;
    double starts[STARTS];
    double value[FIGURES][ROUNDS];
};

struct plan {
    struct subject subjects[SUBJECTS]; /* [0] is the program measured, the others are yardsticks */
    int n, rounds, starts, keys, rows, cols;
};

struct run {
    pid_t pid;
    int master;
};

static _Noreturn void quit(const char *what, const char *why)
{
    fprintf(stderr, "measure: %s: %s\n", what, why);
    exit(1);
}

static double now_ms(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

/* Reads until nothing came for quiet_ms, after waiting up to first_ms for the first byte. Gives the time of the last
 * byte (that of the call if there was none) and adds to *bytes. */
static double drain(const struct run *r, int first_ms, int quiet_ms, long *bytes)
{
    char piece[65536];
    double last = now_ms();
    struct pollfd fd = {.fd = r->master, .events = POLLIN};
    for (int wait = first_ms; poll(&fd, 1, wait) > 0; wait = quiet_ms) {
        ssize_t n = read(r->master, piece, sizeof piece);
        if (n <= 0)
            break;
        last = now_ms();
        *bytes += n;
    }
    return last;
}

static void type(const struct run *r, const struct keys *k)
{
    for (size_t at = 0; at < k->n;) {
        ssize_t n = write(r->master, k->bytes + at, k->n - at);
        if (n <= 0)
            quit("cannot send keys", strerror(errno));
        at += (size_t)n;
    }
}

/* Starts the program; the time in ms until its first frame stands. */
static double begin(const struct plan *p, struct subject *s, struct run *r)
{
    char why[200];
    long bytes = 0;
    double start = now_ms();
    if (!spawn_in_terminal(s->argv, (const char *const *)(void *)environ, p->rows, p->cols, &r->pid, &r->master, why,
                           sizeof why))
        quit(s->label, why);
    double last = drain(r, FIRST_BYTE_MS, START_QUIET_MS, &bytes);
    if (bytes == 0 || waitpid(r->pid, NULL, WNOHANG) != 0)
        quit(s->label, "showed nothing, or ended at once");
    return last - start;
}

static void end(struct run *r)
{
    long bytes = 0;
    kill(r->pid, SIGTERM);
    for (int i = 0; i < 100 && waitpid(r->pid, NULL, WNOHANG) == 0; i++) {
        if (i == 99) {
            kill(-r->pid, SIGKILL);
            waitpid(r->pid, NULL, 0);
            break;
        }
        poll(NULL, 0, 10);
        drain(r, 0, 0, &bytes);
    }
    close(r->master);
}

static int by_size(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* The value that `share` of n values do not exceed; they are sorted. */
static double quantile(double *values, int n, double share)
{
    qsort(values, (size_t)n, sizeof *values, by_size);
    return values[(int)(share * (n - 1) + 0.5)];
}

static double median_of(const double *values, int n)
{
    double copy[STARTS > ROUNDS ? STARTS : ROUNDS];
    memcpy(copy, values, (size_t)n * sizeof *copy);
    return quantile(copy, n, 0.5);
}

static void measure_keys(const struct plan *p, struct subject *s, struct run *r, int round)
{
    double *times = calloc((size_t)p->keys, sizeof *times);
    if (!times)
        quit(s->label, "out of memory");
    struct probe before = probe_now(r->pid);
    long bytes = 0;
    for (int i = 0; i < p->keys; i++) {
        double sent = now_ms();
        type(r, &s->down);
        double last = drain(r, NO_ANSWER_MS, KEY_QUIET_MS, &bytes);
        times[i] = last > sent ? last - sent : 0;
    }
    struct probe after = probe_now(r->pid);
    s->value[DOWN][round] = quantile(times, p->keys, 0.5);
    s->value[DOWN99][round] = quantile(times, p->keys, 0.99);
    s->value[BYTES][round] = (double)bytes / p->keys;
    s->value[CPU][round] = (after.cpu_ms - before.cpu_ms) * 1000 / p->keys;
    free(times);
}

static void measure_nothing(struct subject *s, struct run *r, int round)
{
    long bytes = 0;
    for (int i = 0; i < NOTHING_KEYS; i++) {
        type(r, &s->nothing);
        drain(r, 20, KEY_QUIET_MS, &bytes);
    }
    s->value[NOTHING][round] = (double)bytes / NOTHING_KEYS;
}

static void measure_pace(struct subject *s, struct run *r, int round)
{
    long bytes = 0;
    double start = now_ms(), sent = start;
    for (int i = 0; i < PACE_KEYS; i++) {
        for (double wait; (wait = start + i * PACE_MS - now_ms()) > 0;) {
            struct pollfd fd = {.fd = r->master, .events = POLLIN};
            struct timespec t = {.tv_nsec = (long)(wait * 1e6)};
            if (ppoll(&fd, 1, &t, NULL) > 0)
                drain(r, 0, 0, &bytes);
        }
        sent = now_ms();
        type(r, &s->down);
    }
    double last = drain(r, NO_ANSWER_MS, 50, &bytes);
    s->value[BEHIND][round] = last > sent ? last - sent : 0;
}

static void measure_idle(struct subject *s, struct run *r, int round)
{
    long bytes = 0;
    drain(r, 300, 300, &bytes);
    struct probe before = probe_now(r->pid);
    drain(r, 1000, 1000, &bytes);
    struct probe after = probe_now(r->pid);
    s->value[IDLE_CPU][round] = after.cpu_ms - before.cpu_ms;
    s->value[IDLE_WAKES][round] = (double)(after.switches - before.switches);
}

static void measure_round(const struct plan *p, struct subject *s, int round)
{
    struct run r;
    long bytes = 0;
    begin(p, s, &r);
    if (s->startup.n > 0) {
        type(&r, &s->startup);
        drain(&r, 2000, START_QUIET_MS, &bytes);
    }
    s->value[PSS][round] = (double)probe_now(r.pid).pss_kb;
    measure_nothing(s, &r, round);
    measure_keys(p, s, &r, round);
    measure_pace(s, &r, round);
    measure_idle(s, &r, round);
    end(&r);
}

static void measure_all(struct plan *p)
{
    struct run r;
    for (int i = -1; i < p->starts; i++) { /* -1: to have the files in memory */
        for (int k = 0; k < p->n; k++) {
            double ms = begin(p, &p->subjects[k], &r);
            end(&r);
            if (i >= 0)
                p->subjects[k].starts[i] = ms;
        }
    }
    for (int round = 0; round < p->rounds; round++) {
        for (int k = 0; k < p->n; k++)
            measure_round(p, &p->subjects[k], round);
    }
}

/* --- what came out ---------------------------------------------------------------------------------------------- */

static const double *samples(const struct plan *p, const struct subject *s, int figure, int *n)
{
    *n = figure == START ? p->starts : p->rounds;
    return figure == START ? s->starts : s->value[figure];
}

static void print_ratio(const struct plan *p, const struct subject *theirs, int figure)
{
    int n;
    const double *a = samples(p, &p->subjects[0], figure, &n), *b = samples(p, theirs, figure, &n);
    double ratios[STARTS > ROUNDS ? STARTS : ROUNDS];
    for (int i = 0; i < n; i++) {
        if (b[i] <= 0) {
            printf(" %7s", "-");
            return;
        }
        ratios[i] = a[i] / b[i];
    }
    printf(" %6.2fx", median_of(ratios, n));
}

static void print_all(const struct plan *p)
{
    printf("%-22s %16.16s", "", p->subjects[0].label);
    for (int k = 1; k < p->n; k++)
        printf(" %16.16s %7s", p->subjects[k].label, "ratio");
    putchar('\n');
    for (int f = 0; f < FIGURES; f++) {
        printf("%-22s", figures[f].name);
        for (int k = 0; k < p->n; k++) {
            int n;
            const double *values = samples(p, &p->subjects[k], f, &n);
            printf(" %13.*f %-2s", figures[f].decimals, median_of(values, n), figures[f].unit);
            if (k > 0)
                print_ratio(p, &p->subjects[k], f);
        }
        putchar('\n');
    }
    printf("medians of %d starts and %d rounds of %d keys, taken in turn, %dx%d\n", p->starts, p->rounds, p->keys,
           p->cols, p->rows);
}

/* --- the command line ------------------------------------------------------------------------------------------- */

static _Noreturn void usage(void)
{
    fputs("usage: measure [--rounds N] [--starts N] [--keys N] [--size ROWSxCOLS]\n"
          "               [--label TEXT] [--startup-keys KEYS] [--down KEYS] [--nothing KEYS]\n"
          "               {--vs 'COMMAND' [--label TEXT] [--startup-keys KEYS] ...}... -- COMMAND...\n",
          stderr);
    exit(2);
}

static void keys_take(struct keys *k, const char *spec)
{
    char why[200];
    if (!keys_bytes(spec, k->bytes, sizeof k->bytes, &k->n, why, sizeof why))
        quit("keys", why);
}

static int number(const char *s, int most)
{
    long n = strtol(s, NULL, 10);
    if (n < 1 || n > most)
        quit(s, "out of range");
    return (int)n;
}

/* A new yardstick: the command is split in place. */
static struct subject *yardstick(struct plan *p, char *command)
{
    if (p->n == SUBJECTS)
        quit(command, "too many yardsticks");
    struct subject *s = &p->subjects[p->n++];
    int n = 0;
    for (char *word = strtok(command, " "); word && n < ARGS; word = strtok(NULL, " "))
        s->argv[n++] = word;
    if (n == 0)
        usage();
    const char *slash = strrchr(s->argv[0], '/');
    s->label = slash ? slash + 1 : s->argv[0];
    return s;
}

static void read_arguments(struct plan *p, int argc, char **argv)
{
    struct subject *s = &p->subjects[0];
    int i = 1;
    for (; i < argc && strcmp(argv[i], "--") != 0; i += 2) {
        const char *option = argv[i];
        if (i + 1 >= argc)
            usage();
        char *value = argv[i + 1];
        if (strcmp(option, "--vs") == 0)
            s = yardstick(p, value);
        else if (strcmp(option, "--label") == 0)
            s->label = value;
        else if (strcmp(option, "--startup-keys") == 0)
            keys_take(&s->startup, value);
        else if (strcmp(option, "--down") == 0)
            keys_take(&s->down, value);
        else if (strcmp(option, "--nothing") == 0)
            keys_take(&s->nothing, value);
        else if (strcmp(option, "--rounds") == 0)
            p->rounds = number(value, ROUNDS);
        else if (strcmp(option, "--starts") == 0)
            p->starts = number(value, STARTS);
        else if (strcmp(option, "--keys") == 0)
            p->keys = number(value, 1000000);
        else if (strcmp(option, "--size") != 0 || sscanf(value, "%dx%d", &p->rows, &p->cols) != 2)
            usage();
    }
    int n = argc - i - 1;
    if (n < 1 || n > ARGS)
        usage();
    for (int k = 0; k < n; k++)
        p->subjects[0].argv[k] = argv[i + 1 + k];
    if (!p->subjects[0].label)
        p->subjects[0].label = argv[i + 1];
    for (int k = 0; k < p->n; k++) {
        if (p->subjects[k].down.n == 0)
            keys_take(&p->subjects[k].down, "<Down>");
        if (p->subjects[k].nothing.n == 0)
            keys_take(&p->subjects[k].nothing, "<Up>");
    }
}

int main(int argc, char **argv)
{
    struct plan *p = calloc(1, sizeof *p);
    if (!p)
        quit("start", "out of memory");
    *p = (struct plan){.n = 1, .rounds = 3, .starts = 15, .keys = 1000, .rows = 40, .cols = 120};
    read_arguments(p, argc, argv);
    setenv("TERM", "xterm-256color", 1);
    measure_all(p);
    print_all(p);
    free(p);
    return 0;
}
