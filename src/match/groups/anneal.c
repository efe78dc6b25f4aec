#include "match/groups/restarts.h"

enum {
    FIRST_SWEEPS = 60,   /* of the first run; each is twice as long as the one before, up to an eightieth of all work */
    PORTIONS = 80,
    SQUARE_SHARE = 24,   /* nor longer than people x people / this: many short runs and their children beat few long ones */
    MOST_SWEEPS = 30000,
    COMPARED = 8,        /* the share of the work for comparing sizes */
    TRIAL_SWEEPS = 60,   /* where the number of places is open: of a run with each */
    MOST_TRIALS = 12,    /* so many numbers of places, at most */
};

static const double WORK_PER_CUBE = 600, MOST_WORK = 4e10;

/* The work for one call: grows with the people, within what the watch has left. */
static uint64_t budget(const struct rules *r, const struct watch *w)
{
    double work = WORK_PER_CUBE * r->n * r->n * r->n + 2e7;
    work = work < MOST_WORK ? work : MOST_WORK;
    if (w->limit > 0 && w->limit > w->operations && (double)(w->limit - w->operations) < work)
        work = (double)(w->limit - w->operations);
    return (uint64_t)work;
}

/* Tries numbers of places from least to most, spread evenly if there are many; returns the one that did best, or -1. */
static int choose_places(const struct rules *r, enum match_aim aim, uint64_t seed, struct watch *w, struct seating *best,
                         int least, int most, bool *impossible)
{
    int count = most - least + 1 < MOST_TRIALS ? most - least + 1 : MOST_TRIALS;
    *impossible = count == most - least + 1;
    for (int i = 0; i < count; i++) {
        int places = count > 1 ? least + (int)((int64_t)(most - least) * i / (count - 1)) : least;
        struct hunt h;
        hunt_init(&h, r, places, aim, seed, w, best);
        if (hunt_start(&h))
            hunt_run(&h, TRIAL_SWEEPS);
        *impossible &= h.impossible;
        hunt_release(&h);
        if (w->stopped) {
            *impossible = false;
            break;
        }
    }
    return best->found ? best->places : -1;
}

/* How many sweeps the longest runs get, if all of them together may do so much work. */
static int longest_run(const struct hunt *h, uint64_t work)
{
    uint64_t share = work / PORTIONS / hunt_sweep_work(h), square = (uint64_t)h->rules->n * (uint64_t)h->rules->n / SQUARE_SHARE;
    uint64_t sweeps = share < square ? share : square;
    return sweeps < FIRST_SWEEPS ? FIRST_SWEEPS : sweeps < MOST_SWEEPS ? (int)sweeps : MOST_SWEEPS;
}

enum match_state anneal_solve(const struct rules *r, enum match_aim aim, uint64_t seed, struct watch *w, struct seating *best)
{
    int least, most;
    bool impossible = false;
    field_places(r, &least, &most);
    if (least > most || (r->n == 0 && least > 0))
        return MATCH_INFEASIBLE;
    uint64_t end = w->operations + budget(r, w);
    int places = least == most ? least : choose_places(r, aim, seed, w, best, least, most, &impossible);
    if (places < 0)
        return impossible ? MATCH_INFEASIBLE : MATCH_UNKNOWN;
    struct hunt h;
    hunt_init(&h, r, places, aim, seed, w, best);
    if (hunt_start(&h)) {
        uint64_t work = end > w->operations ? end - w->operations : 1;
        int longest = longest_run(&h, work), sweeps = FIRST_SWEEPS;
        hunt_adopt(&h);
        hunt_compare_sizes(&h, FIRST_SWEEPS, work / COMPARED);
        while (w->operations < end && places > 1 && hunt_run(&h, sweeps))
            sweeps = sweeps * 2 < longest ? sweeps * 2 : longest;
    }
    impossible = h.impossible;
    hunt_release(&h);
    return best->found ? MATCH_FEASIBLE : impossible ? MATCH_INFEASIBLE : MATCH_UNKNOWN;
}
