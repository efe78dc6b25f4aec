/* Quality and speed of the matching engine, a row for each problem. bench-match runs it.
 *
 *   match make FOLDER                          writes the score files of generated pairs problems
 *   match pairs YARDSTICK FILE...              pairs; YARDSTICK: lines "file value seconds" by lemon-match, or
 * /dev/null match odd TARGET GAP FILE                  pairs and a trio, without the last person of the file match
 * groups SCALE TARGET GAP LIMIT FILE   groups of the sizes in the file; TARGET - for none, p before it: to be proved
 *   match rounds                               rounds of groups and pairs
 *
 * A score file holds "n groups kind least most least most ..." and then lines "i j score"; scores are multiplied by
 * SCALE. Every result goes through match_verify(). GAP is in per cent, LIMIT in CPU seconds. */
#include "match/match.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/mem.h"
#include "match/verify.h"

enum { MOST_GROUPS = 1000, STEPS_A_SECOND = 400000 };

struct score_file {
    int n, groups;
    int least[MOST_GROUPS], most[MOST_GROUPS];
    int32_t *score;
};

struct measured {
    struct match_result result;
    double seconds;
    bool sound;
};

/* ---- files ---- */

static const char *base_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

static void give_up(const char *path, const char *why)
{
    fprintf(stderr, "%s: %s\n", path, why);
    exit(1);
}

static void read_sizes(struct score_file *in, char *header, const char *path)
{
    char *rest = header;
    in->n = (int)strtol(rest, &rest, 10);
    in->groups = (int)strtol(rest, &rest, 10);
    if (in->n < 1 || in->n > MATCH_MOST_PEOPLE || in->groups < 0 || in->groups > MOST_GROUPS)
        give_up(path, "no score file");
    rest += strspn(rest, " ");
    rest += strcspn(rest, " \n"); /* ss or ds */
    for (int k = 0; k < in->groups; k++) {
        in->least[k] = (int)strtol(rest, &rest, 10);
        in->most[k] = (int)strtol(rest, &rest, 10);
    }
}

static struct score_file *read_instance(const char *path, double scale)
{
    FILE *file = fopen(path, "r");
    struct score_file *in = xcalloc(1, sizeof *in);
    char line[20000];
    if (!file || !fgets(line, sizeof line, file))
        give_up(path, "cannot be read");
    read_sizes(in, line, path);
    in->score = xcalloc((size_t)in->n * (size_t)in->n, sizeof *in->score);
    while (fgets(line, sizeof line, file)) {
        char *rest = line;
        long i = strtol(rest, &rest, 10), j = strtol(rest, &rest, 10);
        if (i < 0 || j < 0 || i >= in->n || j >= in->n)
            give_up(path, "has a pair out of range");
        int32_t score = (int32_t)lround(strtod(rest, NULL) * scale);
        in->score[i * in->n + j] = in->score[j * in->n + i] = score;
    }
    fclose(file);
    return in;
}

static void free_instance(struct score_file *in)
{
    free(in->score);
    free(in);
}

/* ---- generated pairs problems ---- */

static uint32_t next_random(uint64_t *state)
{
    *state = *state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (uint32_t)(*state >> 33);
}

enum family { UNIFORM, EUCLIDEAN, TIES, HUBS, FAMILIES };

static int generated_score(enum family family, const double *x, const double *y, int i, int j, uint64_t *state)
{
    int random = (int)(next_random(state) % 1000);
    switch (family) {
    case EUCLIDEAN: /* high scores for small distances */
        return 100000 - (int)lround(hypot(x[i] - x[j], y[i] - y[j]));
    case TIES: /* only a few different scores */
        return random % 4;
    case HUBS: /* every tenth person is popular; other pairs have low scores */
        return i % 10 == 0 || j % 10 == 0 ? random : random / 100;
    case UNIFORM:
    case FAMILIES:
        break;
    }
    return random;
}

static void write_instance(const char *folder, const char *name, enum family family, int n)
{
    char path[4096];
    uint64_t state = (uint64_t)n * 16 + family;
    double *x = xcalloc((size_t)n, sizeof *x), *y = xcalloc((size_t)n, sizeof *y);
    snprintf(path, sizeof path, "%s/%s_n%d", folder, name, n);
    FILE *file = fopen(path, "w");
    if (!file)
        give_up(path, "cannot be written");
    fprintf(file, "%d 0 -\n", n);
    for (int i = 0; i < n; i++) {
        x[i] = next_random(&state) % 65536;
        y[i] = next_random(&state) % 65536;
    }
    for (int i = 0; i < n; i++)
        for (int j = i + 1; j < n; j++)
            fprintf(file, "%d %d %d\n", i, j, generated_score(family, x, y, i, j, &state));
    fclose(file);
    free(x);
    free(y);
}

static void make_instances(const char *folder)
{
    static const char *const names[FAMILIES] = {"uniform", "euclidean", "ties", "hubs"};
    static const int sizes[] = {50, 100, 200, 500, 1000, 2000};
    for (size_t k = 0; k < sizeof sizes / sizeof *sizes; k++)
        for (int family = 0; family < FAMILIES; family++)
            write_instance(folder, names[family], (enum family)family, sizes[k]);
}

/* ---- measuring ---- */

struct deadline {
    clock_t at;
};

static bool is_late(void *data, const struct match_progress *progress)
{
    const struct deadline *deadline = data;
    (void)progress;
    return clock() >= deadline->at;
}

/* Solves within so many CPU seconds (0: no limit). */
static struct measured measure(const struct match_problem *p, double limit)
{
    struct measured m = {0};
    struct error e = {0};
    clock_t start = clock();
    struct deadline deadline = {.at = start + (clock_t)(limit * CLOCKS_PER_SEC)};
    struct match_control control = {
        .poll = limit > 0 ? is_late : NULL, .data = &deadline, .effort = (uint64_t)(limit * STEPS_A_SECOND)};
    if (match_solve(p, &control, &m.result, &e) != OK) {
        fprintf(stderr, "%s\n", e.what);
        exit(1);
    }
    m.seconds = (double)(clock() - start) / CLOCKS_PER_SEC;
    m.sound = match_verify(p, &m.result, &e) == OK && m.result.state == MATCH_FEASIBLE;
    if (!m.sound)
        fprintf(stderr, "not sound: %s\n", e.what);
    return m;
}

static double gap_of(const struct match_result *r)
{
    return r->worth == 0 ? (r->bound > 0) * 100.0 : 100.0 * (double)(r->bound - r->worth) / fabs((double)r->worth);
}

static void print_row(const char *name, const char *method, const struct measured *m, double scale, const char *target,
                      const char *verdict)
{
    const struct match_result *r = &m->result;
    printf("%-26s %-10s %13.*f %13.*f %7.3f %8.3f  %-34s %s\n", name, method, scale > 1 ? 3 : 0,
           (double)r->worth / scale, scale > 1 ? 3 : 0, (double)r->bound / scale, gap_of(r), m->seconds, target,
           m->sound ? verdict : "falls short: not sound");
    fflush(stdout);
}

/* ---- pairs ---- */

/* The line of the yardstick about a file. */
static bool find_yardstick(const char *yardstick, const char *name, int64_t *value, double *seconds)
{
    FILE *file = fopen(yardstick, "r");
    char line[4300], path[4096];
    bool found = false;
    while (file && !found && fgets(line, sizeof line, file))
        found = sscanf(line, "%4095s %" SCNd64 " %lf", path, value, seconds) == 3 && strcmp(base_name(path), name) == 0;
    if (file)
        fclose(file);
    return found;
}

static void bench_pairs(const char *yardstick, const char *path)
{
    struct score_file *in = read_instance(path, 1);
    struct match_problem p = {.n = in->n, .score = in->score, .least = 2, .most = 2};
    const char *name = base_name(path);
    struct measured m = measure(&p, 0);
    const char *verdict = m.result.proved && m.result.certified ? "pass" : "falls short: not proved";
    char target[100] = "proved; no yardstick";
    int64_t value = 0;
    double seconds = 0;
    if (find_yardstick(yardstick, name, &value, &seconds)) {
        double part = in->n >= 1000 ? 0.1 : 1;
        snprintf(target, sizeof target, "proved, <= %g x LEMON's %.3f s", part, seconds);
        if (value != m.result.worth)
            verdict = "falls short: LEMON has another value";
        else if (m.seconds > part * seconds + 0.001) /* the resolution of the clock */
            verdict = "falls short: time";
    }
    print_row(name, "pairs", &m, 1, target, verdict);
    match_release(&m.result);
    free_instance(in);
}

/* The same without the last person. */
static void drop_last(struct score_file *in)
{
    int n = in->n - 1;
    for (int i = 0; i < n; i++)
        memmove(in->score + (size_t)i * (size_t)n, in->score + (size_t)i * (size_t)in->n,
                (size_t)n * sizeof *in->score);
    in->n = n;
}

static void bench_odd(const char *target, double gap, const char *path)
{
    struct score_file *in = read_instance(path, 1);
    drop_last(in);
    struct match_problem p = {.n = in->n, .score = in->score, .least = 2, .most = 2};
    struct measured m = measure(&p, 0);
    char name[100], wanted[100];
    snprintf(name, sizeof name, "%.60s less 1", base_name(path));
    snprintf(wanted, sizeof wanted, "%s, gap <= %g %%", target, gap);
    bool reached = strcmp(target, "-") == 0 || m.result.worth >= strtoll(target, NULL, 10);
    print_row(name, "pairs+trio", &m, 1, wanted,
              !reached                  ? "falls short: value"
              : gap_of(&m.result) > gap ? "falls short: gap"
                                        : "pass");
    match_release(&m.result);
    free_instance(in);
}

/* ---- groups ---- */

/* If all groups have one size, their number follows: no places are needed. */
static struct match_problem groups_problem(const struct score_file *in)
{
    struct match_problem p = {.n = in->n, .score = in->score, .least = in->least[0], .most = in->most[0]};
    bool equal = true;
    for (int k = 0; k < in->groups; k++)
        equal = equal && in->least[k] == in->least[0] && in->most[k] == in->least[0];
    if (!equal) {
        p.place_least = in->least;
        p.place_most = in->most;
        p.places = in->groups;
    }
    return p;
}

static void bench_groups(double scale, const char *target, double gap, double limit, const char *path)
{
    struct score_file *in = read_instance(path, scale);
    struct match_problem p = groups_problem(in);
    struct measured m = measure(&p, limit);
    bool prove = target[0] == 'p';
    const char *number = target + prove, *verdict = "pass";
    int64_t value = strcmp(number, "-") == 0 ? INT64_MIN : llround(strtod(number, NULL) * scale);
    char wanted[200], may_gap[40] = "";
    if (gap < 100)
        snprintf(may_gap, sizeof may_gap, ", gap <= %g %%", gap);
    snprintf(wanted, sizeof wanted, "%s%s%s, %g s", prove ? "proved " : "", number, may_gap, limit);
    if (m.result.worth < value)
        verdict = "falls short: value";
    else if (prove && !m.result.proved)
        verdict = "falls short: not proved";
    else if (gap_of(&m.result) > gap)
        verdict = "falls short: gap";
    else if (m.seconds > limit * 1.02 + 0.05)
        verdict = "falls short: time";
    print_row(base_name(path), m.result.proved ? "proved" : "searched", &m, scale, wanted, verdict);
    match_release(&m.result);
    free_instance(in);
}

/* ---- rounds ---- */

static void bench_rounds_of(int groups, int size, int rounds, int repeats, double gap, double limit)
{
    int n = groups * size;
    int32_t *score = xcalloc((size_t)n * (size_t)n, sizeof *score);
    uint64_t state = 1;
    for (int i = 0; i < n; i++)
        for (int j = 0; j < i; j++)
            score[i * n + j] = score[j * n + i] = (int32_t)(next_random(&state) % 100);
    struct match_problem p = {.n = n, .score = score, .least = size, .most = size, .rounds = rounds, .seed = 1};
    struct measured m = measure(&p, limit);
    char name[60], wanted[100], may_gap[40] = "";
    const char *verdict = m.result.repeats > repeats                         ? "falls short: repeats"
                          : m.result.repeats == 0 && gap_of(&m.result) > gap ? "falls short: gap"
                                                                             : "pass";
    snprintf(name, sizeof name, "rounds %d-%d-%d: %d repeats", groups, size, rounds, m.result.repeats);
    if (gap < 100)
        snprintf(may_gap, sizeof may_gap, ", gap <= %g %%", gap);
    snprintf(wanted, sizeof wanted, "<= %d repeats%s, %g s", repeats, may_gap, limit);
    print_row(name, "rounds", &m, 1, wanted, verdict);
    match_release(&m.result);
    free(score);
}

static void bench_rounds(void)
{
    bench_rounds_of(5, 3, 7, 0, 100, 20);
    bench_rounds_of(10, 4, 9, 0, 100, 20);
    bench_rounds_of(10, 3, 13, 0, 100, 20);
    bench_rounds_of(30, 4, 20, 0, 100, 60);
    bench_rounds_of(8, 4, 10, 21, 100, 20);
    bench_rounds_of(30, 2, 5, 0, 0.3, 10);
    bench_rounds_of(12, 2, 23, 0, 100, 10);
}

int main(int argc, char **argv)
{
    const char *what = argc > 1 ? argv[1] : "";
    if (strcmp(what, "make") == 0 && argc == 3) {
        make_instances(argv[2]);
    } else if (strcmp(what, "pairs") == 0 && argc > 3) {
        for (int k = 3; k < argc; k++)
            bench_pairs(argv[2], argv[k]);
    } else if (strcmp(what, "odd") == 0 && argc == 5) {
        bench_odd(argv[2], strtod(argv[3], NULL), argv[4]);
    } else if (strcmp(what, "groups") == 0 && argc == 7) {
        bench_groups(strtod(argv[2], NULL), argv[3], strtod(argv[4], NULL), strtod(argv[5], NULL), argv[6]);
    } else if (strcmp(what, "rounds") == 0 && argc == 2) {
        bench_rounds();
    } else {
        fprintf(stderr, "usage: see the head of tests/bench/match.c, or run bench-match\n");
        return 2;
    }
    return 0;
}
