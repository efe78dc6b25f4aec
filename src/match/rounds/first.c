#include "match/rounds/first.h"

#include "base/mem.h"
#include <stdlib.h>

/* Marks pairs in one arrangement of the round as met, by old numbers. */
static void note_meetings(const struct rules *r, const struct seating *s, uint8_t *met)
{
    size_t n = (size_t)r->problem->n;
    int *place = xmalloc((n + 1) * sizeof *place);
    seating_write(s, r, place);
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < n; j++)
            met[i * n + j] |= place[i] >= 0 && place[i] == place[j];
    free(place);
}

/* Solves the round with people who have met apart. */
static enum match_state seat_unmet(const struct rules *r, const uint8_t *met, enum match_aim aim, uint64_t seed,
                                   struct watch *w, struct seating *s)
{
    size_t n = (size_t)r->n, all = (size_t)r->problem->n;
    struct rules unmet = *r;
    unmet.apart = xmalloc(n * n + 1);
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < n; j++)
            unmet.apart[i * n + j] =
                r->apart[i * n + j] || (i != j && met[(size_t)r->person[i] * all + (size_t)r->person[j]]);
    enum match_state state = anneal_solve(&unmet, aim, seed, w, s);
    free(unmet.apart);
    return state;
}

/* Begins a search of at most so many steps, which ends with its first answer. */
static bool begin_search(struct watch *w, uint64_t share)
{
    w->progress.found = false;
    return watch_share(w, share);
}

void rounds_start(const struct rules *rounds, int count, enum match_aim aim, uint64_t seed, struct watch *w,
                  struct seating *seatings)
{
    size_t n = (size_t)rounds->problem->n;
    uint8_t *met = xcalloc(n * n + 1, sizeof *met);
    /* One round is no answer: only all rounds are reported. */
    const struct match_control *control = w->control;
    struct match_control quiet = {.poll = control ? control->poll : NULL, .data = control ? control->data : NULL};
    struct match_progress progress = w->progress;
    w->control = &quiet;
    w->hurry = true;
    for (int k = 0; k < count; k++) {
        const struct rules *r = &rounds[k];
        struct seating *s = &seatings[k];
        s->found = r->n == 0;
        if (k > 0 && r->n > 0 && begin_search(w, n * n / 10 + 100))
            seat_unmet(r, met, aim, seed, w, s);
        if (!s->found && begin_search(w, n * n + 1000))
            anneal_solve(r, aim, seed, w, s);
        if (s->found)
            note_meetings(r, s, met);
    }
    w->control = control;
    w->hurry = false;
    w->stopped = w->cancelled;
    progress.steps = w->progress.steps;
    w->progress = progress;
    watch_better(w, rounds, seatings, count);
    free(met);
}
