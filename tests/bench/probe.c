/* probe.c: see probe.h. schedstat and not stat: nanoseconds, where stat counts in hundredths of a second. */
#include "bench/probe.h"

#include <dirent.h>
#include <stdio.h>

/* The first line that fits the format gives its number; 0 if none does. */
static double number_in(const char *path, const char *format)
{
    char line[256];
    double value = 0;
    FILE *f = fopen(path, "re");
    while (f && fgets(line, sizeof line, f)) {
        if (sscanf(line, format, &value) == 1)
            break;
    }
    if (f)
        fclose(f);
    return value;
}

struct probe probe_now(pid_t pid)
{
    struct probe p = {0};
    char path[64 + 256];
    snprintf(path, sizeof path, "/proc/%d/task", (int)pid);
    DIR *tasks = opendir(path);
    for (struct dirent *t; tasks && (t = readdir(tasks));) {
        if (t->d_name[0] == '.')
            continue;
        snprintf(path, sizeof path, "/proc/%d/task/%s/schedstat", (int)pid, t->d_name);
        p.cpu_ms += number_in(path, "%lf") / 1e6;
        snprintf(path, sizeof path, "/proc/%d/task/%s/status", (int)pid, t->d_name);
        p.switches += (long)number_in(path, "voluntary_ctxt_switches: %lf");
    }
    if (tasks)
        closedir(tasks);
    snprintf(path, sizeof path, "/proc/%d/smaps_rollup", (int)pid);
    p.pss_kb = (long)number_in(path, "Pss: %lf");
    return p;
}
