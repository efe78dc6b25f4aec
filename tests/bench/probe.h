/* probe.h: what a running process has used so far, read from /proc (proc(5)). */
#ifndef PEERLOOM_TESTS_BENCH_PROBE_H
#define PEERLOOM_TESTS_BENCH_PROBE_H

#include <sys/types.h>

struct probe {
    double cpu_ms; /* of all its threads, in user and kernel mode */
    long switches; /* how often they went to sleep of their own will */
    long pss_kb;   /* proportional set size: memory shared with others counts by its share */
};

/* What cannot be read (the process has ended) is 0. */
struct probe probe_now(pid_t pid);

#endif
