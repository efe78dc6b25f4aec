/* Groups by simulated annealing with restarts: for the best number of places, runs until the work is done. */
#include "match/groups/restarts.h"

enum {
    FIRST_SWEEPS = 60, /* of the first run; each is twice as long as the one before, up to a limit: */
    RUNS = 80,         /* a run costs at most this part of the work, */
    SQUARE_SHARE =
        24, /* and has at most people x people / this sweeps: many short runs with crossover beat few long ones */
    MOST_SWEEPS = 30000,
    COMPARED = 8,      /* an eighth of the work is for the comparison of size vectors */
    TRIAL_SWEEPS = 60, /* of a run with each number of places, where it may vary */
    MOST_TRIALS = 12,  /* numbers of places, at most */
};

static const double WORK_PER_CUBE = 600, MOST_WORK = 4e10;

/* The work of one call: grows with the people, and is at most what the watch has left. */
static uint64_t budget(const struct rules *r, const struct watch *w)
{
    double work = WORK_PER_CUBE * r->n * r->n * r->n + 2e7;
    work = work < MOST_WORK ? work : MOST_WORK;
    if (w->limit > 0 && w->limit > w->operations && (double)(w->limit - w->operations) < work)
        work = (double)(w->limit - w->operations);
    return (uint64_t)work;
}

/* Tries numbers of places from least to most, at even distances if there are many. Returns the best one, or -1. */
static int choose_places(const struct rules *r, enum match_aim aim, uint64_t seed, struct watch *w,
                         struct seating *best, int least, int most, bool *impossible)
{
    int count = most - least + 1 < MOST_TRIALS ? most - least + 1 : MOST_TRIALS;
    *impossible = count == most - least + 1;
    for (int i = 0; i < count; i++) {
        int places = count > 1 ? least + (int)((int64_t)(most - least) * i / (count - 1)) : least;
        struct restarts s;
        restarts_init(&s, r, places, aim, seed, w, best);
        if (restarts_begin(&s))
            restarts_run(&s, TRIAL_SWEEPS);
        *impossible &= s.impossible;
        restarts_release(&s);
        if (w->stopped) {
            *impossible = false;
            break;
        }
    }
    return best->found ? best->places : -1;
}

/* The sweeps of the longest runs, if all runs together do so much work. */
static int longest_run(const struct restarts *s, uint64_t work)
{
    uint64_t share = work / RUNS / restarts_sweep_work(s);
    uint64_t square = (uint64_t)s->rules->n * (uint64_t)s->rules->n / SQUARE_SHARE;
    uint64_t sweeps = share < square ? share : square;
    return sweeps < FIRST_SWEEPS ? FIRST_SWEEPS : sweeps < MOST_SWEEPS ? (int)sweeps : MOST_SWEEPS;
}

enum match_state anneal_solve(const struct rules *r, enum match_aim aim, uint64_t seed, struct watch *w,
                              struct seating *best)
{
    int least, most;
    bool impossible = false;
    instance_place_range(r, &least, &most);
    if (least > most || (r->n == 0 && least > 0))
        return MATCH_INFEASIBLE;
    uint64_t end = w->operations + budget(r, w);
    int places = least == most ? least : choose_places(r, aim, seed, w, best, least, most, &impossible);
    if (places < 0)
        return impossible ? MATCH_INFEASIBLE : MATCH_UNKNOWN;
    struct restarts s;
    restarts_init(&s, r, places, aim, seed, w, best);
    if (restarts_begin(&s)) {
        uint64_t work = end > w->operations ? end - w->operations : 1;
        int longest = longest_run(&s, work), sweeps = FIRST_SWEEPS;
        restarts_add_incumbent(&s);
        restarts_compare_sizes(&s, FIRST_SWEEPS, work / COMPARED);
        while (w->operations < end && places > 1 && restarts_run(&s, sweeps))
            sweeps = sweeps * 2 < longest ? sweeps * 2 : longest;
    }
    impossible = s.impossible;
    restarts_release(&s);
    return best->found ? MATCH_FEASIBLE : impossible ? MATCH_INFEASIBLE : MATCH_UNKNOWN;
}
